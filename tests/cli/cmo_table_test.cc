#include "cli/cmo_table.h"

#include <catch2/catch.hpp>

#include "tests/cli/graph_fixtures.h"

using namespace realist;
using namespace realist::cli;
using namespace realist::test;

namespace {

using Texts = std::vector<std::string>;

// Steps whose roles and words are set, as a reader of the language would.
models::Theory chain() {
  models::Theory theory = theory_of({"S: a & b -> c -> d -> e ; unless u ; because r"});
  auto& steps = theory.statements[0].steps;
  steps[0].role = models::Role::Resource;
  steps[1].role = models::Role::Reasoning;
  steps[2].role = models::Role::Outcome;
  const char* words[] = {"c within 14 days", "d", "e"};
  for (std::size_t i = 0; i < 3; ++i) steps[i].text = words[i];
  theory.statements[0].evidence = {{"case studies", 2}};
  theory.statements[0].sources = {{"002", 88, 88}};
  return theory;
}

CmoRow only_row(const models::Theory& theory, const GraphOverlay& overlay = {}) {
  const CmoTable table = cmo_table(theory, view_of(theory, overlay));
  REQUIRE(table.rows.size() == 1);
  return table.rows[0];
}

}  // namespace

TEST_CASE("a chain stands in the columns of its roles, its steps numbered") {
  const CmoRow row = only_row(chain());
  CHECK(row.context == Texts{"a", "b"});
  CHECK(row.unless == Texts{"u"});
  CHECK(row.resource == Texts{"1. c within 14 days"});
  CHECK(row.reasoning == Texts{"2. d"});
  CHECK(row.outcome == Texts{"3. e"});
  CHECK(row.mechanism.empty());
  CHECK(row.because == "r");
  CHECK(row.evidence == Texts{"2 case studies"});
  CHECK(row.sources == Texts{"002, line 88"});
}

TEST_CASE("a single step has no number, and a joined condition is one entry unless all of it has to be so") {
  models::Theory theory = theory_of({"S = whenever: a | b -> c"});
  theory.statements[0].steps[0].text = "c";
  const CmoRow row = only_row(theory);
  CHECK(row.context == Texts{"whenever a or b"});
  CHECK(row.outcome == Texts{"c"});
}

TEST_CASE("only if is told as it was written") {
  models::Theory theory = theory_of({"S = only if: a -> b"});
  const CmoRow row = only_row(theory);
  CHECK(row.context == Texts{"only if a"});
  CHECK(row.outcome == Texts{"b"});
}

TEST_CASE("a table of an undivided mechanism has a column for it, another has none") {
  models::Theory theory = chain();
  CHECK(cmo_columns(cmo_table(theory, view_of(theory))).size() == 6);
  theory.statements[0].steps[0].role = models::Role::Mechanism;
  const auto columns = cmo_columns(cmo_table(theory, view_of(theory)));
  REQUIRE(columns.size() == 7);
  CHECK(std::string(columns[4].name) == "Mechanism");
}

TEST_CASE("a case adds its verdicts to the table") {
  const models::Theory theory = stalled_theory();
  const CmoRow row = only_row(theory, stalled_case());
  REQUIRE(row.verdict);
  CHECK(row.verdict->words == "stalled at step 1: not delivered (overdue)");
  const std::string csv = cmo_csv(theory, view_of(theory, stalled_case()));
  CHECK(csv.substr(0, csv.find('\n')) == "label,context,resource,reasoning,mechanism,outcome,evidence,form,unless,because,source,file,line,verdict");
}

TEST_CASE("hostile phrases are text in every table") {
  const models::Theory theory = hostile_theory();
  const GraphView view = view_of(theory);
  const std::string html = cmo_html(theory, view);
  CHECK_FALSE(contains(html, "<script>alert"));
  CHECK(contains(html, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK_FALSE(contains(cmo_markdown(theory, view), "<script"));
  const std::string csv = cmo_csv(theory, view);
  CHECK(count(csv, "\n") == 3);  // one line a statement: line breaks of phrases are blanks
}

TEST_CASE("a theory without statements has a table without rows") {
  const models::Theory theory;
  CHECK(count(cmo_csv(theory, view_of(theory)), "\n") == 1);
  CHECK(contains(cmo_html(theory, view_of(theory)), "<tbody>\n</tbody>"));
}
