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
  void forget_names() { names_.clear(); }

 private:
  static constexpr std::uint32_t kMostNames = 8192;
  static constexpr std::size_t kMostNameBytes = 1u << 20;

  bool may_enter(Place at) const { return at < end_ && depth_ < kDepth; }
  std::uint32_t name_at(Place at);                        // kNew: none, or one that is left to others
  std::uint32_t new_name(std::string_view text);
  std::string_view raw_text(Place at) const;
  Place skip_escaped(Place at) const;
  Place skip_number(Place at) const;
  const char* end_of_number(const char* begin) const;     // null: no plain number
  static bool ends_scalar(char c) { return c == ',' || c == '}' || c == ']' || c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

  struct Finder;                              // simdjson's first stage
  std::unique_ptr<Finder> finder_;
  const char* text_ = nullptr;
  Place end_ = nullptr;
  bool escapes_ = false;                      // a backslash stands somewhere
  std::size_t depth_ = 0;
  Interner names_;
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

inline std::uint32_t JsonWalk::name_at(Place at) {
  if (at >= end_ || text_[*at] != '"' || text_[at[1]] != ':') return Interner::kNew;
  const std::string_view text = raw_text(at);
  const std::uint32_t id = names_.find(text);
  return id != Interner::kNew ? id : new_name(text);
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

inline JsonWalk::Place JsonWalk::skip_plain(Place at) {
  switch (first(at)) {
    case '"': return escapes_ ? skip_escaped(at) : at + 1;
    case 't': return word(at, "true");
    case 'f': return word(at, "false");
    case 'n': return word(at, "null");
    default: return skip_number(at);
  }
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

// Up to eight digits with the next sign right behind them are checked at once.
inline JsonWalk::Place JsonWalk::skip_number(Place at) const {
  const char* const begin = text_ + *at;
  const std::uint32_t size = at[1] - *at;
  if (size >= 1 && size <= 8 && begin[0] >= '1' && begin[0] <= '9') {
    std::uint64_t digits;
    std::memcpy(&digits, begin, sizeof digits);
    digits = (digits ^ 0x3030303030303030u) << (64 - 8 * size);
    if (((digits + 0x7676767676767676u) & 0x8080808080808080u) == 0 && (digits & 0x8080808080808080u) == 0) return at + 1;
  }
  return end_of_number(begin) ? at + 1 : nullptr;
}

}  // namespace realist::cli
