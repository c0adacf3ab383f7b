#include "cli/check_watch.h"

#include <fmt/core.h>

#include <map>
#include <tuple>

#include "cli/diagnostic_render.h"
#include "cli/exit_status.h"
#include "cli/file_watch.h"
#include "cli/logging.h"
#include "cli/output.h"
#include "cli/plain_words.h"
#include "cli/query_address.h"
#include "cli/stops.h"
#include "cli/terminal.h"

namespace realist::cli {
namespace {

using models::Diagnostic;
using Key = std::tuple<models::Severity, std::string, std::string, std::string>;

Key key_of(const Diagnostic& d) { return {d.severity, d.where.path, d.code, d.message}; }

// Those of `some` that `others` do not have as often.
std::vector<Diagnostic> beyond(const std::vector<Diagnostic>& some, const std::vector<Diagnostic>& others) {
  std::map<Key, std::size_t> left;
  for (const Diagnostic& d : others) ++left[key_of(d)];
  std::vector<Diagnostic> out;
  for (const Diagnostic& d : some) {
    std::size_t& n = left[key_of(d)];
    if (n == 0) out.push_back(d);
    else --n;
  }
  return out;
}

std::string gone_line(const Diagnostic& d) {
  const std::string place = d.where.line == 0 ? d.where.path : fmt::format("{}:{}:{}", d.where.path, d.where.line, d.where.column);
  return fmt::format("gone: {}: {}: {} [{}]\n", place, models::severity_word(d.severity), d.message, d.code);
}

// How messages are shown.
struct Look {
  bool every = false, colour = false;
};

std::string told(const std::vector<Diagnostic>& diagnostics, const Look& look) {
  return render_for_terminal(diagnostics, look.every, look.colour) + count_sentence(diagnostics) + "\n";
}

std::string told(const std::vector<std::string>& saved, const std::vector<Diagnostic>& before, const std::vector<Diagnostic>& after, const Look& look) {
  const MessageChanges changes = message_changes(before, after);
  if (changes.gone.empty() && changes.added.empty())
    return fmt::format("\n{}: nothing new; {}\n", saved_words(saved), count_sentence(after));
  std::string text = fmt::format("\n{}: {}, {} new\n", saved_words(saved), count_words(changes.gone.size(), "message gone", "messages gone"), changes.added.size());
  for (const Diagnostic& d : changes.gone) text += gone_line(d);
  return text + render_for_terminal(changes.added, look.every, look.colour) + count_sentence(after) + "\n";
}

}  // namespace

MessageChanges message_changes(const std::vector<Diagnostic>& before, const std::vector<Diagnostic>& after) {
  return {beyond(before, after), beyond(after, before)};
}

void add_watchable(const std::vector<std::string>& inputs, std::set<std::string>& files) {
  for (const std::string& input : inputs)
    if (input != "-" && !is_query_address(input)) files.insert(input);
}

std::string saved_words(const std::vector<std::string>& paths) {
  if (paths.size() == 1) return paths.front() + " was saved";
  if (paths.size() == 2) return fmt::format("{} and {} were saved", paths.front(), paths.back());
  return fmt::format("{} files were saved", paths.size());
}

int watch_check(const CheckOptions& options, const std::function<CheckFindings()>& check) {
  std::set<std::string> first;
  add_watchable(options.theories, first);
  add_watchable(options.cases, first);
  FileWatch watch;
  watch.look_at(first);
  Output output("");
  const Look look{options.every, colour_on(1)};
  const auto show = [&](const std::string& text) {
    output.write(text);
    output.flush();
  };
  try {
    CheckFindings known = check();
    const auto look_at = [&] {
      known.files.insert(first.begin(), first.end());
      watch.look_at(known.files);
    };
    look_at();
    show(told(known.diagnostics, look));
    say_note(fmt::format("watching {}; Ctrl-C ends", count_words(known.files.size(), "file", "files")));
    for (;;) {
      const std::vector<std::string> saved = watch.wait();
      try {
        CheckFindings now = check();
        show(told(saved, known.diagnostics, now.diagnostics, look));
        known = std::move(now);
      } catch (const FileFailure& failure) {
        say_error(failure.what());  // of the cases: what is known of the theory stands until they can be read again
      }
      look_at();
    }
  } catch (const Interrupted&) {
    return kDone;
  }
}

}  // namespace realist::cli
