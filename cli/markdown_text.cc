#include "cli/markdown_text.h"

#include <fmt/core.h>

#include "cli/graph_text.h"

namespace realist::cli {

std::string markdown_text(std::string_view text) {
  std::string out;
  for (const char c : on_one_line(text)) {
    if (c == '<') out += "&lt;";
    else if (c == '&') out += "&amp;";
    else if (std::string_view("\\`*_[]>|~#").find(c) != std::string_view::npos) (out += '\\') += c;
    else out += c;
  }
  return out;
}

std::string markdown_target(std::string_view path) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string out;
  for (const char c : path)
    out += kPlain.find(c) != std::string_view::npos ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return out;
}

}  // namespace realist::cli
