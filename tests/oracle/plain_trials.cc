#include "tests/oracle/plain_trials.h"

namespace realist::oracle {
namespace {

using models::Role;

struct Draw {
  Random& random;

  std::uint64_t below(std::uint64_t n) { return random() % n; }
  bool one_in(unsigned n) { return below(n) == 0; }
  std::string one_of(std::initializer_list<const char*> words) { return words.begin()[below(words.size())]; }
  models::Time day(unsigned span) {
    return models::shifted(*models::parse_time("2016-05-01"), {static_cast<std::int64_t>(below(span)), models::Unit::Day});
  }
  std::string event() { return "E" + std::to_string(below(4)); }
};

void draw_propositions(Draw& draw, Sketch& sketch) {
  const Role roles[] = {Role::Context, Role::Resource, Role::Outcome, Role::Outcome};
  for (int i = 0; i < 4; ++i) sketch.propositions.push_back({"E" + std::to_string(i), roles[i], "event e" + std::to_string(i), ""});
  sketch.propositions.push_back({"A", Role::Context, "a is yes", ""});
  sketch.propositions.push_back({"B", Role::Outcome, "b is yes", ""});
  sketch.propositions.push_back({"J", Role::Reasoning, "", ""});
  sketch.propositions.push_back({"K", Role::Mechanism, "", ""});
  sketch.propositions.push_back({"L", Role::Reasoning, "judged yes", ""});
  if (draw.one_in(2)) sketch.default_window = "4 days";
}

std::string draw_antecedent(Draw& draw) {
  switch (draw.below(12)) {
    case 0:
    case 1:
    case 2: return draw.event();
    case 3: return draw.event() + " and A";
    case 4: return draw.event() + " and " + draw.event();
    case 5: return draw.one_of({"J and A", "K and A", "J and K"});
    case 6: return draw.one_of({"A", "B"});
    case 7: return draw.one_of({"J", "K", "L and E1", "L"});
    case 8: return draw.event() + draw.one_of({" or A", " or E2", " or B"});
    case 9: return draw.event() + draw.one_of({" and not A", " and not B", " and not E1"});
    case 10: return draw.one_of({"not A", "not J and E1", "A and not E2"});
    default: return draw.one_of({"J and ", "K and "}) + draw.event();
  }
}

StatementSketch draw_only_if(Draw& draw, const std::string& label) {
  StatementSketch statement;
  statement.label = label;
  statement.form = models::Form::OnlyIf;
  statement.antecedent = clause_of(draw.one_in(5) ? draw.one_of({"A", "J", "E1 and A"}) : draw.event());
  statement.steps.push_back(step_of(draw.one_in(4) ? draw.one_of({"A", "J"}) : draw.event()));
  if (draw.one_in(6)) statement.unless.push_back(draw.event());
  return statement;
}

StatementSketch draw_statement(Draw& draw, const std::string& label) {
  StatementSketch statement;
  statement.label = label;
  const std::uint64_t form = draw.below(8);
  if (form == 0) return draw_only_if(draw, label);
  if (form == 1) statement.form = models::Form::Whenever;
  statement.antecedent = clause_of(form == 1 && !draw.one_in(4) ? draw.event() : draw_antecedent(draw));
  const std::uint64_t steps = 1 + draw.below(3);
  for (std::uint64_t i = 0; i < steps; ++i) {
    const std::string window = draw.one_of({"", "", " within 3 days", " within 10 days", " within 2 weeks", " after 2 days",
                                            " between 1 and 5 days", " on the same day", " within 12 hours"});
    const bool last = i + 1 == steps;
    const std::string what = draw.one_in(4) ? draw.one_of({"J", "K", "L", "A", "B"}) : draw.event();
    const bool written = last || draw.one_in(4) || what[0] == 'E';
    if (last && draw.one_in(6)) {
      statement.steps.push_back(step_of(draw.one_in(2) ? draw.event() + " and " + draw.event() + window : "previously " + draw.event()));
      break;
    }
    statement.steps.push_back(step_of((last && draw.one_in(4) ? "not " : "") + what + (written ? window : "")));
  }
  if (statement.form == models::Form::If && draw.one_in(8)) statement.otherwise.push_back(step_of(draw.event() + " within 3 days"));
  if (draw.one_in(4)) statement.unless.push_back(draw.one_in(4) ? draw.one_of({"A", "J"}) : draw.event());
  return statement;
}

void fill(Draw& draw, models::CaseRecord& record, unsigned span) {
  for (std::uint64_t i = draw.below(8); i > 0; --i) {
    models::Event happened;
    happened.type = "e" + std::to_string(draw.below(4));
    if (!draw.one_in(12)) happened.at = draw.day(span);
    if (happened.at && draw.one_in(5)) happened.at = models::Time{happened.at->local + 10 * models::kHour, models::Time::kNoOffset, false};
    record.events.push_back(happened);
  }
  for (const char* path : {"a", "b"})
    if (!draw.one_in(3)) record.attributes.push_back({path, {{{!draw.one_in(3)}, draw.one_in(6) ? std::optional(draw.day(30)) : std::nullopt, ""}}});
  for (std::uint64_t i = draw.one_in(2) ? draw.below(3) : 0; i > 0; --i) {
    models::Judgement judgement;
    judgement.about = draw.one_of({"J", "J", "K", "K", "L", "L", "E0", "B"});
    judgement.value = {!draw.one_in(3)};
    if (!draw.one_in(8)) judgement.at = draw.day(30);
    if (draw.one_in(6)) judgement.since = draw.day(10);
    record.judgements.push_back(judgement);
  }
}

}  // namespace

models::CaseRecord draw_plain_record(Random& random) {
  Draw draw{random};
  models::CaseRecord record;
  record.id = "C-1";
  record.kind = "participant";
  fill(draw, record, draw.one_in(3) ? 3 : 30);  // crowded: events of one day, and ties
  if (draw.one_in(3)) record.opened = draw.day(10);
  if (draw.one_in(3)) record.closed = draw.day(45);
  if (draw.one_in(6)) {
    models::Pause pause;
    pause.from = draw.day(30);
    if (!draw.one_in(3)) pause.to = models::shifted(pause.from, {3, models::Unit::Day});
    record.pauses.push_back(pause);
  }
  return record;
}

Trial draw_plain(Random& random) {
  Draw draw{random};
  Trial trial;
  draw_propositions(draw, trial.sketch);
  for (std::uint64_t s = 0, count = 3 + draw.below(4); s < count; ++s)
    trial.sketch.statements.push_back(draw_statement(draw, "S" + std::to_string(s + 1)));
  trial.record = draw_plain_record(random);
  trial.as_of = draw.day(45);
  return trial;
}

}  // namespace realist::oracle
