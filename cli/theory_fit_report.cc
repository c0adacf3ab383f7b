#include "cli/theory_fit_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/fit_report.h"
#include "cli/fit_words.h"
#include "cli/plain_words.h"
#include "cli/result_csv.h"
#include "cli/result_json.h"
#include "cli/result_words.h"

namespace realist::cli {
namespace {

using engine::CaseKind;
using engine::TheoryClaim;

std::vector<std::string> table_row(const std::string& name, const engine::SetMeasures& m) {
  return {name, figure_words(m.consistency), figure_words(m.pri), figure_words(m.coverage), figure_words(m.ron),
          figure_words(m.specificity), figure_words(m.contrapositive_coverage), std::to_string(m.consistency.cases)};
}

// A figure that rests on nothing in a narrow column.
std::vector<std::string> narrow(std::vector<std::string> row) {
  for (std::string& cell : row)
    if (cell == "not defined") cell = "n.d.";
  return row;
}

std::string left_out_words(const models::Theory& theory, const TheoryClaim& claim) {
  std::vector<std::string> words;
  for (const std::uint32_t step : claim.left_out) words.push_back(fmt::format("step {} ({})", step, words_of(theory, theory.statements[claim.statement].steps[step - 1])));
  return fmt::format("No case tells of {}, so {} left out.", listed(words), words.size() == 1 ? "it is" : "they are");
}

std::string maybe_blocked_words(const TheoryClaim& claim) {
  return fmt::format("Of {} it is not known whether something stood in the way; {} as not blocked.", count_words(claim.maybe_blocked, "case", "cases"),
                     claim.maybe_blocked == 1 ? "it counts" : "they count");
}

// What to know of a claim before its figures.
void write_notes(Page& page, const models::Theory& theory, const TheoryClaim& claim) {
  if (!claim.left_out.empty()) page.line(left_out_words(theory, claim), 0, 2);
  if (claim.maybe_blocked > 0) page.line(maybe_blocked_words(claim), 0, 2);
}

const char* key_of(TheoryClaim::Kind kind) {
  switch (kind) {
    case TheoryClaim::Kind::Statement: return "statement";
    case TheoryClaim::Kind::Link: return "link";
    default: return "ripple";
  }
}

// "RELEASED*GATE*~blocked -> STAYS", in the names of the matrix.
std::string plain_claim(const ClaimFit& c) {
  engine::SetTable plain;
  plain.conditions = c.claim.plain;
  const auto text = [&](const engine::SetExpression& e) {
    std::string all;
    const auto one = [&](const engine::SetExpression& f) {
      const bool negated = f.kind == engine::SetExpression::Kind::Not;
      return (negated ? "~" : "") + plain.conditions[negated ? f.parts.front().condition : f.condition];
    };
    if (e.kind != engine::SetExpression::Kind::And) return one(e);
    for (const engine::SetExpression& part : e.parts) all += (all.empty() ? "" : "*") + one(part);
    return all;
  };
  return fmt::format("{} {} {}", text(c.claim.claim.left), c.claim.claim.arrow == engine::Arrow::Needed ? "<-" : "->", text(c.claim.claim.outcome));
}

// What is not known of cases is mostly the same of many: each sentence once.
void write_unknown(Page& page, const FitWords& words, const engine::SetTable& table, const std::vector<std::size_t>& cases) {
  std::vector<std::pair<std::string, std::vector<std::size_t>>> groups;
  for (const std::size_t i : cases) {
    const std::string why = words.why(i);
    const auto known = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == why; });
    if (known == groups.end()) groups.push_back({why, {i}});
    else known->second.push_back(i);
  }
  for (const auto& [why, some] : groups) page.line(fmt::format("{}: {}", case_names(table, some), why), 4, 2);
}

void write_kinds(Page& page, const ClaimFit& c) {
  const FitWords words(c.claim.table, c.claim.claim, c.fit, &c.reasons);
  for (const CaseKind kind : kCaseKinds) {
    const std::vector<std::size_t> cases = words.cases_of(kind);
    if (cases.empty()) continue;
    page.line(fmt::format("{}, {}: {}", words.kind_name(kind), count_words(cases.size(), "case", "cases"), words.kind_meaning(kind)), 0, 2);
    if (kind == CaseKind::Unknown) write_unknown(page, words, c.claim.table, cases);
    else if (words.why(cases.front()).empty()) page.line(case_names(c.claim.table, cases), 4);
    else
      for (const std::size_t i : cases) page.line(fmt::format("{}: {}", c.claim.table.cases[i], words.why(i)), 4, 2);
  }
}

}  // namespace

MatrixOptions calibration_of(const JudgedCases& judged) {
  MatrixOptions options;
  options.log_odds = judged.log_odds;
  for (const models::Proposition& p : judged.theory.propositions)
    if (p.membership) options.calibrate[engine::TheoryClaims::name_of(p)] = {p.membership->out, p.membership->crossover, p.membership->in};
  return options;
}

std::string claim_name(const models::Theory& theory, const TheoryClaim& claim) {
  switch (claim.kind) {
    case TheoryClaim::Kind::Statement: return "the statement";
    case TheoryClaim::Kind::Link: return fmt::format("step {}: {}", claim.step, words_of(theory, theory.statements[claim.statement].steps[claim.step - 1]));
    default: return "then " + theory.statements[claim.next].label;
  }
}

TheoryFitReport::TheoryFitReport(const TheoryFit& fit, std::vector<StatementFit> statements, How how)
    : fit_(fit), statements_(std::move(statements)), how_(how) {}

std::string TheoryFitReport::head(PageStyle style) const {
  const JudgedCases& judged = fit_.judged();
  Page page(style);
  page.line(fmt::format("Fit of {}: {} as of {}", judged.theory.name, count_words(judged.cases.size(), "case", "cases"), date_words(judged.as_of)), 0, 2);
  const MatrixOptions options = calibration_of(judged);
  if (!options.calibrate.empty()) page.line(calibration_words(options), 0, 2);
  return page.text();
}

std::string TheoryFitReport::in_short(PageStyle style) const {
  const models::Theory& theory = fit_.judged().theory;
  Page legend(style);
  legend.line("inclS consistency, covS coverage: as enough for what is expected; RoN: as needed for it; spec specificity, ccov contrapositive coverage: "
              "without it; n.d. not defined; n: the cases the figures rest on.", 0, 2);
  std::string text = legend.text();
  for (const StatementFit& s : statements_) {
    const models::Statement& statement = theory.statements[s.statement];
    Page title(style);
    title.heading(fmt::format("{}: {}", statement.label, sentence_words(theory, statement)));
    FigureTable table({"", "inclS", "PRI", "covS", "RoN", "spec", "ccov", "n"});
    for (const ClaimFit& c : s.claims) table.row(narrow(table_row(claim_name(theory, c.claim), c.fit.whole)));
    text += "\n" + title.text() + table.text();
    Page cases(style);
    write_notes(cases, theory, s.claims.front().claim);
    write_kinds(cases, s.claims.front());
    text += cases.text();
  }
  return text;
}

std::string TheoryFitReport::every_claim(PageStyle style) const {
  const models::Theory& theory = fit_.judged().theory;
  const MatrixOptions options;
  std::string text;
  for (const StatementFit& s : statements_)
    for (const ClaimFit& c : s.claims) {
      Page title(style);
      title.heading(fmt::format("{}, {}", theory.statements[s.statement].label, claim_name(theory, c.claim)));
      write_notes(title, theory, c.claim);
      text += "\n" + title.text() + FitReport{options, c.claim.table, c.claim.claim, false, c.fit, how_.adjusted, &c.reasons}.text(style);
    }
  return text;
}

std::string TheoryFitReport::text(PageStyle style) const { return head(style) + (how_.in_full ? every_claim(style) : in_short(style)); }

std::string TheoryFitReport::json() const {
  const JudgedCases& judged = fit_.judged();
  nlohmann::ordered_json json;
  json["theory"] = theory_to_json(judged.theory);
  json["as_of"] = models::to_string(judged.as_of);
  json["cases"] = judged.cases.size();
  const MatrixOptions options = calibration_of(judged);
  if (!options.calibrate.empty()) json["calibration"] = calibration_json(options);
  json["claims"] = nlohmann::ordered_json::array();
  for (const StatementFit& s : statements_)
    for (const ClaimFit& c : s.claims) {
      nlohmann::ordered_json claim;
      claim["statement"] = judged.theory.statements[s.statement].label;
      claim["claim"] = key_of(c.claim.kind);
      if (c.claim.kind == TheoryClaim::Kind::Link) claim["step"] = c.claim.step;
      if (c.claim.kind == TheoryClaim::Kind::Ripple) claim["next"] = judged.theory.statements[c.claim.next].label;
      if (!c.claim.left_out.empty()) claim["left_out"] = c.claim.left_out;
      if (c.claim.maybe_blocked > 0) claim["maybe_blocked"] = c.claim.maybe_blocked;
      claim["plain_expression"] = plain_claim(c);
      claim.update(FitReport{options, c.claim.table, c.claim.claim, false, c.fit, how_.adjusted, &c.reasons}.value());
      for (std::size_t i = 0; i < s.verdicts.size(); ++i) claim["cases"][i]["verdict"] = models::to_string(s.verdicts[i]);
      json["claims"].push_back(std::move(claim));
    }
  return dumped(json, 2) + "\n";
}

std::string TheoryFitReport::csv() const {
  const models::Theory& theory = fit_.judged().theory;
  std::string text = "case,statement,claim,verdict,x,y,kind,why,expression\n";
  for (const StatementFit& s : statements_)
    for (const ClaimFit& c : s.claims) {
      const FitWords words(c.claim.table, c.claim.claim, c.fit, &c.reasons);
      const std::string label = csv_field(theory.statements[s.statement].label);
      const std::string claim = csv_field(c.claim.kind == TheoryClaim::Kind::Link ? fmt::format("step {}", c.claim.step) : claim_name(theory, c.claim));
      const std::string expression = csv_field(plain_claim(c));
      for (std::size_t i = 0; i < c.claim.table.cases.size(); ++i)
        text += fmt::format("{},{},{},{},{},{},{},{},{}\n", csv_field(c.claim.table.cases[i]), label, claim, models::to_string(s.verdicts[i]),
                            degree_field(c.fit.cases[i].x), degree_field(c.fit.cases[i].y), csv_field(words.kind_name(words.kind(i))),
                            csv_field(words.why(i)), expression);
    }
  return text;
}

std::string membership_matrix(const models::Theory& theory, const engine::SetTable& propositions) {
  std::string text = "case";
  for (const std::string& name : engine::TheoryClaims::plain_names(theory)) text += "," + csv_field(name);
  text += "\n";
  for (std::size_t i = 0; i < propositions.cases.size(); ++i) {
    text += csv_field(propositions.cases[i]);
    for (const auto& column : propositions.columns) text += "," + degree_field(column[i]);
    text += "\n";
  }
  return text;
}

}  // namespace realist::cli
