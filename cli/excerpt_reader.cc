// Left to the careful reader, besides what is wrong or a problem: escapes in names and in texts that are asked for, paths that
// might meet (a name with a dot beside objects that become dotted paths), dated values that are objects, and histories with
// items that are not dated values.
#include "cli/excerpt_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <unordered_map>

#include "cli/json_walk.h"
#include "models/nearest.h"
#include "models/theory.h"

namespace realist::cli {

using engine::AttributeId;
using engine::EventTypeId;
using engine::Excerpt;
using engine::kNone;
using models::Time;
using models::Value;

namespace {

// Names that the format knows.
enum class Name : std::uint8_t {
  Case, Kind, Links, Attributes, Events, MayBeMissing, CompleteEvents, Judgements, Pauses, Opened, Closed,  // of a record's parts
  Type, At, Value, Source, Since, About, By, Basis, Quote, From, To, Reason,
  Other,
};
constexpr std::array<std::string_view, 23> kNames = {
    "case", "kind", "links", "attributes", "events", "may_be_missing", "complete_events", "judgements", "pauses", "opened", "closed",
    "type", "at", "value", "source", "since", "about", "by", "basis", "quote", "from", "to", "reason"};
constexpr std::size_t kParts = 11;

// A dotted path of an attribute or of an event's field.
struct Path {
  std::string text;
  std::span<const AttributeId> attributes;  // that ask for it
  std::span<const std::uint8_t> fields;     // per event type: it is asked for; empty: of none
  bool closed_reason = false;
  bool dotted = false;                      // its last name holds a dot itself
};

// What a text comes to where it is an event's type, what a judgement is about, its value or its basis.
struct Word {
  bool empty = false;
  EventTypeId type = kNone;
  engine::Plan::Named named;
  std::optional<Value> judged;              // none: no judgement
  bool basis = false;
};

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<Value> judged_word(const std::string& folded) {
  if (folded == "yes" || folded == "true") return Value{true};
  if (folded == "no" || folded == "false") return Value{false};
  if (folded == "partly") return Value{folded};
  if (folded == "unknown") return Value{};
  if (const auto number = number_in(folded)) return Value{*number};
  return std::nullopt;
}

bool is_number(char c) { return c == '-' || (c >= '0' && c <= '9'); }

// The element at `i`, with the memory of the case before.
template <typename Item>
Item& at_or_new(std::vector<Item>& items, std::size_t i) {
  return i < items.size() ? items[i] : items.emplace_back();
}

void set_text(Value& value, std::string_view text) {
  if (auto* known = std::get_if<std::string>(&value.data)) known->assign(text);
  else value.data.emplace<std::string>(text);
}

}  // namespace

// Members take the place of a value and give the place after it, null where the record is left to the careful reader.
class ExcerptReader::Reading {
 public:
  Reading(const engine::Plan& plan, const models::RecordLimits& limits) : plan_(plan), limits_(limits) {
    word_infos_.reserve(kMostWords);
    for (const engine::JudgementTest& test : plan.judgement_tests) asks_by_ |= !test.by.empty();
  }

  bool read(std::string_view text, Excerpt& excerpt) {
    if (walk_.knows_many_names()) forget_names();
    if (words_.size() > kMostWords / 2 || words_.bytes() > kMostWordBytes / 2) forget_words();
    if (text.size() > limits_.bytes || limits_.depth < JsonWalk::kDepth) return false;
    const Place begin = walk_.begin(text, limits_.values);
    if (!begin) return false;
    out_ = &excerpt;
    own_ = &excerpt.own;
    excerpt.clear(plan_);
    begin_record();
    return walk_.each_field(begin, [this](std::uint32_t name, Place at) { return part(name, at); }) == walk_.end() && finish();
  }

 private:
  using Place = JsonWalk::Place;

  // ---- names and words ----

  struct NameInfo {
    Name name = Name::Other;
    std::uint16_t near = 0;  // a part it is nearly, as a bit
    std::uint32_t path = 0;  // as an attribute or field of its own
  };

  const NameInfo& info(std::uint32_t name) {
    if (name >= infos_.size()) add_info(name);
    return infos_[name];
  }

  // Names are numbered as they come, but not all are asked about.
  void add_info(std::uint32_t last) {
    for (auto id = static_cast<std::uint32_t>(infos_.size()); id <= last; ++id) {
      const std::string& text = walk_.name(id);
      NameInfo info;
      const auto known = std::find(kNames.begin(), kNames.end(), text);
      info.name = static_cast<Name>(known - kNames.begin());
      if (static_cast<std::size_t>(info.name) >= kParts) info.near = near_parts(text);
      info.path = add_path(text, text.find('.') != std::string::npos);
      infos_.push_back(info);
    }
  }

  // The parts that a name is nearly. A very long one is taken for something near to nothing that there is: not worth finding out.
  static std::uint16_t near_parts(const std::string& text) {
    constexpr std::size_t kLong = 64;
    if (text.size() > kLong) return 1u << kParts;
    std::uint16_t near = 0;
    for (std::size_t part = 0; part < kParts; ++part)
      if (models::near_miss(text, kNames[part])) near |= static_cast<std::uint16_t>(1u << part);
    return near;
  }

  std::uint32_t add_path(std::string text, bool dotted) {
    Path path;
    const std::string folded = models::fold(text);
    path.attributes = plan_.attributes_named(folded);
    path.fields = plan_.fields_named(folded);
    path.closed_reason = text == "closed.reason";
    path.dotted = dotted;
    path.text = std::move(text);
    paths_.push_back(std::move(path));
    return static_cast<std::uint32_t>(paths_.size() - 1);
  }

  // The path of a name inside an object that has a path itself.
  std::uint32_t path_in(std::uint32_t outer, std::uint32_t name) {
    const auto [known, fresh] = inner_.try_emplace(std::uint64_t{outer} << 32 | name, 0);
    if (fresh) known->second = add_path(paths_[outer].text + '.' + walk_.name(name), walk_.name(name).find('.') != std::string::npos);
    return known->second;
  }

  void forget_names() {
    walk_.forget_names();
    infos_.clear();
    paths_.clear();
    inner_.clear();
  }

  void forget_words() {
    words_.clear();
    word_infos_.clear();
  }

  const Word* word(std::string_view text) {
    std::uint32_t id = words_.find(text);
    if (id != Interner::kNew) return &word_infos_[id];
    if (words_.size() >= kMostWords || words_.bytes() + text.size() > kMostWordBytes) return nullptr;
    words_.add(text);
    const std::string folded = models::fold(text);
    Word word;
    word.empty = text.empty();
    word.type = plan_.type_of(folded);
    word.named = plan_.named(folded);
    word.judged = judged_word(folded);
    word.basis = folded == "observed" || folded == "reported" || folded == "inferred";
    return &word_infos_.emplace_back(std::move(word));
  }

  // ---- values ----

  Place date(Place at, Time& out) {
    std::string_view text;
    at = walk_.text(at, text);
    const std::optional<Time> date = at ? models::parse_time(text) : std::nullopt;
    if (date) out = *date;
    return date ? at : nullptr;
  }

  Place date(Place at, std::optional<Time>& out) {
    std::string_view text;
    at = walk_.text(at, text);
    out = at ? models::parse_time(text) : std::nullopt;
    return out ? at : nullptr;
  }

  // Null is no date.
  Place date_or_null(Place at, std::optional<Time>& out) {
    if (walk_.first(at) != 'n') return date(at, out);
    out.reset();
    return walk_.word(at, "null");
  }

  Place any_text(Place at) { return walk_.first(at) == '"' ? walk_.skip_plain(at) : nullptr; }
  Place text_or_number(Place at, std::string_view& out) {
    return is_number(walk_.first(at)) ? walk_.number_as_written(at, out) : walk_.text(at, out);
  }
  Place any_text_or_number(Place at) {
    return walk_.first(at) == '"' || is_number(walk_.first(at)) ? walk_.skip_plain(at) : nullptr;
  }
  Place word(Place at, const Word*& out) {
    std::string_view text;
    at = walk_.text(at, text);
    out = at ? word(text) : nullptr;
    return out ? at : nullptr;
  }

  // A value that no theory looks into further than a list of plain ones.
  Place skip_value(Place at) {
    if (walk_.first(at) == '[') return walk_.each_item(at, [this](Place item) { return walk_.skip_plain(item); });
    return walk_.skip_plain(at);
  }

  Place take_value(Place at, Value& out) {
    if (walk_.first(at) != '[') return take_plain(at, out);
    std::vector<Value>& items = out.data.emplace<std::vector<Value>>();
    return walk_.each_item(at, [&](Place item) { return take_plain(item, items.emplace_back()); });
  }

  Place take_plain(Place at, Value& out) {
    switch (walk_.first(at)) {
      case 't': out.data = true; return walk_.word(at, "true");
      case 'f': out.data = false; return walk_.word(at, "false");
      case 'n': out.data = std::monostate(); return walk_.word(at, "null");
      case '"': {
        std::string_view text;
        at = walk_.text(at, text);
        if (at) set_text(out, text);
        return at;
      }
      default: return walk_.number(at, out.data.emplace<double>());
    }
  }

  // ---- the record ----

  void begin_record() {
    parts_ = near_ = 0;
    event_index_ = judgement_index_ = 0;
    attribute_count_ = link_count_ = pause_count_ = 0;
    closed_reason_.clear();
    closed_reason_given_ = false;
    missing_given_ = all_missing_ = false;
    missing_.clear();
    complete_.clear();
  }

  Place part(std::uint32_t id, Place at) {
    const NameInfo& name = info(id);
    near_ |= name.near;
    if (name.name <= Name::Closed) parts_ |= static_cast<std::uint16_t>(1u << static_cast<unsigned>(name.name));
    if (walk_.first(at) == 'n') return walk_.skip_plain(at);
    switch (name.name) {
      case Name::Case: return read_id(at);
      case Name::Kind: return read_kind(at);
      case Name::Links: return walk_.each_field(at, [this](std::uint32_t kind, Place link) { return this->link(kind, link); });
      case Name::Attributes: return attributes(at);
      case Name::Events: return walk_.each_item(at, [this](Place item) { return event(item); });
      case Name::MayBeMissing: return may_be_missing(at);
      case Name::CompleteEvents: return types(at, complete_);
      case Name::Judgements: return walk_.each_item(at, [this](Place item) { return judgement(item); });
      case Name::Pauses: return walk_.each_item(at, [this](Place item) { return pause(item); });
      case Name::Opened: return date(at, out_->opened);
      case Name::Closed: return closed(at);
      default: return walk_.skip(at);
    }
  }

  Place read_id(Place at) {
    std::string_view text;
    at = text_or_number(at, text);
    if (!at || text.empty()) return nullptr;
    out_->id.assign(text);
    return at;
  }

  Place read_kind(Place at) {
    std::string_view text;
    at = walk_.text(at, text);
    if (at) out_->kind.assign(text);
    return at;
  }

  Place closed(Place at) {
    if (walk_.first(at) != '{') return date(at, out_->closed);
    at = walk_.each_field(at, [this](std::uint32_t id, Place value) { return closed_part(info(id).name, value); });
    return out_->closed ? at : nullptr;
  }

  Place closed_part(Name name, Place at) {
    if (walk_.first(at) == 'n' || (name != Name::At && name != Name::Reason)) return walk_.skip(at);
    if (name == Name::At) return date(at, out_->closed);
    std::string_view reason;
    at = walk_.text(at, reason);
    if (at) closed_reason_.assign(reason);
    return at;
  }

  Place may_be_missing(Place at) {
    missing_given_ = true;
    if (walk_.first(at) == '[') return types(at, missing_);
    all_missing_ = walk_.first(at) == 't';
    return walk_.word(at, all_missing_ ? "true" : "false");
  }

  Place types(Place at, std::vector<EventTypeId>& list) {
    return walk_.each_item(at, [&](Place item) {
      const Word* named = nullptr;
      item = word(item, named);
      if (named && named->type != kNone) list.push_back(named->type);
      return item;
    });
  }

  // ---- links ----

  Place link(std::uint32_t kind, Place at) {
    if (walk_.first(at) == 'n') return walk_.skip_plain(at);
    models::Link& link = at_or_new(own_->links, link_count_++);
    link.kind.assign(walk_.name(kind));
    std::size_t count = 0;
    const auto next = [&](Place item) { return target(item, at_or_new(link.history, count++)); };
    at = walk_.first(at) == '[' ? walk_.each_item(at, next) : next(at);
    link.history.resize(count);
    if (count == 0) --link_count_;
    return at;
  }

  Place target(Place at, models::Link::Target& out) {
    out.at.reset();
    std::string_view id;
    bool valued = false;
    const auto part = [&](std::uint32_t name, Place value) { return target_part(info(name).name, value, id, valued, out.at); };
    if (walk_.first(at) == '{') at = walk_.each_field(at, part);
    else at = target_part(Name::Value, walk_.first(at) == 'n' ? nullptr : at, id, valued, out.at);
    out.id.assign(id);
    out_->dates.see(out.at);
    return valued ? at : nullptr;
  }

  Place target_part(Name name, Place at, std::string_view& id, bool& valued, std::optional<Time>& date) {
    if (!at) return nullptr;
    if (name == Name::At) return date_or_null(at, date);
    if (name != Name::Value) return walk_.skip(at);
    valued = true;
    return walk_.first(at) == 'n' ? walk_.skip_plain(at) : text_or_number(at, id);
  }

  // ---- attributes ----

  Place attributes(Place at) {
    nested_ = dotted_ = false;
    at = walk_.each_field(at, [this](std::uint32_t name, Place value) { return attribute(info(name).path, value); });
    return nested_ && dotted_ ? nullptr : at;
  }

  Place attribute(std::uint32_t id, Place at) {
    dotted_ |= paths_[id].dotted;
    const char kind = walk_.first(at);
    if (kind == '{' && !is_dated(at)) {
      nested_ = true;
      return walk_.each_field(at, [this, id](std::uint32_t name, Place value) { return attribute(path_in(id, name), value); });
    }
    closed_reason_given_ |= paths_[id].closed_reason;
    if (paths_[id].attributes.empty()) return history(at, nullptr);
    models::Attribute& asked = begin_attribute(paths_[id].text, paths_[id].attributes);
    history_ = 0;
    at = history(at, &asked);
    if (asked.history.size() != history_) asked.history.resize(history_);
    return at;
  }

  Place history(Place at, models::Attribute* asked) {
    const char kind = walk_.first(at);
    if (kind == '{') return dated(at, asked);
    if (kind != '[' || walk_.first(at + 1) != '{') return undated(at, asked);
    return walk_.each_item(at, [this, asked](Place item) { return is_dated(item) ? dated(item, asked) : nullptr; });
  }

  models::Attribute& begin_attribute(const std::string& path, std::span<const AttributeId> ids) {
    if (attribute_count_ == asked_paths_.size()) asked_paths_.emplace_back();
    asked_paths_[attribute_count_] = ids;
    models::Attribute& attribute = at_or_new(own_->attributes, attribute_count_++);
    attribute.path.assign(path);
    return attribute;
  }

  models::DatedValue& next_of(models::Attribute& attribute) { return at_or_new(attribute.history, history_++); }

  Place undated(Place at, models::Attribute* asked) {
    if (!asked) return skip_value(at);
    models::DatedValue& value = next_of(*asked);
    value.at.reset();
    return take_value(at, value.value);
  }

  // Told by its names alone: as the careful reader does it.
  bool is_dated(Place at) const {
    if (walk_.first(at) != '{') return false;
    bool valued = false, dated = false, other = false;
    walk_.each_name(at, [&](std::string_view name) {
      if (name == "value") valued = true;
      else if (name == "at") dated = true;
      else if (name != "source") other = true;
    });
    return valued && (dated || !other);
  }

  Place dated(Place at, models::Attribute* asked) {
    std::optional<Time> date;
    models::DatedValue* const value = asked ? &next_of(*asked) : nullptr;
    at = walk_.each_field(at, [&](std::uint32_t id, Place part) {
      switch (info(id).name) {
        case Name::At: return date_or_null(part, date);
        case Name::Source: return walk_.first(part) == 'n' ? walk_.skip_plain(part) : any_text_or_number(part);
        case Name::Value: return value ? take_value(part, value->value) : skip_value(part);
        default: return walk_.skip(part);
      }
    });
    if (value) value->at = date;
    see(date);
    return at;
  }

  void see(const std::optional<Time>& at) {
    if (!at) return;
    out_->dates.see(*at);
    out_->see_offset(*at);
  }

  // ---- events ----

  Place event(Place at) {
    if (event_index_ >= limits_.events) return nullptr;
    nested_ = dotted_ = false;
    fields_.clear();
    const Word* type = nullptr;
    std::optional<Time> date;
    at = walk_.each_field(at, [&](std::uint32_t id, Place value) {
      const NameInfo name = info(id);
      if (name.name == Name::Type) return word(value, type);
      if (name.name == Name::At) return date_or_null(value, date);
      return field(name.path, value, type);
    });
    if (!at || !type || type->empty || (nested_ && dotted_)) return nullptr;
    see(date);
    if (type->type != kNone && !keep_event(type->type, date)) return nullptr;
    ++event_index_;
    return at;
  }

  // `type`: of the event, where it is known by then.
  Place field(std::uint32_t id, Place at, const Word*& type) {
    const Path& path = paths_[id];
    dotted_ |= path.dotted;
    if (walk_.first(at) == '{') {
      nested_ = true;
      return walk_.each_field(at, [&](std::uint32_t name, Place value) { return field(path_in(id, name), value, type); });
    }
    if (!path.fields.empty() && (!type || (type->type != kNone && path.fields[type->type]))) fields_.emplace_back(id, at);
    return skip_value(at);
  }

  // Fields are built where the event's type turns out to be one of which they are asked.
  bool keep_event(EventTypeId type, const std::optional<Time>& date) {
    models::Event& event = at_or_new(own_->events, out_->events.size());
    event.at = date;
    out_->events.push_back({type, event_index_, nullptr});
    std::size_t count = 0;
    for (const auto& [path, at] : fields_) {
      if (!paths_[path].fields[type]) continue;
      auto& [name, value] = at_or_new(event.fields, count++);
      name.assign(paths_[path].text);
      if (!take_value(at, value)) return false;
    }
    if (event.fields.size() != count) event.fields.resize(count);
    return true;
  }

  // ---- judgements ----

  Place judgement(Place at) {
    models::Judgement& judgement = at_or_new(own_->judgements, out_->judgements.size());
    judgement.at.reset();
    judgement.since.reset();
    judgement.by.clear();
    judgement.value.data = std::monostate();
    const Word* about = nullptr;
    bool valued = false;
    at = walk_.each_field(at, [&](std::uint32_t id, Place value) {
      const Name name = info(id).name;
      valued |= name == Name::Value;
      return walk_.first(value) == 'n' ? walk_.skip_plain(value) : judgement_part(name, value, judgement, about);
    });
    if (!at || !about || about->empty || !valued) return nullptr;
    if (judgement.at) out_->see_offset(*judgement.at);
    if (judgement.since) out_->see_offset(*judgement.since);
    if (judgement.at && judgement.since && !models::at_or_before(*judgement.since, *judgement.at)) return nullptr;
    out_->judgements.push_back({about->named.proposition, about->named.opposite, judgement_index_++, nullptr});
    return at;
  }

  Place judgement_part(Name name, Place at, models::Judgement& judgement, const Word*& about) {
    switch (name) {
      case Name::About: return word(at, about);
      case Name::Value: return judged_value(at, judgement.value);
      case Name::At: return date(at, judgement.at);
      case Name::Since: return date(at, judgement.since);
      case Name::By: return asks_by_ ? judged_by(at, judgement.by) : any_text_or_number(at);
      case Name::Basis: {
        const Word* basis = nullptr;
        at = word(at, basis);
        return basis && basis->basis ? at : nullptr;
      }
      case Name::Source: return any_text_or_number(at);
      case Name::Quote: return any_text(at);
      default: return walk_.skip(at);
    }
  }

  Place judged_by(Place at, std::string& out) {
    std::string_view text;
    at = text_or_number(at, text);
    out.assign(text);
    return at;
  }

  Place judged_value(Place at, Value& out) {
    if (walk_.first(at) != '"') return take_plain(at, out);
    const Word* said = nullptr;
    at = word(at, said);
    if (!said || !said->judged) return nullptr;
    out = *said->judged;
    return at;
  }

  // ---- pauses ----

  Place pause(Place at) {
    models::Pause& pause = at_or_new(own_->pauses, pause_count_++);
    pause.to.reset();
    bool begun = false;
    at = walk_.each_field(at, [&](std::uint32_t id, Place value) {
      if (walk_.first(value) == 'n') return walk_.skip_plain(value);
      switch (info(id).name) {
        case Name::From: begun = true; return date(value, pause.from);
        case Name::To: return date(value, pause.to);
        case Name::Reason: return any_text(value);
        default: return walk_.skip(value);
      }
    });
    return begun && (!pause.to || models::at_or_before(pause.from, *pause.to)) ? at : nullptr;
  }

  // ---- the end of a record ----

  bool finish() {
    if (out_->id.empty() || (near_ & static_cast<std::uint16_t>(~parts_)) != 0) return false;
    if (out_->opened && out_->closed && !models::at_or_before(*out_->opened, *out_->closed)) return false;
    out_->all_events = event_index_;
    out_->links = {own_->links.data(), link_count_};
    out_->pauses = {own_->pauses.data(), pause_count_};
    if (out_->closed && !all_before_closing()) return false;
    if (!closed_reason_.empty() && !closed_reason_given_) add_closed_reason();
    take_completeness();
    take_places();
    return true;
  }

  // Within a kind of time the latest tells.
  bool all_before_closing() const {
    const auto good = [this](const std::optional<Time>& t) { return !t || models::at_or_before(*t, *out_->closed); };
    bool all = true;
    out_->dates.each_kind([&](const models::DateRange::Kind& kind) { all &= good(kind.latest); });
    if (!all) return false;
    for (std::size_t i = 0; i < out_->judgements.size(); ++i)
      if (!good(own_->judgements[i].at)) return false;
    for (const models::Pause& pause : out_->pauses)
      if (!good(pause.from)) return false;
    return true;
  }

  void add_closed_reason() {
    see(out_->closed);
    const auto asked = plan_.attributes_named("closed.reason");
    if (asked.empty()) return;
    models::Attribute& attribute = begin_attribute("closed.reason", asked);
    attribute.history.resize(1);
    attribute.history[0].at = out_->closed;
    set_text(attribute.history[0].value, closed_reason_);
  }

  void take_completeness() {
    if (missing_given_) out_->may_be_missing.assign(plan_.type_count(), all_missing_);
    for (const EventTypeId type : missing_) out_->may_be_missing[type] = 1;
    for (const EventTypeId type : complete_) out_->may_be_missing[type] = 0;
  }

  // Places are taken last: until now what they point to could still move.
  void take_places() {
    for (std::size_t i = 0; i < out_->events.size(); ++i) out_->events[i].event = &own_->events[i];
    for (std::size_t i = 0; i < out_->judgements.size(); ++i) out_->judgements[i].judgement = &own_->judgements[i];
    for (std::size_t i = 0; i < attribute_count_; ++i) out_->take(plan_, asked_paths_[i], own_->attributes[i]);
  }

  static constexpr std::size_t kMostWords = 8192;
  static constexpr std::size_t kMostWordBytes = 1u << 20;

  const engine::Plan& plan_;
  const models::RecordLimits limits_;
  bool asks_by_ = false;
  JsonWalk walk_;
  std::vector<NameInfo> infos_;
  std::vector<Path> paths_;
  std::unordered_map<std::uint64_t, std::uint32_t> inner_;
  Interner words_;
  std::vector<Word> word_infos_;            // never moved: as much is reserved as there can be

  // Of the record being read.
  Excerpt* out_ = nullptr;
  models::CaseRecord* own_ = nullptr;
  std::uint16_t parts_ = 0, near_ = 0;
  std::uint32_t event_index_ = 0, judgement_index_ = 0;
  std::size_t attribute_count_ = 0, link_count_ = 0, pause_count_ = 0, history_ = 0;
  bool nested_ = false, dotted_ = false;
  std::vector<std::span<const AttributeId>> asked_paths_;  // of own_->attributes
  std::vector<std::pair<std::uint32_t, JsonWalk::Place>> fields_;
  std::string closed_reason_;
  bool closed_reason_given_ = false, missing_given_ = false, all_missing_ = false;
  std::vector<EventTypeId> missing_, complete_;
};

ExcerptReader::ExcerptReader(const engine::Plan& plan, const models::RecordLimits& limits)
    : reading_(std::make_unique<Reading>(plan, limits)) {}
ExcerptReader::~ExcerptReader() = default;
ExcerptReader::ExcerptReader(ExcerptReader&&) noexcept = default;

bool ExcerptReader::read(std::string_view record, Excerpt& excerpt) { return reading_->read(record, excerpt); }

}  // namespace realist::cli
