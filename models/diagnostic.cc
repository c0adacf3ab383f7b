#include "models/diagnostic.h"

#include <algorithm>
#include <tuple>

namespace realist::models {

void sort_diagnostics(std::vector<Diagnostic>& diagnostics, const std::vector<std::string>& path_order) {
  auto rank = [&](const std::string& path) {
    return std::find(path_order.begin(), path_order.end(), path) - path_order.begin();
  };
  auto key = [&](const Diagnostic& d) {
    return std::make_tuple(rank(d.where.path), std::cref(d.where.path), d.where.line, d.where.column,
                           static_cast<int>(d.severity), std::cref(d.code), std::cref(d.message));
  };
  auto less = [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); };
  auto same = [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); };
  std::stable_sort(diagnostics.begin(), diagnostics.end(), less);
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(), same), diagnostics.end());
}

bool has_errors(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::Error; });
}

std::string_view severity_word(Severity severity) {
  switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Note: return "note";
  }
  return "error";
}

}  // namespace realist::models
