// Messages of the language server protocol as they come over a pipe: a header that says how long, then JSON.
//
//   MessageStream in;
//   in.add(bytes);
//   while (auto message = in.next()) …
//
// Any bytes may come. What is no message is given out as a fault, and reading goes on after it: past a header without a length
// at the next header, past a body that is too long at its end.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace realist::cli::lsp {

struct MessageFault {
  std::string sentence;
};

class MessageStream {
 public:
  static constexpr std::size_t kMostHeader = 8u << 10;
  static constexpr std::size_t kMostBody = 128u << 20;

  void add(std::string_view bytes);
  // The next body, unread, or what was wrong with it; none where more bytes are needed. Amortised linear in the bytes.
  std::optional<std::variant<std::string, MessageFault>> next();

 private:
  std::optional<std::size_t> length_in(std::string_view header) const;

  std::string buffer_;
  std::size_t at_ = 0;                  // bytes of buffer_ that are done with
  std::optional<std::size_t> body_;     // length of the body that is being waited for
  std::size_t skip_ = 0;                // bytes of a body that is too long, yet to come
};

// A body with its header.
std::string framed(std::string_view body);

}  // namespace realist::cli::lsp
