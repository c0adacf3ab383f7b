// Cuts a stream of JSON text into the records it holds, without understanding them: what is wrong inside a record is found
// when it is read, and never hides the next one.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace realist::cli {

enum class CaseLayout {
  Lines,     // one record a line
  Document,  // one record, a list of records or {"cases": [...]}; several such one after another too
};

// Where a record's first byte stands: the line from 1, the byte from 0.
struct CutPlace {
  std::size_t line = 1;
  std::size_t byte = 0;
};

// Each tells whether to go on. A record longer than the limit goes to `on_long` in pieces, the last one marked, and never
// whole into memory. `on_unclosed`: the text ended inside a list of records, after the last of them.
struct CutHandlers {
  std::function<bool(std::string_view record, const CutPlace&)> on_record;
  std::function<bool(std::string_view piece, const CutPlace&, bool last)> on_long;
  std::function<bool(const CutPlace& list)> on_unclosed;
};

// Memory: the longest record, at most `limit`. Time: linear.
class CaseCutter {
 public:
  virtual ~CaseCutter() = default;
  // Takes the next block; false once a handler has said to stop.
  virtual bool feed(std::string_view block) = 0;
  virtual bool end() = 0;
};

std::unique_ptr<CaseCutter> make_cutter(CaseLayout layout, const CutHandlers& handlers, std::size_t limit);

// The layout of a text by its beginning: as much as is at hand, at best two lines or more. `whole`: there is no more.
CaseLayout layout_of(std::string_view beginning, bool whole);

}  // namespace realist::cli
