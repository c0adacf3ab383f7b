#include "cli/shift_limit.h"

#include <fmt/core.h>

#include <charconv>

#include "cli/stops.h"
#include "cli/suggest.h"

namespace realist::cli {
namespace {

using models::Verdict;

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos ? "" : std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

std::optional<Verdict> verdict_from(const std::string& text, const std::string& word) {
  if (word == "any") return std::nullopt;
  std::vector<std::string> known = {"any"};
  for (const Verdict verdict : models::kVerdicts) {
    if (word == models::to_string(verdict)) return verdict;
    known.emplace_back(models::to_string(verdict));
  }
  throw UsageError(fmt::format("--fail-if \"{}\": \"{}\" is no verdict{}; write \"fired -> stalled\", \"any -> stalled > 3\" or \"any\"", text, word,
                               did_you_mean(word, known)));
}

std::uint64_t number_from(const std::string& text, const std::string& digits) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size())
    throw UsageError(fmt::format("--fail-if \"{}\": after > stands how many are let pass, a whole number", text));
  return number;
}

}  // namespace

ShiftLimit shift_limit_from(const std::string& text) {
  ShiftLimit limit;
  limit.words = trimmed(text);
  std::string rest = text;
  const std::size_t arrow = rest.find("->"), more = rest.find('>', arrow == std::string::npos ? 0 : arrow + 2);
  if (more != std::string::npos) {
    limit.most = number_from(text, trimmed(rest.substr(more + 1)));
    rest.resize(more);
  }
  if (arrow == std::string::npos) {
    if (const std::string word = trimmed(rest); word != "any")
      throw UsageError(fmt::format("--fail-if \"{}\": this is no change of a verdict; write \"fired -> stalled\", \"any -> stalled > 3\" or \"any\"", text));
    return limit;
  }
  limit.before = verdict_from(text, trimmed(rest.substr(0, arrow)));
  limit.after = verdict_from(text, trimmed(rest.substr(arrow + 2)));
  return limit;
}

std::uint64_t shifts_of(const ShiftLimit& limit, const engine::Impact::Counts& counts) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i)
    for (std::size_t j = 0; j < counts[i].size(); ++j) {
      const bool wild = !limit.before || !limit.after;
      if ((wild && i == j) || (limit.before && *limit.before != models::kVerdicts[i]) || (limit.after && *limit.after != models::kVerdicts[j])) continue;
      sum += counts[i][j];
    }
  return sum;
}

}  // namespace realist::cli
