#include "cli/impact_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/agenda_words.h"
#include "cli/both_versions.h"
#include "cli/plain_words.h"
#include "cli/result_csv.h"
#include "cli/result_json.h"
#include "cli/result_words.h"
#include "cli/why_words.h"

namespace realist::cli {
namespace {

using Json = nlohmann::ordered_json;
using engine::PartChange;
using engine::Shift;
using engine::StatementImpact;
using engine::StatementMatch;
using models::CaseRecord;
using models::Statement;
using models::Theory;
using models::Verdict;

constexpr std::size_t kCases = 3;         // told of each change of a verdict
constexpr std::size_t kNamed = 12;        // of the others: by their ids
constexpr std::size_t kStatements = 20;   // told with their cases

std::string counts_words(const engine::VerdictCounts& counts) {
  std::vector<std::string> words;
  for (const Verdict verdict : models::kVerdicts)
    if (counts[verdict] != 0) words.push_back(fmt::format("{} {}", counts[verdict], models::to_string(verdict)));
  return words.empty() ? "no case" : joined(words, ", ");
}

std::string shift_words(Verdict before, Verdict after) {
  const std::string words = fmt::format("{} -> {}", models::to_string(before), models::to_string(after));
  if (before != after) return words;
  return words + (before == Verdict::Stalled ? " (at another step, for another reason, or at other times)" : " (at other times)");
}

const Statement& statement_before(const ImpactQuery& q, const StatementMatch& match) { return q.versions.before.statements[match.before]; }
const Statement& statement_after(const ImpactQuery& q, const StatementMatch& match) { return q.versions.after.statements[match.after]; }

std::string version_name(const Theory& theory, const std::string& from) {
  return theory.version.empty() ? from : fmt::format("{}, version {}", from, theory.version);
}

// Why in either version.
struct Reasons {
  std::string before, after;
};

class Telling {
 public:
  explicit Telling(const ImpactQuery& query) : q_(query), both_(query.plan_before, query.plan_after, query.linked, query.as_of) {}

  Reasons reasons(const StatementMatch& match, std::uint32_t which) {
    const BothVersions::Results& results = of(which);
    const CaseRecord& record = *q_.cases[which];
    return {brief({q_.versions.before, record, results.before}, results.before.statements[match.before]),
            brief({q_.versions.after, record, results.after}, results.after.statements[match.after])};
  }

  const BothVersions::Results& of(std::uint32_t which) { return both_.of(which, *q_.cases[which]); }

 private:
  const ImpactQuery& q_;
  BothVersions both_;
};

class ImpactPage {
 public:
  explicit ImpactPage(const ImpactQuery& query) : q_(query), page_(query.style), telling_(query) {}

  std::string text() {
    title();
    tell_edit();
    tell_verdicts();
    tell_added();
    tell_limits();
    return page_.text();
  }

 private:
  void title() {
    page_.line("Impact of an edit: " + q_.versions.after.name, 0, 2);
    page_.line("before: " + version_name(q_.versions.before, q_.name_before), 2, 2);
    page_.line("after: " + version_name(q_.versions.after, q_.name_after), 2, 2);
    page_.line(fmt::format("{} as of {}", count_words(q_.cases.size(), "case", "cases"), date_words(q_.as_of)), 2, 2);
  }

  void tell_edit() {
    page_.heading("What the edit changes");
    if (q_.edit.none()) return page_.line("Nothing but layout, notes or comments, if that.", 2, 2);
    for (const engine::HeaderChange& change : q_.edit.header) page_.line(change_words(change), 2, 2);
    for (const engine::PropositionChange& change : q_.edit.propositions) {
      page_.line("“" + phrase_of(q_.versions.after, change.after) + "”", 2, 2);
      for (const std::string& line : change_words(q_.versions, change)) page_.line(line, 4, 2);
    }
    std::size_t same = 0;
    for (const StatementMatch& match : q_.edit.statements) {
      if (match.both() && match.changes.empty()) ++same;
      else tell(match);
    }
    if (same != 0) page_.line(count_words(same, "statement as it was", "statements as they were"), 2, 2);
  }

  void tell(const StatementMatch& match) {
    const std::string& label = label_of(q_.versions, match);
    if (match.before == models::kNone) return page_.line(fmt::format("{} is new: {}", label, sentence_words(q_.versions.after, statement_after(q_, match))), 2, 2);
    if (match.after == models::kNone) return page_.line(fmt::format("{} is gone: {}", label, sentence_words(q_.versions.before, statement_before(q_, match))), 2, 2);
    page_.line(label, 2, 2);
    for (const PartChange& change : match.changes) page_.line(change_words(q_.versions, match, change), 4, 2);
  }

  void tell_verdicts() {
    const engine::Impact::Counts counts = q_.impact.counts();
    std::size_t verdicts = 0, changed = 0;
    for (const StatementImpact& impact : q_.impact.statements()) changed += impact.shifted();
    for (const StatementMatch& match : q_.edit.statements) verdicts += match.both() ? q_.cases.size() : 0;
    page_.heading("Which verdicts it changes");
    if (changed == 0) return page_.line(fmt::format("None of {}: every one is as it was.", count_words(verdicts, "verdict", "verdicts")), 2, 2);
    page_.line(fmt::format("{} of {}, in {} of {}:", changed, count_words(verdicts, "verdict", "verdicts"), q_.impact.cases_shifted(),
                           count_words(q_.cases.size(), "case", "cases")), 2, 2);
    for (const Verdict before : models::kVerdicts)
      for (const Verdict after : models::kVerdicts)
        if (const std::uint64_t n = counts[static_cast<std::size_t>(before)][static_cast<std::size_t>(after)])
          page_.line(fmt::format("{} {}", n, shift_words(before, after)), 4, 2);
    tell_shifted();
  }

  void tell_shifted() {
    std::size_t told = 0, left = 0, left_changes = 0;
    for (std::size_t i = 0; i < q_.edit.statements.size(); ++i) {
      const StatementImpact& impact = q_.impact.statements()[i];
      if (impact.shifts.empty()) continue;
      if (q_.full || told < kStatements) {
        tell(q_.edit.statements[i], impact);
        ++told;
      } else {
        ++left;
        left_changes += impact.shifted();
      }
    }
    if (left != 0) page_.heading(fmt::format("and {} more in {}: --full tells them", count_words(left_changes, "change", "changes"), count_words(left, "statement", "statements")));
  }

  void tell(const StatementMatch& match, const StatementImpact& impact) {
    page_.heading(label_of(q_.versions, match) + (match.bears_on_verdicts() ? "" : ", itself as it was"));
    page_.line("before: " + counts_words(impact.before), 2, 4);
    page_.line("after: " + counts_words(impact.after), 2, 4);
    for (const Shift& shift : impact.shifts) {
      page_.line(fmt::format("{}, {}", shift_words(shift.before, shift.after), count_words(shift.cases.size(), "case", "cases")), 2, 2);
      tell_cases(match, shift.cases);
    }
  }

  void tell_cases(const StatementMatch& match, const std::vector<std::uint32_t>& cases) {
    const std::size_t told = q_.full ? cases.size() : std::min(kCases, cases.size());
    for (std::size_t i = 0; i < told; ++i) {
      const Reasons why = telling_.reasons(match, cases[i]);
      page_.line(case_name(q_.cases[cases[i]]->id), 4, 2);
      page_.line("before: " + why.before, 6, 2);
      page_.line("after: " + why.after, 6, 2);
    }
    if (told == cases.size()) return;
    std::vector<std::string> names;
    for (std::size_t i = told; i < std::min(cases.size(), told + kNamed); ++i) names.push_back(case_name(q_.cases[cases[i]]->id));
    const std::size_t left = cases.size() - told - names.size();
    page_.line(fmt::format("and {}{}", joined(names, ", "), left == 0 ? "" : fmt::format(", and {} more", left)), 4, 2);
  }

  // Of what is new or gone there is nothing to compare.
  void tell_added() {
    bool first = true;
    for (std::size_t i = 0; i < q_.edit.statements.size(); ++i) {
      const StatementMatch& match = q_.edit.statements[i];
      if (match.both()) continue;
      if (std::exchange(first, false)) page_.heading("Statements of one version alone");
      const bool is_new = match.before == models::kNone;
      const StatementImpact& impact = q_.impact.statements()[i];
      page_.line(fmt::format("{}, {}: {}", label_of(q_.versions, match), is_new ? "new" : "gone", counts_words(is_new ? impact.after : impact.before)), 2, 4);
    }
  }

  void tell_limits() {
    const std::vector<std::string> passed = passed_limits(q_);
    if (q_.limits.empty()) return;
    page_.heading("Limits");
    for (const std::string& sentence : passed) page_.line(sentence, 2, 2);
    if (passed.empty()) page_.line("None is passed.", 2, 2);
  }

  const ImpactQuery& q_;
  Page page_;
  Telling telling_;
};

Json counts_json(const engine::VerdictCounts& counts) {
  Json json = Json::object();
  for (const Verdict verdict : models::kVerdicts)
    if (counts[verdict] != 0) json[std::string(models::to_string(verdict))] = counts[verdict];
  return json;
}

void put_changed(Json& json, const std::string& before, const std::string& after) {
  if (!before.empty()) json["before"] = before;
  if (!after.empty()) json["after"] = after;
}

Json header_json(const ImpactQuery& q) {
  Json list = Json::array();
  for (const engine::HeaderChange& change : q.edit.header) {
    Json one = {{"what", header_word(change.what)}};
    if (!change.name.empty()) one["name"] = change.name;
    put_changed(one, change.before, change.after);
    list.push_back(std::move(one));
  }
  return list;
}

Json propositions_json(const ImpactQuery& q) {
  Json list = Json::array();
  for (const engine::PropositionChange& change : q.edit.propositions) {
    const models::Proposition &x = q.versions.before.propositions[change.before], &y = q.versions.after.propositions[change.after];
    Json one = {{"proposition", y.phrase}};
    if (change.phrase) one["phrase_before"] = x.phrase;
    if (change.indicator) one["observed_when"] = {{"before", x.observed_when}, {"after", y.observed_when}};
    one["changes"] = change_words(q.versions, change);
    list.push_back(std::move(one));
  }
  return list;
}

const char* status_of(const StatementMatch& match) {
  return match.before == models::kNone ? "added" : match.after == models::kNone ? "removed" : match.changes.empty() ? "same" : "changed";
}

Json changes_json(const ImpactQuery& q, const StatementMatch& match) {
  Json list = Json::array();
  for (const PartChange& change : match.changes) {
    Json one = {{"part", part_word(change.part)}, {"how", how_word(change.how)}};
    const bool step = change.part == PartChange::Part::Step || change.part == PartChange::Part::Window || change.part == PartChange::Part::Role;
    if (step && change.before != 0) one["step_before"] = change.before;
    if (step && change.after != 0) one["step_after"] = change.after;
    put_changed(one, change.how == PartChange::How::Added ? "" : part_before(q.versions, match, change),
                change.how == PartChange::How::Removed ? "" : part_after(q.versions, match, change));
    list.push_back(std::move(one));
  }
  return list;
}

Json shift_json(const ImpactQuery& q, const Shift& shift) {
  Json cases = Json::array();
  for (const std::uint32_t which : shift.cases) cases.push_back(q.cases[which]->id);
  return {{"before", models::to_string(shift.before)}, {"after", models::to_string(shift.after)}, {"cases", std::move(cases)}};
}

Json statements_json(const ImpactQuery& q) {
  Json list = Json::array();
  for (std::size_t i = 0; i < q.edit.statements.size(); ++i) {
    const StatementMatch& match = q.edit.statements[i];
    const StatementImpact& impact = q.impact.statements()[i];
    Json one = {{"statement", label_of(q.versions, match)}};
    if (match.both() && statement_before(q, match).label != statement_after(q, match).label) one["label_before"] = statement_before(q, match).label;
    one["status"] = status_of(match);
    if (!match.changes.empty()) one["changes"] = changes_json(q, match);
    if (match.before != models::kNone) one["before"] = counts_json(impact.before);
    if (match.after != models::kNone) one["after"] = counts_json(impact.after);
    for (const Shift& shift : impact.shifts) one["shifts"].push_back(shift_json(q, shift));
    list.push_back(std::move(one));
  }
  return list;
}

Json version_json(const Theory& theory, const std::string& from) {
  Json json = theory_to_json(theory);
  json["from"] = from;
  return json;
}

// Every verdict that is another, case by case: a case is judged once for all of its own.
template <typename See>
void each_change(const ImpactQuery& q, See see) {
  std::vector<std::pair<std::uint32_t, std::size_t>> changes;
  for (std::size_t i = 0; i < q.edit.statements.size(); ++i)
    for (const Shift& shift : q.impact.statements()[i].shifts)
      for (const std::uint32_t which : shift.cases) changes.emplace_back(which, i);
  std::sort(changes.begin(), changes.end());
  for (const auto& [which, i] : changes) see(which, q.edit.statements[i]);
}

Json changed_verdicts_json(const ImpactQuery& q) {
  Telling telling(q);
  Json list = Json::array();
  each_change(q, [&](std::uint32_t which, const StatementMatch& match) {
    const BothVersions::Results& results = telling.of(which);
    list.push_back({{"case", q.cases[which]->id},
                    {"statement", label_of(q.versions, match)},
                    {"before", statement_to_json(q.versions.before, results.before.statements[match.before])},
                    {"after", statement_to_json(q.versions.after, results.after.statements[match.after])}});
  });
  return list;
}

std::string step_field(const models::Judging& judging) {
  const std::uint32_t step = deciding_step(judging);
  return step == 0 ? "" : std::to_string(step);
}

void add_side(std::vector<std::string>& row, const models::StatementResult& result) {
  const models::Judging& judging = result.judging;
  row.emplace_back(models::to_string(judging.verdict));
  row.push_back(step_field(judging));
  row.emplace_back(judging.stall ? models::to_string(judging.stall->kind) : "");
  row.emplace_back(judging.stall ? models::to_string(judging.stall->reason) : "");
}

}  // namespace

std::string impact_text(const ImpactQuery& query) { return ImpactPage(query).text(); }

std::string impact_json(const ImpactQuery& query) {
  Json json = {{"before", version_json(query.versions.before, query.name_before)},
               {"after", version_json(query.versions.after, query.name_after)},
               {"as_of", models::to_string(query.as_of)},
               {"cases", query.cases.size()},
               {"cases_changed", query.impact.cases_shifted()},
               {"header", header_json(query)},
               {"propositions", propositions_json(query)},
               {"statements", statements_json(query)},
               {"changes", changed_verdicts_json(query)}};
  const engine::Impact::Counts counts = query.impact.counts();
  for (const ShiftLimit& limit : query.limits) {
    const std::uint64_t n = shifts_of(limit, counts);
    json["limits"].push_back({{"limit", limit.words}, {"count", n}, {"most", limit.most}, {"passed", n > limit.most}});
  }
  return dumped(json, 2) + "\n";
}

std::string impact_csv(const ImpactQuery& query) {
  std::string text = csv_row({"case", "statement", "statement_before", "before", "step_before", "kind_before", "reason_before", "after", "step_after",
                                      "kind_after", "reason_after", "why_before", "why_after"});
  Telling telling(query);
  each_change(query, [&](std::uint32_t which, const StatementMatch& match) {
    const Reasons why = telling.reasons(match, which);
    const BothVersions::Results& results = telling.of(which);
    std::vector<std::string> row = {query.cases[which]->id, label_of(query.versions, match), statement_before(query, match).label};
    add_side(row, results.before.statements[match.before]);
    add_side(row, results.after.statements[match.after]);
    row.push_back(why.before);
    row.push_back(why.after);
    text += csv_row(row);
  });
  return text;
}

std::vector<std::string> passed_limits(const ImpactQuery& query) {
  const engine::Impact::Counts counts = query.impact.counts();
  std::vector<std::string> sentences;
  for (const ShiftLimit& limit : query.limits) {
    const std::uint64_t n = shifts_of(limit, counts);
    if (n > limit.most) sentences.push_back(fmt::format("{}: {}", limit.words, count_words(n, "verdict", "verdicts")));
  }
  return sentences;
}

}  // namespace realist::cli
