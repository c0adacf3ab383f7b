#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "cli/agenda_report.h"
#include "cli/agenda_words.h"
#include "cli/case_set.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/logging.h"
#include "cli/output.h"
#include "cli/stops.h"
#include "cli/suggest.h"
#include "cli/terminal.h"
#include "cli/theory_files.h"
#include "engine/caseload.h"

namespace realist::cli {
namespace {

using models::CaseRecord;
using models::Time;

// Paths that the cases have, as --by takes them.
std::vector<std::string> known_paths(const std::vector<const CaseRecord*>& cases) {
  std::set<std::string> paths = {"kind", "opened", "closed.at", "closed.reason"};
  for (const CaseRecord* record : cases) {
    for (const models::Link& link : record->links) paths.insert("links." + link.kind);
    for (const models::Attribute& attribute : record->attributes) paths.insert("attributes." + attribute.path);
  }
  return {paths.begin(), paths.end()};
}

void mention_no_groups(const AgendaQuery& query, const std::vector<const CaseRecord*>& cases) {
  if (!query.by || cases.empty()) return;
  const std::vector<std::string> values = group_values(query);
  if (std::any_of(values.begin(), values.end(), [](const std::string& value) { return !value.empty(); })) return;
  const std::string& path = query.by->heading;
  say_warning(fmt::format("--by {}: no case has it, so all are one group{}", path, did_you_mean(path, known_paths(cases))));
}

std::string written(const AgendaQuery& query, CaseloadFormat format) {
  switch (format) {
    case CaseloadFormat::Text: return agenda_text(query);
    case CaseloadFormat::Json: return agenda_json(query);
    case CaseloadFormat::Csv: return agenda_csv(query);
  }
  return "";
}

}  // namespace

int run_caseload(const CaseloadOptions& options) {
  const std::vector<models::Theory> theories = read_sound_theories({options.theory}, options.limits.theory);
  if (theories.empty()) return kFindings;
  const models::Theory& theory = theories.front();
  const std::vector<WithColumn> by = options.by.empty() ? std::vector<WithColumn>{} : with_columns({options.by}, "--by");
  const CaseSet set = read_case_set(options.cases, {options.limits.record, mapping_from(options.map)});
  const std::vector<const CaseRecord*> cases = cases_of(theory, set.records);
  if (cases.empty()) mention_no_cases(theory, set);
  if (cases.empty() && !options.as_of && !newest_day(set.records)) return finished_with(set, kDone);
  const Time as_of = as_of_or_newest(options.as_of, set);
  const auto plan = engine::compile(theory);
  const engine::Agenda agenda = engine::agenda(*plan, cases, set.by_id, {as_of, last_meeting(options.since, as_of), options.days_ahead});
  Output output(options.output);
  AgendaQuery query{theory, agenda, {}, options.full, {!output.to_file() && colour_on(1), !output.to_file() && plain_terminal()}};
  if (!by.empty()) query.by = by.front();
  mention_no_groups(query, cases);
  output.write(written(query, options.format));
  output.finish();
  return finished_with(set, kDone);
}

}  // namespace realist::cli
