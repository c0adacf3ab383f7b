// An event log gives the same cases whether it comes whole or byte by byte, and rejected traces are kept as they stand.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "cli/stops.h"
#include "cli/xes_log.h"

namespace {

using namespace realist::cli;

std::string read(std::string_view text, std::size_t block) {
  std::string seen;
  FormatHandlers handlers;
  handlers.on_case = [&](CsvCase found) { return seen += realist::models::case_to_json(found.record) + "\n", true; };
  handlers.on_rejected = [&](const CsvRejected& r) {
    if (text.find(r.rows) == std::string_view::npos) std::abort();
    return seen += r.message + r.rows + "\n", true;
  };
  handlers.on_fault = [&](const std::string&, const std::string&) { seen += "fault\n"; };
  const CaseMapping mapping;
  const realist::models::RecordLimits limits;
  XesLog log(std::make_shared<const std::string>("f"), mapping, handlers, limits);
  for (std::size_t at = 0; at < text.size(); at += block) log.feed(text.substr(at, block));
  log.end();
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (read(text, size + 1) != read(text, 1)) std::abort();
  return 0;
}
