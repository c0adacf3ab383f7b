#include "models/positioned_json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

namespace realist::models {
namespace {

using Kind = JsonTape::Kind;

constexpr std::int64_t kLargestWhole = std::int64_t{1} << 53;  // beyond it whole numbers run together

// Walks the text for the parser and tells how far it has read: the parser itself reports positions with errors only.
struct CountingIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at = nullptr;
  const char** read = nullptr;

  reference operator*() const { return *at; }
  CountingIterator& operator++() {
    *read = ++at;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at == other.at; }
};

void append_pointer(std::string& path, std::string_view key) {
  path += '/';
  for (const char c : key) {
    if (c == '~') path += "~0";
    else if (c == '/') path += "~1";
    else path += c;
  }
}

// A key as a message shows it: whole where it is short.
std::string shown(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  if (text.size() <= kLongest) return std::string(text);
  std::size_t cut = kLongest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  return std::string(text.substr(0, cut)) + "…";
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool is_word_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

std::string byte_in_words(char c) {
  if (c > ' ' && c < 127) return std::string("\"") + c + '"';
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "byte 0x%02X", static_cast<unsigned char>(c));
  return buffer;
}

std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_word_letter(text[end]) && end - at < 40) ++end;
  return text.substr(at, end - at);
}

// What is wrong inside a text in quotes; the parser stops at the very byte.
std::optional<std::string> sentence_about_text(std::string_view what) {
  if (has(what, "ill-formed UTF-8")) return "this byte is not UTF-8 text; the file was probably saved in another encoding";
  if (has(what, "control character"))
    return "a text in quotes holds a line break, a tab or another control character; write it as \\n, \\t or \\u and four digits";
  if (has(what, "forbidden character after backslash"))
    return "after a backslash only \" \\ / b f n r t and u can stand; a backslash itself is written twice";
  if (has(what, "hex digits") || has(what, "surrogate"))
    return "\\u needs four hexadecimal digits, and the two halves of a pair have to stand together";
  return std::nullopt;
}

// What is wrong between the texts, from the parser's expectation and the byte it stumbled over.
std::string sentence_about_shape(std::string_view what, std::string_view text, std::size_t byte) {
  const char c = text[byte];
  if (has(what, "number overflow"))
    return "this number is larger than a number can be here (about 1.8e308); in double quotes it is kept as text";
  if (has(what, "; expected end of input")) return "there is more text after the end of the record";
  if (c == '\'') return "single quotes are not JSON; names and texts stand in double quotes";
  if (c == '/' || c == '#') return "a comment cannot stand here; JSON has none";
  if (has(what, "invalid number")) return "this is not a number as JSON writes them, such as 24, 0.5 or -3";
  if (is_word_letter(c))
    return "the word \"" + std::string(word_at(text, byte)) +
           "\" cannot stand here; names and texts stand in double quotes, and only true, false and null without";
  if (has(what, "; expected ':'")) return "a colon is missing between a name and its value";
  if (c == '}' || c == ']') {
    if (has(what, c == '}' ? "; expected ']'" : "; expected '}'")) return "this bracket closes another kind than the one that is open";
    return "a comma or a colon stands before this closing bracket, and nothing between them";
  }
  if (has(what, "; expected '}'") || has(what, "; expected ']'"))
    return "a comma or a closing bracket is missing before this";
  if (has(what, "; expected string literal")) return "a name in double quotes has to stand here";
  return byte_in_words(c) + " cannot stand here; this is not JSON";
}

// Receives the parser's events and lays the values down one after another.
class TapeWriter {
 public:
  TapeWriter(std::string_view text, const JsonLimits& limits) : limits_(limits), text_(text) {
    tape_.source = text;
    read_ = text.data();
  }

  const char** read_position() { return &read_; }

  bool null() { return plain(Kind::Null); }
  bool boolean(bool value) { return plain(value ? Kind::True : Kind::False); }
  bool number_integer(std::int64_t value) { return value < -kLargestWhole ? digits() : number(static_cast<double>(value)); }
  bool number_unsigned(std::uint64_t value) { return value > std::uint64_t{kLargestWhole} ? digits() : number(static_cast<double>(value)); }
  bool number_float(double value, const std::string& written) {
    return written.find_first_of(".eE") == std::string::npos ? digits() : number(value);
  }
  bool string(std::string& value) {
    if (!add(Kind::Text)) return false;
    put_text(value);
    return done();
  }
  bool binary(std::vector<std::uint8_t>&) { return false; }  // no JSON text holds any
  bool start_object(std::size_t) { return open(Kind::Object); }
  bool start_array(std::size_t) { return open(Kind::List); }
  bool key(std::string& value) {
    key_at_ = static_cast<std::uint32_t>(tape_.pool.size());
    key_size_ = static_cast<std::uint32_t>(value.size());
    tape_.pool += value;
    return done();
  }
  bool end_object() { return no_name_twice() && close(); }
  bool end_array() { return close(); }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& problem) {
    const std::string_view what = problem.what();
    if (text_.empty()) return fail("there is nothing here; a record is an object in braces, such as {\"case\": \"A-1\"}", 0);
    if (has(what, "end of input;") || has(what, "missing closing quote") || has(what, "unexpected end of input"))
      return fail("the text ends in the middle of the record", text_.size());
    const std::size_t stopped = std::min(position > 0 ? position - 1 : 0, text_.size() - 1);
    if (auto sentence = sentence_about_text(what)) return fail(std::move(*sentence), stopped);
    const std::size_t token = std::min(next_token(), text_.size() - 1);
    const bool separator = text_[stopped] == ',' || text_[stopped] == ':';
    const std::size_t byte = separator && !has(what, "number") ? stopped : token;
    return fail(sentence_about_shape(what, text_, byte), byte);
  }

  std::variant<JsonTape, JsonError> take() {
    if (error_) return std::move(*error_);
    return std::move(tape_);
  }

 private:
  bool plain(Kind kind) { return add(kind) && done(); }

  bool number(double value) {
    if (!add(Kind::Number)) return false;
    tape_.nodes.back().number = value;
    return done();
  }

  // Beyond 2^53 two different numbers would become one; the digits say which it was.
  bool digits() {
    if (!add(Kind::Text)) return false;
    const std::size_t begin = tape_.nodes.back().byte;
    const std::size_t end = text_.find_first_not_of("-0123456789", begin);
    put_text(text_.substr(begin, end == std::string_view::npos ? end : end - begin));
    return done();
  }

  void put_text(std::string_view value) {
    JsonTape::Node& node = tape_.nodes.back();
    node.text.at = static_cast<std::uint32_t>(tape_.pool.size());
    node.text.size = static_cast<std::uint32_t>(value.size());
    tape_.pool += value;
  }

  bool open(Kind kind) {
    if (open_.size() >= limits_.depth)
      return fail("objects and lists stand more than " + std::to_string(limits_.depth) + " deep inside each other", next_token());
    if (!add(kind)) return false;
    open_.push_back(static_cast<std::uint32_t>(tape_.nodes.size() - 1));
    return done();
  }

  bool close() {
    tape_.nodes[open_.back()].end = static_cast<std::uint32_t>(tape_.nodes.size());
    open_.pop_back();
    return done();
  }

  bool add(Kind kind) {
    if (tape_.nodes.size() >= limits_.values)
      return fail("there are more than " + std::to_string(limits_.values) + " values in one record", next_token());
    JsonTape::Node& node = tape_.nodes.emplace_back();
    node.kind = static_cast<unsigned>(kind);
    node.byte = static_cast<std::uint32_t>(next_token());
    node.key_at = key_at_;
    node.key_size = key_size_;
    key_size_ = 0;
    return true;
  }

  // An event comes when its last byte has been read (of a number, one more).
  bool done() {
    last_ = static_cast<std::size_t>(read_ - text_.data());
    return true;
  }

  // Where the next value begins: what stands between it and the last event is blanks and separators.
  std::size_t next_token() const {
    const std::size_t at = text_.find_first_not_of(" \t\r\n,:", last_);
    if (at == 0 && text_.starts_with("\xEF\xBB\xBF")) return 3;
    return at == std::string_view::npos ? text_.size() : at;
  }

  std::string_view key_of(std::uint32_t index) const {
    const JsonTape::Node& node = tape_.nodes[index];
    return std::string_view(tape_.pool).substr(node.key_at, node.key_size);
  }

  std::uint32_t after(std::uint32_t index) const {
    const JsonTape::Node& node = tape_.nodes[index];
    return static_cast<Kind>(node.kind) >= Kind::List ? node.end : index + 1;
  }

  bool no_name_twice() {
    same_object_.clear();
    for (std::uint32_t at = open_.back() + 1; at < tape_.nodes.size(); at = after(at)) same_object_.push_back(at);
    std::sort(same_object_.begin(), same_object_.end(), [&](std::uint32_t a, std::uint32_t b) {
      const int order = key_of(a).compare(key_of(b));
      return order != 0 ? order < 0 : a < b;
    });
    const auto twice = std::adjacent_find(same_object_.begin(), same_object_.end(),
                                          [&](std::uint32_t a, std::uint32_t b) { return key_of(a) == key_of(b); });
    if (twice == same_object_.end()) return true;
    const std::uint32_t second = *std::next(twice);
    fail("the name \"" + shown(key_of(second)) + "\" stands twice in one object, and it cannot be known which of the two is meant",
         tape_.nodes[second].byte);
    append_pointer(error_->path, key_of(second));
    return false;
  }

  // The way to what is open now: an object's part by its name, a list's by its position.
  std::string path() const {
    std::string path;
    for (std::size_t i = 1; i < open_.size(); ++i) {
      const JsonTape::Node& parent = tape_.nodes[open_[i - 1]];
      if (static_cast<Kind>(parent.kind) == Kind::Object) {
        append_pointer(path, key_of(open_[i]));
      } else {
        std::size_t position = 0;
        for (std::uint32_t at = open_[i - 1] + 1; at != open_[i]; at = after(at)) ++position;
        append_pointer(path, std::to_string(position));
      }
    }
    return path;
  }

  bool fail(std::string message, std::size_t byte) {
    error_ = JsonError{std::move(message), path(), byte};
    return false;
  }

  JsonLimits limits_;
  JsonTape tape_;
  std::string_view text_;
  const char* read_ = nullptr;
  std::size_t last_ = 0;
  std::uint32_t key_at_ = 0, key_size_ = 0;
  std::vector<std::uint32_t> open_, same_object_;
  std::optional<JsonError> error_;
};

}  // namespace

std::variant<JsonTape, JsonError> read_json(std::string_view text, const JsonLimits& limits) {
  const std::size_t most = std::min<std::size_t>(limits.bytes, (1u << 29) - 1);
  if (text.size() > most)
    return JsonError{"the record is " + std::to_string(text.size()) + " bytes long; at most " + std::to_string(most) + " are read",
                     "", most};
  TapeWriter writer(text, limits);
  CountingIterator first{text.data(), writer.read_position()};
  CountingIterator last{text.data() + text.size(), writer.read_position()};
  nlohmann::json::sax_parse(first, last, &writer);
  return writer.take();
}

std::string_view JsonSpot::number_as_written() const {
  const std::string_view rest = tape_->source.substr(byte());
  return rest.substr(0, rest.find_first_not_of("+-.0123456789eE"));
}

std::string JsonSpot::path() const {
  if (parent_ == nullptr) return "";
  std::string path = parent_->path();
  if (parent_->is(Kind::Object)) append_pointer(path, key());
  else append_pointer(path, std::to_string(position_));
  return path;
}

std::string_view JsonSpot::kind_in_words() const {
  switch (kind()) {
    case Kind::Null: return "null";
    case Kind::False: return "false";
    case Kind::True: return "true";
    case Kind::Number: return "a number";
    case Kind::Text: return "text";
    case Kind::List: return "a list";
    case Kind::Object: return "an object";
  }
  return "";
}

std::size_t JsonSpot::size() const {
  std::size_t count = 0;
  for_each([&](const JsonSpot&) { ++count; });
  return count;
}

std::string json_quoted(std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7F' && c != '"' && c != '\\'; });
  if (plain) return '"' + std::string(text) + '"';
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string json_number(double number) {
  if (!std::isfinite(number)) return "null";
  char buffer[32];
  const bool whole = std::floor(number) == number && std::abs(number) <= static_cast<double>(kLargestWhole) && !(number == 0 && std::signbit(number));
  const auto written = whole ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<std::int64_t>(number))
                             : std::to_chars(buffer, buffer + sizeof buffer, number);
  std::string text(buffer, written.ptr);
  // A whole number this large would be read back as digits, as text; with an exponent it stays a number.
  if (!whole && text.find_first_of(".e") == std::string::npos) text += number == 0 ? ".0" : "e0";
  return text;
}

}  // namespace realist::models
