#include "rules/editing/words.h"

#include <algorithm>
#include <string>
#include <utility>

#include "rules/characters.h"
#include "rules/condition_grammar.h"

namespace realist::rules {
namespace {

using Kind = Word::Kind;
using Use = Word::Use;
using models::Role;

// A piece of an example's line.
struct Piece {
  std::size_t begin = 0, end = 0;  // bytes, quotes left out
  std::string folded;
  bool quoted = false;
};

std::vector<Piece> pieces_of(const Text& text) {
  const std::string plain = plain_of(text.text);
  std::vector<Piece> out;
  for (std::size_t at = 0; at < plain.size();) {
    if (plain[at] == ' ' || plain[at] == '\1' || plain[at] == ',') {
      ++at;
      continue;
    }
    Piece piece;
    piece.quoted = plain[at] == '"';
    piece.begin = at + (piece.quoted ? 1 : 0);
    while (piece.quoted && piece.begin < plain.size() && plain[piece.begin] == '\1') ++piece.begin;
    piece.end = std::min(piece.quoted ? plain.find('"', piece.begin) : plain.find_first_of(" ,\1\"", at + 1), plain.size());
    // Every byte of a longer character but its first is itself: only blanks and quotes leave fillers.
    piece.folded = models::fold(std::string_view(text.text).substr(piece.begin, piece.end - piece.begin));
    at = std::max(piece.end + (piece.quoted ? 1 : 0), at + 1);
    out.push_back(std::move(piece));
  }
  return out;
}

class WordFinder {
 public:
  WordFinder(const RowItem& item, const KnownNames& names) : rows_(item.rows), names_(names) {}

  std::vector<Word> find() {
    for (const Row& row : rows_) take(row);
    settle_roles();
    return std::move(out_);
  }

 private:
  void take(const Row& row);
  void take_header(const Row& row);
  void take_declaration(const Row& row);
  void take_declaration_line(const Row& row);
  void take_clauses(const Row& row, Joint first);
  void take_segment(const Segment& segment);
  void take_window(const Segment& segment);
  void take_fact(const Text& text);
  void take_event(const Text& text, const std::vector<Piece>& pieces, std::size_t at);
  void take_expectation(const Row& row);
  void take_names(const Text& text, Kind kind, Use use);
  void take_tags(const Text& text);
  void settle_roles();

  void add_keyword(const Row& row);
  void add_place(Kind kind, const models::Place& place) {
    Word word;
    word.kind = kind;
    word.place = place;
    if (place.known() && place.end_column > place.column) out_.push_back(std::move(word));
  }
  // Without the quotes round it.
  Word* add(Kind kind, Use use, const Text& text) {
    const std::string_view bare = unquoted(text.text);
    const auto begin = static_cast<std::size_t>(bare.data() - text.text.data());
    const Text inner = text.part(begin, begin + bare.size());
    if (inner.empty()) return nullptr;
    Word& word = out_.emplace_back();
    word.kind = kind;
    word.use = use;
    word.quoted = bare.size() != text.text.size();
    word.text = inner;
    word.place = inner.place();
    const bool names = kind == Kind::Phrase || kind == Kind::Label || kind == Kind::Event || kind == Kind::Field || kind == Kind::Phase || kind == Kind::RecordKind;
    if (names) word.folded = models::fold(inner.text);
    return &word;
  }
  void add_piece(Kind kind, Use use, const Text& text, const Piece& piece) {
    if (Word* word = add(kind, use, text.part(piece.begin, piece.end))) word->quoted = piece.quoted;
  }
  void add_condition(const Text& text) {
    for (Word& word : words_of_condition(text)) out_.push_back(std::move(word));
  }

  const std::vector<Row>& rows_;
  const KnownNames& names_;
  std::vector<Word> out_;
  Use use_ = Use::Antecedent;      // of the clauses being read
  bool first_of_part_ = true;
  std::uint32_t step_ = 0;
  std::vector<std::pair<std::size_t, std::uint32_t>> steps_;  // words that are phrases of steps, with the step's number
};

// The keyword alone, where a name stands between it and its colon.
void WordFinder::add_keyword(const Row& row) {
  models::Place place = row.keyword;
  const bool name_inside = row.start.kind != RowKind::Statement && !row.name.empty();
  if (name_inside) place.end_column = std::max(place.column, row.name.place().column - 1);
  if (row.start.kind != RowKind::Plain) add_place(Kind::Keyword, place);
}

void WordFinder::take(const Row& row) {
  if (row.start.kind == RowKind::Statement && row.start.labelled) add(Kind::Label, Use::Defined, row.name);
  if (row.start.kind != RowKind::Tag) add_keyword(row);
  switch (row.start.kind) {
    case RowKind::Header: return take_header(row);
    case RowKind::Include: return void(add(Kind::File, Use::None, row.text));
    case RowKind::Declaration: return take_declaration(row);
    case RowKind::DeclarationLine: return take_declaration_line(row);
    case RowKind::Phase:
      add(Kind::Phase, Use::Defined, row.name);
      return add_condition(row.text);
    case RowKind::Example:
    case RowKind::Note: return void(add(Kind::Title, Use::None, row.text));
    case RowKind::Tag: return take_tags(row.text);
    case RowKind::Statement: return take_clauses(row, Joint::Start);
    case RowKind::Then:
    case RowKind::Otherwise: return take_clauses(row, Joint::Then);
    case RowKind::Unless: return take_clauses(row, Joint::Unless);
    case RowKind::Because: return take_clauses(row, Joint::Because);
    case RowKind::And: return rows_.front().start.kind == RowKind::Example ? take_fact(row.text) : take_clauses(row, Joint::And);
    case RowKind::Or: return take_clauses(row, Joint::Or);
    case RowKind::Dash: return take_clauses(row, Joint::Start);
    case RowKind::Given: return take_fact(row.text);
    case RowKind::AsOf: return void(add(Kind::Value, Use::Example, row.text));
    case RowKind::Expect: return take_expectation(row);
    case RowKind::Plain: return;
  }
}

// Names with commas between them.
void WordFinder::take_names(const Text& text, Kind kind, Use use) {
  const std::string plain = plain_of(text.text);
  bool in_quotes = false;
  for (std::size_t begin = 0, at = 0; at <= plain.size(); ++at) {
    if (at < plain.size() && plain[at] == '"') in_quotes = !in_quotes;
    if (at < plain.size() && (plain[at] != ',' || in_quotes)) continue;
    add(kind, use, text.part(begin, at));
    begin = at + 1;
  }
}

void WordFinder::take_header(const Row& row) {
  using Header = HeaderSyntax::Kind;
  switch (row.start.header) {
    case Header::Case: add(Kind::RecordKind, Use::Defined, row.text); break;
    case Header::DefaultPhase: add(Kind::Phase, Use::None, row.text); break;
    case Header::DefaultWindow:
    case Header::Vocabulary: add(Kind::Value, Use::None, row.text); break;
    case Header::Events:
      take_names(row.name, Kind::Event, Use::Condition);
      add(Kind::Value, Use::None, row.text);
      break;
    case Header::Conflict:
      take_names(row.name, Kind::Label, Use::None);
      add(Kind::Title, Use::None, row.text);
      break;
    case Header::NotApplicable: {
      const bool phrase = names_.propositions.count(models::fold(unquoted(row.text.text))) != 0 || !looks_like_condition(row.text.text);
      if (phrase) add(Kind::Phrase, Use::NotApplicable, row.text);
      else add_condition(row.text);
      break;
    }
    default: add(Kind::Title, Use::None, row.text);
  }
}

void WordFinder::take_tags(const Text& text) {
  Text rest;
  for (const Tag& tag : read_tags(text, rest)) add_place(Kind::Tag, tag.text.place());
}

void WordFinder::take_declaration(const Row& row) {
  if (Word* name = add(Kind::Phrase, Use::ShortName, row.name)) name->role = row.start.role;
  const Segment phrase = cut_tags(row.text);
  if (Word* word = add(Kind::Phrase, Use::Declared, phrase.words)) word->role = row.start.role;
  for (const Tag& tag : phrase.tags) add_place(Kind::Tag, tag.text.place());
}

void WordFinder::take_declaration_line(const Row& row) {
  using Line = DeclarationLine::Kind;
  switch (row.start.line) {
    case Line::Also: return void(add(Kind::Phrase, Use::Also, row.text));
    case Line::Opposite: return void(add(Kind::Phrase, Use::Opposite, row.text));
    case Line::Of: return void(add(Kind::RecordKind, Use::None, row.text));
    case Line::ObservedWhen: return add_condition(row.text);
    default: add(Kind::Value, Use::None, row.text);
  }
}

// --- Statements ------------------------------------------------------------------------------------------------------

void WordFinder::take_clauses(const Row& row, Joint first) {
  const bool in_step = use_ == Use::Step && first != Joint::Unless && first != Joint::Because;
  const bool if_repeated = (first == Joint::And || first == Joint::Or) && begins_with_word(row.text.text, "if");
  const Text after_if = if_repeated ? row.text.part(2, row.text.text.size()) : Text{};
  if (if_repeated) add_place(Kind::Keyword, row.text.place(0, 2));
  for (const Segment& segment : cut_clauses(if_repeated ? after_if : row.text, first, in_step, names_)) take_segment(segment);
}

void WordFinder::take_segment(const Segment& segment) {
  first_of_part_ = segment.joint == Joint::Then || segment.joint == Joint::Unless || segment.joint == Joint::Because;
  switch (segment.joint) {
    case Joint::Then:
      use_ = Use::Step;
      ++step_;
      break;
    case Joint::Unless: use_ = Use::Unless; break;
    case Joint::Because: use_ = Use::Because; break;
    default: break;
  }
  add_place(Kind::Keyword, segment.keyword);
  const ClauseHead head = read_clause_head(segment.words.text, use_ == Use::Step && first_of_part_);
  if (head.end != 0) add_place(Kind::Keyword, segment.words.part(0, head.end).place());
  const Text phrase = segment.words.part(head.end, segment.words.text.size());
  if (Word* word = phrase.empty() ? nullptr : add(Kind::Phrase, use_, phrase)) {
    word->role = head.role;
    if (use_ == Use::Step) steps_.emplace_back(out_.size() - 1, step_);
  }
  take_window(segment);
  for (const Tag& tag : segment.tags) add_place(Kind::Tag, tag.text.place());
}

void WordFinder::take_window(const Segment& segment) {
  if (segment.window_text.empty()) return;
  add_place(Kind::Window, segment.window_text.place());
  for (const WindowPart& part : segment.window) {
    switch (part.kind) {
      case WindowPart::Kind::BeforeEvent:
        // NAME where …: as after `event`, which is left out here.
        for (bool first = true; Word& word : words_of_condition(part.name)) {
          if (std::exchange(first, false)) word.kind = Kind::Event, word.folded = models::fold(word.text.text);
          out_.push_back(std::move(word));
        }
        break;
      case WindowPart::Kind::BeforeAttribute: add(Kind::Field, Use::Condition, part.name); break;
      case WindowPart::Kind::BeforeName: add(Kind::Phrase, Use::Bound, part.name); break;
      case WindowPart::Kind::During:
      case WindowPart::Kind::ThroughoutPhase: add(Kind::Phase, Use::None, part.name); break;
      default: break;
    }
  }
}

// What is not said is told by the place: the last step is an outcome, those before it mechanisms.
void WordFinder::settle_roles() {
  for (const auto& [at, step] : steps_)
    if (!out_[at].role) out_[at].role = step == step_ ? Role::Outcome : Role::Mechanism;
  for (Word& word : out_) {
    if (word.kind != Kind::Phrase || word.role) continue;
    if (word.use == Use::Because) word.role = Role::Mechanism;
    if (word.use == Use::Antecedent || word.use == Use::Unless) word.role = Role::Context;
  }
}

// --- Examples --------------------------------------------------------------------------------------------------------

// event NAME on DATE with FIELD VALUE, FIELD VALUE
void WordFinder::take_event(const Text& text, const std::vector<Piece>& pieces, std::size_t at) {
  if (at >= pieces.size()) return;
  const std::size_t event = at;
  add_piece(Kind::Event, Use::Example, text, pieces[at]);
  bool field = false;
  for (++at; at < pieces.size(); ++at) {
    const std::string& word = pieces[at].folded;
    const bool keyword = !pieces[at].quoted && (word == "on" || word == "at" || word == "with" || word == "where" || word == "is" || word == "and");
    if (keyword) {
      add_piece(Kind::Keyword, Use::None, text, pieces[at]);
      if (word != "is") field = word != "on" && word != "at";
      continue;
    }
    add_piece(field ? Kind::Field : Kind::Value, Use::Example, text, pieces[at]);
    if (field) out_.back().of_event = pieces[event].folded;
    const std::size_t after = pieces[at].end + (pieces[at].quoted ? 1 : 0);
    const bool comma = after < text.text.size() && text.text[after] == ',';
    field = !field && comma;
  }
}

void WordFinder::take_fact(const Text& text) {
  std::vector<Piece> pieces = pieces_of(text);
  if (pieces.empty()) return;
  // "for practitioner P-03: FACT"
  for (std::size_t i = 0; i < std::min<std::size_t>(pieces.size(), 3); ++i)
    if (!pieces[i].quoted && pieces[i].folded.ends_with(':')) {
      add_place(Kind::Value, text.place(pieces[0].begin, pieces[i].end));
      pieces.erase(pieces.begin(), pieces.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      break;
    }
  if (pieces.empty()) return;
  const std::string first = pieces[0].quoted ? "" : pieces[0].folded;
  if (first == "event") {
    add_piece(Kind::Keyword, Use::None, text, pieces[0]);
    return take_event(text, pieces, 1);
  }
  if (first == "judged") {
    add_piece(Kind::Keyword, Use::None, text, pieces[0]);
    if (pieces.size() > 1) add_piece(Kind::Phrase, Use::Example, text, pieces[1]);
    for (std::size_t i = 2; i < pieces.size(); ++i) add_piece(Kind::Value, Use::Example, text, pieces[i]);
    return;
  }
  const bool attribute = pieces.size() > 1 && pieces[1].folded == "is";
  add_piece(attribute ? Kind::Field : Kind::Keyword, Use::Example, text, pieces[0]);
  for (std::size_t i = 1; i < pieces.size(); ++i)
    add_piece(attribute && i == 1 ? Kind::Keyword : Kind::Value, Use::Example, text, pieces[i]);
}

// Everything before the verdict is the subject; the verdict is the last word, or stands before `at`.
void WordFinder::take_expectation(const Row& row) {
  const std::vector<Piece> pieces = pieces_of(row.text);
  if (pieces.empty()) return;
  std::size_t verdict = pieces[0].quoted ? 1 : std::max<std::size_t>(1, pieces.size() - 1);
  for (std::size_t i = 1; i < pieces.size() && !pieces[0].quoted; ++i)
    if (!pieces[i].quoted && (pieces[i].folded == "stalled" || (i > 1 && pieces[i].folded == "at"))) {
      verdict = pieces[i].folded == "at" ? i - 1 : i;
      break;
    }
  const std::size_t last = std::min(verdict, pieces.size()) - 1;
  if (pieces[0].quoted) {
    add_piece(Kind::Phrase, Use::Expected, row.text, pieces[0]);
  } else {
    const Text subject = row.text.part(pieces[0].begin, pieces[last].end);
    const std::size_t slash = subject.text.find("/otherwise");
    add(last == 0 ? Kind::Label : Kind::Phrase, Use::Expected, subject.part(0, std::min(slash, subject.text.size())));
  }
  for (std::size_t i = last + 1; i < pieces.size(); ++i)
    add_piece(pieces[i].quoted ? Kind::Phrase : Kind::Keyword, pieces[i].quoted ? Use::Expected : Use::None, row.text, pieces[i]);
}

}  // namespace

std::vector<Word> words_of(const RowItem& item, const KnownNames& names) {
  return item.kind == RowItem::Kind::Prose ? std::vector<Word>{} : WordFinder(item, names).find();
}

}  // namespace realist::rules
