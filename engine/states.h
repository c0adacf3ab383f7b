// What is so at an instant, by what was recorded up to then: the state in which a statement finds a case.
#pragma once

#include <memory>
#include <vector>

#include "engine/judge.h"
#include "models/case_record.h"
#include "models/theory.h"
#include "models/time.h"
#include "models/tri.h"
#include "models/verdict.h"

namespace realist::engine {

struct State {
  models::Tri value = models::Tri::Unknown;
  bool undated = false;  // by facts without a date: whether it was so then is not recorded
};

// One a thread: it reuses its memory from case to case.
class StateReader {
 public:
  explicit StateReader(const Plan& plan);
  ~StateReader();

  // The value at `at` of every proposition of the theory; nothing later is looked at. Cost: that of binding the record, and of
  // each proposition's indicator.
  void read(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& at, std::vector<State>& states);
  // Of one alone.
  State read(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& at, models::PropositionIndex proposition);

 private:
  struct Held;
  std::unique_ptr<Held> held_;
};

// When a case begins: its record's `opened`, else its earliest dated fact. None where it holds no date.
std::optional<models::Time> beginning_of(const Plan& plan, const models::CaseRecord& record, const models::Time& as_of);

// A record as it was when a statement was activated at `at`: without the events and judgements of later, and without those of
// that very day that may have come after; what activated the statement (`activating`) stays. Attributes, links and pauses stay:
// their own dates, and `at`, say which of them count.
models::CaseRecord record_at(const models::CaseRecord& record, const models::Time& at, const std::vector<models::FactEvidence>& activating);

}  // namespace realist::engine
