#include "cli/case_set.h"
#include "cli/stops.h"
namespace realist::cli {
CaseSet read_case_set(const std::vector<std::string>&, const CaseReading&) { throw UsageError("cases cannot be read yet"); }
}  // namespace realist::cli
