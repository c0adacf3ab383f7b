#include "cli/result_csv.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "cli/result_words.h"
#include "cli/stops.h"
#include "cli/suggest.h"

namespace realist::cli {
namespace {

using models::CaseRecord;
using models::Judging;
using models::StatementResult;
using models::Theory;
using models::Time;

constexpr std::string_view kColumns =
    "case,as_of,theory,statement,verdict,activated,step,proposition,role,kind,reason,amount,since,due,record,blocked_by,"
    "missing,held_back_by,occurrences,occurrences_fired,flags";

constexpr std::array kFields = {"kind", "opened", "closed.at", "closed.reason"};

class Row {
 public:
  Row& add(const std::string& field) {
    if (!first_) text_ += ',';
    first_ = false;
    text_ += csv_field(field);
    return *this;
  }
  Row& add(const std::optional<Time>& time) { return add(time ? models::to_string(*time) : std::string()); }
  std::string ended() { return text_ + "\n"; }

 private:
  std::string text_;
  bool first_ = true;
};

std::vector<std::string> labels(const Theory& theory, const std::vector<models::StatementIndex>& statements) {
  std::vector<std::string> words;
  for (const models::StatementIndex i : statements) words.push_back(theory.statements[i].label);
  return words;
}

std::string missing_words(const std::vector<models::MissingFact>& missing) {
  std::vector<std::string> words;
  for (const models::MissingFact& fact : missing) words.push_back(words_of(fact));
  return joined(words);
}

std::string failed_words(const Theory& theory, const StatementResult& result) {
  std::vector<std::string> words;
  for (const models::PropositionIndex i : result.failed) words.push_back(phrase_of(theory, i));
  return joined(words);
}

// step, proposition, role: of the step that decided; of a dormant statement, the parts of the antecedent that failed.
void add_step(Row& row, const Theory& theory, const StatementResult& result) {
  const std::uint32_t step = deciding_step(result.judging);
  if (step == 0) {
    row.add("").add(failed_words(theory, result)).add("");
    return;
  }
  const models::Step& written = theory.statements[result.statement].steps[step - 1];
  const bool named = result.judging.stall && result.judging.stall->proposition != models::kNone;
  row.add(std::to_string(step))
      .add(named ? phrase_of(theory, result.judging.stall->proposition) : words_of(theory, written))
      .add(std::string(models::to_string(written.role)));
}

void add_reason(Row& row, const Judging& judging) {
  const std::optional<Time> blocked_since = judging.blocked_by ? judging.blocked_by->since : std::nullopt;
  if (!judging.stall) {
    row.add("").add("").add("").add(blocked_since).add(judging.due).add("");
    return;
  }
  const models::Stall& stall = *judging.stall;
  row.add(std::string(models::to_string(stall.kind))).add(std::string(models::to_string(stall.reason))).add(stall.amount);
  row.add(stall.since ? stall.since : blocked_since).add(stall.due ? stall.due : judging.due).add(stall.record);
}

void add_occurrences(Row& row, const StatementResult& result) {
  if (!has_occurrences(result)) {
    row.add("").add("");
    return;
  }
  const auto total = std::accumulate(result.occurrences.begin(), result.occurrences.end(), std::uint64_t{0});
  row.add(std::to_string(total)).add(std::to_string(result.occurrences[static_cast<std::size_t>(models::Verdict::Fired)]));
}

std::string row_of(const Theory& theory, const models::CaseResult& result, const StatementResult& statement,
                   const CaseRecord& record, const std::vector<WithColumn>& with) {
  const Judging& judging = statement.judging;
  Row row;
  row.add(result.case_id).add(models::to_string(result.as_of)).add(theory.name).add(theory.statements[statement.statement].label);
  row.add(std::string(models::to_string(statement.verdict()))).add(judging.activated);
  add_step(row, theory, statement);
  add_reason(row, judging);
  row.add(judging.blocked_by ? words_of(*judging.blocked_by, theory) : "").add(missing_words(judging.missing));
  row.add(joined(labels(theory, statement.held_back_by)));
  add_occurrences(row, statement);
  row.add(joined(flag_words(judging.flags)));
  for (const WithColumn& column : with) row.add(with_value(column, record, result.as_of));
  return row.ended();
}

// The latest entry of a history at or before `as_of`; an undated one is the earliest.
template <typename Entry>
const Entry* latest(const std::vector<Entry>& history, const Time& as_of) {
  const Entry* best = nullptr;
  for (const Entry& entry : history) {
    if (entry.at && models::compare(entry.at->start(), as_of.end()) > 0) continue;
    const bool later = best == nullptr || (entry.at && (!best->at || models::compare(*best->at, *entry.at) <= 0));
    if (later) best = &entry;
  }
  return best;
}

std::string text_of(const models::Value& value) {
  if (value.is_null()) return "";
  const auto* list = std::get_if<std::vector<models::Value>>(&value.data);
  if (list == nullptr) return models::to_string(value);
  std::vector<std::string> parts;
  for (const models::Value& v : *list) parts.push_back(models::to_string(v));
  return joined(parts);
}

std::string field_value(const std::string& name, const CaseRecord& record) {
  const auto time = [](const std::optional<Time>& t) { return t ? models::to_string(*t) : std::string(); };
  if (name == "kind") return record.kind;
  if (name == "opened") return time(record.opened);
  if (name == "closed.at") return time(record.closed);
  return record.closed_reason;
}

WithColumn with_column(const std::string& path, std::string_view option) {
  constexpr std::string_view kAttributes = "attributes.", kLinks = "links.";
  if (path.starts_with(kAttributes)) return {WithColumn::Kind::Attribute, path.substr(kAttributes.size()), path};
  if (path.starts_with(kLinks)) return {WithColumn::Kind::Link, path.substr(kLinks.size()), path};
  if (std::find(kFields.begin(), kFields.end(), path) != kFields.end()) return {WithColumn::Kind::Field, path, path};
  const std::string near = did_you_mean(path, {kFields.begin(), kFields.end()});
  throw UsageError(fmt::format("{} {}: it takes attributes.PATH, links.KIND, kind, opened, closed.at or closed.reason{}", option, path, near));
}

}  // namespace

std::string csv_row(const std::vector<std::string>& fields) {
  std::string row;
  for (const std::string& field : fields) row += (&field == &fields.front() ? "" : ",") + csv_field(field);
  return row + "\n";
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

VerdictRows::VerdictRows(const Theory& theory) {
  for (const models::Statement& statement : theory.statements) statements_.push_back("," + csv_field(statement.label) + ",");
}

std::string VerdictRows::header() { return "case,statement,verdict,step,kind,reason\n"; }

void VerdictRows::add(std::string& text, std::string_view case_id, const std::vector<engine::Outline>& outlines) const {
  const std::string id = csv_field(std::string(case_id));
  for (std::size_t i = 0; i < outlines.size(); ++i) {
    const engine::Outline& outline = outlines[i];
    text.append(id).append(statements_[i]).append(models::to_string(outline.verdict));
    if (outline.verdict != models::Verdict::Stalled) {
      text.append(",,,\n");
      continue;
    }
    text.append(",").append(std::to_string(outline.step)).append(",").append(models::to_string(outline.kind));
    text.append(",").append(models::to_string(outline.reason)).append("\n");
  }
}

std::vector<WithColumn> with_columns(const std::vector<std::string>& paths, std::string_view option) {
  std::vector<WithColumn> columns;
  for (const std::string& path : paths) columns.push_back(with_column(path, option));
  return columns;
}

std::string with_value(const WithColumn& column, const CaseRecord& record, const Time& as_of) {
  if (column.kind == WithColumn::Kind::Field) return field_value(column.name, record);
  if (column.kind == WithColumn::Kind::Link) {
    for (const models::Link& link : record.links) {
      if (link.kind != column.name) continue;
      const auto* target = latest(link.history, as_of);
      return target ? target->id : "";
    }
    return "";
  }
  for (const models::Attribute& attribute : record.attributes) {
    if (attribute.path != column.name) continue;
    const auto* value = latest(attribute.history, as_of);
    return value ? text_of(value->value) : "";
  }
  return "";
}

std::string csv_header(const std::vector<WithColumn>& with) {
  std::string header(kColumns);
  for (const WithColumn& column : with) header += "," + csv_field(column.heading);
  return header + "\n";
}

std::string csv_rows(const Theory& theory, const models::CaseResult& result, const CaseRecord& record,
                     const std::vector<WithColumn>& with) {
  std::string rows;
  for (const StatementResult& statement : result.statements) rows += row_of(theory, result, statement, record, with);
  return rows;
}

}  // namespace realist::cli
