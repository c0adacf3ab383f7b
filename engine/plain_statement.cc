#include "engine/plain_statement.h"

#include <algorithm>

#include <boost/container/small_vector.hpp>

namespace realist::engine {
namespace {

using models::Flag;
using models::StepState;
using models::Verdict;

class PlainStatement {
 public:
  PlainStatement(StatementIndex s, Evaluation& e)
      : index_(s), plan_(e.plan().statements[s]), e_(e), facts_(e.facts()) {}

  bool outline(Outline& out) {
    if (!plan_.plain_antecedent || !activate()) return false;
    if (holds_ != Tri::True) return never_activated(out);
    if (!plan_.plain_steps || !plain_blocks() || !walk() || !last_is_known()) return false;
    hand_on();
    tell(out);
    return true;
  }

 private:
  bool never_activated(Outline& out) const {
    out.verdict = holds_ == Tri::Unknown ? Verdict::Undetermined : Verdict::Dormant;
    if (holds_ == Tri::Unknown || !plan_.can_be_bypassed) return true;
    const PropositionIndex last = plan_.steps.back().alone;
    if (last == kNone || !plain(last)) return false;
    if (e_.first_event(last)) out.flags.set(Flag::Bypassed);
    return true;
  }

  bool plain(PropositionIndex p) const { return facts_.plain_event(p); }

  bool plain_blocks() const {
    return std::all_of(plan_.blocked_by.begin(), plan_.blocked_by.end(), [&](PropositionIndex p) { return plain(p); });
  }

  // Whether its last step came true all the same can be looked up, where that may be asked.
  bool last_is_known() const { return step_ + 1 >= plan_.steps.size() || !plan_.can_be_bypassed || plain(plan_.steps.back().alone); }

  // A judged-only step has no window of its own and is not the last (Plan::plain_steps); here nobody judged it either.
  bool unobserved(PropositionIndex p) const {
    return facts_.plain[p].kind == Facts::Plain::Kind::Constant && e_.plan().propositions[p].judged_only;
  }

  // Sets `holds_` and, where True, the event that made it so. False: not to be told here.
  bool activate() {
    bool unsure = false;                // something that is not plain, or that may be presumed
    for (const PropositionIndex p : plan_.positive) {
      switch (facts_.plain[p].kind) {
        case Facts::Plain::Kind::No: unsure = true; break;
        case Facts::Plain::Kind::Constant:
          if (facts_.plain[p].value == Tri::Unknown && e_.plan().propositions[p].judged_only) unsure = true;
          else holds_ = models::both(holds_, facts_.plain[p].value);
          break;
        case Facts::Plain::Kind::Event: meet(e_.first_event(p)); break;
      }
    }
    if (holds_ == Tri::False) return true;  // whatever the rest may be
    return !unsure && !tied_ && (holds_ == Tri::Unknown || activation_);
  }

  void meet(const EventFact* event) {
    if (!event) {
      holds_ = Tri::False;
    } else if (!activation_ || activation_->key < event->key) {
      activation_ = event;
      tied_ = false;
    } else {
      tied_ |= activation_->key == event->key && activation_ != event;  // which of the two it was is the walk's business
    }
  }

  // Sets `state_` and `until_` as the step that decides has them. False: not to be told here.
  bool walk() {
    Time base = *activation_->at, reached = base;
    for (step_ = 0; step_ < plan_.steps.size(); ++step_) {
      const StepPlan& step = plan_.steps[step_];
      if (!plain(step.alone)) {
        if (!unobserved(step.alone)) return false;
        passed_.push_back({step.alone, reached, base});
        continue;
      }
      until_.reset();
      if (step.windowed) {
        const Time end = e_.deadline(base, *step.latest);
        if (end.local < models::kMaxLocal) until_ = end;
        else if (facts_.closed) return false;
      }
      const EventFact* event = first(step.alone, base, until_);
      if (step.negated) return judge_negated(event, base);
      if (!event) {
        judge_missing(step, base);
        return true;
      }
      base = *event->at;
      if (e_.key(reached) < event->key) reached = base;
      presumed_ = passed_.size();
    }
    until_ = base;
    state_ = StepState::Holds;
    return true;
  }

  // Other statements' clocks run on from the unobserved steps that were reached.
  void hand_on() {
    for (const Passed& passed : passed_)
      if (e_.plan().propositions[passed.step].leads_on && !blocked(passed.reached))
        e_.reach(passed.step, {passed.reached, {passed.base, {}, {}, false, {index_}}, index_});
    for (std::size_t i = presumed_; i < passed_.size(); ++i) e_.passed_over.emplace_back(index_, passed_[i].step);
  }

  bool over() const {
    return until_ && e_.passed(*until_) && (!facts_.closed || models::compare(until_->end(), facts_.closed->end()) <= 0);
  }

  void judge_missing(const StepPlan& step, const Time& base) {
    if (!over()) {
      state_ = facts_.closed ? StepState::Closed : StepState::Open;
      until_ = facts_.closed;
      return;
    }
    const EventFact* late = first(step.alone, base, std::nullopt);
    state_ = late && late->key > e_.key(until_->end()) ? StepState::Late : StepState::Overdue;
  }

  // The last step, `then not`.
  bool judge_negated(const EventFact* event, const Time& base) {
    if (event) {
      state_ = StepState::Refuted;
      until_ = event->at;
      return true;
    }
    if (!until_ && facts_.closed && e_.key(base.start()) > e_.key(facts_.closed->end())) return false;
    const bool stayed_away = until_ ? over() : facts_.closed.has_value();
    if (stayed_away) {
      state_ = StepState::Holds;
      if (!until_) until_ = facts_.closed;
      presumed_ = passed_.size();
      ++step_;
    } else {
      state_ = facts_.closed ? StepState::Unknown : StepState::Open;
    }
    return true;
  }

  void tell(Outline& out) {
    if (presumed_ > 0) out.flags.set(Flag::Presumed);
    switch (state_) {
      case StepState::Holds:
        out.verdict = Verdict::Fired;
        if (blocked(until_)) out.flags.set(Flag::Despite);
        return;
      case StepState::Unknown: out.verdict = Verdict::Undetermined; return;
      case StepState::Open: out.verdict = blocked(std::nullopt) ? Verdict::Blocked : Verdict::Pending; break;
      default:
        out.verdict = blocked(until_) ? Verdict::Blocked : Verdict::Stalled;
        if (out.verdict == Verdict::Blocked) break;
        out.step = static_cast<std::uint32_t>(step_ + 1);
        out.kind = plan_.steps[step_].stall_kind;
        out.reason = state_;
    }
    if (out.verdict != Verdict::Pending && step_ + 1 < plan_.steps.size() && last_came()) out.flags.set(Flag::Bypassed);
  }

  bool blocked(const std::optional<Time>& until) const {
    const Time& from = *activation_->at;
    if (until && e_.key(until->end()) < e_.key(from.start())) return false;  // over before it began
    return std::any_of(plan_.blocked_by.begin(), plan_.blocked_by.end(), [&](PropositionIndex p) {
      const EventFact* event = first(p, from, std::nullopt, false);
      return event && (!until || models::at_or_before(*event->at, until->end()));
    });
  }

  // The first match inside the bounds; the event that activated the statement serves no step.
  const EventFact* first(PropositionIndex p, const Time& from, const std::optional<Time>& until, bool but_activation = true) const {
    for (const Match& match : facts_.matches_of(p)) {
      const EventFact& fact = facts_.events[match.event];
      if (!models::at_or_before(from, *fact.at)) continue;
      if (until && !models::at_or_before(*fact.at, *until)) continue;
      if (!but_activation || &fact != activation_) return &fact;
    }
    return nullptr;
  }

  bool last_came() const { return plan_.can_be_bypassed && e_.first_event(plan_.steps.back().alone); }

  StatementIndex index_;
  const StatementPlan& plan_;
  Evaluation& e_;
  const Facts& facts_;
  Tri holds_ = Tri::True;
  const EventFact* activation_ = nullptr;
  bool tied_ = false;
  struct Passed {                // an unobserved step: when it was reached, and what the clock counts from
    PropositionIndex step;
    Time reached, base;
  };
  boost::container::small_vector<Passed, 2> passed_;
  std::size_t presumed_ = 0;     // as many of them have a step after them that held
  std::size_t step_ = 0;         // the one that decides; their number: all held
  StepState state_ = StepState::Holds;
  std::optional<Time> until_;    // its window's end or the case's, or when the last one held or was refuted
};

}  // namespace

bool outline_plainly(StatementIndex s, Evaluation& evaluation, Outline& out) {
  return PlainStatement(s, evaluation).outline(out);
}

}  // namespace realist::engine
