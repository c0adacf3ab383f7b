#include "rules/allow.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "models/nearest.h"
#include "models/theory.h"
#include "rules/characters.h"
#include "rules/condition_grammar.h"
#include "rules/diagnostic_codes.h"

namespace realist::rules {
namespace {

struct Span {
  std::uint32_t first = 0, last = 0;  // lines from 1; 0: the whole file
};

Span span_of(const RowItem& item) {
  if (item.kind != RowItem::Kind::Rows) return {};
  const RowKind kind = item.rows.front().start.kind;
  if (kind == RowKind::Header || kind == RowKind::Include) return {};
  return {item.first_line + 1, item.last_line + 1};
}

std::string_view after_word(std::string_view text, std::string_view word) {
  return trimmed(text.substr(std::min(word.size(), text.size())));
}

bool opens_with(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && models::fold(text.substr(0, word.size())) == word;
}

// The codes and the reason of a comment, where it is an allow.
void read_comment(const Comment& comment, Span span, const std::string& path, std::vector<Allow>& out) {
  std::string_view rest = after_word(comment.text, "#");
  if (!opens_with(rest, "allow:")) return;
  rest = after_word(rest, "allow:");
  const std::string folded = models::fold(rest);
  std::size_t because = folded.find("because");
  if (because != 0 && because != std::string::npos) because = folded.find(" because");
  // Codes are ASCII: up to the reason, folding changes no length.
  const std::string_view codes = rest.substr(0, std::min(because, rest.size()));
  const std::string reason(because >= rest.size() ? std::string_view() : after_word(trimmed(rest.substr(because)), "because"));
  for (std::size_t begin = 0; begin <= codes.size();) {
    const std::size_t comma = std::min(codes.find(',', begin), codes.size());
    out.push_back({std::string(trimmed(codes.substr(begin, comma - begin))), reason, path, span.first, span.last, comment.place, false});
    begin = comma + 1;
  }
}

// Comments before an item: those right below the item before with a blank line after them are that one's, those right above
// are this one's, others stand alone.
void read_between(const Lead& lead, const Span* above, const Span* below, const std::string& path, std::vector<Allow>& out) {
  const std::size_t count = lead.comments.size();
  std::size_t first_blank = count, last_blank = 0;  // groups end and begin before these
  for (std::size_t i = 0; i < count; ++i) {
    if (lead.comments[i].blank_lines == 0) continue;
    first_blank = std::min(first_blank, i);
    last_blank = i;
  }
  const bool gap_after = lead.blank_lines > 0;
  const bool one_group = first_blank == count;
  for (std::size_t i = 0; i < count; ++i) {
    Span span;
    const bool touches_below = below != nullptr && !gap_after && (one_group || i >= last_blank);
    const bool touches_above = above != nullptr && i < first_blank && !touches_below;
    if (touches_below) span = *below;
    else if (touches_above) span = *above;
    read_comment(lead.comments[i], span, path, out);
  }
}

bool covers(const Allow& allow, std::uint32_t line) { return allow.first_line == 0 || line <= allow.last_line; }

const std::string* meant_code(const std::string& code, const std::vector<std::string>& known) {
  const std::size_t near = models::nearest(code, known);
  if (near < known.size()) return &known[near];
  for (const std::string& other : known)  // without its area
    if (other.size() > code.size() && !code.empty() && other.ends_with("/" + code)) return &other;
  return nullptr;
}

const std::vector<std::string>& allowable() {
  static const std::vector<std::string> codes = [] {
    std::vector<std::string> out;
    for (const DiagnosticCode& code : diagnostic_codes())
      if (code.severity != models::Severity::Error) out.emplace_back(code.code);
    return out;
  }();
  return codes;
}

void report_unknown(const Allow& allow, Reporter& reporter) {
  const auto& all = diagnostic_codes();
  const bool error = std::any_of(all.begin(), all.end(), [&](const DiagnosticCode& c) { return c.code == allow.code; }) ||
                     std::any_of(condition_codes().begin(), condition_codes().end(), [&](std::string_view c) { return c == allow.code; });
  if (error) {
    reporter.report("allow/unknown-code", allow.place, allow.code + " is an error, and an error cannot be allowed", "mend what it tells of");
    return;
  }
  auto& message = reporter.report("allow/unknown-code", allow.place, allow.code.empty() ? "this allow names no code" : "there is no message with the code " + allow.code,
                                  "write for example: # allow: lint/no-evidence because this is a first draft");
  if (const std::string* meant = meant_code(allow.code, allowable())) message.help = "did you mean " + *meant + "?";
}

}  // namespace

std::vector<Allow> find_allows(const RowFile& rows, const SourceText& source) {
  std::vector<Allow> out;
  const std::string& path = source.path();
  Span above_span;
  const Span* above = nullptr;
  for (const RowItem& item : rows.items) {
    const Span span = span_of(item);
    if (item.kind == RowItem::Kind::Prose) {
      read_between(item.lead, above, nullptr, path, out);
      above = nullptr;
      continue;
    }
    read_between(item.rows.front().lead, above, &span, path, out);
    for (std::size_t i = 1; i < item.rows.size(); ++i)
      for (const Comment& comment : item.rows[i].lead.comments) read_comment(comment, span, path, out);
    above_span = span;
    above = &above_span;
  }
  read_between(rows.tail, above, nullptr, path, out);
  return out;
}

void leave_out_allowed(std::vector<Allow>& allows, std::vector<models::Diagnostic>& diagnostics) {
  if (allows.empty()) return;
  // By file and code, then by line: items do not overlap.
  std::map<std::pair<std::string_view, std::string_view>, std::multimap<std::uint32_t, Allow*>> by_code;
  for (Allow& allow : allows) by_code[{allow.path, allow.code}].emplace(allow.first_line, &allow);
  const auto allowed = [&](const models::Diagnostic& d) {
    if (d.severity == models::Severity::Error) return false;
    const auto of_code = by_code.find({d.where.path, d.code});
    if (of_code == by_code.end()) return false;
    auto at = of_code->second.upper_bound(d.where.line);
    if (at != of_code->second.begin() && !covers(*std::prev(at)->second, d.where.line)) at = of_code->second.upper_bound(0);
    return at != of_code->second.begin() && (std::prev(at)->second->used = true);
  };
  diagnostics.erase(std::remove_if(diagnostics.begin(), diagnostics.end(), allowed), diagnostics.end());
}

void report_allows(const std::vector<Allow>& allows, bool complete, Reporter& reporter) {
  for (const Allow& allow : allows) {
    const bool of_data = allow.code.starts_with("data/");
    if (!of_data && std::find(allowable().begin(), allowable().end(), allow.code) == allowable().end()) {
      report_unknown(allow, reporter);
      continue;
    }
    if (allow.reason.empty())
      reporter.report("allow/no-reason", allow.place, "this allow gives no reason", "go on with: because …");
    if (complete && !of_data && !allow.used)
      reporter.report("allow/silences-nothing", allow.place, "this allow silences nothing: " + allow.code + " is not told here",
                      "take it out, or put it right above what it is meant for");
  }
}

}  // namespace realist::rules
