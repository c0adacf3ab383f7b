#include "cli/case_kinds.h"

#include <fmt/core.h>

#include "cli/logging.h"
#include "cli/suggest.h"

namespace realist::cli {

void CaseKinds::add(const std::string& kind) { add(kind, 1); }

void CaseKinds::add(const std::string& kind, std::size_t count) {
  records_ += count;
  const auto known = shown_.find(kind);
  if (known != shown_.end()) {
    known->second += count;
  } else if (shown_.size() < kMost) {
    shown_.emplace(kind, count);
    found_.push_back(kind);
    folded_.insert(models::fold(kind));
  } else {
    others_ += count;
    if (kind.empty()) folded_.insert("");
  }
}

void CaseKinds::merge(const CaseKinds& others) {
  for (const std::string& kind : others.found_) add(kind, others.shown_.at(kind));
  others_ += others.others_;
  records_ += others.others_;
  folded_.insert(others.folded_.begin(), others.folded_.end());
}

std::string CaseKinds::wanted_by(const models::Theory& theory) const {
  std::string wanted = models::fold(theory.case_kind);
  return wanted.empty() && folded_.size() == 1 ? *folded_.begin() : wanted;
}

std::string CaseKinds::in_words() const {
  std::map<std::string, std::size_t> counts;
  for (const auto& [kind, count] : shown_) counts[kind.empty() ? "without a kind" : kind] += count;
  std::string text;
  for (const auto& [kind, count] : counts) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, kind);
  return others_ == 0 ? text : text + fmt::format(", {} of other kinds", others_);
}

void CaseKinds::mention_no_cases(const models::Theory& theory) const {
  if (empty()) return say_warning("there are no records to judge");
  if (theory.case_kind.empty()) {
    return say_warning(fmt::format("no record is judged: the records are {}; a Case: line in {} says which of them are its cases", in_words(),
                                   theory.name));
  }
  say_warning(fmt::format("no record is of the kind \"{}\", the Case: of {}{}; the records are {}", theory.case_kind, theory.name,
                          did_you_mean(theory.case_kind, found_), in_words()));
}

bool is_case(const std::string& kind, const std::string& wanted) {
  return kind.empty() || (!wanted.empty() && models::fold(kind) == wanted);
}

}  // namespace realist::cli
