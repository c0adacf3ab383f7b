// `realist index`: from each line of a source to what rests on it, as a page, a table or data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/theory.h"

namespace realist::cli {

// Files are named as seen from `folder` ("" the folder the command runs in), so that the page's links work where it lies
// and the page is the same wherever it was made. Statements and declarations that several of the theories include are
// told once.
struct SourcePages {
  const std::vector<models::Theory>& theories;
  std::string folder;
  std::string document;  // of this source alone; "": of all

  std::string markdown() const;
  // document,line,last_line,kind,label,text,theory,file,file_line
  std::string csv() const;
  // {"entries": [{"source": {"document", "line", "last_line"}, "statement" (or "role"), "text", "theory", "at": {"file", "line"}}]}
  std::string json() const;
};

// The folder of a path, "" where it names none.
std::string folder_of(std::string_view path);

}  // namespace realist::cli
