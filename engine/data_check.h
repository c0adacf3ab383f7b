// What a theory looks for and the data never have: a typo must not look like a mechanism that never gets going.
//
//   DataVocabulary words;
//   for (const CaseRecord& record : records) words.add(record);
//   std::vector<Diagnostic> warnings = check_against_data(theory, words);
//
// A word counts as there when it is somewhere in the data, whenever and in whichever record of the right kind. Whether a
// statement can ever be reached is another question, answered by judging the cases.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "models/case_record.h"
#include "models/diagnostic.h"
#include "models/theory.h"

namespace realist::engine {

// Words with the number of times each was seen, compared folded, shown as first written.
class SeenWords {
 public:
  static constexpr std::size_t kMost = 1000;  // different words kept; from then on `many`

  void add(std::string_view word, std::size_t most = SIZE_MAX);
  void add_all(const SeenWords& others);
  std::size_t count(std::string_view word) const;  // 0: never
  bool many() const { return many_; }              // there were more than `most`: a word not found may have been there
  bool empty() const { return words_.empty(); }
  // What a message says of a word that is not there: "; nearest in the data: "gate-meeting" (41 times)", or else
  // "; the data have "release" (60 times), …", or "".
  std::string instead_of(std::string_view word) const;
  // Calls `each` with every word, folded and as first written, in the order of the folded ones.
  template <typename Each>
  void for_each(Each each) const {
    for (const auto& [folded, word] : words_) each(folded, word.shown);
  }

 private:
  struct Word {
    std::string shown;
    std::size_t count = 0;
  };
  void add_counted(std::string_view word, std::size_t count, std::size_t most);

  std::map<std::string, Word, std::less<>> words_;
  bool many_ = false;
};

// One attribute, or one field of one type of event.
struct SeenField {
  SeenWords values;          // numbers and truths too, as text; those of lists one by one
  std::size_t known = 0;     // times it held a value at all
  std::size_t numbers = 0;   // times it held a number, as number or as text
  std::size_t dates = 0;     // times it held a date
};

struct SeenFields {
  SeenWords paths;
  std::map<std::string, SeenField> by_path;  // by folded path
};

// The words of one kind of record.
struct SeenKind {
  std::size_t records = 0;
  SeenFields attributes;
  SeenWords event_types;
  std::map<std::string, SeenFields> fields_by_type;  // by folded event type
};

// Gathered record by record. Memory grows with the different words, not with the records; of a field's values the first
// thousand different ones are kept.
class DataVocabulary {
 public:
  void add(const models::CaseRecord& record);

  std::size_t records() const { return records_; }
  const SeenWords& kinds() const { return kinds_; }
  const SeenWords& links() const { return links_; }
  const SeenWords& judged() const { return judged_; }  // phrases
  const SeenWords& judges() const { return judges_; }  // `by` of judgements
  const SeenKind* of_kind(std::string_view kind) const;  // nullptr: no such record; "": records that name no kind
  std::vector<const SeenKind*> all() const;

 private:
  std::size_t records_ = 0;
  std::map<std::string, SeenKind> by_kind_;  // by folded kind
  SeenWords kinds_, links_, judged_, judges_;
};

// Warnings, one for each word, at the first place it is used; the other places are `related`. Their marks carry places only,
// not the text of the line: that is the caller's, who has the files. Codes:
//   data/kind-never-seen       no record is of the kind the theory is about, or `of:` names
//   data/link-never-seen       `of:` or `this …` follows a link that no record has
//   data/event-never-seen      an event type
//   data/field-never-seen      a field of events of that type
//   data/attribute-never-seen  an attribute
//   data/value-never-seen      a value of a field or attribute
//   data/never-a-number        a field or attribute compared with a number that never holds one
//   data/never-a-date          an attribute used as a date that never holds one
//   data/never-judged          an indicator asks for a judgement, and the phrase is judged nowhere
//   data/judge-never-seen      `judged … by`, and nobody of that name judges anything
//   data/nearly-judged         the data judge a phrase that is nearly, but not quite, one of the theory's
std::vector<models::Diagnostic> check_against_data(const models::Theory& theory, const DataVocabulary& data);

// Every code above, sorted.
std::vector<std::string_view> data_check_codes();

}  // namespace realist::engine
