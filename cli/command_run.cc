#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

#include "cli/case_gate.h"
#include "cli/case_set.h"
#include "cli/case_survey.h"
#include "cli/cohort_run.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/logging.h"
#include "cli/output.h"
#include "cli/result_csv.h"
#include "cli/result_table.h"
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
        source_{options.cases, options.limits.record, mapping_from(options.map), options.threads}, inputs_(options.cases),
        report_(options.rejects), gate_(report_, options.strict), linked_(options.most_linked) {
    follows_links_ = std::any_of(theories_.begin(), theories_.end(), follows_links);
  }

  int run() {
    if (!options_.linked.empty() && !read_linked_files()) return finished_with(report_.tally, kRejected);
    if (needs_survey()) return run_twice();
    const bool kindless = std::any_of(theories_.begin(), theories_.end(), [](const Theory& t) { return t.case_kind.empty(); });
    CaseKinds kinds;
    if (kindless) {
      inputs_.keep();
      kinds = survey_kinds(source_, inputs_);
      inputs_.begin_again();
    }
    return judge(kinds, *options_.as_of, 0, gate_, report_);
  }

 private:
  bool writes_rows() const {
    return options_.results && options_.format != RunFormat::Summary && options_.format != RunFormat::SummaryJson;
  }

  // What only a first reading of everything can tell.
  bool needs_survey() const {
    return !options_.as_of || (options_.results && options_.format == RunFormat::Table) || (options_.strict && writes_rows()) ||
           (follows_links_ && options_.linked.empty());
  }

  bool read_linked_files() {
    read_linked({options_.linked, options_.limits.record, {}, 1}, linked_, gate_, report_);
    of_linked_ = report_.tally;
    return !said_stopped(gate_.stopped());
  }

  static bool said_stopped(bool stopped) {
    if (stopped) say_error("stopped at the first record that was rejected, as asked; nothing was judged");
    return stopped;
  }

  // First what is to be known of all records, then each of them judged.
  int run_twice() {
    inputs_.keep();
    const CaseSurvey survey = surveyed();
    report_.finish(survey.skipped_files);
    if (said_stopped(gate_.stopped())) return finished_with(report_.tally, kRejected);
    if (survey.kinds.empty()) return nothing_to_judge(survey.kinds);
    const std::optional<Time> newest = newer(survey.newest, linked_.newest());
    if (!options_.as_of && !newest) {
      say_error(kNoDate);
      return finished_with(report_.tally, kUsage);
    }
    const Time as_of = options_.as_of ? *options_.as_of : as_day(*newest);
    if (!options_.as_of) say_note(fmt::format("judged as of {}, the newest date in the cases (another: --as-of DATE)", models::to_string(as_of)));
    inputs_.begin_again();
    gate_.seen = SeenIds();  // its memory is wanted for the same ids again
    CaseReport silent("", true);
    silent.tally = of_linked_;
    CaseGate again(silent, false);
    if (!options_.linked.empty()) linked_.add_ids(again.seen);
    const int status = judge(survey.kinds, as_of, survey.longest_id, again, silent);
    if (silent.tally == report_.tally) return status;
    say_error("the cases changed while they were read: their dates, kinds and links were those of the first reading, what was judged is that of the second");
    return kFailed;
  }

  CaseSurvey surveyed() {
    try {
      return survey_cases(source_, inputs_, gate_, report_, theories_, follows_links_ && options_.linked.empty() ? &linked_ : nullptr);
    } catch (const Interrupted&) {
      throw Interrupted{report_.tally.read == 0 ? "" : fmt::format("{} records were read, none was judged", report_.tally.read)};
    }
  }

  int nothing_to_judge(const CaseKinds& kinds) {
    kinds.mention_no_cases(theories_.front());
    return finished_with(report_.tally, kDone);
  }

  CaseJudging judging(const CaseKinds& kinds, const Time& as_of, const RunWriter* writer) const {
    CaseJudging judging;
    for (const Theory& theory : theories_) judging.theories.push_back({&theory, engine::compile(theory), kinds.wanted_by(theory)});
    judging.as_of = as_of;
    judging.limits = options_.limits.record;
    judging.linked = &linked_.by_id();
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

  // `report`: of this reading. What is said last is of `report_`: the first reading's, where there were two.
  int judge(const CaseKinds& kinds, const Time& as_of, std::size_t longest_id, CaseGate& gate, CaseReport& report) {
    const auto begin = std::chrono::steady_clock::now();
    const std::unique_ptr<RunWriter> format = writer(as_of, longest_id);
    const CaseJudging how = judging(kinds, as_of, format.get());
    IdSample ids;
    CohortRun run{source_, how, inputs_, gate, report, format.get(), &output_, {}};
    if (!options_.partial.empty()) run.on_case = [&](std::string_view id) { ids.add(id); };
    const CohortOutcome outcome = run_cohort(run);
    if (outcome.interrupted) return give_part(outcome, format.get());
    report.finish(outcome.skipped_files);
    if (said_stopped(outcome.stopped)) return finished_with(report_.tally, kRejected);
    if (outcome.kinds.empty()) return nothing_to_judge(outcome.kinds);
    mention_what_is_not_there(outcome);
    if (format) output_.write(format->after(outcome.theories));
    if (format) output_.finish();
    if (!options_.partial.empty()) write_part(outcome, as_of, ids);
    say_work(outcome, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    const bool missed = options_.min_rate && below_threshold(outcome.theories, *options_.min_rate);
    return finished_with(report_.tally, missed ? kFindings : kDone);
  }

  void mention_what_is_not_there(const CohortOutcome& outcome) const {
    for (const JudgedTheory& judged : outcome.theories)
      if (judged.summary.cases == 0) outcome.kinds.mention_no_cases(*judged.theory);
    const std::vector<WithColumn> columns = with_columns(options_.with);
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (outcome.with_seen[i] == 0) say_warning(fmt::format("--with {}: no record has it", columns[i].heading));
    if (follows_links_ && !options_.linked.empty() && outcome.others > 0)
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
    part.tally = report_.tally;
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
    const std::string line = fmt::format("{} cases, {} events, {} records rejected, {:.1f} s", outcome.cases, outcome.events, report_.tally.rejected, seconds);
    if (seconds > 1 && is_terminal(2)) say_note(line);
    else say_detail(line);
  }

  const RunOptions& options_;
  std::vector<Theory> theories_;
  TheoryTexts texts_;
  Output output_;
  CaseSource source_;
  Inputs inputs_;
  CaseReport report_;
  CaseGate gate_;
  LinkedCases linked_;
  CaseTally of_linked_;
  bool follows_links_ = false;
};

}  // namespace

int run_run(const RunOptions& options) {
  with_columns(options.with);  // a mistake in them is said before any work
  TheoryTexts texts;
  std::vector<Theory> theories = read_sound_theories(options.theories, options.limits.theory, options.partial.empty() ? nullptr : &texts);
  if (theories.empty()) return kFindings;
  return Run(options, std::move(theories), std::move(texts)).run();
}

}  // namespace realist::cli
