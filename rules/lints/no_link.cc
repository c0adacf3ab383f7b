#include <algorithm>
#include <set>
#include <string>

#include "rules/lints/lints.h"

namespace realist::rules {
namespace {

std::set<std::string> linked_kinds(const models::Theory& theory) {
  std::set<std::string> kinds;
  for (const models::Example& example : theory.examples)
    for (const models::CaseRecord& record : example.records)
      for (const models::Link& link : record.links) kinds.insert(models::fold(link.kind));
  return kinds;
}

// The first place at which a statement speaks of a proposition.
const models::Statement* first_use(const LintInput& input, models::PropositionIndex p) {
  for (const models::PropositionUse& use : input.uses[p])
    if (use.statement != models::kNone) return &input.theory.statements[use.statement];
  return nullptr;
}

}  // namespace

// Once for each kind. A theory without examples has shown nothing, and is left alone.
void lint_no_link(const LintInput& input, LintReport& report) {
  if (input.theory.examples.empty()) return;
  std::set<std::string> known = linked_kinds(input.theory);
  known.insert(models::fold(input.theory.case_kind));
  for (models::PropositionIndex p = 0; p < input.theory.propositions.size(); ++p) {
    const models::Proposition& proposition = input.proposition(p);
    const models::Statement* statement = proposition.of.empty() ? nullptr : first_use(input, p);
    if (statement == nullptr || !known.insert(models::fold(proposition.of)).second) continue;
    auto& message = report.tell("lint/no-link", proposition.place, statement->label + " goes on to a " + proposition.of + "’s record, and no example links a case to one",
                                "give an example the line: And link " + proposition.of + " P-03");
    report.reporter().relate(message, statement->place, statement->label);
  }
}

}  // namespace realist::rules
