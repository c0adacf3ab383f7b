#include <fmt/core.h>

#include <algorithm>

#include "cli/case_set.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/interrupt.h"
#include "cli/logging.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/result_words.h"
#include "cli/rivals_report.h"
#include "cli/stops.h"
#include "cli/suggest.h"
#include "cli/terminal.h"
#include "cli/theory_files.h"
#include "cli/why_words.h"

namespace realist::cli {
namespace {

using engine::Rival;
using models::CaseRecord;
using models::Theory;

constexpr std::size_t kMostSearched = 200;   // cases in which facts are looked for that would part the theories

Rival rival_of(const Theory& theory, const engine::Plan& plan, const std::string& outcome) {
  const models::FoundProposition found = models::find_proposition(theory, outcome);
  if (found.index != models::kNone) return {&plan, found.index, found.opposite};
  std::vector<std::string> names;
  for (const models::Proposition& proposition : theory.propositions) names.push_back(proposition.phrase);
  throw UsageError(fmt::format("--outcome: {} does not speak of “{}”{}", theory.files.front().path, outcome, did_you_mean(outcome, names)));
}

bool is_a_step(const Theory& theory, models::PropositionIndex outcome) {
  for (const models::Statement& statement : theory.statements)
    for (const models::Step& step : statement.steps) {
      bool found = false;
      const auto look = [&](const auto& self, const models::Clause& clause) -> void {
        found |= clause.kind == models::Clause::Kind::Proposition && clause.proposition == outcome;
        for (const models::Clause& part : clause.parts) self(self, part);
      };
      look(look, step.clause);
      if (found) return true;
    }
  return false;
}

// The records that are cases of every theory.
std::vector<const CaseRecord*> cases_of_all(const std::vector<Theory>& theories, const CaseSet& set) {
  std::vector<const CaseRecord*> all = cases_of(theories.front(), set.records);
  for (std::size_t t = 1; t < theories.size(); ++t) {
    std::vector<const CaseRecord*> others = cases_of(theories[t], set.records);
    std::sort(others.begin(), others.end());
    const std::size_t before = all.size();
    std::erase_if(all, [&](const CaseRecord* record) { return !std::binary_search(others.begin(), others.end(), record); });
    if (all.size() < std::max(before, others.size())) say_note(fmt::format("{} is about another kind of case: {} of the records are cases of all the theories so far", theories[t].files.front().path, all.size()));
  }
  return all;
}

class Comparison {
 public:
  Comparison(const std::vector<Theory>& theories, const std::vector<std::shared_ptr<const engine::Plan>>& plans, std::vector<Rival> rivals, const CaseSet& set,
             const models::Time& as_of)
      : theories_(theories), rivals_(std::move(rivals)), set_(set), as_of_(as_of), results_(theories.size()) {
    for (const auto& plan : plans) judges_.emplace_back(*plan);
  }

  void take(std::uint32_t which, const CaseRecord& record) {
    for (std::size_t t = 0; t < theories_.size(); ++t) {
      judges_[t].judge(record, set_.by_id, as_of_, results_[t]);
      results_[t].as_of = as_of_;
    }
    found.push_back(engine::rival_case(rivals_, results_, record, as_of_));
    why.push_back(sentences(found.back(), record));
    const bool open = std::any_of(found.back().views.begin(), found.back().views.end(), [](const engine::RivalView& v) { return v.stance == engine::Stance::Unknown; });
    if (!open) return;
    searched_all &= searched_++ < kMostSearched;
    if (!searched_all) return;
    engine::Effort effort;
    effort.tries = 40;
    for (engine::Separating& one : engine::separating_facts(which, rivals_, found.back(), results_, record, set_.by_id, as_of_, effort)) separating.push_back(std::move(one));
  }

  const std::vector<Rival>& rivals() const { return rivals_; }
  std::vector<engine::RivalCase> found;
  std::vector<std::vector<std::string>> why;
  std::vector<engine::Separating> separating;
  bool searched_all = true;

 private:
  std::vector<std::string> sentences(const engine::RivalCase& one, const CaseRecord& record) const {
    std::vector<std::string> words;
    for (std::size_t t = 0; t < theories_.size(); ++t) {
      const models::StatementIndex s = one.views[t].statement;
      words.push_back(s == models::kNone ? "" : theories_[t].statements[s].label + " " + brief({theories_[t], record, results_[t]}, results_[t].statements[s]));
    }
    return words;
  }

  const std::vector<Theory>& theories_;
  std::vector<Rival> rivals_;
  const CaseSet& set_;
  models::Time as_of_;
  std::vector<models::CaseResult> results_;
  std::vector<engine::Judge> judges_;
  std::size_t searched_ = 0;
};

std::string written(const RivalsQuery& query, SweepFormat format) {
  switch (format) {
    case SweepFormat::Text: return rivals_text(query);
    case SweepFormat::Json: return rivals_json(query);
    case SweepFormat::Csv: return rivals_csv(query);
    case SweepFormat::Svg: return rivals_svg(query);
  }
  return "";
}

}  // namespace

int run_rivals(const RivalsOptions& options) {
  const std::vector<Theory> theories = read_sound_theories(options.theories, options.limits.theory);
  if (theories.empty()) return kFindings;
  std::vector<std::shared_ptr<const engine::Plan>> plans;
  std::vector<Rival> rivals;
  for (const Theory& theory : theories) {
    plans.push_back(engine::compile(theory));
    rivals.push_back(rival_of(theory, *plans.back(), options.outcome));
    if (!is_a_step(theory, rivals.back().outcome)) say_warning(fmt::format("{}: no statement leads to “{}”, so it has nothing to say of it", theory.files.front().path, options.outcome));
  }
  const CaseSet set = read_case_set(options.cases, {options.limits.record, mapping_from(options.map)});
  const std::vector<const CaseRecord*> cases = cases_of_all(theories, set);
  if (cases.empty()) mention_no_cases(theories.front(), set);
  if (cases.empty() && !options.as_of && !newest_day(set.records)) return finished_with(set, kDone);
  const models::Time as_of = as_of_or_newest(options.as_of, set);
  const std::string outcome = rivals.front().opposite ? options.outcome : phrase_of(theories.front(), rivals.front().outcome);
  Comparison comparison(theories, plans, std::move(rivals), set, as_of);
  {
    Progress progress("judging", "cases", cases.size());
    for (std::uint32_t i = 0; i < cases.size(); ++i) {
      stop_if_interrupted([] { return std::string(); });
      comparison.take(i, *cases[i]);
      progress.advance_to(i + 1);
    }
  }
  engine::order_separating(comparison.separating);
  const engine::RivalScores scores = engine::rival_scores(comparison.found, theories.size());
  Output output(options.output);
  const RivalsQuery query{theories, comparison.rivals(), outcome, cases, comparison.found, comparison.why, scores, comparison.separating, comparison.searched_all, as_of, options.full,
                          {!output.to_file() && colour_on(1), !output.to_file() && plain_terminal()}};
  output.write(written(query, options.format));
  output.finish();
  return finished_with(set, kDone);
}

}  // namespace realist::cli
