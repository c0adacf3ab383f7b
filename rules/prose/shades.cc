#include "rules/prose/shades.h"

#include <algorithm>
#include <array>
#include <optional>

#include "rules/characters.h"
#include "rules/prose/lexicon.h"

namespace realist::rules::prose {
namespace {

using Indices = std::vector<std::size_t>;

// The words of the part itself, tags left out.
Indices words_in(const std::vector<Word>& words, const Part& part) {
  Indices found;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i].kind == WordKind::Word && words[i].span.begin >= part.span.begin && words[i].span.end <= part.span.end) found.push_back(i);
  return found;
}

std::optional<Strength> strength_of(const Word& word) {
  if (word.is_one_of({"unlikely"})) return Strength::Unlikely;
  if (word.is_one_of({"likely", "generally", "tend", "tends", "tended", "typically", "usually", "often", "probably", "mostly"})) return Strength::Tendency;
  if (word.is_one_of({"can", "could", "may", "might", "can't", "cannot", "couldn't", "potential", "possibly", "possible", "sometimes"})) return Strength::Possibility;
  if (word.is_one_of({"seem", "seems", "seemed", "appear", "appears", "appeared", "perhaps", "arguably", "said", "regarded"})) return Strength::Weak;
  if (word.is_one_of({"should", "must", "ought", "need", "needs", "important", "critical", "crucial", "essential", "vital", "shouldn't"})) return Strength::Duty;
  return std::nullopt;
}

bool is_number(const Word& word) {
  return (!word.low.empty() && std::all_of(word.low.begin(), word.low.end(), is_digit)) ||
         word.is_one_of({"a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"});
}

bool is_unit(const Word& word) {
  return word.is_one_of({"second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"});
}

// "24 hours", "a week": as the language writes it.
std::optional<std::string> length_at(const std::vector<Word>& words, const Indices& in, std::size_t k) {
  if (k + 2 > in.size() || k + 1 >= in.size()) return std::nullopt;
  if (!is_number(words[in[k]]) || !is_unit(words[in[k + 1]])) return std::nullopt;
  return words[in[k]].low + " " + words[in[k + 1]].low;
}

struct FoundWindow {
  std::size_t begin = 0, end = 0;  // of the part's words
  std::string text;
};

std::optional<FoundWindow> window_at(const std::vector<Word>& words, const Indices& in, std::size_t k) {
  const auto is = [&](std::size_t at, std::string_view word) { return at < in.size() && words[in[at]].is(word); };
  const auto plain = [&](std::size_t from, std::string_view keyword) -> std::optional<FoundWindow> {
    if (const auto length = length_at(words, in, from)) return FoundWindow{k, from + 2, std::string(keyword) + " " + *length};
    return std::nullopt;
  };
  if (is(k, "within")) return plain(is(k + 1, "the") ? k + 2 + is(k + 2, "first") + is(k + 2, "next") - 0 : k + 1, "within");
  if ((is(k, "in") || is(k, "during")) && is(k + 1, "the") && (is(k + 2, "first") || is(k + 2, "next"))) return plain(k + 3, "within");
  if (is(k, "after")) return plain(k + 1, "after");
  if (is(k, "throughout")) return plain(k + 1, "throughout");
  if (is(k, "on") && is(k + 1, "the") && is(k + 2, "same") && is(k + 3, "day")) return FoundWindow{k, k + 4, "on the same day"};
  if (is(k, "between") && k + 4 < in.size() && is_number(words[in[k + 1]]) && (is(k + 2, "and") || is(k + 2, "to")) && is_number(words[in[k + 3]]) && is_unit(words[in[k + 4]]))
    return FoundWindow{k, k + 5, "between " + words[in[k + 1]].low + " and " + words[in[k + 3]].low + " " + words[in[k + 4]].low};
  return std::nullopt;
}

bool begins_time(const std::vector<Word>& words, const Indices& in, std::size_t k) {
  const auto at = [&](std::size_t i) -> const Word& { return words[in[std::min(i, in.size() - 1)]]; };
  if (at(k).is_one_of({"during", "throughout", "whilst", "fortnightly", "weekly", "daily", "monthly"})) return true;
  if (at(k).is("prior") && at(k + 1).is("to")) return true;
  if (at(k).is_one_of({"at", "in", "on", "by", "from", "after", "before", "until", "over", "for", "within", "between", "every"}) && k + 1 < in.size())
    for (std::size_t i = k + 1; i < std::min(in.size(), k + 5); ++i) {
      if (at(i).is_one_of({"time", "times", "stage", "stages", "beginning", "start", "end", "release", "moment"}) || is_unit(at(i))) return true;
      if (is_finite(at(i).low)) return false;
    }
  return at(k).is_one_of({"twice", "once"}) && at(k + 1).is_one_of({"a", "every"});
}

// From where a time phrase begins up to its noun and what "of" adds to it.
std::size_t time_end(const std::vector<Word>& words, const Indices& in, std::size_t k) {
  std::size_t end = k + 1;
  while (end < in.size() && end < k + 5 && !is_unit(words[in[end]]) && !words[in[end]].is_one_of({"time", "times", "stage", "stages", "beginning", "start", "end", "release", "moment"})) ++end;
  if (end < in.size()) ++end;
  if (end + 1 < in.size() && words[in[end]].is("of")) end = std::min(in.size(), end + 2);
  return end;
}

void add_times(const std::vector<Word>& words, const Indices& in, Part& part, bool antecedent) {
  for (std::size_t k = 0; k < in.size(); ++k) {
    if (const auto window = window_at(words, in, k)) {
      const Span span{words[in[k]].span.begin, words[in[window->end - 1]].span.end};
      part.times.push_back(span);
      if (!antecedent && window->end == in.size() && span.end == part.span.end && k > 1) part.window = TimeWindow{span, window->text};
      k = window->end - 1;
    } else if (begins_time(words, in, k)) {
      const std::size_t end = time_end(words, in, k);
      part.times.push_back({words[in[k]].span.begin, words[in[end - 1]].span.end});
      k = end - 1;
    }
  }
}

// A clause is denied by its own verb or its subject: what follows the first comma or relative pronoun denies something else.
bool is_negative(const std::vector<Word>& words, const Indices& in) {
  for (std::size_t k = 0; k < in.size(); ++k) {
    const Word& word = words[in[k]];
    if (k > 0 && (word.is_one_of({"who", "which", "that", "to"}) || in[k] > in[k - 1] + 1)) return false;
    if (!is_negation(word.low)) continue;
    const bool only = k + 1 < in.size() && words[in[k + 1]].is_one_of({"only", "necessarily", "just"});
    if (!only) return true;
  }
  return false;
}

}  // namespace

void add_shades(std::string_view, const std::vector<Word>& words, Part& part, bool antecedent) {
  const Indices in = words_in(words, part);
  part.negative = is_negative(words, in);
  add_times(words, in, part, antecedent);
  if (antecedent) return;
  for (const std::size_t i : in)
    if (const auto strength = strength_of(words[i])) {
      const bool more = i > 0 && words[i].is("likely") && words[i - 1].is_one_of({"more", "less", "most", "very"});
      part.strength.push_back({{more ? words[i - 1].span.begin : words[i].span.begin, words[i].span.end}, *strength});
    }
}

std::string population_of(std::string_view sentence, const std::vector<Word>& words, std::size_t first, std::size_t last) {
  for (std::size_t i = first; i + 1 < last; ++i)
    if (words[i].is("some") && words[i + 1].kind == WordKind::Word && words[i + 1].low.size() > 2 && (words[i + 1].low.ends_with("s") || words[i + 1].is_one_of({"people", "men", "women"})))
      return std::string(sentence.substr(words[i].span.begin, words[i + 1].span.end - words[i].span.begin));
  return {};
}

bool points_back(std::string_view, const Part& antecedent, const std::vector<Word>& words) {
  const Indices in = words_in(words, antecedent);
  if (in.empty()) return true;
  const Word& first = words[in.front()];
  if (first.is_one_of({"so", "not"})) return in.size() == 1;
  const bool pronoun = first.is_one_of({"this", "that", "it", "these"}) && in.size() > 1 && (is_finite(words[in[1]].low) || first.is("it"));
  const bool empty_it = first.is("it") && in.size() > 2 && words[in[1]].is_one_of({"is", "was"}) && std::any_of(in.begin() + 2, in.end(), [&](std::size_t i) { return words[i].is_one_of({"to", "that"}); });
  return pronoun && !empty_it;
}

bool says_only(std::string_view, const std::vector<Word>& words, const Statement& statement) {
  if (statement.steps.size() != 1 || statement.steps[0].parts.size() != 1 || statement.antecedent.empty()) return false;
  if (statement.marker != Marker::If && statement.marker != Marker::When && statement.marker != Marker::Once) return false;
  const Part& step = statement.steps[0].parts[0];
  for (const std::size_t i : words_in(words, step))
    if (words[i].is("only") && i > 0 && (is_modal(words[i - 1].low) || is_finite(words[i - 1].low))) return true;
  for (std::size_t i = 1; i < words.size(); ++i)
    if (words[i].span == statement.marker_span && words[i - 1].is("only")) return true;
  return false;
}

}  // namespace realist::rules::prose
