// A theory as a table of its statements: context, mechanism (resource and reasoning), outcome, and what each rests on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/graph_view.h"

namespace realist::cli {

// One statement. Where it has more than one step, each step's words begin with its number ("2. the participant …"), so that
// the order can be read across the columns.
struct CmoRow {
  std::string label, form;  // "if", "whenever", "only if", "otherwise"
  std::vector<std::string> context, unless, resource, reasoning, mechanism, outcome;  // mechanism: undivided
  std::string because;      // the reason, where it is no step
  std::vector<std::string> evidence, sources;
  std::string file;
  std::size_t line = 0;
  std::optional<GraphMark> verdict;  // of a case
  std::optional<GraphShare> share;   // of a cohort
};

struct CmoTable {
  std::vector<CmoRow> rows;
  bool mechanism = false, verdicts = false, shares = false;  // whether any row has one
};

// A row for each statement that has a plate in `view`, in the theory's order. A step stands in the column of its role;
// `previously` steps of the role context, and the conditions, in the first one.
CmoTable cmo_table(const models::Theory& theory, const GraphView& view);

// The columns of a page: `Context` with what blocks, `Reasoning` with the reason; `Mechanism` and `Verdict` where there are any.
struct CmoColumn {
  const char* name;
  std::vector<std::string> (*texts)(const CmoRow&);
};
std::vector<CmoColumn> cmo_columns(const CmoTable& table);

// A page that stands alone: no script, nothing fetched, its one style named by its hash; light or dark as the reader's screen
// is, and on a narrow one each statement a card.
std::string cmo_html(const models::Theory& theory, const GraphView& view);
std::string cmo_markdown(const models::Theory& theory, const GraphView& view);
// label,context,resource,reasoning,mechanism,outcome,evidence,form,unless,because,source,file,line and, with a case, verdict, with
// a cohort, fired,stalled and what stands beside them; several values in a field joined with "; ".
std::string cmo_csv(const models::Theory& theory, const GraphView& view);

}  // namespace realist::cli
