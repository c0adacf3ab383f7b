// A page of text, 80 columns wide: lines wrapped at blanks with a hanging indent, marks and colours as an addition.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace realist::cli {

// How a page is shown.
struct PageStyle {
  bool colour = false;
  bool ascii = false;        // a terminal that shows no UTF-8: marks and quotes in plain signs
};

class Page {
 public:
  explicit Page(PageStyle style) : style_(style) {}

  // A paragraph: its first line `indent` columns in, the others `hanging` further. Control characters are made visible.
  void line(std::string_view text, std::size_t indent = 0, std::size_t hanging = 0);
  void blank();              // never two, none at the top
  void heading(std::string_view text);   // bold, after a blank line

  // A line with a mark before it.
  enum class Mark { Yes, No, Open, Unknown, Presumed, NotReached };
  void marked(Mark mark, std::string_view text, std::size_t indent = 0);

  const std::string& text() const { return text_; }

 private:
  void put(std::string_view prefix, std::size_t prefix_columns, std::string_view text, std::size_t indent, std::size_t hanging,
           std::string_view colour);

  PageStyle style_;
  std::string text_;
};

// True where standard output is a terminal whose locale is not UTF-8.
bool plain_terminal();

}  // namespace realist::cli
