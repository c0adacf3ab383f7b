// A draft theory out of the statements found in documents.
//
// Each statement is written in the author's words, with a label made of document and line, its tags, `(source: …)`, the
// sentence as it stood and what is said beside the claim as notes. Before it is taken it is read back by the language's own
// reader: words that the language would take for its own are put in quotes, and what still cannot be read as meant becomes a
// comment for a person. So a draft has no errors, and `fmt` changes nothing in it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/prose/sentences.h"
#include "rules/prose/statement.h"

namespace realist::rules::prose {

// How a statement came into the draft.
enum class Written : std::uint8_t { Whole, Marked, Comment, Again };
std::string_view to_string(Written written);

struct DraftStatement {
  std::string document;
  Sentence sentence;
  Statement statement;
  std::string label;            // empty: a comment
  std::string label_of_first;   // Again: the one that says the same
  Written written = Written::Whole;
};

struct DraftLeftOut {
  std::string document;
  Sentence sentence;
  LeftOut left_out;
};

struct DraftCounts {
  std::size_t sentences = 0, statements = 0, marked = 0, comments = 0, again = 0;
  std::map<LookAlike, std::size_t> left_out;
};

class Draft {
 public:
  // `document` as the draft is to name it: the file's name.
  void add(const std::string& document, const Sentence& sentence, Reading reading);

  const std::vector<DraftStatement>& statements() const { return statements_; }
  // The first 100,000; `counts` has all.
  const std::vector<DraftLeftOut>& left_out() const { return left_out_; }
  const DraftCounts& counts() const { return counts_; }

  // The theory, laid out as `fmt` would. `title`: after `Theory:`.
  std::string theory(const std::string& title) const;

 private:
  struct Item {
    std::string text;                        // without evidence, source and notes
    std::vector<std::string> evidence;       // of the statement
    std::vector<std::string> sources, notes; // lines
    std::vector<std::string> comments;       // lines before it
    std::vector<std::string> opposites;      // declarations
    bool comment = false;                    // to be written as one
  };
  void add_statement(const std::string& document, const Sentence& sentence, Statement statement);
  std::string label_for(const std::string& document, std::uint32_t line);
  void add_again(std::size_t first, const DraftStatement& again);
  std::string text_of(const Item& item) const;
  std::string all_items(const std::vector<bool>& as_comment) const;

  std::vector<DraftStatement> statements_;
  std::vector<DraftLeftOut> left_out_;
  std::vector<Item> items_;                       // of statements that are not said again
  std::map<std::string, std::size_t> by_words_;   // items by their folded words
  std::vector<std::size_t> first_;                // of an item: its statement
  std::map<std::string, std::string> label_stems_;          // by document
  std::map<std::string, std::size_t> labels_;     // how often given
  DraftCounts counts_;
};

}  // namespace realist::rules::prose
