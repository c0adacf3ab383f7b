#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "rules/foretold.h"
#include "rules/lints/lints.h"

namespace realist::rules {
namespace {

using models::Condition;
using models::Duration;
using models::TestWindow;
using models::Unit;

// Seconds a length of time has at least, and at most: months and years differ.
struct Length {
  double least, most;
};

Length length_of(const Duration& duration) {
  constexpr double kDay = 86'400;
  const auto count = static_cast<double>(duration.count);
  switch (duration.unit) {
    case Unit::Second: return {count, count};
    case Unit::Minute: return {count * 60, count * 60};
    case Unit::Hour: return {count * 3'600, count * 3'600};
    case Unit::Day: return {count * kDay, count * kDay};
    case Unit::Week: return {count * 7 * kDay, count * 7 * kDay};
    case Unit::Month: return {count * 28 * kDay, count * 31 * kDay};
    case Unit::Year: return {count * 365 * kDay, count * 366 * kDay};
  }
  return {0, 0};
}

// A day at each end: bare dates count whole.
bool surely_longer(const Duration& a, const Duration& b) { return length_of(a).least > length_of(b).most + 86'400; }

bool same_words(const std::string& a, const std::string& b) { return models::fold(a) == models::fold(b); }

// The event that makes a proposition true the moment it happens, whatever else there is about it.
std::string event_of(const models::Proposition& proposition) {
  const Condition* condition = proposition.indicator ? &*proposition.indicator : nullptr;
  const bool plain = condition && condition->kind == Condition::Kind::Event && condition->count == 1 && condition->window.kind == TestWindow::Kind::None && proposition.of.empty();
  return plain ? condition->event.type : std::string();
}

// The events at which a statement's clock starts, at the earliest.
std::vector<std::string> starting_events(const LintInput& input, const models::Statement& statement) {
  std::vector<std::string> out;
  if (is_otherwise(statement)) return out;
  for (const Literal& need : needs_of(statement)) {
    if (need.negated || need.proposition == models::kNone) continue;
    if (std::string event = event_of(input.proposition(need.proposition)); !event.empty()) out.push_back(std::move(event));
  }
  return out;
}

bool has(const std::vector<std::string>& events, const std::string& type) {
  return std::any_of(events.begin(), events.end(), [&](const std::string& event) { return same_words(event, type); });
}

// The phase a step has to fall into ends with the event that the statement starts from.
void look_at_phase(const LintInput& input, const models::Statement& statement, const models::Step& step, LintReport& report) {
  const models::StepWindow& window = step.window;
  if (step.previously || step.at_any_time || window.phase >= input.theory.phases.size()) return;
  const models::Phase& phase = input.theory.phases[window.phase];
  const bool ends_with_event = phase.until && phase.until->kind == models::Anchor::Kind::FirstEvent && phase.until->event.where.empty();
  if (!ends_with_event || !has(starting_events(input, statement), phase.until->event.type)) return;
  auto& message = report.tell("lint/window-out-of-reach", window.place, "this can hardly be: " + statement.label + " begins with event " + phase.until->event.type + ", with which phase " + phase.name + " is over",
                              "give the step another phase, or a window of its own");
  report.reporter().relate(message, phase.place, "until event " + phase.until->event.type);
}

// A cadence looks back so far: before, it cannot break.
void look_at_cadence(const LintInput& input, const models::Step& step, LintReport& report) {
  if (!step.window.throughout || step.clause.kind != models::Clause::Kind::Proposition || step.clause.proposition == models::kNone) return;
  const models::Proposition& proposition = input.proposition(step.clause.proposition);
  if (!proposition.indicator || proposition.indicator->kind != Condition::Kind::Cadence || !surely_longer(proposition.indicator->every, *step.window.throughout)) return;
  auto& message = report.tell("lint/window-out-of-reach", step.window.place, "this cannot fail: what is looked for has longer for its first time than the whole stretch lasts",
                              "make the stretch longer, or what is looked for more frequent");
  report.reporter().relate(message, proposition.place, "looked for here");
}

// The time that has to pass after the anchor before a test can be met.
std::optional<Duration> delay_after(const Condition& condition, const std::vector<std::string>& starts) {
  const TestWindow& window = condition.window;
  if (condition.kind != Condition::Kind::Event || window.kind != TestWindow::Kind::BetweenAfter || !window.anchor.written()) return std::nullopt;
  const models::Anchor& anchor = *window.anchor;
  const bool plain = anchor.kind != models::Anchor::Kind::Attribute && anchor.event.where.empty();
  return plain && has(starts, anchor.event.type) ? std::optional(window.low) : std::nullopt;
}

// The step has to come sooner than its indicator lets it.
void look_at_delay(const LintInput& input, const models::Statement& statement, const models::Step& step, bool first, LintReport& report) {
  if (!first || !step.window.latest || step.negated || step.previously || statement.form != models::Form::If) return;
  if (step.clause.kind != models::Clause::Kind::Proposition || step.clause.proposition == models::kNone) return;
  const models::Proposition& proposition = input.proposition(step.clause.proposition);
  if (!proposition.indicator || needs_of(statement).size() != 1) return;
  const auto delay = delay_after(*proposition.indicator, starting_events(input, statement));
  if (!delay || !surely_longer(*delay, *step.window.latest)) return;
  auto& message = report.tell("lint/window-out-of-reach", step.window.place, "this step can only be late: what is looked for comes later than its window allows",
                              "make the window longer, or the indicator’s wait shorter");
  report.reporter().relate(message, proposition.place, "looked for here");
}

// `throughout 12 weeks` and `within 4 weeks` in one window: the stretch ends after the window does.
void look_at_stretch(const models::Step& step, LintReport& report) {
  const models::StepWindow& window = step.window;
  if (!window.throughout || !window.latest || !surely_longer(*window.throughout, *window.latest)) return;
  report.tell("lint/window-out-of-reach", window.place, "this step can only be late: the stretch is longer than the time the step has", "keep the one of the two windows that is meant");
}

}  // namespace

void lint_window_out_of_reach(const LintInput& input, LintReport& report) {
  for (const models::Statement& statement : input.theory.statements) {
    bool first = true;
    for (const models::Step& step : statement.steps) {
      if (step.window.written()) {
        look_at_phase(input, statement, step, report);
        look_at_cadence(input, step, report);
        look_at_delay(input, statement, step, first, report);
        look_at_stretch(step, report);
      }
      first = first && step.from_because;
    }
  }
}

}  // namespace realist::rules
