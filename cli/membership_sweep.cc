#include "cli/membership_sweep.h"

#include <fmt/core.h>

#include <map>
#include <nlohmann/json.hpp>

#include "cli/agenda_words.h"
#include "cli/fit_words.h"
#include "cli/result_csv.h"
#include "cli/set_words.h"

namespace realist::cli {
namespace {

using Json = nlohmann::ordered_json;
using engine::ClaimSweep;
using engine::Figure;
using engine::KindFlip;
using engine::SetMeasures;

// Those that `fit` has of the claim, be it that something is enough or that it is needed.
const Figure& consistency(const ClaimSweep& c, const SetMeasures& m) { return c.needed() ? m.needed_consistency : m.consistency; }
const Figure& beside(const ClaimSweep& c, const SetMeasures& m) { return c.needed() ? m.ron : m.pri; }
const Figure& coverage(const ClaimSweep& c, const SetMeasures& m) { return c.needed() ? m.needed_coverage : m.coverage; }

std::string field(const Figure& figure) { return figure.value ? number_field(*figure.value) : ""; }

}  // namespace

std::string membership_title(const models::Theory& theory, const MembershipChoice& choice) {
  const models::Proposition& p = theory.propositions[choice.proposition];
  return fmt::format("membership of “{}” (out {}, crossover {}, in {}), its {} put otherwise", p.phrase, number_field(p.membership->out),
                     number_field(p.membership->crossover), number_field(p.membership->in), anchor_word(choice.part));
}

std::string membership_table(const models::Theory& theory, const MembershipChoice& choice, const ClaimSweep& claim) {
  FigureTable table({anchor_word(choice.part), "consistency", claim.needed() ? "RoN" : "PRI", "coverage", "cases"});
  const std::size_t written = written_value(theory, choice);
  for (std::size_t v = 0; v < choice.values.size(); ++v) {
    const SetMeasures& m = claim.measures[v];
    table.row({number_field(choice.values[v]) + (v == written ? " (as written)" : ""), figure_words(consistency(claim, m)), figure_words(beside(claim, m)),
               figure_words(coverage(claim, m)), std::to_string(m.consistency.cases)});
  }
  return table.text();
}

std::vector<std::string> kind_flips(const SweepQuery& query, const MembershipChoice& choice, const ClaimSweep& claim) {
  std::map<std::uint32_t, std::string> by_case;
  for (const KindFlip& flip : claim.flips) {
    std::string& words = by_case[flip.which];
    if (words.empty()) words = fmt::format("{} up to {}", case_kind_name(flip.before, claim.needed()), number_field(choice.values[flip.value - 1]));
    words += fmt::format(", {} from {}", case_kind_name(flip.after, claim.needed()), number_field(choice.values[flip.value]));
  }
  std::vector<std::string> all;
  for (const auto& [which, words] : by_case) all.push_back(fmt::format("{}: {}", case_name(query.cases[which]->id), words));
  return all;
}

Json membership_json(const SweepQuery& q, const SweepPart& part) {
  const MembershipChoice& choice = part.choice.membership;
  const models::Proposition& p = q.theory.propositions[choice.proposition];
  Json json = {{"sweep", part.choice.words}, {"proposition", engine::TheoryClaims::name_of(p)}, {"anchor", anchor_word(choice.part)},
               {"written", engine::anchor_of(*p.membership, choice.part)}, {"verdicts_change", false}, {"statements", Json::array()}};
  for (const ClaimSweep& claim : part.memberships.claims()) {
    Json one = {{"statement", q.theory.statements[claim.statement].label}, {"needed", claim.needed()}, {"values", Json::array()}, {"flips", Json::array()}};
    for (std::size_t v = 0; v < choice.values.size(); ++v) {
      const SetMeasures& m = claim.measures[v];
      one["values"].push_back({{"value", choice.values[v]}, {"consistency", figure_json(consistency(claim, m))}, {claim.needed() ? "ron" : "pri", figure_json(beside(claim, m))},
                               {"coverage", figure_json(coverage(claim, m))}});
    }
    for (const KindFlip& flip : claim.flips)
      one["flips"].push_back({{"case", q.cases[flip.which]->id}, {"from", choice.values[flip.value]}, {"before", case_kind_name(flip.before, claim.needed())},
                              {"after", case_kind_name(flip.after, claim.needed())}});
    json["statements"].push_back(std::move(one));
  }
  return json;
}

std::string membership_csv(const SweepQuery& q) {
  std::string text = csv_row({"sweep", "value", "statement", "consistency", "pri", "ron", "coverage", "cases"});
  for (const SweepPart& part : q.parts)
    for (const ClaimSweep& claim : part.memberships.claims())
      for (std::size_t v = 0; v < claim.measures.size(); ++v) {
        const SetMeasures& m = claim.measures[v];
        text += csv_row({part.choice.words, number_field(part.choice.membership.values[v]), q.theory.statements[claim.statement].label, field(consistency(claim, m)),
                         claim.needed() ? "" : field(m.pri), claim.needed() ? field(m.ron) : "", field(coverage(claim, m)), std::to_string(m.consistency.cases)});
      }
  return text;
}

}  // namespace realist::cli
