#include "tests/oracle/account.h"

#include <algorithm>

namespace realist::oracle {
namespace {

using namespace models;

std::string name_of(const Theory& theory, PropositionIndex p) {
  if (p == kNone) return "the file";
  return theory.propositions[p].short_name.empty() ? theory.propositions[p].phrase : theory.propositions[p].short_name;
}

std::string text_of(const MissingFact& fact) {
  static constexpr std::string_view kKinds[] = {"attribute", "event", "judgement", "link", "date of"};
  return std::string(kKinds[static_cast<std::size_t>(fact.kind)]) + ' ' + fact.name + (fact.record.empty() ? "" : " of " + fact.record);
}

// A midnight reads as its day: which of the two a moment that no fact marks is written as is not compared.
std::string written(const Time& t) {
  return t.day || t.local % kDay == 0 ? date_string(t) : models::to_string(t);
}

template <typename List, typename Name>
void add_list(std::string& out, const char* words, const List& list, Name name) {
  std::vector<std::string> texts;
  for (const auto& x : list) texts.push_back(name(x));
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  for (std::size_t i = 0; i < texts.size(); ++i) out += (i == 0 ? std::string(" | ") + words + ' ' : ", ") + texts[i];
}

void add_judging(std::string& out, const Theory& theory, const Judging& j) {
  out += to_string(j.verdict);
  if (j.activated) out += " from " + written(*j.activated);
  for (std::size_t k = 0; k < j.steps.size(); ++k) {
    const StepResult& step = j.steps[k];
    out += std::string(k == 0 ? ": " : "; ") + std::string(to_string(step.state));
    if (step.at && step.state == StepState::Holds) out += ' ' + written(*step.at);
    if (step.due && step.state != StepState::NotReached) out += " due " + written(*step.due);
  }
  if (j.stall) {
    out += " | " + std::string(to_string(j.stall->kind)) + " at " + std::to_string(j.stall->step) + " (" + name_of(theory, j.stall->proposition) + ')';
    if (!j.stall->amount.empty()) out += " by " + j.stall->amount;
    if (j.stall->since) out += " since " + written(*j.stall->since);
    if (j.stall->seen_earlier) out += " seen " + written(*j.stall->seen_earlier);
    if (!j.stall->record.empty()) out += " of " + j.stall->record;
    for (const std::uint32_t k : j.stall->may_lie_at) out += " or at " + std::to_string(k);
  }
  if (j.blocked_by) {
    out += " | blocked by " + name_of(theory, j.blocked_by->proposition);
    if (j.blocked_by->since) out += " since " + written(*j.blocked_by->since);
    if (j.blocked_by->days) out += " for " + std::to_string(*j.blocked_by->days);
  }
  add_list(out, "missing", j.missing, text_of);
  for (unsigned f = 0; f < kFlagCount; ++f)
    if (j.flags.has(static_cast<Flag>(f))) out += " | " + std::string(to_string(static_cast<Flag>(f)));
}

}  // namespace

std::string account(const Theory& theory, const StatementResult& result) {
  const auto label = [&](StatementIndex s) { return theory.statements[s].label; };
  std::string out = label(result.statement) + ' ';
  add_judging(out, theory, result.judging);
  add_list(out, "failed", result.failed, [&](PropositionIndex p) { return name_of(theory, p); });
  add_list(out, "held back by", result.held_back_by, label);
  add_list(out, "waits on", result.waits_on, label);
  if (theory.statements[result.statement].form != Form::If) {
    for (const Verdict v : kVerdicts)
      if (const auto n = result.occurrences[static_cast<std::size_t>(v)]) out += " | " + std::to_string(n) + ' ' + std::string(to_string(v));
    for (const Judging& j : result.not_fired) {
      out += "\n    ";
      add_judging(out, theory, j);
    }
  }
  return out;
}

std::string account(const Theory& theory, const PropositionResult& result) {
  std::string out = name_of(theory, result.proposition) + ": observed " + std::string(to_string(result.observed)) + ", predicted " +
                    std::string(to_string(result.predicted));
  if (result.verdict != PropositionVerdict::None) out += ", " + std::string(to_string(result.verdict));
  for (const StatementIndex s : result.also_stalled) out += " also stalled in " + theory.statements[s].label;
  if (result.reading != Reading::None) out += ", reading " + std::string(to_string(result.reading));
  return out;
}

std::vector<std::string> account(const Theory& theory, const CaseResult& result) {
  std::vector<std::string> out;
  for (const StatementResult& s : result.statements) out.push_back(account(theory, s));
  for (const PropositionResult& p : result.propositions) out.push_back(account(theory, p));
  return out;
}

}  // namespace realist::oracle
