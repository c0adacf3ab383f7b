#include "cli/editor_diagnostic.h"

#include <nlohmann/json.hpp>

namespace realist::cli {
namespace {

using Json = nlohmann::ordered_json;
using models::Diagnostic;
using models::Mark;

std::string whole_message(const Diagnostic& diagnostic) {
  std::string text = diagnostic.message;
  for (const std::string& note : diagnostic.notes) text += "\nnote: " + note;
  if (!diagnostic.help.empty()) text += "\nhelp: " + diagnostic.help;
  return text;
}

// `uri` and `edits`: the first edit's file; edits of other files are listed beside them.
Json editor_fix(const models::Fix& fix, const EditorMarks& marks) {
  const std::string& path = fix.edits.front().where.path;
  Json json = {{"title", fix.title}, {"uri", marks.uri(path)}, {"edits", Json::array()}};
  for (const models::Edit& edit : fix.edits) {
    const Json text = {{"range", marks.range(edit.where)}, {"newText", edit.replacement}};
    if (edit.where.path == path) json["edits"].push_back(text);
    else json["elsewhere"].push_back({{"uri", marks.uri(edit.where.path)}, {"edits", Json::array({text})}});
  }
  if (fix.safe) json["safe"] = true;
  return json;
}

}  // namespace

Json editor_diagnostic(const Diagnostic& diagnostic, const EditorMarks& marks) {
  Json json = {{"range", marks.range(diagnostic.where)},
               {"severity", static_cast<int>(diagnostic.severity) + 1},
               {"code", diagnostic.code},
               {"codeDescription", {{"href", "realist:explain/" + diagnostic.code}}},
               {"source", "realist"},
               {"message", whole_message(diagnostic)}};
  for (const Mark& mark : diagnostic.related) {
    json["relatedInformation"].push_back({{"location", {{"uri", marks.uri(mark.path)}, {"range", marks.range(mark)}}},
                                          {"message", mark.label.empty() ? "see here" : mark.label}});
  }
  if (diagnostic.fix) {
    json["data"]["fix"] = editor_fix(*diagnostic.fix, marks);
  }
  return json;
}

}  // namespace realist::cli
