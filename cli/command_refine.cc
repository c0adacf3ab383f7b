#include <fmt/core.h>

#include "cli/cohort_reading.h"
#include "cli/cohort_run.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/output.h"
#include "cli/refine_report.h"
#include "cli/stops.h"
#include "cli/terminal.h"
#include "cli/theory_files.h"

namespace realist::cli {
namespace {

using models::Theory;

struct TakenActivations : CaseTaker::Taken {
  engine::CaseActivations activations;
};

class ActivationTaker : public CaseTaker {
 public:
  ActivationTaker(const engine::Plan& plan, const models::Time& as_of, const engine::LinkedRecords& linked) : reader_(plan), as_of_(as_of), linked_(linked) {}

  std::unique_ptr<Taken> take(const models::CaseRecord& record, models::CaseResult& result) override {
    auto taken = std::make_unique<TakenActivations>();
    taken->activations = reader_.read(record, linked_, as_of_, result);
    return taken;
  }

 private:
  engine::ActivationReader reader_;
  models::Time as_of_;
  const engine::LinkedRecords& linked_;
};

class RefineRun {
 public:
  RefineRun(const RefineOptions& options, Theory theory)
      : options_(options), theories_{engine::first_time_only(std::move(theory))}, plan_(engine::compile(theories_.front())), output_(options.output),
        asked_{options.cases, {}, 1'000'000, options.as_of, options.map, options.limits.record, options.threads, "", false}, reading_(asked_, theories_) {}

  int run() {
    return reading_.run(false, [this](const CohortReading::Ready& ready) { return judge(ready); });
  }

 private:
  int judge(const CohortReading::Ready& ready) {
    Refinement refinement{theories_.front(), ready.as_of, 0, {}, {}, {}, {options_.seed, options_.shuffles, options_.chance, 5}, options_.most};
    CaseJudging judging;
    judging.theories.push_back({&theories_.front(), plan_, ready.kinds.wanted_by(theories_.front())});
    judging.as_of = ready.as_of;
    judging.limits = options_.limits.record;
    judging.linked = &reading_.linked();
    judging.taker = [&] { return std::make_unique<ActivationTaker>(*plan_, ready.as_of, reading_.linked()); };
    CohortRun run{reading_.source(), judging, reading_.inputs(), ready.gate, ready.report};
    run.on_taken = [&](CaseTaker::Taken& taken) { refinement.cases.push_back(std::move(static_cast<TakenActivations&>(taken).activations)); };
    const CohortOutcome outcome = run_cohort(run);
    if (outcome.interrupted) throw Interrupted{fmt::format("{} cases were judged, nothing was searched", outcome.cases)};
    ready.report.finish(outcome.skipped_files);
    if (outcome.cases == 0) outcome.kinds.mention_no_cases(theories_.front());
    refinement.all_cases = outcome.cases;
    refinement.tables = engine::context_tables(theories_.front(), refinement.cases);
    refinement.search = engine::search_contexts(search_tables(refinement.tables), refinement.choices);
    const PageStyle style{!output_.to_file() && colour_on(1), !output_.to_file() && plain_terminal()};
    output_.write(options_.json ? refine_json(refinement) : refine_text(refinement, style));
    output_.finish();
    return reading_.finished_with(kDone);
  }

  static std::vector<engine::ContextTable> search_tables(const engine::ContextTables& tables) {
    std::vector<engine::ContextTable> all;
    for (const engine::StatementContexts& one : tables.statements) all.push_back(one.table);
    return all;
  }

  const RefineOptions& options_;
  std::vector<Theory> theories_;   // one, every `Whenever` judged once
  std::shared_ptr<const engine::Plan> plan_;
  Output output_;
  CohortAsked asked_;
  CohortReading reading_;
};

}  // namespace

int run_refine(const RefineOptions& options) {
  std::vector<Theory> theories = read_sound_theories({options.theory}, options.limits.theory);
  if (theories.empty()) return kFindings;
  return RefineRun(options, std::move(theories.front())).run();
}

}  // namespace realist::cli
