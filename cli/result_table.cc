#include "cli/result_table.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "cli/result_words.h"
#include "cli/text_width.h"

namespace realist::cli {
namespace {

using engine::CohortSummary;
using engine::StatementSummary;
using engine::VerdictCounts;
using models::Judging;
using models::StatementResult;
using models::Theory;
using models::Verdict;

constexpr std::size_t kColumns = 80;
constexpr std::size_t kVerdictColumns = 12;
constexpr std::size_t kWidestName = 16;
constexpr std::size_t kMostReasons = 5;  // of a list in a summary; the rest is counted

std::string padded(const std::string& text, std::size_t columns) {
  std::string shown = clipped(text, columns);
  shown.append(columns - std::min(columns, display_width(shown)), ' ');
  return shown;
}

std::string_view colour_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Fired: return "\x1b[32m";
    case Verdict::Stalled: return "\x1b[31m";
    case Verdict::Pending: return "\x1b[36m";
    case Verdict::Blocked: return "\x1b[35m";
    case Verdict::Undetermined: return "\x1b[33m";
    case Verdict::Dormant: return "\x1b[2m";
  }
  return "";
}

std::string verdict_word(Verdict verdict, bool colour) {
  const std::string word = padded(std::string(models::to_string(verdict)), kVerdictColumns);
  return colour ? fmt::format("{}{}\x1b[0m", colour_of(verdict), word) : word;
}

bool needs_attention(Verdict verdict) { return verdict != Verdict::Fired && verdict != Verdict::Dormant; }

std::string stall_reason(const Theory& theory, const models::Stall& stall) {
  std::string text = fmt::format("{}, {}", models::to_string(stall.kind), models::to_string(stall.reason));
  if (!stall.amount.empty()) {
    text += stall.reason == models::StepState::Overdue || stall.reason == models::StepState::TooFew
                ? fmt::format(" ({})", amount_in_words(stall.amount))
                : fmt::format(" by {}", amount_in_words(stall.amount));
  } else if (stall.since) {
    text += fmt::format(" {}", models::to_string(*stall.since));
  }
  if (!stall.record.empty()) text += fmt::format(", {}", stall.record);
  return text + ": " + phrase_of(theory, stall.proposition);
}

std::string block_reason(const Theory& theory, const models::Block& block) {
  const std::string since = block.since ? fmt::format("since {}: ", models::to_string(*block.since)) : "";
  return since + words_of(block, theory);
}

std::string pending_reason(const Theory& theory, const StatementResult& result) {
  const std::string due = result.judging.due ? fmt::format("due {}: ", models::to_string(*result.judging.due)) : "";
  const std::vector<models::Step>& steps = theory.statements[result.statement].steps;
  const std::uint32_t decided = deciding_step(result.judging);
  const models::Step& step = decided == 0 ? steps.back() : steps[decided - 1];  // none: an end not observed yet
  return due + (step.negated ? step.text : words_of(theory, step));
}

std::string missing_reason(const Judging& judging) {
  if (judging.missing.empty()) return "";
  const std::string more = judging.missing.size() > 1 ? fmt::format(" (+{})", judging.missing.size() - 1) : "";
  return fmt::format("not recorded{}: {}", more, words_of(judging.missing.front()));
}

std::string theory_title(const Theory& theory) {
  return theory.version.empty() ? theory.name : fmt::format("{} {}", theory.name, theory.version);
}

std::string counts_line(const std::string& name, std::size_t columns, const VerdictCounts& counts) {
  std::string line = padded(name, columns);
  for (const Verdict v : models::kVerdicts)
    line += fmt::format("{:>{}}", counts[v], models::to_string(v).size() + 2);
  return line + "\n";
}

std::string all_counts(const VerdictCounts& counts) {
  std::string text;
  for (const Verdict v : models::kVerdicts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", counts[v], models::to_string(v));
  return text;
}

std::string rate_words(const VerdictCounts& counts, std::string_view unit) {
  const std::uint64_t decided = counts[Verdict::Fired] + counts[Verdict::Stalled];
  if (decided == 0) return fmt::format("none decided by {}", unit);
  return fmt::format("{} of {} ({:.0f}%) by {}", counts[Verdict::Fired], decided, 100 * *counts.rate(), unit);
}

// A line of a summary's list, continued under its text where it is longer than the page.
std::string listed(std::uint64_t count, const std::string& text) {
  constexpr std::size_t kIndent = 10;
  std::string out = fmt::format("{:>{}}  ", count, kIndent - 2);
  std::size_t used = kIndent;
  bool first = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t blank = std::min(text.find(' ', at), text.size());
    const std::string word = for_display(text.substr(at, blank - at));
    const std::size_t width = display_width(word);
    if (!first && used + 1 + width > kColumns) {
      out += "\n" + std::string(kIndent, ' ');
      used = kIndent;
      first = true;
    }
    out += (first ? "" : " ") + word;
    used += width + (first ? 0 : 1);
    first = false;
    at = blank + 1;
  }
  return out + "\n";
}

using Counted = std::vector<std::pair<std::uint64_t, std::string>>;

// Most cases first; equally many in the order given.
std::string counted_list(std::string_view heading, Counted entries) {
  if (entries.empty()) return "";
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text = fmt::format("    {}\n", heading);
  for (std::size_t i = 0; i < std::min(entries.size(), kMostReasons); ++i) text += listed(entries[i].first, entries[i].second);
  if (entries.size() > kMostReasons) text += fmt::format("          and {} more\n", entries.size() - kMostReasons);
  return text;
}

std::string record_words(const std::map<std::string, std::uint64_t>& records) {
  if (records.empty()) return "";
  std::vector<std::pair<std::string, std::uint64_t>> most(records.begin(), records.end());
  std::stable_sort(most.begin(), most.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> words;
  for (const auto& [record, count] : most) {
    if (words.size() == kMostReasons) break;
    words.push_back(fmt::format("{}: {}", record, count));
  }
  return fmt::format(" ({})", joined(words, ", "));
}

Counted stall_entries(const Theory& theory, const StatementSummary& summary) {
  Counted entries;
  for (const auto& [place, count] : summary.stalls) {
    // Occurrences that stalled in cases whose worst is another place are told apart.
    const std::string occurrences = count.occurrences > count.cases ? fmt::format(", {} times", count.occurrences) : "";
    entries.emplace_back(count.cases, fmt::format("step {}, {}, {}{}: {}{}", place.step, models::to_string(place.kind),
                                                  models::to_string(place.reason), occurrences,
                                                  phrase_of(theory, place.proposition), record_words(count.records)));
  }
  return entries;
}

std::string statement_text(const Theory& theory, std::size_t index, const StatementSummary& summary) {
  const models::Statement& statement = theory.statements[index];
  std::string text = fmt::format("\n{}\n", clipped(statement_line(statement), kColumns));
  text += fmt::format("    {}\n", all_counts(summary.cases));
  text += fmt::format("    fired: {}", rate_words(summary.cases, "case"));
  if (summary.occurrences != summary.cases && statement.form == models::Form::Whenever)
    text += fmt::format(", {}", rate_words(summary.occurrences, "occurrence"));
  if (summary.fired_presumed != 0) text += fmt::format("; {} with presumed steps", summary.fired_presumed);
  return text + "\n" + reasons_text(theory, summary);
}

// Nothing for a letter that is no unit.
const char* unit_word(char letter, bool time) {
  switch (letter) {
    case 'Y': return "year";
    case 'M': return time ? "minute" : "month";
    case 'W': return "week";
    case 'D': return "day";
    case 'H': return "hour";
    case 'S': return "second";
    default: return nullptr;
  }
}

std::string counted_unit(const std::string& number, std::string_view unit) {
  return fmt::format("{} {}{}", number, unit, number == "1" ? "" : "s");
}

// Two days' worth of hours and more are said as days; gives the hours left over, "" for none.
std::string with_days(unsigned long hours, std::vector<std::string>& parts) {
  if (hours < 48) return std::to_string(hours);
  parts.push_back(counted_unit(std::to_string(hours / 24), "day"));
  return hours % 24 == 0 ? "" : std::to_string(hours % 24);
}

}  // namespace

std::string reasons_text(const Theory& theory, const StatementSummary& summary) {
  Counted blocked, missing, held;
  for (const auto& [text, count] : summary.blocks) blocked.emplace_back(count, text);
  for (const auto& [fact, count] : summary.missing) missing.emplace_back(count, words_of(fact));
  for (const auto& [other, count] : summary.held_back_by) held.emplace_back(count, theory.statements[other].label);
  return counted_list("stalled at", stall_entries(theory, summary)) + counted_list("blocked by", std::move(blocked)) +
         counted_list("undetermined for want of", std::move(missing)) + counted_list("dormant, held back by", std::move(held));
}

std::string statement_line(const models::Statement& statement) {
  std::string words = statement.text;
  const std::string written = "[" + statement.label + "]";
  if (words.starts_with(written)) words.erase(0, std::min(words.find_first_not_of(" \t", written.size()), words.size()));
  std::replace(words.begin(), words.end(), '\n', ' ');
  return fmt::format("{}  {}", statement.label, words);
}

std::string amount_in_words(const std::string& amount) {
  if (amount.size() < 2 || amount.front() != 'P') return amount;
  std::vector<std::string> parts;
  std::string number;
  bool time = false;
  for (const char c : amount.substr(1)) {
    if (c == 'T') {
      time = true;
    } else if (std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.') {
      number += c;
    } else {
      const char* word = unit_word(c, time);
      if (word == nullptr || number.empty()) return amount;
      if (c == 'H' && number.size() < 10 && number.find('.') == std::string::npos) {
        number = with_days(std::stoul(number), parts);
      }
      if (!number.empty()) parts.push_back(counted_unit(number, word));
      number.clear();
    }
  }
  return parts.empty() ? amount : joined(parts, " ");
}

std::string short_reason(const Theory& theory, const StatementResult& result) {
  const Judging& judging = result.judging;
  if (judging.blocked_by && judging.verdict == Verdict::Blocked) return block_reason(theory, *judging.blocked_by);
  if (judging.stall) return stall_reason(theory, *judging.stall);
  if (judging.verdict == Verdict::Pending) return pending_reason(theory, result);
  return missing_reason(judging);
}

TableLayout table_layout(const std::vector<const Theory*>& theories, std::size_t longest_case_id, bool colour) {
  std::size_t label = 9;
  for (const Theory* theory : theories)
    for (const models::Statement& statement : theory->statements) label = std::max(label, display_width(statement.label));
  return {std::clamp<std::size_t>(longest_case_id, 4, kWidestName), std::min(label, kWidestName), colour};
}

std::string table_header(const TableLayout& layout) {
  return padded("case", layout.case_columns) + "  " + padded("statement", layout.label_columns) + "  " +
         padded("verdict", kVerdictColumns) + "  why\n";
}

std::string table_lines(const Theory& theory, const models::CaseResult& result, const TableLayout& layout) {
  const std::size_t used = layout.case_columns + layout.label_columns + kVerdictColumns + 6;
  std::string lines;
  for (const StatementResult& statement : result.statements) {
    if (!needs_attention(statement.verdict())) continue;
    lines += padded(result.case_id, layout.case_columns) + "  ";
    lines += padded(theory.statements[statement.statement].label, layout.label_columns) + "  ";
    lines += verdict_word(statement.verdict(), layout.colour) + "  ";
    lines += clipped(short_reason(theory, statement), kColumns - used) + "\n";
  }
  return lines;
}

std::string table_counts(const Theory& theory, const CohortSummary& summary, const TableLayout& layout) {
  const std::size_t columns = std::max<std::size_t>(layout.label_columns, 14);
  std::string text = fmt::format("\n{}, {} case{}\n{}", for_display(theory_title(theory)), summary.cases,
                                 summary.cases == 1 ? "" : "s", std::string(columns, ' '));
  for (const Verdict v : models::kVerdicts) text += fmt::format("  {}", models::to_string(v));
  text += "\n";
  VerdictCounts all;
  for (std::size_t i = 0; i < summary.statements.size(); ++i) {
    text += counts_line(theory.statements[i].label, columns, summary.statements[i].cases);
    all.add(summary.statements[i].cases);
  }
  return text + counts_line("all statements", columns, all);
}

std::string summary_text(const Theory& theory, const CohortSummary& summary, const models::Time& as_of) {
  std::string text = fmt::format("{}, {} case{}, as of {}\n", for_display(theory_title(theory)), summary.cases,
                                 summary.cases == 1 ? "" : "s", models::to_string(as_of));
  for (std::size_t i = 0; i < summary.statements.size(); ++i) text += statement_text(theory, i, summary.statements[i]);
  if (summary.with_problems != 0)
    text += fmt::format("\nRecords with problems that did not stop them from being judged: {}\n", summary.with_problems);
  return text;
}

}  // namespace realist::cli
