// The codebook against the structure that the REFI-QDA standard publishes for codebooks (version 1.0), read back with an XML
// parser: element by element what may stand in it, which attributes it needs, and what these may hold.
#include "cli/codebook.h"

#include <catch2/catch.hpp>
#include <expat.h>

#include <map>
#include <regex>
#include <set>

#include "rules/read_theory.h"

namespace realist::cli {
namespace {

struct Element {
  std::string name;  // "urn:QDA-XML:codebook:1.0|Code"
  std::map<std::string, std::string> attributes;
  std::string text;
  std::vector<Element> parts;
};

struct Reading {
  std::vector<Element> open = {Element{}};
};

void XMLCALL begin_element(void* data, const XML_Char* name, const XML_Char** attributes) {
  Element element{name, {}, "", {}};
  for (; *attributes != nullptr; attributes += 2) element.attributes[attributes[0]] = attributes[1];
  static_cast<Reading*>(data)->open.push_back(std::move(element));
}

void XMLCALL end_element(void* data, const XML_Char*) {
  auto& open = static_cast<Reading*>(data)->open;
  Element element = std::move(open.back());
  open.pop_back();
  open.back().parts.push_back(std::move(element));
}

void XMLCALL add_text(void* data, const XML_Char* text, int size) {
  static_cast<Reading*>(data)->open.back().text.append(text, static_cast<std::size_t>(size));
}

Element parsed(const std::string& xml) {
  Reading reading;
  XML_Parser parser = XML_ParserCreateNS(nullptr, '|');
  XML_SetUserData(parser, &reading);
  XML_SetElementHandler(parser, begin_element, end_element);
  XML_SetCharacterDataHandler(parser, add_text);
  const XML_Status status = XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1);
  INFO(XML_ErrorString(XML_GetErrorCode(parser)) << " on line " << XML_GetCurrentLineNumber(parser));
  CHECK(status == XML_STATUS_OK);
  XML_ParserFree(parser);
  REQUIRE(reading.open.size() == 1);
  REQUIRE(reading.open.front().parts.size() == 1);
  return reading.open.front().parts.front();
}

const std::string kSpace = "urn:QDA-XML:codebook:1.0|";

// Holds every element to the schema; gathers the GUIDs of codes and sets, and those the sets' members name.
struct Schema {
  std::vector<std::string> guids;
  std::set<std::string> codes, members;

  void book(const Element& e) {
    CHECK(e.name == kSpace + "CodeBook");
    only(e, {"origin"});
    REQUIRE((e.parts.size() == 1 || e.parts.size() == 2));
    CHECK(e.parts[0].name == kSpace + "Codes");
    CHECK_FALSE(e.parts[0].parts.empty());
    for (const Element& part : e.parts[0].parts) code(part);
    if (e.parts.size() == 1) return;
    CHECK(e.parts[1].name == kSpace + "Sets");
    CHECK_FALSE(e.parts[1].parts.empty());
    for (const Element& part : e.parts[1].parts) set(part);
  }

  void code(const Element& e) {
    CHECK(e.name == kSpace + "Code");
    only(e, {"guid", "name", "isCodable", "color"});
    guid(e);
    codes.insert(e.attributes.at("guid"));
    CHECK_FALSE(e.attributes.at("name").empty());
    CHECK(std::regex_match(e.attributes.at("isCodable"), std::regex("true|false|0|1")));
    if (e.attributes.contains("color")) CHECK(std::regex_match(e.attributes.at("color"), std::regex("#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")));
    bool past_description = false;
    for (const Element& part : e.parts) {
      if (part.name == kSpace + "Description") {
        CHECK_FALSE(past_description);
        CHECK(part.parts.empty());
      } else {
        code(part);
      }
      past_description = true;
    }
  }

  void set(const Element& e) {
    CHECK(e.name == kSpace + "Set");
    only(e, {"guid", "name"});
    guid(e);
    CHECK_FALSE(e.attributes.at("name").empty());
    for (const Element& part : e.parts) {
      CHECK(part.name == kSpace + "MemberCode");
      only(part, {"guid"});
      members.insert(part.attributes.at("guid"));
    }
  }

  void guid(const Element& e) {
    REQUIRE(e.attributes.contains("guid"));
    CHECK(std::regex_match(e.attributes.at("guid"), std::regex("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")));
    guids.push_back(e.attributes.at("guid"));
  }

  static void only(const Element& e, const std::set<std::string>& allowed) {
    for (const auto& [name, value] : e.attributes) {
      INFO(e.name << " " << name);
      CHECK(allowed.contains(name));
    }
  }
};

models::Theory theory_of(std::string_view text) {
  rules::ReadResult result = rules::read_theory_text(text);
  REQUIRE(result.ok());
  return std::move(result.theory);
}

constexpr std::string_view kText = R"(Theory: The gate & <after>
Context RELEASED: the participant is released
  level: institutional
  observed when event release
Resource GATE: someone meets "them" at the gate <b>
  opposite: nobody is there
  level: interpersonal
  actor: practitioner
  observed when event "gate meeting"
  (evidence: focus group)
Outcome: the participant keeps coming
  level: individual
[GATE-1] If RELEASED
then GATE on the same day
unless the participant wants no support
(evidence: 2 case studies) (source: "002", lines 85-86)
[GATE-2] If GATE
then the participant keeps coming
(source: "001", line 4)
)";

Schema checked(const std::string& xml) {
  Schema schema;
  schema.book(parsed(xml));
  return schema;
}

const Element* code_named(const Element& e, const std::string& name) {
  if (const auto found = e.attributes.find("name"); found != e.attributes.end() && found->second == name) return &e;
  for (const Element& part : e.parts)
    if (const Element* found = code_named(part, name)) return found;
  return nullptr;
}

}  // namespace

TEST_CASE("the REFI-QDA codebook has the structure the standard asks for") {
  const Schema schema = checked(codebook_qdc(theory_of(kText)));
  CHECK(schema.codes.size() == 4 + 3);  // four propositions under three roles
  CHECK(std::set<std::string>(schema.guids.begin(), schema.guids.end()).size() == schema.guids.size());
  CHECK(schema.members.size() == 3);    // three have a level
  for (const std::string& member : schema.members) CHECK(schema.codes.contains(member));
}

TEST_CASE("a code of the REFI-QDA codebook says what to look for, where it is used and what it rests on") {
  const Element book = parsed(codebook_qdc(theory_of(kText)));
  const Element* gate = code_named(book, "someone meets \"them\" at the gate <b>");
  REQUIRE(gate != nullptr);
  CHECK(gate->attributes.at("isCodable") == "true");
  const std::string text = gate->parts.at(0).text;
  CHECK(text.find("Look for: event \"gate meeting\"") != std::string::npos);
  CHECK(text.find("Opposite: nobody is there") != std::string::npos);
  CHECK(text.find("Used in: GATE-1 (step 1), GATE-2 (if)") != std::string::npos);
  CHECK(text.find("Evidence: focus group; 2 case studies") != std::string::npos);
  CHECK(text.find("Sources: 002, lines 85–86; 001, line 4") != std::string::npos);
  const Element* resources = code_named(book, "Resources");
  REQUIRE(resources != nullptr);
  CHECK(resources->attributes.at("isCodable") == "false");
  CHECK(resources->attributes.at("color") == gate->attributes.at("color"));
}

TEST_CASE("a code keeps its GUID as long as its phrase says the same") {
  const auto guid = [](std::string_view text) {
    const Element book = parsed(codebook_qdc(theory_of(text)));
    return book.parts.at(0).parts.at(0).parts.at(1).attributes.at("guid");  // Codes, Contexts, its first code
  };
  CHECK(guid("If the door is open then a\n") == guid("Theory: Another\nIf  The door is  open\nthen b\nIf c then d\n"));
  CHECK(guid("If the door is open then a\n") != guid("If the door is shut then a\n"));
}

TEST_CASE("a GUID made from a text has the version and the variant of its kind") {
  CHECK(std::regex_match(guid_from("x"), std::regex("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")));
  CHECK(guid_from("x") == guid_from("x"));
  CHECK(guid_from("x") != guid_from("y"));
}

TEST_CASE("hostile phrases stay text in every form of the codebook") {
  const models::Theory theory = theory_of("Theory: ]]>&<x>\nIf <script>alert(1)</script> | `x` then =1+1 & \xEF\xBF\xBF no character of XML\n");
  const Element book = parsed(codebook_qdc(theory));
  CHECK(code_named(book, "<script>alert(1)</script> | `x`") != nullptr);
  const std::string page = codebook_markdown(theory);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("\\`x\\`") != std::string::npos);
  CHECK(codebook_csv(theory).find(",'=1+1") != std::string::npos);
}

TEST_CASE("a phrase too long for a code's name is cut there and whole in the description") {
  const std::string longest(600, 'a');
  const Element book = parsed(codebook_qdc(theory_of("If " + longest + " then b\n")));
  const Element& code = book.parts.at(0).parts.at(0).parts.at(1);
  CHECK(code.attributes.at("name").size() < 260);
  CHECK(code.parts.at(0).text.find(longest) != std::string::npos);
}

}  // namespace realist::cli
