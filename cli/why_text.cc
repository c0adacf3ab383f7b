#include "cli/why_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "cli/plain_words.h"
#include "cli/result_words.h"
#include "cli/why_conflict.h"
#include "cli/why_words.h"
#include "engine/routes.h"

namespace realist::cli {
namespace {

using engine::Needs;
using models::Clause;
using models::Condition;
using models::FactEvidence;
using models::Flag;
using models::Form;
using models::Judging;
using models::PropositionIndex;
using models::Statement;
using models::StatementIndex;
using models::StatementResult;
using models::Step;
using models::StepResult;
using models::StepState;
using models::Truth;
using models::Verdict;
using Mark = Lines::Mark;

constexpr engine::Effort kOverview{.work = 25'000};  // a first look: less than for one statement
constexpr std::size_t kUnder = 4;         // columns a line stands in under its sentence

std::string quoted(const std::string& text) { return "“" + text + "”"; }

Mark mark_of(StepState state) {
  switch (state) {
    case StepState::Holds: return Mark::Yes;
    case StepState::Presumed: return Mark::Presumed;
    case StepState::Unobserved:
    case StepState::Unknown: return Mark::Unknown;
    case StepState::Open: return Mark::Open;
    case StepState::NotReached: return Mark::NotReached;
    default: return Mark::No;
  }
}

// Whether a fact is one that a condition looks at.
bool looks_at(const models::Theory& theory, const Condition& condition, const FactEvidence& fact, int depth);

bool bears_on(const models::Theory& theory, PropositionIndex p, const FactEvidence& fact, int depth = 0) {
  if (depth > 8) return false;
  if (fact.kind == FactEvidence::Kind::Judgement) {
    if (models::find_proposition(theory, fact.name).index == p) return true;
  }
  const auto& indicator = theory.propositions[p].indicator;
  return indicator && looks_at(theory, *indicator, fact, depth);
}

bool names_event(const models::EventPattern& pattern, const FactEvidence& fact) {
  const bool event = fact.kind == FactEvidence::Kind::Event || fact.kind == FactEvidence::Kind::Absence;
  return event && !pattern.type.empty() && models::fold(pattern.type) == models::fold(fact.name);
}

bool looks_at(const models::Theory& theory, const Condition& condition, const FactEvidence& fact, int depth) {
  using Kind = Condition::Kind;
  for (const Condition& part : condition.parts)
    if (looks_at(theory, part, fact, depth)) return true;
  if (condition.kind == Kind::Proposition) return bears_on(theory, condition.proposition, fact, depth + 1);
  if (condition.kind == Kind::Attribute) return fact.kind == FactEvidence::Kind::Attribute && condition.field.path == fact.name;
  if (condition.kind == Kind::ItsField) return fact.kind == FactEvidence::Kind::Event;
  if (names_event(condition.event, fact)) return true;
  if (condition.kind != Kind::Number) return false;
  for (const models::NumberTerm* term : {&*condition.left, &*condition.right, &*condition.right2}) {
    if (names_event(term->event, fact) || names_event(term->from.event, fact) || names_event(term->to.event, fact)) return true;
    if (fact.kind == FactEvidence::Kind::Attribute && !term->path.empty() && term->path == fact.name) return true;
  }
  return false;
}

void each_named(const Clause& clause, bool positive, const auto& see) {
  if (clause.kind == Clause::Kind::Proposition) return see(clause.proposition, positive);
  const bool flips = clause.kind == Clause::Kind::Not || clause.kind == Clause::Kind::None;
  for (const Clause& part : clause.parts) each_named(part, positive != flips, see);
}

bool names(const Clause& clause, PropositionIndex p) {
  bool found = false;
  each_named(clause, true, [&](PropositionIndex q, bool) { found |= q == p; });
  return found;
}

class Explaining {
 public:
  Explaining(const WhyQuestion& q, Lines& page) : q_(q), page_(page), told_{q.theory, q.record, q.result} {}

  void statement(StatementIndex s) {
    const StatementResult& result = q_.result.statements[s];
    const Statement& written = q_.theory.statements[s];
    page_.heading(headline(told_, result));
    const bool many = has_occurrences(result);
    if (many && result.judging.activated) page_.line(fmt::format("The time of {}:", date_words(*result.judging.activated)));
    page_.line(verdict_sentence(told_, result, result.judging));
    page_.blank();
    sentence(written, result, result.judging);
    flags(result, result.judging);
    conflict(written, result.judging);
    where_it_lies(written, result.judging);
    if (many) other_occurrences(result);
    held_back(s, result);
    downstream(s);
    other_route(s);
    move(s, result);
    if (q_.full) sources(written);
  }

  void proposition(PropositionIndex p) {
    const models::PropositionResult& result = q_.result.propositions[p];
    page_.heading(quoted(phrase_of(q_.theory, p)));
    page_.line(observed_words(result));
    if (result.reading != models::Reading::None) page_.line(reading_words(result.reading));
    if (result.verdict != models::PropositionVerdict::None)
      page_.line(fmt::format("As part of a mechanism: {}{}.", models::to_string(result.verdict),
                             result.also_stalled.empty() ? "" : "; stalled as well in " + labels(result.also_stalled)));
    indicator(p, 2);
  }

  void overview() {
    open_windows();
    list("Stalled", Verdict::Stalled);
    list("Blocked", Verdict::Blocked);
    unknowns();
    std::array<std::size_t, 6> counts{};
    for (const StatementResult& result : q_.result.statements) ++counts[static_cast<std::size_t>(result.verdict())];
    page_.blank();
    if (attention_ == 0) page_.line("Nothing needs attention.");
    page_.line(fmt::format("{} fired, {} not reached by this case (dormant).", count_words(counts[0], "statement", "statements"), counts[5]));
    if (attention_ != 0) page_.line("Put a statement's label at the end of the command to see why, in full sentences.");
  }

 private:
  // ---- the author's sentence, line by line ----

  void sentence(const Statement& written, const StatementResult& result, const Judging& judging) {
    if (written.form == Form::OnlyIf) return only_if(written, result, judging);
    antecedent(written, result, judging, opening(written));
    for (std::size_t i = 0; i < written.steps.size(); ++i)
      if (!written.steps[i].from_because) step(written, i, judging);
    blocks(written, judging);
    for (std::size_t i = 0; i < written.steps.size(); ++i)
      if (written.steps[i].from_because) step(written, i, judging);
    const bool reason = std::none_of(written.steps.begin(), written.steps.end(), [](const Step& s) { return s.from_because; });
    if (reason && !written.because.empty()) page_.line("because " + written.because, 2, 2);
  }

  std::string told_in_full(const Step& step) const { return written_words(q_.theory, step); }

  static std::string opening(const Statement& written) {
    return written.form == Form::Whenever ? "Whenever " : written.otherwise_of != models::kNone ? "If not: " : "If ";
  }

  void only_if(const Statement& written, const StatementResult& result, const Judging& judging) {
    const StepResult* step_result = judging.steps.empty() ? nullptr : &judging.steps.front();
    page_.marked(step_result ? mark_of(step_result->state) : Mark::NotReached, "Only if " + told_in_full(written.steps.front()));
    if (step_result) under_step(written.steps.front(), *step_result, judging);
    antecedent(written, result, judging, "then ");
    blocks(written, judging);
  }

  void antecedent(const Statement& written, const StatementResult& result, const Judging& judging, const std::string& opening) {
    const Clause& clause = written.antecedent;
    const bool joined = (clause.kind == Clause::Kind::All || clause.kind == Clause::Kind::Any) && clause.parts.size() > 1;
    shown_.clear();
    if (!joined) {
      part(clause, opening, written, result, judging);
    } else {
      const std::string between = clause.kind == Clause::Kind::All ? "and " : "or ";
      for (std::size_t i = 0; i < clause.parts.size(); ++i) part(clause.parts[i], i == 0 ? opening : between, written, result, judging);
    }
    if (judging.verdict == Verdict::Dormant || !judging.activated) return;
    const bool presumed = !joined && part_mark(clause, written, result, judging) == Mark::Presumed;
    page_.line((presumed ? "taken to be so from " : "counted from ") + date_words(*judging.activated), kUnder, 2);
  }

  Mark part_mark(const Clause& clause, const Statement& written, const StatementResult& result, const Judging& judging) const {
    if (written.otherwise_of != models::kNone) return judging.verdict == Verdict::Dormant ? Mark::No : judging.activated ? Mark::Yes : Mark::Unknown;
    bool failed = false, unknown = false, no = false;
    each_named(clause, true, [&](PropositionIndex p, bool positive) {
      const Truth observed = q_.result.propositions[p].observed;
      failed |= std::find(result.failed.begin(), result.failed.end(), p) != result.failed.end();
      unknown |= observed == Truth::Unknown;
      no |= positive ? observed == Truth::False : observed == Truth::True;
    });
    const bool activated = judging.verdict != Verdict::Dormant && (judging.activated || !judging.steps.empty());
    const bool whole = written.antecedent.kind != Clause::Kind::Any;
    if (activated && whole) return unknown && judging.flags.has(Flag::Presumed) ? Mark::Presumed : Mark::Yes;
    if (failed) return Mark::No;
    return unknown ? Mark::Unknown : no ? Mark::No : Mark::Yes;
  }

  // Of an occurrence: the events that made it, not the first of their type.
  std::vector<FactEvidence> occurring(const Statement& written, const Judging& judging) const {
    std::vector<FactEvidence> list = judging.antecedent_evidence;
    if (written.form != Form::Whenever || !judging.activated) return list;
    for (FactEvidence& fact : list) {
      const models::CaseRecord* record = record_named(fact.record);
      if (fact.kind != FactEvidence::Kind::Event || !record || fact.at == judging.activated) continue;
      for (std::size_t i = 0; i < record->events.size(); ++i) {
        const models::Event& event = record->events[i];
        if (event.at != judging.activated || models::fold(event.type) != models::fold(fact.name)) continue;
        fact = {FactEvidence::Kind::Event, i, event.type, std::nullopt, event.at, field(event, "by"), "", field(event, "source"), "", fact.record};
        break;
      }
    }
    return list;
  }

  const models::CaseRecord* record_named(const std::string& id) const {
    if (id.empty()) return &q_.record;
    const auto found = q_.linked.find(id);
    return found == q_.linked.end() ? nullptr : found->second;
  }

  static std::string field(const models::Event& event, std::string_view name) {
    for (const auto& [path, value] : event.fields)
      if (path == name) return models::to_string(value);
    return "";
  }

  void part(const Clause& clause, const std::string& opening, const Statement& written, const StatementResult& result, const Judging& judging) {
    const Mark mark = part_mark(clause, written, result, judging);
    page_.marked(mark, opening + clause_words(q_.theory, clause));
    const std::vector<FactEvidence> evidence = judging.verdict == Verdict::Dormant ? result.failed_evidence : occurring(written, judging);
    std::vector<FactEvidence> about;
    for (std::size_t i = 0; i < evidence.size(); ++i) {
      bool bears = false;
      each_named(clause, true, [&](PropositionIndex p, bool) { bears |= bears_on(q_.theory, p, evidence[i]); });
      if (bears && shown_.insert(i).second) about.push_back(evidence[i]);
    }
    facts(about);
    if (mark == Mark::Unknown && about.empty()) page_.line(disagree(clause) ? "not known: the record says two things" : "not known: the record does not say", kUnder, 2);
    if (mark == Mark::Presumed) page_.line("not observed; presumed, from what led to it", kUnder, 2);
    if (q_.full) each_named(clause, true, [&](PropositionIndex p, bool) { indicator(p, kUnder); });
  }

  bool disagree(const Clause& clause) const {
    bool found = false;
    each_named(clause, true, [&](PropositionIndex p, bool) { found |= q_.result.propositions[p].conflict; });
    return found;
  }

  void step(const Statement& written, std::size_t i, const Judging& judging) {
    const Step& step = written.steps[i];
    const bool otherwise = i == 0 && written.otherwise_of != models::kNone;
    const std::string opening = step.from_because ? "because " : otherwise ? "otherwise " : "then ";
    if (i >= judging.steps.size()) {
      page_.marked(Mark::NotReached, opening + told_in_full(step));
      page_.line("not reached", kUnder, 2);
      return;
    }
    page_.marked(not_yet_due(judging.steps[i], judging) ? Mark::NotReached : mark_of(judging.steps[i].state), opening + told_in_full(step));
    under_step(step, judging.steps[i], judging);
  }

  void under_step(const Step& step, const StepResult& result, const Judging& judging) {
    const std::string words = step_words(told_, step, result, judging);
    std::vector<FactEvidence> evidence = result.evidence;
    const bool with_fields = result.state == StepState::Refuted;  // the events among them are told once more, with their fields
    std::erase_if(evidence, [&](const FactEvidence& fact) {
      if (with_fields && fact.kind == FactEvidence::Kind::Event) return false;
      return words.find(fact_words(fact, false)) != std::string::npos && (!q_.full || fact.quote.empty());
    });
    page_.line(words, kUnder, 2);
    if (not_yet_due(result, judging)) return;
    if (result.state == StepState::Refuted) facts_looked_at(step.clause, evidence);
    else facts(evidence);
    const bool stalled = result.state >= StepState::Refuted && result.state <= StepState::Overdue;
    if (result.earliest && stalled) page_.line("expected from " + date_words(*result.earliest), kUnder, 2);
    if (result.due && stalled && words.find(date_words(*result.due)) == std::string::npos) page_.line(until_words(step) + date_words(*result.due), kUnder, 2);
    if (result.state == StepState::Open && !q_.full)
      each_named(step.clause, true, [&](PropositionIndex p, bool) { indicator(p, kUnder); });
    if (result.due && q_.full && result.state == StepState::Holds) page_.line("it had until " + date_words(*result.due), kUnder, 2);
    if (q_.full && result.state != StepState::NotReached) each_named(step.clause, true, [&](PropositionIndex p, bool) { indicator(p, kUnder); });
  }

  static std::string until_words(const Step& step) {
    if (step.negated) return "not expected up to ";
    return step.window.is_throughout() ? "expected to last until " : "expected by ";
  }

  void and_more(std::size_t count, std::size_t indent) { page_.line(fmt::format("and {} more{}", count, q_.lengths.hint), indent, 2); }

  // Events that say no are told with the fields that said it.
  void facts_looked_at(const Clause& clause, const std::vector<FactEvidence>& evidence) {
    const std::size_t most = q_.full ? evidence.size() : q_.lengths.facts;
    for (std::size_t i = 0; i < std::min(evidence.size(), most); ++i)
      page_.line(fact_words(evidence[i], q_.full) + values_looked_at(clause, evidence[i]), kUnder, 2);
    if (evidence.size() > most) and_more(evidence.size() - most, kUnder);
  }

  std::string values_looked_at(const Clause& clause, const FactEvidence& fact) const {
    const models::CaseRecord* record = record_named(fact.record);
    if (fact.kind != FactEvidence::Kind::Event || !record || fact.index >= record->events.size()) return "";
    std::vector<std::string> values;
    each_named(clause, true, [&](PropositionIndex p, bool) {
      for (const std::string& name : fields_looked_at(q_.theory, p, fact.name)) {
        const std::string value = field(record->events[fact.index], name);
        const std::string told = name + (value.empty() ? " not recorded" : " is " + value);
        if (name != "by" && std::find(values.begin(), values.end(), told) == values.end()) values.push_back(told);
      }
    });
    return values.empty() ? "" : ": " + joined(values, ", ");
  }

  void facts(const std::vector<FactEvidence>& evidence) {
    const std::size_t most = q_.full ? evidence.size() : q_.lengths.facts;
    for (std::size_t i = 0; i < std::min(evidence.size(), most); ++i) page_.line(fact_words(evidence[i], q_.full), kUnder, 2);
    if (evidence.size() > most) and_more(evidence.size() - most, kUnder);
  }

  void blocks(const Statement& written, const Judging& judging) {
    for (const Clause& clause : written.unless) block(clause, written, judging);
    const models::Block* by = judging.blocked_by ? &*judging.blocked_by : nullptr;
    if (by && judging.flags.has(Flag::NotApplicable)) {
      page_.marked(Mark::No, "Not applicable when: " + words_of(*by, q_.theory));
      under_block(*by);
    }
  }

  void block(const Clause& clause, const Statement&, const Judging& judging) {
    const models::Block* by = judging.blocked_by ? &*judging.blocked_by : nullptr;
    const bool blocks = by && !judging.flags.has(Flag::NotApplicable) && names(clause, by->proposition);
    bool unknown = false, seen = false;
    each_named(clause, true, [&](PropositionIndex p, bool) {
      unknown |= q_.result.propositions[p].observed == Truth::Unknown;
      seen |= q_.result.propositions[p].observed == Truth::True;
    });
    page_.marked(blocks ? Mark::No : unknown ? Mark::Unknown : Mark::Yes, "unless " + clause_words(q_.theory, clause));
    if (blocks) return under_block(*by);
    if (unknown && !q_.full) page_.line("not known: the record does not say", kUnder, 2);
    else page_.line(unknown ? "not known" : seen ? "came about, but not in the time that matters here" : "nothing of it recorded: not in the way", kUnder, 2);
    if (q_.full) each_named(clause, true, [&](PropositionIndex p, bool) { indicator(p, kUnder); });
  }

  void under_block(const models::Block& block) {
    std::string words = block.since ? "so since " + date_words(*block.since) : "so, without a date";
    if (const std::string days = block_days(told_, block); !days.empty()) words += " (" + days + ")";
    page_.line(words, kUnder, 2);
    facts(block.evidence);
  }

  // ---- beside the sentence ----

  void flags(const StatementResult& result, const Judging& judging) {
    const std::vector<std::string> sentences = flag_sentences(told_, result, judging);
    if (sentences.empty()) return;
    page_.blank();
    for (const std::string& sentence : sentences) page_.line(sentence);
    if (judging.flags.has(Flag::MaybeBlocked)) maybe_blocked(q_.theory.statements[result.statement]);
  }

  void maybe_blocked(const Statement& written) {
    bool told = false;
    const auto tell = [&](PropositionIndex p, bool) {
      if (q_.result.propositions[p].observed != Truth::Unknown) return;
      page_.line("What would tell: whether " + quoted(phrase_of(q_.theory, p)) + ".", 2, 2);
      told = true;
    };
    for (const Clause& clause : written.unless) each_named(clause, true, tell);
    for (const Clause& clause : q_.theory.not_applicable_phrases) each_named(clause, true, tell);
    for (std::size_t i = 0; !told && i < q_.theory.not_applicable.size(); ++i)
      page_.line("What would tell: whether " + quoted(q_.theory.not_applicable_texts[i]) + ", where the theory is not applicable.", 2, 2);
  }

  // The facts that disagree, side by side.
  void conflict(const Statement& written, const Judging& judging) {
    if (!judging.flags.has(Flag::Conflict)) return;
    std::set<PropositionIndex> all;
    const auto note = [&](PropositionIndex p, bool) { all.insert(p); };
    each_named(written.antecedent, true, note);
    for (const Step& step : written.steps) each_named(step.clause, true, note);
    for (const Clause& clause : written.unless) each_named(clause, true, note);
    for (const PropositionIndex p : all)
      if (q_.result.propositions[p].conflict) disagreeing(p);
  }

  void disagreeing(PropositionIndex p) {
    page_.line(quoted(phrase_of(q_.theory, p)) + ":", 2, 2);
    std::vector<FactEvidence> ties, judged;
    for (const models::CaseRecord* record : records_on(p)) {
      take(ties, disagreeing_facts(q_.theory, p, *record, q_.result.as_of), *record);
      take(judged, deciding_judgements(q_.theory, p, *record, q_.result.as_of), *record);
    }
    if (!ties.empty()) return facts(ties);
    facts(judged);
    const auto& indicator = q_.theory.propositions[p].indicator;
    if (!indicator) return;
    page_.line("observed when " + q_.theory.propositions[p].observed_when, kUnder, 2);
    std::set<std::string> told;
    leaves(*indicator, p, kUnder + 2, told, 0);
  }

  std::vector<const models::CaseRecord*> records_on(PropositionIndex p) const {
    std::vector<const models::CaseRecord*> records = {&q_.record};
    if (const models::CaseRecord* other = record_of(p); other && other != &q_.record) records.push_back(other);
    return records;
  }

  void take(std::vector<FactEvidence>& all, std::vector<FactEvidence> more, const models::CaseRecord& from) const {
    for (FactEvidence& fact : more) {
      if (&from != &q_.record) fact.record = from.id;
      all.push_back(std::move(fact));
    }
  }

  void where_it_lies(const Statement& written, const Judging& judging) {
    if (!judging.stall || judging.stall->may_lie_at.empty()) return;
    page_.blank();
    std::vector<std::string> words;
    for (const std::uint32_t k : judging.stall->may_lie_at) words.push_back(fmt::format("step {}, {}", k, quoted(told_in_full(written.steps[k - 1]))));
    page_.line(fmt::format("It may lie earlier: {} {} not observed.", joined(words, "; "), words.size() == 1 ? "was" : "were"));
  }

  void other_occurrences(const StatementResult& result) {
    std::vector<const Judging*> others;
    bool told = false;
    for (const Judging& judging : result.not_fired) {
      const bool same = !told && judging.verdict == result.verdict() && judging.activated == result.judging.activated;
      told |= same;
      if (!same) others.push_back(&judging);
    }
    if (others.empty()) return;
    page_.blank();
    page_.line("The other times it did not fire:");
    const std::size_t most = q_.full ? others.size() : q_.lengths.occurrences;
    for (std::size_t i = 0; i < std::min(most, others.size()); ++i) {
      const std::string when = others[i]->activated ? date_words(*others[i]->activated) : "no date";
      page_.line(when + ": " + brief(told_, result, *others[i]), 2, 2);
    }
    if (others.size() > most) and_more(others.size() - most, 2);
  }

  std::string labels(const std::vector<StatementIndex>& statements) const {
    std::vector<std::string> words;
    for (const StatementIndex i : statements) words.push_back(q_.theory.statements[i].label);
    return joined(words, ", ");
  }

  void held_back(StatementIndex, const StatementResult& result) {
    if (!result.held_back_by.empty()) {
      page_.blank();
      page_.line("It is held back by:");
      for (const StatementIndex s : result.held_back_by)
        page_.line(q_.theory.statements[s].label + ", " + brief(told_, q_.result.statements[s]), 2, 2);
    }
    if (result.waits_on.empty()) return;
    page_.blank();
    page_.line("It waits on what leads to it, and no one has observed:");
    for (const StatementIndex s : result.waits_on)
      page_.line(q_.theory.statements[s].label + ", " + brief(told_, q_.result.statements[s]), 2, 2);
  }

  // Statements dormant because of this one, and because of those in turn.
  void downstream(StatementIndex s) {
    const std::vector<StatementIndex> order = engine::held_behind(q_.result, s);
    if (order.empty()) return;
    page_.blank();
    page_.line("Held back behind it:");
    const std::size_t most = q_.full ? order.size() : q_.lengths.occurrences;
    for (std::size_t i = 0; i < std::min(most, order.size()); ++i)
      page_.line(fmt::format("{}: {}", q_.theory.statements[order[i]].label, told_in_full(q_.theory.statements[order[i]].steps.back())), 2, 2);
    if (order.size() > most) and_more(order.size() - most, 2);
  }

  // Another statement that ends where this one does, and is not held back with it.
  void other_route(StatementIndex s) {
    const std::optional<engine::Route> route = engine::nearest_route(q_.theory, q_.result, s);
    if (!route) return;
    page_.blank();
    page_.line(fmt::format("The nearest other route to {}:", quoted(phrase_of(q_.theory, route->end))));
    page_.line(q_.theory.statements[route->statement].label + ", " + brief(told_, q_.result.statements[route->statement]), 2, 2);
  }

  // ---- what would move it ----

  void move(StatementIndex s, const StatementResult& result) {
    if (q_.effort.tries == 0) return;
    if (result.verdict() == Verdict::Stalled) return move_stall(s, result);
    if (result.verdict() == Verdict::Undetermined) return settle(s, result.judging.missing);
    if (result.judging.flags.has(Flag::MaybeBlocked)) return;
  }

  void move_stall(StatementIndex s, const StatementResult& result) {
    const Needs needs = needs_of(q_, s, result.judging);
    page_.blank();
    if (needs.alternatives.empty()) return page_.line(nothing_moves(needs));
    page_.line(needs.alternatives.size() == 1 ? "What would move it, had it been recorded:" : "What would move it, had any one of these been recorded:");
    const std::size_t most = q_.full ? needs.alternatives.size() : std::min(q_.lengths.needs, needs.alternatives.size());
    for (std::size_t i = 0; i < most; ++i)
      page_.line("- " + joined(addition_words(needs.alternatives[i].additions), ", and ") + "; then it would be " + outcome_words(needs.alternatives[i], s), 2, 2);
    if (needs.alternatives.size() > most) and_more(needs.alternatives.size() - most, 2);
  }

  std::string outcome_words(const engine::Need& need, StatementIndex s) const {
    const std::size_t steps = q_.theory.statements[s].steps.size();
    const std::string at = need.step == 0 || steps == 1 ? "" : fmt::format(" at step {}", need.step);
    return std::string(models::to_string(need.verdict)) + at;
  }

  static std::string nothing_moves(const Needs& needs) {
    switch (needs.without) {
      case Needs::Without::Happened: return "Nothing that could be added would move it: what was not expected came about. If the record is wrong, correct it.";
      case Needs::Without::GivenUp: return fmt::format("What would move it was not found in {} tries; there may be a way.", needs.tried);
      default: return "No addition to the record was found that would move it. If the record is wrong, correct it.";
    }
  }

  void settle(StatementIndex s, const std::vector<models::MissingFact>& missing) {
    if (missing.empty()) return;
    const std::vector<engine::Settling> facts = settling_of(q_, s, missing, q_.effort);
    page_.blank();
    page_.line(facts.size() == 1 ? "What would settle it:" : "What would settle it, what settles most first:");
    const std::size_t most = q_.full ? facts.size() : std::min(q_.lengths.questions, facts.size());
    for (std::size_t i = 0; i < most; ++i) page_.line("- " + settling_words(s, facts[i]), 2, 2);
    if (facts.size() > most) and_more(facts.size() - most, 2);
  }

  // Answers that come to the same are told together; those that leave it open only where all do.
  std::string settling_words(StatementIndex s, const engine::Settling& settling) const {
    constexpr std::size_t kAnswers = 3;
    std::vector<std::string> parts;
    for (const Verdict verdict : models::kVerdicts) {
      std::vector<std::string> words;
      for (const auto& answer : settling.answers) {
        const std::string told = answer_words(answer.addition);
        if (told.starts_with("recorded") && std::find(words.begin(), words.end(), "recorded") != words.end()) continue;
        if (answer.verdict == verdict && words.size() < kAnswers && std::find(words.begin(), words.end(), told) == words.end()) words.push_back(told);
      }
      if (!words.empty() && verdict != Verdict::Undetermined) parts.push_back(joined(words, " or ") + ": " + std::string(models::to_string(verdict)));
    }
    std::string text = missing_words(q_.theory, settling.fact, &q_.theory.statements[s]);
    if (!parts.empty()) text += " (" + joined(parts) + ")";
    else if (!settling.answers.empty()) text += " (not by itself)";
    return text + settles_words(settling);
  }

  static std::string settles_words(const engine::Settling& settling) {
    if (settling.settles > 1) return fmt::format("; it would settle {} statements", settling.settles);
    if (settling.may_settle > 1) return fmt::format("; it could settle {} statements", settling.may_settle);
    return "";
  }

  // ---- in full ----

  void indicator(PropositionIndex p, std::size_t indent) {
    const models::Proposition& proposition = q_.theory.propositions[p];
    if (proposition.observed_when.empty()) return page_.line("observed when somebody judges it", indent, 2);
    page_.line("observed when " + proposition.observed_when, indent, 2);
    if (!q_.full) return;
    std::set<std::string> told;
    leaves(*proposition.indicator, p, indent + 2, told, 0);
  }

  const models::CaseRecord* record_of(PropositionIndex p) const {
    const std::string& of = q_.theory.propositions[p].of;
    if (of.empty() || models::fold(of) == models::fold(q_.theory.case_kind)) return &q_.record;
    for (const models::Link& link : q_.record.links)
      if (models::fold(link.kind) == models::fold(of) && !link.history.empty()) {
        const auto found = q_.linked.find(link.history.back().id);
        if (found != q_.linked.end()) return found->second;
      }
    return nullptr;
  }

  void leaf(const std::string& text, std::size_t indent, std::set<std::string>& told) {
    if (told.insert(text).second) page_.line(text, indent, 2);
  }

  // What the record has for each test of a condition.
  void leaves(const Condition& condition, PropositionIndex p, std::size_t indent, std::set<std::string>& told, int depth) {
    using Kind = Condition::Kind;
    const models::CaseRecord* record = record_of(p);
    if (!record || depth > 8) return;
    for (const Condition& part : condition.parts) leaves(part, p, indent, told, depth);
    if (condition.kind == Kind::Attribute) leaf(attribute_words(*record, condition.field.path), indent, told);
    if (condition.kind == Kind::Judgement) leaf(judgement_words(*record, p), indent, told);
    if (condition.kind == Kind::Event || condition.kind == Kind::Cadence) leaf(event_words(*record, condition.event.type), indent, told);
    if (condition.kind == Kind::Proposition) {
      leaf(quoted(phrase_of(q_.theory, condition.proposition)) + ": " + observed_words(q_.result.propositions[condition.proposition]), indent, told);
      const auto& inner = q_.theory.propositions[condition.proposition].indicator;
      if (inner) leaves(*inner, condition.proposition, indent + 2, told, depth + 1);
    }
    if (condition.kind != Kind::Number) return;
    for (const models::NumberTerm* term : {&*condition.left, &*condition.right, &*condition.right2}) {
      if (term->kind == models::NumberTerm::Kind::Attribute) leaf(attribute_words(*record, term->path), indent, told);
      for (const std::string& type : {term->event.type, term->from.event.type, term->to.event.type})
        if (!type.empty()) leaf(event_words(*record, type), indent, told);
    }
  }

  bool visible(const std::optional<models::Time>& at) const { return !at || models::at_or_before(*at, q_.result.as_of.end()); }

  std::string attribute_words(const models::CaseRecord& record, const std::string& path) const {
    std::vector<std::string> values;
    for (const models::Attribute& attribute : record.attributes)
      if (attribute.path == path)
        for (const models::DatedValue& value : attribute.history)
          if (visible(value.at)) values.push_back(models::to_string(value.value) + (value.at ? " since " + date_words(*value.at) : ""));
    return path + ": " + (values.empty() ? "not recorded" : joined(values, ", ")) + whose(record);
  }

  std::string judgement_words(const models::CaseRecord& record, PropositionIndex p) const {
    std::vector<std::string> values;
    for (const models::CaseRecord* r : {&q_.record, &record}) {
      for (const models::Judgement& j : r->judgements)
        if (visible(j.at ? j.at : j.since) && models::find_proposition(q_.theory, j.about).index == p)
          values.push_back(models::to_string(j.value) + on_date(j.at ? j.at : j.since) + (j.by.empty() ? "" : " by " + j.by));
      if (&record == &q_.record) break;
    }
    return "judged: " + (values.empty() ? std::string("not recorded") : joined(values, ", ")) + whose(record);
  }

  std::string event_words(const models::CaseRecord& record, const std::string& type) const {
    std::vector<std::string> dates;
    std::size_t count = 0;
    for (const models::Event& event : record.events) {
      if (models::fold(event.type) != models::fold(type) || !visible(event.at)) continue;
      ++count;
      std::string words = event.at ? date_words(*event.at) : "no date";
      std::vector<std::string> fields;
      for (const auto& [name, value] : event.fields)
        if (name != "source" && name != "quote") fields.push_back(name + " " + models::to_string(value));
      if (!fields.empty()) words += " (" + joined(fields, ", ") + ")";
      if (dates.size() < 12) dates.push_back(std::move(words));
    }
    if (count > dates.size()) dates.push_back(fmt::format("and {} more", count - dates.size()));
    return type + ": " + (count == 0 ? "none recorded" : joined(dates, ", ")) + whose(record);
  }

  std::string whose(const models::CaseRecord& record) const { return &record == &q_.record ? "" : ", in the record of " + record.id; }

  void sources(const Statement& written) {
    std::vector<std::string> rests;
    for (const models::Evidence& evidence : written.evidence)
      rests.push_back(evidence.count > 1 ? fmt::format("{} {}", evidence.count, evidence.source) : evidence.source);
    for (const Step& step : written.steps)
      for (const models::Evidence& evidence : step.evidence) rests.push_back(evidence.source + " (on " + quoted(step.text) + ")");
    for (const models::SourceReference& source : written.sources)
      rests.push_back("document " + source.document + (source.line == 0 ? "" : source.last_line > source.line ? fmt::format(", lines {} to {}", source.line, source.last_line)
                                                                         : fmt::format(", line {}", source.line)));
    if (rests.empty() && written.notes.empty()) return;
    page_.blank();
    if (!rests.empty()) page_.line("It rests on: " + joined(rests) + ".", 0, 2);
    for (const std::string& note : written.notes) page_.line("Note: " + note, 0, 2);
  }

  // ---- propositions, and the overview ----

  static std::string observed_words(const models::PropositionResult& result) {
    switch (result.observed) {
      case Truth::True: return "It came about.";
      case Truth::False: return "It has not come about.";
      default: return "The record does not say whether it came about.";
    }
  }

  static std::string reading_words(models::Reading reading) {
    switch (reading) {
      case models::Reading::Expected: return "As the theory leads one to expect.";
      case models::Reading::Late: return "The theory led one to expect it; it came late.";
      case models::Reading::Missing: return "The theory led one to expect it, and it was not seen.";
      case models::Reading::Unexplained: return "Nothing in the theory led to it: it is not to be put down to the programme.";
      case models::Reading::Contradicted: return "The theory led one to expect that it would not come about, and it did.";
      case models::Reading::Opposed: return "One part of the theory leads to it, another speaks against it.";
      case models::Reading::Open: return "It may still come about in time.";
      default: return "Whether the theory was right about it cannot be told.";
    }
  }

  void item(const StatementResult& result) {
    ++attention_;
    page_.line(q_.theory.statements[result.statement].label + ": " + sentence_of(result), 2, 2);
  }

  std::string sentence_of(const StatementResult& result) const {
    const std::string times = has_occurrences(result) && result.judging.activated ? "(" + date_words(*result.judging.activated) + ") " : "";
    return times + verdict_sentence(told_, result, result.judging);
  }

  void open_windows() {
    std::vector<const StatementResult*> open;
    for (const StatementResult& result : q_.result.statements)
      if (result.verdict() == Verdict::Pending) open.push_back(&result);
    std::stable_sort(open.begin(), open.end(), [](const StatementResult* a, const StatementResult* b) {
      if (!a->judging.due || !b->judging.due) return a->judging.due.has_value() && !b->judging.due.has_value();
      return models::compare(*a->judging.due, *b->judging.due) < 0;
    });
    if (open.empty()) return;
    page_.heading("Still open, what closes first on top");
    for (const StatementResult* result : open) item(*result);
  }

  void list(const std::string& title, Verdict verdict) {
    bool some = false;
    for (const StatementResult& result : q_.result.statements) {
      if (result.verdict() != verdict) continue;
      if (!some) page_.heading(title);
      some = true;
      item(result);
    }
  }

  // A fact and the number of undetermined statements that lack it: what is lacking most often is tried first.
  struct Lacking {
    models::MissingFact fact;
    std::size_t statements = 0;
  };

  static void count(std::vector<Lacking>& list, const models::MissingFact& fact) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const Lacking& one) { return one.fact == fact; });
    if (found != list.end()) ++found->statements;
    else list.push_back({fact, 1});
  }

  void unknowns() {
    std::vector<Lacking> lacking;
    StatementIndex first = models::kNone;
    for (const StatementResult& result : q_.result.statements) {
      if (result.verdict() != Verdict::Undetermined) continue;
      ++attention_;
      if (first == models::kNone) first = result.statement;
      for (const models::MissingFact& fact : result.judging.missing) count(lacking, fact);
    }
    if (first == models::kNone) return;
    std::stable_sort(lacking.begin(), lacking.end(), [](const Lacking& a, const Lacking& b) { return a.statements > b.statements; });
    std::vector<models::MissingFact> facts;
    for (const Lacking& one : lacking) facts.push_back(one.fact);
    page_.heading("Not known, and what would settle most of it");
    std::vector<engine::Settling> ranked = settling_of(q_, first, facts, kOverview);
    const std::size_t most = q_.full ? ranked.size() : std::min<std::size_t>(8, ranked.size());
    for (std::size_t i = 0; i < most; ++i) page_.line("- " + missing_words(q_.theory, ranked[i].fact) + settles_words(ranked[i]), 2, 2);
    if (ranked.size() > most) and_more(ranked.size() - most, 2);
    std::vector<StatementIndex> open;
    for (const StatementResult& result : q_.result.statements)
      if (result.verdict() == Verdict::Undetermined) open.push_back(result.statement);
    page_.line("undetermined: " + labels(open), 2, 2);
  }

  const WhyQuestion& q_;
  Lines& page_;
  Told told_;
  std::set<std::size_t> shown_;      // facts of the antecedent told under one of its parts
  std::size_t attention_ = 0;
};

std::string title(const WhyQuestion& q) {
  const std::string version = q.theory.version.empty() ? "" : " " + q.theory.version;
  const std::string theory = q.theory.name.empty() ? "" : ", " + q.theory.name + version;
  return fmt::format("Case {} as of {}{}", q.result.case_id, date_words(q.result.as_of), theory);
}

}  // namespace

engine::Needs needs_of(const WhyQuestion& q, StatementIndex s, const Judging& judging) {
  const WhyQuestion& r = q.as_recorded ? *q.as_recorded : q;
  return engine::needs(r.plan, r.record, r.linked, r.result.as_of, r.result.statements[s], judging, q.effort);
}

std::vector<engine::Settling> settling_of(const WhyQuestion& q, StatementIndex s, const std::vector<models::MissingFact>& facts,
                                          const engine::Effort& effort) {
  const WhyQuestion& r = q.as_recorded ? *q.as_recorded : q;
  return engine::settling(r.plan, r.record, r.linked, r.result.as_of, r.result, s, facts, effort);
}

void tell_statement(const WhyQuestion& question, StatementIndex statement, Lines& lines) { Explaining(question, lines).statement(statement); }

std::string why_text(const WhyQuestion& question) {
  Page page(question.style);
  Explaining explaining(question, page);
  page.line(title(question), 0, 2);
  for (const models::Problem& problem : question.result.problems) page.line("In the record, " + problem.path + ": " + problem.message, 0, 2);
  if (question.overview) {
    explaining.overview();
    return page.text();
  }
  for (const PropositionIndex p : question.propositions) explaining.proposition(p);
  for (const StatementIndex s : question.statements) explaining.statement(s);
  return page.text();
}

}  // namespace realist::cli
