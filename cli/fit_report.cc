#include "cli/fit_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "cli/plain_words.h"
#include "cli/result_csv.h"
#include "cli/result_json.h"

namespace realist::cli {
namespace {

using engine::CaseKind;
using engine::Degree;
using engine::SetExpression;

constexpr std::array kKinds = {CaseKind::Typical,        CaseKind::DeviantInDegree, CaseKind::DeviantConsistency, CaseKind::DeviantCoverage,
                               CaseKind::Irrelevant, CaseKind::AtCrossover,     CaseKind::Unknown};

class Writer {
 public:
  explicit Writer(const FitReport& report)
      : r_(report), names_(report.table.conditions), x_(expression_text(r_.claim.left, names_)), y_(expression_text(r_.claim.outcome, names_)) {}

  std::string arrow() const {
    return r_.claim.arrow == engine::Arrow::Enough ? "->" : r_.claim.arrow == engine::Arrow::Needed ? "<-" : "<->";
  }
  std::string claim() const { return fmt::format("{} {} {}", x_, arrow(), y_); }
  const std::string& x() const { return x_; }
  const std::string& y() const { return y_; }

  // Under `<-` it is the outcome that is claimed to lie within the expression, so the two change places.
  CaseKind kind(std::size_t i) const {
    const engine::CaseFit& c = r_.fit.cases[i];
    return r_.claim.arrow == engine::Arrow::Needed ? engine::kind_of(c.y, c.x) : c.kind;
  }

  std::string kind_name(CaseKind kind) const {
    switch (kind) {
      case CaseKind::Typical: return "typical";
      case CaseKind::DeviantInDegree: return "deviant (consistency) in degree";
      case CaseKind::DeviantConsistency: return "deviant (consistency)";
      case CaseKind::DeviantCoverage: return r_.claim.arrow == engine::Arrow::Needed ? "deviant (relevance)" : "deviant (coverage)";
      case CaseKind::Irrelevant: return "individually irrelevant";
      case CaseKind::AtCrossover: return "at the crossover";
      case CaseKind::Unknown: return "not known";
    }
    return "";
  }

  std::string kind_meaning(CaseKind kind) const {
    const bool needed = r_.claim.arrow == engine::Arrow::Needed;
    switch (kind) {
      case CaseKind::Typical: return "the expression and the outcome, as claimed";
      case CaseKind::DeviantInDegree: return needed ? "both, but more of the outcome than of the expression" : "both, but more of the expression than of the outcome";
      case CaseKind::DeviantConsistency: return needed ? "the outcome without the expression" : "the expression without the outcome";
      case CaseKind::DeviantCoverage: return needed ? "the expression without the outcome" : "the outcome without the expression";
      case CaseKind::Irrelevant: return "neither";
      case CaseKind::AtCrossover: return "exactly 0.5, so on neither side";
      case CaseKind::Unknown: return "they count nowhere";
    }
    return "";
  }

  // One sentence why a case is of its kind; "" for those that need none.
  std::string why(std::size_t i) const {
    const engine::CaseFit& c = r_.fit.cases[i];
    switch (kind(i)) {
      case CaseKind::Typical:
      case CaseKind::Irrelevant: return "";
      case CaseKind::AtCrossover: return fmt::format("{} is {} and {} is {}", whole_name(), degree_words(c.x), y_, degree_words(c.y));
      case CaseKind::Unknown: return unknown_why(i);
      case CaseKind::DeviantInDegree:
        return fmt::format("{} is {}, {} is {}", whole_name(), degree_words(c.x), y_, degree_words(c.y));
      case CaseKind::DeviantConsistency:
      case CaseKind::DeviantCoverage: break;
    }
    return c.x.low > engine::kCrossover ? holds_without_outcome(i) : outcome_without(i);
  }

 private:
  std::string whole_name() const { return x_.size() <= 30 ? x_ : "the expression"; }

  Degree degree(const SetExpression& e, std::size_t i) const {
    return engine::degree_in(e, [&](std::size_t c) { return r_.table.columns[c][i]; });
  }

  // The summand the case has most of; of equal ones that which lacks least.
  const SetExpression& strongest(std::size_t i) const {
    const auto less = [&](const engine::TermFit& a, const engine::TermFit& b) {
      const double da = degree(a.term, i).low, db = degree(b.term, i).low;
      return da != db ? da < db : lacking(a.term, i).size() > lacking(b.term, i).size();
    };
    return std::max_element(r_.fit.terms.begin(), r_.fit.terms.end(), less)->term;
  }

  // The factors the case is not in. Not more than 0.5 is not in.
  std::vector<SetExpression> lacking(const SetExpression& term, std::size_t i) const {
    std::vector<SetExpression> all;
    for (const SetExpression& part : factors(term))
      if (degree(part, i).low <= engine::kCrossover) all.push_back(part);
    return all;
  }

  static std::vector<SetExpression> factors(const SetExpression& term) {
    return term.kind == SetExpression::Kind::And ? term.parts : std::vector<SetExpression>{term};
  }

  std::string with_degrees(const std::vector<SetExpression>& parts, std::size_t i) const {
    std::vector<std::string> words;
    for (const SetExpression& part : parts) words.push_back(fmt::format("{} {}", expression_text(part, names_), degree_words(degree(part, i))));
    return listed(words);
  }

  std::string holds_without_outcome(std::size_t i) const {
    const SetExpression& term = strongest(i);
    const std::vector<SetExpression> parts = factors(term);
    const std::string detail = parts.size() > 1 ? fmt::format(" ({})", with_degrees(parts, i)) : "";
    return fmt::format("{} is {}{}, yet {} is {}", expression_text(term, names_), degree_words(degree(term, i)), detail, y_, degree_words(r_.fit.cases[i].y));
  }

  std::string outcome_without(std::size_t i) const {
    const std::string head = fmt::format("{} is {}", y_, degree_words(r_.fit.cases[i].y));
    if (r_.fit.terms.empty()) return head;
    const SetExpression& term = strongest(i);
    const std::vector<SetExpression> parts = factors(term);
    const std::string name = expression_text(term, names_);
    const std::string only = r_.fit.terms.size() > 1 ? fmt::format("; closest comes {} with {}", name, degree_words(degree(term, i)))
                                                     : fmt::format(", yet {} is {}", name, degree_words(degree(term, i)));
    if (parts.size() < 2) return head + only;
    std::vector<std::string> wanting;
    for (const SetExpression& part : lacking(term, i))
      wanting.push_back(fmt::format("{} ({})", expression_text(part, names_), degree_words(degree(part, i))));
    return fmt::format("{}{}, for want of {}", head, only, listed(wanting));
  }

  std::string unknown_why(std::size_t i) const {
    std::vector<std::string> unknown;
    std::vector<std::size_t> all = conditions_in(r_.claim.left);
    for (const std::size_t c : conditions_in(r_.claim.outcome)) all.push_back(c);
    for (const std::size_t c : all)
      if (!r_.table.columns[c][i].known()) unknown.push_back(engine::name_text(names_[c]));
    return listed(unknown) + (unknown.size() == 1 ? " is not known" : " are not known");
  }

  const FitReport& r_;
  const std::vector<std::string>& names_;
  std::string x_, y_;
};

std::vector<std::size_t> cases_of_kind(const FitReport& r, const Writer& w, CaseKind kind) {
  std::vector<std::size_t> cases;
  for (std::size_t i = 0; i < r.fit.cases.size(); ++i)
    if (w.kind(i) == kind) cases.push_back(i);
  return cases;
}

std::string rests_on(const engine::Figure& f) { return std::to_string(f.cases); }

std::vector<std::string> sufficiency_row(const std::string& name, const engine::SetMeasures& m, const std::string& unique) {
  return {name, figure_words(m.consistency), figure_words(m.pri), figure_words(m.coverage), unique, rests_on(m.consistency)};
}

std::string enough_table(const FitReport& r, const Writer& w) {
  FigureTable table({"enough for " + w.y(), "consistency", "PRI", "coverage", "unique", "cases"});
  for (const engine::TermFit& t : r.fit.terms)
    if (r.fit.terms.size() > 1) table.row(sufficiency_row(expression_text(t.term, r.table.conditions), t.measures, figure_words(t.unique, t.measures.consistency.cases)));
  table.row(sufficiency_row(r.fit.terms.size() == 1 ? w.x() : "the whole", r.fit.whole, ""));
  return table.text();
}

std::string needed_table(const FitReport& r, const Writer& w) {
  FigureTable table({"needed for " + w.y(), "consistency", "RoN", "coverage", "cases"});
  const auto row = [&](const std::string& name, const engine::SetMeasures& m) {
    table.row({name, figure_words(m.needed_consistency), figure_words(m.ron), figure_words(m.needed_coverage), rests_on(m.needed_consistency)});
  };
  if (r.fit.terms.size() > 1)
    for (const engine::TermFit& t : r.fit.terms) row(expression_text(t.term, r.table.conditions), t.measures);
  row(r.fit.terms.size() == 1 ? w.x() : "the whole", r.fit.whole);
  return table.text();
}

std::string absence_table(const FitReport& r, const Writer& w) {
  FigureTable table({"without " + w.y(), "specificity", "contrapositive coverage", "cases"});
  table.row({r.fit.terms.size() == 1 ? w.x() : "the whole", figure_words(r.fit.whole.specificity), figure_words(r.fit.whole.contrapositive_coverage),
             rests_on(r.fit.whole.specificity)});
  return table.text();
}

// What makes a good figure say less than it seems to.
std::vector<std::string> cautions(const FitReport& r, const Writer& w) {
  constexpr std::size_t kFew = 5;
  constexpr double kGood = 0.75, kTrivial = 0.6, kSkewed = 0.85;
  std::vector<std::string> all;
  std::size_t in_x = 0, in_y = 0, known = 0;
  for (const engine::CaseFit& c : r.fit.cases) {
    if (!c.x.known() || !c.y.known()) continue;
    ++known;
    in_x += c.x.low > engine::kCrossover ? 1 : 0;
    in_y += c.y.low > engine::kCrossover ? 1 : 0;
  }
  if (known < r.fit.cases.size())
    all.push_back(fmt::format("{} of {} cases are not known well enough and count nowhere.", r.fit.cases.size() - known, r.fit.cases.size()));
  if (r.claim.arrow != engine::Arrow::Needed && in_x < kFew)
    all.push_back(fmt::format("Only {} in the expression: one case more or less changes much.", count_words(in_x, "case is", "cases are")));
  if (known > 0 && (static_cast<double>(in_y) > kSkewed * static_cast<double>(known) || static_cast<double>(in_y) < (1 - kSkewed) * static_cast<double>(known)))
    all.push_back(fmt::format("{} of {} cases have {}: with so few on the other side nearly anything fits.", in_y, known, w.y()));
  const auto& whole = r.fit.whole.consistency.value;
  const auto& absence = r.fit.for_absence.consistency.value;
  if (r.claim.arrow != engine::Arrow::Needed && whole && absence && *whole >= kGood && *absence >= kGood)
    all.push_back(fmt::format("The same expression is {:.3f} consistent with the opposite outcome: go by PRI, not by consistency.", *absence));
  const auto& needed = r.fit.whole.needed_consistency.value;
  const auto& ron = r.fit.whole.ron.value;
  if (r.claim.arrow != engine::Arrow::Enough && needed && *needed >= 0.9 && (!ron || *ron < kTrivial))
    all.push_back("The expression holds nearly everywhere, so that it is needed says little (see RoN).");
  return all;
}

void write_kind(Page& page, const FitReport& r, const Writer& w, CaseKind kind) {
  const std::vector<std::size_t> cases = cases_of_kind(r, w, kind);
  if (cases.empty()) return;
  page.line(fmt::format("{}, {}: {}", w.kind_name(kind), count_words(cases.size(), "case", "cases"), w.kind_meaning(kind)), 0, 2);
  if (w.why(cases.front()).empty()) {
    page.line(case_names(r.table, cases), 4);
    return;
  }
  for (const std::size_t i : cases) page.line(fmt::format("{}: {}", r.table.cases[i], w.why(i)), 4, 2);
}

}  // namespace

std::string FitReport::text(PageStyle style) const {
  const Writer w(*this);
  Page head(style);
  head.line(w.claim(), 0, 2);
  head.line(count_words(table.cases.size(), "case", "cases") + (multiplied_out ? "; brackets multiplied out" : ""));
  if (!options.calibrate.empty()) head.line(calibration_words(options), 0, 2);
  std::string text = head.text() + "\n" + enough_table(*this, w) + "\n" + needed_table(*this, w) + "\n" + absence_table(*this, w);
  Page rest(style);
  const std::vector<std::string> beware = cautions(*this, w);
  if (!beware.empty()) rest.heading("Beware");
  for (const std::string& caution : beware) rest.line("- " + caution, 0, 2);
  rest.heading("Cases");
  for (const CaseKind kind : kKinds) write_kind(rest, *this, w, kind);
  return text + "\n" + rest.text();
}

std::string FitReport::json() const {
  const Writer w(*this);
  nlohmann::ordered_json json;
  json["matrix"] = options.path;
  json["expression"] = w.x();
  json["arrow"] = w.arrow();
  json["outcome"] = w.y();
  json["products"] = multiplied_out ? "multiplied-out" : "as-written";
  if (!options.calibrate.empty()) json["calibration"] = calibration_json(options);
  json["whole"] = measures_json(fit.whole);
  json["for_absence"] = measures_json(fit.for_absence);
  json["terms"] = nlohmann::ordered_json::array();
  for (const engine::TermFit& t : fit.terms) {
    nlohmann::ordered_json term;
    term["expression"] = expression_text(t.term, table.conditions);
    term.update(measures_json(t.measures));
    if (fit.terms.size() > 1) term["unique"] = figure_json(t.unique);
    term["members"] = nlohmann::ordered_json::array();
    for (const std::size_t i : t.members) term["members"].push_back(table.cases[i]);
    json["terms"].push_back(std::move(term));
  }
  json["beware"] = cautions(*this, w);
  json["cases"] = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < fit.cases.size(); ++i) {
    nlohmann::ordered_json c;
    c["case"] = table.cases[i];
    if (fit.cases[i].x.known()) c["x"] = fit.cases[i].x.low;
    if (fit.cases[i].y.known()) c["y"] = fit.cases[i].y.low;
    c["kind"] = w.kind_name(w.kind(i));
    if (const std::string why = w.why(i); !why.empty()) c["why"] = why;
    json["cases"].push_back(std::move(c));
  }
  return dumped(json, 2) + "\n";
}

std::string FitReport::csv() const {
  const Writer w(*this);
  std::vector<std::size_t> columns = conditions_in(claim.left);
  for (const std::size_t c : conditions_in(claim.outcome)) columns.push_back(c);
  std::string text = "case";
  for (const std::size_t c : columns) text += "," + csv_field(table.conditions[c]);
  text += ",x,y,kind,why,expression\n";
  for (std::size_t i = 0; i < fit.cases.size(); ++i) {
    text += csv_field(table.cases[i]);
    for (const std::size_t c : columns) text += "," + degree_field(table.columns[c][i]);
    text += fmt::format(",{},{},{},{},{}\n", degree_field(fit.cases[i].x), degree_field(fit.cases[i].y), csv_field(w.kind_name(w.kind(i))), csv_field(w.why(i)),
                        csv_field(w.claim()));
  }
  return text;
}

}  // namespace realist::cli
