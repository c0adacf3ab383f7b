#include "engine/impact.h"

#include <algorithm>
#include <numeric>

namespace realist::engine {
namespace {

using models::Verdict;

// Judged each time: how often; an If: 0.
std::uint32_t times(const Outline& outline) { return std::accumulate(outline.occurrences.begin(), outline.occurrences.end(), 0u); }

// The same verdict, come to in another way.
bool otherwise(const StatementMatch& match, const Outline& before, const Outline& after) {
  if (times(before) != 0 && times(after) != 0 && before.occurrences != after.occurrences) return true;
  if (before.verdict != Verdict::Stalled) return false;
  return match.step_after[before.step - 1] != after.step || before.kind != after.kind || before.reason != after.reason;
}

void put(std::vector<Shift>& shifts, Verdict before, Verdict after, std::uint32_t which) {
  const auto same = [&](const Shift& shift) { return shift.before == before && shift.after == after; };
  auto found = std::find_if(shifts.begin(), shifts.end(), same);
  if (found == shifts.end()) {
    found = std::find_if(shifts.begin(), shifts.end(),
                         [&](const Shift& shift) { return std::pair(shift.before, shift.after) > std::pair(before, after); });
    found = shifts.insert(found, {before, after, {}});
  }
  found->cases.push_back(which);
}

}  // namespace

std::size_t StatementImpact::shifted() const {
  return std::accumulate(shifts.begin(), shifts.end(), std::size_t{0}, [](std::size_t sum, const Shift& shift) { return sum + shift.cases.size(); });
}

void Impact::add(std::uint32_t which, const std::vector<Outline>& before, const std::vector<Outline>& after) {
  bool shifted = false;
  for (std::size_t i = 0; i < statements_.size(); ++i) {
    const StatementMatch& match = edit_.statements[i];
    StatementImpact& impact = statements_[i];
    if (match.before != models::kNone) impact.before.add(before[match.before].verdict);
    if (match.after != models::kNone) impact.after.add(after[match.after].verdict);
    if (!match.both()) continue;
    const Outline &x = before[match.before], &y = after[match.after];
    if (x.verdict == y.verdict && !otherwise(match, x, y)) continue;
    put(impact.shifts, x.verdict, y.verdict, which);
    shifted = true;
  }
  ++cases_;
  cases_shifted_ += shifted;
}

Impact::Counts Impact::counts() const {
  Counts all{};
  for (const StatementImpact& impact : statements_)
    for (const Shift& shift : impact.shifts) all[static_cast<std::size_t>(shift.before)][static_cast<std::size_t>(shift.after)] += shift.cases.size();
  return all;
}

}  // namespace realist::engine
