#include "event_log.h"

#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

#include "models/time.h"
#include "made_words.h"

namespace realist::bench {
namespace {

// The usual way of an application through an office; a step may be left out, done again, or late.
constexpr std::array<std::string_view, 14> kWay = {
    "application received", "application registered", "documents asked for", "documents received", "first check", "second check",
    "home visit planned",   "home visit held",        "opinion written",     "opinion signed",     "decision taken", "letter sent",
    "payment ordered",      "payment made",
};
constexpr std::array<std::string_view, 4> kAside = {"telephone call", "reminder sent", "file handed over", "complaint received"};
constexpr std::array<std::string_view, 6> kUnits = {"intake", "team north", "team south", "review board", "payments", "archive"};

struct LogEvent {
  std::string_view type, unit;
  unsigned person = 0, costs = 0;
  std::int64_t second = 0;  // since 1970
};

struct LogCase {
  std::string id;
  unsigned amount = 0;
  std::vector<LogEvent> events;
};

LogCase log_case(const LogShape& shape, std::uint64_t number) {
  Draws draws(shape.seed ^ 0x6c6f67u, number);
  LogCase made;
  made.id = "A/" + std::to_string(20'000 + number);
  made.amount = draws.between(5, 400) * 50;
  const std::uint64_t from = shape.events * number / shape.cases, end = shape.events * (number + 1) / shape.cases;
  std::int64_t second = 1'325'376'000 + static_cast<std::int64_t>(draws.below(300 * 24 * 60)) * 60;
  std::size_t place = 0;
  // An uneven share: a case takes some of what the next one, of an odd number, would have had.
  std::uint64_t count = end - from;
  const std::uint64_t shift = count / 2;
  if (number % 2 == 0 && number + 1 < shape.cases) count += shift;
  else if (number % 2 == 1) count -= (shape.events * number / shape.cases - shape.events * (number - 1) / shape.cases) / 2;
  for (std::uint64_t i = 0; i < count; ++i) {
    const bool aside = i > 0 && draws.chance(25);
    if (!aside && place + 1 < kWay.size() && draws.chance(8)) ++place;  // left out
    const std::string_view type = aside ? draws.of(kAside) : kWay[std::min(place, kWay.size() - 1)];
    if (!aside && !draws.chance(15)) ++place;                           // else: done again
    made.events.push_back({type, draws.of(kUnits), draws.between(101, 180), draws.below(90), second});
    second += static_cast<std::int64_t>(draws.chance(40) ? draws.below(7'200) : draws.below(9 * 24 * 3'600));
  }
  return made;
}

// With its seconds, also where they are none, as XML wants it.
std::string time_text(std::int64_t second) {
  std::string text = models::to_string(models::Time{second * models::kSecond, models::Time::kNoOffset, false});
  if (second % 60 == 0) text += ":00";
  return text;
}

}  // namespace

std::string event_log(const LogShape& shape) {
  std::string out;
  for (std::uint64_t c = 0; c < shape.cases; ++c) {
    const LogCase made = log_case(shape, c);
    out += "{\"case\":\"" + made.id + "\",\"attributes\":{\"amount\":" + std::to_string(made.amount) + "},\"events\":[";
    for (std::size_t i = 0; i < made.events.size(); ++i) {
      const LogEvent& e = made.events[i];
      if (i) out += ",";
      out.append("{\"type\":\"").append(e.type).append("\",\"at\":\"").append(time_text(e.second));
      out.append("\",\"by\":\"employee ").append(std::to_string(e.person)).append("\",\"unit\":\"").append(e.unit);
      out.append("\",\"costs\":").append(std::to_string(e.costs)).append(",\"lifecycle\":\"complete\"}");
    }
    out += "]}\n";
  }
  return out;
}

std::string event_log_xes(const LogShape& shape) {
  const auto member = [](std::string_view type, std::string_view key, std::string_view value) {
    std::string text = "<";
    return text.append(type).append(" key=\"").append(key).append("\" value=\"").append(value).append("\"/>");
  };
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log xes.version=\"1.0\" xmlns=\"http://www.xes-standard.org/\">\n"
                    "<extension name=\"Concept\" prefix=\"concept\" uri=\"http://www.xes-standard.org/concept.xesext\"/>\n"
                    "<extension name=\"Time\" prefix=\"time\" uri=\"http://www.xes-standard.org/time.xesext\"/>\n"
                    "<extension name=\"Organizational\" prefix=\"org\" uri=\"http://www.xes-standard.org/org.xesext\"/>\n"
                    "<extension name=\"Lifecycle\" prefix=\"lifecycle\" uri=\"http://www.xes-standard.org/lifecycle.xesext\"/>\n";
  for (std::uint64_t c = 0; c < shape.cases; ++c) {
    const LogCase made = log_case(shape, c);
    out += "<trace>\n" + member("string", "concept:name", made.id) + member("int", "amount", std::to_string(made.amount)) + "\n";
    for (const LogEvent& e : made.events)
      out += "<event>" + member("string", "concept:name", e.type) + member("date", "time:timestamp", time_text(e.second) + ".000+00:00") +
             member("string", "org:resource", "employee " + std::to_string(e.person)) + member("string", "unit", e.unit) +
             member("int", "costs", std::to_string(e.costs)) + member("string", "lifecycle:transition", "complete") + "</event>\n";
    out += "</trace>\n";
  }
  return out + "</log>\n";
}

std::string event_log_theory() {
  return R"(Theory: An office
Case: application

Resource: the documents are asked for
  observed when event "documents asked for"

Outcome: the documents come
  observed when event "documents received"

Resource: the home is visited
  observed when event "home visit held"

Resource: the opinion is signed
  observed when event "opinion signed"

Outcome: the decision is taken
  observed when event "decision taken"

Outcome: the money is paid
  observed when event "payment made"

Context: the application is received
  observed when event "application received"

Context: the sum is large
  observed when amount at least 10000

Context: someone complains
  observed when event "complaint received"

Resource: a reminder is sent
  observed when event "reminder sent"

[LOG-1] If the application is received
then the documents are asked for within 14 days
then the documents come within 4 weeks

[LOG-2] If the documents come
then the home is visited within 8 weeks
then the opinion is signed within 4 weeks

[LOG-3] If the opinion is signed
then the decision is taken within 14 days
then the money is paid within 28 days
unless someone complains

[LOG-4] Whenever someone complains
then the decision is taken within 4 weeks

[LOG-5] Only if the home is visited
then the decision is taken

[LOG-6] If the application is received
and the sum is large
then a reminder is sent within 6 weeks
)";
}

}  // namespace realist::bench
