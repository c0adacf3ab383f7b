#include "cli/report_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "cli/explain_pages.h"
#include "cli/graph_text.h"
#include "cli/graph_view.h"
#include "cli/inline_source.h"
#include "cli/plain_words.h"
#include "cli/report_parts.h"

namespace realist::cli {

namespace {

using models::Verdict;

std::string source(std::string_view name) {
  const auto& all = report_sources();
  return std::string(std::find_if(all.begin(), all.end(), [&](const ExplainPage& page) { return page.code == name; })->text);
}

// The parts share names, and leave none behind in the browser.
std::string script() {
  std::string all = "(() => {\n\"use strict\";\n";
  for (const char* name : {"words.js", "timeline.js", "case.js", "matrix.js", "start.js"}) all += source(name);
  return all + "})();\n";
}

std::string list_of(const std::vector<std::string>& parts) { return fmt::format("[{}]", fmt::join(parts, ",")); }

std::string strings_of(const std::vector<std::string>& texts) {
  std::vector<std::string> parts;
  for (const std::string& text : texts) parts.push_back(script_string(text));
  return list_of(parts);
}

// ---- data for the script

std::string statements_json(const Report& report) {
  std::vector<std::string> parts;
  for (const models::Statement& statement : report.theory.statements)
    parts.push_back(fmt::format("{{\"label\":{},\"words\":{}}}", script_string(statement.label), script_string(sentence_words(report.theory, statement))));
  return list_of(parts);
}

std::string verdicts_json() {
  std::vector<std::string> parts;
  for (const Verdict verdict : models::kVerdicts)
    parts.push_back(fmt::format("{{\"word\":\"{}\",\"sign\":\"{}\"}}", models::to_string(verdict), mark_symbol(sign_of(verdict))));
  return list_of(parts);
}

// A case's verdicts are a text of digits: places in the list of verdicts.
std::string answers_json(const Report& report) {
  std::vector<std::string> parts;
  for (const ReportCase& row : report.cases) {
    std::string digits = "\"";
    for (const Verdict verdict : row.verdicts) digits += static_cast<char>('0' + static_cast<int>(verdict));
    parts.push_back(digits + "\"");
  }
  return list_of(parts);
}

// Each group's values once, and for each case the number of its own.
void put_groups(const Report& report, std::string& json) {
  std::vector<std::string> values, numbers;
  for (std::size_t g = 0; g < report.groups.size(); ++g) {
    std::map<std::string, std::size_t> known;
    std::vector<std::string> words, places;
    for (const ReportCase& row : report.cases) {
      const auto [entry, added] = known.try_emplace(row.groups[g], words.size());
      if (added) words.push_back(script_string(row.groups[g]));
      places.push_back(std::to_string(entry->second));
    }
    values.push_back(list_of(words));
    numbers.push_back(list_of(places));
  }
  fmt::format_to(std::back_inserter(json), ",\"groups\":{},\"groupValues\":{},\"grouped\":{}", strings_of(report.groups), list_of(values), list_of(numbers));
}

std::string overview_json(const Report& report) {
  std::vector<std::string> ids;
  for (const ReportCase& row : report.cases) ids.push_back(script_string(row.id));
  std::string json = fmt::format("{{\"asOf\":{},\"asOfWords\":{},\"verdicts\":{},\"statements\":{},\"ids\":{},\"answers\":{}", day_number(report.choices.as_of),
                                 script_string(date_words(report.choices.as_of)), verdicts_json(), statements_json(report), list_of(ids), answers_json(report));
  put_groups(report, json);
  return json + "}";
}

std::string cases_json(const Report& report) {
  std::string json = "{\"texts\":[";
  for (std::size_t i = 0; i < report.texts.texts.texts().size(); ++i) json += (i == 0 ? "" : ",\n") + script_string(*report.texts.texts.texts()[i]);
  json += "],\n\"whys\":[";
  for (std::size_t i = 0; i < report.texts.whys.texts().size(); ++i) json += (i == 0 ? "" : ",\n") + *report.texts.whys.texts()[i];
  json += "],\n\"cases\":[";
  for (std::size_t i = 0; i < report.packed.size(); ++i) json += (i == 0 ? "" : ",\n") + report.packed[i];
  return json + "]}";
}

// ---- the page

std::string contents(const Report& report) {
  std::string items;
  const auto add = [&](std::string_view id, std::string_view words, bool scripted = false) {
    items += fmt::format("<li{}><a href=\"#{}\">{}</a></li>\n", scripted ? " data-needs-script hidden" : "", id, words);
  };
  add("glance", "At a glance");
  if (!report.cases.empty()) add("agenda", "Agenda");
  if (!report.cases.empty() && !report.theory.statements.empty()) add("matrix", "Cases and statements", true);
  add("funnel", "Where cases stop");
  if (!report.choices.by.empty() && !report.cases.empty()) add("groups", "For whom");
  add("picture", "Picture");
  if (!report.added.empty()) add("added", "Further pictures");
  add("theory", "Theory");
  add("evidence", "Evidence");
  add("problems", "Data");
  add("about", "About");
  return items;
}

std::string lead(const Report& report) {
  const std::string version = report.theory.version.empty() ? "" : "version " + shown(report.theory.version) + ", ";
  return fmt::format("{}{}, {}, as of {}", version, count_words(report.theory.statements.size(), "statement", "statements"),
                     count_words(report.cases.size(), "case", "cases"), date_words(report.choices.as_of));
}

// `{{name}}` in the page's source becomes the value of that name; in the values nothing is looked for.
std::string filled(const std::string& page, const std::map<std::string, std::string, std::less<>>& values) {
  std::string out;
  std::size_t at = 0;
  for (;;) {
    const std::size_t open = page.find("{{", at), close = page.find("}}", open);
    if (open == std::string::npos || close == std::string::npos) return out + page.substr(at);
    out.append(page, at, open - at);
    out += values.find(std::string_view(page).substr(open + 2, close - open - 2))->second;
    at = close + 2;
  }
}

}  // namespace

std::string report_html(const Report& report) {
  const std::string code = script(), title = report.theory.name.empty() ? "Report" : "Report: " + report.theory.name;
  return filled(source("page.html"), {
      {"title", xml_text(on_one_line(title))}, {"heading", shown(report.theory.name.empty() ? "Report" : report.theory.name)}, {"lead", lead(report)},
      {"images", report.added.empty() ? "" : "img-src data:; "}, {"script-hash", policy_hash(code)}, {"style-hash", policy_hash(source("style.css"))}, {"style", source("style.css")}, {"script", code},
      {"contents", contents(report)}, {"glance", glance_section(report)}, {"agenda", agenda_section(report)}, {"funnel", funnel_section(report)},
      {"groups", groups_section(report)},
      {"picture", picture_section(report)}, {"added", added_section(report)}, {"theory", theory_section(report)}, {"evidence", evidence_section(report)},
      {"problems", problems_section(report)}, {"about", about_section(report)},
      {"overview-data", overview_json(report)}, {"case-data", cases_json(report)}});
}

}  // namespace realist::cli
