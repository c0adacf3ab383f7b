#include "rules/scorecard.h"

#include <algorithm>
#include <map>
#include <utility>

#include "models/theory_graph.h"
#include "rules/lints/lints.h"

namespace realist::rules {
namespace {

using models::PropositionIndex;
using models::Role;

// Everything that is counted, worked out once.
struct Facts {
  explicit Facts(const models::Theory& of)
      : theory(of), graph(models::theory_graph(of, {0, 0})), uses(models::proposition_uses(of)), told(count_lints(of)) {}

  const models::Theory& theory;
  models::TheoryGraph graph;
  std::vector<std::vector<models::PropositionUse>> uses;
  std::map<std::string_view, std::size_t> told;

  std::size_t times(std::string_view code) const {
    const auto at = told.find(code);
    return at == told.end() ? 0 : at->second;
  }

  // Of `all`, those of which a lint does not tell.
  ScoreCount without(std::string what, std::size_t all, std::string_view code, std::string next) const {
    return {std::move(what), all - std::min(all, times(code)), all, std::move(next), std::string(code)};
  }

  template <class Test>
  std::size_t count(Test test) const {
    std::size_t n = 0;
    for (PropositionIndex p = 0; p < theory.propositions.size(); ++p) n += !uses[p].empty() && test(p) ? 1 : 0;
    return n;
  }

  std::size_t statements() const {
    return static_cast<std::size_t>(std::count_if(theory.statements.begin(), theory.statements.end(), [](const models::Statement& s) { return !is_otherwise(s); }));
  }

  bool has_role(PropositionIndex p, Role role) const {
    const auto& roles = theory.propositions[p].roles;
    return std::find(roles.begin(), roles.end(), role) != roles.end();
  }
  bool used_as(PropositionIndex p, models::PropositionUse::Part part) const {
    return std::any_of(uses[p].begin(), uses[p].end(), [&](const models::PropositionUse& use) { return use.part == part; });
  }
  // An outcome that no statement goes on from.
  bool is_aim(PropositionIndex p) const { return has_role(p, Role::Outcome) && graph.leaving[p].empty(); }
};

Criterion aim(const Facts& facts) {
  const std::size_t aims = facts.count([&](PropositionIndex p) { return facts.is_aim(p); });
  const std::size_t declared = facts.count([&](PropositionIndex p) { return facts.is_aim(p) && facts.theory.propositions[p].declared_role == Role::Outcome; });
  return {"aim",
          {{"a statement ends in an outcome that nothing goes on from", aims > 0 ? 1u : 0u, 1, "say what it all is for: an outcome at the end", ""},
           {"outcomes at an end that are declared as such", declared, aims, "declare them: Outcome: …", ""}}};
}

Criterion logic(const Facts& facts) {
  std::map<std::uint32_t, std::size_t> parts;
  std::size_t used = 0, largest = 0;
  for (PropositionIndex p = 0; p < facts.theory.propositions.size(); ++p)
    if (!facts.graph.leaving[p].empty() || !facts.graph.arriving[p].empty()) {
      ++used;
      largest = std::max(largest, ++parts[facts.graph.component[p]]);
    }
  const auto& all = facts.theory.propositions;
  const auto declared = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const models::Proposition& p) { return p.declared; }));
  return {"logical overview",
          {{"propositions that hang together with most others", largest, used, "join the parts that stand alone, or say them in theories of their own", ""},
           facts.without("statements that something can set off", facts.statements(), "lint/unreachable", "mend what excludes itself"),
           facts.without("declarations that are used", declared, "lint/unused", "use them, or take them out")}};
}

Criterion clarity(const Facts& facts) {
  const std::size_t used = facts.count([](PropositionIndex) { return true; });
  const std::size_t contexts = facts.count([&](PropositionIndex p) { return facts.has_role(p, Role::Context); });
  return {"clarity of components",
          {facts.without("phrases that say one thing", used, "lint/two-claims", "split those that say two"),
           facts.without("contexts that say what is so, not where", contexts, "lint/place-as-context", "say what it is about the place"),
           facts.without("statements with a label of their own", facts.statements(), "lint/label-from-words", "realist check --fix writes them in")}};
}

bool says_why(const models::Statement& statement) { return !statement.because.empty() || statement.steps.size() > 1; }

Criterion cause(const Facts& facts) {
  const auto& all = facts.theory.statements;
  const auto why = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const models::Statement& s) { return !is_otherwise(s) && says_why(s); }));
  const std::size_t mechanisms = facts.count([&](PropositionIndex p) { return facts.has_role(p, Role::Mechanism) || facts.has_role(p, Role::Reasoning); });
  return {"cause and effect",
          {facts.without("statements whose way from context to outcome is told", facts.statements(), "lint/no-mechanism", "put what people make of it in between"),
           {"statements with a chain or a reason of their own", why, facts.statements(), "", ""},
           facts.without("mechanisms that are no activities", mechanisms, "lint/activity-as-mechanism", "call what is done a resource")}};
}

Criterion evidence(const Facts& facts) {
  return {"evidence", {facts.without("statements that name evidence or a source", facts.statements(), "lint/no-evidence", "say what each rests on: (evidence: …)")}};
}

Criterion measurement(const Facts& facts) {
  using Part = models::PropositionUse::Part;
  const auto seen = [&](auto test) { return facts.count([&](PropositionIndex p) { return test(p) && facts.theory.propositions[p].indicator.has_value(); }); };
  const auto outcome = [&](PropositionIndex p) { return facts.has_role(p, Role::Outcome); };
  const auto decides = [&](PropositionIndex p) { return facts.used_as(p, Part::Antecedent) && !facts.used_as(p, Part::Step); };
  const auto windowed = [](const models::Step& step) { return step.window.written(); };
  std::size_t timed = 0;
  for (const models::Statement& s : facts.theory.statements)
    timed += !is_otherwise(s) && (facts.theory.default_window || std::any_of(s.steps.begin(), s.steps.end(), windowed)) ? 1 : 0;
  // Without any example there is one message for the whole theory.
  const bool tried = !facts.theory.examples.empty();
  ScoreCount shown = facts.without("statements that an example shows", facts.statements(), "lint/no-example", "write small cases under Example:");
  if (!tried) shown.met = 0;
  return {"measurement",
          {{"outcomes with an indicator", seen(outcome), facts.count(outcome), "say what would be seen: observed when …", "lint/outcome-unobserved"},
           {"contexts that decide verdicts, with an indicator", seen(decides), facts.count(decides), "say what would be seen: observed when …", "lint/context-unobserved"},
           {"statements that say by when", timed, facts.statements(), "add windows, such as: within 4 weeks", ""},
           std::move(shown)}};
}

}  // namespace

std::vector<Criterion> scorecard(const models::Theory& theory) {
  const Facts facts(theory);
  return {aim(facts), logic(facts), clarity(facts), cause(facts), evidence(facts), measurement(facts)};
}

}  // namespace realist::rules
