#include "cli/lsp/data_words.h"

#include <algorithm>

namespace realist::cli::lsp {
namespace {

void add_new(std::vector<std::string>& words, const std::string& word) {
  if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
}

void add_fields(const engine::SeenFields& fields, const std::string& event, std::vector<std::string>& names, rules::DataWords& out) {
  constexpr std::size_t kMostValues = 100;
  fields.paths.for_each([&](const std::string&, const std::string& shown) { add_new(names, shown); });
  for (const auto& [path, field] : fields.by_path) {
    std::vector<std::string>& values = out.values[{event, path}];
    field.values.for_each([&](const std::string&, const std::string& shown) {
      if (values.size() < kMostValues) add_new(values, shown);
    });
  }
}

}  // namespace

rules::DataWords offered_words(const engine::DataVocabulary& data) {
  rules::DataWords out;
  for (const engine::SeenKind* kind : data.all()) {
    add_fields(kind->attributes, "", out.attributes, out);
    kind->event_types.for_each([&](const std::string&, const std::string& shown) { add_new(out.events, shown); });
    for (const auto& [event, fields] : kind->fields_by_type) add_fields(fields, event, out.fields[event], out);
  }
  data.kinds().for_each([&](const std::string&, const std::string& shown) { add_new(out.kinds, shown); });
  data.judged().for_each([&](const std::string&, const std::string& shown) { add_new(out.judged, shown); });
  return out;
}

}  // namespace realist::cli::lsp
