#include "cli/workbook.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>

#include "cli/xml_reader.h"

namespace realist::cli {
namespace {

constexpr std::size_t kMostFormats = 100'000, kMostSheets = 10'000, kMostTexts = 50'000'000;

std::string_view last_word(std::string_view uri) { return uri.substr(uri.rfind('/') + 1); }

std::string_view folder_of(std::string_view part) { return part.substr(0, part.rfind('/') + 1); }

bool is_true(std::string_view text) { return text == "1" || text == "true" || text == "on"; }

template <typename Number>
Number number_in(std::string_view text, Number otherwise) {
  Number number = otherwise;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? number : otherwise;
}

// "../tables/x.xml" seen from "xl/worksheets/": "xl/tables/x.xml". A target that begins with a slash is seen from the top.
std::string resolved(std::string_view folder, std::string_view target) {
  std::string path = target.starts_with('/') ? "" : std::string(folder);
  if (target.starts_with('/')) target.remove_prefix(1);
  while (target.starts_with("../") || target.starts_with("./")) {
    const bool up = target.starts_with("../");
    target.remove_prefix(up ? 3 : 2);
    if (up && !path.empty()) path = folder_of(std::string_view(path).substr(0, path.size() - 1));
  }
  return path + std::string(target);
}

// Tells of the start of each element.
class EachElement : public XmlListener {
 public:
  using Told = std::function<void(std::string_view name, const XmlAttributes&)>;
  explicit EachElement(Told told) : told_(std::move(told)) {}
  void on_start(std::string_view name, const XmlAttributes& attributes) override { told_(name, attributes); }
  void on_end(std::string_view) override {}

 private:
  Told told_;
};

// The texts of <si>, without what tells how to read them aloud (<rPh>).
class TextTable : public XmlListener {
 public:
  explicit TextTable(SharedTexts& texts) : texts_(texts) {}

  void on_start(std::string_view name, const XmlAttributes&) override {
    if (name == "si") text_.clear();
    if (name == "rPh") aloud_ = true;
    inside_ = name == "t" && !aloud_;
  }
  void on_end(std::string_view name) override {
    inside_ = false;
    if (name == "rPh") aloud_ = false;
    if (name == "si") texts_.add(unescaped(text_));
  }
  void on_text(std::string_view text) override {
    if (inside_) text_ += text;
    if (text_.size() > SharedTexts::kMostTextBytes) texts_.add(text_);
  }

 private:
  SharedTexts& texts_;
  std::string text_;
  bool inside_ = false, aloud_ = false;
};

// Which of the cells' formats show dates.
class StyleTable : public XmlListener {
 public:
  explicit StyleTable(std::vector<NumberKind>& kinds) : kinds_(kinds) {}

  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "numFmts" || name == "cellXfs") part_ = name;
    else if (name == "numFmt" && part_ == "numFmts") formats_[number_in(attributes.text("numFmtId"), -1)] = kind_of_format(attributes.text("formatCode"));
    else if (name == "xf" && part_ == "cellXfs") kinds_.push_back(kind_of(number_in(attributes.text("numFmtId"), 0)));
    if (formats_.size() > kMostFormats || kinds_.size() > kMostFormats) throw SourceFailure(fmt::format("it has more than {} formats of numbers", kMostFormats));
  }
  void on_end(std::string_view name) override {
    if (name == "numFmts" || name == "cellXfs") part_.clear();
  }

 private:
  NumberKind kind_of(int format) const {
    const auto own = formats_.find(format);
    return own == formats_.end() ? kind_of_builtin_format(format) : own->second;
  }

  std::vector<NumberKind>& kinds_;
  std::map<int, NumberKind> formats_;
  std::string part_;
};

void read_part(ByteSource& source, XmlListener& listener, const std::string& name) { read_xml(source, listener, "its part " + name); }

}  // namespace

void SharedTexts::add(std::string_view text) {
  if (all_.size() + text.size() > kMostTextBytes || ends_.size() >= kMostTexts)
    throw SourceFailure(fmt::format("its texts take more than {} MiB; save the sheet as CSV, which is read in blocks", kMostTextBytes >> 20));
  all_ += text;
  ends_.push_back(all_.size());
}

std::string_view SharedTexts::operator[](std::size_t index) const {
  const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(all_).substr(begin, ends_[index] - begin);
}

Workbook::Workbook(std::unique_ptr<ZipArchive> archive) : archive_(std::move(archive)) {
  if (archive_->has("content.xml") && archive_->has("mimetype")) throw SourceFailure("it is an OpenDocument file; save it as an Excel workbook (.xlsx) or as CSV");
  if (archive_->has("xl/workbook.bin")) throw SourceFailure("it is a binary workbook (.xlsb); save it as .xlsx or as CSV");
  if (!archive_->has("_rels/.rels")) throw SourceFailure("it is a ZIP file, but no Excel workbook (.xlsx)");
  const std::vector<Relation> relations = relations_of("");
  const auto book = std::find_if(relations.begin(), relations.end(), [](const Relation& r) { return r.type == "officeDocument"; });
  if (book == relations.end()) throw SourceFailure("it is a ZIP file, but no Excel workbook (.xlsx)");
  read_book(book->part);
}

std::vector<Workbook::Relation> Workbook::relations_of(const std::string& part) const {
  const std::string folder(folder_of(part));
  const std::string name = folder + "_rels/" + part.substr(folder.size()) + ".rels";
  std::vector<Relation> relations;
  EachElement each([&](std::string_view element, const XmlAttributes& attributes) {
    if (element != "Relationship" || attributes.text("TargetMode") == "External") return;
    if (relations.size() >= kMostSheets) throw SourceFailure(fmt::format("its part {} names more than {} others", name, kMostSheets));
    relations.push_back({std::string(attributes.text("Id")), std::string(last_word(attributes.text("Type"))), resolved(folder, attributes.text("Target"))});
  });
  read_part(*archive_->part(name), each, name);
  return relations;
}

void Workbook::read_book(const std::string& part) {
  std::vector<std::pair<Sheet, std::string>> named;  // with the id of its relation
  EachElement each([&](std::string_view element, const XmlAttributes& attributes) {
    if (element == "workbookPr") since_1904_ = is_true(attributes.text("date1904"));
    if (element != "sheet") return;
    if (named.size() >= kMostSheets) throw SourceFailure(fmt::format("it has more than {} sheets", kMostSheets));
    const std::string_view state = attributes.text("state");
    named.push_back({{std::string(attributes.text("name")), "", state == "hidden" || state == "veryHidden"}, std::string(attributes.prefixed("id"))});
  });
  read_part(*archive_->part(part), each, part);
  const std::vector<Relation> relations = relations_of(part);
  for (auto& [sheet, id] : named) {
    const auto found = std::find_if(relations.begin(), relations.end(), [&wanted = id](const Relation& r) { return r.id == wanted; });
    if (found == relations.end()) throw SourceFailure(fmt::format("its sheet \"{}\" has no part of its own", sheet.name));
    sheet.part = found->part;
    if (found->type == "worksheet") sheets_.push_back(sheet);
  }
  for (const Relation& relation : relations) {
    if (relation.type == "sharedStrings") {
      TextTable table(texts_);
      read_part(*archive_->part(relation.part), table, relation.part);
    } else if (relation.type == "styles") {
      StyleTable table(kinds_);
      read_part(*archive_->part(relation.part), table, relation.part);
    }
  }
}

}  // namespace realist::cli
