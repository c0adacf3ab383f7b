// Left to the careful reader, besides what is wrong or a problem: escapes in names and in texts that are asked for, paths that
// might meet (a name with a dot beside objects that become dotted paths), dated values that are objects, and histories with
// items that are not dated values.
#include "cli/excerpt_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <deque>
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
  bool field = false;                       // some event is asked for it
  bool closed_reason = false;
  bool dotted = false;                      // its last name holds a dot itself
};

// What a text comes to where it is an event's type, what a judgement is about, its value or its basis.
struct Word {
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

// Members named after the parts of a record step over that part and tell whether it can be taken.
class ExcerptReader::Reading {
 public:
  Reading(const engine::Plan& plan, const models::RecordLimits& limits) : plan_(plan), limits_(limits) {
    for (const engine::JudgementTest& test : plan.judgement_tests) asks_by_ |= !test.by.empty();
  }

  bool read(std::string_view text, Excerpt& excerpt) {
    if (walk_.knows_many_names()) forget_names();
    if (words_.size() > kMostWords / 2 || words_.bytes() > kMostWordBytes / 2) forget_words();
    if (text.size() > limits_.bytes || limits_.depth < JsonWalk::kDepth || !walk_.begin(text, limits_.values)) return false;
    out_ = &excerpt;
    own_ = &excerpt.own;
    excerpt.clear(plan_);
    begin_record();
    return walk_.each_field([this](std::uint32_t name) { return part(name); }) && walk_.at_end() && !broken_ && finish();
  }

 private:
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
    path.field = plan_.asks_field(folded);
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
    word.type = plan_.type_of(folded);
    word.named = plan_.named(folded);
    word.judged = judged_word(folded);
    word.basis = folded == "observed" || folded == "reported" || folded == "inferred";
    return &word_infos_.emplace_back(std::move(word));
  }

  // ---- values ----

  bool date(Time& out) {
    std::string_view text;
    if (!walk_.text(text)) return false;
    const auto time = models::parse_time(text);
    if (time) out = *time;
    return time.has_value();
  }

  bool date(std::optional<Time>& out) { return date(out.emplace()); }

  // Null is no date.
  bool date_or_null(std::optional<Time>& out) {
    out.reset();
    return walk_.null() ? walk_.skip() : date(out);
  }

  bool any_text() { return walk_.here() == '"' && walk_.skip(); }
  bool text_or_number(std::string_view& out) { return is_number(walk_.here()) ? walk_.number_as_written(out) : walk_.text(out); }
  bool any_text_or_number() { return (walk_.here() == '"' || is_number(walk_.here())) && walk_.skip(); }

  // A value that no theory looks into further than a list of plain ones.
  bool skip_plain() {
    if (walk_.here() == '[') return walk_.each_item([this] { return walk_.here() != '{' && walk_.here() != '[' && walk_.skip(); });
    return walk_.here() != '{' && walk_.skip();
  }

  bool take_plain(Value& out) {
    if (walk_.here() != '[') return take_scalar(out);
    std::vector<Value>& items = out.data.emplace<std::vector<Value>>();
    return walk_.each_item([&] { return take_scalar(items.emplace_back()); });
  }

  bool take_scalar(Value& out) {
    switch (walk_.here()) {
      case 't': out.data = true; return walk_.word("true");
      case 'f': out.data = false; return walk_.word("false");
      case 'n': out.data = std::monostate(); return walk_.word("null");
      case '"': {
        std::string_view text;
        if (!walk_.text(text)) return false;
        set_text(out, text);
        return true;
      }
      case '{':
      case '[': return false;
      default: return walk_.number(out.data.emplace<double>());
    }
  }

  // ---- the record ----

  void begin_record() {
    parts_ = near_ = 0;
    broken_ = false;
    event_index_ = judgement_index_ = 0;
    attribute_count_ = link_count_ = pause_count_ = 0;
    closed_reason_.clear();
    closed_reason_given_ = false;
    missing_given_ = all_missing_ = false;
    missing_.clear();
    complete_.clear();
  }

  bool part(std::uint32_t id) {
    const NameInfo& name = info(id);
    near_ |= name.near;
    if (name.name <= Name::Closed) parts_ |= static_cast<std::uint16_t>(1u << static_cast<unsigned>(name.name));
    if (walk_.null()) return walk_.skip();
    switch (name.name) {
      case Name::Case: return read_id();
      case Name::Kind: return read_kind();
      case Name::Links: return walk_.here() == '{' && walk_.each_field([this](std::uint32_t kind) { return link(kind); });
      case Name::Attributes: return attributes();
      case Name::Events: return walk_.here() == '[' && walk_.each_item([this] { return event(); });
      case Name::MayBeMissing: return may_be_missing();
      case Name::CompleteEvents: return types(complete_);
      case Name::Judgements: return walk_.here() == '[' && walk_.each_item([this] { return judgement(); });
      case Name::Pauses: return walk_.here() == '[' && walk_.each_item([this] { return pause(); });
      case Name::Opened: return date(out_->opened);
      case Name::Closed: return closed();
      default: return walk_.skip();
    }
  }

  bool read_id() {
    std::string_view text;
    if (!text_or_number(text) || text.empty()) return false;
    out_->id.assign(text);
    return true;
  }

  bool read_kind() {
    std::string_view text;
    if (!walk_.text(text)) return false;
    out_->kind.assign(text);
    return true;
  }

  bool closed() {
    if (walk_.here() != '{') return date(out_->closed);
    return walk_.each_field([this](std::uint32_t id) {
      const Name name = info(id).name;
      if (walk_.null() || (name != Name::At && name != Name::Reason)) return walk_.skip();
      if (name == Name::At) return date(out_->closed);
      std::string_view reason;
      if (!walk_.text(reason)) return false;
      closed_reason_.assign(reason);
      return true;
    }) && out_->closed;
  }

  bool may_be_missing() {
    missing_given_ = true;
    if (walk_.here() == '[') return types(missing_);
    all_missing_ = walk_.here() == 't';
    return walk_.word(all_missing_ ? "true" : "false");
  }

  bool types(std::vector<EventTypeId>& list) {
    return walk_.each_item([&] {
      std::string_view text;
      const Word* named = walk_.text(text) ? word(text) : nullptr;
      if (named && named->type != kNone) list.push_back(named->type);
      return named != nullptr;
    });
  }

  // ---- links ----

  bool link(std::uint32_t kind) {
    if (walk_.null()) return walk_.skip();
    if (walk_.empty_list()) return true;
    models::Link& link = at_or_new(own_->links, link_count_++);
    link.kind.assign(walk_.name(kind));
    std::size_t count = 0;
    const bool taken = walk_.here() == '[' ? walk_.each_item([&] { return target(at_or_new(link.history, count++)); })
                                           : target(at_or_new(link.history, count++));
    link.history.resize(count);
    return taken;
  }

  bool target(models::Link::Target& out) {
    out.at.reset();
    std::string_view id;
    bool valued = true;
    if (walk_.here() != '{') {
      if (!text_or_number(id)) return false;
    } else {
      valued = false;
      if (!walk_.each_field([&](std::uint32_t name) { return target_part(info(name).name, id, valued, out.at); })) return false;
    }
    out.id.assign(id);
    out_->dates.see(out.at);
    return valued;
  }

  bool target_part(Name name, std::string_view& id, bool& valued, std::optional<Time>& at) {
    if (name == Name::At) return date_or_null(at);
    if (name != Name::Value) return walk_.skip();
    valued = true;
    return walk_.null() ? walk_.skip() : text_or_number(id);
  }

  // ---- attributes ----

  bool attributes() {
    nested_ = dotted_ = false;
    return walk_.here() == '{' && walk_.each_field([this](std::uint32_t name) { return attribute(info(name).path); }) &&
           !(nested_ && dotted_);
  }

  bool attribute(std::uint32_t id) {
    dotted_ |= paths_[id].dotted;
    const char kind = walk_.here();
    if (kind == '{' && !is_dated()) {
      nested_ = true;
      return walk_.each_field([&](std::uint32_t name) { return attribute(path_in(id, name)); });
    }
    closed_reason_given_ |= paths_[id].closed_reason;
    models::Attribute* const asked = paths_[id].attributes.empty() ? nullptr : begin_attribute(paths_[id]);
    history_ = 0;
    const bool taken = kind == '{'                   ? dated(asked)
                       : kind == '[' && is_history() ? walk_.each_item([&] { return is_dated() && dated(asked); })
                                                     : plain(asked);
    if (asked) asked->history.resize(history_);
    return taken;
  }

  models::Attribute* begin_attribute(const Path& path) {
    if (attribute_count_ == asked_paths_.size()) asked_paths_.emplace_back();
    asked_paths_[attribute_count_] = path.attributes;
    models::Attribute& attribute = at_or_new(own_->attributes, attribute_count_++);
    attribute.path.assign(path.text);
    return &attribute;
  }

  models::DatedValue& next_of(models::Attribute& attribute) { return at_or_new(attribute.history, history_++); }

  bool plain(models::Attribute* asked) {
    if (!asked) return skip_plain();
    models::DatedValue& value = next_of(*asked);
    value.at.reset();
    return take_plain(value.value);
  }

  bool is_history() {
    const JsonWalk::Place begin = walk_.place();
    walk_.step();
    const bool history = walk_.here() == '{';
    walk_.go_back(begin);
    return history;
  }

  // Told by its names alone: as the careful reader does it.
  bool is_dated() {
    const JsonWalk::Place begin = walk_.place();
    bool valued = false, at = false, other = false;
    const bool good = walk_.here() == '{' && walk_.each_field([&](std::uint32_t id) {
      const Name name = info(id).name;
      valued |= name == Name::Value;
      at |= name == Name::At;
      other |= name != Name::Value && name != Name::At && name != Name::Source;
      return walk_.skip();
    });
    walk_.go_back(begin);
    broken_ |= !good && walk_.here() == '{';
    return good && valued && (at || !other);
  }

  bool dated(models::Attribute* asked) {
    std::optional<Time> at;
    models::DatedValue* const value = asked ? &next_of(*asked) : nullptr;
    const bool taken = walk_.each_field([&](std::uint32_t id) {
      switch (info(id).name) {
        case Name::At: return date_or_null(at);
        case Name::Source: return walk_.null() ? walk_.skip() : any_text_or_number();
        case Name::Value: return value ? take_plain(value->value) : skip_plain();
        default: return walk_.skip();
      }
    });
    if (value) value->at = at;
    see(at);
    return taken;
  }

  void see(const std::optional<Time>& at) {
    if (!at) return;
    out_->dates.see(*at);
    out_->see_offset(*at);
  }

  // ---- events ----

  bool event() {
    if (event_index_ >= limits_.events || walk_.here() != '{') return false;
    nested_ = dotted_ = false;
    fields_.clear();
    const Word* type = nullptr;
    std::optional<Time> at;
    const bool taken = walk_.each_field([&](std::uint32_t id) {
      const NameInfo& name = info(id);
      if (name.name == Name::At) return date_or_null(at);
      if (name.name != Name::Type) return field(name.path);
      std::string_view text;
      type = walk_.text(text) && !text.empty() ? word(text) : nullptr;
      return type != nullptr;
    });
    if (!taken || !type || (nested_ && dotted_)) return false;
    see(at);
    if (type->type != kNone && !keep_event(type->type, at)) return false;
    ++event_index_;
    return true;
  }

  bool field(std::uint32_t id) {
    dotted_ |= paths_[id].dotted;
    if (walk_.here() == '{') {
      nested_ = true;
      return walk_.each_field([&](std::uint32_t name) { return field(path_in(id, name)); });
    }
    if (paths_[id].field) fields_.emplace_back(id, walk_.place());
    return skip_plain();
  }

  // Fields are built where the event's type turns out to be one whose fields are asked for.
  bool keep_event(EventTypeId type, const std::optional<Time>& at) {
    const std::size_t count = out_->events.size();
    models::Event& event = at_or_new(own_->events, count);
    event.at = at;
    out_->events.push_back({type, event_index_, nullptr});
    if (!plan_.asks_fields_of(type)) fields_.clear();
    if (fields_.empty() && event.fields.empty()) return true;
    const JsonWalk::Place here = walk_.place();
    std::size_t fields = 0;
    for (const auto& [path, place] : fields_) {
      auto& [name, value] = at_or_new(event.fields, fields++);
      name.assign(paths_[path].text);
      walk_.go_back(place);
      if (!take_plain(value)) return false;
    }
    event.fields.resize(fields);
    walk_.go_back(here);
    return true;
  }

  // ---- judgements ----

  bool judgement() {
    if (walk_.here() != '{') return false;
    const std::size_t count = out_->judgements.size();
    models::Judgement& judgement = at_or_new(own_->judgements, count);
    judgement.at.reset();
    judgement.since.reset();
    judgement.by.clear();
    judgement.value.data = std::monostate();
    const Word* about = nullptr;
    bool valued = false;
    const bool taken = walk_.each_field([&](std::uint32_t id) {
      const Name name = info(id).name;
      valued |= name == Name::Value;
      return walk_.null() ? walk_.skip() : judgement_part(name, judgement, about);
    });
    if (!taken || !about || !valued) return false;
    if (judgement.at) out_->see_offset(*judgement.at);
    if (judgement.since) out_->see_offset(*judgement.since);
    if (judgement.at && judgement.since && !models::at_or_before(*judgement.since, *judgement.at)) return false;
    out_->judgements.push_back({about->named.proposition, about->named.opposite, judgement_index_++, nullptr});
    return true;
  }

  bool judgement_part(Name name, models::Judgement& judgement, const Word*& about) {
    switch (name) {
      case Name::About: {
        std::string_view text;
        about = walk_.text(text) && !text.empty() ? word(text) : nullptr;
        return about != nullptr;
      }
      case Name::Value: return judged_value(judgement.value);
      case Name::At: return date(judgement.at);
      case Name::Since: return date(judgement.since);
      case Name::By: {
        if (!asks_by_) return any_text_or_number();
        std::string_view text;
        if (!text_or_number(text)) return false;
        judgement.by.assign(text);
        return true;
      }
      case Name::Basis: {
        std::string_view text;
        const Word* basis = walk_.text(text) ? word(text) : nullptr;
        return basis && basis->basis;
      }
      case Name::Source: return any_text_or_number();
      case Name::Quote: return any_text();
      default: return walk_.skip();
    }
  }

  bool judged_value(Value& out) {
    if (walk_.here() != '"') return walk_.here() != '[' && take_scalar(out);
    std::string_view text;
    const Word* said = walk_.text(text) ? word(text) : nullptr;
    if (!said || !said->judged) return false;
    out = *said->judged;
    return true;
  }

  // ---- pauses ----

  bool pause() {
    if (walk_.here() != '{') return false;
    models::Pause& pause = at_or_new(own_->pauses, pause_count_++);
    pause.to.reset();
    bool begun = false;
    const bool taken = walk_.each_field([&](std::uint32_t id) {
      if (walk_.null()) return walk_.skip();
      switch (info(id).name) {
        case Name::From: begun = true; return date(pause.from);
        case Name::To: return date(pause.to);
        case Name::Reason: return any_text();
        default: return walk_.skip();
      }
    });
    return taken && begun && (!pause.to || models::at_or_before(pause.from, *pause.to));
  }

  // ---- the end of a record ----

  bool finish() {
    if (out_->id.empty() || (near_ & static_cast<std::uint16_t>(~parts_)) != 0) return false;
    if (out_->opened && out_->closed && !models::at_or_before(*out_->opened, *out_->closed)) return false;
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
    for (const models::DateRange::Kind& kind : out_->dates.kinds())
      if (!good(kind.latest)) return false;
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
    Path path;
    path.text = "closed.reason";
    path.attributes = asked;
    models::Attribute& attribute = *begin_attribute(path);
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
  std::deque<Word> word_infos_;

  // Of the record being read.
  Excerpt* out_ = nullptr;
  models::CaseRecord* own_ = nullptr;
  std::uint16_t parts_ = 0, near_ = 0;
  std::uint32_t event_index_ = 0, judgement_index_ = 0;
  std::size_t attribute_count_ = 0, link_count_ = 0, pause_count_ = 0, history_ = 0;
  bool nested_ = false, dotted_ = false;
  bool broken_ = false;  // something was wrong where the walk went back
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
