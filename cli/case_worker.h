// What one thread of a run does with a block of cases: reads them, judges them, counts them, and writes what is to be written.
//
// Where no whole results are wanted, a record is read straight to what the theories ask of it (cli/excerpt_reader.h), and
// whole only where that cannot be done exactly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/case_block.h"
#include "cli/excerpt_reader.h"
#include "cli/result_csv.h"
#include "cli/run_writer.h"
#include "engine/facts.h"
#include "engine/judge.h"
#include "engine/summary.h"
#include "engine/tally.h"
#include "models/case_json.h"
#include "models/theory.h"

namespace realist::cli {

// What a command takes from each case for itself, beside what is counted and written: one a thread.
class CaseTaker {
 public:
  struct Taken {
    virtual ~Taken() = default;
  };
  virtual ~CaseTaker() = default;
  // `result` is of no use to anyone afterwards.
  virtual std::unique_ptr<Taken> take(const models::CaseRecord& record, models::CaseResult& result) = 0;
};

// The same for all threads of a run, and not changed by any.
struct CaseJudging {
  struct Judged {
    const models::Theory* theory = nullptr;
    std::shared_ptr<const engine::Plan> plan;
    std::string wanted;                             // the kind of its cases (cli/case_kinds.h)
  };
  std::vector<Judged> theories;
  models::Time as_of;
  models::RecordLimits limits;
  const engine::LinkedRecords* linked = nullptr;
  const RunWriter* writer = nullptr;                // none: nothing is written for a case
  bool counts = true;                               // all that there is to count is wanted, not the verdicts alone
  std::function<std::unique_ptr<CaseTaker>()> taker;  // of the first theory's cases; empty: nothing is taken
  std::vector<WithColumn> with;                     // columns of which it is to be known whether any record has them
};

// What work on a block leaves: one entry for each of its records, in order.
struct JudgedBlock {
  struct One {
    std::size_t names = 0, id_size = 0, kind_size = 0;  // in `names`: the id, then the kind
    std::size_t text_end = 0;                        // of what is written for it, in `text`
    std::size_t events = 0;
    bool judged = false;                             // it is a case of one of the theories
    std::optional<models::RecordError> error;        // it could not be read
    std::unique_ptr<CaseTaker::Taken> taken;
  };
  std::vector<One> records;
  std::string names, text;

  std::string_view id_of(const One& one) const { return std::string_view(names).substr(one.names, one.id_size); }
  std::string_view kind_of(const One& one) const { return std::string_view(names).substr(one.names + one.id_size, one.kind_size); }
  void name(One& one, std::string_view id, std::string_view kind);
  void clear();
};

class CaseWorker {
 public:
  explicit CaseWorker(const CaseJudging& judging);

  void work(CaseBlock& block, JudgedBlock& out);
  // Judges one record of a block alone, writing nothing: to take it back (CohortSummary::take_back).
  void count_again(CaseBlock& block, const CaseBlock::Item& item);

  engine::CohortSummary summary(std::size_t theory) const;
  const std::vector<std::uint8_t>& with_seen() const { return with_seen_; }

 private:
  struct Theory {
    Theory(const CaseJudging::Judged& judged, const models::RecordLimits& limits);
    const CaseJudging::Judged& shared;
    ExcerptReader reader;
    engine::Judge judge;
    engine::Tally tally;
    engine::CohortSummary summary;           // where whole results are counted, or verdicts alone
    engine::Facts facts;
    models::CaseResult result;
    std::vector<engine::Outline> outlines;
  };

  // A record as JSON. False where it could not be read.
  bool judge(std::string_view json, JudgedBlock::One& one, JudgedBlock* out);
  // The quick way: false where it is to be read whole.
  bool judge_excerpts(std::string_view json, JudgedBlock::One& one, JudgedBlock* out);
  void judge(const models::CaseRecord& record, JudgedBlock::One& one, JudgedBlock* out);
  void judge_whole(Theory& theory, const models::CaseRecord& record, std::string* text);
  void judge_excerpt(Theory& theory, std::string* text);
  void outline(Theory& theory, std::string* text);
  void look_for_columns(const models::CaseRecord& record);
  const models::CaseRecord* held(const std::string& id) const;  // where others are linked to it
  void forget_now_and_then();

  const CaseJudging& judging_;
  RunWriter::Needs needs_;
  std::vector<std::unique_ptr<Theory>> theories_;
  std::unique_ptr<CaseTaker> taker_;
  std::vector<std::uint8_t> with_seen_;
  std::size_t judged_ = 0;
};

}  // namespace realist::cli
