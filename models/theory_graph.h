// The graph of a theory: propositions joined by the steps of statements, and what follows from that alone.
//
// A link is one hop of one statement and may have several ends ("If A and B then C and D" is one link with two sources
// and two targets), so that the graph stays linear in the theory however long its lists are. Pairs of ends, where a
// format wants them, come from `each_pair`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/theory.h"

namespace realist::models {

enum class LinkKind : std::uint8_t {
  LeadsTo,       // antecedent to first step, step to next step
  NeededBefore,  // a `previously` step (and `Only if A`): needed for what stands before it
  Blocks,        // `unless X`
};
std::string_view to_string(LinkKind kind);  // "leads to", "needed before", "blocks"

// A proposition at the end of a link; `negated`: it is its absence that leads on, or is led to.
struct LinkEnd {
  PropositionIndex proposition = kNone;
  bool negated = false;
  friend bool operator==(const LinkEnd&, const LinkEnd&) = default;
};

struct TheoryLink {
  StatementIndex statement = 0;
  // The step, from 1, that the link stands for. Blocks: the statement's last step that is not a `previously` one.
  std::uint32_t step = 1;
  // LeadsTo, NeededBefore: the other side, 0 for the antecedent, else a step. Blocks: which `unless`, from 0.
  std::uint32_t base = 0;
  LinkKind kind = LinkKind::LeadsTo;
  std::vector<LinkEnd> from, to;  // at least one each, no end twice, in the order written
};

// A link between two ends is negative where exactly one of them is negated; a block turns the sign round.
bool is_negative(const TheoryLink& link, const LinkEnd& from, const LinkEnd& to);

// The clause at either side of a link, as written (of an `otherwise`: the antecedent it stands against).
const Clause& source_clause(const Theory& theory, const TheoryLink& link);
const Clause& target_clause(const Theory& theory, const TheoryLink& link);

// True where a source is meant negated as a whole: a negated step, or the failed antecedent of an `otherwise`.
bool source_negated(const Theory& theory, const TheoryLink& link);
bool target_negated(const Theory& theory, const TheoryLink& link);

// A proposition that one statement leads to and another starts from: there the two make a ripple.
struct Joint {
  PropositionIndex proposition = kNone;
  std::vector<StatementIndex> led_to_by;  // it is a step of these, ascending
  std::vector<StatementIndex> starts;     // it stands in the antecedent of these, ascending
};

enum class LoopSign : std::uint8_t { Positive, Negative, Mixed };
std::string_view to_string(LoopSign sign);  // "positive", "negative", "mixed"

// An elementary loop. Positive: an even number of negative links, it keeps itself going; negative: an odd number, it
// holds itself back; mixed: two statements make one of its links with opposite signs.
struct Loop {
  std::vector<PropositionIndex> propositions;  // in turn, the lowest index first; the last leads back to the first
  std::vector<StatementIndex> statements;      // the first statement that makes each link
  LoopSign sign = LoopSign::Positive;
};

struct GraphLimits {
  std::size_t loops = 200;          // kept at most
  std::size_t loop_work = 500'000;  // ends looked at while looking for loops
};

struct TheoryGraph {
  std::vector<TheoryLink> links;                 // by statement, by step, then its `unless`
  std::vector<std::vector<std::uint32_t>> leaving, arriving;  // by proposition: indices into `links`, ascending
  std::vector<Joint> joints;               // by proposition
  std::vector<Loop> loops;                 // shortest first, then by their propositions
  bool loops_complete = true;              // false: there are more; those kept are then the shortest through each link
  std::vector<std::uint32_t> component;    // by proposition: which connected part of the theory, from 0, by first member
  std::uint32_t component_count = 0;
  std::vector<std::uint32_t> knot;         // by proposition: number of its strongly connected part, from 0; kNone: in no loop
  std::uint32_t knot_count = 0;
  std::vector<std::uint32_t> layer;        // by proposition: the longest way to it, in links, loops counting as one place
  std::vector<PropositionIndex> order;     // every proposition once, causes before effects (a loop's members together)
};

// Cost: linear in the theory's text, but for the loops, which are bounded by `limits`.
TheoryGraph theory_graph(const Theory& theory, const GraphLimits& limits = {});

// Every proposition that `start` leads to (`forward`), or that leads to it, over links of any kind; ascending; itself
// only where it stands in a loop. Linear.
std::vector<PropositionIndex> reachable(const TheoryGraph& graph, PropositionIndex start, bool forward = true);

// Which way `from` bears on `to`: over each way that leads from the one to the other by links of any kind, the product of the
// links' signs. Neither: it does not lead there; both: by ways of either sign. Linear.
struct Influence {
  bool helps = false, hinders = false;
};
Influence influence(const TheoryGraph& graph, PropositionIndex from, PropositionIndex to);

// "rapport is good → the participant attends → rapport is good", each phrase cut at 100 characters.
std::string loop_name(const Theory& theory, const Loop& loop);

// Calls `visit(link, from, to)` for each pair of ends of each link, until it gives false.
template <typename Visit>
bool each_pair(const TheoryGraph& graph, Visit visit) {
  for (const TheoryLink& link : graph.links)
    for (const LinkEnd& from : link.from)
      for (const LinkEnd& to : link.to)
        if (!visit(link, from, to)) return false;
  return true;
}

}  // namespace realist::models
