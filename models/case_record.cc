#include "models/case_record.h"

#include <cmath>
#include <cstdio>

#include "models/date_range.h"

namespace realist::models {
namespace {

std::string number_text(double number) {
  char buffer[40];
  if (std::floor(number) == number && std::abs(number) < 1e15) {
    std::snprintf(buffer, sizeof buffer, "%.0f", number);
  } else {
    std::snprintf(buffer, sizeof buffer, "%.15g", number);
  }
  return buffer;
}

}  // namespace

std::string to_string(const Value& value) {
  struct Visitor {
    std::string operator()(std::monostate) const { return "unknown"; }
    std::string operator()(bool truth) const { return truth ? "yes" : "no"; }
    std::string operator()(double number) const { return number_text(number); }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const std::vector<Value>& list) const {
      std::string out = "[";
      for (const Value& item : list) out += (out.size() > 1 ? ", " : "") + to_string(item);
      return out + "]";
    }
  };
  return std::visit(Visitor{}, value.data);
}

std::optional<Time> newest_date(const CaseRecord& record) {
  DateRange dates;
  for (const Event& event : record.events) dates.see(event.at);
  for (const Judgement& judgement : record.judgements) {
    dates.see(judgement.at);
    dates.see(judgement.since);
  }
  for (const Attribute& attribute : record.attributes)
    for (const DatedValue& value : attribute.history) dates.see(value.at);
  for (const Link& link : record.links)
    for (const Link::Target& target : link.history) dates.see(target.at);
  for (const Pause& pause : record.pauses) {
    dates.see(pause.from);
    dates.see(pause.to);
  }
  dates.see(record.opened);
  dates.see(record.closed);
  return dates.latest();
}

}  // namespace realist::models
