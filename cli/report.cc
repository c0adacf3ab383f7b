#include "cli/report.h"

#include <fmt/core.h>

#include <algorithm>
#include <future>
#include <set>

#include "cli/graph_svg.h"
#include "cli/graph_view.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/redaction.h"
#include "cli/why_words.h"
#include "engine/data_check.h"
#include "engine/judge.h"
#include "models/case_json.h"
#include "models/sha256.h"

namespace realist::cli {
namespace {

using models::CaseRecord;
using models::CaseResult;
using models::Theory;
using models::Verdict;

// Judgings again and again for what would move a stall: so many facts and statements looked at in all, and no fewer for one
// stall than tell something.
constexpr std::size_t kTries = 80;
constexpr std::size_t kAllWork = 12'000'000, kMostWork = 150'000, kLeastWork = 4'000;

// Statements judged again, over all the searches of the agenda for acts; as many for questions.
constexpr std::size_t kAgendaWork = 800'000;

constexpr WhyLengths kLengths{.facts = 12, .occurrences = 20, .needs = 3, .questions = 5, .hint = ""};

std::vector<WithColumn> groups_of(const std::vector<const CaseRecord*>& cases, const ReportChoices& choices) {
  if (!choices.by.empty()) return choices.by;
  std::set<std::string> kinds;
  for (const CaseRecord* record : cases)
    for (const models::Link& link : record->links) kinds.insert(link.kind);
  std::vector<WithColumn> columns;
  for (const std::string& kind : kinds) columns.push_back({WithColumn::Kind::Link, kind, "links." + kind});
  return columns;
}

std::string hash_of(const std::deque<CaseRecord>& records) {
  std::string all;
  for (const CaseRecord& record : records) all += models::sha256(models::case_to_json(record));
  return models::sha256(all);
}

class Making {
 public:
  Making(const Theory& theory, const CaseSet& set, const ReportChoices& choices)
      : set_(set), cases_(cases_of(theory, set.records)), plan_(engine::compile(theory)), asked_(theory), redaction_(theory, set.by_id),
        columns_(groups_of(cases_, choices)),
        report_{.theory = theory, .choices = choices, .groups = {}, .cases = {}, .summary = engine::CohortSummary(theory), .tally = {}, .funnel = StallFunnel(theory),
                .agenda = {}, .picture = {}, .briefs = {}, .problems = {}, .unseen = {}, .records_sha256 = {}, .packed = {}, .texts = {}} {
    if (choices.redact) redacted_ = redacted_records(redaction_, set.records);
    for (const WithColumn& column : columns_) report_.groups.push_back(column.name);
    report_.records = set.records.size(), report_.rejected = set.tally.rejected, report_.unread_files = set.tally.unread_files;
    report_.records_sha256 = hash_of(set.records);
    report_.tally.as_of = choices.as_of;
  }

  Report made() {
    if (cases_.empty()) mention_no_cases(report_.theory, set_);
    const std::vector<CaseResult> results = judge_all();
    // Beside the pages of the cases: both only read what was judged, and nothing that the pages are written to.
    std::future<engine::Agenda> agenda = std::async(std::launch::async, [&] { return agenda_of(results); });
    std::future<std::string> picture;
    if (report_.choices.picture) picture = std::async(std::launch::async, [this] { return drawn(); });
    const engine::Effort effort = effort_for(results);
    Progress progress("writing", "cases", cases_.size());
    for (std::size_t i = 0; i < results.size(); ++i) {
      stop_if_interrupted([] { return ""; });
      pack(*cases_[i], results[i], effort);
      progress.advance_to(i + 1);
    }
    look_for_words();
    report_.agenda = agenda.get();
    if (picture.valid()) report_.picture = picture.get();
    return std::move(report_);
  }

 private:
  std::string drawn() const { return graph_svg(graph_view(report_.theory, models::theory_graph(report_.theory), report_.tally)); }

  std::vector<CaseResult> judge_all() {
    std::vector<CaseResult> results(cases_.size());
    engine::Judge judge(*plan_);
    Progress progress("judging", "cases", cases_.size());
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      stop_if_interrupted([] { return ""; });
      judge.judge(*cases_[i], set_.by_id, report_.choices.as_of, results[i]);
      results[i].as_of = report_.choices.as_of;  // shown as it was asked for: a day as a day
      count(*cases_[i], results[i]);
      progress.advance_to(i + 1);
    }
    return results;
  }

  engine::Agenda agenda_of(const std::vector<CaseResult>& results) const {
    engine::AgendaBuilder builder(*plan_, set_.by_id, {report_.choices.as_of, report_.choices.since}, agenda_bounds());
    for (std::size_t i = 0; i < cases_.size() && !interrupted(); ++i) builder.add(*cases_[i], &results[i]);
    engine::Agenda agenda = builder.finish();
    if (report_.choices.redact) redaction_.redact(agenda);
    return agenda;
  }

  // A search judges a case some tens of times: fewer searches the larger the theory and the records.
  engine::AgendaBounds agenda_bounds() const {
    engine::AgendaBounds bounds;
    const std::size_t all = kAgendaWork / (bounds.tries * std::max<std::size_t>(1, report_.theory.statements.size()));
    bounds.acts = std::min(bounds.acts, all);
    bounds.questions = std::min(bounds.questions, all);
    return bounds;
  }

  void count(const CaseRecord& record, const CaseResult& result) {
    report_.summary.add(result);
    report_.tally.add(report_.theory, result);
    report_.funnel.add(result);
    ReportCase row{record.id, {}, {}};
    for (const WithColumn& column : columns_) row.groups.push_back(with_value(column, record, report_.choices.as_of));
    std::array<bool, models::kVerdicts.size()> seen{};
    for (const models::StatementResult& statement : result.statements) {
      row.verdicts.push_back(statement.verdict());
      seen[static_cast<std::size_t>(statement.verdict())] = true;
    }
    for (std::size_t v = 0; v < seen.size(); ++v) report_.cases_with[v] += seen[v];
    report_.cases.push_back(std::move(row));
  }

  // The same for every stall, so that a page does not depend on the order of the cases.
  engine::Effort effort_for(const std::vector<CaseResult>& results) {
    std::size_t searches = 0;
    for (const CaseResult& result : results)
      for (const models::StatementResult& statement : result.statements)
        searches += statement.verdict() == Verdict::Stalled || (statement.verdict() == Verdict::Undetermined && !statement.judging.missing.empty());
    engine::Effort effort{.tries = kTries};
    effort.work = searches == 0 ? kMostWork : std::min(kMostWork, kAllWork / searches);
    report_.needs_everywhere = effort.work >= kLeastWork;
    if (!report_.needs_everywhere) effort.tries = 0;
    return effort;
  }

  void pack(const CaseRecord& record, const CaseResult& result, const engine::Effort& effort) {
    const auto question = [&](const CaseRecord& told, const engine::LinkedRecords& linked, const CaseResult& shown, const WhyQuestion* as_recorded) {
      return WhyQuestion{report_.theory, *plan_, told, linked, shown, {}, {}, false, false, {}, kLengths, effort, as_recorded};
    };
    const WhyQuestion recorded = question(record, set_.by_id, result, nullptr);
    if (!report_.choices.redact) return tell(recorded);
    CaseResult shown = result;
    redaction_.redact(shown);
    tell(question(*redacted_.by_id.at(record.id), redacted_.by_id, shown, &recorded));
  }

  void tell(const WhyQuestion& question) {
    const std::size_t which = report_.packed.size();
    for (const models::Problem& problem : question.result.problems) report_.problems.push_back({question.record.id, problem.path, problem.message});
    const Told told{question.theory, question.record, question.result};
    for (const models::StatementResult& statement : question.result.statements)
      if (statement.verdict() == Verdict::Pending || statement.verdict() == Verdict::Stalled)
        report_.briefs.push_back({which, statement.statement, statement.verdict(), verdict_sentence(told, statement, statement.judging)});
    report_.packed.push_back(packed_case(question, asked_, report_.texts));
  }

  void look_for_words() {
    if (set_.records.empty()) return;
    engine::DataVocabulary words;
    for (const CaseRecord& record : set_.records) words.add(record);
    report_.unseen = engine::check_against_data(report_.theory, words);
  }

  const CaseSet& set_;
  std::vector<const CaseRecord*> cases_;
  std::shared_ptr<const engine::Plan> plan_;
  AskedFacts asked_;
  Redaction redaction_;
  RedactedRecords redacted_;
  std::vector<WithColumn> columns_;
  Report report_;
};

}  // namespace

Report make_report(const Theory& theory, const CaseSet& set, const ReportChoices& choices) { return Making(theory, set, choices).made(); }

}  // namespace realist::cli
