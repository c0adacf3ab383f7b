#include "cli/edit_words.h"

#include <fmt/core.h>

#include "cli/plain_words.h"
#include "cli/result_words.h"

namespace realist::cli {
namespace {

using engine::HeaderChange;
using engine::PartChange;
using engine::PropositionChange;
using engine::StatementMatch;
using models::Proposition;
using models::Statement;
using models::Step;
using models::Theory;
using How = PartChange::How;
using Part = PartChange::Part;

std::string quoted(const std::string& text) { return "“" + text + "”"; }

std::string sources_words(const Statement& statement) {
  std::vector<std::string> words;
  for (const models::Evidence& evidence : statement.evidence)
    words.push_back(evidence.count == 1 ? evidence.source : fmt::format("{} {}", evidence.count, evidence.source));
  for (const models::SourceReference& source : statement.sources)
    words.push_back(source.line == 0 ? "source " + source.document : fmt::format("source {}, line {}", source.document, source.line));
  return joined(words, ", ");
}

std::string step_text(const Theory& theory, const Statement& statement, std::uint32_t step) {
  return step == 0 ? "" : written_words(theory, statement.steps[step - 1]);
}

std::string text_of(const Theory& theory, const Statement& statement, Part part, std::uint32_t which) {
  switch (part) {
    case Part::Label: return statement.label;
    case Part::Form: return std::string(models::to_string(statement.form));
    case Part::Opening: return clause_words(theory, statement.antecedent);
    case Part::Step: return step_text(theory, statement, which);
    case Part::Window: return which == 0 ? "" : statement.steps[which - 1].window.text;
    case Part::Role: return which == 0 ? "" : std::string(models::to_string(statement.steps[which - 1].role));
    case Part::Unless: return which == 0 ? "" : clause_words(theory, statement.unless[which - 1]);
    case Part::Because: return statement.because;
    case Part::Evidence: return sources_words(statement);
  }
  return "";
}

// "step 2", "window of step 2": as it is counted now, or was where it is gone.
std::string name_of(const PartChange& change) {
  const std::uint32_t step = change.after != 0 ? change.after : change.before;
  switch (change.part) {
    case Part::Step: return fmt::format("step {}", step);
    case Part::Window: return fmt::format("window of step {}", step);
    case Part::Role: return fmt::format("role of step {}", step);
    case Part::Opening: return "what it opens with";
    case Part::Evidence: return "evidence and sources";
    default: return part_word(change.part);
  }
}

std::string was_is(const std::string& name, const std::string& before, const std::string& after) {
  if (before.empty()) return fmt::format("{}: new: {}", name, quoted(after));
  if (after.empty()) return fmt::format("{}: gone: {}", name, quoted(before));
  return fmt::format("{}: was {}; is {}", name, quoted(before), quoted(after));
}

std::string names_words(const Proposition& proposition) {
  std::vector<std::string> names = proposition.also;
  for (const std::string& opposite : proposition.opposite) names.push_back("opposite: " + opposite);
  return joined(names, ", ");
}

std::string role_words(const Proposition& proposition) { return proposition.declared_role ? std::string(models::to_string(*proposition.declared_role)) : ""; }

}  // namespace

const char* part_word(Part part) {
  constexpr const char* kWords[] = {"label", "form", "opening", "step", "window", "role", "unless", "because", "evidence"};
  return kWords[static_cast<std::size_t>(part)];
}

const char* how_word(How how) {
  constexpr const char* kWords[] = {"added", "removed", "reworded", "changed"};
  return kWords[static_cast<std::size_t>(how)];
}

const char* header_word(HeaderChange::What what) {
  constexpr const char* kWords[] = {"Case", "Default window", "Not applicable when", "Events", "Phase"};
  return kWords[static_cast<std::size_t>(what)];
}

std::string part_before(const Versions& versions, const StatementMatch& match, const PartChange& change) {
  return text_of(versions.before, versions.before.statements[match.before], change.part, change.before);
}

std::string part_after(const Versions& versions, const StatementMatch& match, const PartChange& change) {
  return text_of(versions.after, versions.after.statements[match.after], change.part, change.after);
}

std::string change_words(const Versions& versions, const StatementMatch& match, const PartChange& change) {
  const std::string before = change.how == How::Added ? "" : part_before(versions, match, change);
  const std::string after = change.how == How::Removed ? "" : part_after(versions, match, change);
  if (change.part == Part::Label) return "its label was " + before;
  if (change.how == How::Changed && before == after) return name_of(change) + ": read otherwise, in the same words";
  return was_is(name_of(change) + (change.how == How::Reworded ? ", reworded" : ""), before, after);
}

std::string change_words(const HeaderChange& change) {
  return was_is(header_word(change.what) + (change.name.empty() ? "" : " " + change.name), change.before, change.after);
}

std::vector<std::string> change_words(const Versions& versions, const PropositionChange& change) {
  const Proposition &before = versions.before.propositions[change.before], &after = versions.after.propositions[change.after];
  std::vector<std::string> lines;
  if (change.phrase) lines.push_back(was_is("reworded", before.phrase, after.phrase));
  if (change.indicator) lines.push_back(was_is("observed when", before.observed_when, after.observed_when));
  if (change.role) lines.push_back(was_is("declared role", role_words(before), role_words(after)));
  if (change.of) lines.push_back(was_is("of", before.of, after.of));
  if (change.names) lines.push_back(was_is("other names", names_words(before), names_words(after)));
  if (change.membership) lines.push_back(was_is("membership", before.membership ? before.membership->text : "", after.membership ? after.membership->text : ""));
  return lines;
}

const std::string& label_of(const Versions& versions, const StatementMatch& match) {
  return match.after != models::kNone ? versions.after.statements[match.after].label : versions.before.statements[match.before].label;
}

}  // namespace realist::cli
