#include "models/case_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <unordered_map>

#include "models/nearest.h"
#include "models/positioned_json.h"
#include "models/theory.h"

namespace realist::models {
namespace {

using Kind = JsonSpot::Kind;

constexpr std::size_t kMostProblems = 100;

constexpr std::string_view kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};

std::string quoted(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  std::size_t cut = std::min(text.size(), kLongest);
  while (cut > 0 && cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  return '"' + std::string(text.substr(0, cut)) + (cut < text.size() ? "…\"" : "\"");
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::string bad_date_sentence(std::string_view text) {
  const bool shaped = text.size() >= 10 && text[4] == '-' && text[7] == '-' && all_digits(text.substr(0, 4)) &&
                      all_digits(text.substr(5, 2)) && all_digits(text.substr(8, 2));
  if (!shaped) return quoted(text) + " is not a date; write the year first, as 2016-05-01 or 2016-05-01T10:00";
  if (parse_time(text.substr(0, 10))) return quoted(text) + " has a date but no time of day that can be read, such as T10:00 or T10:00+01:00";
  const int month = (text[5] - '0') * 10 + text[6] - '0', day = (text[8] - '0') * 10 + text[9] - '0';
  if (text.starts_with("0000")) return quoted(text) + " is outside the years 0001 to 9999";
  if (month < 1 || month > 12) return quoted(text) + " is not a date: there is no month " + std::to_string(month);
  return quoted(text) + " is not a date: there is no " + std::to_string(day) + ' ' + std::string(kMonths[month - 1]) + " in " +
         std::string(text.substr(0, 4));
}

// Reads one record. A fault that the format does not allow is thrown as a JsonError, caught in case_from_json.
class RecordReader {
 public:
  RecordReader(const RecordLimits& limits) : limits_(limits) {}

  CaseRecord read(const JsonSpot& top) {
    if (!top.is(Kind::Object)) throw wrong(top, "a record", "an object in braces");
    // The closing first: what is dated after it is named while it is read.
    top.for_each([&](const JsonSpot& field) {
      if (field.key() == "closed") read_closed(field);
    });
    top.for_each([&](const JsonSpot& field) { read_field(top, field); });
    if (record_.id.empty()) throw top.error("the record has no \"case\", the name that tells it from the others");
    add_closed_reason();
    check_order_of_dates();
    if (unnamed_problems_ > 0)
      record_.problems.push_back({"", "and " + std::to_string(unnamed_problems_) + " more problems of this record"});
    return std::move(record_);
  }

 private:
  using ReadPart = void (RecordReader::*)(const JsonSpot&);
  struct Part {
    std::string_view name;
    ReadPart read;
  };

  static constexpr std::size_t kPartCount = 11;
  static const std::array<Part, kPartCount>& parts() {
    static constexpr std::array<Part, kPartCount> kParts = {{{"case", &RecordReader::read_id},
                                                             {"kind", &RecordReader::read_kind},
                                                             {"links", &RecordReader::read_links},
                                                             {"attributes", &RecordReader::read_attributes},
                                                             {"events", &RecordReader::read_events},
                                                             {"may_be_missing", &RecordReader::read_may_be_missing},
                                                             {"complete_events", &RecordReader::read_complete_events},
                                                             {"judgements", &RecordReader::read_judgements},
                                                             {"pauses", &RecordReader::read_pauses},
                                                             {"opened", &RecordReader::read_opened},
                                                             {"closed", &RecordReader::skip}}};
    return kParts;
  }

  // Null is the same as absent, everywhere.
  void read_field(const JsonSpot& top, const JsonSpot& field) {
    for (const Part& part : parts()) {
      if (field.key() != part.name) continue;
      if (!field.is(Kind::Null)) (this->*part.read)(field);
      return;
    }
    name_near_miss(top, field);
  }

  void skip(const JsonSpot&) {}

  // An unknown field is no fault, but one that is nearly a known one, itself absent, is probably that one misspelt.
  void name_near_miss(const JsonSpot& top, const JsonSpot& field) {
    for (const Part& part : parts())
      if (near_miss(field.key(), part.name) && !has_field(top, part.name))
        return problem(field, "the field " + quoted(field.key()) + " is not read; perhaps " + quoted(part.name) + " is meant");
  }

  static bool has_field(const JsonSpot& top, std::string_view name) {
    bool found = false;
    top.for_each([&](const JsonSpot& field) { found = found || field.key() == name; });
    return found;
  }

  void read_id(const JsonSpot& field) {
    record_.id = text_or_number(field, "\"case\"");
    if (record_.id.empty()) throw field.error("\"case\" is empty; a record needs a name that tells it from the others");
  }

  void read_kind(const JsonSpot& field) { record_.kind = text(field, "\"kind\""); }
  void read_opened(const JsonSpot& field) { record_.opened = date(field, "\"opened\""); }

  void read_closed(const JsonSpot& field) {
    if (field.is(Kind::Null)) return;
    if (!field.is(Kind::Object)) {
      record_.closed = date(field, "\"closed\"");
      return;
    }
    field.for_each([&](const JsonSpot& part) {
      if (part.is(Kind::Null)) return;
      if (part.key() == "at") record_.closed = date(part, "\"at\"");
      if (part.key() == "reason") record_.closed_reason = text(part, "\"reason\"");
    });
    if (!record_.closed) throw field.error("\"closed\" has no \"at\", the date on which the case closed");
  }

  void read_links(const JsonSpot& field) {
    object(field, "\"links\"").for_each([&](const JsonSpot& link) {
      if (link.is(Kind::Null)) return;
      Link& read = record_.links.emplace_back();
      read.kind = link.key();
      if (link.is(Kind::List)) link.for_each([&](const JsonSpot& item) { read.history.push_back(link_target(item)); });
      else read.history.push_back(link_target(link));
      if (read.history.empty()) record_.links.pop_back();
    });
  }

  Link::Target link_target(const JsonSpot& spot) {
    if (!spot.is(Kind::Object)) return {text_or_number(spot, "a link"), std::nullopt};
    Link::Target target;
    bool valued = false;
    spot.for_each([&](const JsonSpot& part) {
      if (part.key() == "value") {
        valued = true;
        if (!part.is(Kind::Null)) target.id = text_or_number(part, "a link's \"value\"");
      }
      if (part.key() == "at") target.at = fact_date(part, spot, "this link");
    });
    if (!valued) throw spot.error("a link is the other record's \"case\", or {\"value\": …, \"at\": …}");
    return target;
  }

  void read_attributes(const JsonSpot& field) {
    object(field, "\"attributes\"").for_each([&](const JsonSpot& spot) {
      merged_.clear();
      read_attribute(spot, std::string(spot.key()));
    });
    if (paths_may_meet_) no_path_twice(field, record_.attributes, [](const Attribute& a) -> std::string_view { return a.path; });
  }

  // Objects become dotted paths; what is dated becomes a history.
  void read_attribute(const JsonSpot& spot, std::string path) {
    if (path.find('.') != std::string::npos && spot.key().find('.') != std::string_view::npos) paths_may_meet_ = true;
    if (is_dated(spot)) return read_dated(spot, path);
    if (spot.is(Kind::Object))
      return spot.for_each([&](const JsonSpot& part) { read_attribute(part, path + '.' + std::string(part.key())); });
    if (!spot.is(Kind::List) || !holds_dated(spot)) return add_value(path, {value(spot), std::nullopt, {}});
    spot.for_each([&](const JsonSpot& item) {
      if (is_dated(item)) read_dated(item, path);
      else add_value(path, {value(item), std::nullopt, {}}, true);
    });
  }

  // {"value": …, "at": …}: told from an ordinary object by its date, or by holding nothing that a dated value has not.
  static bool is_dated(const JsonSpot& spot) {
    if (!spot.is(Kind::Object)) return false;
    bool valued = false, dated = false, other = false;
    spot.for_each([&](const JsonSpot& part) {
      if (part.key() == "value") valued = true;
      else if (part.key() == "at") dated = true;
      else if (part.key() != "source") other = true;
    });
    return valued && (dated || !other);
  }

  static bool holds_dated(const JsonSpot& list) {
    bool found = false;
    list.for_each([&](const JsonSpot& item) { found = found || is_dated(item); });
    return found;
  }

  void read_dated(const JsonSpot& spot, const std::string& path) {
    DatedValue common;
    spot.for_each([&](const JsonSpot& part) {
      if (part.is(Kind::Null)) return;
      if (part.key() == "at") common.at = fact_date(part, spot, "the attribute " + quoted(path));
      if (part.key() == "source") common.source = text_or_number(part, "\"source\"");
    });
    spot.for_each([&](const JsonSpot& part) {
      if (part.key() == "value") add_dated(part, path, common);
    });
  }

  void add_dated(const JsonSpot& spot, const std::string& path, const DatedValue& common) {
    if (spot.is(Kind::Object))
      return spot.for_each([&](const JsonSpot& part) { add_dated(part, path + '.' + std::string(part.key()), common); });
    DatedValue dated = common;
    dated.value = value(spot);
    add_value(path, std::move(dated), true);
  }

  // `joins`: one of a history, whose values of one path belong together.
  void add_value(const std::string& path, DatedValue dated, bool joins = false) {
    if (joins) {
      paths_may_meet_ = true;
      const auto [known, fresh] = merged_.try_emplace(path, record_.attributes.size());
      if (!fresh) {
        record_.attributes[known->second].history.push_back(std::move(dated));
        return;
      }
    }
    Attribute& attribute = record_.attributes.emplace_back();
    attribute.path = path;
    attribute.history.push_back(std::move(dated));
  }

  void read_events(const JsonSpot& field) {
    const std::size_t count = list(field, "\"events\"").size();
    if (count > limits_.events)
      throw field.error("there are " + std::to_string(count) + " events; at most " + std::to_string(limits_.events) + " are read");
    record_.events.reserve(count);
    field.for_each([&](const JsonSpot& spot) { read_event(spot); });
  }

  void read_event(const JsonSpot& spot) {
    Event& event = record_.events.emplace_back();
    bool dotted = false;
    object(spot, "an event").for_each([&](const JsonSpot& part) {
      if (part.key() == "type") event.type = text(part, "\"type\"");
      else if (part.key() != "at") dotted |= read_event_field(event, part, std::string(part.key()));
    });
    if (event.type.empty()) throw spot.error("the event has no \"type\"");
    spot.for_each([&](const JsonSpot& part) {
      if (part.key() == "at" && !part.is(Kind::Null)) event.at = fact_date(part, spot, "the event " + quoted(event.type));
    });
    if (dotted)
      no_path_twice(spot, event.fields, [](const std::pair<std::string, Value>& f) -> std::string_view { return f.first; });
  }

  // Tells whether a name itself holds a dot, so that two ways might lead to one path.
  bool read_event_field(Event& event, const JsonSpot& spot, std::string path) {
    bool dotted = spot.key().find('.') != std::string_view::npos;
    if (!spot.is(Kind::Object)) {
      event.fields.emplace_back(std::move(path), value(spot));
      return dotted;
    }
    spot.for_each([&](const JsonSpot& part) { dotted |= read_event_field(event, part, path + '.' + std::string(part.key())); });
    return dotted;
  }

  void read_may_be_missing(const JsonSpot& field) {
    record_.may_be_missing_given = true;
    if (field.is(Kind::True) || field.is(Kind::False)) {
      record_.all_may_be_missing = field.is(Kind::True);
      return;
    }
    if (!field.is(Kind::List)) throw wrong(field, "\"may_be_missing\"", "true or a list of event types");
    field.for_each([&](const JsonSpot& item) { record_.may_be_missing.push_back(text(item, "an event type")); });
  }

  void read_complete_events(const JsonSpot& field) {
    list(field, "\"complete_events\"").for_each([&](const JsonSpot& item) { record_.complete_events.push_back(text(item, "an event type")); });
  }

  void read_judgements(const JsonSpot& field) {
    list(field, "\"judgements\"").for_each([&](const JsonSpot& spot) { read_judgement(spot); });
  }

  void read_judgement(const JsonSpot& spot) {
    Judgement& judgement = record_.judgements.emplace_back();
    bool valued = false;
    object(spot, "a judgement").for_each([&](const JsonSpot& part) {
      if (part.key() == "value") valued = true;
      if (!part.is(Kind::Null)) read_judgement_part(judgement, part, spot);
    });
    if (judgement.about.empty()) throw spot.error("the judgement has no \"about\", the phrase that was judged");
    if (!valued) problem(spot, "the judgement has no \"value\"; it is taken as unknown");
    if (judgement.at && judgement.since && !at_or_before(*judgement.since, *judgement.at))
      problem(spot, "\"since\" (" + to_string(*judgement.since) + ") is later than the judgement itself (" + to_string(*judgement.at) + ')');
  }

  void read_judgement_part(Judgement& judgement, const JsonSpot& part, const JsonSpot& whole) {
    const std::string_view key = part.key();
    if (key == "about") judgement.about = text(part, "\"about\"");
    else if (key == "value") judgement.value = judged_value(part);
    else if (key == "at") judgement.at = fact_date(part, whole, "this judgement");
    else if (key == "since") judgement.since = date(part, "\"since\"");
    else if (key == "by") judgement.by = text_or_number(part, "\"by\"");
    else if (key == "basis") judgement.basis = basis(part);
    else if (key == "source") judgement.source = text_or_number(part, "\"source\"");
    else if (key == "quote") judgement.quote = text(part, "\"quote\"");
  }

  Value judged_value(const JsonSpot& spot) {
    switch (spot.kind()) {
      case Kind::True: return {true};
      case Kind::False: return {false};
      case Kind::Number: return {spot.number()};
      case Kind::Text: return judged_word(spot);
      default: throw wrong(spot, "a judgement's \"value\"", "yes, no, partly, unknown or a number");
    }
  }

  Value judged_word(const JsonSpot& spot) {
    const std::string word = fold(spot.text());
    if (word == "yes" || word == "true") return {true};
    if (word == "no" || word == "false") return {false};
    if (word == "partly") return {word};
    if (word == "unknown") return {};
    if (const auto number = number_in(word)) return {*number};
    problem(spot, quoted(spot.text()) + " is no judgement; it can be yes, no, partly, unknown or a number, and is taken as unknown");
    return {};
  }

  std::string basis(const JsonSpot& spot) {
    const std::string word = fold(text(spot, "\"basis\""));
    if (word == "observed" || word == "reported" || word == "inferred") return word;
    problem(spot, quoted(spot.text()) + " is no basis; it can be observed, reported or inferred");
    return std::string(spot.text());
  }

  void read_pauses(const JsonSpot& field) {
    list(field, "\"pauses\"").for_each([&](const JsonSpot& spot) { read_pause(spot); });
  }

  void read_pause(const JsonSpot& spot) {
    std::optional<Time> from;
    Pause pause;
    object(spot, "a pause").for_each([&](const JsonSpot& part) {
      if (part.is(Kind::Null)) return;
      if (part.key() == "from") from = fact_date(part, spot, "this pause");
      if (part.key() == "to") pause.to = date(part, "\"to\"");
      if (part.key() == "reason") pause.reason = text(part, "\"reason\"");
    });
    if (!from) throw spot.error("the pause has no \"from\", the date on which it began");
    pause.from = *from;
    if (pause.to && !at_or_before(pause.from, *pause.to))
      throw spot.error("the pause ends (" + to_string(*pause.to) + ") before it begins (" + to_string(pause.from) + ')');
    record_.pauses.push_back(std::move(pause));
  }

  void add_closed_reason() {
    if (record_.closed_reason.empty()) return;
    for (const Attribute& attribute : record_.attributes)
      if (attribute.path == "closed.reason") return;
    record_.attributes.push_back({"closed.reason", {{{record_.closed_reason}, record_.closed, {}}}});
  }

  void check_order_of_dates() {
    if (record_.opened && record_.closed && !at_or_before(*record_.opened, *record_.closed))
      add_problem("/opened", "the case opened (" + to_string(*record_.opened) + ") after it closed (" + to_string(*record_.closed) + ')');
  }

  // A value of any type. Lists keep their plain values; what is inside them beyond that no condition can look at.
  Value value(const JsonSpot& spot) {
    switch (spot.kind()) {
      case Kind::True: return {true};
      case Kind::False: return {false};
      case Kind::Number: return {spot.number()};
      case Kind::Text: return {std::string(spot.text())};
      case Kind::List: return list_value(spot);
      default: return {};
    }
  }

  Value list_value(const JsonSpot& spot) {
    std::vector<Value> items;
    std::size_t skipped = 0;
    spot.for_each([&](const JsonSpot& item) {
      if (item.kind() >= Kind::List) ++skipped;
      else items.push_back(value(item));
    });
    if (skipped > 0)
      problem(spot, std::to_string(skipped) + (skipped == 1 ? " part" : " parts") +
                        " of this list cannot be looked at by a theory: a list there can hold words, numbers and yes or no only");
    return {std::move(items)};
  }

  std::string text(const JsonSpot& spot, std::string_view what) {
    if (!spot.is(Kind::Text)) throw wrong(spot, what, "text in double quotes");
    return std::string(spot.text());
  }

  // Names of records and people are numbers in many systems; they are kept as written.
  std::string text_or_number(const JsonSpot& spot, std::string_view what) {
    return spot.is(Kind::Number) ? std::string(spot.number_as_written()) : text(spot, what);
  }

  Time date(const JsonSpot& spot, std::string_view what) {
    if (!spot.is(Kind::Text)) throw wrong(spot, what, "a date in double quotes, such as \"2016-05-01\"");
    if (const auto time = parse_time(spot.text())) return *time;
    throw spot.error(bad_date_sentence(spot.text()));
  }

  // The date of a fact; one after the closing is kept and named, at the fact itself.
  std::optional<Time> fact_date(const JsonSpot& spot, const JsonSpot& fact, const std::string& what) {
    if (spot.is(Kind::Null)) return std::nullopt;
    const Time at = date(spot, quoted(spot.key()));
    if (record_.closed && !at_or_before(at, *record_.closed))
      problem(fact, what + " is dated " + to_string(at) + ", after the case closed on " + to_string(*record_.closed) +
                        "; it is kept, but not judged");
    return at;
  }

  const JsonSpot& object(const JsonSpot& spot, std::string_view what) {
    if (!spot.is(Kind::Object)) throw wrong(spot, what, "an object in braces");
    return spot;
  }

  const JsonSpot& list(const JsonSpot& spot, std::string_view what) {
    if (!spot.is(Kind::List)) throw wrong(spot, what, "a list in square brackets");
    return spot;
  }

  static JsonError wrong(const JsonSpot& spot, std::string_view what, std::string_view wanted) {
    return spot.error(std::string(what) + " has to be " + std::string(wanted) + "; here it is " + std::string(spot.kind_in_words()));
  }

  template <typename Item, typename PathOf>
  static void no_path_twice(const JsonSpot& spot, const std::vector<Item>& items, PathOf path_of) {
    std::vector<std::string_view> paths;
    for (const Item& item : items) paths.push_back(path_of(item));
    std::sort(paths.begin(), paths.end());
    const auto twice = std::adjacent_find(paths.begin(), paths.end());
    if (twice != paths.end())
      throw spot.error("two ways lead to " + quoted(*twice) + " here, and it cannot be known which of the two is meant");
  }

  void problem(const JsonSpot& spot, std::string message) {
    if (record_.problems.size() < kMostProblems) add_problem(spot.path(), std::move(message));
    else ++unnamed_problems_;
  }

  void add_problem(std::string path, std::string message) { record_.problems.push_back({std::move(path), std::move(message)}); }

  const RecordLimits& limits_;
  CaseRecord record_;
  std::unordered_map<std::string, std::size_t> merged_;  // paths of the history being read
  bool paths_may_meet_ = false;
  std::size_t unnamed_problems_ = 0;
};

// Writes an object or a list, part by part, with the commas between.
class JsonText {
 public:
  void open(char bracket) { text_ += bracket; first_ = true; }
  void close(char bracket) { text_ += bracket; first_ = false; }
  void next() {
    if (!first_) text_ += ", ";
    first_ = false;
  }
  void key(std::string_view name) {
    next();
    text_ += json_quoted(name) + ": ";
  }
  void raw(std::string_view text) { text_ += text; }
  void field(std::string_view name, std::string_view text) {
    if (text.empty()) return;
    key(name);
    raw(json_quoted(text));
  }
  void field(std::string_view name, const std::optional<Time>& time) {
    if (time) field(name, to_string(*time));
  }
  void value(const Value& value) {
    if (const bool* truth = std::get_if<bool>(&value.data)) raw(*truth ? "true" : "false");
    else if (const double* number = std::get_if<double>(&value.data)) raw(json_number(*number));
    else if (const auto* text = std::get_if<std::string>(&value.data)) raw(json_quoted(*text));
    else if (const auto* list = std::get_if<std::vector<Value>>(&value.data)) list_value(*list);
    else raw("null");
  }
  std::string take() { return std::move(text_); }

 private:
  void list_value(const std::vector<Value>& list) {
    open('[');
    for (const Value& item : list) {
      next();
      value(item);
    }
    close(']');
  }

  std::string text_;
  bool first_ = true;
};

template <typename Items, typename Write>
void write_list(JsonText& out, std::string_view name, const Items& items, Write write) {
  if (items.empty()) return;
  out.key(name);
  out.open('[');
  for (const auto& item : items) {
    out.next();
    write(item);
  }
  out.close(']');
}

void write_dated(JsonText& out, const DatedValue& dated) {
  out.open('{');
  out.key("value");
  out.value(dated.value);
  out.field("at", dated.at);
  out.field("source", dated.source);
  out.close('}');
}

void write_history(JsonText& out, const std::vector<DatedValue>& history) {
  if (history.size() == 1 && !history[0].at && history[0].source.empty()) return out.value(history[0].value);
  out.open('[');
  for (const DatedValue& dated : history) {
    out.next();
    write_dated(out, dated);
  }
  out.close(']');
}

void write_attributes(JsonText& out, const std::vector<Attribute>& attributes) {
  if (attributes.empty()) return;
  out.key("attributes");
  out.open('{');
  for (const Attribute& attribute : attributes) {
    out.key(attribute.path);
    write_history(out, attribute.history);
  }
  out.close('}');
}

void write_target(JsonText& out, const Link::Target& target) {
  out.open('{');
  out.key("value");
  out.raw(target.id.empty() ? "null" : json_quoted(target.id));
  out.field("at", target.at);
  out.close('}');
}

void write_links(JsonText& out, const std::vector<Link>& links) {
  if (links.empty()) return;
  out.key("links");
  out.open('{');
  for (const Link& link : links) {
    out.key(link.kind);
    if (link.history.size() == 1 && !link.history[0].at && !link.history[0].id.empty()) {
      out.raw(json_quoted(link.history[0].id));
      continue;
    }
    out.open('[');
    for (const Link::Target& target : link.history) {
      out.next();
      write_target(out, target);
    }
    out.close(']');
  }
  out.close('}');
}

void write_event(JsonText& out, const Event& event) {
  out.open('{');
  out.field("type", event.type);
  out.field("at", event.at);
  for (const auto& [path, value] : event.fields) {
    out.key(path);
    out.value(value);
  }
  out.close('}');
}

void write_judgement(JsonText& out, const Judgement& judgement) {
  out.open('{');
  out.field("about", judgement.about);
  out.key("value");
  if (const bool* truth = std::get_if<bool>(&judgement.value.data)) out.raw(*truth ? "\"yes\"" : "\"no\"");
  else if (judgement.value.is_null()) out.raw("\"unknown\"");
  else out.value(judgement.value);
  out.field("at", judgement.at);
  out.field("since", judgement.since);
  out.field("by", judgement.by);
  out.field("basis", judgement.basis);
  out.field("source", judgement.source);
  out.field("quote", judgement.quote);
  out.close('}');
}

void write_pause(JsonText& out, const Pause& pause) {
  out.open('{');
  out.field("from", to_string(pause.from));
  out.field("to", pause.to);
  out.field("reason", pause.reason);
  out.close('}');
}

// Given and naming nothing is another thing than not given: the theory's own word is not asked then.
void write_may_be_missing(JsonText& out, const CaseRecord& record) {
  if (!record.all_may_be_missing && !record.may_be_missing.empty())
    return write_list(out, "may_be_missing", record.may_be_missing, [&](const std::string& type) { out.raw(json_quoted(type)); });
  if (!record.all_may_be_missing && !record.may_be_missing_given) return;
  out.key("may_be_missing");
  out.raw(record.all_may_be_missing ? "true" : "false");
}

void write_closed(JsonText& out, const CaseRecord& record) {
  if (!record.closed) return;
  out.key("closed");
  out.open('{');
  out.field("at", record.closed);
  out.field("reason", record.closed_reason);
  out.close('}');
}

// Adds up what a plain record's JSON form could come to.
class PlainLook {
 public:
  explicit PlainLook(const RecordLimits& limits) : limits_(limits) {}

  bool plain(const CaseRecord& record) {
    if (!record.judgements.empty() || !record.pauses.empty() || record.closed || !record.closed_reason.empty() || !record.problems.empty()) return false;
    if (limits_.depth < kDepth || record.id.empty() || !text(record.id) || !text(record.kind) || !missing(record)) return false;
    const auto distinct = [](const auto& items, auto name) {
      for (std::size_t i = 1; i < items.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
          if (name(items[i]) == name(items[j])) return false;
      return true;
    };
    if (record.links.size() > kFew || !distinct(record.links, [](const Link& l) -> std::string_view { return l.kind; })) return false;
    if (record.attributes.size() > kFew || !distinct(record.attributes, [](const Attribute& a) -> std::string_view { return a.path; })) return false;
    if (!all(record.links, [&](const Link& l) { return link(l); }) || !all(record.attributes, [&](const Attribute& a) { return attribute(a); })) return false;
    const auto event = [&](const Event& e) {
      return e.fields.size() <= kFew && distinct(e.fields, [](const auto& f) -> std::string_view { return f.first; }) && this->event(e);
    };
    return record.events.size() <= limits_.events && all(record.events, event) && bytes_ <= limits_.bytes && values_ <= limits_.values;
  }

 private:
  static constexpr std::size_t kFew = 64;        // names that are compared each with each
  static constexpr std::size_t kAround = 64;     // bytes: more than quotes, commas and the names of the form add to a text
  static constexpr std::size_t kDepth = 8;       // more than the form of a plain record has
  static constexpr std::size_t kLongestSign = 6; // "\u0001"

  template <typename Items, typename Check>
  static bool all(const Items& items, Check check) {
    return std::all_of(items.begin(), items.end(), check);
  }

  bool text(std::string_view text) {
    bytes_ += text.size() * kLongestSign + kAround;
    ++values_;
    return all(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  }

  bool value(const Value& value) {
    constexpr double kExact = 9007199254740992.0;
    if (const auto* number = std::get_if<double>(&value.data)) return text("") && std::fabs(*number) < kExact;
    if (const auto* words = std::get_if<std::string>(&value.data)) return text(*words);
    return text("") && std::holds_alternative<bool>(value.data);
  }

  bool link(const Link& link) {
    return text(link.kind) && link.history.size() == 1 && !link.history[0].at && !link.history[0].id.empty() && text(link.history[0].id);
  }

  bool attribute(const Attribute& attribute) {
    return text(attribute.path) && attribute.history.size() == 1 && !attribute.history[0].at && attribute.history[0].source.empty() && value(attribute.history[0].value);
  }

  bool event(const Event& event) {
    values_ += 2;
    return !event.type.empty() && text(event.type) &&
           all(event.fields, [&](const auto& field) { return field.first != "type" && field.first != "at" && text(field.first) && value(field.second); });
  }

  bool missing(const CaseRecord& record) {
    const bool said = record.may_be_missing_given || (!record.all_may_be_missing && record.may_be_missing.empty());
    const auto plain = [&](const std::string& type) { return text(type); };
    return said && (!record.all_may_be_missing || record.may_be_missing.empty()) && all(record.may_be_missing, plain) && all(record.complete_events, plain);
  }

  const RecordLimits& limits_;
  std::size_t bytes_ = kAround * 8, values_ = 16;
};

}  // namespace

bool is_plain(const CaseRecord& record, const RecordLimits& limits) { return PlainLook(limits).plain(record); }

std::variant<CaseRecord, RecordError> case_from_json(std::string_view text, const RecordLimits& limits) {
  auto json = read_json(text, {limits.bytes, limits.depth, limits.values});
  if (auto* error = std::get_if<JsonError>(&json)) return RecordError{std::move(error->message), std::move(error->path), error->byte};
  try {
    return RecordReader(limits).read(JsonSpot(std::get<JsonTape>(json)));
  } catch (JsonError& error) {
    return RecordError{std::move(error.message), std::move(error.path), error.byte};
  }
}

std::string case_to_json(const CaseRecord& record) {
  JsonText out;
  out.open('{');
  out.key("case");
  out.raw(json_quoted(record.id));
  out.field("kind", record.kind);
  write_links(out, record.links);
  write_attributes(out, record.attributes);
  write_list(out, "events", record.events, [&](const Event& event) { write_event(out, event); });
  write_may_be_missing(out, record);
  write_list(out, "complete_events", record.complete_events, [&](const std::string& type) { out.raw(json_quoted(type)); });
  write_list(out, "judgements", record.judgements, [&](const Judgement& judgement) { write_judgement(out, judgement); });
  write_list(out, "pauses", record.pauses, [&](const Pause& pause) { write_pause(out, pause); });
  out.field("opened", record.opened);
  write_closed(out, record);
  out.close('}');
  return out.take();
}

}  // namespace realist::models
