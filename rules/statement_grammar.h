// The grammar inside a row: where clauses end, what a tag says, what a window is, how a clause begins (language.md,
// "Statements"). The only place of the statement language that uses Spirit; one row at a time, nothing to recover from.
//
// Inline, these and only these end a clause: `then`; `, and if`; `; and`, `; or`, `; unless`, `; because`, `, unless`,
// `, because`; a window or a tag, after which `and`, `or`, `unless`, `because` also do. Double quotes and brackets protect.
// Cost: linear in the row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "rules/syntax_tree.h"

namespace realist::rules {

// What a window can be bound by, folded (models::fold).
struct KnownNames {
  std::unordered_set<std::string> phases;
  std::unordered_set<std::string> propositions;  // declared phrases, aliases and short names
  std::unordered_set<std::string> events;
  std::unordered_set<std::string> attributes;
  friend bool operator==(const KnownNames&, const KnownNames&) = default;
};

enum class Joint : std::uint8_t { Start, Then, And, Or, Unless, Because };

// Words that look like a window and are none; they stay in their phrase.
struct FalseWindow {
  Text words;
  bool unknown_bound = false;    // else: it stands where none can
  Text unit;                     // the word that stands where a unit of time should, and the unit it nearly is
  std::string unit_meant;
};

// A clause as it stands in a row.
struct Segment {
  Joint joint = Joint::Start;
  bool if_repeated = false;      // "and if"
  models::Place keyword;         // of the joint's words (Start: unknown)
  Text words;                    // without tags, window and the comma, semicolon or full stop at its end
  std::vector<Tag> tags;
  std::vector<WindowPart> window;
  Text window_text;
  bool at_any_time = false;
  std::vector<FalseWindow> false_windows;
  Text after_tag;                // words after a tag that nothing joins
  bool after_semicolon = false;  // … a semicolon stands before them, and they go to the end: a remark on the sentence
  Text unclosed_quote;           // from a double quote that has no partner
  bool second_sentence = false;  // a full stop and a capital letter inside
};

// Cuts a row's text. `first` is what the row's keyword makes of its beginning; windows are looked for in steps only: where
// `first` is Then or `in_step`, and after an inline `then`.
inline constexpr std::size_t kMostSegments = 10'000;
std::vector<Segment> cut_clauses(const Text& row, Joint first, bool in_step, const KnownNames& names);

// A row that is one phrase with tags after it, whatever words are in it.
Segment cut_tags(const Text& row);

// The tags of a row that is nothing but tags; `rest` is what is left over.
std::vector<Tag> read_tags(const Text& row, Text& rest);

// How a clause begins.
struct ClauseHead {
  bool negated = false;
  bool previously = false;
  std::optional<models::Role> role;
  std::optional<ClauseSyntax::Kind> list;  // "all of:"
  std::uint32_t count = 0;                 // "at least 2 of:"
  std::size_t end = 0;                     // bytes of it
};
// `step`: (role) and `previously` may stand too.
ClauseHead read_clause_head(std::string_view words, bool step);

// Whether a window's earliest time is after its latest; both in one unit of measure (months as 30 days, years as 365).
bool ends_before_it_begins(const models::Duration& low, const models::Duration& high);

// Text with every kind of blank, double quote and dash as its ASCII form and ASCII letters in lower case, byte for byte as
// long as `text` (bytes left over are '\1').
std::string plain_of(std::string_view text);

}  // namespace realist::rules
