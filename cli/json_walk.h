// A JSON text walked from value to value, without building any of them.
//
// simdjson finds where every value, name and sign begins (and that the text is UTF-8, with its quotes closed and no control
// character inside them); this walks along. Every value is looked at once, taken or skipped: grammar, numbers, escapes and
// names given twice are checked in what is skipped as well.
//
// A walk says no (false) to whatever is wrong, and to much that is only rare: escapes in a name, numbers with an exponent,
// more than twelve levels. Once it has said no there is no going on. It never says yes to a text that `models::read_json` would
// refuse within the same limits of values.
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

  JsonWalk();
  ~JsonWalk();
  JsonWalk(JsonWalk&&) noexcept;

  // Stands at the text's first value then. `most_values`: more are refused.
  bool begin(std::string_view text, std::size_t most_values);
  bool at_end() const { return next_ == end_; }
  void step() { ++next_; }

  // The first character of the value that comes next.
  char here() const { return text_[*next_]; }
  bool null() const { return here() == 'n'; }

  // Where the walk stands; `go_back` returns there.
  using Place = const std::uint32_t*;
  Place place() const { return next_; }
  void go_back(Place place) { next_ = place; }

  // Each steps over one value.
  bool skip();                                // of any kind
  bool text(std::string_view& out);           // in quotes, with no escape in it
  bool number(double& out);                   // of up to fifteen digits
  bool number_as_written(std::string_view& out);
  bool word(std::string_view expected);       // true, false, null
  bool empty_list();                          // says whether it is one, and steps over it only then

  // An object's values, each to be stepped over by `visit(name)`, a number for the name (`name(id)`): false where it or
  // `visit` says no. Names keep their numbers until `forget_names`.
  template <typename Visit>
  bool each_field(Visit visit);
  // A list's values, each to be stepped over by `visit()`.
  template <typename Visit>
  bool each_item(Visit visit);

  const std::string& name(std::uint32_t id) const { return names_.text(id); }
  // To be called between texts, now and then: names may come without end.
  bool knows_many_names() const { return names_.size() > kMostNames / 2 || names_.bytes() > kMostNameBytes / 2; }
  void forget_names() { names_.clear(); }

 private:
  static constexpr std::uint32_t kMostNames = 8192;
  static constexpr std::size_t kMostNameBytes = 1u << 20;

  bool enter() { return next_ < end_ && depth_ < kDepth; }
  bool read_name(std::uint32_t& id);
  bool new_name(std::string_view text, std::uint32_t& id);
  bool raw_text(std::string_view& out) const;
  bool skip_text();
  const char* end_of_number() const;          // null: no plain number
  static bool ends_scalar(char c) { return c == ',' || c == '}' || c == ']' || c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

  struct Finder;                              // simdjson's first stage
  std::unique_ptr<Finder> finder_;
  const char* text_ = nullptr;
  Place next_ = nullptr, end_ = nullptr;
  bool escapes_ = false;                      // a backslash stands somewhere
  std::size_t depth_ = 0;
  Interner names_;
  // Per depth and name the object in which it was last seen there.
  std::vector<std::uint32_t> seen_;
  std::uint32_t object_ = 0;                  // so many have been opened
  std::uint32_t object_of_[kDepth + 1] = {};
};

// Of text that begins here.
inline bool JsonWalk::raw_text(std::string_view& out) const {
  if (next_ >= end_) return false;
  const std::uint32_t from = *next_ + 1;
  std::uint32_t to = next_[1] - 1;            // between the closing quote and what comes next there are blanks at most
  while (text_[to] != '"') --to;
  out = std::string_view(text_ + from, to - from);
  return true;
}

inline bool JsonWalk::read_name(std::uint32_t& id) {
  std::string_view text;
  if (here() != '"' || text_[next_[1]] != ':' || !raw_text(text)) return false;
  id = names_.find(text);
  if (id == Interner::kNew && !new_name(text, id)) return false;
  std::uint32_t& seen = seen_[depth_ * kMostNames + id];
  if (seen == object_of_[depth_]) return false;
  seen = object_of_[depth_];
  next_ += 2;
  return true;
}

template <typename Visit>
bool JsonWalk::each_field(Visit visit) {
  if (here() != '{' || !enter()) return false;
  ++next_;
  if (here() == '}') {
    ++next_;
    return true;
  }
  object_of_[++depth_] = ++object_;
  char sign;
  do {
    std::uint32_t id;
    if (!read_name(id) || !visit(id)) return false;
    sign = text_[*next_++];
  } while (sign == ',');
  --depth_;
  return sign == '}';
}

template <typename Visit>
bool JsonWalk::each_item(Visit visit) {
  if (here() != '[' || !enter()) return false;
  ++next_;
  if (here() == ']') {
    ++next_;
    return true;
  }
  ++depth_;
  char sign;
  do {
    if (!visit()) return false;
    sign = text_[*next_++];
  } while (sign == ',');
  --depth_;
  return sign == ']';
}

}  // namespace realist::cli
