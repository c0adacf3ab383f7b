#include <fmt/core.h>

#include <array>

#include "cli/checklist.h"
#include "cli/graph_text.h"
#include "cli/inline_source.h"

namespace realist::cli {
namespace {

constexpr std::string_view kStyle = R"css(
@page { size: A4; margin: 14mm 12mm 16mm }
* { box-sizing: border-box }
body { font: 11pt/1.35 "Source Sans 3", "Noto Sans", "Segoe UI", Arial, sans-serif; color: #1e293b; margin: 0 auto; padding: 1.2rem; max-width: 60rem }
h1 { font-size: 1.5rem; margin: 0 0 .2rem }
h2 { font-size: 1.15rem; margin: 1.6rem 0 .3rem; padding: .25rem .5rem; background: #e4e9f0; border-left: .35rem solid #1f5c63; break-after: avoid }
h3 { font-size: 1rem; margin: .8rem 0 .2rem; break-after: avoid }
p { margin: .2rem 0 .6rem }
.head { display: flex; gap: 1.2rem; flex-wrap: wrap; margin: .6rem 0 }
.head span { flex: 1 1 11rem; border-bottom: 1px solid #475569; padding-bottom: .1rem; min-height: 1.6rem }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
thead { display: table-header-group }
th { text-align: left; font-size: .8rem; font-weight: 600; color: #475569; padding: .15rem .4rem; border-bottom: 2px solid #475569 }
td { vertical-align: top; padding: .35rem .4rem; border-bottom: 1px solid #94a3b8; overflow-wrap: anywhere }
tr { break-inside: avoid }
.box { width: 1.9rem }
.box i { display: block; width: 1rem; height: 1rem; border: 1.5px solid #1e293b; border-radius: 2px; margin-top: .15rem }
.what { width: 42% }
.when { width: 13% }
.who { width: 15% }
.small { font-size: .82rem; color: #475569 }
.blank { display: inline-block; min-width: 5.5rem; border-bottom: 1px solid #94a3b8 }
.record { font-size: .82rem; border: 1px solid #94a3b8; border-radius: 3px; padding: 0 .3rem; white-space: nowrap }
@media print { body { padding: 0; max-width: none; font-size: 9.5pt } h2 { print-color-adjust: exact; -webkit-print-color-adjust: exact } }
)css";

std::string text(std::string_view words) { return xml_text(on_one_line(words)); }

// A name without blanks may be broken after its dots and underlines.
std::string breakable(std::string_view words) {
  std::string out;
  for (const char c : text(words)) {
    out += c;
    if (c == '.' || c == '_') out += "<wbr>";
  }
  return out;
}

std::string line(std::string_view name, std::string_view words) { return fmt::format("<br>{} <span class=\"small\">({})</span> <span class=\"blank\"></span>", text(name), text(words)); }

std::string what(const ChecklistItem& item, const std::string& own_kind) {
  std::string cell = fmt::format("<b>{}</b>", breakable(item_title(item)));
  if (!item.kind.empty() && item.kind != own_kind) cell += fmt::format(" <span class=\"record\">record of the {}</span>", text(item.kind));
  if (item.repeats) cell += " <span class=\"small\">each time</span>";
  if (!item.due.empty()) cell += fmt::format("<br><span class=\"small\">Due {}</span>", text(some_of(item.due, "; ")));
  if (!item.asked_for.empty() && item.item != "judgement") cell += fmt::format("<br><span class=\"small\">For: {}</span>", text(some_of(item.asked_for, "; ")));
  return cell;
}

std::string answer(const ChecklistItem& item) {
  std::string cell = fmt::format("<span class=\"small\">{}</span>", text(item.answers));
  const bool to_choose = item.item == "event" || item.item == "judgement" || item.answers == "yes, no";
  if (!to_choose) cell += "<br><span class=\"blank\"></span>";
  for (const ChecklistItem::Detail& detail : item.details) cell += line(detail.name, detail.value.empty() ? detail.answers : detail.value);
  return cell;
}

std::string row(const ChecklistItem& item, const std::string& own_kind) {
  return fmt::format("<tr><td class=\"box\"><i></i></td><td class=\"what\">{}</td><td>{}</td><td class=\"when\"></td><td class=\"who\"></td></tr>\n",
                     what(item, own_kind), answer(item));
}

std::string group_of(const ChecklistGroup& group, const std::string& own_kind) {
  std::string html = group.actor.empty() ? "" : fmt::format("<h3>{}</h3>\n", text(group.actor));
  html += "<table>\n<thead><tr><th class=\"box\"></th><th class=\"what\">What to record</th><th>Answer</th><th class=\"when\">Date</th>"
          "<th class=\"who\">Who, source</th></tr></thead>\n<tbody>\n";
  for (const ChecklistItem& item : group.items) html += row(item, own_kind);
  return html + "</tbody>\n</table>\n";
}

std::string part_of(const ChecklistPart& part, const std::string& own_kind) {
  std::string html = fmt::format("<section>\n<h2>{}</h2>\n", text(part.title));
  for (const ChecklistGroup& group : part.groups) html += group_of(group, own_kind);
  return html + "</section>\n";
}

}  // namespace

std::string checklist_html(const models::Theory& theory, const std::string& case_id) {
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Checklist: {}</title>\n<style>{}</style>\n</head>\n<body>\n",
      policy_hash(kStyle), text(theory.name), kStyle);
  html += fmt::format("<header>\n<h1>Checklist: {}</h1>\n", text(theory.name));
  html += fmt::format("<div class=\"head\"><span>Case: {}</span><span>Filled in by:</span><span>Date:</span></div>\n", text(case_id));
  html += fmt::format("<p class=\"small\">{}What is left empty counts as not known, never as no. What did not happen is answered with no.</p>\n</header>\n<main>\n",
                      theory.version.empty() ? "" : fmt::format("Version {}. ", text(theory.version)));
  for (const ChecklistPart& part : checklist_of(theory)) html += part_of(part, theory.case_kind);
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace realist::cli
