#include "cli/source_pages.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "cli/csv_reader.h"
#include "cli/graph_text.h"
#include "cli/markdown_text.h"
#include "cli/plain_words.h"
#include "models/source_index.h"

namespace realist::cli {
namespace {

namespace fs = std::filesystem;
using models::SourceReference;
using models::Theory;

struct Line {
  SourceReference source;
  std::string kind;   // "statement", "context", …
  std::string label;  // of a statement; short name of a declaration, or ""
  std::string text;
  std::string theory;
  std::string file;
  std::uint32_t file_line = 0;
};

std::string seen_from(const std::string& folder, const std::string& path) {
  const fs::path relative = fs::path(path).lexically_normal().lexically_relative(fs::path(folder.empty() ? "." : folder).lexically_normal());
  return relative.empty() || fs::path(path).is_absolute() != fs::path(folder).is_absolute() ? path : relative.generic_string();
}

Line line_of(const Theory& theory, const models::SourceEntry& entry, const std::string& folder) {
  const bool statement = entry.statement != models::kNone;
  const models::Place& place = statement ? theory.statements[entry.statement].place : theory.propositions[entry.proposition].place;
  Line line{entry.source, "statement", "", "", theory.name, "", place.line};
  if (place.file < theory.files.size()) line.file = seen_from(folder, theory.files[place.file].path);
  if (statement) {
    line.label = theory.statements[entry.statement].label;
    line.text = sentence_words(theory, theory.statements[entry.statement]);
    return line;
  }
  const models::Proposition& proposition = theory.propositions[entry.proposition];
  line.kind = proposition.roles.empty() ? "proposition" : std::string(models::to_string(proposition.declared_role.value_or(proposition.roles.front())));
  line.label = proposition.short_name;
  line.text = proposition.phrase;
  return line;
}

std::vector<Line> lines_of(const SourcePages& pages) {
  std::vector<Line> lines;
  std::set<std::tuple<std::string, std::uint32_t, std::uint32_t, std::string, std::uint32_t, std::string>> told;
  for (const Theory& theory : pages.theories) {
    for (const models::SourceEntry& entry : models::source_index(theory)) {
      if (!pages.document.empty() && models::fold(entry.source.document) != models::fold(pages.document)) continue;
      Line line = line_of(theory, entry, pages.folder);
      const auto& s = line.source;
      if (told.emplace(s.document, s.line, s.last_line, line.file, line.file_line, line.text).second) lines.push_back(std::move(line));
    }
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return std::tie(a.source.document, a.source.line, a.source.last_line) < std::tie(b.source.document, b.source.line, b.source.last_line);
  });
  return lines;
}

std::string line_words(const SourceReference& source) {
  if (source.line == 0) return "–";
  return source.last_line > source.line ? fmt::format("{}–{}", source.line, source.last_line) : std::to_string(source.line);
}

std::string names(const std::vector<Theory>& theories) {
  std::string all;
  for (const Theory& theory : theories) all += (all.empty() ? "" : ", ") + markdown_text(theory.name);
  return all;
}

std::string row_of(const Line& line) {
  const std::string what = line.kind == "statement" ? markdown_text(line.text) : fmt::format("{}: {}", line.kind, markdown_text(line.text));
  return fmt::format("| {} | {} | {} | [{}:{}]({}#L{}) |\n", line_words(line.source), markdown_text(line.label), what, markdown_text(line.file),
                     line.file_line, markdown_target(line.file), line.file_line);
}

}  // namespace

std::string SourcePages::markdown() const {
  std::string page = fmt::format("# What rests on each line of the sources\n\n{}. Made by `realist index`; changes belong in the theory.\n", names(theories));
  std::string at_document;
  bool any = false;
  for (const Line& line : lines_of(*this)) {
    if (!any || line.source.document != at_document) {
      page += fmt::format("\n## Source {}\n\n| line | label | what is said | where |\n| ---: | --- | --- | --- |\n", markdown_text(line.source.document));
      at_document = line.source.document;
      any = true;
    }
    page += row_of(line);
  }
  return any ? page : page + "\nNothing names a source.\n";
}

std::string SourcePages::csv() const {
  std::string table = "document,line,last_line,kind,label,text,theory,file,file_line\n";
  const auto number = [](std::uint32_t line) { return line == 0 ? "" : std::to_string(line); };
  for (const Line& line : lines_of(*this))
    table += spreadsheet_row({line.source.document, number(line.source.line), number(line.source.last_line), line.kind, line.label,
                              on_one_line(line.text), line.theory, line.file, number(line.file_line)});
  return table;
}

std::string SourcePages::json() const {
  using Json = nlohmann::ordered_json;
  Json entries = Json::array();
  for (const Line& line : lines_of(*this)) {
    Json source{{"document", line.source.document}};
    if (line.source.line != 0) source["line"] = line.source.line;
    if (line.source.last_line > line.source.line) source["last_line"] = line.source.last_line;
    Json entry{{"source", std::move(source)}};
    if (line.kind == "statement") entry["statement"] = line.label;
    else entry["role"] = line.kind;
    entry["text"] = line.text;
    entry["theory"] = line.theory;
    entry["at"] = {{"file", line.file}, {"line", line.file_line}};
    entries.push_back(std::move(entry));
  }
  return Json{{"entries", std::move(entries)}}.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string folder_of(std::string_view path) { return path == "-" ? "" : fs::path(path).parent_path().generic_string(); }

}  // namespace realist::cli
