#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "cli/case_set.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/git_version.h"
#include "cli/impact_report.h"
#include "cli/interrupt.h"
#include "cli/logging.h"
#include "cli/outline_judge.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/shift_limit.h"
#include "cli/terminal.h"
#include "cli/theory_files.h"
#include "engine/impact.h"

namespace realist::cli {
namespace {

using models::CaseRecord;
using models::Theory;

struct TwoVersions {
  std::vector<Theory> theories;   // before, after; fewer where one has errors
  std::string name_before, name_after;
};

TwoVersions versions_in_git(const ImpactOptions& options) {
  const std::string& path = options.theories.front();
  const GitVersion version(path, options.git);
  TwoVersions both{{}, version.name(), path};
  std::vector<Theory> after = read_sound_theories({path}, options.limits.theory);
  auto before = read_sound_theory(path, [&](const std::string& wanted) { return version.read(wanted, options.limits.theory.text_bytes); },
                                  options.limits.theory, "at " + version.name());
  if (after.empty() || !before) return both;
  both.theories.push_back(std::move(*before));
  both.theories.push_back(std::move(after.front()));
  return both;
}

TwoVersions versions(const ImpactOptions& options) {
  if (!options.git.empty()) return versions_in_git(options);
  return {read_sound_theories(options.theories, options.limits.theory), options.theories.front(), options.theories.back()};
}

// The cases of both versions.
std::vector<const CaseRecord*> cases_of_both(const Theory& before, const Theory& after, const CaseSet& set) {
  const std::vector<const CaseRecord*> of_before = cases_of(before, set.records);
  std::vector<const CaseRecord*> both, of_after = cases_of(after, set.records);
  std::size_t i = 0;
  for (const CaseRecord* record : of_after) {
    const auto found = std::find(of_before.begin() + static_cast<std::ptrdiff_t>(i), of_before.end(), record);
    if (found == of_before.end()) continue;
    i = static_cast<std::size_t>(found - of_before.begin()) + 1;
    both.push_back(record);
  }
  if (both.size() < std::max(of_before.size(), of_after.size()))
    say_note(fmt::format("the two versions are not about the same kind of case: {} of the records are cases of both", both.size()));
  return both;
}

std::string written(const ImpactQuery& query, CaseloadFormat format) {
  switch (format) {
    case CaseloadFormat::Text: return impact_text(query);
    case CaseloadFormat::Json: return impact_json(query);
    case CaseloadFormat::Csv: return impact_csv(query);
  }
  return "";
}

}  // namespace

int run_impact(const ImpactOptions& options) {
  std::vector<ShiftLimit> limits;
  for (const std::string& text : options.fail_if) limits.push_back(shift_limit_from(text));
  const TwoVersions two = versions(options);
  if (two.theories.size() < 2) return kFindings;
  const Theory &before = two.theories.front(), &after = two.theories.back();
  const CaseSet set = read_case_set(options.cases, {options.limits.record, mapping_from(options.map)});
  const std::vector<const CaseRecord*> cases = cases_of_both(before, after, set);
  if (cases.empty()) mention_no_cases(after, set);
  if (cases.empty() && !options.as_of && !newest_day(set.records)) return finished_with(set, kDone);
  const models::Time as_of = as_of_or_newest(options.as_of, set);
  const engine::TheoryEdit edit = engine::theory_edit(before, after);
  const auto plan_before = engine::compile(before), plan_after = engine::compile(after);
  engine::Impact impact(edit);
  OutlineJudge old_judging(*plan_before), new_judging(*plan_after);
  Progress progress("judging", "cases", cases.size());
  for (std::uint32_t i = 0; i < cases.size(); ++i) {
    stop_if_interrupted([] { return std::string(); });
    impact.add(i, old_judging.outlines_of(*cases[i], set.by_id, as_of), new_judging.outlines_of(*cases[i], set.by_id, as_of));
    progress.advance_to(i + 1);
  }
  progress.hide();
  Output output(options.output);
  const PageStyle style{!output.to_file() && colour_on(1), !output.to_file() && plain_terminal()};
  const ImpactQuery query{{before, after}, two.name_before, two.name_after, *plan_before, *plan_after, edit, impact, cases, set.by_id, as_of, std::move(limits), options.full, style};
  output.write(written(query, options.format));
  output.finish();
  const std::vector<std::string> passed = passed_limits(query);
  for (const std::string& sentence : passed) say(fmt::format("--fail-if {}", sentence));
  return finished_with(set, passed.empty() ? kDone : kFindings);
}

}  // namespace realist::cli
