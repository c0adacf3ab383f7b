#include "cli/case_set.h"
#include "cli/checklist.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/output.h"
#include "cli/theory_files.h"
#include "models/case_json.h"

namespace realist::cli {
namespace {

std::string rendered(const models::Theory& theory, const ChecklistOptions& options) {
  switch (options.format) {
    case ChecklistFormat::Html: return checklist_html(theory, options.case_id);
    case ChecklistFormat::Csv: return checklist_csv(theory, options.case_id);
    case ChecklistFormat::Markdown: break;
  }
  return checklist_markdown(theory, options.case_id);
}

// Filled checklists as records, one a line: as `realist run` takes them.
int write_records(const ChecklistOptions& options, Output& output) {
  const CaseSet set = read_case_set(options.read, {options.limits.record, {}});
  for (const models::CaseRecord& record : set.records) output.write(models::case_to_json(record) + "\n");
  output.finish();
  return finished_with(set, kDone);
}

}  // namespace

int run_checklist(const ChecklistOptions& options) {
  const std::vector<models::Theory> theories = read_sound_theories({options.theory}, options.limits.theory);
  if (theories.empty()) return kFindings;
  Output output(options.output);
  if (!options.read.empty()) return write_records(options, output);
  output.write(rendered(theories.front(), options));
  output.finish();
  return kDone;
}

}  // namespace realist::cli
