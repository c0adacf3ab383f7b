#include "rules/reporter.h"

#include <utility>

#include "rules/diagnostic_codes.h"

namespace realist::rules {

models::Mark Reporter::mark(const models::Place& where, std::string label) const {
  if (where.file < files_.size()) return files_[where.file]->mark(where, std::move(label));
  return {};
}

models::Diagnostic& Reporter::report(std::string_view code, const models::Place& where, std::string message,
                                     std::string help) {
  if (diagnostics_.size() >= kMost) {
    ++left_out_;
    return spare_ = {};
  }
  diagnostics_.push_back({severity_of(code), std::string(code), std::move(message), mark(where), {}, {}, std::move(help), {}});
  return diagnostics_.back();
}

void Reporter::relate(models::Diagnostic& to, const models::Place& where, std::string label) const {
  to.related.push_back(mark(where, std::move(label)));
}

void Reporter::fix(models::Diagnostic& of, std::string title, const models::Place& where, std::string replacement) const {
  of.fix = models::Fix{std::move(title), {{mark(where), std::move(replacement)}}, false};
}

void Reporter::safe_fix(models::Diagnostic& of, std::string title, const models::Place& where, std::string replacement) const {
  fix(of, std::move(title), where, std::move(replacement));
  of.fix->safe = true;
}

std::vector<models::Diagnostic> Reporter::take() {
  if (left_out_ != 0)
    diagnostics_.push_back({models::Severity::Error, "file/too-many-problems",
                            std::to_string(left_out_) + " more problems are not shown",
                            mark({0, 0, 0, 0, 0}), {}, {}, "mend the first ones and check again", {}});
  left_out_ = 0;
  return std::exchange(diagnostics_, {});
}

}  // namespace realist::rules
