// Presuming backwards (semantics.md, rule 4). Internal to the engine.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/traces.h"

namespace realist::engine {

// A case's judgings: those of statements that were walked, traces of those that were told without, and nothing of those that
// are dormant and told so without a walk.
struct Judgings {
  enum class How : std::uint8_t { Dormant, Plain, Walked };
  std::vector<How> how;                   // per statement
  std::vector<StatementRuns> runs;        // per statement; this case's where it was walked
  Traces plain;
  std::vector<std::uint32_t> plain_at;    // per statement told without a walk: its first place in `plain`
  std::vector<StatementIndex> walked, told;  // once each; of those judged in several rounds `how` has the last word
  std::vector<std::uint8_t> listed;       // per statement: in `told` (1), in `walked` (2)

  void list(StatementIndex s, How now) {
    const std::uint8_t mark = now == How::Plain ? 1 : 2;
    if (!(listed[s] & mark)) (now == How::Plain ? told : walked).push_back(s);
    listed[s] |= mark;
    how[s] = now;
  }
  void reset(std::size_t statements) {
    how.assign(statements, How::Dormant);
    runs.resize(statements);
    plain_at.resize(statements);
    plain.clear();
    listed.assign(statements, 0);
    walked.clear(), told.clear();
  }
};

// Marks as presumed the unobserved steps that something later was seen to follow, and lets statements fire by them.
class Presuming {
 public:
  explicit Presuming(const Plan& plan) : plan_(plan) {}

  void settle(Evaluation& evaluation, Judgings& judgings);

 private:
  template <typename States>
  bool presume_steps(StatementIndex s, std::uint32_t count, States state, models::Flags& flags) const;
  bool presume_needed(StatementIndex s);
  bool presume(StatementIndex s, Run& run) const;
  bool presume(Trace& trace) const;
  bool needed_elsewhere(StatementIndex s, std::uint32_t i) const;
  bool implied(const models::Clause& clause) const;

  const Plan& plan_;
  Evaluation* e_ = nullptr;
  Judgings* judgings_ = nullptr;
  std::vector<std::uint8_t> presumed_;       // per proposition
  std::vector<StatementIndex> walked_;       // statements that pass over a step
  std::vector<std::uint32_t> plain_;         // traces that do
};

}  // namespace realist::engine
