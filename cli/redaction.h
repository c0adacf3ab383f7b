// Records with people's own words left out, for pages that leave the house (`report --redact quotes`).
//
// What stays: dates, event types, paths, numbers, yes and no, and texts the theory itself asks for or that are the id of a
// record. Every other text (quotes, sources, reasons, names in `by`, values nobody asked for) is left out.
#pragma once

#include <deque>
#include <set>
#include <string>

#include "engine/caseload.h"
#include "engine/judge.h"
#include "models/case_record.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::cli {

class Redaction {
 public:
  // `by_id`: every record of the set. Cost: linear in the theory and the number of records.
  Redaction(const models::Theory& theory, const engine::LinkedRecords& by_id);

  models::CaseRecord redacted(models::CaseRecord record) const;
  // Evidence and problems, in place.
  void redact(models::CaseResult& result) const;
  // What an agenda tells of the records, in place. Its cases' own records stay as they are.
  void redact(engine::Agenda& agenda) const;

 private:
  bool stays(const std::string& text) const;
  void redact(models::Value& value) const;
  void redact(std::string& by) const;
  void redact(std::vector<models::FactEvidence>& evidence) const;
  void redact(models::Judging& judging) const;
  void redact(std::vector<models::Problem>& problems) const;

  std::set<std::string> words_;  // folded
  const engine::LinkedRecords& by_id_;
};

// All records of a set, and the map that leads to them.
struct RedactedRecords {
  std::deque<models::CaseRecord> records;
  engine::LinkedRecords by_id;
};
RedactedRecords redacted_records(const Redaction& redaction, const std::deque<models::CaseRecord>& records);

}  // namespace realist::cli
