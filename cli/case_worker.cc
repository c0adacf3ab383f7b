#include "cli/case_worker.h"

#include <variant>

#include "cli/case_kinds.h"

namespace realist::cli {
namespace {

using models::CaseRecord;

constexpr std::size_t kForgetEvery = 4096;  // cases

constexpr std::size_t kKeptText = 4u << 20;

}  // namespace

void JudgedBlock::name(One& one, std::string_view id, std::string_view kind) {
  one.names = names.size();
  one.id_size = id.size();
  one.kind_size = kind.size();
  names.append(id).append(kind);
}

void JudgedBlock::clear() {
  records.clear();
  names.clear();
  text.clear();
  if (text.capacity() > kKeptText) text.shrink_to_fit();
}

CaseWorker::Theory::Theory(const CaseJudging::Judged& judged, const models::RecordLimits& limits)
    : shared(judged), reader(*judged.plan, limits), judge(*judged.plan), tally(*judged.plan), summary(*judged.theory) {}

CaseWorker::CaseWorker(const CaseJudging& judging)
    : judging_(judging), needs_(judging.taker ? RunWriter::Needs::Results : judging.writer ? judging.writer->needs() : RunWriter::Needs::Counts), with_seen_(judging.with.size()) {
  for (const CaseJudging::Judged& judged : judging.theories) theories_.push_back(std::make_unique<Theory>(judged, judging.limits));
  if (judging.taker) taker_ = judging.taker();
}

void CaseWorker::work(CaseBlock& block, JudgedBlock& out) {
  block.bytes.append(ExcerptReader::kPadding, ' ');
  for (const CaseBlock::Item& item : block.items) {
    if (!block.is_record(item)) continue;
    JudgedBlock::One& one = out.records.emplace_back();
    if (item.kind == CaseBlock::Kind::Built) judge(block.built[item.index], one, &out);
    else judge(block.text_of(item), one, &out);
    one.text_end = out.text.size();
  }
}

void CaseWorker::count_again(CaseBlock& block, const CaseBlock::Item& item) {
  JudgedBlock::One one;
  if (item.kind == CaseBlock::Kind::Built) judge(block.built[item.index], one, nullptr);
  else judge(block.text_of(item), one, nullptr);
}

bool CaseWorker::judge(std::string_view json, JudgedBlock::One& one, JudgedBlock* out) {
  if (needs_ != RunWriter::Needs::Results && judge_excerpts(json, one, out)) return true;
  auto read = models::case_from_json(json, judging_.limits);
  if (auto* error = std::get_if<models::RecordError>(&read)) {
    one.error = std::move(*error);
    return false;
  }
  judge(std::get<CaseRecord>(read), one, out);
  return true;
}

bool CaseWorker::judge_excerpts(std::string_view json, JudgedBlock::One& one, JudgedBlock* out) {
  for (const auto& theory : theories_)
    if (!theory->reader.read(json, theory->facts.excerpt)) return false;
  const engine::Excerpt& excerpt = theories_.front()->facts.excerpt;
  if (held(excerpt.id)) return false;
  if (out != nullptr) out->name(one, excerpt.id, excerpt.kind);
  one.events = excerpt.all_events;
  for (const auto& theory : theories_) {
    if (!is_case(excerpt.kind, theory->shared.wanted)) continue;
    one.judged = true;
    judge_excerpt(*theory, out ? &out->text : nullptr);
  }
  forget_now_and_then();
  return true;
}

void CaseWorker::judge(const CaseRecord& record, JudgedBlock::One& one, JudgedBlock* out) {
  look_for_columns(record);
  if (out != nullptr) out->name(one, record.id, record.kind);
  // A case that others are linked to is the very record they are linked to.
  const CaseRecord* known = held(record.id);
  const CaseRecord& judged = known ? *known : record;
  one.events = record.events.size();
  for (const auto& theory : theories_) {
    if (!is_case(record.kind, theory->shared.wanted)) continue;
    one.judged = true;
    if (needs_ == RunWriter::Needs::Results) {
      judge_whole(*theory, judged, out ? &out->text : nullptr);
      if (taker_ && out != nullptr && theory == theories_.front()) one.taken = taker_->take(judged, theory->result);
    } else {
      engine::excerpt_of(*theory->shared.plan, judged, theory->facts.excerpt);
      judge_excerpt(*theory, out ? &out->text : nullptr);
    }
  }
  forget_now_and_then();
}

void CaseWorker::judge_whole(Theory& theory, const CaseRecord& record, std::string* text) {
  theory.judge.judge(record, *judging_.linked, judging_.as_of, theory.result);
  theory.result.as_of = judging_.as_of;  // shown as it was asked for: a day as a day
  theory.summary.add(theory.result);
  if (text != nullptr && judging_.writer) judging_.writer->add(*text, *theory.shared.theory, theory.result, record);
}

void CaseWorker::judge_excerpt(Theory& theory, std::string* text) {
  engine::bind(*theory.shared.plan, judging_.as_of, theory.facts);
  if (needs_ == RunWriter::Needs::Outlines) outline(theory, text);
  if (judging_.counts) theory.judge.count(theory.facts, *judging_.linked, theory.tally);
}

void CaseWorker::outline(Theory& theory, std::string* text) {
  theory.judge.outline(theory.facts, *judging_.linked, theory.outlines);
  if (!judging_.counts) {
    ++theory.summary.cases;
    for (std::size_t i = 0; i < theory.outlines.size(); ++i) theory.summary.statements[i].cases.add(theory.outlines[i].verdict);
  }
  if (text != nullptr) judging_.writer->add(*text, theory.facts.excerpt.id, theory.outlines);
}

const CaseRecord* CaseWorker::held(const std::string& id) const {
  if (judging_.linked->empty()) return nullptr;
  const auto found = judging_.linked->find(id);
  return found == judging_.linked->end() ? nullptr : found->second;
}

// What is remembered of linked records grows with the days on which cases were closed.
void CaseWorker::forget_now_and_then() {
  if (judging_.linked->empty() || ++judged_ % kForgetEvery != 0) return;
  for (const auto& theory : theories_) theory->judge.forget_linked();
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
