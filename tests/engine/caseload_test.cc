// A caseload's agenda: what is due, what stalled, what several have in common, judged at two dates. Every date is worked out
// by hand.
#include <catch2/catch.hpp>

#include <deque>

#include "engine/caseload.h"
#include "models/case_json.h"
#include "rules/read_theory.h"

namespace {

using namespace realist;
using engine::Agenda;
using engine::AgendaItem;
using engine::AgendaSection;
using engine::Control;

models::Time day(const std::string& text) { return *models::parse_time(text); }

struct Caseload {
  models::Theory theory;
  std::deque<models::CaseRecord> records;
  engine::LinkedRecords by_id;
  std::vector<const models::CaseRecord*> cases;
  std::shared_ptr<const engine::Plan> plan;

  explicit Caseload(const std::string& text) {
    rules::ReadResult read = rules::read_theory("t.theory", [&](const std::string&) { return rules::FileText{text, ""}; });
    REQUIRE(read.ok());
    theory = std::move(read.theory);
    plan = engine::compile(theory);
  }
  Caseload& with(const std::string& json) {
    auto read = models::case_from_json(json);
    REQUIRE(std::holds_alternative<models::CaseRecord>(read));
    records.push_back(std::get<models::CaseRecord>(std::move(read)));
    by_id[records.back().id] = &records.back();
    if (records.back().kind != "practitioner") cases.push_back(&records.back());
    return *this;
  }
  Agenda agenda(const std::string& as_of, const std::string& since, std::int64_t ahead = 14) const {
    return engine::agenda(*plan, cases, by_id, {day(as_of), day(since), ahead});
  }
};

std::vector<const AgendaItem*> in(const Agenda& agenda, AgendaSection section) {
  std::vector<const AgendaItem*> list;
  for (const AgendaItem& item : agenda.items)
    if (item.section == section) list.push_back(&item);
  return list;
}

std::string date(const std::optional<models::Time>& time) { return time ? models::to_string(*time) : "none"; }

const char* const kGate = R"(
Theory: Gate
Case: participant

Context RELEASED: the participant is released
  observed when event release

Context DECLINED: the participant wants no support
  observed when event declined

Resource GATE: someone meets the participant
  actor: practitioner
  observed when event "gate meeting"

Outcome HOME: the participant has a home
  observed when event tenancy

[G-1] If RELEASED
then GATE within 7 days
then HOME within 4 weeks
unless DECLINED

[G-2] If HOME
then the participant stays
)";

std::string released(const std::string& id, const std::string& on, const std::string& more = "") {
  return R"({"case": ")" + id + R"(", "kind": "participant", "links": {"practitioner": "P-1"}, "events": [{"type": "release", "at": ")" + on + "\"}" + more + "]}";
}

}  // namespace

TEST_CASE("days left leave out pauses, working days leave out weekends as well") {
  models::CaseRecord record;
  // Wednesday 18 March 2026 to Monday 23 March: 19, 20, 21 (Saturday), 22 (Sunday), 23.
  CHECK(engine::days_between_left(record, day("2026-03-18"), day("2026-03-23"), false) == 5);
  CHECK(engine::days_between_left(record, day("2026-03-18"), day("2026-03-23"), true) == 3);
  CHECK(engine::days_between_left(record, day("2026-03-18"), day("2026-03-18"), false) == 0);
  CHECK(engine::days_between_left(record, day("2026-03-18"), day("2026-03-10"), false) == 0);
  record.pauses.push_back({day("2026-03-20"), day("2026-03-21"), "in hospital"});
  CHECK(engine::days_between_left(record, day("2026-03-18"), day("2026-03-23"), false) == 3);
  CHECK(engine::days_between_left(record, day("2026-03-18"), day("2026-03-23"), true) == 2);
  record.pauses.push_back({day("2026-03-23"), std::nullopt, "moved"});
  CHECK(engine::days_between_left(record, day("2026-03-18"), day("2026-03-23"), false) == 2);
}

TEST_CASE("a step is outside the programme where nobody, or another service alone, could take it") {
  CHECK(engine::control_of("") == Control::Unsaid);
  CHECK(engine::control_of("practitioner") == Control::Ours);
  CHECK(engine::control_of("None") == Control::Nobody);
  CHECK(engine::control_of("another service") == Control::Others);
  CHECK(engine::control_of("services") == Control::Others);
  CHECK(engine::control_of("practitioner, services or peer") == Control::Ours);
  CHECK(engine::control_of("housing service and other agencies") == Control::Others);
}

TEST_CASE("the chance of a coincidence is the hypergeometric tail") {
  CHECK(engine::chance_of_at_least(0, 2, 2, 4) == Approx(1.0));
  CHECK(engine::chance_of_at_least(2, 2, 2, 4) == Approx(1.0 / 6));   // one of the six pairs
  CHECK(engine::chance_of_at_least(1, 2, 2, 4) == Approx(5.0 / 6));
  CHECK(engine::chance_of_at_least(3, 3, 3, 10) == Approx(1.0 / 120));
}

TEST_CASE("each case stands in the section its two dates put it in") {
  Caseload load(kGate);
  load.with(released("SOON", "2026-03-14"));                                            // until 21 March
  load.with(released("NEW", "2026-03-06"));                                             // until 13 March: after the meeting of the 11th
  load.with(released("OLD", "2026-02-20"));                                             // until 27 February
  load.with(released("MOVED", "2026-03-09", R"(, {"type": "gate meeting", "at": "2026-03-12"}, {"type": "tenancy", "at": "2026-03-16"})"));
  load.with(released("OUT", "2026-03-14", R"(, {"type": "declined", "at": "2026-03-15"})"));
  const Agenda agenda = load.agenda("2026-03-18", "2026-03-11");

  const auto soon = in(agenda, AgendaSection::DueSoon);
  REQUIRE(soon.size() == 1);
  CHECK(agenda.cases[soon[0]->which].id == "SOON");
  CHECK(date(soon[0]->expected_by) == "2026-03-21");
  CHECK(soon[0]->days_left == 3);
  CHECK(soon[0]->working_days_left == 2);  // Thursday and Friday
  CHECK(soon[0]->actor == "practitioner");
  CHECK(soon[0]->control == Control::Ours);

  const auto fresh = in(agenda, AgendaSection::NewlyStalled);
  REQUIRE(fresh.size() == 1);
  CHECK(agenda.cases[fresh[0]->which].id == "NEW");
  CHECK(date(fresh[0]->expected_by) == "2026-03-13");

  const auto old = in(agenda, AgendaSection::StalledBefore);
  REQUIRE(old.size() == 1);
  CHECK(agenda.cases[old[0]->which].id == "OLD");
  CHECK(date(old[0]->expected_by) == "2026-02-27");

  const auto blocked = in(agenda, AgendaSection::Blocked);
  REQUIRE(blocked.size() == 1);
  CHECK(agenda.cases[blocked[0]->which].id == "OUT");
  CHECK(blocked[0]->fresh);
  CHECK(date(blocked[0]->since) == "2026-03-15");

  const auto moved = in(agenda, AgendaSection::MovedOn);
  REQUIRE(moved.size() == 1);
  CHECK(agenda.cases[moved[0]->which].id == "MOVED");
  CHECK(date(moved[0]->since) == "2026-03-16");
}

TEST_CASE("a break holds back the outcomes after it, counted by cases") {
  Caseload load(kGate);
  load.with(released("A", "2026-02-20")).with(released("B", "2026-02-21"));
  const Agenda agenda = load.agenda("2026-03-18", "2026-03-11");
  const auto old = in(agenda, AgendaSection::StalledBefore);
  REQUIRE(old.size() == 2);
  CHECK(agenda.cases[old[0]->which].id == "B");  // stalled the later of the two
  const auto home = models::find_proposition(load.theory, "HOME").index;
  CHECK(old[0]->outcomes.front() == home);
  REQUIRE_FALSE(agenda.held_back.empty());
  CHECK(agenda.held_back.front().outcome == home);
  CHECK(agenda.held_back.front().cases == 2);
}

TEST_CASE("what has to be kept up is due on the last day before it would break") {
  Caseload load(R"(
Theory: Weekly
Case: participant
Phase community: from event release until event ending

Context RELEASED: the participant is released
  observed when event release
Resource WEEKLY: a session is held every week
  observed when at least 1 event session every 7 days

[W] If RELEASED
then WEEKLY throughout community
)");
  // Seven days after Thursday 12 March one is due on the 19th; the 20th is a day whose last seven hold none.
  load.with(released("A", "2026-03-05", R"(, {"type": "session", "at": "2026-03-12"})"));
  const Agenda agenda = load.agenda("2026-03-18", "2026-03-11");
  const auto soon = in(agenda, AgendaSection::DueSoon);
  REQUIRE(soon.size() == 1);
  CHECK(date(soon[0]->expected_by) == "2026-03-19");
  REQUIRE(soon[0]->act);
  const engine::AgendaAct& act = agenda.cases[0].acts[*soon[0]->act];
  REQUIRE(act.additions.size() == 1);
  CHECK(act.additions[0].event.type == "session");
  CHECK(date(act.additions[0].from) == "2026-03-18");  // not before today
  CHECK(date(act.additions[0].event.at) == "2026-03-19");
}

TEST_CASE("facts after the as-of date are not known yet when looking ahead") {
  Caseload load(kGate);
  load.with(released("A", "2026-03-14", R"(, {"type": "gate meeting", "at": "2026-03-20"})"));
  const Agenda agenda = load.agenda("2026-03-18", "2026-03-11");
  REQUIRE(in(agenda, AgendaSection::DueSoon).size() == 1);
  CHECK(in(load.agenda("2026-03-20", "2026-03-13"), AgendaSection::DueSoon).empty());  // met: the tenancy is four weeks off
}

TEST_CASE("one act that moves several stalls is found, and the fewest that move all") {
  Caseload load(R"(
Theory: Acts
Case: participant
Context RELEASED: the participant is released
  observed when event release
Resource GATE: someone meets the participant
  observed when event "gate meeting"
Resource OURS: the practitioner meets the participant
  observed when event "gate meeting" where by is practitioner
Resource FORMS: the forms are filled in
  observed when event forms
[A-1] If RELEASED
then GATE within 7 days
[A-2] If RELEASED
then OURS within 7 days
[A-3] If RELEASED
then FORMS within 7 days
)");
  load.with(released("A", "2026-02-01"));
  const Agenda agenda = load.agenda("2026-03-18", "2026-03-11");
  const engine::AgendaCase& one = agenda.cases[0];
  REQUIRE_FALSE(one.acts.empty());
  CHECK(one.acts[0].moves == std::vector<models::StatementIndex>{0, 1});  // a meeting by the practitioner is a meeting
  CHECK(one.fewest.size() == 2);
  CHECK(one.fewest_exact);
}

TEST_CASE("statements that break at the same step are one item") {
  Caseload load(R"(
Theory: Same
Case: participant
Context RELEASED: the participant is released
  observed when event release
Resource GATE: someone meets the participant
  observed when event "gate meeting"
[S-1] If RELEASED
then GATE on the same day
[S-2] If RELEASED
then GATE on the same day
then the participant feels heard
)");
  load.with(released("A", "2026-03-14"));
  const Agenda agenda = load.agenda("2026-03-18", "2026-03-11");
  REQUIRE(agenda.items.size() == 1);
  CHECK(agenda.items[0].statement == 0);
  CHECK(agenda.items[0].also == std::vector<models::StatementIndex>{1});
}

TEST_CASE("stalls of one practitioner's weeks are told as one, beside the cases that did not stall") {
  Caseload load(kGate);
  load.with(R"({"case": "P-1", "kind": "practitioner", "events": [{"type": "away", "at": "2026-03-04", "until": "2026-03-18", "reason": "leave"}]})");
  load.with(R"({"case": "P-2", "kind": "practitioner"})");
  for (int i = 0; i < 6; ++i) load.with(released("A" + std::to_string(i), "2026-03-0" + std::to_string(3 + i)));  // due 10 to 15 March
  for (int i = 0; i < 14; ++i) {
    std::string other = released("B" + std::to_string(i), "2026-03-05", R"(, {"type": "gate meeting", "at": "2026-03-11"})");
    other.replace(other.find("P-1"), 3, "P-2");
    load.with(other);
  }
  const Agenda agenda = load.agenda("2026-03-18", "2026-03-11");
  REQUIRE(agenda.causes.size() == 1);
  const engine::SharedCause& cause = agenda.causes[0];
  CHECK(cause.link == "practitioner");
  CHECK(cause.record == "P-1");
  CHECK(cause.actor == "practitioner");
  CHECK(cause.cases.size() == 6);
  CHECK(cause.of == 6);
  CHECK(cause.rest == 0);
  CHECK(cause.of_rest == 14);
  REQUIRE(cause.facts.size() == 1);
  CHECK(cause.facts[0].words == "away");
  CHECK(date(cause.facts[0].until) == "2026-03-18");
  CHECK(cause.chance < 0.05);
  for (const AgendaItem* item : in(agenda, AgendaSection::NewlyStalled)) CHECK(item->cause == 0u);
}

TEST_CASE("stalls that everybody has as often are no shared cause") {
  Caseload load(kGate);
  for (int i = 0; i < 20; ++i) {
    const bool met = i % 2 == 0;
    std::string one = released("C" + std::to_string(i), "2026-03-05", met ? R"(, {"type": "gate meeting", "at": "2026-03-11"})" : "");
    if (i % 4 < 2) one.replace(one.find("P-1"), 3, "P-2");
    load.with(one);
  }
  CHECK(load.agenda("2026-03-18", "2026-03-11").causes.empty());
}

TEST_CASE("one question to one linked record is one question for all its cases") {
  Caseload load(R"(
Theory: Room
Case: participant
Context RELEASED: the participant is released
  observed when event release
Context ROOM: the practitioner has a room
  of: practitioner
  observed when room is yes
Resource GATE: someone meets the participant
  observed when event "gate meeting"
[R-1] If RELEASED
and ROOM
then GATE within 7 days
)");
  load.with(R"({"case": "P-1", "kind": "practitioner"})");
  load.with(released("A", "2026-02-01")).with(released("B", "2026-02-01")).with(released("C", "2026-02-01"));
  const Agenda agenda = load.agenda("2026-03-18", "2026-03-11");
  CHECK(agenda.undetermined == 3);
  REQUIRE(agenda.questions.size() == 1);
  CHECK(agenda.questions[0].fact.record == "P-1");
  CHECK(agenda.questions[0].cases.size() == 3);
  CHECK(agenda.questions[0].settles == 3);  // no room: it does not apply; a room: it stalled, with nobody at the gate
  CHECK(agenda.settled_by_one == 3);
}

TEST_CASE("a case closed before the last meeting is off the agenda") {
  Caseload load(kGate);
  load.with(R"({"case": "GONE", "kind": "participant", "events": [{"type": "release", "at": "2026-01-05"}], "closed": {"at": "2026-02-20"}})");
  load.with(R"({"case": "LATELY", "kind": "participant", "events": [{"type": "release", "at": "2026-01-05"}], "closed": {"at": "2026-03-12"}})");
  const Agenda agenda = load.agenda("2026-03-18", "2026-03-11");
  CHECK(agenda.cases[0].left);
  CHECK_FALSE(agenda.cases[1].left);
  for (const AgendaItem& item : agenda.items) CHECK(item.which == 1);
}

TEST_CASE("no cases, no stalls and nothing known each give an agenda") {
  const Caseload none(kGate);
  const Agenda empty = none.agenda("2026-03-18", "2026-03-11");
  CHECK(empty.items.empty());
  CHECK(empty.causes.empty());
  Caseload unknown(kGate);
  unknown.with(R"({"case": "A", "kind": "participant", "may_be_missing": true})");
  const Agenda agenda = unknown.agenda("2026-03-18", "2026-03-11");
  CHECK(agenda.items.empty());
  CHECK(agenda.undetermined >= 1);
}
