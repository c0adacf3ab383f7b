#include "cli/xml_reader.h"

#include <fmt/core.h>

#include <new>
#include <utility>

#include "cli/interrupt.h"

namespace realist::cli {
namespace {

constexpr std::size_t kBlock = 16u << 10;

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

std::optional<std::string_view> XmlAttributes::find(std::string_view name) const {
  for (const XML_Char** at = attributes_; *at != nullptr; at += 2)
    if (name == at[0]) return at[1];
  return std::nullopt;
}

std::string_view XmlAttributes::prefixed(std::string_view name) const {
  for (const XML_Char** at = attributes_; *at != nullptr; at += 2)
    if (std::string_view(at[0]) != name && local_name(at[0]) == name) return at[1];
  return "";
}

XmlReader::XmlReader(XmlListener& listener, std::string what) : listener_(listener), what_(std::move(what)), parser_(XML_ParserCreate(nullptr)) {
  if (parser_ == nullptr) throw std::bad_alloc();
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, on_start, on_end);
  XML_SetCharacterDataHandler(parser_, on_text);
  XML_SetStartDoctypeDeclHandler(parser_, on_doctype);
}

XmlReader::~XmlReader() { XML_ParserFree(parser_); }

template <typename Work>
void XmlReader::guarded(Work work) {
  if (thrown_) return;
  try {
    work();
  } catch (...) {
    thrown_ = std::current_exception();
    XML_StopParser(parser_, XML_FALSE);
  }
}

void XmlReader::on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
  auto& reader = *static_cast<XmlReader*>(self);
  reader.guarded([&] {
    if (++reader.depth_ > kMostDepth) throw SourceFailure(fmt::format("{} is nested more than {} deep", reader.what_, kMostDepth));
    reader.listener_.on_start(local_name(name), XmlAttributes(attributes));
  });
}

void XmlReader::on_end(void* self, const XML_Char* name) {
  auto& reader = *static_cast<XmlReader*>(self);
  reader.guarded([&] {
    --reader.depth_;
    reader.listener_.on_end(local_name(name));
  });
}

void XmlReader::on_text(void* self, const XML_Char* text, int size) {
  auto& reader = *static_cast<XmlReader*>(self);
  reader.guarded([&] { reader.listener_.on_text({text, static_cast<std::size_t>(size)}); });
}

void XmlReader::on_doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  auto& reader = *static_cast<XmlReader*>(self);
  reader.guarded([&] { throw SourceFailure(fmt::format("{} has a document type declaration (DOCTYPE), which can be made to swell without end; it is not read", reader.what_)); });
}

void XmlReader::parse(std::string_view block, bool last) {
  const bool sound = XML_Parse(parser_, block.data(), static_cast<int>(block.size()), last ? 1 : 0) == XML_STATUS_OK;
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  if (!sound) throw SourceFailure(fmt::format("{} is broken XML in line {}: {}", what_, XML_GetCurrentLineNumber(parser_), XML_ErrorString(XML_GetErrorCode(parser_))));
}

void read_xml(ByteSource& source, XmlListener& listener, const std::string& what) {
  XmlReader reader(listener, what);
  char block[kBlock];
  while (const std::size_t got = source.read(block, sizeof block)) {
    stop_if_interrupted([] { return ""; });
    reader.feed({block, got});
  }
  reader.end();
}

}  // namespace realist::cli
