// What has to be recorded of a case so that a theory can be judged on it: read off the theory's indicators, phases and
// windows, in the order of the work.
//
//   for (const RecordingPart& part : engine::what_to_record(theory))
//     for (const RecordingItem& item : part.items) …
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/theory.h"

namespace realist::engine {

// What tests compare a value with, over all the tests that look at it.
struct AskedValue {
  std::vector<std::string> words;  // "hostel", "yes"; each once, in the order met
  bool number = false;             // compared with a number, or added up
  bool date = false;               // used as a date
  bool other = false;              // any other value counts as well (`is not`, `is known`)
  bool this_case = false;          // the id of the case itself
  std::vector<std::string> links;  // the id that the case's link of that kind leads to
};

struct AskedField {
  std::string path;
  AskedValue value;
};

// One thing to be recorded: a fact of a case, or a kind of event that may come any number of times.
struct RecordingItem {
  enum class Kind : std::uint8_t { Link, Attribute, Event, Judgement };
  Kind kind = Kind::Event;
  std::string of;                  // kind of record it belongs in; the theory's case kind for the case itself
  std::string name;                // link's kind, attribute's path, event's type, phrase that is judged
  std::vector<AskedField> fields;  // Event: in the order met
  AskedValue value;                // Attribute, Judgement
  bool repeats = false;            // Event: counted, kept up, or judged each time it comes: every occurrence is wanted
  std::vector<std::string> judges; // Judgement: by whom it has to be, where a test says so
  std::vector<std::string> actors; // of the propositions it is evidence for, each once
  std::vector<models::PropositionIndex> propositions;  // ascending; none for what only phases and windows look at
  // Steps with a written window for which it is evidence: when it is due.
  struct Due { models::StatementIndex statement = 0; std::uint32_t step = 0; };  // step from 1
  std::vector<Due> dues;
};

struct RecordingPart {
  models::PhaseIndex phase = models::kNone;  // none: at no phase in particular
  std::vector<RecordingItem> items;
};

// Links first; then each phase of the theory in the order written; then what belongs to no phase. Parts without items are left
// out; a theory without phases gives at most two parts. In a part: the event that begins its phase, then by the first proposition in
// the theory's order, then the event that ends it.
//
// A proposition belongs to a phase where its indicator or a step's window names it (during, throughout, before the event
// that ends it, after the one that begins it, a field with the phase's name), else to the default phase of the files whose statements
// speak of it (the latest in which something leads to it, else the earliest), else to the phase of what leads to it. An event
// asked for in several phases stands in each with the fields asked for there, and with those asked for in no phase in
// particular; anything else stands in the first.
//
// Propositions that nothing uses are left out. One without an indicator, or with a test on judgements, asks for a judgement.
// Linear in the theory's size.
std::vector<RecordingPart> what_to_record(const models::Theory& theory);

}  // namespace realist::engine
