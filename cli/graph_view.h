// What a picture of a theory shows, in words, before any format: boxes for propositions, a small plate for each step of
// each statement between them, marks for verdicts. SVG, DOT and Mermaid draw the same view.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/graph_overlay.h"
#include "models/theory_graph.h"

namespace realist::cli {

// A verdict's sign. Each has a shape of its own in the picture and stands beside its words, so colour is never needed.
enum class MarkSign : std::uint8_t { Good, Stopped, Waiting, Blocked, Unknown, Idle };
MarkSign sign_of(models::Verdict verdict);
std::string_view mark_symbol(MarkSign sign);  // for text formats: "✓", "✗", "…", "■", "?", "○"
std::string_view mark_meaning(MarkSign sign);  // for the legend: "held or fired", …

struct GraphMark {
  MarkSign sign = MarkSign::Idle;
  std::string words;
};

// A share of a cohort: "fired 12 of 20".
struct GraphShare {
  std::uint32_t part = 0, whole = 0;
  std::string words;
  std::string beside;  // what is counted apart: "3 pending, 1 blocked"
};

struct GraphNode {
  models::PropositionIndex proposition = 0;
  std::string id;                   // "p1": valid in every format
  std::vector<models::Role> roles;  // at least one
  std::string phrase;
  std::string about;                // "practitioner · interpersonal"
  std::string elsewhere;            // "also in part 3", "also in 5 statements not shown"
  std::string detail;               // everything else known of it, a line each
  bool joint = false;
  std::optional<GraphMark> mark;
  std::optional<GraphShare> share;
};

// Where a link or a gate comes from: a box, or a gate.
struct GraphInput {
  bool is_gate = false;
  std::size_t index = 0;
  bool negated = false;
};

// An inner list of an antecedent: "any of".
struct GraphGate {
  std::string id;                   // "g1"
  std::string words;
  std::vector<GraphInput> inputs;
};

struct GraphPlate {
  std::string id;                   // "s1_2": first statement, second step; "s1_u1": its first unless
  std::size_t link = 0;             // index into TheoryGraph::links
  models::StatementIndex statement = 0;
  models::LinkKind kind = models::LinkKind::LeadsTo;
  std::string label;                // "GATE-2"; "unless" for a block
  std::string number;               // "step 2 of 4"; empty for the only one
  std::vector<std::string> words;   // "whenever", "all of", "within 14 days"
  std::string because;
  std::vector<std::size_t> loops;   // numbers of the feedback loops it is part of, from 1
  std::vector<GraphInput> inputs;
  std::vector<models::LinkEnd> outputs;      // none for a block
  std::optional<std::size_t> blocks;         // a block: the plate it blocks
  std::string detail;
  std::vector<GraphMark> marks;
  std::optional<GraphShare> share;
  bool faint = false;               // dormant or not reached: drawn lightly
  std::size_t folded = 0;           // statements that it stands for; 0: it is one step of one statement
};

// A proposition whose indicator looks at another one: "the basic needs are met" through "somewhere to live".
struct GraphTie {
  std::size_t from = 0, to = 0;     // boxes: `to` is observed through `from`
};

struct GraphView {
  std::string title;                // the theory's name
  std::string subtitle;             // "Version 2.1 · 14 statements · case SW-014 as of 2016-06-01"
  std::vector<std::string> facts;   // "Not applicable when: …", "Steps without a window of their own: within 28 days"
  std::vector<std::string> loops;   // "Feedback loop 1 (positive): a → b → a"
  std::string footer;               // name, version, as-of date, hash
  std::string description;          // for those who cannot see the picture
  std::vector<GraphNode> nodes;
  std::vector<GraphGate> gates;
  std::vector<GraphPlate> plates;
  std::vector<GraphTie> ties;       // by `to`, then `from`, none twice
  std::vector<MarkSign> signs;      // those used, in order
  bool has_shares = false;
};

// For text formats. "✓ fired"; "context, outcome"; the id of the box or gate a link comes from.
std::string mark_words(const GraphMark& mark);
std::string role_words(const std::vector<models::Role>& roles);
const std::string& source_id(const GraphView& view, const GraphInput& input);

// The lines on a plate, but for its share: label, number, words, the reason as it was wrapped or cut, loops, marks.
std::vector<std::string> plate_lines(const GraphPlate& plate, const std::vector<std::string>& because);

// "fired 12 of 20", with the others beside it; `verdicts` by models::Verdict.
GraphShare fired_share(const std::array<std::uint32_t, 6>& verdicts);

// Fills in `signs` from the boxes and plates.
void note_signs(GraphView& view);

GraphView graph_view(const models::Theory& theory, const models::TheoryGraph& graph, const GraphOverlay& overlay = {});

}  // namespace realist::cli
