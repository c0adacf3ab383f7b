#include "engine/facts.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace realist::engine {
namespace {

using models::Compare;
using models::Operand;
using models::Value;

std::optional<double> number_of(const std::string& text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || rest != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<double> number_of(const Value& value) {
  if (const double* number = std::get_if<double>(&value.data)) return *number;
  if (const std::string* text = std::get_if<std::string>(&value.data)) return number_of(*text);
  return std::nullopt;
}

std::optional<bool> truth_of(const Value& value) {
  if (const bool* truth = std::get_if<bool>(&value.data)) return *truth;
  const std::string* text = std::get_if<std::string>(&value.data);
  if (!text) return std::nullopt;
  const std::string word = models::fold(*text);
  if (word == "yes" || word == "true") return true;
  if (word == "no" || word == "false") return false;
  return std::nullopt;
}

Tri tri(bool truth) { return truth ? Tri::True : Tri::False; }

bool is_list(const Value& value) { return std::holds_alternative<std::vector<Value>>(value.data); }

// Equality as `is` means it: text folded, numbers as numbers, truth values as such. A value of another type is Unknown.
Tri same(const Operand& operand, const std::string& folded, const Value& value, bool& wrong_type) {
  if (value.is_null()) return Tri::Unknown;
  if (operand.truth)
    if (const std::optional<bool> truth = truth_of(value)) return tri(*truth == *operand.truth);
  if (operand.number) {
    if (const std::optional<double> number = number_of(value)) return tri(*number == *operand.number);
  } else if (const std::string* text = std::get_if<std::string>(&value.data)) {
    return tri(models::fold(*text) == folded);
  }
  wrong_type = true;
  return Tri::Unknown;
}

// An operand that is another field or somebody's id, as a value; null where that is not recorded.
Value resolve(const Operand& operand, const Whose& whose) {
  switch (operand.kind) {
    case Operand::Kind::ItsField: {
      const Value* value = whose.its ? find_field(*whose.its, operand.text) : nullptr;
      return value ? *value : Value{};
    }
    case Operand::Kind::ThisCase: return {std::string(whose.case_id)};
    case Operand::Kind::ThisLink: {
      const auto id = whose.link ? whose.link(whose.context, operand.text) : std::nullopt;
      return id ? Value{std::string(*id)} : Value{};
    }
    case Operand::Kind::Literal: break;
  }
  return {};
}

Tri same_value(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Tri::Unknown;
  if (const auto x = number_of(a), y = number_of(b); x && y) return tri(*x == *y);
  return tri(models::fold(models::to_string(a)) == models::fold(models::to_string(b)));
}

Tri equals(const FieldPlan& field, std::size_t i, const Value& value, const Whose& whose, bool& wrong_type) {
  const Operand& operand = field.test->operands[i];
  if (operand.kind == Operand::Kind::Literal) return same(operand, field.folded[i], value, wrong_type);
  return same_value(resolve(operand, whose), value);
}

Tri one_of(const FieldPlan& field, const Value& value, const Whose& whose, bool& wrong_type) {
  Tri result = Tri::False;
  for (std::size_t i = 0; i < field.test->operands.size(); ++i)
    result = models::either(result, equals(field, i, value, whose, wrong_type));
  return result;
}

Tri contains(const FieldPlan& field, const Value& value, const Whose& whose, bool& wrong_type) {
  const auto* list = std::get_if<std::vector<Value>>(&value.data);
  if (!list) return equals(field, 0, value, whose, wrong_type);
  // An element of another type than the operand is simply not it.
  bool other_type = false;
  for (const Value& item : *list)
    if (equals(field, 0, item, whose, other_type) == Tri::True) return Tri::True;
  return Tri::False;
}

std::optional<double> operand_number(const FieldPlan& field, std::size_t i, const Whose& whose) {
  const Operand& operand = field.test->operands[i];
  return operand.kind == Operand::Kind::Literal ? operand.number : number_of(resolve(operand, whose));
}

Tri ordered(const FieldPlan& field, const Value& value, const Whose& whose, bool& wrong_type) {
  const std::optional<double> number = number_of(value);
  const std::optional<double> low = operand_number(field, 0, whose);
  if (!number) wrong_type = true;
  if (!number || !low) return Tri::Unknown;
  switch (field.test->compare) {
    case Compare::Less: return tri(*number < *low);
    case Compare::AtMost: return tri(*number <= *low);
    case Compare::More: return tri(*number > *low);
    case Compare::AtLeast: return tri(*number >= *low);
    default: break;
  }
  const std::optional<double> high = operand_number(field, 1, whose);
  return high ? tri(*number >= *low && *number <= *high) : Tri::Unknown;
}

Tri passes_plain(const FieldPlan& field, const Value* value, const Whose& whose, bool& wrong_type) {
  if (field.test->compare == Compare::Known) return tri(value && !value->is_null());
  if (!value || value->is_null()) return Tri::Unknown;
  switch (field.test->compare) {
    case Compare::Is:
      if (is_list(*value)) wrong_type = true;
      return is_list(*value) ? Tri::Unknown : equals(field, 0, *value, whose, wrong_type);
    case Compare::OneOf:
      if (is_list(*value)) wrong_type = true;
      return is_list(*value) ? Tri::Unknown : one_of(field, *value, whose, wrong_type);
    case Compare::Contains: return contains(field, *value, whose, wrong_type);
    default: return ordered(field, *value, whose, wrong_type);
  }
}

}  // namespace

Tri passes(const FieldPlan& field, const Value* value, const Whose& whose, bool& wrong_type) {
  const Tri result = passes_plain(field, value, whose, wrong_type);
  return field.test->negated ? models::negate(result) : result;
}

const Value* find_field(const models::Event& event, std::string_view path) {
  for (const auto& [name, value] : event.fields)
    if (name == path) return &value;
  const std::string folded = models::fold(path);
  for (const auto& [name, value] : event.fields)
    if (models::fold(name) == folded) return &value;
  return nullptr;
}

const models::Attribute* find_attribute(const models::CaseRecord& record, std::string_view path) {
  for (const models::Attribute& attribute : record.attributes)
    if (attribute.path == path) return &attribute;
  const std::string folded = models::fold(path);
  for (const models::Attribute& attribute : record.attributes)
    if (models::fold(attribute.path) == folded) return &attribute;
  return nullptr;
}

Tri fits(const PatternPlan& pattern, const models::Event& event, const Whose& whose) {
  Tri result = Tri::True;
  bool wrong_type = false;
  for (const FieldPlan& field : pattern.where)
    result = models::both(result, passes(field, find_field(event, field.test->path), whose, wrong_type));
  return result;
}

bool Facts::visible(const std::optional<Time>& at) const {
  if (!at) return true;
  return models::at_or_before(*at, as_of) && (!closed || models::at_or_before(*at, *closed));
}

namespace {

// -1, 0, 1 as `a` was made before, equally late as, or after `b`; an undated one is the earliest.
int lateness(const JudgementFact& a, const JudgementFact& b) {
  if (!a.at || !b.at) return a.at ? 1 : b.at ? -1 : 0;
  const bool ab = models::at_or_before(*a.at, *b.at), ba = models::at_or_before(*b.at, *a.at);
  return ab && ba ? 0 : ab ? -1 : 1;
}

void keep_latest(std::vector<const JudgementFact*>& latest, const JudgementFact& fact) {
  const int order = latest.empty() ? 1 : lateness(fact, *latest.front());
  if (order > 0) latest.clear();
  if (order >= 0) latest.push_back(&fact);
}

bool differ(const JudgementFact& a, const JudgementFact& b) {
  const bool truths = std::holds_alternative<bool>(a.value->data) && std::holds_alternative<bool>(b.value->data);
  return truths ? a.passes != b.passes : !(*a.value == *b.value);
}

// Reads one record under one plan; the members are filled in the order they stand.
class Binder {
 public:
  Binder(const Plan& plan, const models::CaseRecord& record, const Time& as_of, const std::optional<Timeline>& timeline)
      : plan_(plan), record_(record) {
    facts_.record = &record;
    facts_.asked = as_of;
    facts_.as_of = as_of.end();
    if (timeline) facts_.timeline = *timeline;
    else set_timeline();
    if (record.closed && models::at_or_before(*record.closed, facts_.as_of)) facts_.closed = record.closed;
    bind_events();
    bind_patterns();
    bind_attributes();
    bind_judgements();
    find_plain();
    bind_pauses();
    set_begin();
  }

  Facts take() { return std::move(facts_); }

 private:
  template <typename See>
  void each_time(See see) const {
    for (const models::Event& event : record_.events)
      if (event.at) see(*event.at);
    for (const models::Judgement& judgement : record_.judgements) {
      if (judgement.at) see(*judgement.at);
      if (judgement.since) see(*judgement.since);
    }
    for (const models::Attribute& attribute : record_.attributes)
      for (const models::DatedValue& value : attribute.history)
        if (value.at) see(*value.at);
  }

  // The lowest offset in use: the same whatever the order of the facts.
  void set_timeline() {
    std::int32_t reference = std::numeric_limits<std::int32_t>::max();
    each_time([&](const Time& t) {
      if (t.has_offset()) reference = std::min(reference, t.offset);
    });
    if (reference != std::numeric_limits<std::int32_t>::max()) facts_.timeline.reference = reference;
  }

  void set_begin() {
    facts_.begin = record_.opened;
    if (facts_.begin) return;
    auto see = [&](const std::optional<Time>& t) {
      if (!t || !facts_.visible(t)) return;
      if (!facts_.begin || key(*t) < key(*facts_.begin) || (key(*t) == key(*facts_.begin) && t->day && !facts_.begin->day))
        facts_.begin = t;
    };
    for (const models::Event& event : record_.events) see(event.at);
    for (const models::Judgement& judgement : record_.judgements) {
      if (!facts_.visible(judgement.at ? judgement.at : judgement.since)) continue;
      see(judgement.at);
      see(judgement.since);
    }
    for (const models::Attribute& attribute : record_.attributes)
      for (const models::DatedValue& value : attribute.history) see(value.at);
    for (const models::Link& link : record_.links)
      for (const models::Link::Target& target : link.history) see(target.at);
  }

  std::int64_t key(const Time& t) const { return facts_.timeline.key(t); }

  void bind_events() {
    for (std::uint32_t i = 0; i < record_.events.size(); ++i) {
      const models::Event& event = record_.events[i];
      if (!facts_.visible(event.at)) continue;
      const std::int64_t k = event.at ? key(*event.at) : std::numeric_limits<std::int64_t>::min();
      facts_.events.push_back({k, event.at, i, &event});
    }
    // A day stands before the instants of its first moment; facts of one instant keep the order of the record.
    std::stable_sort(facts_.events.begin(), facts_.events.end(),
                     [](const EventFact& a, const EventFact& b) { return a.key < b.key; });
    facts_.may_be_missing.assign(plan_.type_count(), 0);
    for (EventTypeId type = 0; type < plan_.type_count(); ++type) {
      facts_.may_be_missing[type] = record_.may_be_missing_given ? record_.all_may_be_missing : plan_.may_be_missing(type);
    }
    for (const std::string& name : record_.may_be_missing)
      if (const EventTypeId type = plan_.type_of(models::fold(name)); type != kNone) facts_.may_be_missing[type] = 1;
    for (const std::string& name : record_.complete_events)
      if (const EventTypeId type = plan_.type_of(models::fold(name)); type != kNone) facts_.may_be_missing[type] = 0;
  }

  void bind_patterns() {
    std::vector<std::vector<std::uint32_t>> by_type(plan_.type_count());
    for (std::uint32_t i = 0; i < facts_.events.size(); ++i)
      if (const EventTypeId type = plan_.type_of(models::fold(facts_.events[i].event->type)); type != kNone)
        by_type[type].push_back(i);
    for (const PatternPlan& pattern : plan_.patterns) {
      facts_.first_match.push_back(static_cast<std::uint32_t>(facts_.matches.size()));
      for (const std::uint32_t i : by_type[pattern.type]) {
        const Tri fit = pattern.dynamic ? Tri::True : match(pattern, facts_.events[i]);
        if (fit != Tri::False) facts_.matches.push_back({i, fit});
      }
    }
    facts_.first_match.push_back(static_cast<std::uint32_t>(facts_.matches.size()));
  }

  Tri match(const PatternPlan& pattern, const EventFact& fact) {
    Tri result = Tri::True;
    for (const FieldPlan& field : pattern.where) {
      bool wrong_type = false;
      result = models::both(result, passes(field, find_field(*fact.event, field.test->path), {}, wrong_type));
      if (wrong_type) report("/events/" + std::to_string(fact.index) + "/" + field.test->path, *field.test);
    }
    return result;
  }

  void report(std::string path, const models::FieldTest& test) {
    std::replace(path.begin(), path.end(), '.', '/');
    models::Problem problem{std::move(path), "is not what the theory compares it with, so it counts as unknown: " +
                                                 test.path + " is compared with a number or a single value"};
    if (std::find(facts_.problems.begin(), facts_.problems.end(), problem) == facts_.problems.end())
      facts_.problems.push_back(std::move(problem));
  }

  void bind_attributes() {
    for (const AttributeTest& test : plan_.attribute_tests) {
      bool tied = false;
      facts_.recorded.emplace_back();
      facts_.attribute_tests.push_back(attribute_signal(test.field, tied));
      facts_.test_tied.push_back(tied);
      facts_.may_conflict |= tied;
    }
  }

  Signal attribute_signal(const FieldPlan& field, bool& tied) {
    struct Entry {
      std::int64_t key;
      const models::DatedValue* value;
      Tri passes;
    };
    std::vector<Entry> entries;
    const models::Attribute* attribute = find_attribute(record_, field.test->path);
    bool wrong_type = false;
    if (attribute) {
      for (const models::DatedValue& value : attribute->history) {
        if (!facts_.visible(value.at)) continue;
        const std::int64_t k = value.at ? key(*value.at) : std::numeric_limits<std::int64_t>::min();
        entries.push_back({k, &value, passes(field, &value.value, {}, wrong_type)});
      }
    }
    if (wrong_type) report("/attributes/" + field.test->path, *field.test);
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    Signal signal(passes(field, nullptr, {}, wrong_type));
    for (std::size_t i = 0; i < entries.size();) {
      Tri value = entries[i].passes;
      std::size_t end = i + 1;
      for (; end < entries.size() && equally_late(*entries[i].value, *entries[end].value); ++end) {
        if (entries[end].value->value == entries[i].value->value) continue;
        tied = true;
        if (field.test->compare != Compare::Known) value = Tri::Unknown;
      }
      const std::optional<Time>& at = entries[i].value->at;
      Facts::Recorded& recorded = facts_.recorded.back();
      recorded.undated |= !at;
      if (!recorded.first) recorded.first = at;
      if (at) signal.add(entries[i].key, *at, value, Cause::Dated);
      else signal = Signal(value);
      i = end;
    }
    return signal;
  }

  static bool equally_late(const models::DatedValue& a, const models::DatedValue& b) { return equally_late(a.at, b.at); }
  static bool equally_late(const std::optional<Time>& a, const std::optional<Time>& b) {
    if (!a || !b) return !a && !b;
    return models::at_or_before(*a, *b) && models::at_or_before(*b, *a);
  }

  void bind_judgements() {
    const std::size_t count = plan_.propositions.size();
    facts_.judged.assign(count, Signal(Tri::NotYet));
    facts_.tied.assign(count, 0);
    facts_.last_judged.assign(count, std::nullopt);
    std::vector<std::vector<JudgementFact>> about(count);
    about_.assign(count, {});
    for (std::uint32_t i = 0; i < record_.judgements.size(); ++i) {
      const models::Judgement& judgement = record_.judgements[i];
      const Plan::Named named = plan_.named(models::fold(judgement.about));
      if (named.proposition == kNone) continue;
      const std::optional<Time> made = judgement.at ? judgement.at : judgement.since;
      if (!facts_.visible(made)) continue;
      about_[named.proposition].push_back({i, named.opposite});
      JudgementFact fact = as_fact(judgement, i);
      fact.passes = Tri::NotYet;
      if (const bool* truth = std::get_if<bool>(&judgement.value.data)) fact.passes = tri(*truth != named.opposite);
      about[named.proposition].push_back(fact);
    }
    for (PropositionIndex p = 0; p < count; ++p)
      if (!about[p].empty()) {
        bool tied = false;
        facts_.judged[p] = latest_judgement(about[p], Tri::NotYet, tied);
        facts_.last_judged[p] = last_of(about[p]);
        facts_.tied[p] = tied;
        facts_.may_conflict |= tied || plan_.propositions[p].indicator != kNone;
      }
    for (const JudgementTest& test : plan_.judgement_tests) facts_.judgement_tests.push_back(facts_for(test));
  }

  void find_plain() {
    facts_.plain.assign(plan_.propositions.size(), {});
    for (PropositionIndex p = 0; p < plan_.propositions.size(); ++p) {
      const Signal& judged = facts_.judged[p];
      if (!judged.constant() || judged.initial() != Tri::NotYet || plan_.propositions[p].elsewhere) continue;
      const PropositionPlan& plan = plan_.propositions[p];
      if (plan.one_event != kNone) find_plain_event(plan.one_event, facts_.plain[p]);
      else if (plan.indicator == kNone) facts_.plain[p].kind = Facts::Plain::Kind::Constant;
      else find_constant(plan_.nodes[plan.indicator], facts_.plain[p]);
    }
  }

  void find_plain_event(PatternId pattern, Facts::Plain& plain) const {
    if (facts_.may_be_missing[plan_.patterns[pattern].type]) return;
    plain.first = facts_.first_match[pattern];
    plain.end = facts_.first_match[pattern + 1];
    for (const Match& match : facts_.of(pattern))
      if (match.fits != Tri::True || !facts_.events[match.event].at) return;
    plain.kind = Facts::Plain::Kind::Event;
  }

  void find_constant(const Node& node, Facts::Plain& plain) const {
    if (node.kind != models::Condition::Kind::Attribute || node.condition->field.compare == Compare::Known) return;
    const Signal& signal = facts_.attribute_tests[node.test];
    if (!signal.constant() || facts_.recorded[node.test].first) return;
    plain.kind = Facts::Plain::Kind::Constant;
    plain.value = signal.initial();
  }

  JudgementFact as_fact(const models::Judgement& judgement, std::uint32_t index) const {
    JudgementFact fact;
    fact.at = judgement.at ? judgement.at : judgement.since;
    fact.from = judgement.since ? judgement.since : judgement.at;
    fact.since = judgement.since.has_value();
    fact.key = fact.from ? key(*fact.from) : std::numeric_limits<std::int64_t>::min();
    fact.index = index;
    fact.value = &judgement.value;
    return fact;
  }

  std::vector<JudgementFact> facts_for(const JudgementTest& test) {
    std::vector<JudgementFact> facts;
    if (test.proposition == kNone) return facts;
    for (const auto& [index, opposite] : about_[test.proposition]) {
      const models::Judgement& judgement = record_.judgements[index];
      if (!test.by.empty() && models::fold(judgement.by) != test.by) continue;
      JudgementFact fact = as_fact(judgement, index);
      fact.passes = passes_judgement(test, judgement.value, opposite, index);
      facts.push_back(fact);
    }
    return facts;
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
    models::Problem problem{"/judgements/" + std::to_string(index) + "/value",
                            "is a number where the theory asks for yes, partly or no, or a word where it asks for a "
                            "number, so it counts as unknown"};
    if (std::find(facts_.problems.begin(), facts_.problems.end(), problem) == facts_.problems.end())
      facts_.problems.push_back(std::move(problem));
  }

  void bind_pauses() {
    for (const models::Pause& pause : record_.pauses) {
      if (!models::at_or_before(pause.from, facts_.as_of)) continue;
      Stop stop{pause.from.local, std::numeric_limits<std::int64_t>::max(), pause.from.day && (!pause.to || pause.to->day)};
      // An end that is yet to come is not known yet.
      if (pause.to && models::at_or_before(*pause.to, facts_.as_of)) stop.to = pause.to->end().local + (pause.to->day ? 1 : 0);
      facts_.pauses.push_back(stop);
    }
    std::sort(facts_.pauses.begin(), facts_.pauses.end(),
              [](const Stop& a, const Stop& b) { return a.from < b.from; });
    std::vector<Stop> merged;
    for (const Stop& stop : facts_.pauses) {
      if (merged.empty() || stop.from > merged.back().to) {
        merged.push_back(stop);
      } else {
        merged.back().to = std::max(merged.back().to, stop.to);
        merged.back().whole_days &= stop.whole_days;
      }
    }
    facts_.pauses = std::move(merged);
  }

  const Plan& plan_;
  const models::CaseRecord& record_;
  Facts facts_;
  std::vector<std::vector<std::pair<std::uint32_t, bool>>> about_;  // per proposition: judgements and whether turned round
};

}  // namespace

Signal latest_judgement(std::vector<JudgementFact> facts, Tri none, bool& tied) {
  std::stable_sort(facts.begin(), facts.end(),
                   [](const JudgementFact& a, const JudgementFact& b) { return a.key < b.key; });
  Signal signal(none);
  std::vector<const JudgementFact*> latest;  // equally late ones
  for (std::size_t next = 0; next < facts.size();) {
    const JudgementFact& named = facts[next];
    for (; next < facts.size() && facts[next].key == named.key; ++next) keep_latest(latest, facts[next]);
    Tri value = latest.front()->passes;
    for (const JudgementFact* fact : latest) {
      if (!differ(*fact, *latest.front())) continue;
      tied = true;
      value = Tri::Unknown;
    }
    const Cause cause = latest.front()->since ? Cause::Dated : Cause::Judged;
    if (named.from) signal.add(named.key, *named.from, value, cause);
    else signal = Signal(value);
  }
  return signal;
}

std::optional<Time> last_of(const std::vector<JudgementFact>& facts) {
  const JudgementFact* last = nullptr;
  for (const JudgementFact& fact : facts)
    if (fact.at && (!last || !models::at_or_before(*fact.at, *last->at))) last = &fact;
  return last ? last->at : std::nullopt;
}

Facts bind(const Plan& plan, const models::CaseRecord& record, const Time& as_of,
           const std::optional<Timeline>& timeline) {
  return Binder(plan, record, as_of, timeline).take();
}

}  // namespace realist::engine
