#include "rules/keywords.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "models/nearest.h"
#include "rules/characters.h"

namespace realist::rules {
namespace {

using HeaderKind = HeaderSyntax::Kind;
using LineKind = DeclarationLine::Kind;

struct OpeningWord {
  std::string_view words;
  Opening opening;
};
constexpr OpeningWord kOpenings[] = {{"only if", Opening::OnlyIf},     {"only when", Opening::OnlyWhen},
                                     {"only once", Opening::OnlyOnce}, {"if", Opening::If},
                                     {"once", Opening::Once},          {"whenever", Opening::Whenever},
                                     {"when", Opening::When}};

struct HeaderWord {
  std::string_view words;
  HeaderKind kind;
};
constexpr HeaderWord kHeaders[] = {{"theory", HeaderKind::Theory},
                                   {"version", HeaderKind::Version},
                                   {"case", HeaderKind::Case},
                                   {"author", HeaderKind::Author},
                                   {"not applicable when", HeaderKind::NotApplicable},
                                   {"default window", HeaderKind::DefaultWindow},
                                   {"default phase", HeaderKind::DefaultPhase},
                                   {"vocabulary", HeaderKind::Vocabulary}};

struct RoleWord {
  std::string_view word;
  models::Role role;
};
constexpr RoleWord kRoles[] = {{"context", models::Role::Context},
                               {"resource", models::Role::Resource},
                               {"reasoning", models::Role::Reasoning},
                               {"mechanism", models::Role::Mechanism},
                               {"outcome", models::Role::Outcome}};

struct StatementWord {
  std::string_view word;
  RowKind kind;
};
constexpr StatementWord kStatementWords[] = {{"then", RowKind::Then},       {"and", RowKind::And},
                                             {"or", RowKind::Or},           {"unless", RowKind::Unless},
                                             {"because", RowKind::Because}, {"otherwise", RowKind::Otherwise}};

struct LineWord {
  std::string_view words;
  LineKind kind;
};
constexpr LineWord kLines[] = {{"also", LineKind::Also}, {"opposite", LineKind::Opposite}, {"level", LineKind::Level},
                               {"of", LineKind::Of},     {"actor", LineKind::Actor},
                               {"membership", LineKind::Membership}};

struct ExampleWord {
  std::string_view words;
  RowKind kind;
};
constexpr ExampleWord kExampleWords[] = {
    {"given", RowKind::Given}, {"as of", RowKind::AsOf}, {"expect", RowKind::Expect}, {"and", RowKind::And}};

// English words within the reach of a keyword; never taken for it.
constexpr std::string_view kEnglish[] = {
    "a",       "ad",      "add",      "aim",      "an",       "ant",     "any",      "as",       "asp",      "aspect",
    "aspects", "at",      "aware",    "band",     "became",   "become",  "becomes",  "been",     "began",    "begun",
    "being",   "cause",   "caused",   "causes",   "chase",    "clauses", "contest",  "content",  "contents", "context",
    "contexts", "do",     "eleven",   "end",      "ends",     "even",    "ever",     "every",    "except",   "excepts",
    "expects", "expected", "expert",  "experts",  "export",   "exports", "extent",   "for",      "four",     "gave",
    "give",    "giver",   "gives",    "given",    "hand",     "hen",     "hens",     "her",      "in",       "include",
    "included", "includes", "inside", "intend",   "into",     "is",      "it",       "its",      "job",      "land",
    "less",    "likewise", "men",     "no",       "none",     "nor",     "not",      "note",     "of",       "off",
    "oh",      "on",      "one",      "ones",     "only",     "or",      "ore",      "other",    "others",   "our",
    "ours",    "out",     "own",      "pen",      "phrase",   "phrases", "sand",     "so",       "some",     "someone",
    "stand",   "ten",     "than",     "thank",    "thanks",   "that",    "thaw",     "the",      "theme",    "them",
    "then",    "there",   "these",    "they",     "thin",     "thing",   "think",    "this",     "those",    "to",
    "twice",   "until",   "unlike",   "unlock",   "unrest",   "up",      "use",      "useless",  "went",     "what",
    "whatever", "where",  "wherever", "whether",  "which",    "while",   "who",      "whoever",  "whole",    "whom",
    "why",     "wise",    "within",   "women",    "won",      "ounce",   "observe",  "observed", "observes", "observer",
    "driven",  "liven",   "when",     "hence",   "since",    "dance",    "fence",    "pence",
    "wand",    "and",     "aid",      "and/or",   "amid",    "author",   "authors",  "income",   "incomes",
    "outcome", "outcomes", "theories", "cases",   "cast",     "care",    "came",     "base",     "ease",     "level",
    "levels",  "never",   "lever",    "phases",   "please",   "example", "examples", "sample",   "samples",  "source",
    "sources", "resources", "reasons", "seasoning", "mechanisms", "opposite", "opposites", "actors", "factor", "notes",
    "noted",   "nose",    "vote",     "also",     "else",     "version", "versions", "mission",  "aversion", "even",
    "event",   "events",  "vents",    "seven",    "expanse", "expand",   "expend",   "respect",  "inspect",
};

bool is_english(std::string_view word) {
  return std::find(std::begin(kEnglish), std::end(kEnglish), word) != std::end(kEnglish);
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (const std::size_t blank = blank_at_start(text.substr(at))) at += blank;
  return at;
}

// The byte after the colon, where only blanks stand before it.
std::size_t colon_after(std::string_view line, std::size_t at) {
  at = skip_blanks(line, at);
  return at < line.size() && line[at] == ':' ? at + 1 : 0;
}

LineStart started(RowKind kind, std::size_t begin, std::size_t end) {
  LineStart out;
  out.kind = kind;
  out.begin = begin;
  out.end = end;
  return out;
}

// KEYWORD [NAME] ":" with the name's place; end 0 where there is no colon, or so much before it that it is prose.
LineStart named(RowKind kind, std::string_view line, std::size_t begin, std::size_t after_word) {
  constexpr std::size_t kLongestName = 200;
  const std::size_t colon = line.substr(0, after_word + kLongestName).find(':', after_word);
  if (colon == std::string_view::npos) return {};
  LineStart out = started(kind, begin, colon + 1);
  out.name_begin = skip_blanks(line, after_word);
  out.name_end = out.name_begin + trimmed(line.substr(out.name_begin, colon - std::min(colon, out.name_begin))).size();
  if (out.name_begin > colon) out.name_begin = out.name_end = colon;
  return out;
}

std::size_t words_in(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = skip_blanks(text, 0); at < text.size(); at = skip_blanks(text, at)) {
    ++count;
    while (at < text.size() && blank_at_start(text.substr(at)) == 0) ++at;
  }
  return count;
}

// "COM-12, END-15": words with commas between them. Prose that opens with "Conflict" and has a colon later on is none.
bool names_labels(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at <= text.size(); ++count) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    if (words_in(text.substr(at, comma - at)) != 1) return false;
    at = comma + 1;
  }
  return count > 1;
}

LineStart read_header(std::string_view line, std::size_t at) {
  for (const HeaderWord& header : kHeaders) {
    const std::size_t size = match_words(line.substr(at), header.words);
    const std::size_t end = size == 0 ? 0 : colon_after(line, at + size);
    if (end == 0) continue;
    LineStart out = started(RowKind::Header, at, end);
    out.header = header.kind;
    return out;
  }
  if (begins_with_word(line.substr(at), "conflict")) {
    LineStart out = named(RowKind::Header, line, at, at + 8);
    out.header = HeaderKind::Conflict;
    return names_labels(line.substr(out.name_begin, out.name_end - out.name_begin)) ? out : LineStart{};
  }
  if (!begins_with_word(line.substr(at), "events")) return {};
  LineStart out = named(RowKind::Header, line, at, at + 6);
  out.header = HeaderKind::Events;
  return out;
}

// Short names are one word; a few more are a mistake worth a message, many more are prose with a colon in it.
LineStart read_declaration(std::string_view line, std::size_t at) {
  constexpr std::size_t kMostWords = 3;
  for (const RoleWord& word : kRoles) {
    if (!begins_with_word(line.substr(at), word.word)) continue;
    LineStart out = named(RowKind::Declaration, line, at, at + word.word.size());
    out.role = word.role;
    const std::string_view name = line.substr(out.name_begin, out.name_end - out.name_begin);
    return words_in(name) <= kMostWords && name.find_first_of("()") == std::string_view::npos ? out : LineStart{};
  }
  return {};
}

bool looks_like_path(std::string_view text) {
  text = trimmed(text);
  return quote_at_start(text) != 0 || text.ends_with(".theory") || text.ends_with(".md");
}

LineStart read_other_item(std::string_view line, std::size_t at, bool open) {
  const std::string_view rest = line.substr(at);
  if (begins_with_word(rest, "include")) {
    const std::string_view path = line.substr(at + 7);
    if (looks_like_path(path) || (!open && (trimmed(path).empty() || words_in(path) == 1)))
      return started(RowKind::Include, at, at + 7);
  }
  if (begins_with_word(rest, "phase")) {
    const LineStart out = named(RowKind::Phase, line, at, at + 5);
    if (words_in(line.substr(out.name_begin, out.name_end - out.name_begin)) <= 3) return out;
  }
  if (begins_with_word(rest, "example"))
    if (const std::size_t end = colon_after(line, at + 7)) return started(RowKind::Example, at, end);
  return {};
}

bool is_closed(std::string_view line, std::size_t at) {
  int depth = 0;
  for (; at < line.size(); ++at) {
    if (line[at] == '[') ++depth;
    if (line[at] == ']' && --depth == 0) return true;
  }
  return false;
}

// "[GATE-1 If …": a label that is not closed, right before an opening. A line of prose hardly opens so, where a phrase stands
// above it either.
LineStart read_unclosed_label(std::string_view line, std::size_t at) {
  if (is_closed(line, at)) return {};
  std::size_t end = at + 1;
  while (end < line.size() && end - at < 60 && blank_at_start(line.substr(end)) == 0 && line[end] != ']' && line[end] != ':') ++end;
  LineStart out = started(RowKind::Statement, skip_blanks(line, end), 0);
  const std::size_t size = end > at + 1 && out.begin > end ? match_opening(line.substr(out.begin), out.opening) : 0;
  if (size == 0) return {};
  out.end = out.begin + size;
  out.name_begin = at + 1;
  out.name_end = end;
  out.labelled = out.unclosed_label = true;
  return out;
}

// [LABEL] before an opening, or alone on its line; where no phrase is open, before anything.
LineStart read_statement(std::string_view line, std::size_t at, bool open) {
  LineStart out = started(RowKind::Statement, at, at);
  if (at < line.size() && line[at] == '[') {
    if (LineStart unclosed = read_unclosed_label(line, at); unclosed.labelled) return unclosed;
    const std::size_t close = line.substr(0, at + 200).find(']', at);
    if (close == std::string_view::npos || is_tag_content(line.substr(at + 1, close - at - 1))) return {};
    out.labelled = true;
    out.name_begin = at + 1;
    out.name_end = close;
    at = out.begin = out.end = skip_blanks(line, close + 1);
    const std::string_view label = line.substr(out.name_begin, out.name_end - out.name_begin);
    const bool one_word = !label.empty() && label.find_first_of(" \t") == std::string_view::npos;
    Opening opening = Opening::If;
    if (!open && (at == line.size() || (one_word && match_opening(line.substr(at), opening) == 0))) return out;
  }
  const std::size_t size = match_opening(line.substr(at), out.opening);
  if (size == 0) return {};
  out.end = at + size;
  return out;
}

LineStart read_dashes(std::string_view line, std::size_t at) {
  LineStart out = started(RowKind::Dash, at, at);
  for (std::size_t dash = dash_at_start(line.substr(at)); dash != 0; dash = dash_at_start(line.substr(at))) {
    ++out.depth;
    out.end = at + dash;
    at = skip_blanks(line, out.end);
  }
  return out.depth == 0 ? LineStart{} : out;
}

// "evidence: pilot trial", a tag without its brackets.
LineStart read_bare_tag(std::string_view line, std::size_t at) {
  for (std::string_view words : {"evidence", "source"}) {
    const std::size_t size = match_words(line.substr(at), words);
    if (size == 0 || colon_after(line, at + size) == 0) continue;
    LineStart out = started(RowKind::Tag, at, at);
    out.bare = true;
    return out;
  }
  return {};
}

LineStart read_tag(std::string_view line, std::size_t at) {
  if (line[at] != '(' && line[at] != '[') return {};
  const std::size_t close = line.find(line[at] == '(' ? ')' : ']', at);
  const std::string_view inside = line.substr(at + 1, close == std::string_view::npos ? close : close - at - 1);
  return is_tag_content(inside) ? started(RowKind::Tag, at, at) : LineStart{};
}

LineStart read_note(std::string_view line, std::size_t at) {
  if (!begins_with_word(line.substr(at), "note")) return {};
  const std::size_t end = colon_after(line, at + 4);
  return end == 0 ? LineStart{} : started(RowKind::Note, at, end);
}

LineStart read_statement_word(std::string_view line, std::size_t at) {
  for (const StatementWord& word : kStatementWords)
    if (begins_with_word(line.substr(at), word.word)) return started(word.kind, at, at + word.word.size());
  return {};
}

LineStart read_declaration_line(std::string_view line, std::size_t at) {
  LineStart out;
  for (const LineWord& word : kLines) {
    const std::size_t size = match_words(line.substr(at), word.words);
    const std::size_t end = size == 0 ? 0 : colon_after(line, at + size);
    if (end == 0) continue;
    out = started(RowKind::DeclarationLine, at, end);
    out.line = word.kind;
    return out;
  }
  if (const std::size_t size = match_words(line.substr(at), "observed when")) {
    const std::size_t colon = colon_after(line, at + size);
    out = started(RowKind::DeclarationLine, at, colon != 0 ? colon : at + size);
    out.line = LineKind::ObservedWhen;
  }
  return out;
}

LineStart read_example_line(std::string_view line, std::size_t at) {
  for (const ExampleWord& word : kExampleWords)
    if (const std::size_t size = match_words(line.substr(at), word.words)) return started(word.kind, at, at + size);
  return {};
}

LineStart misplaced(LineStart start) {
  start.misplaced = true;
  return start;
}

// Keywords of the scope itself, then those that only other items have.
LineStart read_inside(std::string_view line, std::size_t at, Scope scope, bool open) {
  LineStart out;
  if (scope == Scope::Example) {
    out = read_example_line(line, at);
    if (out.kind != RowKind::Plain) return out;
  }
  if (scope == Scope::Declaration || scope == Scope::Statement) {
    if (out = read_tag(line, at); out.kind != RowKind::Plain) return out;
    if (out = read_note(line, at); out.kind != RowKind::Plain) return out;
    if (out = read_bare_tag(line, at); out.kind != RowKind::Plain) return out;
  }
  if (scope == Scope::Statement) {
    if (out = read_statement_word(line, at); out.kind != RowKind::Plain) return out;
    if (out = read_dashes(line, at); out.kind != RowKind::Plain) return out;
    out = read_declaration_line(line, at);
    return out.kind == RowKind::Plain || open ? LineStart{} : misplaced(out);
  }
  if (out = read_declaration_line(line, at); out.kind != RowKind::Plain)
    return scope == Scope::Declaration ? out : misplaced(out);
  out = read_statement_word(line, at);
  const bool joins = out.kind == RowKind::And || out.kind == RowKind::Or;
  if (out.kind != RowKind::Plain && !(joins && open)) return misplaced(out);
  if (!open && scope != Scope::Declaration && scope != Scope::Statement) {
    if (out = read_tag(line, at); out.kind != RowKind::Plain) return misplaced(out);
    if (out = read_note(line, at); out.kind != RowKind::Plain) return misplaced(out);
  }
  return {};
}

// "observe when", "observed if", "observed:", "observd wen": both words of the line that says how a thing is seen. `word` is
// the first one, lower case. Gives where they end, 0 where the line reads like a phrase.
std::size_t near_observed(std::string_view rest, const std::string& word) {
  const bool exact = word == "observed" || word == "observes" || word == "observe";
  if (!exact && !models::nearest_word(word, {"observed"}, models::Closeness::Keyword)) return 0;
  if (exact && colon_after(rest, word.size()) != 0) return colon_after(rest, word.size());
  const std::size_t begin = skip_blanks(rest, word.size());
  std::size_t end = begin;
  std::string second;
  while (end < rest.size() && end - begin < 12 && is_word_start(rest.substr(end))) second += lower_ascii(rest[end++]);
  if (second == "when" || (exact && (second == "if" || second == "once" || second == "whenever"))) return end;
  return exact && models::nearest_word(second, {"when"}, models::Closeness::Keyword) ? end : 0;
}

bool has_colon_soon(std::string_view line) { return line.substr(0, 80).find(':') != std::string_view::npos; }

}  // namespace

std::size_t match_opening(std::string_view text, Opening& opening) {
  for (const OpeningWord& word : kOpenings) {
    const std::size_t size = match_words(text, word.words);
    if (size == 0) continue;
    opening = word.opening;
    return size;
  }
  return 0;
}

bool is_tag_content(std::string_view inside) {
  int depth = 0;  // a bracket inside has its own content
  for (std::size_t at = 0; at < inside.size(); ++at) {
    if (inside[at] == '(' || inside[at] == '[') ++depth;
    if ((inside[at] == ')' || inside[at] == ']') && depth > 0) --depth;
    const bool word_begin = at == 0 || !is_word_start(inside.substr(at - 1));
    if (!word_begin || depth != 0) continue;
    const std::string_view rest = inside.substr(at);
    for (std::string_view words : {"evidence from", "evidence", "sources", "source", "supported by"}) {
      const std::size_t size = match_words(rest, words);
      if (size != 0 && colon_after(rest, size) != 0) return true;
    }
  }
  return false;
}

LineStart read_line_start(std::string_view line, Scope scope, bool open) {
  const std::size_t at = skip_blanks(line, 0);
  if (at == line.size()) return {};
  LineStart out = read_statement(line, at, open);
  if (out.kind != RowKind::Plain) return out;
  if (out = read_header(line, at); out.kind != RowKind::Plain) return out;
  if (out = read_declaration(line, at); out.kind != RowKind::Plain) return out;
  if (out = read_other_item(line, at, open); out.kind != RowKind::Plain) return out;
  return read_inside(line, at, scope, open);
}

std::optional<NearKeyword> near_keyword(std::string_view line, Scope scope) {
  const std::size_t begin = skip_blanks(line, 0);
  std::size_t end = begin;
  std::string word;
  while (end < line.size() && end - begin < 32 && is_word_start(line.substr(end))) word += lower_ascii(line[end++]);
  if (scope == Scope::Declaration)
    if (const std::size_t size = near_observed(line.substr(begin), word)) return NearKeyword{"observed when", begin, begin + size};
  if (word.size() < 3 || is_english(word)) return std::nullopt;
  std::vector<std::string_view> meant = {"whenever", "once", "when"};
  if (scope == Scope::Statement) meant.insert(meant.end(), {"then", "unless", "because", "otherwise", "and"});
  if (scope == Scope::Example) meant.insert(meant.end(), {"given", "expect", "and"});
  if (has_colon_soon(line.substr(begin))) {
    meant.insert(meant.end(), {"theory", "version", "case", "author", "events", "conflict", "vocabulary", "context", "resource",
                               "reasoning", "mechanism", "outcome", "phase", "example"});
    if (scope == Scope::Declaration) meant.insert(meant.end(), {"also", "opposite", "level", "actor", "membership"});
    if (scope == Scope::Declaration || scope == Scope::Statement) meant.push_back("note");
  }
  const auto found = models::nearest_word(word, meant, models::Closeness::Keyword);
  if (!found) return std::nullopt;
  // Three letters are too few to tell a slip from a word, but for two of them exchanged ("adn").
  if (found->size() <= 3 && !std::is_permutation(word.begin(), word.end(), found->begin(), found->end())) return std::nullopt;
  return NearKeyword{*found, begin, end};
}

}  // namespace realist::rules
