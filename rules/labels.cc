#include "rules/labels.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "models/sha256.h"
#include "rules/characters.h"

namespace realist::rules {
namespace {

constexpr std::string_view kSmallWords[] = {"a",    "an",  "and",  "are",  "as",   "at",   "be",   "been", "by",   "can",
                                            "do",   "for", "from", "had",  "has",  "have", "he",   "her",  "his",  "if",
                                            "in",   "is",  "it",   "its",  "may",  "of",   "on",   "or",   "she",  "that",
                                            "the",  "their", "them", "there", "they", "this", "to", "was",  "were", "which",
                                            "will", "with", "would", "your", "you", "more", "what", "who", "not"};

bool is_small(std::string_view word) { return std::find(std::begin(kSmallWords), std::end(kSmallWords), word) != std::end(kSmallWords); }

// Appends up to `most` words of `phrase`, joined by hyphens; small words only where there is nothing else.
void append_words(std::string& out, std::string_view phrase, std::size_t most, bool skip_small) {
  const std::string folded = models::fold(phrase);
  std::size_t taken = 0;
  for (std::size_t at = 0; at < folded.size() && taken < most;) {
    std::size_t end = at;
    while (end < folded.size() && (is_word_start(std::string_view(folded).substr(end, 1)) || static_cast<unsigned char>(folded[end]) >= 0x80)) ++end;
    const std::string_view word = cut(std::string_view(folded).substr(at, end - at), 24);
    if (!word.empty() && !(skip_small && is_small(word))) {
      if (!out.empty()) out += '-';
      out += word;
      ++taken;
    }
    at = std::max(end, at + 1);
  }
  if (taken == 0 && skip_small) append_words(out, phrase, most, false);
}

const models::Clause& first_proposition(const models::Clause& clause) {
  const models::Clause* at = &clause;
  while (at->kind != models::Clause::Kind::Proposition && !at->parts.empty()) at = &at->parts.front();
  return *at;
}

std::string words_of(const models::Statement& statement) {
  constexpr std::size_t kEach = 3;
  std::string out;
  append_words(out, first_proposition(statement.antecedent).text, kEach, true);
  const models::Step& last = statement.steps.back();
  if (last.negated) out += "-not";
  append_words(out, first_proposition(last.clause).text, kEach, true);
  return out.empty() ? "statement" : out;
}

std::string mark_of(const models::Theory& theory, models::Statement& statement) {
  return models::sha256(meaning(theory, statement)).substr(0, 4);
}

}  // namespace

std::string meaning(const models::Theory& theory, models::Statement& statement) {
  auto evidence = std::exchange(statement.evidence, {});
  auto sources = std::exchange(statement.sources, {});
  auto notes = std::exchange(statement.notes, {});
  std::string out = dump(theory, statement);
  statement.evidence = std::move(evidence);
  statement.sources = std::move(sources);
  statement.notes = std::move(notes);
  return out;
}

std::string slug(std::string_view phrase, std::size_t most) {
  std::string out;
  append_words(out, phrase, most, false);
  return out.empty() ? "x" : out;
}

void make_labels(models::Theory& theory) {
  std::unordered_set<std::string> taken;
  std::unordered_map<std::string, std::size_t> wanted;
  std::vector<std::string> words(theory.statements.size());
  for (std::size_t i = 0; i < theory.statements.size(); ++i) {
    const models::Statement& statement = theory.statements[i];
    if (statement.otherwise_of != models::kNone) continue;
    if (statement.label_written) taken.insert(models::fold(statement.label));
    else if (!statement.steps.empty()) ++wanted[words[i] = words_of(statement)];
  }
  for (std::size_t i = 0; i < theory.statements.size(); ++i) {
    models::Statement& statement = theory.statements[i];
    if (statement.otherwise_of != models::kNone) {
      statement.label = theory.statements[statement.otherwise_of].label + "/otherwise";
      continue;
    }
    if (statement.label_written) continue;
    std::string label = words[i];
    if (wanted[label] > 1 || taken.count(label) != 0) label += "-" + mark_of(theory, statement);
    const std::string base = label;
    for (std::size_t n = 2; !taken.insert(label).second; ++n) label = base + "-" + std::to_string(n);
    statement.label = std::move(label);
  }
}

}  // namespace realist::rules
