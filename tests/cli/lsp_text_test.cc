// The server's texts and messages: positions in each unit, edits, and bytes cut into messages however they come.
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "cli/lsp/message_queue.h"
#include "cli/lsp/message_stream.h"
#include "cli/lsp/text_lines.h"

namespace {

using namespace realist::cli::lsp;

std::string pieces_of_text(std::size_t most) {
  const std::vector<std::string> pieces = {"a", "bc", "\n", "\r\n", "\r", "é", "😀", " ", "\t"};
  std::string text;
  const auto count = *rc::gen::inRange<std::size_t>(0, most);
  for (std::size_t i = 0; i < count; ++i) text += *rc::gen::elementOf(pieces);
  return text;
}

}  // namespace

TEST_CASE("a character outside the first plane is four bytes, two units or one character") {
  const TextLines lines("x\n😀é|\n");
  CHECK(lines.position(8, CharacterUnit::Utf8) == ClientPosition{1, 6});
  CHECK(lines.position(8, CharacterUnit::Utf16) == ClientPosition{1, 3});
  CHECK(lines.position(8, CharacterUnit::Utf32) == ClientPosition{1, 2});
  CHECK(lines.offset({1, 3}, CharacterUnit::Utf16) == 8);
  CHECK(lines.offset({1, 1}, CharacterUnit::Utf16) == 2);  // inside it: before it
  CHECK(lines.place({1, 3}, CharacterUnit::Utf16).column == 3);
  CHECK(lines.client(2, 3, CharacterUnit::Utf16) == ClientPosition{1, 3});
}

TEST_CASE("a position outside the text is its nearest place") {
  const TextLines lines("ab\ncd");
  CHECK(lines.offset({0, 99}, CharacterUnit::Utf16) == 2);
  CHECK(lines.offset({9, 0}, CharacterUnit::Utf16) == 5);
  CHECK(lines.place({9, 9}, CharacterUnit::Utf16).line == 2);
}

TEST_CASE("a byte-order mark is counted by the client and not by the theory") {
  const TextLines lines("\xEF\xBB\xBFIf a");
  CHECK(lines.client(1, 1, CharacterUnit::Utf16) == ClientPosition{0, 1});
  CHECK(lines.place({0, 1}, CharacterUnit::Utf16).column == 1);
}

TEST_CASE("an edit replaces just the text between its positions") {
  CHECK(rc::check("any text, any two places", [] {
    const std::string text = pieces_of_text(30), put = pieces_of_text(5);
    const TextLines lines(text);
    const auto unit = *rc::gen::element(CharacterUnit::Utf8, CharacterUnit::Utf16, CharacterUnit::Utf32);
    std::vector<std::size_t> starts;  // of characters; CR LF is one place
    for (std::size_t i = 0; i <= text.size(); ++i)
      if (i == text.size() || ((text[i] & 0xC0) != 0x80 && !(i > 0 && text[i - 1] == '\r' && text[i] == '\n'))) starts.push_back(i);
    auto begin = *rc::gen::elementOf(starts), end = *rc::gen::elementOf(starts);
    if (end < begin) std::swap(begin, end);
    const ClientRange range{lines.position(begin, unit), lines.position(end, unit)};
    RC_ASSERT(lines.offset(range.start, unit) == begin);
    RC_ASSERT(lines.with(range, put, unit).text() == text.substr(0, begin) + put + text.substr(end));
  }));
}

TEST_CASE("messages are the same however their bytes are cut") {
  CHECK(rc::check("any bodies in any pieces", [] {
    const auto bodies = *rc::gen::container<std::vector<std::string>>(rc::gen::string<std::string>());
    std::string bytes;
    for (const std::string& body : bodies) bytes += framed(body);
    MessageStream stream;
    std::vector<std::string> got;
    while (!bytes.empty()) {
      const auto size = *rc::gen::inRange<std::size_t>(1, bytes.size() + 1);
      stream.add(bytes.substr(0, size));
      bytes.erase(0, size);
      while (auto found = stream.next()) got.push_back(std::get<std::string>(*found));
    }
    RC_ASSERT(got == bodies);
  }));
}

TEST_CASE("a message that is too long is passed over, and the next one read") {
  MessageStream stream;
  const std::size_t length = MessageStream::kMostBody + 10;
  stream.add("Content-Length: " + std::to_string(length) + "\r\n\r\n");
  REQUIRE(std::holds_alternative<MessageFault>(*stream.next()));
  const std::string block(1u << 20, 'x');
  for (std::size_t left = length; left > 0; left -= std::min(left, block.size())) {
    stream.add(std::string_view(block).substr(0, std::min(left, block.size())));
    REQUIRE_FALSE(stream.next());
  }
  stream.add(framed("{}"));
  CHECK(std::get<std::string>(*stream.next()) == "{}");
}

TEST_CASE("a request that still waits can be taken back, and one with another id stays") {
  MessageQueue queue;
  queue.push(ClientMessage{{{"id", 1}, {"method", "a"}}});
  queue.push(ClientMessage{{{"id", "1"}, {"method", "b"}}});
  queue.push(ClientMessage{{{"method", "$/cancelRequest"}, {"params", {{"id", 1}}}}});
  queue.push(ClientMessage{{{"method", "$/cancelRequest"}, {"params", nullptr}}});
  CHECK(std::get<ClientMessage>(queue.pop()).cancelled);
  CHECK_FALSE(std::get<ClientMessage>(queue.pop()).cancelled);
  CHECK_FALSE(queue.pop_if_any().has_value());
}
