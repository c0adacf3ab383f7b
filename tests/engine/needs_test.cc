// What would move a statement: every addition offered is added to a copy of the record, judged again, and has to do what
// was said of it.
#include <catch2/catch.hpp>

#include "engine/needs.h"
#include "generate.h"

namespace {

using namespace realist;
using engine::Addition;
using engine::Needs;
using models::CaseResult;
using models::Judging;
using models::StatementResult;
using models::Verdict;

struct Judged {
  oracle::Trial trial;
  std::shared_ptr<const engine::Plan> plan;
  engine::LinkedRecords linked;
  CaseResult result;
};

void judge(Judged& judged) {
  judged.plan = engine::compile(oracle::theory_of(judged.trial.sketch));
  for (const models::CaseRecord& record : judged.trial.linked) judged.linked[record.id] = &record;
  judged.result = engine::judge(*judged.plan, judged.trial.record, judged.linked, judged.trial.as_of);
}

Judged drawn(oracle::Random& random) {
  Judged judged;
  judged.trial = oracle::draw(random);
  judge(judged);
  return judged;
}

// The statement's result once the additions stand in the records.
StatementResult after(const Judged& judged, const std::vector<Addition>& additions, models::StatementIndex s) {
  const std::string& own = judged.trial.record.id;
  const models::CaseRecord record = engine::with_additions(judged.trial.record, additions, own);
  std::vector<models::CaseRecord> others;
  for (const models::CaseRecord& other : judged.trial.linked) others.push_back(engine::with_additions(other, additions, own));
  engine::LinkedRecords linked;
  for (const models::CaseRecord& other : others) linked[other.id] = &other;
  return engine::judge(*judged.plan, record, linked, judged.trial.as_of).statements[s];
}

bool whenever(const Judged& judged, models::StatementIndex s) {
  return engine::theory_of(*judged.plan).statements[s].form == models::Form::Whenever;
}

std::size_t stalls(const StatementResult& result) { return result.occurrences[static_cast<std::size_t>(Verdict::Stalled)]; }

bool stall_removed(const Judged& judged, const StatementResult& before, const StatementResult& now) {
  const models::Stall& stall = *before.judging.stall;
  if (!whenever(judged, before.statement)) return !(now.judging.stall && now.judging.stall->step <= stall.step);
  if (stalls(now) < stalls(before)) return true;
  for (const Judging& judging : now.not_fired)
    if (judging.activated == before.judging.activated && judging.stall && judging.stall->step > stall.step) return true;
  return false;
}

Judged trial_of(const std::string& theory, const std::string& record, const std::string& as_of) {
  Judged judged;
  judged.trial.sketch = oracle::sketch_of(theory);
  judged.trial.record = oracle::record_of("P", record);
  judged.trial.as_of = oracle::time_of(as_of);
  judge(judged);
  return judged;
}

Needs needs_of(const Judged& judged, models::StatementIndex s = 0, const engine::Effort& effort = {}) {
  const StatementResult& result = judged.result.statements[s];
  return engine::needs(*judged.plan, judged.trial.record, judged.linked, judged.trial.as_of, result, result.judging, effort);
}

}  // namespace

TEST_CASE("every need offered removes the stall, in random theories and records") {
  oracle::Random random(20160501);
  std::size_t stalled = 0, offered = 0, helped = 0;
  for (int n = 0; n < 1500; ++n) {
    Judged judged = drawn(random);
    for (const StatementResult& result : judged.result.statements) {
      if (result.verdict() != Verdict::Stalled) continue;
      ++stalled;
      const Needs needs = needs_of(judged, result.statement, {60, 3, 5, 150'000});
      helped += !needs.alternatives.empty();
      CHECK(needs.alternatives.empty() == (needs.without != Needs::Without::None));
      for (const engine::Need& need : needs.alternatives) {
        ++offered;
        const StatementResult now = after(judged, need.additions, result.statement);
        INFO(oracle::to_text(judged.trial));
        INFO("statement " << result.statement << ", " << need.additions.size() << " additions");
        CHECK(stall_removed(judged, result, now));
        if (!whenever(judged, result.statement)) CHECK(now.verdict() == need.verdict);
      }
    }
  }
  INFO(stalled << " stalled, " << helped << " with a way out, " << offered << " ways");
  CHECK(stalled > 300);
  CHECK(helped * 2 > stalled);
}

TEST_CASE("an act moves every stall it is said to move, and the fewest acts together move as many as all") {
  oracle::Random random(20260318);
  std::size_t several = 0, acts = 0;
  for (int n = 0; n < 2500; ++n) {
    const Judged judged = drawn(random);
    std::vector<engine::AskedStall> asked;
    for (const StatementResult& result : judged.result.statements)
      if (result.verdict() == Verdict::Stalled && !whenever(judged, result.statement)) asked.push_back({&result, &result.judging});
    if (asked.size() < 2) continue;
    const engine::NeedsTogether found = engine::needs_together(*judged.plan, judged.trial.record, judged.linked, judged.trial.as_of, asked, {60, 3, 2, 150'000});
    INFO(oracle::to_text(judged.trial));
    std::vector<Addition> all;
    for (const engine::Act& act : found.acts) {
      ++acts;
      several += act.moves.size() > 1;
      for (const std::uint32_t i : act.moves) CHECK(stall_removed(judged, *asked[i].statement, after(judged, act.additions, asked[i].statement->statement)));
    }
    for (const std::uint32_t act : found.fewest) all.insert(all.end(), found.acts[act].additions.begin(), found.acts[act].additions.end());
    if (found.fewest.empty()) continue;
    for (std::size_t i = 0; i < asked.size(); ++i)
      if (found.act_of[i]) CHECK(stall_removed(judged, *asked[i].statement, after(judged, all, asked[i].statement->statement)));
  }
  CHECK(acts > 50);
  CHECK(several > 5);
}

TEST_CASE("needs change nothing: the same record gives the same result before and after") {
  oracle::Random random(7);
  for (int n = 0; n < 200; ++n) {
    const Judged judged = drawn(random);
    for (const StatementResult& result : judged.result.statements) {
      const Needs first = needs_of(judged, result.statement), second = needs_of(judged, result.statement);
      CHECK(first.alternatives.size() == second.alternatives.size());
      CHECK(first.tried == second.tried);
      if (result.verdict() != Verdict::Stalled) CHECK(first.alternatives.empty());
    }
  }
}

namespace {

const std::string kHead = "Case: participant\nContext A: A comes about\n  observed when event a\n";

std::string theory(const std::string& indicator, const std::string& statement) {
  const std::string observed = indicator.empty() ? "" : "  observed when " + indicator + "\n";
  return kHead + "Resource B: B comes about\n" + observed + "\n[S1] " + statement + "\n";
}

std::string words(const Addition& addition) {
  const auto dated = [](const std::string& text, const std::optional<models::Time>& at) { return text + (at ? " on " + models::to_string(*at) : ""); };
  switch (addition.kind) {
    case Addition::Kind::Event: return dated("event " + addition.event.type, addition.event.at);
    case Addition::Kind::Judgement: return dated("judged " + models::to_string(addition.judgement.value), addition.judgement.at);
    case Addition::Kind::Attribute:
      return dated(addition.attribute.path + " is " + models::to_string(addition.attribute.history[0].value), addition.attribute.history[0].at);
    case Addition::Kind::Link: return "link " + addition.link.kind;
  }
  return "";
}

std::vector<std::string> first_way(const Judged& judged) {
  REQUIRE(judged.result.statements[0].verdict() == Verdict::Stalled);
  const Needs needs = needs_of(judged);
  REQUIRE_FALSE(needs.alternatives.empty());
  std::vector<std::string> list;
  for (const Addition& addition : needs.alternatives.front().additions) list.push_back(words(addition));
  return list;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("an event not recorded is asked for, by the end of its window") {
  const Judged judged = trial_of(theory("event b", "If A\nthen B within 3 days"), "a@05-01", "05-20");
  CHECK(first_way(judged) == Words{"event b on 2016-05-04"});
  const Addition addition = needs_of(judged).alternatives.front().additions.front();
  REQUIRE(addition.from);
  CHECK(models::to_string(*addition.from) == "2016-05-01");
}

TEST_CASE("as many events are asked for as are missing") {
  const Judged judged = trial_of(theory("at least 3 events b", "If A\nthen B within 9 days"), "a@05-01 b@05-02", "05-20");
  // Evenly over the nine days from the first of May, whole days only.
  CHECK(first_way(judged) == Words{"event b on 2016-05-05", "event b on 2016-05-10"});
}

TEST_CASE("a judgement that says no is answered by a later one that says yes") {
  const Judged judged = trial_of(theory("", "If A\nthen B within 3 days"), "a@05-01 B=no@05-03", "05-20");
  CHECK(first_way(judged) == Words{"judged yes on 2016-05-04"});
}

TEST_CASE("an attribute is given the value that is asked for") {
  const Judged judged = trial_of(theory("s is hostel", "If A\nthen B within 3 days"), "a@05-01 .s=street@05-01", "05-20");
  CHECK(first_way(judged) == Words{"s is hostel on 2016-05-04"});
}

TEST_CASE("a join of two that are both missing is mended by a pair") {
  const std::string text = kHead + "Resource B: B comes about\n  observed when event b and event c\n\n[S1] If A\nthen B within 3 days\n";
  const Judged judged = trial_of(text, "a@05-01", "05-20");
  const Needs needs = needs_of(judged);
  REQUIRE(needs.alternatives.size() == 1);  // a judgement of yes would do too, but disagree with what is recorded
  REQUIRE(needs.alternatives[0].additions.size() == 2);
  CHECK(words(needs.alternatives[0].additions[0]) == "event b on 2016-05-04");
  CHECK(words(needs.alternatives[0].additions[1]) == "event c on 2016-05-04");
}

TEST_CASE("the gaps of a cadence are closed one after the other") {
  const Judged judged = trial_of(theory("at least 1 event b every 5 days", "If A\nthen B throughout 15 days"), "a@05-01", "05-20");
  // Without any event it breaks on the sixth; b on the fifth carries to the tenth, and so on, until the stretch ends on the 16th.
  CHECK(first_way(judged) == Words{"event b on 2016-05-05", "event b on 2016-05-10", "event b on 2016-05-15"});
}

TEST_CASE("what happened although it was not to happen is mended by nothing") {
  const Judged judged = trial_of(theory("event b", "If A\nthen not B within 3 days"), "a@05-01 b@05-02", "05-20");
  REQUIRE(judged.result.statements[0].verdict() == Verdict::Stalled);
  CHECK(needs_of(judged).without == Needs::Without::Happened);
}

TEST_CASE("where the tries run out, that is said") {
  const Judged judged = trial_of(theory("event b between 4 and 16 weeks before event z", "If A\nthen B within 3 days"), "a@05-01 z@05-02", "05-20");
  REQUIRE(judged.result.statements[0].verdict() == Verdict::Stalled);
  engine::Effort effort;
  effort.tries = 0;
  const Needs needs = needs_of(judged, 0, effort);
  CHECK(needs.tried <= 12);
}

TEST_CASE("the fact that settles more statements comes first") {
  const std::string text = kHead +
                           "Context M: M comes about\nContext N: N comes about\nResource B: B comes about\n  observed when event b\n"
                           "\n[S1] If M and N\nthen B within 3 days\n\n[S2] If N\nthen B within 3 days\n\n[S3] If N and A\nthen B within 3 days\n";
  const Judged judged = trial_of(text, "a@05-01", "05-20");
  const StatementResult& result = judged.result.statements[0];
  REQUIRE(result.verdict() == Verdict::Undetermined);
  const auto list = engine::settling(*judged.plan, judged.trial.record, judged.linked, judged.trial.as_of, judged.result, 0,
                                     {{models::MissingFact::Kind::Judgement, "M comes about", ""}, {models::MissingFact::Kind::Judgement, "N comes about", ""}});
  REQUIRE(list.size() == 2);
  CHECK(list[0].fact.name == "N comes about");
  CHECK(list[0].settles == 2);      // S2 and S3, whatever it says
  CHECK(list[0].may_settle == 3);   // a no makes S1 dormant as well
  CHECK(list[1].settles == 0);
  CHECK(list[1].may_settle == 1);
}
