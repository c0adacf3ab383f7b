#include "cli/graph_view.h"

#include <algorithm>
#include <array>
#include <map>

#include "cli/graph_text.h"

namespace realist::cli {
namespace {

using models::Clause;
using models::LinkKind;
using models::StepState;
using models::Theory;
using models::Verdict;

constexpr std::size_t kLoopsShown = 12;

void add_line(std::string& text, std::string_view line) {
  if (line.empty()) return;
  if (!text.empty()) text += '\n';
  text += line;
}

std::string joined(const std::vector<std::string>& parts, std::string_view by) {
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += by;
    out += part;
  }
  return out;
}

std::string counted(std::size_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

std::string evidence_words(const std::vector<models::Evidence>& evidence) {
  std::vector<std::string> parts;
  for (const models::Evidence& e : evidence)
    parts.push_back(e.count > 1 ? std::to_string(e.count) + " " + e.source : e.source);
  return parts.empty() ? "" : "evidence: " + joined(parts, ", ");
}

std::string source_words(const std::vector<models::SourceReference>& sources) {
  std::vector<std::string> parts;
  for (const models::SourceReference& s : sources) {
    std::string part = s.document;
    if (s.line != 0) part += (s.last_line > s.line ? ", lines " : ", line ") + std::to_string(s.line);
    if (s.last_line > s.line) part += "-" + std::to_string(s.last_line);
    parts.push_back(part);
  }
  return parts.empty() ? "" : "source: " + joined(parts, "; ");
}

// ---- marks of one case

std::string dated(std::string words, const std::optional<models::Time>& at) {
  return at ? words + ", " + models::to_string(*at) : words;
}

GraphMark step_mark(const models::StepResult& step, const models::Judging& judging) {
  switch (step.state) {
    case StepState::Holds: return {MarkSign::Good, dated("held", step.at)};
    case StepState::Presumed: return {MarkSign::Good, "presumed"};
    case StepState::Unobserved: return {MarkSign::Unknown, "not observed, passed over"};
    case StepState::Open: return {MarkSign::Waiting, step.due ? "open until " + models::to_string(*step.due) : "open"};
    case StepState::Unknown: return {MarkSign::Unknown, "not known"};
    case StepState::NotReached: return {MarkSign::Idle, "not reached"};
    default: break;
  }
  const std::string reason(models::to_string(step.state));
  if (judging.verdict == Verdict::Blocked) return {MarkSign::Blocked, "blocked (" + reason + ")"};
  const std::string kind = judging.stall ? std::string(models::to_string(judging.stall->kind)) : "stalled";
  return {MarkSign::Stopped, kind + " (" + reason + ")"};
}

std::string occurrence_words(const std::array<std::uint32_t, 6>& counts) {
  std::vector<std::string> parts;
  for (Verdict verdict : models::kVerdicts)
    if (const auto n = counts[static_cast<std::size_t>(verdict)]; n != 0)
      parts.push_back(std::to_string(n) + " " + std::string(models::to_string(verdict)));
  return joined(parts, ", ");
}

GraphMark verdict_mark(const Theory& theory, const models::StatementResult& result) {
  const models::Judging& judging = result.judging;
  std::string words(models::to_string(result.verdict()));
  if (result.verdict() == Verdict::Stalled && judging.stall) {
    if (theory.statements[result.statement].steps.size() > 1) words += " at step " + std::to_string(judging.stall->step);
    words += ": " + std::string(models::to_string(judging.stall->kind)) + " (" +
             std::string(models::to_string(judging.stall->reason)) + ")";
  }
  if (result.verdict() == Verdict::Pending && judging.due) words += ", due " + models::to_string(*judging.due);
  if (result.verdict() == Verdict::Blocked && judging.blocked_by) words = dated("blocked", judging.blocked_by->since);
  if (!result.held_back_by.empty())
    words += ", held back by " + theory.statements[result.held_back_by.front()].label;
  if (const std::string counts = occurrence_words(result.occurrences); !counts.empty()) words += " (" + counts + ")";
  if (judging.flags.has(models::Flag::Despite)) words += ", despite a block";
  if (judging.flags.has(models::Flag::MaybeBlocked)) words += ", maybe blocked";
  if (judging.flags.has(models::Flag::NotApplicable)) words += ", not applicable";
  if (judging.flags.has(models::Flag::Bypassed)) words += ", bypassed";
  return {sign_of(result.verdict()), words};
}

GraphMark observed_mark(models::Truth observed) {
  switch (observed) {
    case models::Truth::True: return {MarkSign::Good, "so"};
    case models::Truth::False: return {MarkSign::Idle, "not so"};
    default: return {MarkSign::Unknown, "not known"};
  }
}

GraphMark reading_mark(const models::PropositionResult& result) {
  const bool seen = result.observed == models::Truth::True;
  switch (result.reading) {
    case models::Reading::Expected:
      return {MarkSign::Good, seen ? "seen, as expected" : "not seen, as expected"};
    case models::Reading::Late: return {MarkSign::Waiting, "seen, but late"};
    case models::Reading::Missing: return {MarkSign::Stopped, "expected, not seen"};
    case models::Reading::Unexplained: return {MarkSign::Unknown, "seen, unexplained"};
    case models::Reading::Contradicted: return {MarkSign::Stopped, "seen, against the theory"};
    case models::Reading::Opposed: return {MarkSign::Unknown, "statements disagree"};
    case models::Reading::Open: return {MarkSign::Waiting, "expected, still open"};
    default: return {MarkSign::Unknown, "not known"};
  }
}

GraphMark proposition_mark(const models::PropositionResult& result) {
  using models::PropositionVerdict;
  if (result.reading != models::Reading::None) return reading_mark(result);
  const std::string words(models::to_string(result.verdict));
  switch (result.verdict) {
    case PropositionVerdict::None: return observed_mark(result.observed);
    case PropositionVerdict::Fired: return {MarkSign::Good, result.also_stalled.empty() ? words : words + ", also stalled"};
    case PropositionVerdict::Presumed: return {MarkSign::Good, words};
    case PropositionVerdict::Stalled: return {MarkSign::Stopped, "stalled here"};
    case PropositionVerdict::Pending: return {MarkSign::Waiting, words};
    case PropositionVerdict::Blocked: return {MarkSign::Blocked, words};
    case PropositionVerdict::Undetermined: return {MarkSign::Unknown, words};
    default: return {MarkSign::Idle, "never reached"};
  }
}

// ---- building

class ViewBuilder {
 public:
  ViewBuilder(const Theory& theory, const models::TheoryGraph& graph, const GraphOverlay& overlay)
      : theory_(theory), graph_(graph), overlay_(overlay) {}

  GraphView build() {
    add_nodes();
    number_loops();
    for (std::size_t i = 0; i < graph_.links.size(); ++i) add_plate(i);
    point_blocks();
    if (const auto* result = std::get_if<models::CaseResult>(&overlay_)) mark_case(*result);
    if (const auto* tally = std::get_if<CohortTally>(&overlay_)) mark_cohort(*tally);
    add_texts();
    note_signs(view_);
    return std::move(view_);
  }

 private:
  // Boxes

  void add_nodes() {
    for (models::PropositionIndex p = 0; p < theory_.propositions.size(); ++p) add_node(p);
    for (models::PropositionIndex p = 0; p < theory_.propositions.size(); ++p)
      if (theory_.propositions[p].indicator) add_ties(*theory_.propositions[p].indicator, p);
    const auto key = [](const GraphTie& tie) { return std::pair(tie.to, tie.from); };
    std::sort(view_.ties.begin(), view_.ties.end(), [&](const GraphTie& a, const GraphTie& b) { return key(a) < key(b); });
    const auto same = [&](const GraphTie& a, const GraphTie& b) { return key(a) == key(b); };
    view_.ties.erase(std::unique(view_.ties.begin(), view_.ties.end(), same), view_.ties.end());
    for (const models::Joint& joint : graph_.joints) view_.nodes[joint.proposition].joint = true;
  }

  void add_ties(const models::Condition& condition, models::PropositionIndex to) {
    if (condition.kind == models::Condition::Kind::Proposition && condition.proposition < theory_.propositions.size())
      view_.ties.push_back({condition.proposition, to});
    for (const models::Condition& part : condition.parts) add_ties(part, to);
  }

  void add_node(models::PropositionIndex index) {
    const models::Proposition& p = theory_.propositions[index];
    GraphNode node;
    node.proposition = index;
    node.id = "p" + std::to_string(index + 1);
    node.roles = p.roles;
    if (node.roles.empty()) node.roles.push_back(p.declared_role.value_or(models::Role::Context));
    node.phrase = on_one_line(p.phrase);
    node.about = on_one_line(joined({p.actor.empty() ? p.of : p.actor, std::string(models::to_string(p.level))}, " · "));
    add_line(node.detail, p.phrase);
    if (!p.short_name.empty()) add_line(node.detail, "short name: " + p.short_name);
    if (!p.observed_when.empty()) add_line(node.detail, "observed when " + p.observed_when);
    add_line(node.detail, evidence_words(p.evidence));
    add_line(node.detail, source_words(p.sources));
    for (const std::string& note : p.notes) add_line(node.detail, "note: " + note);
    view_.nodes.push_back(std::move(node));
  }

  // Plates

  void number_loops() {
    for (std::size_t i = 0; i < std::min(graph_.loops.size(), kLoopsShown); ++i) {
      const models::Loop& loop = graph_.loops[i];
      for (std::size_t k = 0; k < loop.propositions.size(); ++k) {
        const auto next = loop.propositions[(k + 1) % loop.propositions.size()];
        loops_by_hop_[{loop.propositions[k], next}].push_back(i + 1);
      }
    }
  }

  std::vector<std::size_t> loops_of(const models::TheoryLink& link) const {
    std::vector<std::size_t> numbers;
    const auto led_to = [&](models::PropositionIndex p) {
      return std::any_of(link.to.begin(), link.to.end(), [&](const models::LinkEnd& end) { return end.proposition == p; });
    };
    for (const models::LinkEnd& from : link.from)
      for (auto hop = loops_by_hop_.lower_bound({from.proposition, 0});
           hop != loops_by_hop_.end() && hop->first.first == from.proposition; ++hop)
        if (led_to(hop->first.second)) numbers.insert(numbers.end(), hop->second.begin(), hop->second.end());
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
  }

  static std::string list_words(const Clause& clause, bool negated) {
    switch (clause.kind) {
      case Clause::Kind::All: return clause.parts.size() < 2 ? "" : negated ? "not all of" : "all of";
      case Clause::Kind::Any: return clause.parts.size() < 2 ? "" : negated ? "none of" : "any of";
      case Clause::Kind::None: return negated ? "not none of" : clause.parts.size() < 2 ? "" : "none of";
      case Clause::Kind::AtLeast:
        return (negated ? "fewer than " : "at least ") + std::to_string(clause.count) + " of";
      default: return "";
    }
  }

  // The ends of a clause; a list inside a list becomes a gate of its own.
  std::vector<GraphInput> inputs_of(const Clause& clause, bool negated) {
    if (clause.kind == Clause::Kind::Proposition)
      return clause.proposition == models::kNone ? std::vector<GraphInput>{}
                                                 : std::vector<GraphInput>{{false, clause.proposition, negated}};
    if (clause.kind == Clause::Kind::Not && !clause.parts.empty()) return inputs_of(clause.parts[0], !negated);
    std::vector<GraphInput> inputs;
    const bool turned = negated != (clause.kind == Clause::Kind::None);
    for (const Clause& part : clause.parts) add_input(part, turned, inputs);
    return inputs;
  }

  void add_input(const Clause& part, bool negated, std::vector<GraphInput>& inputs) {
    if (part.kind == Clause::Kind::Not && !part.parts.empty()) return add_input(part.parts[0], !negated, inputs);
    if (part.kind == Clause::Kind::Proposition || part.parts.size() == 1) {
      for (const GraphInput& input : inputs_of(part, negated)) inputs.push_back(input);
      return;
    }
    GraphGate gate;
    gate.words = list_words(part, false);
    gate.inputs = inputs_of(part, false);
    gate.id = "g" + std::to_string(view_.gates.size() + 1);
    view_.gates.push_back(std::move(gate));
    inputs.push_back({true, view_.gates.size() - 1, negated});
  }

  void add_plate(std::size_t number) {
    const models::TheoryLink& link = graph_.links[number];
    const models::Statement& statement = theory_.statements[link.statement];
    const models::Step& step = statement.steps[link.step - 1];
    const bool block = link.kind == LinkKind::Blocks;
    GraphPlate plate;
    plate.link = number;
    plate.statement = link.statement;
    plate.kind = link.kind;
    plate.id = "s" + std::to_string(link.statement + 1) + "_" +
               (block ? "u" + std::to_string(link.base + 1) : std::to_string(link.step));
    plate.label = block ? "unless" : on_one_line(statement.label);
    const Clause& from = models::source_clause(theory_, link);
    const bool negated = models::source_negated(theory_, link);
    plate.inputs = inputs_of(from, negated);
    plate.loops = loops_of(link);
    plate.words = words_of(link, statement, step, list_words(from, negated));
    plate.detail = statement.text.empty() ? statement.label : statement.text;
    if (!block) {
      plate.outputs = link.to;
      if (statement.steps.size() > 1)
        plate.number = "step " + std::to_string(link.step) + " of " + std::to_string(statement.steps.size());
      const bool as_step = std::any_of(statement.steps.begin(), statement.steps.end(),
                                       [](const models::Step& s) { return s.from_because; });
      if (link.step == 1 && !as_step) plate.because = on_one_line(statement.because);
      add_line(plate.detail, evidence_words(statement.evidence));
      add_line(plate.detail, source_words(statement.sources));
      first_plate_.try_emplace(link.statement, view_.plates.size());
    }
    view_.plates.push_back(std::move(plate));
  }

  static std::vector<std::string> words_of(const models::TheoryLink& link, const models::Statement& statement,
                                           const models::Step& step, std::string list) {
    std::vector<std::string> words;
    if (link.kind == LinkKind::Blocks) {
      if (!list.empty()) words.push_back(std::move(list));
      return words;
    }
    if (link.step == 1 && statement.form == models::Form::Whenever) words.push_back("whenever");
    if (link.step == 1 && statement.otherwise_of != models::kNone) words.push_back("otherwise");
    if (statement.form == models::Form::OnlyIf) words.push_back("only if");
    else if (link.kind == LinkKind::NeededBefore) words.push_back("needed before");
    if (!list.empty()) words.push_back(std::move(list));
    const bool forward = link.kind == LinkKind::LeadsTo;
    if (const std::string then = list_words(step.clause, false); forward && !then.empty() && then != "all of")
      words.push_back("then " + then);
    if (forward && step.negated) words.push_back("then not");
    if (step.at_any_time) words.push_back("at any time");
    if (step.window.written()) words.push_back(on_one_line(step.window.text));
    return words;
  }

  // A block is drawn to the first plate of its statement: it stops the statement, wherever that has come to.
  void point_blocks() {
    for (GraphPlate& plate : view_.plates) {
      if (plate.kind != LinkKind::Blocks) continue;
      const auto found = first_plate_.find(graph_.links[plate.link].statement);
      if (found != first_plate_.end()) plate.blocks = found->second;
    }
  }

  // Verdicts

  void mark_case(const models::CaseResult& result) {
    for (const models::PropositionResult& p : result.propositions)
      if (p.proposition < view_.nodes.size()) view_.nodes[p.proposition].mark = proposition_mark(p);
    std::vector<const models::StatementResult*> results(theory_.statements.size(), nullptr);
    for (const models::StatementResult& s : result.statements)
      if (s.statement < results.size()) results[s.statement] = &s;
    for (std::size_t i = 0; i < view_.plates.size(); ++i)
      if (const auto* judged = results[graph_.links[view_.plates[i].link].statement]) mark_plate(i, *judged);
  }

  void mark_plate(std::size_t index, const models::StatementResult& result) {
    GraphPlate& plate = view_.plates[index];
    const models::TheoryLink& link = graph_.links[plate.link];
    const models::Judging& judging = result.judging;
    plate.faint = result.verdict() == Verdict::Dormant;
    if (plate.kind == LinkKind::Blocks) return mark_block(plate, link, judging);
    const bool first = first_plate_.at(link.statement) == index;
    if (first) plate.marks.push_back(verdict_mark(theory_, result));
    const bool told = first && judging.stall && judging.stall->step == link.step;
    if (told || theory_.statements[link.statement].steps.size() == 1) return;
    for (const models::StepResult& step : judging.steps) {
      if (step.step != link.step) continue;
      plate.marks.push_back(step_mark(step, judging));
      plate.faint |= step.state == StepState::NotReached;
    }
  }

  static void mark_block(GraphPlate& plate, const models::TheoryLink& link, const models::Judging& judging) {
    const bool named = judging.blocked_by && std::any_of(link.from.begin(), link.from.end(), [&](const models::LinkEnd& end) {
      return end.proposition == judging.blocked_by->proposition;
    });
    if (named) plate.marks.push_back({MarkSign::Blocked, dated("in the way", judging.blocked_by->since)});
  }

  void mark_cohort(const CohortTally& tally) {
    view_.has_shares = true;
    for (GraphNode& node : view_.nodes)
      if (node.proposition < tally.propositions.size()) node.share = seen_share(tally.propositions[node.proposition]);
    for (std::size_t i = 0; i < view_.plates.size(); ++i) {
      GraphPlate& plate = view_.plates[i];
      const models::TheoryLink& link = graph_.links[plate.link];
      if (plate.kind == LinkKind::Blocks || link.statement >= tally.statements.size()) continue;
      const CohortTally::OfStatement& counts = tally.statements[link.statement];
      const bool first = first_plate_.at(link.statement) == i;
      if (first) plate.share = fired_share(counts.verdicts);
      else if (link.step <= counts.steps.size()) plate.share = step_share(counts.steps[link.step - 1]);
    }
  }

  static GraphShare seen_share(const CohortTally::OfProposition& p) {
    const std::uint32_t known = p.seen + p.not_seen;
    GraphShare share{p.seen, known, "seen in " + std::to_string(p.seen) + " of\u00A0" + std::to_string(known), ""};
    if (known == 0) share.words = "not known in any case";
    else if (p.unknown != 0) share.beside = std::to_string(p.unknown) + "\u00A0not\u00A0known";
    return share;
  }

  static GraphShare step_share(const CohortTally::OfStep& step) {
    const std::uint32_t whole = step.passed + step.stopped;
    return {step.passed, whole,
            whole == 0 ? "none came so far" : "passed " + std::to_string(step.passed) + " of\u00A0" + std::to_string(whole), ""};
  }

  // Words around the picture

  std::string overlay_words() const {
    if (const auto* result = std::get_if<models::CaseResult>(&overlay_))
      return "case " + on_one_line(result->case_id) + " as of " + models::to_string(result->as_of);
    if (const auto* tally = std::get_if<CohortTally>(&overlay_)) {
      const std::string cases = counted(tally->cases, "case", "cases");
      return tally->cases == 0 ? cases : cases + " as of " + models::to_string(tally->as_of);
    }
    return "";
  }

  std::string verdict_counts() const {
    const auto* result = std::get_if<models::CaseResult>(&overlay_);
    if (result == nullptr) return "";
    std::array<std::uint32_t, 6> counts{};
    for (const models::StatementResult& s : result->statements) ++counts[static_cast<std::size_t>(s.verdict())];
    return occurrence_words(counts);
  }

  void add_texts() {
    const std::string version = theory_.version.empty() ? "" : "version " + on_one_line(theory_.version);
    view_.title = theory_.name.empty() ? "A programme theory" : on_one_line(theory_.name);
    const std::string size = counted(theory_.statements.size(), "statement", "statements") + ", " +
                             counted(theory_.propositions.size(), "proposition", "propositions");
    view_.subtitle = joined({version, size, overlay_words(), verdict_counts()}, " · ");
    if (!view_.subtitle.empty() && view_.subtitle[0] == 'v') view_.subtitle[0] = 'V';
    for (const std::string& text : theory_.not_applicable_texts)
      view_.facts.push_back("Not applicable when: " + on_one_line(text));
    if (theory_.default_window)
      view_.facts.push_back("Steps without a window of their own: within " + models::in_words(*theory_.default_window));
    add_loop_texts();
    view_.footer = joined({view_.title, version, overlay_words(), theory_.sha256.empty() ? "" : "sha256 " + theory_.sha256}, " · ");
    view_.description = view_.title + ": " + size + ", " + counted(graph_.joints.size(), "joint", "joints") +
                        " where one statement leads into another, " +
                        counted(graph_.loops.size(), "feedback loop", "feedback loops") + ".";
  }

  void add_loop_texts() {
    for (std::size_t i = 0; i < std::min(graph_.loops.size(), kLoopsShown); ++i)
      view_.loops.push_back("Feedback loop " + std::to_string(i + 1) + " (" +
                            std::string(models::to_string(graph_.loops[i].sign)) +
                            "): " + on_one_line(models::loop_name(theory_, graph_.loops[i])));
    if (graph_.loops.size() > kLoopsShown || !graph_.loops_complete)
      view_.loops.push_back("There are more feedback loops than are listed here; the shortest come first.");
  }

  const Theory& theory_;
  const models::TheoryGraph& graph_;
  const GraphOverlay& overlay_;
  GraphView view_;
  std::map<models::StatementIndex, std::size_t> first_plate_;
  std::map<std::pair<models::PropositionIndex, models::PropositionIndex>, std::vector<std::size_t>> loops_by_hop_;
};

}  // namespace

std::string mark_words(const GraphMark& mark) { return std::string(mark_symbol(mark.sign)) + " " + mark.words; }

std::string role_words(const std::vector<models::Role>& roles) {
  std::string words;
  for (const models::Role role : roles) words += (words.empty() ? "" : ", ") + std::string(models::to_string(role));
  return words;
}

const std::string& source_id(const GraphView& view, const GraphInput& input) {
  return input.is_gate ? view.gates[input.index].id : view.nodes[input.index].id;
}

std::vector<std::string> plate_lines(const GraphPlate& plate, const std::vector<std::string>& because) {
  std::vector<std::string> lines{cut_text(plate.label, 48), plate.number};
  lines.insert(lines.end(), plate.words.begin(), plate.words.end());
  lines.insert(lines.end(), because.begin(), because.end());
  for (const std::size_t number : plate.loops) lines.push_back("loop " + std::to_string(number));
  for (const GraphMark& mark : plate.marks) lines.push_back(mark_words(mark));
  return lines;
}

MarkSign sign_of(Verdict verdict) {
  constexpr std::array kSigns = {MarkSign::Good,    MarkSign::Stopped, MarkSign::Waiting,
                                 MarkSign::Blocked, MarkSign::Unknown, MarkSign::Idle};
  return kSigns[static_cast<std::size_t>(verdict)];
}

std::string_view mark_symbol(MarkSign sign) {
  constexpr std::string_view kSymbols[] = {"✓", "✗", "…", "■", "?", "○"};
  return kSymbols[static_cast<std::size_t>(sign)];
}

std::string_view mark_meaning(MarkSign sign) {
  constexpr std::string_view kMeanings[] = {"held, fired or as expected", "stalled or not as expected",
                                            "pending: still open",        "blocked",
                                            "not known or undetermined",  "dormant or not reached"};
  return kMeanings[static_cast<std::size_t>(sign)];
}

GraphShare fired_share(const std::array<std::uint32_t, 6>& verdicts) {
  const auto of = [&](Verdict verdict) { return verdicts[static_cast<std::size_t>(verdict)]; };
  const std::uint32_t fired = of(Verdict::Fired), decided = fired + of(Verdict::Stalled);
  std::vector<std::string> beside;
  for (Verdict verdict : {Verdict::Pending, Verdict::Blocked, Verdict::Undetermined, Verdict::Dormant})
    if (of(verdict) != 0) beside.push_back(std::to_string(of(verdict)) + "\u00A0" + std::string(models::to_string(verdict)));
  return {fired, decided,
          decided == 0 ? "none decided" : "fired " + std::to_string(fired) + " of\u00A0" + std::to_string(decided),
          joined(beside, ", ")};
}

void note_signs(GraphView& view) {
  std::array<bool, 6> used{};
  for (const GraphNode& node : view.nodes)
    if (node.mark) used[static_cast<std::size_t>(node.mark->sign)] = true;
  for (const GraphPlate& plate : view.plates)
    for (const GraphMark& mark : plate.marks) used[static_cast<std::size_t>(mark.sign)] = true;
  view.signs.clear();
  for (std::size_t i = 0; i < used.size(); ++i)
    if (used[i]) view.signs.push_back(static_cast<MarkSign>(i));
}

GraphView graph_view(const Theory& theory, const models::TheoryGraph& graph, const GraphOverlay& overlay) {
  return ViewBuilder(theory, graph, overlay).build();
}

}  // namespace realist::cli
