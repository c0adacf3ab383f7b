#include "rules/editing/lexicon.h"

#include <algorithm>
#include <utility>

#include "rules/joined_names.h"

namespace realist::rules {
namespace {

using Kind = Word::Kind;
using Use = Word::Use;

bool declares(Use use) { return use == Use::Declared || use == Use::ShortName || use == Use::Also || use == Use::Opposite; }

bool is_named(Kind kind) {
  return kind == Kind::Phrase || kind == Kind::Label || kind == Kind::Event || kind == Kind::Field || kind == Kind::Phase || kind == Kind::RecordKind;
}

// Of an item's lines to the file's.
models::Place moved(models::Place place, std::uint32_t first_line) {
  place.line += first_line - 1;
  place.end_line += first_line - 1;
  return place;
}

bool holds(const models::Place& place, std::uint32_t line, std::uint32_t column) {
  const auto begin = std::pair(place.line, place.column), end = std::pair(place.end_line, place.end_column), at = std::pair(line, column);
  return begin <= at && at <= end;
}

}  // namespace

Lexicon::Lexicon(std::vector<std::shared_ptr<const FileReading>> files) : files_(std::move(files)) {
  for (const auto& file : files_)
    for (const FileReading::At& at : file->items) {
      if (at.item->opens != RowKind::Declaration) continue;
      std::size_t current = kNothing;
      for (const Word& word : at.item->words) declare(word, current);
    }
  declared_ = propositions_.size();
  for (std::size_t file = 0; file < files_.size(); ++file) {
    first_of_file_.push_back(spots_.size());
    for (const FileReading::At& at : files_[file]->items)
      for (const Word& word : at.item->words)
        if (is_named(word.kind) && !word.folded.empty()) take(file, at, word);
  }
  first_of_file_.push_back(spots_.size());
}

void Lexicon::declare(const Word& word, std::size_t& current) {
  if (word.kind != Kind::Phrase || !declares(word.use) || word.folded.empty()) return;
  if (current == kNothing) {
    const auto known = names_.find(word.folded);
    current = known == names_.end() ? propositions_.size() : known->second;
    if (known == names_.end()) propositions_.emplace_back();
  }
  NamedProposition& named = propositions_[current];
  named.declared = true;
  if (word.role) named.role = word.role;
  if (word.use == Use::ShortName) named.short_name = word.text.text;
  if (word.use == Use::Declared) named.phrase = word.text.text;
  names_.try_emplace(word.folded, current);
}

void Lexicon::add(std::size_t file, const models::Place& place, const Word& word, std::string folded, std::size_t proposition) {
  const bool defines = declares(word.use) || word.use == Use::Defined;
  if (proposition != kNothing) propositions_[proposition].spots.push_back(spots_.size());
  spots_.push_back({file, place, &word, std::move(folded), defines});
  of_spot_.push_back(proposition);
}

void Lexicon::add_phrase(std::size_t file, const models::Place& place, const Word& word, std::string folded) {
  const auto [at, is_new] = names_.try_emplace(folded, propositions_.size());
  if (is_new) {
    NamedProposition named;
    named.phrase = word.text.text;
    named.role = word.role;
    propositions_.push_back(std::move(named));
  }
  add(file, place, word, std::move(folded), at->second);
}

void Lexicon::take(std::size_t file, const FileReading::At& at, const Word& word) {
  const models::Place place = moved(word.place, at.first_line);
  // What is expected of without quotes may be a short name.
  const bool label = word.kind == Kind::Label && !(word.use == Use::Expected && names_.count(word.folded) != 0);
  if (label || (word.kind != Kind::Phrase && word.kind != Kind::Label)) return add(file, place, word, word.folded, kNothing);
  const auto known = names_.find(word.folded);
  const bool declared = known != names_.end() && known->second < declared_;
  const bool could_join = !declared && !word.quoted && declared_ > 0 && word.use != Use::Condition &&
                          (word.folded.find(" and ") != std::string::npos || word.folded.find(" or ") != std::string::npos);
  if (could_join) {
    const auto joined = find_joined_names(word.text, [this](std::string_view words) {
      const auto found = names_.find(models::fold(words));
      return found != names_.end() && found->second < declared_;
    });
    for (const JoinedName& name : joined.names) {
      std::string folded = models::fold(unquoted(name.words.text));
      const std::size_t proposition = names_.at(folded);
      add(file, moved(name.words.place(), at.first_line), word, std::move(folded), proposition);
    }
    if (!joined.names.empty()) return;
  }
  add_phrase(file, place, word, word.folded);
}

std::size_t Lexicon::spot_at(std::size_t file, std::uint32_t line, std::uint32_t column) const {
  if (file >= files_.size()) return kNothing;
  std::size_t found = kNothing;
  for (std::size_t i = first_of_file_[file]; i < first_of_file_[file + 1]; ++i)
    if (holds(spots_[i].place, line, column)) found = i;  // names inside a window come after what holds them
  return found;
}

std::size_t Lexicon::proposition_named(const std::string& folded) const {
  const auto found = names_.find(folded);
  return found == names_.end() ? kNothing : found->second;
}

std::vector<std::size_t> Lexicon::spots_like(std::size_t spot) const {
  if (of_spot_[spot] != kNothing) return propositions_[of_spot_[spot]].spots;
  const Spot& like = spots_[spot];
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < spots_.size(); ++i) {
    const Spot& other = spots_[i];
    if (of_spot_[i] == kNothing && other.word->kind == like.word->kind && other.folded == like.folded && other.word->of_event == like.word->of_event) out.push_back(i);
  }
  return out;
}

std::size_t Lexicon::definition_of(std::size_t spot) const {
  const std::vector<std::size_t> all = spots_like(spot);
  const auto found = std::find_if(all.begin(), all.end(), [this](std::size_t i) { return spots_[i].defines && spots_[i].word->use != Use::ShortName; });
  return found == all.end() ? all.front() : *found;
}

bool Lexicon::has_label(const std::string& folded) const {
  return std::any_of(spots_.begin(), spots_.end(), [&](const Spot& spot) { return spot.word->kind == Kind::Label && spot.defines && spot.folded == folded; });
}

}  // namespace realist::rules
