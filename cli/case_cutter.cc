#include "cli/case_cutter.h"

#include <algorithm>

namespace realist::cli {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::size_t first_not_blank(std::string_view text, std::size_t from = 0) { return text.find_first_not_of(" \t\r\n", from); }

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Holds the record that is being cut: whole while it is short enough, else passed on as it comes.
class OpenRecord {
 public:
  OpenRecord(const CutHandlers& handlers, std::size_t limit) : handlers_(handlers), limit_(limit) {}

  void begin(const CutPlace& place) { place_ = place; }

  bool add(std::string_view piece) {
    if (passed_on_ || held_.size() + piece.size() > limit_) return pass_on(piece, false);
    held_ += piece;
    return true;
  }

  // Ends the record; where it came in one piece nothing is copied.
  bool finish(std::string_view last_piece) {
    if (passed_on_ || held_.size() + last_piece.size() > limit_) {
      const bool go_on = pass_on(last_piece, true);
      drop();
      return go_on;
    }
    if (held_.empty()) return handlers_.on_record(last_piece, place_);
    held_ += last_piece;
    const bool go_on = handlers_.on_record(held_, place_);
    drop();
    return go_on;
  }

  void drop() {
    passed_on_ = false;
    held_.clear();
    if (held_.capacity() > kKept) held_.shrink_to_fit();
  }

  bool empty() const { return held_.empty() && !passed_on_; }

 private:
  static constexpr std::size_t kKept = 1u << 20;

  bool pass_on(std::string_view piece, bool last) {
    bool go_on = true;
    if (!held_.empty()) go_on = handlers_.on_long(held_, place_, false);
    held_.clear();
    passed_on_ = true;
    return go_on && handlers_.on_long(piece, place_, last);
  }

  const CutHandlers& handlers_;
  std::size_t limit_;
  CutPlace place_;
  std::string held_;
  bool passed_on_ = false;
};

class LineCutter : public CaseCutter {
 public:
  LineCutter(const CutHandlers& handlers, std::size_t limit) : handlers_(handlers), record_(handlers_, limit) {}

  bool feed(std::string_view block) override {
    while (!block.empty()) {
      const std::size_t end = block.find('\n');
      if (end == std::string_view::npos) return add(block);
      if (!finish(block.substr(0, end))) return false;
      begin_line(end + 1);
      block.remove_prefix(end + 1);
    }
    return true;
  }

  bool end() override { return finish(""); }

 private:
  bool add(std::string_view piece) {
    const std::size_t size = piece.size();
    const bool go_on = !begins(piece) || record_.add(piece);
    seen_ += size;
    return go_on;
  }

  bool finish(std::string_view piece) { return !begins(piece) || record_.finish(piece); }

  // False in the blanks before a record. At its first byte they are cut off.
  bool begins(std::string_view& piece) {
    if (!record_.empty()) return true;
    const std::size_t blanks = first_not_blank(piece);
    if (blanks == std::string_view::npos) return false;
    record_.begin({place_.line, place_.byte + seen_ + blanks});
    piece.remove_prefix(blanks);
    return true;
  }

  void begin_line(std::size_t size) {
    place_.byte += seen_ + size;
    ++place_.line;
    seen_ = 0;
  }

  CutHandlers handlers_;
  OpenRecord record_;
  CutPlace place_;         // of the line's beginning
  std::size_t seen_ = 0;   // bytes of this line in blocks before
};

// Follows brackets and quotes, nothing else. A quote left open ends with its line, so that one missing quote does not
// swallow the rest of the file.
class DocumentCutter : public CaseCutter {
 public:
  DocumentCutter(const CutHandlers& handlers, std::size_t limit)
      : handlers_(handlers), limit_(limit), record_(handlers_, limit) {}

  bool feed(std::string_view block) override {
    block_ = block;
    from_ = inside() ? 0 : block.size();
    for (at_ = 0; at_ < block.size(); ++at_, ++place_.byte) {
      if (!step(block[at_])) return false;
      if (block[at_] == '\n') ++place_.line;
    }
    return !inside() || record_.add(block_.substr(from_));
  }

  bool end() override {
    block_ = {};
    from_ = 0;
    if (mode_ == Mode::Inside && keeping_) return record_.finish("");
    if (mode_ == Mode::Garbage) return record_.finish("");
    if (mode_ == Mode::List || mode_ == Mode::Inside) return handlers_.on_unclosed(list_);
    return true;
  }

 private:
  enum class Mode {
    Top,      // between what stands outermost
    List,     // between the records of a list
    Inside,   // in a record, or in {"cases": ...}
    Garbage,  // in something outermost that is no JSON
  };

  bool inside() const { return mode_ == Mode::Garbage || (mode_ == Mode::Inside && keeping_); }

  bool step(char c) {
    switch (mode_) {
      case Mode::Top: return step_top(c);
      case Mode::List: return step_list(c);
      case Mode::Inside: return in_text_ ? step_text(c) : step_inside(c);
      case Mode::Garbage: return step_garbage(c);
    }
    return true;
  }

  bool step_top(char c) {
    if (is_blank(c)) return true;
    if (place_.byte < kByteOrderMark.size() && c == kByteOrderMark[place_.byte]) return true;
    if (c == '[') return begin_list(false);
    begin_record();
    if (c != '{') {
      mode_ = Mode::Garbage;
      return true;
    }
    outermost_ = expecting_key_ = true;
    depth_ = 1;
    return true;
  }

  bool begin_list(bool wrapped) {
    list_ = place_;
    wrapped_ = wrapped;
    mode_ = Mode::List;
    return true;
  }

  void begin_record() {
    mode_ = Mode::Inside;
    keeping_ = true;
    outermost_ = has_case_ = in_text_ = escaped_ = capturing_ = false;
    key_.clear();
    depth_ = 0;
    from_ = at_;
    begin_ = place_.byte;
    record_.begin(place_);
  }

  bool step_list(char c) {
    if (is_blank(c) || c == ',') return true;
    if (c == ']') {
      mode_ = wrapped_ ? Mode::Inside : Mode::Top;
      keeping_ = false;
      outermost_ = wrapped_;
      depth_ = 1;
      expecting_key_ = false;
      return true;
    }
    begin_record();
    return step_inside(c);
  }

  bool step_inside(char c) {
    if (c == '"') return begin_text();
    if (c == '{' || c == '[') return open(c);
    if (c == '}' || c == ']') return close(c);
    if (depth_ == 0 && c == ',') return end_record(0);  // a record that is no object: a number, a word
    if (depth_ == 1 && c == ',') expecting_key_ = true;
    return true;
  }

  bool begin_text() {
    in_text_ = true;
    capturing_ = outermost_ && depth_ == 1 && expecting_key_;
    if (capturing_) key_.clear();
    expecting_key_ = false;
    return true;
  }

  bool step_text(char c) {
    if (c == '\n') in_text_ = escaped_ = false;
    else if (escaped_) escaped_ = false;
    else if (c == '\\') escaped_ = true;
    else if (c == '"') end_text();
    else if (capturing_ && key_.size() < kLongestKey) key_ += c;
    return true;
  }

  void end_text() {
    in_text_ = false;
    if (capturing_ && key_ == "case") has_case_ = true;
  }

  bool open(char c) {
    // {"cases": [: what was taken for a record is what the records are wrapped in.
    if (outermost_ && depth_ == 1 && c == '[' && key_ == "cases" && !has_case_ && place_.byte - begin_ <= limit_) {
      record_.drop();
      keeping_ = false;
      return begin_list(true);
    }
    ++depth_;
    return true;
  }

  bool close(char c) {
    if (depth_ == 0) return c == '}' || (end_record(0) && step_list(c));  // the list's own bracket after a number or a word
    if (--depth_ > 0) return true;
    if (keeping_) return end_record(1);
    mode_ = Mode::Top;
    return true;
  }

  // `more`: bytes from `at_` on that still belong to the record.
  bool end_record(std::size_t more) {
    mode_ = outermost_ ? Mode::Top : Mode::List;
    keeping_ = false;
    return record_.finish(block_.substr(from_, at_ + more - from_));
  }

  // What is no JSON ends where a line begins with a bracket.
  bool step_garbage(char c) {
    const bool resumes = (c == '{' || c == '[') && last_ == '\n';
    last_ = c;
    if (!resumes) return true;
    mode_ = Mode::Top;
    return record_.finish(block_.substr(from_, at_ - from_)) && step_top(c);
  }

  static constexpr std::size_t kLongestKey = 8;

  CutHandlers handlers_;
  std::size_t limit_;
  OpenRecord record_;
  Mode mode_ = Mode::Top;
  std::string_view block_;
  std::size_t at_ = 0, from_ = 0;  // in the block: here; where the record's part of it begins
  CutPlace place_, list_;
  std::size_t begin_ = 0;  // the record's first byte
  std::size_t depth_ = 0;
  std::string key_;
  char last_ = 0;
  bool keeping_ = false;       // what is inside is a record, not the wrapping of a list already begun
  bool outermost_ = false;     // not in a list: may turn out to be the wrapping
  bool wrapped_ = false, has_case_ = false, expecting_key_ = false, capturing_ = false, in_text_ = false, escaped_ = false;
};

// Says of a first line whether it is a record whole by itself, and not one that wraps others.
bool is_record_line(std::string_view line) {
  line = line.substr(0, line.find_last_not_of(" \t\r\n") + 1);
  bool whole = false;
  const CutHandlers handlers{[&](std::string_view record, const CutPlace&) { return whole = record.size() == line.size(); },
                             [](std::string_view, const CutPlace&, bool) { return true; },
                             [](const CutPlace&) { return true; }};
  DocumentCutter(handlers, line.size() + 1).feed(line);
  return whole;
}

}  // namespace

std::unique_ptr<CaseCutter> make_cutter(CaseLayout layout, const CutHandlers& handlers, std::size_t limit) {
  if (layout == CaseLayout::Lines) return std::make_unique<LineCutter>(handlers, limit);
  return std::make_unique<DocumentCutter>(handlers, limit);
}

CaseLayout layout_of(std::string_view beginning, bool whole) {
  if (beginning.starts_with(kByteOrderMark)) beginning.remove_prefix(kByteOrderMark.size());
  const std::size_t first = first_not_blank(beginning);
  if (first == std::string_view::npos || beginning[first] == '[') return CaseLayout::Document;
  const std::size_t end = beginning.find('\n', first);
  if (end == std::string_view::npos && !whole) return CaseLayout::Document;
  if (beginning[first] != '{') return CaseLayout::Lines;
  const std::string_view line = beginning.substr(first, end == std::string_view::npos ? end : end - first);
  if (is_record_line(line)) return CaseLayout::Lines;
  // A broken first line of several: no document opens a second brace at the beginning of its second line.
  const bool another = end != std::string_view::npos && end + 1 < beginning.size() && beginning[end + 1] == '{';
  return another && line.size() > 2 ? CaseLayout::Lines : CaseLayout::Document;
}

}  // namespace realist::cli
