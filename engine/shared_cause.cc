#include "engine/shared_cause.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace realist::engine {
namespace {

using models::CaseRecord;
using models::PropositionIndex;
using models::Time;

constexpr std::int64_t kForever = std::numeric_limits<std::int64_t>::max() / 4;
constexpr std::size_t kMostAPool = 8;        // patterns looked for in one pool
constexpr std::size_t kMostPairs = 4'000;    // stretches compared for one record and pool
constexpr std::int64_t kBefore = 14;         // days before a stretch in which the record's own facts are looked for
constexpr std::int64_t kTogether = 7;        // stretches of one record no further apart are one

std::int64_t day_of(const Time& t) { return t.local >= 0 ? t.local / models::kDay : -((models::kDay - 1 - t.local) / models::kDay); }

Time day_time(std::int64_t day) {
  Time t;
  t.local = day * models::kDay;
  t.day = true;
  return t;
}

struct Unit {
  const AtRisk* risk = nullptr;
  std::int64_t from = 0, to = 0;
  bool broke = false;
  bool explained = false;
  std::vector<std::uint32_t> linked;  // by kind of link: which record, as it stood then; 0: none
};

using Key = std::pair<PropositionIndex, bool>;  // proposition, blocking

struct Found {
  std::string link, record;
  std::size_t kind = 0;       // the same by their numbers
  std::uint32_t number = 0;
  std::int64_t from = 0, until = 0;
  bool any_time = false;
  double chance = 1;
  std::set<Key> keys;
  std::vector<Unit*> broke;
};

struct Counts {
  std::size_t k = 0, n = 0, marked = 0, all = 0;
};

// The id that a link of a case led to on a day; the latest target at or before it, an undated one being the earliest.
const std::string* linked_on(const models::Link& link, std::int64_t day) {
  const models::Link::Target* best = nullptr;
  for (const models::Link::Target& target : link.history) {
    if (target.at && day_of(*target.at) > day) continue;
    if (!best || (target.at && (!best->at || models::compare(*best->at, *target.at) <= 0))) best = &target;
  }
  return best ? &best->id : nullptr;
}

// Days in order, to count those in a stretch.
class Days {
 public:
  void add(std::int64_t day) { days_.push_back(day); }
  void sort() { std::sort(days_.begin(), days_.end()); }
  std::size_t up_to(std::int64_t day) const { return static_cast<std::size_t>(std::upper_bound(days_.begin(), days_.end(), day) - days_.begin()); }
  std::size_t before(std::int64_t day) const { return static_cast<std::size_t>(std::lower_bound(days_.begin(), days_.end(), day) - days_.begin()); }
  const std::vector<std::int64_t>& all() const { return days_; }

 private:
  std::vector<std::int64_t> days_;
};

struct Tally {
  Days from, to, broke;

  void add(const Unit& unit) {
    from.add(unit.from), to.add(unit.to);
    if (unit.broke) broke.add(unit.to);
  }
  void sort() { from.sort(), to.sort(), broke.sort(); }
  std::size_t at_risk(std::int64_t a, std::int64_t b) const { return from.up_to(b) - std::min(from.up_to(b), to.before(a)); }
  std::size_t broke_in(std::int64_t a, std::int64_t b) const { return broke.up_to(b) - broke.before(a); }
};

class Mining {
 public:
  Mining(const models::Theory& theory, const std::vector<AtRisk>& at_risk, const std::vector<const CaseRecord*>& cases, const LinkedRecords& linked,
         const Time& as_of, const SharedCauseBounds& bounds)
      : theory_(theory), cases_(cases), linked_(linked), bounds_(bounds), today_(day_of(as_of)) {
    for (const AtRisk& risk : at_risk) {
      if (!risk.from || !risk.to) continue;
      units_.push_back({&risk, std::min(day_of(*risk.from), day_of(*risk.to)), day_of(*risk.to), risk.broke, false, {}});
    }
    std::set<std::string> kinds;
    for (const CaseRecord* record : cases)
      for (const models::Link& link : record->links) kinds.insert(link.kind);
    kinds_.assign(kinds.begin(), kinds.end());
    for (Unit& unit : units_)
      for (const std::string& kind : kinds_) unit.linked.push_back(number_of(record_of(unit, kind)));
  }

  std::vector<SharedCause> run() {
    for (auto& [key, pool] : pools()) mine(pool);
    std::vector<SharedCause> causes;
    for (Found& found : taken()) {
      join_other_steps(found);
      causes.push_back(told(found));
    }
    const auto beyond = [](const SharedCause& c) {
      return static_cast<double>(c.cases.size()) - static_cast<double>(c.of) * static_cast<double>(c.rest) / static_cast<double>(std::max<std::size_t>(1, c.of_rest));
    };
    std::stable_sort(causes.begin(), causes.end(), [&](const SharedCause& a, const SharedCause& b) { return beyond(a) > beyond(b); });
    if (causes.size() > bounds_.most) causes.resize(bounds_.most);
    return causes;
  }

 private:
  static Key key_of(const Unit& unit) { return {unit.risk->proposition, unit.risk->blocking}; }

  std::map<Key, std::vector<Unit*>> pools() {
    std::map<Key, std::vector<Unit*>> by;
    for (Unit& unit : units_) by[key_of(unit)].push_back(&unit);
    return by;
  }

  std::string record_of(const Unit& unit, const std::string& kind) const {
    for (const models::Link& link : cases_[unit.risk->which]->links) {
      if (link.kind != kind) continue;
      const std::string* id = linked_on(link, std::min(unit.to, today_));
      return id ? *id : "";
    }
    return "";
  }

  std::uint32_t number_of(const std::string& id) {
    if (id.empty()) return 0;
    const auto [found, fresh] = numbers_.try_emplace(id, static_cast<std::uint32_t>(names_.size()));
    if (fresh) names_.push_back(id);
    return found->second;
  }

  static bool is_of(const Unit& unit, const Found& found) { return unit.linked[found.kind] == found.number; }

  void mine(std::vector<Unit*> pool) {
    for (std::size_t round = 0; round < kMostAPool; ++round) {
      std::optional<Found> best;
      Tally all;
      for (const Unit* unit : pool) all.add(*unit);
      all.sort();
      for (std::size_t kind = 0; kind < kinds_.size(); ++kind) look(pool, kind, all, round == 0, best);
      if (!best) return;
      const std::set<Unit*> broke(best->broke.begin(), best->broke.end());
      std::erase_if(pool, [&](Unit* unit) { return broke.contains(unit); });
      found_.push_back(std::move(*best));
    }
  }

  void look(const std::vector<Unit*>& pool, std::size_t kind, const Tally& all, bool first, std::optional<Found>& best) {
    std::map<std::uint32_t, std::vector<Unit*>> of;
    for (Unit* unit : pool)
      if (unit->linked[kind] != 0) of[unit->linked[kind]].push_back(unit);
    for (const auto& [number, units] : of) look(units, kind, number, all, first, best);
  }

  void look(const std::vector<Unit*>& units, std::size_t kind, std::uint32_t number, const Tally& all, bool first, std::optional<Found>& best) {
    Tally own;
    for (const Unit* unit : units) own.add(*unit);
    own.sort();
    if (own.broke.all().size() < bounds_.least) return;
    const auto compare = [&](std::int64_t from, std::int64_t until, bool any_time) {
      const Counts c{own.broke_in(from, until), own.at_risk(from, until), all.broke_in(from, until), all.at_risk(from, until)};
      if (c.k < bounds_.least) return;
      if (first) ++compared_;
      if (!stands_out(c)) return;
      const double chance = chance_of_at_least(c.k, c.n, c.marked, c.all);
      if (chance > bounds_.chance || (best && chance >= best->chance)) return;
      best = Found{kinds_[kind], names_[number], kind, number, from, until, any_time, chance, {}, {}};
      for (Unit* unit : units)
        if (unit->broke && unit->to >= from && unit->to <= until) best->broke.push_back(unit), best->keys.insert(key_of(*unit));
    };
    std::vector<std::int64_t> days = own.broke.all();
    days.erase(std::unique(days.begin(), days.end()), days.end());
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < days.size(); ++i)
      for (std::size_t j = i; j < days.size() && days[j] - days[i] < bounds_.longest_days && pairs < kMostPairs; ++j, ++pairs) compare(days[i], days[j], false);
    compare(-kForever, kForever, true);  // last: a stretch that does as well says more
  }

  bool stands_out(const Counts& c) const {
    const std::size_t rest = c.marked - c.k, of_rest = c.all - c.n;
    if (of_rest == 0 || c.n == 0) return false;
    return static_cast<double>(c.k) * static_cast<double>(of_rest) >= bounds_.times * static_cast<double>(rest) * static_cast<double>(c.n);
  }

  // The unlikeliest first; what the ones before leave of the others.
  std::vector<Found> taken() {
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) { return a.chance < b.chance; });
    std::vector<Found> kept;
    for (Found& found : found_) {
      found.chance = std::min(1.0, found.chance * static_cast<double>(std::max<std::size_t>(1, compared_)));
      if (found.chance > bounds_.chance) continue;
      Found* same = together_with(kept, found);
      if (!same && !stands_without(found)) continue;
      for (Unit* unit : found.broke) unit->explained = true;
      if (same) join(*same, found);
      else kept.push_back(std::move(found));
    }
    return kept;
  }

  static Found* together_with(std::vector<Found>& kept, const Found& found) {
    for (Found& other : kept)
      if (other.link == found.link && other.record == found.record && other.any_time == found.any_time && found.from <= other.until + kTogether &&
          other.from <= found.until + kTogether)
        return &other;
    return nullptr;
  }

  static void join(Found& into, const Found& found) {
    into.from = std::min(into.from, found.from);
    into.until = std::max(into.until, found.until);
    into.keys.insert(found.keys.begin(), found.keys.end());
    into.chance = std::min(into.chance, found.chance);
  }

  // Other steps at which cases of the record broke in the same stretch, told beside the one that was tested.
  void join_other_steps(Found& found) const {
    std::map<Key, Counts> counts;
    for (const Unit& unit : units_) {
      if (found.any_time || unit.from > found.until || unit.to < found.from) continue;
      const bool own = is_of(unit, found), broke = unit.broke && unit.to <= found.until;
      Counts& c = counts[key_of(unit)];
      ++c.all, c.n += own, c.marked += broke, c.k += broke && own;
    }
    for (const auto& [key, c] : counts)
      if (c.k >= 2 && stands_out(c)) found.keys.insert(key);
  }

  bool stands_without(const Found& found) const {
    Counts c;
    for (const Unit& unit : units_) {
      if (unit.explained || !found.keys.contains(key_of(unit)) || unit.from > found.until || unit.to < found.from) continue;
      const bool own = is_of(unit, found);
      const bool broke = unit.broke && unit.to <= found.until;
      ++c.all, c.n += own, c.marked += broke, c.k += broke && own;
    }
    return c.k >= bounds_.least && stands_out(c) &&
           chance_of_at_least(c.k, c.n, c.marked, c.all) * static_cast<double>(std::max<std::size_t>(1, compared_)) <= bounds_.chance;
  }

  struct ByCase {
    std::set<std::size_t> broke, at_risk, rest, of_rest;
  };

  void count(const Found& found, const Unit& unit, ByCase& by) const {
    if (unit.from > found.until || unit.to < found.from) return;
    const bool own = is_of(unit, found);
    const bool broke = unit.broke && unit.to >= found.from && unit.to <= found.until;
    (own ? by.at_risk : by.of_rest).insert(unit.risk->which);
    if (broke) (own ? by.broke : by.rest).insert(unit.risk->which);
  }

  SharedCause told(const Found& found) const {
    SharedCause cause;
    cause.link = found.link;
    cause.record = found.record;
    cause.any_time = found.any_time;
    cause.chance = found.chance;
    ByCase whole;
    std::map<Key, ByCase> steps;
    std::int64_t first = kForever, last = -kForever;
    for (const Unit& unit : units_) {
      if (!found.keys.contains(key_of(unit))) continue;
      count(found, unit, whole);
      count(found, unit, steps[key_of(unit)]);
      if (unit.broke && unit.to >= found.from && unit.to <= found.until && is_of(unit, found))
        first = std::min(first, unit.to), last = std::max(last, unit.to);
    }
    for (const auto& [key, by] : steps)
      if (!by.broke.empty()) cause.steps.push_back({key.first, key.second, by.broke.size(), by.at_risk.size(), by.rest.size(), by.of_rest.size()});
    std::stable_sort(cause.steps.begin(), cause.steps.end(), [](const SharedStep& a, const SharedStep& b) { return a.cases > b.cases; });
    cause.cases.assign(whole.broke.begin(), whole.broke.end());
    cause.of = whole.at_risk.size(), cause.rest = whole.rest.size(), cause.of_rest = whole.of_rest.size();
    cause.from = day_time(first), cause.until = day_time(last);
    cause.actor = common_actor(cause);
    const auto record = linked_.find(found.record);
    if (record != linked_.end() && !found.any_time) cause.facts = own_facts(*record->second, *cause.from, *cause.until);
    return cause;
  }

  std::string common_actor(const SharedCause& cause) const {
    std::string actor;
    for (const SharedStep& step : cause.steps) {
      const std::string& own = theory_.propositions[step.proposition].actor;
      if (&step == &cause.steps.front()) actor = own;
      else if (models::fold(own) != models::fold(actor)) return "";
    }
    return actor;
  }

  const models::Theory& theory_;
  const std::vector<const CaseRecord*>& cases_;
  const LinkedRecords& linked_;
  const SharedCauseBounds& bounds_;
  std::int64_t today_;
  std::vector<Unit> units_;
  std::vector<std::string> kinds_;
  std::map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> names_ = {""};
  std::vector<Found> found_;
  std::size_t compared_ = 0;
};

std::string field(const models::Event& event, std::string_view name) {
  for (const auto& [path, value] : event.fields)
    if (path == name) return models::to_string(value);
  return "";
}

}  // namespace

double chance_of_at_least(std::size_t k, std::size_t n, std::size_t marked, std::size_t all) {
  const auto log_factorial = [](std::size_t x) { return std::lgamma(static_cast<double>(x) + 1); };
  const auto log_choose = [&](std::size_t a, std::size_t b) { return log_factorial(a) - log_factorial(b) - log_factorial(a - b); };
  double sum = 0;
  for (std::size_t i = k; i <= std::min(n, marked); ++i)
    if (n - i <= all - marked) sum += std::exp(log_choose(marked, i) + log_choose(all - marked, n - i) - log_choose(all, n));
  return std::min(1.0, sum);
}

std::vector<OwnFact> own_facts(const CaseRecord& record, const Time& from, const Time& until) {
  const std::int64_t first = day_of(from) - kBefore, last = day_of(until);
  std::vector<OwnFact> facts;
  const auto inside = [&](const std::optional<Time>& begin, const std::optional<Time>& end, bool lasting) {
    if (!begin || day_of(*begin) > last) return false;
    return lasting ? (!end || day_of(*end) >= day_of(from)) : day_of(*begin) >= first || (end && day_of(*end) >= day_of(from));
  };
  for (const models::Event& event : record.events) {
    std::optional<Time> end = models::parse_time(field(event, "until"));
    if (!end) end = models::parse_time(field(event, "to"));
    if (inside(event.at, end, false)) facts.push_back({event.type, OwnFact::Kind::Event, field(event, "reason"), field(event, "source"), event.at, end});
  }
  for (const models::Pause& pause : record.pauses)
    if (inside(pause.from, pause.to, true)) facts.push_back({"pause", OwnFact::Kind::Pause, pause.reason, "", pause.from, pause.to});
  for (const models::Attribute& attribute : record.attributes)
    for (const models::DatedValue& value : attribute.history)
      if (inside(value.at, std::nullopt, false)) facts.push_back({attribute.path, OwnFact::Kind::Attribute, models::to_string(value.value), value.source, value.at, std::nullopt});
  for (const models::Judgement& judgement : record.judgements)
    if (inside(judgement.at ? judgement.at : judgement.since, std::nullopt, false))
      facts.push_back({judgement.about, OwnFact::Kind::Judgement, models::to_string(judgement.value), judgement.source, judgement.at ? judgement.at : judgement.since, std::nullopt});
  std::stable_sort(facts.begin(), facts.end(), [](const OwnFact& a, const OwnFact& b) { return models::compare(a.from->start(), b.from->start()) < 0; });
  return facts;
}

std::vector<SharedCause> shared_causes(const models::Theory& theory, const std::vector<AtRisk>& at_risk, const std::vector<const CaseRecord*>& cases,
                                       const LinkedRecords& linked, const Time& as_of, const SharedCauseBounds& bounds) {
  return Mining(theory, at_risk, cases, linked, as_of, bounds).run();
}

}  // namespace realist::engine
