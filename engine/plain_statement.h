// Statements that are plain from end to end, told straight from the sorted matches: most statements of most programme
// theories, in most cases. Their steps are single events, attributes and judgements, with windows of days. The verdicts are
// those of the walk; properties hold the two to each other. Internal to the engine.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/evaluation.h"
#include "engine/plain_plan.h"
#include "engine/traces.h"

namespace realist::engine {

class PlainJudging {
 public:
  enum class Told : std::uint8_t { Walk, Dormant, Traced };

  PlainJudging(const Plan& plan, const PlainPlan& rows) : plan_(plan), rows_(rows) {}

  // Takes the next case, whose facts `evaluation` holds.
  void take(Evaluation& evaluation);

  // Whether a proposition that is one event or one attribute is false in this case, at all times and for certain.
  bool is_false(PropositionIndex p) const {
    const Facts::Plain& plain = facts_->plain[p];
    return plain.kind == Facts::Plain::Kind::Event ? plain.first == plain.end
                                                   : plain.kind == Facts::Plain::Kind::Constant && plain.value == Tri::False;
  }
  // Whether it came true at some time, as a last step that another route may have met.
  bool came(PropositionIndex p);
  // The same of a last step that joins several by `and`.
  bool came(const models::Clause& last);

  // Adds traces where the statement is activated or its antecedent unknown: one, or one an occurrence. Walk: it cannot be told here. Notes in the
  // evaluation's moments what was reached. Cost: a search of the matches a step.
  Told judge(const PlainRow& row, Traces& out);

 private:
  struct Stamp {                     // a time with its place in the case's order
    std::int64_t key = 0;
    std::int64_t end = 0;            // a day's last microsecond on its local clock; else itself
    Time at;
    std::uint32_t event = kNone;     // index into Facts::events; kNone: something else
    bool absolute = false;           // an instant with an offset
  };
  struct Look {                      // a proposition that is neither one event nor constant, from its signal
    enum class Kind : std::uint8_t { Never, Always, Rises, Untold, Other };  // Untold: unobserved, and never told
    Kind kind = Kind::Other;
    bool lasting = false;            // Rises: it stays true
    bool judged = false;             // Rises: by a judgement that does not say since when
    Tri last = Tri::Unknown;
    Stamp at;                        // Rises
  };
  struct Passed {                    // a step without a date of its own, where other statements' clocks run on
    PropositionIndex step = kNone;
    const Stamp* reached = nullptr;
    const Stamp* base = nullptr;
  };
  enum class Step : std::uint8_t { Goes, Decides, Walk };
  enum class End : std::uint8_t { None, Window, Closing, At };  // until when a block counts
  struct Found {
    std::uint16_t which = Trace::kNotBlocked;
    bool perhaps = false;
  };

  const Look& look(PropositionIndex p);
  bool came_last();
  Told judge_each(Traces& out);
  void add_trace(Traces& out);
  Told judge_otherwise(Traces& out);
  bool is_dormant_otherwise() const;
  Told activate();
  Told activate_any();
  bool is_unobserved(PropositionIndex p);
  bool meet_moment(PropositionIndex p);
  void meet(const Stamp& stamp);
  bool set_clock();
  bool walk();
  bool walk_undated();
  void add_unknown(Traces& out);
  Step take_step(const PlainStep& step);
  bool set_window(const PlainStep& step);
  Step event(const PlainStep& step);
  Step event_missed(const PlainStep& step);
  Step event_averted(const Stamp* event);
  struct Met {                       // a test of events inside some bounds
    bool always = false;             // by events without a date
    bool tied = false;               // the last two it took came at once
    bool perhaps = false;            // not met for certain
    std::uint32_t sure = 0;          // so many fit
    const Stamp* at = nullptr;       // with which it was met
  };
  Met met(PropositionIndex p, const Stamp* from, std::int64_t until, std::uint32_t but) const;
  Step always(const PlainStep& step);
  Step tested(const PlainStep& step);
  Step joined(const PlainStep& step);
  bool came_late(const PlainStep& step) const;
  PropositionIndex first_missing(const PlainStep& step) const;
  bool was_early(const PlainStep& step) const;
  Step attribute(const PlainStep& step);
  Step judged(const PlainStep& step);
  Step not_held(const PlainStep& step, bool closes);
  Step unobserved(const PlainStep& step);
  Step previously(const PlainStep& step);
  void pass(PropositionIndex p);
  bool over() const { return until_ < over_before_; }
  End window_end() const { return over() ? End::Window : facts_->closed ? End::Closing : End::None; }
  bool hand_on();
  void tell(Trace& trace);
  void tell_states(Trace& trace);
  void apply_block(Trace& trace) const;
  bool blocks_are_plain() const;
  Found blocked(End kind, const Stamp* at) const;
  const Stamp* first(PropositionIndex p, const Stamp& from, std::int64_t until, std::uint32_t but) const;
  Stamp stamp(const Time& at) const;
  const Stamp* keep(const Time& at);
  static bool at_or_before(const Stamp& a, const Stamp& b) { return a.absolute && b.absolute ? a.key <= b.key : a.at.local <= b.end; }

  const Plan& plan_;
  const PlainPlan& rows_;
  Evaluation* e_ = nullptr;
  const Facts* facts_ = nullptr;
  std::vector<Stamp> stamps_;        // parallel to Facts::matches
  std::vector<Look> looks_;          // per proposition
  std::vector<std::uint32_t> looked_;  // per proposition: the case it was last looked at in
  std::uint32_t case_ = 0;
  std::int64_t over_before_ = 0;     // a window that ended before this, on the local clock, is over
  bool not_begun_ = false;           // the case begins after it is looked at
  Stamp closing_;                    // the last instant of the case, where it closed

  // Of the statement that is judged:
  const PlainRow* row_ = nullptr;
  bool tied_ = false, drops_ = false, unsure_ = false, never_ = false, presumed_ = false, odd_ = false;
  std::uint16_t unknown_ = 0;        // parts, one a bit
  Tri last_ = Tri::True;             // of the whole antecedent
  const Stamp* activation_ = nullptr;
  const Stamp* base_ = nullptr;      // what the next window counts from
  const Stamp* reached_ = nullptr;   // the newest of what has come so far
  const Stamp* from_ = nullptr;      // the window: its begin
  std::int64_t until_ = 0;           // its end's last microsecond on the local clock; kEndless
  PropositionIndex stalled_at_ = kNone;  // of a step of several
  End end_ = End::None;
  const Stamp* end_at_ = nullptr;    // End::At
  std::uint32_t step_ = 0;           // the one that is looked at, or decides; their number: all held
  std::uint32_t seen_ = 0;           // as many of the first steps have one at or after them that held
  std::uint32_t passed_count_ = 0, kept_count_ = 0;
  std::array<models::StepState, 16> states_{};
  std::array<Passed, 16> passed_;
  std::array<Stamp, 64> kept_;       // times of neither events nor looks
};

}  // namespace realist::engine
