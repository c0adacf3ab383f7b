#include "models/membership.h"

#include <algorithm>

namespace realist::models {
namespace {

using Kind = MembershipNumber::Kind;

bool with_number(const FieldTest& field) {
  return std::any_of(field.operands.begin(), field.operands.end(), [](const Operand& o) { return o.kind == Operand::Kind::Literal && o.number.has_value(); });
}

MembershipNumber number_in(const Condition& test) {
  switch (test.kind) {
    case Condition::Kind::Attribute: return with_number(test.field) ? MembershipNumber{Kind::Attribute, &test} : MembershipNumber{};
    case Condition::Kind::Judgement: return {Kind::Judged, &test};
    case Condition::Kind::Number: {
      const bool literal = test.right->kind == NumberTerm::Kind::Literal && (test.compare != Compare::Between || test.right2->kind == NumberTerm::Kind::Literal);
      return {literal && test.left->kind != NumberTerm::Kind::Literal ? Kind::Term : Kind::Several, &test};
    }
    default: return {};
  }
}

// Two tests of one field, or of judgements by the same people in the same time, look at one number.
bool same_number(const MembershipNumber& a, const MembershipNumber& b) {
  if (a.kind != b.kind || a.kind == Kind::Term || a.kind == Kind::Several) return false;
  if (a.kind == Kind::Attribute) return fold(a.condition->field.path) == fold(b.condition->field.path);
  const TestWindow &v = a.condition->window, &w = b.condition->window;
  return fold(a.condition->by) == fold(b.condition->by) && v.kind == TestWindow::Kind::None && w.kind == TestWindow::Kind::None;
}

void look(const Condition& condition, MembershipNumber& found) {
  for (const Condition& part : condition.parts) look(part, found);
  const MembershipNumber one = number_in(condition);
  if (one.kind == Kind::None || (found.kind != Kind::None && same_number(found, one))) return;
  found = found.kind == Kind::None ? one : MembershipNumber{Kind::Several, nullptr};
}

}  // namespace

MembershipNumber membership_number(const Proposition& proposition) {
  if (!proposition.indicator) return {Kind::Judged, nullptr};
  MembershipNumber found;
  look(*proposition.indicator, found);
  return found;
}

}  // namespace realist::models
