#include "models/source_index.h"

#include <algorithm>
#include <tuple>

namespace realist::models {
namespace {

auto order(const SourceEntry& entry) {
  return std::tie(entry.source.document, entry.source.line, entry.source.last_line, entry.statement, entry.proposition);
}

bool said_before(const Theory& theory, StatementIndex s, const SourceReference& source) {
  const StatementIndex main = theory.statements[s].otherwise_of;
  if (main == kNone) return false;
  const auto& sources = theory.statements[main].sources;
  return std::find(sources.begin(), sources.end(), source) != sources.end();
}

}  // namespace

std::vector<SourceEntry> source_index(const Theory& theory) {
  std::vector<SourceEntry> entries;
  for (StatementIndex s = 0; s < theory.statements.size(); ++s)
    for (const SourceReference& source : theory.statements[s].sources)
      if (!said_before(theory, s, source)) entries.push_back({source, s, kNone});
  for (PropositionIndex p = 0; p < theory.propositions.size(); ++p)
    for (const SourceReference& source : theory.propositions[p].sources) entries.push_back({source, kNone, p});
  std::sort(entries.begin(), entries.end(), [](const SourceEntry& a, const SourceEntry& b) { return order(a) < order(b); });
  const auto alike = [](const SourceEntry& a, const SourceEntry& b) { return order(a) == order(b); };
  entries.erase(std::unique(entries.begin(), entries.end(), alike), entries.end());
  return entries;
}

}  // namespace realist::models
