// What was found in one sentence: statements with the place of each of their parts, and what only looked like one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/prose/words.h"

namespace realist::rules::prose {

// The word a statement was told by.
enum class Marker : std::uint8_t { If, When, Once, Only, Unless, AsLongAs, Otherwise, Then, More, Because };
std::string_view to_string(Marker marker);

// How strongly a clause is put, in the author's words. No numbers are made of them.
enum class Strength : std::uint8_t { Tendency, Possibility, Weak, Unlikely, Duty };
std::string_view to_string(Strength strength);

struct StrengthWord {
  Span span;
  Strength strength = Strength::Possibility;
};

// A window that the language has, as it would be written there: "within 24 hours". `span`: the words it was made of.
struct TimeWindow {
  Span span;
  std::string text;
};

// One clause. Tags inside `span` are no words of it.
struct Part {
  Span span;
  std::size_t first = 0, last = 0;      // words of the sentence, tags that follow included; `last` is one past
  bool negative = false;
  std::vector<StrengthWord> strength;   // of consequents: in an antecedent "can" is an ability
  std::vector<Span> times;              // "at the time of release", "in the first 24 hours"
  std::optional<TimeWindow> window;     // where one stands at the clause's end
};

struct Step {
  std::vector<Part> parts;              // together
};

struct TagUse {
  enum class Where : std::uint8_t { Statement, Antecedent, Step, Outside };
  Span span;                            // "evidence: …" without brackets
  Where where = Where::Statement;
  std::size_t step = 0, part = 0;       // of an Antecedent only `part`
};

// Why a person has to look at a statement.
enum class Doubt : std::uint8_t {
  Unsplit,        // where the consequent begins could not be told: one of the two is missing
  GuessedSplit,   // nothing divides them: cut before a pronoun
  PointsBack,     // "this is the case", "so", "otherwise": what is meant stands before
  NoVerb,         // the consequent has none that is known
};
std::string_view to_string(Doubt doubt);

struct Statement {
  Marker marker = Marker::If;
  Span marker_span;
  std::vector<Part> antecedent;         // all of them; empty where it points back with one word
  std::vector<Step> steps;              // each after the one before
  std::vector<TagUse> tags;
  Span attribution;                     // "In one of our focus groups we found that"
  std::string attributed_to;            // "one of our focus groups"; empty: nobody named
  std::string population;               // "some people": who they are is not said; empty: none
  std::vector<Doubt> doubts;

  bool whole() const;                   // can be written as a statement of a theory
};

// Why a word that conditions begin with begins none here.
enum class LookAlike : std::uint8_t {
  Question,     // the sentence asks
  Whether,      // to find out if …
  InPassing,    // if possible, if required, (if involved)
  Offer,        // the chance for them to call if …
  EvenIf,       // the result holds whatever comes
  TalkAbout,    // If/then statements
  Time,         // when tells the time of something, or is what is asked for
  Story,        // when tells of something that happened once
  Order,        // and then, first … then
  NounReason,   // because of …
  PointsBack,   // This was because …
  Unfinished,   // nothing follows it
  TooLong,      // a "sentence" of more than kMostSentenceBytes or kMostWords: lists, tables, what is no prose
};
std::string_view to_string(LookAlike why);

struct LeftOut {
  Span span;  // the word
  LookAlike why = LookAlike::Time;
};

struct Reading {
  std::vector<Statement> statements;
  std::vector<LeftOut> left_out;
};

constexpr std::size_t kMostSentenceBytes = 4'096, kMostWords = 400;

// Reads one sentence. Deterministic; what is longer than the two bounds is left out unread.
Reading read_sentence(std::string_view sentence);

// The words of a clause: without tags, blanks of every kind made one.
std::string phrase_of(std::string_view sentence, const Part& part, const std::vector<Word>& words);

}  // namespace realist::rules::prose
