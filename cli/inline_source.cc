#include "cli/inline_source.h"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>

#include "cli/text_width.h"
#include "models/sha256.h"

namespace realist::cli {
namespace {

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i) group = group << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0u);
    for (std::size_t i = 0; i < 4; ++i) out += at + i > bytes.size() ? '=' : kDigits[group >> (18 - 6 * i) & 63u];
  }
  return out;
}

constexpr char32_t kReplacement = 0xFFFD;

void append_escaped(std::string& out, char32_t c, std::string_view bytes) {
  const bool plain = c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != 0x7F;
  const bool broken = c == kReplacement && bytes.size() == 1;
  if (broken) out += "\uFFFD";
  else if (plain) out += bytes;
  else fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
}

bool letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

}  // namespace

std::string policy_hash(std::string_view source) {
  const std::string hex = models::sha256(source);
  std::string bytes;
  for (std::size_t at = 0; at < hex.size(); at += 2) bytes += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
  return "sha256-" + base64(bytes);
}

std::string data_address(std::string_view type, std::string_view bytes) { return fmt::format("data:{};base64,{}", type, base64(bytes)); }

std::string script_string(std::string_view text) {
  std::string out = "\"";
  out.reserve(text.size() + 2);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    append_escaped(out, c, text.substr(begin, at - begin));
  }
  out += '"';
  return out;
}

std::string address_part(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (letter_or_digit(c)) out += c;
    else fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace realist::cli
