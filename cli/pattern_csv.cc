#include "cli/pattern_report.h"
#include "cli/result_csv.h"
#include "cli/result_words.h"
#include "cli/set_words.h"

namespace realist::cli {
namespace {

using models::PropositionIndex;
using models::StatementIndex;
using models::Verdict;

constexpr const char* kHeader =
    "by,group,row,statement,step,proposition,role,kind,reason,cases,activated,fired,presumed,stalled,pending,blocked,undetermined,dormant,"
    "rate,rate_low,rate_high,few_cases,by_another_route,difference,difference_low,difference_high,compared_with\n";

// The fields of a row by their names; those without a value stay empty.
struct Row {
  std::string by, group, row, statement, step, proposition, role, kind, reason, cases, activated, fired, presumed, stalled, pending, blocked, undetermined, dormant, rate, rate_low,
      rate_high, few_cases, by_another_route, difference, difference_low, difference_high, compared_with;

  std::string text() const {
    std::string line;
    for (const std::string* field : {&by, &group, &row, &statement, &step, &proposition, &role, &kind, &reason, &cases, &activated, &fired, &presumed, &stalled, &pending, &blocked,
                                     &undetermined, &dormant, &rate, &rate_low, &rate_high, &few_cases, &by_another_route, &difference, &difference_low, &difference_high,
                                     &compared_with})
      line += (line.empty() && field == &by ? "" : ",") + csv_field(*field);
    return line + "\n";
  }
};

class Csv {
 public:
  Csv(const Patterns& patterns, const PatternBy* by, const PatternGroup* group) : patterns_(patterns), counts_(group ? group->counts : patterns.all) {
    if (!group) return;
    blank_.by = by->grouping.words;
    blank_.group = group_words(group->name);
  }

  std::string statement(StatementIndex s, const Contrast& contrast, const std::string& compared_with) const {
    std::string text = statement_row(s, contrast, compared_with);
    const std::vector<FunnelStep>& steps = counts_.funnel.statements[s];
    for (std::size_t i = 0; i < steps.size(); ++i) text += step_row(s, i, steps[i]);
    for (const auto& [place, count] : counts_.summary.statements[s].stalls) text += stall_row(s, place, count.cases);
    return text;
  }

  std::string proposition(PropositionIndex p) const {
    std::string text;
    const engine::PropositionSummary& summary = counts_.summary.propositions[p];
    for (std::size_t v = 1; v < summary.verdicts.size(); ++v)
      if (summary.verdicts[v] != 0) text += proposition_row("mechanism", p, models::to_string(static_cast<models::PropositionVerdict>(v)), summary.verdicts[v]);
    for (std::size_t r = 1; r < summary.readings.size(); ++r)
      if (summary.readings[r] != 0) text += proposition_row("outcome", p, models::to_string(static_cast<models::Reading>(r)), summary.readings[r]);
    return text;
  }

 private:
  Row begun(const char* what, StatementIndex s) const {
    Row row = blank_;
    row.row = what;
    row.statement = patterns_.theory.statements[s].label;
    return row;
  }

  std::string statement_row(StatementIndex s, const Contrast& contrast, const std::string& compared_with) const {
    const engine::StatementSummary& summary = counts_.summary.statements[s];
    const auto count = [&](Verdict v) { return std::to_string(summary.cases[v]); };
    Row row = begun("statement", s);
    row.cases = std::to_string(counts_.cases());
    row.activated = std::to_string(counts_.activated[s]);
    row.fired = count(Verdict::Fired), row.stalled = count(Verdict::Stalled), row.pending = count(Verdict::Pending);
    row.blocked = count(Verdict::Blocked), row.undetermined = count(Verdict::Undetermined), row.dormant = count(Verdict::Dormant);
    row.presumed = std::to_string(summary.fired_presumed);
    row.by_another_route = std::to_string(summary.flags[static_cast<std::size_t>(models::Flag::Bypassed)]);
    row.few_cases = contrast.few() ? "yes" : "no";
    if (contrast.interval) row.rate = number_field(contrast.share.value()), row.rate_low = number_field(contrast.interval->low), row.rate_high = number_field(contrast.interval->high);
    if (contrast.other) row.compared_with = compared_with;
    if (contrast.difference)
      row.difference = number_field(*contrast.difference), row.difference_low = number_field(contrast.of_difference->low), row.difference_high = number_field(contrast.of_difference->high);
    return row.text();
  }

  std::string step_row(StatementIndex s, std::size_t i, const FunnelStep& step) const {
    const models::Step& written = patterns_.theory.statements[s].steps[i];
    Row row = begun("step", s);
    row.step = std::to_string(i + 1);
    row.proposition = words_of(patterns_.theory, written);
    row.role = models::to_string(written.role);
    row.activated = std::to_string(step.reached()), row.fired = std::to_string(step.passed), row.stalled = std::to_string(step.stalled);
    row.pending = std::to_string(step.pending), row.blocked = std::to_string(step.blocked), row.undetermined = std::to_string(step.undetermined);
    return row.text();
  }

  std::string stall_row(StatementIndex s, const engine::StallPlace& place, std::uint64_t cases) const {
    Row row = begun("stall", s);
    row.step = std::to_string(place.step);
    row.proposition = phrase_of(patterns_.theory, place.proposition);
    row.kind = models::to_string(place.kind);
    row.reason = models::to_string(place.reason);
    row.stalled = std::to_string(cases);
    return row.text();
  }

  std::string proposition_row(const char* what, PropositionIndex p, std::string_view kind, std::uint64_t cases) const {
    Row row = blank_;
    row.row = what;
    row.proposition = phrase_of(patterns_.theory, p);
    row.kind = kind;
    row.cases = std::to_string(cases);
    return row.text();
  }

  const Patterns& patterns_;
  const PatternCounts& counts_;
  Row blank_;
};

Contrast alone(const PatternCounts& counts, StatementIndex s) {
  Contrast contrast;
  contrast.share = counts.rate(s);
  contrast.interval = engine::wilson(contrast.share);
  return contrast;
}

}  // namespace

std::string patterns_csv(const Patterns& patterns) {
  std::string text = kHeader;
  const Csv all(patterns, nullptr, nullptr);
  for (StatementIndex s = 0; s < patterns.theory.statements.size(); ++s) text += all.statement(s, alone(patterns.all, s), "");
  for (PropositionIndex p = 0; p < patterns.theory.propositions.size(); ++p) text += all.proposition(p);
  for (const PatternBy& by : patterns.by)
    for (std::size_t g = 0; g < by.groups.size(); ++g) {
      const Csv csv(patterns, &by, &by.groups[g]);
      for (StatementIndex s = 0; s < patterns.theory.statements.size(); ++s)
        text += csv.statement(s, contrasts(by, s)[g], against_the_others(by) ? "the other known groups" : by.groups[std::min<std::size_t>(1, by.groups.size() - 1)].name);
      for (PropositionIndex p = 0; p < patterns.theory.propositions.size(); ++p) text += csv.proposition(p);
    }
  return text;
}

}  // namespace realist::cli
