#include "parse_speed.h"

#include <ctime>

#include <simdjson.h>

#include "stopwatch.h"

namespace realist::bench {

ParseSpeed parse_many_speed(std::string& bytes, bool threaded, int passes) {
  bytes.reserve(bytes.size() + simdjson::SIMDJSON_PADDING);
  ParseSpeed best;
  for (int pass = 0; pass < passes; ++pass) {
    simdjson::dom::parser parser;
    parser.threaded = threaded;
    ParseSpeed now;
    const Stopwatch watch;
    simdjson::dom::document_stream stream;
    if (parser.parse_many(bytes.data(), bytes.size(), simdjson::dom::DEFAULT_BATCH_SIZE).get(stream)) return best;
    for (const auto document : stream) {
      ++now.documents;
      now.faults += document.error() != simdjson::SUCCESS;
    }
    now.seconds = watch.processor();
    now.wall = watch.wall();
    if (pass == 0 || now.seconds < best.seconds) best = now;
  }
  return best;
}

std::string simdjson_in_use() {
  return "simdjson " + std::to_string(simdjson::SIMDJSON_VERSION_MAJOR) + "." + std::to_string(simdjson::SIMDJSON_VERSION_MINOR) + ", " +
         simdjson::get_active_implementation()->name();
}

}  // namespace realist::bench
