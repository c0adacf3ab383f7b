#include "rules/near_phrases.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "models/nearest.h"
#include "rules/characters.h"

namespace realist::rules {
namespace {

constexpr std::size_t kShortestWord = 4, kLongestWord = 32;  // of words compared letter by letter
constexpr std::size_t kMostWords = 64;                       // of phrases compared word by word
constexpr std::size_t kMostNeighbours = 8;                   // of a word, and of a bucket of the index
constexpr std::uint64_t kBase = 0x9E3779B97F4A7C15ULL;

std::uint64_t hash_of(std::string_view text) { return std::hash<std::string_view>{}(text) | 1; }

bool is_article(std::string_view word) { return word == "a" || word == "an" || word == "the"; }

std::vector<std::string_view> words_of(std::string_view phrase) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < phrase.size();) {
    std::size_t end = at;
    while (end < phrase.size() && (is_word_start(phrase.substr(end, 1)) || phrase[end] == '\'' ||
                                   static_cast<unsigned char>(phrase[end]) >= 0x80))
      ++end;
    if (end > at && !is_article(phrase.substr(at, end - at))) out.push_back(phrase.substr(at, end - at));
    at = std::max(end, at + 1);
  }
  return out;
}

bool comparable(std::string_view word) {
  return word.size() >= kShortestWord && word.size() <= kLongestWord &&
         std::none_of(word.begin(), word.end(), [](char c) { return is_digit(c); });
}

// Two letters may differ in a long word that begins alike ("practitoiners"), one in a shorter one.
bool nearly(std::string_view a, std::string_view b) {
  constexpr std::size_t kLong = 8;
  const bool both_long = std::min(a.size(), b.size()) >= kLong && a[0] == b[0];
  return models::edit_distance(a, b, both_long ? 2 : 1) <= (both_long ? 2u : 1u);
}

// For each word of a vocabulary the words that are nearly it, by way of the words with one letter left out.
class Neighbours {
 public:
  std::size_t add(std::string_view word) {
    const auto [found, is_new] = ids_.try_emplace(word, words_.size());
    if (is_new) words_.push_back(word);
    return found->second;
  }

  void link() {
    near_.resize(words_.size());
    for (std::size_t id = 0; id < words_.size(); ++id)
      if (comparable(words_[id])) link(id);
  }

  std::string_view word(std::size_t id) const { return words_[id]; }
  const std::vector<std::size_t>& near(std::size_t id) const { return near_[id]; }

 private:
  void link(std::size_t id) {
    const std::string_view word = words_[id];
    visit(id, hash_of(word));
    std::string shorter;
    for (std::size_t i = 0; i < word.size(); ++i) {
      shorter.assign(word.substr(0, i));
      shorter += word.substr(i + 1);
      visit(id, hash_of(shorter));
    }
  }

  void visit(std::size_t id, std::uint64_t key) {
    auto& bucket = buckets_[key];
    for (std::size_t other : bucket) {
      if (other == id) return;
      const bool known = std::find(near_[id].begin(), near_[id].end(), other) != near_[id].end();
      if (known || near_[id].size() >= kMostNeighbours || !nearly(words_[id], words_[other])) continue;
      near_[id].push_back(other);
      near_[other].push_back(id);
    }
    if (bucket.size() < kMostNeighbours) bucket.push_back(id);
  }

  std::vector<std::string_view> words_;
  std::unordered_map<std::string_view, std::size_t> ids_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> buckets_;
  std::vector<std::vector<std::size_t>> near_;
};

struct Indexed {
  std::vector<std::size_t> words;  // ids, without articles
  std::uint64_t hash = 0;          // of the words in their order
  std::uint64_t letters = 0;       // of their letters alone
  std::uint64_t bag = 0;           // of the words in any order
};

class PhraseIndex {
 public:
  PhraseIndex(const std::vector<std::string_view>& folded, const std::vector<std::size_t>& group) : group_(group) {
    phrases_.reserve(folded.size());
    for (Map* map : {&letters_, &bags_, &orders_}) map->reserve(folded.size());
    std::string letters;
    for (std::string_view phrase : folded) {
      Indexed indexed;
      std::uint64_t factor = 1;
      letters.clear();
      for (std::string_view word : words_of(phrase)) {
        const std::uint64_t hash = hash_of(word);
        indexed.words.push_back(vocabulary_.add(word));
        indexed.hash += hash * (factor *= kBase);
        indexed.bag += hash * kBase;
        letters += word;
      }
      indexed.bag += indexed.words.size();
      indexed.letters = hash_of(letters);
      phrases_.push_back(std::move(indexed));
    }
    vocabulary_.link();
  }

  std::vector<NearPhrase> find() {
    std::vector<NearPhrase> out;
    for (std::size_t i = 0; i < phrases_.size(); ++i) {
      if (auto near = earlier(i)) out.push_back(*near);
      enter(i);
    }
    return out;
  }

 private:
  using Map = std::unordered_map<std::uint64_t, std::size_t>;

  std::optional<std::size_t> other(const Map& map, std::uint64_t key, std::size_t self) const {
    const auto found = map.find(key);
    if (found == map.end() || group_[found->second] == group_[self]) return std::nullopt;
    return found->second;
  }

  std::optional<NearPhrase> earlier(std::size_t i) const {
    const Indexed& phrase = phrases_[i];
    if (phrase.words.empty()) return std::nullopt;
    if (const auto j = other(letters_, phrase.letters, i)) return NearPhrase{i, *j, NearPhrase::Kind::Article};
    if (const auto j = other(bags_, phrase.bag, i)) return NearPhrase{i, *j, NearPhrase::Kind::Order};
    if (phrase.words.size() > kMostWords) return std::nullopt;
    std::uint64_t factor = 1;
    for (std::size_t id : phrase.words) {
      factor *= kBase;
      for (std::size_t near : vocabulary_.near(id)) {
        const std::uint64_t changed = hash_of(vocabulary_.word(near)) - hash_of(vocabulary_.word(id));
        if (const auto j = other(orders_, phrase.hash + changed * factor, i))
          return NearPhrase{i, *j, NearPhrase::Kind::Spelling};
      }
    }
    return std::nullopt;
  }

  void enter(std::size_t i) {
    letters_.try_emplace(phrases_[i].letters, i);
    bags_.try_emplace(phrases_[i].bag, i);
    orders_.try_emplace(phrases_[i].hash, i);
  }

  const std::vector<std::size_t>& group_;
  std::vector<Indexed> phrases_;
  Neighbours vocabulary_;
  Map letters_, bags_, orders_;
};

}  // namespace

std::vector<NearPhrase> find_near_phrases(const std::vector<std::string_view>& folded, const std::vector<std::size_t>& group) {
  return PhraseIndex(folded, group).find();
}

}  // namespace realist::rules
