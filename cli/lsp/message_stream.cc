#include "cli/lsp/message_stream.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

namespace realist::cli::lsp {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_named(std::string_view line, std::string_view name) {
  return line.size() > name.size() && line[name.size()] == ':' &&
         std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) { return a == lower(b); });
}

}  // namespace

void MessageStream::add(std::string_view bytes) {
  const std::size_t skipped = std::min(skip_, bytes.size());
  skip_ -= skipped;
  bytes.remove_prefix(skipped);
  if (at_ > buffer_.size() / 2) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  buffer_ += bytes;
}

std::optional<std::size_t> MessageStream::length_in(std::string_view header) const {
  std::optional<std::size_t> length;
  while (!header.empty()) {
    const std::size_t end = std::min(header.find('\n'), header.size());
    std::string_view line = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    if (!is_named(line, "content-length")) continue;
    line.remove_prefix(line.find(':') + 1);
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t')) line.remove_suffix(1);
    std::size_t value = 0;
    const auto [stop, error] = std::from_chars(line.data(), line.data() + line.size(), value);
    if (error != std::errc() || stop != line.data() + line.size() || line.empty()) return std::nullopt;
    length = value;
  }
  return length;
}

std::optional<std::variant<std::string, MessageFault>> MessageStream::next() {
  if (!body_) {
    const std::string_view rest = std::string_view(buffer_).substr(at_);
    // A blank line ends the header; bare line feeds are understood too.
    std::size_t end = rest.find("\n\r\n");
    std::size_t size = end == std::string_view::npos ? 0 : end + 3;
    const std::size_t bare = rest.substr(0, end).find("\n\n");
    if (bare != std::string_view::npos) end = bare, size = bare + 2;
    if (end == std::string_view::npos) {
      if (rest.size() <= kMostHeader) return std::nullopt;
      at_ = buffer_.size();
      return MessageFault{"a message's header is longer than any header is"};
    }
    const auto length = length_in(rest.substr(0, end));
    at_ += size;
    if (!length) return MessageFault{"a message's header does not say its Content-Length"};
    if (*length > kMostBody) {
      const std::size_t here = std::min(*length, buffer_.size() - at_);
      at_ += here;
      skip_ = *length - here;
      return MessageFault{fmt::format("a message of {} bytes is longer than the limit of {}", *length, kMostBody)};
    }
    body_ = length;
  }
  if (buffer_.size() - at_ < *body_) return std::nullopt;
  std::string body = buffer_.substr(at_, *body_);
  at_ += *body_;
  body_.reset();
  return body;
}

std::string framed(std::string_view body) { return fmt::format("Content-Length: {}\r\n\r\n{}", body.size(), body); }

}  // namespace realist::cli::lsp
