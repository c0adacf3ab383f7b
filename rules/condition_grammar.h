// The condition part of the language: what stands after `observed when`, after `Phase NAME: from`, after `where`
// (language.md, "Conditions"). Text to tree, without names resolved.
//
// The text is given as the author wrote it, over one line or several (line ends count as blanks; typographic quotes and
// blanks are taken as their plain forms). Propositions and phases stay text here: the tree holds the position of each in the
// list of mentions, until `resolve_mentions` puts the theory's own indices in their place. Nothing throws; linear in the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/condition.h"
#include "models/place.h"

namespace realist::rules {

// Turns byte offsets of a text that was put together from stretches of a file into places of that file.
class PositionMap {
 public:
  PositionMap() = default;
  // A text that stands in the file in one piece, from `line` and `column` (from 1, in characters) on.
  PositionMap(std::uint32_t file, std::uint32_t line, std::uint32_t column) : file_(file) { add(0, line, column); }

  // From byte `offset` of the text on, the file's text from `line`, `column` on. Offsets ascend.
  void add(std::size_t offset, std::uint32_t line, std::uint32_t column) { entries_.push_back({offset, line, column}); }

  // The place of the bytes [begin, end) of `text`. Linear in the distance to the entry before.
  models::Place place(std::string_view text, std::size_t begin, std::size_t end) const;

  // The same map with entries so close that `place` costs next to nothing.
  PositionMap dense(std::string_view text) const;

 private:
  struct Entry { std::size_t offset; std::uint32_t line, column; };
  Entry locate(std::string_view text, std::size_t at) const;

  std::uint32_t file_ = 0;
  std::vector<Entry> entries_;
};

// Something wrong with a text, to become a Diagnostic (`code` is "condition/…"; every one is an error).
struct ConditionProblem {
  std::string code;
  std::string message;           // one plain sentence, lower case, no full stop
  std::string help;              // what to do, with an example that is valid
  std::vector<std::string> notes;
  models::Place place;
  struct Edit { std::string title; models::Place place; std::string replacement; };
  std::optional<Edit> fix;
};

// A proposition named in braces, or a phase named after `during`: its words as written.
struct Mention {
  std::string text;
  models::Place place;           // of the words, without braces or quotes
};

// Mentions are numbered in the order written: Condition::proposition of a Proposition test, and TestWindow::phase, hold the
// position in these lists. Condition::proposition of a Judgement is kNone until resolved.
struct Mentions {
  std::vector<Mention> propositions;
  std::vector<Mention> phases;
  std::vector<models::Place> judged;  // where `judged` tests stand: they need an indicator to stand in
  std::vector<models::Place> its;     // where `its FIELD` stands: it needs a statement over an event
};

template <class Value>
struct Parsed {
  std::optional<Value> value;    // nothing where there is a problem
  Mentions mentions;
  std::vector<ConditionProblem> problems;
};
using ParsedCondition = Parsed<models::Condition>;

inline constexpr std::size_t kConditionDepth = 64;
inline constexpr std::size_t kConditionBytes = 65'536;  // a longer one is an error

// A whole condition: `event "gate meeting" within 1 day of event release and not {C1}`. A full stop at the end is allowed.
ParsedCondition parse_condition(std::string_view text, const PositionMap& map, std::size_t depth_limit = kConditionDepth);

// `event referral where by is prison`, `last event session`, `attribute housing.date`.
Parsed<models::Anchor> parse_anchor(std::string_view text, const PositionMap& map);

// `event "gate meeting" where by is practitioner where minutes > 5`; the word `event` may be left out.
Parsed<models::EventPattern> parse_event_pattern(std::string_view text, const PositionMap& map);

// `housing.status is hostel`, `age at least 18`, `"Permit RequestedBudget" > 1000`.
Parsed<models::FieldTest> parse_field_test(std::string_view text, const PositionMap& map);

// What a field is compared with: `hostel`, `"very high"`, `3.5`, `yes`, `its service`, `this case`.
Parsed<models::Operand> parse_operand(std::string_view text, const PositionMap& map);

// `14 days`, `two weeks`, `an hour`: a whole number (or a word up to twelve) and a unit. Nothing where it is not one.
std::optional<models::Duration> parse_duration(std::string_view text);

// `4`, `four` (up to twelve): a whole number that is not negative. Nothing where it is not one.
std::optional<std::int64_t> parse_count(std::string_view text);

// `days`, `day`, `Weeks`. Nothing where it is not one.
std::optional<models::Unit> parse_unit(std::string_view word);

// True where the words can only be meant as a condition, right or wrong, and not as a phrase: `event recall`,
// `closed.reason is recalled`, `{C1} and …`, but not `the participant is dead`. For `Not applicable when:`.
bool looks_like_condition(std::string_view text);

// What a mention stands for.
struct ResolvedProposition {
  models::PropositionIndex index = models::kNone;
  bool opposite = false;         // the words name its opposite: the test becomes `not`
};

// Puts the theory's indices in place of positions in `Mentions`; `about` is the proposition the indicator belongs to, for its
// `judged` tests (kNone elsewhere). The lists are as long as the mentions were.
void resolve_mentions(models::Condition& condition, const std::vector<ResolvedProposition>& propositions,
                      const std::vector<models::PhaseIndex>& phases, models::PropositionIndex about);

// The codes this part can report, for the list of all codes.
const std::vector<std::string_view>& condition_codes();

}  // namespace realist::rules
