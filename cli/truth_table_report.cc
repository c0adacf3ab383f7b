#include "cli/truth_table_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/plain_words.h"
#include "cli/result_csv.h"
#include "cli/result_json.h"
#include "cli/text_width.h"

namespace realist::cli {
namespace {

using engine::Cube;
using engine::RowOutput;
using engine::SolutionKind;
using engine::TruthRow;

constexpr std::size_t kColumns = 80, kConditionColumns = 40, kFullModels = 5;
constexpr std::size_t kMeasuredModels = 20;  // by programs read; figures of hundreds of models would take longer than finding them

std::string output_sign(RowOutput output) {
  switch (output) {
    case RowOutput::Yes: return "1";
    case RowOutput::No: return "0";
    case RowOutput::Contradiction: return "C";
    case RowOutput::Remainder: return "?";
  }
  return "";
}

bool present(std::uint32_t row, std::size_t c, std::size_t n) { return (row & engine::condition_bit(c, static_cast<unsigned>(n))) != 0; }

std::string choices_words(const engine::TruthTableChoices& c) {
  std::string text = fmt::format("Outcome (1) from consistency {:g}", c.consistent_from);
  if (c.pri_from > 0) text += fmt::format(" and PRI {:g}", c.pri_from);
  if (c.contradicts_from) text += fmt::format(", contradiction (C) from {:g}", *c.contradicts_from);
  return text + fmt::format("; a row needs {} or is a remainder (?).", count_words(c.cases_from, "case", "cases"));
}

nlohmann::ordered_json choices_json(const engine::TruthTableChoices& c) {
  nlohmann::ordered_json json;
  json["incl_cut"] = c.consistent_from;
  if (c.contradicts_from) json["contradiction_cut"] = *c.contradicts_from;
  json["pri_cut"] = c.pri_from;
  json["n_cut"] = c.cases_from;
  return json;
}

// Rows to print: those with cases, and where asked for every other one.
std::vector<TruthRow> rows_shown(const engine::TruthTable& tt, bool complete) {
  std::vector<TruthRow> rows = tt.rows;
  if (!complete) return rows;
  std::set<std::uint32_t> seen;
  for (const TruthRow& row : tt.rows) seen.insert(row.row);
  for (std::uint64_t r = 0; r < tt.possible; ++r)
    if (!seen.contains(static_cast<std::uint32_t>(r))) {
      TruthRow row;
      row.row = static_cast<std::uint32_t>(r);
      rows.push_back(row);
    }
  std::sort(rows.begin(), rows.end(), [](const TruthRow& a, const TruthRow& b) { return a.row < b.row; });
  return rows;
}

std::string right(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, display_width(text)), ' ') + text;
}

// The rows as columns of signs. Names too long for the line give way to numbers, explained above the table.
class RowTable {
 public:
  RowTable(const TruthTableReport& report, Page& page) : r_(report), page_(page) {
    for (const std::size_t c : r_.truth_table.conditions) names_.push_back(r_.table.conditions[c]);
    std::size_t width = 0;
    for (const std::string& name : names_) width += display_width(name) + 1;
    if (width <= kConditionColumns) return;
    std::string legend;
    for (std::size_t c = 0; c < names_.size(); ++c) {
      legend += fmt::format("{}{} {}", c == 0 ? "" : ", ", c + 1, names_[c]);
      names_[c] = std::to_string(c + 1);
    }
    page_.line("Conditions: " + legend, 0, 2);
    page_.blank();
  }

  void write() {
    std::string heading = right("row", row_width());
    for (const std::string& name : names_) heading += " " + name;
    page_.line(keep(heading + "  OUT    n   incl    PRI  cases"));
    for (const TruthRow& row : rows_shown(r_.truth_table, r_.complete)) line(row);
  }

 private:
  std::size_t row_width() const { return std::max<std::size_t>(3, std::to_string(r_.truth_table.possible).size()); }

  // Page wraps at blanks and puts one between words; columns are kept by blanks it does not know as such.
  static std::string keep(std::string text) {
    constexpr std::string_view kNoBreak = "\xC2\xA0";
    for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at + kNoBreak.size())) text.replace(at, 1, kNoBreak);
    return text;
  }

  void line(const TruthRow& row) {
    std::string text = right(std::to_string(std::uint64_t{row.row} + 1), row_width());
    for (std::size_t c = 0; c < names_.size(); ++c) text += " " + right(present(row.row, c, names_.size()) ? "1" : "0", display_width(names_[c]));
    const auto figure = [](const engine::Figure& f) { return f.value ? fmt::format("{:.3f}", *f.value) : std::string("-"); };
    text += fmt::format("  {:>3} {:>4}  {:>5}  {:>5} ", output_sign(row.output), row.cases.size(), figure(row.consistency), figure(row.pri));
    std::string cases = case_names(r_.table, row.cases);
    if (!row.outcome_unknown.empty()) cases += fmt::format("{}[{}]", cases.empty() ? "" : ", ", case_names(r_.table, row.outcome_unknown));
    page_.line(cases.empty() ? keep(text) : keep(text) + " " + cases, 0, display_width(text) + 1);
  }

  const TruthTableReport& r_;
  Page& page_;
  std::vector<std::string> names_;
};

std::string without_kept_blanks(const std::string& text) {
  constexpr std::string_view kNoBreak = "\xC2\xA0";
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool kept = std::string_view(text).substr(at).starts_with(kNoBreak);
    if (!kept && text[at] == '\n') out.erase(out.find_last_not_of(' ') + 1);
    out += kept ? ' ' : text[at];
    at += kept ? kNoBreak.size() : 1;
  }
  return out;
}

void write_contradictions(Page& page, const engine::SetTable& table, const engine::TruthTable& tt, const std::string& outcome) {
  for (const TruthRow& row : tt.rows) {
    if (row.against.empty()) continue;
    page.blank();
    std::vector<std::size_t> others;
    std::set_difference(row.cases.begin(), row.cases.end(), row.against.begin(), row.against.end(), std::back_inserter(others));
    page.line(fmt::format("Row {} holds cases that differ in {}: {} against {}. What tells them apart is in none of the conditions.", row.row + 1, outcome,
                          case_names(table, others), case_names(table, row.against)), 0, 2);
  }
}

void write_unplaced(Page& page, const engine::SetTable& table, const engine::TruthTable& tt) {
  if (tt.unplaced.empty()) return;
  page.blank();
  page.line(fmt::format("{} in no row:", count_words(tt.unplaced.size(), "case is", "cases are")));
  for (const engine::Unplaced& u : tt.unplaced)
    page.line(fmt::format("{}: {} is {}", table.cases[u.case_index], table.conditions[tt.conditions[u.condition]], u.unknown ? "not known" : "exactly 0.5"), 2, 2);
}

// What a truth table and its solutions both open with: what was asked of which matrix.
template <typename Report>
nlohmann::ordered_json opening_json(const Report& report) {
  nlohmann::ordered_json json;
  json["matrix"] = report.options.path;
  json["outcome"] = expression_text(report.outcome, report.table.conditions);
  json["conditions"] = nlohmann::ordered_json::array();
  for (const std::size_t c : report.truth_table.conditions) json["conditions"].push_back(report.table.conditions[c]);
  json["cut_offs"] = choices_json(report.choices);
  if (!report.options.calibrate.empty()) json["calibration"] = calibration_json(report.options);
  return json;
}

std::size_t unknown_outcomes(const engine::TruthTable& tt) {
  std::size_t count = 0;
  for (const TruthRow& row : tt.rows) count += row.outcome_unknown.size();
  return count;
}

std::vector<std::string> names_of(const engine::SetTable& table, const std::vector<std::size_t>& cases) {
  std::vector<std::string> names;
  for (const std::size_t i : cases) names.push_back(table.cases[i]);
  return names;
}

// --- solutions ---

std::string kind_word(SolutionKind kind) {
  switch (kind) {
    case SolutionKind::Conservative: return "conservative";
    case SolutionKind::Parsimonious: return "parsimonious";
    case SolutionKind::Intermediate: return "intermediate";
  }
  return "";
}

std::string kind_sentence(SolutionKind kind) {
  switch (kind) {
    case SolutionKind::Conservative: return "Conservative solution: no remainder is used";
    case SolutionKind::Parsimonious: return "Parsimonious solution: any remainder that makes it shorter is used";
    case SolutionKind::Intermediate: return "Intermediate solution: only remainders that fit the directional expectations are used";
  }
  return "";
}

engine::SetExpression sum_of(const std::vector<Cube>& model, const std::vector<std::size_t>& conditions) {
  engine::SetExpression sum{engine::SetExpression::Kind::Or, 0, {}};
  for (const Cube& cube : model) sum.parts.push_back(expression_of(cube, conditions));
  return sum.parts.size() == 1 ? sum.parts.front() : sum;
}

std::string expectations_words(const SolutionReport& r) {
  std::vector<std::string> words;
  for (std::size_t c = 0; c < r.expectations.size(); ++c)
    if (r.expectations[c] != engine::Expectation::None)
      words.push_back((r.expectations[c] == engine::Expectation::Absent ? "~" : "") + engine::name_text(r.table.conditions[r.truth_table.conditions[c]]));
  return words.empty() ? "none" : listed(words);
}

class SolutionWriter {
 public:
  SolutionWriter(const SolutionReport& report, PageStyle style) : r_(report), style_(style), outcome_(expression_text(r_.outcome, r_.table.conditions)) {}

  std::string part(const SolutionPart& part) {
    Page page(style_);
    page.heading(kind_sentence(part.kind));
    if (part.kind == SolutionKind::Intermediate) page.line("Expected: " + expectations_words(r_), 0, 2);
    if (const auto* unsolved = std::get_if<engine::Unsolved>(&part.solved)) {
      page.line("Not solved: " + unsolved->reason + ".", 0, 2);
      return page.text();
    }
    const auto& solution = std::get<engine::Solution>(part.solved);
    std::string text = page.text();
    for (std::size_t m = 0; m < std::min(kMeasuredModels, solution.models.size()); ++m) text += model(solution, m);
    Page notes(style_);
    write_notes(notes, solution);
    return notes.text().empty() ? text : text + "\n" + notes.text();
  }

 private:
  std::string model(const engine::Solution& solution, std::size_t m) {
    Page line(style_);
    const engine::SetExpression sum = sum_of(solution.models[m], r_.truth_table.conditions);
    line.line(fmt::format("M{}: {} -> {}", m + 1, expression_text(sum, r_.table.conditions), outcome_), 2, 4);
    if (solution.models.size() > kFullModels) return line.text();
    const engine::SetFit fit = engine::fit_of(r_.table, sum, r_.outcome);
    FigureTable table({"", "consistency", "PRI", "coverage", "unique", "cases"});
    const auto row = [&](const std::string& name, const engine::SetMeasures& measures, const std::string& unique) {
      table.row({"    " + name, figure_words(measures.consistency), figure_words(measures.pri), figure_words(measures.coverage), unique,
                 std::to_string(measures.consistency.cases)});
    };
    if (fit.terms.size() > 1)
      for (const engine::TermFit& t : fit.terms) row(expression_text(t.term, r_.table.conditions), t.measures, figure_words(t.unique, t.measures.consistency.cases));
    row("M" + std::to_string(m + 1), fit.whole, "");
    return line.text() + "\n" + table.text() + (m + 1 < solution.models.size() ? "\n" : "");
  }

  void write_notes(Page& page, const engine::Solution& s) const {
    if (s.models.size() > kMeasuredModels)
      page.line(fmt::format("Further {} are listed by --format json.", count_words(s.models.size() - kMeasuredModels, "model", "models")), 2, 2);
    if (s.models.size() > 1)
      page.line(fmt::format("The data do not tell these {}{} models apart: each covers the same rows{}. Report them all, or none.", s.all_listed ? "" : "first ",
                            s.models.size(), r_.which == engine::Which::Fewest ? " with as few products" : " and none of its products can be left out"), 2, 2);
    if (!s.all_listed && s.proved) page.line(fmt::format("There are more models than the {} listed.", s.models.size()), 2, 2);
    if (!s.proved) page.line("The search was ended early: these models cover the rows, but there may be shorter or further ones. Fewer conditions make it exact.", 2, 2);
    if (s.kind == SolutionKind::Conservative) return;
    if (s.simplifying_count == 0) page.line("No remainder was needed.", 2, 2);
    else
      page.line(fmt::format("{} {} nobody has seen as having {}: rows {}.", s.models.size() > 1 ? "Together they count" : "It counts", count_words(s.simplifying_count, "remainder", "remainders"), outcome_, row_numbers(s)), 2, 2);
  }

  static std::string row_numbers(const engine::Solution& s) {
    constexpr std::size_t kMost = 40;
    std::string text;
    for (std::size_t i = 0; i < std::min(kMost, s.simplifying.size()); ++i) text += fmt::format("{}{}", i == 0 ? "" : ", ", s.simplifying[i] + 1);
    return s.simplifying_count > kMost ? text + fmt::format(" and {} more", s.simplifying_count - kMost) : text;
  }

  const SolutionReport& r_;
  PageStyle style_;
  std::string outcome_;
};

nlohmann::ordered_json solution_json(const SolutionReport& r, const SolutionPart& part) {
  nlohmann::ordered_json json;
  json["solution"] = kind_word(part.kind);
  if (const auto* unsolved = std::get_if<engine::Unsolved>(&part.solved)) {
    json["not_solved"] = unsolved->reason;
    return json;
  }
  const auto& s = std::get<engine::Solution>(part.solved);
  json["all_models_listed"] = s.all_listed;
  json["proved"] = s.proved;
  json["models"] = nlohmann::ordered_json::array();
  for (const auto& model : s.models) {
    const engine::SetExpression sum = sum_of(model, r.truth_table.conditions);
    nlohmann::ordered_json m;
    m["expression"] = expression_text(sum, r.table.conditions) + " -> " + expression_text(r.outcome, r.table.conditions);
    if (json["models"].size() >= kMeasuredModels) {
      json["models"].push_back(std::move(m));
      continue;
    }
    const engine::SetFit fit = engine::fit_of(r.table, sum, r.outcome);
    m.update(measures_json(fit.whole));
    m["terms"] = nlohmann::ordered_json::array();
    for (const engine::TermFit& t : fit.terms) {
      nlohmann::ordered_json term;
      term["expression"] = expression_text(t.term, r.table.conditions);
      term.update(measures_json(t.measures));
      if (fit.terms.size() > 1) term["unique"] = figure_json(t.unique);
      term["members"] = names_of(r.table, t.members);
      m["terms"].push_back(std::move(term));
    }
    json["models"].push_back(std::move(m));
  }
  if (part.kind != SolutionKind::Conservative) {
    json["simplifying_count"] = s.simplifying_count;
    std::vector<std::uint64_t> rows;
    for (const std::uint32_t row : s.simplifying) rows.push_back(std::uint64_t{row} + 1);
    json["simplifying_rows"] = rows;
  }
  return json;
}

}  // namespace

std::string TruthTableReport::text(PageStyle style) const {
  Page page(style);
  const std::string y = expression_text(outcome, table.conditions);
  page.line(fmt::format("Truth table for {}, {}", y, count_words(table.cases.size(), "case", "cases")));
  page.line(choices_words(choices), 0, 2);
  if (!options.calibrate.empty()) page.line(calibration_words(options), 0, 2);
  page.blank();
  RowTable(*this, page).write();
  page.blank();
  const std::uint64_t remainders = truth_table.possible - truth_table.rows.size();
  page.line(fmt::format("{} of {} rows have no case.", remainders, truth_table.possible));
  if (const std::size_t unknown = unknown_outcomes(truth_table); unknown > 0)
    page.line(fmt::format("In brackets: {} whose {} is not known; they count nowhere.", count_words(unknown, "case", "cases"), y), 0, 2);
  write_unplaced(page, table, truth_table);
  write_contradictions(page, table, truth_table, y);
  return without_kept_blanks(page.text());
}

std::string TruthTableReport::json() const {
  nlohmann::ordered_json json = opening_json(*this);
  json["possible_rows"] = truth_table.possible;
  json["rows"] = nlohmann::ordered_json::array();
  for (const TruthRow& row : rows_shown(truth_table, complete)) {
    nlohmann::ordered_json one;
    one["row"] = std::uint64_t{row.row} + 1;
    one["values"] = nlohmann::ordered_json::array();
    for (std::size_t c = 0; c < truth_table.conditions.size(); ++c) one["values"].push_back(present(row.row, c, truth_table.conditions.size()) ? 1 : 0);
    one["out"] = output_sign(row.output);
    one["n"] = row.cases.size();
    one["incl"] = figure_json(row.consistency);
    one["pri"] = figure_json(row.pri);
    one["cases"] = names_of(table, row.cases);
    if (!row.against.empty()) one["against"] = names_of(table, row.against);
    if (!row.outcome_unknown.empty()) one["outcome_not_known"] = names_of(table, row.outcome_unknown);
    json["rows"].push_back(std::move(one));
  }
  json["in_no_row"] = nlohmann::ordered_json::array();
  for (const engine::Unplaced& u : truth_table.unplaced)
    json["in_no_row"].push_back({{"case", table.cases[u.case_index]}, {"condition", table.conditions[truth_table.conditions[u.condition]]},
                                 {"why", u.unknown ? "not known" : "exactly 0.5"}});
  return dumped(json, 2) + "\n";
}

std::string TruthTableReport::csv() const {
  std::string text = "row";
  for (const std::size_t c : truth_table.conditions) text += "," + csv_field(table.conditions[c]);
  text += ",OUT,n,incl,PRI,cases,against\n";
  const auto figure = [](const engine::Figure& f) { return f.value ? number_field(*f.value) : ""; };
  const auto cases = [&](const std::vector<std::size_t>& some) {
    std::string all;
    for (const std::size_t i : some) all += (all.empty() ? "" : "; ") + table.cases[i];
    return csv_field(all);
  };
  for (const TruthRow& row : rows_shown(truth_table, complete)) {
    text += std::to_string(std::uint64_t{row.row} + 1);
    for (std::size_t c = 0; c < truth_table.conditions.size(); ++c) text += present(row.row, c, truth_table.conditions.size()) ? ",1" : ",0";
    text += fmt::format(",{},{},{},{},{},{}\n", output_sign(row.output), row.cases.size(), figure(row.consistency), figure(row.pri), cases(row.cases), cases(row.against));
  }
  return text;
}

std::string SolutionReport::text(PageStyle style) const {
  Page head(style);
  head.line(fmt::format("Solutions for {}, {}", expression_text(outcome, table.conditions), count_words(table.cases.size(), "case", "cases")));
  head.line(choices_words(choices), 0, 2);
  if (!options.calibrate.empty()) head.line(calibration_words(options), 0, 2);
  std::string text = head.text();
  SolutionWriter writer(*this, style);
  for (const SolutionPart& part : parts) text += "\n" + writer.part(part);
  Page tail(style);
  write_unplaced(tail, table, truth_table);
  write_contradictions(tail, table, truth_table, expression_text(outcome, table.conditions));
  return tail.text().empty() ? text : text + "\n" + tail.text();
}

std::string SolutionReport::json() const {
  nlohmann::ordered_json json = opening_json(*this);
  if (!expectations.empty()) json["expected"] = expectations_words(*this);
  json["models"] = which == engine::Which::Fewest ? "fewest products" : "all without a spare product";
  json["solutions"] = nlohmann::ordered_json::array();
  for (const SolutionPart& part : parts) json["solutions"].push_back(solution_json(*this, part));
  return dumped(json, 2) + "\n";
}

std::string SolutionReport::csv() const {
  std::string text = "solution,model,expression,consistency,pri,coverage,unique,cases,members\n";
  const auto figure = [](const engine::Figure& f) { return f.value ? number_field(*f.value) : ""; };
  for (const SolutionPart& part : parts) {
    const auto* solution = std::get_if<engine::Solution>(&part.solved);
    if (solution == nullptr) continue;
    for (std::size_t m = 0; m < std::min(kMeasuredModels, solution->models.size()); ++m) {
      const engine::SetFit fit = engine::fit_of(table, sum_of(solution->models[m], truth_table.conditions), outcome);
      for (const engine::TermFit& t : fit.terms) {
        std::string members;
        for (const std::size_t i : t.members) members += (members.empty() ? "" : "; ") + table.cases[i];
        text += fmt::format("{},M{},{},{},{},{},{},{},{}\n", kind_word(part.kind), m + 1, csv_field(expression_text(t.term, table.conditions)),
                            figure(t.measures.consistency), figure(t.measures.pri), figure(t.measures.coverage), figure(t.unique),
                            t.measures.consistency.cases, csv_field(members));
      }
    }
  }
  return text;
}

}  // namespace realist::cli
