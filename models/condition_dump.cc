#include <charconv>

#include "models/theory.h"

namespace realist::models {
namespace {

std::string number_text(double number) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr};
}

std::string quoted(const std::string& text) { return '"' + text + '"'; }

std::string operand_text(const Operand& o) {
  switch (o.kind) {
    case Operand::Kind::ItsField: return "its." + o.text;
    case Operand::Kind::ThisCase: return "this case";
    case Operand::Kind::ThisLink: return "this." + o.text;
    case Operand::Kind::Literal: break;
  }
  if (o.number) return number_text(*o.number);
  if (o.truth) return *o.truth ? "yes" : "no";
  return quoted(o.text);
}

std::string_view sign_of(Compare compare) {
  switch (compare) {
    case Compare::Less: return "<";
    case Compare::AtMost: return "<=";
    case Compare::More: return ">";
    case Compare::AtLeast: return ">=";
    case Compare::OneOf: return "one of";
    case Compare::Contains: return "contains";
    case Compare::Known: return "known";
    default: return "=";
  }
}

std::string operands_text(const FieldTest& test) {
  std::string out;
  const std::string_view between = test.compare == Compare::Between ? ".." : ", ";
  for (const Operand& o : test.operands) out += (out.empty() ? std::string() : std::string(between)) + operand_text(o);
  return out;
}

// "= "hostel"", "not one of "a", "b"", "3..5".
std::string comparison_text(const FieldTest& test) {
  std::string out = test.negated ? "not " : "";
  if (test.compare == Compare::Between) return out + operands_text(test);
  out += sign_of(test.compare);
  return test.operands.empty() ? out : out + ' ' + operands_text(test);
}

std::string field_text(const FieldTest& test) { return test.path + ' ' + comparison_text(test); }

std::string event_text(const EventPattern& event) {
  std::string out = "event(" + event.type;
  for (const FieldTest& test : event.where) out += "; " + field_text(test);
  return out + ')';
}

std::string anchor_text(const Anchor& anchor) {
  if (anchor.kind == Anchor::Kind::Attribute) return '@' + anchor.path;
  return (anchor.kind == Anchor::Kind::FirstEvent ? "first " : "last ") + event_text(anchor.event);
}

std::string phase_text(const Theory& theory, PhaseIndex phase) {
  return phase < theory.phases.size() ? theory.phases[phase].name : "phase " + std::to_string(phase);
}

std::string window_text(const Theory& theory, const TestWindow& w) {
  const std::string high = to_string(w.high), range = to_string(w.low) + ".." + high, anchor = ' ' + anchor_text(w.anchor);
  switch (w.kind) {
    case TestWindow::Kind::None: return "";
    case TestWindow::Kind::WithinOf: return " [" + high + " of" + anchor + ']';
    case TestWindow::Kind::WithinAfter: return " [" + high + " after" + anchor + ']';
    case TestWindow::Kind::WithinBefore: return " [" + high + " before" + anchor + ']';
    case TestWindow::Kind::Before: return " [before" + anchor + ']';
    case TestWindow::Kind::After: return " [after" + anchor + ']';
    case TestWindow::Kind::BetweenBefore: return " [" + range + " before" + anchor + ']';
    case TestWindow::Kind::BetweenAfter: return " [" + range + " after" + anchor + ']';
    case TestWindow::Kind::During: return " [during " + phase_text(theory, w.phase) + ']';
    case TestWindow::Kind::InTheLast: return " [last " + high + ']';
    case TestWindow::Kind::BetweenDates: return " [" + to_string(w.from) + ".." + to_string(w.to) + ']';
  }
  return "";
}

std::string_view unit_word(Unit unit) {
  constexpr std::string_view kWords[] = {"seconds", "minutes", "hours", "days", "weeks", "months", "years"};
  return kWords[static_cast<std::size_t>(unit)];
}

std::string number_term_text(const Theory& theory, const NumberTerm& term) {
  constexpr std::string_view kWords[] = {"", "", "first", "latest", "average", "highest", "lowest", "sum", "count"};
  const std::string events = event_text(term.event) + window_text(theory, term.window);
  switch (term.kind) {
    case NumberTerm::Kind::Literal: return number_text(term.number);
    case NumberTerm::Kind::Attribute: return '@' + term.path;
    case NumberTerm::Kind::Count: return "count " + events;
    case NumberTerm::Kind::Distance:
      return std::string(unit_word(term.unit)) + '(' + anchor_text(term.from) + " to " + anchor_text(term.to) + ')';
    default: return std::string(kWords[static_cast<std::size_t>(term.kind)]) + ' ' + term.path + " of " + events;
  }
}

std::string proposition_text(const Theory& theory, PropositionIndex index) {
  if (index >= theory.propositions.size()) return '{' + std::to_string(index) + '}';
  const Proposition& p = theory.propositions[index];
  return '{' + (p.short_name.empty() ? p.phrase : p.short_name) + '}';
}

std::string parts_text(const Theory& theory, const Condition& condition, std::string_view between) {
  std::string out;
  for (const Condition& part : condition.parts) {
    if (!out.empty()) out += between;
    out += dump(theory, part);
  }
  return '(' + out + ')';
}

std::string judgement_text(const Theory& theory, const Condition& c) {
  std::string out = "judged";
  if (c.proposition != kNone) out += ' ' + proposition_text(theory, c.proposition);
  out += ' ' + comparison_text(c.field);
  if (!c.by.empty()) out += " by " + c.by;
  return out + window_text(theory, c.window);
}

std::string number_test_text(const Theory& theory, const Condition& c) {
  const std::string left = number_term_text(theory, c.left) + ' ', right = number_term_text(theory, c.right);
  if (c.compare == Compare::Between) return left + right + ".." + number_term_text(theory, c.right2);
  return left + std::string(sign_of(c.compare)) + ' ' + right;
}

}  // namespace

std::string dump(const Theory& theory, const Condition& c) {
  switch (c.kind) {
    case Condition::Kind::All: return parts_text(theory, c, " & ");
    case Condition::Kind::Any: return parts_text(theory, c, " | ");
    case Condition::Kind::Not: return '!' + dump(theory, c.parts.front());
    case Condition::Kind::AtLeast: return std::to_string(c.count) + " of " + parts_text(theory, c, ", ");
    case Condition::Kind::Attribute: return '@' + field_text(c.field);
    case Condition::Kind::ItsField: return "its." + field_text(c.field);
    case Condition::Kind::Judgement: return judgement_text(theory, c);
    case Condition::Kind::Proposition: return proposition_text(theory, c.proposition);
    case Condition::Kind::Event:
      return (c.count > 1 ? std::to_string(c.count) + ' ' : "") + event_text(c.event) + window_text(theory, c.window);
    case Condition::Kind::Cadence:
      return std::to_string(c.count) + ' ' + event_text(c.event) + " every " + to_string(c.every);
    case Condition::Kind::Number: return number_test_text(theory, c);
  }
  return "";
}

}  // namespace realist::models
