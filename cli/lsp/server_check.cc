// What is wrong with the files: kept at the places of the text as it is now, told when it is worth telling.
#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "cli/lsp/server.h"
#include "rules/editing/unfinished.h"

namespace realist::cli::lsp {
namespace {

using models::Diagnostic;
using models::Mark;

// A Markdown file without a theory in it is none.
bool is_theory(const std::string& path, const std::string& text) {
  return !path.ends_with(".md") || text.find("```theory") != std::string::npos || text.find("~~~theory") != std::string::npos;
}

std::uint32_t line_ends_in(std::string_view text) {
  std::uint32_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n'))) ++count;
  return count;
}

// Lines [first, last] (from 1) were replaced, and those below moved by `by`.
struct Move {
  std::string path;
  std::uint32_t first, last;
  std::int64_t by;

  // False where the mark stood on lines that are no more.
  bool apply(Mark& mark) const {
    if (mark.path != path || mark.line == 0 || std::max(mark.line, mark.end_line) < first) return true;
    if (mark.line <= last) return false;
    mark.line = static_cast<std::uint32_t>(mark.line + by);
    mark.end_line = static_cast<std::uint32_t>(mark.end_line + by);
    return true;
  }
  bool apply(Diagnostic& message) const {
    if (!apply(message.where)) return false;
    message.related.erase(std::remove_if(message.related.begin(), message.related.end(), [&](Mark& mark) { return !apply(mark); }), message.related.end());
    if (message.fix && !std::all_of(message.fix->edits.begin(), message.fix->edits.end(), [&](models::Edit& edit) { return apply(edit.where); })) message.fix.reset();
    return true;
  }
};

void move_down(Mark& mark, const std::string& path, std::uint32_t by) {
  mark.path = path;
  if (mark.line == 0) return;
  mark.line += by;
  mark.end_line += by;
}

// A message of an item read by itself, as one of its file.
Diagnostic placed(Diagnostic message, const std::string& path, std::uint32_t first_line) {
  move_down(message.where, path, first_line - 1);
  for (Mark& mark : message.related) move_down(mark, path, first_line - 1);
  if (message.fix)
    for (models::Edit& edit : message.fix->edits) move_down(edit.where, path, first_line - 1);
  return message;
}

}  // namespace

// What a file's own theories say is to be looked at again.
void Server::touch(const std::string& path) {
  for (const std::string& root : workspace_.roots_of(path)) {
    const TextLines* lines = workspace_.lines(root);
    if (lines != nullptr && is_theory(root, lines->text())) stale_.insert(root);
  }
}

void Server::check() {
  CheckTask task;
  task.number = ++tasks_;
  task.roots.assign(stale_.begin(), stale_.end());
  task.texts = workspace_.open_texts();
  task.data = data_;
  ports_.check(std::move(task));
}

void Server::move_messages(const std::string& path, const ClientRange& range, std::string_view text) {
  const Move move{path, static_cast<std::uint32_t>(range.start.line + 1), static_cast<std::uint32_t>(range.end.line + 1),
                  static_cast<std::int64_t>(line_ends_in(text)) - static_cast<std::int64_t>(range.end.line - range.start.line)};
  for (auto& [other, told] : told_)
    told.messages.erase(std::remove_if(told.messages.begin(), told.messages.end(), [&](Diagnostic& message) { return !move.apply(message); }), told.messages.end());
}

// The line being written is the last one changed, where nothing stands after what was changed.
void Server::note_typing(const std::string& path, const ClientRange& range, std::string_view text) {
  const TextLines& lines = *workspace_.lines(path);
  const std::size_t line = range.start.line + line_ends_in(text);
  const std::size_t after = text.find_last_of("\r\n");
  const bool new_line = after != std::string_view::npos;
  const std::size_t written = new_line ? text.size() - after - 1 : lines.offset(range.start, unit_) - lines.offset({range.start.line, 0}, unit_) + text.size();
  const std::string_view words = lines.line(line);
  if (written <= words.size() && words.find_first_not_of(" \t", written) == std::string_view::npos && text.size() < 200)
    typing_[path] = static_cast<std::uint32_t>(line + 1);
  else
    typing_.erase(path);
}

// In a long file what is wrong with the lines just written is told at once, before the whole theory is read again.
void Server::tell_own(const std::string& path) {
  constexpr std::size_t kLong = 500;
  const auto reading = workspace_.reading(path);
  if (!reading || reading->items.size() < kLong || !is_theory(path, workspace_.lines(path)->text())) return;
  std::vector<Diagnostic>& messages = told_[path].messages;
  for (const auto& at : reading->items)
    for (const Diagnostic& own : at.item->diagnostics) messages.push_back(placed(own, path, at.first_line));
  models::sort_diagnostics(messages, {path});
  publish(path);
}

void Server::take_outcome(CheckOutcome outcome) {
  if (shut_down_) return;
  words_ = outcome.words;
  if (outcome.data_fault != data_fault_) {
    data_fault_ = outcome.data_fault;
    if (!data_fault_.empty()) notify("window/showMessage", {{"type", 2}, {"message", "realist: " + data_fault_}});
  }
  bool counted = false;
  for (const CheckedTheory& theory : outcome.theories) {
    counted = counted || theory.counts;
    take_theory(theory, outcome);
  }
  if (counted && refreshes_lenses_) send({{"jsonrpc", "2.0"}, {"id", fmt::format("lenses-{}", ++asked_)}, {"method", "workspace/codeLens/refresh"}});
}

void Server::take_theory(const CheckedTheory& theory, const CheckOutcome& outcome) {
  checked_[theory.root] = theory;
  std::map<std::string, std::vector<Diagnostic>> by_path;
  for (const auto& file : theory.read->theory.files) by_path[file.path];
  by_path[theory.root];
  const auto take = [&](const std::vector<Diagnostic>& messages) {
    for (const Diagnostic& message : messages) by_path[message.where.path].push_back(message);
  };
  take(theory.read->diagnostics);
  take(theory.about_data);
  bool current = true;
  for (auto& [path, messages] : by_path) {
    const auto checked_text = outcome.texts.find(path);
    const TextLines* lines = workspace_.lines(path);
    const bool same = lines == nullptr || !workspace_.is_open(path) || (checked_text != outcome.texts.end() && checked_text->second == lines->shared());
    current = current && same;
    if (!same) continue;
    // A file of several theories has the messages of all of them.
    for (const auto& [root, other] : checked_) {
      if (root == theory.root) continue;
      for (const Diagnostic& message : other.read->diagnostics)
        if (message.where.path == path) messages.push_back(message);
    }
    models::sort_diagnostics(messages, {path});
    told_[path].messages = std::move(messages);
    publish(path);
  }
  if (current) stale_.erase(theory.root);
}

EditorMarks Server::marks() const {
  return {[this](const Mark& mark) {
            const TextLines* lines = workspace_.lines(mark.path);
            if (lines == nullptr) return to_json(ClientRange{});
            return to_json(lines->client({0, mark.line, mark.column, mark.end_line, mark.end_column}, unit_));
          },
          [this](const std::string& path) { return uri_of(path); }};
}

void Server::publish(const std::string& path) {
  Told& told = told_[path];
  const auto reading = workspace_.reading(path);
  const auto typing = typing_.find(path);
  const EditorMarks how = marks();
  Json list = Json::array();
  for (const Diagnostic& message : told.messages) {
    if (reading && typing != typing_.end() && rules::is_about_unfinished(message, *reading, typing->second)) continue;
    list.push_back(editor_diagnostic(message, how));
  }
  if (list.empty() && !told.published && !workspace_.is_open(path)) return;
  told.published = !list.empty();
  Json params = {{"uri", uri_of(path)}};
  if (workspace_.is_open(path)) params["version"] = workspace_.version(path);
  params["diagnostics"] = std::move(list);
  notify("textDocument/publishDiagnostics", std::move(params));
}

}  // namespace realist::cli::lsp
