#include "rules/statement_builder.h"

#include <algorithm>
#include <string>
#include <utility>

#include "rules/characters.h"
#include "rules/stray_text.h"

namespace realist::rules {
namespace {

// A clause as gathered: a segment of a row, or a line of a list.
struct Entry {
  Lead lead;
  Segment segment;
  ClauseHead head;
  Text phrase;                 // without the head
  std::size_t depth = 0;       // of a list's line
  models::Place place;         // of the words, else of the keyword
};

// What is gathered between one `then` (If, unless, because) and the next.
struct Part {
  enum class Kind { Antecedent, Step, Unless, Because } kind = Kind::Antecedent;
  Lead lead;
  models::Place keyword;
  std::vector<Entry> entries;
};

models::Place joined(const models::Place& a, const models::Place& b) {
  if (!a.known()) return b;
  if (!b.known()) return a;
  return {a.file, a.line, a.column, b.end_line, b.end_column};
}

class Builder {
 public:
  Builder(const KnownNames& names, const Limits& limits, Reporter& reporter)
      : names_(names), limits_(limits), reporter_(reporter) {}

  StatementSyntax build(const std::vector<Row>& rows) {
    open(rows.front());
    for (std::size_t i = 1; i < rows.size(); ++i) take(rows[i]);
    finish_section();
    check();
    return std::move(statement_);
  }

 private:
  void open(const Row& row);
  void take(const Row& row);
  void take_clauses(const Row& row, Joint first);
  void take_list_line(const Row& row);
  void take_tags(const Row& row);
  void take_otherwise(const Row& row);
  void start_part(Part::Kind kind, const Row& row, const models::Place& keyword, Lead lead);
  void add_segment(const Row& row, Segment&& segment, std::size_t depth, Lead lead);
  void check_segment(const Segment& segment);
  void finish_part();
  void finish_section();
  void finish_step(Part part);
  void check();

  ClauseSyntax clause_of(std::vector<Entry>& entries, bool step);
  ClauseSyntax element(std::vector<Entry>& entries, std::size_t& at, bool step);
  ClauseSyntax entry_clause(Entry& entry, bool negation_is_steps);
  void report_mixed(const std::vector<ClauseSyntax>& parts, const std::vector<Joint>& joints, const models::Place& where);
  void take_window(StepSyntax& step, std::vector<Entry>& entries);

  std::vector<StepSyntax>& steps() { return statement_.otherwise ? statement_.otherwise->steps : statement_.steps; }
  std::vector<UnlessSyntax>& blocks() { return statement_.otherwise ? statement_.otherwise->unless : statement_.unless; }
  std::vector<BecauseSyntax>& reasons() { return statement_.otherwise ? statement_.otherwise->because : statement_.because; }
  std::vector<NoteSyntax>& notes() { return statement_.otherwise ? statement_.otherwise->notes : statement_.notes; }
  std::vector<Tag>& section_tags() { return statement_.otherwise ? statement_.otherwise->tags : statement_.tags; }

  models::Diagnostic& error(std::string_view code, const models::Place& where, std::string message, std::string help) {
    statement_.broken = true;
    return reporter_.report(code, where, std::move(message), std::move(help));
  }

  const KnownNames& names_;
  const Limits& limits_;
  Reporter& reporter_;
  StatementSyntax statement_;
  std::optional<Part> part_;
  models::Place opening_;
  std::size_t clauses_ = 0;
};

void Builder::open(const Row& row) {
  statement_.opening = row.start.opening;
  statement_.broken = row.guessed;
  if (row.start.labelled) statement_.label = row.name;
  opening_ = row.keyword;
  if (row.start.begin == row.start.end) {  // a label alone
    statement_.broken = true;
    if (!row.text.empty()) return report_missing_if(row.text, reporter_);
    error("syntax/missing-if", row.name.place(), "no statement follows this label",
          "write the statement after it, for example: [GATE-1] If …, then …");
    return;
  }
  start_part(Part::Kind::Antecedent, row, row.keyword, {});
  take_clauses(row, Joint::Start);
}

void Builder::take(const Row& row) {
  if (row.guessed) statement_.broken = true;
  if (row.start.misplaced) return void(statement_.broken = true);
  switch (row.start.kind) {
    case RowKind::Then:
    case RowKind::Unless:
    case RowKind::Because:
    case RowKind::And:
    case RowKind::Or: {
      constexpr std::pair<RowKind, Joint> joints[] = {{RowKind::Then, Joint::Then},
                                                      {RowKind::Unless, Joint::Unless},
                                                      {RowKind::Because, Joint::Because},
                                                      {RowKind::And, Joint::And},
                                                      {RowKind::Or, Joint::Or}};
      for (const auto& [kind, joint] : joints)
        if (kind == row.start.kind) take_clauses(row, joint);
      return;
    }
    case RowKind::Otherwise: return take_otherwise(row);
    case RowKind::Dash: return take_list_line(row);
    case RowKind::Tag: return take_tags(row);
    case RowKind::Note: return void(notes().push_back({row.lead, row.text}));
    default: return report_stray_text(row.text, reporter_);
  }
}

void Builder::start_part(Part::Kind kind, const Row&, const models::Place& keyword, Lead lead) {
  finish_part();
  part_ = Part{kind, std::move(lead), keyword, {}};
}

void Builder::take_clauses(const Row& row, Joint first) {
  const bool in_step = part_ && part_->kind == Part::Kind::Step && first != Joint::Unless && first != Joint::Because;
  const bool if_repeated = (first == Joint::And || first == Joint::Or) && begins_with_word(row.text.text, "if");
  const Text after_if = if_repeated ? row.text.part(2, row.text.text.size()) : Text{};
  const Text& words = if_repeated ? after_if : row.text;
  bool opening = true;
  for (Segment& segment : cut_clauses(words, first, in_step, names_)) {
    Lead lead;
    if (opening) {
      lead = row.lead;
      segment.keyword = row.keyword;
      segment.if_repeated = if_repeated;
    }
    const bool new_part = segment.joint == Joint::Then || segment.joint == Joint::Unless || segment.joint == Joint::Because;
    if (new_part) {
      const auto kind = segment.joint == Joint::Then     ? Part::Kind::Step
                        : segment.joint == Joint::Unless ? Part::Kind::Unless
                                                         : Part::Kind::Because;
      start_part(kind, row, segment.keyword, std::exchange(lead, {}));
    }
    if (opening && first == Joint::Start) lead = {};  // the item's own
    opening = false;
    add_segment(row, std::move(segment), 0, std::move(lead));
  }
}

// A published list ends its lines with "; and": punctuation of the list, no join.
void Builder::take_list_line(const Row& row) {
  const bool in_step = part_ && part_->kind == Part::Kind::Step;
  auto segments = cut_clauses(row.text, Joint::Start, in_step, names_);
  const auto is_join = [](const Segment& s) { return s.joint == Joint::And || s.joint == Joint::Or; };
  if (segments.size() > 1 && is_join(segments.back()) && segments.back().words.empty()) segments.pop_back();
  bool opening = true;
  for (Segment& segment : segments) {
    Lead lead;
    if (opening) {
      lead = row.lead;
      segment.keyword = row.keyword;
    }
    const bool new_part = segment.joint == Joint::Then || segment.joint == Joint::Unless || segment.joint == Joint::Because;
    if (new_part)
      start_part(segment.joint == Joint::Then     ? Part::Kind::Step
                 : segment.joint == Joint::Unless ? Part::Kind::Unless
                                                  : Part::Kind::Because,
                 row, segment.keyword, {});
    add_segment(row, std::move(segment), opening ? row.start.depth : 0, std::move(lead));
    opening = false;
  }
}

void Builder::take_tags(const Row& row) {
  if (row.start.bare) return void(statement_.broken = true);
  Text rest;
  auto tags = read_tags(row.text, rest);
  if (!tags.empty()) tags.front().lead = row.lead;
  if (!rest.empty())
    error("syntax/text-after-tag", rest.place(), "these words stand after a tag and nothing joins them to it",
          "join them with and, or, then, unless or because, or give them a line of their own with `note:`");
  for (const Tag& tag : tags) {
    const bool empty = tag.kind == Tag::Kind::Evidence ? tag.evidence.empty() : tag.source.document.empty();
    if (!empty) continue;
    const bool evidence = tag.kind == Tag::Kind::Evidence;
    error(evidence ? "syntax/empty-tag" : "syntax/bad-source", tag.text.place(),
          evidence ? "this tag names no source" : "this tag does not say which document",
          evidence ? "write for example: (evidence: realist review, 2 case studies)" : "write for example: (source: \"002\", line 88)");
  }
  auto& into = part_ && !part_->entries.empty() ? part_->entries.back().segment.tags : section_tags();
  into.insert(into.end(), std::make_move_iterator(tags.begin()), std::make_move_iterator(tags.end()));
}

void Builder::take_otherwise(const Row& row) {
  finish_section();
  if (statement_.otherwise)
    error("syntax/misplaced-line", row.keyword, "a statement has one `otherwise`",
          "write the second one as a statement of its own");
  else
    statement_.otherwise.emplace();
  statement_.otherwise->lead = row.lead;
  Row step = row;
  step.lead = {};
  take_clauses(step, Joint::Then);
}

void Builder::check_segment(const Segment& segment) {
  if (segment.after_semicolon && !segment.after_tag.empty()) {
    notes().push_back({{}, segment.after_tag});
    reporter_.report("syntax/kept-as-note", segment.after_tag.place(), "these words after the tag are kept as a note",
                     "that is well where they are a remark; else give them an If or then of their own");
  } else if (!segment.after_tag.empty())
    error("syntax/text-after-tag", segment.after_tag.place(), "these words stand after a tag and nothing joins them to it",
          "join them with and, or, then, unless or because, or give them a line of their own with `note:`");
  if (!segment.unclosed_quote.empty())
    reporter_.report("syntax/unclosed-quote", segment.unclosed_quote.place(0, 1), "this double quote is not closed",
                     "close it, or leave it out");
  for (const FalseWindow& window : segment.false_windows) {
    const std::string words(window.words.text);
    if (!window.unit_meant.empty()) {
      auto& message = reporter_.report("window/not-a-window", window.words.place(),
                                       "`" + words + "` is taken as part of the phrase, because `" + window.unit.text + "` is no unit of time",
                                       "did you mean `" + window.unit_meant + "`? If not, put the phrase in double quotes to say that these are words of it");
      reporter_.fix(message, "write: " + window.unit_meant, window.unit.place(), window.unit_meant);
      continue;
    }
    reporter_.report(window.unknown_bound ? "window/unknown-bound" : "window/not-a-window", window.words.place(),
                     window.unknown_bound ? "`" + words + "` is taken as part of the phrase, because the theory does not know what bounds it"
                                          : "`" + words + "` is taken as part of the phrase, because no window can stand here",
                     window.unknown_bound
                         ? "declare the phase, event or proposition meant, or put the phrase in double quotes to say that these are words of it"
                         : "a window stands at the end of a step; put the phrase in double quotes to say that these are words of it");
  }
  if (segment.second_sentence)
    reporter_.report("syntax/two-sentences", segment.words.place(), "this phrase holds what reads like two sentences",
                     "a phrase ends at its line's end, not at a full stop; keep the rest as a `note:` or a comment");
  for (const Tag& tag : segment.tags) {
    if (tag.kind == Tag::Kind::Evidence && tag.evidence.empty())
      error("syntax/empty-tag", tag.text.place(), "this tag names no source",
            "write for example: (evidence: realist review, 2 case studies)");
    if (tag.kind == Tag::Kind::Source && tag.source.document.empty())
      error("syntax/bad-source", tag.text.place(), "this tag does not say which document",
            "write for example: (source: \"002\", line 88)");
  }
}

void Builder::add_segment(const Row&, Segment&& segment, std::size_t depth, Lead lead) {
  if (++clauses_ > limits_.clauses) {
    if (clauses_ == limits_.clauses + 1)
      error("syntax/too-many-clauses", segment.keyword,
            "this statement has more than " + std::to_string(limits_.clauses) + " clauses", "cut it into several statements");
    return;
  }
  check_segment(segment);
  if (!part_) part_ = Part{Part::Kind::Antecedent, {}, segment.keyword, {}};
  const bool first_of_step = part_->kind == Part::Kind::Step && part_->entries.empty();
  Entry& entry = part_->entries.emplace_back();
  entry.lead = std::move(lead);
  entry.depth = depth;
  entry.head = read_clause_head(segment.words.text, first_of_step);
  entry.place = segment.words.empty() ? segment.keyword : segment.words.place();
  entry.phrase = entry.head.end == 0 ? std::move(segment.words) : segment.words.part(entry.head.end, segment.words.text.size());
  const std::string& phrase = entry.phrase.text;
  if (phrase.size() > limits_.phrase_characters && count_characters(phrase) > limits_.phrase_characters) {
    error("syntax/phrase-too-long", entry.phrase.place(0, 1),
          "this phrase has " + std::to_string(count_characters(entry.phrase.text)) + " characters, and the limit is " +
              std::to_string(limits_.phrase_characters),
          "say it in fewer words, or cut it into several clauses");
    entry.phrase = entry.phrase.part(0, cut(entry.phrase.text, 80).size());
  }
  entry.segment = std::move(segment);
}

// --- Clauses ---------------------------------------------------------------------------------------------------------

ClauseSyntax Builder::entry_clause(Entry& entry, bool negation_is_steps) {
  ClauseSyntax out;
  out.lead = std::move(entry.lead);
  out.negated = entry.head.negated && !negation_is_steps;
  out.if_repeated = entry.segment.if_repeated;
  out.place = entry.place;
  out.tags = std::move(entry.segment.tags);
  if (entry.head.list) {
    out.kind = *entry.head.list;
    out.listed = true;
    out.count = entry.head.count;
    out.phrase = entry.phrase;  // kept where it should not stand, so that one message is enough
    if (!entry.phrase.empty())
      error("syntax/list-needs-lines", entry.phrase.place(), "what is listed has to stand on lines of its own",
            "put each phrase on a line below that opens with a dash, for example: - the participant has a home");
    return out;
  }
  out.phrase = std::move(entry.phrase);
  if (out.phrase.empty() || (is_quoted(out.phrase.text) && trimmed(unquoted(out.phrase.text)).empty())) {
    const auto where = entry.segment.keyword.known() ? entry.segment.keyword : entry.place;
    error("syntax/empty-clause", where, "no words follow here", "say after it what has to be so");
  }
  return out;
}

// An entry with the lines of its list.
ClauseSyntax Builder::element(std::vector<Entry>& entries, std::size_t& at, bool step) {
  const std::size_t depth = entries[at].depth;
  const models::Place opened = entries[at].place;
  ClauseSyntax out = entry_clause(entries[at], step && at == 0);
  bool too_deep = false;
  ++at;
  while (at < entries.size() && entries[at].depth > depth) {
    const bool nested_too_deep = entries[at].depth > limits_.condition_depth;
    const bool fits = out.listed && entries[at].depth == depth + 1 && !nested_too_deep;
    if (fits) {
      out.parts.push_back(element(entries, at, false));
      continue;
    }
    too_deep = too_deep || nested_too_deep;
    if (nested_too_deep)
      error("syntax/too-deep", entries[at].segment.keyword,
            "lists are nested " + std::to_string(entries[at].depth) + " deep here, and the limit is " +
                std::to_string(limits_.condition_depth),
            "name an inner list with a proposition of its own");
    else
      error("syntax/stray-list-line", entries[at].segment.keyword, "no list was opened that this line could belong to",
            "open one with all of:, any of:, none of: or at least 2 of:, and nest by one more dash");
    ++at;
  }
  if (!out.listed) return out;
  if (!std::exchange(out.phrase, {}).empty() || too_deep) return out;
  if (out.parts.empty())
    error("syntax/empty-list", opened, "no lines follow that belong to this list",
          "put each phrase on a line below that opens with a dash, for example: - the participant has a home");
  else if (out.kind == ClauseSyntax::Kind::AtLeast && (out.count > out.parts.size() || out.count == 0))
    error("syntax/list-count", opened,
          "this list asks for at least " + std::to_string(out.count) + " of its lines, and it has " +
              std::to_string(out.parts.size()),
          "ask for a number between 1 and that of its lines");
  if (!out.parts.empty()) out.place = joined(out.place, out.parts.back().place);
  return out;
}

std::string reading(const std::vector<ClauseSyntax>& parts, const std::vector<Joint>& joints, bool and_first) {
  const Joint inner = and_first ? Joint::And : Joint::Or;
  std::string out = and_first ? "any of:" : "all of:";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool group_begins = i + 1 < parts.size() && joints[i] == inner && (i == 0 || joints[i - 1] != inner);
    const bool in_group = (i < joints.size() && joints[i] == inner) || (i > 0 && joints[i - 1] == inner);
    if (group_begins) out += and_first ? "\n- all of:" : "\n- any of:";
    out += in_group ? "\n- - " : "\n- ";
    out += (parts[i].negated ? "not " : "") + parts[i].phrase.text;
  }
  return out;
}

void Builder::report_mixed(const std::vector<ClauseSyntax>& parts, const std::vector<Joint>& joints,
                           const models::Place& where) {
  auto& message = error("syntax/mixed-and-or", where, "`and` and `or` are mixed here, which can be read in two ways",
                        "write the one you mean as a list");
  const bool simple = std::all_of(parts.begin(), parts.end(), [](const ClauseSyntax& c) { return !c.listed; });
  if (!simple) return;
  message.notes.push_back("it may mean\n" + reading(parts, joints, true));
  message.notes.push_back("or it may mean\n" + reading(parts, joints, false));
}

ClauseSyntax Builder::clause_of(std::vector<Entry>& entries, bool step) {
  std::vector<ClauseSyntax> parts;
  std::vector<Joint> joints;
  models::Place mixed;
  for (std::size_t at = 0; at < entries.size();) {
    if (entries[at].depth == 0 && !parts.empty()) {
      joints.push_back(entries[at].segment.joint == Joint::Or ? Joint::Or : Joint::And);
      if (joints.back() != joints.front() && !mixed.known()) mixed = entries[at].segment.keyword;
    } else if (entries[at].depth != 0 && !parts.empty()) {
      joints.push_back(joints.empty() ? Joint::And : joints.front());
    }
    if (entries[at].depth != 0) {
      error("syntax/stray-list-line", entries[at].segment.keyword, "no list was opened that this line could belong to",
            "open one with all of:, any of:, none of: or at least 2 of:");
      entries[at].depth = 0;
    }
    parts.push_back(element(entries, at, step));
  }
  if (parts.empty()) return {};
  if (mixed.known()) report_mixed(parts, joints, mixed);
  if (parts.size() == 1) return std::move(parts.front());
  ClauseSyntax out;
  out.kind = joints.front() == Joint::Or ? ClauseSyntax::Kind::Any : ClauseSyntax::Kind::All;
  out.place = joined(parts.front().place, parts.back().place);
  out.parts = std::move(parts);
  return out;
}

// --- Parts -----------------------------------------------------------------------------------------------------------

void Builder::take_window(StepSyntax& step, std::vector<Entry>& entries) {
  const Entry* taken = nullptr;
  for (Entry& entry : entries) {
    step.at_any_time = step.at_any_time || entry.segment.at_any_time;
    if (entry.segment.window.empty()) continue;
    if (taken != nullptr) {
      if (models::fold(taken->segment.window_text.text) != models::fold(entry.segment.window_text.text)) {
        auto& message = error("window/two-windows", entry.segment.window_text.place(), "this step already has a window",
                              "one window covers the whole step; write two statements where each part has its own time");
        reporter_.relate(message, taken->segment.window_text.place(), "the first one");
      }
      continue;
    }
    taken = &entry;
  }
  if (taken == nullptr) return;
  step.window = taken->segment.window;
  step.window_text = taken->segment.window_text;
  if (taken != &entries.back() && entries.back().segment.window.empty())
    reporter_.report("window/covers-step", step.window_text.place(), "this window covers the whole step, also what comes after it",
                     "put it at the end of the step's last line to say so plainly");
  for (const WindowPart& part : step.window)
    if (part.kind == WindowPart::Kind::Between && ends_before_it_begins(part.low, part.high))
      error("window/reversed", part.text.place(), "this window ends before it begins", "write the shorter time first");
  const auto find = [&](WindowPart::Kind kind) {
    return std::find_if(step.window.begin(), step.window.end(), [&](const WindowPart& p) { return p.kind == kind; });
  };
  const auto within = find(WindowPart::Kind::Within), after = find(WindowPart::Kind::After);
  if (within != step.window.end() && after != step.window.end() && ends_before_it_begins(after->low, within->high))
    error("window/reversed", step.window_text.place(), "this window ends before it begins",
          "the time after `within` has to be longer than the one after `after`");
}

void Builder::finish_step(Part part) {
  StepSyntax step;
  step.lead = std::move(part.lead);
  step.keyword = part.keyword;
  if (!part.entries.empty()) {
    const ClauseHead& head = part.entries.front().head;
    step.negated = head.negated;
    step.previously = head.previously;
    step.role = head.role;
    take_window(step, part.entries);
    step.place = joined(part.entries.front().place, part.entries.back().place);
  }
  step.clause = clause_of(part.entries, true);
  if (step.window_text.pieces.size() != 0) step.place = joined(step.place, step.window_text.place());
  steps().push_back(std::move(step));
}

void Builder::finish_part() {
  if (!part_) return;
  Part part = std::move(*part_);
  part_.reset();
  if (part.entries.empty()) return;
  switch (part.kind) {
    case Part::Kind::Antecedent: statement_.antecedent = clause_of(part.entries, false); break;
    case Part::Kind::Step: finish_step(std::move(part)); break;
    case Part::Kind::Unless:
      blocks().push_back({std::move(part.lead), clause_of(part.entries, false), part.keyword});
      break;
    case Part::Kind::Because:
      if (!reasons().empty()) {
        auto& message = error("syntax/because-twice", part.keyword, "this statement already has a reason",
                              "join the two with `and`, or keep one of them as a `note:`");
        reporter_.relate(message, reasons().front().keyword, "the first one");
      }
      reasons().push_back({std::move(part.lead), clause_of(part.entries, false), part.keyword});
      break;
  }
}

// Tags at the end are the statement's own.
void Builder::finish_section() {
  if (part_ && !part_->entries.empty()) {
    const bool has_step = part_->kind != Part::Kind::Antecedent;
    auto& tags = part_->entries.back().segment.tags;
    if (has_step) {
      auto& own = section_tags();
      own.insert(own.begin(), std::make_move_iterator(tags.begin()), std::make_move_iterator(tags.end()));
      tags.clear();
    }
  }
  finish_part();
}

void Builder::check() {
  if (statement_.steps.empty() && !statement_.antecedent.place.known()) return;
  if (statement_.steps.empty()) {
    statement_.broken = true;
    constexpr std::string_view kWords[] = {"If", "Once", "Whenever", "When", "Only if", "Only when", "Only once"};
    const ClauseSyntax* last = &statement_.antecedent;
    while (!last->parts.empty()) last = &last->parts.back();
    const bool alone = last == &statement_.antecedent && !last->negated;
    report_missing_then(last->phrase, alone ? kWords[static_cast<std::size_t>(statement_.opening)] : "…", opening_, reporter_);
  }
}

}  // namespace

StatementSyntax build_statement(const std::vector<Row>& rows, const KnownNames& names, const Limits& limits,
                                Reporter& reporter) {
  return Builder(names, limits, reporter).build(rows);
}

}  // namespace realist::rules
