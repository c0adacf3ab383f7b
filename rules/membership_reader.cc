#include "rules/membership_reader.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "models/membership.h"
#include "rules/characters.h"
#include "rules/statement_grammar.h"

namespace realist::rules {
namespace {

constexpr const char* kExample = "write for example: membership: out 1, crossover 3, in 5";
constexpr std::array<std::string_view, 3> kNames = {"out", "crossover", "in"};

// Names and numbers in turn; false where anything else stands there.
bool take_anchors(std::string_view text, std::array<std::optional<double>, 3>& anchors) {
  std::size_t at = 0;
  const auto skip = [&] {
    while (at < text.size() && std::string_view(" \1\t,;=").find(text[at]) != std::string_view::npos) ++at;
    return at < text.size();
  };
  while (skip()) {
    const std::string_view rest = text.substr(at);
    std::size_t name = 0;
    while (name < kNames.size() && !begins_with_word(rest, kNames[name])) ++name;
    if (name == kNames.size() || anchors[name]) return false;
    at += kNames[name].size();
    if (!skip()) return false;
    double number = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
    if (error != std::errc() || !std::isfinite(number)) return false;
    anchors[name] = number;
    at = static_cast<std::size_t>(end - text.data());
    if (at < text.size() && std::string_view(" \1\t,;").find(text[at]) == std::string_view::npos) return false;
  }
  return anchors[0] && anchors[1] && anchors[2];
}

}  // namespace

std::optional<models::Membership> read_membership(const Text& value, Reporter& reporter) {
  std::array<std::optional<double>, 3> anchors;
  if (!take_anchors(plain_of(value.text), anchors)) {
    reporter.report("membership/bad-anchors", value.place(), "this does not say where out, crossover and in are, each once and as a number", kExample);
    return std::nullopt;
  }
  models::Membership membership{*anchors[0], *anchors[1], *anchors[2], value.text, value.place()};
  const bool rises = membership.out < membership.crossover && membership.crossover < membership.in;
  const bool falls = membership.out > membership.crossover && membership.crossover > membership.in;
  if (rises || falls) return membership;
  reporter.report("membership/not-in-order", value.place(), "the crossover does not lie between out and in",
                  "from out by way of crossover to in the numbers rise, or they fall where a low number means being in");
  return std::nullopt;
}

void check_memberships(const models::Theory& theory, Reporter& reporter) {
  using Kind = models::MembershipNumber::Kind;
  for (const models::Proposition& p : theory.propositions) {
    const bool unread = !p.indicator && !p.observed_when.empty();  // its condition has a message already
    if (!p.membership || unread) continue;
    const Kind kind = models::membership_number(p).kind;
    if (kind == Kind::None)
      reporter.report("membership/no-number", p.membership->place, "what this proposition is observed by is no number that could become a degree",
                      "compare a number, as in: observed when score at least 3; or leave its `observed when` out, so that the number somebody judges counts");
    if (kind == Kind::Several)
      reporter.report("membership/several-numbers", p.membership->place, "what this proposition is observed by looks at more than one number",
                      "declare a proposition for each number, with a membership of its own, and join them in braces: {A} and {B}");
  }
}

}  // namespace realist::rules
