#include "rules/editing/file_reading.h"

#include <algorithm>
#include <utility>

#include "rules/characters.h"
#include "rules/reporter.h"
#include "rules/rows.h"
#include "rules/source_text.h"
#include "rules/syntax_reader.h"

namespace realist::rules {
namespace {

// "before", "during" and "throughout" are what names can follow in a window.
bool could_be_bound(std::string_view raw) {
  const std::string plain = plain_of(raw);
  return plain.find("before") != std::string::npos || plain.find("during") != std::string::npos ||
         plain.find("throughout") != std::string::npos;
}

std::string one_line(std::string_view text, std::size_t bytes) {
  std::string out(cut(trimmed(text.substr(0, text.find_first_of("\r\n"))), bytes));
  if (out.size() < trimmed(text).size()) out += "…";
  return out;
}

void name_item(const RowItem& rows, ItemReading& out) {
  constexpr std::size_t kLongest = 160;
  const Row& first = rows.rows.front();
  const std::string words = one_line(first.text.text, kLongest);
  switch (out.opens) {
    case RowKind::Statement:
      out.label = first.name.text;
      out.detail = one_line(out.raw, kLongest);
      out.title = out.label.empty() ? out.detail : out.label;
      break;
    case RowKind::Declaration:
      out.title = first.name.empty() ? words : first.name.text;
      out.detail = first.name.empty() ? std::string(models::to_string(first.start.role))
                                      : std::string(models::to_string(first.start.role)) + ": " + words;
      break;
    case RowKind::Phase:
      out.title = first.name.text;
      out.detail = words;
      break;
    default: out.title = words;
  }
}

void gather_sources(const Row& row, std::vector<std::string>& sources) {
  if (row.text.text.find(':') == std::string::npos || row.text.text.find_first_of("([") == std::string::npos) return;
  const auto take = [&](const std::vector<Tag>& tags) {
    for (const Tag& tag : tags)
      for (const models::Evidence& evidence : tag.evidence) sources.push_back(evidence.source);
  };
  Text rest;
  if (row.start.kind == RowKind::Tag) take(read_tags(row.text, rest));
  else take(cut_tags(row.text).tags);
}

void take_diagnostics(Reporter& reporter, std::vector<models::Diagnostic>& out) {
  for (models::Diagnostic& message : reporter.take()) out.push_back(std::move(message));
}

// The item's own text, cut by itself: its lines count from 1.
ItemReading read_alone(std::string_view raw, const KnownNames& names, const Limits& limits) {
  ItemReading out;
  out.raw = raw;
  Reporter reporter;
  const SourceText source(raw, "", 0, limits);
  reporter.add_file(source);
  RowFile rows = cut_rows(source, limits, reporter);
  for (RowItem& item : rows.items) {
    if (item.kind == RowItem::Kind::Rows && out.opens == RowKind::Plain) {
      out.opens = item.rows.front().start.kind;
      name_item(item, out);
    }
    for (const Row& row : item.rows) gather_sources(row, out.sources);
    for (Word& word : words_of(item, names)) out.words.push_back(std::move(word));
    read_item(item, source, names, limits, reporter);
  }
  take_diagnostics(reporter, out.diagnostics);
  out.names_matter = out.opens == RowKind::Statement && could_be_bound(raw);
  return out;
}

}  // namespace

const FileReading::At* FileReading::item_at(std::uint32_t line) const {
  const auto after = std::upper_bound(items.begin(), items.end(), line, [](std::uint32_t at, const At& item) { return at < item.first_line; });
  return after == items.begin() ? nullptr : &*std::prev(after);
}

KnownNames names_in(const std::vector<const FileReading*>& files) {
  using Use = Word::Use;
  KnownNames names;
  for (const FileReading* file : files)
    for (const FileReading::At& at : file->items) {
      if (at.item->opens == RowKind::Statement || at.item->opens == RowKind::Example) continue;
      for (const Word& word : at.item->words) {
        switch (word.kind) {
          case Word::Kind::Phrase:
            if (word.use == Use::Declared || word.use == Use::ShortName || word.use == Use::Also || word.use == Use::Opposite)
              names.propositions.insert(word.folded);
            break;
          case Word::Kind::Phase:
            if (word.use == Use::Defined) names.phases.insert(word.folded);
            break;
          case Word::Kind::Event: names.events.insert(word.folded); break;
          case Word::Kind::Field:
            if (word.of_event.empty()) names.attributes.insert(word.folded);
            break;
          default: break;
        }
      }
    }
  return names;
}

// An item of the last reading with the same text: where it probably is, else wherever it is.
std::shared_ptr<const ItemReading> FileReader::kept(std::string_view raw, bool prose) {
  if (!last_) return nullptr;
  const auto& items = last_->items;
  const auto fits = [&](std::size_t i) {
    const ItemReading& old = *items[i].item;
    return old.raw == raw && old.prose == prose && !(names_changed_ && old.names_matter);
  };
  if (next_ < items.size() && fits(next_)) return items[next_++].item;
  if (by_text_.empty())
    for (std::size_t i = 0; i < items.size(); ++i) by_text_.try_emplace(items[i].item->raw, i);
  const auto found = by_text_.find(raw);
  if (found == by_text_.end() || !fits(found->second)) return nullptr;
  next_ = found->second + 1;
  return items[found->second].item;
}

std::shared_ptr<const ItemReading> FileReader::item(const RowItem& rows, std::string_view raw, const KnownNames& names) {
  const bool prose = rows.kind == RowItem::Kind::Prose;
  if (auto old = kept(raw, prose)) return old;
  ++read_again_;
  ItemReading out;
  if (prose) {
    out.raw = raw;
    out.prose = true;
  } else {
    out = read_alone(raw, names, limits_);
  }
  out.lines = rows.last_line - rows.first_line + 1;
  return std::make_shared<const ItemReading>(std::move(out));
}

std::shared_ptr<const FileReading> FileReader::read(std::string_view text, const KnownNames& names) {
  const SourceText source(text, path_, 0, limits_);
  Reporter reporter;
  reporter.add_file(source);
  for (const SourceText::Problem& problem : source.problems()) reporter.report(problem.code, problem.place, problem.message, problem.help);
  const RowFile rows = cut_rows(source, limits_, reporter);
  names_changed_ = names != names_;
  if (names_changed_) names_ = names;
  next_ = read_again_ = 0;
  auto out = std::make_shared<FileReading>();
  out->path = path_;
  out->items.reserve(rows.items.size());
  for (const RowItem& found : rows.items)
    out->items.push_back({found.first_line + 1, item(found, source.lines(found.first_line, found.last_line), names)});
  for (models::Diagnostic& message : reporter.take())
    if (message.code.starts_with("file/")) out->diagnostics.push_back(std::move(message));
  by_text_.clear();
  last_ = std::move(out);
  return last_;
}

}  // namespace realist::rules
