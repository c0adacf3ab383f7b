// What a theory's `# allow: …` comments silence (rules/allow.h reads them).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/diagnostic.h"
#include "models/place.h"

namespace realist::rules {

// One code of one comment.
struct Allow {
  std::string code, reason;      // reason: empty where none is given; it counts all the same, and is told
  std::string path;
  std::uint32_t first_line = 0;  // of the item it speaks of, from 1; 0: the whole file
  std::uint32_t last_line = 0;
  models::Place place;           // of the comment
  bool used = false;             // it has silenced something
};

// Takes out the warnings and notes that are allowed, and marks what allowed them.
void leave_out_allowed(std::vector<Allow>& allows, std::vector<models::Diagnostic>& diagnostics);

}  // namespace realist::rules
