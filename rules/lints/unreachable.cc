#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rules/foretold.h"
#include "rules/lints/lints.h"

namespace realist::rules {
namespace {

using models::Compare;
using models::Condition;

constexpr std::size_t kMostLiterals = 64;
constexpr int kDeepest = 16;  // of indicators that look at other propositions

// What tests of one field leave it to be.
class Field {
 public:
  // False where nothing is left that would pass this test and those before it.
  bool take(const models::FieldTest& test) {
    const bool plain = std::all_of(test.operands.begin(), test.operands.end(), [](const models::Operand& o) { return o.kind == models::Operand::Kind::Literal; });
    if (!plain || test.operands.empty()) return true;
    if (test.compare == Compare::Is || test.compare == Compare::OneOf) return take_values(test);
    return test.negated || take_range(test);
  }

 private:
  static std::string value_of(const models::Operand& operand) {
    if (operand.truth) return *operand.truth ? "yes" : "no";
    return operand.number ? std::to_string(*operand.number) : models::fold(operand.text);
  }

  bool take_values(const models::FieldTest& test) {
    std::vector<std::string> values;
    for (const models::Operand& operand : test.operands) values.push_back(value_of(operand));
    if (test.negated) {
      excluded_.insert(excluded_.end(), values.begin(), values.end());
    } else if (!allowed_) {
      allowed_ = std::move(values);
    } else {
      keep(*allowed_, [&](const std::string& v) { return contains(values, v); });
    }
    if (!allowed_) return true;
    keep(*allowed_, [&](const std::string& v) { return !contains(excluded_, v); });
    return !allowed_->empty();
  }

  bool take_range(const models::FieldTest& test) {
    if (!test.operands.front().number) return true;
    const double value = *test.operands.front().number;
    switch (test.compare) {
      case Compare::Less: narrow(to_, {value, true}); break;
      case Compare::AtMost: narrow(to_, {value, false}); break;
      case Compare::More: raise({value, true}); break;
      case Compare::AtLeast: raise({value, false}); break;
      case Compare::Between:
        if (test.operands.size() < 2 || !test.operands[1].number) return true;
        raise({value, false});
        narrow(to_, {*test.operands[1].number, false});
        break;
      default: return true;
    }
    return from_.value < to_.value || (from_.value == to_.value && !from_.open && !to_.open);
  }

  struct End {
    double value;
    bool open;  // the value itself is not in it
  };
  static void narrow(End& end, End to) {
    if (to.value < end.value || (to.value == end.value && to.open)) end = to;
  }
  void raise(End to) {
    if (to.value > from_.value || (to.value == from_.value && to.open)) from_ = to;
  }

  static bool contains(const std::vector<std::string>& list, const std::string& value) { return std::find(list.begin(), list.end(), value) != list.end(); }
  template <class Test>
  static void keep(std::vector<std::string>& list, Test test) {
    list.erase(std::remove_if(list.begin(), list.end(), [&](const std::string& v) { return !test(v); }), list.end());
  }

  std::optional<std::vector<std::string>> allowed_;
  std::vector<std::string> excluded_;
  End from_{-std::numeric_limits<double>::infinity(), false}, to_{std::numeric_limits<double>::infinity(), false};
};

// The tests that have to pass at one instant, taken one after the other.
class Together {
 public:
  explicit Together(const models::Theory& theory) : theory_(theory) {}

  // The field that can no longer be as everything wants it; nothing where all is well.
  std::optional<std::string> take(models::PropositionIndex p) {
    const models::Proposition& proposition = theory_.propositions[p];
    return proposition.indicator ? take(*proposition.indicator, proposition.of, 0) : std::nullopt;
  }

 private:
  std::optional<std::string> take(const Condition& condition, const std::string& of, int depth) {
    if (depth > kDeepest) return std::nullopt;
    if (condition.kind == Condition::Kind::Attribute)
      return fields_[{models::fold(of), models::fold(condition.field.path)}].take(condition.field) ? std::nullopt : std::optional(condition.field.path);
    if (condition.kind == Condition::Kind::Proposition && condition.proposition != models::kNone) {
      const models::Proposition& other = theory_.propositions[condition.proposition];
      return other.indicator ? take(*other.indicator, other.of, depth + 1) : std::nullopt;
    }
    if (condition.kind != Condition::Kind::All) return std::nullopt;
    for (const Condition& part : condition.parts)
      if (auto field = take(part, of, depth + 1)) return field;
    return std::nullopt;
  }

  const models::Theory& theory_;
  std::map<std::pair<std::string, std::string>, Field> fields_;
};

void tell_contrary(const LintInput& input, const models::Statement& statement, models::PropositionIndex p, LintReport& report) {
  report.tell("lint/unreachable", statement.antecedent.place, statement.label + " asks for " + in_quotes(input.proposition(p).phrase) + " and for its contrary: nothing can set it off",
              "join them by `or`, or make two statements of it");
}

// What an antecedent asks for, one proposition after the other, until two cannot go together.
void look_at_antecedent(const LintInput& input, const models::Statement& statement, LintReport& report) {
  const std::vector<Literal> needs = needs_of(statement);
  if (needs.size() > kMostLiterals) return;
  Together together(input.theory);
  for (std::size_t i = 0; i < needs.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j)
      if (needs[j].proposition == needs[i].proposition && needs[j].negated != needs[i].negated) return tell_contrary(input, statement, needs[i].proposition, report);
    if (needs[i].negated || needs[i].proposition == models::kNone) continue;
    const auto field = together.take(needs[i].proposition);
    if (!field) continue;
    auto& message = report.tell("lint/unreachable", statement.antecedent.place, "nothing can set off " + statement.label + ": no value of " + *field + " is all that is asked of it",
                                "look at the indicators of what it asks for: they exclude one another");
    for (std::size_t j = 0; j <= i; ++j)
      if (!needs[j].negated && input.proposition(needs[j].proposition).declared)
        report.reporter().relate(message, input.proposition(needs[j].proposition).place, "asked for");
    return;
  }
}

// Not events: one that sets a statement off is another than one that stops it.
bool is_state(const models::Proposition& proposition) {
  return !proposition.indicator || proposition.indicator->kind == Condition::Kind::Attribute || proposition.indicator->kind == Condition::Kind::Judgement;
}

// `unless X` where X is what sets the statement off.
void look_at_blocks(const LintInput& input, const models::Statement& statement, LintReport& report) {
  const std::vector<Literal> needs = needs_of(statement);
  for (const models::Clause& block : statement.unless) {
    const std::vector<Literal> stops = certain(block);
    if (stops.size() != 1 || !is_conjunction(block) || !is_state(input.proposition(stops.front().proposition)) || std::find(needs.begin(), needs.end(), stops.front()) == needs.end()) continue;
    report.tell("lint/unreachable", block.place, statement.label + " stands down wherever " + in_quotes(input.proposition(stops.front().proposition).phrase) + ", which is what sets it off",
                "one of the two is meant otherwise: the If, or the unless");
  }
}

}  // namespace

void lint_unreachable(const LintInput& input, LintReport& report) {
  for (const models::Statement& statement : input.theory.statements) {
    if (is_otherwise(statement)) continue;
    look_at_antecedent(input, statement, report);
    look_at_blocks(input, statement, report);
  }
}

}  // namespace realist::rules
