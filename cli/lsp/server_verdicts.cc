// What the theory and the data say of what is written: hover, colours, counts above statements, examples that are run.
#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "cli/example_run.h"
#include "cli/lsp/server.h"
#include "cli/result_words.h"
#include "engine/judge.h"
#include "rules/editing/tokens.h"

namespace realist::cli::lsp {
namespace {

using models::Theory;
using rules::Lexicon;

constexpr std::string_view kRunExample = "realist.runExample";

// Text of a file, shown as it is: nothing in it is taken for Markdown.
std::string shown(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 2'000)) {
    if (std::string_view("\\`*_{}[]<>#|~").find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

std::string evidence_words(const std::vector<models::Evidence>& evidence) {
  std::vector<std::string> parts;
  for (const models::Evidence& one : evidence) parts.push_back(one.count > 1 ? fmt::format("{} {}", one.count, one.source) : one.source);
  return joined(parts, ", ");
}

std::string verdict_counts(const engine::VerdictCounts& counts) {
  std::string out;
  for (const models::Verdict verdict : models::kVerdicts)
    if (counts[verdict] != 0) out += fmt::format("{}{} {}", out.empty() ? "" : " · ", counts[verdict], models::to_string(verdict));
  return out.empty() ? "no cases" : out;
}

std::string proposition_counts(const engine::PropositionSummary& summary) {
  std::string out;
  const auto add = [&](std::uint64_t count, std::string_view word) {
    if (count != 0 && !word.empty()) out += fmt::format("{}{} {}", out.empty() ? "" : " · ", count, word);
  };
  for (std::size_t i = 1; i < summary.verdicts.size(); ++i) add(summary.verdicts[i], models::to_string(static_cast<models::PropositionVerdict>(i)));
  for (std::size_t i = 1; i < summary.readings.size(); ++i) add(summary.readings[i], models::to_string(static_cast<models::Reading>(i)));
  return out;
}

std::string day_of(const CheckedTheory& checked) { return checked.as_of ? models::to_string(*checked.as_of).substr(0, 10) : std::string(); }

std::string about_proposition(const CheckedTheory& checked, models::PropositionIndex index) {
  const Theory& theory = checked.read->theory;
  const models::Proposition& p = theory.propositions[index];
  std::vector<std::string> roles;
  for (const models::Role role : p.roles) roles.emplace_back(models::to_string(role));
  std::string text = fmt::format("**{}**\n\n{}{}", shown(p.phrase), joined(roles, ", "), p.short_name.empty() ? "" : " · " + shown(p.short_name));
  if (p.level != models::Level::None) text += fmt::format(" · {}", models::to_string(p.level));
  if (!p.of.empty()) text += " · of " + shown(p.of);
  if (!p.actor.empty()) text += " · " + shown(p.actor);
  text += p.observed_when.empty() ? "\n\nnot observed: no indicator" : "\n\nobserved when " + shown(p.observed_when);
  if (!p.evidence.empty()) text += "\n\nevidence: " + shown(evidence_words(p.evidence));
  for (const std::string& note : p.notes) text += "\n\n" + shown(note);
  if (checked.counts && index < checked.counts->propositions.size())
    if (const std::string counts = proposition_counts(checked.counts->propositions[index]); !counts.empty())
      text += fmt::format("\n\n{} in {} cases as of {}", counts, checked.counts->cases, day_of(checked));
  return text;
}

std::string about_statement(const CheckedTheory& checked, models::StatementIndex index) {
  const models::Statement& s = checked.read->theory.statements[index];
  std::string text = fmt::format("**{}**\n\n{}", shown(s.label), shown(s.text));
  if (!s.evidence.empty()) text += "\n\nevidence: " + shown(evidence_words(s.evidence));
  if (checked.counts && index < checked.counts->statements.size())
    text += fmt::format("\n\n{} of {} cases as of {}", verdict_counts(checked.counts->statements[index].cases), checked.counts->cases, day_of(checked));
  return text;
}

std::size_t file_of(const Theory& theory, const std::string& path) {
  return static_cast<std::size_t>(std::find_if(theory.files.begin(), theory.files.end(), [&](const auto& file) { return file.path == path; }) - theory.files.begin());
}

}  // namespace

// --- Hover -----------------------------------------------------------------------------------------------------------

// By name, in the theories as they were last checked: that may be a moment ago.
Json Server::hover(const Json& params) {
  const Named found = name_at(params, false);
  if (found.spot == Lexicon::kNothing) return nullptr;
  const rules::Spot& spot = found.names->spots()[found.spot];
  std::string text;
  for (const std::string& root : workspace_.roots_of(found.path)) {
    const auto checked = checked_.find(root);
    if (checked == checked_.end() || !text.empty()) continue;
    const Theory& theory = checked->second.read->theory;
    if (spot.word->kind == rules::Word::Kind::Label && found.names->proposition_at(found.spot) == Lexicon::kNothing) {
      const auto statement = models::find_statement(theory, spot.word->text.text);
      if (statement != models::kNone) text = about_statement(checked->second, statement);
    } else if (found.names->proposition_at(found.spot) != Lexicon::kNothing) {
      const auto proposition = models::find_proposition(theory, spot.folded);
      if (proposition.index != models::kNone) text = (proposition.opposite ? "not: " : "") + about_proposition(checked->second, proposition.index);
    }
  }
  if (text.empty()) return nullptr;
  const TextLines& lines = *workspace_.lines(found.path);
  return {{"contents", {{"kind", "markdown"}, {"value", text}}}, {"range", to_json(lines.client(spot.place, unit_))}};
}

// --- Colours ---------------------------------------------------------------------------------------------------------

// Five numbers a token, each counted from the one before.
std::vector<std::uint32_t> Server::token_data(const std::string& path, std::uint32_t first, std::uint32_t last) {
  const auto reading = workspace_.reading(path);
  const TextLines& lines = *workspace_.lines(path);
  std::vector<std::uint32_t> data;
  ClientPosition before;
  for (const rules::Token& token : rules::tokens_of(*reading, first, last)) {
    const ClientPosition start = lines.client(token.line, token.column, unit_), end = lines.client(token.line, token.end_column, unit_);
    if (end <= start) continue;
    const bool same_line = start.line == before.line;
    data.insert(data.end(), {static_cast<std::uint32_t>(start.line - before.line),
                             static_cast<std::uint32_t>(same_line ? start.character - before.character : start.character),
                             static_cast<std::uint32_t>(end.character - start.character), static_cast<std::uint32_t>(token.type), token.modifiers});
    before = start;
  }
  return data;
}

Json Server::tokens_full(const Json& params) {
  std::string path;
  lines_in(params, path);
  Coloured& last = coloured_[path];
  last.data = token_data(path, 1, UINT32_MAX);
  ++last.number;
  return {{"resultId", std::to_string(last.number)}, {"data", last.data}};
}

// What differs from the last answer, cut off at both ends.
Json Server::tokens_delta(const Json& params) {
  std::string path;
  lines_in(params, path);
  const auto found = coloured_.find(path);
  if (found == coloured_.end() || std::to_string(found->second.number) != string_in(params, "previousResultId")) return tokens_full(params);
  Coloured& last = found->second;
  std::vector<std::uint32_t> now = token_data(path, 1, UINT32_MAX);
  const std::size_t shorter = std::min(now.size(), last.data.size());
  std::size_t begin = 0, end = 0;
  while (begin < shorter && now[begin] == last.data[begin]) ++begin;
  while (end < shorter - begin && now[now.size() - 1 - end] == last.data[last.data.size() - 1 - end]) ++end;
  Json edits = Json::array();
  if (begin != now.size() || begin != last.data.size()) {
    const std::vector<std::uint32_t> put(now.begin() + static_cast<std::ptrdiff_t>(begin), now.end() - static_cast<std::ptrdiff_t>(end));
    edits.push_back({{"start", begin}, {"deleteCount", last.data.size() - begin - end}, {"data", put}});
  }
  last.data = std::move(now);
  ++last.number;
  return {{"resultId", std::to_string(last.number)}, {"edits", std::move(edits)}};
}

Json Server::tokens_range(const Json& params) {
  std::string path;
  lines_in(params, path);
  const ClientRange range = range_in(params, "range");
  return {{"data", token_data(path, static_cast<std::uint32_t>(range.start.line + 1), static_cast<std::uint32_t>(std::min<std::size_t>(range.end.line + 1, UINT32_MAX)))}};
}

// --- Above statements and examples -----------------------------------------------------------------------------------

// Of the theory that was checked last, as far as its items still stand where they stood: found by label and title.
Json Server::code_lens(const Json& params) {
  std::string path;
  const TextLines& lines = lines_in(params, path);
  const auto reading = workspace_.reading(path);
  const CheckedTheory* checked = nullptr;
  for (const std::string& root : workspace_.roots_of(path))
    if (const auto found = checked_.find(root); found != checked_.end() && checked == nullptr) checked = &found->second;
  Json lenses = Json::array();
  for (const auto& at : reading->items) {
    const Json range = to_json(ClientRange{lines.client(at.first_line, 1, unit_), lines.client(at.first_line, UINT32_MAX, unit_)});
    if (at.item->opens == rules::RowKind::Example)
      lenses.push_back({{"range", range},
                        {"command", {{"title", "run this example"}, {"command", kRunExample}, {"arguments", {uri_of(path), at.item->title}}}}});
    if (at.item->opens != rules::RowKind::Statement || checked == nullptr || !checked->counts || at.item->label.empty()) continue;
    const auto statement = models::find_statement(checked->read->theory, at.item->label);
    if (statement == models::kNone || statement >= checked->counts->statements.size()) continue;
    lenses.push_back({{"range", range}, {"command", {{"title", verdict_counts(checked->counts->statements[statement].cases)}, {"command", ""}}}});
  }
  return lenses;
}

Json Server::execute_command(const Json& params) {
  const std::string command = string_in(params, "command");
  if (command != kRunExample) throw RequestFailure(kInvalidParams, fmt::format("there is no command `{}` here", command));
  const Json& arguments = member(params, "arguments");
  if (!arguments.is_array() || arguments.size() < 2 || !arguments[0].is_string() || !arguments[1].is_string())
    throw RequestFailure(kInvalidParams, "which example? Two texts are needed: a file's URI and a title");
  return run_one_example(path_in({{"textDocument", {{"uri", arguments[0]}}}}), arguments[1].get<std::string>());
}

// Read as it stands now: an example is run because something was just changed.
Json Server::run_one_example(const std::string& path, const std::string& title) {
  for (const std::string& root : workspace_.roots_of(path)) {
    const auto texts = workspace_.open_texts();
    const rules::ReadResult read = rules::read_theory(root, [&](const std::string& wanted) {
      const auto open = texts.find(wanted);
      return open == texts.end() ? workspace_.access().read(root, wanted) : rules::FileText{*open->second, ""};
    }, options_.limits.theory);
    if (!read.ok()) throw RequestFailure(kRequestFailed, "the theory has errors; its examples can be run once they are mended");
    const std::size_t file = file_of(read.theory, path);
    for (const models::Example& example : read.theory.examples) {
      if (example.place.file != file || example.title != title) continue;
      const ExampleOutcome outcome = run_example(read.theory, *engine::compile(read.theory), example);
      Json expectations = Json::array();
      std::string text = outcome.failed == 0 ? fmt::format("{}: as expected", title) : fmt::format("{}: {} of {} not as expected", title, outcome.failed, outcome.expectations.size());
      for (const ExpectationOutcome& one : outcome.expectations) {
        expectations.push_back({{"expected", one.expected}, {"got", one.got}, {"met", one.met}});
        if (!one.met) text += fmt::format("\nexpected {}, got {}", one.expected, one.got);
      }
      constexpr int kWarning = 2, kInfo = 3;
      notify("window/showMessage", {{"type", outcome.failed == 0 ? kInfo : kWarning}, {"message", text}});
      return {{"title", title}, {"failed", outcome.failed}, {"expectations", std::move(expectations)}};
    }
  }
  throw RequestFailure(kRequestFailed, fmt::format("there is no example “{}” in this file", title));
}

}  // namespace realist::cli::lsp
