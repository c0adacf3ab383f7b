#include "cli/cohort_reading.h"

#include <fmt/core.h>

#include <algorithm>

#include "cli/case_set.h"
#include "cli/exit_status.h"
#include "cli/logging.h"
#include "cli/stops.h"

namespace realist::cli {

using models::Theory;
using models::Time;

CohortReading::CohortReading(const CohortAsked& asked, const std::vector<Theory>& theories)
    : asked_(asked), theories_(theories), source_{asked.cases, asked.limits, mapping_from(asked.map), asked.threads}, inputs_(asked.cases),
      report_(asked.rejects), gate_(report_, asked.strict), linked_(asked.most_linked) {
  follows_links_ = std::any_of(theories_.begin(), theories_.end(), [](const Theory& t) { return cli::follows_links(t); });
}

int CohortReading::run(bool survey, const std::function<int(const Ready&)>& judge) {
  if (!asked_.linked.empty() && !read_linked_files()) return finished_with(kRejected);
  // What only a first reading of everything can tell.
  if (survey || !asked_.as_of || (follows_links_ && asked_.linked.empty())) return run_twice(judge);
  const bool kindless = std::any_of(theories_.begin(), theories_.end(), [](const Theory& t) { return t.case_kind.empty(); });
  CaseKinds kinds;
  if (kindless) {
    inputs_.keep();
    kinds = survey_kinds(source_, inputs_);
    inputs_.begin_again();
  }
  return judge({kinds, *asked_.as_of, 0, gate_, report_});
}

bool CohortReading::read_linked_files() {
  read_linked({asked_.linked, asked_.limits, {}, 1}, linked_, gate_, report_);
  of_linked_ = report_.tally;
  return !said_stopped(gate_.stopped());
}

bool CohortReading::said_stopped(bool stopped) {
  if (stopped) say_error("stopped at the first record that was rejected, as asked; nothing was judged");
  return stopped;
}

int CohortReading::run_twice(const std::function<int(const Ready&)>& judge) {
  inputs_.keep();
  const CaseSurvey survey = surveyed();
  report_.finish(survey.skipped_files);
  if (said_stopped(gate_.stopped())) return finished_with(kRejected);
  if (survey.kinds.empty()) return nothing_to_judge(survey.kinds);
  const std::optional<Time> newest = newer(survey.newest, linked_.newest());
  if (!asked_.as_of && !newest) {
    say_error(kNoDate);
    return finished_with(kUsage);
  }
  const Time as_of = asked_.as_of ? *asked_.as_of : as_day(*newest);
  if (!asked_.as_of) say_note(fmt::format("judged as of {}, the newest date in the cases (another: --as-of DATE)", models::to_string(as_of)));
  inputs_.begin_again();
  gate_.seen = SeenIds();  // its memory is wanted for the same ids again
  CaseReport silent("", true);
  silent.tally = of_linked_;
  CaseGate again(silent, false);
  if (!asked_.linked.empty()) linked_.add_ids(again.seen);
  const int status = judge({survey.kinds, as_of, survey.longest_id, again, silent});
  if (silent.tally == report_.tally) return status;
  say_error("the cases changed while they were read: their dates, kinds and links were those of the first reading, what was judged is that of the second");
  return kFailed;
}

CaseSurvey CohortReading::surveyed() {
  try {
    return survey_cases(source_, inputs_, gate_, report_, theories_, follows_links_ && asked_.linked.empty() ? &linked_ : nullptr);
  } catch (const Interrupted&) {
    throw Interrupted{report_.tally.read == 0 ? "" : fmt::format("{} records were read, none was judged", report_.tally.read)};
  }
}

int CohortReading::nothing_to_judge(const CaseKinds& kinds) const {
  kinds.mention_no_cases(theories_.front());
  return finished_with(kDone);
}

}  // namespace realist::cli
