#include <nlohmann/json.hpp>

#include "cli/result_json.h"
#include "cli/why_text.h"

namespace realist::cli {

std::string why_json(const WhyQuestion& question) {
  using Json = nlohmann::ordered_json;
  Json json = {{"case", question.result.case_id}, {"as_of", models::to_string(question.result.as_of)},
               {"theory", theory_to_json(question.theory)}, {"statements", Json::array()}};
  for (const models::StatementIndex i : question.statements)
    json["statements"].push_back(statement_to_json(question.theory, question.result.statements[i]));
  for (const models::PropositionIndex i : question.propositions)
    json["propositions"].push_back(proposition_to_json(question.theory, question.result.propositions[i]));
  return dumped(json, 2) + "\n";
}

}  // namespace realist::cli
