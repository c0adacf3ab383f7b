#include "cli/fit_report.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "cli/fit_words.h"
#include "cli/plain_words.h"
#include "cli/result_csv.h"
#include "cli/result_json.h"
#include "cli/xy_plot.h"

namespace realist::cli {
namespace {

using engine::CaseKind;

std::string rests_on(const engine::Figure& f) { return std::to_string(f.cases); }

std::vector<std::string> sufficiency_row(const std::string& name, const engine::SetMeasures& m, const std::string& unique) {
  return {name, figure_words(m.consistency), figure_words(m.pri), figure_words(m.coverage), unique, rests_on(m.consistency)};
}

std::string enough_table(const FitReport& r, const FitWords& w) {
  FigureTable table({"enough for " + w.y(), "consistency", "PRI", "coverage", "unique", "cases"});
  for (const engine::TermFit& t : r.fit.terms)
    if (r.fit.terms.size() > 1) table.row(sufficiency_row(expression_text(t.term, r.table.conditions), t.measures, figure_words(t.unique, t.measures.consistency.cases)));
  table.row(sufficiency_row(r.fit.terms.size() == 1 ? w.x() : "the whole", r.fit.whole, ""));
  return table.text();
}

std::string needed_table(const FitReport& r, const FitWords& w) {
  FigureTable table({"needed for " + w.y(), "consistency", "RoN", "coverage", "cases"});
  const auto row = [&](const std::string& name, const engine::SetMeasures& m) {
    table.row({name, figure_words(m.needed_consistency), figure_words(m.ron), figure_words(m.needed_coverage), rests_on(m.needed_consistency)});
  };
  if (r.fit.terms.size() > 1)
    for (const engine::TermFit& t : r.fit.terms) row(expression_text(t.term, r.table.conditions), t.measures);
  row(r.fit.terms.size() == 1 ? w.x() : "the whole", r.fit.whole);
  return table.text();
}

std::string absence_table(const FitReport& r, const FitWords& w) {
  FigureTable table({"without " + w.y(), "specificity", "contrapositive coverage", "cases"});
  table.row({r.fit.terms.size() == 1 ? w.x() : "the whole", figure_words(r.fit.whole.specificity), figure_words(r.fit.whole.contrapositive_coverage),
             rests_on(r.fit.whole.specificity)});
  return table.text();
}

std::string adjusted_table(const FitReport& r, const FitWords& w) {
  FigureTable table({"adjusted", "PA-consistency", "AAC-consistency", "AA-coverage", "PAC-coverage"});
  const auto row = [&](const std::string& name, const engine::SetMeasures& m) {
    table.row({name, figure_words(m.pa_consistency), figure_words(m.aac_consistency), figure_words(m.aa_coverage), figure_words(m.pac_coverage)});
  };
  if (r.fit.terms.size() > 1)
    for (const engine::TermFit& t : r.fit.terms) row(expression_text(t.term, r.table.conditions), t.measures);
  row(r.fit.terms.size() == 1 ? w.x() : "the whole", r.fit.whole);
  return table.text();
}

// What makes a good figure say less than it seems to.
std::vector<std::string> cautions(const FitReport& r, const FitWords& w) {
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

void write_kind(Page& page, const FitReport& r, const FitWords& w, CaseKind kind) {
  const std::vector<std::size_t> cases = w.cases_of(kind);
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
  const FitWords w(table, claim, fit, reasons);
  Page head(style);
  head.line(w.claim(), 0, 2);
  head.line(count_words(table.cases.size(), "case", "cases") + (multiplied_out ? "; brackets multiplied out" : ""));
  if (!options.calibrate.empty()) head.line(calibration_words(options), 0, 2);
  std::string text = head.text() + "\n" + enough_table(*this, w) + "\n" + needed_table(*this, w) + "\n" + absence_table(*this, w);
  if (adjusted) text += "\n" + adjusted_table(*this, w);
  Page rest(style);
  const std::vector<std::string> beware = cautions(*this, w);
  if (!beware.empty()) rest.heading("Beware");
  for (const std::string& caution : beware) rest.line("- " + caution, 0, 2);
  rest.heading("Cases");
  for (const CaseKind kind : kCaseKinds) write_kind(rest, *this, w, kind);
  return text + "\n" + rest.text();
}

std::string FitReport::json() const {
  nlohmann::ordered_json json{{"matrix", options.path}};
  json.update(value());
  return dumped(json, 2) + "\n";
}

nlohmann::ordered_json FitReport::value() const {
  const FitWords w(table, claim, fit, reasons);
  nlohmann::ordered_json json;
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
  return json;
}

std::string FitReport::csv() const {
  const FitWords w(table, claim, fit, reasons);
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

std::string FitReport::svg() const {
  const FitWords w(table, claim, fit, reasons);
  const engine::SetMeasures& m = fit.whole;
  XyPlot plot{w.claim(), {}, w.x(), w.y(), w.needed(), {}, {}, {}};
  plot.subtitle.push_back(w.needed() ? fmt::format("Needed: consistency {}, RoN {}, coverage {}", figure_words(m.needed_consistency), figure_words(m.ron), figure_words(m.needed_coverage))
                                     : fmt::format("Enough: consistency {}, PRI {}, coverage {}", figure_words(m.consistency), figure_words(m.pri), figure_words(m.coverage)));
  plot.subtitle.back() += "; " + count_words(m.consistency.cases, "case", "cases");
  if (!options.calibrate.empty()) plot.subtitle.push_back(calibration_words(options));
  for (const CaseKind kind : kCaseKinds)
    if (kind != CaseKind::Unknown) plot.kinds.push_back({kind, w.kind_name(kind), w.kind_meaning(kind)});
  for (std::size_t i = 0; i < fit.cases.size(); ++i)
    if (w.kind(i) != CaseKind::Unknown) plot.points.push_back({table.cases[i], fit.cases[i].x.low, fit.cases[i].y.low, w.kind(i), w.why(i)});
  const std::vector<std::size_t> unknown = w.cases_of(CaseKind::Unknown);
  if (!unknown.empty()) plot.notes.push_back(fmt::format("Not drawn, because not known well enough: {}", case_names(table, unknown)));
  return plot.svg();
}

}  // namespace realist::cli
