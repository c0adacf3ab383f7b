// `realist check --fix`: the safe fixes, written into a theory's files.
#pragma once

#include <cstddef>
#include <string>

#include "rules/read_theory.h"

namespace realist::cli {

// Mends the theory at `path` and the files it includes, and says on standard error what was done. Every file is written whole
// or not at all, and none where one of them is not as it was read any more, or the theory has errors; that is said too. False
// where fixes could not be made for another reason than errors. Throws FileFailure where a file could not be written.
bool mend_files(const std::string& path, const rules::Limits& limits);

}  // namespace realist::cli
