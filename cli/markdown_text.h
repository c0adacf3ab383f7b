// Text of a theory or a record inside a Markdown page: shown as it is, never taken for markup.
#pragma once

#include <string>
#include <string_view>

namespace realist::cli {

// On one line, with every sign escaped that Markdown or HTML would take for its own; fit for a table's cell.
std::string markdown_text(std::string_view text);

// A path or a page of this folder as the target of a link: what could end or steer it is percent-encoded.
std::string markdown_target(std::string_view path);

}  // namespace realist::cli
