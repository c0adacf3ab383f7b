#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <set>

#include "cli/case_set.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/interrupt.h"
#include "cli/logging.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/result_csv.h"
#include "cli/result_json.h"
#include "cli/result_table.h"
#include "cli/stops.h"
#include "cli/terminal.h"
#include "cli/text_width.h"
#include "cli/theory_files.h"
#include "engine/judge.h"
#include "engine/summary.h"

namespace realist::cli {
namespace {

using models::CaseRecord;
using models::CaseResult;
using models::Theory;
using models::Time;

// One theory of the run with what its cases come to.
struct Judged {
  const Theory& theory;
  std::shared_ptr<const engine::Plan> plan;
  engine::Judge judge;  // of `plan`
  std::set<const CaseRecord*> cases;
  engine::CohortSummary summary;
  CaseResult result;    // of the case at hand; kept for its memory
};

// A results' format: what is written before, for each result, and after.
class Writer {
 public:
  virtual ~Writer() = default;
  virtual std::string before() { return ""; }
  virtual std::string result(const Theory&, const CaseResult&, const CaseRecord&) { return ""; }
  virtual std::string after(const std::vector<Judged>&) { return ""; }
};

class NdjsonWriter : public Writer {
  std::string result(const Theory& theory, const CaseResult& result, const CaseRecord&) override { return result_line(theory, result); }
};

class CsvWriter : public Writer {
 public:
  explicit CsvWriter(std::vector<WithColumn> with) : with_(std::move(with)) {}
  std::string before() override { return csv_header(with_); }
  std::string result(const Theory& theory, const CaseResult& result, const CaseRecord& record) override {
    return csv_rows(theory, result, record, with_);
  }

 private:
  std::vector<WithColumn> with_;
};

class TableWriter : public Writer {
 public:
  explicit TableWriter(const TableLayout& layout) : layout_(layout) {}
  std::string result(const Theory& theory, const CaseResult& result, const CaseRecord&) override {
    const std::string lines = table_lines(theory, result, layout_);
    if (lines.empty() || some_) return lines;
    some_ = true;
    return table_header(layout_) + lines;
  }
  std::string after(const std::vector<Judged>& judged) override {
    std::string text = some_ ? "" : "nothing needs attention\n";
    for (const Judged& j : judged) text += table_counts(j.theory, j.summary, layout_);
    return text;
  }

 private:
  TableLayout layout_;
  bool some_ = false;
};

class SummaryWriter : public Writer {
 public:
  SummaryWriter(const Time& as_of, bool json) : as_of_(as_of), json_(json) {}
  std::string after(const std::vector<Judged>& judged) override {
    std::string text;
    for (const Judged& j : judged)
      text += json_ ? summary_json(j.theory, j.summary, as_of_)
                    : (text.empty() ? "" : "\n") + summary_text(j.theory, j.summary, as_of_);
    return text;
  }

 private:
  Time as_of_;
  bool json_;
};

std::size_t longest_id(const CaseSet& set) {
  std::size_t longest = 0;
  for (const CaseRecord& record : set.records) longest = std::max(longest, display_width(record.id));
  return longest;
}

std::unique_ptr<Writer> make_writer(const RunOptions& options, const std::vector<Theory>& theories, const CaseSet& set,
                                    const Time& as_of, bool colour) {
  switch (options.format) {
    case RunFormat::Ndjson: return std::make_unique<NdjsonWriter>();
    case RunFormat::Csv: return std::make_unique<CsvWriter>(with_columns(options.with));
    case RunFormat::Summary: return std::make_unique<SummaryWriter>(as_of, false);
    case RunFormat::SummaryJson: return std::make_unique<SummaryWriter>(as_of, true);
    case RunFormat::Table: break;
  }
  std::vector<const Theory*> all;
  for (const Theory& theory : theories) all.push_back(&theory);
  return std::make_unique<TableWriter>(table_layout(all, longest_id(set), colour));
}

std::vector<Judged> plan_all(const std::vector<Theory>& theories, const CaseSet& set) {
  std::vector<Judged> judged;
  for (const Theory& theory : theories) {
    const auto cases = cases_of(theory, set.records);
    if (cases.empty()) mention_no_cases(theory, set);
    const auto plan = engine::compile(theory);
    judged.push_back({theory, plan, engine::Judge(*plan), {cases.begin(), cases.end()}, engine::CohortSummary(theory), {}});
  }
  return judged;
}

void judge_record(std::vector<Judged>& judged, const CaseRecord& record, const CaseSet& set, const Time& as_of, Writer& writer,
                  Output& output) {
  for (Judged& j : judged) {
    if (!j.cases.contains(&record)) continue;
    j.judge.judge(record, set.by_id, as_of, j.result);
    j.result.as_of = as_of;  // shown as it was asked for: a day as a day
    j.summary.add(j.result);
    output.write(writer.result(j.theory, j.result, record));
  }
}

void judge_all(std::vector<Judged>& judged, const CaseSet& set, const Time& as_of, Writer& writer, Output& output) {
  Progress progress("judging", "cases", set.records.size());
  std::size_t done = 0;
  for (const CaseRecord& record : set.records) {
    stop_if_interrupted([&] {
      const std::string file = output.to_file() ? fmt::format("; {} was not written", output.path()) : "";
      return fmt::format("{} of {} records judged{}", done, set.records.size(), file);
    });
    judge_record(judged, record, set, as_of, writer, output);
    progress.advance_to(++done);
  }
}

// The column asked for that no case has is probably a typo.
void mention_absent_columns(const RunOptions& options, const CaseSet& set, const Time& as_of) {
  for (const WithColumn& column : with_columns(options.with)) {
    const bool somewhere = std::any_of(set.records.begin(), set.records.end(), [&](const CaseRecord& record) {
      return !with_value(column, record, as_of).empty();
    });
    if (!somewhere) say_warning(fmt::format("--with {}: no record has it", column.heading));
  }
}

bool below_threshold(const std::vector<Judged>& judged, double percent) {
  bool missed = false;
  for (const Judged& j : judged) {
    for (std::size_t i = 0; i < j.summary.statements.size(); ++i) {
      const auto rate = j.summary.statements[i].cases.rate();
      if (!rate || *rate * 100 >= percent) continue;
      missed = true;
      say(fmt::format("{}: fired in {:.0f}% of the cases it was decided in, below {:g}%", j.theory.statements[i].label, *rate * 100, percent));
    }
  }
  return missed;
}

}  // namespace

int run_run(const RunOptions& options) {
  with_columns(options.with);  // a mistake in them is said before any work
  const std::vector<Theory> theories = read_sound_theories(options.theories, options.limits.theory);
  if (theories.empty()) return kFindings;
  Output output(options.output);
  const CaseSet set = read_case_set(options.cases, {options.limits.record, options.rejects, options.strict, mapping_from(options.map)});
  if (set.stopped) {
    say_error("stopped at the first record that was rejected, as asked; nothing was judged");
    return finished_with(set, kRejected);
  }
  if (set.records.empty()) {
    mention_no_cases(theories.front(), set);
    return finished_with(set, kDone);
  }
  if (!options.as_of && !newest_day(set.records)) {
    say_error(kNoDate);
    return finished_with(set, kUsage);
  }
  const Time as_of = as_of_or_newest(options.as_of, set);
  std::vector<Judged> judged = plan_all(theories, set);
  mention_absent_columns(options, set, as_of);
  const auto writer = make_writer(options, theories, set, as_of, !output.to_file() && colour_on(1));
  output.write(writer->before());
  judge_all(judged, set, as_of, *writer, output);
  output.write(writer->after(judged));
  output.finish();
  const bool missed = options.min_rate && below_threshold(judged, *options.min_rate);
  return finished_with(set, missed ? kFindings : kDone);
}

}  // namespace realist::cli
