// Groups of cases, as --by asks for them: by what a record holds at a path (`links.site`, `attributes.housing.status`, `kind`), or
// by a condition in the language of theories, judged as of the date: yes, no, not yet. What is not known is a group of its own.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/result_csv.h"
#include "engine/judge.h"
#include "engine/states.h"
#include "models/case_record.h"
#include "models/theory.h"

namespace realist::cli {

struct Grouping {
  std::string words;                                     // as it was asked for
  std::optional<WithColumn> column;                      // a path; else a condition
  models::PropositionIndex proposition = models::kNone;  // a condition: in Groupings::plan
  std::vector<std::string> paths;                        // a condition: attributes it looks at
};

struct Groupings {
  std::vector<Grouping> all;
  std::shared_ptr<const engine::Plan> plan;              // of the theory with the conditions; none where there are none
};

// Throws UsageError, naming --by, where one is neither a path nor a condition, or names what the theory does not have.
Groupings groupings_from(const models::Theory& theory, const std::vector<std::string>& by);

// Which groups a case is in. One a thread.
class GroupReader {
 public:
  GroupReader(const Groupings& groupings, const models::Time& as_of, const engine::LinkedRecords& linked);
  // One a grouping; "": not known.
  std::vector<std::string> groups_of(const models::CaseRecord& record);

 private:
  const Groupings& groupings_;
  models::Time as_of_;
  const engine::LinkedRecords& linked_;
  std::optional<engine::StateReader> states_;
};

// "links.site", "attributes.housing.status", …: what a record has, as --by takes it.
void add_paths_of(const models::CaseRecord& record, std::set<std::string>& paths);

// The group's name for a table.
std::string group_words(const std::string& group);  // "not known" of an empty one

// In the order they are shown: yes, no, not yet of a condition, else by name; not known last.
bool group_before(const Grouping& by, const std::string& a, const std::string& b);

}  // namespace realist::cli
