#include "rules/rows.h"

#include <algorithm>
#include <string>
#include <utility>

#include "rules/characters.h"

namespace realist::rules {
namespace {

Scope scope_of(RowKind kind) {
  switch (kind) {
    case RowKind::Header:
    case RowKind::Include: return Scope::Header;
    case RowKind::Declaration: return Scope::Declaration;
    case RowKind::Statement: return Scope::Statement;
    case RowKind::Example: return Scope::Example;
    case RowKind::Phase: return Scope::Phase;
    default: return Scope::None;
  }
}

// Notes and header lines are prose: a full stop does not end them.
bool is_prose(RowKind kind) { return kind == RowKind::Note || kind == RowKind::Header; }

bool ends_with_full_stop(std::string_view line) {
  line = trimmed(line);
  if (!line.ends_with('.') || line.ends_with("..")) return false;
  std::size_t begin = line.size();
  while (begin > 0 && blank_at_end(line.substr(0, begin)) == 0 && line[begin - 1] != '(') --begin;
  std::string word;
  for (char c : line.substr(begin, 8)) word += lower_ascii(c);
  for (std::string_view short_form : {"e.g.", "i.e.", "cf.", "vs.", "dr.", "mr.", "mrs.", "ms.", "st.", "viz."})
    if (word == short_form) return false;
  return true;
}

bool ends_with_tag(std::string_view line) {
  line = trimmed(line);
  if (line.ends_with('.')) line = trimmed(line.substr(0, line.size() - 1));
  if (!line.ends_with(')') && !line.ends_with(']')) return false;
  const std::size_t open = line.rfind(line.back() == ')' ? '(' : '[');
  return open != std::string_view::npos && is_tag_content(line.substr(open + 1, line.size() - open - 2));
}

// A run of backticks or tildes that opens or closes a Markdown fence.
struct FenceMark {
  char mark = 0;
  std::size_t length = 0;
  std::string_view info;
};

FenceMark fence_mark(std::string_view line) {
  line = trimmed(line);
  FenceMark out;
  if (!line.starts_with("```") && !line.starts_with("~~~")) return out;
  out.mark = line[0];
  out.length = std::min(line.find_first_not_of(out.mark), line.size());
  out.info = trimmed(line.substr(out.length));
  return out;
}

class Cutter {
 public:
  Cutter(const SourceText& source, const Limits& limits, Reporter& reporter)
      : source_(source), limits_(limits), reporter_(reporter) {}

  RowFile cut() {
    if (source_.markdown()) cut_markdown();
    else for (std::uint32_t i = 0; i < source_.line_count(); ++i) take_line(i);
    file_.tail = take_lead();
    return std::move(file_);
  }

 private:
  void cut_markdown();
  void close_prose(std::uint32_t last_line);
  void take_line(std::uint32_t index);
  void take_comment(std::uint32_t index, std::string_view text);
  void take_near(std::uint32_t index, const NearKeyword& near);
  void start_row(std::uint32_t index, const LineStart& start);
  void continue_row(std::uint32_t index, std::size_t begin);
  bool is_beyond_limits(const Row& next, bool own_item);
  bool takes_label(Row& next);
  bool goes_on_with_stray(const Row& row) const;
  void report_misplaced(const Row& row);
  void report_bare_tag(const Row& row);
  void report_unclosed_label(Row& row);
  void end_item() { scope_ = Scope::None, open_ = false, in_item_ = false; }
  Row& row() { return file_.items.back().rows.back(); }

  Lead take_lead() {
    lead_.blank_lines = std::exchange(blank_, 0);
    return std::exchange(lead_, {});
  }
  models::Place place(std::uint32_t index, std::size_t begin, std::size_t end) const {
    return {source_.file(), index + 1, source_.column(index, begin), index + 1, source_.column(index, end)};
  }
  Text text(std::uint32_t index, std::size_t begin, std::size_t end) const;

  const SourceText& source_;
  const Limits& limits_;
  Reporter& reporter_;
  RowFile file_;
  std::size_t statements_ = 0, others_ = 0;
  Lead lead_;
  std::uint32_t blank_ = 0;
  Scope scope_ = Scope::None;
  bool open_ = false;     // a phrase stands above that a line could go on with
  bool in_item_ = false;
  std::uint32_t prose_from_ = 0;
};

Text Cutter::text(std::uint32_t index, std::size_t begin, std::size_t end) const {
  const std::string_view line = source_.line(index);
  while (begin < end && blank_at_start(line.substr(begin, end - begin)) != 0) begin += blank_at_start(line.substr(begin));
  Text out;
  out.file = source_.file();
  out.text = trimmed(line.substr(begin, end - begin));
  // Long lines in several pieces, so that a place in them costs no more than one in a short line.
  constexpr std::size_t kPiece = 1'024;
  for (std::size_t at = 0; at == 0 || at < out.text.size(); at += kPiece) {
    while (at < out.text.size() && (static_cast<unsigned char>(out.text[at]) & 0xC0) == 0x80) ++at;
    out.pieces.push_back({static_cast<std::uint32_t>(at), index + 1, source_.column(index, begin + at)});
  }
  return out;
}

void Cutter::cut_markdown() {
  FenceMark fence;
  bool theory = false;
  std::uint32_t opened_at = 0;
  for (std::uint32_t i = 0; i < source_.line_count(); ++i) {
    const FenceMark mark = fence_mark(source_.line(i));
    const bool closes = fence.length != 0 && mark.mark == fence.mark && mark.length >= fence.length && mark.info.empty();
    if (fence.length == 0 && mark.length != 0) {
      fence = mark;
      opened_at = i;
      theory = begins_with_word(mark.info, "theory");
      if (theory) close_prose(i);
    } else if (closes) {
      if (theory) {
        end_item();
        prose_from_ = i;
      }
      fence = {};
      theory = false;
    } else if (theory) {
      take_line(i);
    }
  }
  const auto last = static_cast<std::uint32_t>(source_.line_count());
  if (theory)
    reporter_.report("file/unclosed-fence", place(opened_at, 0, source_.line(opened_at).size()),
                     "this ```theory fence is not closed", "close it with a line of three backticks");
  else if (last > prose_from_)
    close_prose(last - 1);
}

void Cutter::close_prose(std::uint32_t last_line) {
  RowItem item;
  item.kind = RowItem::Kind::Prose;
  item.first_line = prose_from_;
  item.last_line = last_line;
  item.lead = take_lead();
  file_.items.push_back(std::move(item));
  end_item();
}

void Cutter::take_comment(std::uint32_t index, std::string_view comment) {
  const auto begin = static_cast<std::size_t>(comment.data() - source_.line(index).data());
  lead_.comments.push_back(
      {std::string(comment), std::exchange(blank_, 0), place(index, begin, begin + comment.size())});
}

void Cutter::take_line(std::uint32_t index) {
  const std::string_view line = source_.line(index);
  const std::string_view words = trimmed(line);
  if (words.empty()) {
    ++blank_;
    open_ = false;
    return;
  }
  if (words.starts_with('#')) return take_comment(index, words);
  const LineStart start = read_line_start(line, scope_, open_);
  if (start.kind != RowKind::Plain) return start_row(index, start);
  if (const auto near = near_keyword(line, scope_)) return take_near(index, *near);
  if (open_) return continue_row(index, 0);
  start_row(index, start);
}

// Goes on as if the word meant had been written, so that the lines below keep their sense.
void Cutter::take_near(std::uint32_t index, const NearKeyword& near) {
  const std::string_view line = source_.line(index);
  const std::string written(line.substr(near.begin, near.end - near.begin));
  const std::string mended = std::string(near.meant) + std::string(line.substr(near.end));
  const LineStart meant = read_line_start(mended, scope_, open_);
  if (meant.kind == RowKind::Plain || meant.misplaced) {
    if (open_) return continue_row(index, 0);
    return start_row(index, {});
  }
  const auto where = place(index, near.begin, near.end);
  auto& message = reporter_.report("syntax/unknown-keyword", where, "`" + written + "` is no word a line can open with",
                                   "did you mean `" + std::string(near.meant) +
                                       "`? If it goes on with the phrase above, write it on that line");
  reporter_.fix(message, "write: " + std::string(near.meant), where, std::string(near.meant));
  LineStart start = meant;
  const auto shift = [&](std::size_t at) { return at < near.meant.size() ? near.begin : at - near.meant.size() + near.end; };
  start.begin = near.begin;
  start.end = shift(meant.end);
  start.name_begin = shift(meant.name_begin);
  start.name_end = shift(meant.name_end);
  start_row(index, start);
  row().guessed = true;
}

// A `then` or its like right below text that belongs to nothing is part of that sentence, which gets the message.
bool Cutter::goes_on_with_stray(const Row& row) const {
  constexpr RowKind kParts[] = {RowKind::Then, RowKind::And, RowKind::Or, RowKind::Unless, RowKind::Because, RowKind::Otherwise};
  if (file_.items.empty() || std::find(std::begin(kParts), std::end(kParts), row.start.kind) == std::end(kParts)) return false;
  const RowItem& above = file_.items.back();
  return !above.rows.empty() && above.rows.back().start.kind == RowKind::Plain && above.last_line + 1 == row.first_line;
}

void Cutter::report_misplaced(const Row& row) {
  std::string message, help;
  switch (row.start.kind) {
    case RowKind::DeclarationLine:
      message = "this line has to stand under a declaration";
      help = "put it below a line such as `Context: the participant has a home`";
      break;
    case RowKind::Tag:
    case RowKind::Note:
      message = "this line has to stand under a statement or a declaration";
      help = "put it below the statement it belongs to, or open the line with `#`";
      break;
    default:
      message = "there is no statement above that this line could belong to";
      help = "begin the statement with If, When, Whenever, Once or Only if";
  }
  reporter_.report("syntax/misplaced-line", row.keyword, std::move(message), std::move(help));
}

void Cutter::start_row(std::uint32_t index, const LineStart& start) {
  const std::string_view line = source_.line(index);
  Row next;
  next.start = start;
  next.lead = take_lead();
  next.first_line = next.last_line = index;
  next.text = text(index, start.end, line.size());
  if (start.name_end > start.name_begin || start.labelled) next.name = text(index, start.name_begin, start.name_end);
  const std::size_t begin = start.kind == RowKind::Plain ? line.size() - trimmed(line).size() : start.begin;
  next.keyword = start.kind == RowKind::Plain ? next.text.place(0, std::min<std::size_t>(1, next.text.text.size()))
                                              : place(index, begin, std::max(begin, start.end));
  if (start.misplaced && goes_on_with_stray(next)) return continue_row(index, 0);
  const bool own_item = opens_item(start.kind) || !in_item_;
  if (start.misplaced) report_misplaced(next);
  if (start.bare) report_bare_tag(next);
  if (start.unclosed_label) report_unclosed_label(next);
  if (takes_label(next)) return;
  if (is_beyond_limits(next, own_item)) return;
  if (own_item) {
    RowItem item;
    item.kind = opens_item(start.kind) ? RowItem::Kind::Rows : RowItem::Kind::Stray;
    item.first_line = index;
    file_.items.push_back(std::move(item));
    in_item_ = opens_item(start.kind);
    scope_ = scope_of(start.kind);
  }
  RowItem& item = file_.items.back();
  item.rows.push_back(std::move(next));
  item.last_line = index;
  open_ = is_prose(start.kind) || !(ends_with_full_stop(line) || ends_with_tag(line));
  if (start.kind == RowKind::Example) open_ = false;  // a title is one line
  if (start.kind == RowKind::Tag || start.kind == RowKind::Include) open_ = start.kind == RowKind::Tag && !ends_with_tag(line);
}

void Cutter::report_bare_tag(const Row& row) {
  std::string words = row.text.text;
  if (words.ends_with('.')) words.pop_back();
  auto& message = reporter_.report("syntax/bare-tag", row.text.place(), "this tag stands without its brackets",
                                   "write: (" + words + ")");
  reporter_.fix(message, "write: (" + words + ")", row.text.place(), "(" + words + ")");
}

void Cutter::report_unclosed_label(Row& row) {
  auto& message = reporter_.report("label/unclosed", row.name.place(), "this label is not closed", "write: [" + row.name.text + "]");
  reporter_.fix(message, "write: " + row.name.text + "]", row.name.place(), row.name.text + "]");
  row.guessed = true;
}

// One message where a limit is passed; what comes after it is not kept.
bool Cutter::is_beyond_limits(const Row& next, bool own_item) {
  if (!own_item) {
    RowItem& item = file_.items.back();
    if (item.rows.size() < limits_.clauses) return false;
    if (!item.cut_short)
      reporter_.report("syntax/too-many-clauses", next.keyword, "more than " + std::to_string(limits_.clauses) + " lines belong together here",
                       "cut it into several statements");
    item.cut_short = true;
    open_ = false;
    return true;
  }
  const bool statement = next.start.kind == RowKind::Statement;
  std::size_t& count = statement ? statements_ : others_;
  if (count++ < limits_.statements) return false;
  if (count == limits_.statements + 1)
    reporter_.report(statement ? "syntax/too-many-statements" : "syntax/too-many-items", next.keyword,
                     "this file has more than " + std::to_string(limits_.statements) + (statement ? " statements" : " declarations and other items beside its statements"),
                     "cut it into several theories");
  in_item_ = open_ = false;
  scope_ = Scope::None;
  return true;
}

// A label alone on its line belongs to the statement that follows.
bool Cutter::takes_label(Row& next) {
  if (!in_item_ || next.start.kind != RowKind::Statement || next.start.labelled) return false;
  RowItem& item = file_.items.back();
  Row& label = item.rows.back();
  const bool alone = item.rows.size() == 1 && label.start.kind == RowKind::Statement && label.start.labelled &&
                     label.start.begin == label.start.end && label.text.empty();
  if (!alone) return false;
  next.lead = label.lead;
  next.name = label.name;
  next.start.labelled = true;
  item.last_line = next.last_line;
  open_ = !ends_with_full_stop(next.text.text) && !ends_with_tag(next.text.text);
  label = std::move(next);
  return true;
}

void Cutter::continue_row(std::uint32_t index, std::size_t begin) {
  const std::string_view line = source_.line(index);
  const Text more = text(index, begin, line.size());
  Text& words = row().text;
  if (words.empty()) {
    words = more;
  } else {
    words.text += ' ';
    for (const Text::Piece& piece : more.pieces)
      words.pieces.push_back({static_cast<std::uint32_t>(words.text.size() + piece.offset), piece.line, piece.column});
    words.text += more.text;
  }
  row().last_line = file_.items.back().last_line = index;
  open_ = is_prose(row().start.kind) || !(ends_with_full_stop(line) || ends_with_tag(line));
}

}  // namespace

RowFile cut_rows(const SourceText& source, const Limits& limits, Reporter& reporter) {
  return Cutter(source, limits, reporter).cut();
}

}  // namespace realist::rules
