#include "cli/case_set.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/theory_files.h"
#include "cli/theory_subject.h"
#include "cli/why_text.h"
#include "engine/judge.h"

namespace realist::cli {
namespace {

using models::Theory;
using models::Verdict;

void ask_about(WhyQuestion& question, const std::string& words) {
  const Theory& theory = question.theory;
  const TheorySubject subject = find_subject(theory, words, "; if it was meant for cases, there is no such file");
  if (subject.statement != models::kNone) {
    question.statements = {subject.statement};
    return;
  }
  question.propositions = {subject.proposition};
  for (models::StatementIndex i = 0; i < theory.statements.size(); ++i)
    if (speaks_of(theory.statements[i], subject.proposition)) question.statements.push_back(i);
}

void ask_about_what_needs_attention(WhyQuestion& question) {
  for (const models::StatementResult& result : question.result.statements)
    if (result.verdict() != Verdict::Fired && result.verdict() != Verdict::Dormant) question.statements.push_back(result.statement);
}

}  // namespace

int run_why(const WhyOptions& options) {
  const std::vector<Theory> theories = read_sound_theories({options.theory}, options.limits.theory);
  if (theories.empty()) return kFindings;
  const CaseSet set = read_case_set(options.cases, {options.limits.record, mapping_from(options.map)});
  const models::CaseRecord& record = case_with_id(set, options.case_id);
  const models::Time as_of = as_of_or_newest(options.as_of, set);
  const auto plan = engine::compile(theories.front());
  models::CaseResult result = engine::judge(*plan, record, set.by_id, as_of);
  result.as_of = as_of;
  WhyQuestion question{theories.front(), *plan, record, set.by_id, result, {}, {}, options.full};
  question.overview = options.subject.empty();
  if (question.overview) {
    ask_about_what_needs_attention(question);
  } else {
    ask_about(question, options.subject);
  }
  Output output(options.output);
  question.style = {!output.to_file() && colour_on(1), !output.to_file() && plain_terminal()};
  output.write(options.format == WhyFormat::Json ? why_json(question) : why_text(question));
  output.finish();
  return finished_with(set, kDone);
}

}  // namespace realist::cli
