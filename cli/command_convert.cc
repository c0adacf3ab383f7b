#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "cli/byte_source.h"
#include "cli/case_input.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/guess_mapping.h"
#include "cli/interrupt.h"
#include "cli/logging.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/query_address.h"
#include "cli/stops.h"
#include "models/case_json.h"

namespace realist::cli {
namespace {

constexpr std::size_t kBlock = 256u << 10;
constexpr std::size_t kMegabyte = 1'000'000;

int write_guess(const ConvertOptions& options) {
  const std::string& path = options.inputs.front();
  const std::string shown = path == "-" ? "standard input" : is_query_address(path) ? shown_address(path) : path;
  MappingGuess guess;
  try {
    const SheetChoice sheet = mapping_from(options.map).sheet;
    const auto source = open_source(path, sheet);
    if (source->gives_rows()) guess.count_rows(sheet);
    std::string block(kBlock, '\0');
    while (const std::size_t got = source->read(block.data(), block.size())) {
      stop_if_interrupted([] { return ""; });
      guess.feed(std::string_view(block).substr(0, got));
    }
    guess.end();
  } catch (const SourceFailure& failure) {
    throw FileFailure(fmt::format("{}: {}", shown, failure.what()));
  }
  const std::string mapping = guess.mapping(shown);
  if (mapping.empty()) throw FileFailure(fmt::format("{}: there is no table in it", shown));
  Output output(options.output);
  output.write(mapping);
  output.finish();
  const auto open = std::count(mapping.begin(), mapping.end(), '#') > 1 ? " (lines that begin with # are for you to settle)" : "";
  if (output.to_file()) say_note(fmt::format("{0} says how {1} may be read; look it over{2}, then give it with --map {0}", output.path(), shown, open));
  return kDone;
}

CaseHandlers handlers_for(const ConvertOptions& options, Output& output, std::optional<Output>& rejects, Progress& progress, std::size_t& given) {
  CaseHandlers handlers;
  handlers.on_case = [&](const models::CaseRecord& record, const CasePlace&) {
    output.write(models::case_to_json(record) + "\n");
    ++given;
    return true;
  };
  handlers.on_rejected = [&](const RejectedCase& rejected) {
    say_error(to_string(rejected));
    return !options.strict;
  };
  handlers.keep_rejected = [&](std::string_view bytes, bool last) {
    if (!rejects) return;
    rejects->write(bytes);
    if (last) rejects->write("\n");
  };
  handlers.on_fault = [&](const FileFault& fault) { return say_error(to_string(fault)), true; };
  handlers.on_progress = [&](const CaseCounts& counts) { progress.advance_to(counts.bytes / kMegabyte); };
  handlers.on_note = [](const std::string&, const std::string& sentence) { say_note(sentence); };
  return handlers;
}

// `given`: how many records were converted, also where it throws.
int convert_all(const ConvertOptions& options, std::size_t& given) {
  const CaseMapping mapping = mapping_from(options.map);
  Output output(options.output);
  std::optional<Output> rejects;
  if (!options.rejects.empty()) rejects.emplace(options.rejects);
  Progress progress("reading", "MB", 0);
  const CaseCounts counts = read_cases(options.inputs, handlers_for(options, output, rejects, progress, given), options.limits.record, mapping);
  if (rejects) rejects->finish();
  if (counts.stopped) {
    say_error(fmt::format("stopped at the first record that was rejected, as asked{}", output.to_file() ? fmt::format("; {} was not written", output.path()) : ""));
    return kRejected;
  }
  if (counts.read + counts.rejected == 0 && counts.faults > 0) return kFailed;
  output.finish();
  if (counts.rejected > 0) say(fmt::format("{} of {} records rejected", counts.rejected, counts.read + counts.rejected));
  else say_note(counts.read == 1 ? "1 record" : fmt::format("{} records", counts.read));
  return counts.faults > 0 ? kFailed : counts.rejected > 0 ? kRejected : kDone;
}

}  // namespace

int run_convert(const ConvertOptions& options) {
  if (options.guess) return write_guess(options);
  std::size_t given = 0;
  try {
    return convert_all(options, given);
  } catch (const FileFailure& failure) {  // a full disk, a case that comes back: how far it had come is said
    if (given == 0) throw;
    throw FileFailure(fmt::format("{}; {} converted until then", failure.what(), given == 1 ? "1 record was" : fmt::format("{} records were", given)));
  }
}

}  // namespace realist::cli
