// The laws of docs/semantics.md hold for the engine.
#include <catch2/catch.hpp>

#include "engine/judge.h"
#include "tests/oracle/laws.h"

namespace {

using namespace realist;

models::CaseResult by_engine(const models::Theory& theory, const models::CaseRecord& record, const engine::LinkedRecords& linked,
                             const models::Time& as_of) {
  return engine::judge(*engine::compile(theory), record, linked, as_of);
}

TEST_CASE("engine: the order of facts changes nothing") { oracle::check_order_of_facts(by_engine); }
TEST_CASE("engine: the order of statements changes nothing") { oracle::check_order_of_statements(by_engine); }
TEST_CASE("engine: renaming labels changes nothing") { oracle::check_labels(by_engine); }
TEST_CASE("engine: a chain cut at an unobserved joint reads alike") { oracle::check_chain_and_ripple(by_engine); }
TEST_CASE("engine: a value for an unknown changes no decided verdict") { oracle::check_unknown_to_value(by_engine); }
TEST_CASE("engine: what time moving on may change") { oracle::check_time_moving_on(by_engine); }

}  // namespace
