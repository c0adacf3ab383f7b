#include "cli/graph_graphml.h"

#include <fmt/format.h>

#include <iterator>

#include "cli/graph_json.h"
#include "cli/graph_text.h"
#include "cli/graph_view.h"

namespace realist::cli {
namespace {

using models::Theory;

struct Key {
  const char* id;
  const char* of;
  const char* type;
};

constexpr Key kKeys[] = {
    {"phrase", "node", "string"},    {"roles", "node", "string"},      {"level", "node", "string"},
    {"of", "node", "string"},        {"actor", "node", "string"},      {"observed_when", "node", "string"},
    {"joint", "node", "boolean"},    {"component", "node", "int"},     {"observed", "node", "string"},
    {"reading", "node", "string"},   {"node_verdict", "node", "string"}, {"seen", "node", "int"},
    {"known", "node", "int"},        {"statement", "edge", "string"},  {"step", "edge", "int"},
    {"kind", "edge", "string"},      {"sign", "edge", "string"},       {"window", "edge", "string"},
    {"verdict", "edge", "string"},   {"fired", "edge", "int"},         {"decided", "edge", "int"},
    {"part", "edge", "string"},
};

class Writer {
 public:
  Writer(const Theory& theory, const models::TheoryGraph& graph, const GraphOverlay& overlay, const GraphSelection& selection,
         const GraphFolding& folding)
      : theory_(theory), graph_(graph), selection_(selection), folding_(folding), result_(std::get_if<models::CaseResult>(&overlay)),
        tally_(std::get_if<CohortTally>(&overlay)) {}

  std::string write() {
    out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
    for (const Key& key : kKeys)
      put("  <key id=\"{0}\" for=\"{1}\" attr.name=\"{2}\" attr.type=\"{3}\"/>\n", key.id, key.of,
          std::string_view(key.id) == "node_verdict" ? "verdict" : key.id, key.type);
    put("  <graph id=\"theory\" edgedefault=\"directed\">\n    <desc>{}</desc>\n", xml_text(theory_.name));
    for (models::PropositionIndex p = 0; p < theory_.propositions.size(); ++p)
      if (selection_.shows_proposition(p)) node(p);
    for (const models::TheoryLink& link : graph_.links)
      if (selection_.shows_statement(link.statement)) edges(link);
    put("  </graph>\n");
    if (left_out_ != 0) put("  <!-- {} edges are left out -->\n", left_out_);
    return out_ + "</graphml>\n";
  }

 private:
  template <typename... T>
  void put(fmt::format_string<T...> format, T&&... values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<T>(values)...);
  }

  void data(const char* key, std::string_view value) {
    if (!value.empty()) put("<data key=\"{}\">{}</data>", key, xml_text(value));
  }
  void number(const char* key, std::size_t value) { put("<data key=\"{}\">{}</data>", key, value); }

  void node(models::PropositionIndex index) {
    const models::Proposition& p = theory_.propositions[index];
    put("    <node id=\"p{}\">", index + 1);
    data("phrase", p.phrase);
    data("roles", role_words(p.roles));
    data("level", models::to_string(p.level));
    data("of", p.of);
    data("actor", p.actor);
    data("observed_when", p.observed_when);
    while (joint_ < graph_.joints.size() && graph_.joints[joint_].proposition < index) ++joint_;
    if (joint_ < graph_.joints.size() && graph_.joints[joint_].proposition == index) data("joint", "true");
    number("component", graph_.component[index]);
    overlay_node(index);
    put("</node>\n");
  }

  void overlay_node(models::PropositionIndex index) {
    if (result_ != nullptr && index < result_->propositions.size()) {
      const models::PropositionResult& p = result_->propositions[index];
      data("observed", models::to_string(p.observed));
      data("reading", models::to_string(p.reading));
      data("node_verdict", models::to_string(p.verdict));
    }
    if (tally_ != nullptr && index < tally_->propositions.size()) {
      number("seen", tally_->propositions[index].seen);
      number("known", tally_->propositions[index].seen + tally_->propositions[index].not_seen);
    }
  }

  void edges(const models::TheoryLink& link) {
    const std::size_t pairs = link.from.size() * link.to.size();
    if (edges_ + pairs > kMostPairs) {
      left_out_ += pairs;
      return;
    }
    for (const models::LinkEnd& from : link.from)
      for (const models::LinkEnd& to : link.to) edge(link, from, to);
  }

  void edge(const models::TheoryLink& link, const models::LinkEnd& from, const models::LinkEnd& to) {
    put("    <edge id=\"e{}\" source=\"p{}\" target=\"p{}\">", ++edges_, from.proposition + 1, to.proposition + 1);
    const models::Statement& statement = theory_.statements[link.statement];
    data("statement", statement.label);
    if (const std::string* part = folding_.name_of(link.statement)) data("part", *part);
    number("step", link.step);
    data("kind", models::to_string(link.kind));
    data("sign", is_negative(link, from, to) ? "-" : "+");
    const models::StepWindow& window = statement.steps[link.step - 1].window;
    if (link.kind == models::LinkKind::LeadsTo && window.written()) data("window", window.text);
    if (result_ != nullptr && link.statement < result_->statements.size())
      data("verdict", models::to_string(result_->statements[link.statement].verdict()));
    if (tally_ != nullptr && link.statement < tally_->statements.size()) {
      const auto& verdicts = tally_->statements[link.statement].verdicts;
      number("fired", verdicts[0]);
      number("decided", verdicts[0] + verdicts[1]);
    }
    put("</edge>\n");
  }

  const Theory& theory_;
  const models::TheoryGraph& graph_;
  const GraphSelection& selection_;
  const GraphFolding& folding_;
  const models::CaseResult* result_;
  const CohortTally* tally_;
  std::string out_;
  std::size_t joint_ = 0, edges_ = 0, left_out_ = 0;
};

}  // namespace

std::string graph_graphml(const Theory& theory, const models::TheoryGraph& graph, const GraphOverlay& overlay,
                          const GraphSelection& selection, const GraphFolding& folding) {
  return Writer(theory, graph, overlay, selection, folding).write();
}

}  // namespace realist::cli
