#include "cli/json_walk.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <simdjson.h>

namespace realist::cli {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Four hexadecimal digits, or -1.
int unit_at(std::string_view text, std::size_t at) {
  unsigned value = 0;
  if (at + 4 > text.size()) return -1;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + 4, value, 16);
  return error == std::errc{} && end == text.data() + at + 4 ? static_cast<int>(value) : -1;
}

bool is_high(int unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low(int unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

// What stands after a backslash at `at`, and goes on to; nothing where it may not stand there.
std::size_t after_escape(std::string_view text, std::size_t at) {
  constexpr std::size_t kWrong = std::string_view::npos;
  const char c = at + 1 < text.size() ? text[at + 1] : '\0';
  if (c != 'u') return c != '\0' && std::strchr("\"\\/bfnrt", c) ? at + 2 : kWrong;
  const int unit = unit_at(text, at + 2);
  if (unit < 0 || is_low(unit)) return kWrong;
  if (!is_high(unit)) return at + 6;
  const bool pair = at + 7 < text.size() && text[at + 6] == '\\' && text[at + 7] == 'u' && is_low(unit_at(text, at + 8));
  return pair ? at + 12 : kWrong;
}

bool escapes_are_good(std::string_view text) {
  for (std::size_t at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at)) {
    at = after_escape(text, at);
    if (at == std::string_view::npos) return false;
  }
  return true;
}

constexpr double kPowers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

}  // namespace

struct JsonWalk::Finder {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> stage;
  std::size_t capacity = 0;

  bool find(std::string_view text) {
    if (text.size() >= capacity && !grow(text.size())) return false;
    return stage->stage1(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), simdjson::stage1_mode::regular) ==
           simdjson::SUCCESS;
  }

  bool grow(std::size_t size) {
    capacity = std::max<std::size_t>(2 * size, 16 * 1024);
    return simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, kDepth, stage) == simdjson::SUCCESS;
  }
};

JsonWalk::JsonWalk() : finder_(std::make_unique<Finder>()), seen_((kDepth + 1) * kMostNames) {}
JsonWalk::~JsonWalk() = default;
JsonWalk::JsonWalk(JsonWalk&&) noexcept = default;

JsonWalk::Place JsonWalk::begin(std::string_view text, std::size_t most_values) {
  constexpr std::uint32_t kMostObjects = 1u << 31;
  if (objects_ > kMostObjects) {
    std::fill(seen_.begin(), seen_.end(), 0);
    objects_ = 0;
  }
  depth_ = 0;
  if (text.size() > UINT32_MAX / 4 || !finder_->find(text)) return nullptr;
  text_ = text.data();
  const Place begin = finder_->stage->structural_indexes.get();
  const std::size_t count = finder_->stage->n_structural_indexes;
  end_ = begin + count;
  if (count == 0 || count > most_values) return nullptr;
  const char last = first(end_ - 1);
  if (last != '}' && last != ']') return nullptr;  // so every number has its end in the text
  escapes_ = std::memchr(text.data(), '\\', text.size()) != nullptr;
  return begin;
}

std::uint32_t JsonWalk::longer_name_at(Place at) {
  if (at >= end_ || text_[*at] != '"' || text_[at[1]] != ':') return Interner::kNew;
  const std::string_view text = raw_text(at);
  std::uint32_t id = names_.find(text);
  if (id == Interner::kNew) id = new_name(text);
  if (id == Interner::kNew || text.empty() || text.size() > 8) return id;
  std::uint64_t bytes;
  std::memcpy(&bytes, text.data(), sizeof bytes);
  bytes <<= 64 - 8 * text.size();
  return (short_name(bytes) = {bytes, id}).id;
}

std::uint32_t JsonWalk::new_name(std::string_view text) {
  if (names_.size() >= kMostNames || names_.bytes() + text.size() > kMostNameBytes) return Interner::kNew;
  return text.find('\\') == std::string_view::npos ? names_.add(text) : Interner::kNew;
}

JsonWalk::Place JsonWalk::skip(Place at) {
  switch (first(at)) {
    case '{': return each_field(at, [this](std::uint32_t, Place value) { return skip(value); });
    case '[': return each_item(at, [this](Place item) { return skip(item); });
    default: return skip_plain(at);
  }
}

JsonWalk::Place JsonWalk::skip_unusual(Place at) const {
  switch (first(at)) {
    case '"': return at < end_ && (!escapes_ || escapes_are_good(raw_text(at))) ? at + 1 : nullptr;
    case 't': return word(at, "true");
    case 'f': return word(at, "false");
    case 'n': return word(at, "null");
    default: return end_of_number(text_ + *at) ? at + 1 : nullptr;
  }
}

// A number too large to be one takes more than three hundred digits, or an exponent.
const char* JsonWalk::end_of_number(const char* begin) const {
  constexpr std::ptrdiff_t kLongest = 300;
  const char* at = begin + (*begin == '-' ? 1 : 0);
  if (*at == '0') ++at;
  else if (!is_digit(*at)) return nullptr;
  else while (is_digit(*at)) ++at;
  if (*at == '.') {
    if (!is_digit(*++at)) return nullptr;
    while (is_digit(*at)) ++at;
  }
  return ends_scalar(*at) && at - begin < kLongest ? at : nullptr;
}

JsonWalk::Place JsonWalk::number_as_written(Place at, std::string_view& out) const {
  const char* const begin = text_ + *at;
  const char* const end = end_of_number(begin);
  if (!end) return nullptr;
  out = std::string_view(begin, static_cast<std::size_t>(end - begin));
  return at + 1;
}

// Both the digits and the power of ten are exact as doubles, so their quotient is the number nearest to what is written.
JsonWalk::Place JsonWalk::number(Place at, double& out) const {
  std::string_view written;
  if (!number_as_written(at, written)) return nullptr;
  const bool negative = written[0] == '-';
  if (negative) written.remove_prefix(1);
  if (written.size() > 16 || (negative && written == "0")) return nullptr;
  std::int64_t digits = 0;
  std::size_t point = written.size();
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] == '.') point = i;
    else digits = digits * 10 + (written[i] - '0');
  }
  const std::size_t fraction = point == written.size() ? 0 : written.size() - point - 1;
  if (written.size() - (fraction > 0 ? 1 : 0) > 15) return nullptr;
  out = static_cast<double>(digits) / kPowers[fraction];
  if (negative) out = -out;
  return at + 1;
}

}  // namespace realist::cli
