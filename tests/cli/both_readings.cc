#include "both_readings.h"

#include <cstring>
#include <vector>

namespace realist::cli {
namespace {

using engine::Excerpt;
using models::Time;

std::string words(const std::optional<Time>& t) { return t ? models::to_string(*t) : "undated"; }

// With its type: the text "4" is not the number 4.
std::string words(const models::Value& value) {
  std::string text = std::to_string(value.data.index()) + ' ' + models::to_string(value);
  if (const double* number = std::get_if<double>(&value.data)) {
    std::uint64_t bits;
    std::memcpy(&bits, number, sizeof bits);
    text += ' ' + std::to_string(bits);
  }
  if (const auto* items = std::get_if<std::vector<models::Value>>(&value.data))
    for (const models::Value& item : *items) text += ", " + words(item);
  return text;
}

// Of an event the fields alone that the plan asks of its type.
std::string words(const engine::Plan& plan, const Excerpt::Event& event) {
  std::string text = "event " + std::to_string(event.index) + " type " + std::to_string(event.type) + ' ' + words(event.event->at);
  for (const auto& [path, value] : event.event->fields)
    if (const auto asked = plan.fields_named(models::fold(path)); !asked.empty() && asked[event.type]) text += "; " + path + ' ' + words(value);
  return text + '\n';
}

std::string words(const models::Attribute& attribute) {
  std::string text = attribute.path;
  for (const models::DatedValue& value : attribute.history) text += "; " + words(value.value) + ' ' + words(value.at);
  return text;
}

bool asks_by(const engine::Plan& plan, models::PropositionIndex p) {
  if (p == models::kNone) return false;
  for (const engine::TestId test : plan.judgement_tests_of[p])
    if (!plan.judgement_tests[test].by.empty()) return true;
  return false;
}

std::string words(const engine::Plan& plan, const Excerpt::Judged& judged) {
  const models::Judgement& judgement = *judged.judgement;
  std::string text = "judgement " + std::to_string(judged.index) + " about " + std::to_string(judged.proposition) +
                     (judged.opposite ? " opposite " : " ") + words(judgement.at) + " since " + words(judgement.since);
  if (judged.proposition != models::kNone) text += ' ' + words(judgement.value);
  return text + (asks_by(plan, judged.proposition) ? " by " + judgement.by : "") + '\n';
}

bool operator==(const engine::Outline& a, const engine::Outline& b) {
  return a.verdict == b.verdict && a.flags == b.flags && a.step == b.step && a.kind == b.kind && a.reason == b.reason &&
         a.occurrences == b.occurrences;
}

std::string difference(const std::string& fast, const std::string& careful) {
  return "read fast:\n" + fast + "read carefully:\n" + careful;
}

}  // namespace

std::string in_words(const engine::Plan& plan, const Excerpt& excerpt) {
  std::string text = excerpt.id + " of kind " + excerpt.kind + '\n';
  for (const Excerpt::Event& event : excerpt.events) text += words(plan, event);
  for (std::size_t i = 0; i < excerpt.attributes.size(); ++i)
    text += "attribute " + std::to_string(i) + ' ' + (excerpt.attributes[i] ? words(*excerpt.attributes[i]) : "none") + '\n';
  for (const Excerpt::Judged& judged : excerpt.judgements) text += words(plan, judged);
  for (const models::Link& link : excerpt.links) {
    text += "link " + link.kind;
    for (const auto& target : link.history) text += "; " + target.id + ' ' + words(target.at);
    text += '\n';
  }
  for (const models::Pause& pause : excerpt.pauses) text += "pause " + words(pause.from) + " to " + words(pause.to) + '\n';
  text += "may be missing";
  for (const std::uint8_t missing : excerpt.may_be_missing) text += missing ? " yes" : " no";
  text += "\nopened " + words(excerpt.opened) + " closed " + words(excerpt.closed) + '\n';
  excerpt.dates.each_kind([&](const models::DateRange::Kind& kind) { text += "from " + words(kind.earliest) + " to " + words(kind.latest) + '\n'; });
  return text + "lowest offset " + std::to_string(excerpt.lowest_offset) + " newest " + words(newest_date(excerpt)) + '\n';
}

BothReadings::Outcome BothReadings::read(std::string_view record) {
  const auto careful = models::case_from_json(record);
  const auto* whole = std::get_if<models::CaseRecord>(&careful);
  const std::vector<char> padded = [&] {
    std::vector<char> bytes(record.begin(), record.end());
    bytes.resize(record.size() + ExcerptReader::kPadding, '}');
    return bytes;
  }();
  const bool fast = reader_.read({padded.data(), record.size()}, fast_.excerpt);
  if (!fast) return {whole ? Way::Careful : Way::Refused, ""};
  if (!whole) return {Way::Refused, "read fast, and refused by the careful reader: " + std::get<models::RecordError>(careful).message};
  if (!whole->problems.empty()) return {Way::Careful, "read fast, and the careful reader finds: " + whole->problems.front().message};
  excerpt_of(plan_, *whole, careful_.excerpt);
  if (careful_.excerpt.record != whole || fast_.excerpt.record) return {Way::Fast, "an excerpt names another record than its own"};
  const std::string a = in_words(plan_, fast_.excerpt), b = in_words(plan_, careful_.excerpt);
  if (a != b) return {Way::Fast, difference(a, b)};
  const Time newest = models::newest_date(*whole).value_or(Time{0, Time::kNoOffset, true});
  if (words(newest_date(careful_.excerpt)) != words(models::newest_date(*whole))) return {Way::Fast, "an excerpt's newest date is not its record's"};
  for (const int days : {0, 100, -100})
    if (std::string found = compare(*whole, models::shifted(newest, {std::abs(days), models::Unit::Day}, days < 0 ? -1 : 1)); !found.empty())
      return {Way::Fast, std::move(found)};
  return {Way::Fast, ""};
}

std::string BothReadings::compare(const models::CaseRecord& record, const Time& as_of) {
  const engine::LinkedRecords linked{{record.id, &record}};
  judge_.forget_linked();  // the record before may have stood where this one does
  bind(plan_, as_of, fast_);
  bind(plan_, as_of, careful_);
  if (fast_.begin != careful_.begin) return "begins " + words(fast_.begin) + ", and read carefully " + words(careful_.begin);
  judge_.outline(fast_, linked, fast_outlines_);
  judge_.outline(careful_, linked, careful_outlines_);
  for (std::size_t s = 0; s < fast_outlines_.size(); ++s)
    if (!(fast_outlines_[s] == careful_outlines_[s]))
      return "statement " + std::to_string(s) + " as of " + models::to_string(as_of) + " is " + std::string(models::to_string(fast_outlines_[s].verdict)) +
             ", and read carefully " + std::string(models::to_string(careful_outlines_[s].verdict));
  judge_.count(fast_, linked, fast_tally_);
  judge_.count(careful_, linked, careful_tally_);
  return fast_tally_.summary() == careful_tally_.summary() ? "" : "counted otherwise than read carefully, as of " + models::to_string(as_of);
}

}  // namespace realist::cli
