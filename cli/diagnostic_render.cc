#include "cli/diagnostic_render.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "cli/text_width.h"
#include "rules/diagnostic_codes.h"

namespace realist::cli {
namespace {

using models::Diagnostic;
using models::Mark;
using models::Severity;

constexpr std::size_t kShownCharacters = 160;  // of a very long line
constexpr std::size_t kCharactersBefore = 40;  // the mark, where a line is cut at its beginning
constexpr std::size_t kNumberWidth = 5;

constexpr std::string_view kBold = "\x1b[1m", kRed = "\x1b[1;31m", kYellow = "\x1b[1;33m", kBlue = "\x1b[1;34m",
                           kReset = "\x1b[0m";

struct Style {
  bool colour;
  std::string operator()(std::string_view code, std::string_view text) const {
    return colour ? fmt::format("{}{}{}", code, text, kReset) : std::string(text);
  }
};

std::string_view colour_of(Severity severity) {
  switch (severity) {
    case Severity::Error: return kRed;
    case Severity::Warning: return kYellow;
    case Severity::Note: return kBlue;
  }
  return kRed;
}

// Bytes [begin, end) of the characters [from, to) of a line; past its end: its end.
struct Cut {
  std::size_t begin = 0, end = 0;
};

Cut cut_characters(std::string_view line, std::size_t from, std::size_t to) {
  Cut cut{line.size(), line.size()};
  std::size_t at = 0;
  for (std::size_t character = 0; at < line.size() && character < to; ++character) {
    if (character == from) cut.begin = at;
    next_code_point(line, at);
  }
  cut.end = at;
  cut.begin = std::min(cut.begin, cut.end);
  return cut;
}

struct Excerpt {
  std::string line;        // what is shown
  std::size_t blanks = 0;  // columns before the mark
  std::size_t length = 1;  // columns of the mark
};

// First and one-past-last marked character, from 0; a mark that goes on to another line ends with this one.
std::pair<std::size_t, std::size_t> marked(const Mark& mark, std::size_t characters) {
  const std::size_t first = mark.column == 0 ? 0 : mark.column - 1;
  const bool one_line = mark.end_line == mark.line || mark.end_line == 0;
  const std::size_t last = one_line && mark.end_column > 0 ? mark.end_column - 1 : characters;
  return {first, std::max(last, first + 1)};
}

Excerpt excerpt(const Mark& mark) {
  const std::size_t characters = character_count(mark.text);
  const auto [first, last] = marked(mark, characters);
  std::size_t from = 0;
  if (characters > kShownCharacters && first > kCharactersBefore) from = first - kCharactersBefore;
  const std::size_t to = std::min(characters, from + kShownCharacters);
  const Cut shown = cut_characters(mark.text, from, to);
  const Cut before = cut_characters(mark.text, from, std::max(from, std::min(first, to)));
  const Cut through = cut_characters(mark.text, from, std::min(last, to));
  const std::string_view text = mark.text;
  const std::string lead = from > 0 ? "…" : "";
  Excerpt result;
  result.line = lead + for_display(text.substr(shown.begin, shown.end - shown.begin)) + (to < characters ? "…" : "");
  // Past the line's end (something is missing there) the mark stands one column after it.
  const std::size_t before_width = before.end > before.begin ? display_width(text.substr(before.begin, before.end - before.begin)) : 0;
  const std::size_t through_width = through.end > through.begin ? display_width(text.substr(through.begin, through.end - through.begin)) : 0;
  result.blanks = (from > 0 ? 1 : 0) + before_width;
  result.length = std::max<std::size_t>(through_width > before_width ? through_width - before_width : 0, 1);
  return result;
}

std::string place_of(const Mark& mark) {
  const std::string path = for_display(mark.path);
  return mark.line == 0 ? path : fmt::format("{}:{}:{}", path, mark.line, mark.column);
}

std::string shown_line(const Mark& mark, std::string_view colour, const Style& style) {
  if (mark.line == 0) return {};
  const Excerpt shown = excerpt(mark);
  std::string label = mark.label.empty() ? "" : " " + for_display(mark.label);
  return fmt::format("{:>{}} | {}\n{:>{}} | {:{}}{}\n", mark.line, kNumberWidth, shown.line, "", kNumberWidth, "",
                     shown.blanks, style(colour, std::string(shown.length, '^') + label));
}

// A note may have several lines (a list of readings): the further ones stand under its first word.
std::string indented(std::string_view word, std::string_view text, const Style& style) {
  std::string out = fmt::format("{:>{}} = {}: ", "", kNumberWidth, style(kBold, word));
  const std::string margin(kNumberWidth + 5 + word.size(), ' ');
  for (bool first = true; first || !text.empty(); first = false) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += (first ? "" : margin) + for_display(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::size_t count(const std::vector<Diagnostic>& diagnostics, Severity severity) {
  return static_cast<std::size_t>(std::count_if(diagnostics.begin(), diagnostics.end(),
                                                [&](const Diagnostic& d) { return d.severity == severity; }));
}

std::string counted(std::size_t n, std::string_view word) {
  return n == 0 ? fmt::format("no {}s", word) : fmt::format("{} {}{}", n, word, n == 1 ? "" : "s");
}

std::string_view summary_of(std::string_view code) {
  for (const rules::DiagnosticCode& known : rules::diagnostic_codes())
    if (known.code == code) return known.summary;
  return {};
}

using OfAKind = std::vector<const Diagnostic*>;

// "gate.theory:31, 40, 52 and 9 more": as many places as fit into a line of 80.
std::string places_of(const OfAKind& found) {
  constexpr std::size_t kWidth = 60;
  std::string places, path;
  std::size_t listed = 0;
  for (const Diagnostic* d : found) {
    const std::string line = std::to_string(d->where.line);
    const bool same_file = listed > 0 && d->where.path == path;
    std::string place = d->where.line == 0 ? for_display(d->where.path) : same_file ? line : for_display(d->where.path) + ":" + line;
    if (listed > 0 && display_width(places) + display_width(place) > kWidth) break;
    places += (listed == 0 ? "" : ", ") + place;
    path = d->where.path;
    ++listed;
  }
  return listed == found.size() ? places : places + fmt::format(" and {} more", found.size() - listed);
}

std::string of_the_linter(const std::map<std::string_view, OfAKind>& kinds, const Style& style) {
  if (kinds.empty()) return {};
  std::string out = "what could be written better (each in its place: --every; why: realist explain)\n";
  for (const auto& [code, found] : kinds) {
    const std::string_view summary = summary_of(code);
    out += fmt::format("  {}: {}\n      {}\n", style(kBlue, code), summary.empty() ? found.front()->message : std::string(summary), places_of(found));
  }
  return out;
}

}  // namespace

std::string render_for_terminal(const Diagnostic& diagnostic, bool colour) {
  const Style style{colour};
  const std::string_view tint = colour_of(diagnostic.severity);
  std::string out = fmt::format("{}: {}: {} [{}]\n", style(kBold, place_of(diagnostic.where)),
                                style(tint, models::severity_word(diagnostic.severity)),
                                style(kBold, for_display(diagnostic.message)), diagnostic.code);
  out += shown_line(diagnostic.where, tint, style);
  for (const Mark& mark : diagnostic.related) {
    out += fmt::format("{:>{}} : {}\n", "", kNumberWidth, place_of(mark));
    out += shown_line(mark, kBlue, style);
  }
  for (const std::string& note : diagnostic.notes) out += indented("note", note, style);
  if (!diagnostic.help.empty()) out += indented("help", diagnostic.help, style);
  return out;
}

std::string render_for_terminal(const std::vector<Diagnostic>& diagnostics, bool every, bool colour) {
  std::map<std::string_view, OfAKind> of_linter;
  std::string out;
  for (const Diagnostic& d : diagnostics) {
    if (!every && d.severity == Severity::Note && d.code.starts_with("lint/")) of_linter[d.code].push_back(&d);
    else out += render_for_terminal(d, colour);
  }
  return out + of_the_linter(of_linter, Style{colour});
}

std::string count_sentence(const std::vector<Diagnostic>& diagnostics) {
  const std::size_t errors = count(diagnostics, Severity::Error);
  const std::size_t warnings = count(diagnostics, Severity::Warning);
  const std::size_t notes = count(diagnostics, Severity::Note);
  const std::string beside = notes == 0 ? "" : ", " + counted(notes, "note");
  if (errors == 0 && warnings == 0) return "no errors and no warnings" + beside;
  return fmt::format("{}, {}{}", counted(errors, "error"), counted(warnings, "warning"), beside);
}

}  // namespace realist::cli
