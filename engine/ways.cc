#include "engine/ways.h"

#include <algorithm>
#include <set>

#include "engine/facts.h"

namespace realist::engine {
namespace {

using models::Anchor;
using models::CaseRecord;
using models::Clause;
using models::Compare;
using models::Condition;
using models::Event;
using models::FieldTest;
using models::NumberTerm;
using models::Operand;
using models::PropositionIndex;
using models::TestWindow;
using models::Time;
using models::Value;

constexpr std::size_t kMostWays = 120;   // of one part; the shortest are kept
constexpr std::size_t kMostDates = 12;
constexpr std::uint32_t kMostCopies = 24;
constexpr std::size_t kMostRecords = 4;  // that a case was linked to for one kind
constexpr std::size_t kMostDepth = 64;   // propositions tested by propositions

using Dates = std::vector<std::optional<Time>>;

void add_date(Dates& dates, const std::optional<Time>& date) {
  if (dates.size() < kMostDates && std::find(dates.begin(), dates.end(), date) == dates.end()) dates.push_back(date);
}

struct Candidate {
  Value value;
  std::string words;  // where others would do as well
};

std::string number_words(double number) { return models::to_string(Value{number}); }

Value literal(const Operand& operand) {
  if (operand.truth) return {*operand.truth};
  if (operand.number) return {*operand.number};
  return {operand.text};
}

class Search {
 public:
  Search(const Plan& plan, const Occasion& occasion) : plan_(plan), theory_(plan.theory), at_(occasion), record_(occasion.record) {}

  std::vector<Way> of(const Clause& clause, bool wanted) {
    using Kind = Clause::Kind;
    switch (clause.kind) {
      case Kind::Proposition: return of(clause.proposition, wanted);
      case Kind::Not: return of(clause.parts[0], !wanted);
      case Kind::None: return joined(parts(clause.parts, !wanted), wanted);
      case Kind::All: return joined(parts(clause.parts, wanted), wanted);
      case Kind::Any: return joined(parts(clause.parts, wanted), !wanted);
      case Kind::AtLeast: return joined(parts(clause.parts, wanted), true);
    }
    return {};
  }

  std::vector<Way> of(PropositionIndex p, bool wanted) {
    if (depth_ >= kMostDepth) return {};
    const models::Proposition& proposition = theory_.propositions[p];
    const CaseRecord* const outer = record_;
    const std::string outer_name = name_;
    ++depth_;
    std::vector<Way> found;
    for (const CaseRecord* record : records_of(proposition)) {
      record_ = record;
      if (record != outer) name_ = record->id == at_.record->id ? "" : record->id;
      here(p, wanted, found);
      record_ = outer;
      name_ = outer_name;
    }
    --depth_;
    return shortest(std::move(found));
  }

  std::vector<Candidate> judged_values(const FieldTest& test, bool wanted) const {
    std::vector<Candidate> pool;
    for (const Operand& operand : test.operands)
      if (operand.number) {
        for (const double n : {*operand.number, *operand.number + 1, *operand.number - 1}) pool.push_back({{n}, ""});
      } else if (!operand.truth) {
        pool.push_back({{operand.text}, ""});
      }
    const bool numbers = !pool.empty() && std::holds_alternative<double>(pool.front().value.data);
    if (!numbers || test.compare == Compare::Known) {
      pool.push_back({{true}, ""});
      pool.push_back({{false}, ""});
    }
    (void)wanted;
    return pool;
  }

  // Values that pass a test, or fail it.
  std::vector<Candidate> values(const FieldTest& test, bool wanted) const {
    if (test.negated) wanted = !wanted;
    if (test.compare == Compare::Known) return wanted ? std::vector<Candidate>{{{true}, "any value"}} : std::vector<Candidate>{};
    std::vector<Candidate> found;
    if (test.compare == Compare::OneOf && !wanted && !test.operands.empty()) return {none_of(test)};
    for (const Operand& operand : test.operands) {
      const std::optional<Value> value = resolved(operand);
      if (value) value_for(test, *value, wanted, found);
      if (test.compare != Compare::OneOf) break;
    }
    return found;
  }

 private:
  std::optional<Value> resolved(const Operand& operand) const {
    switch (operand.kind) {
      case Operand::Kind::Literal: return literal(operand);
      case Operand::Kind::ThisCase: return Value{at_.record->id};
      case Operand::Kind::ThisLink: {
        const std::optional<std::string> id = linked_id(operand.text);
        return id ? std::optional<Value>(Value{*id}) : std::nullopt;
      }
      case Operand::Kind::ItsField: {
        const Value* value = at_.its ? find_field(*at_.its, operand.text) : nullptr;
        return value ? std::optional<Value>(*value) : std::nullopt;
      }
    }
    return std::nullopt;
  }

  void value_for(const FieldTest& test, const Value& value, bool wanted, std::vector<Candidate>& found) const {
    const double* number = std::get_if<double>(&value.data);
    const bool* truth = std::get_if<bool>(&value.data);
    const std::string words = models::to_string(value);
    switch (test.compare) {
      case Compare::Is:
      case Compare::OneOf:
        if (wanted) found.push_back({value, ""});
        else if (truth) found.push_back({{!*truth}, ""});
        else found.push_back({number ? Value{*number + 1} : Value{"other than " + words}, "something other than " + words});
        return;
      case Compare::Contains:
        found.push_back(wanted ? Candidate{{std::vector<Value>{value}}, "a list that holds " + words}
                               : Candidate{{std::vector<Value>{}}, "a list without " + words});
        return;
      case Compare::Between: {
        if (!number || test.operands.size() < 2 || !test.operands[1].number) return;
        const double high = *test.operands[1].number;
        found.push_back(wanted ? Candidate{value, "between " + words + " and " + number_words(high)}
                               : Candidate{{high + 1}, "above " + number_words(high)});
        return;
      }
      case Compare::Known: return;
      default: break;
    }
    if (!number) return;
    const bool less = test.compare == Compare::Less || test.compare == Compare::AtMost;
    const bool strict = test.compare == Compare::Less || test.compare == Compare::More;
    if (less == wanted)
      found.push_back({{strict == wanted ? *number - 1 : *number}, (strict == wanted ? "less than " : "at most ") + words});
    else
      found.push_back({{strict == wanted ? *number + 1 : *number}, (strict == wanted ? "more than " : "at least ") + words});
  }

  void here(PropositionIndex p, bool wanted, std::vector<Way>& found) {
    const models::Proposition& proposition = theory_.propositions[p];
    if (proposition.indicator)
      for (Way& way : of(*proposition.indicator, wanted, p)) found.push_back(std::move(way));
    if (!plan_.propositions[p].has_judged) found.push_back({judgement(p, Value{wanted}, "", {})});
  }

  static Candidate none_of(const FieldTest& test) {
    std::string words;
    for (const Operand& operand : test.operands) words += (words.empty() ? "" : " or ") + operand.text;
    return {{"other than " + words}, "something other than " + words};
  }

  std::optional<std::string> linked_id(const std::string& kind) const {
    const std::vector<std::string> ids = linked_ids(kind);
    return ids.empty() ? std::nullopt : std::optional<std::string>(ids.front());
  }

  static void targets(const CaseRecord& record, const std::string& folded_kind, std::vector<std::string>& ids) {
    for (const models::Link& link : record.links) {
      if (models::fold(link.kind) != folded_kind) continue;
      for (std::size_t i = link.history.size(); i-- > 0;)
        if (std::find(ids.begin(), ids.end(), link.history[i].id) == ids.end()) ids.push_back(link.history[i].id);
    }
  }

  // Every record the case was ever linked to for a kind, the latest first; links of linked records where it has none.
  std::vector<std::string> linked_ids(const std::string& kind) const {
    const std::string wanted = models::fold(kind);
    std::vector<std::string> ids;
    targets(*at_.record, wanted, ids);
    for (const models::Link& first : at_.record->links) {
      if (!ids.empty() && models::fold(first.kind) == wanted) break;
      for (const models::Link::Target& target : first.history) {
        const auto next = at_.linked->find(target.id);
        if (ids.size() < kMostRecords && next != at_.linked->end()) targets(*next->second, wanted, ids);
      }
    }
    if (ids.size() > kMostRecords) ids.resize(kMostRecords);
    return ids;
  }

  // The records a proposition is, or was, about.
  std::vector<const CaseRecord*> records_of(const models::Proposition& proposition) const {
    if (proposition.of.empty() || models::fold(proposition.of) == models::fold(theory_.case_kind)) return {record_};
    std::vector<const CaseRecord*> records;
    for (const std::string& id : linked_ids(proposition.of))
      if (const auto found = at_.linked->find(id); found != at_.linked->end()) records.push_back(found->second);
    return records;
  }

  // ---- conditions ----

  std::vector<Way> of(const Condition& condition, bool wanted, PropositionIndex owner) {
    using Kind = Condition::Kind;
    switch (condition.kind) {
      case Kind::Not: return of(condition.parts[0], !wanted, owner);
      case Kind::All: return joined(parts(condition.parts, wanted, owner), wanted);
      case Kind::Any: return joined(parts(condition.parts, wanted, owner), !wanted);
      case Kind::AtLeast: return joined(parts(condition.parts, wanted, owner), true);
      case Kind::Attribute: return attribute(condition.field, wanted);
      case Kind::ItsField: return {};
      case Kind::Judgement: return judgements(condition, wanted, owner);
      case Kind::Proposition: return of(condition.proposition, wanted);
      case Kind::Event: return wanted ? events(condition.event, condition.count, condition.window) : std::vector<Way>{};
      case Kind::Cadence: return wanted ? cadence(condition) : std::vector<Way>{};
      case Kind::Number: return wanted ? number(condition) : std::vector<Way>{};
    }
    return {};
  }

  template <typename Part>
  std::vector<std::vector<Way>> parts(const std::vector<Part>& list, bool wanted) {
    std::vector<std::vector<Way>> all;
    for (const Part& part : list) all.push_back(of(part, wanted));
    return all;
  }
  std::vector<std::vector<Way>> parts(const std::vector<Condition>& list, bool wanted, PropositionIndex owner) {
    std::vector<std::vector<Way>> all;
    for (const Condition& part : list) all.push_back(of(part, wanted, owner));
    return all;
  }

  // One of the parts is enough, or (`together`) some of them: which ones are true already is found by trying.
  std::vector<Way> joined(const std::vector<std::vector<Way>>& all, bool together) const {
    std::vector<Way> found;
    for (const std::vector<Way>& part : all) {
      const std::size_t before = found.size();
      if (together)
        for (std::size_t i = 0; i < before && found.size() < 8 * kMostWays; ++i)
          for (const Way& way : part)
            if (found[i].size() + way.size() <= at_.additions) found.push_back(sum(found[i], way));
      found.insert(found.end(), part.begin(), part.end());
    }
    if (together && all.size() > at_.additions) found.push_back(everything(all));
    return shortest(std::move(found));
  }

  static Way everything(const std::vector<std::vector<Way>>& all) {
    Way whole;
    for (const std::vector<Way>& part : all)
      if (!part.empty() && whole.size() < kMostDates) whole = sum(whole, part.front());
    return whole;
  }

  static Way sum(Way a, const Way& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
  }

  static std::vector<Way> shortest(std::vector<Way> found) {
    std::stable_sort(found.begin(), found.end(), [](const Way& a, const Way& b) { return a.size() < b.size(); });
    if (found.size() > kMostWays) found.resize(kMostWays);
    return found;
  }

  std::vector<Way> attribute(const FieldTest& test, bool wanted) const {
    std::vector<Way> found;
    for (Candidate& candidate : values(test, wanted)) {
      Wanted fact;
      fact.addition.kind = Addition::Kind::Attribute;
      fact.addition.record = name_;
      fact.addition.attribute.path = test.path;
      fact.addition.attribute.history = {{std::move(candidate.value), std::nullopt, ""}};
      fact.addition.value_words = std::move(candidate.words);
      fact.dates = at_.dates;
      add_date(fact.dates, std::nullopt);
      found.push_back({std::move(fact)});
    }
    return found;
  }

  Wanted judgement(PropositionIndex p, Value value, const std::string& by, Dates dates) const {
    Wanted fact;
    fact.addition.kind = Addition::Kind::Judgement;
    fact.addition.record = name_;
    fact.addition.judgement.about = theory_.propositions[p].phrase;
    fact.addition.judgement.value = std::move(value);
    fact.addition.judgement.by = by;
    fact.dates = std::move(dates);
    for (const auto& date : at_.dates) add_date(fact.dates, date);
    add_date(fact.dates, std::nullopt);
    return fact;
  }

  std::vector<Way> judgements(const Condition& condition, bool wanted, PropositionIndex owner) const {
    std::vector<Way> found;
    for (const Candidate& candidate : judged_values(condition.field, wanted))
      found.push_back({judgement(condition.proposition != kNone ? condition.proposition : owner, candidate.value, condition.by,
                                 window_dates(condition.window))});
    return found;
  }

  // Events that fit a pattern, with the fields it asks for.
  std::vector<Event> fitting(const models::EventPattern& pattern) const {
    std::vector<Event> events(1);
    events[0].type = pattern.type;
    for (const FieldTest& test : pattern.where) {
      const std::vector<Candidate> candidates = values(test, true);
      if (candidates.empty()) return {};
      for (Event& event : events) event.fields.emplace_back(test.path, candidates.front().value);
    }
    return events;
  }

  std::vector<Way> events(const models::EventPattern& pattern, std::uint32_t count, const TestWindow& window) const {
    std::vector<Way> found;
    for (const Event& event : fitting(pattern)) {
      for (std::uint32_t copies = 1; copies <= std::min(count, kMostCopies); ++copies) found.push_back({happening(event, copies, window)});
      if (count > kMostCopies) found.push_back({happening(event, std::min(count, 1000u), window)});
    }
    return found;
  }

  Wanted happening(const Event& event, std::uint32_t copies, const TestWindow& window) const {
    Wanted fact;
    fact.addition.kind = Addition::Kind::Event;
    fact.addition.record = name_;
    fact.addition.event = event;
    fact.copies = copies;
    fact.dates = window_dates(window);
    for (const auto& date : at_.dates) add_date(fact.dates, date);
    return fact;
  }

  std::vector<Way> cadence(const Condition& condition) const {
    std::vector<Way> found;
    for (const Event& event : fitting(condition.event)) {
      Wanted fact = happening(event, condition.count, {});
      found.push_back({fact});
      fact.cadence = true;
      fact.copies = condition.count;
      found.push_back({std::move(fact)});
    }
    return found;
  }

  // ---- numbers ----

  std::vector<Way> number(const Condition& condition) const {
    std::vector<double> near;
    for (const NumberTerm* term : {&*condition.left, &*condition.right, &*condition.right2})
      if (term->kind == NumberTerm::Kind::Literal) near.push_back(term->number);
    for (const NumberTerm* term : {&*condition.left, &*condition.right})
      for (const Event& event : record_->events)
        if (const Value* value = models::fold(event.type) == models::fold(term->event.type) ? find_field(event, term->path) : nullptr)
          if (const double* n = std::get_if<double>(&value->data); n && near.size() < 8) near.push_back(*n);
    std::vector<Way> found;
    for (const NumberTerm* term : {&*condition.left, &*condition.right}) number_term(*term, near, found);
    return shortest(std::move(found));
  }

  void number_term(const NumberTerm& term, const std::vector<double>& near, std::vector<Way>& found) const {
    using Kind = NumberTerm::Kind;
    switch (term.kind) {
      case Kind::Literal: return;
      case Kind::Attribute:
        for (const double n : around(near)) {
          Wanted fact;
          fact.addition.kind = Addition::Kind::Attribute;
          fact.addition.record = name_;
          fact.addition.attribute = {term.path, {{Value{n}, std::nullopt, ""}}};
          fact.dates = at_.dates;
          add_date(fact.dates, std::nullopt);
          found.push_back({std::move(fact)});
        }
        return;
      case Kind::Count: {
        std::uint32_t most = 1;
        for (const double n : near) most = std::max(most, n < kMostCopies ? static_cast<std::uint32_t>(std::max(1.0, n + 1)) : kMostCopies);
        for (Way& way : events(term.event, most, term.window)) found.push_back(std::move(way));
        return;
      }
      case Kind::Distance:
        for (const Anchor* anchor : {&term.from, &term.to})
          if (anchor->kind != Anchor::Kind::Attribute)
            for (Way& way : events(anchor->event, 1, {})) found.push_back(std::move(way));
        return;
      default: break;
    }
    for (const Event& event : fitting(term.event))
      for (const double n : around(near)) {
        Event measured = event;
        measured.fields.emplace_back(term.path, Value{n});
        found.push_back({happening(measured, 1, term.window)});
      }
  }

  static std::vector<double> around(const std::vector<double>& near) {
    std::vector<double> all;
    for (const double n : near)
      for (const double v : {n, n + 1, n - 1})
        if (std::find(all.begin(), all.end(), v) == all.end()) all.push_back(v);
    return all;
  }

  // ---- dates ----

  std::vector<Time> anchor_dates(const Anchor& anchor) const {
    std::vector<Time> found;
    if (anchor.kind == Anchor::Kind::Attribute) {
      if (const models::Attribute* attribute = find_attribute(*record_, anchor.path))
        for (const models::DatedValue& value : attribute->history)
          if (const std::string* text = std::get_if<std::string>(&value.value.data))
            if (const auto date = models::parse_time(*text)) found.push_back(*date);
      return found;
    }
    for (const Event& event : record_->events)
      if (event.at && models::fold(event.type) == models::fold(anchor.event.type)) found.push_back(*event.at);
    std::stable_sort(found.begin(), found.end(), [](const Time& a, const Time& b) { return models::compare(a, b) < 0; });
    if (found.size() > 1) found = anchor.kind == Anchor::Kind::LastEvent ? std::vector<Time>{found.back()} : std::vector<Time>{found.front()};
    return found;
  }

  void add_visible(Dates& dates, const Time& date) const {
    if (models::at_or_before(date, at_.as_of)) add_date(dates, date);
  }

  Dates window_dates(const TestWindow& window) const {
    using Kind = TestWindow::Kind;
    Dates dates;
    if (window.kind == Kind::BetweenDates) {
      add_visible(dates, window.to);
      add_visible(dates, window.from);
    }
    if (window.kind == Kind::During) phase_dates(theory_.phases[window.phase], dates);
    const models::Duration day{1, models::Unit::Day};
    for (const Time& at : anchor_dates(window.anchor)) {
      const bool back = window.kind == Kind::WithinBefore || window.kind == Kind::BetweenBefore || window.kind == Kind::Before;
      const int sign = back ? -1 : 1;
      if (window.high.count != 0) add_visible(dates, models::shifted(at, window.high, sign));
      if (window.low.count != 0) add_visible(dates, models::shifted(at, window.low, sign));
      if (window.kind != Kind::BetweenBefore && window.kind != Kind::BetweenAfter) add_visible(dates, at);
      if (window.kind == Kind::Before) add_visible(dates, models::shifted(at, day, -1));
    }
    return dates;
  }

  void phase_dates(const models::Phase& phase, Dates& dates) const {
    if (phase.until)
      for (const Time& at : anchor_dates(*phase.until)) add_visible(dates, at);
    for (const Time& at : anchor_dates(phase.from)) add_visible(dates, at);
  }

  const Plan& plan_;
  const models::Theory& theory_;
  const Occasion& at_;
  const CaseRecord* record_;
  std::string name_;  // of `record_`, where it is another's
  std::size_t depth_ = 0;

  friend std::vector<Addition> realist::engine::answers(const Plan&, const models::MissingFact&, const Occasion&);
};

// Every test of an attribute that the theory makes.
template <typename See>
void each_attribute_test(const Plan& plan, const std::string& path, See see) {
  for (const AttributeTest& test : plan.attribute_tests)
    if (test.field.test->path == path) see(*test.field.test);
}

Addition attribute_answer(const models::MissingFact& fact, Value value, std::string words) {
  Addition addition;
  addition.kind = Addition::Kind::Attribute;
  addition.record = fact.record;
  addition.attribute = {fact.name, {{std::move(value), std::nullopt, ""}}};
  addition.value_words = std::move(words);
  return addition;
}

std::vector<Addition> judgement_answers(const Plan& plan, const models::MissingFact& fact, const Search& search) {
  const models::FoundProposition found = models::find_proposition(plan.theory, fact.name);
  std::vector<Addition> list;
  auto add = [&](const Value& value, const std::string& by) {
    Addition addition;
    addition.kind = Addition::Kind::Judgement;
    addition.record = fact.record;
    addition.judgement.about = fact.name;
    addition.judgement.value = value;
    addition.judgement.by = by;
    list.push_back(std::move(addition));
  };
  for (const JudgementTest& test : plan.judgement_tests)
    if (test.proposition == found.index)
      for (const Candidate& candidate : search.judged_values(test.condition->field, true))
        if (!std::holds_alternative<bool>(candidate.value.data) && list.size() < 6) add(candidate.value, test.condition->by);
  if (list.empty() || std::holds_alternative<std::string>(list.front().judgement.value.data)) {
    add(Value{true}, list.empty() ? "" : list.front().judgement.by);
    add(Value{false}, list.front().judgement.by);
  }
  return list;
}

}  // namespace

std::vector<Way> ways(const Plan& plan, const Clause& clause, bool wanted, const Occasion& occasion) {
  return Search(plan, occasion).of(clause, wanted);
}

std::vector<Addition> answers(const Plan& plan, const models::MissingFact& fact, const Occasion& occasion) {
  using Kind = models::MissingFact::Kind;
  Search search(plan, occasion);
  std::vector<Addition> list;
  switch (fact.kind) {
    case Kind::Judgement: return judgement_answers(plan, fact, search);
    case Kind::Attribute:
      each_attribute_test(plan, fact.name, [&](const FieldTest& test) {
        if (list.size() >= 8) return;
        for (const bool wanted : {true, false})
          for (Candidate& candidate : search.values(test, wanted))
            list.push_back(attribute_answer(fact, std::move(candidate.value), std::move(candidate.words)));
      });
      return list;
    case Kind::Event:
      for (const PatternPlan& pattern : plan.patterns) {
        if (pattern.pattern->type != fact.name || list.size() >= 4) continue;
        for (Event& event : search.fitting(*pattern.pattern)) {
          Addition addition;
          addition.record = fact.record;
          addition.event = std::move(event);
          list.push_back(std::move(addition));
        }
      }
      return list;
    case Kind::Link:
      for (const auto& [id, record] : *occasion.linked)
        if (models::fold(record->kind) == models::fold(fact.name)) {
          Addition addition;
          addition.kind = Addition::Kind::Link;
          addition.record = fact.record;
          addition.link = {fact.name, {{id, std::nullopt}}};
          list.push_back(std::move(addition));
        }
      std::sort(list.begin(), list.end(), [](const Addition& a, const Addition& b) { return a.link.history[0].id < b.link.history[0].id; });
      if (list.size() > 4) list.resize(4);
      return list;
    case Kind::DateOf: return list;
  }
  return list;
}

}  // namespace realist::engine
