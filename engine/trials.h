// A record and those linked to it, to which facts are added for a while, to see what would come of it. Internal to the engine.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "engine/excerpt.h"
#include "engine/facts.h"
#include "engine/judge.h"
#include "engine/needs.h"

namespace realist::engine {

// Puts the date of what an addition adds.
void set_date(Addition& addition, const std::optional<models::Time>& date);

class Trials {
 public:
  Trials(const Plan& plan, const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of, const Effort& effort);
  Trials(const Trials&) = delete;
  Trials& operator=(const Trials&) = delete;

  // Sets how many judgings are left, fewer for large records and theories.
  void allow(const Effort& effort);
  bool spent() const { return left_ == 0; }
  std::size_t tried() const { return tried_; }

  // The statement with the additions judged; nothing where no try is left or a record is not there. Stands until the next call.
  const models::StatementResult* judged(const std::vector<Addition>& additions, models::StatementIndex statement) {
    return with(additions, [&] { judge_.judge_one(bound(), linked_, statement, result_); }) ? &result_ : nullptr;
  }

  // The verdicts alone, which are much quicker to have.
  const std::vector<Outline>* outlined(const std::vector<Addition>& additions) {
    return with(additions, [&] { judge_.outline(bound(), linked_, outlines_); }) ? &outlines_ : nullptr;
  }

 private:
  template <typename Look>
  bool with(const std::vector<Addition>& additions, Look look) {
    if (left_ == 0) return false;
    std::size_t done = 0;
    for (; done < additions.size() && put(additions[done]); ++done) continue;
    const bool all = done == additions.size();
    if (all) {
      --left_;
      ++tried_;
      if (dirty_) judge_.forget_linked();
      look();
    }
    while (done-- > 0) take_back(additions[done]);
    return all;
  }

  const Facts& bound();
  bool put(const Addition& addition);
  void take_back(const Addition& addition);
  void take_in_linked();
  models::CaseRecord* find(const std::string& id);
  void link_to(const std::string& id);

  const Plan& plan_;
  Judge judge_;
  models::CaseRecord record_;
  const LinkedRecords& all_;
  LinkedRecords linked_;       // those that links can lead to
  bool leads_back_ = false;    // … the record itself among them
  bool dirty_ = false;         // a record that is linked to was changed since the judge read it
  std::map<std::string, models::CaseRecord> copies_;
  models::Time as_of_;
  Facts facts_;
  models::StatementResult result_;
  std::vector<Outline> outlines_;
  std::size_t size_ = 1, left_ = 0, tried_ = 0;
};

// `needs`, with trials that are there already and have tries left.
Needs needs_within(Trials& trials, const Plan& plan, const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of,
                   const models::StatementResult& statement, const models::Judging& judging, const Effort& effort);

// Whether a judging no longer stalls at `step` nor before it, and the step holds, is presumed or is open.
bool moved_on(const models::Judging& judging, std::uint32_t step);

}  // namespace realist::engine
