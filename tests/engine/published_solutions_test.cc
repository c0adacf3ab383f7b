// Solutions of truth tables as published, where the table stands in print but not the data behind it: the rows with their
// outcomes are typed here, and the models have to be the published ones.
//
// Origin, [QCA]: the output the R package QCA records for its own functions truthTable and minimize (A. Duşa,
// tests/testthat/_snaps in github.com/dusadrian/QCA, commit ee9fd13) on its data sets
//   CVF            Cebotari and Vink 2013, "A configurational analysis of ethnic protest in Europe"
//   RS             Caren and Panofsky 2005, as reanalysed by Ragin and Strand 2008, "Using Qualitative Comparative Analysis
//                  to Study Causal Order"
//   d.jobsecurity  Emmenegger 2011, "Job Security Regulations in Western Democracies"
//   d.Bau          the educational chain of Baumgartner 2009, "Inferring Causal Complexity", typed in test-minimize.R
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>

#include "engine/truth_table.h"

namespace {

using namespace realist::engine;
using Texts = std::set<std::string>;

// Rows from 1, as the field numbers them.
TruthTable table_of(std::size_t conditions, const std::vector<std::uint32_t>& with, const std::vector<std::uint32_t>& without) {
  TruthTable table;
  for (std::size_t c = 0; c < conditions; ++c) table.conditions.push_back(c);
  table.possible = std::uint64_t{1} << conditions;
  for (const std::uint32_t row : with) table.rows.push_back({row - 1, RowOutput::Yes, {0}, {}, {}, {}, {}});
  for (const std::uint32_t row : without) table.rows.push_back({row - 1, RowOutput::No, {0}, {}, {}, {}, {}});
  std::sort(table.rows.begin(), table.rows.end(), [](const TruthRow& a, const TruthRow& b) { return a.row < b.row; });
  return table;
}

// Each model as its products, sorted.
Texts models(const TruthTable& table, const std::vector<std::string>& names, SolutionKind kind, const std::vector<Expectation>& expectations = {}) {
  const auto solved = solve(table, kind, Which::Fewest, expectations);
  REQUIRE(std::holds_alternative<Solution>(solved));
  CHECK(std::get<Solution>(solved).proved);
  Texts all;
  for (const auto& model : std::get<Solution>(solved).models) {
    std::set<std::string> products;
    for (const Cube& cube : model) products.insert(expression_text(expression_of(cube, table.conditions), names));
    std::string text;
    for (const std::string& product : products) text += (text.empty() ? "" : " + ") + product;
    all.insert(text);
  }
  return all;
}

}  // namespace

TEST_CASE("Cebotari and Vink: all four parsimonious models are the published ones [QCA]") {
  const std::vector<std::string> names = {"DEMOC", "ETHFRACT", "GEOCON", "POLDIS", "NATPRIDE"};
  const TruthTable table = table_of(5, {31, 29, 27, 15, 30, 24, 32, 5, 16}, {28, 8, 10, 6, 22, 20, 14, 2});
  CHECK(models(table, names, SolutionKind::Parsimonious) ==
        Texts{"DEMOC*ETHFRACT*GEOCON + DEMOC*GEOCON*POLDIS + ~DEMOC*ETHFRACT*POLDIS + ~NATPRIDE",
              "DEMOC*ETHFRACT*~POLDIS + DEMOC*GEOCON*POLDIS + ~DEMOC*ETHFRACT*POLDIS + ~NATPRIDE",
              "DEMOC*ETHFRACT*GEOCON + DEMOC*GEOCON*POLDIS + ETHFRACT*GEOCON*POLDIS + ~NATPRIDE",
              "DEMOC*ETHFRACT*~POLDIS + DEMOC*GEOCON*POLDIS + ETHFRACT*GEOCON*POLDIS + ~NATPRIDE"});
}

// "-" says that the order of E and A means nothing where one of them is not there: either order is in the row.
TEST_CASE("Ragin and Strand: the solution is the published one [QCA]") {
  const std::vector<std::string> names = {"P", "E", "A", "EBA", "S"};
  const TruthTable table = table_of(5, {14, 26, 28, 30, 31, 32}, {1, 3, 9, 11, 17, 18, 19, 20, 22, 24});
  CHECK(models(table, names, SolutionKind::Conservative) == Texts{"E*A*~EBA*S + P*E*A*EBA + P*E*S"});
}

// The seventeen universities by row; of seven with the outcome P*E*S has four, two of them with P*E*A*EBA, and so on.
TEST_CASE("Ragin and Strand: the fit is the published one, an order that means nothing being unknown [QCA]") {
  SetTable table;
  table.conditions = {"P", "E", "A", "EBA", "S", "REC"};
  table.columns.resize(6);
  const std::vector<std::pair<std::string, int>> rows = {{"000-00", 3}, {"010-00", 1}, {"011011", 1}, {"100-00", 1}, {"100-10", 3},
                                                         {"101-10", 2}, {"110-11", 1}, {"111011", 1}, {"111101", 2}, {"111111", 2}};
  for (const auto& [row, count] : rows)
    for (int i = 0; i < count; ++i) {
      table.cases.push_back(std::to_string(table.cases.size() + 1));
      for (std::size_t c = 0; c < 6; ++c) table.columns[c].push_back(row[c] == '-' ? Degree{} : Degree::exactly(row[c] == '1' ? 1 : 0));
    }
  REQUIRE(table.cases.size() == 17);
  const auto claim = std::get<SetClaim>(read_claim("P*E*S + P*E*A*EBA + E*A*~EBA*S -> REC", table.conditions));
  const SetFit fit = fit_of(table, claim.left, claim.outcome);
  const double coverage[] = {4.0 / 7, 4.0 / 7, 2.0 / 7}, unique[] = {1.0 / 7, 2.0 / 7, 1.0 / 7};
  for (std::size_t t = 0; t < 3; ++t) {
    CHECK(*fit.terms[t].measures.consistency.value == Approx(1).margin(1e-6));
    CHECK(*fit.terms[t].measures.coverage.value == Approx(coverage[t]).margin(1e-6));
    CHECK(*fit.terms[t].unique.value == Approx(unique[t]).margin(1e-6));
  }
  CHECK(*fit.whole.coverage.value == Approx(1).margin(1e-6));
  CHECK(fit.whole.consistency.cases == 17);
}

TEST_CASE("Emmenegger: parsimonious and intermediate solutions are the published ones [QCA]") {
  const std::vector<std::string> names = {"S", "C", "L", "R", "P", "V"};
  const TruthTable table = table_of(6, {27, 37, 47, 48, 56, 64}, {2, 5, 10, 20, 25, 33, 57});
  CHECK(models(table, names, SolutionKind::Parsimonious) == Texts{"L*P + S*R", "P*~V + S*R"});
  std::vector<Expectation> expected(6, Expectation::Present);
  expected[5] = Expectation::Absent;
  CHECK(models(table, names, SolutionKind::Intermediate, expected) == Texts{"C*L*P*~V + S*C*R*P + S*L*R*P + S*R*~V"});
}

TEST_CASE("Baumgartner's chain: each link is the published one, both models where there are two [QCA]") {
  // The eight cases: U, D, L, G, E.
  const std::vector<std::string> cases = {"11111", "11101", "10111", "10101", "01111", "01101", "00011", "00000"};
  const auto link = [&](std::size_t outcome) {
    std::set<std::uint32_t> with, without;
    for (const std::string& one : cases) {
      std::uint32_t row = 0;
      for (std::size_t c = 0; c < 5; ++c)
        if (c != outcome) row = row * 2 + (one[c] == '1' ? 1 : 0);
      (one[outcome] == '1' ? with : without).insert(row + 1);
    }
    std::vector<std::uint32_t> pure;  // a row with both is not consistent enough
    for (const std::uint32_t row : with)
      if (!without.contains(row)) pure.push_back(row);
    std::vector<std::string> names = {"U", "D", "L", "G", "E"};
    names.erase(names.begin() + static_cast<std::ptrdiff_t>(outcome));
    return models(table_of(4, pure, {without.begin(), without.end()}), names, SolutionKind::Parsimonious);
  };
  CHECK(link(0) == Texts{"~D*L"});
  CHECK(link(1) == Texts{"~U*L"});
  CHECK(link(2) == Texts{"D + U"});
  CHECK(link(3) == Texts{"~L*E", "~U*~D*E"});
  CHECK(link(4) == Texts{"G + L"});
}
