#include <catch2/catch.hpp>

#include "models/theory.h"

using realist::models::fold;

TEST_CASE("phrases are compared folded") {
  CHECK(fold("  The  Practitioner\u00A0feels \u2018safe\u2019. ") == "the practitioner feels 'safe'");
  CHECK(fold("4 \u2013 6 weeks\u2026") == "4 - 6 weeks...");
  CHECK(fold("\uFEFF\u00C9cole") == "\u00E9cole");
  CHECK(fold("0.5 e.g. this") == "0.5 e.g. this");
  CHECK(fold(".") == "");
  CHECK(fold("\xC3") == fold("\xC3"));  // a broken sequence is no reason to stop
}
