// Results as JSON (docs/cli.md, "run --format ndjson"): keys in a fixed order, a key with nothing to say left out.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "engine/summary.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::cli {

// One case against one theory, on one line with its end.
std::string result_line(const models::Theory& theory, const models::CaseResult& result);

// The parts, for other commands that write JSON.
nlohmann::ordered_json theory_to_json(const models::Theory& theory);  // name, version, sha256
nlohmann::ordered_json statement_to_json(const models::Theory& theory, const models::StatementResult& result);
nlohmann::ordered_json proposition_to_json(const models::Theory& theory, const models::PropositionResult& result);
nlohmann::ordered_json evidence_to_json(const std::vector<models::FactEvidence>& evidence);
nlohmann::ordered_json missing_to_json(const std::vector<models::MissingFact>& missing);
nlohmann::ordered_json value_to_json(const models::Value& value);

// A cohort against one theory, as one indented object.
std::string summary_json(const models::Theory& theory, const engine::CohortSummary& summary, const models::Time& as_of);

// Compact (`indent` < 0) or indented text; broken UTF-8 becomes U+FFFD, never an exception.
std::string dumped(const nlohmann::ordered_json& json, int indent = -1);

}  // namespace realist::cli
