#include <fmt/core.h>

#include <algorithm>

#include "cli/document_parts.h"
#include "cli/interrupt.h"
#include "cli/xml_reader.h"
#include "rules/characters.h"

namespace realist::cli {
namespace {

constexpr std::uint64_t kMostXml = 512ull << 20;
constexpr std::string_view kBullet = "\u2022 ";

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) { return std::find(names.begin(), names.end(), name) != names.end(); }

// Text inside paragraphs; elements that hold none of the document's own are passed over with all that is in them.
class ParagraphListener : public XmlListener {
 public:
  explicit ParagraphListener(std::size_t limit) : lines_(limit) {}

  void on_start(std::string_view name, const XmlAttributes& attributes) final {
    if (skipped_ > 0 || skips(name)) ++skipped_;
    else if (is_paragraph(name)) begin_paragraph();
    else inside(name, attributes);
  }

  void on_end(std::string_view name) final {
    if (skipped_ > 0) --skipped_;
    else if (is_paragraph(name)) end_paragraph();
    else after(name);
  }

  void on_text(std::string_view text) final {
    if (skipped_ == 0 && open_ > 0 && takes_text()) lines_.add(text);
  }

  std::vector<rules::prose::Line> take() { return lines_.take(); }

 protected:
  virtual bool skips(std::string_view name) const = 0;
  virtual bool is_paragraph(std::string_view name) const = 0;
  virtual bool takes_text() const = 0;
  virtual void inside(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void after(std::string_view name) = 0;

  void add(std::string_view text) {
    if (open_ > 0) lines_.add(text);
  }
  bool at_begin() const { return lines_.empty(); }

 private:
  // A paragraph inside another (a text box) ends what came before it.
  void begin_paragraph() {
    if (open_++ > 0 && !lines_.empty()) lines_.end(number_);
    ++number_;
  }

  void end_paragraph() {
    lines_.end(number_);
    if (open_ > 0) --open_;
  }

  GatheredLines lines_;
  std::size_t skipped_ = 0, open_ = 0;
  std::uint32_t number_ = 0;
};

class DocxListener : public ParagraphListener {
 public:
  using ParagraphListener::ParagraphListener;

 private:
  bool skips(std::string_view name) const override { return is_one_of(name, {"del", "moveFrom", "Fallback", "instrText", "delText"}); }
  bool is_paragraph(std::string_view name) const override { return name == "p"; }
  bool takes_text() const override { return in_text_; }
  void inside(std::string_view name, const XmlAttributes&) override {
    if (name == "t") in_text_ = true;
    else if (is_one_of(name, {"tab", "br", "cr"})) add(" ");
    else if (name == "noBreakHyphen") add("-");
    else if (name == "numPr" && at_begin()) add(kBullet);
  }
  void after(std::string_view name) override {
    if (name == "t") in_text_ = false;
  }

  bool in_text_ = false;
};

class OdtListener : public ParagraphListener {
 public:
  using ParagraphListener::ParagraphListener;

 private:
  bool skips(std::string_view name) const override { return is_one_of(name, {"note", "annotation", "tracked-changes", "title", "desc", "forms"}); }
  bool is_paragraph(std::string_view name) const override { return name == "p" || name == "h"; }
  bool takes_text() const override { return true; }
  void inside(std::string_view name, const XmlAttributes&) override {
    if (is_one_of(name, {"s", "tab", "line-break"})) add(" ");
  }
  void after(std::string_view) override {}
};

void read_part(const ZipArchive& archive, const std::string& name, XmlListener& listener) {
  const std::unique_ptr<ByteSource> source = archive.part(name);
  XmlReader reader(listener, "its part " + name);
  char block[64u << 10];
  std::uint64_t read = 0;
  while (const std::size_t got = source->read(block, sizeof block)) {
    stop_if_interrupted([] { return ""; });
    if ((read += got) > kMostXml) throw SourceFailure(fmt::format("its part {} unpacks to more than {} MiB", name, kMostXml >> 20));
    reader.feed({block, got});
  }
  reader.end();
}

}  // namespace

std::string too_much_text(std::size_t limit) {
  return fmt::format("it has more than {} MiB of text, the most that is read at once; give it in parts, or see --limit-text", limit >> 20);
}

void GatheredLines::add(std::string_view text) {
  size_ += text.size();
  if (size_ > limit_) throw SourceFailure(too_much_text(limit_));
  text_ += text;
}

void GatheredLines::end(std::uint32_t number) {
  std::replace_if(text_.begin(), text_.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  if (!rules::trimmed(text_).empty()) lines_.push_back({number, std::move(text_)});
  lines_.push_back({number, {}});
  text_.clear();
}

std::vector<rules::prose::Line> docx_lines(const ZipArchive& archive, std::size_t limit) {
  DocxListener listener(limit);
  read_part(archive, "word/document.xml", listener);
  return listener.take();
}

std::vector<rules::prose::Line> odt_lines(const ZipArchive& archive, std::size_t limit) {
  OdtListener listener(limit);
  read_part(archive, "content.xml", listener);
  return listener.take();
}

}  // namespace realist::cli
