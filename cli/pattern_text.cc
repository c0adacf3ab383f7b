#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "cli/pattern_report.h"
#include "cli/plain_words.h"
#include "cli/result_table.h"
#include "cli/result_words.h"
#include "cli/set_words.h"
#include "cli/text_width.h"

namespace realist::cli {
namespace {

using models::PropositionIndex;
using models::StatementIndex;
using models::Verdict;

constexpr std::size_t kColumns = 80, kMostNamed = 12;

std::string told(std::string_view words, std::size_t indent = 0, std::size_t hanging = 0) {
  Page page({});
  page.line(words, indent, hanging);
  return page.text();
}

std::string heading(const std::string& words, PageStyle style) {
  Page page(style);
  page.line("x");
  const std::size_t before = page.text().size();
  page.heading(words);
  return page.text().substr(before);
}

// Those that are not none: "12 stalled, 3 pending".
std::string counts_words(const std::vector<std::pair<std::uint64_t, std::string_view>>& counts) {
  std::string text;
  for (const auto& [count, word] : counts)
    if (count != 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, word);
  return text;
}

std::string step_words(const models::Theory& theory, StatementIndex s, std::size_t i) {
  const models::Step& step = theory.statements[s].steps[i];
  return fmt::format("    {} {}{}{}", i + 1, step.negated ? "not " : "", words_of(theory, step), step.previously ? " (before)" : "");
}

std::string step_table(const Patterns& patterns, StatementIndex s) {
  const std::vector<FunnelStep>& steps = patterns.all.funnel.statements[s];
  if (steps.size() < 2 || steps.front().reached() == 0) return "";
  FigureTable table({"    step", "reached", "went on", "stalled", "pending", "blocked", "unknown"});
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const FunnelStep& step = steps[i];
    table.row({step_words(patterns.theory, s, i), std::to_string(step.reached()), std::to_string(step.passed), std::to_string(step.stalled),
               std::to_string(step.pending), std::to_string(step.blocked), std::to_string(step.undetermined)});
  }
  return table.text();
}

std::string statement_block(const Patterns& patterns, StatementIndex s) {
  const PatternCounts& all = patterns.all;
  const engine::StatementSummary& summary = all.summary.statements[s];
  const models::Statement& statement = patterns.theory.statements[s];
  std::string text = "\n" + clipped(statement_line(statement), kColumns) + "\n";
  const std::uint64_t open = all.undetermined_on_the_way(s);
  const std::string how = counts_words({{summary.cases[Verdict::Fired], "fired"}, {summary.cases[Verdict::Stalled], "stalled"}, {summary.cases[Verdict::Pending], "pending"},
                                        {summary.cases[Verdict::Blocked], "blocked"}, {open, "undetermined"}});
  const std::string not_so = counts_words({{summary.cases[Verdict::Dormant], "dormant"}, {summary.cases[Verdict::Undetermined] - open, "undetermined"}});
  text += told(fmt::format("activated in {} of {} cases{}{}; not activated{}{}", all.activated[s], all.cases(), how.empty() ? "" : ": ", how, not_so.empty() ? ": none" : ": ", not_so), 4, 2);
  std::string rate = rate_with_interval(all.rate(s));
  if (summary.fired_presumed != 0) rate += fmt::format("; {} of the fired with presumed steps", summary.fired_presumed);
  text += told(rate, 4, 2);
  if (statement.form == models::Form::Whenever && summary.occurrences.total() != 0)
    text += told(fmt::format("by occurrence, several a case, so without an interval: fired in {} of {}", summary.occurrences[Verdict::Fired],
                             summary.occurrences[Verdict::Fired] + summary.occurrences[Verdict::Stalled]), 4, 2);
  text += step_table(patterns, s) + reasons_text(patterns.theory, summary);
  if (const std::uint64_t other = summary.flags[static_cast<std::size_t>(models::Flag::Bypassed)]; other != 0)
    text += told(fmt::format("by another route: its last step came true all the same in {}", count_words(other, "case", "cases")), 4, 2);
  return text;
}

// ---- propositions

std::string mechanisms(const Patterns& patterns, PageStyle style) {
  std::string text;
  for (PropositionIndex p = 0; p < patterns.theory.propositions.size(); ++p) {
    std::vector<std::pair<std::uint64_t, std::string_view>> counts;
    const auto& verdicts = patterns.all.summary.propositions[p].verdicts;
    for (std::size_t v = 1; v < verdicts.size(); ++v) counts.emplace_back(verdicts[v], models::to_string(static_cast<models::PropositionVerdict>(v)));
    const std::string words = counts_words(counts);
    if (!words.empty()) text += told(fmt::format("{}: {}", phrase_of(patterns.theory, p), words), 2, 4);
  }
  return text.empty() ? "" : heading("Mechanisms, in cases", style) + text;
}

std::string predictions(const Patterns& patterns, PageStyle style) {
  std::string text;
  for (PropositionIndex p = 0; p < patterns.theory.propositions.size(); ++p) {
    std::vector<std::pair<std::uint64_t, std::string_view>> counts;
    const auto& readings = patterns.all.summary.propositions[p].readings;
    for (std::size_t r = 1; r < readings.size(); ++r) counts.emplace_back(readings[r], models::to_string(static_cast<models::Reading>(r)));
    const std::string words = counts_words(counts);
    if (!words.empty()) text += told(fmt::format("{}: {}", phrase_of(patterns.theory, p), words), 2, 4);
  }
  if (text.empty()) return "";
  return heading("Outcomes: what the theory leads to expect against what was seen, in cases", style) + text +
         told("expected: in line with the theory, seen or rightly not seen; missing: expected and not seen; unexplained: seen, and nothing led to expect it; "
              "contradicted: seen, and not to be expected.", 2);
}

// ---- what the cases do not test

template <typename Words>
void add_gap(std::string& text, const std::string& what, const std::vector<std::uint32_t>& which, Words words) {
  if (which.empty()) return;
  text += told(fmt::format("{} ({}):", what, which.size()), 2, 2);
  for (std::size_t i = 0; i < std::min(kMostNamed, which.size()); ++i) text += told(words(which[i]), 4, 4);
  if (which.size() > kMostNamed) text += told(fmt::format("and {} more (all of them: --format json)", which.size() - kMostNamed), 4);
}

std::string untested_words(const Patterns& patterns, StatementIndex s) {
  const engine::VerdictCounts& counts = patterns.all.summary.statements[s].cases;
  std::string text = fmt::format("{}: {}", patterns.theory.statements[s].label,
                                 counts_words({{counts[Verdict::Dormant], "dormant"}, {counts[Verdict::Undetermined], "undetermined"}}));
  const auto& failed = patterns.all.failed[s];
  const auto most = std::max_element(failed.begin(), failed.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most != failed.end()) text += fmt::format("; “{}” was not so in {}", phrase_of(patterns.theory, most->first), most->second);
  return text;
}

std::string coverage(const Patterns& patterns, PageStyle style) {
  const CoverageGaps gaps = coverage_gaps(patterns);
  const auto label = [&](StatementIndex s) {
    const engine::Share rate = patterns.all.rate(s);
    return fmt::format("{}: {} of {}", patterns.theory.statements[s].label, rate.part, rate.whole);
  };
  const auto context = [&](PropositionIndex p) {
    const engine::Seen& seen = patterns.all.observed[p];
    return fmt::format("{}: {}", phrase_of(patterns.theory, p), counts_words({{seen.yes, "so"}, {seen.no, "not so"}, {seen.unknown, "not known"}}));
  };
  std::string text;
  add_gap(text, "Statements that no case could test", gaps.untested, [&](StatementIndex s) { return untested_words(patterns, s); });
  add_gap(text, "Activated, and not decided in any case", gaps.undecided, [&](StatementIndex s) {
    return fmt::format("{}: activated in {}", patterns.theory.statements[s].label, patterns.all.activated[s]);
  });
  add_gap(text, "Never refuted: fired in every case that decided them. That may be because they hold, or because they ask for what always happens", gaps.never_refuted, label);
  add_gap(text, "Fired in no case that decided them", gaps.never_fired, label);
  add_gap(text, "Contexts never seen", gaps.never_seen, context);
  add_gap(text, "Contexts seen in every case, so that none shows what is without them", gaps.always_seen, context);
  return heading("What the cases do not test", style) + (text.empty() ? told("Every statement was decided both ways, and every context was seen and not seen.", 2) : text);
}

// ---- groups

std::string by_heading(const PatternBy& by, std::uint64_t cases) {
  std::string groups;
  for (const PatternGroup& group : by.groups) groups += fmt::format("{}{} {}", groups.empty() ? "" : ", ", group_words(group.name), group.counts.cases());
  return fmt::format("By {}: {} of {}", by.grouping.words, groups.empty() ? "none" : groups, count_words(cases, "case", "cases"));
}

std::vector<std::string> group_row(const PatternGroup& group, const Contrast& contrast, StatementIndex s) {
  return {"    " + group_words(group.name), std::to_string(group.counts.activated[s]), std::to_string(contrast.share.part), std::to_string(contrast.share.whole - contrast.share.part),
          contrast.interval ? percent_words(contrast.share.value()) + (contrast.few() ? "*" : " ") : "- ", contrast.interval ? range_words(*contrast.interval) : "not defined",
          !contrast.other ? "" : contrast.difference ? points_words(*contrast.difference) : "-",
          !contrast.other ? "" : contrast.of_difference ? fmt::format("{} to {}", points_words(contrast.of_difference->low), points_words(contrast.of_difference->high)) : "not defined"};
}

std::string by_text(const Patterns& patterns, const PatternBy& by, PageStyle style) {
  std::string text = heading(by_heading(by, patterns.all.cases()), style);
  text += told(against_the_others(by) ? "Each group against the other known groups together." : comparable(by) ? "The first group against the second." : "No two groups are known: nothing is compared.", 2);
  std::string silent;
  for (StatementIndex s = 0; s < patterns.theory.statements.size(); ++s) {
    const models::Statement& statement = patterns.theory.statements[s];
    if (patterns.all.rate(s).whole == 0) {
      silent += (silent.empty() ? "" : ", ") + statement.label;
      continue;
    }
    text += "\n" + clipped(statement_line(statement), kColumns) + "\n";
    FigureTable table({"    group", "active", "fired", "stalled", "rate ", "95%", "diff.", "95%"});
    const std::vector<Contrast> all = contrasts(by, s);
    for (std::size_t g = 0; g < all.size(); ++g) table.row(group_row(by.groups[g], all[g], s));
    text += table.text();
  }
  text += "\n";
  if (!silent.empty()) text += told(fmt::format("Decided in no case, so left out here: {}.", silent), 2, 2);
  return text + told("* few cases: fewer than 20 decided.", 2) + told(chance_note(by), 2);
}

}  // namespace

std::string percent_words(double share) { return fmt::format("{:.0f}%", share * 100); }

std::string range_words(const engine::Interval& interval) { return percent_words(interval.low) + " to " + percent_words(interval.high); }

std::string points_words(double difference) {
  const long points = std::lround(difference * 100);
  return points == 0 ? "0" : fmt::format("{:+d}", points);
}

std::string rate_with_interval(engine::Share share) {
  const auto interval = engine::wilson(share);
  if (!interval) return "rate not defined: no case decided it";
  return fmt::format("fired in {} of {}: {} ({}){}", share.part, share.whole, percent_words(share.value()), range_words(*interval), share.whole < engine::kFewCases ? ", few cases" : "");
}

std::string difference_words(const Contrast& contrast) {
  if (!contrast.difference) return "not defined";
  return fmt::format("{} points ({} to {})", points_words(*contrast.difference), points_words(contrast.of_difference->low), points_words(contrast.of_difference->high));
}

std::string chance_note(const PatternBy& by) {
  const ContrastCount count = contrast_count(by);
  if (count.all == 0) return "No difference is defined: no two known groups decided a statement.";
  return fmt::format("{} Of {} {} {} 0; were there no difference anywhere, about {:.0f} in {} would by chance alone.", kDifferenceNote, count_words(count.all, "interval", "intervals"),
                     count.without_zero, count.without_zero == 1 ? "leaves out" : "leave out", std::max(1.0, std::round(0.05 * static_cast<double>(count.all))), count.all < 20 ? 20 : count.all);
}

std::string patterns_text(const Patterns& patterns, PageStyle style) {
  const models::Theory& theory = patterns.theory;
  std::string text = told(fmt::format("Patterns: {}{}{}, {}, as of {}", theory.name, theory.version.empty() ? "" : " ", theory.version, count_words(patterns.all.cases(), "case", "cases"),
                                      models::to_string(patterns.as_of)));
  text += told(kIntervalNote);
  if (!patterns.by.empty()) {
    for (const PatternBy& by : patterns.by) text += by_text(patterns, by, style);
    return text;
  }
  for (StatementIndex s = 0; s < theory.statements.size(); ++s) text += statement_block(patterns, s);
  return text + mechanisms(patterns, style) + predictions(patterns, style) + coverage(patterns, style);
}

}  // namespace realist::cli
