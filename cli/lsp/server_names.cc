// Names: what could be written, what one is, where it stands, and another one for it.
#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

#include "cli/lsp/data_words.h"
#include "cli/lsp/server.h"
#include "rules/editing/completion.h"
#include "rules/editing/rename.h"

namespace realist::cli::lsp {
namespace {

using rules::Lexicon;
using rules::Spot;

int completion_kind(rules::Offer::Kind kind) {
  constexpr int kKeyword = 14, kSnippet = 15, kVariable = 6, kClass = 7, kEvent = 23, kField = 5, kModule = 9, kInterface = 8, kValue = 12;
  switch (kind) {
    case rules::Offer::Kind::Keyword: return kKeyword;
    case rules::Offer::Kind::Snippet: return kSnippet;
    case rules::Offer::Kind::Phrase: return kVariable;
    case rules::Offer::Kind::Label: return kClass;
    case rules::Offer::Kind::Event: return kEvent;
    case rules::Offer::Kind::Field: return kField;
    case rules::Offer::Kind::Phase: return kModule;
    case rules::Offer::Kind::RecordKind: return kInterface;
    case rules::Offer::Kind::Value: return kValue;
  }
  return kValue;
}

// What is to be filled in is left out where the client cannot.
std::string without_marks(const std::string& snippet) {
  std::string out;
  for (std::size_t at = 0; at < snippet.size();) {
    if (snippet[at] != '$') {
      out += snippet[at++];
    } else if (at + 1 < snippet.size() && snippet[at + 1] == '{') {
      const std::size_t close = std::min(snippet.find('}', at), snippet.size());
      const std::size_t colon = snippet.find(':', at);
      if (colon < close) out += snippet.substr(colon + 1, close - colon - 1);
      at = std::min(close + 1, snippet.size());
    } else {
      at += 2;
    }
  }
  return out;
}

// What is written of a name already: its words, in any order, are somewhere in it.
class Typed {
 public:
  explicit Typed(const std::string& written) {
    std::istringstream stream(models::fold(written));
    for (std::string word; stream >> word;) words_.push_back(std::move(word));
  }
  bool could_become(const std::string& label) const {
    if (words_.empty()) return true;
    const std::string folded = models::fold(label);
    return std::all_of(words_.begin(), words_.end(), [&](const std::string& word) { return folded.find(word) != std::string::npos; });
  }

 private:
  std::vector<std::string> words_;
};

constexpr std::size_t kMostOffers = 300;  // an editor asks again as more is written

std::size_t file_in(const Lexicon& names, const std::string& path) {
  const auto& files = names.files();
  return static_cast<std::size_t>(std::find_if(files.begin(), files.end(), [&](const auto& file) { return file->path == path; }) - files.begin());
}

// The lines of the item above, up to the position.
std::string before_position(const TextLines& lines, std::uint32_t first_line, CharacterUnit unit, const ClientPosition& position) {
  const std::size_t begin = lines.offset({first_line - 1, 0}, unit), end = lines.offset(position, unit);
  return lines.text().substr(begin, end - std::min(begin, end));
}

}  // namespace

std::shared_ptr<const Lexicon> Server::lexicon_over(const std::vector<std::string>& paths) {
  std::vector<std::shared_ptr<const rules::FileReading>> files;
  for (const std::string& path : paths)
    if (auto reading = workspace_.reading(path)) files.push_back(std::move(reading));
  return std::make_shared<const Lexicon>(std::move(files));
}

// Of all theories the file belongs to; made again when any text has changed.
std::shared_ptr<const Lexicon> Server::lexicon(const std::string& path) {
  const auto found = lexicons_.find(path);
  if (found != lexicons_.end() && found->second.first == workspace_.changes()) return found->second.second;
  auto made = lexicon_over(workspace_.files_beside(path));
  lexicons_[path] = {workspace_.changes(), made};
  return made;
}

// A name that another file declares belongs to all theories which have that file.
Server::Named Server::name_at(const Json& params, bool everywhere) {
  Named out;
  const TextLines& lines = lines_in(params, out.path);
  const models::Place place = place_in(params, lines);
  out.names = lexicon(out.path);
  out.spot = out.names->spot_at(file_in(*out.names, out.path), place.line, place.column);
  if (out.spot == Lexicon::kNothing || !everywhere) return out;
  const Spot& definition = out.names->spots()[out.names->definition_of(out.spot)];
  if (!definition.defines) return out;
  std::vector<std::string> paths = workspace_.files_beside(out.path);
  const std::set<std::string> known(paths.begin(), paths.end());
  for (const std::string& other : workspace_.files_beside(out.names->files()[definition.file]->path))
    if (known.count(other) == 0) paths.push_back(other);
  if (paths.size() == known.size()) return out;
  out.names = lexicon_over(paths);
  out.spot = out.names->spot_at(file_in(*out.names, out.path), place.line, place.column);
  return out;
}

Json Server::location(const Lexicon& names, const Spot& spot) {
  const std::string& path = names.files()[spot.file]->path;
  const TextLines* lines = workspace_.lines(path);
  return {{"uri", uri_of(path)}, {"range", to_json(lines == nullptr ? ClientRange{} : lines->client(spot.place, unit_))}};
}

Json Server::completion(const Json& params) {
  std::string path;
  const TextLines& lines = lines_in(params, path);
  const ClientPosition position = position_in(params, "position");
  const models::Place place = place_in(params, lines);
  const auto reading = workspace_.reading(path);
  const rules::FileReading::At* item = reading->item_at(place.line);
  const std::uint32_t first_line = item == nullptr ? place.line : item->first_line;
  const bool in_prose = item != nullptr && item->item->prose && place.line <= item->last_line();
  if (in_prose) return Json::array();
  const std::string before = before_position(lines, first_line, unit_, position);
  const rules::DataWords words = words_ ? offered_words(*words_) : rules::DataWords{};
  const rules::Offers offers = rules::offers_at(before, first_line, place.line, place.column, *lexicon(path), words);
  const ClientRange range = lines.client(offers.replace, unit_);
  const std::size_t begin = lines.offset(range.start, unit_), end = lines.offset(position, unit_);
  const Typed typed(lines.text().substr(begin, end - std::min(begin, end)));
  Json items = Json::array();
  bool more = false;
  for (const rules::Offer& offer : offers.offers) {
    if (!typed.could_become(offer.label)) continue;
    more = items.size() >= kMostOffers;
    if (more) break;
    const bool snippet = offer.kind == rules::Offer::Kind::Snippet && snippets_;
    Json one = {{"label", offer.label}, {"kind", completion_kind(offer.kind)}};
    if (!offer.detail.empty()) one["detail"] = offer.detail;
    if (snippet) one["insertTextFormat"] = 2;
    const bool plain = offer.kind == rules::Offer::Kind::Snippet && !snippets_;
    one["textEdit"] = text_edit(range, plain ? without_marks(offer.insert) : offer.insert);
    items.push_back(std::move(one));
  }
  return {{"isIncomplete", more}, {"items", std::move(items)}};
}

Json Server::definition(const Json& params) {
  const Named found = name_at(params, false);
  if (found.spot != Lexicon::kNothing) return location(*found.names, found.names->spots()[found.names->definition_of(found.spot)]);
  // The file that an Include names.
  const models::Place place = place_in(params, *workspace_.lines(found.path));
  const auto reading = workspace_.reading(found.path);
  const rules::FileReading::At* item = reading->item_at(place.line);
  if (item == nullptr || item->item->opens != rules::RowKind::Include) return nullptr;
  const std::string folder = found.path.substr(0, found.path.rfind('/') + 1);
  for (const rules::Word& word : item->item->words) {
    if (word.kind != rules::Word::Kind::File) continue;
    for (const std::string& path : workspace_.files_of(found.path))
      if (path.ends_with("/" + word.text.text) || path == folder + word.text.text) return {{"uri", uri_of(path)}, {"range", to_json(ClientRange{})}};
  }
  return nullptr;
}

Json Server::references(const Json& params) {
  const Named found = name_at(params, true);
  Json list = Json::array();
  if (found.spot == Lexicon::kNothing) return list;
  const Json& wanted = member_at(params, {"context", "includeDeclaration"});
  const bool definitions = !wanted.is_boolean() || wanted.get<bool>();
  for (const std::size_t i : found.names->spots_like(found.spot)) {
    const Spot& spot = found.names->spots()[i];
    if (definitions || !spot.defines) list.push_back(location(*found.names, spot));
  }
  return list;
}

Json Server::document_highlight(const Json& params) {
  const Named found = name_at(params, false);
  Json list = Json::array();
  if (found.spot == Lexicon::kNothing) return list;
  const TextLines& lines = *workspace_.lines(found.path);
  const std::size_t file = file_in(*found.names, found.path);
  for (const std::size_t i : found.names->spots_like(found.spot)) {
    const Spot& spot = found.names->spots()[i];
    constexpr int kRead = 2, kWrite = 3;
    if (spot.file == file) list.push_back({{"range", to_json(lines.client(spot.place, unit_))}, {"kind", spot.defines ? kWrite : kRead}});
  }
  return list;
}

Json Server::prepare_rename(const Json& params) {
  const Named found = name_at(params, false);
  if (found.spot == Lexicon::kNothing || !rules::can_rename(*found.names, found.spot)) return nullptr;
  const Spot& spot = found.names->spots()[found.spot];
  const TextLines& lines = *workspace_.lines(found.path);
  const ClientRange range = lines.client(spot.place, unit_);
  const std::size_t begin = lines.offset(range.start, unit_), end = lines.offset(range.end, unit_);
  std::string words = lines.text().substr(begin, end - begin);
  std::replace_if(words.begin(), words.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return {{"range", to_json(range)}, {"placeholder", words}};
}

// The theories are read before and after: a name that would make them read otherwise is refused.
Json Server::rename(const Json& params) {
  const Named found = name_at(params, true);
  if (found.spot == Lexicon::kNothing) throw RequestFailure(kRequestFailed, "there is no name here");
  auto result = rules::rename(*found.names, found.spot, string_in(params, "newName"));
  if (const auto* fault = std::get_if<rules::RenameFault>(&result)) throw RequestFailure(kRequestFailed, fault->sentence);
  auto& edits = std::get<std::vector<rules::RenameEdit>>(result);
  std::map<std::string, std::vector<const rules::RenameEdit*>> by_path;
  for (const rules::RenameEdit& edit : edits) by_path[found.names->files()[edit.file]->path].push_back(&edit);
  std::map<std::string, SharedText> after = workspace_.open_texts();
  Json changes = Json::object(), documents = Json::array();
  for (const auto& [path, list] : by_path) {
    const TextLines& lines = *workspace_.lines(path);
    TextLines changed = lines;
    Json told = Json::array();
    for (auto at = list.rbegin(); at != list.rend(); ++at) changed = changed.with(lines.client((*at)->place, unit_), (*at)->text, unit_);
    for (const rules::RenameEdit* edit : list) told.push_back(text_edit(lines.client(edit->place, unit_), edit->text));
    after[path] = changed.shared();
    const std::int64_t version = workspace_.version(path);
    documents.push_back({{"textDocument", {{"uri", uri_of(path)}, {"version", version < 0 ? Json() : Json(version)}}}, {"edits", told}});
    changes[uri_of(path)] = std::move(told);
  }
  if (!reads_alike(found.path, after)) throw RequestFailure(kRequestFailed, "with this name the theory would be read otherwise; nothing was changed");
  if (versioned_edits_) return {{"documentChanges", std::move(documents)}};
  return {{"changes", std::move(changes)}};
}

// Of our own: the theory a position belongs to, and what stands there that a picture could be of.
Json Server::focus(const Json& params) {
  const Named found = name_at(params, false);
  Json out = {{"theory", workspace_.roots_of(found.path).front()}, {"focus", nullptr}};
  if (found.spot != Lexicon::kNothing) {
    const std::size_t proposition = found.names->proposition_at(found.spot);
    const Spot& spot = found.names->spots()[found.spot];
    if (proposition != Lexicon::kNothing) out["focus"] = found.names->propositions()[proposition].phrase;
    else if (spot.word->kind == rules::Word::Kind::Label) out["focus"] = spot.word->text.text;
  }
  if (!out["focus"].is_null()) return out;
  const models::Place place = place_in(params, *workspace_.lines(found.path));
  const auto reading = workspace_.reading(found.path);
  const rules::FileReading::At* item = reading->item_at(place.line);
  if (item != nullptr && place.line <= item->last_line() && !item->item->label.empty()) out["focus"] = item->item->label;
  return out;
}

// As many statements and propositions, and as sound as before.
bool Server::reads_alike(const std::string& path, const std::map<std::string, SharedText>& after) {
  const auto read = [&](const std::string& root, const std::map<std::string, SharedText>& texts) {
    return rules::read_theory(root, [&](const std::string& wanted) {
      const auto open = texts.find(wanted);
      return open == texts.end() ? workspace_.access().read(root, wanted) : rules::FileText{*open->second, ""};
    }, options_.limits.theory);
  };
  for (const std::string& root : workspace_.roots_of(path)) {
    const rules::ReadResult before = read(root, workspace_.open_texts()), then = read(root, after);
    if (before.theory.statements.size() != then.theory.statements.size() || before.theory.propositions.size() != then.theory.propositions.size() ||
        before.theory.phases.size() != then.theory.phases.size() || before.ok() != then.ok())
      return false;
  }
  return true;
}

}  // namespace realist::cli::lsp
