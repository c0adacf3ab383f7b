#include <fmt/format.h>

#include "cli/cmo_table.h"
#include "cli/graph_text.h"
#include "cli/inline_source.h"

namespace realist::cli {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1e293b; --quiet: #475569; --line: #cbd5e1; --head: #e4e9f0; --accent: #1f5c63 }
@media (prefers-color-scheme: dark) {
  :root { --paper: #161b22; --ink: #e5e9ef; --quiet: #aab4c2; --line: #3a4554; --head: #222a35; --accent: #7fc4cb }
}
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1.2rem; max-width: 96rem; background: var(--paper); color: var(--ink); font: 1rem/1.45 "Source Sans 3", "Noto Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 }
p { margin: .3rem 0; max-width: 60rem }
.quiet, footer { color: var(--quiet); font-size: .92rem }
footer { margin-top: 1.2rem; overflow-wrap: anywhere }
table { width: 100%; border-collapse: collapse; margin-top: 1rem }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: break-word }
thead th { background: var(--head); position: sticky; top: 0; border-bottom: 2px solid var(--accent) }
tbody th { font-weight: 650; min-width: 6.5rem; overflow-wrap: anywhere }
td p { margin: 0 0 .35rem }
td p:last-child { margin-bottom: 0 }
bdi { unicode-bidi: isolate }
@media (max-width: 46rem) {
  body { padding: .8rem }
  table, tbody, tr, th, td { display: block }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  tr { border: 1px solid var(--line); border-radius: 6px; margin-bottom: .9rem; overflow: hidden }
  tbody th { background: var(--head); border: 0 }
  td { border: 0; padding: .35rem .6rem }
  td:empty { display: none }
  td::before { content: attr(data-label); display: block; font-size: .82rem; font-weight: 600; color: var(--accent) }
}
@media print {
  body { padding: 0; max-width: none; font-size: 9.5pt }
  thead { display: table-header-group }
  tr { break-inside: avoid }
  thead th { position: static; print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
@page { size: A4 landscape; margin: 12mm }
)css";

std::string text(std::string_view words) { return "<bdi>" + xml_text(on_one_line(words)) + "</bdi>"; }

// Roles are written out, because cards (display: block) are no table to a screen reader otherwise.
std::string row_html(const CmoRow& row, const std::vector<CmoColumn>& columns) {
  std::string html = fmt::format("<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">{}</th>", text(row.label));
  for (std::size_t i = 1; i < columns.size(); ++i) {
    html += fmt::format("<td role=\"cell\" data-label=\"{}\">", columns[i].name);
    for (const std::string& words : columns[i].texts(row)) html += fmt::format("<p>{}</p>", text(words));
    html += "</td>";
  }
  return html + "</tr>\n";
}

}  // namespace

std::string cmo_html(const models::Theory& theory, const GraphView& view) {
  const CmoTable table = cmo_table(theory, view);
  const auto columns = cmo_columns(table);
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n"
      "<header>\n<h1>{}</h1>\n<p>{}</p>\n",
      policy_hash(kStyle), xml_text(on_one_line(view.title)), kStyle, text(view.title), text(view.subtitle));
  for (const std::string& fact : view.facts) html += fmt::format("<p class=\"quiet\">{}</p>\n", text(fact));
  html += "</header>\n<main>\n<table role=\"table\">\n<thead><tr role=\"row\">";
  for (const CmoColumn& column : columns) html += fmt::format("<th scope=\"col\" role=\"columnheader\">{}</th>", column.name);
  html += "</tr></thead>\n<tbody>\n";
  for (const CmoRow& row : table.rows) html += row_html(row, columns);
  return html + fmt::format("</tbody>\n</table>\n</main>\n<footer>{}</footer>\n</body>\n</html>\n", text(view.footer));
}

}  // namespace realist::cli
