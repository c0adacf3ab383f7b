// Small theories and records to judge: drawn at random, written by hand, or listed one after another.
//
// A theory is first a Sketch: the little that makes it up, in the language's own words. A sketch becomes a Theory value
// without the reader of rules/ (only its conditions are read by it), and a theory file a person can replay.
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "models/case_record.h"
#include "models/theory.h"

namespace realist::oracle {

struct PropositionSketch {
  std::string name;             // short name; the phrase is "<name> comes about"
  models::Role role = models::Role::Context;
  std::string indicator;        // as after `observed when`; empty: none
  std::string of;
};

// One join of propositions, each perhaps under a `not`.
struct ClauseSketch {
  models::Clause::Kind kind = models::Clause::Kind::All;  // All, Any, None, AtLeast; of one part: that part
  std::uint32_t count = 0;
  struct Part { std::string name; bool negated = false; };
  std::vector<Part> parts;
};

struct StepSketch {
  ClauseSketch clause;
  bool negated = false, previously = false, at_any_time = false;
  models::StepWindow window;    // `text` is what is written; empty: none
};

struct StatementSketch {
  std::string label;
  models::Form form = models::Form::If;
  ClauseSketch antecedent;
  std::vector<StepSketch> steps;
  std::vector<std::string> unless;
  std::vector<StepSketch> otherwise;  // steps of the second statement; empty: none
};

struct Sketch {
  std::vector<PropositionSketch> propositions;
  std::vector<StatementSketch> statements;
  std::string phase_from, phase_until;      // of the phase "inside"; empty: none
  std::string not_applicable;               // a condition
  std::string default_window;               // "5 days"
  std::string may_be_missing;               // an event type
};

// Everything one judging needs.
struct Trial {
  Sketch sketch;
  models::CaseRecord record;
  std::vector<models::CaseRecord> linked;
  models::Time as_of;
};

models::Theory theory_of(const Sketch& sketch);
std::string to_text(const Sketch& sketch);      // a theory file
Sketch sketch_of(const std::string& text);      // of a text as the line above writes it
std::string to_text(const Trial& trial);        // theory, records and as-of instant, to be replayed

// "A and not B", "A or B", "none of A, B", "at least 2 of A, B, C".
ClauseSketch clause_of(const std::string& text);
// "not A within 3 days", "previously A", "A and B at any time", "A throughout 5 days".
StepSketch step_of(const std::string& text);

// A record in a few words, dates without their year (2016): "a@05-01 b@05-02T10:00{k:u} M=no@05-09 M=yes@05-09<05-02
// .s=yes@05-03 ?c open@05-01 closed@06-01 pause@05-03..05-05 &practitioner=P". `a@` is an event without a date.
models::CaseRecord record_of(const std::string& id, const std::string& words);
models::Time time_of(const std::string& words);

using Random = std::mt19937_64;
Trial draw(Random& random);

// The smallest trial that still fails, by leaving out one thing after another.
Trial shrunk(Trial trial, const std::function<bool(const Trial&)>& fails);

}  // namespace realist::oracle
