// A report over a caseload as values: everything that its pages show, in whatever format (docs/report.md).
//
//   const Report report = make_report(theory, set, {as_of, since, by, redact});
//   output.write(report_html(report));
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "cli/added_pictures.h"
#include "cli/case_set.h"
#include "cli/graph_overlay.h"
#include "cli/report_case.h"
#include "cli/result_csv.h"
#include "cli/stall_funnel.h"
#include "engine/caseload.h"
#include "engine/summary.h"
#include "models/diagnostic.h"
#include "models/theory.h"

namespace realist::cli {

struct ReportChoices {
  models::Time as_of;
  models::Time since;           // the last meeting, at or before `as_of`
  std::vector<WithColumn> by;   // what cases are grouped by; none: by every kind of link they have
  bool redact = false;          // people's own words left out
  bool picture = true;          // draw the programme
};

struct ReportProblem {
  std::string case_id, path, message;
};

struct ReportCase {
  std::string id;
  std::vector<std::string> groups;         // by Report::groups; "": not recorded
  std::vector<models::Verdict> verdicts;   // by statement
};

// What needs attention in one case, for formats without a page for each.
struct ReportBrief {
  std::size_t which = 0;
  models::StatementIndex statement = 0;
  models::Verdict verdict = models::Verdict::Stalled;  // pending or stalled
  std::string sentence;
};

struct Report {
  const models::Theory& theory;
  ReportChoices choices;
  std::vector<std::string> groups;         // headings: "site"
  std::vector<ReportCase> cases;           // in input order
  std::array<std::size_t, models::kVerdicts.size()> cases_with{};  // cases with the verdict in some statement
  engine::CohortSummary summary;
  CohortTally tally;
  StallFunnel funnel;
  engine::Agenda agenda;                   // its records are those of the set the report was made from
  std::string picture;                     // SVG; empty where not asked for
  std::vector<AddedPicture> added;         // pictures from elsewhere, as asked for
  std::vector<ReportBrief> briefs;         // in input order
  std::vector<ReportProblem> problems;     // in input order
  std::vector<models::Diagnostic> unseen;  // words of the theory that the records never have
  std::size_t records = 0, rejected = 0, unread_files = 0;
  std::string records_sha256;              // over the records as they were understood, in input order
  std::vector<std::string> packed;         // the cases for the page's script (report_case.h)
  ReportTexts texts;
  bool needs_everywhere = true;            // false: what would move a stall was left out, there are too many of them
};

// Judges every case once with its reasons. Cost: that, and a bounded search for what would move each stall, which is spread
// over the stalls and left out past a bound on their number. The same inputs give the same report.
// The agenda points into `set`. Throws Interrupted.
Report make_report(const models::Theory& theory, const CaseSet& set, const ReportChoices& choices);

}  // namespace realist::cli
