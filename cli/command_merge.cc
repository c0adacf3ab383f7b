#include <fmt/core.h>

#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/interrupt.h"
#include "cli/logging.h"
#include "cli/output.h"
#include "cli/run_writer.h"
#include "cli/stops.h"
#include "cli/summary_part.h"

namespace realist::cli {
namespace {

struct NamedPart {
  std::string path;
  SummaryPart part;
};

std::string name_of(const PartTheory& theory) { return fmt::format("{} ({}…)", theory.path, theory.sha256.substr(0, 8)); }

[[noreturn]] void refuse(const std::string& sentence) { throw FileFailure(sentence); }

void check_same_question(const NamedPart& first, const NamedPart& other) {
  const SummaryPart &a = first.part, &b = other.part;
  if (a.as_of != b.as_of)
    refuse(fmt::format("{} was judged as of {}, {} as of {}: only parts of one date can be put together", first.path, a.as_of, other.path, b.as_of));
  if (a.theories.size() != b.theories.size())
    refuse(fmt::format("{} is about {} theories, {} about {}", first.path, a.theories.size(), other.path, b.theories.size()));
  for (std::size_t i = 0; i < a.theories.size(); ++i)
    if (a.theories[i].sha256 != b.theories[i].sha256)
      refuse(fmt::format("{} was judged against the theory {}, {} against {}: their texts differ", first.path, name_of(a.theories[i]), other.path,
                         name_of(b.theories[i])));
}

void check_other_cases(const NamedPart& one, const NamedPart& other) {
  if (one.part.checksum == other.part.checksum)
    refuse(one.path == other.path ? fmt::format("{} is given twice", one.path)
                                  : fmt::format("{} and {} are the same part, given twice", one.path, other.path));
  if (one.part.ids.hashes().empty() || !one.part.ids.shares_with(other.part.ids)) return;
  if (one.part.ids == other.part.ids) refuse(fmt::format("{} and {} were made from the same cases", one.path, other.path));
  refuse(fmt::format("some cases are in {} as well as in {}: they would be counted twice", one.path, other.path));
}

void add_to(SummaryPart& sum, const SummaryPart& part) {
  for (std::size_t i = 0; i < sum.theories.size(); ++i) sum.theories[i].summary.merge(part.theories[i].summary);
  sum.tally.read += part.tally.read;
  sum.tally.rejected += part.tally.rejected;
  sum.tally.unread_files += part.tally.unread_files;
}

// All parts, each looked at against every one before it.
std::vector<NamedPart> read_parts(const std::vector<std::string>& paths) {
  std::vector<NamedPart> parts;
  for (const std::string& path : paths) {
    stop_if_interrupted([] { return ""; });
    NamedPart part{path, read_part(path)};
    if (!parts.empty()) check_same_question(parts.front(), part);
    for (const NamedPart& before : parts) check_other_cases(before, part);
    parts.push_back(std::move(part));
  }
  return parts;
}

void mention_unread(const std::vector<NamedPart>& parts) {
  for (const NamedPart& part : parts)
    if (part.part.tally.unread_files > 0)
      say_error(fmt::format("{}: {} of the files it was made from could not be read, or not to the end", part.path, part.part.tally.unread_files));
}

// The theories of the first part. Those of the others are the same, but have to be read for their counts to be looked at.
std::vector<models::Theory> theories_of(const std::vector<NamedPart>& parts, const rules::Limits& limits) {
  std::vector<models::Theory> theories;
  for (const NamedPart& part : parts) {
    for (const PartTheory& one : part.part.theories) {
      models::Theory theory = theory_of(one, part.path, limits);
      if (&part == &parts.front()) theories.push_back(std::move(theory));
    }
  }
  return theories;
}

}  // namespace

int run_merge(const MergeOptions& options) {
  Output output(options.output);
  const std::vector<NamedPart> parts = read_parts(options.parts);
  const std::vector<models::Theory> theories = theories_of(parts, options.limits.theory);
  SummaryPart sum = parts.front().part;
  for (std::size_t i = 1; i < parts.size(); ++i) add_to(sum, parts[i].part);
  std::vector<JudgedTheory> judged;
  for (std::size_t i = 0; i < theories.size(); ++i) judged.push_back({&theories[i], std::move(sum.theories[i].summary)});
  std::vector<const models::Theory*> all;
  for (const models::Theory& theory : theories) all.push_back(&theory);
  const auto writer = make_run_writer({options.format, {}, *models::parse_time(sum.as_of), 0, false}, all);
  output.write(writer->after(judged));
  output.finish();
  mention_unread(parts);
  return finished_with(sum.tally, kDone);
}

}  // namespace realist::cli
