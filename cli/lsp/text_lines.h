// A text cut into lines, and the two ways of counting in them: the theory's (lines and characters from 1) and the client's
// (from 0, in the units that were agreed on).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "models/place.h"

namespace realist::cli::lsp {

// What a client counts in.
enum class CharacterUnit : std::uint8_t { Utf8, Utf16, Utf32 };

struct ClientPosition {
  std::size_t line = 0, character = 0;
  friend auto operator<=>(const ClientPosition&, const ClientPosition&) = default;
};
struct ClientRange {
  ClientPosition start, end;
  friend auto operator<=>(const ClientRange&, const ClientRange&) = default;
};

// Never changed; lines end with LF, CR LF or CR. What lies outside the text is moved to the nearest place inside.
class TextLines {
 public:
  TextLines() : TextLines(std::string()) {}
  explicit TextLines(std::string text);

  const std::string& text() const { return *text_; }
  std::shared_ptr<const std::string> shared() const { return text_; }
  std::size_t count() const { return starts_.size(); }
  std::string_view line(std::size_t index) const;  // from 0, without its end

  std::size_t offset(const ClientPosition& position, CharacterUnit unit) const;
  ClientPosition position(std::size_t offset, CharacterUnit unit) const;

  // Place to range; a mark that stands for the whole file (line 0) becomes the beginning of the text.
  ClientPosition client(std::uint32_t line, std::uint32_t column, CharacterUnit unit) const;
  ClientRange client(const models::Place& place, CharacterUnit unit) const;
  // The line, from 1, and column, in characters from 1, of a client's position.
  models::Place place(const ClientPosition& position, CharacterUnit unit) const;

  // With the text between two positions replaced.
  TextLines with(const ClientRange& range, std::string_view replacement, CharacterUnit unit) const;

 private:
  std::shared_ptr<const std::string> text_;
  std::vector<std::size_t> starts_;
};

}  // namespace realist::cli::lsp
