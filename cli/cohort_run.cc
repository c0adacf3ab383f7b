#include "cli/cohort_run.h"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <memory>

#include "cli/batch_line.h"
#include "cli/progress.h"
#include "cli/stops.h"

namespace realist::cli {
namespace {

constexpr std::uint64_t kMegabyte = 1'000'000;
constexpr std::size_t kLargestBlock = 256u << 10, kSmallestBlock = 8u << 10;
constexpr std::size_t kTextOfABlock = 512u << 10;  // what is written for a block, at about the most

class Cohort {
 public:
  explicit Cohort(const CohortRun& run)
      : run_(run), progress_("judging", "MB", run.inputs.total() / kMegabyte),
        block_bytes_(run.judging.taker || (run.writer && run.writer->needs() == RunWriter::Needs::Results) ? kLargestBlock / 8 : kLargestBlock) {
    for (std::size_t i = 0; i < std::max<std::size_t>(run.source.threads, 1); ++i) workers_.push_back(std::make_unique<CaseWorker>(run.judging));
  }

  CohortOutcome outcome() {
    feed();
    outcome_.stopped = run_.gate.stopped();
    outcome_.with_seen.resize(run_.judging.with.size());
    for (const auto& worker : workers_)
      for (std::size_t i = 0; i < outcome_.with_seen.size(); ++i) outcome_.with_seen[i] |= worker->with_seen()[i];
    for (std::size_t i = 0; i < run_.judging.theories.size(); ++i) outcome_.theories.push_back({run_.judging.theories[i].theory, sum_of(i)});
    return std::move(outcome_);
  }

 private:
  void feed() {
    BatchLine<JudgedBlock> line(
        run_.source.threads, [this](std::size_t worker, CaseBlock& block, JudgedBlock& out) { workers_[worker]->work(block, out); },
        [this](CaseBlock& block, JudgedBlock& judged) { return deliver(block, judged); });
    try {
      const CaseFeed feed{run_.source.paths, run_.source.limits, run_.source.mapping, run_.inputs, run_.report, block_bytes_};
      outcome_.skipped_files = feed_cases(feed, line).skipped_files;
    } catch (const Interrupted&) {
      line.drain();
      outcome_.interrupted = true;
    } catch (const FileFailure& failure) {
      line.drain();  // where it was the line's own, it is thrown again
      if (outcome_.cases == 0) throw;
      throw FileFailure(fmt::format("{}; {} cases were judged before", failure.what(), outcome_.cases));
    }
  }

  engine::CohortSummary sum_of(std::size_t theory) const {
    engine::CohortSummary sum = workers_.front()->summary(theory);
    for (std::size_t i = 1; i < workers_.size(); ++i) sum.merge(workers_[i]->summary(theory));
    if (undone_) sum.take_back(undone_->summary(theory));
    return sum;
  }

  bool deliver(CaseBlock& block, JudgedBlock& judged) {
    std::size_t next = 0, written = 0;
    for (const CaseBlock::Item& item : block.items) {
      if (!block.is_record(item)) {
        run_.gate.pass_on(block, item);
      } else {
        const JudgedBlock::One& one = judged.records[next++];
        if (take(block, item, judged, one)) write(std::string_view(judged.text).substr(written, one.text_end - written));
        written = one.text_end;
      }
      if (run_.gate.stopped()) return false;
    }
    suit_block_size(judged.text.size());
    progress_.advance_to(run_.inputs.taken() / kMegabyte, outcome_.cases);
    return true;
  }

  // False where the record is rejected after all.
  bool take(CaseBlock& block, const CaseBlock::Item& item, const JudgedBlock& judged, const JudgedBlock::One& one) {
    if (one.error) {
      progress_.hide();
      run_.gate.refuse(block, item, *one.error);
      return false;
    }
    if (!run_.gate.admit(block, item, judged.id_of(one))) {
      if (!undone_) undone_ = std::make_unique<CaseWorker>(run_.judging);
      undone_->count_again(block, item);
      return false;
    }
    begin_writing();
    outcome_.kinds.add(std::string(judged.kind_of(one)));
    if (!one.judged) return ++outcome_.others, true;
    ++outcome_.cases;
    outcome_.events += one.events;
    if (run_.on_case) run_.on_case(judged.id_of(one));
    if (run_.on_taken && one.taken) run_.on_taken(*one.taken);
    return true;
  }

  void begin_writing() {
    if (begun_ || !run_.writer) return;
    begun_ = true;
    run_.output->write(run_.writer->before());
  }

  void write(std::string_view text) {
    if (text.empty()) return;
    if (!some_written_) run_.output->write(run_.writer->before_first());
    some_written_ = true;
    run_.output->write(text);
  }

  // Where much is written for each case a block holds fewer of them, so that memory stays within its bounds.
  void suit_block_size(std::size_t text) {
    const std::size_t size = block_bytes_.load(std::memory_order_relaxed);
    if (text > 2 * kTextOfABlock && size > kSmallestBlock) block_bytes_.store(size / 2, std::memory_order_relaxed);
    if (text < kTextOfABlock / 2 && size < kLargestBlock) block_bytes_.store(size * 2, std::memory_order_relaxed);
  }

  const CohortRun& run_;
  std::vector<std::unique_ptr<CaseWorker>> workers_;
  std::unique_ptr<CaseWorker> undone_;  // judges again what turned out to be there already
  CohortOutcome outcome_;
  Progress progress_;
  std::atomic<std::size_t> block_bytes_;
  bool begun_ = false, some_written_ = false;
};

}  // namespace

CohortOutcome run_cohort(const CohortRun& run) { return Cohort(run).outcome(); }

}  // namespace realist::cli
