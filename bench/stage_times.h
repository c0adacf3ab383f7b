// What each step from bytes to counts costs, in one thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace realist::bench {

struct StageTime {
  std::string name;
  double seconds = 0;  // processor time of this step alone
};

// Takes the bytes from record to record to counts several times over, each time one step further; a step's time is what it
// added. The quickest of `passes`.
std::vector<StageTime> stage_times(std::string_view theory, std::string_view ndjson, int passes);

}  // namespace realist::bench
