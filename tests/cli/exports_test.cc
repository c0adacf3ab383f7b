// Real exports of other systems, which are not part of this repository: REALIST_EXPORTS names a folder with redcap/ (exports of
// the REDCapR test projects) and xes/ (logs of the pm4py test data). What is expected was counted in the files by other means.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <optional>

#include "cli/case_input.h"
#include "cli/stops.h"

namespace realist::cli {
namespace {

std::optional<std::string> folder() {
  const char* path = std::getenv("REALIST_EXPORTS");
  if (path != nullptr && *path != '\0') return std::string(path);
  WARN("skipped: REALIST_EXPORTS names no folder with exports");
  return std::nullopt;
}

std::size_t events(const HeldCases& held) {
  std::size_t count = 0;
  for (const auto& record : held.records) count += record.events.size();
  return count;
}

std::string text_at(const models::CaseRecord& record, const std::string& path) {
  for (const auto& attribute : record.attributes)
    if (attribute.path == path) return models::to_string(attribute.history.front().value);
  return "none";
}

}  // namespace

TEST_CASE("two real event logs are read whole") {
  const auto exports = folder();
  if (!exports) return;
  const HeldCases example = hold_cases({*exports + "/xes/running-example.xes.gz"});
  CHECK(example.records.size() == 6);
  CHECK(events(example) == 42);
  CHECK(example.rejected.empty());
  const HeldCases fines = hold_cases({*exports + "/xes/roadtraffic100traces.xes.gz"});
  CHECK(fines.records.size() == 100);
  CHECK(events(fines) == 390);
  REQUIRE(fines.notes.size() == 1);
  CHECK(fines.notes[0].find("every time is midnight") != std::string::npos);
  const HeldCases days = hold_cases({*exports + "/xes/roadtraffic100traces.xes.gz"}, {}, mapping_from({"times=days"}));
  for (const auto& record : days.records)
    for (const auto& event : record.events) CHECK(event.at->day);
}

TEST_CASE("a real longitudinal export of REDCap is read with its dictionary and its event map") {
  const auto exports = folder();
  if (!exports) return;
  const std::string redcap = *exports + "/redcap/redcap_longitudinal_";
  const HeldCases held = hold_cases({redcap + "data.csv"}, {}, mapping_from({"read as=redcap", "dictionary=" + redcap + "dictionary.csv", "event map=" + redcap + "events.csv", "choices=labels"}));
  REQUIRE(held.records.size() == 3);
  CHECK(held.rejected.empty());
  CHECK(held.faults.empty());
  CHECK(held.records[0].id == "100");
  CHECK(text_at(held.records[0], "age") == "31");
  CHECK(text_at(held.records[0], "ethnicity") == "Hispanic or Latino");  // 0
  CHECK(text_at(held.records[0], "sex") == "Male");                      // 1
  CHECK(text_at(held.records[0], "gym") == "[Monday]");                  // gym___0 alone
  CHECK(text_at(held.records[0], "arm") == "1");
  CHECK(text_at(held.records[2], "arm") == "2");
  CHECK_THROWS_AS(hold_cases({redcap + "data.csv"}, {}, mapping_from({"read as=redcap", "event map=" + redcap + "arms.csv"})), FileFailure);
}

TEST_CASE("a real export of REDCap with forms that repeat has an event for each time") {
  const auto exports = folder();
  if (!exports) return;
  const HeldCases sparse = hold_cases({*exports + "/redcap/redcap_repeating_sparse.csv"}, {}, mapping_from({"read as=redcap", "date of bp=date_bp"}));
  REQUIRE(sparse.records.size() == 5);
  CHECK(sparse.records[0].events.size() == 3);
  CHECK(models::to_string(*sparse.records[1].events.at(0).at) == "2004-04-04");
  const HeldCases two = hold_cases({*exports + "/redcap/redcap_repeating_two_instruments.csv"}, {}, mapping_from({"read as=redcap"}));
  REQUIRE(two.records.size() == 2);
  CHECK(two.records[0].events.size() == 7);   // 3 blood pressures, 2 laboratories, 2 images
  CHECK(two.records[1].events.size() == 8);   // 3, 2, 3
}

}  // namespace realist::cli
