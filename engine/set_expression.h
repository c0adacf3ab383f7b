// Expressions over sets, as the field writes them: A*~B + C -> Y.
//
// `*` is and, `+` is or, `~` is not; brackets group. `->` claims that the left is enough for the right, `<-` that it is
// needed, `<->` both (`=>`, `<=` and `<=>` read the same). A name is a run of letters, digits, `_` and `.` (any other script
// too); another name stands in double quotes. Names are matched exactly: lower case negates nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/degree.h"

namespace realist::engine {

struct SetExpression {
  enum class Kind { Condition, Not, And, Or };
  Kind kind = Kind::Condition;
  std::size_t condition = 0;         // Condition: position among the names
  std::vector<SetExpression> parts;  // Not: one; And, Or: any number (an And of nothing holds always, an Or of nothing never)
};

enum class Arrow { Enough, Needed, Both };

struct SetClaim {
  SetExpression left;
  Arrow arrow = Arrow::Enough;
  SetExpression outcome;  // one name, or not that name
};

struct ExpressionFault {
  std::size_t at = 0;        // byte in the text
  std::string message;       // one sentence, lower case, no full stop
  std::string unknown_name;  // where it is about a name that is none of those given
};

// The condition a name stands for, where it does not have to be written exactly so; none: it is unknown.
using NameLookup = std::function<std::optional<std::size_t>(const std::string& name)>;

// Text of at most 10,000 bytes, nested at most 64 deep; past that a fault.
std::variant<SetClaim, ExpressionFault> read_claim(std::string_view text, const std::vector<std::string>& names);
std::variant<SetClaim, ExpressionFault> read_claim(std::string_view text, const NameLookup& lookup);
// One name, or ~ and one name.
std::variant<SetExpression, ExpressionFault> read_outcome(std::string_view text, const std::vector<std::string>& names);

// Its degree in one case; `degree_of(condition)` gives each condition's.
template <typename DegreeOf>
Degree degree_in(const SetExpression& e, const DegreeOf& degree_of) {
  if (e.kind == SetExpression::Kind::Condition) return degree_of(e.condition);
  if (e.kind == SetExpression::Kind::Not) return negated(degree_in(e.parts.front(), degree_of));
  Degree degree = Degree::exactly(e.kind == SetExpression::Kind::And ? 1 : 0);
  for (const SetExpression& part_of_it : e.parts) {
    const Degree part = degree_in(part_of_it, degree_of);
    degree = e.kind == SetExpression::Kind::And ? both(degree, part) : either(degree, part);
  }
  return degree;
}

// The summands: the parts of an or at the top, else the whole.
std::vector<SetExpression> summands(const SetExpression& e);

// The positions of the names it uses, each once, rising.
std::vector<std::size_t> conditions_in(const SetExpression& e);

// As a sum of products, without products that ask for a condition and its absence, and without products another one
// contains: what programs get that multiply brackets out. Crisp degrees stay the same; fuzzy ones may become smaller, for
// A*~A is up to 0.5. Nothing where more than `limit` products come up on the way. No product left: an empty Or.
std::optional<SetExpression> multiplied_out(const SetExpression& e, std::size_t limit = 500);

// As text, names quoted where they need it.
std::string expression_text(const SetExpression& e, const std::vector<std::string>& names);
std::string name_text(const std::string& name);

}  // namespace realist::engine
