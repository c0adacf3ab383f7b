#include <fmt/core.h>

#include <algorithm>

#include "cli/agenda_words.h"
#include "cli/case_set.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/logging.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/report_html.h"
#include "cli/report_markdown.h"
#include "cli/theory_files.h"

namespace realist::cli {
namespace {

std::string rendered(const Report& report, ReportFormat format) {
  switch (format) {
    case ReportFormat::Markdown: return report_markdown(report);
    case ReportFormat::Docx: return docx_of(report_markdown(report), report.choices.as_of);
    case ReportFormat::Html: break;
  }
  return report_html(report);
}

// A path that no case has is probably a typo.
void mention_absent_groups(const Report& report) {
  for (std::size_t i = 0; i < report.choices.by.size(); ++i) {
    const bool somewhere = std::any_of(report.cases.begin(), report.cases.end(), [&](const ReportCase& row) { return !row.groups[i].empty(); });
    if (!somewhere && !report.cases.empty()) say_warning(fmt::format("--by {}: no case has it", report.choices.by[i].heading));
  }
}

}  // namespace

int run_report(const ReportOptions& options) {
  const std::vector<WithColumn> by = with_columns(options.by, "--by");  // a mistake in them is said before any work
  std::vector<AddedPicture> pictures = added_pictures(options.pictures);
  const std::vector<models::Theory> theories = read_sound_theories({options.theory}, options.limits.theory);
  if (theories.empty()) return kFindings;
  Output output(options.output);
  const CaseSet set = read_case_set(options.cases, {options.limits.record, mapping_from(options.map)});
  const models::Time as_of = as_of_or_newest(options.as_of, set);
  Report report = make_report(theories.front(), set, {as_of, last_meeting(options.since, as_of), by, options.redact == "quotes", options.format == ReportFormat::Html});
  report.added = std::move(pictures);
  mention_absent_groups(report);
  output.write(rendered(report, options.format));
  output.finish();
  return finished_with(set, kDone);
}

}  // namespace realist::cli
