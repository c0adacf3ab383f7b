// A report as one HTML file that stands alone: no network, no other file, a content security policy that lets through its own
// style and script and nothing else (docs/report.md). The page's sources are in cli/report/.
#pragma once

#include <string>

#include "cli/report.h"

namespace realist::cli {

// The same report gives the same bytes. Nothing from a theory or a record can become markup: static parts are escaped, the
// script's data are JSON without "<", and the script writes them as text alone.
std::string report_html(const Report& report);

}  // namespace realist::cli
