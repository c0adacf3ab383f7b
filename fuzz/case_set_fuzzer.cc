// Cutting a stream into records gives the same whether it comes whole or byte by byte, and loses no record's bytes.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "cli/case_cutter.h"

namespace {

using realist::cli::CaseLayout;
using realist::cli::CutPlace;

std::string cut(CaseLayout layout, std::string_view text, std::size_t block, std::size_t limit) {
  std::string seen;
  auto put = [&](std::string_view piece, const CutPlace& at) {
    if (!piece.empty() && text.substr(at.byte).empty()) std::abort();
    seen += piece;
  };
  const realist::cli::CutHandlers handlers{
      [&](std::string_view record, const CutPlace& at) {
        if (text.substr(at.byte, record.size()) != record || record.size() > limit) std::abort();
        put(record, at);
        seen += '\0' + std::to_string(at.line) + '/' + std::to_string(at.byte) + '\0';
        return true;
      },
      [&](std::string_view piece, const CutPlace& at, bool last) {
        put(piece, at);
        if (last) seen += " long " + std::to_string(at.byte) + '\0';
        return true;
      },
      [&](const CutPlace& at) {
        seen += "unclosed" + std::to_string(at.byte);
        return true;
      }};
  const auto cutter = realist::cli::make_cutter(layout, handlers, limit);
  for (std::size_t at = 0; at < text.size(); at += block) cutter->feed(text.substr(at, block));
  cutter->end();
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const CaseLayout layout : {CaseLayout::Lines, CaseLayout::Document})
    for (const std::size_t limit : {std::size_t{1} << 20, std::size_t{10}})
      if (cut(layout, text, size + 1, limit) != cut(layout, text, 1, limit)) std::abort();
  realist::cli::layout_of(text, true);
  realist::cli::layout_of(text, false);
  return 0;
}
