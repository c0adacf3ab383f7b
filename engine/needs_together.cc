// One act that moves several stalls, and the fewest acts that move them all.
#include <algorithm>
#include <bit>

#include "engine/needs.h"
#include "engine/trials.h"

namespace realist::engine {
namespace {

using models::CaseRecord;
using models::Judging;
using models::StatementResult;
using models::Time;
using models::Verdict;

bool same(const Addition& a, const Addition& b) {
  const auto value_of = [](const Addition& x) { return x.attribute.history.empty() ? models::Value{} : x.attribute.history.front().value; };
  const auto dated = [](const Addition& x) { return x.attribute.history.empty() ? std::nullopt : x.attribute.history.front().at; };
  const auto target = [](const Addition& x) { return x.link.history.empty() ? std::string() : x.link.history.front().id; };
  return a.kind == b.kind && a.record == b.record && a.event.type == b.event.type && a.event.at == b.event.at && a.event.fields == b.event.fields &&
         a.judgement.about == b.judgement.about && a.judgement.value == b.judgement.value && a.judgement.at == b.judgement.at &&
         a.attribute.path == b.attribute.path && value_of(a) == value_of(b) && dated(a) == dated(b) && a.link.kind == b.link.kind && target(a) == target(b);
}

bool same(const std::vector<Addition>& a, const std::vector<Addition>& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](const Addition& x, const Addition& y) { return same(x, y); });
}

class Together {
 public:
  Together(const Plan& plan, const CaseRecord& record, const LinkedRecords& linked, const Time& as_of, const std::vector<AskedStall>& asked,
           const Effort& effort)
      : plan_(plan), record_(record), linked_(linked), as_of_(as_of), asked_(asked), effort_(effort), trials_(plan, record, linked, as_of, effort) {}

  NeedsTogether run() {
    for (const AskedStall& stall : asked_) look_for(stall);
    for (Act& act : found_.acts) find_moves(act);
    std::erase_if(found_.acts, [](const Act& act) { return act.moves.empty(); });
    std::stable_sort(found_.acts.begin(), found_.acts.end(),
                     [](const Act& a, const Act& b) { return a.moves.size() + b.additions.size() > b.moves.size() + a.additions.size(); });
    find_act_of();
    choose_fewest();
    found_.tried = trials_.tried();
    return std::move(found_);
  }

 private:
  void look_for(const AskedStall& stall) {
    trials_.allow(effort_);
    const Needs needs = needs_within(trials_, plan_, record_, linked_, as_of_, *stall.statement, *stall.judging, effort_);
    found_.complete = found_.complete && needs.without != Needs::Without::GivenUp;
    for (const Need& need : needs.alternatives) {
      const bool known = std::any_of(found_.acts.begin(), found_.acts.end(), [&](const Act& act) { return same(act.additions, need.additions); });
      if (!known) found_.acts.push_back({need.additions, {}});
    }
  }

  // The verdicts alone leave hope: it does not stall there any more.
  static bool hopeful(const AskedStall& stall, const Outline& outline) {
    const auto stalled = static_cast<std::size_t>(Verdict::Stalled);
    if (is_repeated(stall)) return outline.occurrences[stalled] < stall.statement->occurrences[stalled];
    return outline.verdict != Verdict::Stalled || outline.step > stall.judging->stall->step;
  }

  static bool is_repeated(const AskedStall& stall) {
    return std::any_of(stall.statement->occurrences.begin(), stall.statement->occurrences.end(), [](std::uint32_t n) { return n != 0; });
  }

  bool moved(const AskedStall& stall, const std::vector<Addition>& additions) {
    const StatementResult* now = trials_.judged(additions, stall.statement->statement);
    if (!now) return false;
    if (!is_repeated(stall)) return moved_on(now->judging, stall.judging->stall->step);
    const auto same_stall = [&](const Judging& judging) {
      return judging.verdict == Verdict::Stalled && judging.activated == stall.judging->activated && judging.stall->step <= stall.judging->stall->step;
    };
    return std::none_of(now->not_fired.begin(), now->not_fired.end(), same_stall);
  }

  std::vector<std::uint32_t> moved_by(const std::vector<Addition>& additions) {
    std::vector<std::uint32_t> list;
    trials_.allow({.tries = asked_.size() + 1, .work = effort_.work * (asked_.size() + 1)});
    const std::vector<Outline>* outlines = trials_.outlined(additions);
    if (!outlines) return list;
    for (std::uint32_t i = 0; i < asked_.size(); ++i)
      if (hopeful(asked_[i], (*outlines)[asked_[i].statement->statement])) list.push_back(i);
    std::erase_if(list, [&](std::uint32_t i) { return !moved(asked_[i], additions); });
    return list;
  }

  void find_moves(Act& act) { act.moves = moved_by(act.additions); }

  void find_act_of() {
    found_.act_of.assign(asked_.size(), std::nullopt);
    const auto better = [&](const Act& a, const Act& b) {
      return a.additions.size() != b.additions.size() ? a.additions.size() < b.additions.size() : a.moves.size() > b.moves.size();
    };
    for (std::uint32_t a = 0; a < found_.acts.size(); ++a)
      for (const std::uint32_t i : found_.acts[a].moves)
        if (!found_.act_of[i] || better(found_.acts[a], found_.acts[*found_.act_of[i]])) found_.act_of[i] = a;
  }

  void choose_fewest() {
    found_.exact = found_.acts.size() <= kMostActsCompared;
    std::vector<std::uint32_t> chosen = found_.exact ? fewest_of_all() : one_by_one();
    std::vector<Addition> all;
    for (const std::uint32_t a : chosen) all.insert(all.end(), found_.acts[a].additions.begin(), found_.acts[a].additions.end());
    const auto movable = std::count_if(found_.act_of.begin(), found_.act_of.end(), [](const auto& act) { return act.has_value(); });
    if (chosen.size() > 1 && moved_by(all).size() < static_cast<std::size_t>(movable)) return;
    found_.fewest = std::move(chosen);
  }

  bool covers(std::uint32_t choice) const {
    std::vector<std::uint8_t> moved(asked_.size(), 0);
    for (std::uint32_t a = 0; a < found_.acts.size(); ++a)
      if (choice >> a & 1u)
        for (const std::uint32_t i : found_.acts[a].moves) moved[i] = 1;
    for (std::size_t i = 0; i < asked_.size(); ++i)
      if (found_.act_of[i] && !moved[i]) return false;
    return true;
  }

  std::vector<std::uint32_t> fewest_of_all() const {
    std::uint32_t best = (1u << found_.acts.size()) - 1;
    for (std::uint32_t choice = 0; choice < (1u << found_.acts.size()); ++choice)
      if (std::popcount(choice) < std::popcount(best) && covers(choice)) best = choice;
    std::vector<std::uint32_t> list;
    for (std::uint32_t a = 0; a < found_.acts.size(); ++a)
      if (best >> a & 1u) list.push_back(a);
    return list;
  }

  std::vector<std::uint32_t> one_by_one() const {
    std::vector<std::uint32_t> list;
    std::vector<std::uint8_t> moved(asked_.size(), 0);
    const auto gains = [&](const Act& act) { return std::count_if(act.moves.begin(), act.moves.end(), [&](std::uint32_t i) { return !moved[i]; }); };
    for (;;) {
      const auto best = std::max_element(found_.acts.begin(), found_.acts.end(), [&](const Act& a, const Act& b) { return gains(a) < gains(b); });
      if (best == found_.acts.end() || gains(*best) == 0) return list;
      for (const std::uint32_t i : best->moves) moved[i] = 1;
      list.push_back(static_cast<std::uint32_t>(best - found_.acts.begin()));
    }
  }

  const Plan& plan_;
  const CaseRecord& record_;
  const LinkedRecords& linked_;
  const Time& as_of_;
  const std::vector<AskedStall>& asked_;
  const Effort& effort_;
  Trials trials_;
  NeedsTogether found_;
};

}  // namespace

NeedsTogether needs_together(const Plan& plan, const CaseRecord& record, const LinkedRecords& linked, const Time& as_of,
                             const std::vector<AskedStall>& asked, const Effort& effort) {
  return Together(plan, record, linked, as_of, asked, effort).run();
}

}  // namespace realist::engine
