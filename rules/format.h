// One canonical layout for a theory file. No options of style: the author's words, quotes, comments and order stay, lines,
// indentation and blank lines become the same everywhere.
//
// A statement's parts each open a line; what stands under a declaration or an example is indented by two blanks; one blank
// line stands between items (header lines may stand together). Items that cannot be understood are kept byte for byte. Of a
// Markdown theory only the fences change. Formatting twice changes nothing; reading the result gives the same theory, but for
// places. Linear in the text.
#pragma once

#include <string>
#include <string_view>

#include "rules/read_theory.h"

namespace realist::rules {

struct FormatOptions {
  bool add_labels = false;  // writes in the labels that statements without one have from their own words
  // The theory the text is read as, with what it includes: a label has to be one of its own among those, too. Without it the
  // text is read alone.
  const models::Theory* theory = nullptr;
};

// `path` tells by its ending whether the text is Markdown. A text that is no text at all comes back as it is.
std::string format(std::string_view text, const std::string& path, const FormatOptions& options = {}, const Limits& limits = {});

}  // namespace realist::rules
