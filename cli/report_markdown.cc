#include "cli/report_markdown.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/agenda_words.h"
#include "cli/graph_view.h"
#include "cli/markdown_text.h"
#include "cli/plain_words.h"
#include "cli/report_parts.h"
#include "cli/result_words.h"

namespace realist::cli {
namespace {

using models::Verdict;

std::string md(std::string_view text) { return markdown_text(text); }

std::string table(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows) {
  std::string text = "| " + joined(heads, " | ") + " |\n|" + joined(std::vector<std::string>(heads.size(), "---"), "|") + "|\n";
  for (const auto& row : rows) text += "| " + joined(row, " | ") + " |\n";
  return text + "\n";
}

std::string glance(const Report& report) {
  engine::VerdictCounts all;
  for (const engine::StatementSummary& statement : report.summary.statements) all.add(statement.cases);
  std::vector<std::vector<std::string>> rows;
  for (const Verdict verdict : models::kVerdicts)
    rows.push_back({fmt::format("{} {}", mark_symbol(sign_of(verdict)), models::to_string(verdict)), std::to_string(all[verdict]),
                    fmt::format("{} of {}", report.cases_with[static_cast<std::size_t>(verdict)], report.cases.size()), std::string(verdict_meaning(verdict))});
  return "## At a glance\n\n" + table({"Answer", "Statements, over all cases", "Cases with one", "It means"}, rows) +
         "A verdict is as good as the record. “Not recorded” is what is on paper, not what was done; unknown is never counted as no.\n\n";
}

// ---- the agenda

std::string names_of(const engine::Agenda& agenda, const std::vector<std::size_t>& cases) {
  constexpr std::size_t kMost = 24;
  return md(case_list(agenda, cases, kMost));
}

std::string causes(const Report& report) {
  if (report.agenda.causes.empty()) return "";
  std::string text = "### What several stalls have in common\n\nIt says what goes together, not what brought it about.\n\n";
  for (const engine::SharedCause& cause : report.agenda.causes) {
    text += fmt::format("1. **{}**\n", md(cause_words(cause)));
    for (const engine::SharedStep& step : cause.steps) text += fmt::format("   - {}\n", md(step_words(report.theory, cause, step)));
    for (const engine::OwnFact& fact : cause.facts) text += fmt::format("   - in the record of {}: {}\n", md(case_name(cause.record)), md(own_fact_words(fact)));
    text += fmt::format("   - cases: {}\n", names_of(report.agenda, cause.cases));
  }
  return text + "\n";
}

// Items that read alike stand in one line, with their cases.
std::string items(const Report& report, engine::AgendaSection section) {
  std::vector<std::pair<std::string, std::vector<std::size_t>>> lines;
  std::size_t count = 0;
  for (const engine::AgendaItem& item : report.agenda.items) {
    if (item.section != section) continue;
    ++count;
    const bool each = section == engine::AgendaSection::DueSoon || section == engine::AgendaSection::NewlyStalled;
    const std::string when = each ? when_words(item) : "", actor = actor_words(item);
    std::string words = each ? fmt::format("**{}** {}", md(label_words(report.theory, item)), md(standing_words(report.theory, report.agenda, item))) : md(step_heading(report.theory, item));
    if (!when.empty()) words = md(when) + ": " + words;
    if (!actor.empty()) words += " Who acts: " + md(actor) + ".";
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const auto& line) { return line.first == words; });
    if (found == lines.end()) lines.push_back({std::move(words), {item.which}});
    else if (found->second.back() != item.which) found->second.push_back(item.which);
  }
  if (lines.empty()) return "";
  std::string text = fmt::format("### {} ({})\n\n", md(section_title(section, report.agenda)), count);
  constexpr std::size_t kMost = 100;
  for (std::size_t i = 0; i < std::min(kMost, lines.size()); ++i) text += fmt::format("- {} ({})\n", lines[i].first, names_of(report.agenda, lines[i].second));
  if (lines.size() > kMost) text += fmt::format("- and {} more\n", lines.size() - kMost);
  return text + "\n";
}

std::string questions(const Report& report) {
  if (report.agenda.questions.empty()) return "";
  std::string text = fmt::format("### {}\n\n", md(section_title(engine::AgendaSection::Question, report.agenda)));
  constexpr std::size_t kMost = 40;
  for (std::size_t i = 0; i < std::min(kMost, report.agenda.questions.size()); ++i)
    text += fmt::format("- {} ({})\n", md(question_words(report.theory, report.agenda.questions[i])), names_of(report.agenda, report.agenda.questions[i].cases));
  return text + "\n";
}

std::string agenda(const Report& report) {
  if (report.cases.empty()) return "";
  std::string text = fmt::format("## The agenda\n\nLast meeting {}.\n\n", date_words(report.agenda.since)) + causes(report);
  for (const engine::AgendaSection section : engine::kAgendaSections) text += section == engine::AgendaSection::Question ? questions(report) : items(report, section);
  return text;
}

std::string stops(const Report& report) {
  std::vector<std::vector<std::string>> rows;
  for (const StoppingPlace& place : stopping_places(report)) {
    const models::Statement& statement = report.theory.statements[place.statement];
    const char* what = statement.form == models::Form::Whenever ? "times" : "cases";
    rows.push_back({share_words(place.stalled, place.reached) + " " + what,
                    fmt::format("{}, step {}: {}", md(statement.label), place.step, md(written_words(report.theory, statement.steps[place.step - 1]))), place.why});
  }
  const std::string body = rows.empty() ? "In no case did a statement stall.\n\n"
                                        : table({"Stopped", "Step", "What the record shows"}, rows) + "Of those that came as far as the step.\n\n";
  return "## Where cases stop\n\n" + body;
}

std::string case_by_case(const Report& report) {
  std::string text = "## Open and stalled, case by case\n\n";
  if (report.briefs.empty()) return text + "Nothing is open, and nothing stalled.\n\n";
  std::size_t last = report.cases.size();
  for (const ReportBrief& brief : report.briefs) {
    if (brief.which != last) text += fmt::format("{}### {}\n\n", last == report.cases.size() ? "" : "\n", md(report.cases[brief.which].id));
    last = brief.which;
    text += fmt::format("- {} **{}** {}: {}\n", mark_symbol(sign_of(brief.verdict)), md(report.theory.statements[brief.statement].label), models::to_string(brief.verdict), md(brief.sentence));
  }
  return text + "\n";
}

std::string theory(const Report& report) {
  std::string text = "## The theory, with counts\n\n";
  for (models::StatementIndex s = 0; s < report.theory.statements.size(); ++s) {
    const models::Statement& statement = report.theory.statements[s];
    std::vector<std::string> counts;
    for (const Verdict verdict : models::kVerdicts) counts.push_back(fmt::format("{} {}", report.summary.statements[s].cases[verdict], models::to_string(verdict)));
    text += fmt::format("### {}\n\n> {}\n\n{}.\n\n", md(statement.label), md(sentence_words(report.theory, statement)), joined(counts, ", "));
    const std::string evidence = evidence_words(statement.evidence), sources = source_words(statement.sources);
    if (!evidence.empty() || !sources.empty()) text += fmt::format("It rests on: {}.\n\n", md(evidence + (evidence.empty() || sources.empty() ? "" : "; ") + sources));
  }
  return text;
}

std::string problems(const Report& report) {
  std::string text = "## What the data leave open\n\n";
  if (report.rejected > 0) text += fmt::format("{} of {} records could not be read.\n\n", report.rejected, report.rejected + report.records);
  for (const ReportProblem& problem : report.problems) text += fmt::format("- {}, {}: {}\n", md(problem.case_id), md(problem.path), md(problem.message));
  for (const models::Diagnostic& diagnostic : report.unseen) text += fmt::format("- {}\n", md(diagnostic.message));
  const bool none = report.rejected == 0 && report.problems.empty() && report.unseen.empty();
  return text + (none ? "None: every record could be read and used.\n\n" : "\n");
}

std::string about(const Report& report) {
  std::string text = "## What this was made from\n\n";
  for (const models::SourceFile& file : report.theory.files) text += fmt::format("- {}: sha256 {}\n", md(file.path.substr(file.path.find_last_of('/') + 1)), file.sha256);
  text += fmt::format("- {}: sha256 {}\n", count_words(report.records, "record", "records"), report.records_sha256);
  return text + fmt::format("- as of {}\n- Realist {}\n", date_words(report.choices.as_of), REALIST_VERSION);
}

}  // namespace

std::string report_markdown(const Report& report) {
  const std::string version = report.theory.version.empty() ? "" : "Version " + md(report.theory.version) + ", ";
  return fmt::format("# {}\n\n{}{}, {}, as of {}\n\n", md(report.theory.name), version, count_words(report.theory.statements.size(), "statement", "statements"),
                     count_words(report.cases.size(), "case", "cases"), date_words(report.choices.as_of)) +
         glance(report) + agenda(report) + stops(report) + case_by_case(report) + theory(report) + problems(report) + about(report);
}

}  // namespace realist::cli
