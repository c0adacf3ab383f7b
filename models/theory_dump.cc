#include "models/theory.h"

namespace realist::models {
namespace {

std::string name_of(const Theory& theory, PropositionIndex index) {
  if (index >= theory.propositions.size()) return "?";
  const Proposition& p = theory.propositions[index];
  return p.short_name.empty() ? "'" + p.phrase + "'" : p.short_name;
}

std::string list_of(const std::vector<Evidence>& evidence) {
  std::string out;
  for (const Evidence& e : evidence) {
    if (!out.empty()) out += ", ";
    out += e.count == 1 ? e.source : std::to_string(e.count) + " " + e.source;
  }
  return out;
}

std::string joined(const Theory& theory, const std::vector<Clause>& parts, std::string_view between) {
  std::string out;
  for (const Clause& part : parts) {
    if (!out.empty()) out += between;
    const bool nested = part.parts.size() > 1 && (part.kind == Clause::Kind::All || part.kind == Clause::Kind::Any);
    out += nested ? "(" + dump(theory, part) + ")" : dump(theory, part);
  }
  return out;
}

std::string words_of(const Theory& theory, const Clause& clause) {
  switch (clause.kind) {
    case Clause::Kind::Proposition: return name_of(theory, clause.proposition);
    case Clause::Kind::Not: {
      const bool simple = clause.parts.front().kind == Clause::Kind::Proposition;
      return simple ? "!" + dump(theory, clause.parts.front()) : "!(" + dump(theory, clause.parts.front()) + ")";
    }
    case Clause::Kind::All: return joined(theory, clause.parts, " & ");
    case Clause::Kind::Any: return joined(theory, clause.parts, " | ");
    case Clause::Kind::None: return "none(" + joined(theory, clause.parts, ", ") + ")";
    case Clause::Kind::AtLeast: return std::to_string(clause.count) + " of (" + joined(theory, clause.parts, ", ") + ")";
  }
  return {};
}

std::string bound_of(const Theory& theory, const StepWindow& window) {
  const auto phase = [&] { return window.phase < theory.phases.size() ? theory.phases[window.phase].name : "?"; };
  switch (window.bound) {
    case StepWindow::Bound::None: return {};
    case StepWindow::Bound::BeforeEvent: return "before event " + window.event.type;
    case StepWindow::Bound::BeforeAttribute: return "before attribute " + window.path;
    case StepWindow::Bound::BeforeProposition: return "before " + name_of(theory, window.proposition);
    case StepWindow::Bound::DuringPhase: return window.throughout_phase ? std::string() : "during " + phase();
  }
  return {};
}

std::string window_of(const Theory& theory, const StepWindow& window) {
  std::vector<std::string> parts;
  if (window.earliest && window.latest) parts.push_back(in_words(*window.earliest) + " .. " + in_words(*window.latest));
  else if (window.earliest) parts.push_back(">= " + in_words(*window.earliest));
  else if (window.latest) parts.push_back("<= " + in_words(*window.latest));
  if (window.same_day) parts.push_back("same day");
  if (const std::string bound = bound_of(theory, window); !bound.empty()) parts.push_back(bound);
  if (window.throughout) parts.push_back("throughout " + in_words(*window.throughout));
  if (window.throughout_phase)
    parts.push_back("throughout " + (window.phase < theory.phases.size() ? theory.phases[window.phase].name : "?"));
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

std::string step_of(const Theory& theory, const Step& step) {
  std::string out = step.from_because ? "because " : "";
  if (step.previously) out += "previously ";
  if (step.at_any_time) out += "any time ";
  if (step.negated) out += "!";
  out += std::string(to_string(step.role)) + ":";
  const bool nested = step.clause.parts.size() > 1 && step.clause.kind != Clause::Kind::None && step.clause.kind != Clause::Kind::AtLeast;
  out += nested ? "(" + dump(theory, step.clause) + ")" : dump(theory, step.clause);
  if (step.window.written()) out += " [" + window_of(theory, step.window) + "]";
  return out;
}

std::string opening_of(Form form) {
  switch (form) {
    case Form::If: return "If ";
    case Form::Whenever: return "Whenever ";
    case Form::OnlyIf: return "Only if: ";
  }
  return {};
}

}  // namespace

std::string dump(const Theory& theory, const Clause& clause) {
  std::string out = words_of(theory, clause);
  if (!clause.evidence.empty()) out += " {" + list_of(clause.evidence) + "}";
  return out;
}

std::string dump(const Theory& theory, const Statement& statement) {
  std::string out = opening_of(statement.form) + dump(theory, statement.antecedent);
  for (const Step& step : statement.steps) out += " -> " + step_of(theory, step);
  for (const Clause& block : statement.unless) out += " ; unless " + dump(theory, block);
  if (!statement.because.empty()) out += " ; because " + statement.because;
  if (!statement.evidence.empty()) out += " ; evidence " + list_of(statement.evidence);
  for (const SourceReference& source : statement.sources) {
    out += " ; source " + source.document;
    if (source.line != 0) out += ":" + std::to_string(source.line);
    if (source.last_line != source.line) out += "-" + std::to_string(source.last_line);
  }
  for (const std::string& note : statement.notes) out += " ; note " + note;
  return out;
}

}  // namespace realist::models
