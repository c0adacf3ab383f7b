#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "cli/case_set.h"
#include "cli/check_watch.h"
#include "cli/commands.h"
#include "cli/diagnostic_render.h"
#include "cli/exit_status.h"
#include "cli/interrupt.h"
#include "cli/mend_files.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/scorecard_report.h"
#include "cli/terminal.h"
#include "cli/theory_files.h"
#include "engine/data_check.h"
#include "engine/reach_check.h"

namespace realist::cli {
namespace {

using models::Diagnostic;

std::string rendered(const std::vector<Diagnostic>& diagnostics, const CheckOptions& options, bool colour) {
  if (options.format == MessageFormat::Json) return render_as_json(diagnostics);
  if (options.format == MessageFormat::Lsp) return render_for_editor(diagnostics, options.theories);
  return render_for_terminal(diagnostics, options.every, colour) + count_sentence(diagnostics) + "\n";
}

void append(std::vector<Diagnostic>& all, std::vector<Diagnostic> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// The lines that marks without a text stand on, each file read once.
class Lines {
 public:
  explicit Lines(std::size_t limit) : limit_(limit) {}

  void fill(models::Mark& mark) {
    if (mark.line == 0 || !mark.text.empty() || mark.path == "-") return;
    const std::vector<std::string>& lines = lines_of(mark.path);
    if (mark.line <= lines.size()) mark.text = lines[mark.line - 1];
  }

 private:
  const std::vector<std::string>& lines_of(const std::string& path) {
    const auto [at, fresh] = files_.try_emplace(path);
    if (fresh) {
      std::istringstream stream(read_file_text(path, limit_).text.value_or(""));
      for (std::string line; std::getline(stream, line);) at->second.push_back(line);
    }
    return at->second;
  }

  std::size_t limit_;
  std::map<std::string, std::vector<std::string>> files_;
};

std::vector<Diagnostic> words_never_seen(const models::Theory& theory, const CaseSet& set) {
  engine::DataVocabulary words;
  for (const models::CaseRecord& record : set.records) words.add(record);
  return engine::check_against_data(theory, words);
}

// Judged as of the newest date; a set without dates is judged on undated facts alone, so any day will do.
std::vector<Diagnostic> statements_never_reached(const models::Theory& theory, const CaseSet& set) {
  const models::Time as_of = newest_day(set.records).value_or(models::Time{0, models::Time::kNoOffset, true});
  const auto cases = cases_of(theory, set.records);
  engine::ReachCheck reach(theory);
  Progress progress("judging", "cases", cases.size());
  std::size_t done = 0;
  for (const models::CaseRecord* record : cases) {
    stop_if_interrupted([] { return ""; });
    reach.add(*record, set.by_id, as_of);
    progress.advance_to(++done);
  }
  return reach.warnings();
}

std::vector<Diagnostic> against_data(rules::ReadResult& read, const CaseSet& set, std::size_t limit) {
  const models::Theory& theory = read.theory;
  std::vector<Diagnostic> found = words_never_seen(theory, set);
  append(found, statements_never_reached(theory, set));
  rules::leave_out_allowed(read.allows, found);
  Lines lines(limit);
  std::vector<std::string> order;
  for (const models::SourceFile& file : theory.files) order.push_back(file.path);
  for (Diagnostic& d : found) {
    lines.fill(d.where);
    for (models::Mark& mark : d.related) lines.fill(mark);
  }
  models::sort_diagnostics(found, order);
  return found;
}

// Theories that share a file are told once of what is in it.
void say_once(std::vector<Diagnostic>& diagnostics) {
  std::set<std::tuple<std::string, std::uint32_t, std::uint32_t, std::string, std::string>> said;
  const auto again = [&](const Diagnostic& d) { return !said.emplace(d.where.path, d.where.line, d.where.column, d.code, d.message).second; };
  diagnostics.erase(std::remove_if(diagnostics.begin(), diagnostics.end(), again), diagnostics.end());
}

int run_scorecard(const CheckOptions& options) {
  const std::vector<models::Theory> theories = read_sound_theories(options.theories, options.limits.theory);
  if (theories.empty()) return kFindings;
  Output output(options.output);
  if (options.format == MessageFormat::Json) output.write(scorecard_json(theories));
  else for (const models::Theory& theory : theories) output.write((&theory == &theories.front() ? "" : "\n") + scorecard_text(theory));
  output.finish();
  return kDone;
}

CaseSet cases_for(const CheckOptions& options) {
  return options.cases.empty() ? CaseSet{} : read_case_set(options.cases, {options.limits.record, mapping_from(options.map)});
}

CheckFindings findings(const CheckOptions& options, const CaseSet& set) {
  CheckFindings found;
  std::set<std::string> included;
  TheoryTexts texts;
  for (const std::string& path : options.theories) {
    stop_if_interrupted([] { return ""; });
    if (options.fix) found.mended = mend_files(path, options.limits.theory) && found.mended;
    rules::ReadResult read = check_theory_file(path, options.limits.theory, options.watch ? &texts : nullptr);
    note_included(read.theory, included);
    const bool sound = read.ok();
    append(found.diagnostics, std::move(read.diagnostics));
    if (sound && !options.cases.empty()) append(found.diagnostics, against_data(read, set, options.limits.theory.text_bytes));
  }
  spare_vocabularies(found.diagnostics, included);
  say_once(found.diagnostics);
  for (const auto& [path, _] : texts) found.files.insert(path);
  return found;
}

}  // namespace

int run_check(const CheckOptions& options) {
  if (options.scorecard) return run_scorecard(options);
  if (options.watch) return watch_check(options, [&] { return findings(options, cases_for(options)); });
  const CaseSet set = cases_for(options);
  const CheckFindings found = findings(options, set);
  const std::vector<Diagnostic>& diagnostics = found.diagnostics;
  Output output(options.output);
  output.write(rendered(diagnostics, options, !output.to_file() && colour_on(1)));
  output.finish();
  if (!found.mended || is_unreadable(diagnostics)) return kFailed;
  return finished_with(set, models::has_errors(diagnostics) ? kFindings : kDone);
}

}  // namespace realist::cli
