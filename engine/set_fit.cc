#include "engine/set_fit.h"

#include <algorithm>

namespace realist::engine {
namespace {

// A ratio of two sums. Sums of degrees are exact to far below any degree written down, so what is smaller is nothing.
struct Ratio {
  double above = 0, below = 0;

  Figure over(std::size_t cases) const {
    constexpr double kNothing = 1e-9;
    return {below > kNothing ? std::optional<double>(above / below) : std::nullopt, cases};
  }
};

// right / (right + common / rare · wrong).
Figure adjusted(double right, double wrong, double common, double rare, std::size_t cases) {
  constexpr double kNothing = 1e-9;
  if (rare <= kNothing) return {std::nullopt, cases};
  return Ratio{right, right + common / rare * wrong}.over(cases);
}

// The largest bound among a case's terms, which term has it, and the largest among the rest.
struct Largest {
  double first = 0, second = 0;
  std::size_t at = 0;

  void add(double bound, std::size_t term) {
    if (bound > first) {
      second = first;
      first = bound;
      at = term;
    } else {
      second = std::max(second, bound);
    }
  }
  double without(std::size_t term) const { return term == at ? second : first; }
};

struct CaseTerms {
  Largest low, high;

  Degree all() const { return {low.first, high.first}; }
  Degree without(std::size_t term) const { return {low.without(term), high.without(term)}; }
};

std::vector<CaseTerms> case_terms(const std::vector<std::vector<Degree>>& terms) {
  std::vector<CaseTerms> cases(terms.front().size());
  for (std::size_t t = 0; t < terms.size(); ++t)
    for (std::size_t i = 0; i < cases.size(); ++i) {
      cases[i].low.add(terms[t][i].low, t);
      cases[i].high.add(terms[t][i].high, t);
    }
  return cases;
}

// Coverage by term `t` alone: what it adds to the others.
Figure unique_coverage(const std::vector<CaseTerms>& terms, std::size_t t, const std::vector<Degree>& y) {
  Ratio ratio;
  std::size_t cases = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const Degree all = terms[i].all(), others = terms[i].without(t);
    if (!y[i].known() || !others.known() || !all.known()) continue;
    ++cases;
    ratio.above += std::min(all.low, y[i].low) - std::min(others.low, y[i].low);
    ratio.below += y[i].low;
  }
  return ratio.over(cases);
}

std::vector<Degree> negated_all(const std::vector<Degree>& degrees) {
  std::vector<Degree> all;
  all.reserve(degrees.size());
  for (const Degree d : degrees) all.push_back(negated(d));
  return all;
}

std::vector<std::size_t> members_of(const std::vector<Degree>& degrees) {
  std::vector<std::size_t> members;
  for (std::size_t i = 0; i < degrees.size(); ++i)
    if (degrees[i].known() && degrees[i].low > kCrossover) members.push_back(i);
  return members;
}

std::vector<TermFit> term_fits(const SetTable& table, const SetExpression& left, const std::vector<Degree>& y) {
  const std::vector<SetExpression> terms = summands(left);
  std::vector<std::vector<Degree>> degrees;
  for (const SetExpression& term : terms) degrees.push_back(degrees_in(table, term));
  const std::vector<CaseTerms> by_case = terms.empty() ? std::vector<CaseTerms>{} : case_terms(degrees);
  std::vector<TermFit> fits;
  for (std::size_t t = 0; t < terms.size(); ++t)
    fits.push_back({terms[t], measures_of(degrees[t], y), terms.size() > 1 ? unique_coverage(by_case, t, y) : Figure{}, members_of(degrees[t])});
  return fits;
}

}  // namespace

SetMeasures measures_of(const std::vector<Degree>& x, const std::vector<Degree>& y) {
  Ratio pri, ron;
  double sum_x = 0, sum_y = 0, hit = 0, rest = 0;
  std::size_t cases = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!x[i].known() || !y[i].known()) continue;
    ++cases;
    const double in = x[i].low, out = y[i].low, shared = std::min(in, out), in_all_three = std::min(shared, 1 - out);
    sum_x += in;
    sum_y += out;
    hit += shared;
    rest += std::min(1 - in, 1 - out);
    pri = {pri.above + shared - in_all_three, pri.below + in - in_all_three};
    ron = {ron.above + 1 - in, ron.below + 1 - shared};
  }
  const double n = static_cast<double>(cases), out_x = n - sum_x, out_y = n - sum_y, miss = sum_x - hit, lack = sum_y - hit;
  const Figure consistency = Ratio{hit, sum_x}.over(cases), coverage = Ratio{hit, sum_y}.over(cases);
  SetMeasures m{consistency, coverage, pri.over(cases), coverage, consistency, ron.over(cases), Ratio{rest, out_y}.over(cases), Ratio{rest, out_x}.over(cases), {}, {}, {}, {}};
  m.pa_consistency = adjusted(hit, miss, sum_y, out_y, cases);
  m.aac_consistency = adjusted(rest, miss, out_x, sum_x, cases);
  m.aa_coverage = adjusted(hit, lack, sum_x, out_x, cases);
  m.pac_coverage = adjusted(rest, lack, out_y, sum_y, cases);
  return m;
}

CaseKind kind_of(Degree x, Degree y) {
  if (!x.known() || !y.known()) return CaseKind::Unknown;
  if (x.low == kCrossover || y.low == kCrossover) return CaseKind::AtCrossover;
  if (x.low > kCrossover && y.low > kCrossover) return x.low <= y.low ? CaseKind::Typical : CaseKind::DeviantInDegree;
  if (x.low > kCrossover) return CaseKind::DeviantConsistency;
  return y.low > kCrossover ? CaseKind::DeviantCoverage : CaseKind::Irrelevant;
}

std::vector<Degree> degrees_in(const SetTable& table, const SetExpression& e) {
  std::vector<Degree> degrees(table.cases.size());
  for (std::size_t i = 0; i < degrees.size(); ++i)
    degrees[i] = degree_in(e, [&](std::size_t c) { return table.columns[c][i]; });
  return degrees;
}

SetFit fit_of(const SetTable& table, const SetExpression& left, const SetExpression& outcome) {
  const std::vector<Degree> x = degrees_in(table, left), y = degrees_in(table, outcome);
  SetFit fit{measures_of(x, y), measures_of(x, negated_all(y)), term_fits(table, left, y), {}};
  for (std::size_t i = 0; i < x.size(); ++i) fit.cases.push_back({x[i], y[i], kind_of(x[i], y[i])});
  return fit;
}

}  // namespace realist::engine
