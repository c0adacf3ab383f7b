// Workbooks put together by hand, part by part.
#pragma once

#include <zip.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace realist::tests {

using Parts = std::vector<std::pair<std::string, std::string>>;  // names and what they hold

inline std::string zip_of(const Parts& parts) {
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_t* archive = zip_open_from_source(memory, ZIP_TRUNCATE, nullptr);
  if (archive == nullptr) throw std::runtime_error("no archive");
  zip_source_keep(memory);
  for (const auto& [name, text] : parts)
    if (zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), 0) < 0) throw std::runtime_error("no part");
  if (zip_close(archive) != 0) throw std::runtime_error("not written");
  std::string bytes;
  zip_source_open(memory);
  char block[4096];
  for (zip_int64_t got = 0; (got = zip_source_read(memory, block, sizeof block)) > 0;) bytes.append(block, static_cast<std::size_t>(got));
  zip_source_close(memory);
  zip_source_free(memory);
  return bytes;
}

// A workbook with one sheet "Visits". `rows` is what stands inside <sheetData>, `rest` behind it, `texts` inside <sst>, `styles`
// inside <styleSheet>, `book` at the beginning of <workbook>.
struct BookText {
  std::string rows, rest, texts, styles, book;
};

inline Parts parts_of(const BookText& text) {
  const std::string relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  const std::string kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const std::string main = " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  return {{"_rels/.rels", relations + "<Relationship Id=\"a\" Type=\"" + kind + "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
          {"xl/workbook.xml", "<workbook" + main + " xmlns:r=\"" + kind + "\">" + text.book + "<sheets><sheet name=\"Visits\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>"},
          {"xl/_rels/workbook.xml.rels", relations + "<Relationship Id=\"s1\" Type=\"" + kind + "worksheet\" Target=\"/xl/worksheets/sheet1.xml\"/>"
                                         "<Relationship Id=\"s2\" Type=\"" + kind + "sharedStrings\" Target=\"sharedStrings.xml\"/>"
                                         "<Relationship Id=\"s3\" Type=\"" + kind + "styles\" Target=\"styles.xml\"/></Relationships>"},
          {"xl/sharedStrings.xml", "<sst" + main + ">" + text.texts + "</sst>"},
          {"xl/styles.xml", "<styleSheet" + main + ">" + text.styles + "</styleSheet>"},
          {"xl/worksheets/sheet1.xml", "<worksheet" + main + "><sheetData>" + text.rows + "</sheetData>" + text.rest + "</worksheet>"}};
}

}  // namespace realist::tests
