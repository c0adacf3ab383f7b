#include "rules/theory_files.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "models/sha256.h"
#include "rules/syntax_tree.h"

namespace realist::rules {
namespace {

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash + 1));
}

bool is_absolute(std::string_view path) {
  return path.starts_with('/') || (path.size() > 1 && path[1] == ':') || path.starts_with('~');
}

}  // namespace

std::optional<std::string> path_inside(std::string_view folder, std::string_view path) {
  std::string all(path);
  std::replace(all.begin(), all.end(), '\\', '/');
  if (is_absolute(all)) return std::nullopt;
  all = std::string(folder) + all;
  std::vector<std::string_view> parts;
  for (std::string_view rest = all; !rest.empty();) {
    const std::size_t slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else {
      if (parts.empty()) return std::nullopt;
      parts.pop_back();
    }
  }
  std::string out;
  for (std::string_view part : parts) out += (out.empty() ? "" : "/") + std::string(part);
  return out.empty() ? std::nullopt : std::optional(out);
}

void TheoryFiles::open(std::string_view text, const std::string& path, const std::string& inside) {
  const std::size_t number = files_.size();
  files_.push_back({SourceText(text, path, static_cast<std::uint32_t>(number), limits_), {}, models::sha256(text)});
  TheoryFile& file = files_.back();
  inside_.push_back(inside);
  known_.emplace(inside, number);
  reporter_.add_file(file.source);
  for (const SourceText::Problem& problem : file.source.problems())
    reporter_.report(problem.code, problem.place, problem.message, problem.help);
  file.rows = cut_rows(file.source, limits_, reporter_);
  const models::Place whole{static_cast<std::uint32_t>(number), 0, 0, 0, 0};
  const bool prose_only = std::all_of(file.rows.items.begin(), file.rows.items.end(),
                                      [](const RowItem& item) { return item.kind == RowItem::Kind::Prose; });
  if (prose_only && file.source.problems().empty()) {
    const bool markdown = file.source.markdown() && file.source.line_count() > 0;
    const bool comments = !file.rows.tail.comments.empty();
    if (!comments)
      reporter_.report(markdown ? "file/no-fence" : "file/empty", whole,
                       markdown ? "this Markdown file has no ```theory fence with anything in it" : "there is nothing in this file",
                       markdown ? "put the statements between a line ```theory and a line ```" : "write a statement, for example: If the participant has a home, then they feel safe");
  }
  open_.push_back(number);
  take_items(number);
  open_.pop_back();
}

void TheoryFiles::take_items(std::size_t file) {
  // By position: files_ grows while includes are read, the rows themselves do not move.
  for (RowItem& item : files_[file].rows.items) {
    items_.push_back({file, &item});
    if (item.kind == RowItem::Kind::Rows && item.rows.front().start.kind == RowKind::Include) include(item.rows.front(), file);
  }
}

void TheoryFiles::report_cycle(const Row& row, const std::string& inside) {
  std::string ring;
  const auto begin = std::find(open_.begin(), open_.end(), known_.at(inside));
  for (auto at = begin; at != open_.end(); ++at) ring += inside_[*at] + " → ";
  reporter_.report("include/cycle", row.text.place(), "this file includes itself: " + ring + inside,
                   "leave this Include out, or move what both files need into a third one");
}

void TheoryFiles::include(const Row& row, std::size_t from) {
  const std::string written(unquoted(row.text.text));
  const models::Place where = row.text.empty() ? row.keyword : row.text.place();
  if (written.empty()) {
    reporter_.report("include/no-path", where, "this line does not say which file to include", "write for example: Include \"supervision.theory\"");
    return;
  }
  if (read_file_ == nullptr) {
    reporter_.report("include/no-files", where, "there are no files around this text to include from", "read it from a file instead");
    return;
  }
  const auto inside = path_inside(folder_of(inside_[from]), written);
  if (!inside) {
    reporter_.report("include/outside-folder", where, "“" + written + "” leads out of the theory's folder",
                     "put the file into the theory's folder, or below it, and write its path from this file");
    return;
  }
  if (const auto known = known_.find(*inside); known != known_.end()) {
    if (std::find(open_.begin(), open_.end(), known->second) != open_.end()) report_cycle(row, *inside);
    return;
  }
  if (open_.size() > limits_.include_depth) {
    reporter_.report("include/too-deep", where, "includes are nested deeper than " + std::to_string(limits_.include_depth), "include the file from one nearer to the theory's own");
    return;
  }
  const FileText text = (*read_file_)(root_ + *inside);
  if (!text.text) {
    reporter_.report("include/unreadable", where, "“" + written + "” could not be read: " + text.error, "check the name and the folder; the path is taken from the file it stands in");
    return;
  }
  bytes_ += text.text->size();
  if (bytes_ > limits_.text_bytes) {
    reporter_.report("file/too-large", where, "the files of this theory have more than " + std::to_string(limits_.text_bytes) + " bytes together", "leave some of the includes out");
    return;
  }
  open(*text.text, root_ + *inside, *inside);
}

void TheoryFiles::read(const std::string& path) {
  root_ = folder_of(path);
  FileText text = (*read_file_)(path);
  if (!text.text) {
    open("", path, path.substr(root_.size()));
    return;
  }
  bytes_ = text.text->size();
  open(*text.text, path, path.substr(root_.size()));
}

void TheoryFiles::read_text(std::string_view text, const std::string& path) {
  bytes_ = text.size();
  open(text, path, path);
}

}  // namespace realist::rules
