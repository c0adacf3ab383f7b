#include <optional>
#include <string>

#include "rules/lints/lints.h"
#include "rules/lints/phrase_words.h"
#include "rules/syntax_tree.h"

namespace realist::rules {
namespace {

using Words = std::vector<PhraseWord>;

struct Claims {
  std::string first, second;
};

// The first verb of words[begin, end), which opens with a subject of one to four words; `end` where there is none.
std::size_t verb_after_subject(const Words& words, std::size_t begin, std::size_t end) {
  constexpr std::size_t kLongestSubject = 4;
  for (std::size_t i = begin + 1; i < std::min(end, begin + kLongestSubject + 1); ++i) {
    if (words[i].text == "and" || words[i].text == "or") return end;
    if (is_finite_verb(words[i].text)) return i;
  }
  return end;
}

bool has_subordinator(const Words& words, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i)
    if (is_subordinator(words[i].text)) return true;
  return false;
}

// "the participant feels safe and knows what to do", "the participant feels safe and the practitioner is glad": on both sides of
// the "and" somebody does something of his own.
std::optional<Claims> claims_at(std::string_view phrase, const Words& words, std::size_t conjunction) {
  const std::size_t count = words.size(), after = conjunction + 1;
  if (!is_determiner(words.front().text) || has_subordinator(words, 0, conjunction)) return std::nullopt;
  const std::size_t verb = verb_after_subject(words, 0, conjunction);
  if (verb + 1 >= conjunction || after + 1 >= count) return std::nullopt;  // "meets and greets somebody" is one thing
  const std::string first(phrase.substr(0, words[conjunction - 1].end)), rest(phrase.substr(words[after].begin));
  if (is_finite_verb(words[after].text)) return Claims{first, std::string(phrase.substr(0, words[verb - 1].end)) + " " + rest};
  if (!is_determiner(words[after].text)) return std::nullopt;
  const std::size_t other = verb_after_subject(words, after, count);
  if (other == count || has_subordinator(words, after, other)) return std::nullopt;
  return Claims{first, rest};
}

std::optional<Claims> claims_of(std::string_view phrase) {
  if (phrase.find(" and ") == std::string_view::npos || phrase.find_first_of(";\"") != std::string_view::npos) return std::nullopt;
  const Words words = phrase_words(phrase);
  std::optional<Claims> found;
  for (std::size_t i = 2; i < words.size(); ++i) {
    if (words[i].text != "and") continue;
    if (found) return std::nullopt;  // a list of three: a person sees better where it parts
    found = claims_at(phrase, words, i);
    if (!found) return std::nullopt;
  }
  return found;
}

// Where the clause is one phrase alone, and nothing else looks at it, the split can be written for the author.
void offer_split(const LintInput& input, const models::Clause& clause, const Claims& claims, models::Diagnostic& message, LintReport& report) {
  const bool alone = clause.kind == models::Clause::Kind::Proposition && clause.text == input.proposition(clause.proposition).phrase;
  if (!alone || input.uses[clause.proposition].size() != 1 || clause.place.line != clause.place.end_line) return;
  report.reporter().fix(message, "split in two", clause.place, claims.first + "; and " + claims.second);
}

// A phrase in double quotes is meant as it stands.
bool is_in_quotes(const LintInput& input, models::PropositionIndex p) {
  const models::PropositionUse& use = input.uses[p].front();
  if (use.statement == models::kNone) return false;
  const std::string& text = input.theory.statements[use.statement].text;
  const std::size_t at = text.find(input.proposition(p).phrase);
  return at != std::string::npos && at > 0 && (text[at - 1] == '"' || text.substr(0, at).ends_with("“"));
}

const models::Clause* only_clause(const LintInput& input, models::PropositionIndex p) {
  const models::PropositionUse& use = input.uses[p].front();
  if (use.statement == models::kNone) return nullptr;
  const models::Statement& statement = input.theory.statements[use.statement];
  if (use.part == models::PropositionUse::Part::Antecedent) return &statement.antecedent;
  const bool plain_step = use.part == models::PropositionUse::Part::Step && !statement.steps[use.number - 1].negated;
  return plain_step ? &statement.steps[use.number - 1].clause : nullptr;
}

}  // namespace

void lint_two_claims(const LintInput& input, LintReport& report) {
  for (models::PropositionIndex p = 0; p < input.theory.propositions.size(); ++p) {
    const models::Proposition& proposition = input.proposition(p);
    // An indicator of several tests sees the parts apart.
    const bool seen_apart = proposition.indicator && proposition.indicator->kind == models::Condition::Kind::All;
    if (input.uses[p].empty() || seen_apart) continue;
    const std::optional<Claims> claims = claims_of(proposition.phrase);
    if (!claims || is_in_quotes(input, p)) continue;
    auto& message = report.tell("lint/two-claims", proposition.place, in_quotes(proposition.phrase) + " says two things, and one may come about without the other",
                                "join two phrases by a line `and …`, so that each can be seen by itself");
    message.notes.push_back(claims->first + "\nand " + claims->second);
    const models::Clause* clause = proposition.declared ? nullptr : only_clause(input, p);
    if (clause != nullptr) offer_split(input, *clause, *claims, message, report);
  }
}

}  // namespace realist::rules
