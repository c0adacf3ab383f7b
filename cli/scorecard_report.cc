#include "cli/scorecard_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/text_width.h"
#include "rules/scorecard.h"

namespace realist::cli {
namespace {

using rules::Criterion;
using rules::ScoreCount;

constexpr std::string_view kTitle = "Criteria for evaluating programme theory diagrams in quality improvement initiatives";
constexpr std::string_view kDoi = "10.1093/intqhc/mzy063";

bool is_met(const ScoreCount& count) { return count.met == count.of; }

std::size_t met_in_full(const Criterion& criterion) {
  return static_cast<std::size_t>(std::count_if(criterion.counts.begin(), criterion.counts.end(), is_met));
}

std::string line_of(const ScoreCount& count) {
  std::string out = fmt::format("  {:>5} of {:<5} {}\n", count.met, count.of, count.what);
  if (is_met(count) || count.next.empty()) return out;
  out += fmt::format("{:17}next: {}\n", "", count.next);
  return count.code.empty() ? out : out + fmt::format("{:17}where: realist check, {}\n", "", count.code);
}

nlohmann::ordered_json json_of(const ScoreCount& count) {
  nlohmann::ordered_json json = {{"what", count.what}, {"met", count.met}, {"of", count.of}};
  if (is_met(count)) return json;
  if (!count.next.empty()) json["next"] = count.next;
  if (!count.code.empty()) json["code"] = count.code;
  return json;
}

nlohmann::ordered_json json_of(const Criterion& criterion) {
  nlohmann::ordered_json json = {{"name", criterion.name}, {"met_in_full", met_in_full(criterion)}, {"of", criterion.counts.size()}};
  for (const ScoreCount& count : criterion.counts) json["counts"].push_back(json_of(count));
  return json;
}

}  // namespace

std::string scorecard_text(const models::Theory& theory) {
  std::string out = fmt::format("{}{}\n", for_display(theory.name), theory.version.empty() ? "" : ", version " + for_display(theory.version));
  out += fmt::format("The six components are those of Issen et al. 2018, doi {};\nwhat is counted under each is Realist's reading of them, and no score of theirs.\n", kDoi);
  for (const Criterion& criterion : rules::scorecard(theory)) {
    out += fmt::format("\n{}: {} of {} met in full\n", criterion.name, met_in_full(criterion), criterion.counts.size());
    for (const ScoreCount& count : criterion.counts) out += line_of(count);
  }
  return out;
}

std::string scorecard_json(const std::vector<models::Theory>& theories) {
  nlohmann::ordered_json json = {{"after", {{"title", kTitle}, {"doi", kDoi}}}, {"theories", nlohmann::ordered_json::array()}};
  for (const models::Theory& theory : theories) {
    nlohmann::ordered_json one = {{"theory", {{"name", theory.name}, {"version", theory.version}}}};
    for (const Criterion& criterion : rules::scorecard(theory)) one["criteria"].push_back(json_of(criterion));
    json["theories"].push_back(std::move(one));
  }
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace realist::cli
