#include "rules/unused_words.h"

#include <algorithm>
#include <utility>

#include "models/proposition_uses.h"

namespace realist::rules {
namespace {

using models::kNone;
using models::PropositionIndex;
using models::Theory;

class Keeping {
 public:
  Keeping(const Theory& theory, const std::vector<bool>& vocabulary) : kept_(theory.propositions.size()), looks_at_(kept_.size()) {
    const auto uses = models::proposition_uses(theory);
    for (PropositionIndex p = 0; p < uses.size(); ++p) {
      if (const auto file = theory.propositions[p].place.file; file >= vocabulary.size() || !vocabulary[file]) keep(p);
      for (const models::PropositionUse& use : uses[p]) note(p, use);
    }
    for (const models::Example& example : theory.examples)
      for (const models::Expectation& e : example.expectations) keep_expected(e);
    follow();
  }

  const std::vector<bool>& kept() const { return kept_; }

 private:
  void note(PropositionIndex p, const models::PropositionUse& use) {
    if (use.part == models::PropositionUse::Part::Indicator) looks_at_[use.proposition].push_back(p);
    else keep(p);
  }

  void keep_expected(const models::Expectation& e) {
    if (!e.about_statement) keep(e.subject);
    if (e.at) keep(*e.at);
  }

  void keep(PropositionIndex p) {
    if (p >= kept_.size() || kept_[p]) return;
    kept_[p] = true;
    waiting_.push_back(p);
  }

  void follow() {
    while (!waiting_.empty()) {
      const PropositionIndex p = waiting_.back();
      waiting_.pop_back();
      for (const PropositionIndex q : looks_at_[p]) keep(q);
    }
  }

  std::vector<bool> kept_;
  std::vector<std::vector<PropositionIndex>> looks_at_;
  std::vector<PropositionIndex> waiting_;
};

// New numbers for old ones, wherever a theory holds one.
class Renumbering {
 public:
  explicit Renumbering(std::vector<PropositionIndex> now) : now_(std::move(now)) {}

  void all(Theory& theory) const {
    for (models::Proposition& p : theory.propositions)
      if (p.indicator) condition(*p.indicator);
    for (models::Statement& s : theory.statements) statement(s);
    for (models::Clause& c : theory.not_applicable_phrases) clause(c);
    for (models::Condition& c : theory.not_applicable) condition(c);
    for (models::Example& example : theory.examples)
      for (models::Expectation& e : example.expectations) expectation(e);
  }

 private:
  void index(PropositionIndex& p) const {
    if (p < now_.size()) p = now_[p];
  }

  void condition(models::Condition& c) const {
    index(c.proposition);
    for (models::Condition& part : c.parts) condition(part);
  }

  void clause(models::Clause& c) const {
    index(c.proposition);
    for (models::Clause& part : c.parts) clause(part);
  }

  void statement(models::Statement& s) const {
    clause(s.antecedent);
    for (models::Step& step : s.steps) {
      clause(step.clause);
      index(step.window.proposition);
    }
    for (models::Clause& unless : s.unless) clause(unless);
  }

  void expectation(models::Expectation& e) const {
    if (!e.about_statement) index(e.subject);
    if (e.at) index(*e.at);
  }

  std::vector<PropositionIndex> now_;
};

}  // namespace

void leave_out_unused_words(Theory& theory, const std::vector<bool>& vocabulary) {
  if (std::find(vocabulary.begin(), vocabulary.end(), true) == vocabulary.end()) return;
  const Keeping keeping(theory, vocabulary);
  const std::vector<bool>& kept = keeping.kept();
  if (std::find(kept.begin(), kept.end(), false) == kept.end()) return;
  std::vector<PropositionIndex> now(kept.size(), kNone);
  std::vector<models::Proposition> left;
  for (PropositionIndex p = 0; p < kept.size(); ++p) {
    if (!kept[p]) continue;
    now[p] = static_cast<PropositionIndex>(left.size());
    left.push_back(std::move(theory.propositions[p]));
  }
  theory.propositions = std::move(left);
  Renumbering(std::move(now)).all(theory);
}

}  // namespace realist::rules
