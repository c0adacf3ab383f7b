// A table gives the same cases whether it comes whole or byte by byte, in every shape a mapping can ask for, and a guess of
// its mapping is a mapping.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "cli/case_format.h"
#include "cli/guess_mapping.h"
#include "cli/stops.h"

namespace {

using namespace realist::cli;

std::string read(CaseShape shape, const CaseMapping& mapping, std::string_view text, std::size_t block) {
  std::string seen;
  FormatHandlers handlers;
  handlers.on_case = [&](CsvCase found) { return seen += realist::models::case_to_json(found.record) + "\n", true; };
  handlers.on_rejected = [&](const CsvRejected& r) { return seen += std::to_string(r.place.byte) + r.column + r.message + r.rows + "\n", true; };
  handlers.on_fault = [&](const std::string&, const std::string& message) { seen += message + "\n"; };
  handlers.on_note = [&](const std::string& sentence) { seen += sentence + "\n"; };
  realist::models::RecordLimits limits;
  limits.bytes = 1u << 14;
  try {
    const auto format = make_case_format(shape, std::make_shared<const std::string>("f"), mapping, handlers, limits);
    for (std::size_t at = 0; at < text.size(); at += block) format->feed(text.substr(at, block));
    format->end();
  } catch (const FileFailure& failure) {
    seen += failure.what();
  }
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto& [shape, words] : {std::pair{CaseShape::Events, std::vector<std::string>{"missing codes=NA", "dates=DD/MM/YYYY"}},
                                     {CaseShape::Events, {"rows=anywhere", "time zone=Z", "encoding=windows-1252"}},
                                     {CaseShape::Wide, {"event x=event", "opened=at"}},
                                     {CaseShape::Redcap, {"may be missing=all", "rows=anywhere"}}}) {
    const CaseMapping mapping = mapping_from(words);
    if (read(shape, mapping, text, size + 1) != read(shape, mapping, text, 1)) std::abort();
  }
  MappingGuess guess;
  guess.feed(text);
  guess.end();
  CaseMapping mapping;
  try {
    add_to_mapping(mapping, guess.mapping("f"), "guess");
  } catch (const UsageError&) {  // two columns of one name, or a name with a line end
  }
  return 0;
}
