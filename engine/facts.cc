#include "engine/facts.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace realist::engine {
namespace {

using models::Compare;
using models::Operand;
using models::Value;

std::optional<double> number_of(const std::string& text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || rest != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<double> number_of(const Value& value) {
  if (const double* number = std::get_if<double>(&value.data)) return *number;
  if (const std::string* text = std::get_if<std::string>(&value.data)) return number_of(*text);
  return std::nullopt;
}

std::optional<bool> truth_of(const Value& value) {
  if (const bool* truth = std::get_if<bool>(&value.data)) return *truth;
  const std::string* text = std::get_if<std::string>(&value.data);
  if (!text) return std::nullopt;
  const std::string word = models::fold(*text);
  if (word == "yes" || word == "true") return true;
  if (word == "no" || word == "false") return false;
  return std::nullopt;
}

Tri tri(bool truth) { return truth ? Tri::True : Tri::False; }

bool is_list(const Value& value) { return std::holds_alternative<std::vector<Value>>(value.data); }

// Equality as `is` means it: text folded, numbers as numbers, truth values as such. A value of another type is Unknown.
Tri same(const Operand& operand, const std::string& folded, const Value& value, bool& wrong_type) {
  if (value.is_null()) return Tri::Unknown;
  if (operand.truth)
    if (const std::optional<bool> truth = truth_of(value)) return tri(*truth == *operand.truth);
  if (operand.number) {
    if (const std::optional<double> number = number_of(value)) return tri(*number == *operand.number);
  } else if (const std::string* text = std::get_if<std::string>(&value.data)) {
    return tri(models::fold(*text) == folded);
  }
  wrong_type = true;
  return Tri::Unknown;
}

// An operand that is another field or somebody's id, as a value; null where that is not recorded.
Value resolve(const Operand& operand, const Whose& whose) {
  switch (operand.kind) {
    case Operand::Kind::ItsField: {
      const Value* value = whose.its ? find_field(*whose.its, operand.text) : nullptr;
      return value ? *value : Value{};
    }
    case Operand::Kind::ThisCase: return {std::string(whose.case_id)};
    case Operand::Kind::ThisLink: {
      const auto id = whose.link ? whose.link(whose.context, operand.text) : std::nullopt;
      return id ? Value{std::string(*id)} : Value{};
    }
    case Operand::Kind::Literal: break;
  }
  return {};
}

Tri same_value(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Tri::Unknown;
  if (const auto x = number_of(a), y = number_of(b); x && y) return tri(*x == *y);
  return tri(models::fold(models::to_string(a)) == models::fold(models::to_string(b)));
}

Tri equals(const FieldPlan& field, std::size_t i, const Value& value, const Whose& whose, bool& wrong_type) {
  const Operand& operand = field.test->operands[i];
  if (operand.kind == Operand::Kind::Literal) return same(operand, field.folded[i], value, wrong_type);
  return same_value(resolve(operand, whose), value);
}

Tri one_of(const FieldPlan& field, const Value& value, const Whose& whose, bool& wrong_type) {
  Tri result = Tri::False;
  for (std::size_t i = 0; i < field.test->operands.size(); ++i)
    result = models::either(result, equals(field, i, value, whose, wrong_type));
  return result;
}

Tri contains(const FieldPlan& field, const Value& value, const Whose& whose, bool& wrong_type) {
  const auto* list = std::get_if<std::vector<Value>>(&value.data);
  if (!list) return equals(field, 0, value, whose, wrong_type);
  // An element of another type than the operand is simply not it.
  bool other_type = false;
  for (const Value& item : *list)
    if (equals(field, 0, item, whose, other_type) == Tri::True) return Tri::True;
  return Tri::False;
}

std::optional<double> operand_number(const FieldPlan& field, std::size_t i, const Whose& whose) {
  const Operand& operand = field.test->operands[i];
  return operand.kind == Operand::Kind::Literal ? operand.number : number_of(resolve(operand, whose));
}

Tri ordered(const FieldPlan& field, const Value& value, const Whose& whose, bool& wrong_type) {
  const std::optional<double> number = number_of(value);
  const std::optional<double> low = operand_number(field, 0, whose);
  if (!number) wrong_type = true;
  if (!number || !low) return Tri::Unknown;
  switch (field.test->compare) {
    case Compare::Less: return tri(*number < *low);
    case Compare::AtMost: return tri(*number <= *low);
    case Compare::More: return tri(*number > *low);
    case Compare::AtLeast: return tri(*number >= *low);
    default: break;
  }
  const std::optional<double> high = operand_number(field, 1, whose);
  return high ? tri(*number >= *low && *number <= *high) : Tri::Unknown;
}

Tri passes_plain(const FieldPlan& field, const Value* value, const Whose& whose, bool& wrong_type) {
  if (field.test->compare == Compare::Known) return tri(value && !value->is_null());
  if (!value || value->is_null()) return Tri::Unknown;
  switch (field.test->compare) {
    case Compare::Is:
      if (is_list(*value)) wrong_type = true;
      return is_list(*value) ? Tri::Unknown : equals(field, 0, *value, whose, wrong_type);
    case Compare::OneOf:
      if (is_list(*value)) wrong_type = true;
      return is_list(*value) ? Tri::Unknown : one_of(field, *value, whose, wrong_type);
    case Compare::Contains: return contains(field, *value, whose, wrong_type);
    default: return ordered(field, *value, whose, wrong_type);
  }
}

}  // namespace

Tri passes(const FieldPlan& field, const Value* value, const Whose& whose, bool& wrong_type) {
  const Tri result = passes_plain(field, value, whose, wrong_type);
  return field.test->negated ? models::negate(result) : result;
}

const Value* find_field(const models::Event& event, std::string_view path) {
  if (event.fields.empty()) return nullptr;
  for (const auto& [name, value] : event.fields)
    if (name == path) return &value;
  const std::string folded = models::fold(path);
  for (const auto& [name, value] : event.fields)
    if (models::fold(name) == folded) return &value;
  return nullptr;
}

const models::Attribute* find_attribute(const models::CaseRecord& record, std::string_view path) {
  for (const models::Attribute& attribute : record.attributes)
    if (attribute.path == path) return &attribute;
  const std::string folded = models::fold(path);
  for (const models::Attribute& attribute : record.attributes)
    if (models::fold(attribute.path) == folded) return &attribute;
  return nullptr;
}

Tri fits(const PatternPlan& pattern, const models::Event& event, const Whose& whose) {
  Tri result = Tri::True;
  bool wrong_type = false;
  for (const FieldPlan& field : pattern.where)
    result = models::both(result, passes(field, find_field(event, field.test->path), whose, wrong_type));
  return result;
}

}  // namespace realist::engine
