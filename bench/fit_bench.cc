// What truth tables and their minimisation cost: realist_fit_bench [cases] [conditions].
//
// The matrices are made here. In each the outcome follows a planted expression of three products; `fuzzy` gives degrees in
// place of yes and no; `noise` turns the outcome round in one case of twenty, `no pattern` throws it like a coin, which leaves
// hundreds of rows to cover by thousands of products: the hardest there is, and the least worth doing. Printed are the rows
// seen, the models of each solution, whether they are proved to be the shortest, and the processor time of each, from degrees in
// memory to the last model.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>

#include "engine/truth_table.h"

namespace {

using namespace realist::engine;

struct Kind {
  const char* name;
  bool fuzzy;
  double turned;  // part of the outcomes turned round
};

bool planted(const std::vector<bool>& c) { return (c[0] && c[1]) || (c[2] && !c[3] && c[4]) || (c[5] && c[6] && !c[0]); }

SetTable matrix(std::size_t cases, std::size_t conditions, const Kind& kind, std::mt19937& random) {
  std::uniform_real_distribution<double> chance(0, 1);
  const auto degree = [&](bool in) { return Degree::exactly(!kind.fuzzy ? in : in ? 1 - 0.1 * chance(random) : 0.1 * chance(random)); };
  SetTable table;
  table.columns.resize(conditions + 1);
  for (std::size_t c = 0; c <= conditions; ++c) table.conditions.push_back("C" + std::to_string(c));
  for (std::size_t i = 0; i < cases; ++i) {
    std::vector<bool> in;
    for (std::size_t c = 0; c < conditions; ++c) in.push_back(chance(random) < 0.5);
    for (std::size_t c = 0; c < conditions; ++c) table.columns[c].push_back(degree(in[c]));
    table.columns[conditions].push_back(degree(planted(in) != (chance(random) < kind.turned)));
    table.cases.push_back(std::to_string(i));
  }
  return table;
}

void print(const char* name, const std::variant<Solution, Unsolved>& solved, double seconds) {
  if (const auto* none = std::get_if<Unsolved>(&solved)) {
    std::printf("  %-13s %.3f s  not solved: %s\n", name, seconds, none->reason.c_str());
    return;
  }
  const auto& s = std::get<Solution>(solved);
  std::printf("  %-13s %.3f s  %zu%s models of %zu products%s\n", name, seconds, s.models.size(), s.all_listed ? "" : " or more",
              s.models.front().size(), s.proved ? "" : ", search ended early");
}

// Processor time: what else the machine does counts little.
class Stopwatch {
 public:
  double seconds() const { return static_cast<double>(std::clock() - begin_) / CLOCKS_PER_SEC; }

 private:
  std::clock_t begin_ = std::clock();
};

void measure(std::size_t cases, std::size_t conditions, const Kind& kind) {
  std::mt19937 random(1);
  const SetTable table = matrix(cases, conditions, kind, random);
  std::vector<std::size_t> all;
  for (std::size_t c = 0; c < conditions; ++c) all.push_back(c);
  const SetExpression outcome{SetExpression::Kind::Condition, conditions, {}};
  const Stopwatch whole, rows;
  const TruthTable tt = truth_table(table, all, outcome, {});
  std::printf("%s: %zu rows seen\n  %-13s %.3f s\n", kind.name, tt.rows.size(), "truth table", rows.seconds());
  const std::vector<Expectation> expected(conditions, Expectation::Present);
  for (const auto& [name, solution] : {std::pair("conservative", SolutionKind::Conservative), std::pair("parsimonious", SolutionKind::Parsimonious),
                                       std::pair("intermediate", SolutionKind::Intermediate)}) {
    const Stopwatch one;
    const auto solved = solve(tt, solution, Which::Fewest, expected);
    print(name, solved, one.seconds());
  }
  std::printf("  %-13s %.3f s\n", "together", whole.seconds());
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t cases = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1'000;
  const std::size_t conditions = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 12;
  if (conditions < 7 || conditions > kMostConditions) return 1;
  for (const Kind& kind : {Kind{"planted, crisp", false, 0}, Kind{"planted, fuzzy", true, 0}, Kind{"with noise, crisp", false, 0.05},
                           Kind{"no pattern, crisp", false, 0.5}})
    measure(cases, conditions, kind);
}
