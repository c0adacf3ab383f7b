#include "cli/run_writer.h"

#include "cli/result_csv.h"
#include "cli/result_json.h"
#include "cli/result_table.h"

namespace realist::cli {
namespace {

using models::CaseRecord;
using models::CaseResult;
using models::Theory;

class NdjsonWriter : public RunWriter {
 public:
  Needs needs() const override { return Needs::Results; }
  void add(std::string& text, const Theory& theory, const CaseResult& result, const CaseRecord&) const override {
    text += result_line(theory, result);
  }
};

class CsvWriter : public RunWriter {
 public:
  explicit CsvWriter(std::vector<WithColumn> with) : with_(std::move(with)) {}
  Needs needs() const override { return Needs::Results; }
  void add(std::string& text, const Theory& theory, const CaseResult& result, const CaseRecord& record) const override {
    text += csv_rows(theory, result, record, with_);
  }
  std::string before() override { return csv_header(with_); }

 private:
  std::vector<WithColumn> with_;
};

class VerdictsWriter : public RunWriter {
 public:
  explicit VerdictsWriter(const Theory& theory) : rows_(theory) {}
  Needs needs() const override { return Needs::Outlines; }
  void add(std::string& text, std::string_view case_id, const std::vector<engine::Outline>& outlines) const override {
    rows_.add(text, case_id, outlines);
  }
  std::string before() override { return VerdictRows::header(); }

 private:
  VerdictRows rows_;
};

class TableWriter : public RunWriter {
 public:
  explicit TableWriter(const TableLayout& layout) : layout_(layout) {}
  Needs needs() const override { return Needs::Results; }
  void add(std::string& text, const Theory& theory, const CaseResult& result, const CaseRecord&) const override {
    text += table_lines(theory, result, layout_);
  }
  std::string before_first() override {
    some_ = true;
    return table_header(layout_);
  }
  std::string after(const std::vector<JudgedTheory>& judged) override {
    std::string text = some_ ? "" : "nothing needs attention\n";
    for (const JudgedTheory& j : judged) text += table_counts(*j.theory, j.summary, layout_);
    return text;
  }

 private:
  TableLayout layout_;
  bool some_ = false;
};

class SummaryWriter : public RunWriter {
 public:
  SummaryWriter(const models::Time& as_of, bool json) : as_of_(as_of), json_(json) {}
  Needs needs() const override { return Needs::Counts; }
  std::string after(const std::vector<JudgedTheory>& judged) override {
    std::string text;
    for (const JudgedTheory& j : judged)
      text += json_ ? summary_json(*j.theory, j.summary, as_of_)
                    : (text.empty() ? "" : "\n") + summary_text(*j.theory, j.summary, as_of_);
    return text;
  }

 private:
  models::Time as_of_;
  bool json_;
};

}  // namespace

std::unique_ptr<RunWriter> make_run_writer(const RunWriting& how, const std::vector<const Theory*>& theories) {
  switch (how.format) {
    case RunFormat::Ndjson: return std::make_unique<NdjsonWriter>();
    case RunFormat::Csv: return std::make_unique<CsvWriter>(with_columns(how.with));
    case RunFormat::Verdicts: return std::make_unique<VerdictsWriter>(*theories.front());
    case RunFormat::Summary: return std::make_unique<SummaryWriter>(how.as_of, false);
    case RunFormat::SummaryJson: return std::make_unique<SummaryWriter>(how.as_of, true);
    case RunFormat::Table: break;
  }
  return std::make_unique<TableWriter>(table_layout(theories, how.longest_id, how.colour));
}

}  // namespace realist::cli
