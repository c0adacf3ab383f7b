#include "engine/recording.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "engine/work_phases.h"
#include "models/proposition_uses.h"

namespace realist::engine {
namespace {

using models::Anchor;
using models::Compare;
using models::Condition;
using models::fold;
using models::kNone;
using models::NumberTerm;
using models::Operand;
using models::PhaseIndex;
using models::PropositionIndex;
using models::TestWindow;
using models::Theory;
using Kind = RecordingItem::Kind;

template <typename T>
void add_once(std::vector<T>& list, const T& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

void ask(AskedValue& value, const models::FieldTest& test) {
  value.other = value.other || test.negated || test.compare == Compare::Known || test.compare == Compare::Contains;
  for (const Operand& operand : test.operands) {
    value.number = value.number || (test.compare >= Compare::Less && operand.number.has_value());
    if (operand.kind == Operand::Kind::ThisCase) value.this_case = true;
    else if (operand.kind == Operand::Kind::ThisLink) add_once(value.links, operand.text);
    else if (operand.kind == Operand::Kind::ItsField) value.other = true;
    else if (operand.truth) add_once(value.words, std::string(*operand.truth ? "yes" : "no"));
    else if (test.compare < Compare::Less) add_once(value.words, operand.text);
  }
}

class Recording {
 public:
  explicit Recording(const Theory& theory)
      : theory_(theory), uses_(models::proposition_uses(theory)), phases_(work_phases(theory)), parts_(theory.phases.size() + 2) {}

  std::vector<RecordingPart> gather() {
    for (PropositionIndex p = 0; p < theory_.propositions.size(); ++p)
      if (!uses_[p].empty()) take(p);
    leave_proposition();
    for (const models::Phase& phase : theory_.phases) {
      take(phase.from);
      if (phase.until) take(*phase.until);
    }
    for (const models::Statement& statement : theory_.statements)
      for (const models::Step& step : statement.steps) take(step.window);
    for (const Condition& condition : theory_.not_applicable) take(condition);
    return finished();
  }

 private:
  // Parts: links, the phases, no phase.
  std::size_t part_of(PhaseIndex phase) const { return phase == kNone ? parts_.size() - 1 : phase + 1; }

  void leave_proposition() {
    proposition_ = kNone;
    of_ = theory_.case_kind;
  }

  void take(PropositionIndex p) {
    const models::Proposition& proposition = theory_.propositions[p];
    proposition_ = p;
    of_ = proposition.of.empty() ? theory_.case_kind : proposition.of;
    if (fold(of_) != fold(theory_.case_kind)) link(of_);
    if (proposition.indicator) take(*proposition.indicator);
    else judgement();
  }

  void take(const Condition& condition) {
    for (const Condition& part : condition.parts) take(part);
    switch (condition.kind) {
      case Condition::Kind::Attribute: links_in(condition.field); ask(attribute(condition.field.path).value, condition.field); break;
      case Condition::Kind::Judgement: judged(condition); break;
      case Condition::Kind::Event:
      case Condition::Kind::Cadence: take(condition.event, repeats(condition)); break;
      case Condition::Kind::Number:
        for (const NumberTerm* term : {&*condition.left, &*condition.right, &*condition.right2}) take(*term);
        break;
      default: break;
    }
    if (condition.kind == Condition::Kind::Event || condition.kind == Condition::Kind::Judgement) take(condition.window);
  }

  void take(const models::EventPattern& pattern, bool repeats = false) {
    for (const models::FieldTest& test : pattern.where) links_in(test);
    for (RecordingItem* item : event(pattern.type)) {
      item->repeats = item->repeats || repeats || whenever();
      for (const models::FieldTest& test : pattern.where) ask(field(*item, test.path).value, test);
    }
  }

  // Each of them counts: several are asked for, a steady pace, or how long ago the last one was.
  static bool repeats(const Condition& condition) {
    return condition.kind == Condition::Kind::Cadence || condition.count > 1 || condition.window.kind == TestWindow::Kind::InTheLast;
  }

  // The proposition starts a statement that is judged each time.
  bool whenever() const {
    if (proposition_ == kNone) return false;
    return std::any_of(uses_[proposition_].begin(), uses_[proposition_].end(), [&](const models::PropositionUse& use) {
      return use.part == models::PropositionUse::Part::Antecedent && theory_.statements[use.statement].form == models::Form::Whenever;
    });
  }

  void take(const Anchor& anchor) {
    if (anchor.kind == Anchor::Kind::Attribute) attribute(anchor.path).value.date = true;
    else if (!anchor.event.type.empty()) take(anchor.event);
  }

  void take(const TestWindow& window) {
    const bool anchored = window.kind >= TestWindow::Kind::WithinOf && window.kind <= TestWindow::Kind::BetweenAfter;
    if (anchored) take(window.anchor);
  }

  void take(const models::StepWindow& window) {
    if (window.bound == models::StepWindow::Bound::BeforeEvent) take(window.event);
    if (window.bound == models::StepWindow::Bound::BeforeAttribute) attribute(window.path).value.date = true;
  }

  void take(const NumberTerm& term) {
    switch (term.kind) {
      case NumberTerm::Kind::Literal: return;
      case NumberTerm::Kind::Attribute: attribute(term.path).value.number = true; return;
      case NumberTerm::Kind::Distance: take(term.from); take(term.to); return;
      default: break;
    }
    take(term.event, true);
    if (term.kind != NumberTerm::Kind::Count)
      for (RecordingItem* item : event(term.event.type)) field(*item, term.path).value.number = true;
    take(term.window);
  }

  void judged(const Condition& condition) {
    RecordingItem& item = judgement();
    ask(item.value, condition.field);
    if (!condition.by.empty()) add_once(item.judges, condition.by);
  }

  void links_in(const models::FieldTest& test) {
    for (const Operand& operand : test.operands)
      if (operand.kind == Operand::Kind::ThisLink && fold(operand.text) != fold(theory_.case_kind)) link(operand.text);
  }

  // A link stands in the case itself, whatever record asks for it.
  void link(std::string kind) {
    const std::string of = std::exchange(of_, theory_.case_kind);
    item(0, Kind::Link, kind);
    of_ = of;
  }

  RecordingItem& attribute(const std::string& path) { return item(first_part(), Kind::Attribute, path); }
  RecordingItem& judgement() { return item(first_part(), Kind::Judgement, theory_.propositions[proposition_].phrase); }

  std::size_t first_part() const {
    return proposition_ == kNone || phases_[proposition_].empty() ? part_of(kNone) : part_of(*phases_[proposition_].begin());
  }

  // The item of an event in every phase in which it is asked for. Pointers stay valid: lists of items do not move them.
  std::vector<RecordingItem*> event(const std::string& type) {
    std::vector<RecordingItem*> items;
    const PhaseIndex own = phase_of_event(theory_, type);
    if (own != kNone) return {&item(part_of(own), Kind::Event, type)};
    if (proposition_ == kNone || phases_[proposition_].empty()) return {&item(part_of(kNone), Kind::Event, type)};
    for (const PhaseIndex phase : phases_[proposition_]) items.push_back(&item(part_of(phase), Kind::Event, type));
    return items;
  }

  static AskedField& field(RecordingItem& item, const std::string& path) {
    for (AskedField& known : item.fields)
      if (fold(known.path) == fold(path)) return known;
    item.fields.push_back({path, {}});
    return item.fields.back();
  }

  // The one item of that name in a part (of anything but events: in any part, the first asked for stands).
  RecordingItem& item(std::size_t part, Kind kind, const std::string& name) {
    const std::size_t where = kind == Kind::Event ? part : SIZE_MAX;
    const auto [known, fresh] = items_.try_emplace(std::tuple(where, kind, fold(of_), fold(name)));
    if (fresh) {
      known->second.item.kind = kind;
      known->second.item.of = of_;
      known->second.item.name = name;
      known->second.part = part;
      known->second.order = items_.size();
    }
    known->second.part = std::min(known->second.part, part);
    if (proposition_ != kNone) note_proposition(known->second.item);
    return known->second.item;
  }

  void note_proposition(RecordingItem& item) const {
    if (!item.propositions.empty() && item.propositions.back() == proposition_) return;
    item.propositions.push_back(proposition_);
    const std::string& actor = theory_.propositions[proposition_].actor;
    if (!actor.empty()) add_once(item.actors, actor);
    if (item.kind == Kind::Link) return;
    for (const models::PropositionUse& use : uses_[proposition_])
      if (use.part == models::PropositionUse::Part::Step && theory_.statements[use.statement].steps[use.number - 1].window.written())
        item.dues.push_back({use.statement, use.number});
  }

  // An event that some phase asks for is not asked for again outside the phases: what is wanted of it there goes to them all.
  void merge_loose_events() {
    const std::size_t loose = parts_.size() - 1;
    for (auto at = items_.begin(); at != items_.end();) {
      const auto& [where, kind, of, name] = at->first;
      bool taken = false;
      for (std::size_t part = 1; kind == Kind::Event && where == loose && part < loose; ++part) {
        const auto same = items_.find({part, kind, of, name});
        if (same == items_.end()) continue;
        merge(same->second.item, at->second.item);
        taken = true;
      }
      at = taken ? items_.erase(at) : std::next(at);
    }
  }

  static void merge(RecordingItem& into, const RecordingItem& from) {
    into.repeats = into.repeats || from.repeats;
    for (const AskedField& asked : from.fields) merge(field(into, asked.path).value, asked.value);
    for (const std::string& actor : from.actors) add_once(into.actors, actor);
    for (const PropositionIndex p : from.propositions) add_once(into.propositions, p);
    std::sort(into.propositions.begin(), into.propositions.end());
    into.dues.insert(into.dues.end(), from.dues.begin(), from.dues.end());
  }

  static void merge(AskedValue& into, const AskedValue& from) {
    for (const std::string& word : from.words) add_once(into.words, word);
    for (const std::string& link : from.links) add_once(into.links, link);
    into.number = into.number || from.number;
    into.date = into.date || from.date;
    into.other = into.other || from.other;
    into.this_case = into.this_case || from.this_case;
  }

  std::vector<RecordingPart> finished() {
    merge_loose_events();
    std::vector<std::pair<std::tuple<int, PropositionIndex, std::size_t>, Gathered*>> order;
    for (auto& [key, gathered] : items_) {
      const RecordingItem& item = gathered.item;
      const PropositionIndex first = item.propositions.empty() ? kNone : item.propositions.front();
      order.push_back({{bound_order(item, gathered.part), first, gathered.order}, &gathered});
    }
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [key, gathered] : order) parts_[gathered->part].items.push_back(std::move(gathered->item));
    for (PhaseIndex p = 0; p < theory_.phases.size(); ++p) parts_[part_of(p)].phase = p;
    std::erase_if(parts_, [](const RecordingPart& part) { return part.items.empty(); });
    return std::move(parts_);
  }

  // -1: it begins the part's phase; 1: it ends it; else 0.
  int bound_order(const RecordingItem& item, std::size_t part) const {
    if (item.kind != Kind::Event || part == 0 || part > theory_.phases.size()) return 0;
    const models::Phase& phase = theory_.phases[part - 1];
    const auto is = [&](const Anchor& anchor) { return anchor.kind != Anchor::Kind::Attribute && fold(anchor.event.type) == fold(item.name); };
    return is(phase.from) ? -1 : phase.until && is(*phase.until) ? 1 : 0;
  }

  struct Gathered {
    RecordingItem item;
    std::size_t part = 0, order = 0;
  };

  const Theory& theory_;
  std::vector<std::vector<models::PropositionUse>> uses_;
  std::vector<std::set<PhaseIndex>> phases_;
  std::map<std::tuple<std::size_t, Kind, std::string, std::string>, Gathered> items_;
  std::vector<RecordingPart> parts_;
  PropositionIndex proposition_ = kNone;  // whose indicator is looked at
  std::string of_;                        // kind of record it is about
};

}  // namespace

std::vector<RecordingPart> what_to_record(const Theory& theory) { return Recording(theory).gather(); }

}  // namespace realist::engine
