#include "rules/example_reader.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/nearest.h"
#include "models/verdict.h"
#include "rules/characters.h"

namespace realist::rules {
namespace {

// A word, a quoted text or a sign of a line.
struct Token {
  Text text;
  std::string folded;   // without quotes
  bool quoted = false;
};

std::vector<Token> tokens_of(const Text& line) {
  std::vector<Token> out;
  const std::string_view all = line.text;
  const auto push = [&](std::size_t begin, std::size_t end) {
    Token token;
    token.text = line.part(begin, end);
    token.quoted = is_quoted(token.text.text);
    token.folded = models::fold(unquoted(token.text.text));
    out.push_back(std::move(token));
  };
  for (std::size_t at = 0; at < all.size();) {
    const std::string_view rest = all.substr(at);
    if (const std::size_t blank = blank_at_start(rest)) {
      at += blank;
      continue;
    }
    if (rest[0] == ',') {
      push(at, at + 1);
      ++at;
      continue;
    }
    std::size_t end = at;
    if (const std::size_t quote = quote_at_start(rest)) {
      end = at + quote;
      while (end < all.size() && quote_at_end(all.substr(0, end + character_at_start(all.substr(end)))) == 0)
        end += character_at_start(all.substr(end));
      end += end < all.size() ? character_at_start(all.substr(end)) : 0;
    } else {
      while (end < all.size() && blank_at_start(all.substr(end)) == 0 && all[end] != ',') ++end;
    }
    push(at, std::max(end, at + 1));
    at = std::max(end, at + 1);
  }
  // A full stop at the line's end is punctuation.
  if (!out.empty() && !out.back().quoted && out.back().text.text.size() > 1 && out.back().text.text.ends_with('.'))
    out.back().text = out.back().text.part(0, out.back().text.text.size() - 1);
  return out;
}

models::Value value_of(const Token& token) {
  models::Value out;
  const std::string bare(unquoted(token.text.text));
  if (!token.quoted) {
    if (token.folded == "yes" || token.folded == "true") return out.data = true, out;
    if (token.folded == "no" || token.folded == "false") return out.data = false, out;
    if (token.folded == "unknown" || token.folded == "null") return out;
    double number = 0;
    const auto [end, error] = std::from_chars(bare.data(), bare.data() + bare.size(), number);
    if (error == std::errc() && end == bare.data() + bare.size()) return out.data = number, out;
  }
  return out.data = bare, out;
}

constexpr std::string_view kGivenHelp =
    "write for example `Given housing.status is hostel`, `And event release on 2016-05-01`, "
    "`And judged \"the participant feels listened to\" no on 2016-05-09`";

class ExampleReader {
 public:
  ExampleReader(const ExampleSyntax& syntax, const models::Theory& theory, const NameTable& names, const LabelTable& labels,
                const std::string& unread, Reporter& reporter)
      : syntax_(syntax), theory_(theory), names_(names), labels_(labels), unread_(unread), reporter_(reporter) {}

  models::Example read();

 private:
  bool in_unread(const std::string& words) const;
  void read_given(const ExampleLine& line);
  void read_fact(const Text& text, std::size_t record);
  bool read_event(models::CaseRecord& record);
  bool read_event_fields(models::Event& event);
  bool read_judgement(models::CaseRecord& record);
  bool read_opened(models::CaseRecord& record);
  bool read_closed(models::CaseRecord& record);
  bool read_pause(models::CaseRecord& record);
  bool read_missing(models::CaseRecord& record);
  bool read_link(std::size_t record);
  models::Value take_value();
  bool read_attribute(models::CaseRecord& record);
  void read_as_of(const ExampleLine& line);
  void read_expect(const ExampleLine& line);
  void read_about(const ExampleLine& line, std::size_t verdict_at, const std::string& subject, bool quoted);

  std::size_t record_of(const std::string& kind, const std::string& id);
  void link(std::size_t record, const std::string& kind, const std::string& id, std::optional<models::Time> at);
  bool is_kind(const std::string& folded) const;

  // The tokens of the line being read.
  bool more() const { return at_ < tokens_.size(); }
  bool take(std::string_view word) {
    if (!more() || tokens_[at_].quoted || tokens_[at_].folded != word) return false;
    return ++at_, true;
  }
  std::optional<Token> take_any() { return more() ? std::optional(tokens_[at_++]) : std::nullopt; }
  std::optional<models::Time> take_time();
  std::string take_words_until(std::initializer_list<std::string_view> stops);
  bool fail(std::string message, std::string help = std::string(kGivenHelp));
  models::Place here() const { return more() ? tokens_[at_].text.place() : tokens_.empty() ? line_place_ : tokens_.back().text.place(); }

  const ExampleSyntax& syntax_;
  const models::Theory& theory_;
  const NameTable& names_;
  const LabelTable& labels_;
  const std::string& unread_;
  Reporter& reporter_;
  models::Example example_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  models::Place line_place_;
  bool failed_ = false;
};

// Whether a statement that could not be read speaks of it.
bool ExampleReader::in_unread(const std::string& words) const { return unread_.find(models::fold(words)) != std::string::npos; }

bool ExampleReader::fail(std::string message, std::string help) {
  if (!failed_) reporter_.report("example/bad-given", here(), std::move(message), std::move(help));
  failed_ = true;
  return true;
}

std::optional<models::Time> ExampleReader::take_time() {
  if (!more()) {
    fail("a date is missing here", "write it as year-month-day, for example 2016-05-01");
    return std::nullopt;
  }
  const Token token = tokens_[at_];
  const auto time = models::parse_time(unquoted(token.text.text));
  if (!time) {
    if (!failed_)
      reporter_.report("example/bad-date", token.text.place(), "“" + token.text.text + "” is not a date",
                       "write a day as 2016-05-01 and a time as 2016-05-01T10:00; the day has to exist");
    failed_ = true;
  }
  ++at_;
  return time;
}

std::string ExampleReader::take_words_until(std::initializer_list<std::string_view> stops) {
  if (!more()) return {};
  if (tokens_[at_].quoted) return std::string(unquoted(tokens_[at_++].text.text));
  std::string out;
  while (more() && std::find(stops.begin(), stops.end(), tokens_[at_].folded) == stops.end()) {
    if (!out.empty() && tokens_[at_].text.text != ",") out += ' ';
    out += tokens_[at_++].text.text;
  }
  return out;
}

// --- Records ---------------------------------------------------------------------------------------------------------

std::size_t ExampleReader::record_of(const std::string& kind, const std::string& id) {
  for (std::size_t i = 1; i < example_.records.size(); ++i)
    if (example_.records[i].id == id) return i;
  models::CaseRecord record;
  record.id = id;
  record.kind = kind;
  example_.records.push_back(std::move(record));
  return example_.records.size() - 1;
}

void ExampleReader::link(std::size_t record, const std::string& kind, const std::string& id, std::optional<models::Time> at) {
  auto& links = example_.records[record].links;
  auto found = std::find_if(links.begin(), links.end(), [&](const models::Link& l) { return models::fold(l.kind) == models::fold(kind); });
  if (found == links.end()) {
    links.push_back({kind, {}});
    found = std::prev(links.end());
  }
  for (const auto& target : found->history)
    if (target.id == id && !at) return;
  found->history.push_back({id, at});
}

bool ExampleReader::is_kind(const std::string& folded) const {
  return std::any_of(theory_.propositions.begin(), theory_.propositions.end(),
                     [&](const models::Proposition& p) { return !p.of.empty() && models::fold(p.of) == folded; });
}

// `this case` and `this practitioner` are the ids of the case and of what it is linked to, as in conditions.
models::Value ExampleReader::take_value() {
  const Token first = *take_any();
  if (first.quoted || first.folded != "this" || !more()) return value_of(first);
  const std::string kind = tokens_[at_].folded;
  const models::CaseRecord& record = example_.records.front();
  std::optional<std::string> id;
  if (kind == "case") id = record.id;
  for (const models::Link& link : record.links)
    if (models::fold(link.kind) == kind) id = link.history.back().id;
  if (!id) return value_of(first);
  ++at_;
  models::Value out;
  out.data = *id;
  return out;
}

// --- Facts -----------------------------------------------------------------------------------------------------------

bool ExampleReader::read_event_fields(models::Event& event) {
  const bool where = tokens_[at_ - 1].folded == "where";
  do {
    take("and");
    if (where) take("where");
    const auto field = take_any();
    if (!field) return fail("a field's name is missing here");
    take("is");
    if (!more() || tokens_[at_].text.text == ",") return fail("the value of “" + field->text.text + "” is missing");
    event.fields.emplace_back(std::string(unquoted(field->text.text)), take_value());
  } while (take(",") || (more() && (tokens_[at_].folded == "and" || tokens_[at_].folded == "where")));
  return true;
}

bool ExampleReader::read_event(models::CaseRecord& record) {
  if (!take("event")) return false;
  const auto type = take_any();
  if (!type) return fail("the event's name is missing here");
  models::Event event;
  event.type = unquoted(type->text.text);
  while (more() && !failed_) {
    if (take("on") || take("at")) event.at = take_time();
    else if (take("with") || take("where")) read_event_fields(event);
    else return fail("“" + tokens_[at_].text.text + "” is not understood here", "a name of several words is put in double quotes; a date follows `on`, fields follow `with`: event \"gate meeting\" on 2016-05-01 with by practitioner");
  }
  if (!failed_) record.events.push_back(std::move(event));
  return true;
}

bool ExampleReader::read_judgement(models::CaseRecord& record) {
  if (!take("judged")) return false;
  const auto about = take_any();
  if (!about) return fail("the phrase that is judged is missing here");
  models::Judgement judgement;
  judgement.about = unquoted(about->text.text);
  if (names_.find(judgement.about) == nullptr && !in_unread(judgement.about)) {
    std::vector<std::string> known;
    for (const models::Proposition& p : theory_.propositions) known.push_back(p.phrase);
    auto& message = reporter_.report("example/unknown-phrase", about->text.place(), "the theory has no proposition “" + judgement.about + "”",
                                     "write the phrase as the theory has it, in double quotes");
    if (const std::size_t near = models::nearest(judgement.about, known); near < known.size()) {
      message.help = "did you mean “" + known[near] + "”?";
      reporter_.fix(message, "write: " + known[near], about->text.place(), "\"" + known[near] + "\"");
    }
  }
  const auto value = take_any();
  if (!value) return fail("what was judged is missing here", "write yes, no, partly, unknown or a number after the phrase");
  judgement.value = value_of(*value);
  const bool word = std::holds_alternative<std::string>(judgement.value.data);
  if (word && value->folded != "partly") return fail("“" + value->text.text + "” is no judgement", "write yes, no, partly, unknown or a number after the phrase");
  if (word) judgement.value.data = std::string("partly");
  while (more() && !failed_) {
    if (take("on") || take("at")) judgement.at = take_time();
    else if (take("since")) judgement.since = take_time();
    else if (take("by")) judgement.by = take_words_until({"on", "since", "basis", "source", "quote", "at"});
    else if (take("basis")) judgement.basis = take_words_until({"on", "since", "by", "source", "quote", "at"});
    else if (take("source")) judgement.source = take_words_until({"on", "since", "by", "basis", "quote", "at"});
    else if (take("quote")) judgement.quote = take_words_until({"on", "since", "by", "basis", "source", "at"});
    else return fail("“" + tokens_[at_].text.text + "” is not understood here", "after the value may stand on DATE, by WHO, since DATE, basis, source");
  }
  if (!failed_) record.judgements.push_back(std::move(judgement));
  return true;
}

bool ExampleReader::read_opened(models::CaseRecord& record) {
  if (!take("opened")) return false;
  if (!take("on")) take("at");
  record.opened = take_time();
  return true;
}

bool ExampleReader::read_closed(models::CaseRecord& record) {
  if (!take("closed")) return false;
  if (!take("on")) take("at");
  record.closed = take_time();
  if (take("because") || take("reason")) record.closed_reason = take_words_until({});
  return true;
}

bool ExampleReader::read_pause(models::CaseRecord& record) {
  if (!take("paused") && !take("pause")) return false;
  models::Pause pause;
  take("from");
  if (const auto from = take_time()) pause.from = *from;
  if (take("to") || take("until")) pause.to = take_time();
  if (take("because") || take("reason")) pause.reason = take_words_until({});
  if (!failed_) record.pauses.push_back(std::move(pause));
  return true;
}

// "events may be missing", "session, contact may be missing", "event \"phone call\" may be missing"
bool ExampleReader::read_missing(models::CaseRecord& record) {
  const std::size_t count = tokens_.size();
  if (count < 4 || tokens_[count - 3].folded != "may" || tokens_[count - 2].folded != "be" || tokens_[count - 1].folded != "missing") return false;
  tokens_.resize(count - 3);
  const bool all = (take("events") || take("event")) && !more();
  record.may_be_missing_given = true;
  if (all) record.all_may_be_missing = true;
  while (more())
    if (!take(",") && !take("and")) record.may_be_missing.emplace_back(unquoted(tokens_[at_++].text.text));
  return true;
}

// "practitioner P-03", "link practitioner P-03 [on DATE]"
bool ExampleReader::read_link(std::size_t record) {
  const std::size_t begin = at_;
  const bool said = take("link") || take("linked");
  if (said) take("to");
  const auto kind = take_any();
  if (kind && more() && (said || tokens_.size() - at_ == 1 || is_kind(kind->folded))) {
    take("is");
    const auto id = take_any();
    std::optional<models::Time> since;
    if (take("on") || take("since")) since = take_time();
    if (id && !more()) {
      const std::string kind_text(unquoted(kind->text.text)), id_text(unquoted(id->text.text));
      link(record, kind_text, id_text, since);
      record_of(kind_text, id_text);
      return true;
    }
  }
  at_ = begin;
  return said && fail("the link is not understood", "write for example: Given practitioner P-03");
}

bool ExampleReader::read_attribute(models::CaseRecord& record) {
  const auto path = take_any();
  if (!path || !take("is")) {
    at_ = 0;
    return false;
  }
  models::DatedValue value;
  std::vector<Token> words;
  while (more() && !(tokens_[at_].folded == "on" && !tokens_[at_].quoted && tokens_.size() - at_ == 2)) words.push_back(tokens_[at_++]);
  if (words.empty()) return fail("the value of “" + path->text.text + "” is missing");
  const bool list = std::any_of(words.begin(), words.end(), [](const Token& t) { return t.text.text == ","; });
  if (list) {
    std::vector<models::Value> values;
    for (const Token& word : words)
      if (word.text.text != ",") values.push_back(value_of(word));
    value.value.data = std::move(values);
  } else if (words.size() == 1) {
    value.value = value_of(words.front());
  } else {
    std::string joined;
    for (const Token& word : words) joined += (joined.empty() ? "" : " ") + std::string(unquoted(word.text.text));
    value.value.data = std::move(joined);
  }
  if (take("on")) value.at = take_time();
  const std::string name(unquoted(path->text.text));
  auto found = std::find_if(record.attributes.begin(), record.attributes.end(),
                            [&](const models::Attribute& a) { return models::fold(a.path) == models::fold(name); });
  if (found == record.attributes.end()) {
    record.attributes.push_back({name, {}});
    found = std::prev(record.attributes.end());
  }
  if (!failed_) found->history.push_back(std::move(value));
  return true;
}

// "for practitioner P-03: …" reads as "practitioner P-03: …".
std::string_view without_for(std::string_view who) {
  return begins_with_word(who, "for") ? trimmed(who.substr(3)) : who;
}

// KIND ID: FACT
std::optional<std::size_t> colon_of_link(const Text& text) {
  const std::string_view all = text.text;
  const std::size_t colon = all.find(": ");
  if (colon == std::string_view::npos || all.substr(0, colon).find('"') != std::string_view::npos) return std::nullopt;
  const std::string_view before = without_for(trimmed(all.substr(0, colon)));
  const bool two_words = std::count(before.begin(), before.end(), ' ') == 1;
  return two_words ? std::optional(colon) : std::nullopt;
}

void ExampleReader::read_fact(const Text& text, std::size_t record) {
  tokens_ = tokens_of(text);
  at_ = 0;
  models::CaseRecord& into = example_.records[record];
  if (tokens_.empty()) return void(fail("no fact follows here"));
  const bool understood = read_missing(into) || read_event(into) || read_judgement(into) || read_opened(into) ||
                          read_closed(into) || read_pause(into) || read_attribute(into) || read_link(record);
  if (!understood) return void(fail("this is not a fact that can be read"));
  if (!failed_ && more()) fail("“" + tokens_[at_].text.text + "” is not understood here");
}

void ExampleReader::read_given(const ExampleLine& line) {
  failed_ = false;
  line_place_ = line.text.empty() ? line.keyword : line.text.place();
  tokens_.clear();
  if (const auto colon = colon_of_link(line.text)) {
    const std::size_t skip = begins_with_word(line.text.text, "for") ? 3 : 0;
    const auto who = tokens_of(line.text.part(skip, *colon));
    const std::string kind(unquoted(who[0].text.text)), id(unquoted(who[1].text.text));
    link(0, kind, id, std::nullopt);
    const std::size_t record = record_of(kind, id);
    return read_fact(line.text.part(*colon + 1, line.text.text.size()), record);
  }
  read_fact(line.text, 0);
}

void ExampleReader::read_as_of(const ExampleLine& line) {
  failed_ = false;
  line_place_ = line.text.empty() ? line.keyword : line.text.place();
  tokens_ = tokens_of(line.text);
  at_ = 0;
  if (const auto time = take_time()) example_.as_of = *time;
}

// --- Expectations ----------------------------------------------------------------------------------------------------

template <class List>
void add_words(std::vector<std::string>& out, const List& list) {
  for (const auto& value : list)
    if (const std::string word(to_string(value)); !word.empty() && std::find(out.begin(), out.end(), word) == out.end()) out.push_back(word);
}

std::vector<std::string> words_about(bool statement) {
  std::vector<std::string> out;
  add_words(out, models::kVerdicts);
  if (statement) return out;
  using models::PropositionVerdict;
  using models::Reading;
  add_words(out, std::initializer_list<PropositionVerdict>{PropositionVerdict::Presumed});
  add_words(out, std::initializer_list<Reading>{Reading::Expected, Reading::Late, Reading::Missing, Reading::Unexplained,
                                                Reading::Contradicted, Reading::Opposed, Reading::Open, Reading::Unknown});
  return out;
}

bool has_step(const models::Clause& clause, models::PropositionIndex index) {
  if (clause.kind == models::Clause::Kind::Proposition) return clause.proposition == index;
  return std::any_of(clause.parts.begin(), clause.parts.end(), [&](const models::Clause& c) { return has_step(c, index); });
}

void ExampleReader::read_expect(const ExampleLine& line) {
  tokens_ = tokens_of(line.text);
  at_ = 0;
  line_place_ = line.text.empty() ? line.keyword : line.text.place();
  if (tokens_.size() < 2) {
    reporter_.report("example/bad-expect", line_place_, "this line does not say what is expected of what",
                     "write for example: Expect GATE-1 fired, or: Expect \"the participant feels listened to\" stalled");
    return;
  }
  // A subject in quotes is a phrase; else everything before the verdict, which is the last word (or stands before `at`).
  std::size_t verdict_at = 1;
  std::string subject(unquoted(tokens_[0].text.text));
  if (!tokens_[0].quoted) {
    verdict_at = tokens_.size() - 1;
    for (std::size_t i = 1; i + 1 < tokens_.size(); ++i)
      if (tokens_[i].folded == "at" || (i >= 1 && tokens_[i].folded == "stalled")) {
        verdict_at = tokens_[i].folded == "at" ? i - 1 : i;
        break;
      }
    if (verdict_at == 0) verdict_at = 1;
    for (std::size_t i = 1; i < verdict_at; ++i) subject += " " + tokens_[i].text.text;
  }
  read_about(line, verdict_at, subject, tokens_[0].quoted);
}

void ExampleReader::read_about(const ExampleLine& line, std::size_t verdict_at, const std::string& subject, bool quoted) {
  models::Expectation out;
  out.subject_text = subject;
  out.place = line.text.place();
  const models::StatementIndex statement = labels_.find(subject);
  const Name* name = names_.find(subject);
  out.about_statement = statement != models::kNone && !quoted;
  if (statement == models::kNone && name == nullptr) {
    if (in_unread(quoted ? subject : "[" + subject)) return;
    std::vector<std::string> known;
    for (const models::Statement& s : theory_.statements) known.push_back(s.label);
    for (const models::Proposition& p : theory_.propositions) known.push_back(quoted ? p.phrase : p.short_name);
    auto& message = reporter_.report(quoted ? "example/unknown-phrase" : "example/unknown-statement", tokens_[0].text.place(),
                                     quoted ? "the theory has no proposition “" + subject + "”" : "the theory has no statement labelled " + subject,
                                     quoted ? "write the phrase as the theory has it" : "write a statement's label, or a phrase in double quotes");
    if (const std::size_t near = models::nearest(subject, known); near < known.size()) message.help = "did you mean " + known[near] + "?";
    return;
  }
  if (!out.about_statement && name == nullptr) out.about_statement = true;
  out.subject = out.about_statement ? statement : name->index;
  const std::vector<std::string> words = words_about(out.about_statement);
  const Token& verdict = tokens_[verdict_at];
  out.verdict = verdict.folded;
  if (std::find(words.begin(), words.end(), verdict.folded) == words.end()) {
    auto& message = reporter_.report("example/unknown-verdict", verdict.text.place(), "“" + verdict.text.text + "” is no verdict", {});
    for (const std::string& word : words) message.help += (message.help.empty() ? "the words are " : ", ") + word;
    if (const std::size_t near = models::nearest(verdict.folded, words); near < words.size())
      reporter_.fix(message, "write: " + words[near], verdict.text.place(), words[near]);
    return;
  }
  at_ = verdict_at + 1;
  if (take("at")) {
    const auto step = take_any();
    const Name* at = step ? names_.find(unquoted(step->text.text)) : nullptr;
    const auto& steps = out.about_statement ? theory_.statements[out.subject].steps : std::vector<models::Step>{};
    const bool is_step = at != nullptr && std::any_of(steps.begin(), steps.end(), [&](const models::Step& s) { return has_step(s.clause, at->index); });
    if (!is_step || out.verdict != "stalled") {
      reporter_.report("example/not-a-step", step ? step->text.place() : here(), "the statement has no such step to stall at",
                       "write the phrase of one of its steps, in double quotes, after `stalled at`");
      return;
    }
    out.at = at->index;
  }
  if (more()) {
    reporter_.report("example/bad-expect", tokens_[at_].text.place(), "“" + tokens_[at_].text.text + "” is not understood here",
                     "write for example: Expect GATE-2 stalled at \"the participant feels listened to\"");
    return;
  }
  example_.expectations.push_back(std::move(out));
}

models::Example ExampleReader::read() {
  example_.title = syntax_.title.text;
  example_.place = syntax_.keyword;
  models::CaseRecord record;
  record.id = syntax_.title.empty() ? "example" : syntax_.title.text;
  record.kind = theory_.case_kind;
  example_.records.push_back(std::move(record));
  bool expects = false;
  for (const ExampleLine& line : syntax_.lines) {
    switch (line.kind) {
      case ExampleLine::Kind::Given: read_given(line); break;
      case ExampleLine::Kind::AsOf: read_as_of(line); break;
      case ExampleLine::Kind::Expect:
        expects = true;
        read_expect(line);
    }
  }
  if (!expects)
    reporter_.report("example/no-expectation", syntax_.keyword, "this example expects nothing", "say what should come of it, for example: Expect GATE-1 fired");
  return std::move(example_);
}

}  // namespace

models::Example read_example(const ExampleSyntax& example, const models::Theory& theory, const NameTable& names,
                             const LabelTable& labels, const std::string& unread, Reporter& reporter) {
  return ExampleReader(example, theory, names, labels, unread, reporter).read();
}

}  // namespace realist::rules
