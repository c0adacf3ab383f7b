#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>

#include <algorithm>
#include <array>
#include <exception>
#include <memory>

#include "cli/document_parts.h"
#include "cli/interrupt.h"

namespace realist::cli {
namespace {

constexpr std::size_t kBlock = 64u << 10;

struct Freed {
  void operator()(htmlParserCtxt* context) const { htmlFreeParserCtxt(context); }
};
using Context = std::unique_ptr<htmlParserCtxt, Freed>;

template <std::size_t N>
bool among(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr auto kLeftOut = std::to_array<std::string_view>({"script", "style", "head", "nav", "h1", "h2", "h3", "h4", "h5", "h6", "template", "noscript", "select", "button", "svg", "textarea"});
constexpr auto kBlocks = std::to_array<std::string_view>({"p", "div", "li", "td", "th", "tr", "table", "ul", "ol", "dl", "dt", "dd", "section", "article", "aside", "header", "footer", "main", "body", "blockquote", "pre", "figure",
                                                          "figcaption", "form", "hr", "address", "caption", "html", "title"});

std::string_view view(const xmlChar* text) { return reinterpret_cast<const char*>(text); }

// Told of elements by the parser, without a tree. Nothing may be thrown through it.
class Listener {
 public:
  explicit Listener(std::size_t limit) : lines_(limit) {}

  Context context;
  std::exception_ptr thrown;

  void start(std::string_view name) {
    if (among(kLeftOut, name)) ++left_out_;
    if (among(kBlocks, name) || among(kLeftOut, name)) end_block();
    if (name == "li") add("\u2022 ");
    if (name == "br") add(" ");
  }

  void end(std::string_view name) {
    if (among(kBlocks, name)) end_block();
    if (among(kLeftOut, name) && left_out_ > 0) --left_out_;
  }

  void add(std::string_view text) {
    if (left_out_ > 0) return;
    if (lines_.empty()) line_ = static_cast<std::uint32_t>(std::max(1, xmlSAX2GetLineNumber(context.get())));
    // The parser gives a stretch of text once it has seen its end: count its lines back.
    if (lines_.empty()) line_ -= std::min<std::uint32_t>(line_ - 1, static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n')));
    lines_.add(text);
  }

  void end_block() {
    if (!lines_.empty()) lines_.end(line_);
  }

  std::vector<rules::prose::Line> take() {
    end_block();
    return lines_.take();
  }

  template <typename Work>
  void guarded(Work work) {
    if (thrown) return;
    try {
      work();
    } catch (...) {
      thrown = std::current_exception();
      xmlStopParser(context.get());
    }
  }

 private:
  GatheredLines lines_;
  std::uint32_t line_ = 1;
  std::size_t left_out_ = 0;
};

htmlSAXHandler handler() {
  htmlSAXHandler sax{};
  sax.startElement = [](void* self, const xmlChar* name, const xmlChar**) { static_cast<Listener*>(self)->guarded([&] { static_cast<Listener*>(self)->start(view(name)); }); };
  sax.endElement = [](void* self, const xmlChar* name) { static_cast<Listener*>(self)->guarded([&] { static_cast<Listener*>(self)->end(view(name)); }); };
  sax.characters = [](void* self, const xmlChar* text, int size) {
    static_cast<Listener*>(self)->guarded([&] { static_cast<Listener*>(self)->add({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)}); });
  };
  sax.ignorableWhitespace = sax.characters;
  return sax;
}

}  // namespace

std::vector<rules::prose::Line> html_lines(std::string_view bytes, std::size_t limit) {
  Listener listener(limit);
  htmlSAXHandler sax = handler();
  const bool utf8 = bytes.find("charset") == std::string_view::npos;  // where it does not say, it is what everybody writes
  listener.context = Context(htmlCreatePushParserCtxt(&sax, &listener, nullptr, 0, nullptr, utf8 ? XML_CHAR_ENCODING_UTF8 : XML_CHAR_ENCODING_NONE));
  if (listener.context == nullptr) throw std::bad_alloc();
  htmlCtxtUseOptions(listener.context.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  for (std::size_t at = 0; at < bytes.size() && !listener.thrown; at += kBlock) {
    stop_if_interrupted([] { return ""; });
    const std::string_view block = bytes.substr(at, kBlock);
    htmlParseChunk(listener.context.get(), block.data(), static_cast<int>(block.size()), 0);
  }
  if (!listener.thrown) htmlParseChunk(listener.context.get(), nullptr, 0, 1);
  if (listener.thrown) std::rethrow_exception(listener.thrown);
  return listener.take();
}

}  // namespace realist::cli
