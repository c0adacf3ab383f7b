#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/document.h"
#include "cli/exit_status.h"
#include "cli/extract_json.h"
#include "cli/interrupt.h"
#include "cli/logging.h"
#include "cli/output.h"
#include "cli/plain_words.h"
#include "cli/stops.h"

namespace realist::cli {
namespace {

using rules::prose::Draft;

constexpr std::size_t kMostStatements = 20'000;  // a long book has some thousands

std::string name_of(const std::string& path) { return path == "-" ? "standard input" : path.substr(path.rfind('/') + 1); }

void read_into(Draft& draft, const std::string& path, std::size_t limit) {
  rules::prose::SentenceCutter cutter;
  const std::string name = name_of(path);
  rules::prose::for_each_passage(read_document(path, limit), [&](const rules::prose::Passage& passage) {
    stop_if_interrupted([] { return ""; });
    for (const rules::prose::Sentence& sentence : cutter.cut(passage)) {
      draft.add(name, sentence, rules::prose::read_sentence(sentence.text));
      if (draft.statements().size() > kMostStatements) throw FileFailure(fmt::format("{}: more than {} statements are found by line {}; give it in parts", path, kMostStatements, sentence.line));
    }
  });
}

std::string title_of(const std::vector<std::string>& documents) {
  std::string title = "Draft from ";
  for (std::size_t i = 0; i < documents.size(); ++i) title += (i == 0 ? "" : ", ") + name_of(documents[i]);
  return title;
}

void tell(const rules::prose::DraftCounts& counts) {
  say_note(fmt::format("{} read: {} found{}", count_words(counts.sentences, "sentence", "sentences"), count_words(counts.statements, "statement", "statements"), counts.again == 0 ? "" : fmt::format(", {} of them said more than once", counts.again)));
  if (counts.marked > 0) say_note(fmt::format("{} marked for a person to look at (\"# To look at\")", counts.marked));
  if (counts.comments > 0) say_note(fmt::format("{} could not be split, and stand as comments for a person", counts.comments));
  for (const auto& [why, times] : counts.left_out) say_note(fmt::format("left out {}: {}", times, to_string(why)));
}

}  // namespace

int run_extract(const ExtractOptions& options) {
  Draft draft;
  for (const std::string& path : options.documents) read_into(draft, path, options.text_bytes);
  Output output(options.output);
  output.write(options.format == ExtractFormat::Json ? extract_json(draft) : draft.theory(title_of(options.documents)));
  output.finish();
  tell(draft.counts());
  return kDone;
}

}  // namespace realist::cli
