#include "rules/format.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "rules/syntax_tree.h"

namespace realist::rules {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kUnder = 2;  // blanks before what stands under a line

std::string_view word_of(models::Role role) {
  constexpr std::string_view kWords[] = {"Context", "Resource", "Reasoning", "Mechanism", "Outcome"};
  return kWords[static_cast<std::size_t>(role)];
}

std::string_view word_of(HeaderSyntax::Kind kind) {
  constexpr std::string_view kWords[] = {"Theory",         "Version",        "Case",   "Author", "Not applicable when",
                                         "Default window", "Default phase",  "Events", "Vocabulary", "Conflict"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string_view word_of(DeclarationLine::Kind kind) {
  constexpr std::string_view kWords[] = {"also:", "opposite:", "level:", "of:", "actor:", "observed when", "note:", "", "membership:"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string_view word_of(const ExampleLine& line) {
  if (line.continued) return "And";
  constexpr std::string_view kWords[] = {"Given", "As of", "Expect"};
  return kWords[static_cast<std::size_t>(line.kind)];
}

// Writes lines: one is open at a time, and gets its indentation with its first words.
class Lines {
 public:
  void begin(std::size_t indent) {
    end();
    out_.append(indent, ' ');
    open_ = true;
    fresh_ = true;
  }
  void end() {
    if (open_) out_ += '\n';
    open_ = false;
  }
  // A blank before it, but at the line's beginning.
  void words(std::string_view text) {
    if (text.empty()) return;
    if (!fresh_) out_ += ' ';
    out_ += text;
    fresh_ = false;
  }
  // Words that the author may have broken over lines: the breaks stay.
  void words(const Text& text, std::size_t indent) {
    std::size_t from = 0;
    for (const Text::Piece& piece : text.pieces) {
      if (piece.offset == 0 || piece.offset >= text.text.size()) continue;
      words(trimmed(text.text, from, piece.offset));
      begin(indent + kUnder);
      from = piece.offset;
    }
    words(trimmed(text.text, from, text.text.size()));
  }
  void blank() {
    end();
    out_ += '\n';
  }
  // Lines as they are, with their line ends made plain.
  void raw(std::string_view text) {
    end();
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') out_ += text[i];
    if (!out_.empty() && out_.back() == '\r') out_.pop_back();
    open_ = true;
  }
  bool empty() const { return out_.empty(); }
  std::string take() {
    end();
    return std::move(out_);
  }

 private:
  static std::string_view trimmed(std::string_view text, std::size_t begin, std::size_t end) {
    while (begin < end && text[begin] == ' ') ++begin;
    while (end > begin && text[end - 1] == ' ') --end;
    return text.substr(begin, end - begin);
  }

  std::string out_;
  bool open_ = false, fresh_ = true;
};

// The parts of a statement in the order they are written.
class InOrder {
 public:
  void add(const models::Place& place, std::function<void()> print) { parts_.emplace_back(place, std::move(print)); }
  void print() {
    std::stable_sort(parts_.begin(), parts_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& part : parts_) part.second();
  }

 private:
  std::vector<std::pair<models::Place, std::function<void()>>> parts_;
};

class Printer {
 public:
  Printer(const std::vector<bool>& as_written, const std::map<std::uint32_t, std::string>& labels)
      : as_written_(as_written), labels_(labels) {}

  std::string print(const SyntaxFile& file);

 private:
  void item(const Item& item, bool as_written);
  void content(const HeaderSyntax& header);
  void content(const IncludeSyntax& include);
  void content(const DeclarationSyntax& declaration);
  void content(const StatementSyntax& statement);
  void content(const PhaseSyntax& phase);
  void content(const ExampleSyntax& example);
  void content(const Unread&) {}
  void content(const Prose&) {}

  void line(const DeclarationLine& line);
  void step(const StepSyntax& step, std::string_view keyword);
  void otherwise(const OtherwiseSyntax& otherwise);
  void reason(const BecauseSyntax& because);
  void block(const UnlessSyntax& unless);
  void note(const NoteSyntax& note, std::size_t indent);
  void clause(const ClauseSyntax& clause, const std::function<void()>& tail);
  void list(const ClauseSyntax& clause, std::size_t depth, const std::function<void()>& tail);
  void list_part(const ClauseSyntax& part, std::size_t depth, const std::function<void()>& tail);
  void joined(const ClauseSyntax& clause, const std::function<void()>& tail);
  void inline_clause(const ClauseSyntax& clause);
  void tags(const std::vector<Tag>& tags, std::size_t indent);
  void tag_line(const Tag& tag, std::size_t indent);
  void tag_lines(const std::vector<Tag>& tags, InOrder& parts);
  void comments(const Lead& lead, std::size_t indent);
  Lead still_to_write(Lead lead) const;
  void separate(const Item* before, const Item& item, const Lead& lead);
  void item_comments(const Lead& lead);

  const std::vector<bool>& as_written_;
  const std::map<std::uint32_t, std::string>& labels_;
  Lines lines_;
  std::uint32_t first_line_ = 0, last_line_ = 0;  // of the item at hand
  std::uint32_t kept_until_ = 0;                  // last line of the items kept as written
};

const std::function<void()> kNoTail = [] {};

// ---- Between items --------------------------------------------------------------------------------------------------

bool is_prose(const Item* item) { return item != nullptr && std::holds_alternative<Prose>(item->content); }

// Lines that say something of the whole file may stand together.
bool is_header(const Item& item) {
  return std::holds_alternative<HeaderSyntax>(item.content) || std::holds_alternative<IncludeSyntax>(item.content) ||
         std::holds_alternative<PhaseSyntax>(item.content);
}

bool has_blank(const Lead& lead) {
  return lead.blank_lines > 0 ||
         std::any_of(lead.comments.begin(), lead.comments.end(), [](const Comment& c) { return c.blank_lines > 0; });
}

// The blank line between two items, where comments do not bring one.
void Printer::separate(const Item* before, const Item& item, const Lead& lead) {
  if (before == nullptr || is_prose(before) || is_prose(&item)) return;
  const bool together = is_header(*before) && is_header(item);
  if (has_blank(lead)) {
    if (lead.comments.empty() || lead.comments.front().blank_lines > 0) lines_.blank();
  } else if (!together) {
    lines_.blank();
  }
}

void Printer::item_comments(const Lead& lead) {
  for (std::size_t i = 0; i < lead.comments.size(); ++i) {
    if (i > 0 && lead.comments[i].blank_lines > 0) lines_.blank();
    lines_.begin(0);
    lines_.words(lead.comments[i].text);
  }
  if (!lead.comments.empty() && lead.blank_lines > 0) lines_.blank();
}

void Printer::comments(const Lead& lead, std::size_t indent) {
  for (const Comment& comment : lead.comments) {
    lines_.begin(indent);
    lines_.words(comment.text);
  }
}

// A comment between the lines of a phrase comes with the next lead; of an item kept as written it has been written already.
Lead Printer::still_to_write(Lead lead) const {
  std::erase_if(lead.comments, [this](const Comment& c) { return c.place.line <= kept_until_; });
  return lead;
}

std::string Printer::print(const SyntaxFile& file) {
  const Item* before = nullptr;
  for (std::size_t i = 0; i < file.items.size(); ++i) {
    const Item& current = file.items[i];
    Lead lead = still_to_write(current.lead);
    separate(before, current, lead);
    if (is_prose(&current)) lead.blank_lines = 0;
    item_comments(lead);
    item(current, as_written_[i]);
    before = &current;
  }
  const Lead tail = still_to_write(file.tail);
  if (!tail.comments.empty()) {
    if (before != nullptr && tail.comments.front().blank_lines > 0) lines_.blank();
    item_comments({tail.comments, 0});
  }
  return lines_.take();
}

void Printer::item(const Item& item, bool as_written) {
  first_line_ = item.place.line;
  last_line_ = item.place.end_line;
  const bool kept = as_written || std::holds_alternative<Prose>(item.content) || std::holds_alternative<Unread>(item.content);
  if (kept) {
    kept_until_ = last_line_;
    return lines_.raw(item.raw);
  }
  std::visit([this](const auto& content) { this->content(content); }, item.content);
  lines_.end();
}

// ---- Lines about the file -------------------------------------------------------------------------------------------

void Printer::content(const HeaderSyntax& header) {
  lines_.begin(0);
  std::string keyword(word_of(header.kind));
  if (!header.subject.empty()) keyword += ' ' + header.subject.text;
  lines_.words(keyword + ':');
  lines_.words(header.value, 0);
}

void Printer::content(const IncludeSyntax& include) {
  lines_.begin(0);
  lines_.words("Include");
  lines_.words(include.path, 0);
}

void Printer::content(const PhaseSyntax& phase) {
  lines_.begin(0);
  lines_.words("Phase");
  lines_.words(phase.name.text + ':');
  lines_.words("from");
  lines_.words(phase.from, 0);
  if (!phase.until) return;
  lines_.words("until");
  lines_.words(*phase.until, 0);
}

void Printer::content(const ExampleSyntax& example) {
  lines_.begin(0);
  lines_.words("Example:");
  lines_.words(example.title, 0);
  for (const ExampleLine& line : example.lines) {
    comments(line.lead, kUnder);
    lines_.begin(kUnder);
    lines_.words(word_of(line));
    lines_.words(line.text, kUnder);
  }
}

// ---- Declarations ---------------------------------------------------------------------------------------------------

void Printer::content(const DeclarationSyntax& declaration) {
  lines_.begin(0);
  std::string opening(word_of(declaration.role));
  if (declaration.short_name) opening += ' ' + declaration.short_name->text;
  lines_.words(opening + ':');
  lines_.words(declaration.phrase, 0);
  tags(declaration.tags, kUnder);
  for (const DeclarationLine& under : declaration.lines) line(under);
}

void Printer::line(const DeclarationLine& line) {
  comments(line.lead, kUnder);
  if (line.kind == DeclarationLine::Kind::Tag && line.tag) return tag_line(*line.tag, kUnder);
  lines_.begin(kUnder);
  lines_.words(word_of(line.kind));
  lines_.words(line.value, kUnder);
}

// Tags after words, on their line; one that has comments before it has a line of its own.
void Printer::tags(const std::vector<Tag>& tags, std::size_t indent) {
  const Tag* before = nullptr;
  for (const Tag& tag : tags) {
    const bool same_bracket = before != nullptr && before->text.place() == tag.text.place();
    before = &tag;
    if (same_bracket) continue;
    if (!tag.lead.comments.empty()) {
      tag_line(tag, indent);
    } else {
      lines_.words(tag.text, indent);
    }
  }
}

void Printer::tag_line(const Tag& tag, std::size_t indent) {
  comments(tag.lead, indent);
  lines_.begin(indent);
  lines_.words(tag.text, indent);
}

// A statement's own tags: those that stand on one line stay together.
void Printer::tag_lines(const std::vector<Tag>& tags, InOrder& parts) {
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const models::Place place = tags[i].text.place();
    const models::Place before = i == 0 ? models::Place{} : tags[i - 1].text.place();
    if (place == before) continue;  // two tags in one bracket
    const bool same_line = place.line == before.end_line && tags[i].lead.comments.empty();
    parts.add(place, [this, &tag = tags[i], same_line] {
      if (same_line) {
        lines_.words(tag.text, 0);
      } else {
        tag_line(tag, 0);
      }
    });
  }
}

// ---- Statements -----------------------------------------------------------------------------------------------------

void Printer::content(const StatementSyntax& statement) {
  lines_.begin(0);
  if (statement.label) {
    lines_.words('[' + statement.label->text + ']');
  } else if (const auto made = labels_.lower_bound(first_line_); made != labels_.end() && made->first <= last_line_) {
    lines_.words('[' + made->second + ']');
  }
  lines_.words(to_string(statement.opening));
  clause(statement.antecedent, kNoTail);
  InOrder parts;
  for (const StepSyntax& s : statement.steps) parts.add(s.keyword, [this, &s] { step(s, "then"); });
  for (const UnlessSyntax& u : statement.unless) parts.add(u.keyword, [this, &u] { block(u); });
  for (const BecauseSyntax& b : statement.because) parts.add(b.keyword, [this, &b] { reason(b); });
  for (const NoteSyntax& n : statement.notes) parts.add(n.text.place(), [this, &n] { note(n, 0); });
  tag_lines(statement.tags, parts);
  parts.print();
  if (statement.otherwise) otherwise(*statement.otherwise);
}

void Printer::otherwise(const OtherwiseSyntax& other) {
  comments(other.lead, 0);
  InOrder parts;
  for (std::size_t i = 0; i < other.steps.size(); ++i) {
    const StepSyntax& s = other.steps[i];
    parts.add(s.keyword, [this, &s, i] { step(s, i == 0 ? "otherwise" : "then"); });
  }
  for (const UnlessSyntax& u : other.unless) parts.add(u.keyword, [this, &u] { block(u); });
  for (const BecauseSyntax& b : other.because) parts.add(b.keyword, [this, &b] { reason(b); });
  for (const NoteSyntax& n : other.notes) parts.add(n.text.place(), [this, &n] { note(n, 0); });
  tag_lines(other.tags, parts);
  parts.print();
}

void Printer::reason(const BecauseSyntax& because) {
  comments(because.lead, 0);
  lines_.begin(0);
  lines_.words("because");
  clause(because.clause, kNoTail);
}

void Printer::block(const UnlessSyntax& unless) {
  comments(unless.lead, 0);
  lines_.begin(0);
  lines_.words("unless");
  clause(unless.clause, kNoTail);
}

void Printer::note(const NoteSyntax& note, std::size_t indent) {
  comments(note.lead, indent);
  lines_.begin(indent);
  lines_.words("note:");
  lines_.words(note.text, indent);
}

void Printer::step(const StepSyntax& step, std::string_view keyword) {
  comments(step.lead, 0);
  lines_.begin(0);
  lines_.words(keyword);
  if (step.role) lines_.words('(' + std::string(models::to_string(*step.role)) + ')');
  if (step.negated) lines_.words("not");
  if (step.previously) lines_.words("previously");
  clause(step.clause, [&] {
    lines_.words(step.window_text, 0);
    const bool said = models::fold(step.window_text.text).find("at any time") != std::string::npos;
    if (step.at_any_time && !said) lines_.words("at any time");
  });
  tags(step.tags, 0);
}

// The clause after its keyword; `tail` writes the step's window after its last words, before the tags of those.
void Printer::clause(const ClauseSyntax& clause, const std::function<void()>& tail) {
  if (clause.negated) lines_.words("not");
  if (clause.kind == ClauseSyntax::Kind::Phrase) {
    lines_.words(clause.phrase, 0);
    tail();
    tags(clause.tags, 0);
  } else if (clause.listed) {
    list(clause, 1, tail);
  } else {
    joined(clause, tail);
  }
}

std::string list_opening(const ClauseSyntax& clause) {
  switch (clause.kind) {
    case ClauseSyntax::Kind::Any: return "any of:";
    case ClauseSyntax::Kind::None: return "none of:";
    case ClauseSyntax::Kind::AtLeast: return "at least " + std::to_string(clause.count) + " of:";
    default: return "all of:";
  }
}

void Printer::list(const ClauseSyntax& clause, std::size_t depth, const std::function<void()>& tail) {
  lines_.words(list_opening(clause));
  for (const ClauseSyntax& part : clause.parts) {
    const bool last = &part == &clause.parts.back();
    comments(part.lead, 0);
    lines_.begin(0);
    for (std::size_t i = 0; i < depth; ++i) lines_.words("-");
    list_part(part, depth, last ? tail : kNoTail);
  }
  tags(clause.tags, 0);
}

void Printer::list_part(const ClauseSyntax& part, std::size_t depth, const std::function<void()>& tail) {
  if (part.kind != ClauseSyntax::Kind::Phrase && part.listed) {
    if (part.negated) lines_.words("not");
    return list(part, depth + 1, tail);
  }
  inline_clause(part);
  tail();
  tags(part.tags, 0);
}

// `and`/`or` lines. A join inside a join was a line made of names alone, and stays one.
void Printer::joined(const ClauseSyntax& clause, const std::function<void()>& tail) {
  const std::string_view word = clause.kind == ClauseSyntax::Kind::Any ? "or" : "and";
  for (const ClauseSyntax& part : clause.parts) {
    const bool first = &part == &clause.parts.front(), last = &part == &clause.parts.back();
    if (!first) {
      comments(part.lead, 0);
      lines_.begin(0);
      lines_.words(word);
      if (part.if_repeated) lines_.words("if");
    }
    if (part.kind != ClauseSyntax::Kind::Phrase && part.listed) {
      this->clause(part, last ? tail : kNoTail);
      continue;
    }
    inline_clause(part);
    if (last) tail();
    tags(part.tags, 0);
  }
  tags(clause.tags, 0);
}

void Printer::inline_clause(const ClauseSyntax& clause) {
  if (clause.negated) lines_.words("not");
  if (clause.kind == ClauseSyntax::Kind::Phrase) return lines_.words(clause.phrase, 0);
  for (const ClauseSyntax& part : clause.parts) {
    if (&part != &clause.parts.front()) lines_.words(clause.kind == ClauseSyntax::Kind::Any ? "or" : "and");
    inline_clause(part);
  }
}

// ---- The whole ------------------------------------------------------------------------------------------------------

// Items that an error stands in.
std::vector<bool> broken_items(const SyntaxFile& file, const std::vector<models::Diagnostic>& diagnostics) {
  std::vector<bool> out(file.items.size(), false);
  for (const models::Diagnostic& d : diagnostics) {
    if (d.severity != models::Severity::Error) continue;
    auto after = std::upper_bound(file.items.begin(), file.items.end(), d.where.line,
                                  [](std::uint32_t line, const Item& item) { return line < item.place.line; });
    if (after != file.items.begin()) out[static_cast<std::size_t>(std::prev(after) - file.items.begin())] = true;
  }
  return out;
}

bool unreadable(const std::vector<models::Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const models::Diagnostic& d) {
    return d.severity == models::Severity::Error && d.code.starts_with("file/") && d.code != "file/empty";
  });
}

// The label each unlabelled statement has, by the line it begins on.
std::map<std::uint32_t, std::string> made_labels(const models::Theory& theory) {
  std::map<std::uint32_t, std::string> out;
  for (const models::Statement& statement : theory.statements)
    if (!statement.label_written && statement.otherwise_of == models::kNone && statement.place.file == 0)
      out.emplace(statement.place.line, statement.label);
  return out;
}

std::string with_crlf(const std::string& text) {
  std::string out;
  out.reserve(text.size() + text.size() / 32);
  for (char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

}  // namespace

std::string format(std::string_view text, const std::string& path, const FormatOptions& options, const Limits& limits) {
  std::vector<models::Diagnostic> diagnostics;
  const SyntaxFile file = read_syntax(text, path, limits, diagnostics);
  if (unreadable(diagnostics)) return std::string(text);
  std::map<std::uint32_t, std::string> labels;
  if (options.add_labels) labels = made_labels(options.theory ? *options.theory : read_theory_text(text, path, limits).theory);
  std::string out = Printer(broken_items(file, diagnostics), labels).print(file);
  if (file.markdown && !file.final_newline && out.ends_with('\n')) out.pop_back();
  if (file.crlf) out = with_crlf(out);
  if (file.markdown && text.starts_with(kByteOrderMark)) out.insert(0, kByteOrderMark);
  return out;
}

}  // namespace realist::rules
