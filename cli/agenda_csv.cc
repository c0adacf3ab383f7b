#include "cli/agenda_report.h"
#include "cli/agenda_words.h"
#include "cli/plain_words.h"
#include "cli/result_words.h"

namespace realist::cli {
namespace {

using engine::AgendaItem;
using models::Theory;

constexpr const char* kHeader =
    "section,case,group,statement,also,step,proposition,words,expected_by,days_left,working_days_left,since,actor,control,record,"
    "act,moves,held_back,outcomes_held_back,shared_cause,settles,may_settle\n";

class Row {
 public:
  Row& add(const std::string& field) {
    text_ += (text_.empty() && !begun_ ? "" : ",") + csv_field(field);
    begun_ = true;
    return *this;
  }
  Row& add(const std::optional<models::Time>& time) { return add(time ? models::to_string(*time) : std::string()); }
  Row& add(const std::optional<std::int64_t>& number) { return add(number ? std::to_string(*number) : std::string()); }
  std::string ended() const { return text_ + "\n"; }

 private:
  std::string text_;
  bool begun_ = false;
};

std::string labels(const Theory& theory, const std::vector<models::StatementIndex>& statements) {
  std::vector<std::string> words;
  for (const models::StatementIndex s : statements) words.push_back(theory.statements[s].label);
  return joined(words);
}

std::string phrases(const Theory& theory, const std::vector<models::PropositionIndex>& propositions) {
  std::vector<std::string> words;
  for (const models::PropositionIndex p : propositions) words.push_back(phrase_of(theory, p));
  return joined(words);
}

std::string item_row(const AgendaQuery& query, const AgendaItem& item, const std::string& group) {
  const Theory& theory = query.theory;
  const engine::AgendaCase& one = query.agenda.cases[item.which];
  Row row;
  row.add(std::string(engine::to_string(item.section))).add(one.id).add(group).add(theory.statements[item.statement].label);
  row.add(labels(theory, item.also)).add(item.step == 0 ? "" : std::to_string(item.step));
  row.add(item.proposition == models::kNone ? "" : phrase_of(theory, item.proposition)).add(standing_words(theory, query.agenda, item));
  row.add(item.expected_by).add(item.days_left).add(item.working_days_left).add(item.since);
  row.add(item.actor).add(std::string(engine::to_string(item.control))).add(item.record).add(act_words(query.agenda, item));
  row.add(item.act ? labels(theory, one.acts[*item.act].moves) : "").add(labels(theory, item.held_back)).add(phrases(theory, item.outcomes));
  row.add(item.cause ? std::to_string(*item.cause + 1) : "").add("").add("");
  return row.ended();
}

// A question has a row for each case it is asked of; what it settles, over all of them, stands in each.
std::string question_rows(const AgendaQuery& query, const engine::AgendaQuestion& question, const std::vector<std::string>& groups) {
  std::string rows;
  for (const std::size_t which : question.cases) {
    Row row;
    row.add("question").add(query.agenda.cases[which].id).add(groups[which]);
    row.add(question.statements.empty() ? "" : query.theory.statements[question.statements.front()].label).add("").add("").add("");
    row.add(question_words(query.theory, question)).add("").add("").add("").add("").add("").add("").add(question.fact.record);
    row.add("").add(labels(query.theory, question.statements)).add("").add("").add("");
    row.add(std::to_string(question.settles)).add(std::to_string(question.may_settle));
    rows += row.ended();
  }
  return rows;
}

}  // namespace

std::string agenda_csv(const AgendaQuery& query) {
  const std::vector<std::string> groups = group_values(query);
  std::string text = kHeader;
  for (const AgendaItem& item : query.agenda.items) text += item_row(query, item, groups[item.which]);
  for (const engine::AgendaQuestion& question : query.agenda.questions) text += question_rows(query, question, groups);
  return text;
}

}  // namespace realist::cli
