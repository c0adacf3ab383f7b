#include "cli/codebook_entry.h"

#include <fmt/core.h>

#include <algorithm>

namespace realist::cli {
namespace {

using models::PropositionUse;
using models::Theory;

void add_once(std::vector<std::string>& list, std::string words) {
  if (std::find(list.begin(), list.end(), words) == list.end()) list.push_back(std::move(words));
}

void add_grounds(CodebookEntry& entry, const std::vector<models::Evidence>& evidence, const std::vector<models::SourceReference>& sources) {
  for (const models::Evidence& e : evidence) add_once(entry.evidence, e.count == 1 ? e.source : fmt::format("{} {}", e.count, e.source));
  for (const models::SourceReference& source : sources) add_once(entry.sources, words_of(source));
}

CodebookEntry entry_of(const Theory& theory, models::PropositionIndex index, const std::vector<PropositionUse>& uses) {
  const models::Proposition& proposition = theory.propositions[index];
  CodebookEntry entry;
  entry.proposition = &proposition;
  entry.role = proposition.declared_role;
  if (!entry.role && !proposition.roles.empty()) entry.role = proposition.roles.front();
  if (proposition.place.file < theory.files.size()) entry.file = theory.files[proposition.place.file].path;
  add_grounds(entry, proposition.evidence, proposition.sources);
  for (const PropositionUse& use : uses) {
    add_once(entry.used_in, use_words(theory, use));
    if (use.statement != models::kNone) add_grounds(entry, theory.statements[use.statement].evidence, theory.statements[use.statement].sources);
  }
  return entry;
}

}  // namespace

std::vector<CodebookEntry> codebook_entries(const Theory& theory) {
  const auto uses = models::proposition_uses(theory);
  std::vector<CodebookEntry> entries;
  for (models::PropositionIndex p = 0; p < theory.propositions.size(); ++p) entries.push_back(entry_of(theory, p, uses[p]));
  return entries;
}

std::string look_for(const models::Proposition& proposition) {
  const std::string degrees = proposition.membership ? "degrees: " + proposition.membership->text : "";
  if (!proposition.indicator) return proposition.membership ? "a person's judgement, as a number; " + degrees : "a person's judgement: yes, partly or no";
  return proposition.membership ? proposition.observed_when + "; " + degrees : proposition.observed_when;
}

std::string use_words(const Theory& theory, const PropositionUse& use) {
  using Part = PropositionUse::Part;
  if (use.part == Part::NotApplicable) return "not applicable when";
  if (use.part == Part::Indicator) return "indicator of " + theory.propositions[use.proposition].phrase;
  const models::Statement& statement = theory.statements[use.statement];
  const bool only_if = statement.form == models::Form::OnlyIf;
  switch (use.part) {
    case Part::Antecedent: return statement.label + (only_if ? " (then)" : statement.otherwise_of != models::kNone ? " (where it fails)" : " (if)");
    case Part::Step: return only_if ? statement.label + " (only if)" : fmt::format("{} (step {})", statement.label, use.number);
    case Part::WindowBound: return fmt::format("{} (bound of step {})", statement.label, use.number);
    default: return statement.label + " (unless)";
  }
}

std::string words_of(const models::SourceReference& source) {
  if (source.line == 0) return source.document;
  if (source.last_line > source.line) return fmt::format("{}, lines {}–{}", source.document, source.line, source.last_line);
  return fmt::format("{}, line {}", source.document, source.line);
}

}  // namespace realist::cli
