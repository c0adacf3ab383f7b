#include "cli/case_worker.h"

#include <variant>

#include "cli/case_kinds.h"

namespace realist::cli {
namespace {

using models::CaseRecord;

// What is remembered of linked records grows with the days on which cases were closed.
constexpr std::size_t kForgetEvery = 4096;  // cases

constexpr std::size_t kKeptText = 4u << 20;

}  // namespace

void JudgedBlock::clear() {
  records.clear();
  names.clear();
  text.clear();
  if (text.capacity() > kKeptText) text.shrink_to_fit();
}

CaseWorker::Theory::Theory(const CaseJudging::Judged& judged)
    : shared(judged), judge(*judged.plan), tally(*judged.plan), summary(*judged.theory) {}

CaseWorker::CaseWorker(const CaseJudging& judging)
    : judging_(judging), needs_(judging.writer ? judging.writer->needs() : RunWriter::Needs::Counts), with_seen_(judging.with.size()) {
  for (const CaseJudging::Judged& judged : judging.theories) theories_.push_back(std::make_unique<Theory>(judged));
}

void CaseWorker::work(CaseBlock& block, JudgedBlock& out) {
  for (const CaseBlock::Item& item : block.items) {
    if (!block.is_record(item)) continue;
    JudgedBlock::One& one = out.records.emplace_back();
    const auto note = [&](const CaseRecord& record) {
      one.names = out.names.size();
      one.id_size = record.id.size();
      one.kind_size = record.kind.size();
      out.names.append(record.id).append(record.kind);
      judge(record, one, &out.text);
    };
    if (item.kind == CaseBlock::Kind::Built) {
      note(block.built[item.index]);
    } else {
      auto read = models::case_from_json(block.text_of(item), judging_.limits);
      if (auto* error = std::get_if<models::RecordError>(&read)) one.error = std::move(*error);
      else note(std::get<CaseRecord>(read));
    }
    one.text_end = out.text.size();
  }
}

void CaseWorker::count_again(CaseBlock& block, const CaseBlock::Item& item) {
  JudgedBlock::One one;
  if (item.kind == CaseBlock::Kind::Built) return judge(block.built[item.index], one, nullptr);
  const auto read = models::case_from_json(block.text_of(item), judging_.limits);
  judge(std::get<CaseRecord>(read), one, nullptr);
}

void CaseWorker::judge(const CaseRecord& record, JudgedBlock::One& one, std::string* text) {
  look_for_columns(record);
  // A case that others are linked to is the very record they are linked to.
  const auto held = judging_.linked->empty() ? judging_.linked->end() : judging_.linked->find(record.id);
  const CaseRecord& judged = held == judging_.linked->end() ? record : *held->second;
  one.events = record.events.size();
  for (const auto& theory : theories_) {
    if (!is_case(record.kind, theory->shared.wanted)) continue;
    one.judged = true;
    judge(*theory, judged, text);
  }
}

void CaseWorker::judge(Theory& theory, const CaseRecord& record, std::string* text) {
  if (!judging_.linked->empty() && ++since_forgotten_ % kForgetEvery == 0) theory.judge.forget_linked();
  if (needs_ == RunWriter::Needs::Results) return judge_whole(theory, record, text);
  engine::excerpt_of(*theory.shared.plan, record, theory.facts.excerpt);
  engine::bind(*theory.shared.plan, judging_.as_of, theory.facts);
  if (needs_ == RunWriter::Needs::Outlines) outline(theory, record.id, text);
  if (judging_.counts) theory.judge.count(theory.facts, *judging_.linked, theory.tally);
}

void CaseWorker::judge_whole(Theory& theory, const CaseRecord& record, std::string* text) {
  theory.judge.judge(record, *judging_.linked, judging_.as_of, theory.result);
  theory.result.as_of = judging_.as_of;  // shown as it was asked for: a day as a day
  theory.summary.add(theory.result);
  if (text != nullptr) judging_.writer->add(*text, *theory.shared.theory, theory.result, record);
}

void CaseWorker::outline(Theory& theory, std::string_view id, std::string* text) {
  theory.judge.outline(theory.facts, *judging_.linked, theory.outlines);
  if (!judging_.counts) {
    ++theory.summary.cases;
    for (std::size_t i = 0; i < theory.outlines.size(); ++i) theory.summary.statements[i].cases.add(theory.outlines[i].verdict);
  }
  if (text != nullptr) judging_.writer->add(*text, id, theory.outlines);
}

void CaseWorker::look_for_columns(const CaseRecord& record) {
  for (std::size_t i = 0; i < with_seen_.size(); ++i)
    if (with_seen_[i] == 0) with_seen_[i] = !with_value(judging_.with[i], record, judging_.as_of).empty();
}

engine::CohortSummary CaseWorker::summary(std::size_t theory) const {
  engine::CohortSummary sum = theories_[theory]->summary;
  sum.merge(theories_[theory]->tally.summary());
  return sum;
}

}  // namespace realist::cli
