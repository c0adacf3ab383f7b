#include "cli/directions.h"

#include <fmt/core.h>

#include <algorithm>

#include "cli/logging.h"
#include "cli/set_words.h"
#include "cli/stops.h"
#include "cli/theory_files.h"
#include "engine/theory_claims.h"
#include "models/theory_graph.h"

namespace realist::cli {
namespace {

using engine::Expectation;

bool is_positional(const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(), [](const std::string& w) { return w == "0" || w == "1" || w == "-"; });
}

// "A,~B" by name, or "1,0,-" one for each condition, as the field writes it.
std::vector<Expectation> expectations_written(const std::vector<std::string>& words, const std::vector<std::string>& names) {
  std::vector<Expectation> all(names.size(), Expectation::None);
  if (is_positional(words)) {
    if (words.size() != names.size())
      throw UsageError(fmt::format("--dir-exp: {} values for {} conditions ({}); give one for each, or name them as in A,~B", words.size(), names.size(), listed(names)));
    for (std::size_t c = 0; c < words.size(); ++c)
      all[c] = words[c] == "1" ? Expectation::Present : words[c] == "0" ? Expectation::Absent : Expectation::None;
    return all;
  }
  for (const std::string& word : words) {
    const bool absent = word.starts_with('~');
    Expectation& one = all[column_called(names, word.substr(absent ? 1 : 0), "--dir-exp")];
    if (one != Expectation::None) throw UsageError(fmt::format("--dir-exp: {} is named twice", word.substr(absent ? 1 : 0)));
    one = absent ? Expectation::Absent : Expectation::Present;
  }
  return all;
}

// The proposition a column is about; index kNone where the theory has none such.
models::FoundProposition proposition_called(const models::Theory& theory, const std::string& column) {
  const std::vector<std::string> plain = engine::TheoryClaims::plain_names(theory);
  const auto at = std::find(plain.begin(), plain.end(), column);
  if (at != plain.end()) return {static_cast<models::PropositionIndex>(at - plain.begin()), false};
  return models::find_proposition(theory, column);
}

Expectation expectation_of(const models::Influence& influence, bool turned) {
  if (influence.helps == influence.hinders) return Expectation::None;
  return influence.helps != turned ? Expectation::Present : Expectation::Absent;
}

// Why nothing is expected of a column.
std::string silence(const models::FoundProposition& found, const models::Influence& influence) {
  if (found.index == models::kNone) return "it does not know it";
  return influence.helps ? "it says that it helps and that it hinders" : "nothing leads from it to the outcome";
}

std::vector<Expectation> expectations_of(const models::Theory& theory, const std::string& path, const std::vector<std::string>& names,
                                         const ExpectedOutcome& outcome) {
  const models::FoundProposition to = proposition_called(theory, outcome.name);
  if (to.index == models::kNone)
    throw UsageError(fmt::format("--dir-exp {}: the theory has no proposition \"{}\", the outcome; name the column as its short name or phrase", path, outcome.name));
  const models::TheoryGraph graph = models::theory_graph(theory);
  std::vector<Expectation> all;
  std::vector<std::string> expected;
  for (const std::string& name : names) {
    const models::FoundProposition from = proposition_called(theory, name);
    const models::Influence influence = from.index == models::kNone ? models::Influence{} : models::influence(graph, from.index, to.index);
    all.push_back(expectation_of(influence, (from.opposite != to.opposite) != outcome.absent));
    if (all.back() != Expectation::None) expected.push_back((all.back() == Expectation::Absent ? "~" : "") + name);
    else say_note(fmt::format("{} expects nothing of {}: {}", path, name, silence(from, influence)));
  }
  say_note(expected.empty() ? fmt::format("{} expects nothing of any condition", path) : fmt::format("{} expects {}", path, listed(expected)));
  return all;
}

}  // namespace

std::optional<std::vector<Expectation>> expectations_from(const std::vector<std::string>& words, const std::vector<std::string>& names,
                                                          const ExpectedOutcome& outcome) {
  if (words.size() != 1 || !is_theory_path(words.front())) return expectations_written(words, names);
  const std::vector<models::Theory> theories = read_sound_theories(words, {});
  if (theories.empty()) return std::nullopt;
  return expectations_of(theories.front(), words.front(), names, outcome);
}

}  // namespace realist::cli
