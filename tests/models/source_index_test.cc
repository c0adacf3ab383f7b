#include "models/source_index.h"

#include <catch2/catch.hpp>

#include "models/proposition_uses.h"
#include "rules/read_theory.h"

namespace {

using namespace realist;
using models::PropositionUse;

models::Theory theory_of(std::string_view text) {
  rules::ReadResult result = rules::read_theory_text(text);
  REQUIRE(result.ok());
  return std::move(result.theory);
}

std::vector<std::string> told(const models::Theory& theory) {
  std::vector<std::string> lines;
  for (const models::SourceEntry& entry : models::source_index(theory))
    lines.push_back(entry.source.document + ":" + std::to_string(entry.source.line) + " " +
                    (entry.statement != models::kNone ? theory.statements[entry.statement].label : theory.propositions[entry.proposition].phrase));
  return lines;
}

}  // namespace

TEST_CASE("the index of sources is in the order of the documents and their lines") {
  const models::Theory theory = theory_of(R"(Context: a
  (source: "002", line 7)
[X-1] If a then b (source: "002", line 12) (source: "001", line 3)
[X-2] If b then c
otherwise d
(source: "002", line 12)
[X-4] If b then k (source: "002", line 13)
otherwise l (source: "002", line 13)
[X-3] If c then e (source: "002")
)");
  CHECK(told(theory) == std::vector<std::string>{"001:3 X-1", "002:0 X-3", "002:7 a", "002:12 X-1", "002:12 X-2/otherwise", "002:13 X-4"});
}

TEST_CASE("a proposition's uses are told by statement and part") {
  const models::Theory theory = theory_of(R"(Context A: a
Context: both
  observed when {a}
[X-1] If A then b before c, unless both
[X-2] Only if b then A
Outcome C: c
Not applicable when: a
)");
  const auto uses = models::proposition_uses(theory);
  const auto of = [&](std::string_view phrase) { return uses[models::find_proposition(theory, phrase).index]; };
  using Part = PropositionUse::Part;
  const models::PropositionIndex both = models::find_proposition(theory, "both").index;
  CHECK(of("a") == std::vector<PropositionUse>{{Part::Antecedent, 0, 0, models::kNone}, {Part::Antecedent, 1, 0, models::kNone},
                                               {Part::Indicator, models::kNone, 0, both}, {Part::NotApplicable, models::kNone, 0, models::kNone}});
  CHECK(of("b") == std::vector<PropositionUse>{{Part::Step, 0, 1, models::kNone}, {Part::Step, 1, 1, models::kNone}});
  CHECK(of("c") == std::vector<PropositionUse>{{Part::WindowBound, 0, 1, models::kNone}});
  CHECK(of("both") == std::vector<PropositionUse>{{Part::Unless, 0, 1, models::kNone}});
}
