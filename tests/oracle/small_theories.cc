#include "tests/oracle/small_theories.h"

namespace realist::oracle {
namespace {

using models::Clause;
using models::Form;
using Place = ClauseSketch::Part;

ClauseSketch one(const Place& p) { return {Clause::Kind::All, 0, {p}}; }

StepSketch a_step(ClauseSketch clause) {
  StepSketch out;
  out.clause = std::move(clause);
  if (out.clause.parts.size() == 1) out.negated = std::exchange(out.clause.parts[0].negated, false);
  return out;
}

StatementSketch statement(Form form, ClauseSketch antecedent, std::vector<StepSketch> steps) {
  StatementSketch out;
  out.form = form;
  out.antecedent = std::move(antecedent);
  out.steps = std::move(steps);
  return out;
}

using Shape = std::function<std::vector<StatementSketch>(const std::vector<Place>&)>;

std::vector<std::pair<std::size_t, Shape>> shapes() {
  std::vector<std::pair<std::size_t, Shape>> out;
  const auto joins = {ClauseSketch{Clause::Kind::All, 0, {}}, ClauseSketch{Clause::Kind::Any, 0, {}},
                      ClauseSketch{Clause::Kind::None, 0, {}}, ClauseSketch{Clause::Kind::AtLeast, 1, {}}};
  for (const Form form : {Form::If, Form::Whenever}) {
    out.push_back({2, [=](const auto& p) { return std::vector{statement(form, one(p[0]), {a_step(one(p[1]))})}; }});
    out.push_back({3, [=](const auto& p) { return std::vector{statement(form, one(p[0]), {a_step(one(p[1])), a_step(one(p[2]))})}; }});
    out.push_back({3, [=](const auto& p) {
      auto s = statement(form, one(p[0]), {a_step(one(p[1]))});
      if (p[2].negated) return std::vector<StatementSketch>{};
      s.unless.push_back(p[2].name);
      return std::vector{s};
    }});
    for (const ClauseSketch& join : joins) {
      out.push_back({3, [=](const auto& p) {
        ClauseSketch both = join;
        both.parts = {p[0], p[1]};
        return std::vector{statement(form, both, {a_step(one(p[2]))})};
      }});
      out.push_back({3, [=](const auto& p) {
        ClauseSketch both = join;
        both.parts = {p[1], p[2]};
        if (p[1].name == p[2].name) return std::vector<StatementSketch>{};
        return std::vector{statement(form, one(p[0]), {a_step(both)})};
      }});
    }
    out.push_back({4, [=](const auto& p) {  // a ripple, where the second place is the third
      return std::vector{statement(form, one(p[0]), {a_step(one(p[1]))}), statement(Form::If, one(p[2]), {a_step(one(p[3]))})};
    }});
  }
  out.push_back({2, [](const auto& p) {
    if (p[0].negated || p[1].negated) return std::vector<StatementSketch>{};
    return std::vector{statement(Form::OnlyIf, one(p[0]), {a_step(one(p[1]))})};
  }});
  out.push_back({3, [](const auto& p) {
    auto s = statement(Form::If, one(p[0]), {a_step(one(p[1]))});
    s.otherwise.push_back(a_step(one(p[2])));
    return std::vector{s};
  }});
  for (const bool previously : {false, true})
    out.push_back({3, [=](const auto& p) {
      auto s = statement(Form::If, one(p[0]), {a_step(one(p[1])), a_step(one(p[2]))});
      (previously ? s.steps[1].previously : s.steps[0].at_any_time) = true;
      if (previously && s.steps[1].negated) return std::vector<StatementSketch>{};
      return std::vector{s};
    }});
  return out;
}

// Assignments of places to propositions, up to renaming: each is one met before or the next new one.
void assignments(std::size_t places, std::vector<std::size_t>& so_far, std::size_t used, const std::function<void(std::size_t)>& see) {
  if (so_far.size() == places) return see(used);
  for (std::size_t next = 0; next <= used && next < 3; ++next) {
    so_far.push_back(next);
    assignments(places, so_far, std::max(used, next + 1), see);
    so_far.pop_back();
  }
}

}  // namespace

void each_small(std::size_t stride, std::size_t offset, const std::function<void(const Trial&)>& see) {
  std::size_t count = 0;
  for (const auto& [places, shape] : shapes()) {
    std::vector<std::size_t> chosen;
    assignments(places, chosen, 0, [&, places = places, shape = shape](std::size_t used) {
      std::size_t records = 1;
      for (std::size_t i = 0; i < used; ++i) records *= 3;
      for (std::size_t negated = 0; negated < (std::size_t{1} << places); ++negated) {
        std::vector<Place> parts;
        for (std::size_t i = 0; i < places; ++i) parts.push_back({std::string(1, static_cast<char>('A' + chosen[i])), (negated >> i & 1) != 0});
        std::vector<StatementSketch> statements = shape(parts);
        if (statements.empty()) continue;
        for (std::size_t i = 0; i < statements.size(); ++i) statements[i].label = "S" + std::to_string(i + 1);
        for (std::size_t judged = 0; judged < (std::size_t{1} << used); ++judged)
          for (std::size_t record = 0; record < records; ++record)
            for (const bool closed : {false, true}) {
              if (count++ % stride != offset % stride) continue;
              Trial trial;
              trial.sketch.statements = statements;
              std::string facts = closed ? "closed@05-10" : "";
              for (std::size_t i = 0, rest = record; i < used; ++i, rest /= 3) {
                const std::string name(1, static_cast<char>('A' + i));
                const bool by_judgement = (judged >> i & 1) != 0;
                const models::Role role = i == 0 ? models::Role::Context : i == 1 ? models::Role::Reasoning : models::Role::Outcome;
                trial.sketch.propositions.push_back({name, role, by_judgement ? "" : static_cast<char>('a' + i) + std::string(" is yes"), ""});
                if (rest % 3 == 2) continue;
                const std::string value = rest % 3 == 0 ? "=yes@" : "=no@";
                facts += " " + (by_judgement ? name : std::string(".") + static_cast<char>('a' + i)) + value;
              }
              trial.record = record_of("X", facts);
              trial.as_of = time_of("05-20");
              see(trial);
            }
      }
    });
  }
}

}  // namespace realist::oracle
