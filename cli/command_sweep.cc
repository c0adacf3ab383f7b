#include <algorithm>

#include "cli/case_set.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/stops.h"
#include "cli/sweep_report.h"
#include "cli/terminal.h"
#include "cli/theory_files.h"
#include "engine/facts.h"
#include "engine/theory_claims.h"

namespace realist::cli {
namespace {

using Cases = std::vector<const models::CaseRecord*>;

constexpr std::size_t kPlansAtOnce = 64;

// The theory with each length in turn, over all cases. What is asked of a record does not depend on a window's length, so that
// a case is bound once for many of them.
void sweep_window(const models::Theory& theory, const Cases& cases, const engine::LinkedRecords& linked, const models::Time& as_of, SweepPart& part) {
  const std::vector<models::Duration>& values = part.choice.values;
  Progress progress("judging", "cases", cases.size() * values.size());
  engine::Facts facts;
  std::vector<engine::Outline> outlines;
  std::uint64_t done = 0;
  for (std::size_t first = 0; first < values.size(); first += kPlansAtOnce) {
    std::vector<std::shared_ptr<const engine::Plan>> plans;
    std::vector<engine::Judge> judges;
    for (std::size_t v = first; v < std::min(values.size(), first + kPlansAtOnce); ++v) {
      plans.push_back(engine::compile(engine::with_window(theory, part.choice.statement, part.choice.step, values[v])));
      judges.emplace_back(*plans.back());
    }
    for (std::uint32_t i = 0; i < cases.size(); ++i) {
      stop_if_interrupted([] { return std::string(); });
      engine::excerpt_of(*plans.front(), *cases[i], facts.excerpt);
      engine::bind(*plans.front(), as_of, facts);
      for (std::size_t v = 0; v < judges.size(); ++v) {
        judges[v].outline(facts, linked, outlines);
        part.sweep.add(static_cast<std::uint32_t>(first + v), i, outlines);
      }
      progress.advance_to(done += judges.size());
    }
  }
}

// How a case was judged is the same whatever the membership: once for all values.
void sweep_membership(const engine::Plan& plan, const Cases& cases, const engine::LinkedRecords& linked, const models::Time& as_of, SweepPart& part) {
  const MembershipChoice& choice = part.choice.membership;
  engine::Judge judge(plan);
  std::vector<models::CaseResult> results(cases.size());
  Progress progress("fitting", "cases", cases.size() * (choice.values.size() + 1));
  std::uint64_t done = 0;
  const auto each_case = [&](const auto& see) {
    for (std::uint32_t i = 0; i < cases.size(); ++i) {
      stop_if_interrupted([] { return std::string(); });
      see(i);
      progress.advance_to(++done);
    }
  };
  each_case([&](std::uint32_t i) { judge.judge(*cases[i], linked, as_of, results[i]); });
  for (const double value : choice.values) {
    const auto put = engine::compile(engine::with_anchor(engine::theory_of(plan), choice.proposition, choice.part, value));
    engine::TheoryClaims claims(*put, engine::LogOdds::Three);
    each_case([&](std::uint32_t i) { claims.add(*cases[i], linked, as_of, results[i]); });
    part.memberships.add(claims, choice.proposition);
  }
}

void sweep_data(const Cases& cases, const engine::LinkedRecords& linked, const models::Time& as_of, SweepPart& part) {
  Progress progress("judging", "cases", cases.size());
  for (std::uint32_t i = 0; i < cases.size(); ++i) {
    stop_if_interrupted([] { return std::string(); });
    part.stability.add(i, *cases[i], linked, as_of);
    progress.advance_to(i + 1);
  }
}

std::string written(const SweepQuery& query, SweepFormat format) {
  switch (format) {
    case SweepFormat::Text: return sweep_text(query);
    case SweepFormat::Json: return sweep_json(query);
    case SweepFormat::Csv: return sweep_csv(query);
    case SweepFormat::Svg: return sweep_svg(query, query.parts.front());
  }
  return "";
}

void check_format(const std::vector<SweepChoice>& choices, SweepFormat format) {
  const SweepChoice::Kind kind = choices.front().kind;
  const bool one_kind = std::all_of(choices.begin(), choices.end(), [&](const SweepChoice& c) { return c.kind == kind; });
  if (format == SweepFormat::Svg && (choices.size() != 1 || kind == SweepChoice::Kind::Data))
    throw UsageError("a curve is drawn of one window or membership: give one --sweep window:… or membership:…");
  if (format == SweepFormat::Csv && (!one_kind || (kind == SweepChoice::Kind::Data && choices.size() != 1)))
    throw UsageError("csv has one kind of row: give --sweep data alone, windows alone, or memberships alone");
}

}  // namespace

int run_sweep(const SweepOptions& options) {
  const std::vector<models::Theory> theories = read_sound_theories({options.theory}, options.limits.theory);
  if (theories.empty()) return kFindings;
  const models::Theory& theory = theories.front();
  std::vector<SweepChoice> choices;
  for (const std::string& text : options.sweeps) choices.push_back(sweep_choice_from(theory, text));
  check_format(choices, options.format);
  const CaseSet set = read_case_set(options.cases, {options.limits.record, mapping_from(options.map)});
  const Cases cases = cases_of(theory, set.records);
  if (cases.empty()) mention_no_cases(theory, set);
  if (cases.empty() && !options.as_of && !newest_day(set.records)) return finished_with(set, kDone);
  const models::Time as_of = as_of_or_newest(options.as_of, set);
  const auto plan = engine::compile(theory);
  std::vector<SweepPart> parts;
  for (SweepChoice& choice : choices) {
    const bool window = choice.kind == SweepChoice::Kind::Window;
    const std::size_t values = choice.values.size();
    parts.push_back({std::move(choice), engine::Sweep(theory.statements.size(), window ? cases.size() : 0, values), engine::Stability(*plan)});
    switch (parts.back().choice.kind) {
      case SweepChoice::Kind::Window: sweep_window(theory, cases, set.by_id, as_of, parts.back()); break;
      case SweepChoice::Kind::Membership: sweep_membership(*plan, cases, set.by_id, as_of, parts.back()); break;
      case SweepChoice::Kind::Data: sweep_data(cases, set.by_id, as_of, parts.back()); break;
    }
  }
  Output output(options.output);
  const SweepQuery query{theory, parts, cases, as_of, options.full, {!output.to_file() && colour_on(1), !output.to_file() && plain_terminal()}};
  output.write(written(query, options.format));
  output.finish();
  return finished_with(set, kDone);
}

}  // namespace realist::cli
