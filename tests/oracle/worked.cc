#include "tests/oracle/worked.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/oracle/account.h"

namespace realist::oracle {
namespace {

// The propositions the rows speak of. A, B, C, D, U are events of their own; K counts; M, N, O, V have no indicator.
constexpr const char* kVocabulary = R"(Case: participant

Context A: A comes about
  observed when event a

Resource B: B comes about
  observed when event b

Resource K: K comes about
  observed when at least 2 events k

Reasoning M: M comes about

Mechanism N: N comes about

Reasoning P: P comes about
  observed when judged at least partly

Context Q: Q comes about
  observed when q is yes

Outcome C: C comes about
  observed when event c

Outcome D: D comes about
  observed when event d

Outcome O: O comes about

Outcome S: S comes about
  observed when s is yes

Context U: U comes about
  observed when event u

Context V: V comes about

Outcome H: H comes about
  observed when at least 1 event h every 7 days

Resource G: G comes about
  observed when event g within 1 day of event a

Context L: L comes about
  observed when no event a in the last 21 days

Context R: R comes about
  observed when no event g within 1 day of event a

Resource T: T comes about
  of: practitioner

Outcome E: E comes about
  observed when event c and no event d
)";

}  // namespace

Trial trial_of(const Worked& row) {
  Trial trial;
  trial.sketch = sketch_of(std::string(kVocabulary) + row.statements);
  // A line before the statements may add to the head of the file; what nothing names is left out.
  trial.record = record_of("X", row.record);
  trial.record.kind = "participant";
  if (row.linked) {
    trial.linked.push_back(record_of("P", row.linked));
    trial.linked.back().kind = "practitioner";
  }
  trial.as_of = time_of(row.as_of);
  return trial;
}

const std::vector<Worked>& worked() {
  static const std::vector<Worked> rows = {
      // Windows (rule 2, "Time").
      {"both ends of a window count", "[S1] If A\nthen B within 3 days", "a@05-01 b@05-04", "05-20",
       {"S1 fired from 2016-05-01: holds 2016-05-04 due 2016-05-04"}},
      {"late says by how much", "[S1] If A\nthen B within 3 days", "a@05-01 b@05-05", "05-20",
       {"S1 stalled from 2016-05-01: late due 2016-05-04 | not delivered at 1 (B) by P1D since 2016-05-04"}},
      {"open while T is not past its end", "[S1] If A\nthen B within 3 days", "a@05-01", "05-04",
       {"S1 pending from 2016-05-01: open due 2016-05-04"}},
      {"overdue from the day after", "[S1] If A\nthen B within 3 days", "a@05-01", "05-05",
       {"S1 stalled from 2016-05-01: overdue due 2016-05-04 | not delivered at 1 (B) by P1D since 2016-05-04"}},
      {"what is dated after T is not visible", "[S1] If A\nthen B within 3 days", "a@05-01 b@05-04", "05-03",
       {"S1 pending from 2016-05-01: open due 2016-05-04"}},
      {"hours are elapsed time", "[S1] If A\nthen B within 24 hours", "a@05-01T10:00 b@05-02T10:00", "05-20",
       {"S1 fired from 2016-05-01T10:00: holds 2016-05-02T10:00 due 2016-05-02T10:00"}},
      {"a minute too late", "[S1] If A\nthen B within 24 hours", "a@05-01T10:00 b@05-02T10:01", "05-20",
       {"S1 stalled from 2016-05-01T10:00: late due 2016-05-02T10:00 | not delivered at 1 (B) by PT1M since 2016-05-02T10:00"}},
      {"a latest time in hours counts from a day's end", "[S1] If A\nthen B within 24 hours", "a@05-01 b@05-02T23:00", "05-20",
       {"S1 fired from 2016-05-01: holds 2016-05-02T23:00 due 2016-05-02 | by date only"}},
      {"days missed by less than one say the hours", "[S1] If A\nthen B within 2 days", "a@05-01T10:00 b@05-03T10:30", "05-20",
       {"S1 stalled from 2016-05-01T10:00: late due 2016-05-03T10:00 | not delivered at 1 (B) by PT30M since 2016-05-03T10:00"}},
      {"days keep the local time of day", "[S1] If A\nthen B within 2 days", "a@05-01T10:00 b@05-03T10:00", "05-20",
       {"S1 fired from 2016-05-01T10:00: holds 2016-05-03T10:00 due 2016-05-03T10:00"}},
      {"an order within a day with a bare date is satisfied either way", "[S1] If A\nthen B within 2 days",
       "a@05-01T10:00 b@05-01", "05-20", {"S1 fired from 2016-05-01T10:00: holds 2016-05-01 due 2016-05-03T10:00"}},
      {"a month that is too short ends on its last day", "[S1] If A\nthen B within 1 month", "a@01-31 b@02-29", "05-20",
       {"S1 fired from 2016-01-31: holds 2016-02-29 due 2016-02-29"}},
      {"on the same day", "[S1] If A\nthen B on the same day", "a@05-01T10:00 b@05-01T23:30", "05-20",
       {"S1 fired from 2016-05-01T10:00: holds 2016-05-01T23:30 due 2016-05-01"}},
      {"the default window closes a step that has none", "Default window: 5 days\n[S1] If A\nthen B\nthen C after 1 day", "a@05-01 b@05-06", "05-20",
       {"S1 pending from 2016-05-01: holds 2016-05-06 due 2016-05-06; open"}},
      {"windows count from the nearest earlier step with a seen date", "[S1] If A\nthen B\nthen C within 2 days", "a@05-01 b@05-05 c@05-07", "05-20",
       {"S1 fired from 2016-05-01: holds 2016-05-05; holds 2016-05-07 due 2016-05-07"}},
      {"an unobserved step passes its base on and adds its times", "[S1] If A\nthen M within 3 days\nthen C within 2 days", "a@05-01 c@05-06", "05-20",
       {"S1 fired from 2016-05-01: presumed due 2016-05-04; holds 2016-05-06 due 2016-05-06 | presumed"}},
      {"and not a day more", "[S1] If A\nthen M within 3 days\nthen C within 2 days", "a@05-01 c@05-07", "05-20",
       {"S1 stalled from 2016-05-01: unobserved due 2016-05-04; late due 2016-05-06 | no outcome at 2 (C) by P1D since 2016-05-06 or at 1"}},
      {"an earliest alone leaves the next window without an end", "[S1] If A\nthen M after 2 days\nthen C within 2 days", "a@05-01", "05-20",
       {"S1 pending from 2016-05-01: unobserved; open"}},
      {"a judgement without since passes the base on", "[S1] If A\nthen P within 3 days\nthen C within 2 days", "a@05-01 P=yes@05-03 c@05-06", "05-20",
       {"S1 fired from 2016-05-01: holds 2016-05-03 due 2016-05-04; holds 2016-05-06 due 2016-05-06"}},
      {"a judgement with since has a date of its own", "[S1] If A\nthen P within 3 days\nthen C within 2 days", "a@05-01 P=yes@05-09<05-02 c@05-05", "05-20",
       {"S1 stalled from 2016-05-01: holds 2016-05-02 due 2016-05-04; late due 2016-05-04 | no outcome at 2 (C) by P1D since 2016-05-04"}},
      {"time inside a pause does not run", "[S1] If A\nthen B within 3 days", "a@05-01 pause@05-02..05-06 b@05-09", "05-20",
       {"S1 fired from 2016-05-01: holds 2016-05-09 due 2016-05-09"}},
      {"a pause without an end", "[S1] If A\nthen B within 3 days", "a@05-01 pause@05-02", "05-20",
       {"S1 pending from 2016-05-01: open"}},
      {"no date to count from: a dated fact leaves it unknown", "[S1] If Q\nthen B within 3 days", ".q=yes b@05-03", "05-20",
       {"S1 undetermined: unknown | missing date of Q comes about"}},
      {"no date to count from: an undated one decides", "[S1] If Q\nthen B within 3 days", ".q=yes b@", "05-20",
       {"S1 fired: holds"}},
      {"before an event", "[S1] If A\nthen B before event c", "a@05-01 c@05-05 b@05-06", "05-20",
       {"S1 stalled from 2016-05-01: late due 2016-05-05 | not delivered at 1 (B) by P1D since 2016-05-05"}},
      {"during a phase", "Phase inside: from event c until event d\n[S1] If A\nthen B during inside", "a@05-01 b@05-02 c@05-03 d@05-06 b@05-05", "05-20",
       {"S1 fired from 2016-05-01: holds 2016-05-05 due 2016-05-06"}},
      // Events and steps.
      {"the triggering event serves no step", "[S1] If A\nthen A within 3 days", "a@05-01", "05-02",
       {"S1 pending from 2016-05-01: open due 2016-05-04"}},
      {"another of the same instant does", "[S1] If A\nthen A within 3 days", "a@05-01 a@05-01", "05-02",
       {"S1 fired from 2016-05-01: holds 2016-05-01 due 2016-05-04"}},
      {"no event serves two steps with the same proposition", "[S1] If A\nthen B\nthen B within 3 days", "a@05-01 b@05-02", "05-04",
       {"S1 pending from 2016-05-01: holds 2016-05-02; open due 2016-05-05"}},
      {"at least 2 events hold at the second in the window", "[S1] If A\nthen K within 5 days", "k@04-30 a@05-01 k@05-02 k@05-04", "05-20",
       {"S1 fired from 2016-05-01: holds 2016-05-04 due 2016-05-06"}},
      {"too few", "[S1] If A\nthen K within 5 days", "k@04-30 a@05-01 k@05-02", "05-20",
       {"S1 stalled from 2016-05-01: too few due 2016-05-06 | not delivered at 1 (K) by 1 of 2 since 2016-05-06"}},
      {"late comes before too few", "[S1] If A\nthen K within 5 days", "a@05-01 k@05-02 k@05-08", "05-20",
       {"S1 stalled from 2016-05-01: late due 2016-05-06 | not delivered at 1 (K) by P2D since 2016-05-06"}},
      {"overdue adds what was seen earlier", "[S1] If A\nthen B within 3 days", "b@05-01 a@05-10", "05-15",
       {"S1 stalled from 2016-05-10: overdue due 2016-05-13 | not delivered at 1 (B) by P2D since 2016-05-13 seen 2016-05-01"}},
      {"early only where an earliest time is written", "[S1] If A\nthen B between 3 and 5 days", "a@05-10 b@05-11", "05-30",
       {"S1 stalled from 2016-05-10: early due 2016-05-15 | not delivered at 1 (B) by P2D since 2016-05-15"}},
      {"closed before its window did", "[S1] If A\nthen B within 3 days", "a@05-01 closed@05-02", "05-20",
       {"S1 stalled from 2016-05-01: closed due 2016-05-04 | not delivered at 1 (B) since 2016-05-02"}},
      {"closed, without a window", "[S1] If A\nthen B", "a@05-01 closed@05-12", "05-20",
       {"S1 stalled from 2016-05-01: closed | not delivered at 1 (B) since 2016-05-12"}},
      {"what is dated after the closing is not judged", "[S1] If A\nthen B", "a@05-01 closed@05-12 b@05-13", "05-20",
       {"S1 stalled from 2016-05-01: closed | not delivered at 1 (B) since 2016-05-12"}},
      {"without a window the indicator's own windows close it", "[S1] If A\nthen G", "a@05-01", "05-20",
       {"S1 stalled from 2016-05-01: overdue due 2016-05-02 | not delivered at 1 (G) by P18D since 2016-05-02"}},
      {"and its due date is that day", "[S1] If A\nthen G", "a@05-01", "05-02", {"S1 pending from 2016-05-01: open due 2016-05-02"}},
      {"an event that may be missing is unknown", "[S1] If A\nthen B within 3 days", "a@05-01 ?b", "05-20",
       {"S1 undetermined from 2016-05-01: unknown due 2016-05-04 | missing event b"}},
      {"an absent attribute is unknown", "[S1] If Q\nthen B", "a@05-01", "05-20", {"S1 undetermined | missing attribute q"}},
      {"no event x in the last 21 days, from 21 days after the beginning", "[S1] If L\nthen B within 3 days", "a@05-01 open@05-01", "05-24",
       {"S1 pending from 2016-05-23: open due 2016-05-26"}},
      {"no event within a day of, once that day is over", "[S1] If R\nthen B within 3 days", "a@05-01", "05-02", {"S1 dormant"}},
      {"no event within a day of, the day after", "[S1] If R\nthen B within 3 days", "a@05-01", "05-03",
       {"S1 pending from 2016-05-03: open due 2016-05-06"}},
      // Judgements.
      {"a judgement of no inside an open window waits", "[S1] If A\nthen P within 5 days", "a@05-01 P=no@05-03", "05-04",
       {"S1 pending from 2016-05-01: open due 2016-05-06"}},
      {"and refutes once it is closed", "[S1] If A\nthen P within 5 days", "a@05-01 P=no@05-03", "05-07",
       {"S1 stalled from 2016-05-01: refuted due 2016-05-06 | no response at 1 (P) since 2016-05-03"}},
      {"without a window it refutes at once", "[S1] If A\nthen P", "a@05-01 P=no@05-03", "05-04",
       {"S1 stalled from 2016-05-01: refuted | no response at 1 (P) since 2016-05-03"}},
      {"undated it refutes at once", "[S1] If A\nthen P within 5 days", "a@05-01 P=no@", "05-02",
       {"S1 stalled from 2016-05-01: refuted due 2016-05-06 | no response at 1 (P)"}},
      {"a no from before the base is no evidence about the step", "[S1] If A\nthen P within 5 days", "P=no@05-01 a@05-03", "05-20",
       {"S1 stalled from 2016-05-03: overdue due 2016-05-08 | no response at 1 (P) by P12D since 2016-05-08"}},
      {"a late judgement where a later step holds", "[S1] If A\nthen P within 3 days\nthen C within 10 days", "a@05-01 P=yes@05-10 c@05-06", "05-20",
       {"S1 fired from 2016-05-01: holds 2016-05-10 due 2016-05-04; holds 2016-05-06 due 2016-05-14"}},
      {"a late judgement where none does", "[S1] If A\nthen P within 3 days\nthen C within 10 days", "a@05-01 P=yes@05-10", "05-20",
       {"S1 stalled from 2016-05-01: late due 2016-05-04; not reached | no response at 1 (P) by P6D since 2016-05-04"}},
      {"partly is at least partly", "[S1] If A\nthen P within 5 days", "a@05-01 P=partly@05-03", "05-07",
       {"S1 fired from 2016-05-01: holds 2016-05-03 due 2016-05-06"}},
      {"equally late judgements that differ", "[S1] If P\nthen B", "P=no@05-03 P=yes@05-03", "05-07",
       {"S1 undetermined | missing judgement P comes about | conflict"}},
      {"a judgement decides over the indicator", "[S1] If A\nthen B", "A=yes@05-03 b@05-04", "05-07",
       {"S1 fired from 2016-05-03: holds 2016-05-04 | conflict"}},
      // What time can only break.
      {"then not, while its window is open", "[S1] If A\nthen not B within 3 days", "a@05-01", "05-04", {"S1 pending from 2016-05-01: open due 2016-05-04"}},
      {"then not, run out unbroken", "[S1] If A\nthen not B within 3 days", "a@05-01", "05-05", {"S1 fired from 2016-05-01: holds 2016-05-04 due 2016-05-04"}},
      {"then not, broken", "[S1] If A\nthen not B within 3 days", "a@05-01 b@05-02", "05-03",
       {"S1 stalled from 2016-05-01: refuted due 2016-05-04 | happened all the same at 1 (B) since 2016-05-02"}},
      {"an and with such a part waits for it", "[S1] If A\nthen E within 3 days", "a@05-01 c@05-02", "05-03", {"S1 pending from 2016-05-01: open due 2016-05-04"}},
      {"and holds when it has run out", "[S1] If A\nthen E within 3 days", "a@05-01 c@05-02", "05-05", {"S1 fired from 2016-05-01: holds 2016-05-04 due 2016-05-04"}},
      {"throughout, broken at the first instant it is false", "[S1] If A\nthen H throughout 3 weeks", "a@05-01 h@05-05", "05-20",
       {"S1 stalled from 2016-05-01: refuted due 2016-05-22 | no outcome at 1 (H) since 2016-05-13"}},
      {"throughout, held when the stretch ends", "[S1] If A\nthen H throughout 3 weeks", "a@05-01 h@05-05 h@05-12 h@05-19", "05-23",
       {"S1 fired from 2016-05-01: holds 2016-05-22 due 2016-05-22"}},
      {"an unbroken one that the closing cuts short is unknown", "[S1] If A\nthen not B within 10 days", "a@05-01 closed@05-03", "05-20",
       {"S1 undetermined from 2016-05-01: unknown due 2016-05-11 | missing judgement B comes about"}},
      // Verdicts (rule 1, rule 4).
      {"false at T: dormant, naming the parts that failed", "[S1] If A and Q\nthen B", ".q=yes", "05-20", {"S1 dormant | failed A"}},
      {"undated facts alone give t0 no date", "[S1] If Q\nthen S", ".q=yes .s=yes", "05-20", {"S1 fired: holds"}},
      {"steps after the stall are not reached", "[S1] If Q\nthen S\nthen M", ".q=yes .s=no", "05-20",
       {"S1 stalled: refuted; not reached | no outcome at 1 (S)"}},
      {"an unobserved end is pending while the case is open", "[S1] If A\nthen B\nthen M", "a@05-01 b@05-02", "05-20",
       {"S1 pending from 2016-05-01: holds 2016-05-02; unobserved"}},
      {"else undetermined", "[S1] If A\nthen B\nthen M", "a@05-01 b@05-02 closed@05-10", "05-20",
       {"S1 undetermined from 2016-05-01: holds 2016-05-02; unobserved | missing judgement M comes about"}},
      {"in a step joined by and, unobserved parts are passed over alone", "[S1] If A\nthen B and M within 3 days", "a@05-01 b@05-02", "05-20",
       {"S1 fired from 2016-05-01: holds 2016-05-02 due 2016-05-04"}},
      {"a chain cut into a ripple", "[S1] If A\nthen M\n[S2] If M\nthen C within 5 days", "a@05-01 c@05-04", "05-20",
       {"S1 fired from 2016-05-01: presumed | presumed", "S2 fired from 2016-05-01: holds 2016-05-04 due 2016-05-06 | presumed",
        "M: observed unknown, predicted true, presumed", "C: observed true, predicted true, reading expected"}},
      {"the clock of the chain runs on", "[S1] If A\nthen M within 3 days\n[S2] If M\nthen C within 2 days", "a@05-01 c@05-06", "05-20",
       {"S2 fired from 2016-05-01: holds 2016-05-06 due 2016-05-06 | presumed"}},
      {"reached by none, it waits on those that lead to it", "[S1] If A\nthen M\n[S2] If M\nthen C", "c@05-04", "05-20",
       {"S1 dormant | failed A", "S2 undetermined | missing judgement M comes about | waits on S1"}},
      {"no loop presumes itself", "[S1] If M\nthen N\n[S2] If N\nthen M", "a@05-01", "05-20",
       {"S1 undetermined | missing judgement M comes about | waits on S2", "S2 undetermined | missing judgement N comes about | waits on S1"}},
      {"dormant because of a step at which another is stalled", "[S1] If A\nthen P\n[S2] If P\nthen C", "a@05-01 P=no@05-03", "05-20",
       {"S2 dormant | failed P | held back by S1"}},
      // Blocks (rule 5) and flags (rule 7).
      {"blocked in place of stalled", "[S1] If A\nthen B within 3 days\nunless U", "a@05-01 u@05-03", "05-20",
       {"S1 blocked from 2016-05-01: overdue due 2016-05-04 | blocked by U since 2016-05-03 for 17"}},
      {"a block after the window's end is none", "[S1] If A\nthen B within 3 days\nunless U", "a@05-01 u@05-05", "05-20",
       {"S1 stalled from 2016-05-01: overdue due 2016-05-04 | not delivered at 1 (B) by P16D since 2016-05-04"}},
      {"events in U count from t0", "[S1] If A\nthen B within 3 days\nunless U", "u@04-30 a@05-01", "05-20",
       {"S1 stalled from 2016-05-01: overdue due 2016-05-04 | not delivered at 1 (B) by P16D since 2016-05-04"}},
      {"fired all the same", "[S1] If A\nthen B within 3 days\nunless U", "a@05-01 u@05-02 b@05-03", "05-20",
       {"S1 fired from 2016-05-01: holds 2016-05-03 due 2016-05-04 | blocked by U since 2016-05-02 for 18 | despite"}},
      {"U unknown", "[S1] If A\nthen B within 3 days\nunless V", "a@05-01", "05-20",
       {"S1 stalled from 2016-05-01: overdue due 2016-05-04 | not delivered at 1 (B) by P16D since 2016-05-04 | maybe blocked"}},
      {"not applicable", "Not applicable when: event u\n[S1] If A\nthen B within 3 days", "a@05-01 u@05-03", "05-20",
       {"S1 blocked from 2016-05-01: overdue due 2016-05-04 | blocked by the file since 2016-05-03 for 17 | not applicable"}},
      {"bypassed", "[S1] If A\nthen C", "c@05-01", "05-20", {"S1 dormant | bypassed | failed A"}},
      {"opposed", "[S1] If A\nthen C within 3 days\n[S2] If A\nthen not C within 3 days", "a@05-01", "05-20",
       {"S1 stalled from 2016-05-01: overdue due 2016-05-04 | no outcome at 1 (C) by P16D since 2016-05-04 | opposed",
        "S2 fired from 2016-05-01: holds 2016-05-04 due 2016-05-04", "C: observed false, predicted both, reading opposed"}},
      // Other forms.
      {"only if, with what was needed", "[S1] Only if A\nthen C", "a@05-01 c@05-03", "05-20", {"S1 fired from 2016-05-03: holds 2016-05-01 | 1 fired"}},
      {"only if, without", "[S1] Only if A\nthen C", "c@05-03 a@05-04", "05-20",
       {"S1 stalled from 2016-05-03: refuted | without at 1 (A) since 2016-05-03 | 1 stalled\n"
        "    stalled from 2016-05-03: refuted | without at 1 (A) since 2016-05-03"}},
      {"only if, at the same instant", "[S1] Only if A\nthen C", "c@05-03T10:00 a@05-03T10:00", "05-20",
       {"S1 fired from 2016-05-03T10:00: holds 2016-05-03T10:00 | 1 fired"}},
      {"whenever: each occurrence, the worst first", "[S1] Whenever A\nthen B within 3 days", "a@05-01 b@05-02 a@05-10", "05-20",
       {"S1 stalled from 2016-05-10: overdue due 2016-05-13 | not delivered at 1 (B) by P7D since 2016-05-13 seen 2016-05-02 | 1 fired | 1 stalled\n"
        "    stalled from 2016-05-10: overdue due 2016-05-13 | not delivered at 1 (B) by P7D since 2016-05-13 seen 2016-05-02"}},
      {"whenever over a state: each new stretch", "[S1] Whenever Q\nthen B within 3 days", ".q=yes@05-01 .q=no@05-05 .q=yes@05-10 b@05-02 b@05-12", "05-20",
       {"S1 fired from 2016-05-01: holds 2016-05-02 due 2016-05-04 | 2 fired"}},
      {"otherwise, on undated facts that are false", "[S1] If Q\nthen B\notherwise S", ".q=no .s=yes", "05-20", {"S1 dormant | failed Q", "S1/otherwise fired: holds"}},
      {"otherwise, unknown", "[S1] If Q\nthen B\notherwise S", ".s=yes", "05-20", {"S1/otherwise undetermined | missing attribute q"}},
      {"otherwise, where only the closing settles it", "[S1] If A\nthen B\notherwise C", "closed@05-10 c@05-02", "05-20", {"S1/otherwise fired: holds 2016-05-02"}},
      {"otherwise, A may still come", "[S1] If A\nthen B\notherwise S", "s@05-01", "05-20", {"S1/otherwise dormant"}},
      {"previously counts back", "[S1] If A\nthen previously B within 3 days", "b@05-01 a@05-04", "05-20", {"S1 fired from 2016-05-04: holds 2016-05-01"}},
      {"previously, too long ago", "[S1] If A\nthen previously B within 2 days", "b@05-01 a@05-04", "05-20",
       {"S1 stalled from 2016-05-04: refuted | without at 1 (B) since 2016-05-04"}},
      {"at any time", "[S1] If A\nthen B at any time\nthen C within 3 days", "b@04-01 a@05-01 c@05-03", "05-20",
       {"S1 fired from 2016-05-01: holds 2016-04-01; holds 2016-05-03 due 2016-05-04"}},
      // Linked records.
      {"judged on the linked record", "[S1] If A\nthen T\nthen C", "a@05-01 c@05-05 &practitioner=P", "05-20",
       {"S1 fired from 2016-05-01: holds 2016-05-02; holds 2016-05-05"}, "T=yes@05-02"},
      {"no link: unknown, naming it", "[S1] If T\nthen C", "a@05-01", "05-20", {"S1 undetermined | missing link practitioner"}},
      // Propositions.
      {"a mechanism that stalled", "[S1] If A\nthen P within 5 days\nthen C", "a@05-01 P=no@05-03", "05-20",
       {"P: observed false, predicted true, stalled", "C: observed false, predicted unknown, reading unknown"}},
      {"an outcome that was led to and did not come", "[S1] If A\nthen C within 5 days", "a@05-01", "05-20", {"C: observed false, predicted true, reading missing"}},
      {"an outcome that may still come", "[S1] If A\nthen C within 5 days", "a@05-01", "05-04", {"C: observed false, predicted true, reading open"}},
      {"an outcome nothing led to", "[S1] If A\nthen C within 5 days", "c@05-01", "05-04", {"C: observed true, predicted unknown, reading unexplained"}},
      {"an outcome that was not to come", "[S1] If A\nthen not C within 5 days", "a@05-01 c@05-02", "05-20", {"C: observed true, predicted false, reading contradicted"}},
      {"a blocked statement predicts nothing", "[S1] If A\nthen C within 5 days\nunless U", "a@05-01 u@05-02", "05-20", {"C: observed false, predicted unknown, reading unknown"}},
  };
  return rows;
}

void check_worked(const Evaluate& evaluate, const std::vector<std::string>& unsettled) {
  for (const Worked& row : worked()) {
    if (std::find(unsettled.begin(), unsettled.end(), row.why) != unsettled.end()) continue;
    const Trial trial = trial_of(row);
    const models::Theory theory = theory_of(trial.sketch);
    engine::LinkedRecords linked;
    for (const models::CaseRecord& r : trial.linked) linked[r.id] = &r;
    const std::vector<std::string> lines = account(theory, evaluate(theory, trial.record, linked, trial.as_of));
    for (const char* expected : row.says) {
      const std::string key = std::string(expected).substr(0, std::string(expected).find_first_of(" :"));
      std::string said;
      for (const std::string& line : lines)
        if (line.substr(0, line.find_first_of(" :")) == key) said = line;
      INFO(row.why << "\n" << row.statements << "\n" << row.record << "   as of " << row.as_of);
      CHECK(said == expected);
    }
  }
}

}  // namespace realist::oracle
