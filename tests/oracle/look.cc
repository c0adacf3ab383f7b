#include "tests/oracle/look.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace realist::oracle {

using models::Anchor;
using models::CaseRecord;
using models::Clause;
using models::Compare;
using models::Condition;
using models::Duration;
using models::Event;
using models::EventPattern;
using models::FieldTest;
using models::Judgement;
using models::kNone;
using models::MissingFact;
using models::NumberTerm;
using models::Operand;
using models::PropositionIndex;
using models::TestWindow;
using models::Time;
using models::Tri;
using models::Unit;
using models::Value;

bool earlier(const Time& a, const Time& b) { return models::compare(a.start(), b.start()) < 0; }

bool equally_late(const Time& a, const Time& b) {
  if (a.day || b.day) return models::at_or_before(a, b) && models::at_or_before(b, a);
  return models::compare(a, b) == 0;
}

std::string content(const Event& event) {
  std::string text = event.type + '|' + (event.at ? models::to_string(*event.at) : "");
  std::vector<std::string> fields;
  for (const auto& [path, value] : event.fields) fields.push_back(path + '=' + models::to_string(value));
  std::sort(fields.begin(), fields.end());
  for (const std::string& f : fields) text += '|' + f;
  return text;
}

// --- Kleene, with where the values come from ---------------------------------------------------------------------

namespace {

void keep_newest(std::optional<Time>& into, const std::optional<Time>& at) {
  if (at && (!into || earlier(*into, *at))) into = at;
}

void take(Look& into, const Look& part) {
  keep_newest(into.date, part.date);
  keep_newest(into.from, part.from);
  into.events.insert(into.events.end(), part.events.begin(), part.events.end());
}

// The value rests on `needed` of the parts that have it: undated ones first, then dated ones, then judgements.
void rest_on(Look& into, const std::vector<Look>& parts, std::size_t needed) {
  std::array<std::size_t, 3> count{};
  for (const Look& p : parts)
    if (p.value == into.value) ++count[static_cast<std::size_t>(p.basis)];
  into.basis = count[0] >= needed ? Basis::Timeless : count[0] + count[1] >= needed ? Basis::Dated : Basis::Judged;
  for (const Look& p : parts)
    if (p.value == into.value && p.basis <= into.basis) take(into, p);
  for (const Look& p : parts)
    if (p.value == into.value) keep_newest(into.newest, p.newest ? p.newest : p.date);
  if (into.basis == Basis::Timeless) into.date = into.from = into.newest = std::nullopt;
}

}  // namespace

Look at_least_of(std::size_t count, const std::vector<Look>& parts) {
  std::size_t yes = 0, no = 0, unknown = 0, settled_yes = 0, settled_no = 0;
  Look out;
  for (const Look& p : parts) {
    yes += p.value == Tri::True;
    no += p.value == Tri::False;
    unknown += p.value == Tri::Unknown;
    settled_yes += p.value == Tri::True && p.settled;
    settled_no += p.value == Tri::False && p.settled;
    out.conflict |= p.conflict;
  }
  const auto may = std::count_if(parts.begin(), parts.end(), [](const Look& p) { return p.value == Tri::True || p.can_come; });
  out.can_come = static_cast<std::size_t>(may) >= count;
  const auto may_not = std::count_if(parts.begin(), parts.end(), [](const Look& p) { return p.value == Tri::False || p.can_go; });
  out.can_go = static_cast<std::size_t>(may_not) + count > parts.size();
  const std::size_t to_fail = parts.size() + 1 > count ? parts.size() + 1 - count : 0;
  if (yes >= count) {
    out.value = Tri::True;
    out.settled = settled_yes >= count;
    rest_on(out, parts, count);
  } else if (no >= to_fail) {
    out.value = Tri::False;
    out.settled = settled_no >= to_fail;
    rest_on(out, parts, to_fail);
  } else if (unknown > 0) {
    out.value = Tri::Unknown;
    out.unobserved = true;
    for (const Look& p : parts) {
      out.unobserved &= p.value == Tri::Unknown && p.unobserved;
      if (p.value != Tri::Unknown) continue;
      out.missing.insert(p.missing.begin(), p.missing.end());
    }
  } else {
    out.value = Tri::NotYet;
  }
  return out;
}

Look all_of(const std::vector<Look>& parts) { return at_least_of(parts.size(), parts); }
Look any_of(const std::vector<Look>& parts) { return at_least_of(1, parts); }

Look opposite_of(Look look) {
  look.value = models::negate(look.value);
  std::swap(look.can_come, look.can_go);
  if (look.value == Tri::NotYet) look.can_come = look.can_go = true;
  return look;
}

// --- The case as it is visible at T ------------------------------------------------------------------------------

namespace {

template <typename T, typename Keep>
void keep_if(std::vector<T>& list, Keep keep) {
  list.erase(std::remove_if(list.begin(), list.end(), [&](const T& x) { return !keep(x); }), list.end());
}

Time just_after(const Time& t) {
  Time end = t.end();
  end.local += 1;
  return end;
}

std::optional<Time> as_time(const Value& value) {
  const auto* text = std::get_if<std::string>(&value.data);
  return text ? models::parse_time(*text) : std::nullopt;
}

}  // namespace

Eyes::Eyes(const models::Theory& theory, const CaseRecord& record, const engine::LinkedRecords& linked, const Time& as_of)
    : theory_(theory), root_id_(record.id), as_of_(as_of), horizon_(as_of.end()) {
  if (record.closed && models::at_or_before(*record.closed, as_of)) {
    closed_ = record.closed;
    if (models::compare(closed_->end(), horizon_) < 0) horizon_ = closed_->end();
  }
  records_[root_id_] = seen(record, true);
  for (const auto& [id, other] : linked)
    if (id != root_id_) records_[id] = seen(*other, false);
  for (auto& [id, rec] : records_) {
    for (const Judgement& j : rec.judgements) {
      const models::FoundProposition found = models::find_proposition(theory, j.about);
      about_[&j] = found.index;
      if (found.opposite) opposite_.insert(&j);
    }
  }
  for (const models::Pause& p : records_.at(root_id_).pauses) {
    Gap gap{p.from.start(), std::nullopt};
    if (p.to) gap.to = just_after(*p.to);
    gaps_.push_back(gap);
  }
  std::sort(gaps_.begin(), gaps_.end(), [](const Gap& a, const Gap& b) { return earlier(a.from, b.from); });
  for (std::size_t i = 1; i < gaps_.size();) {  // pauses that overlap are one
    Gap& a = gaps_[i - 1];
    if (a.to && earlier(*a.to, gaps_[i].from)) { ++i; continue; }
    if (a.to && (!gaps_[i].to || earlier(*a.to, *gaps_[i].to))) a.to = gaps_[i].to;
    gaps_.erase(gaps_.begin() + static_cast<std::ptrdiff_t>(i));
  }
  find_begin();
  list_instants();
}

// "Only what is dated at or before T, or undated, is visible"; what is dated after `closed` is not judged.
CaseRecord Eyes::seen(const CaseRecord& record, bool root) const {
  const auto fits = [&](const std::optional<Time>& at) {
    if (!at) return true;
    if (!models::at_or_before(*at, as_of_)) return false;
    if (closed_ && !models::at_or_before(*at, *closed_)) return false;
    return root || !record.closed || !models::at_or_before(*record.closed, as_of_) || models::at_or_before(*at, *record.closed);
  };
  CaseRecord out = record;
  keep_if(out.events, [&](const Event& e) { return fits(e.at); });
  keep_if(out.judgements, [&](const Judgement& j) { return fits(j.at) && fits(j.since ? j.since : j.at); });
  for (models::Attribute& a : out.attributes) keep_if(a.history, [&](const models::DatedValue& v) { return fits(v.at); });
  for (models::Link& l : out.links) keep_if(l.history, [&](const models::Link::Target& x) { return fits(x.at); });
  keep_if(out.pauses, [&](const models::Pause& p) { return fits(p.from); });
  for (models::Pause& p : out.pauses)
    if (p.to && !fits(p.to)) p.to.reset();
  if (record.closed && models::at_or_before(*record.closed, as_of_) && !record.closed_reason.empty()) {
    models::Attribute reason{"closed.reason", {{Value{record.closed_reason}, record.closed, ""}}};
    keep_if(out.attributes, [&](const models::Attribute& a) { return a.path != reason.path; });
    out.attributes.push_back(reason);
  }
  return out;
}

std::optional<Time> Eyes::record_begin(const CaseRecord& record) const {
  if (record.opened) return record.opened;
  std::optional<Time> first;
  const auto see = [&](const std::optional<Time>& at) {
    if (at && (!first || earlier(*at, *first))) first = at;
  };
  for (const Event& e : record.events) see(e.at);
  for (const Judgement& j : record.judgements) see(j.at), see(j.since);
  for (const models::Attribute& a : record.attributes)
    for (const models::DatedValue& v : a.history) see(v.at);
  for (const models::Link& l : record.links)
    for (const models::Link::Target& x : l.history) see(x.at);
  return first;
}

void Eyes::find_begin() { begin_ = record_begin(records_.at(root_id_)); }

const std::string& Eyes::folded(const std::string& text) const {
  const auto found = folds_.find(text);
  return found != folds_.end() ? found->second : folds_.emplace(text, models::fold(text)).first->second;
}

void Eyes::list_instants() {
  std::vector<Time> bases{as_of_};
  std::vector<Duration> durations;
  const auto add_base = [&](const std::optional<Time>& at) { if (at) bases.push_back(*at); };
  add_base(closed_);
  add_base(begin_);
  for (const auto& [id, r] : records_) {
    add_base(r.opened);
    for (const Event& e : r.events) add_base(e.at);
    for (const Judgement& j : r.judgements) add_base(j.at), add_base(j.since);
    for (const models::Attribute& a : r.attributes)
      for (const models::DatedValue& v : a.history) add_base(v.at), add_base(as_time(v.value));
    for (const models::Link& l : r.links)
      for (const models::Link::Target& x : l.history) add_base(x.at);
  }
  for (const Gap& g : gaps_) add_base(g.from), add_base(g.to);
  const auto window = [&](const TestWindow& w) {
    if (w.kind == TestWindow::Kind::None) return;
    if (w.low.count) durations.push_back(w.low);
    if (w.high.count) durations.push_back(w.high);
    if (w.kind == TestWindow::Kind::BetweenDates) bases.push_back(w.from), bases.push_back(w.to);
  };
  const std::function<void(const Condition&)> walk = [&](const Condition& c) {
    window(c.window), window(c.left->window), window(c.right->window), window(c.right2->window);
    if (c.kind == Condition::Kind::Cadence) durations.push_back(c.every);
    for (const Condition& part : c.parts) walk(part);
  };
  for (const models::Proposition& p : theory_.propositions)
    if (p.indicator) walk(*p.indicator);
  for (const Condition& c : theory_.not_applicable) walk(c);
  for (const Time& b : bases) {
    instants_.push_back(b.start());
    instants_.push_back(just_after(b));
    for (const Duration& d : durations) {
      for (const int sign : {1, -1}) {
        for (const Time& from : {b, b.start(), b.end()}) {
          const Time moved = models::shifted(from, d, sign);
          instants_.push_back(moved.start());
          instants_.push_back(just_after(moved));
        }
      }
      if (gaps_.empty()) continue;
      if (const auto moved = advance(b, d, true)) instants_.push_back(moved->start()), instants_.push_back(just_after(*moved));
      if (const auto moved = advance(b.start(), d, true)) instants_.push_back(*moved), instants_.push_back(just_after(*moved));
    }
  }
  instants_.push_back(horizon_);
  // Before everything: what is so here is so without a date.
  const auto first = std::min_element(instants_.begin(), instants_.end(), earlier);
  instants_.push_back(models::shifted(*first, {1, Unit::Day}, -1));
  std::sort(instants_.begin(), instants_.end(), earlier);
  instants_.erase(std::unique(instants_.begin(), instants_.end(),
                              [](const Time& a, const Time& b) { return models::compare(a, b) == 0; }), instants_.end());
}

void Eyes::look_also_at(const Time& t) {
  const auto at = std::lower_bound(instants_.begin(), instants_.end(), t.start(), earlier);
  if (at == instants_.end() || models::compare(*at, t.start()) != 0) instants_.insert(at, t.start());
}

bool Eyes::visible(const std::optional<Time>& at, const Time& t) const { return !at || models::compare(at->start(), t) <= 0; }

// "states … are looked at from then on, events keep their dates"
bool Eyes::before_begin(const Time& t, const Scope& scope) const {
  return !scope.anywhen && begin_ && models::compare(t, begin_->start()) < 0;
}

// What an undated fact said before the case began is not looked at where a dated one has taken its place by then.
Time Eyes::state_at(const Time& t, const Scope& scope) const { return before_begin(t, scope) ? begin_->start() : t; }

// Rule 3, refuted: evidence is what was said since.
bool Eyes::too_old(const std::optional<Time>& at, const Scope& scope) const {
  return scope.evidence && scope.evidence_from && at && !models::at_or_before(*scope.evidence_from, *at);
}

const CaseRecord* Eyes::find(const std::string& id) const {
  const auto found = records_.find(id);
  return found == records_.end() ? nullptr : &found->second;
}

std::vector<const CaseRecord*> Eyes::records() const {
  std::vector<const CaseRecord*> out;
  for (const auto& [id, record] : records_) out.push_back(&record);
  return out;
}

// --- Pauses ------------------------------------------------------------------------------------------------------

std::optional<Time> Eyes::advance(const Time& from, const Duration& d, bool latest) const {
  const Time start = d.elapsed() ? (latest ? from.end() : from.start()) : from;
  Time end = models::shifted(start, d);
  for (const Gap& gap : gaps_) {
    if (models::compare(gap.from, end.end()) >= 0) break;
    if (!gap.to) return std::nullopt;
    // Days, and hours to a latest time, are counted from the day after a bare one; hours to an earliest from its start.
    const Time counted = from.day && (latest || !d.elapsed()) ? just_after(from) : start.start();
    const Time paused_from = earlier(gap.from, counted) ? counted : gap.from;
    if (models::compare(*gap.to, paused_from) <= 0) continue;
    const bool absolute = gap.to->has_offset() && paused_from.has_offset();
    const std::int64_t length = absolute ? gap.to->utc() - paused_from.utc() : gap.to->local - paused_from.local;
    if (!end.day || length % models::kDay != 0) end = end.end();
    end.local += length;
  }
  return end;
}

Time Eyes::back(const Time& from, const Duration& d, bool with_pauses) const {
  Time begin = models::shifted(d.elapsed() ? from.start() : from, d, -1);
  if (!with_pauses) return begin;
  for (auto gap = gaps_.rbegin(); gap != gaps_.rend(); ++gap) {
    const Time to = gap->to && models::compare(*gap->to, from) < 0 ? *gap->to : from.start();
    if (models::compare(gap->from, to) >= 0 || models::compare(to, begin) <= 0) continue;
    const bool absolute = to.has_offset() && gap->from.has_offset();
    begin.local -= absolute ? to.utc() - gap->from.utc() : to.local - gap->from.local;
  }
  return begin;
}

// --- Values and fields -------------------------------------------------------------------------------------------

namespace {

std::optional<double> as_number(const Value& value) {
  if (const auto* number = std::get_if<double>(&value.data)) return *number;
  const auto* text = std::get_if<std::string>(&value.data);
  if (!text || text->empty()) return std::nullopt;
  char* end = nullptr;
  const double number = std::strtod(text->c_str(), &end);
  return *end == '\0' ? std::optional(number) : std::nullopt;
}

std::optional<bool> as_truth(const Value& value) {
  if (const auto* truth = std::get_if<bool>(&value.data)) return *truth;
  const auto* text = std::get_if<std::string>(&value.data);
  if (!text) return std::nullopt;
  const std::string word = models::fold(*text);
  if (word == "yes" || word == "true") return true;
  if (word == "no" || word == "false") return false;
  return std::nullopt;
}

Tri tri(bool value) { return value ? Tri::True : Tri::False; }

Tri compare_numbers(Compare how, double value, double first, double second) {
  switch (how) {
    case Compare::Is: return tri(value == first);
    case Compare::Less: return tri(value < first);
    case Compare::AtMost: return tri(value <= first);
    case Compare::More: return tri(value > first);
    case Compare::AtLeast: return tri(value >= first);
    case Compare::Between: return tri(value >= first && value <= second);
    default: return Tri::Unknown;
  }
}

// "no < partly < yes"
std::optional<double> rank(const Value& value) {
  if (const auto* truth = std::get_if<bool>(&value.data)) return *truth ? 2 : 0;
  const auto* text = std::get_if<std::string>(&value.data);
  if (text && models::fold(*text) == "partly") return 1;
  return std::nullopt;
}

std::optional<double> rank(const Operand& operand) {
  if (operand.truth) return *operand.truth ? 2 : 0;
  if (models::fold(operand.text) == "partly") return 1;
  return std::nullopt;
}

const Value* field_of(const Event& event, const std::string& path) {
  for (const auto& [name, value] : event.fields)
    if (models::fold(name) == models::fold(path)) return &value;
  return nullptr;
}

}  // namespace

// "`is` compares text after folding as phrases are, numbers as numbers …, yes/no/true/false as truth values."
Tri Eyes::same(const Value& value, const Operand& operand, const Scope& scope, const Time& t) const {
  Operand other = operand;
  if (operand.kind == Operand::Kind::ItsField) {
    const Value* its = scope.its ? field_of(*scope.its, operand.text) : nullptr;
    if (!its || its->is_null()) return Tri::Unknown;
    other = Operand{};
    if (const auto* text = std::get_if<std::string>(&its->data)) other.text = *text;
    other.number = as_number(*its);
    other.truth = as_truth(*its);
    if (std::holds_alternative<std::vector<Value>>(its->data)) return Tri::Unknown;
  } else if (operand.kind == Operand::Kind::ThisCase) {
    other = Operand{Operand::Kind::Literal, root_id_, std::nullopt, std::nullopt};
  } else if (operand.kind == Operand::Kind::ThisLink) {
    const auto id = link_target(records_.at(root_id_), operand.text, t);
    if (!id) return Tri::Unknown;
    other = Operand{Operand::Kind::Literal, *id, std::nullopt, std::nullopt};
  }
  if (other.truth) {
    if (const auto truth = as_truth(value)) return tri(*truth == *other.truth);
  }
  if (other.number) {
    const auto number = as_number(value);
    return number ? tri(*number == *other.number) : Tri::Unknown;
  }
  const auto* text = std::get_if<std::string>(&value.data);
  if (!text || (other.truth && other.text.empty())) return Tri::Unknown;
  return tri(folded(*text) == folded(other.text));
}

Tri Eyes::field(const FieldTest& test, const std::optional<Value>& value, const Scope& scope, const Time& t,
                std::set<MissingFact>* missing) const {
  if (test.compare == Compare::Known) return tri((value && !value->is_null()) != test.negated);
  Tri result = Tri::Unknown;
  if (missing)
    for (const Operand& o : test.operands)
      if (o.kind == Operand::Kind::ThisLink && !link_target(records_.at(root_id_), o.text, t))
        missing->insert({MissingFact::Kind::Link, o.text, ""});
  if (value && !value->is_null() && !test.operands.empty()) {
    const auto* list = std::get_if<std::vector<Value>>(&value->data);
    switch (test.compare) {
      case Compare::Is: result = list ? Tri::Unknown : same(*value, test.operands[0], scope, t); break;
      case Compare::OneOf:
        result = Tri::False;
        for (const Operand& o : test.operands) result = models::either(result, list ? Tri::Unknown : same(*value, o, scope, t));
        break;
      case Compare::Contains:
        if (!list) {
          result = same(*value, test.operands[0], scope, t);
        } else {
          result = Tri::False;
          // An element of another type than the operand is simply not it.
          for (const Value& v : *list)
            if (same(v, test.operands[0], scope, t) == Tri::True) result = Tri::True;
        }
        break;
      default: {
        const auto number = as_number(*value);
        const auto first = test.operands[0].number;
        const auto second = test.operands.size() > 1 ? test.operands[1].number : first;
        if (number && first && second) result = compare_numbers(test.compare, *number, *first, *second);
      }
    }
  }
  return test.negated ? models::negate(result) : result;
}

// "Equally late facts that differ: unknown, flag `conflict`; an undated one is the earliest."
Eyes::Found Eyes::latest(const CaseRecord& record, const std::string& path, const Time& t) const {
  std::vector<const models::DatedValue*> seen;
  for (const models::Attribute& a : record.attributes) {
    if (folded(a.path) != folded(path)) continue;
    for (const models::DatedValue& v : a.history)
      if (visible(v.at, t)) seen.push_back(&v);
  }
  Found out;
  const models::DatedValue* last = nullptr;
  for (const models::DatedValue* v : seen)
    if (!last || (v->at && (!last->at || earlier(*last->at, *v->at)))) last = v;
  if (!last) return out;
  out.value = last->value;
  out.at = last->at;
  for (const models::DatedValue* v : seen) {
    const bool tie = v->at && last->at ? equally_late(*v->at, *last->at) : !v->at && !last->at;
    if (tie && !(v->value == last->value)) out.conflict = true;
  }
  if (out.conflict) out.value.reset();
  return out;
}

Look Eyes::attribute(const Condition& c, const Scope& scope, const Time& t) const {
  const Found found = latest(*scope.record, c.field.path, state_at(t, scope));
  Look out;
  if (scope.evidence && ((!found.value && !found.conflict) || too_old(found.at, scope))) return out;
  out.conflict = found.conflict;
  out.value = found.conflict ? Tri::Unknown
                             : field(c.field, found.value, scope, t, scope.want_missing ? &out.missing : nullptr);
  out.date = out.from = found.at;
  const bool absent = !found.value;  // no fact: nothing that holds for all time
  out.basis = found.at || absent ? Basis::Dated : Basis::Timeless;
  // An undated value is final only where no dated one has come.
  out.settled = !found.at && !absent && out.value != Tri::Unknown && !latest(*scope.record, c.field.path, horizon_).at;
  const bool absence = absent && c.field.compare == Compare::Known;
  if (before_begin(t, scope) && (found.at || absence)) return Look{.value = Tri::NotYet};
  if (out.value == Tri::Unknown && scope.want_missing && (!found.value || found.value->is_null()))
    out.missing.insert({MissingFact::Kind::Attribute, c.field.path, scope.record->id == root_id_ ? "" : scope.record->id});
  return out;
}

// --- Links -------------------------------------------------------------------------------------------------------

std::optional<std::string> Eyes::link_target(const CaseRecord& record, const std::string& kind, const Time& t) const {
  const models::Link::Target* last = nullptr;
  std::vector<const models::Link::Target*> seen;
  for (const models::Link& l : record.links) {
    if (folded(l.kind) != folded(kind)) continue;
    for (const models::Link::Target& x : l.history)
      if (visible(x.at, t)) seen.push_back(&x);
  }
  for (const auto* x : seen)
    if (!last || (x->at && (!last->at || earlier(*last->at, *x->at)))) last = x;
  if (!last) return std::nullopt;
  for (const auto* x : seen) {
    const bool tie = x->at && last->at ? equally_late(*x->at, *last->at) : !x->at && !last->at;
    if (tie && x->id != last->id) { met_conflict = true; return std::nullopt; }
  }
  return last->id;
}

// "`of:` another kind → judged on the linked record, links followed through"
Eyes::Target Eyes::record_for(PropositionIndex p, const Time& t) const {
  const CaseRecord& root = records_.at(root_id_);
  const std::string& of = theory_.propositions[p].of;
  if (of.empty() || folded(of) == folded(theory_.case_kind) || (!root.kind.empty() && folded(of) == folded(root.kind)))
    return {&root, root_id_, true};
  std::set<std::string> reached{root_id_};
  std::vector<const CaseRecord*> level{&root};
  while (!level.empty()) {  // the shallowest depth at which such a link stands; two that differ are no answer
    std::set<std::string> targets;
    std::set<std::string> next;
    for (const CaseRecord* r : level) {
      if (const auto id = link_target(*r, of, t)) targets.insert(*id);
      for (const models::Link& l : r->links)
        if (const auto id = link_target(*r, l.kind, t)) next.insert(*id);
    }
    if (targets.size() > 1) return {};
    if (targets.size() == 1) return {find(*targets.begin()), *targets.begin(), false};
    level.clear();
    for (const std::string& id : next)
      if (reached.insert(id).second)
        if (const CaseRecord* r = find(id)) level.push_back(r);
  }
  return {};
}

std::string Eyes::linked_id(PropositionIndex p) const {
  const Target target = record_for(p, horizon_);
  return target.own || !target.record ? "" : target.id;
}

// --- Judgements --------------------------------------------------------------------------------------------------

std::vector<const Judgement*> Eyes::judgements_about(const CaseRecord& record, PropositionIndex p) const {
  std::vector<const Judgement*> out;
  for (const Judgement& j : record.judgements)
    if (about_.at(&j) == p) out.push_back(&j);
  return out;
}

namespace {

// When a judgement begins to tell: from its `since`, where it says so.
std::optional<Time> tells_from(const Judgement& j) {
  if (!j.since) return j.at;
  return j.at && earlier(*j.at, *j.since) ? j.at : j.since;
}

// When it was made, as far as is known.
std::optional<Time> made(const Judgement& j) { return j.at ? j.at : j.since; }

Look look_from(const Judgement& j, Tri value) {
  Look out;
  out.value = value;
  out.basis = j.since ? Basis::Dated : j.at ? Basis::Judged : Basis::Timeless;
  out.date = j.at ? j.at : j.since;
  out.from = tells_from(j);
  out.settled = out.basis == Basis::Timeless && value != Tri::Unknown;
  return out;
}

}  // namespace

Eyes::Judged Eyes::last_judgement(const std::vector<const Judgement*>& all, const Time& t) const {
  std::vector<const Judgement*> seen;
  for (const Judgement* j : all)
    if (visible(tells_from(*j), t)) seen.push_back(j);
  Judged out;
  for (const Judgement* j : seen)
    if (!out.from || (made(*j) && (!made(*out.from) || earlier(*made(*out.from), *made(*j))))) out.from = j;
  if (!out.from) return out;
  const auto value_of = [&](const Judgement* j) {
    const auto* truth = std::get_if<bool>(&j->value.data);
    return truth && opposite_.contains(j) ? Value{!*truth} : j->value;
  };
  out.value = value_of(out.from);
  for (const Judgement* j : seen) {
    const auto mine = made(*j), latest = made(*out.from);
    const bool tie = mine && latest ? equally_late(*mine, *latest) : !mine && !latest;
    if (!tie) continue;
    if (!(value_of(j) == *out.value)) out.conflict = true;
    // Equally late and of one value: the one that says since when says more.
    if (j->since && (!out.from->since || earlier(*j->since, *out.from->since))) out.from = j;
  }
  if (out.conflict) out.value.reset();
  return out;
}

namespace {

// What a `judged …` test makes of a judgement's value: no < partly < yes, numbers with numbers.
Tri passes(const FieldTest& test, const Value& value) {
  const auto one = [&](const Operand& o) {
    if (rank(value) && rank(o)) return compare_numbers(Compare::Is, *rank(value), *rank(o), 0);
    const auto* number = std::get_if<double>(&value.data);
    return number && o.number ? tri(*number == *o.number) : Tri::Unknown;
  };
  Tri result = Tri::Unknown;
  const std::vector<Operand>& operands = test.operands;
  if (test.compare == Compare::Known) {
    result = tri(!value.is_null());
  } else if (value.is_null() || operands.empty()) {
    result = Tri::Unknown;
  } else if (test.compare == Compare::Is || test.compare == Compare::OneOf || test.compare == Compare::Contains) {
    result = Tri::False;
    for (const Operand& o : operands) result = models::either(result, one(o));
  } else {
    const Operand& second = operands.size() > 1 ? operands[1] : operands[0];
    const auto* number = std::get_if<double>(&value.data);
    if (number && operands[0].number && second.number)
      result = compare_numbers(test.compare, *number, *operands[0].number, *second.number);
    else if (rank(value) && rank(operands[0]) && rank(second))
      result = compare_numbers(test.compare, *rank(value), *rank(operands[0]), *rank(second));
  }
  return test.negated ? models::negate(result) : result;
}

}  // namespace

// Where a test's own window lies, seen from `t`.
struct Eyes::Bounds {
  enum State { Known, NotBegun, Unknown } state = Known;
  Stretch stretch;
  bool fixed = true;  // no later fact can move it
  std::optional<Time> since;  // the date of what it hangs on
  bool over(const Time& t) const {
    return state == Known && stretch.end && models::compare(stretch.end->end(), t) < 0;
  }
};

Look Eyes::judgement(const Condition& c, const Scope& scope, const Time& t) const {
  const PropositionIndex p = c.proposition == kNone ? scope.about : c.proposition;
  const auto in_window = [&](const CaseRecord& record) {
    Scope own = scope;
    own.record = &record;
    std::vector<const Judgement*> inside;
    for (const Judgement* j : judgements_about(record, p)) {
      if (!c.by.empty() && folded(j->by) != folded(c.by)) continue;
      if (c.window.kind != TestWindow::Kind::None) {
        const Bounds window = bounds(c.window, own, state_at(t, scope));
        if (!made(*j) || (window.state != Bounds::Known && c.window.kind != TestWindow::Kind::InTheLast) || !window.stretch.holds(*made(*j))) continue;
      }
      inside.push_back(j);
    }
    return inside;
  };
  // In the case's own record first, where it tells.
  Look out;
  std::vector<const CaseRecord*> records{&records_.at(root_id_)};
  if (scope.record != records[0]) records.push_back(scope.record);
  for (const CaseRecord* record : records) {
    const std::vector<const Judgement*> all = in_window(*record);
    const Judged last = last_judgement(all, state_at(t, scope));
    out = Look{};
    out.conflict = last.conflict;
    if (last.from && !last.conflict && last.value && !too_old(made(*last.from), scope)) {
      out = look_from(*last.from, passes(c.field, *last.value));
      if (c.window.kind == TestWindow::Kind::InTheLast) out.basis = Basis::Judged, out.from = out.date;  // from when it was made
      out.settled &= c.window.kind == TestWindow::Kind::None && std::none_of(all.begin(), all.end(), [](const Judgement* j) { return made(*j); });
    } else if (c.field.compare == Compare::Known && !last.conflict && !scope.evidence) {
      out.value = tri(c.field.negated);
    }
    if (out.value != Tri::Unknown) break;
  }
  if (before_begin(t, scope) && out.basis != Basis::Timeless) return Look{.value = Tri::NotYet};
  if (out.value == Tri::Unknown && scope.want_missing)
    out.missing.insert({MissingFact::Kind::Judgement, theory_.propositions[p].phrase, scope.record->id == root_id_ ? "" : scope.record->id});
  return out;
}

// --- Events ------------------------------------------------------------------------------------------------------

Tri Eyes::matches(const EventPattern& pattern, const Event& event, const Scope& scope, const Time& t,
                  std::set<MissingFact>* missing) const {
  if (folded(event.type) != folded(pattern.type)) return Tri::False;
  Tri all = Tri::True;
  for (const FieldTest& test : pattern.where) {
    std::optional<Value> value;
    for (const auto& [path, v] : event.fields)
      if (folded(path) == folded(test.path)) value = v;
    all = models::both(all, field(test, value, scope, t, missing));
  }
  return all;
}

// "`may_be_missing` is true or a list of event types whose absence tells nothing"; the theory's word counts where the
// record does not say. "`complete_events` are recorded in full, whatever may be missing beside them."
bool Eyes::may_be_missing(const CaseRecord& record, const std::string& type) const {
  const auto lists = [&](const std::vector<std::string>& types) {
    return std::any_of(types.begin(), types.end(), [&](const std::string& x) { return folded(x) == folded(type); });
  };
  if (lists(record.complete_events)) return false;
  if (record.all_may_be_missing || lists(record.may_be_missing)) return true;
  if (record.may_be_missing_given) return false;
  return theory_.events.all_may_be_missing || lists(theory_.events.may_be_missing);
}

// "the first, if not said". An undated occurrence is the earliest, and where that is the one meant, nothing is known.
Eyes::Anchored Eyes::anchor(const Anchor& a, const Scope& scope, const Time& t) const {
  Anchored out;
  if (a.kind == Anchor::Kind::Attribute) {
    const Found found = latest(*scope.record, a.path, t);
    const auto at = found.value ? as_time(*found.value) : std::nullopt;
    out.state = at ? Anchored::Found : Anchored::Unknown;
    if (at) out.at = *at;
    return out;
  }
  const bool first = a.kind == Anchor::Kind::FirstEvent;
  const Event* best = nullptr;
  Tri sure = Tri::False;
  for (const Event& e : scope.record->events) {
    if (!visible(e.at, t)) continue;
    const Tri m = matches(a.event, e, scope, t, nullptr);
    if (m == Tri::False) continue;
    const auto before = [](const Event& x, const Event& y) { return y.at && (!x.at || earlier(*x.at, *y.at)); };
    const bool tie = best && !before(e, *best) && !before(*best, e);
    if (!best || (first ? before(e, *best) : before(*best, e))) best = &e, sure = m;
    else if (tie && m == Tri::True) sure = m;
  }
  if (!best) {
    out.state = may_be_missing(*scope.record, a.event.type) ? Anchored::Unknown : Anchored::NotYet;
  } else if (!best->at || sure != Tri::True) {
    out.state = Anchored::Unknown;
  } else {
    out.state = Anchored::Found;
    out.at = *best->at;
  }
  return out;
}

Eyes::PhaseSpan Eyes::phase(models::PhaseIndex index, const Time& t, const Scope& scope) const {
  const models::Phase& phase = theory_.phases[index];
  PhaseSpan span;
  Scope own = scope;
  own.record = &records_.at(root_id_);  // the case's, whatever record the test looks at
  const Anchored from = anchor(phase.from, own, t);
  if (from.state == Anchored::Unknown) span.unknown = true;
  if (from.state != Anchored::Found) return span;
  span.from = from.at;
  if (!phase.until) return span;
  if (phase.until->kind == Anchor::Kind::Attribute) {
    const Anchored until = anchor(*phase.until, own, t);
    if (until.state == Anchored::Found && models::at_or_before(from.at, until.at)) span.until = until.at;
    return span;
  }
  // "A phase is its first `from` and the first `until` at or after it."
  for (const Event& e : own.record->events) {
    if (!e.at || !visible(e.at, t) || matches(phase.until->event, e, own, t, nullptr) != Tri::True) continue;
    if (!models::at_or_before(from.at, *e.at)) continue;
    const bool first = phase.until->kind == Anchor::Kind::FirstEvent;
    if (!span.until || (first ? earlier(*e.at, *span.until) : earlier(*span.until, *e.at))) span.until = e.at;
  }
  return span;
}

Eyes::Bounds Eyes::bounds(const TestWindow& w, const Scope& scope, const Time& t) const {
  using Kind = TestWindow::Kind;
  Bounds out;
  const auto moved = [](const Time& at, const Duration& d, int sign, bool end) {
    return models::shifted(d.elapsed() ? (end ? at.end() : at.start()) : at, d, sign);
  };
  if (w.kind == Kind::BetweenDates) {
    out.stretch = {w.from, w.to};
    return out;
  }
  if (w.kind == Kind::InTheLast) {
    // "`no event x in the last 21 days` from 21 days after the record's beginning"
    const std::optional<Time> begin = record_begin(*scope.record);
    out.stretch = {back(t, w.high, false), t};
    out.fixed = false;
    if (begin && models::compare(t, models::shifted(*begin, w.high).start()) < 0) {
      out.state = Bounds::NotBegun;
    }
    return out;
  }
  if (w.kind == Kind::During) {
    const PhaseSpan span = phase(w.phase, t, scope);
    out.state = span.unknown ? Bounds::Unknown : span.from ? Bounds::Known : Bounds::NotBegun;
    out.stretch = {span.from, span.until};
    out.since = span.from;
    return out;
  }
  const Anchored a = anchor(w.anchor, scope, t);
  out.fixed = w.anchor->kind != Anchor::Kind::LastEvent;
  if (a.state == Anchored::Unknown) {
    out.state = Bounds::Unknown;
    return out;
  }
  if (a.state == Anchored::NotYet) {
    // What happened before something that is still to come happened before it.
    out.state = w.kind == Kind::Before ? Bounds::Known : Bounds::NotBegun;
    return out;
  }
  out.since = w.anchor->kind == Anchor::Kind::Attribute ? latest(*scope.record, w.anchor->path, t).at : a.at;
  switch (w.kind) {
    case Kind::WithinOf: out.stretch = {moved(a.at, w.high, -1, false), moved(a.at, w.high, 1, true)}; break;
    case Kind::WithinAfter: out.stretch = {a.at, moved(a.at, w.high, 1, true)}; break;
    case Kind::WithinBefore: out.stretch = {moved(a.at, w.high, -1, false), a.at}; break;
    case Kind::Before: out.stretch = {std::nullopt, a.at}; break;
    case Kind::After: out.stretch = {a.at, std::nullopt}; break;
    case Kind::BetweenBefore: out.stretch = {moved(a.at, w.high, -1, false), moved(a.at, w.low, -1, true)}; break;
    case Kind::BetweenAfter: out.stretch = {moved(a.at, w.low, 1, false), moved(a.at, w.high, 1, true)}; break;
    default: break;
  }
  return out;
}

MissingFact Eyes::missing_anchor(const TestWindow& w, const std::string& record_id) const {
  const Anchor& a = w.kind == TestWindow::Kind::During ? theory_.phases[w.phase].from : *w.anchor;
  if (a.kind == Anchor::Kind::Attribute) return {MissingFact::Kind::Attribute, a.path, record_id};
  return {MissingFact::Kind::Event, a.event.type, record_id};
}

Look Eyes::event(const Condition& c, const Scope& scope, const Time& t) const {
  Look out;
  if (scope.events_unknown) return out;
  const bool windowed = c.window.kind != TestWindow::Kind::None;
  const Bounds window = windowed ? bounds(c.window, scope, t) : Bounds{};
  const bool everything = scope.negated && scope.negative_sees_all;
  std::vector<const Event*> sure;
  std::size_t possible = 0;
  bool must_be_possible = false;
  std::set<MissingFact> missing;
  const std::string record_id = scope.record->id == root_id_ ? "" : scope.record->id;
  for (const Event& e : scope.record->events) {
    if (!visible(e.at, t)) continue;
    const Tri match = matches(c.event, e, scope, t, nullptr);
    if (match == Tri::False) continue;
    Tri inside = Tri::True;
    if (windowed) {
      if (window.state == Bounds::NotBegun && c.window.kind != TestWindow::Kind::InTheLast) inside = Tri::False;
      else if (window.state == Bounds::Unknown || !e.at) inside = Tri::Unknown;
      else inside = tri(window.stretch.holds(*e.at));
    } else if (!everything) {
      if (scope.spent.contains(&e)) inside = Tri::False;
      else if (e.at && scope.window) inside = tri(scope.window->holds(*e.at));
    }
    const bool judged = &e == scope.must_use && !scope.negated;
    meeting.later |= judged && windowed && (window.state == Bounds::Unknown || (window.state == Bounds::NotBegun && inside == Tri::False));
    if (inside == Tri::False) continue;
    if (inside == Tri::True && match == Tri::True) {
      sure.push_back(&e);
    } else {
      ++possible;
      must_be_possible |= judged;
      meeting.possible += judged;
      meeting.wait += judged && window.state == Bounds::Unknown;
      if (inside == Tri::Unknown && window.state == Bounds::Unknown) missing.insert(missing_anchor(c.window, record_id));
      else if (inside == Tri::Unknown) missing.insert({MissingFact::Kind::DateOf, c.event.type, record_id});
      else missing.insert({MissingFact::Kind::Event, c.event.type, record_id});
    }
  }
  std::sort(sure.begin(), sure.end(), [](const Event* a, const Event* b) {
    if (!a->at || !b->at) return !a->at && b->at;
    return models::compare(a->at->start(), b->at->start()) != 0 ? earlier(*a->at, *b->at) : content(*a) < content(*b);
  });
  // Whether the occurrence that is judged meets the test is not known, whatever others do.
  const bool doubtful = must_be_possible;
  if (sure.size() >= c.count && !doubtful) {
    out.value = Tri::True;
    out.events.assign(sure.begin(), sure.begin() + c.count);
    const auto used = std::find(sure.begin(), sure.end(), scope.must_use);
    if (scope.must_use && !scope.negated && used != sure.end() && used - sure.begin() + 1 >= static_cast<std::ptrdiff_t>(c.count)) {
      ++meeting.sure;  // the one with which the count is reached, or one after it
      out.events.back() = scope.must_use;
    }
    for (const Event* e : out.events) {
      if (!e->at) continue;
      out.basis = Basis::Dated;
      keep_newest(out.date, e->at);
    }
    if (windowed && out.basis == Basis::Timeless) out.basis = Basis::Dated;
    if (windowed) keep_newest(out.date, window.since);
    out.from = out.date;
    out.settled = !windowed || window.fixed;
    const auto without_date = std::count_if(scope.record->events.begin(), scope.record->events.end(), [&](const Event& e) {
      return !e.at && matches(c.event, e, scope, t, nullptr) != Tri::False;
    });
    // Time takes it out of the window, but for one without a date.
    out.can_go = c.window.kind == TestWindow::Kind::InTheLast && static_cast<std::size_t>(without_date) < c.count;
    return out;
  }
  out.basis = Basis::Dated;
  out.can_come = !windowed || !window.over(t);  // another one may
  const auto undated = std::count_if(scope.record->events.begin(), scope.record->events.end(), [&](const Event& e) {
    return !e.at && matches(c.event, e, scope, t, nullptr) != Tri::False;
  });
  out.can_go = c.window.kind == TestWindow::Kind::InTheLast && static_cast<std::size_t>(undated) < c.count;
  if (sure.size() + possible >= c.count) {
    out.missing = missing;
    return out;
  }
  const bool not_begun = windowed && window.state == Bounds::NotBegun && c.window.kind != TestWindow::Kind::InTheLast;
  if (!not_begun && may_be_missing(*scope.record, c.event.type)) {
    out.missing.insert({MissingFact::Kind::Event, c.event.type, record_id});
    return out;
  }
  // Nothing that could lie in the window has happened: wherever it lies, the test is not met. That it never will be
  // (what its negation asks) is not known as long as the window is not.
  if (windowed && window.state == Bounds::Unknown && !scope.under_not) return Look{.value = Tri::NotYet, .can_come = true, .can_go = true};
  if (windowed && window.state == Bounds::Unknown) {
    out.missing.insert(missing_anchor(c.window, record_id));
    return out;
  }
  if (before_begin(t, scope) && (windowed || !scope.window || !scope.window->begin || everything)) return Look{.value = Tri::NotYet};
  if (!windowed && scope.waits && (scope.negated || scope.absent_waits)) return Look{.value = Tri::NotYet, .can_come = true};
  if (windowed && !window.over(t) && !(c.window.kind == TestWindow::Kind::InTheLast && window.state == Bounds::Known)) {
    out.value = Tri::NotYet;
    out.can_come = out.can_go = true;
    return out;
  }
  out.value = Tri::False;
  out.settled = windowed && window.fixed;
  out.can_come = !out.settled;
  return out;
}

// "true at an instant when the 7 days up to it hold one, or fewer than 7 days of its `throughout` stretch (else of the
// record) have passed"
Look Eyes::cadence(const Condition& c, const Scope& scope, const Time& t) const {
  Look out;
  if (scope.events_unknown) return out;
  if (before_begin(t, scope)) return Look{.value = Tri::NotYet};
  out.basis = Basis::Dated;
  const std::optional<Time> begin = scope.stretch_begin ? scope.stretch_begin : record_begin(*scope.record);
  if (begin && models::compare(t, begin->start()) < 0) return Look{.value = Tri::NotYet, .can_come = true};
  const Stretch stretch{back(t, c.every, true), t};
  std::size_t sure = 0, possible = 0;
  for (const Event& e : scope.record->events) {
    if (!visible(e.at, t)) continue;
    const Tri match = matches(c.event, e, scope, t, nullptr);
    if (match == Tri::False || (e.at && !stretch.holds(*e.at))) continue;
    (match == Tri::True && e.at ? sure : possible) += 1;
    if (match == Tri::True && e.at) keep_newest(out.date, e.at);
  }
  out.from = out.date;
  const std::optional<Time> first_end = begin ? advance(begin->start(), c.every, false) : std::nullopt;
  if (!begin_ && !out.from) out.from = begin;
  const bool young = begin && (!first_end || models::compare(t, *first_end) < 0);
  out.can_come = out.can_go = true;
  if (sure >= c.count || young) out.value = Tri::True;
  else if (!begin || sure + possible >= c.count || may_be_missing(*scope.record, c.event.type)) {
    out.missing.insert({MissingFact::Kind::Event, c.event.type, scope.record->id == root_id_ ? "" : scope.record->id});
  } else {
    out.value = Tri::False;
  }
  return out;
}

// --- Numbers -----------------------------------------------------------------------------------------------------

struct Eyes::Number {
  std::optional<double> value;
  bool dated = false;
  bool events = false;
  bool conflict = false;
  std::optional<Time> date;
  std::set<MissingFact> missing;
};

namespace {

// Whole calendar months from `a` to `b`.
double months_between(const Time& a, const Time& b) {
  const int sign = earlier(b, a) ? -1 : 1;
  const Time& from = sign < 0 ? b : a;
  const Time& to = sign < 0 ? a : b;
  std::int64_t months = models::days_between(from, to) / 32;
  while (models::compare(models::shifted(from.start(), {months + 1, Unit::Month}), to.end()) <= 0) ++months;
  return static_cast<double>(sign * months);
}

double distance(Unit unit, const Time& a, const Time& b) {
  const double days = static_cast<double>(models::days_between(a, b));
  const bool absolute = a.has_offset() && b.has_offset();
  const double elapsed = static_cast<double>(absolute ? b.utc() - a.utc() : b.local - a.local);
  switch (unit) {
    case Unit::Second: return elapsed / static_cast<double>(models::kSecond);
    case Unit::Minute: return elapsed / static_cast<double>(models::kMinute);
    case Unit::Hour: return elapsed / static_cast<double>(models::kHour);
    case Unit::Day: return days;
    case Unit::Week: return std::trunc(days / 7);
    case Unit::Month: return months_between(a, b);
    case Unit::Year: return std::trunc(months_between(a, b) / 12);
  }
  return 0;
}

}  // namespace

Eyes::Number Eyes::term(const NumberTerm& n, const Scope& scope, const Time& t) const {
  using Kind = NumberTerm::Kind;
  Number out;
  const std::string record_id = scope.record->id == root_id_ ? "" : scope.record->id;
  if (n.kind == Kind::Literal) {
    out.value = n.number;
    return out;
  }
  if (n.kind == Kind::Attribute) {
    const Found found = latest(*scope.record, n.path, t);
    if (found.value) out.value = as_number(*found.value);
    out.conflict = found.conflict;
    out.dated = found.at.has_value();
    out.date = found.at;
    if (!out.value) out.missing.insert({MissingFact::Kind::Attribute, n.path, record_id});
    return out;
  }
  out.events = true;
  if (n.kind == Kind::Distance) {
    out.dated = true;
    Time ends[2];
    for (const bool second : {false, true}) {
      const Anchor& a = second ? n.to : n.from;
      const Anchored found = anchor(a, scope, t);
      if (found.state == Anchored::Found) {
        ends[second] = found.at;
        if (!earlier(t, found.at)) keep_newest(out.date, found.at);
      } else if (a.kind == Anchor::Kind::Attribute) {
        out.missing.insert({MissingFact::Kind::Attribute, a.path, record_id});
      } else {
        out.missing.insert({MissingFact::Kind::Event, a.event.type, record_id});
      }
    }
    if (out.missing.empty()) out.value = distance(n.unit, ends[0], ends[1]);
    return out;
  }
  const bool windowed = n.window.kind != TestWindow::Kind::None;
  const Bounds window = windowed ? bounds(n.window, scope, t) : Bounds{};
  std::vector<const Event*> events;
  bool doubtful = windowed && window.state == Bounds::Unknown;
  for (const Event& e : scope.record->events) {
    if (!visible(e.at, t)) continue;
    const Tri match = matches(n.event, e, scope, t, nullptr);
    if (match == Tri::False || (windowed && window.state == Bounds::NotBegun)) continue;
    if (windowed && e.at && window.state == Bounds::Known && !window.stretch.holds(*e.at)) continue;
    if (match != Tri::True || (windowed && !e.at)) doubtful = true;
    else events.push_back(&e);
  }
  for (const Event* e : events)
    if (e->at) out.dated = true, keep_newest(out.date, e->at);
  if (windowed) out.dated = true;
  out.missing.insert({MissingFact::Kind::Event, n.event.type, record_id});
  if (doubtful) return out;
  if (n.kind == Kind::Count) {
    out.dated = true;
    if (may_be_missing(*scope.record, n.event.type)) return out;
    out.value = static_cast<double>(events.size());
    out.missing.clear();
    return out;
  }
  if (events.empty()) return out;  // "Number over events that do not exist: unknown, naming the event."
  const auto number_of = [&](const Event* e) -> std::optional<double> {
    for (const auto& [path, v] : e->fields)
      if (folded(path) == folded(n.path)) return as_number(v);
    return std::nullopt;
  };
  if (n.kind == Kind::First || n.kind == Kind::Latest) {
    const bool first = n.kind == Kind::First;
    const Event* best = nullptr;
    for (const Event* e : events) {
      const auto before = [](const Event* x, const Event* y) { return y->at && (!x->at || earlier(*x->at, *y->at)); };
      if (!best || (first ? before(e, best) : before(best, e))) best = e;
    }
    out.value = number_of(best);
    for (const Event* e : events) {
      const bool tie = e->at && best->at ? equally_late(*e->at, *best->at) : !e->at && !best->at;
      if (tie && number_of(e) != number_of(best)) out.conflict = true;
    }
    if (out.conflict) out.value.reset();
  } else {
    double sum = 0, low = INFINITY, high = -INFINITY;
    for (const Event* e : events) {
      const auto x = number_of(e);
      if (!x) return out;
      sum += *x, low = std::min(low, *x), high = std::max(high, *x);
    }
    out.value = n.kind == Kind::Sum ? sum : n.kind == Kind::Lowest ? low : n.kind == Kind::Highest ? high
                                                                           : sum / static_cast<double>(events.size());
  }
  if (out.value) out.missing.clear();
  return out;
}

Look Eyes::number(const Condition& c, const Scope& scope, const Time& t) const {
  const Number left = term(c.left, scope, t), right = term(c.right, scope, t);
  const Number right2 = c.compare == Compare::Between ? term(c.right2, scope, t) : right;
  Look out;
  for (const Number* n : {&left, &right, &right2}) {
    out.conflict |= n->conflict;
    if (n->dated) out.basis = Basis::Dated;
    keep_newest(out.date, n->date);
    out.missing.insert(n->missing.begin(), n->missing.end());
  }
  out.from = out.date;
  // What undated facts say before the case began is not looked at where a dated one has taken their place by then.
  if (before_begin(t, scope) && (out.basis != Basis::Timeless || number(c, scope, begin_->start()).basis != Basis::Timeless))
    return Look{.value = Tri::NotYet};
  if (scope.evidence && out.basis != Basis::Timeless && (!out.date || too_old(out.date, scope))) return Look{};
  if (left.value && right.value && right2.value)
    out.value = compare_numbers(c.compare, *left.value, *right.value, *right2.value);
  out.settled = out.basis == Basis::Timeless && out.value != Tri::Unknown;
  if (out.settled && earlier(t, horizon_)) out.settled = number(c, scope, horizon_).basis == Basis::Timeless;
  const bool over_events = left.events || right.events || right2.events;
  out.can_come = over_events && out.value != Tri::True && !out.settled;
  out.can_go = over_events && out.value != Tri::False && !out.settled;
  return out;
}

// --- Trees -------------------------------------------------------------------------------------------------------

namespace {

// Whether all of a join's parts have to be so, where it stands under an odd number of nots or not.
bool is_and(const Condition& c, bool negated) {
  using Kind = Condition::Kind;
  if (c.parts.size() == 1) return true;
  return c.kind == Kind::All ? !negated : c.kind == Kind::Any ? negated : c.kind == Kind::AtLeast && c.count == (negated ? 1 : c.parts.size());
}

bool is_and(const Clause& c, bool negated) {
  using Kind = Clause::Kind;
  if (c.parts.size() == 1) return true;
  if (c.kind == Kind::All || c.kind == Kind::None) return !negated;
  return c.kind == Kind::Any ? negated : c.count == (negated ? 1 : c.parts.size());
}

}  // namespace

Look Eyes::condition(const Condition& c, Scope scope, const Time& t) const {
  if (!scope.record) scope.record = &records_.at(root_id_);
  using Kind = Condition::Kind;
  switch (c.kind) {
    case Kind::Attribute: return attribute(c, scope, t);
    case Kind::Judgement: return judgement(c, scope, t);
    case Kind::Event: return event(c, scope, t);
    case Kind::Cadence: return cadence(c, scope, t);
    case Kind::Number: return number(c, scope, t);
    case Kind::Proposition: return proposition(c.proposition, scope, t);
    case Kind::ItsField: {
      std::optional<Value> value;
      if (scope.its)
        for (const auto& [path, v] : scope.its->fields)
          if (folded(path) == folded(c.field.path)) value = v;
      Look out;
      out.value = field(c.field, value, scope, t, nullptr);
      if (scope.its && scope.its->at) out.basis = Basis::Dated, out.date = out.from = scope.its->at;
      out.settled = out.value != Tri::Unknown;
      if (out.value == Tri::Unknown && scope.its) out.missing.insert({MissingFact::Kind::Event, scope.its->type, ""});
      return out;
    }
    case Kind::Not: {
      scope.negated = !scope.negated;
      scope.under_not = !scope.under_not;
      return opposite_of(condition(c.parts[0], scope, t));
    }
    default: break;
  }
  std::vector<Look> parts;
  for (const Condition& part : c.parts) {
    Scope inner = scope;
    if (!is_and(c, scope.negated)) inner.part = Scope::Part::Whole;
    if (inner.part == Scope::Part::Breaking && !breaks(part, scope.negated)) continue;
    parts.push_back(condition(part, inner, t));
  }
  if (scope.part == Scope::Part::Breaking && is_and(c, scope.negated)) return scope.negated ? any_of(parts) : all_of(parts);
  if (c.kind == Kind::Any) return any_of(parts);
  return c.kind == Kind::AtLeast ? at_least_of(c.count, parts) : all_of(parts);
}

namespace {

bool contains_judged(const Condition& c) {
  if (c.kind == Condition::Kind::Judgement) return true;
  return std::any_of(c.parts.begin(), c.parts.end(), contains_judged);
}

}  // namespace

bool Eyes::judgements_alone(PropositionIndex p) const {
  if (p == hidden) return true;
  const models::Proposition& prop = theory_.propositions[p];
  if (!prop.indicator) return true;
  const std::function<bool(const Condition&)> alone = [&](const Condition& c) {
    if (c.kind == Condition::Kind::Judgement) return true;
    if (c.kind == Condition::Kind::Proposition) return judgements_alone(c.proposition);
    if (c.kind > Condition::Kind::AtLeast) return false;
    return std::all_of(c.parts.begin(), c.parts.end(), alone);
  };
  return alone(*prop.indicator);
}

bool Eyes::judged_outright(PropositionIndex p) const {
  const models::Proposition& prop = theory_.propositions[p];
  if (prop.indicator && contains_judged(*prop.indicator)) return false;
  const auto decides = [](const Judged& j) { return j.value && std::holds_alternative<bool>(j.value->data); };
  const Target target = record_for(p, horizon_);
  return decides(last_judgement(judgements_about(records_.at(root_id_), p), horizon_)) ||
         (target.record && decides(last_judgement(judgements_about(*target.record, p), horizon_)));
}

// A judgement that only confirms what was so before is not where it began: the basis is that of the begin.
Look Eyes::proposition(PropositionIndex p, Scope scope, const Time& t) const {
  Look out = proposition_at(p, scope, t);
  if (out.value != Tri::True || out.basis != Basis::Judged || scope.evidence || scope.unjudged_is_false) return out;
  const Meeting kept = meeting;
  const auto now = std::lower_bound(instants_.begin(), instants_.end(), t, earlier);
  for (auto at = now; at-- != instants_.begin();) {
    const Look before = proposition_at(p, scope, *at);
    if (before.value != Tri::True) break;
    out.basis = before.basis;
    if (before.basis != Basis::Timeless) out.date = before.date, out.from = before.from;
    else out.date = out.from = std::nullopt;
  }
  meeting = kept;
  return out;
}

Look Eyes::proposition_at(PropositionIndex p, Scope scope, const Time& t) const {
  const models::Proposition& prop = theory_.propositions[p];
  Look unobserved;
  unobserved.unobserved = unobserved.can_come = unobserved.can_go = true;
  unobserved.missing.insert({MissingFact::Kind::Judgement, prop.phrase, ""});
  if (scope.unjudged_is_false) {
    scope.unjudged_is_false = false;
    Look out = proposition(p, scope, t);
    if (out.unobserved) out.value = scope.negated ? Tri::True : Tri::False;  // so that it does not help the step
    return out;
  }
  if (p == hidden) return unobserved;
  const Target target = record_for(p, t);
  const CaseRecord& root = records_.at(root_id_);
  if (target.record && !target.own) unobserved.missing = {{MissingFact::Kind::Judgement, prop.phrase, target.id}};
  scope.about = p;
  scope.record = target.record ? target.record : &root;
  Look no_link;
  no_link.missing.insert({MissingFact::Kind::Link, prop.of, ""});

  const auto by_link = [&](Look look) {  // so since the link leads there
    for (const models::Link& l : root.links)
      for (const models::Link::Target& x : l.history)
        if (target.record && !target.own && folded(l.kind) == folded(prop.of) && x.id == target.id && x.at && visible(x.at, t)) {
          if (look.basis == Basis::Timeless) look.basis = Basis::Dated, look.date = x.at;
          keep_newest(look.from, x.at);
        }
    return look;
  };

  // "An indicator that contains a `judged` test decides."
  if (prop.indicator && contains_judged(*prop.indicator)) {
    if (!target.record) {
      // A judgement in the case's own record counts first, whatever the link.
      meeting.later = true;
      Look own = judgements_alone(p) ? condition(*prop.indicator, scope, t) : no_link;
      own.can_come = own.can_go = true;
      return own.value == Tri::Unknown ? no_link : own;
    }
    scope.under_not = false;
    Look out = condition(*prop.indicator, scope, t);
    out.unobserved = out.value == Tri::Unknown && judgements_alone(p);
    out.can_come = out.can_go = true;
    met_conflict |= out.conflict;
    return by_link(out);
  }
  // "Otherwise a judgement of yes or no decides over the indicator"
  const auto decides = [](const Judged& j) { return j.conflict || (j.value && std::holds_alternative<bool>(j.value->data)); };
  const auto told = [&](const CaseRecord& record) {  // the last judgement there; for evidence, not one that is too old
    const Judged last = last_judgement(judgements_about(record, p), state_at(t, scope));
    return last.from && !last.conflict && too_old(made(*last.from), scope) ? Judged{} : last;
  };
  Judged judged = told(root);
  if (!decides(judged) && target.record && !target.own) judged = told(*target.record);
  Look indicated;
  const Meeting before = meeting;
  scope.under_not = false;
  if (prop.indicator && target.record) indicated = condition(*prop.indicator, scope, t);
  if (at_its_date && decides(judged)) masking.insert(p);
  if (masking.contains(p)) meeting = before;  // it is not the event that tells
  if (judged.conflict) {
    met_conflict = true;
    Look out = unobserved;
    out.conflict = true;
    out.unobserved = judgements_alone(p);
    return out;
  }
  if (decides(judged)) {
    Look out = look_from(*judged.from, tri(std::get<bool>(judged.value->data)));
    const bool differs = (indicated.value == Tri::True || indicated.value == Tri::False) && indicated.value != out.value;
    if (differs) met_conflict = out.conflict = true;
    if (before_begin(t, scope) && out.basis != Basis::Timeless) return Look{.value = Tri::NotYet};
    for (const CaseRecord* record : {&root, target.record})  // an undated word is final only where no dated one has come
      if (record)
        for (const Judgement* j : judgements_about(*record, p)) out.settled &= !made(*j);
    out.can_come = out.can_go = out.basis != Basis::Timeless;
    out.settled |= indicated.value == out.value && indicated.settled;
    return by_link(out);
  }
  meeting.later |= !target.record;
  if (!target.record) return no_link;
  if (!prop.indicator) return unobserved;
  indicated.unobserved = indicated.value == Tri::Unknown && judgements_alone(p);
  met_conflict |= indicated.conflict;
  return by_link(indicated);
}

// Unobserved at T, and at no instant was it ever told.
bool Eyes::never_told(const Clause& part, const Scope& from) const {
  const auto known = never_told_.find({hidden, &part});
  if (known != never_told_.end()) return known->second;
  Scope scope = from;
  scope.window.reset();
  scope.part = Scope::Part::Whole;
  bool never = clause(part, scope, horizon_).unobserved;
  for (const Time& t : instants_) {
    if (!never || models::compare(t, horizon_) > 0) break;
    const Tri value = clause(part, scope, t).value;
    never = value != Tri::True && value != Tri::False;
  }
  return never_told_[{hidden, &part}] = never;
}

void Eyes::met_in(const Condition& c, Scope scope, const Time& t, bool with_windows, std::set<const Event*>& out) const {
  if (c.kind == Condition::Kind::Event) {
    if (scope.negated || (c.window.kind != TestWindow::Kind::None && !with_windows)) return;
    const Look look = event(c, scope, t);
    if (look.value == Tri::True) out.insert(look.events.begin(), look.events.end());
  }
  if (c.kind == Condition::Kind::Proposition) {
    const std::set<const Event*> inner = events_met(c.proposition, scope.negated, scope, t, with_windows);
    out.insert(inner.begin(), inner.end());
  }
  if (c.kind == Condition::Kind::Not) scope.negated = !scope.negated;
  for (const Condition& part : c.parts) met_in(part, scope, t, with_windows, out);
}

std::set<const Event*> Eyes::events_met(PropositionIndex p, bool negated, const Scope& from, const Time& t, bool with_windows) const {
  std::set<const Event*> out;
  const models::Proposition& prop = theory_.propositions[p];
  const Target target = record_for(p, t);
  if (p == hidden || !prop.indicator || !target.record) return out;
  if (!contains_judged(*prop.indicator)) {
    const auto decides = [&](const CaseRecord& record) {
      const Judged last = last_judgement(judgements_about(record, p), state_at(t, from));
      return last.conflict || (last.value && std::holds_alternative<bool>(last.value->data));
    };
    if (decides(records_.at(root_id_)) || decides(*target.record)) return out;
  }
  Scope scope = from;
  scope.negated = negated;
  scope.record = target.record;
  scope.about = p;
  met_in(*prop.indicator, scope, t, with_windows, out);
  return out;
}

Look Eyes::clause(const Clause& c, Scope scope, const Time& t) const {
  using Kind = Clause::Kind;
  if (c.kind == Kind::Proposition) {
    if (scope.spent_by) {
      const auto spent = scope.spent_by->find(c.proposition);
      if (spent != scope.spent_by->end()) scope.spent.insert(spent->second.begin(), spent->second.end());
    }
    Look out = proposition(c.proposition, scope, t);
    if (!out.unobserved || scope.negated || !scope.presumed) return out;
    const auto found = scope.presumed->find(c.proposition);
    if (found == scope.presumed->end()) return out;
    for (const std::optional<Time>& moment : found->second) {  // rule 1: presumed from each moment
      if (moment && models::compare(moment->start(), t) > 0) continue;
      Look presumed;
      presumed.value = Tri::True;
      presumed.basis = moment ? Basis::Judged : Basis::Timeless;
      presumed.date = presumed.from = moment;
      if (out.value != Tri::True || !moment || (out.date && earlier(*moment, *out.date))) out = presumed;
    }
    return out;
  }
  if (c.kind == Kind::Not) {
    scope.negated = !scope.negated;
    return opposite_of(clause(c.parts[0], scope, t));
  }
  const bool none = c.kind == Kind::None;
  std::vector<Look> parts;
  for (const Clause& part : c.parts) {
    Scope inner = scope;
    if (none) inner.negated = !scope.negated;
    if (!is_and(c, scope.negated)) inner.part = Scope::Part::Whole;
    if (inner.part == Scope::Part::Breaking && !breaks(part, inner.negated)) continue;
    // Rule 4: "In a step joined by `and`, unobserved parts are passed over alone."
    if (c.kind == Kind::All && scope.pass_unobserved && !scope.negated && never_told(part, inner)) continue;
    parts.push_back(clause(part, inner, t));
  }
  if (parts.empty() && scope.part == Scope::Part::Whole && !c.parts.empty()) {  // all of them unobserved
    scope.pass_unobserved = false;
    return clause(c, scope, t);
  }
  if (scope.part == Scope::Part::Breaking && is_and(c, scope.negated) && !none)
    return scope.negated ? any_of(parts) : all_of(parts);
  if (none) return opposite_of(any_of(parts));
  if (c.kind == Kind::Any) return any_of(parts);
  return c.kind == Kind::AtLeast ? at_least_of(c.count, parts) : all_of(parts);
}

// How many of how many (rule 3, too few): for an indicator that counts events.
std::optional<std::pair<std::size_t, std::size_t>> Eyes::how_many(PropositionIndex p, Scope scope, const Time& t) const {
  const models::Proposition& prop = theory_.propositions[p];
  if (!prop.indicator || prop.indicator->kind != Condition::Kind::Event || prop.indicator->count < 2) return std::nullopt;
  const Target target = record_for(p, t);
  if (!target.record) return std::nullopt;
  scope.record = target.record;
  if (scope.spent_by && scope.spent_by->contains(p)) scope.spent.insert(scope.spent_by->at(p).begin(), scope.spent_by->at(p).end());
  Condition some = *prop.indicator;
  std::size_t count = 0;
  for (some.count = 1; some.count < prop.indicator->count && event(some, scope, t).value == Tri::True; ++some.count) ++count;
  return std::pair{count, std::size_t{prop.indicator->count}};
}

// --- What time can only break (rule 3) ---------------------------------------------------------------------------

bool Eyes::waits(const Condition& c, bool negated) const {
  if (c.kind == Condition::Kind::Event) return negated && c.window.kind == TestWindow::Kind::None;
  if (c.kind == Condition::Kind::Proposition) return waits(c.proposition, negated);
  const bool inner = c.kind == Condition::Kind::Not ? !negated : negated;
  return std::any_of(c.parts.begin(), c.parts.end(), [&](const Condition& part) { return waits(part, inner); });
}

bool Eyes::waits(PropositionIndex p, bool negated) const {
  const models::Proposition& prop = theory_.propositions[p];
  return p != hidden && prop.indicator && waits(*prop.indicator, negated);
}

bool Eyes::waits(const Clause& c, bool negated) const {
  if (c.kind == Clause::Kind::Proposition) return waits(c.proposition, negated);
  const bool inner = c.kind == Clause::Kind::Not || c.kind == Clause::Kind::None ? !negated : negated;
  return std::any_of(c.parts.begin(), c.parts.end(), [&](const Clause& part) { return waits(part, inner); });
}

bool Eyes::breaks(const Condition& c, bool negated) const {
  if (c.kind == Condition::Kind::Event) return waits(c, negated);
  if (c.kind == Condition::Kind::Proposition) return breaks(c.proposition, negated);
  if (c.kind == Condition::Kind::Not) return breaks(c.parts[0], !negated);
  if (!is_and(c, negated)) return false;
  return std::any_of(c.parts.begin(), c.parts.end(), [&](const Condition& part) { return breaks(part, negated); });
}

bool Eyes::breaks(PropositionIndex p, bool negated) const {
  const models::Proposition& prop = theory_.propositions[p];
  return p != hidden && prop.indicator && breaks(*prop.indicator, negated);
}

bool Eyes::breaks(const Clause& c, bool negated) const {
  if (c.kind == Clause::Kind::Proposition) return breaks(c.proposition, negated);
  if (c.kind == Clause::Kind::Not) return breaks(c.parts[0], !negated);
  const bool inner = c.kind == Clause::Kind::None ? !negated : negated;
  if (!is_and(c, negated)) return false;
  return std::any_of(c.parts.begin(), c.parts.end(), [&](const Clause& part) { return breaks(part, inner); });
}

bool Eyes::has_cadence(PropositionIndex p) const {
  const std::function<bool(const Condition&)> has = [&](const Condition& c) {
    if (c.kind == Condition::Kind::Cadence) return true;
    if (c.kind == Condition::Kind::Proposition) return has_cadence(c.proposition);
    return std::any_of(c.parts.begin(), c.parts.end(), has);
  };
  return theory_.propositions[p].indicator && has(*theory_.propositions[p].indicator);
}

// --- Bounds of step windows by something else ---------------------------------------------------------------------

std::optional<Time> Eyes::first_event_from(const EventPattern& pattern, const std::optional<Time>& base,
                                           const std::set<const Event*>& except) const {
  std::optional<Time> first;
  Scope scope;
  scope.record = &records_.at(root_id_);
  for (const Event& e : scope.record->events) {
    if (!e.at || except.contains(&e) || matches(pattern, e, scope, horizon_, nullptr) != Tri::True) continue;
    if (base && !models::at_or_before(*base, *e.at)) continue;
    if (!first || earlier(*e.at, *first)) first = e.at;
  }
  return first;
}

// "a date as known when it comes": a date that had been moved by then is no bound.
std::optional<Time> Eyes::attribute_date_from(const std::string& path, const std::optional<Time>& base) const {
  const CaseRecord& root = records_.at(root_id_);
  std::optional<Time> first;
  for (const models::Attribute& a : root.attributes) {
    if (folded(a.path) != folded(path)) continue;
    for (const models::DatedValue& v : a.history) {
      const std::optional<Time> date = as_time(v.value);
      if (!date) continue;
      const Time known_at = earlier(horizon_, *date) ? horizon_ : date->end();
      const Found known = latest(root, path, earlier(horizon_, known_at) ? horizon_ : known_at);
      if (!known.value || !(*known.value == v.value)) continue;
      if (base && !models::at_or_before(*base, *date)) continue;
      if (!first || earlier(*date, *first)) first = date;
    }
  }
  return first;
}

}  // namespace realist::oracle
