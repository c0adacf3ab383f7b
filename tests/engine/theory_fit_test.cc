// Degrees of propositions, and a theory's statements as claims about sets, on records small enough to work out by hand.
#include <catch2/catch.hpp>
#include <cmath>
#include <deque>

#include "engine/memberships.h"
#include "engine/theory_claims.h"
#include "models/case_json.h"
#include "rules/read_theory.h"

namespace {

using namespace realist;
using namespace realist::engine;

models::CaseRecord record_of(const std::string& json) {
  auto read = models::case_from_json(json);
  INFO(json);
  REQUIRE(std::holds_alternative<models::CaseRecord>(read));
  return std::get<models::CaseRecord>(std::move(read));
}

models::Theory theory_of(const std::string& text) {
  auto read = rules::read_theory_text(text);
  for (const auto& d : read.diagnostics) INFO(d.code << ": " << d.message);
  REQUIRE(read.ok());
  return std::move(read.theory);
}

// A theory and its cases as of the first of June 2016.
class Fitted {
 public:
  Fitted(const std::string& theory, const std::vector<std::string>& cases, LogOdds log_odds = LogOdds::Three)
      : plan_(compile(theory_of(theory))), memberships_(*plan_, log_odds), claims_(*plan_, log_odds) {
    for (const std::string& json : cases) {
      records_.push_back(record_of(json));
      linked_.emplace(records_.back().id, &records_.back());
    }
    const models::Time as_of = *models::parse_time("2016-06-01");
    for (const models::CaseRecord& record : records_) {
      if (!record.kind.empty()) continue;  // there to be linked to
      const models::CaseResult result = judge(*plan_, record, linked_, as_of);
      memberships_.read(record, linked_, as_of, result, degrees_.emplace_back());
      claims_.add(record, linked_, as_of, result);
    }
  }

  Degree degree(std::size_t i, std::string_view name) const { return degrees_.at(i).at(models::find_proposition(theory(), name).index); }
  const models::Theory& theory() const { return engine::theory_of(*plan_); }
  const Memberships& memberships() const { return memberships_; }
  std::vector<TheoryClaim> claims(std::string_view label) const { return claims_.of(models::find_statement(theory(), label)); }

 private:
  std::shared_ptr<const Plan> plan_;
  Memberships memberships_;
  TheoryClaims claims_;
  std::deque<models::CaseRecord> records_;
  LinkedRecords linked_;
  std::vector<std::vector<Degree>> degrees_;
};

Degree exactly(double d) { return Degree::exactly(d); }

// By the definition, from the anchors' own side: e^(odds × reach) against 1.
double by_hand(double share_of_reach, double odds) { return std::exp(odds * share_of_reach) / (1 + std::exp(odds * share_of_reach)); }

constexpr const char* kTrust = "Reasoning TRUST: he trusts\n  membership: out 1, crossover 3, in 5\n\nIf A then TRUST\n";

std::string judged(const std::string& judgements) { return R"({"case": "k", "judgements": [)" + judgements + "]}"; }
std::string about(const std::string& value, const std::string& at, const std::string& more = "") {
  return R"({"about": "TRUST", "value": )" + value + (at.empty() ? "" : R"(, "at": ")" + at + '"') + more + "}";
}

std::string expression(const TheoryClaim& c) {
  return expression_text(c.claim.left, c.table.conditions) + (c.claim.arrow == Arrow::Needed ? " <- " : " -> ") + expression_text(c.claim.outcome, c.table.conditions);
}

std::string column(const TheoryClaim& c, std::size_t which) {
  std::string text;
  for (const Degree d : c.table.columns.at(which)) text += !d.known() ? "? " : d.low == 1 ? "1 " : d.low == 0 ? "0 " : "- ";
  return text;
}

}  // namespace

TEST_CASE("the number judged becomes a degree by the direct method, in either convention") {
  const std::vector<std::string> cases = {judged(about("4", "2016-05-01")), judged(about("3", "")), judged(about("1.5", ""))};
  const Fitted three(kTrust, cases), ln19(kTrust, cases, LogOdds::Ln19);
  CHECK(three.degree(0, "TRUST").low == Approx(by_hand(0.5, 3)).epsilon(1e-12));
  CHECK(three.degree(1, "TRUST") == exactly(0.5));
  CHECK(three.degree(2, "TRUST").low == Approx(by_hand(-0.75, 3)).epsilon(1e-12));
  CHECK(ln19.degree(0, "TRUST").low == Approx(by_hand(0.5, std::log(19.0))).epsilon(1e-12));
  CHECK(three.memberships().graded(models::find_proposition(three.theory(), "TRUST").index));
  CHECK_FALSE(three.memberships().graded(models::find_proposition(three.theory(), "A").index));
}

TEST_CASE("the latest judgement by the as-of day counts; equally late ones that differ leave it unknown") {
  const Fitted fit(kTrust, {judged(about("5", "2016-05-01") + "," + about("3", "2016-05-09") + "," + about("1", "2016-07-01")),
                            judged(about("5", "2016-05-09") + "," + about("1", "2016-05-09")),
                            judged(about("5", "2016-05-09") + "," + about("5", "2016-05-09")),
                            judged(about("1", "") + "," + about("3", "2016-05-09"))});
  CHECK(fit.degree(0, "TRUST") == exactly(0.5));
  CHECK_FALSE(fit.degree(1, "TRUST").known());
  CHECK(fit.degree(2, "TRUST").low == Approx(by_hand(1, 3)));
  CHECK(fit.degree(3, "TRUST") == exactly(0.5));
}

TEST_CASE("yes is in and no is out; partly, unknown and nothing at all are not known") {
  const Fitted fit(kTrust, {judged(about("\"yes\"", "2016-05-01")), judged(about("false", "2016-05-01")), judged(about("\"partly\"", "2016-05-01")),
                            judged(about("\"unknown\"", "2016-05-01")), judged("")});
  CHECK(fit.degree(0, "TRUST") == exactly(1));
  CHECK(fit.degree(1, "TRUST") == exactly(0));
  for (const std::size_t i : {2u, 3u, 4u}) CHECK_FALSE(fit.degree(i, "TRUST").known());
}

TEST_CASE("the number is the one that the indicator compares") {
  const Fitted fit("Outcome CALM: he is calm\n  observed when latest score of event distress < 20\n  membership: out 40, crossover 20, in 10\n\n"
                   "Context OLD: he is old\n  observed when age at least 60\n  membership: out 40, crossover 60, in 70\n\n"
                   "Context KEEN: he is keen\n  observed when judged at least 4 by supervisor\n  membership: out 1, crossover 3, in 5\n\n"
                   "If OLD and KEEN then CALM\n",
                   {R"({"case": "k1", "attributes": {"age": [{"value": 60, "at": "2016-01-01"}, {"value": 70, "at": "2016-05-01"}, {"value": 99, "at": "2017-01-01"}]},
                        "events": [{"type": "distress", "at": "2016-03-01", "score": 40}, {"type": "distress", "at": "2016-05-01", "score": 10}],
                        "judgements": [{"about": "KEEN", "value": 5, "at": "2016-05-02", "by": "supervisor"}, {"about": "KEEN", "value": 1, "at": "2016-05-09", "by": "practitioner"}]})",
                    R"({"case": "k2", "attributes": {"age": "50"}, "events": [{"type": "distress", "at": "2016-03-01"}]})"});
  CHECK(fit.degree(0, "CALM").low == Approx(by_hand(1, 3)));
  CHECK(fit.degree(0, "OLD").low == Approx(by_hand(1, 3)));
  CHECK(fit.degree(0, "KEEN").low == Approx(by_hand(1, 3)));
  CHECK(fit.degree(1, "OLD").low == Approx(by_hand(-0.5, 3)));
  CHECK_FALSE(fit.degree(1, "CALM").known());
  CHECK_FALSE(fit.degree(1, "KEEN").known());
}

TEST_CASE("degrees through braces are joined as and, or, not and at least; unknown stays so unless the others decide") {
  const Fitted fit("Context A: a is\n  observed when a at least 1\n  membership: out 0, crossover 1, in 2\n\n"
                   "Context B: b is\n  observed when b at least 1\n  membership: out 0, crossover 1, in 2\n\n"
                   "Context C: c is\n  observed when c is yes\n\n"
                   "Context BOTH: both are\n  observed when {A} and {B}\n\nContext ONE: one is\n  observed when {A} or not {B}\n\n"
                   "Context TWO: two are\n  observed when at least 2 of ({A}, {B}, {C})\n\nContext DEEP: deep it is\n  observed when {BOTH} or {C}\n\n"
                   "Context MIXED: mixed it is\n  observed when {A} and c is yes\n\n"
                   "If BOTH and ONE and TWO and DEEP and MIXED then D\n",
                   {R"({"case": "k1", "attributes": {"a": 2, "b": 0.5, "c": true}})", R"({"case": "k2", "attributes": {"a": 2, "c": false}})",
                    R"({"case": "k3", "attributes": {"a": 2, "b": 0.5, "c": true}, "judgements": [{"about": "BOTH", "value": "yes", "at": "2016-05-01"}]})"});
  const double a = by_hand(1, 3), b = by_hand(-0.5, 3);
  CHECK(fit.degree(0, "BOTH").low == Approx(b));
  CHECK(fit.degree(0, "ONE").low == Approx(a));
  CHECK(fit.degree(0, "TWO").low == Approx(a));  // 1, a, b: the second largest
  CHECK(fit.degree(0, "DEEP") == exactly(1));
  CHECK(fit.degree(0, "MIXED") == exactly(1));   // not of braces alone: so or not so
  CHECK(fit.degree(1, "BOTH").high == Approx(a));
  CHECK_FALSE(fit.degree(1, "BOTH").known());
  CHECK_FALSE(fit.degree(1, "ONE").known());
  CHECK(fit.degree(1, "C") == exactly(0));
  CHECK(fit.degree(2, "BOTH") == exactly(1));    // judged: that decides
}

TEST_CASE("a number of a linked record is that of the record") {
  const Fitted fit("Case: participant\nContext RAPPORT: rapport is good\n  of: practitioner\n  observed when rapport at least 4\n  membership: out 1, crossover 3, in 5\n\nIf RAPPORT then B\n",
                   {R"({"case": "k", "links": {"practitioner": "P-1"}})", R"({"case": "P-1", "kind": "practitioner", "attributes": {"rapport": 5}})", R"({"case": "m"})"});
  CHECK(fit.degree(0, "RAPPORT").low == Approx(by_hand(1, 3)));
  CHECK_FALSE(fit.degree(1, "RAPPORT").known());
}

TEST_CASE("memberships change no verdict") {
  const std::string with = kTrust, without = "Reasoning TRUST: he trusts\n\nIf A then TRUST\n";
  const auto record = record_of(R"({"case": "k", "judgements": [{"about": "A", "value": "yes", "at": "2016-05-01"}, {"about": "TRUST", "value": 4, "at": "2016-05-02"}]})");
  const models::Time as_of = *models::parse_time("2016-06-01");
  const auto verdict = [&](const std::string& text) {
    const auto plan = compile(theory_of(text));
    const auto result = judge(*plan, record, {}, as_of);
    return std::pair(result.statements[0].verdict(), result.propositions[0].observed);
  };
  CHECK(verdict(with) == verdict(without));
}

// ---- Claims

namespace {

constexpr const char* kGate =
    "Context OUT: he is released\n  observed when event release\nResource GATE: he is met\n  observed when event meeting\n"
    "Reasoning SAFE: he feels safe\nOutcome STAYS: he stays\n  observed when event session\n\n"
    "[G-1] If OUT then GATE within 1 day then SAFE then STAYS within 14 days unless RECALL\n\n"
    "[G-2] If STAYS then he has a home\n\n[G-3] Only if GATE then STAYS\n";

std::string gate_case(const std::string& id, const std::string& events, const std::string& more = "") {
  return R"({"case": ")" + id + R"(", "events": [)" + events + "]" + more + "}";
}
std::string at(const std::string& type, const std::string& day) { return R"({"type": ")" + type + R"(", "at": "2016-)" + day + "\"}"; }

}  // namespace

TEST_CASE("a statement is a claim: antecedent and what is delivered, enough for the last step; each link what came before it") {
  const Fitted fit(kGate, {gate_case("met and stays", at("release", "03-01") + "," + at("meeting", "03-01") + "," + at("session", "03-08")),
                           gate_case("met, came late", at("release", "03-01") + "," + at("meeting", "03-01") + "," + at("session", "05-08")),
                           gate_case("never met, stays all the same", at("release", "03-01") + "," + at("session", "03-08")),
                           gate_case("still inside", at("referral", "03-01")),
                           gate_case("met, still open", at("release", "05-30") + "," + at("meeting", "05-30"))});
  const std::vector<TheoryClaim> claims = fit.claims("G-1");
  REQUIRE(claims.size() == 4);
  CHECK(expression(claims[0]) == "OUT*GATE*~RECALL -> STAYS");
  CHECK(claims[0].left_out.empty());
  CHECK(column(claims[0], 0) == "1 1 1 0 1 ");  // OUT
  CHECK(column(claims[0], 1) == "1 1 0 0 1 ");  // GATE: stalled there; never reached, and not seen
  CHECK(column(claims[0], 2) == "1 0 1 0 ? ");  // STAYS: late is not in time; seen by another route; not seen; still open
  CHECK(expression(claims[1]) == "OUT*~RECALL -> GATE");
  CHECK(expression(claims[2]) == "OUT*GATE*~RECALL -> SAFE");
  // Nobody tells of SAFE: without it the last link is the whole.
  CHECK(claims[3].kind == TheoryClaim::Kind::Ripple);
  CHECK(expression(claims[3]) == "STAYS -> \"he has a home\"");
  const SetMeasures m = fit_of(claims[0].table, claims[0].claim.left, claims[0].claim.outcome).whole;
  CHECK(m.consistency.cases == 4);
  CHECK(*m.consistency.value == 0.5);  // of the two met whose outcome is known one stays in time
  CHECK(*m.coverage.value == 0.5);     // of the two who stay one was met
  const SetMeasures safe = fit_of(claims[2].table, claims[2].claim.left, claims[2].claim.outcome).whole;
  CHECK(safe.consistency.cases == 0);
  CHECK_FALSE(safe.consistency.value.has_value());
}

TEST_CASE("a step between that somebody judged stands in the last link, and not in the whole") {
  const std::string met = at("release", "03-01") + "," + at("meeting", "03-01") + "," + at("session", "03-08");
  const Fitted fit(kGate, {gate_case("k1", met, R"(, "judgements": [{"about": "SAFE", "value": "no", "at": "2016-03-02"}])"),
                           gate_case("k2", met, R"(, "judgements": [{"about": "SAFE", "value": "yes", "at": "2016-03-02"}])"), gate_case("k3", met)});
  const std::vector<TheoryClaim> claims = fit.claims("G-1");
  REQUIRE(claims.size() == 5);
  CHECK(expression(claims[0]) == "OUT*GATE*~RECALL -> STAYS");
  CHECK(expression(claims[3]) == "OUT*GATE*SAFE*~RECALL -> STAYS");
  CHECK(claims[3].step == 3);
  CHECK(column(claims[3], 2) == "0 1 ? ");
}

TEST_CASE("what blocks a statement takes its case out of the claim; what may block it, as in its verdict, does not") {
  const std::string met = at("release", "03-01") + "," + at("meeting", "03-01");
  const Fitted fit(kGate, {gate_case("recalled", met, R"(, "judgements": [{"about": "RECALL", "value": "yes", "at": "2016-03-02"}])"),
                           gate_case("not recalled", met, R"(, "judgements": [{"about": "RECALL", "value": "no"}])"), gate_case("nobody says", met)});
  const TheoryClaim whole = fit.claims("G-1").front();
  const std::vector<Degree> x = degrees_in(whole.table, whole.claim.left);
  CHECK(x[0] == exactly(0));
  CHECK(x[1] == exactly(1));
  CHECK(x[2] == exactly(1));
  CHECK(whole.maybe_blocked == 1);
}

TEST_CASE("only if is a claim of what is needed") {
  const Fitted fit(kGate, {gate_case("k1", at("meeting", "03-01") + "," + at("session", "03-08")), gate_case("k2", at("session", "03-08"))});
  const std::vector<TheoryClaim> claims = fit.claims("G-3");
  REQUIRE_FALSE(claims.empty());
  CHECK(expression(claims[0]) == "GATE <- STAYS");
  const SetMeasures m = fit_of(claims[0].table, claims[0].claim.left, claims[0].claim.outcome).whole;
  CHECK(*m.needed_consistency.value == 0.5);
}

TEST_CASE("a negated step is a claim about its absence") {
  const Fitted fit("Outcome HARM: harm comes\n  observed when event harm\nContext OUT: he is out\n  observed when event release\n\n[H-1] If OUT then not HARM within 7 days\n",
                   {gate_case("harm", at("release", "03-01") + "," + at("harm", "03-03")), gate_case("none", at("release", "03-01"))});
  const TheoryClaim whole = fit.claims("H-1").front();
  CHECK(expression(whole) == "OUT -> ~HARM");
  CHECK(column(whole, 1) == "1 0 ");
}

TEST_CASE("a clause with degrees has the degree they come to") {
  const Fitted fit("Context TRUST: he trusts\n  observed when trust at least 4\n  membership: out 1, crossover 3, in 5\nContext HOME: he has a home\n  observed when home is yes\n"
                   "Outcome CALM: he is calm\n  observed when calm at least 4\n  membership: out 1, crossover 3, in 5\n\n[T-1] If TRUST and HOME then CALM\n",
                   {R"({"case": "k1", "attributes": {"trust": 4, "home": true, "calm": 5}})", R"({"case": "k2", "attributes": {"trust": 4, "home": false, "calm": 1}})",
                    R"({"case": "k3", "attributes": {"trust": 4, "calm": 1}})"});
  const TheoryClaim whole = fit.claims("T-1").front();
  CHECK(expression(whole) == "\"TRUST and HOME\" -> CALM");
  CHECK(whole.plain == std::vector<std::string>{"(TRUST*HOME)", "CALM"});
  CHECK(whole.table.columns[0][0].low == Approx(by_hand(0.5, 3)));
  CHECK(whole.table.columns[0][1] == exactly(0));
  CHECK_FALSE(whole.table.columns[0][2].known());
  CHECK(whole.table.columns[1][0].low == Approx(by_hand(1, 3)));
}

TEST_CASE("names for other programs are letters, digits and signs they take, each once") {
  const models::Theory theory = theory_of("Context GATE-1: he is met\nContext GATE_1: she is met\n\nIf 2 people meet him then he stays\n");
  const std::vector<std::string> names = TheoryClaims::plain_names(theory);
  REQUIRE(names.size() == 4);
  CHECK(names[0] == "GATE_1");
  CHECK(names[1] == "GATE_1_2");
  for (const std::string& name : names) {
    INFO(name);
    CHECK(std::isalpha(static_cast<unsigned char>(name.front())));
    CHECK(name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.") == std::string::npos);
  }
}
