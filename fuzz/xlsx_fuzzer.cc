// A workbook gives the same table in blocks of any size, every row of it can be read, and any bytes are a table or a sentence
// about what is wrong: as a whole file, and as the parts of a sheet (rows, what stands behind them, shared texts, styles, the
// beginning of the workbook; null bytes stand between).
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "cli/csv_reader.h"
#include "cli/xlsx_source.h"
#include "tests/cli/workbook_bytes.h"

namespace {

using namespace realist::cli;

struct Table {
  std::string text, note, failure;
  bool operator==(const Table&) const = default;
};

Table read(const std::string& bytes, const SheetChoice& choice, std::size_t block) {
  Table table;
  std::string piece(block, '\0');
  try {
    const auto source = open_workbook(bytes, choice);
    while (const std::size_t got = source->read(piece.data(), piece.size())) table.text.append(piece, 0, got);
    table.note = source->note();
  } catch (const SourceFailure& failure) {
    table.failure = failure.what();
  }
  return table;
}

void check(const std::string& bytes, const SheetChoice& choice) {
  const Table table = read(bytes, choice, 1u << 16);
  if (table != read(bytes, choice, 7)) std::abort();
  CsvReader reader({[](const CsvRow&) { return true; }, [](const CsvFault& fault) { return fault.text.size() > 1000 ? true : (std::abort(), false); }});
  reader.count_rows();
  reader.feed(table.text);
  reader.end();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  check(std::string(input), {});
  std::array<std::string, 5> parts;
  std::size_t at = 0;
  for (std::string& part : parts) {
    const std::size_t end = std::min(input.find('\0', at), input.size());
    part = input.substr(std::min(at, end), end - std::min(at, end));
    at = end + 1;
    if (at > input.size()) break;
  }
  const std::string book = realist::tests::zip_of(realist::tests::parts_of({parts[0], parts[1], parts[2], parts[3], parts[4]}));
  check(book, {});
  check(book, {"Visits", 2});
  return 0;
}
