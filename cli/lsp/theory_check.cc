#include "cli/lsp/theory_check.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/interrupt.h"
#include "cli/stops.h"
#include "engine/judge.h"
#include "rules/allowed.h"

namespace realist::cli::lsp {
namespace {

rules::ReadResult read_with(const CheckTask& task, const std::string& root, const FileAccess& access, const rules::Limits& limits) {
  const auto text_of = [&](const std::string& path) {
    const auto open = task.texts.find(path);
    if (open == task.texts.end()) return access.read(root, path);
    return rules::FileText{*open->second, ""};
  };
  return rules::check_theory(root, text_of, limits);
}

// Of a file or a folder: whatever in it changes.
std::optional<std::int64_t> stamp_of(const std::string& path, const FileAccess& access) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_directory(path, error)) return access.stamp(path);
  std::int64_t stamp = 0;
  for (const auto& entry : fs::directory_iterator(path, error)) stamp += access.stamp(entry.path().string()).value_or(0) + 1;
  return stamp;
}

}  // namespace

void TheoryChecker::read_data(const std::vector<std::string>& paths) {
  std::vector<std::optional<std::int64_t>> stamps;
  for (const std::string& path : paths) stamps.push_back(stamp_of(path, access_));
  if (paths == data_paths_ && stamps == data_stamps_) return;
  data_paths_ = paths;
  data_stamps_ = std::move(stamps);
  data_.reset();
  words_.reset();
  data_fault_.clear();
  if (paths.empty()) return;
  try {
    auto set = std::make_shared<CaseSet>(access_.cases(paths, limits_.record));
    auto words = std::make_shared<engine::DataVocabulary>();
    for (const models::CaseRecord& record : set->records) words->add(record);
    data_ = std::move(set);
    words_ = std::move(words);
  } catch (const std::exception& failure) {
    data_fault_ = failure.what();
  }
}

void TheoryChecker::judge(CheckedTheory& theory, const CheckTask& task, const std::atomic<std::uint64_t>& newest) const {
  const models::Theory& read = theory.read->theory;
  const auto as_of = newest_day(data_->records);
  if (!as_of) return;
  const auto plan = engine::compile(read);
  engine::Judge judge(*plan);
  auto counts = std::make_shared<engine::CohortSummary>(read);
  models::CaseResult result;
  for (const models::CaseRecord* record : cases_of(read, data_->records)) {
    if (newest != task.number || interrupted()) return;
    judge.judge(*record, data_->by_id, *as_of, result);
    counts->add(result);
  }
  theory.counts = std::move(counts);
  theory.as_of = as_of;
}

CheckOutcome TheoryChecker::check(const CheckTask& task, const std::atomic<std::uint64_t>& newest) {
  CheckOutcome out;
  out.number = task.number;
  out.texts = task.texts;
  try {
    read_data(task.data);
    for (const std::string& root : task.roots) {
      if (newest != task.number) break;
      CheckedTheory theory;
      theory.root = root;
      rules::ReadResult read = read_with(task, root, access_, limits_.theory);
      if (data_ && read.ok()) {
        theory.about_data = engine::check_against_data(read.theory, *words_);
        rules::leave_out_allowed(read.allows, theory.about_data);
      }
      theory.read = std::make_shared<const rules::ReadResult>(std::move(read));
      if (data_ && theory.read->ok()) judge(theory, task, newest);
      out.theories.push_back(std::move(theory));
    }
  } catch (const Interrupted&) {
  } catch (const std::bad_alloc&) {
    out.data_fault = "there is not enough memory for this theory and its data";
  } catch (const std::exception& failure) {
    out.data_fault = failure.what();
  }
  out.whole = newest == task.number;
  out.words = words_;
  if (out.data_fault.empty()) out.data_fault = data_fault_;
  return out;
}

}  // namespace realist::cli::lsp
