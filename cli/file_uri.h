// Files as URIs, the way editors name them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace realist::cli {

// "file:///home/a%20b.theory" of a path, made absolute first.
std::string file_uri(const std::string& path);

// The path of a file's URI; nothing where it is the URI of something else.
std::optional<std::string> path_of_uri(std::string_view uri);

}  // namespace realist::cli
