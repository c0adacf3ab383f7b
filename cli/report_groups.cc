// The report's section on groups: where --by asked for them, in how many cases each statement fired, group by group.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/pattern_report.h"
#include "cli/plain_words.h"
#include "cli/report_parts.h"

namespace realist::cli {
namespace {

using models::StatementIndex;
using models::Verdict;

constexpr std::size_t kMostGroups = 12;

struct Groups {
  std::vector<std::string> names;   // not known last
  std::vector<bool> known;
};

Groups groups_of(const Report& report, std::size_t which) {
  std::set<std::string> values;
  for (const ReportCase& row : report.cases) values.insert(row.groups[which]);
  Groups groups;
  for (const std::string& value : values)
    if (!value.empty()) groups.names.push_back(value), groups.known.push_back(true);
  if (values.contains("")) groups.names.emplace_back(), groups.known.push_back(false);
  return groups;
}

std::vector<engine::Share> shares_of(const Report& report, std::size_t which, const Groups& groups, StatementIndex s) {
  std::vector<engine::Share> shares(groups.names.size());
  for (const ReportCase& row : report.cases) {
    const auto at = std::find(groups.names.begin(), groups.names.end(), row.groups[which]) - groups.names.begin();
    engine::Share& share = shares[static_cast<std::size_t>(at)];
    share.part += row.verdicts[s] == Verdict::Fired;
    share.whole += row.verdicts[s] == Verdict::Fired || row.verdicts[s] == Verdict::Stalled;
  }
  return shares;
}

// The interval as a line with its rate on it; the words beside it say the same.
std::string drawn(const Contrast& contrast) {
  if (!contrast.interval) return "";
  const double low = 100 * contrast.interval->low, high = 100 * contrast.interval->high, rate = std::clamp(100 * contrast.share.value(), 1.0, 99.0);
  return fmt::format("<svg class=\"interval\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"all\" y=\"3.5\" width=\"100\" height=\"1\"/>"
                     "<rect class=\"range\" x=\"{:.2f}\" y=\"2.5\" width=\"{:.2f}\" height=\"3\"/><rect class=\"rate\" x=\"{:.2f}\" width=\"2\" height=\"8\"/></svg>", low, high - low, rate - 1);
}

std::string rows_of(const Report& report, std::size_t which, const Groups& groups, StatementIndex s) {
  const std::vector<Contrast> all = compared(shares_of(report, which, groups, s), groups.known);
  if (std::all_of(all.begin(), all.end(), [](const Contrast& contrast) { return contrast.share.whole == 0; })) return "";
  std::string rows;
  for (std::size_t g = 0; g < all.size(); ++g) {
    rows += "<tr>";
    if (g == 0) rows += fmt::format("<th scope=\"rowgroup\" rowspan=\"{}\">{}</th>", all.size(), shown(report.theory.statements[s].label));
    rows += fmt::format("<td>{}</td><td class=\"number\">{}{}</td><td>{}</td><td class=\"number\">{}</td></tr>\n",
                        groups.known[g] ? shown(groups.names[g]) : "not recorded", all[g].interval ? share_words(all[g].share.part, all[g].share.whole) : "none decided",
                        all[g].interval ? fmt::format(" <span class=\"small\">{}</span>", range_words(*all[g].interval)) : "", drawn(all[g]),
                        all[g].other ? difference_words(all[g]) : "");
  }
  return "<tbody>\n" + rows + "</tbody>\n";
}

std::string table_of(const Report& report, std::size_t which) {
  const Groups groups = groups_of(report, which);
  const auto known = std::count(groups.known.begin(), groups.known.end(), true);
  std::string html = fmt::format("<h3>By {}</h3>\n", shown(report.groups[which]));
  if (known < 2) return html + "<p>No two groups are recorded, so there is nothing to compare.</p>\n";
  if (groups.names.size() > kMostGroups)
    return html + fmt::format("<p>{} groups are too many to read side by side here; <code>realist patterns --by</code> has them as a table.</p>\n", groups.names.size());
  std::string rows;
  for (StatementIndex s = 0; s < report.theory.statements.size(); ++s) rows += rows_of(report, which, groups, s);
  if (rows.empty()) return html + "<p>No statement was decided in any case.</p>\n";
  return html + fmt::format("<table class=\"list groups\">\n<caption class=\"read\">Fired of decided, by {}</caption>\n<thead><tr><th scope=\"col\">Statement</th><th scope=\"col\">Group</th>"
                            "<th scope=\"col\">Fired of decided, 95% interval</th><th scope=\"col\">0 to 100%</th><th scope=\"col\">{}</th></tr></thead>\n{}</table>\n",
                            shown(report.groups[which]), known > 2 ? "Difference to the others" : "First less second", rows);
}

}  // namespace

std::string groups_section(const Report& report) {
  if (report.choices.by.empty() || report.cases.empty()) return "";
  std::string body = "<p class=\"hint\">In how many of the cases that decided a statement it fired, group by group. Groups differ in more than their name, and of many intervals some leave out 0 by chance. "
                     "Intervals are Wilson's, those of differences Newcombe's.</p>\n";
  for (std::size_t which = 0; which < report.groups.size(); ++which) body += table_of(report, which);
  return section("groups", "For whom", body);
}

}  // namespace realist::cli
