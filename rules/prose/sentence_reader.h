// The reading of one sentence, marker by marker: what read_sentence (statement.h) does.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/prose/clauses.h"
#include "rules/prose/statement.h"

namespace realist::rules::prose {

class SentenceReader {
 public:
  explicit SentenceReader(std::string_view sentence);
  std::size_t size() const { return words_.size(); }
  Reading run();

 private:
  struct Range {
    std::size_t first = 0, last = 0;
    bool empty() const { return first >= last; }
  };
  // What stands before a marker: its clause, and what was taken off.
  struct Before {
    std::size_t segment = 0;  // after the last semicolon, colon or dash
    std::size_t clause = 0;   // after attribution, a coordinate clause, "for example,"
    Span attribution;
  };

  // The families of markers, each where the ones before found nothing.
  void read_conditionals();
  void read_otherwise();
  void read_then_alone();
  void read_the_more();
  void read_opening_when();
  void read_because();
  void read_inner_when();
  void read_brackets();

  std::optional<Marker> conditional_at(std::size_t i) const;
  std::size_t behind(std::size_t i, Marker marker) const;  // the antecedent's first word
  std::optional<LookAlike> look_alike(std::size_t i, Marker marker) const;
  std::optional<LookAlike> look_alike_if(std::size_t i) const;
  std::optional<LookAlike> look_alike_once(std::size_t i) const;
  std::optional<LookAlike> look_alike_when(std::size_t i) const;
  bool asks_whether_at(std::size_t i) const;
  bool is_in_passing(std::size_t i) const;
  bool is_offer(std::size_t i) const;
  bool weighs(std::size_t first, std::size_t last) const;
  bool is_story(const Range& antecedent, const Range& consequent) const;

  Before before(std::size_t i) const;
  std::size_t after_that(std::size_t segment, std::size_t i) const;
  std::size_t after_coordinate(std::size_t from, std::size_t i) const;
  std::size_t after_preface(std::size_t from, std::size_t i) const;
  bool opens(std::size_t i) const;
  bool fills(std::size_t i, std::size_t last) const;  // words from `i` on give an antecedent and a consequent

  void read_conditional(std::size_t i, Marker marker);
  bool read_opening(std::size_t i, Marker marker);
  void read_trailing(std::size_t i, Marker marker);
  std::size_t next_marker(std::size_t i) const;
  std::size_t conjunction_before(std::size_t i) const;

  Statement begin_statement(std::size_t i, Marker marker) const;
  void add_steps(Statement& statement, Range range) const;
  void add_parts(Step& step, Range range) const;
  Part part(Range range) const;
  Span with_quotes(Span span) const;
  bool divides(std::size_t i, const Range& range) const;
  void give(Statement statement, Range antecedent, Range consequent);
  void add_tags(Statement& statement, Range extent) const;
  void finish(Statement statement, Range extent);
  void leave_out(std::size_t i, LookAlike why);
  void pass_over(std::size_t i, LookAlike why);

  std::string_view text_;
  std::vector<Word> words_;
  Clauses clauses_;
  std::size_t from_ = 0;  // words before are taken
  std::size_t passed_ = 0;  // a clause begins here, after ", if possible,"
  Reading reading_;
};

}  // namespace realist::rules::prose
