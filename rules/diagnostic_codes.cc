#include "rules/diagnostic_codes.h"

#include <algorithm>

namespace realist::rules {
namespace {

constexpr auto kError = models::Severity::Error;
constexpr auto kWarning = models::Severity::Warning;
constexpr auto kNote = models::Severity::Note;

}  // namespace

const std::vector<DiagnosticCode>& diagnostic_codes() {
  static const std::vector<DiagnosticCode> codes = {
      {"allow/no-reason", kWarning, "an allow gives no reason"},
      {"allow/silences-nothing", kNote, "an allow silences nothing"},
      {"allow/unknown-code", kWarning, "an allow names a code that does not exist or is an error's"},
      {"condition/its-elsewhere", kError, "`its` stands where no occurrence is being judged"},
      {"condition/its-without-occurrence", kWarning, "a statement judged once speaks of what is looked for with `its`"},
      {"condition/judged-elsewhere", kError, "`judged` stands where there is no proposition it could be about"},
      {"condition/self-reference", kError, "an indicator refers back to its own proposition"},
      {"condition/unknown-phase", kError, "a test is bound to a phase that the theory does not declare"},
      {"condition/unknown-proposition", kError, "braces name a proposition that the theory does not have"},
      {"example/bad-date", kError, "a date in an example is not one, or does not exist"},
      {"example/bad-expect", kError, "an Expect line does not say what is expected of what"},
      {"example/bad-given", kError, "a Given line is not a fact"},
      {"example/no-expectation", kWarning, "an example expects nothing"},
      {"example/not-a-step", kError, "a statement is expected to stall at something that is no step of it"},
      {"example/unknown-line", kError, "a line of an example opens with none of its words"},
      {"example/unknown-phrase", kError, "an example names a proposition that the theory does not have"},
      {"example/unknown-statement", kError, "an example expects something of a statement that the theory does not have"},
      {"example/unknown-verdict", kError, "an example expects a verdict that does not exist"},
      {"file/empty", kError, "the file has nothing in it"},
      {"file/invalid-utf8", kError, "a byte is not valid UTF-8"},
      {"file/no-fence", kError, "a Markdown file has no ```theory fence"},
      {"file/not-text", kError, "the file is not a text"},
      {"file/too-large", kError, "the file is larger than the limit"},
      {"file/too-many-problems", kError, "there are more problems than are shown"},
      {"file/unclosed-fence", kWarning, "a ```theory fence is not closed"},
      {"file/unreadable", kError, "the file could not be read"},
      {"header/bad-value", kError, "a header line's value is none of those it can have"},
      {"header/missing-value", kError, "a header line says nothing"},
      {"header/repeated", kError, "a header line that can stand once stands twice"},
      {"include/cycle", kError, "a file includes itself, directly or by way of others"},
      {"include/no-files", kError, "an Include stands in a text that has no files around it"},
      {"include/no-path", kError, "an Include does not say which file"},
      {"include/outside-folder", kError, "an Include leads out of the theory's folder"},
      {"include/too-deep", kError, "includes are nested deeper than the limit"},
      {"include/unreadable", kError, "an included file could not be read"},
      {"label/not-a-label", kError, "a label is empty or not in a form that can be used"},
      {"label/repeated", kError, "two statements have the same label"},
      {"label/unclosed", kError, "a label before a statement has no closing bracket"},
      {"lint/activity-as-mechanism", kNote, "something that is done stands as a mechanism"},
      {"lint/context-unobserved", kNote, "what decides verdicts has no indicator"},
      {"lint/label-from-words", kNote, "a statement has no label of its own"},
      {"lint/loop", kNote, "statements lead round in a loop that keeps itself going"},
      {"lint/negative-loop", kNote, "statements lead round in a loop that holds itself back"},
      {"lint/no-evidence", kNote, "a statement names neither evidence nor a source"},
      {"lint/no-example", kNote, "no example expects anything of a statement"},
      {"lint/no-link", kNote, "a statement needs another record, and no example has a link to one"},
      {"lint/no-mechanism", kNote, "a statement goes from its context straight to the outcome"},
      {"lint/no-reasons", kNote, "no statement of the theory says why"},
      {"lint/one-sided-examples", kNote, "no example shows a statement firing, or stalling"},
      {"lint/outcome-unobserved", kNote, "an outcome has no indicator"},
      {"lint/place-as-context", kNote, "a context names a place and nothing else"},
      {"lint/two-claims", kNote, "a phrase says two things that may come about apart"},
      {"lint/unreachable", kWarning, "nothing can set a statement off, or it stands down wherever something does"},
      {"lint/unused", kNote, "a proposition is declared and nowhere used"},
      {"lint/window-out-of-reach", kWarning, "a step's window and what is looked for in it do not go together"},
      {"phase/missing-from", kError, "a phase does not say when it begins"},
      {"phase/no-name", kError, "a phase has no name, or one of several words without quotes"},
      {"phase/repeated", kError, "two phases have the same name"},
      {"statement/conflict", kNote, "statements that the author keeps as a conflict"},
      {"statement/looser", kNote, "a statement expects the same as another and asks for less"},
      {"statement/needed-and-enough", kNote, "one statement says that something is needed, another that it is enough"},
      {"statement/opposed", kNote, "a statement says that something will not happen which another says will"},
      {"statement/repeated", kWarning, "a statement says the same as an earlier one"},
      {"syntax/bad-source", kError, "a source tag does not name a document"},
      {"syntax/bare-tag", kError, "an evidence or source tag stands without its brackets"},
      {"syntax/because-twice", kError, "a statement has two reasons"},
      {"syntax/empty-clause", kError, "a keyword is followed by no words"},
      {"syntax/empty-list", kError, "a list has no lines"},
      {"syntax/empty-tag", kError, "an evidence tag names no source"},
      {"syntax/if-in-the-middle", kError, "a sentence puts its if-clause last, or something before it"},
      {"syntax/kept-as-note", kWarning, "words after a tag and a semicolon are kept as a note"},
      {"syntax/list-count", kError, "a list asks for more of its lines than it has, or for none"},
      {"syntax/list-needs-lines", kError, "what belongs on lines of a list stands beside its opening words"},
      {"syntax/misplaced-line", kError, "a line stands where its keyword has no meaning"},
      {"syntax/missing-if", kError, "a sentence has a then but opens with no If"},
      {"syntax/missing-then", kError, "a statement has no then"},
      {"syntax/mixed-and-or", kError, "and and or are mixed at one level"},
      {"syntax/no-phrase", kError, "a declaration has no phrase"},
      {"syntax/only-if-not", kError, "an Only if statement has a negated step"},
      {"syntax/only-if-steps", kError, "an Only if statement has more than one step"},
      {"syntax/phrase-too-long", kError, "a phrase is longer than the limit"},
      {"syntax/stray-list-line", kError, "a list line stands where no list was opened"},
      {"syntax/stray-text", kError, "text belongs to nothing"},
      {"syntax/text-after-tag", kError, "words follow a tag without and, or, then, unless or because"},
      {"syntax/too-deep", kError, "lists are nested deeper than the limit"},
      {"syntax/too-many-clauses", kError, "an item has more clauses or lines than the limit"},
      {"syntax/too-many-items", kError, "the theory has more declarations and other items than the limit"},
      {"syntax/too-many-statements", kError, "the theory has more statements than the limit"},
      {"syntax/two-sentences", kWarning, "a phrase holds what reads like two sentences"},
      {"syntax/unclosed-quote", kWarning, "a double quote is not closed on its line"},
      {"syntax/unknown-keyword", kError, "a line's first word nearly is a keyword"},
      {"syntax/wide-not", kWarning, "a not before several names on one line covers all of them"},
      {"theory/no-statements", kWarning, "the theory has no statement"},
      {"vocabulary/near-miss", kWarning, "two phrases are nearly but not quite the same"},
      {"vocabulary/not-one-word", kError, "a short name is not one word"},
      {"vocabulary/partly-declared", kWarning, "only some of what is joined here are declared names"},
      {"vocabulary/repeated", kError, "one name stands for two propositions, or is declared twice"},
      {"vocabulary/repeated-line", kError, "a declaration says the same kind of thing twice"},
      {"vocabulary/undeclared", kError, "the vocabulary is strict and a phrase is not declared"},
      {"vocabulary/unknown-level", kError, "a level is none of the four"},
      {"window/covers-step", kWarning, "a window before the end of a step covers the whole step"},
      {"window/not-a-window", kWarning, "words look like a window but stand where none can"},
      {"window/reversed", kError, "a window ends before it begins"},
      {"window/two-windows", kError, "a step has two windows that differ"},
      {"window/unknown-bound", kWarning, "words look like a window bound by something the theory does not know"},
  };
  return codes;
}

models::Severity severity_of(std::string_view code) {
  const auto& all = diagnostic_codes();
  const auto found = std::lower_bound(all.begin(), all.end(), code,
                                      [](const DiagnosticCode& c, std::string_view wanted) { return c.code < wanted; });
  return found != all.end() && found->code == code ? found->severity : kError;
}

}  // namespace realist::rules
