// JSON text as a flat list of values that know where they stand: what case records are read from.
//
// Every value keeps its byte in the text and, through its parents, its JSON pointer, so that a message can say exactly what
// is meant. An object in which a name stands twice is refused: it cannot be known which of the two is meant. Whole numbers
// beyond 2^53 keep their digits, as text. Reading is linear in the text (n log n in an object's names), never recursive,
// and takes 24 bytes a value beside the text. Readers of a tape may recurse: `depth` bounds it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace realist::models {

// Why a text is not the JSON that was asked for.
struct JsonError {
  std::string message;   // one sentence, lower case, no full stop
  std::string path;      // JSON pointer of the value, or of what holds it; "" is the whole text
  std::size_t byte = 0;  // from 0
};

struct JsonLimits {
  std::size_t bytes = 64u << 20;     // at most 512 MiB - 1
  std::size_t depth = 64;            // objects and lists inside each other, the outermost counted
  std::size_t values = 10'000'000;   // values of every kind, objects and lists included
};

class JsonTape {
 public:
  enum class Kind : std::uint8_t { Null, False, True, Number, Text, List, Object };

  struct Stretch {
    std::uint32_t at, size;
  };

  struct Node {
    union {
      double number;      // Number
      Stretch text;       // Text: in the pool
      std::uint32_t end;  // List, Object: one past the last value inside
    };
    std::uint32_t byte = 0;
    std::uint32_t key_at = 0;
    std::uint32_t key_size : 29 = 0;
    std::uint32_t kind : 3 = 0;
    Node() : number(0) {}
  };

  std::vector<Node> nodes;  // parents before children
  std::string pool;         // every key and text, unescaped
  std::string_view source;  // the text that was read; has to outlive this
};

std::variant<JsonTape, JsonError> read_json(std::string_view text, const JsonLimits& limits = {});

// One value of a tape, with the way that leads to it. Cheap to copy; the parent must outlive it.
class JsonSpot {
 public:
  using Kind = JsonTape::Kind;

  explicit JsonSpot(const JsonTape& tape) : tape_(&tape) {}

  Kind kind() const { return static_cast<Kind>(node().kind); }
  bool is(Kind kind_asked) const { return kind() == kind_asked; }
  std::string_view key() const { return text_at(node().key_at, node().key_size); }  // in an object
  std::string_view text() const { return text_at(node().text.at, node().text.size); }
  double number() const { return node().number; }
  std::string_view number_as_written() const;
  std::size_t byte() const { return node().byte; }
  std::string path() const;                  // JSON pointer
  std::string_view kind_in_words() const;    // "a list", "nothing (null)"
  std::size_t size() const;                  // List, Object: values directly inside; linear

  // Calls `visit` with each value directly inside, in the order written.
  template <typename Visit>
  void for_each(Visit visit) const {
    std::size_t position = 0;
    for (std::uint32_t at = index_ + 1; at < node().end; at = after(at)) visit(JsonSpot(*tape_, at, this, position++));
  }

  JsonError error(std::string message) const { return {std::move(message), path(), byte()}; }

 private:
  JsonSpot(const JsonTape& tape, std::uint32_t index, const JsonSpot* parent, std::size_t position)
      : tape_(&tape), parent_(parent), position_(position), index_(index) {}

  const JsonTape::Node& node() const { return tape_->nodes[index_]; }
  std::string_view text_at(std::size_t at, std::size_t size) const {
    return std::string_view(tape_->pool).substr(at, size);
  }
  std::uint32_t after(std::uint32_t at) const {
    const JsonTape::Node& n = tape_->nodes[at];
    return static_cast<Kind>(n.kind) >= Kind::List ? n.end : at + 1;
  }

  const JsonTape* tape_;
  const JsonSpot* parent_ = nullptr;
  std::size_t position_ = 0;
  std::uint32_t index_ = 0;
};

// `text` in double quotes, escaped; what is no UTF-8 becomes the replacement character.
std::string json_quoted(std::string_view text);

// The shortest text that reads back as this number, without a fraction where there is none; "null" where it is no number.
std::string json_number(double number);

}  // namespace realist::models
