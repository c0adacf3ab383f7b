#include "cli/xlsx_source.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>

#include "cli/interrupt.h"
#include "cli/sheet_rows.h"
#include "cli/suggest.h"
#include "cli/table_source.h"
#include "cli/workbook.h"
#include "cli/xml_reader.h"
#include "models/theory.h"

namespace realist::cli {
namespace {

constexpr std::string_view kZip = "PK\x03\x04", kOle = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::size_t kBlock = 4u << 10;  // small: a cell of few bytes may stand for a long shared text
constexpr std::uint64_t kMostGiven = 4ull << 30;

std::string list_of(const std::vector<Sheet>& sheets) {
  std::string list;
  for (const Sheet& sheet : sheets) list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", sheet.name);
  return list;
}

const Sheet& chosen_sheet(const std::vector<Sheet>& sheets, const SheetChoice& choice) {
  if (sheets.empty()) throw SourceFailure("the workbook has no sheet with cells");
  if (choice.name.empty()) {
    const auto shown = std::find_if(sheets.begin(), sheets.end(), [](const Sheet& sheet) { return !sheet.hidden; });
    return shown == sheets.end() ? sheets.front() : *shown;
  }
  std::vector<std::string> names;
  for (const Sheet& sheet : sheets) {
    if (models::fold(sheet.name) == models::fold(choice.name)) return sheet;
    names.push_back(sheet.name);
  }
  throw SourceFailure(fmt::format("there is no sheet \"{}\"{}; the workbook has {}", choice.name, did_you_mean(choice.name, names), list_of(sheets)));
}

class SheetSource : public TableSource, public SheetRows::Listener {
 public:
  SheetSource(std::unique_ptr<ZipArchive> archive, const SheetChoice& choice)
      : book_(std::move(archive)), sheet_(chosen_sheet(book_.sheets(), choice)), choice_(choice), what_(fmt::format("the sheet \"{}\"", sheet_.name)) {
    rows_.emplace(book_, merged_cells(), *this);
    reader_.emplace(*rows_, what_);
    source_ = book_.part(sheet_.part);
  }

  std::string note() const override {
    std::string note;
    if (choice_.name.empty() && book_.sheets().size() > 1) note = fmt::format("sheet \"{}\", of {} (another: --map \"sheet=NAME\")", sheet_.name, list_of(book_.sheets()));
    if (filled_ > 0) note += fmt::format("{}merged cells count for each of their rows", note.empty() ? "" : "; ");
    return note;
  }

 private:
  // Sees as well that all of the sheet can be unpacked.
  std::vector<MergedRows> merged_cells() {
    constexpr std::string_view kMark = "mergeCell ";
    const auto source = book_.part(sheet_.part);
    std::string block(kBlock * 16, '\0'), tail;
    bool some = false;
    while (const std::size_t got = source->read(block.data(), block.size())) {
      stop_if_interrupted([] { return ""; });
      if (some) continue;
      tail.append(block, 0, got);
      some = tail.find(kMark) != std::string::npos;
      tail.erase(0, tail.size() - std::min(tail.size(), kMark.size()));
    }
    if (!some) return {};
    MergedCells merged;
    const auto again = book_.part(sheet_.part);
    read_xml(*again, merged, what_);
    auto found = merged.take();
    filled_ = found.size();
    return found;
  }

  bool step() override {
    char block[kBlock];
    const std::size_t got = source_->read(block, sizeof block);
    if (got == 0) {
      reader_->end();
      return false;
    }
    reader_->feed({block, got});
    return true;
  }

  void on_row(std::size_t row, std::vector<std::string>& cells) override {
    for (; line_ + 1 < row; ++line_) end_row();
    ++line_;
    const bool before = row < choice_.header_row || (width_ == 0 && cells.empty());
    if (!before) give(cells);
    end_row();
    if (written() > kMostGiven) throw SourceFailure(fmt::format("{} comes to more than {} GiB of text", what_, kMostGiven >> 30));
  }

  void give(std::vector<std::string>& cells) {
    if (cells.empty()) return;
    if (width_ == 0) width_ = cells.size();
    if (cells.size() < width_) cells.resize(width_);
    for (const std::string& cell : cells) cell.empty() ? add_nothing() : add_field(cell);
  }

  Workbook book_;
  const Sheet& sheet_;
  SheetChoice choice_;
  std::string what_;
  std::optional<SheetRows> rows_;
  std::optional<XmlReader> reader_;
  std::unique_ptr<ByteSource> source_;
  std::size_t line_ = 0, width_ = 0, filled_ = 0;
};

std::string whole(ByteSource& source) {
  std::string bytes, block(256u << 10, '\0');
  while (const std::size_t got = source.read(block.data(), block.size())) {
    stop_if_interrupted([] { return ""; });
    bytes.append(block, 0, got);
    if (bytes.size() > kMostHeldWorkbook)
      throw SourceFailure(fmt::format("a workbook that comes through a pipe or is packed once more is held in memory, up to {} MiB; give the file itself", kMostHeldWorkbook >> 20));
  }
  return bytes;
}

}  // namespace

bool is_workbook(std::string_view beginning) { return beginning.starts_with(kZip) || beginning.starts_with(kOle); }

bool is_workbook_name(std::string_view name) { return name.ends_with(".xlsx") || name.ends_with(".xlsm"); }

std::unique_ptr<ByteSource> open_workbook(const std::string& path, std::unique_ptr<ByteSource> opened, const SheetChoice& choice) {
  std::string head(kOle.size(), '\0');
  head.resize(opened->read(head.data(), head.size()));
  if (head == kOle) throw SourceFailure("it is an old workbook (.xls), or one with a password; save it as .xlsx without a password, or as CSV");
  std::error_code error;
  if (std::filesystem::is_regular_file(path, error)) return std::make_unique<SheetSource>(ZipArchive::of_file(path), choice);
  return open_workbook(head + whole(*opened), choice);
}

std::unique_ptr<ByteSource> open_workbook(std::string bytes, const SheetChoice& choice) {
  return std::make_unique<SheetSource>(ZipArchive::of_bytes(std::move(bytes)), choice);
}

}  // namespace realist::cli
