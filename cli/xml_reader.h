// XML read element by element, from text in blocks.
//
// A document type declaration is refused, and with it every entity that could be declared and made to swell. Names are given
// without their prefix ("x:row" is "row").
#pragma once

#include <expat.h>

#include <cstddef>
#include <exception>
#include <optional>
#include <string_view>

#include "cli/byte_source.h"

namespace realist::cli {

// The attributes of an element, valid during the call.
class XmlAttributes {
 public:
  explicit XmlAttributes(const XML_Char** attributes) : attributes_(attributes) {}

  // By the name as written.
  std::optional<std::string_view> find(std::string_view name) const;
  std::string_view text(std::string_view name) const { return find(name).value_or(""); }
  // By the name behind a prefix: "id" finds "r:id", not "id".
  std::string_view prefixed(std::string_view name) const;

 private:
  const XML_Char** attributes_;
};

// Who is told. What it throws ends the reading and comes out of `feed`.
class XmlListener {
 public:
  virtual ~XmlListener() = default;
  virtual void on_start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void on_end(std::string_view name) = 0;
  virtual void on_text(std::string_view) {}
};

class XmlReader {
 public:
  static constexpr std::size_t kMostDepth = 64;

  // `what` names the text in messages: "its part xl/workbook.xml".
  XmlReader(XmlListener& listener, std::string what);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  // Throws SourceFailure where the text is no sound XML.
  void feed(std::string_view block) { parse(block, false); }
  void end() { parse("", true); }

 private:
  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes);
  static void on_end(void* self, const XML_Char* name);
  static void on_text(void* self, const XML_Char* text, int size);
  static void on_doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int);
  template <typename Work>
  void guarded(Work work);  // nothing may be thrown through the parser
  void parse(std::string_view block, bool last);

  XmlListener& listener_;
  std::string what_;
  XML_Parser parser_;
  std::size_t depth_ = 0;
  std::exception_ptr thrown_;
};

// All of `source` to the listener.
void read_xml(ByteSource& source, XmlListener& listener, const std::string& what);

}  // namespace realist::cli
