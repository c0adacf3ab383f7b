#include "engine/excerpt.h"

#include <boost/container/static_vector.hpp>

namespace realist::engine {
namespace {

// The types of events as written, each looked up once: a record has many events of few types.
class TypesMet {
 public:
  explicit TypesMet(const Plan& plan) : plan_(plan) {}

  EventTypeId of(const std::string& written) {
    for (const auto& [type, id] : met_)
      if (*type == written) return id;
    const EventTypeId id = plan_.type_of(models::fold(written));
    if (met_.size() < kMost) met_.emplace_back(&written, id);
    return id;
  }

 private:
  static constexpr std::size_t kMost = 16;
  const Plan& plan_;
  boost::container::static_vector<std::pair<const std::string*, EventTypeId>, kMost> met_;
};

void take_events(const Plan& plan, const models::CaseRecord& record, Excerpt& excerpt) {
  TypesMet types(plan);
  for (std::uint32_t i = 0; i < record.events.size(); ++i) {
    const models::Event& event = record.events[i];
    excerpt.dates.see(event.at);
    if (event.at) excerpt.see_offset(*event.at);
    const EventTypeId type = types.of(event.type);
    if (type != kNone) excerpt.events.push_back({type, i, &event});
  }
}

void take_attributes(const Plan& plan, const models::CaseRecord& record, Excerpt& excerpt) {
  for (const models::Attribute& attribute : record.attributes) {
    for (const models::DatedValue& value : attribute.history) {
      excerpt.dates.see(value.at);
      if (value.at) excerpt.see_offset(*value.at);
    }
    excerpt.take(plan, plan.attributes_named(models::fold(attribute.path)), attribute);
  }
}

void take_judgements(const Plan& plan, const models::CaseRecord& record, Excerpt& excerpt) {
  for (std::uint32_t i = 0; i < record.judgements.size(); ++i) {
    const models::Judgement& judgement = record.judgements[i];
    if (judgement.at) excerpt.see_offset(*judgement.at);
    if (judgement.since) excerpt.see_offset(*judgement.since);
    const Plan::Named named = plan.named(models::fold(judgement.about));
    excerpt.judgements.push_back({named.proposition, named.opposite, i, &judgement});
  }
}

void take_completeness(const Plan& plan, const models::CaseRecord& record, Excerpt& excerpt) {
  if (record.may_be_missing_given) excerpt.may_be_missing.assign(plan.type_count(), record.all_may_be_missing);
  auto set = [&](const std::string& name, bool may_be_missing) {
    if (const EventTypeId type = plan.type_of(models::fold(name)); type != kNone) excerpt.may_be_missing[type] = may_be_missing;
  };
  for (const std::string& name : record.may_be_missing) set(name, true);
  for (const std::string& name : record.complete_events) set(name, false);
}

}  // namespace

void Excerpt::clear(const Plan& plan) {
  record = nullptr;
  id.clear();
  kind.clear();
  events.clear();
  all_events = 0;
  attributes.assign(plan.attribute_paths.size(), nullptr);
  judgements.clear();
  links = {};
  pauses = {};
  may_be_missing = plan.may_be_missing;
  opened = closed = std::nullopt;
  dates.clear();
  lowest_offset = models::Time::kNoOffset;
}

void excerpt_of(const Plan& plan, const models::CaseRecord& record, Excerpt& excerpt) {
  excerpt.clear(plan);
  excerpt.record = &record;
  excerpt.id = record.id;
  excerpt.kind = record.kind;
  excerpt.all_events = static_cast<std::uint32_t>(record.events.size());
  take_events(plan, record, excerpt);
  take_attributes(plan, record, excerpt);
  take_judgements(plan, record, excerpt);
  take_completeness(plan, record, excerpt);
  for (const models::Link& link : record.links)
    for (const models::Link::Target& target : link.history) excerpt.dates.see(target.at);
  excerpt.links = record.links;
  excerpt.pauses = record.pauses;
  excerpt.opened = record.opened;
  excerpt.closed = record.closed;
}

std::optional<models::Time> newest_date(const Excerpt& excerpt) {
  models::DateRange all = excerpt.dates;
  for (const Excerpt::Judged& judged : excerpt.judgements) {
    all.see(judged.judgement->at);
    all.see(judged.judgement->since);
  }
  for (const models::Pause& pause : excerpt.pauses) {
    all.see(pause.from);
    all.see(pause.to);
  }
  all.see(excerpt.opened);
  all.see(excerpt.closed);
  return all.latest();
}

}  // namespace realist::engine
