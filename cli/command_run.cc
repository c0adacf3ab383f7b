#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

#include "cli/cohort_reading.h"
#include "cli/cohort_run.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/logging.h"
#include "cli/output.h"
#include "cli/result_csv.h"
#include "cli/result_table.h"
#include "cli/run_watch.h"
#include "cli/run_writer.h"
#include "cli/stops.h"
#include "cli/summary_part.h"
#include "cli/terminal.h"
#include "cli/theory_files.h"

namespace realist::cli {
namespace {

using models::Theory;
using models::Time;

bool below_threshold(const std::vector<JudgedTheory>& judged, double percent) {
  bool missed = false;
  for (const JudgedTheory& j : judged) {
    for (std::size_t i = 0; i < j.summary.statements.size(); ++i) {
      const auto rate = j.summary.statements[i].cases.rate();
      if (!rate || *rate * 100 >= percent) continue;
      missed = true;
      say(fmt::format("{}: fired in {:.0f}% of the cases it was decided in, below {:g}%", j.theory->statements[i].label, *rate * 100, percent));
    }
  }
  return missed;
}

class Run {
 public:
  Run(const RunOptions& options, std::vector<Theory> theories, TheoryTexts texts)
      : options_(options), theories_(std::move(theories)), texts_(std::move(texts)), output_(options.output),
        asked_{options.cases, options.linked, options.most_linked, options.as_of, options.map, options.limits.record, options.threads, options.rejects,
               options.strict},
        reading_(asked_, theories_) {}

  int run() {
    return reading_.run(needs_survey(), [this](const CohortReading::Ready& ready) { return judge(ready); });
  }

 private:
  bool writes_rows() const {
    return options_.results && options_.format != RunFormat::Summary && options_.format != RunFormat::SummaryJson;
  }

  bool needs_survey() const { return (options_.results && options_.format == RunFormat::Table) || (options_.strict && writes_rows()); }

  CaseJudging judging(const CaseKinds& kinds, const Time& as_of, const RunWriter* writer) const {
    CaseJudging judging;
    for (const Theory& theory : theories_) judging.theories.push_back({&theory, engine::compile(theory), kinds.wanted_by(theory)});
    judging.as_of = as_of;
    judging.limits = options_.limits.record;
    judging.linked = &reading_.linked();
    judging.writer = writer;
    judging.counts = !writer || writer->needs() != RunWriter::Needs::Outlines || !options_.partial.empty();
    judging.with = with_columns(options_.with);
    return judging;
  }

  std::unique_ptr<RunWriter> writer(const Time& as_of, std::size_t longest_id) const {
    if (!options_.results) return nullptr;
    std::vector<const Theory*> all;
    for (const Theory& theory : theories_) all.push_back(&theory);
    return make_run_writer({options_.format, options_.with, as_of, longest_id, !output_.to_file() && colour_on(1)}, all);
  }

  int judge(const CohortReading::Ready& ready) {
    const auto begin = std::chrono::steady_clock::now();
    const std::unique_ptr<RunWriter> format = writer(ready.as_of, ready.longest_id);
    const CaseJudging how = judging(ready.kinds, ready.as_of, format.get());
    IdSample ids;
    CohortRun run{reading_.source(), how, reading_.inputs(), ready.gate, ready.report, format.get(), &output_, {}};
    if (!options_.partial.empty()) run.on_case = [&](std::string_view id) { ids.add(id); };
    const CohortOutcome outcome = run_cohort(run);
    if (outcome.interrupted) return give_part(outcome, format.get());
    ready.report.finish(outcome.skipped_files);
    if (CohortReading::said_stopped(outcome.stopped)) return reading_.finished_with(kRejected);
    if (outcome.kinds.empty()) return reading_.nothing_to_judge(outcome.kinds);
    mention_what_is_not_there(outcome);
    if (format) output_.write(format->after(outcome.theories));
    if (format) output_.finish();
    if (!options_.partial.empty()) write_part(outcome, ready.as_of, ids);
    say_work(outcome, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    const bool missed = options_.min_rate && below_threshold(outcome.theories, *options_.min_rate);
    return reading_.finished_with(missed ? kFindings : kDone);
  }

  void mention_what_is_not_there(const CohortOutcome& outcome) const {
    for (const JudgedTheory& judged : outcome.theories)
      if (judged.summary.cases == 0) outcome.kinds.mention_no_cases(*judged.theory);
    const std::vector<WithColumn> columns = with_columns(options_.with);
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (outcome.with_seen[i] == 0) say_warning(fmt::format("--with {}: no record has it", columns[i].heading));
    if (reading_.follows_links() && !options_.linked.empty() && outcome.others > 0)
      say_note(fmt::format("{} of the records among the cases are of another kind; links lead to the records of --linked alone", outcome.others));
  }

  // Ctrl-C: what is known so far, and that it is not all.
  int give_part(const CohortOutcome& outcome, RunWriter* format) {
    if (outcome.cases == 0) throw Interrupted{};
    const bool shown = format && !output_.to_file();
    if (shown) {
      output_.write(format->after(outcome.theories));
      output_.flush();
    }
    if (!shown || writes_rows_without_counts())
      for (const JudgedTheory& judged : outcome.theories) say(table_counts(*judged.theory, judged.summary, table_layout({judged.theory}, 0, false)));
    std::string not_written;
    for (const std::string& file : {options_.output, options_.partial})
      if (!file.empty() && file != "-") not_written += fmt::format("; {} was not written", file);
    throw Interrupted{fmt::format("{} cases were judged, and the counts are of these alone{}", outcome.cases, not_written)};
  }

  bool writes_rows_without_counts() const { return writes_rows() && options_.format != RunFormat::Table; }

  void write_part(const CohortOutcome& outcome, const Time& as_of, const IdSample& ids) const {
    SummaryPart part;
    part.as_of = models::to_string(as_of);
    for (std::size_t i = 0; i < theories_.size(); ++i)
      part.theories.push_back({theories_[i].files.front().path, theories_[i].sha256, texts_of(theories_[i]), outcome.theories[i].summary});
    part.tally = reading_.tally();
    part.inputs = options_.cases;
    part.ids = ids;
    write_file(options_.partial, to_text(part));
  }

  std::vector<PartTheory::File> texts_of(const Theory& theory) const {
    std::vector<PartTheory::File> files;
    for (const models::SourceFile& file : theory.files) files.push_back({file.path, texts_.at(file.path)});
    return files;
  }

  void say_work(const CohortOutcome& outcome, double seconds) const {
    const std::string line = fmt::format("{} cases, {} events, {} records rejected, {:.1f} s", outcome.cases, outcome.events, reading_.tally().rejected, seconds);
    if (seconds > 1 && is_terminal(2)) say_note(line);
    else say_detail(line);
  }

  const RunOptions& options_;
  std::vector<Theory> theories_;
  TheoryTexts texts_;
  Output output_;
  CohortAsked asked_;
  CohortReading reading_;
};

}  // namespace

int run_run(const RunOptions& options) {
  if (options.watch) return watch_run(options, run_run);
  with_columns(options.with);  // a mistake in them is said before any work
  TheoryTexts texts;
  std::vector<Theory> theories = read_sound_theories(options.theories, options.limits.theory, options.partial.empty() ? nullptr : &texts);
  if (theories.empty()) return kFindings;
  return Run(options, std::move(theories), std::move(texts)).run();
}

}  // namespace realist::cli
