#include "engine/trials.h"

namespace realist::engine {
namespace {

using models::CaseRecord;
using models::Time;

void add(CaseRecord& record, const Addition& addition) {
  switch (addition.kind) {
    case Addition::Kind::Event: record.events.push_back(addition.event); return;
    case Addition::Kind::Judgement: record.judgements.push_back(addition.judgement); return;
    case Addition::Kind::Attribute:
      for (models::Attribute& attribute : record.attributes)
        if (attribute.path == addition.attribute.path) {
          attribute.history.push_back(addition.attribute.history.front());
          return;
        }
      record.attributes.push_back(addition.attribute);
      return;
    case Addition::Kind::Link:
      for (models::Link& link : record.links)
        if (link.kind == addition.link.kind) {
          link.history.push_back(addition.link.history.front());
          return;
        }
      record.links.push_back(addition.link);
      return;
  }
}

void remove(CaseRecord& record, const Addition& addition) {
  switch (addition.kind) {
    case Addition::Kind::Event: record.events.pop_back(); return;
    case Addition::Kind::Judgement: record.judgements.pop_back(); return;
    case Addition::Kind::Attribute:
      for (models::Attribute& attribute : record.attributes)
        if (attribute.path == addition.attribute.path) attribute.history.pop_back();
      std::erase_if(record.attributes, [](const models::Attribute& a) { return a.history.empty(); });
      return;
    case Addition::Kind::Link:
      for (models::Link& link : record.links)
        if (link.kind == addition.link.kind) link.history.pop_back();
      std::erase_if(record.links, [](const models::Link& l) { return l.history.empty(); });
      return;
  }
}

}  // namespace

void set_date(Addition& addition, const std::optional<Time>& date) {
  switch (addition.kind) {
    case Addition::Kind::Event: addition.event.at = date; return;
    case Addition::Kind::Judgement: addition.judgement.at = date; return;
    case Addition::Kind::Attribute: addition.attribute.history.front().at = date; return;
    case Addition::Kind::Link: addition.link.history.front().at = date; return;
  }
}

std::optional<models::Time> date_of(const Addition& addition) {
  switch (addition.kind) {
    case Addition::Kind::Event: return addition.event.at;
    case Addition::Kind::Judgement: return addition.judgement.at;
    case Addition::Kind::Attribute: return addition.attribute.history.front().at;
    case Addition::Kind::Link: return addition.link.history.front().at;
  }
  return std::nullopt;
}

CaseRecord with_additions(CaseRecord record, const std::vector<Addition>& additions, const std::string& own) {
  for (const Addition& addition : additions)
    if ((addition.record.empty() ? own : addition.record) == record.id) add(record, addition);
  return record;
}

Trials::Trials(const Plan& plan, const CaseRecord& record, const LinkedRecords& linked, const Time& as_of, const Effort& effort)
    : plan_(plan), judge_(plan), record_(record), all_(linked), as_of_(as_of) {
  size_ = 1 + record.events.size() + record.judgements.size() + record.attributes.size() + theory_of(plan).statements.size();
  take_in_linked();
  allow(effort);
}

void Trials::allow(const Effort& effort) { left_ = std::max<std::size_t>(12, std::min(effort.tries, effort.work / size_)); }

void Trials::link_to(const std::string& id) {
  const auto found = all_.find(id);
  if (found == all_.end() || !linked_.emplace(id, id == record_.id ? &record_ : found->second).second) return;
  leads_back_ |= id == record_.id;
}

const Facts& Trials::bound() {
  excerpt_of(plan_, record_, facts_.excerpt);
  bind(plan_, as_of_, facts_);
  return facts_;
}

// What links lead to, however far; a case set may hold a great many records that they do not.
void Trials::take_in_linked() {
  std::vector<const CaseRecord*> met{&record_};
  for (std::size_t i = 0; i < met.size(); ++i)
    for (const models::Link& link : met[i]->links)
      for (const models::Link::Target& target : link.history) {
        const std::size_t before = linked_.size();
        link_to(target.id);
        if (linked_.size() > before) met.push_back(linked_.at(target.id));
      }
}

CaseRecord* Trials::find(const std::string& id) {
  if (id.empty() || id == record_.id) return &record_;
  const auto copied = copies_.find(id);
  if (copied != copies_.end()) return &copied->second;
  const auto found = linked_.find(id);
  if (found == linked_.end()) return nullptr;
  CaseRecord& copy = copies_.emplace(id, *found->second).first->second;
  found->second = &copy;
  return &copy;
}

bool Trials::put(const Addition& addition) {
  CaseRecord* target = find(addition.record);
  if (!target) return false;
  if (target != &record_ || leads_back_) dirty_ = true;
  if (addition.kind == Addition::Kind::Link) {
    link_to(addition.link.history.front().id);
    dirty_ = true;
  }
  add(*target, addition);
  return true;
}

void Trials::take_back(const Addition& addition) { remove(*find(addition.record), addition); }

}  // namespace realist::engine
