// On how many facts a verdict hangs: each fact of a case left out, or changed, once, and the case judged again.
//
// A verdict that another single fact would turn is no weaker evidence for the theory; it is one to look at twice. What is not
// asked: facts of other records, and several facts at once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/facts.h"
#include "engine/judge.h"
#include "engine/summary.h"
#include "models/case_record.h"
#include "models/theory.h"
#include "models/time.h"
#include "models/verdict.h"

namespace realist::engine {

// One fact of a record.
struct Datum {
  enum class Kind : std::uint8_t { Event, Attribute, Judgement };
  Kind kind = Kind::Event;
  std::uint32_t index = 0;     // position in the record's list
  std::uint32_t entry = 0;     // Attribute: position in its history
  friend bool operator==(const Datum&, const Datum&) = default;
};

enum class DatumChange : std::uint8_t {
  LeftOut,
  TurnedRound,   // a judgement or an attribute of yes says no, and the other way round
  DayEarlier, DayLater,
};
inline constexpr std::size_t kDatumChanges = 4;

// The record with one fact of it left out or changed; false where the fact cannot be changed so (a number turned round, a
// date that is not there moved), and the record is as it was.
bool change(models::CaseRecord& record, const Datum& datum, DatumChange change);

// Every fact of a record, events first.
std::vector<Datum> data_of(const models::CaseRecord& record);

// A verdict that one fact would turn.
struct Hanging {
  std::uint32_t which = 0;            // the case
  models::StatementIndex statement = 0;
  Datum datum;
  DatumChange change = DatumChange::LeftOut;
  models::Verdict is = models::Verdict::Dormant, would_be = models::Verdict::Dormant;
};

struct StatementStability {
  VerdictCounts verdicts;             // over the cases
  VerdictCounts hanging;              // of these: those that some one fact, left out, would turn
  VerdictCounts changeable;           // of the others: those that some one fact, changed, would
  std::vector<std::uint64_t> by_data; // cases by the number of facts of which each alone, left out, would turn the verdict
};

// A kind of fact, over all cases: "event gate meeting".
struct DatumName {
  Datum::Kind kind = Datum::Kind::Event;
  std::string name;                   // event type, attribute path, what is judged about
  friend auto operator<=>(const DatumName&, const DatumName&) = default;
};
DatumName name_of(const models::CaseRecord& record, const Datum& datum);

class Stability {
 public:
  explicit Stability(const Plan& plan);

  // Cost: one judging for each fact of the record, and up to three more for its changes.
  void add(std::uint32_t which, const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of);

  const std::vector<StatementStability>& statements() const { return statements_; }
  const std::vector<Hanging>& hanging() const { return hanging_; }   // by case, by fact, by change, by statement
  std::uint64_t tried() const { return tried_; }                     // facts that were left out
  std::uint64_t judged() const { return judged_; }

 private:
  void outline(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of, std::vector<Outline>& outlines);

  const Plan& plan_;
  Judge judge_;
  Facts facts_;
  std::vector<Outline> base_, changed_;
  std::vector<StatementStability> statements_;
  std::vector<Hanging> hanging_;
  std::uint64_t tried_ = 0, judged_ = 0;
};

}  // namespace realist::engine
