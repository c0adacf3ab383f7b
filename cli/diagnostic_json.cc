// The JSON and the editors' rendering of diagnostics.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/diagnostic_render.h"
#include "cli/editor_diagnostic.h"
#include "cli/file_uri.h"
#include "cli/text_width.h"

namespace realist::cli {
namespace {

using Json = nlohmann::ordered_json;
using models::Diagnostic;
using models::Mark;
using models::Severity;

Json mark_json(const Mark& mark) {
  Json json = {{"file", mark.path}};
  if (mark.line != 0) {
    json["line"] = mark.line;
    json["column"] = mark.column;
    json["end_line"] = mark.end_line;
    json["end_column"] = mark.end_column;
    json["text"] = mark.text;
  }
  if (!mark.label.empty()) json["label"] = mark.label;
  return json;
}

Json edit_json(const models::Edit& edit) { return {{"where", mark_json(edit.where)}, {"replacement", edit.replacement}}; }

// The first edit stands beside the title; where there are more, all of them are listed.
Json fix_json(const models::Fix& fix) {
  Json json = {{"title", fix.title}};
  json.update(edit_json(fix.edits.front()));
  if (fix.edits.size() > 1)
    for (const models::Edit& edit : fix.edits) json["edits"].push_back(edit_json(edit));
  if (fix.safe) json["safe"] = true;
  return json;
}

Json diagnostic_json(const Diagnostic& diagnostic) {
  Json json = {{"severity", models::severity_word(diagnostic.severity)},
               {"code", diagnostic.code},
               {"message", diagnostic.message}};
  json.update(mark_json(diagnostic.where));
  for (const Mark& mark : diagnostic.related) json["related"].push_back(mark_json(mark));
  if (!diagnostic.notes.empty()) json["notes"] = diagnostic.notes;
  if (!diagnostic.help.empty()) json["help"] = diagnostic.help;
  if (diagnostic.fix) {
    json["fix"] = fix_json(*diagnostic.fix);
  }
  return json;
}

// Text of broken UTF-8 is shown with U+FFFD, never refused.
std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

Json position(std::uint32_t line, std::uint32_t column, std::string_view text) {
  const std::size_t character = column == 0 ? 0 : column - 1;
  return {{"line", line == 0 ? 0 : line - 1}, {"character", utf16_column(text, character)}};
}

// The text of a further line is not at hand: there, characters stand for UTF-16 units.
Json range(const Mark& mark) {
  const bool one_line = mark.end_line == mark.line;
  return {{"start", position(mark.line, mark.column, mark.text)},
          {"end", position(mark.end_line, mark.end_column, one_line ? std::string_view(mark.text) : std::string_view())}};
}

const EditorMarks kByThemselves{range, file_uri};

std::size_t count(const std::vector<Diagnostic>& diagnostics, Severity severity) {
  return static_cast<std::size_t>(std::count_if(diagnostics.begin(), diagnostics.end(),
                                                [&](const Diagnostic& d) { return d.severity == severity; }));
}

}  // namespace

std::string render_as_json(const std::vector<Diagnostic>& diagnostics) {
  Json json = {{"diagnostics", Json::array()}};
  for (const Diagnostic& diagnostic : diagnostics) json["diagnostics"].push_back(diagnostic_json(diagnostic));
  json["errors"] = count(diagnostics, Severity::Error);
  json["warnings"] = count(diagnostics, Severity::Warning);
  json["notes"] = count(diagnostics, Severity::Note);
  return dumped(json);
}

std::string render_for_editor(const std::vector<Diagnostic>& diagnostics, const std::vector<std::string>& paths) {
  std::vector<std::string> files = paths;
  for (const Diagnostic& d : diagnostics)
    if (std::find(files.begin(), files.end(), d.where.path) == files.end()) files.push_back(d.where.path);
  Json json = Json::array();
  for (const std::string& file : files) {
    Json list = Json::array();
    for (const Diagnostic& d : diagnostics)
      if (d.where.path == file) list.push_back(editor_diagnostic(d, kByThemselves));
    json.push_back({{"uri", file_uri(file)}, {"diagnostics", std::move(list)}});
  }
  return dumped(json);
}

}  // namespace realist::cli
