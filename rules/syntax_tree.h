// What a theory file says, item by item and in its own order: the form between text and theory.
//
// Nothing is looked up here: phrases, names and conditions are texts with their places. The resolver makes a
// models::Theory of it; the formatter prints it back. Every row carries the comments and blank lines that stand before
// it (`Lead`), so that a printer can keep them where they were. A file with errors has a tree too: items that could not
// be understood are kept as `Unread` or have `broken` set, and their `raw` text is what the author wrote.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <boost/container/small_vector.hpp>

#include "models/diagnostic.h"
#include "models/place.h"
#include "models/theory.h"
#include "models/time.h"
#include "rules/read_theory.h"

namespace realist::rules {

// Words of a file as written: typographic quotes and no-break spaces kept, quotes round them kept, surrounding blanks
// dropped, the lines of a continued phrase joined by one blank.
struct Text {
  // From `offset` (bytes into `text`) on, the words stand at line:column, up to the next piece. A piece a line.
  struct Piece {
    std::uint32_t offset = 0;
    std::uint32_t line = 0;
    std::uint32_t column = 0;  // in characters, from 1
  };

  std::string text;
  boost::container::small_vector<Piece, 1> pieces;
  std::uint32_t file = 0;

  bool empty() const { return text.empty(); }
  // The place of text[begin, end); without arguments of all of it. Cost: the length of the piece.
  models::Place place(std::size_t begin, std::size_t end) const;
  models::Place place() const { return place(0, text.size()); }
  // text[begin, end) without surrounding blanks, with its own pieces.
  Text part(std::size_t begin, std::size_t end) const;
};

// The words inside a pair of double quotes (plain or typographic) that encloses the whole text, else the text itself.
std::string_view unquoted(std::string_view text);
bool is_quoted(std::string_view text);

struct Comment {
  std::string text;                // from the `#` on, without blanks at the end
  std::uint32_t blank_lines = 0;   // before it
  models::Place place;
};

// What stands before a row.
struct Lead {
  std::vector<Comment> comments;
  std::uint32_t blank_lines = 0;   // between the last comment (or the row before) and this row
};

// (evidence: …), [evidence: …] or (source: "002", line 88), wherever it stands.
struct Tag {
  enum class Kind : std::uint8_t { Evidence, Source };
  Lead lead;                       // where it has a line of its own
  Kind kind = Kind::Evidence;
  std::vector<models::Evidence> evidence;
  models::SourceReference source;
  Text text;                       // as written, brackets included (words standing before it in the bracket left out)
};

// A phrase, or phrases joined.
struct ClauseSyntax {
  enum class Kind : std::uint8_t { Phrase, All, Any, None, AtLeast };
  Lead lead;
  Kind kind = Kind::Phrase;
  bool negated = false;            // `not` before it
  bool listed = false;             // written as a list ("all of:" and dashes); false: joined by `and`/`or`
  bool if_repeated = false;        // ", and if B": the `if` of this part
  std::uint32_t count = 0;         // AtLeast
  Text phrase;                     // Phrase: without `not`, tags and window; quotes kept
  std::vector<ClauseSyntax> parts;
  std::vector<Tag> tags;           // standing after it (a joined step's window stands between its parts and its tags)
  models::Place place;
};

// One part of a step's window: "within 14 days".
struct WindowPart {
  enum class Kind : std::uint8_t {
    Within, After, Between, SameDay,          // `low`, `high`
    BeforeEvent, BeforeAttribute, BeforeName, // `name`
    During,                                   // `name`
    ThroughoutPhase, ThroughoutFor,           // `name`; `high`
  };
  Kind kind = Kind::Within;
  models::Duration low, high;
  Text name;                       // event name with its `where`, path, declared words or phase, quotes kept
  Text text;                       // this part as written
};

struct StepSyntax {
  Lead lead;
  bool negated = false;
  bool previously = false;
  bool at_any_time = false;
  std::optional<models::Role> role;  // then (resource) …
  ClauseSyntax clause;               // without the step's own `not`
  std::vector<WindowPart> window;
  Text window_text;                  // all of it as written
  std::vector<Tag> tags;             // after the window of a step of several propositions
  models::Place keyword;             // `then` (or `otherwise`)
  models::Place place;
};

struct UnlessSyntax {
  Lead lead;
  ClauseSyntax clause;
  models::Place keyword;
};

struct NoteSyntax {
  Lead lead;
  Text text;                       // without `note:`
};

enum class Opening : std::uint8_t { If, Once, Whenever, When, OnlyIf, OnlyWhen, OnlyOnce };
std::string_view to_string(Opening opening);  // "If", …
models::Form form_of(Opening opening);

// A stretch "because …".
struct BecauseSyntax {
  Lead lead;
  ClauseSyntax clause;
  models::Place keyword;
};

struct OtherwiseSyntax {
  Lead lead;
  std::vector<StepSyntax> steps;   // the first one is what follows `otherwise`
  std::vector<UnlessSyntax> unless;
  std::vector<BecauseSyntax> because;
  std::vector<Tag> tags;
  std::vector<NoteSyntax> notes;
};

struct StatementSyntax {
  std::optional<Text> label;       // without brackets
  Opening opening = Opening::If;
  ClauseSyntax antecedent;
  std::vector<StepSyntax> steps;
  std::vector<UnlessSyntax> unless;
  std::vector<BecauseSyntax> because;   // more than one is kept, and an error
  std::vector<Tag> tags;           // the statement's own: after its last clause
  std::vector<NoteSyntax> notes;
  std::optional<OtherwiseSyntax> otherwise;
  bool broken = false;             // an error was reported inside it
};

// A line under a declaration.
struct DeclarationLine {
  enum class Kind : std::uint8_t { Also, Opposite, Level, Of, Actor, ObservedWhen, Note, Tag, Membership };
  Lead lead;
  Kind kind = Kind::Also;
  Text value;                      // what stands after the keyword
  std::optional<Tag> tag;          // Kind::Tag
  models::Place keyword;
};

struct DeclarationSyntax {
  models::Role role = models::Role::Context;
  std::optional<Text> short_name;
  Text phrase;
  std::vector<Tag> tags;           // on the declaration's own line
  std::vector<DeclarationLine> lines;
  models::Place keyword;
  bool broken = false;
};

struct HeaderSyntax {
  enum class Kind : std::uint8_t { Theory, Version, Case, Author, NotApplicable, DefaultWindow, DefaultPhase, Events, Vocabulary, Conflict };
  Kind kind = Kind::Theory;
  Text subject;                    // Events session, contact: the names between the keyword and the colon; Conflict A-1, B-2: the labels
  Text value;
  models::Place keyword;
};

struct IncludeSyntax {
  Text path;                       // quotes kept
  models::Place keyword;
};

struct PhaseSyntax {
  Text name;
  Text from;                       // an anchor, "event referral"
  std::optional<Text> until;
  models::Place keyword;
  bool broken = false;
};

struct ExampleLine {
  enum class Kind : std::uint8_t { Given, AsOf, Expect };
  Lead lead;
  Kind kind = Kind::Given;
  bool continued = false;          // written `And …`
  Text text;                       // what stands after the keyword
  models::Place keyword;
};

struct ExampleSyntax {
  Text title;
  std::vector<ExampleLine> lines;
  models::Place keyword;
};

// Markdown: everything from the line after one fence's content (its closing ``` included) to the opening ```theory of
// the next, that line included. Printed back as it is (`Item::raw`).
struct Prose {};

// An item no form fits, reported; `Item::raw` has it.
struct Unread {};

struct Item {
  Lead lead;                       // before its first line
  std::variant<Unread, Prose, HeaderSyntax, IncludeSyntax, DeclarationSyntax, StatementSyntax, PhaseSyntax, ExampleSyntax>
      content;
  std::string raw;                 // its lines as written, without comments before it, without the last line's end
  models::Place place;             // from its first to its last character
};

struct SyntaxFile {
  std::string path;
  bool markdown = false;
  std::vector<Item> items;
  Lead tail;                       // what stands after the last item
  bool crlf = false;               // lines end with CR LF
  bool final_newline = true;
};

// One file's tree. Includes are not followed. Of `before NAME`, `during NAME` and `throughout NAME` those are windows whose
// name this file itself declares; the others stay words of their phrase, and print the same. Diagnostics are added.
SyntaxFile read_syntax(std::string_view text, const std::string& path, const Limits& limits,
                       std::vector<models::Diagnostic>& diagnostics);

}  // namespace realist::rules
