// Phrases that are nearly but not quite the same: a typo, another word order, a dropped article.
//
// Found with an index, never by comparing all with all: linear in the text for natural vocabularies, bounded for others.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace realist::rules {

struct NearPhrase {
  std::size_t later = 0, earlier = 0;                      // positions in the list given
  enum class Kind { Spelling, Order, Article } kind = Kind::Spelling;  // Article: articles, blanks or punctuation
};

// `folded`: phrases as models::fold gives them, in the order they are first written; `group`: phrases of one group name one
// proposition and are never near misses of each other. At most one earlier phrase is named for each.
std::vector<NearPhrase> find_near_phrases(const std::vector<std::string_view>& folded, const std::vector<std::size_t>& group);

}  // namespace realist::rules
