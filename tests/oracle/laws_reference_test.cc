// The laws of docs/semantics.md hold for the reference evaluator.
#include <catch2/catch.hpp>

#include "tests/oracle/laws.h"
#include "tests/oracle/reference.h"

namespace {

using namespace realist::oracle;

TEST_CASE("reference: the order of facts changes nothing") { check_order_of_facts(reference_judge); }
TEST_CASE("reference: the order of statements changes nothing") { check_order_of_statements(reference_judge); }
TEST_CASE("reference: renaming labels changes nothing") { check_labels(reference_judge); }
TEST_CASE("reference: a chain cut at an unobserved joint reads alike") { check_chain_and_ripple(reference_judge); }
TEST_CASE("reference: a value for an unknown changes no decided verdict") { check_unknown_to_value(reference_judge); }
TEST_CASE("reference: what time moving on may change") { check_time_moving_on(reference_judge); }

}  // namespace
