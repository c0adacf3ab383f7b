// What is asked of one text as it stands.
#include <algorithm>
#include <utility>

#include "cli/lsp/server.h"
#include "rules/format.h"

namespace realist::cli::lsp {
namespace {

using rules::RowKind;

// Kinds of the protocol's that editors have signs for.
int symbol_kind(RowKind kind) {
  constexpr int kModule = 2, kProperty = 7, kFunction = 12, kConstant = 14, kObject = 19, kEvent = 24;
  switch (kind) {
    case RowKind::Statement: return kFunction;
    case RowKind::Declaration: return kConstant;
    case RowKind::Phase: return kEvent;
    case RowKind::Example: return kObject;
    case RowKind::Include: return kModule;
    default: return kProperty;
  }
}

// Where an item is named: its label, its phrase, else its keyword.
models::Place name_place(const rules::FileReading::At& at) {
  models::Place place{0, 1, 1, 1, 1};
  for (const rules::Word& word : at.item->words) {
    using Kind = rules::Word::Kind;
    const bool names = word.kind == Kind::Label || word.kind == Kind::Phrase || word.kind == Kind::Title || word.kind == Kind::Phase;
    if (!names || word.place.line != word.place.end_line) continue;
    place = word.place;
    break;
  }
  place.line += at.first_line - 1;
  place.end_line += at.first_line - 1;
  return place;
}

}  // namespace

Json Server::formatting(const Json& params) {
  std::string path;
  const TextLines& lines = lines_in(params, path);
  Json edits = Json::array();
  for (Json& edit : edits_between(lines, rules::format(lines.text(), path, {}, options_.limits.theory), unit_)) edits.push_back(std::move(edit));
  return edits;
}

Json Server::document_symbol(const Json& params) {
  std::string path;
  const TextLines& lines = lines_in(params, path);
  const auto reading = workspace_.reading(path);
  Json symbols = Json::array();
  for (const auto& at : reading->items) {
    const rules::ItemReading& item = *at.item;
    if (item.opens == RowKind::Plain) continue;
    const ClientRange range{lines.client(at.first_line, 1, unit_),
                            lines.position(lines.offset({at.last_line() - 1, UINT32_MAX}, unit_), unit_)};
    Json symbol = {{"name", item.title.empty() ? "…" : item.title}};
    if (nested_symbols_) {
      symbol["detail"] = item.detail;
      symbol["kind"] = symbol_kind(item.opens);
      symbol["range"] = to_json(range);
      symbol["selectionRange"] = to_json(lines.client(name_place(at), unit_));
    } else {
      symbol["kind"] = symbol_kind(item.opens);
      symbol["location"] = {{"uri", uri_of(path)}, {"range", to_json(range)}};
    }
    symbols.push_back(std::move(symbol));
  }
  return symbols;
}

// The fixes of the messages that touch the range, and for those that may be left, the comment that says so. They are kept at the
// places of the text as it is.
Json Server::code_action(const Json& params) {
  std::string path;
  const TextLines& lines = lines_in(params, path);
  const ClientRange asked = range_in(params, "range");
  Json actions = Json::array();
  const auto told = told_.find(path);
  if (told == told_.end()) return actions;
  for (const models::Diagnostic& message : told->second.messages) {
    const models::Mark& where = message.where;
    const ClientRange range = lines.client({0, where.line, where.column, where.end_line, where.end_column}, unit_);
    if (range.end < asked.start || asked.end < range.start) continue;
    if (message.fix) actions.push_back(fix_action(message));
    if (message.severity != models::Severity::Error && where.line != 0) actions.push_back(allow_action(path, message));
  }
  return actions;
}

Json Server::fix_action(const models::Diagnostic& message) const {
  const EditorMarks how = marks();
  Json changes = Json::object();
  for (const models::Edit& edit : message.fix->edits)
    changes[uri_of(edit.where.path)].push_back({{"range", how.range(edit.where)}, {"newText", edit.replacement}});
  return {{"title", message.fix->title},
          {"kind", "quickfix"},
          {"diagnostics", Json::array({editor_diagnostic(message, how)})},
          {"isPreferred", message.fix->safe},
          {"edit", {{"changes", std::move(changes)}}}};
}

// A comment right above the item; why is left to the author.
Json Server::allow_action(const std::string& path, const models::Diagnostic& message) const {
  const auto reading = workspace_.reading(path);
  const rules::FileReading::At* item = reading->item_at(message.where.line);
  const models::Place above{0, item == nullptr ? message.where.line : item->first_line, 1, item == nullptr ? message.where.line : item->first_line, 1};
  const bool crlf = workspace_.lines(path)->text().find("\r\n") != std::string::npos;
  const std::string comment = "# allow: " + message.code + " because " + (crlf ? "\r\n" : "\n");
  Json changes = Json::object();
  changes[uri_of(path)] = Json::array({text_edit(workspace_.lines(path)->client(above, unit_), comment)});
  return {{"title", "leave it as it is: # allow: " + message.code + " because …"},
          {"kind", "quickfix"},
          {"diagnostics", Json::array({editor_diagnostic(message, marks())})},
          {"edit", {{"changes", std::move(changes)}}}};
}

}  // namespace realist::cli::lsp
