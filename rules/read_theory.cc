#include "rules/read_theory.h"

#include <deque>
#include <optional>
#include <utility>

#include "models/sha256.h"
#include "rules/allow.h"
#include "rules/lints/lints.h"
#include "rules/resolver.h"
#include "rules/syntax_reader.h"
#include "rules/theory_files.h"
#include "rules/unused_words.h"

namespace realist::rules {
namespace {

std::string name_from(std::string_view path) {
  path = path.substr(path.rfind('/') + 1);
  const std::size_t dot = path.rfind('.');
  return std::string(dot == std::string_view::npos || dot == 0 ? path : path.substr(0, dot));
}

void name_files(const TheoryFiles& files, models::Theory& theory) {
  std::string hashes;
  for (const TheoryFile& file : files.files()) {
    theory.files.push_back({file.source.path(), file.sha256});
    hashes += file.sha256;
  }
  theory.sha256 = models::sha256(hashes);
}

enum class Lints : std::uint8_t { No, Yes };

void append(std::vector<models::Diagnostic>& all, std::vector<models::Diagnostic> more) {
  for (auto& message : more) all.push_back(std::move(message));
}

// What is told of a theory as a whole, and what of all that is told its author allows.
void look_over(ReadResult& out, Lints lints, Reporter& reporter) {
  const bool complete = lints == Lints::Yes && !models::has_errors(out.diagnostics);
  if (complete) {
    run_lints(out.theory, reporter);
    append(out.diagnostics, reporter.take());
  }
  leave_out_allowed(out.allows, out.diagnostics);
  if (lints == Lints::No) return;
  report_allows(out.allows, complete, reporter);
  append(out.diagnostics, reporter.take());
}

ReadResult result_of(const TheoryFiles& files, const Limits& limits, Reporter& reporter, Lints lints) {
  ReadResult out;
  name_files(files, out.theory);
  for (const TheoryFile& file : files.files())
    for (Allow& allow : find_allows(file.rows, file.source)) out.allows.push_back(std::move(allow));
  KnownNames names;
  std::deque<Item> items;
  std::vector<OrderedItem> ordered;
  std::size_t statements = 0;
  std::vector<bool> vocabulary(files.files().size(), true);  // by file: an included one without a statement
  vocabulary.front() = false;
  for (const FileItem& at : files.items()) {
    const SourceText& source = files.files()[at.file].source;
    OrderedItem next;
    next.main = at.file == 0;
    if (needs_names(*at.rows)) {
      ++statements;
      vocabulary[at.file] = false;
      next.statement = [&, rows = at.rows] { return read_item(*rows, source, names, limits, reporter); };
    } else {
      items.push_back(read_item(*at.rows, source, names, limits, reporter));
      next.item = &items.back();
    }
    ordered.push_back(std::move(next));
  }
  Resolver(out.theory, limits, reporter).resolve(ordered, names);
  if (out.theory.name.empty()) out.theory.name = name_from(files.files().front().source.path());
  out.diagnostics = reporter.take();
  leave_out_unused_words(out.theory, vocabulary);
  if (statements == 0 && !models::has_errors(out.diagnostics)) {
    reporter.report("theory/no-statements", {0, 0, 0, 0, 0}, "this theory has no statement", "write one, for example: If the participant has a home, then they feel safe");
    append(out.diagnostics, reporter.take());
  }
  look_over(out, lints, reporter);
  std::vector<std::string> order;
  for (const models::SourceFile& file : out.theory.files) order.push_back(file.path);
  models::sort_diagnostics(out.diagnostics, order);
  return out;
}

ReadResult unreadable(const std::string& path, const std::string& why) {
  ReadResult out;
  models::Diagnostic message;
  message.code = "file/unreadable";
  message.message = "this file could not be read: " + why;
  message.where.path = path;
  message.help = "check its name and the folder it is in";
  out.diagnostics.push_back(std::move(message));
  return out;
}

ReadResult read_files(const std::string& path, const ReadFile& read_file, const Limits& limits, Lints lints) {
  Reporter reporter;
  std::optional<FileText> first = read_file(path);
  if (!first->text) return unreadable(path, first->error);
  // Read once: standard input cannot be read again.
  const ReadFile once = [&](const std::string& wanted) {
    if (!first || wanted != path) return read_file(wanted);
    FileText text = std::move(*first);
    first.reset();
    return text;
  };
  TheoryFiles files(&once, limits, reporter);
  files.read(path);
  return result_of(files, limits, reporter, lints);
}

ReadResult read_one_text(std::string_view text, const std::string& path, const Limits& limits, Lints lints) {
  Reporter reporter;
  TheoryFiles files(nullptr, limits, reporter);
  files.read_text(text, path);
  return result_of(files, limits, reporter, lints);
}

}  // namespace

ReadResult read_theory(const std::string& path, const ReadFile& read_file, const Limits& limits) {
  return read_files(path, read_file, limits, Lints::No);
}

ReadResult check_theory(const std::string& path, const ReadFile& read_file, const Limits& limits) {
  return read_files(path, read_file, limits, Lints::Yes);
}

ReadResult read_theory_text(std::string_view text, const std::string& path, const Limits& limits) {
  return read_one_text(text, path, limits, Lints::No);
}

ReadResult check_theory_text(std::string_view text, const std::string& path, const Limits& limits) {
  return read_one_text(text, path, limits, Lints::Yes);
}

SyntaxFile read_syntax(std::string_view text, const std::string& path, const Limits& limits,
                       std::vector<models::Diagnostic>& diagnostics) {
  Reporter reporter;
  const SourceText source(text, path, 0, limits);
  reporter.add_file(source);
  for (const SourceText::Problem& problem : source.problems())
    reporter.report(problem.code, problem.place, problem.message, problem.help);
  RowFile rows = cut_rows(source, limits, reporter);
  SyntaxFile out;
  out.path = path;
  out.markdown = source.markdown();
  out.crlf = source.crlf();
  out.final_newline = source.final_newline();
  KnownNames names;
  out.items.resize(rows.items.size());
  for (std::size_t i = 0; i < rows.items.size(); ++i) {
    if (needs_names(rows.items[i])) continue;
    Item& item = out.items[i] = read_item(rows.items[i], source, names, limits, reporter);
    if (const auto* phase = std::get_if<PhaseSyntax>(&item.content)) names.phases.insert(models::fold(unquoted(phase->name.text)));
    if (const auto* declaration = std::get_if<DeclarationSyntax>(&item.content)) {
      names.propositions.insert(models::fold(unquoted(declaration->phrase.text)));
      if (declaration->short_name) names.propositions.insert(models::fold(declaration->short_name->text));
    }
  }
  for (std::size_t i = 0; i < rows.items.size(); ++i)
    if (needs_names(rows.items[i])) out.items[i] = read_item(rows.items[i], source, names, limits, reporter);
  out.tail = std::move(rows.tail);
  for (auto& message : reporter.take()) diagnostics.push_back(std::move(message));
  return out;
}

}  // namespace realist::rules
