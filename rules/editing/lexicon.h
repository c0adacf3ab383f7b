// The names of a theory's files and where they stand: what an editor follows and renames.
//
// Made from readings of the files, whether or not the theory can be read as a whole. Linear in the words.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/editing/file_reading.h"

namespace realist::rules {

// A name where it stands.
struct Spot {
  std::size_t file = 0;              // in the lexicon's files
  models::Place place;               // in that file
  const Word* word = nullptr;        // what it is (a part of) in its item
  std::string folded;
  bool defines = false;              // it is declared, or labelled, here
};

struct NamedProposition {
  std::string phrase;                // as declared, else as first written
  std::string short_name;            // empty: none
  std::optional<models::Role> role;  // declared, else by the first place it stands in
  bool declared = false;
  std::vector<std::size_t> spots;    // ascending
};

class Lexicon {
 public:
  static constexpr std::size_t kNothing = SIZE_MAX;

  explicit Lexicon(std::vector<std::shared_ptr<const FileReading>> files);

  const std::vector<std::shared_ptr<const FileReading>>& files() const { return files_; }
  const std::vector<NamedProposition>& propositions() const { return propositions_; }
  const std::vector<Spot>& spots() const { return spots_; }

  // The name that the position (from 1) stands on or right behind; kNothing where there is none.
  std::size_t spot_at(std::size_t file, std::uint32_t line, std::uint32_t column) const;
  // The proposition a spot names, or one that words name; kNothing.
  std::size_t proposition_at(std::size_t spot) const { return of_spot_[spot]; }
  std::size_t proposition_named(const std::string& folded) const;
  // Everywhere the same thing is named: a proposition by any of its names, a statement, a phase, an event, a field.
  std::vector<std::size_t> spots_like(std::size_t spot) const;
  // Where it is declared or labelled, else where it stands first.
  std::size_t definition_of(std::size_t spot) const;
  bool has_label(const std::string& folded) const;

 private:
  void declare(const Word& word, std::size_t& current);
  void take(std::size_t file, const FileReading::At& at, const Word& word);
  void add_phrase(std::size_t file, const models::Place& place, const Word& word, std::string folded);
  void add(std::size_t file, const models::Place& place, const Word& word, std::string folded, std::size_t proposition);

  std::vector<std::shared_ptr<const FileReading>> files_;
  std::vector<NamedProposition> propositions_;
  std::unordered_map<std::string, std::size_t> names_;      // folded
  std::size_t declared_ = 0;                                // propositions: the first ones
  std::vector<Spot> spots_;
  std::vector<std::size_t> of_spot_;                        // its proposition, else kNothing
  std::vector<std::size_t> first_of_file_;                  // spots ascend by file, and in it by place
};

}  // namespace realist::rules
