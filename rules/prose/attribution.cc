#include "rules/prose/attribution.h"

#include "rules/prose/lexicon.h"

namespace realist::rules::prose {
namespace {

constexpr std::size_t kMostWords = 14;

bool names_nobody(const Word& word) {
  return word.is_one_of({"it", "this", "that", "these", "there", "we", "i", "you", "they", "he", "she", "to", "what", "which", "working", "please", "then", "when", "as"}) || is_personal_pronoun(word.low);
}

bool is_helper(const Word& word) {
  return is_finite(word.low) || is_adverb(word.low) || word.is_one_of({"been", "be", "being"});
}

std::string between(std::string_view sentence, const std::vector<Word>& words, std::size_t first, std::size_t last) {
  if (first >= last || last - first > kMostWords || names_nobody(words[first])) return {};
  return std::string(sentence.substr(words[first].span.begin, words[last - 1].span.end - words[first].span.begin));
}

}  // namespace

std::string attributed_to(std::string_view sentence, const std::vector<Word>& words, const Span& attribution) {
  std::size_t first = 0, end = 0;
  while (first < words.size() && words[first].span.begin < attribution.begin) ++first;
  for (end = first; end < words.size() && words[end].span.end <= attribution.end;) ++end;
  std::size_t verb = first;
  while (verb < end && !is_reporting(words[verb].low)) ++verb;
  if (verb == end || verb == first) return {};
  if (words[first].is_one_of({"in", "from", "through", "according"})) {  // In X we found that
    std::size_t last = first + 1;
    while (last < verb && words[last].kind == WordKind::Word && !is_personal_pronoun(words[last].low)) ++last;
    return last < verb ? between(sentence, words, first + (words[first].is("according") ? 2 : 1), last) : std::string();
  }
  while (first < verb && (opens_lightly(words[first].low) || words[first].kind != WordKind::Word) && !is_determiner(words[first].low)) ++first;
  std::size_t last = verb;
  while (last > first && is_helper(words[last - 1])) --last;
  return between(sentence, words, first, last);
}

}  // namespace realist::rules::prose
