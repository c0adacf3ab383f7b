// Whatever the text, what is found in it lies inside its sentences, and the draft made of it is a theory without errors that
// stays as it is when it is laid out.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "rules/format.h"
#include "rules/prose/draft.h"
#include "rules/prose/markdown_lines.h"
#include "rules/read_theory.h"

namespace {

using namespace realist::rules;
using namespace realist::rules::prose;

void check_place(const Part& part, const Sentence& sentence) {
  if (part.span.begin > part.span.end || part.span.end > sentence.text.size()) std::abort();
}

void check_places(const Reading& reading, const Sentence& sentence) {
  for (const Statement& statement : reading.statements) {
    for (const Part& part : statement.antecedent) check_place(part, sentence);
    for (const Step& step : statement.steps)
      for (const Part& part : step.parts) check_place(part, sentence);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Draft draft;
  SentenceCutter cutter;
  for_each_passage(size % 2 == 0 ? text_lines(text) : markdown_lines(text), [&](const Passage& passage) {
    for (const Sentence& sentence : cutter.cut(passage)) {
      Reading reading = read_sentence(sentence.text);
      check_places(reading, sentence);
      draft.add("fuzz.txt", sentence, std::move(reading));
    }
  });
  const std::string theory = draft.theory("Draft");
  if (!read_theory_text(theory).ok() || format(theory, "draft.theory") != theory) std::abort();
  return 0;
}
