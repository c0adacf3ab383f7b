#include "cli/cmo_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/codebook_entry.h"
#include "cli/csv_reader.h"
#include "cli/graph_text.h"
#include "cli/markdown_text.h"
#include "cli/plain_words.h"
#include "cli/result_words.h"

namespace realist::cli {
namespace {

using models::Clause;
using models::Role;
using models::Statement;
using models::Theory;

using Texts = std::vector<std::string>;

void add_once(Texts& list, std::string words) {
  if (std::find(list.begin(), list.end(), words) == list.end()) list.push_back(std::move(words));
}

void add_evidence(Texts& list, const std::vector<models::Evidence>& evidence) {
  for (const models::Evidence& e : evidence) add_once(list, e.count == 1 ? e.source : fmt::format("{} {}", e.count, e.source));
}

void add_evidence(Texts& list, const Clause& clause) {
  add_evidence(list, clause.evidence);
  for (const Clause& part : clause.parts) add_evidence(list, part);
}

Texts& column_of(CmoRow& row, Role role) {
  switch (role) {
    case Role::Context: return row.context;
    case Role::Resource: return row.resource;
    case Role::Reasoning: return row.reasoning;
    case Role::Mechanism: return row.mechanism;
    case Role::Outcome: break;
  }
  return row.outcome;
}

// The conditions, each of those that all have to be so on its own.
Texts conditions(const Theory& theory, const Clause& clause) {
  if (clause.kind != Clause::Kind::All) return {clause_words(theory, clause)};
  Texts list;
  for (const Clause& part : clause.parts) list.push_back(clause_words(theory, part));
  return list;
}

void put_steps(const Theory& theory, const Statement& statement, CmoRow& row) {
  for (std::size_t i = 0; i < statement.steps.size(); ++i) {
    const models::Step& step = statement.steps[i];
    const std::string number = statement.steps.size() > 1 ? fmt::format("{}. ", i + 1) : "";
    column_of(row, step.role).push_back(number + on_one_line(written_words(theory, step)));
    add_evidence(row.evidence, step.evidence);
    add_evidence(row.evidence, step.clause);
  }
}

// "Only if A then B" is kept turned round, with the roles as written.
void put_only_if(const Theory& theory, const Statement& statement, CmoRow& row) {
  column_of(row, statement.steps.front().role).push_back("only if " + clause_words(theory, statement.steps.front().clause));
  row.outcome.push_back(clause_words(theory, statement.antecedent));
  add_evidence(row.evidence, statement.steps.front().evidence);
  add_evidence(row.evidence, statement.steps.front().clause);
}

void put_conditions(const Theory& theory, const Statement& statement, CmoRow& row) {
  if (statement.otherwise_of == models::kNone) {
    row.context = conditions(theory, statement.antecedent);
    if (statement.form == models::Form::Whenever) row.context.front().insert(0, "whenever ");
  } else {
    row.form = "otherwise";
    row.context = {"otherwise, where this has failed: " + clause_words(theory, theory.statements[statement.otherwise_of].antecedent)};
  }
}

CmoRow row_of(const Theory& theory, const Statement& statement) {
  CmoRow row;
  row.label = on_one_line(statement.label);
  row.form = models::to_string(statement.form);
  if (statement.form == models::Form::OnlyIf) {
    put_only_if(theory, statement, row);
  } else {
    put_conditions(theory, statement, row);
    put_steps(theory, statement, row);
  }
  for (const Clause& clause : statement.unless) row.unless.push_back(clause_words(theory, clause));
  const bool as_step = std::any_of(statement.steps.begin(), statement.steps.end(), [](const models::Step& s) { return s.from_because; });
  if (!as_step) row.because = on_one_line(statement.because);
  add_evidence(row.evidence, statement.evidence);
  add_evidence(row.evidence, statement.antecedent);
  for (const models::SourceReference& source : statement.sources) add_once(row.sources, words_of(source));
  if (statement.place.file < theory.files.size()) row.file = theory.files[statement.place.file].path;
  row.line = statement.place.line;
  return row;
}

// ---- Markdown and CSV

std::string cell(const Texts& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : "<br>") + markdown_text(text);
  return out;
}

std::string share_words(const GraphShare& share) {
  return share.beside.empty() ? share.words : share.words + " (" + share.beside + ")";
}

Texts verdict_cell(const CmoRow& row) {
  Texts texts;
  if (row.verdict) texts.push_back(mark_words(*row.verdict));
  if (row.share) texts.push_back(share_words(*row.share));
  return texts;
}

Texts with_unless(const CmoRow& row) {
  Texts texts = row.context;
  for (const std::string& block : row.unless) texts.push_back("unless " + block);
  return texts;
}

Texts with_reason(const CmoRow& row) {
  Texts texts = row.reasoning;
  if (!row.because.empty()) texts.push_back("because " + row.because);
  return texts;
}

}  // namespace

CmoTable cmo_table(const Theory& theory, const GraphView& view) {
  CmoTable table;
  std::set<models::StatementIndex> seen;
  for (const GraphPlate& plate : view.plates) {
    if (plate.kind == models::LinkKind::Blocks || !seen.insert(plate.statement).second) continue;
    CmoRow row = row_of(theory, theory.statements[plate.statement]);
    if (!plate.marks.empty()) row.verdict = plate.marks.front();
    row.share = plate.share;
    table.mechanism |= !row.mechanism.empty();
    table.verdicts |= row.verdict.has_value();
    table.shares |= row.share.has_value();
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::vector<CmoColumn> cmo_columns(const CmoTable& table) {
  std::vector<CmoColumn> columns = {{"Statement", [](const CmoRow& row) { return Texts{row.label}; }},
                                    {"Context", with_unless},
                                    {"Resource", [](const CmoRow& row) { return row.resource; }},
                                    {"Reasoning", with_reason}};
  if (table.mechanism) columns.push_back({"Mechanism", [](const CmoRow& row) { return row.mechanism; }});
  columns.push_back({"Outcome", [](const CmoRow& row) { return row.outcome; }});
  columns.push_back({"Evidence", [](const CmoRow& row) { return row.evidence; }});
  if (table.verdicts || table.shares) columns.push_back({"Verdict", verdict_cell});
  return columns;
}

std::string cmo_markdown(const Theory& theory, const GraphView& view) {
  const CmoTable table = cmo_table(theory, view);
  std::string out = fmt::format("# {}\n\n{}\n\n", markdown_text(view.title), markdown_text(view.subtitle));
  for (const std::string& fact : view.facts) out += markdown_text(fact) + "\n\n";
  const auto columns = cmo_columns(table);
  std::string rule;
  for (const CmoColumn& column : columns) {
    out += fmt::format("| {} ", column.name);
    rule += "| --- ";
  }
  out += "|\n" + rule + "|\n";
  for (const CmoRow& row : table.rows) {
    for (const CmoColumn& column : columns) out += fmt::format("| {} ", cell(column.texts(row)));
    out += "|\n";
  }
  return out + fmt::format("\n{}\n", markdown_text(view.footer));
}

std::string cmo_csv(const Theory& theory, const GraphView& view) {
  const CmoTable table = cmo_table(theory, view);
  std::string out = "label,context,resource,reasoning,mechanism,outcome,evidence,form,unless,because,source,file,line";
  out += table.verdicts ? ",verdict\n" : table.shares ? ",fired,decided,beside\n" : "\n";
  for (const CmoRow& row : table.rows) {
    Texts fields = {row.label, joined(row.context), joined(row.resource), joined(row.reasoning), joined(row.mechanism), joined(row.outcome),
                    joined(row.evidence), row.form, joined(row.unless), row.because, joined(row.sources), row.file, std::to_string(row.line)};
    if (table.verdicts) fields.push_back(row.verdict ? row.verdict->words : "");
    if (table.shares && row.share) fields.insert(fields.end(), {std::to_string(row.share->part), std::to_string(row.share->whole), on_one_line(row.share->beside)});
    out += spreadsheet_row(fields);
  }
  return out;
}

}  // namespace realist::cli
