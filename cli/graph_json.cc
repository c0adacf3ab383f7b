#include "cli/graph_json.h"

#include <nlohmann/json.hpp>

namespace realist::cli {
namespace {

using Json = nlohmann::ordered_json;
using models::Clause;
using models::Theory;

void put_text(Json& object, const char* key, std::string_view text) {
  if (!text.empty()) object[key] = text;
}

void put(Json& object, const char* key, Json value) {
  if (!value.empty()) object[key] = std::move(value);
}

Json at_json(const Theory& theory, const models::Place& place) {
  if (!place.known() || place.file >= theory.files.size()) return {};
  return {{"file", theory.files[place.file].path}, {"line", place.line}, {"column", place.column}};
}

Json evidence_json(const std::vector<models::Evidence>& evidence) {
  Json list = Json::array();
  for (const models::Evidence& e : evidence) list.push_back({{"source", e.source}, {"count", e.count}});
  return list;
}

Json sources_json(const std::vector<models::SourceReference>& sources) {
  Json list = Json::array();
  for (const models::SourceReference& s : sources) {
    Json source{{"document", s.document}};
    if (s.line != 0) source["line"] = s.line;
    if (s.last_line > s.line) source["last_line"] = s.last_line;
    list.push_back(std::move(source));
  }
  return list;
}

Json clause_json(const Theory& theory, const Clause& clause) {
  if (clause.kind == Clause::Kind::Proposition)
    return {{"proposition", clause.proposition == models::kNone ? "" : theory.propositions[clause.proposition].id}};
  if (clause.kind == Clause::Kind::Not)
    return {{"not", clause.parts.empty() ? Json::object() : clause_json(theory, clause.parts[0])}};
  Json parts = Json::array();
  for (const Clause& part : clause.parts) parts.push_back(clause_json(theory, part));
  switch (clause.kind) {
    case Clause::Kind::All: return {{"all", std::move(parts)}};
    case Clause::Kind::Any: return {{"any", std::move(parts)}};
    case Clause::Kind::None: return {{"none", std::move(parts)}};
    default: return {{"at_least", clause.count}, {"of", std::move(parts)}};
  }
}

void add_propositions(const Theory& theory, const Clause& clause, Json& list) {
  if (clause.kind == Clause::Kind::Proposition && clause.proposition != models::kNone)
    list.push_back(theory.propositions[clause.proposition].id);
  for (const Clause& part : clause.parts) add_propositions(theory, part, list);
}

Json step_json(const Theory& theory, const models::Step& step) {
  Json out;
  out["propositions"] = Json::array();
  add_propositions(theory, step.clause, out["propositions"]);
  out["negated"] = step.negated;
  out["role"] = models::to_string(step.role);
  if (step.clause.kind != Clause::Kind::Proposition) out["clause"] = clause_json(theory, step.clause);
  if (step.window.written()) put_text(out, "window", step.window.text);
  if (step.window.earliest) out["earliest"] = models::to_string(*step.window.earliest);
  if (step.window.latest) out["latest"] = models::to_string(*step.window.latest);
  if (step.previously) out["previously"] = true;
  if (step.at_any_time) out["at_any_time"] = true;
  if (step.from_because) out["from_because"] = true;
  put(out, "evidence", evidence_json(step.evidence));
  return out;
}

Json statement_json(const Theory& theory, const models::Statement& statement) {
  Json out{{"id", statement.label}, {"form", models::to_string(statement.form)}};
  out["antecedent"] = clause_json(theory, statement.antecedent);
  out["steps"] = Json::array();
  for (const models::Step& step : statement.steps) out["steps"].push_back(step_json(theory, step));
  Json unless = Json::array();
  for (const Clause& clause : statement.unless) unless.push_back(clause_json(theory, clause));
  put(out, "unless", std::move(unless));
  put_text(out, "because", statement.because);
  if (statement.otherwise_of < theory.statements.size()) out["otherwise_of"] = theory.statements[statement.otherwise_of].label;
  put(out, "evidence", evidence_json(statement.evidence));
  put(out, "source", sources_json(statement.sources));
  put(out, "notes", Json(statement.notes));
  put_text(out, "text", statement.text);
  put(out, "at", at_json(theory, statement.place));
  return out;
}

Json proposition_json(const Theory& theory, const models::Proposition& p) {
  Json out{{"id", p.id}, {"phrase", p.phrase}, {"roles", Json::array()}};
  for (models::Role role : p.roles) out["roles"].push_back(models::to_string(role));
  put_text(out, "level", models::to_string(p.level));
  put_text(out, "of", p.of);
  put_text(out, "actor", p.actor);
  put(out, "also", Json(p.also));
  put(out, "opposite", Json(p.opposite));
  put_text(out, "observed_when", p.observed_when);
  if (p.membership) out["membership"] = {{"out", p.membership->out}, {"crossover", p.membership->crossover}, {"in", p.membership->in}};
  put(out, "evidence", evidence_json(p.evidence));
  put(out, "source", sources_json(p.sources));
  put(out, "notes", Json(p.notes));
  put(out, "at", at_json(theory, p.place));
  return out;
}

Json theory_json(const Theory& theory) {
  Json out{{"name", theory.name}};
  put_text(out, "version", theory.version);
  put_text(out, "case", theory.case_kind);
  put_text(out, "sha256", theory.sha256);
  out["files"] = Json::array();
  for (const models::SourceFile& file : theory.files) out["files"].push_back({{"path", file.path}, {"sha256", file.sha256}});
  return out;
}

// Which elements are written, and where each of them stands in its list.
class Shown {
 public:
  Shown(const Theory& theory, const GraphSelection& selection)
      : statements(places(theory.statements.size(), [&](std::size_t i) { return selection.shows_statement(i); })),
        propositions(places(theory.propositions.size(), [&](std::size_t p) { return selection.shows_proposition(p); })) {}

  static constexpr std::size_t kNot = SIZE_MAX;
  std::vector<std::size_t> statements, propositions;  // by index: the place, or kNot

 private:
  template <typename Shows>
  static std::vector<std::size_t> places(std::size_t count, Shows shows) {
    std::vector<std::size_t> list;
    std::size_t next = 0;
    for (std::size_t i = 0; i < count; ++i) list.push_back(shows(i) ? next++ : kNot);
    return list;
  }
};

void put_links(const Theory& theory, const models::TheoryGraph& graph, const Shown& shown, Json& out) {
  Json links = Json::array();
  std::size_t left_out = 0;
  for (const models::TheoryLink& link : graph.links) {
    if (shown.statements[link.statement] == Shown::kNot) continue;
    const std::size_t pairs = link.from.size() * link.to.size();
    if (links.size() + pairs > kMostPairs) {
      left_out += pairs;
      continue;
    }
    for (const models::LinkEnd& from : link.from)
      for (const models::LinkEnd& to : link.to)
        links.push_back({{"from", theory.propositions[from.proposition].id},
                         {"to", theory.propositions[to.proposition].id},
                         {"statement", theory.statements[link.statement].label},
                         {"step", link.step},
                         {"sign", is_negative(link, from, to) ? "-" : "+"},
                         {"kind", models::to_string(link.kind)}});
  }
  out["links"] = std::move(links);
  if (left_out != 0) out["links_left_out"] = left_out;
}

Json statement_ids(const Theory& theory, const std::vector<models::StatementIndex>& list, const Shown& shown) {
  Json out = Json::array();
  for (models::StatementIndex i : list)
    if (shown.statements[i] != Shown::kNot) out.push_back(theory.statements[i].label);
  return out;
}

Json proposition_ids(const Theory& theory, const std::vector<models::PropositionIndex>& list) {
  Json out = Json::array();
  for (models::PropositionIndex i : list) out.push_back(theory.propositions[i].id);
  return out;
}

Json joints_json(const Theory& theory, const models::TheoryGraph& graph, const Shown& shown) {
  Json joints = Json::array();
  for (const models::Joint& joint : graph.joints) {
    Json led_to_by = statement_ids(theory, joint.led_to_by, shown), starts = statement_ids(theory, joint.starts, shown);
    if (led_to_by.empty() || starts.empty()) continue;
    joints.push_back({{"proposition", theory.propositions[joint.proposition].id},
                      {"led_to_by", std::move(led_to_by)},
                      {"starts", std::move(starts)}});
  }
  return joints;
}

// Loops that are shown whole.
Json loops_json(const Theory& theory, const models::TheoryGraph& graph, const Shown& shown) {
  Json loops = Json::array();
  for (const models::Loop& loop : graph.loops) {
    Json statements = statement_ids(theory, loop.statements, shown);
    if (statements.size() == loop.statements.size())
      loops.push_back({{"propositions", proposition_ids(theory, loop.propositions)},
                       {"statements", std::move(statements)},
                       {"sign", models::to_string(loop.sign)}});
  }
  return loops;
}

void put_structure(const Theory& theory, const models::TheoryGraph& graph, const Shown& shown, Json& out) {
  put(out, "joints", joints_json(theory, graph, shown));
  put(out, "loops", loops_json(theory, graph, shown));
  if (!graph.loops_complete) out["loops_complete"] = false;
}

void put_parts(const Theory& theory, const GraphFolding& folding, Json& out) {
  Json parts = Json::array();
  for (const std::string& name : folding.names) parts.push_back({{"name", name}, {"statements", Json::array()}});
  for (std::size_t i = 0; i < folding.part_of.size(); ++i)
    if (folding.part_of[i] != GraphFolding::kOpen) parts[folding.part_of[i]]["statements"].push_back(theory.statements[i].label);
  put(out, "parts", std::move(parts));
}

void put_case(const Theory& theory, const models::CaseResult& result, const Shown& shown, Json& out) {
  out["case"] = {{"id", result.case_id}, {"as_of", models::to_string(result.as_of)}};
  for (const models::StatementResult& s : result.statements) {
    if (shown.statements[s.statement] == Shown::kNot) continue;
    Json& statement = out["statements"][shown.statements[s.statement]];
    statement["verdict"] = models::to_string(s.verdict());
    for (const models::StepResult& step : s.judging.steps)
      if (step.step != 0 && step.step <= theory.statements[s.statement].steps.size())
        statement["steps"][step.step - 1]["state"] = models::to_string(step.state);
  }
  for (const models::PropositionResult& p : result.propositions) {
    if (shown.propositions[p.proposition] == Shown::kNot) continue;
    Json& proposition = out["propositions"][shown.propositions[p.proposition]];
    proposition["observed"] = models::to_string(p.observed);
    proposition["predicted"] = models::to_string(p.predicted);
    put_text(proposition, "verdict", models::to_string(p.verdict));
    put_text(proposition, "reading", models::to_string(p.reading));
  }
}

void put_cohort(const CohortTally& tally, const Shown& shown, Json& out) {
  out["cohort"] = {{"cases", tally.cases}};
  if (tally.cases == 0) return;
  out["cohort"]["as_of"] = models::to_string(tally.as_of);
  for (std::size_t i = 0; i < tally.statements.size(); ++i) {
    if (shown.statements[i] == Shown::kNot) continue;
    Json& statement = out["statements"][shown.statements[i]];
    Json& counts = statement["counts"];
    for (models::Verdict verdict : models::kVerdicts)
      counts[std::string(models::to_string(verdict))] = tally.statements[i].verdicts[static_cast<std::size_t>(verdict)];
    for (std::size_t k = 0; k < tally.statements[i].steps.size(); ++k)
      statement["steps"][k]["counts"] = {{"passed", tally.statements[i].steps[k].passed},
                                         {"stopped", tally.statements[i].steps[k].stopped}};
  }
  for (std::size_t i = 0; i < tally.propositions.size(); ++i)
    if (shown.propositions[i] != Shown::kNot)
      out["propositions"][shown.propositions[i]]["counts"] = {{"seen", tally.propositions[i].seen},
                                                              {"not_seen", tally.propositions[i].not_seen},
                                                              {"unknown", tally.propositions[i].unknown}};
}

}  // namespace

std::string graph_json(const Theory& theory, const models::TheoryGraph& graph, const GraphOverlay& overlay,
                       const GraphSelection& selection, const GraphFolding& folding) {
  const Shown shown(theory, selection);
  Json out;
  out["theory"] = theory_json(theory);
  if (!selection.whole())
    out["focus"] = {{"around", selection.around}, {"depth", selection.depth},
                    {"statements_left_out", theory.statements.size() - selection.count()}};
  out["propositions"] = Json::array();
  for (std::size_t p = 0; p < theory.propositions.size(); ++p)
    if (shown.propositions[p] != Shown::kNot) out["propositions"].push_back(proposition_json(theory, theory.propositions[p]));
  out["statements"] = Json::array();
  for (std::size_t i = 0; i < theory.statements.size(); ++i)
    if (shown.statements[i] != Shown::kNot) out["statements"].push_back(statement_json(theory, theory.statements[i]));
  put_links(theory, graph, shown, out);
  put_structure(theory, graph, shown, out);
  put_parts(theory, folding, out);
  if (const auto* result = std::get_if<models::CaseResult>(&overlay)) put_case(theory, *result, shown, out);
  if (const auto* tally = std::get_if<CohortTally>(&overlay)) put_cohort(*tally, shown, out);
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace realist::cli
