// Where the language's messages go: from a code, a place and a sentence to a models::Diagnostic with its marks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "models/diagnostic.h"
#include "models/place.h"
#include "rules/source_text.h"

namespace realist::rules {

// Takes at most kMost messages; the last one then says how many more there were.
class Reporter {
 public:
  static constexpr std::size_t kMost = 10'000;

  // `text` must outlive the reporter; its number is its place in the order added.
  void add_file(const SourceText& text) { files_.push_back(&text); }
  std::size_t file_count() const { return files_.size(); }

  // The severity comes with the code. The message may be added to until the next call.
  models::Diagnostic& report(std::string_view code, const models::Place& where, std::string message, std::string help = {});

  // Further messages are only counted.
  bool full() const { return diagnostics_.size() >= kMost; }

  // Adds a related place; a fix of one edit, to be suggested or safe.
  void relate(models::Diagnostic& to, const models::Place& where, std::string label) const;
  void fix(models::Diagnostic& of, std::string title, const models::Place& where, std::string replacement) const;
  void safe_fix(models::Diagnostic& of, std::string title, const models::Place& where, std::string replacement) const;
  models::Mark mark(const models::Place& where, std::string label = {}) const;

  // All of it, unsorted.
  std::vector<models::Diagnostic> take();

 private:
  std::vector<const SourceText*> files_;
  std::vector<models::Diagnostic> diagnostics_;
  models::Diagnostic spare_;
  std::size_t left_out_ = 0;
};

}  // namespace realist::rules
