#include "models/theory.h"

namespace realist::models {
namespace {

constexpr std::string_view kRoleWords[] = {"context", "resource", "reasoning", "mechanism", "outcome"};
constexpr std::string_view kLevelWords[] = {"", "individual", "interpersonal", "institutional", "infrastructural"};
constexpr std::string_view kFormWords[] = {"if", "whenever", "only if"};

// One code point of `text` at `at`, which is moved past it; a broken sequence gives its byte.
char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  const std::size_t length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
  if (length == 1 || at + length > text.size()) return ++at, byte;
  char32_t point = byte & (0x7F >> length);
  for (std::size_t i = 1; i < length; ++i) point = point << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3F);
  at += length;
  return point;
}

void append(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
  } else if (c < 0x10000) {
    out += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
  } else {
    out += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
            static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
  }
}

bool is_blank(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

// Lower case of the letters published English, and the languages beside it, are written in: ASCII, Latin-1, Latin
// Extended-A, Greek, Cyrillic.
char32_t lower(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if ((c >= 0x100 && c <= 0x137 && c != 0x130) || (c >= 0x14A && c <= 0x177)) return c | 1;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c % 2 == 1 ? c + 1 : c;
  if (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  return c;
}

// Where the stretch from `at` on ends that folding changes nothing of but its capital letters: ASCII with single blanks
// between, which is nearly all of nearly every text.
std::size_t end_of_plain(std::string_view text, std::size_t at) {
  const char* const begin = text.data() + at;
  const char* const end = text.data() + text.size();
  const auto is_plain = [](char c) { return c > ' ' && c < 0x7F && c != '`'; };
  const char* i = begin;
  for (; i != end; ++i)
    if (!is_plain(*i) && !(*i == ' ' && i != begin && i[-1] != ' ' && i + 1 != end && is_plain(i[1]))) break;
  return at + static_cast<std::size_t>(i - begin);
}

void append_lower(std::string& out, std::string_view plain) {
  const std::size_t from = out.size();
  out += plain;
  char* const letters = out.data() + from;
  const std::size_t count = plain.size();
  for (std::size_t i = 0; i < count; ++i) letters[i] = static_cast<char>(letters[i] + (letters[i] >= 'A' && letters[i] <= 'Z' ? 32 : 0));
}

}  // namespace

std::string_view to_string(Role role) { return kRoleWords[static_cast<std::size_t>(role)]; }
std::string_view to_string(Level level) { return kLevelWords[static_cast<std::size_t>(level)]; }
std::string_view to_string(Form form) { return kFormWords[static_cast<std::size_t>(form)]; }

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t end = end_of_plain(text, at); end != at) {
      if (blank) out += ' ';
      blank = false;
      append_lower(out, text.substr(at, end - at));
      at = end;
      continue;
    }
    const char32_t c = next_code_point(text, at);
    if (is_blank(c)) {
      blank = !out.empty();
      continue;
    }
    if (c == 0xAD) continue;  // a soft hyphen is no character of the word
    if (blank) out += ' ';
    blank = false;
    switch (c) {
      case 0x2018: case 0x2019: case 0x201A: case 0x201B: case 0x2032: case 0xB4: case '`': out += '\''; break;
      case 0x201C: case 0x201D: case 0x201E: case 0x201F: case 0x2033: case 0xAB: case 0xBB: out += '"'; break;
      case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: out += '-'; break;
      case 0x2026: out += "..."; break;
      default: append(out, lower(c));
    }
  }
  // A final full stop is the sentence's, not the phrase's; an ellipsis is the phrase's.
  if (out.ends_with('.') && !out.ends_with("..")) out.pop_back();
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

FoundProposition find_proposition(const Theory& theory, std::string_view words) {
  // What the theory itself says of a proposition names it by its phrase: no folding then.
  for (PropositionIndex i = 0; i < theory.propositions.size(); ++i)
    if (theory.propositions[i].phrase == words) return {i, false};
  const std::string key = fold(words);
  for (PropositionIndex i = 0; i < theory.propositions.size(); ++i) {
    const Proposition& p = theory.propositions[i];
    if (fold(p.phrase) == key || (!p.short_name.empty() && fold(p.short_name) == key)) return {i, false};
    for (const std::string& name : p.also)
      if (fold(name) == key) return {i, false};
    for (const std::string& name : p.opposite)
      if (fold(name) == key) return {i, true};
  }
  return {};
}

StatementIndex find_statement(const Theory& theory, std::string_view label) {
  const std::string key = fold(label);
  for (StatementIndex i = 0; i < theory.statements.size(); ++i)
    if (fold(theory.statements[i].label) == key) return i;
  return kNone;
}

}  // namespace realist::models
