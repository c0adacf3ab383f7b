// What a plan asks of one record, and nothing else of it: the step between a record, however it was read, and `bind`.
//
//   engine::Facts facts;
//   engine::excerpt_of(plan, record, facts.excerpt);   // from a record that was read whole
//   engine::bind(plan, as_of, facts);
//
// A reader may fill an excerpt straight from a file instead (cli/excerpt_reader.h); it then has no `record`, and what there
// is to tell of a case is told by numbers and places alone, without names, sources or quotations.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/plan.h"
#include "models/case_record.h"
#include "models/date_range.h"

namespace realist::engine {

struct Excerpt {
  struct Event {
    EventTypeId type = kNone;
    std::uint32_t index = 0;                // position in the record's list
    const models::Event* event = nullptr;   // its date; fields that the plan asks of events of this type (others may be left out)
  };
  struct Judged {
    PropositionIndex proposition = kNone;   // kNone: about nothing the theory knows
    bool opposite = false;                  // it is about the proposition's opposite
    std::uint32_t index = 0;                // position in the record's list
    const models::Judgement* judgement = nullptr;
  };

  const models::CaseRecord* record = nullptr;           // that it was taken from, where there is one: it has to live on
  std::string id;
  std::string kind;                                     // empty: the theory's own
  std::vector<Event> events;                            // of the types asked for, in the record's order
  std::uint32_t all_events = 0;                         // how many the record has, asked for or not
  std::vector<const models::Attribute*> attributes;     // by AttributeId; null: not recorded
  std::vector<Judged> judgements;                       // all of them, in the record's order
  std::span<const models::Link> links;
  std::span<const models::Pause> pauses;
  std::vector<std::uint8_t> may_be_missing;             // per event type
  std::optional<models::Time> opened, closed;
  models::DateRange dates;                              // of all events, attributes and links, asked for or not
  std::int32_t lowest_offset = models::Time::kNoOffset; // in use among events, attributes and judgements; kNoOffset: none

  // Where a reader without a record keeps what it points to; memory stays from case to case, so a part may be longer than
  // what of it belongs to this case.
  models::CaseRecord own;

  Excerpt() = default;
  Excerpt(const Excerpt&) = delete;              // parts point to each other
  Excerpt& operator=(const Excerpt&) = delete;
  Excerpt(Excerpt&&) = default;
  Excerpt& operator=(Excerpt&&) = default;

  // Takes an attribute where the plan asks for its path. A path as written goes before one that differs in capitals; of several
  // alike the first. `ids`: Plan::attributes_named.
  void take(const Plan& plan, std::span<const AttributeId> ids, const models::Attribute& attribute) {
    for (const AttributeId asked : ids) {
      const models::Attribute*& place = attributes[asked];
      const bool exact = attribute.path == plan.attribute_paths[asked];
      if (!place || (exact && place->path != plan.attribute_paths[asked])) place = &attribute;
    }
  }

  void clear(const Plan& plan);                  // of a record that holds nothing, with all memory kept
  void see_offset(const models::Time& t) {
    if (t.has_offset() && (lowest_offset == models::Time::kNoOffset || t.offset < lowest_offset)) lowest_offset = t.offset;
  }
};

// Overwrites `excerpt`. It points into the record. Cost: linear in the record.
void excerpt_of(const Plan& plan, const models::CaseRecord& record, Excerpt& excerpt);

// The newest date of the whole record, as models::newest_date tells it.
std::optional<models::Time> newest_date(const Excerpt& excerpt);

}  // namespace realist::engine
