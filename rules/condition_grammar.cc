#include "rules/condition_grammar.h"

#include <algorithm>
#include <boost/spirit/home/x3.hpp>
#include <charconv>
#include <cmath>
#include <functional>
#include <type_traits>
#include <utility>

#include "models/nearest.h"
#include "models/theory.h"
#include "rules/condition_messages.h"
#include "rules/condition_text.h"

namespace realist::rules {
namespace {

namespace x3 = boost::spirit::x3;
using models::Anchor;
using models::Compare;
using models::Condition;
using models::Duration;
using models::EventPattern;
using models::FieldTest;
using models::NumberTerm;
using models::Operand;
using models::Place;
using models::TestWindow;
using Iterator = const char*;

// ---- Words ----------------------------------------------------------------------------------------------------------

constexpr std::string_view kNumberWords[] = {"zero", "one", "two",   "three", "four",   "five",  "six",
                                             "seven", "eight", "nine", "ten",   "eleven", "twelve"};
constexpr std::string_view kUnitWords[] = {"second", "minute", "hour", "day", "week", "month", "year"};
constexpr std::int64_t kLargestCount = 1'000'000'000;

// What ends a name or a value of several plain words.
constexpr std::string_view kStopWords[] = {"and",    "or",      "where",  "within", "before", "after",
                                           "during", "between", "every",  "is"};

bool same_word(std::string_view word, std::string_view keyword) {
  return std::equal(word.begin(), word.end(), keyword.begin(), keyword.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

Iterator skip_blanks(Iterator at, Iterator end) {
  while (at != end && *at == ' ') ++at;
  return at;
}

std::string_view next_word(Iterator at, Iterator end) {
  Iterator stop = at;
  while (stop != end && is_word_byte(*stop)) ++stop;
  return {at, static_cast<std::size_t>(stop - at)};
}

// Moves `at` past the words of `keywords` ("in the last"), after blanks; false, and unmoved, where they do not stand there.
bool take_keywords(Iterator& at, Iterator end, std::string_view keywords) {
  Iterator here = at;
  while (!keywords.empty()) {
    const std::size_t blank = std::min(keywords.find(' '), keywords.size());
    here = skip_blanks(here, end);
    const std::string_view word = next_word(here, end);
    if (!same_word(word, keywords.substr(0, blank))) return false;
    here += word.size();
    keywords.remove_prefix(std::min(blank + 1, keywords.size()));
  }
  at = here;
  return true;
}

// A field may have the name of a window word: `where after is known`.
bool names_a_field(Iterator at, Iterator end) {
  at = skip_blanks(at, end);
  const std::string_view word = next_word(at, end);
  if (same_word(word, "and") || same_word(word, "or") || same_word(word, "is")) return false;
  at = skip_blanks(at + word.size(), end);
  if (at != end && (*at == '<' || *at == '>' || *at == '=')) return true;
  const std::string_view next = next_word(at, end);
  return same_word(next, "is") || same_word(next, "contains");
}

bool at_stop(Iterator at, Iterator end) {
  const std::string_view word = next_word(skip_blanks(at, end), end);
  if (std::any_of(std::begin(kStopWords), std::end(kStopWords), [&](auto stop) { return same_word(word, stop); })) return true;
  return take_keywords(at, end, "in the last");
}

std::optional<double> number_of(std::string_view text) {
  double number = 0;
  if (text.starts_with('+')) text.remove_prefix(1);
  const std::size_t digit = text.starts_with('-') ? 1 : 0;
  if (digit >= text.size() || !((text[digit] >= '0' && text[digit] <= '9') || text[digit] == '.')) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

// A number where only a number can stand: number words count too.
std::optional<double> number_or_word(std::string_view text) {
  if (auto count = parse_count(text)) return static_cast<double>(*count);
  return number_of(text);
}

std::optional<bool> truth_of(std::string_view text) {
  if (same_word(text, "yes") || same_word(text, "true")) return true;
  if (same_word(text, "no") || same_word(text, "false")) return false;
  return std::nullopt;
}

// ---- What the parsers share -----------------------------------------------------------------------------------------

struct Name {
  Span span;            // without quotes
  bool quoted = false;
};

struct Join {
  std::vector<Condition> parts;
  std::vector<std::pair<bool, Span>> joints;  // true: or; the word
};

struct Session {
  const ConditionText& text;
  Surroundings around = {};
  Span last = {};                   // the last word taken
  std::vector<Name> propositions = {};  // in no order, perhaps several times: the grammar may take a way back
  std::vector<Name> phases = {};

  std::uint32_t offset(Iterator at) const { return static_cast<std::uint32_t>(at - text.plain().data()); }
  Span span(Iterator begin, Iterator end) const { return {offset(begin), offset(end)}; }
  std::string written(const Name& name) const { return text.written(name.span); }
};
struct SessionTag;

template <class Context>
Session& session(const Context& context) {
  return x3::get<SessionTag>(context).get();
}

// While the tree is built a Place holds offsets into the plain text; `Finish` makes real places of them.
Place raw_place(Span span) { return {0, 1, span.begin, 1, span.end}; }
Span raw_span(const Place& place) { return {place.column, place.end_column}; }

// ---- Primitive parsers ----------------------------------------------------------------------------------------------

struct Keywords : x3::parser<Keywords> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  std::string_view words;
  explicit constexpr Keywords(std::string_view w) : words(w) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute&) const {
    const Iterator begin = skip_blanks(first, last);
    if (!take_keywords(first, last, words)) return false;
    session(context).last = session(context).span(begin, first);
    return true;
  }
};
constexpr Keywords kw(std::string_view words) { return Keywords(words); }

struct Sign : x3::parser<Sign> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  std::string_view text;
  explicit constexpr Sign(std::string_view t) : text(t) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Iterator& first, const Iterator& last, const Context&, RContext&, Attribute&) const {
    Iterator at = skip_blanks(first, last);
    if (!std::string_view(at, static_cast<std::size_t>(last - at)).starts_with(text)) return false;
    first = at + text.size();
    return true;
  }
};
constexpr Sign sign(std::string_view text) { return Sign(text); }

// A quoted text, or plain words: one (as the name of a field even a window word), or as many as stand before a stop word or
// a sign.
struct NameParser : x3::parser<NameParser> {
  using attribute_type = Name;
  static constexpr bool has_attribute = true;
  enum class Take { Word, Field, Words } take;
  explicit constexpr NameParser(Take t) : take(t) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute& name) const {
    Iterator at = skip_blanks(first, last);
    if (at == last) return false;
    Session& s = session(context);
    Iterator end = at;
    if (*at == '"') {
      end = std::find(at + 1, last, '"');
      if (end == last) return false;
      x3::traits::move_to(Name{s.span(at + 1, end), true}, name);
      first = end + 1;
      s.last = s.span(at, first);
      return end != at + 1;
    }
    if (!is_word_byte(*at)) return false;
    if (at_stop(at, last) && !(take == Take::Field && names_a_field(at, last))) return false;
    do {
      end = skip_blanks(end, last);
      end += next_word(end, last).size();
    } while (take == Take::Words && continues(end, last));
    s.last = s.span(at, end);
    x3::traits::move_to(Name{s.last, false}, name);
    first = end;
    return true;
  }

 private:
  static bool continues(Iterator at, Iterator last) {
    at = skip_blanks(at, last);
    return at != last && is_word_byte(*at) && !at_stop(at, last);
  }
};
constexpr NameParser one_name(NameParser::Take::Word);
constexpr NameParser field_name(NameParser::Take::Field);
constexpr NameParser some_words(NameParser::Take::Words);

struct Comparison : x3::parser<Comparison> {
  using attribute_type = Compare;
  static constexpr bool has_attribute = true;

  template <class Context, class RContext, class Attribute>
  bool parse(Iterator& first, const Iterator& last, const Context&, RContext&, Attribute& compare) const {
    struct Form {
      std::string_view text;
      Compare compare;
      bool word;
    };
    static constexpr Form kForms[] = {
        {"<=", Compare::AtMost, false},    {">=", Compare::AtLeast, false},    {"<", Compare::Less, false},
        {">", Compare::More, false},       {"at least", Compare::AtLeast, true}, {"at most", Compare::AtMost, true},
        {"more than", Compare::More, true}, {"less than", Compare::Less, true}};
    for (const Form& form : kForms) {
      Iterator at = skip_blanks(first, last);
      const bool found = form.word ? take_keywords(at, last, form.text)
                                   : std::string_view(at, static_cast<std::size_t>(last - at)).starts_with(form.text);
      if (!found) continue;
      first = form.word ? at : at + form.text.size();
      x3::traits::move_to(form.compare, compare);
      return true;
    }
    return false;
  }
};
constexpr Comparison comparison{};

// One plain word for which `Read` gives a value.
template <class Value, class Read>
struct WordParser : x3::parser<WordParser<Value, Read>> {
  using attribute_type = Value;
  static constexpr bool has_attribute = true;
  Read read;
  explicit constexpr WordParser(Read r) : read(r) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute& attribute) const {
    Iterator at = skip_blanks(first, last);
    const std::string_view word = next_word(at, last);
    auto found = word.empty() ? std::optional<Value>{} : read(word);
    if (!found) return false;
    first = at + word.size();
    session(context).last = session(context).span(at, first);
    x3::traits::move_to(std::move(*found), attribute);
    return true;
  }
};
template <class Value>
constexpr auto word_with(std::optional<Value> (*read)(std::string_view)) {
  return WordParser<Value, std::optional<Value> (*)(std::string_view)>(read);
}

std::optional<std::string_view> date_shaped(std::string_view word) {
  const bool shaped = word.size() >= 8 && std::count(word.begin(), word.end(), '-') >= 2 &&
                      std::all_of(word.begin(), word.begin() + 4, [](char c) { return c >= '0' && c <= '9'; });
  if (!shaped) return std::nullopt;
  return word;
}

// The words between braces.
struct PhraseParser : x3::parser<PhraseParser> {
  using attribute_type = Name;
  static constexpr bool has_attribute = true;

  template <class Context, class RContext, class Attribute>
  bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute& name) const {
    const Iterator open = skip_blanks(first, last);
    if (open == last || *open != '{') return false;
    const Iterator close = std::find(open, last, '}');
    if (close == last) return false;
    const Iterator begin = skip_blanks(open + 1, close);
    Iterator end = close;
    while (end != begin && end[-1] == ' ') --end;
    Session& s = session(context);
    if (begin == end) throw Stop{Fault::EmptyPhrase, s.span(open, close + 1)};
    first = close + 1;
    s.last = s.span(open, first);
    x3::traits::move_to(Name{s.span(begin, end), true}, name);
    return true;
  }
};

// In a length of time `a week` is one week.
std::optional<std::int64_t> count_or_article(std::string_view word) {
  if (same_word(word, "a") || same_word(word, "an")) return 1;
  return parse_count(word);
}

const auto count = word_with<std::int64_t>(parse_count);
const auto length = word_with<std::int64_t>(count_or_article);
const auto unit = word_with<models::Unit>(parse_unit);
const auto number = word_with<double>(number_or_word);
const auto date_word = word_with<std::string_view>(date_shaped);

// `must(fault, p)`: p, or the text is refused for `fault` at the next word.
template <class Subject>
struct Must : x3::unary_parser<Subject, Must<Subject>> {
  using base_type = x3::unary_parser<Subject, Must<Subject>>;
  static constexpr bool is_pass_through_unary = true;
  Fault fault;
  constexpr Must(Fault f, const Subject& p) : base_type(p), fault(f) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Iterator& first, const Iterator& last, const Context& context, RContext& rcontext, Attribute& attribute) const {
    const Iterator begin = first;
    if (this->subject.parse(first, last, context, rcontext, attribute)) return true;
    const std::uint32_t at = session(context).offset(skip_blanks(begin, last));
    throw Stop{fault, {at, at}};
  }
};
template <class Subject>
constexpr auto must(Fault fault, const Subject& subject) {
  auto parser = x3::as_parser(subject);
  return Must<decltype(parser)>(fault, parser);
}

// `placed(p)`: p, and the rule's value keeps where it stood.
template <class Subject>
struct Placed : x3::unary_parser<Subject, Placed<Subject>> {
  using base_type = x3::unary_parser<Subject, Placed<Subject>>;
  static constexpr bool is_pass_through_unary = true;
  explicit constexpr Placed(const Subject& p) : base_type(p) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Iterator& first, const Iterator& last, const Context& context, RContext& rcontext, Attribute& attribute) const {
    const Iterator begin = skip_blanks(first, last);
    if (!this->subject.parse(first, last, context, rcontext, attribute)) return false;
    Iterator end = first;
    while (end != begin && end[-1] == ' ') --end;
    rcontext.place = raw_place(session(context).span(begin, end));
    return true;
  }
};
template <class Subject>
constexpr auto placed(const Subject& subject) {
  return Placed<Subject>(subject);
}

// ---- Actions --------------------------------------------------------------------------------------------------------

// Refuses with the words the action stands on.
[[noreturn]] void refuse(Fault fault, Span span) { throw Stop{fault, span}; }

// A window word misspelt would become a word of the value before it: `setting is prison withn 1 day of …`.
void check_swallowed(Session& s, const Name& value) {
  static const std::vector<std::string_view> kWindowWords = {"within", "before", "after", "between", "during", "every"};
  const Iterator end = s.text.plain().data() + s.text.plain().size();
  for (Span word = s.text.token_at(value.span.begin); word.end < value.span.end;) {
    word = s.text.token_at(word.end);
    Iterator after = s.text.plain().data() + word.end;
    const std::string_view next = next_word(skip_blanks(after, end), end);
    const bool opens = parse_count(next) || same_word(next, "event") || same_word(next, "attribute") ||
                       same_word(next, "first") || same_word(next, "last");
    if (opens && models::nearest_word(s.text.plain(word), kWindowWords, models::Closeness::Keyword)) refuse(Fault::LeftOver, word);
  }
}

Operand literal(Session& s, const Name& name) {
  if (!name.quoted) check_swallowed(s, name);
  Operand operand;
  operand.text = s.written(name);
  operand.number = number_of(s.text.plain(name.span));
  if (!name.quoted) operand.truth = truth_of(operand.text);
  if (!name.quoted) s.around.value_end = name.span.end;
  return operand;
}

// An operand for > or between: a number, `its FIELD`.
Operand numeric(Session& s, const Name& name) {
  Operand operand = literal(s, name);
  operand.number = number_or_word(s.text.plain(name.span));
  if (!operand.number) refuse(Fault::NotANumber, name.span);
  return operand;
}

// Hands each action the rule's value, the parsed attribute and the session.
template <class Function>
auto then(Function function) {
  return [function](auto& context) { function(x3::_val(context), x3::_attr(context), session(context)); };
}

// ---- Operands and field tests ---------------------------------------------------------------------------------------

const x3::rule<struct ItsOperandId, Operand> its_operand{"its"};
const auto its_operand_def =
    kw("its") >> must(Fault::MissingField, one_name)[then([](Operand& v, const Name& n, Session& s) {
      v.kind = Operand::Kind::ItsField;
      v.text = s.written(n);
    })];

const x3::rule<struct ThisOperandId, Operand> this_operand{"this"};
const auto this_operand_def =
    kw("this") >> one_name[then([](Operand& v, const Name& n, Session& s) {
      const bool own = !n.quoted && same_word(s.text.plain(n.span), "case");
      v.kind = own ? Operand::Kind::ThisCase : Operand::Kind::ThisLink;
      if (!own) v.text = s.written(n);
    })];

const x3::rule<struct LiteralOperandId, Operand> literal_operand{"literal"};
const auto literal_operand_def =
    some_words[then([](Operand& v, const Name& n, Session& s) { v = literal(s, n); })];

const x3::rule<struct OperandId, Operand> any_operand{"operand"};
const auto any_operand_def = its_operand | this_operand | literal_operand;

const x3::rule<struct NumericLiteralId, Operand> numeric_literal{"number"};
const auto numeric_literal_def =
    one_name[then([](Operand& v, const Name& n, Session& s) { v = numeric(s, n); })];

const x3::rule<struct NumericOperandId, Operand> numeric_operand{"numeric operand"};
const auto numeric_operand_def = its_operand | numeric_literal;

void add_operand(FieldTest& test, Operand& operand, Session&) { test.operands.push_back(std::move(operand)); }

void check_range(FieldTest& test, Operand& high, Session& s) {
  const auto low = test.operands.front().number;
  if (low && high.number && *low > *high.number)
    refuse(Fault::RangeOrder, s.last);
  test.operands.push_back(std::move(high));
}

const auto compare_is = [](auto kind) {
  return x3::eps[then([kind](FieldTest& v, auto&, Session&) { v.compare = kind; })];
};
const auto negate = x3::eps[then([](FieldTest& v, auto&, Session&) { v.negated = !v.negated; })];

// A comma goes on with the values only where no test begins after it: `at least 2 of (risk is one of high, low, event x)`.
const auto comparing_word = kw("is") | kw("contains") | kw("does") | kw("at least") | kw("at most") | kw("more than") |
                            kw("less than") | kw("between") | sign("<") | sign(">") | sign("=");
const auto opens_a_test = sign("{") | sign("(") | kw("not") | kw("judged") | kw("event") | kw("events") |
                          ((kw("no") | kw("at least") >> count) >> (kw("event") | kw("events") | kw("of"))) |
                          (kw("its") >> field_name >> comparing_word) | (field_name >> comparing_word);
const auto another_value = sign(",") >> !x3::omit[opens_a_test];

const auto compares_number = comparison[then([](FieldTest& v, Compare c, Session&) { v.compare = c; })] >>
                             must(Fault::NotANumber, numeric_operand)[then(add_operand)];

const auto compares_range = kw("between") >> compare_is(Compare::Between) >>
                            must(Fault::NotANumber, numeric_operand)[then(add_operand)] >>
                            must(Fault::MissingAnd, kw("and")) >>
                            must(Fault::NotANumber, numeric_operand)[then(check_range)];

// From the word after the field on: `is not one of high, very high`.
const auto field_comparison =
    (kw("is") >> -(kw("not") >> negate) >>
     ((kw("one of") >> compare_is(Compare::OneOf) >> must(Fault::MissingValue, any_operand)[then(add_operand)] >>
       *(another_value >> must(Fault::MissingValue, any_operand)[then(add_operand)])) |
      (kw("known") >> compare_is(Compare::Known)) | (kw("unknown") >> compare_is(Compare::Known) >> negate) |
      compares_number | compares_range |
      (compare_is(Compare::Is) >> must(Fault::MissingValue, any_operand)[then(add_operand)]))) |
    (-(kw("does not") >> negate) >> (kw("contains") | kw("contain")) >> compare_is(Compare::Contains) >>
     must(Fault::MissingValue, any_operand)[then(add_operand)]) |
    compares_number | compares_range;

const auto path = field_name[then([](FieldTest& v, const Name& n, Session& s) { v.path = s.written(n); })];

const x3::rule<struct FieldTestId, FieldTest> field_test{"field test"};
const auto field_test_def =
    placed(must(Fault::MissingField, path) >> must(Fault::MissingComparison, field_comparison));

// ---- Events, anchors, windows ---------------------------------------------------------------------------------------

const auto event_word = kw("event") | kw("events");

const auto event_name = one_name[then([](EventPattern& v, const Name& n, Session& s) {
  v.type = s.written(n);
  if (!n.quoted) s.around.name_end = n.span.end;
})];

const x3::rule<struct EventPatternId, EventPattern> event_pattern{"event"};
const auto event_pattern_def =
    placed(must(Fault::MissingEventName, event_name) >>
           *(kw("where") >> field_test[then([](EventPattern& v, FieldTest& t, Session&) { v.where.push_back(std::move(t)); })]));

const auto anchor_kind = [](auto kind) {
  return x3::eps[then([kind](Anchor& v, auto&, Session&) { v.kind = kind; })];
};
const auto anchor_event = event_pattern[then([](Anchor& v, EventPattern& e, Session&) { v.event = std::move(e); })];

const x3::rule<struct AnchorId, Anchor> anchor{"anchor"};
const auto anchor_def = placed(
    (event_word >> anchor_event) |
    (kw("first") >> must(Fault::MissingAnchor, event_word) >> anchor_event) |
    (kw("last") >> must(Fault::MissingAnchor, event_word) >> anchor_kind(Anchor::Kind::LastEvent) >> anchor_event) |
    (kw("attribute") >> anchor_kind(Anchor::Kind::Attribute) >>
     must(Fault::MissingField, one_name)[then([](Anchor& v, const Name& n, Session& s) { v.path = s.written(n); })]));

const x3::rule<struct DurationId, Duration> duration{"duration"};
const auto duration_def =
    length[then([](Duration& v, std::int64_t n, Session&) { v.count = n; })] >>
    unit[then([](Duration& v, models::Unit u, Session&) { v.unit = u; })];

const auto window_kind = [](auto kind) {
  return x3::eps[then([kind](TestWindow& v, auto&, Session&) { v.kind = kind; })];
};
const auto window_anchor =
    must(Fault::MissingAnchor, anchor)[then([](TestWindow& v, Anchor& a, Session&) { v.anchor = std::move(a); })];
const auto window_high =
    must(Fault::NotADuration, duration)[then([](TestWindow& v, Duration d, Session&) { v.high = d; })];

const auto within_window = kw("within") >> window_high >>
                           must(Fault::MissingDirection, (kw("of") >> window_kind(TestWindow::Kind::WithinOf)) |
                                                             (kw("after") >> window_kind(TestWindow::Kind::WithinAfter)) |
                                                             (kw("before") >> window_kind(TestWindow::Kind::WithinBefore))) >>
                           window_anchor;

// Rough length, to tell whether a window ends before it begins. Months and years are longer than their days say nothing.
std::int64_t roughly(const Duration& d) {
  static constexpr std::int64_t kSeconds[] = {1, 60, 3600, 86400, 604800, 2629746, 31556952};
  return d.count * kSeconds[static_cast<std::size_t>(d.unit)];
}

models::Time read_date(Session& s, std::string_view word) {
  if (auto time = models::parse_time(word)) return *time;
  refuse(Fault::NotADate, s.span(word.data(), word.data() + word.size()));
}

const auto low_count = count[then([](TestWindow& v, std::int64_t n, Session&) { v.low.count = n; })];
const auto low_unit = unit[then([](TestWindow& v, models::Unit u, Session&) { v.low.unit = u; })];

const auto between_durations =
    kw("between") >> low_count >>
    ((low_unit >> must(Fault::MissingAnd, kw("and")) >> window_high) |
     (must(Fault::MissingAnd, kw("and")) >> window_high >>
      x3::eps[then([](TestWindow& v, auto&, Session&) { v.low.unit = v.high.unit; })])) >>
    must(Fault::MissingDirection, (kw("before") >> window_kind(TestWindow::Kind::BetweenBefore)) |
                                      (kw("after") >> window_kind(TestWindow::Kind::BetweenAfter))) >>
    window_anchor;

const auto between_dates =
    kw("between") >> date_word[then([](TestWindow& v, std::string_view w, Session& s) { v.from = read_date(s, w); })] >>
    must(Fault::MissingAnd, kw("and")) >>
    must(Fault::NotADate, date_word)[then([](TestWindow& v, std::string_view w, Session& s) { v.to = read_date(s, w); })] >>
    window_kind(TestWindow::Kind::BetweenDates);

const auto during_window =
    kw("during") >> must(Fault::MissingPhase, some_words)[then([](TestWindow& v, const Name& n, Session& s) {
      v.kind = TestWindow::Kind::During;
      v.phase = n.span.begin;
      s.phases.push_back(n);
    })];

const x3::rule<struct WindowId, TestWindow> window{"window"};
const auto window_def = placed(
    within_window | between_dates | between_durations | (kw("between") >> must(Fault::NotADuration, !x3::eps)) |
    (kw("before") >> window_kind(TestWindow::Kind::Before) >> window_anchor) |
    (kw("after") >> window_kind(TestWindow::Kind::After) >> window_anchor) | during_window |
    (kw("in the last") >> window_kind(TestWindow::Kind::InTheLast) >> window_high));

// After a number over events `between` opens a window only where durations or dates follow: else it compares.
const auto opens_range = kw("between") >> !(date_word | (count >> -unit >> kw("and") >> count >> unit));
const auto window_of_number = !x3::omit[opens_range] >> window;

void set_window(Condition& v, TestWindow& w, Session&) {
  const Span span = raw_span(w.place);
  const bool dates = w.kind == TestWindow::Kind::BetweenDates && models::compare(w.to.end(), w.from.start()) < 0;
  const bool spans = (w.kind == TestWindow::Kind::BetweenBefore || w.kind == TestWindow::Kind::BetweenAfter) &&
                     roughly(w.high) < roughly(w.low);
  if (dates || spans) refuse(Fault::WindowOrder, span);
  if (v.kind == Condition::Kind::Cadence) refuse(Fault::WindowWithEvery, span);
  v.window = std::move(w);
}
const auto test_window = window[then(set_window)];

// ---- Numbers over events --------------------------------------------------------------------------------------------

const auto term_kind = [](auto kind) {
  return x3::eps[then([kind](NumberTerm& v, auto&, Session&) { v.kind = kind; })];
};
const auto term_events =
    event_word >> event_pattern[then([](NumberTerm& v, EventPattern& e, Session&) { v.event = std::move(e); })] >>
    -window_of_number[then([](NumberTerm& v, TestWindow& w, Session& s) {
      Condition check;
      set_window(check, w, s);
      v.window = std::move(check.window);
    })];

const auto term_field = -kw("of") >> one_name[then([](NumberTerm& v, const Name& n, Session& s) { v.path = s.written(n); })] >>
                        kw("of") >> term_events;

const x3::rule<struct EventNumberId, NumberTerm> event_number{"number over events"};
const auto event_number_def =
    (kw("first") >> term_kind(NumberTerm::Kind::First) >> term_field) |
    ((kw("latest") | kw("last")) >> term_kind(NumberTerm::Kind::Latest) >> term_field) |
    (kw("average") >> term_kind(NumberTerm::Kind::Average) >> term_field) |
    (kw("highest") >> term_kind(NumberTerm::Kind::Highest) >> term_field) |
    (kw("lowest") >> term_kind(NumberTerm::Kind::Lowest) >> term_field) |
    (kw("sum") >> term_kind(NumberTerm::Kind::Sum) >> term_field) |
    (kw("number of") >> term_kind(NumberTerm::Kind::Count) >> term_events) |
    (unit[then([](NumberTerm& v, models::Unit u, Session&) { v.unit = u; })] >> kw("from") >>
     term_kind(NumberTerm::Kind::Distance) >>
     must(Fault::MissingAnchor, anchor)[then([](NumberTerm& v, Anchor& a, Session&) { v.from = std::move(a); })] >>
     must(Fault::MissingTo, kw("to")) >>
     must(Fault::MissingAnchor, anchor)[then([](NumberTerm& v, Anchor& a, Session&) { v.to = std::move(a); })]);

const x3::rule<struct NumberLiteralId, NumberTerm> number_literal{"number"};
const auto number_literal_def =
    number[then([](NumberTerm& v, double n, Session&) { v.number = n; })];

const x3::rule<struct AttributeTermId, NumberTerm> attribute_term{"attribute"};
const auto attribute_term_def =
    one_name[then([](NumberTerm& v, const Name& n, Session& s) {
      v.kind = NumberTerm::Kind::Attribute;
      v.path = s.written(n);
    })];

const x3::rule<struct NumberSideId, NumberTerm> number_side{"number"};
const auto number_side_def =
    event_number | number_literal | (kw("attribute") >> attribute_term);

// ---- Tests ----------------------------------------------------------------------------------------------------------

const auto kind_is = [](auto kind) {
  return x3::eps[then([kind](Condition& v, auto&, Session&) { v.kind = kind; })];
};
const auto number_compare = [](auto kind) {
  return x3::eps[then([kind](Condition& v, auto&, Session&) { v.compare = kind; })];
};

void set_left(Condition& v, NumberTerm& t, Session&) { v.left = std::move(t); }
void set_right(Condition& v, NumberTerm& t, Session&) { v.right = std::move(t); }
void set_compare(Condition& v, Compare compare, Session&) { v.compare = compare; }

void set_right2(Condition& v, NumberTerm& term, Session& s) {
  const bool literals = v.right->kind == NumberTerm::Kind::Literal && term.kind == NumberTerm::Kind::Literal;
  if (literals && v.right->number > term.number) refuse(Fault::RangeOrder, s.last);
  v.right2 = std::move(term);
}

// `days from … to … <= 7 days`: the unit may be said again, but no other one.
const auto unit_again = -unit[([](auto& context) {
  const Condition& v = x3::_val(context);
  x3::_pass(context) = v.left->kind == NumberTerm::Kind::Distance && v.left->unit == x3::_attr(context);
})];

const auto right_side = must(Fault::NotANumber, number_side)[then(set_right)] >> unit_again;

const auto number_comparison =
    -kw("is") >>
    ((comparison[then(set_compare)] >> right_side) |
     (kw("between") >> number_compare(Compare::Between) >> right_side >> must(Fault::MissingAnd, kw("and")) >>
      must(Fault::NotANumber, number_side)[then(set_right2)] >> unit_again));

const auto number_equality = kw("is") >> number_compare(Compare::Is) >> right_side;

const x3::rule<struct NumberTestId, Condition> number_test{"number test"};
const auto number_test_def =
    kind_is(Condition::Kind::Number) >>
    ((event_number[then(set_left)] >> must(Fault::MissingComparison, number_comparison | number_equality)) |
     (number_literal[then(set_left)] >> comparison[then(set_compare)] >>
      must(Fault::MissingOccurrence, event_number)[then(set_right)]) |
     (attribute_term[then(set_left)] >> -kw("is") >> comparison[then(set_compare)] >> event_number[then(set_right)]));

const auto set_field = then([](Condition& v, FieldTest& t, Session&) { v.field = std::move(t); });

const x3::rule<struct AttributeTestId, Condition> attribute_test{"attribute test"};
const auto attribute_test_def =
    x3::omit[&field_name] >> kind_is(Condition::Kind::Attribute) >> field_test[set_field];

const x3::rule<struct ItsTestId, Condition> its_test{"its test"};
const auto its_test_def =
    kw("its") >> kind_is(Condition::Kind::ItsField) >> field_test[set_field];

// yes, no, partly or a number.
void add_judged(Condition& v, const Name& n, Session& s) {
  Operand operand = literal(s, n);
  operand.number = number_or_word(s.text.plain(n.span));
  operand.truth = truth_of(operand.text);
  if (!operand.number && !operand.truth && !same_word(operand.text, "partly")) refuse(Fault::JudgedValue, n.span);
  v.field.operands.push_back(std::move(operand));
}
const auto judged_value = must(Fault::JudgedValue, one_name)[then(add_judged)];

// no < partly < yes.
double rank_of(const Operand& o) { return o.number ? *o.number : o.truth ? (*o.truth ? 2 : 0) : 1; }

const auto check_judged_range = x3::eps[then([](Condition& v, auto&, Session& s) {
  if (rank_of(v.field.operands[0]) > rank_of(v.field.operands[1])) refuse(Fault::RangeOrder, s.last);
})];

const auto judged_compare = [](auto kind) {
  return x3::eps[then([kind](Condition& v, auto&, Session&) { v.field.compare = kind; })];
};
const auto judged_by =
    kw("by") >> must(Fault::MissingWho, some_words)[then([](Condition& v, const Name& n, Session& s) { v.by = s.written(n); })];

const x3::rule<struct JudgedTestId, Condition> judged_test{"judged test"};
const auto judged_test_def =
    kw("judged") >> kind_is(Condition::Kind::Judgement) >>
    ((comparison[then([](Condition& v, Compare c, Session&) { v.field.compare = c; })] >> judged_value) |
     (kw("between") >> judged_compare(Compare::Between) >> judged_value >> must(Fault::MissingAnd, kw("and")) >>
      judged_value >> check_judged_range) |
     (judged_compare(Compare::Is) >> judged_value)) >>
    -judged_by >> -test_window;

const x3::rule<struct EventTestId, Condition> event_test{"event test"};
const auto event_test_def =
    placed(event_word >> kind_is(Condition::Kind::Event) >>
           event_pattern[then([](Condition& v, EventPattern& e, Session&) { v.event = std::move(e); })] >> -test_window >>
           -(kw("every") >> must(Fault::NotADuration, duration)[then([](Condition& v, Duration d, Session&) {
               if (v.window.kind != TestWindow::Kind::None) refuse(Fault::WindowWithEvery, raw_span(v.window.place));
               v.kind = Condition::Kind::Cadence;
               v.every = d;
             })]) >>
           -test_window);

Condition negation_of(Condition&& test) {
  Condition out;
  out.kind = Condition::Kind::Not;
  out.place = test.place;
  out.parts.push_back(std::move(test));
  return out;
}

const x3::rule<struct NoEventTestId, Condition> no_event_test{"no event"};
const auto no_event_test_def =
    kw("no") >> event_test[then([](Condition& v, Condition& t, Session&) { v = negation_of(std::move(t)); })];

// `at most 2 events` is `not at least 3`: kept as that, so that there is one meaning to judge.
const auto counted_events = [](bool more, bool negated) {
  return must(Fault::MissingEvent, event_test)[then([more, negated](Condition& v, Condition& t, Session& s) {
    t.count = v.count + (more ? 1 : 0);
    if (t.count == 0) refuse(Fault::ImpossibleCount, s.last);
    v = negated ? negation_of(std::move(t)) : std::move(t);
  })];
};
const auto how_many = must(Fault::ImpossibleCount, count[then([](Condition& v, std::int64_t n, Session& s) {
  v.count = static_cast<std::uint32_t>(n);
  v.place = raw_place(s.last);  // for a message; the test's own place comes later
})]);
const auto not_none = x3::eps[then([](Condition& v, auto&, Session& s) {
  if (v.count == 0) refuse(Fault::ImpossibleCount, s.last);
})];

struct ExpressionId;
struct TermId;
const x3::rule<ExpressionId, Join> expression{"expression"};
const x3::rule<TermId, Condition> one_test{"term"};

Condition joined(Join&& join, const Session& s);

const auto list_part = expression[then([](Condition& v, Join& j, Session& s) { v.parts.push_back(joined(std::move(j), s)); })];

const auto list_of_tests = kw("of") >> kind_is(Condition::Kind::AtLeast) >> must(Fault::MissingList, sign("(")) >> list_part >>
                           *(sign(",") >> list_part) >> must(Fault::UnclosedBracket, sign(")")) >>
                           x3::eps[then([](Condition& v, auto&, Session&) {
                             if (v.count > v.parts.size()) refuse(Fault::ImpossibleCount, raw_span(v.place));
                           })];

const x3::rule<struct QuantityTestId, Condition> quantity_test{"quantity"};
const auto quantity_test_def =
    (kw("at least") >> how_many >> not_none >> (list_of_tests | counted_events(false, false))) |
    (kw("more than") >> how_many >> counted_events(true, false)) | (kw("at most") >> how_many >> counted_events(true, true)) |
    ((kw("less than") | kw("fewer than")) >> how_many >> not_none >> counted_events(false, true));

const x3::rule<struct PhraseTestId, Condition> phrase_test{"phrase"};
const auto phrase_test_def =
    PhraseParser{}[then([](Condition& v, const Name& n, Session& s) {
      v.kind = Condition::Kind::Proposition;
      v.proposition = n.span.begin;
      s.propositions.push_back(n);
    })];

const x3::rule<struct NegatedTestId, Condition> negated_test{"not"};
const auto negated_test_def =
    kw("not") >> must(Fault::ExpectedTest, one_test)[then([](Condition& v, Condition& t, Session&) { v = negation_of(std::move(t)); })];

const x3::rule<struct BracketedId, Condition> bracketed{"brackets"};
const auto bracketed_def =
    sign("(") >> expression[then([](Condition& v, Join& j, Session& s) { v = joined(std::move(j), s); })] >>
    must(Fault::UnclosedBracket, sign(")"));

const x3::rule<struct AnyTestId, Condition> any_test{"test"};
const auto any_test_def =
    negated_test | bracketed | phrase_test | judged_test | no_event_test | quantity_test | event_test | its_test | number_test |
    attribute_test;

const auto one_test_def = placed(any_test[then([](Condition& v, Condition& t, Session&) { v = std::move(t); })]);

const auto add_part = then([](Join& v, Condition& part, Session&) { v.parts.push_back(std::move(part)); });
const auto joint = [](bool or_word) {
  return x3::eps[then([or_word](Join& v, auto&, Session& s) { v.joints.emplace_back(or_word, s.last); })];
};
const auto expression_def = must(Fault::ExpectedTest, one_test)[add_part] >>
                            *(((kw("and") >> joint(false)) | (kw("or") >> joint(true))) >> must(Fault::ExpectedTest, one_test)[add_part]);

BOOST_SPIRIT_DEFINE(expression, one_test, its_operand, this_operand, literal_operand, any_operand, numeric_literal, numeric_operand, field_test, event_pattern, anchor, duration, window, event_number, number_literal, attribute_term, number_side, number_test, attribute_test, its_test, judged_test, event_test, no_event_test, quantity_test, phrase_test, negated_test, bracketed, any_test)

// ---- Joining with `and` and `or` ------------------------------------------------------------------------------------

std::string shown(const Session& s, const Condition& first, const Condition& last) {
  constexpr std::size_t kShown = 80;
  std::string words = s.text.written({raw_span(first.place).begin, raw_span(last.place).end});
  if (words.size() <= kShown) return words;
  std::size_t cut = kShown;
  while ((static_cast<unsigned char>(words[cut]) & 0xC0) == 0x80) --cut;
  return words.substr(0, cut) + " …";
}

// A list of the parts, those joined by `tight` (true: or) kept together.
std::string reading(const Join& join, bool tight, const Session& s) {
  constexpr std::size_t kRows = 8;
  std::string out = tight ? "all of these:" : "any of these:";
  std::size_t rows = 0;
  for (std::size_t first = 0; first < join.parts.size(); ++rows) {
    std::size_t last = first;
    while (last < join.joints.size() && join.joints[last].first == tight) ++last;
    if (rows < kRows) out += "\n  - " + shown(s, join.parts[first], join.parts[last]);
    first = last + 1;
  }
  if (rows > kRows) out += "\n  - …";
  return out;
}

Condition joined(Join&& join, const Session& s) {
  if (join.parts.size() == 1) return std::move(join.parts.front());
  const bool or_words = join.joints.front().first;
  const auto other = std::find_if(join.joints.begin(), join.joints.end(), [&](const auto& j) { return j.first != or_words; });
  if (other != join.joints.end())
    throw Stop{Fault::MixedAndOr, other->second, {"it may mean " + reading(join, false, s), "or it may mean " + reading(join, true, s)}};
  Condition out;
  out.kind = or_words ? Condition::Kind::Any : Condition::Kind::All;
  out.place = raw_place({raw_span(join.parts.front().place).begin, raw_span(join.parts.back().place).end});
  out.parts = std::move(join.parts);
  return out;
}

// ---- From the grammar's tree to the finished one --------------------------------------------------------------------

// Calls `f` with each part of a condition that has a place or a name to finish.
struct Walk {
  std::function<void(Place&)> place;
  std::function<void(Condition&)> condition;
  std::function<void(TestWindow&)> window;
  std::function<void(Operand&)> operand;

  void visit(Condition& c) const {
    condition(c);
    for (Condition& part : c.parts) visit(part);
    visit(c.field);
    visit(c.event);
    visit(c.window);
    for (models::Apart<NumberTerm>* term : {&c.left, &c.right, &c.right2})
      if (term->written()) visit(**term);
    place(c.place);
  }
  void visit(FieldTest& t) const {
    for (Operand& o : t.operands) operand(o);
    place(t.place);
  }
  void visit(EventPattern& e) const {
    for (FieldTest& t : e.where) visit(t);
    place(e.place);
  }
  void visit(Anchor& a) const {
    visit(a.event);
    place(a.place);
  }
  void visit(TestWindow& w) const {
    window(w);
    if (w.anchor.written()) visit(*w.anchor);
    place(w.place);
  }
  void visit(NumberTerm& n) const {
    visit(n.event);
    visit(n.window);
    visit(n.from);
    visit(n.to);
  }
};

// Positions of the names in the order written; the same name taken twice counts once.
std::vector<Name> in_order(std::vector<Name> names) {
  auto before = [](const Name& a, const Name& b) { return a.span.begin < b.span.begin; };
  auto same = [](const Name& a, const Name& b) { return a.span.begin == b.span.begin; };
  std::sort(names.begin(), names.end(), before);
  names.erase(std::unique(names.begin(), names.end(), same), names.end());
  return names;
}

std::uint32_t position_of(const std::vector<Name>& names, std::uint32_t begin) {
  const auto at = std::lower_bound(names.begin(), names.end(), begin,
                                   [](const Name& name, std::uint32_t b) { return name.span.begin < b; });
  return static_cast<std::uint32_t>(at - names.begin());
}

std::vector<Mention> mentions_of(const Session& s, const std::vector<Name>& names) {
  std::vector<Mention> out;
  for (const Name& n : names) out.push_back({s.written(n), s.text.place(n.span)});
  return out;
}

// Offsets become places, and offsets of names positions in the mentions.
template <class Value>
void finish(Value& value, Session& s, Mentions& mentions) {
  const std::vector<Name> propositions = in_order(s.propositions), phases = in_order(s.phases);
  mentions.propositions = mentions_of(s, propositions);
  mentions.phases = mentions_of(s, phases);
  Walk walk;
  walk.place = [&](Place& place) {
    if (place.known()) place = s.text.place(raw_span(place));
  };
  walk.condition = [&](Condition& c) {
    if (c.kind == Condition::Kind::Proposition) c.proposition = position_of(propositions, c.proposition);
    if (c.kind == Condition::Kind::Judgement) mentions.judged.push_back(s.text.place(raw_span(c.place)));
    if (c.kind == Condition::Kind::ItsField) mentions.its.push_back(s.text.place(raw_span(c.place)));
  };
  walk.window = [&](TestWindow& w) {
    if (w.kind == TestWindow::Kind::During) w.phase = position_of(phases, w.phase);
  };
  walk.operand = [](Operand&) {};
  if constexpr (!std::is_same_v<Value, Operand>) walk.visit(value);
}

std::optional<Stop> shape_stop(const ConditionText& text, std::size_t depth_limit) {
  if (text.ends_at(0)) return Stop{Fault::Empty, {}};
  const auto fault = find_shape_fault(text.plain(), depth_limit);
  if (!fault) return std::nullopt;
  static constexpr Fault kFaults[] = {Fault::UnclosedQuote,   Fault::UnclosedBrace, Fault::StrayBrace,
                                      Fault::UnclosedBracket, Fault::StrayBracket,  Fault::TooDeep};
  return Stop{kFaults[static_cast<std::size_t>(fault->kind)], fault->span};
}

// Runs `parser` over all of the text; throws Stop where it does not fit.
template <class Raw, class Parser>
Raw run(const Parser& parser, Session& s) {
  Raw value{};
  Iterator first = s.text.plain().data();
  const Iterator last = first + s.text.plain().size();
  const bool fits = x3::parse(first, last, x3::with<SessionTag>(std::ref(s))[parser], value);
  const std::uint32_t at = s.offset(skip_blanks(first, last));
  if (!fits) throw Stop{Fault::ExpectedTest, {at, at}};
  if (!s.text.ends_at(at)) throw Stop{Fault::LeftOver, {at, at}};
  return value;
}

// `grammar` makes a Value of a Session, or throws Stop.
template <class Value, class Grammar>
Parsed<Value> parsed(std::string_view written, const PositionMap& map, std::size_t depth_limit, const Grammar& grammar) {
  Parsed<Value> out;
  const ConditionText text(written.substr(0, kConditionBytes), map);
  Session s{text};
  try {
    const auto stop = shape_stop(text, depth_limit);
    const bool too_long = written.size() > kConditionBytes;
    if (too_long && !(stop && stop->fault == Fault::TooDeep)) throw Stop{Fault::TooLong, text.token_at(0)};
    if (stop) throw *stop;
    Value value = grammar(s);
    finish(value, s, out.mentions);
    out.value = std::move(value);
  } catch (const Stop& stop) {
    out.problems.push_back(problem_of(stop, text, s.around));
  }
  return out;
}

template <class Value, class Parser>
Parsed<Value> parsed_by(const Parser& parser, std::string_view text, const PositionMap& map) {
  return parsed<Value>(text, map, kConditionDepth, [&](Session& s) { return run<Value>(parser, s); });
}

}  // namespace

// ---- The plain functions --------------------------------------------------------------------------------------------

ParsedCondition parse_condition(std::string_view text, const PositionMap& map, std::size_t depth_limit) {
  return parsed<Condition>(text, map, depth_limit, [](Session& s) { return joined(run<Join>(expression, s), s); });
}

Parsed<Anchor> parse_anchor(std::string_view text, const PositionMap& map) {
  return parsed_by<Anchor>(must(Fault::MissingAnchor, anchor), text, map);
}

Parsed<EventPattern> parse_event_pattern(std::string_view text, const PositionMap& map) {
  const auto named = x3::rule<struct NamedEventId, EventPattern>{"event"} %= -(x3::omit[kw("event") >> &one_name]) >> event_pattern;
  return parsed_by<EventPattern>(named, text, map);
}

Parsed<FieldTest> parse_field_test(std::string_view text, const PositionMap& map) {
  return parsed_by<FieldTest>(field_test, text, map);
}

Parsed<Operand> parse_operand(std::string_view text, const PositionMap& map) {
  return parsed_by<Operand>(must(Fault::MissingValue, any_operand), text, map);
}

std::optional<std::int64_t> parse_count(std::string_view text) {
  for (std::size_t i = 0; i < std::size(kNumberWords); ++i)
    if (same_word(text, kNumberWords[i])) return static_cast<std::int64_t>(i);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = !text.empty() && text[0] != '-' && error == std::errc{} && end == text.data() + text.size();
  if (!whole || number > kLargestCount) return std::nullopt;
  return number;
}

std::optional<models::Unit> parse_unit(std::string_view word) {
  for (std::size_t i = 0; i < std::size(kUnitWords); ++i) {
    const bool plural = word.size() == kUnitWords[i].size() + 1 && (word.back() == 's' || word.back() == 'S');
    if (same_word(plural ? word.substr(0, word.size() - 1) : word, kUnitWords[i])) return static_cast<models::Unit>(i);
  }
  return std::nullopt;
}

std::optional<Duration> parse_duration(std::string_view text) {
  const std::string folded = models::fold(text);
  const std::size_t blank = folded.find(' ');
  if (blank == std::string::npos) return std::nullopt;
  const auto number = count_or_article(std::string_view(folded).substr(0, blank));
  const auto word = parse_unit(std::string_view(folded).substr(blank + 1));
  if (!number || !word) return std::nullopt;
  return Duration{*number, *word};
}

bool looks_like_condition(std::string_view written) {
  const PositionMap nowhere;
  const ConditionText text(written.substr(0, kConditionBytes), nowhere);
  if (text.ends_at(0)) return false;
  Session s{text};
  Iterator first = text.plain().data();
  const Iterator last = first + text.plain().size();
  const auto opening = *(sign("(") | kw("not")) >>
                       (sign("{") | (kw("judged") >> one_name) | (event_word >> one_name) | (kw("no") >> event_word >> one_name) |
                        ((kw("at least") | kw("at most") | kw("more than")) >> count >> (event_word | kw("of"))) |
                        ((kw("latest") | kw("first") | kw("average") | kw("highest") | kw("lowest") | kw("sum")) >> one_name >>
                         kw("of") >> event_word) |
                        (unit >> kw("from")) | (kw("its") >> field_name >> comparing_word) | (field_name >> comparing_word));
  return x3::parse(first, last, x3::with<SessionTag>(std::ref(s))[x3::omit[opening]]);
}

void resolve_mentions(Condition& condition, const std::vector<ResolvedProposition>& propositions,
                      const std::vector<models::PhaseIndex>& phases, models::PropositionIndex about) {
  std::vector<Condition*> opposites;
  Walk walk;
  walk.place = [](Place&) {};
  walk.operand = [](Operand&) {};
  walk.window = [&](TestWindow& w) {
    if (w.kind == TestWindow::Kind::During && w.phase < phases.size()) w.phase = phases[w.phase];
  };
  walk.condition = [&](Condition& c) {
    if (c.kind == Condition::Kind::Judgement) c.proposition = about;
    if (c.kind != Condition::Kind::Proposition || c.proposition >= propositions.size()) return;
    const ResolvedProposition& meant = propositions[c.proposition];
    c.proposition = meant.index;
    if (meant.opposite) opposites.push_back(&c);
  };
  walk.visit(condition);
  for (Condition* c : opposites) *c = negation_of(Condition(std::move(*c)));
}

const std::vector<std::string_view>& condition_codes() {
  static const std::vector<std::string_view> kCodes = [] {
    std::vector<std::string_view> codes;
    for (std::size_t i = 0; i < kFaultCount; ++i) codes.push_back(code_of(static_cast<Fault>(i)));
    return codes;
  }();
  return kCodes;
}

}  // namespace realist::rules
