#include "rules/condition_messages.h"

#include <algorithm>
#include <optional>

#include "models/nearest.h"
#include "models/theory.h"

namespace realist::rules {
namespace {

using Words = std::vector<std::string_view>;

// `message`: `%` stands for the words marked. `at_end` is used instead where the text ends too early.
struct Sentence {
  Fault fault;
  std::string_view code, message, at_end, help;
};

constexpr Sentence kSentences[] = {
    {Fault::Empty, "condition/empty", "there is no condition here", "there is no condition here",
     "say what would be seen in a record, for example: event \"gate meeting\" within 1 day of event release"},
    {Fault::TooLong, "condition/too-long", "this condition is longer than 65,536 bytes", "",
     "give parts of it to propositions of their own and name those in braces: {the participant has a tenancy}"},
    {Fault::TooDeep, "condition/too-deep", "brackets and `not` stand inside each other too deeply here", "",
     "give the inner part to a proposition of its own and name it in braces: {the participant has a tenancy}"},
    {Fault::UnclosedQuote, "condition/unclosed-quote", "this quotation mark is never closed", "",
     "put a second quotation mark after the last word that belongs to it: event \"gate meeting\""},
    {Fault::UnclosedBrace, "condition/unclosed-brace", "this brace is never closed", "",
     "close it after the phrase: {the participant has a tenancy}"},
    {Fault::StrayBrace, "condition/stray-brace", "this brace closes nothing", "",
     "open it before the phrase: {the participant has a tenancy}"},
    {Fault::UnclosedBracket, "condition/unclosed-bracket", "this bracket is never closed", "this bracket is never closed",
     "close it where the part that belongs together ends: (event session or event contact) and event release"},
    {Fault::StrayBracket, "condition/stray-bracket", "this bracket closes nothing", "",
     "take it out, or open a bracket before the part that belongs together: (event session or event contact) and event release"},
    {Fault::EmptyPhrase, "condition/empty-phrase", "there are no words between these braces", "",
     "put a phrase or a short name of the theory between them: {the participant has a tenancy}"},
    {Fault::MixedAndOr, "condition/mixed-and-or", "`and` and `or` stand side by side here, which can be read in two ways", "",
     "put brackets round what belongs together: (event session or event contact) and event release"},
    {Fault::ExpectedTest, "condition/expected-test", "a test was expected here, not `%`", "a test was expected after `%`",
     "write what would be seen in a record, for example: event release; or: housing.status is hostel; or: judged yes"},
    {Fault::MissingComparison, "condition/missing-comparison", "`%` is not compared with anything",
     "`%` is not compared with anything",
     "say what it should be: housing.status is hostel; or: age at least 18; or name another proposition in braces: {C1}"},
    {Fault::MissingValue, "condition/missing-value", "a value was expected here, not `%`", "a value was expected after `%`",
     "write the value, for example: housing.status is hostel; one that holds such a word is put in quotes: \"before noon\""},
    {Fault::NotANumber, "condition/not-a-number", "`%` is not a number, and only a number can be more or less than another",
     "a number was expected after `%`", "write a number: score > 3; or compare words with `is`: score is high"},
    {Fault::MissingEventName, "condition/missing-event-name", "the name of an event was expected here, not `%`",
     "the name of an event was expected after `%`",
     "write the event's name after `event`, in quotes where it has several words: event \"gate meeting\""},
    {Fault::SeveralWords, "condition/several-words", "an event's name of several words needs quotation marks", "",
     "write: event \"gate meeting\""},
    {Fault::MissingEvent, "condition/missing-event", "`event` was expected here, not `%`", "`events` was expected after `%`",
     "say that events are counted: at least 2 events session; or count tests in a list: at least 2 of (event a, event b, event c)"},
    {Fault::MissingField, "condition/missing-field", "the name of a field was expected here, not `%`",
     "the name of a field was expected after `%`",
     "write which field is meant, in quotes where it has several words: event session where setting is prison"},
    {Fault::MissingAnchor, "condition/missing-anchor", "an event or an attribute was expected here, not `%`",
     "an event or an attribute was expected after `%`",
     "say what the time is counted from: event release; or: last event session; or: attribute housing.date"},
    {Fault::MissingPhase, "condition/missing-phase", "the name of a phase was expected here, not `%`",
     "the name of a phase was expected after `%`",
     "write the name of a phase that the theory declares: event session during community"},
    {Fault::NotADuration, "condition/not-a-duration", "a length of time was expected here, not `%`",
     "a length of time was expected after `%`",
     "write a whole number and a unit from seconds to years: 14 days; or: two weeks; or: 1 hour"},
    {Fault::NotADate, "condition/not-a-date", "`%` is not a date", "a date was expected after `%`",
     "write the year first, and only days there are: between 2016-05-01 and 2016-05-31"},
    {Fault::MissingAnd, "condition/missing-and", "`and` was expected here, not `%`", "`and` was expected after `%`",
     "say both ends: between 3 and 5"},
    {Fault::MissingList, "condition/missing-list", "a list in brackets was expected here, not `%`",
     "a list in brackets was expected after `%`", "write: at least 2 of (event session, event contact, judged yes)"},
    {Fault::ImpossibleCount, "condition/impossible-count", "`%` is not a count that says anything here", "a number was expected after `%`",
     "write a whole number of at least one, and no more than there are parts in the list: at least 2 of (event a, event b, event c)"},
    {Fault::JudgedValue, "condition/judged-value", "`%` is not a judgement", "a judgement was expected after `%`",
     "a judgement is yes, no, partly or a number: judged yes; or: judged at least 4; or: judged at least partly"},
    {Fault::MissingWho, "condition/missing-who", "who judges was expected here, not `%`", "who judges was expected after `%`",
     "write: judged yes by supervisor"},
    {Fault::MissingTo, "condition/missing-to", "`to` was expected here, not `%`", "`to` was expected after `%`",
     "say both ends: days from event release to first event session <= 7"},
    {Fault::WindowOrder, "condition/window-ends-before-it-begins", "this window ends before it begins", "",
     "write the shorter time or the earlier date first: between 2 and 6 weeks after event release"},
    {Fault::RangeOrder, "condition/range-upside-down", "the second number, `%`, is smaller than the first", "",
     "write the smaller number first: score between 3 and 5"},
    {Fault::WindowWithEvery, "condition/window-with-every", "a test with `every` cannot have a window of its own as well", "",
     "leave the window out: `every` looks at each stretch of that length; the step's `throughout` says how long it is to go on"},
    {Fault::OtherUnit, "condition/other-unit", "`%` is not the unit that is counted here", "",
     "write the number alone, in the unit the line begins with: days from event release to first event session <= 7"},
    {Fault::WriteIs, "condition/write-is", "`%` is no comparison here", "", "write: housing.status is hostel"},
    {Fault::MissingOccurrence, "condition/missing-number-over-events",
     "a number over events was expected here, not `%`", "a number over events was expected after `%`",
     "write the field first: age > 18; or say which events the number is from: 3 < latest score of event distress"},
    {Fault::MissingDirection, "condition/missing-direction", "`of`, `after` or `before` was expected here, not `%`",
     "`of`, `after` or `before` was expected after `%`",
     "say what the time is counted from: within 14 days after event release; or: in the last 14 days"},
    {Fault::LeftOver, "condition/left-over", "the condition is complete before `%`", "",
     "join tests with `and` or `or`: event session and event contact; put values and names that hold such words in quotes"},
};
static_assert(std::size(kSentences) == kFaultCount);

constexpr bool in_order() {
  for (std::size_t i = 0; i < kFaultCount; ++i)
    if (static_cast<std::size_t>(kSentences[i].fault) != i) return false;
  return true;
}
static_assert(in_order());

const Sentence& sentence_of(Fault fault) { return kSentences[static_cast<std::size_t>(fault)]; }

// The marked words as a sentence shows them: on one line, and not without end.
std::string shown(const ConditionText& text, Span span) {
  constexpr std::size_t kShown = 60;
  std::string words = text.written(span);
  if (words.size() <= kShown) return words;
  std::size_t cut = kShown;
  while ((static_cast<unsigned char>(words[cut]) & 0xC0) == 0x80) --cut;
  return words.substr(0, cut) + "…";
}

std::string with_words(std::string_view sentence, const std::string& words) {
  std::string out(sentence);
  const std::size_t at = out.find('%');
  if (at != std::string::npos) out.replace(at, 1, words);
  return out;
}

ConditionProblem plain_problem(Fault fault, const ConditionText& text, Span span, bool at_end) {
  const Sentence& s = sentence_of(fault);
  ConditionProblem problem;
  problem.code = s.code;
  problem.message = with_words(at_end ? s.at_end : s.message, shown(text, span));
  problem.help = s.help;
  problem.place = text.place(span);
  return problem;
}

void offer(ConditionProblem& problem, const models::Place& place, std::string replacement) {
  problem.fix = ConditionProblem::Edit{"write: " + replacement, place, std::move(replacement)};
}

// "did you mean `event`?", with the fix.
ConditionProblem meant(Fault fault, const ConditionText& text, Span span, std::string_view word) {
  ConditionProblem problem = plain_problem(fault, text, span, false);
  problem.help = "did you mean `" + std::string(word) + "`? " + problem.help;
  offer(problem, problem.place, std::string(word));
  return problem;
}

bool is_plain(const ConditionText& text, Span span) { return !span.empty() && is_word_byte(text.plain(span)[0]); }

std::optional<std::string_view> near(const ConditionText& text, Span span, const Words& words) {
  return is_plain(text, span) ? models::nearest_word(text.plain(span), words, models::Closeness::Keyword) : std::nullopt;
}

const Words kOpeners = {"event",   "events", "judged",  "not",    "its", "latest", "first",
                        "average", "highest", "lowest", "number", "sum"};
const Words kComparisons = {"is", "contains", "between", "at least", "at most", "more", "less", "does"};
const Words kContinuations = {"and", "or", "where", "within", "before", "after", "between", "during", "every", "by"};
const Words kAnchors = {"event", "attribute", "first", "last"};
const Words kUnits = {"second", "seconds", "minute", "minutes", "hour",   "hours", "day",
                      "days",   "week",    "weeks",  "month",   "months", "year",  "years"};

bool is_and_or(std::string_view word) { return word == "and" || word == "or"; }

// A word where a test begins that is nearly one of those a test opens with: `evnt release`.
std::optional<ConditionProblem> near_opener(const ConditionText& text, Span word) {
  if (auto opener = near(text, word, kOpeners)) return meant(Fault::ExpectedTest, text, word, *opener);
  return std::nullopt;
}

// The sign between a field and its value that programs use: `=`, `!=`.
std::optional<ConditionProblem> programmers_sign(const ConditionText& text, Span token) {
  const bool unequal = text.plain(token) == "!" && text.plain(text.token_at(token.end)) == "=";
  if (text.plain(token) != "=" && !unequal) return std::nullopt;
  Span sign = token;
  while (sign.end < text.plain().size() && text.plain()[sign.end] == '=') ++sign.end;
  ConditionProblem problem = plain_problem(Fault::WriteIs, text, sign, false);
  offer(problem, problem.place, unequal ? "is not" : "is");
  return problem;
}

ConditionProblem missing_comparison(const ConditionText& text, Span next, bool at_end, const Surroundings& around) {
  const Span field = at_end ? next : text.token_before(next.begin);
  if (!at_end) {
    if (auto problem = programmers_sign(text, next)) return *problem;
    if (is_plain(text, next) && !is_and_or(text.plain(next)))
      if (auto problem = near_opener(text, field)) return *problem;
    if (auto word = near(text, next, kComparisons)) return meant(Fault::MissingComparison, text, next, *word);
  }
  ConditionProblem problem = plain_problem(Fault::MissingComparison, text, field, at_end);
  const Span joint = text.token_before(field.begin);
  const bool after_value = around.value_end != 0 && text.token_before(joint.begin).end == around.value_end;
  if (after_value && is_and_or(text.plain(joint)))
    problem.help = "`and` and `or` begin a new test; for several values write: risk is one of high, very high; where the word "
                   "belongs to the value, put the value in quotes: needs contains \"food and shelter\"";
  return problem;
}

// A word that would go on with the condition, or begin another test.
bool goes_on(std::string_view word) {
  const std::string folded = models::fold(word);
  for (const Words* words : {&kContinuations, &kOpeners})
    if (std::find(words->begin(), words->end(), folded) != words->end()) return true;
  return folded == "in" || folded == "no";
}

// `event gate meeting`: the words up to the next one that goes on with the condition belong to the name.
ConditionProblem several_words(const ConditionText& text, Span next) {
  Span name{text.token_before(next.begin).begin, next.end};
  for (Span word = text.token_at(name.end); word.begin >= name.end && is_plain(text, word); word = text.token_at(name.end)) {
    if (goes_on(text.plain(word))) break;
    name.end = word.end;
  }
  ConditionProblem problem = plain_problem(Fault::SeveralWords, text, name, false);
  std::string quoted = "\"";
  quoted += text.written(name);
  quoted += '"';
  problem.help = "write: event " + quoted;
  offer(problem, problem.place, quoted);
  return problem;
}

ConditionProblem left_over(const ConditionText& text, Span next, const Surroundings& around) {
  if (auto word = near(text, next, kContinuations)) return meant(Fault::LeftOver, text, next, *word);
  const Span before = text.token_before(next.begin);
  if (text.plain(next) == "is") {
    const Span joint = text.token_before(before.begin);
    if (auto word = near(text, joint, {"where", "and"})) return meant(Fault::LeftOver, text, joint, *word);
  }
  if (is_plain(text, next) && !goes_on(text.plain(next)) && around.name_end != 0 && before.end == around.name_end) return several_words(text, next);
  if (parse_unit(text.plain(next)) && parse_count(text.plain(before))) return plain_problem(Fault::OtherUnit, text, next, false);
  if (auto problem = programmers_sign(text, next)) return *problem;
  return plain_problem(Fault::LeftOver, text, next, false);
}

ConditionProblem missing_anchor(const ConditionText& text, Span next, bool at_end) {
  if (at_end) return plain_problem(Fault::MissingAnchor, text, next, true);
  if (auto word = near(text, next, kAnchors)) return meant(Fault::MissingAnchor, text, next, *word);
  ConditionProblem problem = plain_problem(Fault::MissingAnchor, text, next, false);
  if (models::parse_time(text.plain(next))) {
    problem.help = "for dates write both ends: between 2016-05-01 and 2016-05-31";
  } else if (is_plain(text, next) || text.plain(next)[0] == '"') {
    offer(problem, problem.place, "event " + text.written(next));
  }
  return problem;
}

ConditionProblem not_a_duration(const ConditionText& text, Span next, bool at_end) {
  const Span unit = text.token_at(next.end);
  if (!at_end && parse_count(text.plain(next)) && unit.begin >= next.end) {
    if (auto word = near(text, unit, kUnits)) return meant(Fault::NotADuration, text, unit, *word);
  }
  return plain_problem(Fault::NotADuration, text, next, at_end);
}

ConditionProblem expected_test(const ConditionText& text, Span next, bool at_end) {
  if (!at_end)
    if (auto problem = near_opener(text, next)) return *problem;
  return plain_problem(Fault::ExpectedTest, text, next, at_end);
}

}  // namespace

std::string_view code_of(Fault fault) { return sentence_of(fault).code; }

ConditionProblem problem_of(const Stop& stop, const ConditionText& text, const Surroundings& around) {
  const bool at_end = stop.span.empty() && text.ends_at(stop.span.begin);
  const Span span = stop.span.empty() ? text.token_at(stop.span.begin) : stop.span;
  switch (stop.fault) {
    case Fault::ExpectedTest: return expected_test(text, span, at_end);
    case Fault::MissingComparison: return missing_comparison(text, span, at_end, around);
    case Fault::LeftOver: return left_over(text, span, around);
    case Fault::MissingAnchor: return missing_anchor(text, span, at_end);
    case Fault::NotADuration: return not_a_duration(text, span, at_end);
    default: break;
  }
  ConditionProblem problem = plain_problem(stop.fault, text, span, at_end);
  problem.notes = stop.notes;
  return problem;
}

}  // namespace realist::rules
