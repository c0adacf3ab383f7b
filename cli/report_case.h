// One case as the page of a report has it: its record in time and every statement's why, as JSON for the page's script.
//
// Texts come up again and again, in one case and over all of them: each stands in the file once, named by a number.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/why_text.h"
#include "engine/judge.h"
#include "models/case_record.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::cli {

// Texts by number, in the order in which they first came up.
class TextTable {
 public:
  std::uint32_t number(std::string text);
  const std::vector<const std::string*>& texts() const { return order_; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> order_;  // into the map, whose keys stay where they are
};

// What the packed cases share.
struct ReportTexts {
  TextTable texts;
  TextTable whys;  // each the JSON list of a why's lines: a line's look and its text's number, in turn
};

// The facts a theory asks for: what of a record is shown.
struct AskedFacts {
  explicit AskedFacts(const models::Theory& theory);
  std::vector<std::string> attributes;                              // paths, each once
  std::map<std::string, std::vector<std::string>, std::less<>> fields;  // by folded event type
};

// Days since 1970 of a time's local date.
std::int64_t day_number(const models::Time& time);

// `question`: its record, linked records and result are what is told. Whys are told with its lengths and its effort. The
// JSON: {"opened", "closed", "facts", "events", "pauses", "phases", "windows", "problems", "why"}; what is empty is left out,
// but for "why", which has a number for every statement.
std::string packed_case(const WhyQuestion& question, const AskedFacts& asked, ReportTexts& texts);

}  // namespace realist::cli
