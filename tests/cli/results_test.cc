// The formats of a result, held to the example of the interface and to hand-made results.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/progress.h"
#include "cli/result_csv.h"
#include "cli/result_json.h"
#include "cli/result_table.h"
#include "cli/stops.h"

namespace {

using namespace realist;
using models::Role;
using models::StepState;
using models::Verdict;

constexpr models::PropositionIndex kGate = 0, kHeard = 1, kKeeps = 2, kFamily = 3;

models::Time day(const char* text) { return *models::parse_time(text); }

models::Clause names(models::PropositionIndex p) {
  models::Clause clause;
  clause.proposition = p;
  return clause;
}

models::Step step(models::PropositionIndex p, Role role) {
  models::Step s;
  s.clause = names(p);
  s.role = role;
  return s;
}

models::Statement statement(const char* label) {
  models::Statement s;
  s.label = label;
  s.text = std::string("[") + label + "] If released\nthen met";
  s.steps = {step(kGate, Role::Resource), step(kHeard, Role::Reasoning), step(kKeeps, Role::Outcome)};
  return s;
}

models::Theory theory() {
  models::Theory t;
  t.name = "Engager, prison to community";
  t.version = "2.1";
  t.sha256 = "ab12";
  const char* phrases[] = {"someone meets the participant at the gate", "the participant feels listened to",
                           "the participant keeps attending in the community", "the family asks not to be called"};
  const Role roles[] = {Role::Resource, Role::Reasoning, Role::Outcome, Role::Context};
  for (std::size_t i = 0; i < 4; ++i) {
    models::Proposition p;
    p.phrase = phrases[i];
    p.roles = {roles[i]};
    t.propositions.push_back(p);
  }
  for (const char* label : {"GATE-2", "CALL-1", "PEER-1", "FAM-1", "END-1"}) t.statements.push_back(statement(label));
  t.statements[1].form = models::Form::Whenever;
  return t;
}

models::FactEvidence gate_meeting() {
  models::FactEvidence e;
  e.index = 1;
  e.name = "gate meeting";
  e.at = day("2016-05-01");
  e.by = "practitioner";
  return e;
}

models::FactEvidence judged_no() {
  models::FactEvidence e;
  e.kind = models::FactEvidence::Kind::Judgement;
  e.value = models::Value{false};
  e.at = day("2016-05-09");
  e.by = "practitioner";
  e.basis = "observed";
  return e;
}

models::StatementResult gate() {
  models::StatementResult r;
  r.statement = 0;
  r.judging.verdict = Verdict::Stalled;
  r.judging.activated = day("2016-05-01");
  r.judging.steps = {{1, StepState::Holds, day("2016-05-01"), {}, {}, {gate_meeting()}, {}},
                     {2, StepState::Refuted, {}, day("2016-05-29"), {}, {judged_no()}, {}},
                     {3, StepState::NotReached, {}, {}, {}, {}, {}}};
  models::Stall stall;
  stall.step = 2;
  stall.proposition = kHeard;
  stall.kind = models::StallKind::NoResponse;
  stall.reason = StepState::Refuted;
  stall.since = day("2016-05-09");
  r.judging.stall = stall;
  return r;
}

models::StatementResult call() {
  models::StatementResult r;
  r.statement = 1;
  r.judging.verdict = Verdict::Stalled;
  r.judging.activated = day("2016-05-25");
  models::Stall stall;
  stall.step = 1;
  stall.proposition = kGate;
  stall.kind = models::StallKind::NotDelivered;
  stall.reason = StepState::Overdue;
  stall.amount = "P5D";
  stall.due = day("2016-05-27");
  stall.record = "P-03";
  r.judging.stall = stall;
  r.occurrences = {19, 1, 0, 0, 0, 0};
  r.not_fired = {r.judging};
  return r;
}

models::StatementResult peer() {
  models::StatementResult r;
  r.statement = 2;
  r.judging.verdict = Verdict::Undetermined;
  r.judging.missing = {{models::MissingFact::Kind::Attribute, "peer.wanted", ""}};
  return r;
}

models::StatementResult family() {
  models::StatementResult r;
  r.statement = 3;
  r.judging.verdict = Verdict::Blocked;
  models::Block block;
  block.proposition = kFamily;
  block.text = "the family asks not to be called";
  block.since = day("2016-05-20");
  block.days = 12;
  r.judging.blocked_by = block;
  return r;
}

models::StatementResult ending() {
  models::StatementResult r;
  r.statement = 4;
  r.judging.verdict = Verdict::Dormant;
  r.failed = {kHeard};
  r.held_back_by = {0};
  return r;
}

models::CaseResult result() {
  models::CaseResult r;
  r.case_id = "SW-014";
  r.as_of = day("2016-06-01");
  r.statements = {gate(), call(), peer(), family(), ending()};
  models::PropositionResult heard;
  heard.proposition = kHeard;
  heard.observed = models::Truth::False;
  heard.predicted = models::Truth::True;
  heard.verdict = models::PropositionVerdict::Stalled;
  heard.statements = {0};
  models::PropositionResult keeps;
  keeps.proposition = kKeeps;
  keeps.reading = models::Reading::Unknown;
  r.propositions = {heard, keeps};
  r.problems = {{"/attributes/age", "not a number"}};
  return r;
}

}  // namespace

TEST_CASE("a result line has the keys of the interface, in their order, and none with nothing to say") {
  CHECK(cli::result_line(theory(), result()) ==
        R"({"case":"SW-014","as_of":"2016-06-01","theory":{"name":"Engager, prison to community","version":"2.1","sha256":"ab12"},)"
        R"("statements":[{"id":"GATE-2","verdict":"stalled","activated":"2016-05-01","steps":[)"
        R"({"proposition":"someone meets the participant at the gate","role":"resource","state":"holds","at":"2016-05-01","evidence":[{"event":1,"type":"gate meeting","at":"2016-05-01","by":"practitioner"}]},)"
        R"({"proposition":"the participant feels listened to","role":"reasoning","state":"refuted","due":"2016-05-29","evidence":[{"judgement":0,"value":"no","at":"2016-05-09","by":"practitioner","basis":"observed"}]},)"
        R"({"proposition":"the participant keeps attending in the community","role":"outcome","state":"not reached"}],)"
        R"("stall":{"step":2,"proposition":"the participant feels listened to","kind":"no response","reason":"refuted","since":"2016-05-09"}},)"
        R"({"id":"CALL-1","verdict":"stalled","occurrences":{"fired":19,"stalled":1},"at":[{"activated":"2016-05-25","verdict":"stalled"}],)"
        R"("stall":{"step":1,"proposition":"someone meets the participant at the gate","kind":"not delivered","reason":"overdue","amount":"P5D","due":"2016-05-27","record":"P-03"}},)"
        R"({"id":"PEER-1","verdict":"undetermined","missing":[{"attribute":"peer.wanted"}]},)"
        R"({"id":"FAM-1","verdict":"blocked","blocked_by":{"proposition":"the family asks not to be called","since":"2016-05-20","days":12}},)"
        R"({"id":"END-1","verdict":"dormant","failed":["the participant feels listened to"],"held_back_by":["GATE-2"]}],)"
        R"("propositions":[{"proposition":"the participant feels listened to","roles":["reasoning"],"observed":"false","predicted":"true","verdict":"stalled","statements":["GATE-2"]},)"
        R"({"proposition":"the participant keeps attending in the community","roles":["outcome"],"observed":"unknown","predicted":"unknown","reading":"unknown"}],)"
        R"("problems":[{"path":"/attributes/age","message":"not a number"}]})"
        "\n");
}

TEST_CASE("numbers, truth values and lists of evidence are written as recorded") {
  using models::Value;
  CHECK(cli::value_to_json(Value{4.0}).dump() == "4");
  CHECK(cli::value_to_json(Value{4.5}).dump() == "4.5");
  CHECK(cli::value_to_json(Value{1e300}).dump() == "1e+300");
  CHECK(cli::value_to_json(Value{true}).dump() == "true");
  CHECK(cli::value_to_json(Value{std::vector<Value>{Value{std::string("a")}, Value{}}}).dump() == R"(["a",null])");
}

TEST_CASE("broken UTF-8 in a result is replaced, never an exception") {
  models::CaseResult r = result();
  r.case_id = "\xff";
  CHECK(cli::result_line(theory(), r).starts_with("{\"case\":\"\xEF\xBF\xBD\""));
}

TEST_CASE("CSV has one row per case and statement with the listed columns") {
  models::CaseRecord record;
  record.links = {{"site", {{"southwest", {}}}}};
  const auto with = cli::with_columns({"links.site", "attributes.age"});
  CHECK(cli::csv_header(with) ==
        "case,as_of,theory,statement,verdict,activated,step,proposition,role,kind,reason,amount,since,due,record,blocked_by,"
        "missing,held_back_by,occurrences,occurrences_fired,flags,links.site,attributes.age\n");
  CHECK(cli::csv_rows(theory(), result(), record, with) ==
        R"(SW-014,2016-06-01,"Engager, prison to community",GATE-2,stalled,2016-05-01,2,the participant feels listened to,reasoning,no response,refuted,,2016-05-09,,,,,,,,,southwest,)"
        "\n"
        R"(SW-014,2016-06-01,"Engager, prison to community",CALL-1,stalled,2016-05-25,1,someone meets the participant at the gate,resource,not delivered,overdue,P5D,,2016-05-27,P-03,,,,20,19,,southwest,)"
        "\n"
        R"(SW-014,2016-06-01,"Engager, prison to community",PEER-1,undetermined,,,,,,,,,,,,attribute peer.wanted,,,,,southwest,)"
        "\n"
        R"(SW-014,2016-06-01,"Engager, prison to community",FAM-1,blocked,,,,,,,,2016-05-20,,,the family asks not to be called,,,,,,southwest,)"
        "\n"
        R"(SW-014,2016-06-01,"Engager, prison to community",END-1,dormant,,,the participant feels listened to,,,,,,,,,,GATE-2,,,,southwest,)"
        "\n");
}

TEST_CASE("CSV fields are quoted where they have to be, and are never changed") {
  CHECK(cli::csv_field("plain") == "plain");
  CHECK(cli::csv_field("a,b") == "\"a,b\"");
  CHECK(cli::csv_field("say \"no\"") == "\"say \"\"no\"\"\"");
  CHECK(cli::csv_field("two\nlines") == "\"two\nlines\"");
  CHECK(cli::csv_field("=1+1") == "=1+1");
}

TEST_CASE("a further column shows what was known at the as-of instant") {
  models::CaseRecord record;
  record.attributes = {{"status", {{models::Value{std::string("none")}, {}, ""},
                                   {models::Value{std::string("hostel")}, day("2016-05-01"), ""},
                                   {models::Value{std::string("flat")}, day("2016-07-01"), ""}}}};
  const auto column = cli::with_columns({"attributes.status"}).front();
  CHECK(cli::with_value(column, record, day("2016-04-30")) == "none");
  CHECK(cli::with_value(column, record, day("2016-05-01")) == "hostel");
  CHECK(cli::with_value(column, record, day("2016-08-01")) == "flat");
}

TEST_CASE("a column that is none is refused before any work") {
  CHECK_THROWS_AS(cli::with_columns({"age"}), cli::UsageError);
  CHECK_THROWS_WITH(cli::with_columns({"openned"}), Catch::Contains("did you mean opened?"));
}

TEST_CASE("the table shows what needs attention, most telling words first, in 80 columns") {
  const models::Theory t = theory();
  const cli::TableLayout layout = cli::table_layout({&t}, 6, false);
  CHECK(cli::table_header(layout) + cli::table_lines(t, result(), layout) ==
        "case    statement  verdict       why\n"
        "SW-014  GATE-2     stalled       no response, refuted 2016-05-09: the participa…\n"
        "SW-014  CALL-1     stalled       not delivered, overdue (5 days), P-03: someone…\n"
        "SW-014  PEER-1     undetermined  not recorded: attribute peer.wanted\n"
        "SW-014  FAM-1      blocked       since 2016-05-20: the family asks not to be ca…\n");
}

TEST_CASE("the counts under the table add up") {
  const models::Theory t = theory();
  engine::CohortSummary summary(t);
  summary.add(result());
  CHECK(cli::table_counts(t, summary, cli::table_layout({&t}, 6, false)) ==
        "\nEngager, prison to community 2.1, 1 case\n"
        "                fired  stalled  pending  blocked  undetermined  dormant\n"
        "GATE-2              0        1        0        0             0        0\n"
        "CALL-1              0        1        0        0             0        0\n"
        "PEER-1              0        0        0        0             1        0\n"
        "FAM-1               0        0        0        1             0        0\n"
        "END-1               0        0        0        0             0        1\n"
        "all statements      0        2        0        1             1        1\n");
}

TEST_CASE("a summary counts occurrences apart from cases and says where the stalled stalled") {
  const models::Theory t = theory();
  engine::CohortSummary summary(t);
  summary.add(result());
  const std::string text = cli::summary_text(t, summary, day("2016-06-01"));
  CHECK(text.starts_with("Engager, prison to community 2.1, 1 case, as of 2016-06-01\n\nGATE-2  If released then met\n"));
  CHECK(text.find("fired: 0 of 1 (0%) by case, 19 of 20 (95%) by occurrence") != std::string::npos);
  CHECK(text.find("1  step 1, not delivered, overdue: someone meets the participant at the\n          gate (P-03: 1)") != std::string::npos);
  const auto json = nlohmann::json::parse(cli::summary_json(t, summary, day("2016-06-01")));
  CHECK(json["statements"][1]["rate"]["by_occurrence"] == 0.95);
  CHECK(json["statements"][2]["rate"]["by_case"].is_null());
  CHECK(json["statements"][1]["stalls"][0]["records"]["P-03"] == 1);
}

TEST_CASE("amounts are said in words") {
  CHECK(cli::amount_in_words("P5D") == "5 days");
  CHECK(cli::amount_in_words("PT1H30M") == "1 hour 30 minutes");
  CHECK(cli::amount_in_words("PT47H") == "47 hours");
  CHECK(cli::amount_in_words("PT288H") == "12 days");
  CHECK(cli::amount_in_words("PT49H30M") == "2 days 1 hour 30 minutes");
  CHECK(cli::amount_in_words("P1M") == "1 month");
  CHECK(cli::amount_in_words("1 of 2") == "1 of 2");
  CHECK(cli::amount_in_words("") == "");
}

TEST_CASE("progress says share, rate and time left") {
  CHECK(cli::progress_line("judging", "cases", 50, 200, 5.0) == "judging [######..................] 25%  50 cases  10 cases/s  15 s left");
  CHECK(cli::progress_line("reading", "MB", 50, 0, 5.0) == "reading 50 MB  10 MB/s");
}
