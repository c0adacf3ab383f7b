// Fit and truth tables on tables small enough to work out by hand.
#include "engine/set_fit.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <rapidcheck.h>

#include "engine/truth_table.h"

namespace {

using namespace realist::engine;

constexpr Degree kUnknown{};

Degree exactly(double d) { return Degree::exactly(d); }

SetTable table_of(std::vector<std::string> conditions, const std::vector<std::vector<Degree>>& rows) {
  SetTable table;
  table.conditions = std::move(conditions);
  table.columns.resize(table.conditions.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    table.cases.push_back("case " + std::to_string(i + 1));
    for (std::size_t c = 0; c < table.columns.size(); ++c) table.columns[c].push_back(rows[i][c]);
  }
  return table;
}

SetClaim claim_of(const std::string& text, const std::vector<std::string>& names) {
  const auto read = read_claim(text, names);
  INFO(text);
  REQUIRE(std::holds_alternative<SetClaim>(read));
  return std::get<SetClaim>(read);
}

SetFit fit_in(const SetTable& table, const std::string& text) {
  const SetClaim claim = claim_of(text, table.conditions);
  return fit_of(table, claim.left, claim.outcome);
}

ExpressionFault fault_of(const std::string& text) {
  const auto read = read_claim(text, {"A", "B", "C", "Y", "two words"});
  INFO(text);
  REQUIRE(std::holds_alternative<ExpressionFault>(read));
  return std::get<ExpressionFault>(read);
}

std::string round_trip(const std::string& text) {
  const std::vector<std::string> names = {"A", "B", "C", "Y", "two words"};
  const SetClaim claim = claim_of(text, names);
  return expression_text(claim.left, names) + " | " + expression_text(claim.outcome, names);
}

}  // namespace

TEST_CASE("unknown stays unknown unless the rest decides") {
  CHECK(both(exactly(0), kUnknown) == exactly(0));
  CHECK(either(exactly(1), kUnknown) == exactly(1));
  CHECK_FALSE(both(exactly(0.3), kUnknown).known());
  CHECK_FALSE(negated(kUnknown).known());
  // At most 0.3, or 0.3: 0.3 either way.
  CHECK(either(both(exactly(0.3), kUnknown), exactly(0.3)) == exactly(0.3));
}

TEST_CASE("the direct method puts the anchors where the log odds say") {
  const Anchors rising{1, 3, 5}, falling{5, 3, 1};
  CHECK(calibrated(3, rising, LogOdds::Three) == 0.5);
  CHECK(calibrated(5, rising, LogOdds::Ln19) == Approx(0.95).epsilon(1e-12));
  CHECK(calibrated(1, rising, LogOdds::Ln19) == Approx(0.05).epsilon(1e-12));
  // e^3 / (1 + e^3), Ragin 2008, table 5.1: 0.953 before rounding.
  CHECK(calibrated(5, rising, LogOdds::Three) == Approx(0.952574126822).epsilon(1e-11));
  CHECK(calibrated(1, falling, LogOdds::Ln19) == Approx(0.95).epsilon(1e-12));
  CHECK(calibrated(4, rising, LogOdds::Ln19) == Approx(std::sqrt(19.0) / (1 + std::sqrt(19.0))).epsilon(1e-12));
  CHECK(sound(rising));
  CHECK(sound(falling));
  CHECK_FALSE(sound({1, 1, 5}));
  CHECK_FALSE(sound({1, 6, 5}));
  CHECK_FALSE(sound({1, NAN, 5}));
}

TEST_CASE("expressions are read as written") {
  CHECK(round_trip("A*~B + C -> Y") == "A*~B + C | Y");
  CHECK(round_trip(" (A+B)*~(C*A)=>~Y ") == "(A + B)*~(C*A) | ~Y");
  CHECK(round_trip("\"two words\"*A <-> Y") == "\"two words\"*A | Y");
  CHECK(claim_of("A <- Y", {"A", "Y"}).arrow == Arrow::Needed);
  CHECK(claim_of("A <=> Y", {"A", "Y"}).arrow == Arrow::Both);
}

TEST_CASE("what is no expression is told with its place") {
  CHECK(fault_of("A*a -> Y").unknown_name == "a");
  CHECK(fault_of("A*a -> Y").at == 2);
  CHECK(fault_of("A B -> Y").at == 2);
  CHECK(fault_of("(A + B -> Y").at == 0);
  CHECK(fault_of("A + B) -> Y").at == 5);
  CHECK(fault_of("A + -> Y").at == 4);
  CHECK(fault_of("A + B").at == 5);
  CHECK(fault_of("A -> Y*B").at == 6);
  CHECK(fault_of("A -> (Y)").at == 5);
  CHECK(fault_of("\"two words -> Y").at == 0);
  CHECK(fault_of("").at == 0);
  CHECK(fault_of(std::string(20'000, 'A')).message.find("10,000") != std::string::npos);
  CHECK(fault_of(std::string(1'000, '(') + "A").message.find("64") != std::string::npos);
}

TEST_CASE("multiplied out, products that contradict themselves are gone") {
  const std::vector<std::string> names = {"A", "B", "C", "Y"};
  const auto out = [&](const std::string& text) { return expression_text(*multiplied_out(claim_of(text + " -> Y", names).left), names); };
  CHECK(out("A*~(A*~B)") == "A*B");
  CHECK(out("~(A*B)") == "~A + ~B");
  CHECK(out("(A + B)*(A + C)") == "A + B*C");
  CHECK(out("A*~A") == "(never)");
  // With A at 0.5 and B at 0, A*~A is worth 0.5; multiplied out it counts nothing.
  const SetTable table = table_of({"A", "B", "Y"}, {{exactly(0.5), exactly(0), exactly(1)}});
  const SetExpression e = claim_of("A*~(A*~B) -> Y", table.conditions).left;
  CHECK(degrees_in(table, e)[0] == exactly(0.5));
  CHECK(degrees_in(table, *multiplied_out(e))[0] == exactly(0));
}

TEST_CASE("multiplying out gives nothing where it would take too many products") {
  std::string text;
  std::vector<std::string> names = {"Y"};
  for (int i = 0; i < 12; ++i) {
    names.push_back("A" + std::to_string(i));
    names.push_back("B" + std::to_string(i));
    text += (i == 0 ? "(A" : "*(A") + std::to_string(i) + "+B" + std::to_string(i) + ")";
  }
  CHECK_FALSE(multiplied_out(claim_of(text + "->Y", names).left).has_value());
}

TEST_CASE("the measures of four fuzzy cases are those worked out by hand") {
  // x 0.8 0.6 0.2 0.4, y 0.9 0.4 0.3 0.7: min(x, y) 0.8 0.4 0.2 0.4 = 1.8, Σx = 2.0, Σy = 2.3.
  const SetTable table = table_of({"X", "Y"}, {{exactly(0.8), exactly(0.9)}, {exactly(0.6), exactly(0.4)},
                                               {exactly(0.2), exactly(0.3)}, {exactly(0.4), exactly(0.7)}});
  const SetMeasures m = fit_in(table, "X -> Y").whole;
  CHECK(*m.consistency.value == Approx(1.8 / 2.0));
  CHECK(*m.coverage.value == Approx(1.8 / 2.3));
  // min(x, y, 1 - y) 0.1 0.4 0.2 0.3 = 1.0
  CHECK(*m.pri.value == Approx(0.8 / 1.0));
  CHECK(*m.needed_consistency.value == Approx(1.8 / 2.3));
  CHECK(*m.needed_coverage.value == Approx(1.8 / 2.0));
  // Σ(1 - x) = 2.0, Σ(1 - min(x, y)) = 2.2
  CHECK(*m.ron.value == Approx(2.0 / 2.2));
  // min(1 - x, 1 - y) 0.1 0.4 0.7 0.3 = 1.5, Σ(1 - y) = 1.7
  CHECK(*m.specificity.value == Approx(1.5 / 1.7));
  CHECK(*m.contrapositive_coverage.value == Approx(1.5 / 2.0));
  CHECK(m.consistency.cases == 4);
}

TEST_CASE("cases that are not known count nowhere, and each figure says how many it rests on") {
  const SetTable table = table_of({"A", "B", "Y"}, {{exactly(1), exactly(0), exactly(1)}, {exactly(1), kUnknown, exactly(0)},
                                                    {exactly(0), kUnknown, exactly(1)}, {exactly(1), exactly(1), kUnknown}});
  const SetFit fit = fit_in(table, "A*B + A -> Y");
  // A*B is unknown in case 2, but A decides the whole there.
  CHECK(fit.whole.consistency.cases == 3);
  CHECK(*fit.whole.consistency.value == Approx(0.5));
  CHECK(fit.terms[0].measures.consistency.cases == 2);
  CHECK_FALSE(fit.terms[0].measures.consistency.value.has_value());  // no case of those two has A*B
  CHECK(fit.terms[1].measures.consistency.cases == 3);
  CHECK(fit.cases[3].kind == CaseKind::Unknown);
}

TEST_CASE("a figure that rests on nothing is not defined") {
  const SetTable all_in = table_of({"X", "Y"}, {{exactly(1), exactly(1)}, {exactly(1), exactly(1)}});
  const SetMeasures m = fit_in(all_in, "X -> Y").whole;
  CHECK(*m.consistency.value == 1);
  CHECK_FALSE(m.ron.value.has_value());
  CHECK_FALSE(m.specificity.value.has_value());
  CHECK_FALSE(m.contrapositive_coverage.value.has_value());
  const SetTable nobody = table_of({"X", "Y"}, {{kUnknown, exactly(1)}});
  CHECK_FALSE(fit_in(nobody, "X -> Y").whole.coverage.value.has_value());
  CHECK(fit_in(nobody, "X -> Y").whole.coverage.cases == 0);
}

TEST_CASE("each case is of one kind") {
  CHECK(kind_of(exactly(0.7), exactly(0.9)) == CaseKind::Typical);
  CHECK(kind_of(exactly(0.9), exactly(0.7)) == CaseKind::DeviantInDegree);
  CHECK(kind_of(exactly(0.9), exactly(0.2)) == CaseKind::DeviantConsistency);
  CHECK(kind_of(exactly(0.2), exactly(0.9)) == CaseKind::DeviantCoverage);
  CHECK(kind_of(exactly(0.2), exactly(0.1)) == CaseKind::Irrelevant);
  CHECK(kind_of(exactly(0.5), exactly(0.9)) == CaseKind::AtCrossover);
  CHECK(kind_of(kUnknown, exactly(0.9)) == CaseKind::Unknown);
}

TEST_CASE("coverage by one summand alone is what it adds to the others") {
  CHECK(rc::check([] {
    const auto degree = rc::gen::map(rc::gen::inRange(0, 11), [](int tenth) { return Degree::exactly(tenth / 10.0); });
    const auto row = rc::gen::container<std::vector<Degree>>(4, degree);
    const SetTable table = table_of({"A", "B", "C", "Y"}, *rc::gen::container<std::vector<std::vector<Degree>>>(6, row));
    const auto coverage = [&](const std::string& text) {
      const auto claim = std::get<SetClaim>(read_claim(text, table.conditions));
      return fit_of(table, claim.left, claim.outcome);
    };
    const SetFit whole = coverage("A + B + C -> Y");
    RC_PRE(whole.whole.coverage.value.has_value());
    RC_ASSERT(std::abs(*whole.terms[1].unique.value - (*whole.whole.coverage.value - *coverage("A + C -> Y").whole.coverage.value)) < 1e-9);
  }));
}

TEST_CASE("every measure lies from 0 to 1, and the two directions mirror each other") {
  CHECK(rc::check([] {
    const auto degree = rc::gen::map(rc::gen::inRange(0, 12), [](int tenth) { return tenth == 11 ? Degree{} : Degree::exactly(tenth / 10.0); });
    const auto degrees = rc::gen::container<std::vector<Degree>>(8, degree);
    const std::vector<Degree> x = *degrees, y = *degrees;
    const SetMeasures m = measures_of(x, y), back = measures_of(y, x);
    for (const Figure& f : {m.consistency, m.coverage, m.pri, m.needed_consistency, m.needed_coverage, m.ron, m.specificity, m.contrapositive_coverage})
      RC_ASSERT(!f.value || (*f.value >= -1e-9 && *f.value <= 1 + 1e-9));
    RC_ASSERT(m.consistency.value == back.needed_consistency.value);
    RC_ASSERT(m.coverage.value == back.consistency.value);
    RC_ASSERT(m.specificity.value == back.contrapositive_coverage.value);
  }));
}

TEST_CASE("a truth table counts cases, names those against the row, and leaves out those that belong nowhere") {
  const SetTable table = table_of({"A", "B", "Y"}, {{exactly(1), exactly(0), exactly(1)}, {exactly(1), exactly(0), exactly(1)},
                                                    {exactly(1), exactly(0), exactly(0)}, {exactly(0), exactly(0), exactly(0)},
                                                    {exactly(1), kUnknown, exactly(1)}, {exactly(0.5), exactly(1), exactly(1)},
                                                    {exactly(0), exactly(1), kUnknown}});
  TruthTableChoices choices;
  choices.consistent_from = 0.6;
  const TruthTable tt = truth_table(table, {0, 1}, std::get<SetExpression>(read_outcome("Y", table.conditions)), choices);
  CHECK(tt.possible == 4);
  REQUIRE(tt.rows.size() == 3);
  CHECK(tt.rows[0].row == 0);
  CHECK(tt.rows[0].output == RowOutput::No);
  CHECK(tt.rows[1].row == 1);  // only a case whose outcome is unknown
  CHECK(tt.rows[1].cases.empty());
  CHECK(tt.rows[1].outcome_unknown == std::vector<std::size_t>{6});
  CHECK(tt.rows[1].output == RowOutput::Remainder);
  CHECK(tt.rows[2].row == 2);
  CHECK(tt.rows[2].cases == std::vector<std::size_t>{0, 1, 2});
  CHECK(tt.rows[2].against == std::vector<std::size_t>{2});
  CHECK(*tt.rows[2].consistency.value == Approx(2.0 / 3));
  CHECK(tt.rows[2].output == RowOutput::Yes);
  REQUIRE(tt.unplaced.size() == 2);
  CHECK(tt.unplaced[0].unknown);
  CHECK(tt.unplaced[0].condition == 1);
  CHECK_FALSE(tt.unplaced[1].unknown);
  choices.consistent_from = 0.9;
  choices.contradicts_from = 0.3;
  const auto again = truth_table(table, {0, 1}, std::get<SetExpression>(read_outcome("Y", table.conditions)), choices);
  CHECK(again.rows[2].output == RowOutput::Contradiction);
}

TEST_CASE("nothing to solve is told, not solved") {
  const SetTable table = table_of({"A", "Y", "N"}, {{exactly(1), exactly(1), exactly(0)}, {exactly(0), exactly(1), exactly(0)}});
  const auto tt = [&](const char* outcome) { return truth_table(table, {0}, std::get<SetExpression>(read_outcome(outcome, table.conditions)), {}); };
  CHECK(std::holds_alternative<Unsolved>(solve(tt("N"), SolutionKind::Conservative, Which::Fewest, {})));
  CHECK(std::holds_alternative<Unsolved>(solve(tt("Y"), SolutionKind::Parsimonious, Which::Fewest, {})));
}

// Of 10 cases 3 are hits, 1 is a miss, 2 are lacking, 4 are the rest.
TEST_CASE("adjusted measures weigh a miss by how common the outcome, or the expression, is") {
  std::vector<Degree> x, y;
  const auto add = [&](int count, double in, double out) {
    for (int i = 0; i < count; ++i) x.push_back(exactly(in)), y.push_back(exactly(out));
  };
  add(3, 1, 1), add(1, 1, 0), add(2, 0, 1), add(4, 0, 0);
  const SetMeasures m = measures_of(x, y);
  CHECK(*m.pa_consistency.value == Approx(3 / (3 + 5.0 / 5 * 1)));
  CHECK(*m.aac_consistency.value == Approx(4 / (4 + 6.0 / 4 * 1)));
  CHECK(*m.aa_coverage.value == Approx(3 / (3 + 4.0 / 6 * 2)));
  CHECK(*m.pac_coverage.value == Approx(4 / (4 + 5.0 / 5 * 2)));
}

TEST_CASE("where two sets have nothing to do with each other, the adjusted measures are one half") {
  std::vector<Degree> x, y;  // 40% in X, 20% in Y, independently
  for (int i = 0; i < 100; ++i) {
    x.push_back(exactly(i % 5 < 2 ? 1 : 0));
    y.push_back(exactly(i / 5 % 5 < 1 ? 1 : 0));
  }
  const SetMeasures m = measures_of(x, y);
  for (const Figure& f : {m.pa_consistency, m.aac_consistency, m.aa_coverage, m.pac_coverage}) CHECK(*f.value == Approx(0.5));
}
