#include "cli/sweep_choice.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "cli/result_words.h"
#include "cli/stops.h"
#include "cli/suggest.h"
#include "engine/sweep.h"
#include "rules/condition_grammar.h"

namespace realist::cli {
namespace {

using engine::WindowLength;
using models::Duration;
using models::Statement;
using models::StatementIndex;
using models::Theory;
using models::Unit;

constexpr const char* kHow = "write it like window:GATE-2=1d..14d, membership:TRUST.crossover=2..4, or data";
constexpr const char* kUnits = "s, min, h, d, w, months or years";

// "1d" as "1 day".
std::string in_full(const std::string& text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kShort = {
      {{"s", "seconds"}, {"min", "minutes"}, {"h", "hours"}, {"d", "days"}, {"w", "weeks"}, {"y", "years"}}};
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 0 || digits == text.size()) return text;
  const std::string unit = sweep_word(text.substr(digits));
  const auto known = std::find_if(kShort.begin(), kShort.end(), [&](const auto& s) { return s.first == unit; });
  return text.substr(0, digits) + " " + (known == kShort.end() ? unit : std::string(known->second));
}

Duration duration_from(const std::string& sweep, const std::string& text) {
  const auto duration = rules::parse_duration(in_full(text));
  if (!duration) refuse_sweep(sweep, fmt::format("\"{}\" is no length of time; write a number and {}", text, kUnits));
  return *duration;
}

// In the smaller of two units, where one is made of the other.
constexpr std::int64_t kNoCount = -1;
std::int64_t count_in(const Duration& d, Unit unit) {
  if (d.unit == unit) return d.count;
  constexpr std::int64_t kIn[] = {60, 60, 0, 7, 0, 12, 0};  // how many of a unit make one of the next
  std::int64_t count = d.count;
  for (auto at = static_cast<std::size_t>(unit); at < static_cast<std::size_t>(d.unit); ++at) {
    if (kIn[at] == 0 || count > 1'000'000'000) return kNoCount;
    count *= kIn[at];
  }
  return d.unit > unit ? count : kNoCount;
}

// From one value to another, both of them, step by step.
void put_range(const std::string& sweep, const std::string& text, std::vector<Duration>& values) {
  const std::size_t dots = text.find(".."), by = text.find(" by ", dots);
  const Duration from = duration_from(sweep, sweep_word(text.substr(0, dots)));
  const Duration to = duration_from(sweep, sweep_word(text.substr(dots + 2, by == std::string::npos ? by : by - dots - 2)));
  const Unit unit = std::min(from.unit, to.unit);
  const Duration step = by == std::string::npos ? Duration{1, unit} : duration_from(sweep, sweep_word(text.substr(by + 4)));
  const Unit least = std::min(unit, step.unit);
  const std::int64_t first = count_in(from, least), last = count_in(to, least), each = count_in(step, least);
  if (first == kNoCount || last == kNoCount || each == kNoCount)
    refuse_sweep(sweep, fmt::format("\"{}\" mixes units that are not made of each other; write it in one of them", text));
  if (first > last) refuse_sweep(sweep, fmt::format("\"{}\" runs from the longer to the shorter; write the shorter first", text));
  if (each == 0) refuse_sweep(sweep, "a step of nothing never gets there");
  if ((last - first) / each >= static_cast<std::int64_t>(kMostSweepValues)) refuse_sweep(sweep, fmt::format("these are more than {} values; give a step, such as by 7d", kMostSweepValues));
  for (std::int64_t count = first; count <= last; count += each) values.push_back({count, least});
}

std::vector<std::string> labels(const Theory& theory) {
  std::vector<std::string> all;
  for (const Statement& statement : theory.statements) all.push_back(statement.label);
  return all;
}

// "GATE-2", "GATE-2.1": a label that ends in a dot and a number goes before one with a step.
void find_place(const Theory& theory, const std::string& sweep, const std::string& place, SweepChoice& choice) {
  choice.statement = models::find_statement(theory, place);
  if (choice.statement != models::kNone) return;
  const std::size_t dot = place.rfind('.');
  const std::string digits = dot == std::string::npos ? "" : place.substr(dot + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), choice.step);
  const std::string label = place.substr(0, dot);
  if (!digits.empty() && error == std::errc() && end == digits.data() + digits.size()) choice.statement = models::find_statement(theory, label);
  if (choice.statement == models::kNone) refuse_sweep(sweep, fmt::format("there is no statement {}{}", label, did_you_mean(label, labels(theory))));
  const std::size_t steps = theory.statements[choice.statement].steps.size();
  if (choice.step == 0 || choice.step > steps) refuse_sweep(sweep, fmt::format("{} has {} step{}, numbered from 1", label, steps, steps == 1 ? "" : "s"));
}

// The one step with a window of its own.
void find_step(const Theory& theory, const std::string& sweep, SweepChoice& choice) {
  const Statement& statement = theory.statements[choice.statement];
  std::vector<std::string> places;
  for (std::uint32_t i = 0; i < statement.steps.size(); ++i) {
    if (engine::length_of(statement.steps[i].window) == WindowLength::None) continue;
    choice.step = i + 1;
    places.push_back(fmt::format("window:{}.{}", statement.label, i + 1));
  }
  if (places.size() == 1) return;
  if (places.empty() && statement.steps.size() == 1) {
    choice.step = 1;
    return;
  }
  if (places.empty()) refuse_sweep(sweep, fmt::format("no step of {} has a window of a length of time; say at which step to put one: window:{}.1", statement.label, statement.label));
  refuse_sweep(sweep, fmt::format("which window of {}? It has several: {}", statement.label, joined(places, ", ")));
}

void check_window(const Theory& theory, const std::string& sweep, const SweepChoice& choice) {
  const models::Step& step = theory.statements[choice.statement].steps[choice.step - 1];
  const models::StepWindow& window = step.window;
  if (engine::length_of(window) == WindowLength::None && window.written())
    refuse_sweep(sweep, fmt::format("the window of that step, “{}”, is bound by something else than a length of time", window.text));
  if (step.at_any_time) refuse_sweep(sweep, "that step may come at any time: it has no window");
  if (engine::length_of(window) != WindowLength::Latest || !window.earliest) return;
  const std::int64_t first = count_in(choice.values.front(), std::min(choice.values.front().unit, window.earliest->unit));
  const std::int64_t earliest = count_in(*window.earliest, std::min(choice.values.front().unit, window.earliest->unit));
  if (first != kNoCount && earliest != kNoCount && first < earliest)
    refuse_sweep(sweep, fmt::format("the window of that step, “{}”, opens after {}: begin there", window.text, models::in_words(*window.earliest)));
}

}  // namespace

std::string sweep_word(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos ? "" : std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

void refuse_sweep(const std::string& sweep, const std::string& why) { throw UsageError(fmt::format("--sweep \"{}\": {}", sweep, why)); }

std::vector<Duration> durations_from(const std::string& sweep, const std::string& text) {
  std::vector<Duration> values;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string part = sweep_word(text.substr(at, end - at));
    at = end + 1;
    if (part.empty()) refuse_sweep(sweep, fmt::format("after = stand the values, such as 1d..14d; {}", kHow));
    if (part.find("..") != std::string::npos) put_range(sweep, part, values);
    else values.push_back(duration_from(sweep, part));
    if (values.size() > kMostSweepValues) refuse_sweep(sweep, fmt::format("these are more than {} values", kMostSweepValues));
  }
  return values;
}

SweepChoice sweep_choice_from(const Theory& theory, const std::string& text) {
  SweepChoice choice;
  choice.words = text;
  if (sweep_word(text) == "data") {
    choice.kind = SweepChoice::Kind::Data;
    return choice;
  }
  const std::size_t colon = text.find(':'), equals = text.rfind('=');
  const std::string what = sweep_word(text.substr(0, colon));
  if (what == "membership") {
    choice.kind = SweepChoice::Kind::Membership;
    choice.membership = membership_choice_from(theory, text);
    return choice;
  }
  if (what != "window") refuse_sweep(text, fmt::format("\"{}\" cannot be varied{}; {}", what, did_you_mean(what, {"window", "membership", "data"}), kHow));
  if (colon == std::string::npos || equals == std::string::npos || equals < colon) refuse_sweep(text, kHow);
  choice.values = durations_from(text, text.substr(equals + 1));
  find_place(theory, text, sweep_word(text.substr(colon + 1, equals - colon - 1)), choice);
  if (choice.step == 0) find_step(theory, text, choice);
  check_window(theory, text, choice);
  choice.written = theory.statements[choice.statement].steps[choice.step - 1].window.text;
  return choice;
}

std::size_t written_value(const Theory& theory, const SweepChoice& choice) {
  const models::StepWindow& window = theory.statements[choice.statement].steps[choice.step - 1].window;
  const WindowLength length = engine::length_of(window);
  const std::optional<Duration> is = length == WindowLength::Latest ? window.latest : length == WindowLength::Throughout ? window.throughout : length == WindowLength::Earliest ? window.earliest : std::nullopt;
  if (!is) return choice.values.size();
  const auto same = [&](const Duration& value) {
    const Unit least = std::min(value.unit, is->unit);
    const std::int64_t a = count_in(value, least);
    return a != kNoCount && a == count_in(*is, least);
  };
  return static_cast<std::size_t>(std::find_if(choice.values.begin(), choice.values.end(), same) - choice.values.begin());
}

}  // namespace realist::cli
