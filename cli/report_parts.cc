#include "cli/report_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/agenda_words.h"
#include "cli/graph_text.h"
#include "cli/graph_view.h"
#include "cli/inline_source.h"
#include "cli/plain_words.h"
#include "cli/result_words.h"

namespace realist::cli {

std::string section(std::string_view id, std::string_view title, std::string_view body) {
  return fmt::format("<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n<h2 id=\"{0}-title\">{1}</h2>\n{2}</section>\n", id, title, body);
}

namespace {

using models::Statement;
using models::StatementIndex;
using models::Verdict;

std::size_t at(Verdict verdict) { return static_cast<std::size_t>(verdict); }

bool judged_each_time(const Statement& statement) { return statement.form == models::Form::Whenever; }

std::string_view counted(const Statement& statement) { return judged_each_time(statement) ? "times" : "cases"; }

// A stall's reason as a reader would say it.
std::string_view reason_words(models::StepState reason) {
  switch (reason) {
    case models::StepState::Refuted: return "not so, or not kept up";
    case models::StepState::Late: return "late";
    case models::StepState::TooFew: return "too few";
    case models::StepState::Early: return "too early";
    case models::StepState::Closed: return "the case closed first";
    default: return "not recorded in time";
  }
}

std::string base_name(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

}  // namespace

std::string shown(std::string_view text) { return "<bdi>" + xml_text(text) + "</bdi>"; }

std::string verdict_chip(Verdict verdict, std::string_view words) {
  return fmt::format("<span class=\"verdict {}\"><span aria-hidden=\"true\">{}</span> {}</span>", models::to_string(verdict), mark_symbol(sign_of(verdict)), words);
}

std::string case_link(const std::string& id) { return fmt::format("<a class=\"id\" href=\"#case={}\">{}</a>", address_part(id), shown(case_name(id))); }

std::string case_link(const std::string& id, const std::string& label, std::string_view words) {
  return fmt::format("<a href=\"#case={}&amp;statement={}\">{}</a>", address_part(id), address_part(label), shown(words));
}

std::string_view verdict_meaning(Verdict verdict) {
  switch (verdict) {
    case Verdict::Fired: return "it went as the theory says";
    case Verdict::Stalled: return "it started and stopped at a step";
    case Verdict::Pending: return "so far so good; the next step is still open";
    case Verdict::Blocked: return "something the theory allows for came in between";
    case Verdict::Undetermined: return "a fact that would decide it is not recorded";
    case Verdict::Dormant: return "it never started: this case does not test it";
  }
  return "";
}

std::string share_words(std::uint64_t part, std::uint64_t whole) {
  constexpr std::uint64_t kEnough = 20;  // below it a share in a hundred says more than there is
  std::string words = fmt::format("{} of {}", part, whole);
  if (whole >= kEnough) words += fmt::format(" ({:.0f}%)", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
  return words;
}

std::string evidence_words(const std::vector<models::Evidence>& evidence) {
  std::vector<std::string> words;
  for (const models::Evidence& one : evidence) words.push_back(one.count > 1 ? fmt::format("{} {}", one.count, one.source) : one.source);
  return joined(words);
}

std::string source_words(const std::vector<models::SourceReference>& sources) {
  std::vector<std::string> words;
  for (const models::SourceReference& source : sources) {
    std::string lines;
    if (source.last_line > source.line) lines = fmt::format(", lines {} to {}", source.line, source.last_line);
    else if (source.line > 0) lines = fmt::format(", line {}", source.line);
    words.push_back("document " + source.document + lines);
  }
  return joined(words);
}

// ---- at a glance

std::string glance_section(const Report& report) {
  engine::VerdictCounts all;
  for (const engine::StatementSummary& statement : report.summary.statements) all.add(statement.cases);
  std::string body = "<ul class=\"tiles\">\n";
  for (const Verdict verdict : models::kVerdicts)
    body += fmt::format("<li class=\"{0}\"><span class=\"number\"><span aria-hidden=\"true\">{1} </span>{2}</span><span>{0}</span><span>in {3} of {4}</span></li>\n",
                        models::to_string(verdict), mark_symbol(sign_of(verdict)), all[verdict], report.cases_with[at(verdict)], count_words(report.cases.size(), "case", "cases"));
  body += "</ul>\n<p class=\"small\">Each case has one answer to each statement of the theory:</p>\n<ul class=\"key\">\n";
  for (const Verdict verdict : models::kVerdicts)
    body += fmt::format("<li>{} {}</li>\n", verdict_chip(verdict, models::to_string(verdict)), verdict_meaning(verdict));
  body += "</ul>\n<p class=\"small\">A verdict is as good as the record. “Not recorded” is what is on paper, not what was done; unknown is never counted as no.</p>\n";
  if (report.cases.empty()) body += "<p class=\"note\">No record is a case of this theory, so there is nothing to count.</p>\n";
  return section("glance", "At a glance", body);
}

// ---- where cases stop

std::vector<StoppingPlace> stopping_places(const Report& report) {
  std::vector<StoppingPlace> places;
  for (StatementIndex s = 0; s < report.summary.statements.size(); ++s) {
    const bool each_time = judged_each_time(report.theory.statements[s]);
    std::map<std::uint32_t, std::map<std::string, std::map<std::string, std::uint64_t>>> by_step;
    for (const auto& [place, count] : report.summary.statements[s].stalls)
      by_step[place.step][std::string(models::to_string(place.kind))][std::string(reason_words(place.reason))] += each_time ? count.occurrences : count.cases;
    for (const auto& [step, kinds] : by_step) {
      std::vector<std::string> words;
      for (const auto& [kind, reasons] : kinds) {
        std::vector<std::string> parts;
        for (const auto& [reason, count] : reasons) parts.push_back(fmt::format("{} {}", count, reason));
        words.push_back(kind + ": " + joined(parts, ", "));
      }
      const FunnelStep& funnel = report.funnel.statements[s][step - 1];
      places.push_back({s, step, funnel.stalled, funnel.reached(), joined(words)});
    }
  }
  std::stable_sort(places.begin(), places.end(), [](const StoppingPlace& a, const StoppingPlace& b) { return a.stalled > b.stalled; });
  return places;
}

namespace {

std::string step_of(const Report& report, StatementIndex s, std::uint32_t step) {
  return written_words(report.theory, report.theory.statements[s].steps[step - 1]);
}

std::string only_link(StatementIndex s, Verdict verdict, std::string_view words) {
  return fmt::format("<a href=\"#only={},{}\">{}</a>", s, at(verdict), words);
}

std::string stopping_table(const Report& report, const std::vector<StoppingPlace>& places) {
  constexpr std::size_t kMost = 15;
  if (places.empty()) return "<p>In no case did a statement stall.</p>\n";
  std::string rows = "<table class=\"list folds\">\n<caption class=\"read\">Where most cases stop</caption>\n<thead><tr><th scope=\"col\">Stopped</th><th scope=\"col\">Step</th>"
                     "<th scope=\"col\">What the record shows</th></tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < std::min(kMost, places.size()); ++i) {
    const StoppingPlace& place = places[i];
    const Statement& statement = report.theory.statements[place.statement];
    rows += fmt::format("<tr><td class=\"number\">{} {}</td><td><b>{}</b>, step {}: {}</td><td>{}</td></tr>\n",
                        only_link(place.statement, Verdict::Stalled, share_words(place.stalled, place.reached)), counted(statement), shown(statement.label),
                        place.step, shown(step_of(report, place.statement, place.step)), place.why);
  }
  rows += "</tbody>\n</table>\n<p class=\"small\">Of those that came as far as the step. A step that was not reached is nobody's stall.</p>\n";
  if (places.size() > kMost) rows += fmt::format("<p class=\"small\">{} more below.</p>\n", count_words(places.size() - kMost, "step", "steps"));
  return rows;
}

std::string bar(const FunnelStep& step, std::uint64_t whole) {
  const auto width = [&](std::uint64_t n) { return 100.0 * static_cast<double>(n) / static_cast<double>(whole); };
  const double passed = width(step.passed), stalled = width(step.stalled), other = width(step.reached()) - passed - stalled;
  std::string svg = "<svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";
  svg += fmt::format("<rect class=\"passed\" width=\"{:.2f}\" height=\"8\"/>", passed);
  svg += fmt::format("<rect class=\"stopped\" x=\"{:.2f}\" width=\"{:.2f}\" height=\"8\"/>", passed, stalled);
  return svg + fmt::format("<rect class=\"other\" x=\"{:.2f}\" width=\"{:.2f}\" height=\"8\"/></svg>", passed + stalled, other);
}

std::string rest_words(const FunnelStep& step, const std::string& why) {
  std::vector<std::string> parts;
  if (step.stalled > 0) parts.push_back(fmt::format("{} stalled{}", step.stalled, why.empty() ? "" : " (" + why + ")"));
  if (step.pending > 0) parts.push_back(fmt::format("{} still open", step.pending));
  if (step.blocked > 0) parts.push_back(fmt::format("{} blocked", step.blocked));
  if (step.undetermined > 0) parts.push_back(fmt::format("{} not known", step.undetermined));
  return joined(parts, ", ");
}

std::string funnel_of(const Report& report, StatementIndex s, const std::map<std::pair<StatementIndex, std::uint32_t>, std::string>& why) {
  const Statement& statement = report.theory.statements[s];
  const std::vector<FunnelStep>& steps = report.funnel.statements[s];
  const std::uint64_t whole = steps.front().reached();
  const std::string began = judged_each_time(statement) ? fmt::format("It came to hold {}, in {}.", count_words(whole, "time", "times"), count_words(report.cases.size(), "case", "cases"))
                                                        : fmt::format("It began in {} of {}.", whole, count_words(report.cases.size(), "case", "cases"));
  std::string html = fmt::format("<div class=\"statement-block\">\n<h3>{}</h3>\n<p class=\"small\">{}</p>\n<ol class=\"funnel\">\n", shown(statement.label), began);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto found = why.find({s, static_cast<std::uint32_t>(i + 1)});
    const std::string rest = rest_words(steps[i], found == why.end() ? "" : found->second);
    html += fmt::format("<li><span>{}</span><span class=\"number\">{} went on{}</span>", shown(step_of(report, s, static_cast<std::uint32_t>(i + 1))),
                        steps[i].reached() == 0 ? std::string("none came so far; none") : share_words(steps[i].passed, steps[i].reached()), bar(steps[i], whole));
    if (!rest.empty()) html += fmt::format("<p class=\"why-stopped\">{}</p>", rest);
    html += "</li>\n";
  }
  return html + "</ol>\n</div>\n";
}

}  // namespace

std::string funnel_section(const Report& report) {
  const std::vector<StoppingPlace> places = stopping_places(report);
  std::map<std::pair<StatementIndex, std::uint32_t>, std::string> why;
  for (const StoppingPlace& place : places) why[{place.statement, place.step}] = place.why;
  std::string body = stopping_table(report, places);
  std::string funnels;
  for (StatementIndex s = 0; s < report.funnel.statements.size(); ++s)
    if (!report.funnel.statements[s].empty() && report.funnel.statements[s].front().reached() > 0) funnels += funnel_of(report, s, why);
  if (funnels.empty()) body += "<p>No statement began in any case.</p>\n";
  else body += "<h3>Step by step</h3>\n<p class=\"small\">In each bar first those that went on, then those that stalled, then those still open, blocked or not known.</p>\n" + funnels;
  return section("funnel", "Where cases stop", body);
}

// ---- the picture

std::string picture_section(const Report& report) {
  std::string body = "<p class=\"hint\">What leads to what, with the share of the cases on it: a statement's first plate says in how many of the decided cases it fired.</p>\n";
  body += "<p><button type=\"button\" id=\"picture-size\" data-needs-script hidden>Show the picture in full size</button></p>\n";
  body += "<div class=\"scroll picture\" tabindex=\"0\" role=\"region\" aria-label=\"The picture of the programme\">\n" + report.picture + "</div>\n";
  return section("picture", "The programme as a picture", body);
}

// ---- the theory with counts

namespace {

template <typename Count>
std::string most_of(const std::vector<std::pair<std::string, Count>>& counts) {
  constexpr std::size_t kMost = 4;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::min(kMost, counts.size()); ++i) parts.push_back(fmt::format("{} ({})", shown(counts[i].first), counts[i].second));
  if (counts.size() > kMost) parts.push_back(fmt::format("{} more", counts.size() - kMost));
  return joined(parts);
}

template <typename Map, typename Words>
std::vector<std::pair<std::string, std::uint64_t>> ranked(const Map& map, const Words& words) {
  std::vector<std::pair<std::string, std::uint64_t>> list;
  for (const auto& [key, count] : map) list.emplace_back(words(key), count);
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return list;
}

std::string counts_of(const Report& report, StatementIndex s) {
  const engine::StatementSummary& summary = report.summary.statements[s];
  std::string html = "<ul class=\"counts\">\n";
  for (const Verdict verdict : models::kVerdicts) {
    const std::string chip = verdict_chip(verdict, fmt::format("{} {}", summary.cases[verdict], models::to_string(verdict)));
    html += summary.cases[verdict] == 0 ? "<li class=\"none\">" + chip + "</li>\n" : "<li>" + only_link(s, verdict, chip) + "</li>\n";
  }
  return html + "</ul>\n";
}

std::string beside_counts(const Report& report, StatementIndex s) {
  const engine::StatementSummary& summary = report.summary.statements[s];
  const std::uint64_t decided = summary.cases[Verdict::Fired] + summary.cases[Verdict::Stalled];
  std::vector<std::string> parts;
  if (decided > 0) parts.push_back(fmt::format("It fired in {} that tested it to the end.", share_words(summary.cases[Verdict::Fired], decided)));
  if (summary.fired_presumed > 0) parts.push_back(fmt::format("In {} of the fired, steps that nobody observed are presumed.", summary.fired_presumed));
  const auto same = [](const std::string& text) { return text; };
  if (!summary.blocks.empty()) parts.push_back("Blocked by: " + most_of(ranked(summary.blocks, same)) + ".");
  if (!summary.missing.empty())
    parts.push_back("Not known for want of: " + most_of(ranked(summary.missing, [&](const models::MissingFact& fact) { return missing_words(report.theory, fact, &report.theory.statements[s]); })) + ".");
  if (!summary.held_back_by.empty())
    parts.push_back("Held back by: " + most_of(ranked(summary.held_back_by, [&](StatementIndex i) { return report.theory.statements[i].label; })) + ".");
  return parts.empty() ? "" : "<p class=\"small\">" + joined(parts, " ") + "</p>\n";
}

}  // namespace

std::string theory_section(const Report& report) {
  std::string body = "<p class=\"hint\">In the author's words. The counts are cases.</p>\n";
  for (StatementIndex s = 0; s < report.theory.statements.size(); ++s) {
    const Statement& statement = report.theory.statements[s];
    body += fmt::format("<div class=\"statement-block\">\n<h3>{}</h3>\n<div class=\"statement-text\">{}</div>\n", shown(statement.label), xml_text(statement.text));
    body += counts_of(report, s) + beside_counts(report, s) + "</div>\n";
  }
  if (report.theory.statements.empty()) body += "<p>The theory has no statement.</p>\n";
  return section("theory", "The theory, with counts", body);
}

// ---- what it rests on

std::string evidence_section(const Report& report) {
  std::string rows;
  const auto add = [&](const std::string& what, const std::string& evidence, const std::string& sources, const std::vector<std::string>& notes) {
    if (evidence.empty() && sources.empty() && notes.empty()) return;
    rows += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n", shown(what), shown(evidence), shown(sources), shown(joined(notes, " ")));
  };
  for (const Statement& statement : report.theory.statements) {
    std::vector<models::Evidence> evidence = statement.evidence;
    for (const models::Step& step : statement.steps) evidence.insert(evidence.end(), step.evidence.begin(), step.evidence.end());
    add(statement.label, evidence_words(evidence), source_words(statement.sources), statement.notes);
  }
  for (const models::Proposition& proposition : report.theory.propositions) add(proposition.phrase, evidence_words(proposition.evidence), source_words(proposition.sources), proposition.notes);
  if (rows.empty()) return section("evidence", "What the theory rests on", "<p>The theory names no evidence and no sources.</p>\n");
  return section("evidence", "What the theory rests on",
                 "<table class=\"list folds\">\n<caption class=\"read\">Evidence, sources and notes</caption>\n<thead><tr><th scope=\"col\">Statement or phrase</th><th scope=\"col\">Evidence</th>"
                 "<th scope=\"col\">Source</th><th scope=\"col\">Note</th></tr></thead>\n<tbody>\n" + rows + "</tbody>\n</table>\n");
}

// ---- data problems

std::string problems_section(const Report& report) {
  constexpr std::size_t kMost = 500;
  std::string body;
  if (report.rejected > 0)
    body += fmt::format("<p>{} could not be read and {} not in this report.</p>\n", share_words(report.rejected, report.rejected + report.records) + " records",
                        report.rejected == 1 ? "is" : "are");
  if (report.unread_files > 0) body += fmt::format("<p>{} could not be read, or not to the end.</p>\n", count_words(report.unread_files, "file", "files"));
  if (!report.problems.empty()) {
    body += "<table class=\"list folds\">\n<caption class=\"read\">Entries that could not be used</caption>\n<thead><tr><th scope=\"col\">Case</th><th scope=\"col\">Where</th><th scope=\"col\">What</th></tr></thead>\n<tbody>\n";
    for (std::size_t i = 0; i < std::min(kMost, report.problems.size()); ++i)
      body += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n", case_link(report.problems[i].case_id), shown(report.problems[i].path), shown(report.problems[i].message));
    body += "</tbody>\n</table>\n";
    if (report.problems.size() > kMost) body += fmt::format("<p>and {} more, on the pages of their cases.</p>\n", report.problems.size() - kMost);
  }
  if (!report.unseen.empty()) {
    body += "<h3>Words of the theory that the records never have</h3>\n<p class=\"small\">A spelling that differs looks like something that never happens.</p>\n<ul>\n";
    for (const models::Diagnostic& diagnostic : report.unseen)
      body += fmt::format("<li>{}{}</li>\n", shown(diagnostic.message), diagnostic.help.empty() ? "" : " <span class=\"small\">" + shown(diagnostic.help) + "</span>");
    body += "</ul>\n";
  }
  if (body.empty()) body = "<p>None: every record could be read and used.</p>\n";
  return section("problems", "What the data leave open", body);
}

// ---- what this was made from

std::string about_section(const Report& report) {
  std::string body = "<dl class=\"facts\">\n";
  const auto add = [&](std::string_view name, const std::string& html) { body += fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, html); };
  add("Theory", shown(report.theory.name) + (report.theory.version.empty() ? ", no version given" : ", version " + shown(report.theory.version)));
  for (const std::string& author : report.theory.authors) add("Author", shown(author));
  for (const models::SourceFile& file : report.theory.files) add("File", fmt::format("{} <span class=\"hash\">sha256 {}</span>", shown(base_name(file.path)), file.sha256));
  add("Records", fmt::format("{}, of them {} <span class=\"hash\">sha256 {}</span>", count_words(report.records, "record", "records"),
                             count_words(report.cases.size(), "case", "cases"), report.records_sha256));
  add("As of", date_words(report.choices.as_of));
  add("Words of records", report.choices.redact ? "quotes, reasons, sources and other free text left out" : "as recorded");
  add("Made by", "Realist " REALIST_VERSION);
  body += "</dl>\n<p class=\"small\">The same theory, records and date give this same file, byte for byte. The hash of the records is of what was read, in the order read.</p>\n";
  if (!report.needs_everywhere)
    body += "<p class=\"small\">What would move each stall was not looked for here: there are too many. <code>realist why</code> tells it for one case.</p>\n";
  return section("about", "What this was made from", body);
}

}  // namespace realist::cli
