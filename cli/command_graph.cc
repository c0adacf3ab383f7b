#include "cli/case_set.h"
#include "cli/cmo_table.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/graph_dot.h"
#include "cli/graph_graphml.h"
#include "cli/graph_json.h"
#include "cli/graph_lanes.h"
#include "cli/graph_mermaid.h"
#include "cli/graph_svg.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/theory_files.h"
#include "engine/judge.h"

namespace realist::cli {
namespace {

using models::Theory;

GraphOverlay of_one_case(const Theory& theory, const GraphOptions& options, const CaseSet& set, const models::Time& as_of) {
  return engine::judge(*engine::compile(theory), case_with_id(set, options.case_id), set.by_id, as_of);
}

GraphOverlay of_cohort(const Theory& theory, const CaseSet& set, const models::Time& as_of) {
  const auto cases = cases_of(theory, set.records);
  if (cases.empty()) mention_no_cases(theory, set);
  const auto plan = engine::compile(theory);
  CohortTally tally;
  tally.as_of = as_of;
  Progress progress("judging", "cases", cases.size());
  for (const models::CaseRecord* record : cases) {
    stop_if_interrupted([] { return ""; });
    tally.add(theory, engine::judge(*plan, *record, set.by_id, as_of));
    progress.advance_to(tally.cases);
  }
  return tally;
}

GraphOverlay overlay_of(const Theory& theory, const GraphOptions& options, const CaseSet& set) {
  if (options.case_id.empty() && !options.cohort) return {};
  const models::Time as_of = as_of_or_newest(options.as_of, set);
  return options.cohort ? of_cohort(theory, set, as_of) : of_one_case(theory, options, set, as_of);
}

std::string table(const Theory& theory, const GraphView& view, GraphFormat format) {
  switch (format) {
    case GraphFormat::Html: return cmo_html(theory, view);
    case GraphFormat::Csv: return cmo_csv(theory, view);
    default: return cmo_markdown(theory, view);
  }
}

std::string rendered(const Theory& theory, const GraphOverlay& overlay, const GraphOptions& options) {
  const models::TheoryGraph graph = models::theory_graph(theory);
  const GraphSelection shown = options.focus.empty() ? GraphSelection{} : around(theory, graph, options.focus, options.depth);
  const GraphFolding folding = folding_of(theory, options.fold, shown);
  if (options.format == GraphFormat::Json) return graph_json(theory, graph, overlay, shown, folding);
  if (options.format == GraphFormat::GraphMl) return graph_graphml(theory, graph, overlay, shown, folding);
  const GraphView view = folded(graph_view(theory, graph, overlay), folding, shown, overlay);
  if (options.picture == GraphPicture::Table) return table(theory, view, options.format);
  if (options.picture == GraphPicture::Lanes) return lanes_svg(theory, view);
  switch (options.format) {
    case GraphFormat::Dot: return graph_dot(view);
    case GraphFormat::Mermaid: return graph_mermaid(view);
    default: return graph_svg(view);
  }
}

}  // namespace

int run_graph(const GraphOptions& options) {
  const std::vector<Theory> theories = read_sound_theories({options.theory}, options.limits.theory);
  if (theories.empty()) return kFindings;
  Output output(options.output);
  CaseSet set;
  if (!options.cases.empty()) set = read_case_set(options.cases, {options.limits.record, mapping_from(options.map)});
  const GraphOverlay overlay = overlay_of(theories.front(), options, set);
  output.write(rendered(theories.front(), overlay, options));
  output.finish();
  return finished_with(set, kDone);
}

}  // namespace realist::cli
