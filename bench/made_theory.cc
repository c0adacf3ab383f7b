#include "made_theory.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>
#include <string_view>

#include "made_words.h"

namespace realist::bench {
namespace {

constexpr std::array<std::string_view, 12> kAttributeTests = {
    "housing.status is hostel",      "age at least 25",          "risk is one of high, \"very high\"",
    "benefits.claim is yes",         "needs contains housing",   "scores.motivation at least 4",
    "employment is none",            "telephone is yes",         "family.contact is yes",
    "health.doctor is yes",          "education is known",       "scores.wellbeing between 3 and 5",
};
constexpr std::array<std::string_view, 12> kAttributePhrases = {
    "the participant lives in a hostel",         "the participant is no longer a youth",
    "the risk is thought to be high",            "a claim for benefits is running",
    "somewhere to live is among the needs",      "the participant wants to go on",
    "there is no work",                          "the participant has a telephone",
    "there is contact with the family",          "the participant is registered with a doctor",
    "it is known what schooling there was",      "the participant is neither very well nor very ill",
};
constexpr std::array<std::string_view, 10> kJudgementTests = {
    "judged at least partly", "judged yes", "judged at least partly", "judged yes", "judged at least 4",
    "judged yes", "judged at least partly", "judged yes in the last 90 days", "judged yes", "judged at least partly",
};
constexpr std::array<unsigned, 5> kDays = {7, 14, 21, 28, 42};

std::string quoted(std::string_view name) {
  return name.find_first_of(" -") == std::string_view::npos ? std::string(name) : "\"" + std::string(name) + "\"";
}

class TheoryWriter {
 public:
  explicit TheoryWriter(const TheoryShape& shape) : shape_(shape), draws_(shape.seed, shape.statements) {
    extras_ = std::clamp(shape.statements / 5, 10u, 200u);
  }

  std::string text() {
    text_ = "Theory: Made up, " + std::to_string(shape_.statements) + " statements\nCase: participant\nDefault window: 28 days\n\n";
    declarations();
    for (unsigned s = 0; s < shape_.statements; ++s) statement(s);
    return std::move(text_);
  }

 private:
  void declare(std::string_view role, const std::string& name, std::string_view phrase, std::string_view test) {
    text_.append(role).append(" ").append(name).append(": ").append(phrase);
    text_.append("\n  observed when ").append(test).append("\n\n");
  }

  void declarations() {
    for (std::size_t i = 0; i < kEventKinds.size(); ++i)
      declare(kEventKinds[i].role, "E" + std::to_string(i), "the record shows " + std::string(kEventKinds[i].name),
              "event " + quoted(kEventKinds[i].name));
    for (std::size_t i = 0; i < kAttributeTests.size(); ++i)
      declare("Context", "A" + std::to_string(i), kAttributePhrases[i], kAttributeTests[i]);
    for (std::size_t i = 0; i < kJudged.size(); ++i) declare("Reasoning", "J" + std::to_string(i), kJudged[i], kJudgementTests[i]);
    for (unsigned i = 0; i < extras_; ++i) declare("Outcome", "X" + std::to_string(i), "indicator " + std::to_string(i) + " is met", extra(i));
    declare("Outcome", "STEADY", "meetings go on", "at least 1 event session every 28 days");
    if (shape_.linked)
      text_ += "Context P0: the practitioner is an old hand\n  of: practitioner\n  observed when experience at least 5\n\n"
               "Context P1: the practitioner has been trained\n  of: practitioner\n  observed when trained is yes\n\n";
  }

  // Of a kind that records meetings with their fields, by place.
  std::string meeting() {
    static constexpr std::array<unsigned, 7> kMet = {0, 3, 4, 9, 16, 20, 21};
    return quoted(kEventKinds[draws_.of(kMet)].name);
  }
  std::string kind() { return quoted(kEventKinds[draws_.below(kEventKinds.size())].name); }

  // An entry of a braced list is drawn before the next one, on every machine; an operand of + need not be.
  static std::string line(std::initializer_list<std::string> parts) {
    std::string text;
    for (const std::string& part : parts) text += part;
    return text;
  }
  std::string number(unsigned low, unsigned high, unsigned times = 1) { return std::to_string(draws_.between(low, high) * times); }

  std::string extra(unsigned i) {
    switch (i % 8) {
      case 0: return line({"event ", meeting(), " where minutes at least ", number(2, 14, 5)});
      case 1: return line({"at least ", number(2, 3), " events ", meeting(), " where attended is yes"});
      case 2: return line({"event ", meeting(), " where setting is community where attended is yes"});
      case 3: return line({"scores.motivation at least ", number(2, 6), " and age at least ", number(20, 50)});
      case 4: return line({"event ", kind(), " within ", number(3, 30), " days of event release"});
      case 5: return line({"no event arrest in the last ", number(20, 60), " days"});
      case 6: return line({"event assessment before event ", quoted(kEventKinds[draws_.between(9, 20)].name)});
      default: return line({"average minutes of events session at least ", number(20, 60)});
    }
  }

  // Names not yet used in this statement.
  std::string fresh(char letter, unsigned low, unsigned high) {
    std::string name;
    do name = letter + std::to_string(draws_.between(low, high)); while (!used_.insert(name).second);
    return name;
  }
  std::string e() { return fresh('E', 0, kEventKinds.size() - 1); }
  std::string day_event() { return fresh('E', kTimedKinds, kEventKinds.size() - 1); }
  // What a programme leads to is more often what its staff do every week.
  std::string step() { return draws_.chance(50) ? fresh('E', 0, kTimedKinds - 1) : e(); }
  std::string a() { return fresh('A', 0, kAttributeTests.size() - 1); }
  std::string j() { return fresh('J', 0, kJudged.size() - 1); }
  // An indicator of one sort, as `extra` deals them out.
  std::string x(unsigned sort) { return "X" + std::to_string(draws_.below(extras_ / 8) * 8 + sort); }
  std::string within() { return " within " + std::to_string(draws_.of(kDays)) + " days"; }
  std::string unless(unsigned percent) { return draws_.chance(percent) ? "unless " + day_event() + "\n" : ""; }

  void statement(unsigned s) {
    std::string body;
    do {
      used_.clear();
      body = sentence(s % 20);
    } while (!written_.insert(body).second);
    text_ += "[S-" + std::to_string(s + 1) + "] " + body + "\n";
  }

  std::string sentence(unsigned sort) {
    switch (sort) {
      case 0: case 5: case 10: case 14:
        return line({"If ", e(), "\nthen ", step(), within(), "\nthen ", step(), within(), "\n", unless(40)});
      case 1: case 11: case 16: return line({"If ", a(), "\nand ", e(), "\nthen ", step(), within(), "\n", unless(80)});
      case 2: case 12: return line({"If ", e(), "\nthen ", j(), "\nthen ", step(), " within 4 weeks\n"});
      case 3: case 13: return line({"If ", a(), "\nand ", j(), "\nthen ", step(), within(), "\n"});
      case 4: return line({"If ", day_event(), "\nthen not ", e(), " within 10 days\n"});
      case 6: return line({"Whenever ", day_event(), "\nthen ", step(), within(), "\n"});
      case 7: return line({"Only if ", day_event(), "\nthen ", day_event(), "\n"});
      case 8: return line({"If ", x(0), "\nand not ", a(), "\nthen ", x(1), within(), "\n"});
      case 9: return line({"If any of:\n- ", a(), "\n- ", day_event(), "\nthen ", step(), within(), "\nthen ", j(), "\n", otherwise()});
      case 15: return line({"If ", e(), "\nthen ", x(2), " between 1 and 12 weeks\nthen ", j(), "\nthen ", step(), within(), "\n"});
      case 17: return line({practitioner(), "\nthen ", step(), within(), "\n"});
      case 18: return line({"If ", x(4), "\nthen previously ", day_event(), "\n"});
      default: return line({"If ", e(), "\nand ", a(), "\n", last()});
    }
  }

  std::string otherwise() { return draws_.chance(50) ? line({"otherwise ", step(), within(), "\n"}) : ""; }
  std::string practitioner() {
    return shape_.linked ? line({"If ", e(), "\nand P", number(0, 1)}) : line({"If ", x(3), "\nand ", e()});
  }
  std::string last() {
    return draws_.chance(30) ? "then STEADY throughout 8 weeks\n" : line({"then all of:\n- ", step(), "\n- ", step(), "\nwithin 6 weeks\n"});
  }

  const TheoryShape& shape_;
  Draws draws_;
  unsigned extras_;
  std::string text_;
  std::set<std::string> used_, written_;
};

struct PlainAttribute {
  std::string_view path, value;
};
constexpr std::array<PlainAttribute, 6> kPlainAttributes = {{
    {"housing.status", "hostel"}, {"risk", "high"}, {"benefits.claim", "yes"},
    {"telephone", "yes"}, {"family.contact", "yes"}, {"health.doctor", "yes"},
}};

PlainStatement plain_statement(unsigned s, Draws& draws) {
  std::set<std::string_view> used;
  const auto kind = [&] {
    std::string_view name;
    do name = kEventKinds[draws.between(kTimedKinds, kEventKinds.size() - 1)].name; while (!used.insert(name).second);
    return std::string(name);
  };
  PlainStatement made;
  made.id = "S-" + std::to_string(s + 1);
  made.start = kind();
  made.step1 = kind();
  made.days1 = draws.of(kDays);
  if (s % 2 == 1) {
    const PlainAttribute& attribute = draws.of(kPlainAttributes);
    made.attribute = attribute.path;
    made.value = attribute.value;
  }
  if (s % 5 >= 3) {
    made.step2 = kind();
    made.days2 = draws.of(kDays);
  }
  if (s % 3 == 2) made.block = kind();
  return made;
}

}  // namespace

std::string made_theory(const TheoryShape& shape) { return TheoryWriter(shape).text(); }

std::vector<PlainStatement> plain_statements(const TheoryShape& shape) {
  Draws draws(shape.seed ^ 0x706c6169u, shape.statements);
  std::vector<PlainStatement> all;
  std::set<std::string> written;
  for (unsigned s = 0; s < shape.statements; ++s) {
    PlainStatement made;
    do made = plain_statement(s, draws);
    while (!written.insert(made.start + "," + made.attribute + "," + made.step1 + std::to_string(made.days1) + made.step2).second);
    all.push_back(std::move(made));
  }
  return all;
}

std::string plain_theory(const std::vector<PlainStatement>& statements) {
  std::string text = "Theory: Made up and plain, " + std::to_string(statements.size()) + " statements\nCase: participant\n\n";
  const auto event = [](const std::string& kind) { return "the record shows " + kind; };
  const auto attribute = [](const std::string& path, const std::string& value) { return "attribute " + path + " says " + value; };
  for (std::size_t i = kTimedKinds; i < kEventKinds.size(); ++i)
    text += "Context: " + event(std::string(kEventKinds[i].name)) + "\n  observed when event " + quoted(kEventKinds[i].name) + "\n\n";
  for (const PlainAttribute& a : kPlainAttributes)
    text += "Context: " + attribute(std::string(a.path), std::string(a.value)) + "\n  observed when " + std::string(a.path) + " is " + std::string(a.value) + "\n\n";
  for (const PlainStatement& s : statements) {
    text += "[" + s.id + "] If " + event(s.start) + "\n";
    if (!s.attribute.empty()) text += "and " + attribute(s.attribute, s.value) + "\n";
    text += "then " + event(s.step1) + " within " + std::to_string(s.days1) + " days\n";
    if (!s.step2.empty()) text += "then " + event(s.step2) + " within " + std::to_string(s.days2) + " days\n";
    if (!s.block.empty()) text += "unless " + event(s.block) + "\n";
    text += "\n";
  }
  return text;
}

std::string plain_table(const std::vector<PlainStatement>& statements) {
  std::string text = "id,start,attribute,value,step1,days1,step2,days2,block\n";
  for (const PlainStatement& s : statements) {
    text += s.id + "," + s.start + "," + s.attribute + "," + s.value + "," + s.step1 + "," + std::to_string(s.days1) + ",";
    text += s.step2 + "," + (s.step2.empty() ? "" : std::to_string(s.days2)) + "," + s.block + "\n";
  }
  return text;
}

}  // namespace realist::bench
