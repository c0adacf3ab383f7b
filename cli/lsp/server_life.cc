// The server's life, and the texts it is told of.
#include <algorithm>
#include <utility>

#include "cli/file_uri.h"
#include "cli/lsp/server.h"
#include "cli/query_address.h"
#include "rules/editing/tokens.h"

namespace realist::cli::lsp {
namespace {

std::vector<std::string> folders_in(const Json& params) {
  std::vector<std::string> folders;
  const Json& listed = member(params, "workspaceFolders");
  if (listed.is_array()) {
    for (const Json& folder : listed)
      if (member(folder, "uri").is_string())
        if (const auto path = path_of_uri(member(folder, "uri").get<std::string>())) folders.push_back(*path);
  } else if (member(params, "rootUri").is_string()) {
    if (const auto path = path_of_uri(member(params, "rootUri").get<std::string>())) folders.push_back(*path);
  }
  return folders;
}

bool is_true(const Json& json) { return json.is_boolean() && json.get<bool>(); }

bool offers(const Json& list, std::string_view what) {
  return list.is_array() && std::any_of(list.begin(), list.end(), [&](const Json& one) { return one.is_string() && one.get<std::string>() == what; });
}

}  // namespace

Json Server::capabilities() const {
  const std::string_view unit = unit_ == CharacterUnit::Utf8 ? "utf-8" : unit_ == CharacterUnit::Utf32 ? "utf-32" : "utf-16";
  return {{"positionEncoding", unit},
          {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}}},
          {"documentFormattingProvider", true},
          {"documentSymbolProvider", true},
          {"codeActionProvider", {{"codeActionKinds", {"quickfix"}}}},
          {"completionProvider", {{"triggerCharacters", {" ", "{", "\"", "("}}}},
          {"hoverProvider", true},
          {"definitionProvider", true},
          {"referencesProvider", true},
          {"documentHighlightProvider", true},
          {"renameProvider", {{"prepareProvider", true}}},
          {"semanticTokensProvider",
           {{"legend", {{"tokenTypes", rules::token_types()}, {"tokenModifiers", rules::token_modifiers()}}}, {"full", {{"delta", true}}}, {"range", true}}},
          {"codeLensProvider", {{"resolveProvider", false}}},
          {"executeCommandProvider", {{"commands", {"realist.runExample"}}}},
          {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}}};
}

Json Server::initialize(const Json& params) {
  const Json& client = member(params, "capabilities");
  const Json& units = member_at(client, {"general", "positionEncodings"});
  // Bytes where they are understood: they cost nothing to count.
  if (offers(units, "utf-8")) unit_ = CharacterUnit::Utf8;
  else if (offers(units, "utf-32") && !offers(units, "utf-16")) unit_ = CharacterUnit::Utf32;
  nested_symbols_ = is_true(member_at(client, {"textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport"}));
  versioned_edits_ = is_true(member_at(client, {"workspace", "workspaceEdit", "documentChanges"}));
  snippets_ = is_true(member_at(client, {"textDocument", "completion", "completionItem", "snippetSupport"}));
  refreshes_lenses_ = is_true(member_at(client, {"workspace", "codeLens", "refreshSupport"}));
  folders_ = folders_in(params);
  take_settings(member(params, "initializationOptions"));
  initialized_ = true;
  return {{"capabilities", capabilities()}, {"serverInfo", {{"name", "realist"}, {"version", REALIST_VERSION}}}};
}

Json Server::shutdown(const Json&) {
  shut_down_ = true;
  return nullptr;
}

void Server::initialized(const Json&) {
  for (const std::string& folder : folders_) workspace_.add_folder(folder);
}

void Server::exit(const Json&) { finished_ = true; }

void Server::pass_over(const Json&) {}

// {"data": "cases.ndjson"} or a list of such: files and folders, from the first folder of the workspace. What the command line
// named stays.
void Server::take_settings(const Json& settings) {
  const Json& own = member(settings, "realist").is_object() ? member(settings, "realist") : settings;
  if (!own.is_object() || !own.contains("data")) return;
  std::vector<std::string> data = options_.cases;
  const auto take = [&](const Json& path) {
    if (!path.is_string() || path.get<std::string>().empty()) return;
    const std::string words = path.get<std::string>();
    // Standard input is the client's, and a folder's own settings open no database.
    if (words == "-" || is_query_address(words)) return;
    data.push_back(words.starts_with('/') || folders_.empty() ? words : folders_.front() + "/" + words);
  };
  const Json& named = member(own, "data");
  if (named.is_array()) std::for_each(named.begin(), named.end(), take);
  else take(named);
  data_ = std::move(data);
}

void Server::did_change_configuration(const Json& params) {
  take_settings(member(params, "settings"));
  for (const std::string& path : workspace_.open_paths()) touch(path);
  check();
}

void Server::did_change_watched_files(const Json&) {
  workspace_.refresh();
  for (const std::string& path : workspace_.open_paths()) touch(path);
  check();
}

void Server::did_change_folders(const Json& params) {
  for (const std::string& folder : folders_in({{"workspaceFolders", member_at(params, {"event", "added"})}})) {
    folders_.push_back(folder);
    workspace_.add_folder(folder);
  }
}

void Server::did_open(const Json& params) {
  const Json& document = member(params, "textDocument");
  const std::string uri = string_in(document, "uri");
  const std::string path = path_of_uri(uri).value_or(uri);
  workspace_.open(path, uri, member(document, "version").is_number_integer() ? integer_in(document, "version") : 0, string_in(document, "text"));
  typing_.erase(path);
  told_[path].messages.clear();
  touch(path);
  check();
}

// Changes one after the other, each in the text that the one before it left. One that makes no sense is left out.
void Server::did_change(const Json& params) {
  const std::string path = path_in(params);
  if (!workspace_.is_open(path)) return;
  const Json& version = member_at(params, {"textDocument", "version"});
  const Json& changes = member(params, "contentChanges");
  if (!changes.is_array()) return;
  for (const Json& change : changes) {
    const TextLines& lines = *workspace_.lines(path);
    const std::string text = string_in(change, "text");
    const bool whole = !change.contains("range");
    const ClientRange range = whole ? ClientRange{{}, lines.position(lines.text().size(), unit_)} : range_in(change, "range");
    move_messages(path, range, text);
    TextLines next = whole ? TextLines(text) : lines.with(range, text, unit_);
    workspace_.change(path, version.is_number_integer() ? version.get<std::int64_t>() : workspace_.version(path), std::move(next));
    note_typing(path, range, text);
  }
  touch(path);
  tell_own(path);
  check();
}

void Server::did_save(const Json& params) {
  const std::string path = path_in(params);
  typing_.erase(path);
  publish(path);
  touch(path);
  check();
}

void Server::did_close(const Json& params) {
  const std::string path = path_in(params);
  if (!workspace_.is_open(path)) return;
  touch(path);
  workspace_.close(path);
  typing_.erase(path);
  coloured_.erase(path);
  lexicons_.erase(path);
  told_[path].messages.clear();
  publish(path);
  checked_.erase(path);
  check();
}

}  // namespace realist::cli::lsp
