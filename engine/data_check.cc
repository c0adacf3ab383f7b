#include "engine/data_check.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <unordered_set>
#include <utility>

#include "models/nearest.h"
#include "models/time.h"

namespace realist::engine {
namespace {

using models::Anchor;
using models::Compare;
using models::Condition;
using models::Diagnostic;
using models::EventPattern;
using models::FieldTest;
using models::fold;
using models::Mark;
using models::NumberTerm;
using models::Operand;
using models::Place;
using models::Proposition;
using models::TestWindow;
using models::Theory;
using models::Value;

constexpr std::size_t kLongestValue = 200;  // longer texts are notes, not words to compare with
constexpr std::size_t kMostRelated = 5;
constexpr std::size_t kMostListed = 4;

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string times(std::size_t count) { return count == 1 ? "(once)" : "(" + std::to_string(count) + " times)"; }

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

// The one spelling of values that a test takes for the same: 24 and "24.0", yes and true.
std::string one_spelling(std::string_view text) {
  const std::string word = fold(text);
  if (word == "true") return "yes";
  if (word == "false") return "no";
  if (const auto number = number_in(word)) return models::to_string(Value{*number});
  return std::string(text);
}

void see_value(SeenField& field, const Value& value) {
  if (value.is_null()) return;
  ++field.known;
  if (const auto* list = std::get_if<std::vector<Value>>(&value.data)) {
    for (const Value& item : *list) see_value(field, item);
    return;
  }
  if (const auto* text = std::get_if<std::string>(&value.data)) {
    if (text->size() > kLongestValue) return;
    field.numbers += number_in(*text) ? 1 : 0;
    field.dates += models::parse_time(*text) ? 1 : 0;
    field.values.add(one_spelling(*text), SeenWords::kMost);
    return;
  }
  field.numbers += std::holds_alternative<double>(value.data) ? 1 : 0;
  field.values.add(models::to_string(value), SeenWords::kMost);
}

SeenField& field_of(SeenFields& fields, std::string_view path) {
  fields.paths.add(path);
  return fields.by_path[fold(path)];
}

bool is_about_numbers(Compare compare) { return compare >= Compare::Less; }

// Walks a theory and collects a warning for each word that the data do not have.
class Comparison {
 public:
  Comparison(const Theory& theory, const DataVocabulary& data) : theory_(theory), data_(data) {}

  std::vector<Diagnostic> run() {
    if (data_.records() == 0) return {};
    check_case_kind();
    gather_foreign_phrases();
    for (const Proposition& proposition : theory_.propositions) check_proposition(proposition);
    kind_ = theory_.case_kind;
    for (const models::Phase& phase : theory_.phases) check_phase(phase);
    for (const Condition& condition : theory_.not_applicable) check(condition, nullptr);
    for (const models::Statement& statement : theory_.statements)
      for (const models::Step& step : statement.steps) check_step(step);
    return std::move(found_);
  }

 private:
  using Kinds = std::vector<const SeenKind*>;

  void check_case_kind() {
    const std::string& kind = theory_.case_kind;
    if (kind.empty() || !kinds_of(kind).empty()) return;
    warn("data/kind-never-seen", kind, Place{}, "no record is of the kind " + quoted(kind) + ", which the theory is about",
         data_.kinds().instead_of(kind));
  }

  void check_proposition(const Proposition& proposition) {
    kind_ = proposition.of.empty() ? theory_.case_kind : proposition.of;
    if (!proposition.of.empty() && fold(proposition.of) != fold(theory_.case_kind)) check_link(proposition.of, proposition.place);
    told_unjudged_ = false;
    if (proposition.indicator) check(*proposition.indicator, &proposition);
    check_nearly_judged(proposition);
  }

  void check_link(const std::string& kind, const Place& place) {
    if (data_.links().count(kind) == 0)
      return warn("data/link-never-seen", kind, place, "no record has a link " + quoted(kind), data_.links().instead_of(kind));
    if (kinds_of(kind).empty())
      warn("data/kind-never-seen", kind, place, "no record is of the kind " + quoted(kind), data_.kinds().instead_of(kind));
  }

  void check_phase(const models::Phase& phase) {
    check(phase.from);
    if (phase.until) check(*phase.until);
  }

  void check_step(const models::Step& step) {
    const models::StepWindow& window = step.window;
    kind_.clear();  // a window's bound may stand in the case or in the record the step is about
    if (window.bound == models::StepWindow::Bound::BeforeEvent) check(window.event);
    if (window.bound == models::StepWindow::Bound::BeforeAttribute) check_date(window.path, window.place);
  }

  void check(const Condition& condition, const Proposition* owner) {
    for (const Condition& part : condition.parts) check(part, owner);
    switch (condition.kind) {
      case Condition::Kind::Attribute: check_attribute(condition.field); break;
      case Condition::Kind::ItsField: check_any_field(condition.field.path, condition.field.place); break;
      case Condition::Kind::Judgement: check_judgement(condition, owner); break;
      case Condition::Kind::Event:
      case Condition::Kind::Cadence: check(condition.event); break;
      case Condition::Kind::Number: check_numbers(condition); break;
      default: break;
    }
    if (condition.kind == Condition::Kind::Event || condition.kind == Condition::Kind::Judgement) check(condition.window);
  }

  void check_numbers(const Condition& condition) {
    check(condition.left, condition.place);
    check(condition.right, condition.place);
    if (condition.compare == Compare::Between) check(condition.right2, condition.place);
  }

  void check(const NumberTerm& term, const Place& place) {
    switch (term.kind) {
      case NumberTerm::Kind::Literal: return;
      case NumberTerm::Kind::Attribute: return check_number(kinds(), term.path, place);
      case NumberTerm::Kind::Distance: check(term.from); return check(term.to);
      case NumberTerm::Kind::Count: break;
      default: check_event_number(term, place); break;
    }
    check(term.event);
    check(term.window);
  }

  void check(const Anchor& anchor) {
    if (anchor.kind == Anchor::Kind::Attribute) check_date(anchor.path, anchor.place);
    else check(anchor.event);
  }

  void check(const TestWindow& window) {
    const TestWindow::Kind kind = window.kind;
    const bool anchored = kind >= TestWindow::Kind::WithinOf && kind <= TestWindow::Kind::BetweenAfter;
    if (anchored) check(window.anchor);
  }

  void check(const EventPattern& pattern) {
    const Kinds in = kinds();
    if (in.empty() || pattern.type.empty()) return;
    const SeenWords types = merged(in, [](const SeenKind& kind) { return &kind.event_types; });
    if (types.count(pattern.type) == 0)
      return warn("data/event-never-seen", pattern.type, pattern.place,
                  "the theory looks for the event " + quoted(pattern.type) + ", which no record has", types.instead_of(pattern.type));
    const std::vector<const SeenFields*> fields = fields_of(in, pattern.type);
    for (const FieldTest& test : pattern.where) check_field(test, fields, "data/field-never-seen", field_name(test.path, pattern.type));
  }

  void check_attribute(const FieldTest& test) {
    check_field(test, attributes(kinds()), "data/attribute-never-seen", attribute_name(test.path));
  }

  void check_field(const FieldTest& test, const std::vector<const SeenFields*>& in, const char* code, const std::string& name) {
    if (in.empty()) return;
    const std::vector<const SeenField*> found = find(test.path, in);
    if (found.empty()) return warn_path(code, test.path, test.place, in, name);
    if (is_about_numbers(test.compare)) return check_holds_numbers(found, name, test.place);
    for (const Operand& operand : test.operands) check_operand(operand, test);
    check_values(test, found, name);
  }

  void check_operand(const Operand& operand, const FieldTest& test) {
    if (operand.kind == Operand::Kind::ItsField) check_any_field(operand.text, test.place);
    if (operand.kind == Operand::Kind::ThisLink) check_link_operand(operand, test);
  }

  // The values of one test that never come up are told together, with what is nearest to the first.
  void check_values(const FieldTest& test, const std::vector<const SeenField*>& found, const std::string& name) {
    SeenWords values;
    for (const SeenField* field : found) values.add_all(field->values);
    if (values.many() || values.empty()) return;
    std::vector<std::string> never;
    for (const Operand& operand : test.operands)
      if (operand.kind == Operand::Kind::Literal && values.count(spelling(operand)) == 0)
        never.push_back(operand.text.empty() ? spelling(operand) : operand.text);
    if (never.empty()) return;
    std::string list = quoted(never.front());
    for (std::size_t i = 1; i < never.size(); ++i) list += (i + 1 < never.size() ? ", " : " or ") + quoted(never[i]);
    warn("data/value-never-seen", name + '\n' + list, test.place, name + " is never " + list, values.instead_of(never.front()));
  }

  void check_link_operand(const Operand& operand, const FieldTest& test) {
    if (data_.links().count(operand.text) == 0 && fold(operand.text) != fold(theory_.case_kind))
      warn("data/link-never-seen", operand.text, test.place, "no record has a link " + quoted(operand.text),
           data_.links().instead_of(operand.text));
  }

  static std::string spelling(const Operand& operand) {
    if (operand.truth) return *operand.truth ? "yes" : "no";
    if (operand.number) return models::to_string(Value{*operand.number});
    return one_spelling(operand.text);
  }

  // A field of the occurrence that a statement judges: of an event of any type.
  void check_any_field(const std::string& path, const Place& place) {
    std::vector<const SeenFields*> all;
    for (const SeenKind* kind : data_.all())
      for (const auto& [type, fields] : kind->fields_by_type) all.push_back(&fields);
    if (!all.empty() && find(path, all).empty())
      warn_path("data/field-never-seen", path, place, all, "the field " + quoted(path) + " of any event");
  }

  void check_event_number(const NumberTerm& term, const Place& place) {
    const std::vector<const SeenFields*> in = fields_of(kinds(), term.event.type);
    if (in.empty()) return;  // said of the event itself
    const std::string name = field_name(term.path, term.event.type);
    const auto found = find(term.path, in);
    if (found.empty()) return warn_path("data/field-never-seen", term.path, place, in, name);
    check_holds_numbers(found, name, place);
  }

  void check_number(const Kinds& in, const std::string& path, const Place& place) {
    if (in.empty()) return;
    const auto found = find(path, attributes(in));
    if (found.empty()) return warn_path("data/attribute-never-seen", path, place, attributes(in), attribute_name(path));
    check_holds_numbers(found, attribute_name(path), place);
  }

  void check_holds_numbers(const std::vector<const SeenField*>& found, const std::string& name, const Place& place) {
    for (const SeenField* field : found)
      if (field->numbers > 0 || field->known == 0) return;
    warn("data/never-a-number", name, place, name + " is compared as a number, and never holds one", example(found));
  }

  void check_date(const std::string& path, const Place& place) {
    const Kinds in = kinds();
    if (in.empty() || path.empty()) return;
    const auto found = find(path, attributes(in));
    const std::string name = attribute_name(path);
    if (found.empty()) return warn_path("data/attribute-never-seen", path, place, attributes(in), name);
    for (const SeenField* field : found)
      if (field->dates > 0 || field->known == 0) return;
    warn("data/never-a-date", name, place, name + " is used as a date, and never holds one", example(found));
  }

  void check_judgement(const Condition& condition, const Proposition* owner) {
    if (!condition.by.empty() && data_.judges().count(condition.by) == 0)
      warn("data/judge-never-seen", condition.by, condition.place, "no judgement is by " + quoted(condition.by),
           data_.judges().instead_of(condition.by));
    if (owner == nullptr || times_judged(*owner) > 0) return;
    told_unjudged_ = true;
    warn("data/never-judged", owner->phrase, condition.place, "no record holds a judgement of " + quoted(owner->phrase), near_phrase(*owner));
  }

  void check_nearly_judged(const Proposition& proposition) {
    if (told_unjudged_) return;
    for (const std::string& phrase : near_phrases(proposition))
      warn("data/nearly-judged", phrase, proposition.place,
           "the data judge " + quoted(phrase) + ' ' + times(data_.judged().count(phrase)) + ", which is nearly, but not quite, " +
               quoted(proposition.phrase),
           "");
  }

  template <typename Each>
  static void for_each_name(const Proposition& proposition, Each each) {
    each(proposition.phrase);
    if (!proposition.short_name.empty()) each(proposition.short_name);
    for (const std::string& name : proposition.also) each(name);
    for (const std::string& name : proposition.opposite) each(name);
  }

  std::size_t times_judged(const Proposition& proposition) const {
    std::size_t count = 0;
    for_each_name(proposition, [&](const std::string& name) { count += data_.judged().count(name); });
    return count;
  }

  // Judged phrases that name no proposition: one of them may be a proposition's, misspelt.
  void gather_foreign_phrases() {
    std::unordered_set<std::string> names;
    for (const Proposition& proposition : theory_.propositions)
      for_each_name(proposition, [&](const std::string& name) { names.insert(fold(name)); });
    data_.judged().for_each([&](const std::string& folded, const std::string& shown) {
      if (!names.contains(folded)) foreign_phrases_.push_back(shown);
    });
  }

  std::vector<std::string> near_phrases(const Proposition& proposition) const {
    std::vector<std::string> phrases;
    for (const std::string& phrase : foreign_phrases_) {
      bool near = false;
      for_each_name(proposition, [&](const std::string& name) { near = near || models::near_miss(name, phrase); });
      if (near) phrases.push_back(phrase);
    }
    return phrases;
  }

  std::string near_phrase(const Proposition& proposition) const {
    const auto phrases = near_phrases(proposition);
    if (phrases.empty()) return "";
    return "; nearest in the data: " + quoted(phrases.front()) + ' ' + times(data_.judged().count(phrases.front()));
  }

  Kinds kinds() const { return kinds_of(kind_); }

  // A record that names no kind is one of the theory's cases.
  Kinds kinds_of(const std::string& kind) const {
    if (kind.empty()) return data_.all();
    Kinds found;
    if (const SeenKind* named = data_.of_kind(kind)) found.push_back(named);
    const SeenKind* unnamed = fold(kind) == fold(theory_.case_kind) ? data_.of_kind("") : nullptr;
    if (unnamed != nullptr) found.push_back(unnamed);
    return found;
  }

  template <typename Pick>
  static SeenWords merged(const Kinds& in, Pick pick) {
    SeenWords all;
    for (const SeenKind* kind : in) all.add_all(*pick(*kind));
    return all;
  }

  static std::vector<const SeenFields*> attributes(const Kinds& in) {
    std::vector<const SeenFields*> fields;
    for (const SeenKind* kind : in) fields.push_back(&kind->attributes);
    return fields;
  }

  static std::vector<const SeenFields*> fields_of(const Kinds& in, const std::string& type) {
    std::vector<const SeenFields*> fields;
    for (const SeenKind* kind : in)
      if (const auto found = kind->fields_by_type.find(fold(type)); found != kind->fields_by_type.end()) fields.push_back(&found->second);
    return fields;
  }

  static std::vector<const SeenField*> find(const std::string& path, const std::vector<const SeenFields*>& in) {
    std::vector<const SeenField*> found;
    for (const SeenFields* fields : in)
      if (const auto at = fields->by_path.find(fold(path)); at != fields->by_path.end()) found.push_back(&at->second);
    return found;
  }

  static std::string attribute_name(const std::string& path) { return "the attribute " + quoted(path); }
  static std::string field_name(const std::string& path, const std::string& type) {
    return "the field " + quoted(path) + " of the event " + quoted(type);
  }

  static std::string example(const std::vector<const SeenField*>& found) {
    for (const SeenField* field : found)
      if (std::string some = field->values.instead_of(""); !some.empty()) return some;
    return "";
  }

  void warn_path(const char* code, const std::string& path, const Place& place, const std::vector<const SeenFields*>& in, const std::string& name) {
    SeenWords paths;
    for (const SeenFields* fields : in) paths.add_all(fields->paths);
    warn(code, name, place, "the theory looks for " + name + ", which no record has", paths.instead_of(path));
  }

  // One warning a word: a second place joins the first.
  void warn(const char* code, const std::string& word, const Place& place, std::string message, const std::string& instead) {
    const auto [at, fresh] = by_word_.try_emplace(std::string(code) + '\n' + fold(word), found_.size());
    if (!fresh) {
      auto& related = found_[at->second].related;
      if (related.size() < kMostRelated) related.push_back(mark(place, "and here"));
      return;
    }
    Diagnostic& d = found_.emplace_back();
    d.severity = models::Severity::Warning;
    d.code = code;
    d.message = std::move(message) + instead;
    d.where = mark(place, "");
  }

  Mark mark(const Place& place, std::string label) const {
    Mark m;
    if (place.file < theory_.files.size()) m.path = theory_.files[place.file].path;
    m.line = place.line;
    m.column = place.column;
    m.end_line = place.end_line;
    m.end_column = place.end_column;
    m.label = std::move(label);
    return m;
  }

  const Theory& theory_;
  const DataVocabulary& data_;
  bool told_unjudged_ = false;  // of the proposition at hand, with the nearest phrase
  std::string kind_;  // of the records that the condition at hand looks at; empty: any
  std::vector<std::string> foreign_phrases_;
  std::vector<Diagnostic> found_;
  std::map<std::string, std::size_t> by_word_;
};

}  // namespace

void SeenWords::add(std::string_view word, std::size_t most) { add_counted(word, 1, most); }

void SeenWords::add_all(const SeenWords& others) {
  for (const auto& [key, word] : others.words_) add_counted(word.shown, word.count, SIZE_MAX);
  many_ |= others.many_;
}

void SeenWords::add_counted(std::string_view word, std::size_t count, std::size_t most) {
  std::string key = fold(word);
  const auto known = words_.find(key);
  if (known != words_.end()) {
    known->second.count += count;
  } else if (words_.size() < most) {
    words_.emplace(std::move(key), Word{std::string(word), count});
  } else {
    many_ = true;
  }
}

std::size_t SeenWords::count(std::string_view word) const {
  const auto found = words_.find(fold(word));
  return found == words_.end() ? 0 : found->second.count;
}

std::string SeenWords::instead_of(std::string_view word) const {
  std::vector<std::string> shown;
  std::vector<const Word*> often;
  for (const auto& [key, seen] : words_) {
    shown.push_back(seen.shown);
    often.push_back(&seen);
  }
  if (const std::size_t at = models::nearest(word, shown); at < shown.size())
    return "; nearest in the data: " + quoted(shown[at]) + ' ' + times(count(shown[at]));
  std::stable_sort(often.begin(), often.end(), [](const Word* a, const Word* b) { return a->count > b->count; });
  std::string text;
  for (std::size_t i = 0; i < std::min(often.size(), kMostListed); ++i)
    text += (i == 0 ? "; the data have " : ", ") + quoted(often[i]->shown) + ' ' + times(often[i]->count);
  return often.size() > kMostListed || many_ ? text + " and others" : text;
}

void DataVocabulary::add(const models::CaseRecord& record) {
  ++records_;
  SeenKind& kind = by_kind_[fold(record.kind)];
  ++kind.records;
  if (!record.kind.empty()) kinds_.add(record.kind);
  for (const models::Link& link : record.links) links_.add(link.kind);
  for (const models::Attribute& attribute : record.attributes) {
    SeenField& field = field_of(kind.attributes, attribute.path);
    for (const models::DatedValue& dated : attribute.history) see_value(field, dated.value);
  }
  for (const models::Event& event : record.events) {
    kind.event_types.add(event.type);
    SeenFields& fields = kind.fields_by_type[fold(event.type)];
    for (const auto& [path, value] : event.fields) see_value(field_of(fields, path), value);
  }
  for (const models::Judgement& judgement : record.judgements) {
    judged_.add(judgement.about);
    if (!judgement.by.empty()) judges_.add(judgement.by);
  }
}

const SeenKind* DataVocabulary::of_kind(std::string_view kind) const {
  const auto found = by_kind_.find(fold(kind));
  return found == by_kind_.end() ? nullptr : &found->second;
}

std::vector<const SeenKind*> DataVocabulary::all() const {
  std::vector<const SeenKind*> kinds;
  for (const auto& [name, seen] : by_kind_) kinds.push_back(&seen);
  return kinds;
}

std::vector<Diagnostic> check_against_data(const Theory& theory, const DataVocabulary& data) { return Comparison(theory, data).run(); }

std::vector<std::string_view> data_check_codes() {
  return {"data/attribute-never-seen", "data/event-never-seen", "data/field-never-seen", "data/judge-never-seen",
          "data/kind-never-seen",      "data/link-never-seen",  "data/nearly-judged",    "data/never-a-date",
          "data/never-a-number",       "data/never-judged",     "data/value-never-seen"};
}

}  // namespace realist::engine
