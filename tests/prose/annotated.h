// Sentences annotated by hand, and how the reader of prose does on them.
//
// The sentences themselves belong to others and are not here: an annotation names a source, a line, the number of the sentence
// in it and a hash of its bytes, and gives places in it. The text is read from a folder of the sources.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rules/prose/sentences.h"
#include "rules/prose/words.h"

namespace realist::tests {

// One line of annotations.tsv: source, line, number, hash, kind, antecedents, consequents, tags.
struct Annotation {
  std::string source;
  std::uint32_t line = 0, number = 0;
  std::string hash;
  std::string kind;  // "if", "opening-when", "when", "because"; "none": no statement
  std::string why;   // of "none"
  std::vector<rules::prose::Span> antecedents, consequents;
  std::vector<std::string> tags;  // in order: A, S, C1, C2, O (of something else)
};
std::vector<Annotation> read_annotations(const std::string& text);

// The half that was kept apart: by a hash of source and line, settled before anything was developed.
bool kept_apart(const Annotation& annotation);
bool kept_apart(const std::string& source, std::uint32_t line);

struct Figures {
  std::size_t statements = 0, found = 0;            // annotated ones
  std::size_t given = 0, wrong = 0;                 // by the reader; those that are no statement
  std::size_t split = 0;                            // of `found`, antecedent and consequent as annotated
  std::size_t tags = 0, tags_right = 0;             // of found statements
  std::size_t sentences = 0;
  std::vector<std::string> misses;                  // what went wrong, by place
};

// What the figures are of.
struct Scope {
  std::string source;                 // empty: all
  std::vector<std::string> kinds;     // of annotations; empty: all
  enum class Half { Both, Developed, Kept } half = Half::Both;
};

// The source's sentences by place. Throws std::runtime_error where the file is not there or is another version.
std::vector<rules::prose::Sentence> sentences_of(const std::string& folder, const std::string& source);

Figures figures(const std::vector<Annotation>& annotations, const std::vector<rules::prose::Sentence>& sentences, const std::string& source, const Scope& scope);

}  // namespace realist::tests
