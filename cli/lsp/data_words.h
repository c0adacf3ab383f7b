// What the data hold, as completion offers it.
#pragma once

#include "engine/data_check.h"
#include "rules/editing/completion.h"

namespace realist::cli::lsp {

// At most a hundred values a field: a list longer than that helps nobody.
rules::DataWords offered_words(const engine::DataVocabulary& data);

}  // namespace realist::cli::lsp
