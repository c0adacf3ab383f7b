#include "tests/oracle/laws.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>

#include "tests/oracle/account.h"
#include "tests/oracle/small_theories.h"

namespace realist::oracle {

using models::Flag;
using models::Verdict;

std::size_t trials(std::size_t default_count) {
  const char* times = std::getenv("REALIST_TRIALS");
  const double factor = times ? std::atof(times) : 1;
  return std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(default_count) * (factor > 0 ? factor : 1)));
}

models::CaseResult judged(const Evaluate& evaluate, const Trial& trial) {
  engine::LinkedRecords linked;
  for (const models::CaseRecord& r : trial.linked) linked[r.id] = &r;
  return evaluate(theory_of(trial.sketch), trial.record, linked, trial.as_of);
}

std::vector<std::string> accounts(const Evaluate& evaluate, const Trial& trial) {
  return account(theory_of(trial.sketch), judged(evaluate, trial));
}

namespace {

// What is wrong with a trial, in words; empty: nothing.
using Fault = std::function<std::string(const Trial&)>;

void check(const Trial& trial, const Fault& fault) {
  const std::string wrong = fault(trial);
  if (wrong.empty()) {
    CHECK(wrong.empty());
    return;
  }
  const Trial small = shrunk(trial, [&](const Trial& t) { return !fault(t).empty(); });
  FAIL_CHECK(fault(small) << "\n" << to_text(small));
}

void check_drawn(std::uint64_t seed, std::size_t count, const Fault& fault) {
  Random random(seed);
  for (std::size_t i = 0; i < count; ++i) check(draw(random), fault);
}

std::string difference(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::string out;
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string x = i < a.size() ? a[i] : "", y = i < b.size() ? b[i] : "";
    if (x != y) out += "was: " + x + "\nnow: " + y + "\n";
  }
  return out;
}

template <typename T>
void turn(std::vector<T>& list) {
  std::reverse(list.begin(), list.end());
  if (list.size() > 2) std::rotate(list.begin(), list.begin() + 1, list.end());
}

void reorder(models::CaseRecord& record) {
  turn(record.events);
  turn(record.judgements);
  turn(record.attributes);
  turn(record.links);
  turn(record.pauses);
  for (models::Attribute& a : record.attributes) turn(a.history);
  for (models::Link& l : record.links) turn(l.history);
  for (models::Event& e : record.events) turn(e.fields);
}

}  // namespace

// "Same inputs, same bytes out, whatever … the order in which a record lists its facts"
void check_order_of_facts(const Evaluate& evaluate) {
  check_drawn(11, trials(250), [&](const Trial& trial) {
    Trial other = trial;
    reorder(other.record);
    for (models::CaseRecord& r : other.linked) reorder(r);
    return difference(accounts(evaluate, trial), accounts(evaluate, other));
  });
}

// "Renaming labels, reordering statements or formatting a theory changes no verdict."
void check_order_of_statements(const Evaluate& evaluate) {
  check_drawn(12, trials(250), [&](const Trial& trial) {
    Trial other = trial;
    turn(other.sketch.statements);
    auto a = accounts(evaluate, trial), b = accounts(evaluate, other);
    for (auto* lines : {&a, &b}) {
      for (std::string& line : *lines)  // who stalled it too is listed in the theory's order
        if (line.find(" also stalled in ") != std::string::npos) line.erase(line.find(" also stalled in "));
      std::sort(lines->begin(), lines->end());
    }
    return difference(a, b);
  });
}

// The same: with labels that sort the other way round, told in the words of the first.
void check_labels(const Evaluate& evaluate) {
  check_drawn(15, trials(150), [&](const Trial& trial) {
    Trial other = trial;
    for (std::size_t i = 0; i < other.sketch.statements.size(); ++i) other.sketch.statements[i].label = "Z" + std::to_string(90 - i);
    const models::Theory theory = theory_of(trial.sketch);
    return difference(account(theory, judged(evaluate, trial)), account(theory, judged(evaluate, other)));
  });
}

// "Cutting a chain into a ripple at an unobserved joint changes none of its outcomes' readings."
void check_chain_and_ripple(const Evaluate& evaluate) {
  Random random(13);
  for (std::size_t i = 0; i < trials(400); ++i) {
    Trial chain = draw(random);
    chain.sketch.not_applicable.clear();
    chain.sketch.statements.resize(1);
    StatementSketch& whole = chain.sketch.statements[0];
    if (whole.form == models::Form::OnlyIf) continue;
    whole.otherwise.clear();
    whole.unless.clear();
    chain.sketch.propositions.push_back({"Z", models::Role::Mechanism, "", ""});
    StepSketch joint = step_of(random() % 2 ? "Z within 2 days" : "Z");
    whole.steps.insert(whole.steps.begin() + static_cast<std::ptrdiff_t>(random() % whole.steps.size()), joint);
    check(chain, [&](const Trial& trial) -> std::string {
      if (trial.sketch.statements.size() != 1) return "";
      const StatementSketch& from = trial.sketch.statements[0];
      const auto is_joint = [](const StepSketch& s) { return s.clause.parts.size() == 1 && s.clause.parts[0].name == "Z" && !s.negated; };
      const auto at = std::find_if(from.steps.begin(), from.steps.end(), is_joint);
      if (at == from.steps.end() || at + 1 == from.steps.end() || (at + 1)->previously) return "";
      if (trial.sketch.propositions.back().name != "Z" || !trial.sketch.propositions.back().indicator.empty()) return "";
      for (const auto& j : trial.record.judgements)
        if (j.about == "Z") return "";
      // One event may serve two steps with the same proposition where these stand in two statements, and the trigger too.
      Trial ripple = trial;
      StatementSketch first = from, second = from;
      first.steps.assign(from.steps.begin(), at + 1);
      second.steps.assign(at + 1, from.steps.end());
      second.antecedent = clause_of("Z");
      second.label = "S9";
      for (const StepSketch& later : second.steps)
        for (const auto& part : later.clause.parts) {
          for (const auto& earlier_part : from.antecedent.parts)
            if (part.name == earlier_part.name) return "";
          for (const StepSketch& before : first.steps)
            for (const auto& earlier_part : before.clause.parts)
              if (part.name == earlier_part.name) return "";
        }
      ripple.sketch.statements = {first, second};
      const auto readings = [&](const Trial& t) {
        std::vector<std::string> out;
        const models::Theory theory = theory_of(t.sketch);
        for (const auto& p : judged(evaluate, t).propositions)
          if (trial.sketch.propositions[p.proposition].role == models::Role::Outcome)
            out.push_back(theory.propositions[p.proposition].short_name + " " + std::string(models::to_string(p.reading)));
        return out;
      };
      return difference(readings(trial), readings(ripple));
    });
  }
}

namespace {

// Pending is open by its name: a fact or time decides it.
bool decided(Verdict v) { return v != Verdict::Undetermined && v != Verdict::Pending; }

// "never changes a decided verdict, but for three"
bool may_become(const models::Judging& before, const models::Judging& after) {
  if (!decided(before.verdict) || before.verdict == after.verdict) return true;
  if (before.flags.has(Flag::Presumed)) return true;
  if (before.verdict == Verdict::Stalled && before.flags.has(Flag::MaybeBlocked) && after.verdict == Verdict::Blocked) return true;
  return before.verdict == Verdict::Blocked && after.verdict == Verdict::Fired && after.flags.has(Flag::Despite);
}

}  // namespace

// "Over undated records (`is known` aside), turning a proposition's unknown into a value never changes a decided verdict"
void check_unknown_to_value(const Evaluate& evaluate) {
  std::size_t offset = 0;
  each_small(trials(1) > 1 ? 1 : 23, offset, [&](const Trial& drawn) {
    check(drawn, [&](const Trial& trial) -> std::string {
      const models::CaseResult before = judged(evaluate, trial);
      for (const PropositionSketch& p : trial.sketch.propositions)
        for (const char* value : {"=yes@", "=no@"}) {
          const std::string path(1, static_cast<char>(p.name[0] - 'A' + 'a'));
          const bool known = std::any_of(trial.record.judgements.begin(), trial.record.judgements.end(), [&](const auto& j) { return j.about == p.name; }) ||
                             std::any_of(trial.record.attributes.begin(), trial.record.attributes.end(), [&](const auto& a) { return a.path == path; });
          if (known) continue;
          Trial told = trial;
          const models::CaseRecord more = record_of("X", p.indicator.empty() ? p.name + value : "." + path + value);
          told.record.judgements.insert(told.record.judgements.end(), more.judgements.begin(), more.judgements.end());
          told.record.attributes.insert(told.record.attributes.end(), more.attributes.begin(), more.attributes.end());
          const models::CaseResult after = judged(evaluate, told);
          const models::Theory theory = theory_of(trial.sketch);
          // A part of an `and` step that was passed over is as good as presumed, and may change it once observed.
          const auto passed_over = [&](std::size_t s) {
            return std::any_of(theory.statements[s].steps.begin(), theory.statements[s].steps.end(), [&](const models::Step& step) {
              return step.clause.parts.size() > 1 && models::dump(theory, step.clause).find(p.name) != std::string::npos;
            });
          };
          for (std::size_t s = 0; s < before.statements.size(); ++s)
            if (!passed_over(s) && !may_become(before.statements[s].judging, after.statements[s].judging))
              return "with " + p.name + value + " " + account(theory_of(trial.sketch), before.statements[s]) + "\nbecame " +
                     account(theory_of(trial.sketch), after.statements[s]);
        }
      return "";
    });
  });
}

// "Moving T forward over the same record …: what fired, `Whenever` aside, stays fired; pending becomes fired, stalled,
// blocked, undetermined or stays; nothing stalled by a closed window becomes pending."
void check_time_moving_on(const Evaluate& evaluate) {
  check_drawn(14, trials(250), [&](const Trial& trial) -> std::string {
    for (const auto* record : {&trial.record})
      for (const auto& j : record->judgements)
        if (j.since) return "";
    for (const auto& r : trial.linked)
      for (const auto& j : r.judgements)
        if (j.since) return "";
    Trial later = trial;
    later.as_of.local += 5 * models::kDay;
    const models::CaseResult before = judged(evaluate, trial), after = judged(evaluate, later);
    const auto presumed = [](const models::CaseResult& r) {
      return std::any_of(r.statements.begin(), r.statements.end(), [](const auto& s) { return s.judging.flags.has(Flag::Presumed); });
    };
    if (presumed(before) || presumed(after)) return "";
    const models::Theory theory = theory_of(trial.sketch);
    for (std::size_t s = 0; s < before.statements.size(); ++s) {
      if (theory.statements[s].form != models::Form::If) continue;
      const Verdict was = before.statements[s].verdict(), is = after.statements[s].verdict();
      const bool closed_window = before.statements[s].judging.stall && before.statements[s].judging.stall->due;
      const bool fine = was == Verdict::Fired     ? is == Verdict::Fired
                        : was == Verdict::Pending ? is != Verdict::Dormant
                        : was == Verdict::Stalled && closed_window ? is != Verdict::Pending : true;
      if (!fine)
        return account(theory, before.statements[s]) + "\nbecame, as of " + models::to_string(later.as_of) + ", " + account(theory, after.statements[s]);
    }
    return "";
  });
}

}  // namespace realist::oracle
