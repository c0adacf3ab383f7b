#include "rules/editing/rename.h"

#include <algorithm>
#include <string>

#include "rules/characters.h"
#include "rules/statement_grammar.h"

namespace realist::rules {
namespace {

using Kind = Word::Kind;
using Use = Word::Use;

Text line_of(std::string_view words) {
  Text text;
  text.text = words;
  text.pieces.push_back({0, 1, 1});
  return text;
}

// Whether a step could hold the words as they are and take all of them for its phrase.
bool reads_as_phrase(std::string_view words) {
  const Text line = line_of(words);
  const auto segments = cut_clauses(line, Joint::Then, true, {});
  if (segments.size() != 1 || segments[0].words.text != words || !segments[0].window.empty() || segments[0].at_any_time) return false;
  if (!segments[0].false_windows.empty() || !segments[0].unclosed_quote.empty()) return false;
  Opening opening = Opening::If;
  return read_clause_head(words, true).end == 0 && match_opening(words, opening) == 0;
}

bool is_one_word(std::string_view words) {
  for (; !words.empty(); words.remove_prefix(character_at_start(words)))
    if (blank_at_start(words) != 0 || words[0] == ':' || words[0] == '(' || words[0] == ')' || words[0] == ',') return false;
  return true;
}

bool in_sentence(Use use) {
  return use == Use::Antecedent || use == Use::Step || use == Use::Unless || use == Use::Because || use == Use::Declared || use == Use::Also ||
         use == Use::Opposite || use == Use::NotApplicable || use == Use::Bound;
}

std::string fault_in(const Lexicon& names, std::size_t spot, std::string_view to) {
  const Spot& at = names.spots()[spot];
  if (to.empty()) return "the new name is empty";
  if (to.find_first_of("\r\n\"{}") != std::string_view::npos) return "a name has no line ends, double quotes or braces in it";
  if (count_characters(to) > Limits{}.phrase_characters) return "the new name is longer than a phrase may be";
  const std::string folded = models::fold(to);
  if (folded.empty()) return "the new name is empty";
  if (at.word->kind == Kind::Label) {
    if (!is_one_word(to) || to.find_first_of("/[]") != std::string_view::npos) return "a label is one word without a slash";
    if (folded != at.folded && names.has_label(folded)) return "another statement has that label already";
    return "";
  }
  if (at.word->kind == Kind::Phase) return "";
  const std::vector<std::size_t> all = names.spots_like(spot);
  const bool short_name = std::any_of(all.begin(), all.end(), [&](std::size_t i) {
    return names.spots()[i].word->use == Use::ShortName && names.spots()[i].folded == at.folded;
  });
  if (short_name && !is_one_word(to)) return "a short name is one word";
  if (folded != at.folded && names.proposition_named(folded) != Lexicon::kNothing) return "that already names a proposition, and the two would become one";
  return "";
}

}  // namespace

bool can_rename(const Lexicon& names, std::size_t spot) {
  const Kind kind = names.spots()[spot].word->kind;
  return kind == Kind::Phrase || kind == Kind::Label || kind == Kind::Phase;
}

std::variant<std::vector<RenameEdit>, RenameFault> rename(const Lexicon& names, std::size_t spot, std::string_view to) {
  to = trimmed(to);
  if (!can_rename(names, spot)) return RenameFault{"only phrases, short names, labels and phases can be renamed"};
  if (std::string fault = fault_in(names, spot, to); !fault.empty()) return RenameFault{std::move(fault)};
  const Spot& named = names.spots()[spot];
  const bool plain = reads_as_phrase(to);
  std::vector<RenameEdit> edits;
  for (const std::size_t i : names.spots_like(spot)) {
    const Spot& at = names.spots()[i];
    if (at.folded != named.folded) continue;
    const bool phrase = at.word->kind == Kind::Phrase && in_sentence(at.word->use) && !plain;
    const bool phase = at.word->kind == Kind::Phase && !is_one_word(to);
    const bool quotes = !at.word->quoted && (phrase || phase);
    edits.push_back({at.file, at.place, quotes ? "\"" + std::string(to) + "\"" : std::string(to)});
  }
  return edits;
}

}  // namespace realist::rules
