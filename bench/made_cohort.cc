#include "made_cohort.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

#include "made_words.h"

namespace realist::bench {
namespace {

constexpr unsigned kFirstDay = 16436;   // 2015-01-01, in days since 1970
constexpr unsigned kExport = 17166;     // kExportDay
constexpr unsigned kLongestStay = 300;  // days

// Days since 1970 to a date, after Howard Hinnant's civil_from_days.
void append_date(unsigned days, std::string& out) {
  const unsigned z = days + 719468, era = z / 146097, of_era = z % 146097;
  const unsigned year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const unsigned of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned m = (5 * of_year + 2) / 153, day = of_year - (153 * m + 2) / 5 + 1, month = m < 10 ? m + 3 : m - 9;
  char text[16];
  const int n = std::snprintf(text, sizeof text, "%04u-%02u-%02u", (year_of_era + era * 400 + (month <= 2)) % 10000u, month, day);
  out.append(text, static_cast<std::size_t>(n));
}

// The members of one object, put together in the layout asked for.
class ObjectText {
 public:
  ObjectText(KeyLayout layout, Draws& order) : layout_(layout), order_(order) {}

  // Opens a member; its value is whatever is appended to what comes back.
  std::string& member(std::string_view key) {
    starts_.push_back(text_.size());
    text_.append("\"").append(key).append(layout_ == KeyLayout::Spaced ? "\": " : "\":");
    return text_;
  }
  void text(std::string_view key, std::string_view value) { member(key).append("\"").append(value).append("\""); }
  void raw(std::string_view key, std::string_view value) { member(key).append(value); }
  void number(std::string_view key, unsigned value) { member(key).append(std::to_string(value)); }
  void truth(std::string_view key, bool value) { raw(key, value ? "true" : "false"); }
  void date(std::string_view key, unsigned day) {
    std::string& out = member(key).append("\"");
    append_date(day, out);
    out.append("\"");
  }

  // Appends the object and forgets its members.
  void close(std::string& out) {
    const bool spaced = layout_ == KeyLayout::Spaced;
    order();
    out.append(spaced ? "{ " : "{");
    for (std::size_t i = 0; i < sequence_.size(); ++i) {
      if (i) out.append(spaced ? ", " : ",");
      const std::size_t at = sequence_[i], end = at + 1 < starts_.size() ? starts_[at + 1] : text_.size();
      out.append(text_, starts_[at], end - starts_[at]);
    }
    out.append(spaced ? " }" : "}");
    text_.clear();
    starts_.clear();
  }

 private:
  void order() {
    sequence_.resize(starts_.size());
    for (std::size_t i = 0; i < sequence_.size(); ++i) sequence_[i] = i;
    if (layout_ != KeyLayout::Shuffled) return;
    for (std::size_t i = sequence_.size(); i > 1; --i)
      std::swap(sequence_[i - 1], sequence_[order_.below(static_cast<unsigned>(i))]);
  }

  KeyLayout layout_;
  Draws& order_;
  std::string text_;
  std::vector<std::size_t> starts_, sequence_;
};

constexpr std::array<std::string_view, 12> kRemarks = {
    "seen at the office, came early",
    "said that things are all right at home",
    "was not sure about the letter from the council",
    "spoke about the weeks before the release",
    "wants to look at the plan again next time",
    "came with a friend who waited outside",
    "asked for the number of the night line",
    "no answer at first, called back in the evening",
    "we went through the forms together",
    "quiet today, did not want to talk about money",
    "laughed a lot about the last visit",
    "the room was taken, so we walked",
};
constexpr std::array<std::string_view, 4> kOddRemarks = {  // all that JSON texts have to offer, now and then
    "said \\\"it is what it is\\\" and left",
    "the caf\\u00e9 near the station",
    "la fianc\xC3\xA9" "e was there as well",
    "first line\\nsecond line",
};
constexpr std::array<std::string_view, 5> kSources = {"contact sheet", "prison record", "case notes", "telephone log", "plan"};
constexpr std::array<std::string_view, 4> kBy = {"practitioner", "supervisor", "mentor", "prison officer"};
constexpr std::array<std::string_view, 4> kSites = {"southwest", "northwest", "midlands", "coast"};
constexpr std::array<std::string_view, 4> kHousing = {"hostel", "tenancy", "family", "street"};
constexpr std::array<std::string_view, 4> kRisk = {"low", "medium", "high", "very high"};
constexpr std::array<std::string_view, 4> kWork = {"none", "part time", "full time", "training"};
constexpr std::array<std::string_view, 4> kSchool = {"none", "school", "college", "university"};
constexpr std::array<std::string_view, 6> kNeeds = {"housing", "drugs", "money", "family", "work", "health"};

std::string_view remark(Draws& draws) { return draws.below(200) == 0 ? draws.of(kOddRemarks) : draws.of(kRemarks); }

struct Moment {
  unsigned kind, day, minute;
};

class CaseWriter {
 public:
  CaseWriter(const CohortShape& shape, std::uint64_t number)
      : shape_(shape), number_(number), draws_(shape.seed, number), order_(shape.seed ^ 0x5bd1e995u, number) {
    opened_ = kFirstDay + draws_.below(kExport - kFirstDay - 20);
    last_ = std::min(kExport, opened_ + kLongestStay);
  }

  void write(std::string& out) {
    ObjectText record = object();
    char id[24];
    std::snprintf(id, sizeof id, "C-%07llu", static_cast<unsigned long long>(number_));
    record.text("case", id);
    record.text("kind", "participant");
    links(record.member("links"));
    attributes(record.member("attributes"));
    events(record.member("events"));
    if (!shape_.plain && draws_.chance(5)) record.raw("may_be_missing", spaced() ? "[ \"telephone call\", \"drop-in\" ]" : "[\"telephone call\",\"drop-in\"]");
    judgements(record.member("judgements"));
    if (!shape_.plain && draws_.chance(3)) pause(record.member("pauses"));
    record.date("opened", opened_);
    if (last_ < kExport && draws_.chance(60)) closing(record.member("closed"));
    record.close(out);
    out.append("\n");
  }

 private:
  ObjectText object() { return ObjectText(shape_.layout, order_); }
  bool spaced() const { return shape_.layout == KeyLayout::Spaced; }
  const char* comma() const { return spaced() ? ", " : ","; }
  unsigned some_day() { return opened_ + draws_.below(last_ - opened_ + 1); }

  void links(std::string& out) {
    ObjectText links = object();
    links.text("practitioner", "P-" + std::to_string(draws_.below(std::max(1u, shape_.practitioners))));
    links.text("site", draws_.of(kSites));
    links.close(out);
  }

  // Known in two cases of three; of the unknown ones some are written as null.
  bool known(ObjectText& object, std::string_view key) {
    const unsigned pick = draws_.below(12);
    if (pick >= 11) object.raw(key, "null");
    return pick < 8;
  }

  void attributes(std::string& out) {
    ObjectText all = object();
    reference(all.member("reference"));
    if (known(all, "age")) all.number("age", draws_.between(18, 64));
    if (known(all, "risk")) all.text("risk", draws_.of(kRisk));
    housing(all.member("housing"));
    benefits(all.member("benefits"));
    scores(all.member("scores"));
    if (known(all, "needs")) needs(all.member("needs"));
    if (known(all, "employment")) employment(all.member("employment"));
    if (known(all, "telephone")) all.truth("telephone", draws_.chance(60));
    nested_truth(all, "family", "contact");
    nested_truth(all, "health", "doctor");
    if (known(all, "education")) all.text("education", draws_.of(kSchool));
    all.text("remarks", remark(draws_));
    all.close(out);
  }

  void reference(std::string& out) {
    out.append("\"HMX/").append(std::to_string(draws_.between(100000, 999999)));
    out.append("/").append(std::to_string(draws_.below(100))).append("\"");
  }

  void housing(std::string& out) {
    ObjectText housing = object();
    if (known(housing, "status")) housing.text("status", draws_.of(kHousing));
    housing.number("people", draws_.between(1, 9));
    housing.close(out);
  }

  void benefits(std::string& out) {
    ObjectText benefits = object();
    if (known(benefits, "claim")) benefits.truth("claim", draws_.chance(50));
    std::string& amount = benefits.member("amount");
    amount.append(std::to_string(draws_.between(50, 400))).append(".").append(std::to_string(draws_.between(10, 99)));
    benefits.close(out);
  }

  void scores(std::string& out) {
    ObjectText scores = object();
    if (known(scores, "motivation")) scores.number("motivation", draws_.between(1, 7));
    if (known(scores, "wellbeing")) scores.number("wellbeing", draws_.between(1, 7));
    scores.close(out);
  }

  void needs(std::string& out) {
    out.append(spaced() ? "[ " : "[");
    const unsigned count = draws_.between(1, 3), first = draws_.below(6);
    for (unsigned i = 0; i < count; ++i)
      out.append(i ? comma() : "").append("\"").append(kNeeds[(first + i * (count == 2 ? 3 : 2)) % 6]).append("\"");
    out.append(spaced() ? " ]" : "]");
  }

  void employment(std::string& out) {  // with its history
    out.append(spaced() ? "[ " : "[");
    const unsigned count = draws_.between(1, 3);
    unsigned day = opened_;
    ObjectText entry = object();
    for (unsigned i = 0; i < count; ++i) {
      entry.text("value", draws_.of(kWork));
      entry.date("at", day);
      if (i) out.append(comma());
      entry.close(out);
      day = std::min(last_, day + draws_.between(20, 120));
    }
    out.append(spaced() ? " ]" : "]");
  }

  void nested_truth(ObjectText& all, std::string_view key, std::string_view inner) {
    ObjectText object_ = object();
    if (known(object_, inner)) object_.truth(inner, draws_.chance(60));
    object_.close(all.member(key));
  }

  unsigned some_kind() {
    unsigned pick = draws_.below(1000), kind = 0;
    while (kind + 1 < kEventKinds.size() && pick >= kEventKinds[kind].weight) pick -= kEventKinds[kind++].weight;
    return kind;
  }

  // A case opens with its referral, is released some weeks later, and then this and that happens.
  std::vector<Moment> moments() {
    const unsigned count = draws_.between(shape_.fewest_events, shape_.most_events);
    std::vector<Moment> all;
    all.reserve(count);
    for (unsigned i = 0; i < count; ++i) {
      const bool referred = i == 0 && draws_.chance(90), released = i == 1 && draws_.chance(80);
      const unsigned kind = referred ? 5 : released ? 8 : some_kind();
      const unsigned day = referred ? opened_ : released ? std::min(last_, opened_ + draws_.between(20, 90)) : some_day();
      all.push_back({kind, day, draws_.between(8 * 12, 18 * 12) * 5});
    }
    if (!draws_.chance(5))  // as a register keeps them; a few records are in no order
      std::stable_sort(all.begin(), all.end(), [](const Moment& a, const Moment& b) {
        return a.day != b.day ? a.day < b.day : a.minute < b.minute;
      });
    return all;
  }

  void events(std::string& out) {
    out.append(spaced() ? "[ " : "[");
    ObjectText event = object();
    bool first = true;
    for (const Moment& moment : moments()) {
      if (!first) out.append(comma());
      first = false;
      fields(event, moment);
      event.close(out);
    }
    out.append(spaced() ? " ]" : "]");
  }

  void fields(ObjectText& event, const Moment& moment) {
    const EventKind& kind = kEventKinds[moment.kind];
    event.text("type", kind.name);
    if (shape_.plain || draws_.below(100) != 0) at(event.member("at"), moment, kind.timed);
    if (draws_.chance(28)) event.text("by", draws_.of(kBy));
    if (kind.met) {
      if (draws_.chance(90)) event.truth("attended", draws_.chance(75));
      if (draws_.chance(70)) event.number("minutes", draws_.between(1, 18) * 5);
      if (draws_.chance(50)) event.text("setting", draws_.chance(40) ? "prison" : "community");
    }
    if (draws_.chance(8)) event.text("source", draws_.of(kSources));
    if (draws_.chance(6)) event.text("remark", remark(draws_));
  }

  static void at(std::string& out, const Moment& moment, bool timed) {
    out.append("\"");
    append_date(moment.day, out);
    if (timed) {
      char text[8];
      std::snprintf(text, sizeof text, "T%02u:%02u", moment.minute / 60 % 24, moment.minute % 60);
      out.append(text, 6);
    }
    out.append("\"");
  }

  void judgements(std::string& out) {
    out.append(spaced() ? "[ " : "[");
    const unsigned count = draws_.below(7);
    ObjectText judgement = object();
    for (unsigned i = 0; i < count; ++i) {
      const unsigned about = draws_.below(kJudged.size());
      judgement.text("about", kJudged[about]);
      judgement_value(judgement, about == kJudgedAsNumber);
      judgement.date("at", some_day());
      judgement.text("by", draws_.of(kBy));
      judgement.text("basis", draws_.chance(60) ? "observed" : "reported");
      if (draws_.chance(30)) judgement.text("quote", remark(draws_));
      if (i) out.append(comma());
      judgement.close(out);
    }
    out.append(spaced() ? " ]" : "]");
  }

  void judgement_value(ObjectText& judgement, bool number) {
    const unsigned pick = draws_.below(20);
    if (number) judgement.number("value", pick % 6 + 1);
    else judgement.text("value", pick < 10 ? "yes" : pick < 16 ? "no" : pick < 19 ? "partly" : "unknown");
  }

  void pause(std::string& out) {
    const unsigned from = some_day();
    ObjectText pause = object();
    pause.date("from", from);
    pause.date("to", from + draws_.between(3, 40));
    pause.text("reason", "moved to another prison");
    out.append(spaced() ? "[ " : "[");
    pause.close(out);
    out.append(spaced() ? " ]" : "]");
  }

  void closing(std::string& out) {
    ObjectText closing = object();
    closing.date("at", last_);
    closing.text("reason", draws_.chance(70) ? "completed" : "moved away");
    closing.close(out);
  }

  const CohortShape& shape_;
  std::uint64_t number_;
  Draws draws_, order_;
  unsigned opened_ = 0, last_ = 0;
};

}  // namespace

void append_case(const CohortShape& shape, std::uint64_t number, std::string& out) { CaseWriter(shape, number).write(out); }

void append_practitioner(const CohortShape& shape, unsigned number, std::string& out) {
  Draws draws(shape.seed ^ 0x70726163u, number), order(shape.seed, number);
  ObjectText attributes(shape.layout, order), record(shape.layout, order);
  attributes.number("experience", draws.between(0, 20));
  attributes.truth("trained", draws.chance(70));
  record.text("case", "P-" + std::to_string(number));
  record.text("kind", "practitioner");
  attributes.close(record.member("attributes"));
  record.date("opened", kFirstDay);
  record.close(out);
  out.append("\n");
}

}  // namespace realist::bench
