#include "engine/context_columns.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/plan.h"

namespace realist::engine {
namespace {

using models::Condition;
using models::PropositionIndex;
using models::StatementIndex;
using models::Theory;
using models::Tri;

void add_paths(const Theory& theory, const Condition& condition, std::set<PropositionIndex>& seen, std::set<std::string>& paths);

void add_paths(const Theory& theory, PropositionIndex p, std::set<PropositionIndex>& seen, std::set<std::string>& paths) {
  if (p >= theory.propositions.size() || !seen.insert(p).second) return;
  if (theory.propositions[p].indicator) add_paths(theory, *theory.propositions[p].indicator, seen, paths);
}

void add_paths(const Theory& theory, const Condition& condition, std::set<PropositionIndex>& seen, std::set<std::string>& paths) {
  for (const Condition& part : condition.parts) add_paths(theory, part, seen, paths);
  if (condition.kind == Condition::Kind::Attribute) paths.insert(models::fold(condition.field.path));
  if (condition.kind == Condition::Kind::Proposition) add_paths(theory, condition.proposition, seen, paths);
  if (condition.kind == Condition::Kind::Number)
    for (const models::NumberTerm* term : {&*condition.left, &*condition.right, &*condition.right2})
      if (term->kind == models::NumberTerm::Kind::Attribute) paths.insert(models::fold(term->path));
}

// The attributes a proposition looks at, through others too.
std::set<std::string> paths_of(const Theory& theory, PropositionIndex p) {
  std::set<PropositionIndex> seen;
  std::set<std::string> paths;
  add_paths(theory, p, seen, paths);
  return paths;
}

// What a statement is made of.
struct Own {
  std::set<PropositionIndex> propositions;
  std::set<std::string> paths;             // of its steps, folded

  Own(const Theory& theory, const models::Statement& statement) {
    const auto add = [&](const models::Clause& clause, bool steps) {
      each_proposition(clause, true, [&](PropositionIndex p, bool) {
        propositions.insert(p);
        if (steps) paths.merge(paths_of(theory, p));
      });
    };
    add(statement.antecedent, false);
    for (const models::Step& step : statement.steps) add(step.clause, true);
    for (const models::Clause& block : statement.unless) add(block, false);
  }
};

bool meet(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& path) { return b.contains(path); });
}

// Every attribute of the decided cases with its values by row; -1: not known.
struct AttributeRows {
  std::vector<const AttributeThen*> values;
};

class Tables {
 public:
  Tables(const Theory& theory, const std::vector<CaseActivations>& cases) : theory_(theory), cases_(cases) {
    for (PropositionIndex p = 0; p < theory.propositions.size(); ++p) paths_.push_back(paths_of(theory, p));
  }

  ContextTables made() {
    ContextTables out;
    for (StatementIndex s = 0; s < theory_.statements.size(); ++s) {
      StatementContexts one = contexts_of(s);
      if (!one.cases.empty()) out.statements.push_back(std::move(one));
    }
    out.too_varied.assign(too_varied_.begin(), too_varied_.end());
    return out;
  }

 private:
  StatementContexts contexts_of(StatementIndex s) {
    StatementContexts out;
    out.statement = s;
    std::vector<const StateThen*> states;
    for (std::size_t i = 0; i < cases_.size(); ++i)
      for (const Activated& one : cases_[i].decided) {
        if (one.statement != s) continue;
        out.cases.push_back(i);
        out.table.fired.push_back(one.fired);
        states.push_back(&cases_[i].states[one.state]);
      }
    if (out.cases.empty()) return out;
    const Own own(theory_, theory_.statements[s]);
    add_propositions(own, states, out);
    add_attributes(own, states, out);
    return out;
  }

  void add_propositions(const Own& own, const std::vector<const StateThen*>& states, StatementContexts& out) const {
    for (PropositionIndex p = 0; p < theory_.propositions.size(); ++p) {
      if (own.propositions.contains(p) || meet(paths_[p], own.paths)) continue;
      std::vector<std::int8_t> values;
      std::vector<std::uint8_t> undated;
      for (const StateThen* state : states) {
        const State& then = state->propositions[p];
        values.push_back(then.value == Tri::True ? 1 : then.value == Tri::False ? 0 : -1);
        undated.push_back(then.undated);
      }
      add({ContextName::Kind::Proposition, p, {}, {}}, std::move(values), std::move(undated), out);
    }
  }

  void add_attributes(const Own& own, const std::vector<const StateThen*>& states, StatementContexts& out) {
    std::map<std::string, AttributeRows> rows;
    for (std::size_t i = 0; i < states.size(); ++i)
      for (const AttributeThen& attribute : states[i]->attributes) {
        AttributeRows& row = rows[attribute.path];
        row.values.resize(states.size());
        row.values[i] = &attribute;
      }
    for (const auto& [path, row] : rows)
      if (!own.paths.contains(models::fold(path))) add_attribute(path, row, out);
  }

  void add_attribute(const std::string& path, const AttributeRows& row, StatementContexts& out) {
    std::set<double> numbers;
    std::set<std::string> words, items;
    for (const AttributeThen* then : row.values) {
      if (!then) continue;
      if (const auto* list = std::get_if<std::vector<models::Value>>(&then->value.data))
        for (const models::Value& item : *list) items.insert(models::to_string(item));
      else if (const auto* number = std::get_if<double>(&then->value.data)) numbers.insert(*number);
      else words.insert(models::to_string(then->value));
    }
    const bool dates = std::any_of(words.begin(), words.end(), [](const std::string& word) { return models::parse_time(word).has_value(); });
    if (dates || words.size() > kMostValues || items.size() > kMostValues) too_varied_.insert(path);
    if (!dates && words.size() <= kMostValues) add_each(ContextName::Kind::Is, path, words, row, out);
    if (items.size() <= kMostValues) add_each(ContextName::Kind::Contains, path, items, row, out);
    add_numbers(path, numbers, row, out);
  }

  // Of two values the second says nothing new.
  void add_each(ContextName::Kind kind, const std::string& path, const std::set<std::string>& values, const AttributeRows& row, StatementContexts& out) const {
    for (const std::string& value : values)
      add_test({kind, models::kNone, path, value}, row, out, [&](const models::Value& recorded) {
        if (const auto* list = std::get_if<std::vector<models::Value>>(&recorded.data))
          return kind == ContextName::Kind::Contains && std::any_of(list->begin(), list->end(), [&](const models::Value& item) { return models::to_string(item) == value; });
        return models::to_string(recorded) == value;
      });
  }

  // At a quarter, half and three quarters of the different numbers: told by the cases, not by their verdicts.
  void add_numbers(const std::string& path, const std::set<double>& numbers, const AttributeRows& row, StatementContexts& out) const {
    const std::vector<double> sorted(numbers.begin(), numbers.end());
    std::set<double> cuts;
    for (const std::size_t quarter : {1u, 2u, 3u})
      if (sorted.size() > 1) cuts.insert(sorted[std::max<std::size_t>(1, sorted.size() * quarter / 4)]);
    for (const double cut : cuts)
      add_test({ContextName::Kind::AtLeast, models::kNone, path, models::to_string(models::Value{cut})}, row, out, [&](const models::Value& recorded) -> std::optional<bool> {
        const auto* number = std::get_if<double>(&recorded.data);
        return number ? std::optional<bool>(*number >= cut) : std::nullopt;
      });
  }

  template <typename Test>
  void add_test(ContextName name, const AttributeRows& row, StatementContexts& out, Test test) const {
    std::vector<std::int8_t> values;
    std::vector<std::uint8_t> undated;
    for (const AttributeThen* then : row.values) {
      const std::optional<bool> passed = then ? std::optional<bool>(test(then->value)) : std::nullopt;
      values.push_back(passed ? std::int8_t{*passed} : std::int8_t{-1});
      undated.push_back(then && then->undated);
    }
    add(std::move(name), std::move(values), std::move(undated), out);
  }

  // The attribute that a proposition looks at, or another value of the same one: no news.
  bool says_it_already(const ContextColumn& column, const ContextName& name) const {
    if (name.kind == ContextName::Kind::Proposition) return false;
    if (column.name.kind == ContextName::Kind::Proposition) return paths_[column.name.proposition].contains(models::fold(name.path));
    return column.name.path == name.path;
  }

  void add(ContextName name, std::vector<std::int8_t> values, std::vector<std::uint8_t> undated, StatementContexts& out) const {
    if (std::find(values.begin(), values.end(), 1) == values.end() || std::find(values.begin(), values.end(), 0) == values.end()) return;
    std::vector<std::int8_t> opposite = values;
    for (std::int8_t& value : opposite)
      if (value >= 0) value = std::int8_t(1 - value);
    for (std::size_t c = 0; c < out.columns.size(); ++c) {
      if (out.table.columns[c] != values && out.table.columns[c] != opposite) continue;
      if (!says_it_already(out.columns[c], name)) out.columns[c].same.push_back(std::move(name));
      return;
    }
    out.columns.push_back({std::move(name), {}, std::move(undated)});
    out.table.columns.push_back(std::move(values));
  }

  const Theory& theory_;
  const std::vector<CaseActivations>& cases_;
  std::vector<std::set<std::string>> paths_;  // by proposition
  std::set<std::string> too_varied_;
};

}  // namespace

ContextTables context_tables(const Theory& theory, const std::vector<CaseActivations>& cases) { return Tables(theory, cases).made(); }

}  // namespace realist::engine
