#include "rules/joined_names.h"

#include <algorithm>
#include <string>

#include "rules/characters.h"
#include "rules/statement_grammar.h"

namespace realist::rules {
namespace {

constexpr std::size_t kMostJoins = 32;

struct Cut {
  std::size_t begin, end;
  bool after_or;
};

std::vector<Cut> cuts_of(const std::string& plain) {
  std::vector<Cut> cuts{{0, plain.size(), false}};
  for (std::size_t at = 1; at < plain.size() && cuts.size() <= kMostJoins; ++at) {
    const bool begins = plain[at - 1] == ' ' || plain[at - 1] == '\1';
    const auto rest = std::string_view(plain).substr(at);
    const std::size_t size = !begins ? 0 : begins_with_word(rest, "and") ? 3 : begins_with_word(rest, "or") ? 2 : 0;
    if (size == 0) continue;
    cuts.back().end = at;
    cuts.push_back({at + size, plain.size(), size == 2});
  }
  return cuts;
}

}  // namespace

JoinedNames find_joined_names(const Text& phrase, const std::function<bool(std::string_view)>& is_name) {
  const std::vector<Cut> cuts = cuts_of(plain_of(phrase.text));
  if (cuts.size() < 2 || cuts.size() > kMostJoins) return {};
  const auto look_up = [&](std::size_t from, std::size_t to) {
    JoinedName found;
    found.words = phrase.part(cuts[from].begin, cuts[to].end);
    found.after_or = cuts[from].after_or;
    if (begins_with_word(found.words.text, "not")) {
      found.negated = true;
      found.words = found.words.part(3, found.words.text.size());
    }
    found.known = is_name(unquoted(found.words.text));
    return found;
  };
  // From the back: the shortest name from each part on that leaves a rest made of names.
  std::vector<JoinedName> best(cuts.size() + 1);
  std::vector<std::size_t> next(cuts.size() + 1);
  std::vector<bool> possible(cuts.size() + 1, false);
  possible[cuts.size()] = true;
  for (std::size_t i = cuts.size(); i-- > 0;)
    for (std::size_t j = i; j < cuts.size() && !possible[i]; ++j) {
      if (!possible[j + 1]) continue;
      best[i] = look_up(i, j);
      next[i] = j + 1;
      possible[i] = best[i].known;
    }
  JoinedNames out;
  if (possible[0]) {
    for (std::size_t i = 0; i < cuts.size(); i = next[i]) out.names.push_back(std::move(best[i]));
  } else {
    for (std::size_t i = 0; i < cuts.size(); ++i) out.parts.push_back(look_up(i, i));
  }
  return out;
}

}  // namespace realist::rules
