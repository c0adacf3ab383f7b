// A made-up event log in the shape of those that case systems export: many cases, some twenty events each, times to the
// second, a few further fields an event, no attributes to speak of. Seeded; modelled on no log there is.
#pragma once

#include <cstdint>
#include <string>

namespace realist::bench {

struct LogShape {
  std::uint64_t seed = 1;
  std::uint64_t cases = 13'000;
  std::uint64_t events = 262'000;  // of all cases together
};

// The whole log, a case a line. 262,000 events are about 33 MB.
std::string event_log(const LogShape& shape);
// The same as XES (IEEE 1849).
std::string event_log_xes(const LogShape& shape);
// Six statements about it.
std::string event_log_theory();

}  // namespace realist::bench
