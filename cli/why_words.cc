#include "cli/why_words.h"

#include <fmt/core.h>

#include <algorithm>
#include <functional>

#include "cli/plain_words.h"
#include "cli/result_table.h"
#include "cli/result_words.h"

namespace realist::cli {
namespace {

using models::Flag;
using models::Judging;
using models::Stall;
using models::StallKind;
using models::Statement;
using models::StatementResult;
using models::Step;
using models::StepResult;
using models::StepState;
using models::Verdict;

std::string quoted(const std::string& text) { return "“" + text + "”"; }

std::string kind_words(StallKind kind) { return kind == StallKind::Without ? "not there before" : std::string(models::to_string(kind)); }

const Statement& statement_of(const Told& told, const StatementResult& result) { return told.theory.statements[result.statement]; }

std::string step_count(const Statement& statement, std::uint32_t step) {
  return statement.steps.size() == 1 ? "" : fmt::format(" at step {} of {}", step, statement.steps.size());
}

// A fact that says no, where there is one: the words of the record itself.
std::string refuting_words(const StepResult& step, const Stall& stall) {
  for (const models::FactEvidence& fact : step.evidence)
    if (fact.kind == models::FactEvidence::Kind::Judgement || fact.kind == models::FactEvidence::Kind::Attribute) return fact_words(fact, false);
  if (stall.since) return "not so, since " + date_words(*stall.since);
  for (const models::FactEvidence& fact : step.evidence)
    if (fact.kind == models::FactEvidence::Kind::Event) return "not so, going by " + fact_words(fact, false);
  return "not so";
}

// Of a cadence: what was looked for in vain in the stretch that ends where it broke.
std::string nothing_words(const models::Condition& cadence, const std::optional<models::Time>& since) {
  const std::string kind = cadence.event.type + (cadence.event.where.empty() ? "" : " of the kind looked for");
  const std::string sought = cadence.count == 1 ? "no " + kind + " recorded" : fmt::format("{}: fewer than {} recorded", kind, cadence.count);
  std::string stretch = amount_in_words(models::to_string(cadence.every));
  if (stretch.starts_with("1 ")) stretch.erase(0, 2);  // "the month up to", "a stretch of …"
  return since ? fmt::format("{} in the {} up to {}", sought, stretch, date_words(*since)) : fmt::format("{} over a {}", sought, cadence.every.count == 1 ? stretch : "stretch of " + stretch);
}

// Where a stretch that has to hold begins: where the step before it, or the whole, came about.
std::optional<models::Time> base_of(const Judging& judging, std::uint32_t step) {
  for (std::uint32_t k = step; k-- > 1;)
    if (judging.steps[k - 1].at) return judging.steps[k - 1].at;
  return judging.activated;
}

std::string broken_words(const Told& told, const StepResult& result, const Stall& stall, const Judging& judging) {
  const bool judged = std::any_of(result.evidence.begin(), result.evidence.end(),
                                  [](const models::FactEvidence& fact) { return fact.kind == models::FactEvidence::Kind::Judgement; });
  const models::Condition* seen =
      stall.proposition != models::kNone && told.theory.propositions[stall.proposition].indicator ? &*told.theory.propositions[stall.proposition].indicator : nullptr;
  if (!judged && seen && seen->kind == models::Condition::Kind::Cadence) return nothing_words(*seen, stall.since);
  if (!stall.since) return refuting_words(result, stall);
  const std::optional<models::Time> base = base_of(judging, stall.step);
  const bool at_once = base && models::compare(stall.since->start(), base->end()) <= 0;
  return at_once ? "not so when it began, on " + date_words(*stall.since) : "held at first, no longer from " + date_words(*stall.since);
}

std::string previously_words(const Judging& judging, const Stall& stall) {
  const std::optional<models::Time> base = base_of(judging, stall.step);
  return base ? fmt::format("not so up to {}, when what needs it came about", date_words(*base)) : "not so when what needs it came about";
}

std::string over_words(const Told& told, const Stall& stall) {
  const bool closed = told.record.closed && models::compare(told.record.closed->start(), told.result.as_of.end()) <= 0;
  const models::Time& until = closed ? *told.record.closed : told.result.as_of;
  const std::string over = amount_in_words(stall.amount);
  std::string text;
  if (stall.due) text = "not recorded by " + date_words(*stall.due);
  else text = "not recorded";
  if (!over.empty() && over != "0 days") text += fmt::format(", {} over {}{}", over, closed ? "when the case closed on " : "on ", date_words(until));
  if (stall.seen_earlier) text += "; seen earlier, on " + date_words(*stall.seen_earlier) + ", before its time began";
  return text;
}

std::string stall_words(const Told& told, const Step& step, const StepResult& result, const Stall& stall, const Judging& judging) {
  switch (stall.reason) {
    case StepState::Refuted:
      if (step.negated) return "came about all the same" + on_date(stall.since);
      if (step.previously) return previously_words(judging, stall);
      return step.window.is_throughout() ? broken_words(told, result, stall, judging) : refuting_words(result, stall);
    case StepState::Late: {
      const std::string after = stall.due ? fmt::format(", {} late: it had until {}", amount_in_words(stall.amount), date_words(*stall.due)) : "";
      return "came about" + on_date(result.at ? result.at : stall.since) + after;
    }
    case StepState::TooFew:
      return fmt::format("{} recorded{}", stall.amount, stall.due ? " by " + date_words(*stall.due) : "");
    case StepState::Early:
      return stall.amount.empty() ? "came about before its time" + (result.earliest ? ", which began on " + date_words(*result.earliest) : std::string())
                                  : fmt::format("came about {} before its time began{}", amount_in_words(stall.amount), on_date(result.earliest));
    case StepState::Closed:
      return fmt::format("the case closed{} before its time was up{}", told.record.closed ? on_date(told.record.closed) : "",
                         stall.due ? ", on " + date_words(*stall.due) : "");
    default: return over_words(told, stall);
  }
}

// What disagrees is recorded, twice: it is to be settled, not to be recorded.
std::string lacking_words(const Judging& judging) { return judging.flags.has(Flag::Conflict) ? "what would settle it: " : "not recorded: "; }

// A step told by an opposite ("stays free of …") came about as something else: its name in front.
std::string named_otherwise(const Told& told, const Step& step) {
  if (!step.negated || step.clause.kind != models::Clause::Kind::Proposition) return "";
  const models::Proposition& proposition = told.theory.propositions[step.clause.proposition];
  const std::string words = models::fold(step.clause.text);
  const bool opposite = std::any_of(proposition.opposite.begin(), proposition.opposite.end(), [&](const std::string& o) { return models::fold(o) == words; });
  return opposite ? quoted(proposition.phrase) + " " : "";
}

// The statement a step belongs to.
const Statement* holding(const models::Theory& theory, const Step& step) {
  const std::less<const Step*> before;
  for (const Statement& statement : theory.statements)
    if (!statement.steps.empty() && !before(&step, &statement.steps.front()) && !before(&statement.steps.back(), &step)) return &statement;
  return nullptr;
}

std::string missing_list(const Told& told, const Statement* about, const std::vector<models::MissingFact>& missing) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < std::min<std::size_t>(missing.size(), 3); ++i) words.push_back(missing_words(told.theory, missing[i], about));
  if (missing.size() > 3) words.push_back(count_words(missing.size() - 3, "thing more", "things more"));
  return joined(words, "; ");
}

std::string held_words(const Step& step, const StepResult& result) {
  if (step.window.is_throughout()) return "held throughout" + (result.at ? ", up to " + date_words(*result.at) : std::string());
  if (step.negated) return "did not come about, as the theory says" + (result.at ? ", up to " + date_words(*result.at) : std::string());
  return result.at ? "held" + on_date(result.at) : "held, without a date";
}

std::string stalled_sentence(const Told& told, const Statement& statement, const Judging& judging) {
  const Stall& stall = *judging.stall;
  const Step& step = statement.steps[stall.step - 1];
  const StepResult none;
  const StepResult& result = judging.steps.size() >= stall.step ? judging.steps[stall.step - 1] : none;
  const std::string which = stall.proposition != models::kNone ? phrase_of(told.theory, stall.proposition) : written_words(told.theory, step);
  std::string text = fmt::format("{}: {}", quoted(which), stall_words(told, step, result, stall, judging));
  if (!stall.record.empty() && text.find(stall.record) == std::string::npos) text += ", in the record of " + stall.record;
  return text + ".";
}

std::string block_words(const Told& told, const models::Block& block) {
  std::string text = quoted(words_of(block, told.theory));
  if (block.since) text += " since " + date_words(*block.since);
  const std::string days = block_days(told, block);
  return days.empty() ? text : text + " (" + days + ")";
}

std::string pending_sentence(const Told& told, const Statement& statement, const Judging& judging) {
  const std::uint32_t k = deciding_step(judging);
  const Step& written = k == 0 ? statement.steps.back() : statement.steps[k - 1];
  const bool kept_away = written.negated && written.clause.kind == models::Clause::Kind::Proposition && written.text.starts_with("not ");
  const std::string step = quoted(kept_away ? phrase_of(told.theory, written.clause.proposition) : written_words(told.theory, written));
  const std::string state = kept_away ? std::string(k == 0 ? "not expected to come about, and not observed yet; open" : "not expected to come about, and it has not so far; open")
                            : k == 0  ? "not observed yet, and still open"
                                      : "still open";
  return judging.due ? fmt::format("{}: {}, until {}.", step, state, date_words(*judging.due)) : fmt::format("{}: {}, with no date set.", step, state);
}

std::string undetermined_sentence(const Told& told, const StatementResult& result, const Judging& judging) {
  const Statement& statement = statement_of(told, result);
  const std::uint32_t k = judging.steps.empty() ? 0 : deciding_step(judging);
  std::string text = k == 0 && judging.steps.empty() ? "The record does not say whether it applies"
                     : k == 0                        ? std::string("The record does not say how it ended")
                                                     : fmt::format("{}: the record does not say", quoted(written_words(told.theory, statement.steps[k - 1])));
  if (!judging.missing.empty()) text += "; " + lacking_words(judging) + missing_list(told, &statement, judging.missing);
  return text + ".";
}

std::string dormant_sentence(const Told& told, const StatementResult& result) {
  const Statement& statement = statement_of(told, result);
  if (statement.otherwise_of != models::kNone)
    return fmt::format("It is for cases in which what {} opens with has not come about, and here it has, or still may.",
                       told.theory.statements[statement.otherwise_of].label);
  std::vector<std::string> failed;
  for (const models::PropositionIndex p : result.failed) failed.push_back(quoted(phrase_of(told.theory, p)));
  if (failed.empty()) return "What it opens with has not come about.";
  return fmt::format("It does not apply so far; {} the part{} not met: {}.", failed.size() == 1 ? "this is" : "these are",
                     failed.size() == 1 ? "" : "s", joined(failed, ", "));
}

std::string occurrence_counts(const StatementResult& result) {
  std::vector<std::string> parts;
  std::uint32_t total = 0;
  for (std::size_t i = 0; i < result.occurrences.size(); ++i) {
    total += result.occurrences[i];
    if (result.occurrences[i] != 0) parts.push_back(fmt::format("{} {}", result.occurrences[i], models::to_string(models::kVerdicts[i])));
  }
  return fmt::format("{}: {}", count_words(total, "time", "times"), joined(parts, ", "));
}

std::string verdict_phrase(const Told& told, const StatementResult& result, const Judging& judging) {
  const Statement& statement = statement_of(told, result);
  if (judging.stall && judging.verdict == Verdict::Stalled)
    return fmt::format("stalled{} ({})", step_count(statement, judging.stall->step), kind_words(judging.stall->kind));
  const std::uint32_t k = deciding_step(judging);
  const bool at_step = k != 0 && (judging.verdict == Verdict::Pending || judging.verdict == Verdict::Undetermined || judging.verdict == Verdict::Blocked);
  return std::string(models::to_string(judging.verdict)) + (at_step ? step_count(statement, k) : "");
}

std::string date_only_sentence() { return "One of its times is counted in hours and a date carries no hour: read by the date alone."; }

}  // namespace

std::string block_days(const Told& told, const models::Block& block) {
  if (!block.days) return "";
  std::int64_t days = *block.days;
  const std::optional<models::Time>& closed = told.record.closed;
  if (closed && block.since && models::compare(closed->start(), told.result.as_of.end()) <= 0)
    days = std::min(days, models::days_between(*block.since, *closed));
  return days <= 0 ? "" : count_words(static_cast<std::size_t>(days), "day", "days");
}

bool not_yet_due(const StepResult& result, const Judging& judging) {
  const models::Block* by = judging.verdict == Verdict::Blocked && judging.blocked_by ? &*judging.blocked_by : nullptr;
  return by && by->since && result.earliest && models::compare(by->since->start(), result.earliest->start()) < 0 &&
         result.state >= StepState::Refuted && result.state <= StepState::Overdue;
}

std::string headline(const Told& told, const StatementResult& result) {
  const Statement& statement = statement_of(told, result);
  const std::string verdict = verdict_phrase(told, result, result.judging);
  if (!has_occurrences(result)) return fmt::format("{}: {}", statement.label, verdict);
  return fmt::format("{}: {}. It came to hold {}", statement.label, verdict, occurrence_counts(result));
}

std::string verdict_sentence(const Told& told, const StatementResult& result, const Judging& judging) {
  const Statement& statement = statement_of(told, result);
  switch (judging.verdict) {
    case Verdict::Fired: {
      const bool presumed = std::any_of(judging.steps.begin(), judging.steps.end(), [](const StepResult& s) { return s.state == StepState::Presumed; });
      if (presumed) return "Its end came about; what lies between and was not observed is presumed.";
      return statement.steps.size() == 1 ? "What it expects came about." : "Every step it expects came about.";
    }
    case Verdict::Stalled: return judging.stall ? stalled_sentence(told, statement, judging) : "";
    case Verdict::Pending: return pending_sentence(told, statement, judging);
    case Verdict::Blocked:
      return judging.blocked_by ? "Something stands in its way: " + block_words(told, *judging.blocked_by) + "." : "Something stands in its way.";
    case Verdict::Undetermined: return undetermined_sentence(told, result, judging);
    case Verdict::Dormant: return dormant_sentence(told, result);
  }
  return "";
}

std::string step_words(const Told& told, const Step& step, const StepResult& result, const Judging& judging) {
  if (not_yet_due(result, judging)) return "its time would have begun on " + date_words(*result.earliest);
  switch (result.state) {
    case StepState::Holds: return held_words(step, result);
    case StepState::Presumed: return "not observed; presumed, from what came after it";
    case StepState::Unobserved: return "not observed: no judgement tells";
    case StepState::Open: return result.due ? "open until " + date_words(*result.due) : "open, with no date set";
    case StepState::Unknown: return result.missing.empty() ? "not known" : "not known; " + lacking_words(judging) + missing_list(told, holding(told.theory, step), result.missing);
    case StepState::NotReached: return "not reached";
    default: break;
  }
  if (judging.stall && judging.stall->step == result.step) return named_otherwise(told, step) + stall_words(told, step, result, *judging.stall, judging);
  Stall stall;
  stall.step = result.step;
  if (step.clause.kind == models::Clause::Kind::Proposition) stall.proposition = step.clause.proposition;
  stall.reason = result.state;
  stall.due = result.due;
  stall.since = result.at;  // what became of a step beside the verdict: blocked all the same
  return named_otherwise(told, step) + stall_words(told, step, result, stall, judging);
}

std::string brief(const Told& told, const StatementResult& result, const Judging& judging) {
  return verdict_phrase(told, result, judging) + ". " + verdict_sentence(told, result, judging);
}

std::string brief(const Told& told, const StatementResult& result) {
  if (!has_occurrences(result)) return brief(told, result, result.judging);
  return fmt::format("{} ({}). {}", verdict_phrase(told, result, result.judging), occurrence_counts(result), verdict_sentence(told, result, result.judging));
}

std::vector<std::string> flag_sentences(const Told& told, const StatementResult& result, const Judging& judging) {
  const Statement& statement = statement_of(told, result);
  const models::Flags& flags = judging.flags;
  std::vector<std::string> list;
  if (flags.has(Flag::Conflict)) list.push_back("The record says two things that do not agree: see them both below, and record which holds.");
  if (flags.has(Flag::Despite) && judging.blocked_by)
    list.push_back("It fired all the same, although something stood in its way: " + block_words(told, *judging.blocked_by) + ".");
  if (flags.has(Flag::NotApplicable)) list.push_back("The theory was not tested here: this ends what it speaks of.");
  if (flags.has(Flag::Bypassed)) list.push_back(fmt::format("Yet “{}” came about: by another route.", written_words(told.theory, statement.steps.back())));
  if (flags.has(Flag::Opposed)) list.push_back("Another statement, which fired, said this would not happen.");
  if (flags.has(Flag::ByDateOnly)) list.push_back(date_only_sentence());
  if (flags.has(Flag::MaybeBlocked)) list.push_back("It may be blocked: the record does not say whether something stood in its way.");  // last: what would tell follows
  return list;
}

}  // namespace realist::cli
