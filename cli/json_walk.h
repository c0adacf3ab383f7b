// A JSON text walked from value to value, without building any of them.
//
// simdjson finds where every value, name and sign begins (and that the text is UTF-8, with its quotes closed and no control
// character inside them); this walks along. Every value is looked at once, taken or skipped: grammar, numbers, escapes and
// names given twice are checked in what is skipped as well.
//
// A walk ends at whatever is wrong, and at much that is only rare: escapes in a name, numbers with an exponent, more than twelve
// levels. It never goes through a text that `models::read_json` would refuse within the same limits of values.
//
// Members take the place of a value and give the place after it, null where the walk ends. (Places are handed on, not kept:
// so they stay in registers, which doubles the speed.)
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "cli/interner.h"

namespace realist::cli {

class JsonWalk {
 public:
  // So many readable bytes have to follow a text, whatever they are.
  static constexpr std::size_t kPadding = 64;
  static constexpr std::size_t kDepth = 12;

  using Place = const std::uint32_t*;

  JsonWalk();
  ~JsonWalk();
  JsonWalk(JsonWalk&&) noexcept;

  // The place of the text's first value. `most_values`: a text of more is refused.
  Place begin(std::string_view text, std::size_t most_values);
  Place end() const { return end_; }

  // The first character of the value.
  char first(Place at) const { return text_[*at]; }

  Place skip(Place at);                                   // of any kind
  Place skip_plain(Place at);                             // of any kind but objects and lists
  Place text(Place at, std::string_view& out) const;      // in quotes, with no escape in it
  Place number(Place at, double& out) const;              // of up to fifteen digits
  Place number_as_written(Place at, std::string_view& out) const;
  Place word(Place at, std::string_view expected) const;  // true, false, null

  // An object's values, each stepped over by `visit(name, place)`, a number for the name (`name(id)`). Names keep their
  // numbers until `forget_names`.
  template <typename Visit>
  Place each_field(Place at, Visit visit);
  // A list's values, each stepped over by `visit(place)`.
  template <typename Visit>
  Place each_item(Place at, Visit visit);
  // An object's names as they stand there, in whatever state it is.
  template <typename See>
  void each_name(Place at, See see) const;

  const std::string& name(std::uint32_t id) const { return names_.text(id); }
  // To be asked between texts, now and then: names may come without end.
  bool knows_many_names() const { return names_.size() > kMostNames / 2 || names_.bytes() > kMostNameBytes / 2; }
  void forget_names() {
    names_.clear();
    short_names_.fill({});
  }

 private:
  static constexpr std::uint32_t kMostNames = 8192;
  static constexpr std::size_t kMostNameBytes = 1u << 20;

  bool may_enter(Place at) const { return at < end_ && depth_ < kDepth; }
  std::uint32_t name_at(Place at);                        // kNew: none, or one that is left to others
  std::uint32_t longer_name_at(Place at);
  std::uint32_t new_name(std::string_view text);
  std::string_view raw_text(Place at) const;
  Place skip_unusual(Place at) const;
  const char* end_of_number(const char* begin) const;     // null: no plain number
  static bool ends_scalar(char c) { return c == ',' || c == '}' || c == ']' || c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

  struct Finder;                              // simdjson's first stage
  std::unique_ptr<Finder> finder_;
  const char* text_ = nullptr;
  Place end_ = nullptr;
  bool escapes_ = false;                      // a backslash stands somewhere
  std::size_t depth_ = 0;
  struct ShortName {
    std::uint64_t bytes = 0;
    std::uint32_t id = Interner::kNew;
  };
  ShortName& short_name(std::uint64_t bytes) { return short_names_[bytes * 0xD6E8FEB86659FD93u >> 56]; }
  Interner names_;
  std::array<ShortName, 256> short_names_{};  // the latest of a kind: the way to `names_` is saved
  // Per depth and name the object in which it was last seen there, by a number that every object has of its own.
  std::vector<std::uint32_t> seen_;
  std::uint32_t objects_ = 0;
};

// Between the closing quote and what comes next there are blanks at most.
inline std::string_view JsonWalk::raw_text(Place at) const {
  const std::uint32_t from = *at + 1;
  std::uint32_t to = at[1] - 1;
  while (text_[to] != '"') --to;
  return std::string_view(text_ + from, to - from);
}

// Of up to eight bytes, as most names are, they are compared as one number.
inline std::uint32_t JsonWalk::name_at(Place at) {
  const char* const name = text_ + *at + 1;
  const std::uint32_t size = at[1] - *at - 2;
  if (name[-1] == '"' && text_[at[1]] == ':' && size - 1 < 8 && name[size] == '"') {
    std::uint64_t bytes;
    std::memcpy(&bytes, name, sizeof bytes);
    bytes <<= 64 - 8 * size;
    const ShortName& known = short_name(bytes);
    if (known.bytes == bytes) return known.id;
  }
  return longer_name_at(at);
}

template <typename Visit>
JsonWalk::Place JsonWalk::each_field(Place at, Visit visit) {
  if (first(at) != '{' || !may_enter(at)) return nullptr;
  if (first(++at) == '}') return at + 1;
  const std::uint32_t object = ++objects_;
  std::uint32_t* const seen = seen_.data() + depth_++ * kMostNames;
  for (;;) {
    const std::uint32_t id = name_at(at);
    if (id == Interner::kNew || seen[id] == object) return nullptr;
    seen[id] = object;
    at = visit(id, at + 2);
    if (!at) return nullptr;
    const char sign = first(at++);
    if (sign == ',') continue;
    --depth_;
    return sign == '}' ? at : nullptr;
  }
}

template <typename Visit>
JsonWalk::Place JsonWalk::each_item(Place at, Visit visit) {
  if (first(at) != '[' || !may_enter(at)) return nullptr;
  if (first(++at) == ']') return at + 1;
  ++depth_;
  for (;;) {
    at = visit(at);
    if (!at) return nullptr;
    const char sign = first(at++);
    if (sign == ',') continue;
    --depth_;
    return sign == ']' ? at : nullptr;
  }
}

template <typename See>
void JsonWalk::each_name(Place at, See see) const {
  for (std::size_t depth = 0; at < end_; ++at) {
    const char c = first(at);
    if (c == '{' || c == '[') ++depth;
    else if ((c == '}' || c == ']') && --depth == 0) return;
    else if (c == '"' && depth == 1 && text_[at[1]] == ':') see(raw_text(at));
  }
}

// Texts, words and whole numbers of up to eight digits are told without a branch between them, which could seldom be foreseen.
inline JsonWalk::Place JsonWalk::skip_plain(Place at) {
  const char* const begin = text_ + *at;
  std::uint64_t bytes;
  std::memcpy(&bytes, begin, sizeof bytes);
  const auto kind = static_cast<unsigned char>(*begin);
  const std::uint32_t size = at[1] - *at;  // with the blanks behind it, if there are any
  const bool text = (kind == '"') & !escapes_;
  const bool word = ((bytes & 0xFFFFFFFFu) == 0x65757274u) & (size == 4);                              // true
  const bool other_word = ((bytes & 0xFFFFFFFFFFu) == 0x65736C6166u) & (size == 5);                    // false
  const std::uint64_t digits = (bytes ^ 0x3030303030303030u) << (64 - 8 * std::min<std::uint32_t>(size, 8)) % 64;
  const bool all_digits = (((digits + 0x7676767676767676u) | digits) & 0x8080808080808080u) == 0;
  const bool number = all_digits & (size - 1 < 8) & (kind >= '1') & (kind <= '9');
  return (text | word | other_word | number) ? at + 1 : skip_unusual(at);
}

inline JsonWalk::Place JsonWalk::text(Place at, std::string_view& out) const {
  if (first(at) != '"' || at >= end_) return nullptr;
  out = raw_text(at);
  return escapes_ && out.find('\\') != std::string_view::npos ? nullptr : at + 1;
}

inline JsonWalk::Place JsonWalk::word(Place at, std::string_view expected) const {
  const char* const begin = text_ + *at;
  return std::memcmp(begin, expected.data(), expected.size()) == 0 && ends_scalar(begin[expected.size()]) ? at + 1 : nullptr;
}

}  // namespace realist::cli
