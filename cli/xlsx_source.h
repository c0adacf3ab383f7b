// A sheet of an Excel workbook (.xlsx) as a table (cli/table_source.h).
//
// Row n of the sheet is line n of the text; rows without anything are empty lines. Texts are given as they are, numbers as they are stored (40, 0.5), those that a
// format shows as dates in ISO 8601 (cli/sheet_values.h), truth values as true and false, formulas by the result that was
// stored with them. A cell merged over several rows counts for each of them. Rows shorter than the header are filled up.
//
// The sheet is unpacked once to see that it is sound, before a row is given, and then read in blocks. Memory: a row, and the
// workbook's shared texts; a workbook that is no file of its own (a pipe, or packed) is held whole.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cli/byte_source.h"

namespace realist::cli {

inline constexpr std::size_t kMostHeldWorkbook = 64u << 20;  // bytes

// True for the first bytes of a ZIP file, or of what other spreadsheets' files are.
bool is_workbook(std::string_view beginning);

// True for x.xlsx and x.xlsm, in small letters.
bool is_workbook_name(std::string_view name);

// `opened` is what was opened, unpacked, from its first byte; `path` the workbook, where it is a file of its own, else empty.
// Throws SourceFailure.
std::unique_ptr<ByteSource> open_workbook(const std::string& path, std::unique_ptr<ByteSource> opened, const SheetChoice& choice);

// The same of a workbook held whole.
std::unique_ptr<ByteSource> open_workbook(std::string bytes, const SheetChoice& choice);

}  // namespace realist::cli
