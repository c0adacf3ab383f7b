#include "engine/stability.h"

#include <algorithm>
#include <optional>

namespace realist::engine {
namespace {

using models::CaseRecord;
using models::Time;
using models::Value;

template <typename T>
bool left_out(std::vector<T>& list, std::size_t index) {
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
  return true;
}

bool leave_out(CaseRecord& record, const Datum& datum) {
  switch (datum.kind) {
    case Datum::Kind::Event: return left_out(record.events, datum.index);
    case Datum::Kind::Judgement: return left_out(record.judgements, datum.index);
    case Datum::Kind::Attribute:
      left_out(record.attributes[datum.index].history, datum.entry);
      if (record.attributes[datum.index].history.empty()) left_out(record.attributes, datum.index);
      return true;
  }
  return false;
}

bool turn_round(Value& value) {
  bool* truth = std::get_if<bool>(&value.data);
  if (truth) *truth = !*truth;
  return truth != nullptr;
}

bool turn_round(CaseRecord& record, const Datum& datum) {
  if (datum.kind == Datum::Kind::Judgement) return turn_round(record.judgements[datum.index].value);
  return datum.kind == Datum::Kind::Attribute && turn_round(record.attributes[datum.index].history[datum.entry].value);
}

bool move(std::optional<Time>& at, int days) {
  if (!at) return false;
  at = models::shifted(*at, {1, models::Unit::Day}, days);
  return true;
}

bool move(CaseRecord& record, const Datum& datum, int days) {
  switch (datum.kind) {
    case Datum::Kind::Event: return move(record.events[datum.index].at, days);
    case Datum::Kind::Attribute: return move(record.attributes[datum.index].history[datum.entry].at, days);
    case Datum::Kind::Judgement: {
      models::Judgement& judgement = record.judgements[datum.index];
      const bool since = move(judgement.since, days);
      return move(judgement.at, days) || since;
    }
  }
  return false;
}

// One part of a record as it was, to be put back: the whole record is not copied for each fact.
class PutBack {
 public:
  PutBack(CaseRecord& record, Datum::Kind kind) : record_(record), kind_(kind) {
    switch (kind) {
      case Datum::Kind::Event: events_ = record.events; break;
      case Datum::Kind::Attribute: attributes_ = record.attributes; break;
      case Datum::Kind::Judgement: judgements_ = record.judgements; break;
    }
  }
  void put_back() {
    switch (kind_) {
      case Datum::Kind::Event: record_.events = events_; break;
      case Datum::Kind::Attribute: record_.attributes = attributes_; break;
      case Datum::Kind::Judgement: record_.judgements = judgements_; break;
    }
  }

 private:
  CaseRecord& record_;
  Datum::Kind kind_;
  std::vector<models::Event> events_;
  std::vector<models::Attribute> attributes_;
  std::vector<models::Judgement> judgements_;
};

}  // namespace

bool change(CaseRecord& record, const Datum& datum, DatumChange change) {
  switch (change) {
    case DatumChange::LeftOut: return leave_out(record, datum);
    case DatumChange::TurnedRound: return turn_round(record, datum);
    case DatumChange::DayEarlier: return move(record, datum, -1);
    case DatumChange::DayLater: return move(record, datum, 1);
  }
  return false;
}

std::vector<Datum> data_of(const CaseRecord& record) {
  std::vector<Datum> all;
  for (std::uint32_t i = 0; i < record.events.size(); ++i) all.push_back({Datum::Kind::Event, i, 0});
  for (std::uint32_t i = 0; i < record.attributes.size(); ++i)
    for (std::uint32_t j = 0; j < record.attributes[i].history.size(); ++j) all.push_back({Datum::Kind::Attribute, i, j});
  for (std::uint32_t i = 0; i < record.judgements.size(); ++i) all.push_back({Datum::Kind::Judgement, i, 0});
  return all;
}

DatumName name_of(const CaseRecord& record, const Datum& datum) {
  switch (datum.kind) {
    case Datum::Kind::Event: return {datum.kind, record.events[datum.index].type};
    case Datum::Kind::Attribute: return {datum.kind, record.attributes[datum.index].path};
    case Datum::Kind::Judgement: return {datum.kind, record.judgements[datum.index].about};
  }
  return {};
}

Stability::Stability(const Plan& plan) : plan_(plan), judge_(plan), statements_(theory_of(plan).statements.size()) {}

void Stability::outline(const CaseRecord& record, const LinkedRecords& linked, const Time& as_of, std::vector<Outline>& outlines) {
  excerpt_of(plan_, record, facts_.excerpt);
  bind(plan_, as_of, facts_);
  judge_.outline(facts_, linked, outlines);
  ++judged_;
}

void Stability::add(std::uint32_t which, const CaseRecord& record, const LinkedRecords& linked, const Time& as_of) {
  CaseRecord own = record;
  outline(own, linked, as_of, base_);
  const std::size_t n = statements_.size();
  std::vector<std::uint32_t> turned_by(n, 0);
  std::vector<std::uint8_t> changeable(n, 0);
  std::optional<PutBack> as_it_was;
  std::optional<Datum::Kind> kind;
  for (const Datum& datum : data_of(record)) {
    if (kind != datum.kind) as_it_was.emplace(own, datum.kind);
    kind = datum.kind;
    ++tried_;
    for (std::size_t c = 0; c < kDatumChanges; ++c) {
      const auto how = static_cast<DatumChange>(c);
      if (!change(own, datum, how)) continue;
      outline(own, linked, as_of, changed_);
      as_it_was->put_back();
      for (models::StatementIndex s = 0; s < n; ++s) {
        if (changed_[s].verdict == base_[s].verdict) continue;
        hanging_.push_back({which, s, datum, how, base_[s].verdict, changed_[s].verdict});
        if (how == DatumChange::LeftOut) ++turned_by[s];
        else changeable[s] = 1;
      }
    }
  }
  for (std::size_t s = 0; s < n; ++s) {
    StatementStability& stability = statements_[s];
    const models::Verdict verdict = base_[s].verdict;
    stability.verdicts.add(verdict);
    if (turned_by[s] != 0) stability.hanging.add(verdict);
    if (turned_by[s] == 0 && changeable[s] != 0) stability.changeable.add(verdict);
    if (stability.by_data.size() <= turned_by[s]) stability.by_data.resize(turned_by[s] + 1);
    ++stability.by_data[turned_by[s]];
  }
}

}  // namespace realist::engine
