#include "cli/fit_words.h"

#include <fmt/core.h>

#include <algorithm>

#include "cli/set_words.h"

namespace realist::cli {
namespace {

using engine::CaseKind;
using engine::Degree;
using engine::SetExpression;

std::vector<SetExpression> factors(const SetExpression& term) {
  return term.kind == SetExpression::Kind::And ? term.parts : std::vector<SetExpression>{term};
}

}  // namespace

FitWords::FitWords(const engine::SetTable& table, const engine::SetClaim& claim, const engine::SetFit& fit, const std::vector<std::string>* reasons)
    : table_(table), claim_(claim), fit_(fit), reasons_(reasons), x_(expression_text(claim.left, table.conditions)), y_(expression_text(claim.outcome, table.conditions)) {}

std::string FitWords::arrow() const { return claim_.arrow == engine::Arrow::Enough ? "->" : needed() ? "<-" : "<->"; }

std::string FitWords::claim() const { return fmt::format("{} {} {}", x_, arrow(), y_); }

CaseKind FitWords::kind(std::size_t i) const {
  const engine::CaseFit& c = fit_.cases[i];
  return needed() ? engine::kind_of(c.y, c.x) : c.kind;
}

std::vector<std::size_t> FitWords::cases_of(CaseKind wanted) const {
  std::vector<std::size_t> cases;
  for (std::size_t i = 0; i < fit_.cases.size(); ++i)
    if (kind(i) == wanted) cases.push_back(i);
  return cases;
}

std::string case_kind_name(CaseKind kind, bool needed) {
  switch (kind) {
    case CaseKind::Typical: return "typical";
    case CaseKind::DeviantInDegree: return "deviant (consistency) in degree";
    case CaseKind::DeviantConsistency: return "deviant (consistency)";
    case CaseKind::DeviantCoverage: return needed ? "deviant (relevance)" : "deviant (coverage)";
    case CaseKind::Irrelevant: return "individually irrelevant";
    case CaseKind::AtCrossover: return "at the crossover";
    case CaseKind::Unknown: return "not known";
  }
  return "";
}

std::string FitWords::kind_meaning(CaseKind kind) const {
  switch (kind) {
    case CaseKind::Typical: return "the expression and the outcome, as claimed";
    case CaseKind::DeviantInDegree: return needed() ? "both, but more of the outcome than of the expression" : "both, but more of the expression than of the outcome";
    case CaseKind::DeviantConsistency: return needed() ? "the outcome without the expression" : "the expression without the outcome";
    case CaseKind::DeviantCoverage: return needed() ? "the expression without the outcome" : "the outcome without the expression";
    case CaseKind::Irrelevant: return "neither";
    case CaseKind::AtCrossover: return "exactly 0.5, so on neither side";
    case CaseKind::Unknown: return "they count nowhere";
  }
  return "";
}

std::string FitWords::why(std::size_t i) const {
  if (reasons_ && !(*reasons_)[i].empty()) return (*reasons_)[i];
  const engine::CaseFit& c = fit_.cases[i];
  switch (kind(i)) {
    case CaseKind::Typical:
    case CaseKind::Irrelevant: return "";
    case CaseKind::AtCrossover:
    case CaseKind::DeviantInDegree: {
      const std::string_view join = kind(i) == CaseKind::AtCrossover ? " and" : ",";
      return fmt::format("{} is {}{} {} is {}", whole_name(), degree_words(c.x), join, y_, degree_words(c.y));
    }
    case CaseKind::Unknown: return unknown_why(i);
    case CaseKind::DeviantConsistency:
    case CaseKind::DeviantCoverage: break;
  }
  return c.x.low > engine::kCrossover ? holds_without_outcome(i) : outcome_without(i);
}

std::string FitWords::whole_name() const { return x_.size() <= 30 ? x_ : "the expression"; }

Degree FitWords::degree(const SetExpression& e, std::size_t i) const {
  return engine::degree_in(e, [&](std::size_t c) { return table_.columns[c][i]; });
}

// The summand the case has most of; of equal ones that which lacks least.
const SetExpression& FitWords::strongest(std::size_t i) const {
  const auto less = [&](const engine::TermFit& a, const engine::TermFit& b) {
    const double da = degree(a.term, i).low, db = degree(b.term, i).low;
    return da != db ? da < db : lacking(a.term, i).size() > lacking(b.term, i).size();
  };
  return std::max_element(fit_.terms.begin(), fit_.terms.end(), less)->term;
}

// The factors the case is not in. Not more than 0.5 is not in.
std::vector<SetExpression> FitWords::lacking(const SetExpression& term, std::size_t i) const {
  std::vector<SetExpression> all;
  for (const SetExpression& part : factors(term))
    if (degree(part, i).low <= engine::kCrossover) all.push_back(part);
  return all;
}

std::string FitWords::with_degrees(const std::vector<SetExpression>& parts, std::size_t i) const {
  std::vector<std::string> words;
  for (const SetExpression& part : parts) words.push_back(fmt::format("{} {}", expression_text(part, table_.conditions), degree_words(degree(part, i))));
  return listed(words);
}

std::string FitWords::holds_without_outcome(std::size_t i) const {
  const SetExpression& term = strongest(i);
  const std::vector<SetExpression> parts = factors(term);
  const std::string detail = parts.size() > 1 ? fmt::format(" ({})", with_degrees(parts, i)) : "";
  return fmt::format("{} is {}{}, yet {} is {}", expression_text(term, table_.conditions), degree_words(degree(term, i)), detail, y_, degree_words(fit_.cases[i].y));
}

std::string FitWords::outcome_without(std::size_t i) const {
  const std::string head = fmt::format("{} is {}", y_, degree_words(fit_.cases[i].y));
  if (fit_.terms.empty()) return head;
  const SetExpression& term = strongest(i);
  const std::vector<SetExpression> parts = factors(term);
  const std::string name = expression_text(term, table_.conditions);
  const std::string only = fit_.terms.size() > 1 ? fmt::format("; closest comes {} with {}", name, degree_words(degree(term, i)))
                                                 : fmt::format(", yet {} is {}", name, degree_words(degree(term, i)));
  if (parts.size() < 2) return head + only;
  std::vector<std::string> wanting;
  for (const SetExpression& part : lacking(term, i)) wanting.push_back(fmt::format("{} ({})", expression_text(part, table_.conditions), degree_words(degree(part, i))));
  return fmt::format("{}{}, for want of {}", head, only, listed(wanting));
}

std::string FitWords::unknown_why(std::size_t i) const {
  std::vector<std::string> unknown;
  std::vector<std::size_t> all = conditions_in(claim_.left);
  for (const std::size_t c : conditions_in(claim_.outcome)) all.push_back(c);
  for (const std::size_t c : all)
    if (!table_.columns[c][i].known()) unknown.push_back(engine::name_text(table_.conditions[c]));
  return listed(unknown) + (unknown.size() == 1 ? " is not known" : " are not known");
}

}  // namespace realist::cli
