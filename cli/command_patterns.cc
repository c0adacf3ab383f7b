#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "cli/cohort_reading.h"
#include "cli/cohort_run.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/forest_plot.h"
#include "cli/funnel_plot.h"
#include "cli/logging.h"
#include "cli/output.h"
#include "cli/pattern_report.h"
#include "cli/stops.h"
#include "cli/suggest.h"
#include "cli/terminal.h"
#include "cli/theory_files.h"

namespace realist::cli {
namespace {

using models::Theory;

constexpr std::size_t kMostGroups = 60, kMostPaths = 1'000;

struct TakenPattern : CaseTaker::Taken {
  models::CaseResult result;
  std::vector<std::string> groups;
  std::set<std::string> paths;      // where a group is not known: what the record has instead
};

class PatternTaker : public CaseTaker {
 public:
  PatternTaker(const Groupings& groupings, const models::Time& as_of, const engine::LinkedRecords& linked) : groups_(groupings, as_of, linked) {}

  std::unique_ptr<Taken> take(const models::CaseRecord& record, models::CaseResult& result) override {
    auto taken = std::make_unique<TakenPattern>();
    taken->groups = groups_.groups_of(record);
    if (std::find(taken->groups.begin(), taken->groups.end(), "") != taken->groups.end()) add_paths_of(record, taken->paths);
    taken->result = std::move(result);
    return taken;
  }

 private:
  GroupReader groups_;
};

// Counts what is taken, case after case.
class PatternSums {
 public:
  PatternSums(const Theory& theory, const Groupings& groupings) : theory_(theory), groupings_(groupings), all_(theory), by_(groupings.all.size()) {}

  void add(const TakenPattern& taken) {
    all_.add(taken.result);
    for (std::size_t i = 0; i < by_.size(); ++i) {
      if (!by_[i].contains(taken.groups[i]) && by_[i].size() == kMostGroups) too_many_[i] = true;
      else by_[i].try_emplace(taken.groups[i], theory_).first->second.add(taken.result);
    }
    if (paths_.size() < kMostPaths) paths_.insert(taken.paths.begin(), taken.paths.end());
  }

  Patterns patterns(const models::Time& as_of) {
    for (const auto& [i, many] : too_many_)
      throw UsageError(fmt::format("--by {}: more than {} different values; group them by a condition, as in --by \"age at least 18\"", groupings_.all[i].words, kMostGroups));
    Patterns patterns{theory_, as_of, std::move(all_), {}};
    for (std::size_t i = 0; i < by_.size(); ++i) {
      PatternBy by{groupings_.all[i], {}};
      mention_absent(i);
      for (auto& [name, counts] : by_[i]) by.groups.push_back({name, std::move(counts)});
      std::sort(by.groups.begin(), by.groups.end(), [&](const PatternGroup& a, const PatternGroup& b) { return group_before(by.grouping, a.name, b.name); });
      patterns.by.push_back(std::move(by));
    }
    return patterns;
  }

 private:
  // All in one group, because nobody has it: probably a typo.
  void mention_absent(std::size_t i) const {
    if (by_[i].size() != 1 || !by_[i].contains("")) return;
    const Grouping& grouping = groupings_.all[i];
    std::string hint;
    if (grouping.column) hint = did_you_mean(grouping.words, {paths_.begin(), paths_.end()});
    for (const std::string& path : grouping.paths) {
      if (paths_.contains("attributes." + path)) continue;
      std::vector<std::string> known;
      for (const std::string& other : paths_)
        if (other.starts_with("attributes.")) known.push_back(other.substr(std::string_view("attributes.").size()));
      hint += fmt::format("; no case has {}{}", path, did_you_mean(path, known));
    }
    say_warning(fmt::format("--by {}: not known in any case, so all are one group{}", grouping.words, hint));
  }

  const Theory& theory_;
  const Groupings& groupings_;
  PatternCounts all_;
  std::vector<std::map<std::string, PatternCounts>> by_;
  std::map<std::size_t, bool> too_many_;
  std::set<std::string> paths_;
};

std::string rendered(const Patterns& patterns, PatternFormat format, bool to_file) {
  switch (format) {
    case PatternFormat::Json: return patterns_json(patterns);
    case PatternFormat::Csv: return patterns_csv(patterns);
    case PatternFormat::Forest: return forest_svg(patterns);
    case PatternFormat::Funnel: return funnel_svg(patterns);
    case PatternFormat::Text: break;
  }
  return patterns_text(patterns, {!to_file && colour_on(1), !to_file && plain_terminal()});
}

class PatternsRun {
 public:
  PatternsRun(const PatternsOptions& options, std::vector<Theory> theories)
      : options_(options), theories_(std::move(theories)), groupings_(groupings_from(theories_.front(), options.by)), output_(options.output),
        asked_{options.cases, {}, 1'000'000, options.as_of, options.map, options.limits.record, options.threads, "", false}, reading_(asked_, theories_) {}

  int run() {
    return reading_.run(false, [this](const CohortReading::Ready& ready) { return judge(ready); });
  }

 private:
  int judge(const CohortReading::Ready& ready) {
    const Theory& theory = theories_.front();
    CaseJudging judging;
    judging.theories.push_back({&theory, engine::compile(theory), ready.kinds.wanted_by(theory)});
    judging.as_of = ready.as_of;
    judging.limits = options_.limits.record;
    judging.linked = &reading_.linked();
    judging.taker = [&] { return std::make_unique<PatternTaker>(groupings_, ready.as_of, reading_.linked()); };
    PatternSums sums(theory, groupings_);
    CohortRun run{reading_.source(), judging, reading_.inputs(), ready.gate, ready.report};
    run.on_taken = [&](CaseTaker::Taken& taken) { sums.add(static_cast<TakenPattern&>(taken)); };
    const CohortOutcome outcome = run_cohort(run);
    if (outcome.interrupted) throw Interrupted{fmt::format("{} cases were judged, nothing was written", outcome.cases)};
    ready.report.finish(outcome.skipped_files);
    if (outcome.cases == 0) outcome.kinds.mention_no_cases(theory);
    output_.write(rendered(sums.patterns(ready.as_of), options_.format, output_.to_file()));
    output_.finish();
    return reading_.finished_with(kDone);
  }

  const PatternsOptions& options_;
  std::vector<Theory> theories_;
  Groupings groupings_;
  Output output_;
  CohortAsked asked_;
  CohortReading reading_;
};

}  // namespace

int run_patterns(const PatternsOptions& options) {
  std::vector<Theory> theories = read_sound_theories({options.theory}, options.limits.theory);
  if (theories.empty()) return kFindings;
  return PatternsRun(options, std::move(theories)).run();
}

}  // namespace realist::cli
