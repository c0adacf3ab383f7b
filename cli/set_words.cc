#include "cli/set_words.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "cli/diagnostic_render.h"
#include "cli/exit_status.h"
#include "cli/logging.h"
#include "cli/stops.h"
#include "cli/suggest.h"
#include "cli/terminal.h"
#include "cli/text_width.h"

namespace realist::cli {
namespace {

constexpr std::size_t kColumns = 80;

std::string without_trailing_zeros(std::string number) {
  if (number.find('.') == std::string::npos) return number;
  number.erase(number.find_last_not_of('0') + 1);
  if (number.ends_with('.')) number.pop_back();
  return number;
}

std::string padded(const std::string& text, std::size_t width, bool to_the_right) {
  const std::string blanks(width - std::min(width, display_width(text)), ' ');
  return to_the_right ? blanks + text : text + blanks;
}

// Names are read exactly, so a name in another case is probably meant as other programs read it: as not.
std::string case_hint(const std::string& name, const std::vector<std::string>& columns) {
  std::string upper = name;
  std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (upper == name || std::find(columns.begin(), columns.end(), upper) == columns.end()) return "";
  return fmt::format(" (write {}, or ~{} where its absence is meant: lower case negates nothing here)", upper, upper);
}

}  // namespace

std::string degree_words(engine::Degree d) { return d.known() ? without_trailing_zeros(fmt::format("{:.3f}", d.low)) : "not known"; }

std::string figure_words(const engine::Figure& f) { return f.value ? fmt::format("{:.3f}", *f.value) : "not defined"; }

std::string figure_words(const engine::Figure& f, std::size_t cases) {
  return f.cases == cases ? figure_words(f) : fmt::format("{} ({})", figure_words(f), f.cases);
}

std::string degree_field(engine::Degree d) { return d.known() ? number_field(d.low) : ""; }

std::string number_field(double number) { return fmt::format("{}", number); }

nlohmann::ordered_json figure_json(const engine::Figure& f) {
  nlohmann::ordered_json json;
  json["value"] = f.value ? nlohmann::ordered_json(*f.value) : nlohmann::ordered_json(nullptr);
  json["cases"] = f.cases;
  return json;
}

nlohmann::ordered_json measures_json(const engine::SetMeasures& m) {
  nlohmann::ordered_json json;
  json["consistency"] = figure_json(m.consistency);
  json["pri"] = figure_json(m.pri);
  json["coverage"] = figure_json(m.coverage);
  json["needed_consistency"] = figure_json(m.needed_consistency);
  json["needed_coverage"] = figure_json(m.needed_coverage);
  json["ron"] = figure_json(m.ron);
  json["specificity"] = figure_json(m.specificity);
  json["contrapositive_coverage"] = figure_json(m.contrapositive_coverage);
  json["pa_consistency"] = figure_json(m.pa_consistency);
  json["aac_consistency"] = figure_json(m.aac_consistency);
  json["aa_coverage"] = figure_json(m.aa_coverage);
  json["pac_coverage"] = figure_json(m.pac_coverage);
  return json;
}

nlohmann::ordered_json calibration_json(const MatrixOptions& options) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const auto& [name, a] : options.calibrate) json[name] = {{"out", a.out}, {"crossover", a.crossover}, {"in", a.in}};
  if (!json.empty()) return {{"log_odds", options.log_odds == engine::LogOdds::Three ? "3" : "ln19"}, {"anchors", json}};
  return json;
}

std::string calibration_words(const MatrixOptions& options) {
  std::string text;
  for (const auto& [name, a] : options.calibrate) text += fmt::format("{}{} {:g}, {:g}, {:g}", text.empty() ? "" : "; ", name, a.out, a.crossover, a.in);
  if (text.empty()) return "";
  return fmt::format("Calibrated by the direct method, log odds of {} (out, crossover, in): {}.", options.log_odds == engine::LogOdds::Three ? "3" : "ln 19", text);
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  return text;
}

std::string case_names(const engine::SetTable& table, const std::vector<std::size_t>& cases) {
  std::string text;
  for (const std::size_t i : cases) text += (text.empty() ? "" : ", ") + table.cases[i];
  return text;
}

std::string FigureTable::text() const {
  std::vector<std::size_t> widths(rows_.front().size(), 0);
  for (const auto& row : rows_)
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], display_width(row[c]));
  std::size_t others = 0;
  for (std::size_t c = 1; c < widths.size(); ++c) others += widths[c] + 2;
  constexpr std::size_t kLeast = 12;
  widths[0] = std::min(widths[0], std::max(kLeast, kColumns - std::min(kColumns, others)));
  std::string text;
  for (const auto& row : rows_) {
    std::string line = padded(clipped(row[0], widths[0]), widths[0], false);
    for (std::size_t c = 1; c < row.size(); ++c) line += "  " + padded(row[c], widths[c], true);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

void say_warnings(const std::vector<models::Diagnostic>& warnings) {
  for (const models::Diagnostic& d : warnings) say(render_for_terminal(d, colour_on(2)));
}

int say_fault(const MatrixFault& fault) {
  say_warnings(fault.diagnostics);
  say(count_sentence(fault.diagnostics));
  return kFailed;
}

std::size_t column_called(const std::vector<std::string>& columns, const std::string& name, const std::string& option) {
  const auto at = std::find(columns.begin(), columns.end(), name);
  if (at != columns.end()) return static_cast<std::size_t>(at - columns.begin());
  const std::string hint = case_hint(name, columns);
  throw UsageError(fmt::format("{}: there is no column \"{}\"{}", option, name, hint.empty() ? did_you_mean(name, columns) : hint));
}

std::string fault_words(const std::string& text, const engine::ExpressionFault& fault, const std::vector<std::string>& columns) {
  std::string hint;
  if (!fault.unknown_name.empty()) {
    hint = case_hint(fault.unknown_name, columns);
    if (hint.empty()) hint = did_you_mean(fault.unknown_name, columns);
  }
  const std::size_t place = character_count(std::string_view(text).substr(0, fault.at)) + 1;
  return fmt::format("\"{}\", character {}: {}{}", clipped(text, 60), place, fault.message, hint);
}

}  // namespace realist::cli
