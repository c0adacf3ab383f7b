#include "rules/statement_grammar.h"

#include <algorithm>
#include <array>
#include <boost/spirit/home/x3.hpp>
#include <utility>

#include "models/nearest.h"
#include "rules/characters.h"
#include "rules/condition_grammar.h"
#include "rules/keywords.h"

namespace realist::rules {
namespace {

namespace x3 = boost::spirit::x3;

using Iterator = const char*;
using Range = boost::iterator_range<Iterator>;

// --- Words -----------------------------------------------------------------------------------------------------------

const auto blanks = x3::omit[*x3::char_(" \1")];
const auto gap = x3::omit[+x3::char_(" \1")];
const auto word_byte = x3::char_("a-zA-Z0-9_'\x80-\xff");
const auto word_end = !(word_byte | x3::char_('-'));
auto word(const char* text) { return x3::lit(text) >> word_end; }

// --- Where a clause ends ---------------------------------------------------------------------------------------------

// What an inline join is; `if_repeated` where an `if` follows it.
struct Delimiter {
  Joint joint = Joint::Then;
  bool if_repeated = false;
  std::size_t length = 0;
};

struct JointWords : x3::symbols<Joint> {
  JointWords() { add("and", Joint::And)("or", Joint::Or)("unless", Joint::Unless)("because", Joint::Because); }
} const any_joint;

struct BlockWords : x3::symbols<Joint> {
  BlockWords() { add("unless", Joint::Unless)("because", Joint::Because); }
} const block_joint;

const auto comma_or_semicolon = x3::omit[x3::char_(",;")];
const auto then_join = -(comma_or_semicolon >> blanks) >> -(word("and") >> gap) >> word("then");
const auto and_if_join = ',' >> blanks >> word("and") >> gap >> word("if");
const auto semicolon_join = ';' >> blanks >> any_joint >> word_end;
const auto comma_join = ',' >> blanks >> block_joint >> word_end;
const auto bare_join = -(x3::omit[x3::char_(",;.")] >> blanks) >> any_joint >> word_end;
const auto repeated_if = gap >> word("if");

template <class Parser>
std::optional<Delimiter> match_joint(const Parser& parser, std::string_view plain) {
  Iterator at = plain.data();
  const Iterator end = at + plain.size();
  Delimiter out;
  if (!x3::parse(at, end, parser, out.joint)) return std::nullopt;
  if (out.joint == Joint::And || out.joint == Joint::Or) out.if_repeated = x3::parse(at, end, repeated_if);
  out.length = static_cast<std::size_t>(at - plain.data());
  return out;
}

template <class Parser>
std::optional<Delimiter> match_fixed(const Parser& parser, std::string_view plain, Joint joint, bool if_repeated) {
  Iterator at = plain.data();
  if (!x3::parse(at, plain.data() + plain.size(), parser)) return std::nullopt;
  return Delimiter{joint, if_repeated, static_cast<std::size_t>(at - plain.data())};
}

// Whether any of the rules above can match: at nearly every word none can.
bool could_delimit(std::string_view plain, bool loose) {
  switch (plain.empty() ? '\0' : plain[0]) {
    case ',':
    case ';': return true;
    case '.': return loose;
    case 't': return plain.starts_with("then");
    case 'a': return plain.starts_with("and");
    case 'o': return loose && plain.starts_with("or");
    case 'u': return loose && plain.starts_with("unless");
    case 'b': return loose && plain.starts_with("because");
    default: return false;
  }
}

// `loose`: a tag or a window stands before, after which a bare `and` joins too.
std::optional<Delimiter> match_delimiter(std::string_view plain, bool loose) {
  if (!could_delimit(plain, loose)) return std::nullopt;
  if (auto found = match_fixed(then_join, plain, Joint::Then, false)) return found;
  if (auto found = match_fixed(and_if_join, plain, Joint::And, true)) return found;
  if (auto found = match_joint(semicolon_join, plain)) return found;
  if (auto found = match_joint(comma_join, plain)) return found;
  if (!loose) return std::nullopt;
  return match_joint(bare_join, plain);
}

// `end` moved back over characters of `set`. Bytes left over ('\1') go with the character they belong to: those of a closing
// typographic quote stay.
std::size_t without_end(std::string_view plain, std::size_t begin, std::size_t end, std::string_view set) {
  while (end > begin) {
    std::size_t at = end - 1;
    while (at > begin && plain[at] == '\1') --at;
    if (set.find(plain[at]) == std::string_view::npos) break;
    end = at;
  }
  return end;
}

// --- Windows ---------------------------------------------------------------------------------------------------------

struct NumberWords : x3::symbols<std::uint32_t> {
  NumberWords() {
    add("one", 1)("two", 2)("three", 3)("four", 4)("five", 5)("six", 6)("seven", 7)("eight", 8)("nine", 9)("ten", 10)(
        "eleven", 11)("twelve", 12)("an", 1)("a", 1);
  }
} const number_words;

struct UnitWords : x3::symbols<models::Unit> {
  UnitWords() {
    using models::Unit;
    add("second", Unit::Second)("seconds", Unit::Second)("minute", Unit::Minute)("minutes", Unit::Minute)(
        "hour", Unit::Hour)("hours", Unit::Hour)("day", Unit::Day)("days", Unit::Day)("week", Unit::Week)(
        "weeks", Unit::Week)("month", Unit::Month)("months", Unit::Month)("year", Unit::Year)("years", Unit::Year);
  }
} const unit_words;

constexpr std::int64_t kLargestCount = 10'000'000;
const auto digits = x3::uint_parser<std::uint32_t, 10, 1, 8>() >> !x3::char_('.');
const auto number = (number_words | digits) >> word_end;
const auto unit = unit_words >> word_end;

using Span = std::pair<std::size_t, std::size_t>;

struct FoundPart {
  WindowPart::Kind kind = WindowPart::Kind::Within;
  models::Duration low, high;
  Span name{0, 0};
  std::size_t begin = 0, end = 0;
};

// A cursor over the plain text, for the small steps between the rules.
struct Cursor {
  std::string_view plain;
  std::size_t at = 0;

  template <class Parser, class... Out>
  bool take(const Parser& parser, Out&... out) {
    Iterator from = plain.data() + at;
    if (!x3::parse(from, plain.data() + plain.size(), parser, out...)) return false;
    at = static_cast<std::size_t>(from - plain.data());
    return true;
  }
};

bool take_count(Cursor& cursor, std::int64_t& out) {
  std::uint32_t value = 0;
  if (!cursor.take(number, value) || value > kLargestCount) return false;
  out = value;
  return true;
}

bool take_duration(Cursor& cursor, models::Duration& out) {
  const Cursor before = cursor;
  if (take_count(cursor, out.count) && cursor.take(gap >> unit, out.unit)) return true;
  cursor = before;
  return false;
}

// between 2 and 6 weeks, between 2 weeks and 2 months
bool take_between(Cursor& cursor, models::Duration& low, models::Duration& high) {
  if (!take_count(cursor, low.count)) return false;
  const bool own_unit = cursor.take(gap >> unit, low.unit);
  if (!cursor.take(gap >> word("and") >> gap) || !take_duration(cursor, high)) return false;
  if (!own_unit) low.unit = high.unit;
  return true;
}

const auto name_word = x3::omit[+(x3::char_ - x3::char_(" \1\"(),;"))];
const auto quoted_name = x3::omit['"' >> *(x3::char_ - '"') >> '"' >> *x3::char_('\1')];

// A part whose own words say that it is a window: durations and the like.
std::optional<FoundPart> match_definite(std::string_view plain, std::size_t begin) {
  using Kind = WindowPart::Kind;
  Cursor cursor{plain, begin};
  FoundPart out;
  out.begin = begin;
  bool found = false;
  if (cursor.take(word("within") >> gap)) {
    found = take_duration(cursor, out.high);
    out.kind = Kind::Within;
  } else if (cursor.take(word("after") >> gap)) {
    found = take_duration(cursor, out.low);
    out.kind = Kind::After;
  } else if (cursor.take(word("between") >> gap)) {
    found = take_between(cursor, out.low, out.high);
    out.kind = Kind::Between;
  } else if (cursor.take(word("throughout") >> gap)) {
    found = take_duration(cursor, out.high);
    out.kind = Kind::ThroughoutFor;
  } else if (cursor.take(word("on") >> gap >> word("the") >> gap >> word("same") >> gap >> word("day"))) {
    found = true;
    out.kind = Kind::SameDay;
  }
  out.end = cursor.at;
  return found ? std::optional(out) : std::nullopt;
}

// "within five dyas": a count and, as the clause's last word, what is nearly a unit of time. Gives where that word begins and
// the unit meant. "a" and "an" are no counts here: too much English looks like it ("after a week").
std::optional<std::pair<std::size_t, std::string>> near_unit(std::string_view plain, std::size_t begin) {
  Cursor cursor{plain, begin};
  if (!cursor.take((word("within") | word("after") | word("throughout")) >> gap) || cursor.take(word("a") | word("an"))) return std::nullopt;
  std::int64_t count = 0;
  if (!take_count(cursor, count) || !cursor.take(gap)) return std::nullopt;
  const std::string_view last = plain.substr(cursor.at);
  if (last.empty() || last.size() > 10 || last.find(' ') != std::string_view::npos) return std::nullopt;
  const std::vector<std::string_view> units = {"seconds", "minute", "minutes", "hour",   "hours",  "day", "days",
                                               "week",    "weeks",  "month",   "months", "year", "years"};
  const auto meant = models::nearest_word(last, units, models::Closeness::Keyword);
  if (!meant) return std::nullopt;
  return std::pair{cursor.at, std::string(*meant)};
}

// A part bound by a name that reaches to `end`; `known` says whether the theory has it.
std::optional<FoundPart> match_bound(std::string_view plain, std::size_t begin, std::size_t end, const KnownNames& names,
                                     std::string_view written, bool& known) {
  using Kind = WindowPart::Kind;
  Cursor cursor{plain.substr(0, end), begin};
  FoundPart out;
  out.begin = begin;
  out.end = end;
  const std::unordered_set<std::string>* set = &names.phases;
  if (cursor.take(word("before") >> gap)) {
    out.kind = Kind::BeforeName;
    set = &names.propositions;
    if (cursor.take(word("event") >> gap)) {
      out.kind = Kind::BeforeEvent;
      set = &names.events;
    } else if (cursor.take(word("attribute") >> gap)) {
      out.kind = Kind::BeforeAttribute;
      set = &names.attributes;
    }
  } else if (cursor.take(word("during") >> gap)) {
    out.kind = Kind::During;
  } else if (cursor.take(word("throughout") >> gap)) {
    out.kind = Kind::ThroughoutPhase;
  } else {
    return std::nullopt;
  }
  out.name = {cursor.at, end};
  std::size_t name_end = end;
  if (out.kind == Kind::BeforeEvent || out.kind == Kind::BeforeAttribute) {
    if (!cursor.take(quoted_name) && !cursor.take(name_word)) return std::nullopt;
    name_end = cursor.at;
    const bool where = out.kind == Kind::BeforeEvent && cursor.take(gap >> word("where") >> gap);
    if (!where && cursor.at != end) return std::nullopt;
  }
  known = set->count(models::fold(unquoted(trimmed(written.substr(out.name.first, name_end - out.name.first))))) != 0;
  return out;
}

constexpr std::array<std::string_view, 8> kWindowWords = {"within", "after", "between", "on", "before", "during", "throughout", "at"};

bool begins_window(std::string_view plain) {
  return std::any_of(kWindowWords.begin(), kWindowWords.end(),
                     [&](std::string_view w) { return begins_with_word(plain, w); });
}

struct FoundWindow {
  std::vector<FoundPart> parts;
  bool at_any_time = false;
  std::size_t begin = 0, end = 0;
};

const auto any_time = word("at") >> gap >> word("any") >> gap >> word("time");

// Looks for a window that ends a clause.
class WindowFinder {
 public:
  WindowFinder(std::string_view plain, std::string_view written, const KnownNames& names)
      : plain_(plain), written_(written), names_(names) {}

  // [begin, end): a clause without what follows it. Candidates: positions of words a window can begin with, ascending.
  std::optional<FoundWindow> find(std::size_t end, const std::vector<std::size_t>& candidates) const {
    constexpr std::size_t kMostCandidates = 12, kLongest = 1'000;
    const std::size_t first = candidates.size() > kMostCandidates ? candidates.size() - kMostCandidates : 0;
    for (std::size_t i = first; i < candidates.size(); ++i) {
      if (candidates[i] >= end || candidates[i] + kLongest < end) continue;
      FoundWindow out;
      out.begin = candidates[i];
      out.end = end;
      if (match(candidates[i], end, candidates, out, 0)) return out;
    }
    return std::nullopt;
  }

 private:
  bool match(std::size_t at, std::size_t end, const std::vector<std::size_t>& candidates, FoundWindow& out, int depth) const {
    if (depth > 4) return false;
    while (at < end && (plain_[at] == ' ' || plain_[at] == '\1' || plain_[at] == ',')) ++at;
    if (at == end) return depth > 0;
    Cursor cursor{plain_.substr(0, end), at};
    if (cursor.take(any_time)) {
      out.at_any_time = true;
      return match(cursor.at, end, candidates, out, depth + 1);
    }
    if (const auto part = match_definite(plain_.substr(0, end), at)) {
      out.parts.push_back(*part);
      if (match(part->end, end, candidates, out, depth + 1)) return true;
      out.parts.pop_back();
    }
    return match_named(at, end, end, candidates, out, depth) ||
           std::any_of(candidates.begin(), candidates.end(), [&](std::size_t stop) {
             return stop > at && stop < end && match_named(at, stop, end, candidates, out, depth);
           });
  }

  bool match_named(std::size_t at, std::size_t stop, std::size_t end, const std::vector<std::size_t>& candidates,
                   FoundWindow& out, int depth) const {
    stop = without_end(plain_, at, stop, " ,");
    bool known = false;
    const auto part = match_bound(plain_, at, stop, names_, written_, known);
    if (!part || !known) return false;
    out.parts.push_back(*part);
    if (match(stop, end, candidates, out, depth + 1)) return true;
    out.parts.pop_back();
    return false;
  }

  std::string_view plain_, written_;
  const KnownNames& names_;
};

// --- Tags ------------------------------------------------------------------------------------------------------------

struct TagWords : x3::symbols<Tag::Kind> {
  TagWords() {
    add("evidence", Tag::Kind::Evidence)("evidence from", Tag::Kind::Evidence)("supported by", Tag::Kind::Evidence)(
        "source", Tag::Kind::Source)("sources", Tag::Kind::Source);
  }
} const tag_words;

const auto tag_keyword = tag_words >> blanks >> ':' >> blanks;
const auto between_sources =
    blanks >> (x3::omit[x3::char_(",;")] | word("and") | word("from") | (word("supported") >> gap >> word("by")) | word("also") |
               (word("evidence") >> -(blanks >> ':')));
const auto source_line = blanks >> -x3::omit[x3::char_(",;")] >> blanks >> x3::lit("line") >> -x3::lit('s') >> blanks >> x3::uint_ >>
                         -(blanks >> -(x3::lit('-') | "to" | "and") >> blanks >> x3::uint_) >> blanks;

bool word_begins(std::string_view plain, std::size_t at) {
  return at == 0 || !(is_plain_word_byte(plain[at - 1]) || !is_ascii(plain[at - 1]));
}

// "2 case studies": a number before the source's name.
models::Evidence evidence_of(const Text& item) {
  const std::string plain = plain_of(item.text);
  Cursor cursor{plain};
  std::uint32_t count = 0;
  constexpr std::uint32_t kMostStudies = 999;
  if (!is_quoted(item.text) && cursor.take(number >> gap, count) && count > 0 && count <= kMostStudies &&
      cursor.at < plain.size())
    return {item.text.substr(cursor.at), count};
  return {std::string(unquoted(item.text)), 1};
}

std::vector<models::Evidence> read_evidence(const Text& text) {
  std::vector<models::Evidence> out;
  const std::string plain = plain_of(text.text);
  Cursor cursor{plain};
  std::size_t begin = 0;
  auto close = [&](std::size_t end) {
    const Text item = text.part(begin, end);
    if (!item.empty()) out.push_back(evidence_of(item));
  };
  while (cursor.at < plain.size()) {
    const std::size_t at = cursor.at;
    if (plain[at] == '"' && cursor.take(quoted_name)) continue;
    const bool could_part = word_begins(plain, at) || plain[at] == ',' || plain[at] == ';';
    if (could_part && cursor.take(between_sources)) {
      close(at);
      begin = cursor.at;
    } else {
      ++cursor.at;
    }
  }
  close(plain.size());
  return out;
}

models::SourceReference read_source(const Text& text) {
  models::SourceReference out;
  const std::string plain = plain_of(text.text);
  std::size_t document_end = plain.size();
  for (std::size_t at = plain.rfind("line"); at != std::string::npos && at > 0; at = plain.rfind("line", at - 1)) {
    Cursor cursor{plain, at};
    while (cursor.at > 0 && std::string_view(" \1,;").find(plain[cursor.at - 1]) != std::string_view::npos) --cursor.at;
    const std::size_t begin = cursor.at;
    Iterator i = plain.data() + begin;
    std::vector<std::uint32_t> lines;
    if (x3::parse(i, plain.data() + plain.size(), source_line, lines) && i == plain.data() + plain.size() && !lines.empty()) {
      out.line = lines.front();
      out.last_line = std::max(lines.front(), lines.back());
      document_end = begin;
      break;
    }
  }
  out.document = std::string(unquoted(text.part(0, document_end).text));
  return out;
}

// A tag that shares its bracket with other words, given brackets of its own.
Text in_brackets(Text tag, char open) {
  tag.text = open + tag.text + (open == '[' ? ']' : ')');
  for (std::size_t i = 1; i < tag.pieces.size(); ++i) ++tag.pieces[i].offset;
  return tag;
}

// The tags in a bracket's inside; `before` is where the first one begins.
std::vector<Tag> tags_inside(const Text& row, std::string_view plain, std::size_t begin, std::size_t end,
                             std::size_t& before) {
  struct Found {
    Tag::Kind kind;
    std::size_t begin, content;
  };
  std::vector<Found> found;
  Cursor cursor{plain.substr(0, end), begin};
  int depth = 0;  // a bracket inside has its own content
  while (cursor.at < end) {
    const std::size_t at = cursor.at;
    if (plain[at] == '(' || plain[at] == '[') ++depth;
    if ((plain[at] == ')' || plain[at] == ']') && depth > 0) --depth;
    Tag::Kind kind = Tag::Kind::Evidence;
    const bool same = !found.empty() && found.back().kind == Tag::Kind::Evidence;
    if (depth == 0 && (plain[at] == 'e' || plain[at] == 's') && word_begins(plain, at) && cursor.take(tag_keyword, kind)) {
      if (!(same && kind == Tag::Kind::Evidence)) found.push_back({kind, at, cursor.at});
    } else {
      ++cursor.at;
    }
  }
  std::vector<Tag> tags;
  before = found.empty() ? end : found.front().begin;
  for (std::size_t i = 0; i < found.size(); ++i) {
    std::size_t stop = i + 1 < found.size() ? found[i + 1].begin : end;
    stop = without_end(plain, found[i].content, stop, " ,;");
    const Text content = row.part(found[i].content, std::max(stop, found[i].content));
    Tag tag;
    tag.kind = found[i].kind;
    const bool alone = found.size() == 1 && row.part(begin, before).empty();
    tag.text = alone ? row.part(begin - 1, std::min(end + 1, row.text.size()))
                     : in_brackets(row.part(found[i].begin, std::max(stop, found[i].content)), row.text[begin - 1]);
    if (tag.kind == Tag::Kind::Evidence) tag.evidence = read_evidence(content);
    else tag.source = read_source(content);
    tags.push_back(std::move(tag));
  }
  return tags;
}

// --- Cutting ---------------------------------------------------------------------------------------------------------

// For every bracket the position of its partner; npos where it has none; nothing at all where no bracket opens. Quotes are not looked at: published text has
// them unpaired more often than brackets.
std::vector<std::size_t> pair_brackets(std::string_view plain) {
  if (plain.find('(') == std::string_view::npos && plain.find('[') == std::string_view::npos) return {};
  std::vector<std::size_t> partner(plain.size(), std::string_view::npos);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const char c = plain[i];
    if (c == '(' || c == '[') open.push_back(i);
    if ((c == ')' || c == ']') && !open.empty() && plain[open.back()] == (c == ')' ? '(' : '[')) {
      partner[open.back()] = i;
      open.pop_back();
    }
  }
  return partner;
}

// A set of small letters.
constexpr std::uint32_t letters(std::string_view text) {
  std::uint32_t out = 0;
  for (const char c : text) out |= std::uint32_t{1} << (c - 'a');
  return out;
}

class RowCutter {
 public:
  RowCutter(const Text& row, Joint first, bool in_step, const KnownNames& names, bool joins = true)
      : row_(row), plain_(plain_of(row.text)), finder_(plain_, row.text, names), names_(names),
        partner_(pair_brackets(plain_)), step_(in_step || first == Joint::Then), joins_(joins) {
    out_.emplace_back().joint = first;
  }

  std::vector<Segment> cut() {
    while (at_ < plain_.size()) {
      if (tagged_at_ == 0) skip_words();
      if (at_ < plain_.size()) advance();
    }
    close(plain_.size());
    return std::move(out_);
  }

 private:
  void skip_words();
  void advance();
  bool skip_quotes();
  bool take_bracket();
  void take_inner_tags(std::size_t close, std::size_t& before);
  bool take_delimiter();
  void take_after_tag();
  void begin_segment(const Delimiter& delimiter);
  void close(std::size_t end);
  void find_false_windows(std::size_t end);
  std::size_t content_end(std::size_t end) const;
  Segment& segment() { return out_.back(); }
  std::string_view rest() const { return std::string_view(plain_).substr(at_); }

  const Text& row_;
  std::string plain_;
  WindowFinder finder_;
  const KnownNames& names_;
  std::vector<std::size_t> partner_;
  bool step_, joins_;
  std::vector<Segment> out_;               // the last one is being read
  std::size_t at_ = 0, begin_ = 0;
  std::size_t tagged_at_ = 0;              // where the segment's first tag begins; 0: none yet
  char reopened_ = 0;                      // the bracket that words of the phrase share with that tag; 0: none
  std::vector<std::size_t> candidates_;    // where the segment's words could begin a window
  std::vector<std::pair<std::size_t, std::size_t>> removed_;
};

// Past words that neither join nor begin a window, by their first letter.
void RowCutter::skip_words() {
  constexpr std::uint32_t kOpenings = letters("abdotuw");
  for (; at_ < plain_.size(); ++at_) {
    const char c = plain_[at_];
    if (c == ' ') continue;
    if (!is_plain_word_byte(c)) return;
    const bool inside = at_ != 0 && is_plain_word_byte(plain_[at_ - 1]);
    if (!inside && c >= 'a' && (kOpenings >> (c - 'a') & 1) != 0) return;
  }
}

void RowCutter::advance() {
  const char c = plain_[at_];
  if (tagged_at_ != 0) return take_after_tag();
  if (c == '"' && skip_quotes()) return;
  if ((c == '(' || c == '[') && take_bracket()) return;
  const bool starts_word = word_begins(plain_, at_) && is_word_start(rest().substr(0, 4));
  if (joins_ && (starts_word || c == ',' || c == ';') && take_delimiter()) return;
  if (joins_ && starts_word && begins_window(rest().substr(0, 16))) candidates_.push_back(at_);
  if (c == '.' && at_ + 2 < plain_.size() && plain_[at_ + 1] == ' ' && at_ > begin_ + 3) {
    const char next = row_.text[std::min(plain_.find_first_not_of(" \1", at_ + 1), plain_.size() - 1)];
    const bool word_before = plain_[at_ - 1] >= 'a' && plain_[at_ - 1] <= 'z' && plain_[at_ - 2] >= 'a' &&
                             plain_[at_ - 2] <= 'z' && plain_[at_ - 3] >= 'a' && plain_[at_ - 3] <= 'z';
    if (next >= 'A' && next <= 'Z' && word_before) segment().second_sentence = true;
  }
  ++at_;
}

// To after the partner of a quote; false where it has none.
bool RowCutter::skip_quotes() {
  const std::size_t close = plain_.find('"', at_ + 1);
  if (close == std::string::npos) {
    if (segment().unclosed_quote.empty()) segment().unclosed_quote = row_.part(at_, plain_.size());
    return false;
  }
  at_ = close + 1;
  return true;
}

bool RowCutter::take_bracket() {
  const std::size_t close = partner_[at_];
  if (close == std::string_view::npos) return false;
  const auto inside = std::string_view(plain_).substr(at_ + 1, close - at_ - 1);
  std::size_t before = 0;
  if (is_tag_content(inside)) segment().tags = tags_inside(row_, plain_, at_ + 1, close, before);
  else take_inner_tags(close, before);
  if (!segment().tags.empty()) {
    const std::size_t words_end = without_end(plain_, at_ + 1, before, " ,;");
    tagged_at_ = words_end > at_ + 1 ? words_end : at_;
    if (words_end > at_ + 1) reopened_ = plain_[at_];
    if (tagged_at_ == 0) tagged_at_ = std::string::npos;
  }
  at_ = close + 1;
  return true;
}

// "(words (evidence: trial))": a bracket that is nothing but tags, at the end of another one; `before` is where it opens.
void RowCutter::take_inner_tags(std::size_t close, std::size_t& before) {
  const std::size_t inner_close = without_end(plain_, at_ + 1, close, " ") - 1;
  const auto opened = std::find(partner_.begin() + static_cast<std::ptrdiff_t>(at_) + 1, partner_.end(), inner_close);
  if (inner_close <= at_ || opened == partner_.end()) return;
  const auto inner = static_cast<std::size_t>(opened - partner_.begin());
  if (!is_tag_content(std::string_view(plain_).substr(inner + 1, inner_close - inner - 1))) return;
  auto tags = tags_inside(row_, plain_, inner + 1, inner_close, before);
  if (!row_.part(inner + 1, before).empty()) return;
  segment().tags = std::move(tags);
  before = inner;
}

bool RowCutter::take_delimiter() {
  if (out_.size() >= kMostSegments) return false;
  auto found = match_delimiter(rest(), false);
  if (!found && step_ && !candidates_.empty() && at_ - begin_ <= 20'000) {
    found = match_delimiter(rest(), true);
    if (found && !finder_.find(content_end(at_), candidates_)) found.reset();
  }
  if (!found) return false;
  close(at_);
  begin_segment(*found);
  return true;
}

// After a tag: another tag, a join, the end; anything else is left over.
void RowCutter::take_after_tag() {
  while (at_ < plain_.size() && std::string_view(" \1").find(plain_[at_]) != std::string_view::npos) ++at_;
  if (at_ == plain_.size()) return;
  const std::size_t close_at = plain_[at_] == '(' || plain_[at_] == '[' ? partner_[at_] : std::string::npos;
  if (close_at != std::string::npos &&
      is_tag_content(std::string_view(plain_).substr(at_ + 1, close_at - at_ - 1))) {
    std::size_t before = 0;
    auto tags = tags_inside(row_, plain_, at_ + 1, close_at, before);
    segment().tags.insert(segment().tags.end(), std::make_move_iterator(tags.begin()), std::make_move_iterator(tags.end()));
    at_ = close_at + 1;
    return;
  }
  if (const auto found = joins_ ? match_delimiter(rest(), true) : std::nullopt) {
    close(at_);
    begin_segment(*found);
    return;
  }
  if (std::string_view(",;.:").find(plain_[at_]) != std::string_view::npos) {
    segment().after_semicolon = plain_[at_] == ';';
    ++at_;
    return;
  }
  // To the next join, or the end.
  std::size_t stop = at_ + 1;
  while (stop < plain_.size()) {
    const bool could_join = word_begins(plain_, stop) || plain_[stop] == ',' || plain_[stop] == ';';
    if (joins_ && could_join && match_delimiter(std::string_view(plain_).substr(stop), false)) break;
    ++stop;
  }
  if (stop < plain_.size() || !segment().after_tag.empty()) segment().after_semicolon = false;
  if (segment().after_tag.empty()) segment().after_tag = row_.part(at_, stop);
  at_ = stop;
}

void RowCutter::begin_segment(const Delimiter& delimiter) {
  out_.emplace_back().joint = delimiter.joint;
  segment().if_repeated = delimiter.if_repeated;
  std::size_t from = at_;
  while (std::string_view(",;. \1").find(plain_[from]) != std::string_view::npos) ++from;
  at_ += delimiter.length;
  segment().keyword = row_.place(from, at_);
  begin_ = at_;
  tagged_at_ = 0;
  candidates_.clear();
  if (delimiter.joint == Joint::Then) step_ = true;
  if (delimiter.joint == Joint::Unless || delimiter.joint == Joint::Because) step_ = false;
}

// Where a clause's words end: blanks, one full stop, commas and semicolons are punctuation round it.
std::size_t RowCutter::content_end(std::size_t end) const {
  const auto skip = [&](std::string_view set) { end = without_end(plain_, begin_, end, set); };
  skip(" ,;");
  const auto words = std::string_view(plain_).substr(begin_, end - begin_);
  const bool short_form = words.ends_with("etc.") || words.ends_with("..") || words.ends_with("e.g.") || words.ends_with("i.e.");
  if (words.ends_with('.') && !short_form) --end;
  skip(" ,;");
  return end;
}

void RowCutter::find_false_windows(std::size_t end) {
  constexpr std::size_t kMost = 3;
  for (std::size_t candidate : candidates_) {
    if (candidate >= end || segment().false_windows.size() >= kMost) break;
    const auto inside = std::string_view(plain_).substr(0, end);
    if (const auto part = match_definite(inside, candidate)) {
      segment().false_windows.push_back({row_.part(part->begin, part->end), false, {}, {}});
      continue;
    }
    if (const auto near = near_unit(inside, candidate)) {
      segment().false_windows.push_back({row_.part(candidate, end), false, row_.part(near->first, end), near->second});
      continue;
    }
    constexpr std::size_t kLongestBound = 60;
    bool known = false;
    if (!step_ || end - candidate > kLongestBound) continue;
    if (const auto part = match_bound(plain_, candidate, end, names_, row_.text, known); part && !known)
      segment().false_windows.push_back({row_.part(part->begin, part->end), true, {}, {}});
  }
}

void RowCutter::close(std::size_t end) {
  if (tagged_at_ != 0) end = tagged_at_ == std::string::npos ? 0 : tagged_at_;
  const char reopened = std::exchange(reopened_, '\0');
  end = std::max(content_end(end), begin_);
  std::size_t words_end = end;
  if (step_ && reopened == 0 && !candidates_.empty()) {
    if (const auto window = finder_.find(end, candidates_)) {
      words_end = std::max(content_end(window->begin), begin_);
      segment().at_any_time = window->at_any_time;
      segment().window_text = row_.part(window->begin, window->end);
      for (const FoundPart& part : window->parts)
        segment().window.push_back({part.kind, part.low, part.high, row_.part(part.name.first, part.name.second),
                                   row_.part(part.begin, part.end)});
    }
  }
  find_false_windows(words_end);
  segment().words = row_.part(begin_, words_end);
  // Words before the tag in the same bracket are the phrase's, in a bracket of their own.
  if (reopened != 0) segment().words.text += reopened == '[' ? ']' : ')';
}

// --- Heads -----------------------------------------------------------------------------------------------------------

struct RoleWords : x3::symbols<models::Role> {
  RoleWords() {
    using models::Role;
    add("context", Role::Context)("resource", Role::Resource)("reasoning", Role::Reasoning)("mechanism", Role::Mechanism)(
        "outcome", Role::Outcome);
  }
} const role_words;

struct ListWords : x3::symbols<ClauseSyntax::Kind> {
  ListWords() {
    using Kind = ClauseSyntax::Kind;
    add("all", Kind::All)("any", Kind::Any)("none", Kind::None);
  }
} const list_words;

const auto role_tag = '(' >> blanks >> role_words >> blanks >> ')' >> blanks;
const auto english_not = word("only") | word("just") | word("least") | word("until") | word("surprisingly");
const auto not_word = word("not") >> gap >> !english_not;
const auto previously_word = word("previously") >> gap;
const auto of_colon = gap >> word("of") >> blanks >> (':' | x3::eoi) >> blanks;
const auto list_open = list_words >> of_colon;
const auto at_least_open = word("at") >> gap >> word("least") >> gap >> number >> of_colon;

void read_list_open(Cursor& cursor, ClauseHead& head) {
  ClauseSyntax::Kind kind = ClauseSyntax::Kind::All;
  if (cursor.take(list_open, kind)) head.list = kind;
  else if (cursor.take(at_least_open, head.count)) head.list = ClauseSyntax::Kind::AtLeast;
}

// What plain_of makes of each ASCII character.
constexpr std::array<char, 128> kPlain = [] {
  std::array<char, 128> out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    const char c = static_cast<char>(i);
    out[i] = c == '\1' || (c >= 9 && c <= 13) ? ' ' : lower_ascii(c);
  }
  return out;
}();

}  // namespace

std::string plain_of(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; at < out.size();) {
    if (is_ascii(out[at])) {
      out[at] = kPlain[static_cast<unsigned char>(out[at])];
      ++at;
      continue;
    }
    const std::string_view rest = text.substr(at);
    const std::size_t blank = blank_at_start(rest), quote = any_quote_at_start(rest), dash = dash_at_start(rest);
    if (const std::size_t size = std::max({blank, quote, dash})) {
      std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(at), size, '\1');
      out[at] = blank != 0 ? ' ' : quote != 0 ? '"' : '-';
      at += size;
    } else {
      at += character_at_start(rest);
    }
  }
  return out;
}

std::vector<Segment> cut_clauses(const Text& row, Joint first, bool in_step, const KnownNames& names) {
  return RowCutter(row, first, in_step, names).cut();
}

Segment cut_tags(const Text& row) {
  static const KnownNames none;
  return std::move(RowCutter(row, Joint::Start, false, none, false).cut().front());
}

std::vector<Tag> read_tags(const Text& row, Text& rest) {
  std::vector<Tag> out;
  const std::string plain = plain_of(row.text);
  const std::vector<std::size_t> partner = pair_brackets(plain);
  std::size_t at = 0;
  while (at < plain.size()) {
    if (std::string_view(" \1.,;").find(plain[at]) != std::string_view::npos) {
      ++at;
      continue;
    }
    const bool opens = plain[at] == '(' || plain[at] == '[';
    std::size_t close = opens ? partner[at] : std::string::npos;
    if (opens && close == std::string::npos && out.empty()) close = plain.size();
    if (close == std::string::npos) break;
    std::size_t before = 0;
    auto tags = tags_inside(row, plain, at + 1, close, before);
    if (tags.empty()) break;
    out.insert(out.end(), std::make_move_iterator(tags.begin()), std::make_move_iterator(tags.end()));
    at = std::min(close + 1, plain.size());
  }
  rest = row.part(std::min(at, plain.size()), plain.size());
  return out;
}

ClauseHead read_clause_head(std::string_view words, bool step) {
  constexpr std::size_t kLongest = 200;
  ClauseHead head;
  // What no head begins with, which is nearly every clause.
  if (words.empty() || std::string_view("(npa").find(lower_ascii(words[0])) == std::string_view::npos) return head;
  const std::string plain = plain_of(cut(words, kLongest));
  Cursor cursor{plain};
  for (bool again = true; again;) {
    models::Role role = models::Role::Context;
    again = false;
    if (step && !head.role && cursor.take(role_tag, role)) head.role = role, again = true;
    else if (!head.negated && cursor.take(not_word)) head.negated = again = true;
    else if (step && !head.previously && cursor.take(previously_word)) head.previously = again = true;
  }
  read_list_open(cursor, head);
  head.end = cursor.at;
  return head;
}

bool ends_before_it_begins(const models::Duration& low, const models::Duration& high) {
  constexpr std::int64_t seconds[] = {1, 60, 3600, 86'400, 7 * 86'400, 30 * 86'400, 365 * 86'400};
  const auto size = [&](const models::Duration& d) { return d.count * seconds[static_cast<std::size_t>(d.unit)]; };
  return size(low) > size(high);
}

}  // namespace realist::rules
