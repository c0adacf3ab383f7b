// A page of text, 80 columns wide: lines wrapped at blanks with a hanging indent, marks and colours as an addition. What
// is told line by line can be told to other formats as well (`Lines`).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace realist::cli {

// Somewhere to tell things to, a line at a time.
class Lines {
 public:
  // A line with a mark before it.
  enum class Mark { Yes, No, Open, Unknown, Presumed, NotReached };

  virtual ~Lines() = default;

  // A paragraph: its first line `indent` columns in, the others `hanging` further.
  void line(std::string_view text, std::size_t indent = 0, std::size_t hanging = 0) { put_line(text, indent, hanging); }
  void marked(Mark mark, std::string_view text, std::size_t indent = 0) { put_marked(mark, text, indent); }
  virtual void blank() = 0;                         // never two, none at the top
  virtual void heading(std::string_view text) = 0;

 private:
  virtual void put_line(std::string_view text, std::size_t indent, std::size_t hanging) = 0;
  virtual void put_marked(Mark mark, std::string_view text, std::size_t indent) = 0;
};

std::string_view mark_sign(Lines::Mark mark);       // "✓", "✗", "…", "?", "~", "·"

// How a page is shown.
struct PageStyle {
  bool colour = false;
  bool ascii = false;        // a terminal that shows no UTF-8: marks and quotes in plain signs
};

// Control characters are made visible.
class Page final : public Lines {
 public:
  explicit Page(PageStyle style) : style_(style) {}

  void blank() override;
  void heading(std::string_view text) override;     // bold, after a blank line
  const std::string& text() const { return text_; }

 private:
  void put_line(std::string_view text, std::size_t indent, std::size_t hanging) override;
  void put_marked(Mark mark, std::string_view text, std::size_t indent) override;
  void put(std::string_view prefix, std::size_t prefix_columns, std::string_view text, std::size_t indent, std::size_t hanging,
           std::string_view colour);

  PageStyle style_;
  std::string text_;
};

// True where standard output is a terminal whose locale is not UTF-8.
bool plain_terminal();

}  // namespace realist::cli
