// How fast simdjson parses the same bytes: what everything else is held against.
#pragma once

#include <cstddef>
#include <string>

namespace realist::bench {

struct ParseSpeed {
  double seconds = 0;        // processor time of the quickest pass
  double wall = 0;           // by the clock, of that pass
  std::size_t documents = 0;
  std::size_t faults = 0;    // documents it could not parse
};

// `dom::parser::parse_many` over NDJSON in memory, every document parsed to its end, none looked at. `threaded`: with the second
// thread it can use for finding structure. `bytes` is given padding.
ParseSpeed parse_many_speed(std::string& bytes, bool threaded, int passes);

std::string simdjson_in_use();  // version and processor kernel

}  // namespace realist::bench
