#include "cli/case_set.h"
#include "cli/commands.h"
#include "cli/diff_report.h"
#include "cli/exit_status.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/theory_files.h"
#include "engine/judge.h"
#include "models/case_record.h"

namespace realist::cli {
namespace {

using models::CaseRecord;
using models::Time;

// Where a record begins: opened, or its first dated fact.
std::optional<Time> beginning(const CaseRecord& record) {
  std::optional<Time> first = record.opened;
  const auto see = [&](const std::optional<Time>& at) {
    if (at && (!first || models::compare(*at, *first) < 0)) first = at;
  };
  if (record.opened) return first;
  for (const models::Event& event : record.events) see(event.at);
  for (const models::Judgement& judgement : record.judgements) see(judgement.since ? judgement.since : judgement.at);
  for (const models::Attribute& attribute : record.attributes)
    for (const models::DatedValue& value : attribute.history) see(value.at);
  return first;
}

models::CaseResult judged(const engine::Plan& plan, const CaseRecord& record, const CaseSet& set, const Time& as_of) {
  models::CaseResult result = engine::judge(plan, record, set.by_id, as_of);
  result.as_of = as_of;
  return result;
}

}  // namespace

int run_diff(const DiffOptions& options) {
  const std::vector<models::Theory> theories = read_sound_theories({options.theory}, options.limits.theory);
  if (theories.empty()) return kFindings;
  const CaseSet set = read_case_set(options.inputs, {options.limits.record, mapping_from(options.map)});
  const CaseRecord& a = case_with_id(set, options.cases.front());
  const CaseRecord& b = case_with_id(set, options.cases.back());
  const bool dates = !options.at.empty();
  const Time at_a = dates ? options.at.front() : as_of_or_newest(options.as_of, set);
  const Time at_b = dates ? options.at.back() : at_a;
  const auto plan = engine::compile(theories.front());
  const models::CaseResult result_a = judged(*plan, a, set, at_a), result_b = judged(*plan, b, set, at_b);
  DiffQuery query{theories.front(), {a, result_a}, {b, result_b}, {}, {}};
  query.differences = engine::differences(theories.front(), result_a, result_b, {beginning(a), beginning(b)});
  Output output(options.output);
  query.style = {!output.to_file() && colour_on(1), !output.to_file() && plain_terminal()};
  output.write(options.json ? diff_json(query) : diff_text(query));
  output.finish();
  return finished_with(set, kDone);
}

}  // namespace realist::cli
