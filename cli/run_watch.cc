#include "cli/run_watch.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "cli/agenda_words.h"
#include "cli/check_watch.h"
#include "cli/edit_words.h"
#include "cli/exit_status.h"
#include "cli/file_watch.h"
#include "cli/interrupt.h"
#include "cli/logging.h"
#include "cli/outline_judge.h"
#include "cli/output.h"
#include "cli/plain_words.h"
#include "cli/result_words.h"
#include "cli/stops.h"
#include "cli/terminal.h"
#include "cli/theory_files.h"
#include "engine/impact.h"
#include "engine/theory_edit.h"

namespace realist::cli {
namespace {

using engine::StatementImpact;
using engine::StatementMatch;
using models::CaseRecord;
using models::Theory;
using models::Verdict;

constexpr std::size_t kNamedCases = 5;

// The cases of both, as they are in either; those of one alone are counted.
struct MatchedCases {
  std::vector<std::pair<const CaseRecord*, const CaseRecord*>> both;
  std::size_t added = 0, gone = 0;
};

MatchedCases matched_cases(const WatchedRun& before, const WatchedRun& after) {
  MatchedCases cases;
  std::unordered_map<std::string, const CaseRecord*> of_before;
  for (const CaseRecord* record : cases_of(*before.theory, before.set->records)) of_before.emplace(record->id, record);
  for (const CaseRecord* record : cases_of(*after.theory, after.set->records)) {
    const auto found = of_before.find(record->id);
    if (found == of_before.end()) ++cases.added;
    else cases.both.emplace_back(found->second, record);
  }
  cases.gone = of_before.size() - cases.both.size();
  return cases;
}

class Changes {
 public:
  Changes(const WatchedRun& before, const WatchedRun& after, PageStyle style)
      : before_(before), after_(after), edit_(engine::theory_edit(*before.theory, *after.theory)), impact_(edit_),
        cases_(matched_cases(before, after)), page_(style) {
    OutlineJudge old_judge(*before.plan), new_judge(*after.plan);
    for (std::uint32_t i = 0; i < cases_.both.size(); ++i) {
      stop_if_interrupted([] { return ""; });
      impact_.add(i, old_judge.outlines_of(*cases_.both[i].first, before.set->by_id, before.as_of),
                  new_judge.outlines_of(*cases_.both[i].second, after.set->by_id, after.as_of));
    }
  }

  std::string text(const std::string& saved) {
    std::size_t changed = 0, verdicts = 0;
    for (const StatementImpact& impact : impact_.statements()) changed += impact.shifted();
    for (const StatementMatch& match : edit_.statements) verdicts += match.both() ? cases_.both.size() : 0;
    page_.line(changed == 0 ? fmt::format("{}: no verdict of {} has changed", saved, verdicts)
                            : fmt::format("{}: {} of {} changed, in {} of {}", saved, changed, count_words(verdicts, "verdict", "verdicts"),
                                          impact_.cases_shifted(), count_words(cases_.both.size(), "case", "cases")), 0, 2);
    tell_cases();
    for (std::size_t i = 0; i < edit_.statements.size(); ++i) tell(edit_.statements[i], impact_.statements()[i]);
    return "\n" + page_.text();
  }

 private:
  void tell_cases() {
    if (before_.as_of != after_.as_of)
      page_.line(fmt::format("judged as of {}; it was {}", models::to_string(after_.as_of), models::to_string(before_.as_of)), 2, 2);
    if (cases_.added != 0) page_.line(count_words(cases_.added, "case is new", "cases are new"), 2, 2);
    if (cases_.gone != 0) page_.line(count_words(cases_.gone, "case is gone", "cases are gone"), 2, 2);
  }

  void tell(const StatementMatch& match, const StatementImpact& impact) {
    if (!match.both()) return tell_alone(match, impact);
    if (impact.shifts.empty() && match.changes.empty()) return;
    page_.line(label_of(versions(), match), 2, 2);
    for (const engine::PartChange& change : match.changes) page_.line(change_words(versions(), match, change), 4, 2);
    for (const engine::Shift& shift : impact.shifts)
      page_.line(fmt::format("{} -> {}, {}: {}", models::to_string(shift.before), models::to_string(shift.after),
                             count_words(shift.cases.size(), "case", "cases"), names_of(shift.cases)), 4, 2);
  }

  void tell_alone(const StatementMatch& match, const StatementImpact& impact) {
    const bool is_new = match.before == models::kNone;
    const engine::VerdictCounts& counts = is_new ? impact.after : impact.before;
    std::vector<std::string> words;
    for (const Verdict verdict : models::kVerdicts)
      if (counts[verdict] != 0) words.push_back(fmt::format("{} {}", counts[verdict], models::to_string(verdict)));
    page_.line(fmt::format("{}, {}: {}", label_of(versions(), match), is_new ? "new" : "gone", words.empty() ? "no case" : joined(words, ", ")), 2, 2);
  }

  std::string names_of(const std::vector<std::uint32_t>& cases) const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(kNamedCases, cases.size()); ++i) names.push_back(case_name(cases_.both[cases[i]].second->id));
    return joined(names, ", ") + (cases.size() > kNamedCases ? fmt::format(" and {} more", cases.size() - kNamedCases) : "");
  }

  Versions versions() const { return {*before_.theory, *after_.theory}; }

  const WatchedRun& before_;
  const WatchedRun& after_;
  engine::TheoryEdit edit_;
  engine::Impact impact_;
  MatchedCases cases_;
  Page page_;
};

// The run as it is looked at over and over.
class Watching {
 public:
  explicit Watching(const RunOptions& options) : options_(options) {
    add_watchable(options.theories, first_);
    add_watchable(options.cases, first_);
    watch_.look_at(first_);
  }

  // After a first run, which has told what is wrong. Throws what reading the cases throws.
  void begin() {
    read_cases(known_);
    rules::ReadResult first = read_theory_file(options_.theories.front(), options_.limits.theory, &texts_);
    if (first.ok()) take(std::move(first.theory), known_);
    look_again();
    say_note(fmt::format("watching {}; Ctrl-C ends", count_words(files_.size(), "file", "files")));
  }

  // `run` is for a theory that is sound for the first time.
  void follow(const std::function<void()>& run) {
    Output output("");
    const PageStyle style{colour_on(1), plain_terminal()};
    for (;;) {
      const std::vector<std::string> saved = watch_.wait();
      WatchedRun now = known_;
      if (read(saved, now)) {
        if (known_.theory) output.write(run_changes(known_, now, saved_words(saved), style));
        else run();
        output.flush();
        known_ = std::move(now);
        dirty_.clear();
      }
      look_again();
    }
  }

 private:
  // What could not be read at one save is read at the next, whichever file that is of.
  bool read(const std::vector<std::string>& saved, WatchedRun& now) {
    dirty_.insert(saved.begin(), saved.end());
    try {
      const bool theory = std::any_of(dirty_.begin(), dirty_.end(), [&](const std::string& path) { return texts_.contains(path) || is_theory_path(path); });
      const bool cases = std::any_of(dirty_.begin(), dirty_.end(), [&](const std::string& path) { return is_case_input(path); });
      if (theory && !read_theory(now)) {
        say_note(known_.theory ? "until they are mended, the verdicts stand that there were before" : "the verdicts are told once they are mended");
        return false;
      }
      if (cases) read_cases(now);
      return true;
    } catch (const FileFailure& failure) {
      say_error(failure.what());
    } catch (const UsageError& error) {
      say_error(error.what());
    }
    return false;
  }

  bool is_case_input(const std::string& path) const {
    return std::find(options_.cases.begin(), options_.cases.end(), path) != options_.cases.end();
  }

  bool read_theory(WatchedRun& run) {
    texts_.clear();
    std::vector<Theory> theories = read_sound_theories(options_.theories, options_.limits.theory, &texts_);
    if (theories.empty()) return false;
    take(std::move(theories.front()), run);
    return true;
  }

  static void take(Theory theory, WatchedRun& run) {
    run.theory = std::make_shared<const Theory>(std::move(theory));
    run.plan = engine::compile(*run.theory);
  }

  void read_cases(WatchedRun& run) {
    run.set = std::make_shared<const CaseSet>(read_case_set(options_.cases, {options_.limits.record, mapping_from(options_.map)}));
    if (options_.as_of) return void(run.as_of = *options_.as_of);
    const auto newest = newest_day(run.set->records);
    if (!newest) throw UsageError(kNoDate);
    run.as_of = *newest;
  }

  void look_again() {
    files_ = first_;
    for (const auto& [path, _] : texts_) files_.insert(path);
    watch_.look_at(files_);
  }

  const RunOptions& options_;
  FileWatch watch_;
  std::set<std::string> first_, files_, dirty_;
  TheoryTexts texts_;
  WatchedRun known_;
};

}  // namespace

std::string run_changes(const WatchedRun& before, const WatchedRun& after, const std::string& saved, PageStyle style) {
  return Changes(before, after, style).text(saved);
}

int watch_run(const RunOptions& options, const std::function<int(const RunOptions&)>& run) {
  Watching watching(options);  // before anything is read: nothing that is saved from here on is missed
  RunOptions once = options;
  once.watch = false;
  try {
    if (const int status = run(once); status == kUsage) return status;
    watching.begin();
    watching.follow([&] { run(once); });
  } catch (const Interrupted&) {
  }
  return kDone;
}

}  // namespace realist::cli
