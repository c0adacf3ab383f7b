// An excerpt bound: sorted, matched and tested as of an instant.
#include <algorithm>
#include <limits>
#include <tuple>

#include "engine/facts.h"

namespace realist::engine {
namespace {

using models::Compare;
using models::Operand;
using models::Value;

constexpr std::int64_t kBeforeAllTime = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t kAnswers = 8;       // kept of each field test
constexpr std::size_t kLongestKept = 64;  // of longer texts the same seldom comes again

Tri tri(bool truth) { return truth ? Tri::True : Tri::False; }

// -1, 0, 1 as `a` was made before, equally late as, or after `b`; an undated one is the earliest.
int lateness(const JudgementFact& a, const JudgementFact& b) {
  if (!a.at || !b.at) return a.at ? 1 : b.at ? -1 : 0;
  const bool ab = models::at_or_before(*a.at, *b.at), ba = models::at_or_before(*b.at, *a.at);
  return ab && ba ? 0 : ab ? -1 : 1;
}

using Latest = boost::container::small_vector<const JudgementFact*, 4>;

void keep_latest(Latest& latest, const JudgementFact& fact) {
  const int order = latest.empty() ? 1 : lateness(fact, *latest.front());
  if (order > 0) latest.clear();
  if (order >= 0) latest.push_back(&fact);
}

bool differ(const JudgementFact& a, const JudgementFact& b) {
  const bool truths = std::holds_alternative<bool>(a.value->data) && std::holds_alternative<bool>(b.value->data);
  return truths ? a.passes != b.passes : !(*a.value == *b.value);
}

Cause cause_of(const JudgementFact& fact) { return fact.since ? Cause::Dated : Cause::Judged; }

bool equally_late(const std::optional<Time>& a, const std::optional<Time>& b) {
  if (!a || !b) return !a && !b;
  return models::at_or_before(*a, *b) && models::at_or_before(*b, *a);
}

// Overwrites facts, in the order in which its members stand.
class Binder {
 public:
  Binder(const Plan& plan, Facts& facts) : plan_(plan), facts_(facts), excerpt_(facts.excerpt), work_(facts.workplace) {}

  void bind(const Time& as_of, const std::optional<Timeline>& timeline) {
    lay_out();
    facts_.asked = as_of;
    facts_.as_of = as_of.end();
    // The lowest offset in use: the same whatever the order of the facts.
    facts_.timeline = timeline ? *timeline : Timeline{};
    if (!timeline && excerpt_.lowest_offset != Time::kNoOffset) facts_.timeline.reference = excerpt_.lowest_offset;
    facts_.closed.reset();
    if (excerpt_.closed && models::at_or_before(*excerpt_.closed, facts_.as_of)) facts_.closed = excerpt_.closed;
    facts_.may_conflict = false;
    facts_.problems.clear();
    bind_events();
    match_types();
    match_patterns();
    bind_attributes();
    bind_judgements();
    find_plain();
    bind_pauses();
    set_begin();
  }

 private:
  std::int64_t key(const Time& t) const { return facts_.timeline.key(t); }
  std::int64_t key(const std::optional<Time>& t) const { return t ? key(*t) : kBeforeAllTime; }

  // What is kept by proposition is as long as the theory, so only what the case before has touched is put back.
  void lay_out() {
    if (work_.plan == &plan_) {
      for (const PropositionIndex p : work_.judged) lay_out(p);
      work_.judged.clear();
      return;
    }
    const std::size_t count = plan_.propositions.size();
    work_.plan = &plan_;
    work_.judged.clear();
    facts_.plain.resize(count);
    facts_.judged.resize(count);
    facts_.last_judged.resize(count);
    facts_.tied.resize(count);
    facts_.judgement_tests.assign(plan_.judgement_tests.size(), {});
    facts_.attribute_tests.resize(plan_.attribute_tests.size());
    facts_.recorded.resize(plan_.attribute_tests.size());
    facts_.test_tied.resize(plan_.attribute_tests.size());
    work_.answers.assign(plan_.field_count * kAnswers, {});
    for (PropositionIndex p = 0; p < count; ++p) lay_out(p);
  }

  void lay_out(PropositionIndex p) {
    const bool constant = plan_.propositions[p].indicator == kNone && !plan_.propositions[p].elsewhere;
    facts_.plain[p] = {};
    if (constant) facts_.plain[p].kind = Facts::Plain::Kind::Constant;
    facts_.judged[p].begin_anew(Tri::NotYet);
    facts_.last_judged[p].reset();
    facts_.tied[p] = 0;
    for (const TestId test : plan_.judgement_tests_of[p]) facts_.judgement_tests[test].clear();
  }

  void bind_events() {
    facts_.events.clear();
    for (const Excerpt::Event& event : excerpt_.events)
      if (facts_.visible(event.event->at)) facts_.events.push_back({key(event.event->at), event.event->at, event.index, event.type, event.event});
    // A day stands before the instants of its first moment; facts of one instant keep the order of the record.
    sort_events();
  }

  // Most records have their events in order already, or nearly so.
  void sort_events() {
    constexpr std::size_t kFew = 64;
    const auto before = [](const EventFact& a, const EventFact& b) { return a.key < b.key || (a.key == b.key && a.index < b.index); };
    std::vector<EventFact>& events = facts_.events;
    if (events.size() > kFew && !std::is_sorted(events.begin(), events.end(), before)) return std::sort(events.begin(), events.end(), before);
    for (std::size_t i = 1; i < events.size(); ++i) {
      if (!before(events[i], events[i - 1])) continue;
      const EventFact event = events[i];
      std::size_t to = i;
      for (; to > 0 && before(event, events[to - 1]); --to) events[to] = events[to - 1];
      events[to] = event;
    }
  }

  // All events by type, sorted by counting: within a type they keep their order.
  void match_types() {
    const std::size_t types = plan_.type_count();
    std::vector<std::uint32_t>& first = work_.type_first;
    first.assign(types + 2, 0);
    work_.undated.assign(types, 0);
    for (const EventFact& event : facts_.events) ++first[event.type + 2];
    for (std::size_t type = 2; type < types + 2; ++type) first[type] += first[type - 1];
    facts_.matches.resize(facts_.events.size());
    for (std::uint32_t i = 0; i < facts_.events.size(); ++i) facts_.matches[first[facts_.events[i].type + 1]++] = {i, Tri::True};
    for (std::size_t i = 0; i < facts_.events.size() && !facts_.events[i].at; ++i) work_.undated[facts_.events[i].type] = 1;
  }

  void match_patterns() {
    facts_.matched.resize(plan_.patterns.size());
    for (PatternId p = 0; p < plan_.patterns.size(); ++p) {
      const PatternPlan& pattern = plan_.patterns[p];
      const Facts::Stretch of_type{work_.type_first[pattern.type], work_.type_first[pattern.type + 1]};
      facts_.matched[p] = pattern.dynamic || pattern.where.empty() ? of_type : match_fields(pattern, of_type);
    }
  }

  Facts::Stretch match_fields(const PatternPlan& pattern, Facts::Stretch of_type) {
    const auto first = static_cast<std::uint32_t>(facts_.matches.size());
    for (std::uint32_t i = of_type.first; i < of_type.end; ++i) {
      const std::uint32_t event = facts_.matches[i].event;
      if (const Tri fit = match(pattern, facts_.events[event]); fit != Tri::False) facts_.matches.push_back({event, fit});
    }
    return {first, static_cast<std::uint32_t>(facts_.matches.size())};
  }

  Tri match(const PatternPlan& pattern, const EventFact& fact) {
    Tri result = Tri::True;
    for (const FieldPlan& field : pattern.where) {
      bool wrong_type = false;
      result = models::both(result, answer(field, find_field(*fact.event, field.test->path), wrong_type));
      if (wrong_type) report("/events/" + std::to_string(fact.index) + "/" + field.test->path, *field.test);
    }
    return result;
  }

  // Whether a field passes. The same few texts come again and again: what was said of the latest is remembered.
  Tri answer(const FieldPlan& field, const Value* value, bool& wrong_type) {
    const std::string* text = value ? std::get_if<std::string>(&value->data) : nullptr;
    if (!text || text->empty() || text->size() > kLongestKept) return passes(field, value, {}, wrong_type);
    const std::size_t place = (text->size() + static_cast<unsigned char>(text->front())) % kAnswers;
    Facts::Workplace::Answer& kept = work_.answers[field.number * kAnswers + place];
    if (kept.passes != Tri::NotYet && kept.text == *text) return kept.passes;
    bool wrong = false;
    const Tri result = passes(field, value, {}, wrong);
    wrong_type |= wrong;
    if (wrong) return result;
    kept.text = *text;
    kept.passes = result;
    return result;
  }

  void report(std::string path, const models::FieldTest& test) {
    std::replace(path.begin(), path.end(), '.', '/');
    add_problem({std::move(path), "is not what the theory compares it with, so it counts as unknown: " + test.path +
                                      " is compared with a number or a single value"});
  }

  void add_problem(models::Problem problem) {
    if (std::find(facts_.problems.begin(), facts_.problems.end(), problem) == facts_.problems.end())
      facts_.problems.push_back(std::move(problem));
  }

  void bind_attributes() {
    for (TestId test = 0; test < plan_.attribute_tests.size(); ++test) {
      facts_.recorded[test] = {};
      facts_.test_tied[test] = 0;
      bind_attribute(test);
      facts_.may_conflict |= facts_.test_tied[test] != 0;
    }
  }

  struct Entry {
    std::int64_t key;
    const models::DatedValue* value;
    Tri passes;
  };

  void bind_attribute(TestId test) {
    const FieldPlan& field = plan_.attribute_tests[test].field;
    Signal& signal = facts_.attribute_tests[test];
    bool wrong_type = false;
    signal.begin_anew(passes(field, nullptr, {}, wrong_type));
    const models::Attribute* attribute = excerpt_.attributes[plan_.attribute_tests[test].attribute];
    if (!attribute) return;
    boost::container::small_vector<Entry, 8> entries;
    for (const models::DatedValue& value : attribute->history)
      if (facts_.visible(value.at)) entries.push_back({key(value.at), &value, answer(field, &value.value, wrong_type)});
    if (wrong_type) report("/attributes/" + field.test->path, *field.test);
    if (entries.size() > 1)
      std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    for (std::size_t i = 0; i < entries.size();) i = add_equally_late(entries, i, test);
  }

  // Equally late values that differ leave it open which holds. Gives where the next begin.
  template <typename Entries>
  std::size_t add_equally_late(const Entries& entries, std::size_t i, TestId test) {
    const std::optional<Time>& at = entries[i].value->at;
    Tri value = entries[i].passes;
    std::size_t end = i + 1;
    for (; end < entries.size() && equally_late(at, entries[end].value->at); ++end) {
      if (entries[end].value->value == entries[i].value->value) continue;
      facts_.test_tied[test] = 1;
      if (plan_.attribute_tests[test].field.test->compare != Compare::Known) value = Tri::Unknown;
    }
    Facts::Recorded& recorded = facts_.recorded[test];
    recorded.undated |= !at;
    if (!recorded.first) recorded.first = at;
    if (at) facts_.attribute_tests[test].add(entries[i].key, *at, value, Cause::Dated);
    else facts_.attribute_tests[test].begin_anew(value);
    return end;
  }

  void bind_judgements() {
    work_.about.clear();
    for (const Excerpt::Judged& judged : excerpt_.judgements) {
      if (judged.proposition == kNone) continue;
      const JudgementFact fact = as_fact(judged);
      if (facts_.visible(fact.at)) work_.about.push_back({judged.proposition, judged.opposite, fact});
    }
    std::sort(work_.about.begin(), work_.about.end(), [](const auto& a, const auto& b) {
      return std::tie(a.proposition, a.fact.index) < std::tie(b.proposition, b.fact.index);
    });
    for (auto first = work_.about.begin(); first != work_.about.end();) {
      const auto end = std::find_if(first, work_.about.end(), [&](const auto& a) { return a.proposition != first->proposition; });
      bind_judged(first->proposition, {first, end});
      first = end;
    }
  }

  // All judgements of a proposition.
  void bind_judged(PropositionIndex p, std::span<const Facts::Workplace::About> about) {
    work_.judged.push_back(p);
    work_.of_one.clear();
    for (const auto& [proposition, opposite, fact] : about) {
      work_.of_one.push_back(fact);
      const bool* truth = std::get_if<bool>(&fact.value->data);
      work_.of_one.back().passes = truth ? tri(*truth != opposite) : Tri::NotYet;
    }
    bool tied = false;
    facts_.judged[p] = latest_judgement(work_.of_one, Tri::NotYet, tied);
    facts_.last_judged[p] = last_of(work_.of_one);
    facts_.tied[p] = tied;
    facts_.may_conflict |= tied || plan_.propositions[p].indicator != kNone;
    for (const TestId test : plan_.judgement_tests_of[p]) bind_judgement_test(test, about);
  }

  void bind_judgement_test(TestId id, std::span<const Facts::Workplace::About> about) {
    const JudgementTest& test = plan_.judgement_tests[id];
    for (const auto& [proposition, opposite, fact] : about) {
      if (!test.by.empty() && models::fold(excerpt_.judgements[fact.index].judgement->by) != test.by) continue;
      facts_.judgement_tests[id].push_back(fact);
      facts_.judgement_tests[id].back().passes = passes_judgement(test, *fact.value, opposite, fact.index);
    }
  }

  JudgementFact as_fact(const Excerpt::Judged& judged) const {
    const models::Judgement& judgement = *judged.judgement;
    JudgementFact fact;
    fact.at = judgement.at ? judgement.at : judgement.since;
    fact.from = judgement.since ? judgement.since : judgement.at;
    fact.since = judgement.since.has_value();
    fact.key = key(fact.from);
    fact.index = judged.index;
    fact.value = &judgement.value;
    return fact;
  }

  // no < partly < yes; a number is compared with numbers only.
  static std::optional<double> rank(const Value& value) {
    if (const bool* truth = std::get_if<bool>(&value.data)) return *truth ? 2 : 0;
    const std::string* text = std::get_if<std::string>(&value.data);
    if (text && models::fold(*text) == "partly") return 1;
    return std::nullopt;
  }
  static std::optional<double> rank(const Operand& operand, const std::string& folded) {
    if (operand.truth) return *operand.truth ? 2 : 0;
    return folded == "partly" ? std::optional<double>(1) : std::nullopt;
  }

  Tri passes_judgement(const JudgementTest& test, const Value& value, bool opposite, std::uint32_t index) {
    const models::FieldTest& field = test.condition->field;
    if (field.compare == Compare::Known) return tri(!value.is_null() != field.negated);
    if (value.is_null()) return Tri::Unknown;
    const std::optional<double> number =
        std::holds_alternative<double>(value.data) ? std::optional<double>(std::get<double>(value.data)) : std::nullopt;
    std::optional<double> have = rank(value);
    if (have && opposite) have = 2 - *have;
    Tri result = field.compare == Compare::OneOf ? Tri::False : Tri::True;
    for (std::size_t i = 0; i < field.operands.size(); ++i) {
      const std::optional<double> word = rank(field.operands[i], test.folded[i]);
      const std::optional<double> mine = word ? have : number;
      const std::optional<double> other = word ? word : field.operands[i].number;
      if (!mine || !other) {
        report_judgement(index);
        return Tri::Unknown;
      }
      const Tri one = compare(field.compare, *mine, *other, i);
      result = field.compare == Compare::OneOf ? models::either(result, one) : models::both(result, one);
    }
    return field.negated ? models::negate(result) : result;
  }

  static Tri compare(Compare how, double a, double b, std::size_t i) {
    switch (how) {
      case Compare::Less: return tri(a < b);
      case Compare::AtMost: return tri(a <= b);
      case Compare::More: return tri(a > b);
      case Compare::AtLeast: return tri(a >= b);
      case Compare::Between: return tri(i == 0 ? a >= b : a <= b);
      default: return tri(a == b);
    }
  }

  void report_judgement(std::uint32_t index) {
    add_problem({"/judgements/" + std::to_string(index) + "/value",
                 "is a number where the theory asks for yes, partly or no, or a word where it asks for a number, so it counts as "
                 "unknown"});
  }

  // Propositions without an indicator were laid out as constant already.
  void find_plain() {
    using Kind = Facts::Plain::Kind;
    for (const auto& [p, pattern] : plan_.event_alone) find_plain_event(pattern, facts_.plain[p]);
    for (const auto& [p, test] : plan_.attribute_alone) {
      const Signal& signal = facts_.attribute_tests[test];
      const bool constant = signal.constant() && !facts_.recorded[test].first;
      facts_.plain[p].kind = constant ? Kind::Constant : Kind::No;
      facts_.plain[p].value = signal.initial();
    }
    for (const PropositionIndex p : plan_.attributes_joined) {
      const std::optional<Tri> value = joined(plan_.nodes[plan_.propositions[p].indicator]);
      facts_.plain[p].kind = value ? Kind::Constant : Kind::No;
      facts_.plain[p].value = value.value_or(Tri::Unknown);
    }
    for (const PropositionIndex p : work_.judged)
      if (!facts_.judged[p].constant() || facts_.judged[p].initial() != Tri::NotYet) facts_.plain[p].kind = Kind::No;
  }

  void find_plain_event(PatternId id, Facts::Plain& plain) const {
    const PatternPlan& pattern = plan_.patterns[id];
    plain.first = facts_.matched[id].first;
    plain.end = facts_.matched[id].end;
    const bool sure = pattern.where.empty() ? !work_.undated[pattern.type] : all_sure(facts_.of(id));
    plain.kind = sure && !excerpt_.may_be_missing[pattern.type] ? Facts::Plain::Kind::Event : Facts::Plain::Kind::No;
    if (!sure && happened_undated(facts_.of(id))) plain.kind = Facts::Plain::Kind::Constant, plain.value = Tri::True;
  }

  // What happened at an unknown time is so at all times.
  bool happened_undated(std::span<const Match> matches) const {
    return std::any_of(matches.begin(), matches.end(), [this](const Match& match) { return match.fits == Tri::True && !facts_.events[match.event].at; });
  }

  // What a join of attributes comes to at all times; none: it changes.
  std::optional<Tri> joined(const Node& node) const {
    using Kind = models::Condition::Kind;
    if (node.kind == Kind::Attribute) {
      const Signal& signal = facts_.attribute_tests[node.test];
      return signal.constant() && !facts_.recorded[node.test].first ? std::optional(signal.initial()) : std::nullopt;
    }
    Tri value = node.kind == Kind::Any ? Tri::False : Tri::True;
    for (const NodeId id : node.parts) {
      const std::optional<Tri> part = joined(plan_.nodes[id]);
      if (!part) return std::nullopt;
      value = node.kind == Kind::Any ? models::either(value, *part) : models::both(value, *part);
    }
    return node.kind == Kind::Not ? models::negate(value) : value;
  }

  bool all_sure(std::span<const Match> matches) const {
    return std::all_of(matches.begin(), matches.end(),
                       [this](const Match& match) { return match.fits == Tri::True && facts_.events[match.event].at; });
  }

  void bind_pauses() {
    facts_.pauses.clear();
    for (const models::Pause& pause : excerpt_.pauses) {
      if (!facts_.visible(pause.from)) continue;
      Stop stop{pause.from.local, std::numeric_limits<std::int64_t>::max(), pause.from.day && (!pause.to || pause.to->day)};
      // An end that is yet to come is not known yet.
      if (pause.to && facts_.visible(pause.to)) stop.to = pause.to->end().local + (pause.to->day ? 1 : 0);
      facts_.pauses.push_back(stop);
    }
    if (facts_.pauses.size() > 1) merge_pauses();
  }

  void merge_pauses() {
    std::vector<Stop>& pauses = facts_.pauses;
    std::sort(pauses.begin(), pauses.end(), [](const Stop& a, const Stop& b) { return a.from < b.from; });
    std::size_t last = 0;
    for (std::size_t i = 1; i < pauses.size(); ++i) {
      if (pauses[i].from > pauses[last].to) {
        pauses[++last] = pauses[i];
      } else {
        pauses[last].to = std::max(pauses[last].to, pauses[i].to);
        pauses[last].whole_days &= pauses[i].whole_days;
      }
    }
    pauses.resize(last + 1);
  }

  // Within a kind of time what is visible comes before what is not, so that the earliest of each kind tells.
  void set_begin() {
    facts_.begin = excerpt_.opened;
    if (facts_.begin) return;
    excerpt_.dates.each_kind([this](const models::DateRange::Kind& kind) { may_begin(kind.earliest); });
    for (const Excerpt::Judged& judged : excerpt_.judgements) {
      const models::Judgement& judgement = *judged.judgement;
      if (!facts_.visible(judgement.at ? judgement.at : judgement.since)) continue;
      if (judgement.at) may_begin(*judgement.at);
      if (judgement.since) may_begin(*judgement.since);
    }
  }

  // Of one instant the day, then the one furthest west: the same whatever the order of the facts.
  void may_begin(const Time& t) {
    if (!facts_.visible(t)) return;
    auto place = [this](const Time& time) { return std::tuple(key(time), !time.day, time.offset); };
    if (!facts_.begin || place(t) < place(*facts_.begin)) facts_.begin = t;
  }

  const Plan& plan_;
  Facts& facts_;
  const Excerpt& excerpt_;
  Facts::Workplace& work_;
};

}  // namespace

bool Facts::visible(const std::optional<Time>& at) const {
  if (!at) return true;
  return models::at_or_before(*at, as_of) && (!closed || models::at_or_before(*at, *closed));
}

Signal latest_judgement(std::span<const JudgementFact> given, Tri none, bool& tied) {
  Signal signal(none);
  if (given.size() == 1) {
    if (given[0].from) signal.add(given[0].key, *given[0].from, given[0].passes, cause_of(given[0]));
    else signal.begin_anew(given[0].passes);
    return signal;
  }
  boost::container::small_vector<JudgementFact, 8> facts(given.begin(), given.end());
  std::stable_sort(facts.begin(), facts.end(), [](const JudgementFact& a, const JudgementFact& b) { return a.key < b.key; });
  Latest latest;  // equally late ones
  for (std::size_t next = 0; next < facts.size();) {
    const JudgementFact& named = facts[next];
    for (; next < facts.size() && facts[next].key == named.key; ++next) keep_latest(latest, facts[next]);
    Tri value = latest.front()->passes;
    for (const JudgementFact* fact : latest) {
      if (!differ(*fact, *latest.front())) continue;
      tied = true;
      value = Tri::Unknown;
    }
    if (named.from) signal.add(named.key, *named.from, value, cause_of(*latest.front()));
    else signal = Signal(value);
  }
  return signal;
}

std::optional<Time> last_of(std::span<const JudgementFact> facts) {
  const JudgementFact* last = nullptr;
  for (const JudgementFact& fact : facts)
    if (fact.at && (!last || !models::at_or_before(*fact.at, *last->at))) last = &fact;
  return last ? last->at : std::nullopt;
}

void bind(const Plan& plan, const Time& as_of, Facts& facts, const std::optional<Timeline>& timeline) {
  Binder(plan, facts).bind(as_of, timeline);
}

Facts bind(const Plan& plan, const models::CaseRecord& record, const Time& as_of, const std::optional<Timeline>& timeline) {
  Facts facts;
  excerpt_of(plan, record, facts.excerpt);
  bind(plan, as_of, facts, timeline);
  return facts;
}

}  // namespace realist::engine
