// Stands in until the reader is there; the archive is linked last, so the real one wins.
#include "rules/read_theory.h"
namespace realist::rules {
ReadResult read_theory(const std::string& path, const ReadFile&, const Limits&) {
  ReadResult result;
  models::Diagnostic d;
  d.code = "internal/not-built";
  d.message = "theories cannot be read yet";
  d.where.path = path;
  result.diagnostics.push_back(d);
  return result;
}
}  // namespace realist::rules
