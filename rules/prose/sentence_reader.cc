#include "rules/prose/sentence_reader.h"

#include <algorithm>

#include "rules/prose/attribution.h"
#include "rules/prose/lexicon.h"
#include "rules/prose/shades.h"

namespace realist::rules::prose {
SentenceReader::SentenceReader(std::string_view sentence) : text_(sentence), words_(words_of(sentence)), clauses_(words_) {}

Reading SentenceReader::run() {
  read_conditionals();
  read_brackets();
  const auto unless_found = [this](void (SentenceReader::*read)()) {
    if (reading_.statements.empty()) (this->*read)();
  };
  for (const auto read : {&SentenceReader::read_otherwise, &SentenceReader::read_then_alone, &SentenceReader::read_the_more, &SentenceReader::read_opening_when,
                          &SentenceReader::read_because, &SentenceReader::read_inner_when})
    unless_found(read);
  return std::move(reading_);
}

void SentenceReader::leave_out(std::size_t i, LookAlike why) { reading_.left_out.push_back({words_[i].span, why}); }

// ---- markers

std::optional<Marker> SentenceReader::conditional_at(std::size_t i) const {
  const Word& word = words_[i];
  if (word.is("if")) return Marker::If;
  if (word.is("unless")) return Marker::Unless;
  if (word.is("once")) return Marker::Once;
  const bool as_long_as = word.is("as") && clauses_.is(i + 1, "long") && clauses_.is(i + 2, "as");
  const bool provided = word.is_one_of({"provided", "providing"}) && clauses_.is(i + 1, "that") && i > 0 && clauses_.is(i - 1, WordKind::Comma);
  if (as_long_as || provided) return Marker::AsLongAs;
  return std::nullopt;
}

std::size_t SentenceReader::behind(std::size_t i, Marker marker) const {
  if (marker == Marker::AsLongAs) return i + (clauses_.is(i, "as") ? 3 : 2);
  if (marker == Marker::Unless && clauses_.is(i + 1, "and") && clauses_.is(i + 2, "until")) return i + 3;
  return i + 1;
}

void SentenceReader::read_conditionals() {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (words_[i].low.starts_with("if/")) leave_out(i, LookAlike::TalkAbout);
    const std::optional<Marker> marker = conditional_at(i);
    if (!marker || i < from_) continue;
    if (const auto why = look_alike(i, *marker)) pass_over(i, *why);
    else read_conditional(i, *marker);
  }
}

void SentenceReader::pass_over(std::size_t i, LookAlike why) {
  leave_out(i, why);
  if (why != LookAlike::InPassing || i == 0 || !clauses_.is(i - 1, WordKind::Comma)) return;
  for (std::size_t k = i; k < std::min(words_.size(), i + 4); ++k)
    if (clauses_.is(k, WordKind::Comma) && clauses_.begins_clause(k + 1, words_.size())) passed_ = k + 1;
}

std::optional<LookAlike> SentenceReader::look_alike(std::size_t i, Marker marker) const {
  if (clauses_.is(words_.size() - 1, WordKind::Question)) return marker == Marker::Once ? LookAlike::Time : LookAlike::Question;
  if (marker == Marker::If) return look_alike_if(i);
  return marker == Marker::Once ? look_alike_once(i) : std::nullopt;
}

std::optional<LookAlike> SentenceReader::look_alike_if(std::size_t i) const {
  if (i > 0 && clauses_.is(i - 1, "even")) return LookAlike::EvenIf;
  if (i > 0 && words_[i - 1].is_one_of({"as", "what", "little"})) return LookAlike::InPassing;
  if (clauses_.is(i + 1, "statements") || clauses_.is(i + 1, "statement")) return LookAlike::TalkAbout;
  if (asks_whether_at(i)) return LookAlike::Whether;
  if (clauses_.is(i + 1, "so") && !fills(i + 1, words_.size())) return LookAlike::InPassing;
  if (is_in_passing(i)) return LookAlike::InPassing;
  if (is_offer(i)) return LookAlike::Offer;
  return std::nullopt;
}

bool SentenceReader::asks_whether_at(std::size_t i) const {
  std::size_t k = i;
  while (k > from_ && (words_[k - 1].is("out") || (clauses_.is_word(k - 1) && is_adverb(words_[k - 1].low)))) --k;
  if (k > from_ && asks_whether(words_[k - 1].low)) return true;
  for (std::size_t back = i; back > from_ && clauses_.is_word(back - 1); --back)
    if (words_[back - 1].is_one_of({"ask", "asks", "asked", "asking"})) return true;
  return false;
}

bool SentenceReader::is_in_passing(std::size_t i) const {
  std::size_t k = i + 1;
  if (clauses_.is(k, "not") && !(k + 1 < words_.size() && is_personal_pronoun(words_[k + 1].low))) return true;
  while (k < words_.size() && clauses_.is_word(k) && is_adverb(words_[k].low) && !words_[k].is("so")) ++k;
  return k >= words_.size() || !clauses_.is_word(k) || is_said_in_passing(words_[k].low);
}

// "the opportunity for them to call you if they need support": the condition is the infinitive's.
bool SentenceReader::is_offer(std::size_t i) const {
  for (std::size_t k = i, steps = 0; k > from_ + 3 && steps < 6; --k, ++steps)
    if (words_[k - 1].is("to") && (words_[k - 2].is_one_of({"opportunity", "chance", "option"}) || (clauses_.is(k - 3, "for") && words_[k - 2].is_one_of({"them", "you", "him", "her", "people", "us", "someone"})))) return true;
  return false;
}

std::optional<LookAlike> SentenceReader::look_alike_once(std::size_t i) const {
  if (i + 1 >= words_.size() || !clauses_.is_word(i + 1)) return LookAlike::Time;
  if (words_[i + 1].is_one_of({"again", "more", "every", "per", "or", "and", "in", "only"}) || (i > 0 && clauses_.is(i - 1, "at"))) return LookAlike::Time;
  if (words_[i + 1].is("a") && i + 2 < words_.size() && is_time_noun(words_[i + 2].low)) return LookAlike::Time;
  const std::size_t clause = before(i).clause;
  return opens(i) || clauses_.has_finite(clause, i) ? std::nullopt : std::optional(LookAlike::Time);
}

// ---- what stands before a marker

std::size_t SentenceReader::after_that(std::size_t segment, std::size_t i) const {
  for (std::size_t k = i; k > segment; --k) {
    if (!clauses_.is(k - 1, "that")) continue;
    if (words_[k - 2 < k ? k - 2 : 0].is_one_of({"likely", "unlikely", "possible", "so", "such"})) continue;
    for (std::size_t back = k - 1, steps = 0; back > segment && steps < 4; --back, ++steps)
      if (is_reporting(words_[back - 1].low)) return k;
    if (k == i || (k + 1 == i && clauses_.is(k, WordKind::Comma))) return k;
  }
  return segment;
}

// "They know it, and it is likely …" from "it" on; "…, as well as being available" from "being" on.
std::size_t SentenceReader::after_coordinate(std::size_t from, std::size_t i) const {
  for (std::size_t k = i; k-- > from + 1;) {
    const bool comma = clauses_.is(k, WordKind::Comma);
    if (comma && clauses_.is(k + 1, "as") && clauses_.is(k + 2, "well") && clauses_.is(k + 3, "as")) return k + 4;
    if (comma && k + 1 < i && words_[k + 1].is_one_of({"e.g", "i.e"})) return k + 2;
    if (comma && k + 1 < i && words_[k + 1].is_one_of({"who", "which"}) && clauses_.has_finite(k + 2, i)) return k + 1;
    const std::size_t conjunction = comma ? k + 1 : k;
    if (conjunction >= i || !words_[conjunction].is_one_of({"and", "but", "so"})) continue;
    const std::size_t next = conjunction + 1;
    const bool pronoun = next + 1 < i && clauses_.is_word(next) && is_personal_pronoun(words_[next].low) && is_finite(words_[next + 1].low);
    if (pronoun || (comma && clauses_.begins_clause(next, i) && clauses_.has_finite(next, i))) return next;
  }
  return from;
}

std::size_t SentenceReader::after_preface(std::size_t from, std::size_t i) const {
  if (from < i && clauses_.is(from, WordKind::Comma)) return after_preface(from + 1, i);
  if (from + 1 < i && clauses_.is(from + 1, WordKind::Stop) && words_[from].low.size() < 3) return after_preface(from + 2, i);
  std::size_t k = from;
  while (k < i && clauses_.is_word(k) && opens_lightly(words_[k].low)) ++k;
  if (k < i && k > from && clauses_.is(k, WordKind::Comma)) return after_preface(k + 1, i);
  return from < i && words_[from].is_one_of({"but", "and", "also", "so", "or", "yet", "that"}) ? after_preface(from + 1, i) : from;
}

SentenceReader::Before SentenceReader::before(std::size_t i) const {
  Before found;
  found.segment = passed_ < i ? std::max(from_, passed_) : from_;
  for (std::size_t k = found.segment; k < i; ++k)
    if (clauses_.is(k, WordKind::Semicolon) || clauses_.is(k, WordKind::Colon) || clauses_.is(k, WordKind::Dash)) found.segment = k + 1;
  found.clause = after_that(found.segment, i);
  if (found.clause > found.segment) found.attribution = {words_[found.segment].span.begin, words_[found.clause - 1].span.end};
  found.clause = after_preface(after_coordinate(found.clause, i), i);
  return found;
}

// Whether the marker begins the clause it stands in, and its consequent is still to come.
bool SentenceReader::opens(std::size_t i) const {
  const Before found = before(i);
  if (found.clause >= i) return true;
  const Word& last = words_[i - 1];
  if (last.is_one_of({"and", "but", "because", "as", "although", "though", "so", "or", "while", "whereas", "on"})) return fills(i + 1, words_.size());
  const bool setting = last.kind == WordKind::Comma && !clauses_.has_finite(found.clause, i);
  return setting && fills(i + 1, words_.size());
}

bool SentenceReader::fills(std::size_t i, std::size_t last) const { return clauses_.cut(i, last).has_value(); }

// ---- conditionals

void SentenceReader::read_conditional(std::size_t i, Marker marker) {
  if (opens(i) && read_opening(i, marker)) return;
  read_trailing(i, marker);
}

std::size_t SentenceReader::next_marker(std::size_t i) const {
  for (; i < words_.size(); ++i)
    if (const auto marker = conditional_at(i); marker && *marker != Marker::Once && !look_alike(i, *marker)) return i;
  return words_.size();
}

// The begin of ", and if" where `i` is its "if"; `i` itself where nothing joins it.
std::size_t SentenceReader::conjunction_before(std::size_t i) const {
  std::size_t k = i;
  if (k > 0 && words_[k - 1].is_one_of({"and", "or", "but"})) --k;
  if (k > 0 && (clauses_.is(k - 1, WordKind::Comma) || clauses_.is(k - 1, WordKind::Semicolon))) --k;
  return k;
}

bool SentenceReader::read_opening(std::size_t i, Marker marker) {
  Statement statement = begin_statement(i, marker);
  const std::size_t first = behind(i, marker);
  std::size_t last = words_.size(), begin = first;
  for (;;) {
    const std::size_t next = next_marker(begin), joint = next < words_.size() ? conjunction_before(next) : next;
    if (joint < next && clauses_.cut(begin, joint)) {
      last = joint;  // "if A then B, and if C then D": the next is a statement of its own
      break;
    }
    const auto then = clauses_.cut_at_then(begin, words_.size());
    if (joint == next || (then && then->before < joint)) break;
    statement.antecedent.push_back(part({begin, joint}));
    begin = next + 1;
  }
  const auto cut = clauses_.cut(begin, last);
  if (!cut) return false;
  statement.antecedent.push_back(part({begin, cut->before}));
  if (cut->guessed) statement.doubts.push_back(Doubt::GuessedSplit);
  const std::size_t end = clauses_.consequent_end(cut->after, last);
  add_steps(statement, {cut->after, end});
  finish(std::move(statement), {i, end});
  return true;
}

void SentenceReader::read_trailing(std::size_t i, Marker marker) {
  Statement statement = begin_statement(i, marker);
  const std::size_t first = behind(i, marker), end = clauses_.antecedent_end(first, words_.size());
  std::size_t last = i;
  // "…, for example, if they have work": of what was said before.
  if (!reading_.statements.empty() && !clauses_.has_finite(before(i).clause, i)) return leave_out(i, LookAlike::InPassing);
  while (last > 0 && (clauses_.is(last - 1, WordKind::Comma) || words_[last - 1].is_one_of({"especially", "particularly", "only", "and", "but", "partly", "perhaps", "precisely", "mainly", "or", "probably", "even"}))) --last;
  give(std::move(statement), {first, end}, {before(i).clause, last});
}

// The condition stands in brackets: "A task (if it has not been done) is …".
void SentenceReader::read_brackets() {
  for (std::size_t i = from_; i < words_.size(); ++i) {
    if (!clauses_.is(i, WordKind::Bracket)) continue;
    const std::string_view inside = words_[i].inside.of(text_);
    const std::vector<Word> inner = words_of(inside);
    const auto marker = std::find_if(inner.begin(), inner.end(), [](const Word& word) { return word.is("if") || word.is("unless"); });
    if (marker == inner.end()) continue;
    const Clauses clauses(inner);
    const bool whole = marker == inner.begin() && clauses.begins_clause(1, inner.size()) && !clauses_.is(words_.size() - 1, WordKind::Question);
    if (!whole) {
      leave_out(i, LookAlike::InPassing);
      continue;
    }
    Statement statement = begin_statement(i, marker->is("if") ? Marker::If : Marker::Unless);
    const Span span = clauses.span_of(1, inner.size());
    Part condition;
    condition.span = {words_[i].inside.begin + span.begin, words_[i].inside.begin + span.end};
    condition.first = condition.last = i;
    add_shades(text_, words_, condition, true);
    statement.antecedent.push_back(std::move(condition));
    const std::size_t clause = before(i).clause, end = clauses_.antecedent_end(i + 1, words_.size());
    add_steps(statement, {clause, end});
    finish(std::move(statement), {clause, end});
  }
}

// ---- otherwise, then alone, the more

void SentenceReader::read_otherwise() {
  for (std::size_t i = from_; i < words_.size(); ++i) {
    if (!words_[i].is("otherwise")) continue;
    const Before found = before(i);
    const bool first = found.segment == i || (i > 0 && clauses_.is(i - 1, WordKind::Comma) && found.clause >= i);
    if (!first && !clauses_.has_finite(found.clause, i)) continue;
    if (!clauses_.begins_clause(i + 1, words_.size())) continue;
    Statement statement = begin_statement(i, Marker::Otherwise);
    statement.doubts.push_back(Doubt::PointsBack);
    if (!first) statement.antecedent.push_back(part({found.clause, i}));
    const std::size_t end = clauses_.consequent_end(i + 1, words_.size());
    add_steps(statement, {i + 1, end});
    return finish(std::move(statement), {first ? i : found.clause, end});
  }
}

void SentenceReader::read_then_alone() {
  for (std::size_t i = from_ + 1; i + 1 < words_.size(); ++i) {
    if (!words_[i].is("then") || !clauses_.is_word(i)) continue;
    const std::size_t clause = before(i).clause;
    const bool ordered = std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(clause), words_.begin() + static_cast<std::ptrdiff_t>(i), [](const Word& word) { return word.is_one_of({"first", "now"}); });
    const bool rule = clauses_.is(i - 1, WordKind::Comma) && !ordered && clauses_.has_finite(clause, i) && clauses_.begins_clause(i + 1, words_.size());
    const bool asks = clauses_.is(words_.size() - 1, WordKind::Question);
    if (!rule || asks) {
      leave_out(i, asks ? LookAlike::Question : LookAlike::Order);
      continue;
    }
    Statement statement = begin_statement(i, Marker::Then);
    statement.antecedent.push_back(part({clause, i}));
    const std::size_t end = clauses_.consequent_end(i + 1, words_.size());
    add_steps(statement, {i + 1, end});
    return finish(std::move(statement), {clause, end});
  }
}

void SentenceReader::read_the_more() {
  const auto pair_at = [this](std::size_t i) { return clauses_.is(i, "the") && i + 1 < words_.size() && is_comparative(words_[i + 1].low); };
  for (std::size_t i = from_; i < words_.size(); ++i) {
    if (!pair_at(i)) continue;
    std::size_t second = i + 3;
    while (second < words_.size() && !(pair_at(second) && (clauses_.is(second - 1, WordKind::Comma) || clauses_.is(second - 1, WordKind::Semicolon)))) ++second;
    if (second >= words_.size()) continue;
    Statement statement = begin_statement(i, Marker::More);
    statement.antecedent.push_back(part({i, second}));
    const std::size_t end = clauses_.consequent_end(second, words_.size());
    add_steps(statement, {second, end});
    return finish(std::move(statement), {i, end});
  }
}

// ---- when, because

void SentenceReader::read_opening_when() {
  for (std::size_t i = from_; i < words_.size(); ++i) {
    if (!words_[i].is_one_of({"when", "whenever"}) || !opens(i)) continue;
    if (const auto why = look_alike_when(i)) return leave_out(i, *why);
    const auto cut = clauses_.cut(i + 1, words_.size());
    if (!cut) return;
    const std::size_t end = clauses_.consequent_end(cut->after, words_.size());
    if (is_story({i + 1, cut->before}, {cut->after, end})) return leave_out(i, LookAlike::Story);
    Statement statement = begin_statement(i, Marker::When);
    if (cut->guessed) statement.doubts.push_back(Doubt::GuessedSplit);
    statement.antecedent.push_back(part({i + 1, cut->before}));
    add_steps(statement, {cut->after, end});
    return finish(std::move(statement), {i, end});
  }
}

std::optional<LookAlike> SentenceReader::look_alike_when(std::size_t i) const {
  if (clauses_.is(words_.size() - 1, WordKind::Question)) return LookAlike::Question;
  if (i + 1 >= words_.size() || !clauses_.is_word(i + 1)) return LookAlike::Time;
  if (words_[i + 1].is_one_of({"to", "asked", "and", "or"}) || is_said_in_passing(words_[i + 1].low)) return LookAlike::Time;
  if (words_[i + 1].is_one_of({"we", "one"}) && i + 2 < words_.size() && words_[i + 2].is_one_of({"look", "looks", "consider", "considers"})) return LookAlike::Story;
  return std::nullopt;
}

// What happened once is told in the past on both sides.
bool SentenceReader::is_story(const Range& antecedent, const Range& consequent) const {
  const auto past = [this](const Range& range) {
    bool found = false;
    for (std::size_t i = range.first; i < range.last; ++i) {
      const Word& word = words_[i];
      if (is_modal(word.low) || word.is_one_of({"is", "are", "has", "have", "do", "does"})) return false;
      found = found || word.is_one_of({"was", "were", "had", "did"}) || (word.low.ends_with("ed") && i > range.first && clauses_.is_word(i - 1) && !is_finite(words_[i - 1].low));
    }
    return found;
  };
  return past(antecedent) && past(consequent);
}

void SentenceReader::read_because() {
  for (std::size_t i = from_; i < words_.size(); ++i) {
    if (!words_[i].is("because")) continue;
    if (clauses_.is(i + 1, "of")) {
      leave_out(i, LookAlike::NounReason);
      continue;
    }
    if (clauses_.is(words_.size() - 1, WordKind::Question)) return leave_out(i, LookAlike::Question);
    if (i + 2 >= words_.size() || !clauses_.is_word(i + 1)) return leave_out(i, LookAlike::Unfinished);
    if (opens(i) && read_opening(i, Marker::Because)) return;
    const std::size_t clause = before(i).clause;
    if (clause >= i) return leave_out(i, LookAlike::Unfinished);
    const bool back = words_[clause].is_one_of({"this", "that", "it"}) && i <= clause + 4 && (clauses_.is(clause + 1, "is") || clauses_.is(clause + 1, "was"));
    if (back) return leave_out(i, LookAlike::PointsBack);
    return read_trailing(i, Marker::Because);
  }
}

// Whether a claim is weighed in these words ("more likely"), and not only in what it asks about or compares with.
bool SentenceReader::weighs(std::size_t first, std::size_t last) const {
  bool found = false;
  for (std::size_t i = first; i < last; ++i) {
    if (is_weighing(words_[i].low)) found = true;
    else if (words_[i].is_one_of({"how", "whether", "what", "than", "where"})) found = false;
  }
  return found;
}

void SentenceReader::read_inner_when() {
  for (std::size_t i = from_ + 1; i + 1 < words_.size(); ++i) {
    if (!words_[i].is_one_of({"when", "whenever"})) continue;
    const std::size_t clause = before(i).clause;
    const Word& last = words_[i - 1];
    const bool attached = last.kind == WordKind::Word && (is_time_noun(last.low) || is_preposition(last.low) || asks_whether(last.low) || last.is_one_of({"and", "or", "recognise", "recognize"}));
    const bool reduced = !clauses_.begins_clause(i + 1, clauses_.antecedent_end(i + 1, words_.size()));
    const std::size_t end = clauses_.antecedent_end(i + 1, words_.size());
    const std::size_t near = reduced && i > clause + 6 ? i - 6 : clause;
    // After a comma the weight may lie behind: "…, when they think that is right".
    const bool weighed = weighs(near, i) || (last.kind == WordKind::Comma && !reduced && clauses_.begins_clause(clause, i) && weighs(i, end));
    const auto why = look_alike_when(i);
    if (why || attached || !weighed || (reduced && (!clauses_.has_finite(clause, i) || clauses_.has_finite(i + 2, end)))) {
      leave_out(i, why.value_or(LookAlike::Time));
      continue;
    }
    return read_trailing(i, Marker::When);
  }
}

// ---- parts and tags

Statement SentenceReader::begin_statement(std::size_t i, Marker marker) const {
  Statement statement;
  statement.marker = marker;
  statement.marker_span = words_[i].span;
  statement.attribution = before(i).attribution;
  statement.attributed_to = attributed_to(text_, words_, statement.attribution);
  return statement;
}

// A quotation mark right before the first word opens with it, one right after the last word closes with it.
Span SentenceReader::with_quotes(Span span) const {
  if (span.empty()) return span;
  const std::string_view before = text_.substr(0, span.begin), after = text_.substr(span.end);
  for (const std::string_view mark : {"\u2018", "\u201c", "\""})
    if (before.ends_with(mark)) span.begin -= mark.size();
  for (const std::string_view mark : {"\u2019", "\u201d", "\""})
    if (after.starts_with(mark)) span.end += mark.size();
  return span;
}

Part SentenceReader::part(Range range) const {
  Part part;
  part.first = range.first;
  part.last = range.last;
  part.span = with_quotes(clauses_.span_of(range.first, range.last));
  return part;
}

// Whether the consequent goes on with another one at `i`: after a tag, or with "and" and a subject and a verb of its own.
bool SentenceReader::divides(std::size_t i, const Range& range) const {
  const std::size_t next = clauses_.is(i, WordKind::Comma) ? i + 1 : i;
  if (!clauses_.is(next, "and") || next + 2 >= range.last) return false;
  if (i > range.first && clauses_.is(i - 1, WordKind::Tag)) return true;
  const Word& subject = words_[next + 1];
  const bool own = is_personal_pronoun(subject.low) || subject.is_one_of({"their", "your", "our", "his", "her", "its"});
  return own && clauses_.has_finite(range.first, i) && clauses_.begins_clause(next + 1, range.last);
}

void SentenceReader::add_parts(Step& step, Range range) const {
  std::size_t begin = range.first;
  for (std::size_t i = range.first; i <= range.last; ++i) {
    if (i < range.last && !(i > begin + 1 && divides(i, {begin, range.last}))) continue;
    Part found = part({begin, i});
    if (!found.span.empty()) step.parts.push_back(std::move(found));
    begin = i < range.last ? i + (clauses_.is(i, WordKind::Comma) ? 2 : 1) : i;
  }
}

void SentenceReader::add_steps(Statement& statement, Range range) const {
  std::size_t begin = range.first;
  for (std::size_t i = range.first; i <= range.last; ++i) {
    const bool next = i < range.last && i > begin && clauses_.then_opens(i, begin) && !clauses_.is_word(i - 1);
    if (i < range.last && !next) continue;
    Step step;
    add_parts(step, {begin, i});
    if (!step.parts.empty()) statement.steps.push_back(std::move(step));
    begin = i + 1;
  }
}

void SentenceReader::give(Statement statement, Range antecedent, Range consequent) {
  statement.antecedent.push_back(part(antecedent));
  add_steps(statement, consequent);
  if (!consequent.empty() && words_[consequent.first].is_one_of({"who", "which"})) statement.doubts.push_back(Doubt::PointsBack);
  if (consequent.empty() || !clauses_.has_finite(consequent.first, consequent.last)) statement.doubts.push_back(consequent.empty() ? Doubt::Unsplit : Doubt::NoVerb);
  finish(std::move(statement), {std::min(antecedent.first, consequent.first), std::max(antecedent.last, consequent.last)});
}

void SentenceReader::add_tags(Statement& statement, Range extent) const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (words_[i].tag.empty()) continue;
    TagUse use;
    use.span = words_[i].tag;
    use.where = TagUse::Where::Outside;
    for (std::size_t p = 0; p < statement.antecedent.size(); ++p)
      if (i >= statement.antecedent[p].first && i < statement.antecedent[p].last) use = {use.span, TagUse::Where::Antecedent, 0, p};
    for (std::size_t s = 0; s < statement.steps.size(); ++s)
      for (std::size_t p = 0; p < statement.steps[s].parts.size(); ++p)
        if (const Part& one = statement.steps[s].parts[p]; i >= one.first && i < one.last) use = {use.span, TagUse::Where::Step, s, p};
    statement.tags.push_back(use);
  }
  // A single tag at the statement's end is the whole statement's.
  const auto inside = [](const TagUse& use) { return use.where != TagUse::Where::Outside; };
  std::size_t end = extent.last;
  while (end > extent.first && !clauses_.is_word(end - 1) && !clauses_.is(end - 1, WordKind::Bracket) && !clauses_.is(end - 1, WordKind::Tag)) --end;
  if (std::count_if(statement.tags.begin(), statement.tags.end(), inside) != 1 || end == extent.first || words_[end - 1].tag.empty()) return;
  std::find_if(statement.tags.begin(), statement.tags.end(), inside)->where = TagUse::Where::Statement;
}

void SentenceReader::finish(Statement statement, Range extent) {
  add_tags(statement, extent);
  for (Part& one : statement.antecedent) add_shades(text_, words_, one, true);
  for (Step& step : statement.steps)
    for (Part& one : step.parts) add_shades(text_, words_, one, false);
  statement.population = population_of(text_, words_, extent.first, extent.last);
  const bool pointing = !statement.antecedent.empty() && points_back(text_, statement.antecedent.front(), words_);
  if (pointing) statement.doubts.push_back(Doubt::PointsBack);
  if (statement.antecedent.empty() && statement.marker != Marker::Otherwise) statement.doubts.push_back(Doubt::Unsplit);
  if (statement.steps.empty()) statement.doubts.push_back(Doubt::Unsplit);
  std::sort(statement.doubts.begin(), statement.doubts.end());
  statement.doubts.erase(std::unique(statement.doubts.begin(), statement.doubts.end()), statement.doubts.end());
  if (says_only(text_, words_, statement)) statement.marker = Marker::Only;
  from_ = std::max(from_, extent.last);
  reading_.statements.push_back(std::move(statement));
}

Reading read_sentence(std::string_view sentence) {
  const Reading too_long{{}, {{{0, 0}, LookAlike::TooLong}}};
  if (sentence.size() > kMostSentenceBytes) return too_long;
  SentenceReader reader(sentence);
  return reader.size() > kMostWords ? too_long : reader.run();
}

}  // namespace realist::rules::prose
