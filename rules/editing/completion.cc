#include "rules/editing/completion.h"

#include <algorithm>
#include <set>

#include "models/verdict.h"
#include "rules/characters.h"
#include "rules/reporter.h"
#include "rules/rows.h"
#include "rules/source_text.h"
#include "rules/statement_grammar.h"

namespace realist::rules {
namespace {

using Kind = Offer::Kind;
using Use = Word::Use;
using Next = ConditionEnd::Next;

struct Template {
  std::string_view label, insert, detail;
};

constexpr Template kItems[] = {
    {"If", "If ${1:condition}\nthen ${2:what follows}", "a statement, judged once"},
    {"Whenever", "Whenever ${1:condition}\nthen ${2:what follows}", "a statement, judged each time"},
    {"Only if", "Only if ${1:what is needed}\nthen ${2:what it is needed for}", "what is needed"},
    {"Context", "Context: ${1:phrase}\n  observed when ${2:condition}", "declares a context"},
    {"Resource", "Resource: ${1:phrase}\n  observed when ${2:condition}", "declares what is offered"},
    {"Reasoning", "Reasoning: ${1:phrase}\n  observed when judged at least partly", "declares a response"},
    {"Mechanism", "Mechanism: ${1:phrase}", "declares a mechanism, undivided"},
    {"Outcome", "Outcome: ${1:phrase}\n  observed when ${2:condition}", "declares an outcome"},
    {"Phase", "Phase ${1:name}: from event ${2:event} until event ${3:event}", "a stretch of time"},
    {"Example", "Example: ${1:title}\n  Given ${2:event} on ${3:2016-05-01}\n  Expect ${4:LABEL} fired", "a small case and what is expected of it"},
    {"Include", "Include \"${1:file.theory}\"", "brings another file"},
    {"Theory:", "Theory: $1", "the theory's name"},
    {"Version:", "Version: $1", ""},
    {"Case:", "Case: $1", "the kind of record that is judged"},
    {"Author:", "Author: $1", ""},
    {"Default window:", "Default window: ${1:28 days}", "closes steps that have none"},
    {"Not applicable when:", "Not applicable when: $1", "where the theory does not speak"},
    {"Events: may be missing", "Events: may be missing", "an event that is not recorded is unknown"},
    {"Vocabulary: strict", "Vocabulary: strict", "every phrase has to be declared"}};
constexpr Template kStatement[] = {{"then", "then $1", "the next step"},
                                   {"and", "and $1", "another one at this level"},
                                   {"or", "or $1", "another one at this level"},
                                   {"unless", "unless $1", "what stops it"},
                                   {"because", "because $1", "the reason"},
                                   {"otherwise", "otherwise $1", "what follows where it fails"},
                                   {"(evidence: …)", "(evidence: $1)", "where it comes from"},
                                   {"(source: …)", "(source: \"$1\", line $2)", "where it was published"},
                                   {"note:", "note: $1", "a remark"}};
constexpr Template kDeclaration[] = {{"observed when", "observed when $1", "what would be seen"},
                                     {"also:", "also: $1", "another phrase for it"},
                                     {"opposite:", "opposite: $1", "a phrase for its negation"},
                                     {"level:", "level: ${1|individual,interpersonal,institutional,infrastructural|}", ""},
                                     {"of:", "of: $1", "the kind of record it is about"},
                                     {"actor:", "actor: $1", "who does it"},
                                     {"membership:", "membership: out $1, crossover $2, in $3", "from which number on it counts, and how much"},
                                     {"note:", "note: $1", "a remark"},
                                     {"(evidence: …)", "(evidence: $1)", "where it comes from"}};
constexpr Template kExample[] = {{"Given", "Given $1", "a fact"},
                                 {"And", "And $1", "another one"},
                                 {"As of", "As of ${1:2016-06-01}", "when it is judged"},
                                 {"Expect", "Expect $1", "what is expected"}};
constexpr Template kClause[] = {{"not", "not ", ""},
                                {"all of:", "all of:\n- $1", "a list"},
                                {"any of:", "any of:\n- $1", "a list"},
                                {"none of:", "none of:\n- $1", "a list"},
                                {"at least … of:", "at least ${1:2} of:\n- $2", "a list"}};
constexpr Template kStep[] = {{"(resource)", "(resource) ", "what is offered"},
                              {"(reasoning)", "(reasoning) ", "how people respond"},
                              {"(mechanism)", "(mechanism) ", ""},
                              {"(outcome)", "(outcome) ", ""},
                              {"previously", "previously ", "has to have been before"}};
constexpr Template kTests[] = {{"event", "event $1", "it happened"},
                               {"no event", "no event $1", "it did not happen"},
                               {"at least … events", "at least ${1:2} events $2", ""},
                               {"at least 1 event … every", "at least 1 event ${1:name} every ${2:7 days}", "again and again"},
                               {"judged yes", "judged yes", "somebody says so"},
                               {"judged at least partly", "judged at least partly", "somebody says so, or partly"},
                               {"judged at least", "judged at least ${1:4}", "a rating"},
                               {"not", "not ", ""},
                               {"number of events", "number of events ${1:name} >= ${2:3}", ""},
                               {"latest", "latest ${1:field} of event ${2:name} < first ${1:field} of event ${2:name}", "a number that changes"},
                               {"days from", "days from event ${1:name} to event ${2:name} <= ${3:7}", "a distance"}};
constexpr Template kAfterTest[] = {{"is", "is $1", ""},
                                   {"is one of", "is one of $1", ""},
                                   {"is known", "is known", ""},
                                   {"at least", "at least $1", ""},
                                   {"at most", "at most $1", ""},
                                   {"contains", "contains $1", "a list that has it"},
                                   {"where", "where ${1:field} is ${2:value}", "a field of the event"},
                                   {"within", "within ${1:14 days} of event ${2:name}", ""},
                                   {"before event", "before event $1", ""},
                                   {"after event", "after event $1", ""},
                                   {"in the last", "in the last ${1:21 days}", ""},
                                   {"during", "during $1", "in a phase"},
                                   {"every", "every ${1:7 days}", "again and again"},
                                   {"and", "and ", "another test"},
                                   {"or", "or ", "another test"}};
constexpr Template kFacts[] = {{"event", "event ${1:name} on ${2:2016-05-01}", "something that happened"},
                               {"judged", "judged \"${1:phrase}\" ${2|yes,no,partly|} on ${3:2016-05-01}", "what somebody says of a phrase"},
                               {"opened on", "opened on ${1:2016-05-01}", "when the record begins"},
                               {"closed on", "closed on ${1:2016-06-01} because ${2:completed}", "when it ends"},
                               {"paused from", "paused from ${1:2016-05-01} to ${2:2016-05-10}", ""},
                               {"link", "link ${1:kind} ${2:id}", "another record"},
                               {"events may be missing", "events may be missing", ""}};

// Whether words need double quotes where a name of one word stands.
bool needs_quotes(std::string_view words) {
  return !std::all_of(words.begin(), words.end(), [](char c) { return is_plain_word_byte(c) || !is_ascii(c) || c == '-' || c == '.'; });
}

class Offering {
 public:
  Offering(std::string_view before, std::uint32_t first_line, std::uint32_t line, std::uint32_t column, const Lexicon& names, const DataWords& data)
      : names_(names), data_(data), source_(before, "", 0, {}), line_(line), column_(column), row_line_(line - first_line) {
    reporter_.add_file(source_);
    rows_ = cut_rows(source_, {}, reporter_);
    if (row_line_ < source_.line_count()) written_ = source_.line(row_line_);
    out_.replace = {0, line, column, line, column};
  }

  Offers find() {
    const Row* row = rows_.items.empty() ? nullptr : &rows_.items.back().rows.back();
    if (!rows_.items.empty() && rows_.items.back().rows.empty()) row = nullptr;
    const bool here = row != nullptr && row->last_line == row_line_ && !trimmed(written_).empty();
    const bool in_keyword = here && (row->start.kind == RowKind::Plain || row->guessed || !blank_follows(*row));
    if (!here || in_keyword) line_start();
    else inside(*row);
    return std::move(out_);
  }

 private:
  // Something stands after the row's keyword, if only a blank. The one word of a line that goes on with the phrase above could
  // become a keyword.
  bool blank_follows(const Row& row) const {
    if (row.first_line != row_line_) return trimmed(written_).size() != partial().size();
    if (row.start.kind == RowKind::Tag || row.start.kind == RowKind::Dash) return true;
    return written_.size() > row.start.end || (row.start.end > 0 && row.start.end <= written_.size() && written_[row.start.end - 1] == ':');
  }

  // Takes the last `bytes` of the line for what is written already.
  void replace_back(std::size_t bytes) {
    out_.replace.column = column_ - static_cast<std::uint32_t>(count_characters(written_.substr(written_.size() - std::min(bytes, written_.size()))));
  }
  // From the quote that is open, else the last blank or sign on.
  std::string_view partial() const {
    std::size_t begin = written_.size();
    while (begin > 0 && std::string_view(" \t(){},<>=\"").find(written_[begin - 1]) == std::string_view::npos) --begin;
    return written_.substr(begin);
  }
  bool in_quotes() const { return std::count(written_.begin(), written_.end(), '"') % 2 == 1; }

  void offer(Kind kind, std::string label, std::string insert, std::string detail = {}) {
    constexpr std::size_t kMost = 20'000;
    if (out_.offers.size() < kMost) out_.offers.push_back({kind, std::move(label), std::move(insert), std::move(detail)});
  }
  template <std::size_t N>
  void offer_all(const Template (&list)[N]) {
    for (const Template& one : list) {
      const bool snippet = one.insert.find('$') != std::string_view::npos;
      offer(snippet ? Kind::Snippet : Kind::Keyword, std::string(one.label), std::string(one.insert), std::string(one.detail));
    }
  }
  void offer_names(Kind kind, const std::set<std::string>& words, const std::string& detail) {
    const bool open = in_quotes();
    for (const std::string& word : words) offer(kind, word, open || !needs_quotes(word) ? word : "\"" + word + "\"", detail);
  }

  void offer_phrases(bool quoted);
  void offer_events();
  void offer_fields(const std::string& event);
  void offer_values(const std::string& event, const std::string& field);
  void offer_labels();
  void offer_phases();
  void offer_kinds();

  void line_start();
  void inside(const Row& row);
  void clause(const Row& row);
  void condition(const Row& row);
  void fact(const Row& row);
  void expectation(const Row& row);
  void declaration_line(const Row& row);
  void header(const Row& row);

  const Lexicon& names_;
  const DataWords& data_;
  SourceText source_;
  Reporter reporter_;
  RowFile rows_;
  std::uint32_t line_, column_;
  std::size_t row_line_;           // of the position, in the item's own lines, from 0
  std::string_view written_;       // of that line
  Offers out_;
};

// --- Names -----------------------------------------------------------------------------------------------------------

std::string detail_of(const NamedProposition& named) { return named.role ? std::string(models::to_string(*named.role)) : std::string(); }

void Offering::offer_phrases(bool quoted) {
  const bool open = in_quotes();
  for (const NamedProposition& named : names_.propositions()) {
    if (named.phrase.empty()) continue;
    const bool only_here = named.spots.size() == 1 && names_.spots()[named.spots.front()].place.line == line_ && !named.declared;
    if (only_here) continue;  // what is being written right now
    const bool quote = !open && quoted;
    offer(Kind::Phrase, named.phrase, quote ? "\"" + named.phrase + "\"" : named.phrase, detail_of(named));
    if (!named.short_name.empty() && !open) offer(Kind::Phrase, named.short_name, named.short_name, named.phrase);
  }
}

void Offering::offer_events() {
  std::set<std::string> words(data_.events.begin(), data_.events.end());
  std::set<std::string> own;
  for (const Spot& spot : names_.spots())
    if (spot.word->kind == Word::Kind::Event && !(spot.place.line == line_)) own.insert(spot.word->text.text);
  std::set<std::string> folded;
  for (const std::string& word : words) folded.insert(models::fold(word));
  offer_names(Kind::Event, words, "in the data");
  std::set<std::string> others;
  for (const std::string& word : own)
    if (folded.count(models::fold(word)) == 0) others.insert(word);
  offer_names(Kind::Event, others, "in the theory");
}

void Offering::offer_fields(const std::string& event) {
  std::set<std::string> words, folded;
  if (event.empty()) words.insert(data_.attributes.begin(), data_.attributes.end());
  else if (const auto found = data_.fields.find(event); found != data_.fields.end()) words.insert(found->second.begin(), found->second.end());
  for (const std::string& word : words) folded.insert(models::fold(word));
  offer_names(Kind::Field, words, "in the data");
  std::set<std::string> others;
  for (const Spot& spot : names_.spots())
    if (spot.word->kind == Word::Kind::Field && spot.word->of_event == event && spot.place.line != line_ && folded.count(spot.folded) == 0)
      others.insert(spot.word->text.text);
  offer_names(Kind::Field, others, "in the theory");
}

void Offering::offer_values(const std::string& event, const std::string& field) {
  const auto found = data_.values.find({event, field});
  if (found != data_.values.end()) offer_names(Kind::Value, {found->second.begin(), found->second.end()}, "in the data");
  for (std::string_view word : {"yes", "no", "known", "unknown", "not", "one of"}) offer(Kind::Keyword, std::string(word), std::string(word) + (word == "not" || word == "one of" ? " " : ""));
}

void Offering::offer_labels() {
  for (const auto& file : names_.files())
    for (const FileReading::At& at : file->items)
      if (!at.item->label.empty()) offer(Kind::Label, at.item->label, at.item->label, at.item->detail);
}

void Offering::offer_phases() {
  std::set<std::string> words;
  for (const Spot& spot : names_.spots())
    if (spot.word->kind == Word::Kind::Phase && spot.defines) words.insert(spot.word->text.text);
  offer_names(Kind::Phase, words, "phase");
}

void Offering::offer_kinds() {
  std::set<std::string> words(data_.kinds.begin(), data_.kinds.end());
  for (const Spot& spot : names_.spots())
    if (spot.word->kind == Word::Kind::RecordKind && spot.place.line != line_) words.insert(spot.word->text.text);
  offer_names(Kind::RecordKind, words, "kind of record");
}

// --- Places ----------------------------------------------------------------------------------------------------------

void Offering::line_start() {
  const std::string_view words = trimmed(written_);
  replace_back(words.empty() ? 0 : written_.size() - static_cast<std::size_t>(words.data() - written_.data()));
  RowKind kind = RowKind::Plain;
  for (const RowItem& item : rows_.items)
    if (item.kind == RowItem::Kind::Rows && !item.rows.empty() && item.rows.front().first_line < row_line_) kind = item.rows.front().start.kind;
  if (kind == RowKind::Statement) offer_all(kStatement);
  if (kind == RowKind::Declaration) offer_all(kDeclaration);
  if (kind == RowKind::Example) offer_all(kExample);
  offer_all(kItems);
}

void Offering::inside(const Row& row) {
  switch (row.start.kind) {
    case RowKind::Statement:
    case RowKind::Then:
    case RowKind::Or:
    case RowKind::Unless:
    case RowKind::Because:
    case RowKind::Otherwise:
    case RowKind::Dash: return clause(row);
    case RowKind::And: return rows_.items.back().rows.front().start.kind == RowKind::Example ? fact(row) : clause(row);
    case RowKind::Declaration:
      replace_back(row.text.text.size());
      for (const NamedProposition& named : names_.propositions())
        if (!named.declared && !named.phrase.empty()) offer(Kind::Phrase, named.phrase, named.phrase, "not declared yet");
      return;
    case RowKind::DeclarationLine: return declaration_line(row);
    case RowKind::Phase: return condition(row);
    case RowKind::Header: return header(row);
    case RowKind::Given: return fact(row);
    case RowKind::Expect: return expectation(row);
    default: return;
  }
}

// The phrase that is being written, from its beginning on this line.
void Offering::clause(const Row& row) {
  const std::vector<Word> words = words_of(rows_.items.back(), {});
  const Word* last = nullptr;
  for (const Word& word : words) last = &word;
  const bool writing = last != nullptr && last->kind == Word::Kind::Phrase && last->place.end_line == row_line_ + 1 && last->place.line == row_line_ + 1;
  bool quoted = false;
  if (writing) {
    out_.replace.column = last->place.column;
    quoted = last->text.text.starts_with('"');
    if (quoted) ++out_.replace.column;
  }
  if (row.start.labelled && row.start.begin == row.start.end && !writing) return offer_all(kItems);
  offer_phrases(false);
  if (quoted) return;
  offer_all(kClause);
  if (row.start.kind == RowKind::Then) offer_all(kStep);
}

void Offering::condition(const Row& row) {
  std::string_view part = partial();
  Text done = row.text;
  if (in_quotes()) part = written_.substr(written_.rfind('"') + 1);
  // What is written of the last word is not looked at: it is what is asked about.
  const std::size_t kept = done.text.size() - std::min(done.text.size(), part.size() + (in_quotes() ? 1 : 0));
  done = done.part(0, kept);
  replace_back(part.size());
  const std::size_t brace = written_.rfind('{');
  if (brace != std::string_view::npos && written_.find('}', brace) == std::string_view::npos) {
    replace_back(written_.size() - brace - 1);
    return offer_phrases(false);
  }
  const ConditionEnd end = end_of_condition(done);
  switch (end.next) {
    case Next::Test:
      offer_all(kTests);
      return offer_fields("");
    case Next::Event: return offer_events();
    case Next::Field: return offer_fields(end.event);
    case Next::Path: return offer_fields("");
    case Next::Phase: return offer_phases();
    case Next::Selected:
      offer(Kind::Keyword, "event", "event ");
      return offer_fields(end.event);
    case Next::After: return offer_all(kAfterTest);
    case Next::Value: return offer_values(end.event, end.field);
  }
}

void Offering::declaration_line(const Row& row) {
  using Line = DeclarationLine::Kind;
  if (row.start.line == Line::ObservedWhen) return condition(row);
  replace_back(partial().size());
  if (row.start.line == Line::Of) return offer_kinds();
  if (row.start.line == Line::Level)
    for (std::string_view word : {"individual", "interpersonal", "institutional", "infrastructural"}) offer(Kind::Value, std::string(word), std::string(word));
  if (row.start.line == Line::Also)
    for (const std::string& phrase : data_.judged) {
      replace_back(row.text.text.size());
      offer(Kind::Phrase, phrase, phrase, "judged in the data");
    }
}

void Offering::header(const Row& row) {
  using Header = HeaderSyntax::Kind;
  replace_back(partial().size());
  switch (row.start.header) {
    case Header::Case: return offer_kinds();
    case Header::DefaultPhase: return offer_phases();
    case Header::Vocabulary: return offer(Kind::Value, "strict", "strict");
    case Header::Events:
      offer(Kind::Value, "may be missing", "may be missing");
      return offer(Kind::Value, "complete", "complete");
    case Header::NotApplicable: return condition(row);
    default: return;
  }
}

// `event NAME … with FIELD VALUE`, `judged "PHRASE" VALUE`, `PATH is VALUE`.
void Offering::fact(const Row& row) {
  const std::string_view part = in_quotes() ? written_.substr(written_.rfind('"') + 1) : partial();
  replace_back(part.size());
  const std::string before = row.text.text.substr(0, row.text.text.size() - std::min(row.text.text.size(), part.size() + (in_quotes() ? 1 : 0)));
  const std::string folded = models::fold(before);
  if (folded.empty()) {
    offer_all(kFacts);
    return offer_fields("");
  }
  if (folded == "event") return offer_events();
  if (folded == "judged") return offer_phrases(true);
  if (folded.starts_with("judged ")) {
    for (std::string_view word : {"yes", "no", "partly", "unknown", "on", "by", "since"}) offer(Kind::Keyword, std::string(word), std::string(word));
    return;
  }
  if (folded.starts_with("event ")) {
    const std::vector<Word> words = words_of(rows_.items.back(), {});
    std::string event, field;
    for (const Word& word : words) {
      if (word.kind == Word::Kind::Event) event = word.folded;
      if (word.kind == Word::Kind::Field) field = word.folded;
    }
    const bool field_next = folded.ends_with(" with") || folded.ends_with(" where") || folded.ends_with(",");
    if (field_next) return offer_fields(event);
    for (std::string_view word : {"on", "with"}) offer(Kind::Keyword, std::string(word), std::string(word) + " ");
    return offer_values(event, field);
  }
  if (folded.ends_with(" is")) return offer_values("", folded.substr(0, folded.size() - 3));
  offer(Kind::Keyword, "is", "is ");
}

void Offering::expectation(const Row& row) {
  const std::string_view part = in_quotes() ? written_.substr(written_.rfind('"') + 1) : partial();
  replace_back(part.size());
  const std::string before = row.text.text.substr(0, row.text.text.size() - std::min(row.text.text.size(), part.size() + (in_quotes() ? 1 : 0)));
  const std::string folded = models::fold(before);
  if (folded.empty()) {
    if (!in_quotes()) offer_labels();
    return offer_phrases(true);
  }
  if (folded.ends_with(" at")) return offer_phrases(true);
  for (const auto verdict : models::kVerdicts) offer(Kind::Value, std::string(to_string(verdict)), std::string(to_string(verdict)));
  offer(Kind::Snippet, "stalled at", "stalled at \"$1\"");
}

}  // namespace

Offers offers_at(std::string_view before, std::uint32_t first_line, std::uint32_t line, std::uint32_t column, const Lexicon& names, const DataWords& data) {
  return Offering(before, first_line, line, column, names, data).find();
}

}  // namespace realist::rules
