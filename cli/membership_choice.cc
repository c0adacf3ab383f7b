#include "cli/membership_choice.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "cli/result_words.h"
#include "cli/set_words.h"
#include "cli/suggest.h"
#include "cli/sweep_choice.h"

namespace realist::cli {
namespace {

using engine::AnchorPart;
using models::Theory;

constexpr const char* kHow = "write it like membership:TRUST.crossover=2..4 by 0.5";

double number_from(const std::string& sweep, const std::string& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) refuse_sweep(sweep, fmt::format("\"{}\" is no number; {}", text, kHow));
  return number;
}

// What adding up leaves over at the far end of a binary fraction, 0.30000000000000004, is nobody's value.
double tidied(double number, double step) {
  if (std::abs(number) < step * 1e-9) return 0;
  const std::string text = fmt::format("{:.12g}", number);
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void put_range(const std::string& sweep, const std::string& text, std::vector<double>& values) {
  constexpr double kSteps = 10;   // where none is given
  const std::size_t dots = text.find(".."), by = text.find(" by ", dots);
  const double from = number_from(sweep, sweep_word(text.substr(0, dots)));
  const double to = number_from(sweep, sweep_word(text.substr(dots + 2, by == std::string::npos ? by : by - dots - 2)));
  if (from > to) refuse_sweep(sweep, fmt::format("\"{}\" runs from the larger to the smaller; write the smaller first", text));
  if (from == to) return values.push_back(from);
  const double step = by == std::string::npos ? (to - from) / kSteps : number_from(sweep, sweep_word(text.substr(by + 4)));
  if (step <= 0) refuse_sweep(sweep, "a step has to be more than nothing, or it never gets there");
  const double steps = std::floor((to - from) / step + 1e-9);
  if (!(steps < static_cast<double>(kMostSweepValues))) refuse_sweep(sweep, fmt::format("these are more than {} values; give a larger step, such as by 0.5", kMostSweepValues));
  for (double i = 0; i <= steps; ++i) values.push_back(tidied(from + i * step, step));
}

std::optional<AnchorPart> part_called(const std::string& word) {
  for (const AnchorPart part : {AnchorPart::Out, AnchorPart::Crossover, AnchorPart::In})
    if (models::fold(word) == anchor_word(part)) return part;
  return std::nullopt;
}

// Those with a membership, as they are called in reports.
std::vector<std::string> with_membership(const Theory& theory) {
  std::vector<std::string> names;
  for (const models::Proposition& p : theory.propositions)
    if (p.membership) names.push_back(engine::TheoryClaims::name_of(p));
  return names;
}

models::PropositionIndex proposition_called(const Theory& theory, const std::string& sweep, const std::string& name) {
  const models::FoundProposition found = models::find_proposition(theory, name);
  std::vector<std::string> names;
  for (const models::Proposition& p : theory.propositions) {
    names.push_back(engine::TheoryClaims::name_of(p));
    if (!p.short_name.empty()) names.push_back(p.phrase);
  }
  if (found.index == models::kNone) refuse_sweep(sweep, fmt::format("the theory has no proposition \"{}\"{}", name, did_you_mean(name, names)));
  const models::Proposition& p = theory.propositions[found.index];
  if (found.opposite) refuse_sweep(sweep, fmt::format("\"{}\" is the opposite of “{}”, which is where a membership stands", name, p.phrase));
  if (p.membership) return found.index;
  const std::vector<std::string> have = with_membership(theory);
  refuse_sweep(sweep, fmt::format("“{}” has no membership: under its declaration{}", p.phrase, have.empty() ? ", nor has any other" : "; there is one of " + joined(have, ", ")));
}

// Where the one that is put otherwise has to stay, by the other two.
std::string room_for(const engine::Anchors& a, AnchorPart part) {
  const bool rising = part == AnchorPart::Out ? a.crossover < a.in : part == AnchorPart::In ? a.out < a.crossover : a.out < a.in;
  if (part == AnchorPart::Crossover) return fmt::format("above {} and below {}", number_field(std::min(a.out, a.in)), number_field(std::max(a.out, a.in)));
  return fmt::format("{} {}", rising == (part == AnchorPart::Out) ? "below" : "above", number_field(a.crossover));
}

void check_sound(const Theory& theory, const std::string& sweep, const MembershipChoice& choice) {
  for (const double value : choice.values) {
    const models::Membership put = engine::with_anchor(*theory.propositions[choice.proposition].membership, choice.part, value);
    const engine::Anchors anchors = engine::anchors_of(put);
    if (engine::sound(anchors)) continue;
    refuse_sweep(sweep, fmt::format("with {} at {} the numbers (out {}, crossover {}, in {}) neither rise nor fall, as they have to; keep it {}", anchor_word(choice.part),
                              number_field(value), number_field(put.out), number_field(put.crossover), number_field(put.in), room_for(anchors, choice.part)));
  }
}

}  // namespace

const char* anchor_word(AnchorPart part) { return part == AnchorPart::Out ? "out" : part == AnchorPart::In ? "in" : "crossover"; }

std::vector<double> sweep_numbers_from(const std::string& sweep, const std::string& text) {
  std::vector<double> values;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string part = sweep_word(text.substr(at, end - at));
    at = end + 1;
    if (part.empty()) refuse_sweep(sweep, fmt::format("after = stand the values; {}", kHow));
    if (part.find("..") != std::string::npos) put_range(sweep, part, values);
    else values.push_back(number_from(sweep, part));
    if (values.size() > kMostSweepValues) refuse_sweep(sweep, fmt::format("these are more than {} values", kMostSweepValues));
  }
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

MembershipChoice membership_choice_from(const Theory& theory, const std::string& sweep) {
  const std::size_t colon = sweep.find(':'), equals = sweep.rfind('=');
  if (colon == std::string::npos || equals == std::string::npos || equals < colon) refuse_sweep(sweep, kHow);
  const std::string place = sweep_word(sweep.substr(colon + 1, equals - colon - 1));
  const std::size_t dot = place.rfind('.');
  if (dot == std::string::npos) refuse_sweep(sweep, fmt::format("which of its three numbers, out, crossover or in? {}", kHow));
  const std::string word = sweep_word(place.substr(dot + 1));
  const std::optional<AnchorPart> part = part_called(word);
  if (!part) refuse_sweep(sweep, fmt::format("a membership has out, crossover and in, no \"{}\"{}", word, did_you_mean(word, {"out", "crossover", "in"})));
  MembershipChoice choice;
  choice.part = *part;
  choice.proposition = proposition_called(theory, sweep, sweep_word(place.substr(0, dot)));
  choice.values = sweep_numbers_from(sweep, sweep.substr(equals + 1));
  check_sound(theory, sweep, choice);
  return choice;
}

std::size_t written_value(const Theory& theory, const MembershipChoice& choice) {
  const double written = engine::anchor_of(*theory.propositions[choice.proposition].membership, choice.part);
  return static_cast<std::size_t>(std::find(choice.values.begin(), choice.values.end(), written) - choice.values.begin());
}

}  // namespace realist::cli
