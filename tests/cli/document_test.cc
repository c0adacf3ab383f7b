// Documents of each kind become lines of prose, and what cannot be read is refused in one sentence.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "cli/child_process.h"
#include "cli/document.h"
#include "cli/stops.h"
#include "session.h"
#include "workbook_bytes.h"

namespace {

namespace fs = std::filesystem;
using namespace realist;
using tests::zip_of;

constexpr std::size_t kLimit = 16u << 20;

class Document {
 public:
  Document(const std::string& name, const std::string& bytes) : path_(folder_.path() + "/" + name) { std::ofstream(path_, std::ios::binary) << bytes; }

  // "3: text|5: text", empty lines left out.
  std::string lines(std::size_t limit = kLimit) const {
    std::string all;
    for (const auto& line : cli::read_document(path_, limit))
      if (!line.text.empty()) all += (all.empty() ? "" : "|") + std::to_string(line.number) + ": " + line.text;
    return all;
  }

  // What it is refused with, without its path.
  std::string refused(std::size_t limit = kLimit) const {
    try {
      lines(limit);
    } catch (const cli::FileFailure& failure) {
      return std::string(failure.what()).substr(path_.size() + 2);
    }
    return "read";
  }

  const std::string& path() const { return path_; }

 private:
  tests::TemporaryFolder folder_;
  std::string path_;
};

std::string word(const std::string& body) { return zip_of({{"word/document.xml", "<w:document xmlns:w=\"w\"><w:body>" + body + "</w:body></w:document>"}}); }
std::string open_document(const std::string& body) { return zip_of({{"content.xml", "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\"><office:body><office:text>" + body + "</office:text></office:body></office:document-content>"}}); }

// A PDF of one page that draws one line of text, or none.
std::string pdf(const std::string& text) {
  const std::string draw = text.empty() ? "" : "BT /F1 12 Tf 20 100 Td (" + text + ") Tj ET";
  return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
         "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>endobj\n"
         "4 0 obj<</Length " + std::to_string(draw.size()) + ">>stream\n" + draw + "\nendstream endobj\n"
         "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
}

bool has_pdftotext() {
  cli::ChildCall call;
  call.words = {"pdftotext", "-v"};
  call.keep_errors = true;
  return cli::run_child(call).has_value();
}

}  // namespace

TEST_CASE("a Word document gives its paragraphs, without what was deleted and without codes of fields") {
  const Document document("a.docx", word("<w:p><w:r><w:t>One </w:t></w:r><w:r><w:t xml:space=\"preserve\">and</w:t><w:tab/><w:t>two.</w:t></w:r></w:p><w:p/>"
                                         "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>An item</w:t></w:r><w:del><w:r><w:delText>gone</w:delText><w:t>gone too</w:t></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"));
  CHECK(document.lines() == "1: One and two.|3: \u2022 An item");
}

TEST_CASE("an OpenDocument text gives its paragraphs and headings, without footnotes and comments") {
  const Document document("a.odt", open_document("<text:h>A heading</text:h><text:p>One<text:s/>two<text:note><text:p>a note</text:p></text:note>, three.</text:p>"));
  CHECK(document.lines() == "1: A heading|2: One two, three.");
}

TEST_CASE("a page of HTML gives its blocks, with the lines they begin in, without scripts and headings") {
  const Document document("a.html", "<html><head><title>T</title></head>\n<body><h1>Title</h1>\n<p>One <b>two</b>\nthree &amp; four &eacute;.</p><script>if (a) then()</script>\n<ul><li>five<li>six</ul></body></html>");
  CHECK(document.lines() == "3: One two three & four \u00e9.|5: \u2022 five|5: \u2022 six");
}

TEST_CASE("HTML that says its encoding is read in it, and broken HTML as far as it goes") {
  CHECK(Document("a.html", "<html><head><meta charset=\"iso-8859-1\"></head><body><p>caf\xe9</p></body></html>").lines() == "1: caf\u00e9");
  CHECK(Document("b.htm", "<p>one <b>two<p>three").lines() == "1: one two|1: three");
}

TEST_CASE("a PDF gives what pdftotext finds in it") {
  if (!has_pdftotext()) {
    WARN("pdftotext is not installed: not tried");
    return;
  }
  CHECK(Document("a.pdf", pdf("If tea is made, people stay.")).lines() == "1: If tea is made, people stay.");
  CHECK(Document("b.pdf", pdf("")).refused() == "it is a PDF without text: pictures of pages, probably scanned. Have the text recognised first");
  CHECK(Document("c.pdf", "no PDF").refused() == "pdftotext cannot read it: it is damaged, protected by a password, or no PDF");
  CHECK(Document("d.pdf", pdf("If tea is made, people stay.")).refused(5) == "it has more than 0 MiB of text, the most that is read at once; give it in parts, or see --limit-text");
}

TEST_CASE("what cannot be read is refused in one sentence") {
  const std::string sound = word("<w:p><w:r><w:t>One two three four five six.</w:t></w:r></w:p>");
  CHECK(Document("a.docx", sound.substr(0, sound.size() / 2)).refused() == "the document (a ZIP file) is damaged or was cut off");
  CHECK(Document("b.docx", "plain").refused() == "the document (a ZIP file) is damaged or was cut off");
  CHECK(Document("c.docx", "\xD0\xCF\x11\xE0old").refused() == "it is an old Word document (.doc), or one with a password; save it as .docx without one");
  CHECK(Document("d.docx", zip_of({{"other.xml", "<a/>"}})).refused() == "the document has no part word/document.xml");
  CHECK(Document("e.docx", word("<w:p>")).refused().starts_with("its part word/document.xml is broken XML in line 1"));
  CHECK(Document("f.docx", word("<w:p/>")).refused() == "there is no text in it");
  CHECK(Document("g.odt", zip_of({{"content.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"}})).refused().find("document type declaration") != std::string::npos);
  CHECK(Document("h.txt", std::string("a\0b", 3)).refused().starts_with("it is no text (a zero byte in line 1)"));
  CHECK(Document("i.txt", "one\ncaf\xe9").refused() == "line 2 is not in UTF-8; save the document as UTF-8 text");
  CHECK(Document("j.txt", "\xFF\xFEi\0").refused() == "it is text in UTF-16; save it as UTF-8");
  CHECK(Document("k.md", "# only a heading\n").refused() == "there is no text in it");
}

TEST_CASE("a document that swells is refused before it fills the memory") {
  const std::string much(300u << 20, ' ');
  CHECK(Document("bomb.docx", word("<w:p>" + much + "</w:p>")).refused() == "its part word/document.xml unpacks to more than 200 times the size of the file; that is no usual document, and it is not read");
  CHECK(Document("long.docx", word("<w:p><w:r><w:t>" + std::string(2'000'000, 'a') + "</w:t></w:r></w:p>")).refused(1u << 20) == "it has more than 1 MiB of text, the most that is read at once; give it in parts, or see --limit-text");
}
