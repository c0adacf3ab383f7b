// Which proposition a phrase, an alias, an opposite or a short name stands for.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "models/theory.h"

namespace realist::rules {

struct Name {
  models::PropositionIndex index = models::kNone;
  bool opposite = false;      // it names the proposition's negation
  bool short_name = false;
  bool declared = false;      // by a declaration; else by use
  models::Place place;        // where it is written first
};

class NameTable {
 public:
  // Nothing where the words (any shape: they are folded) name nothing.
  const Name* find(std::string_view words) const { return find_folded(models::fold(words)); }
  const Name* find_folded(const std::string& folded) const {
    const auto found = names_.find(folded);
    return found == names_.end() ? nullptr : &found->second;
  }
  // The name that stands there already, where there is one, and then nothing is changed; else nothing.
  const Name* add(const std::string& folded, const Name& name) {
    const auto [at, is_new] = names_.try_emplace(folded, name);
    return is_new ? nullptr : &at->second;
  }
  const std::unordered_map<std::string, Name>& all() const { return names_; }

 private:
  std::unordered_map<std::string, Name> names_;
};

}  // namespace realist::rules
