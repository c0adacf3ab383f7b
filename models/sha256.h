// SHA-256 (FIPS 180-4): the name of a file's exact bytes.
#pragma once

#include <string>
#include <string_view>

namespace realist::models {

// Of `bytes`, in 64 lower-case hex digits. Linear.
std::string sha256(std::string_view bytes);

}  // namespace realist::models
