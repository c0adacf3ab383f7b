// Theories and verdicts that the tests of every graph format share.
#pragma once

#include <string>
#include <vector>

#include "cli/graph_view.h"
#include "tests/models/theory_of.h"

namespace realist::test {

// Phrases that mean something to XML, DOT, Mermaid, YAML or JSON, or nothing to anybody.
inline std::vector<std::string> hostile_phrases() {
  return {"<script>alert(1)</script>",
          "a \"quoted\" 'phrase' with \\ and \\N and \\\"",
          "two\nlines\r\nand\ttabs",
          "]]> &amp; <!-- --> &lt; %% ; end",
          "right \u202Eto\u202C left \u200F marks",
          "]) }} | `code` #quot; {{x}} --> y",
          std::string("a null \0 byte and \x01\x1b[31m controls", 34),
          "broken \xC3( \xED\xA0\x80 \xFF bytes",
          std::string(4'096, 'x')};
}

// Each hostile phrase leads to the next, and the last blocks it all.
inline models::Theory hostile_theory() {
  models::Theory theory = theory_of({"S1: p0 & !p1 -> p2 -> p3 ; unless p4", "S2: p5 & p6 -> p7 -> !p8 ; because p0"});
  const auto phrases = hostile_phrases();
  for (std::size_t i = 0; i < theory.propositions.size(); ++i) theory.propositions[i].phrase = phrases[i];
  for (models::Statement& statement : theory.statements) {
    statement.label = phrases[0] + phrases[1];
    statement.because = phrases[2];
    statement.text = phrases[3];
    statement.steps[0].window.text = phrases[5];
  }
  theory.name = phrases[1];
  theory.version = phrases[0];
  theory.not_applicable_texts = {phrases[6]};
  return theory;
}

inline models::StepResult step_result(std::uint32_t step, models::StepState state) {
  models::StepResult result;
  result.step = step;
  result.state = state;
  return result;
}

// For "S: a -> b -> c ; unless u": stalled at b, which was not delivered.
inline models::CaseResult stalled_case() {
  models::CaseResult result;
  result.case_id = "SW-014";
  result.as_of = *models::parse_time("2016-06-01");
  models::StatementResult statement;
  statement.judging.verdict = models::Verdict::Stalled;
  statement.judging.steps = {step_result(1, models::StepState::Overdue), step_result(2, models::StepState::NotReached)};
  statement.judging.stall.emplace();
  statement.judging.stall->step = 1;
  statement.judging.stall->kind = models::StallKind::NotDelivered;
  statement.judging.stall->reason = models::StepState::Overdue;
  result.statements = {statement};
  for (models::PropositionIndex p = 0; p < 4; ++p) {
    result.propositions.push_back({});
    result.propositions.back().proposition = p;
  }
  result.propositions[0].observed = models::Truth::True;
  result.propositions[1].observed = models::Truth::False;
  result.propositions[1].verdict = models::PropositionVerdict::Stalled;
  result.propositions[2].reading = models::Reading::Open;
  return result;
}

inline models::Theory stalled_theory() { return theory_of({"S: a -> b [within 14 days] -> c ; unless u"}); }

inline cli::GraphView view_of(const models::Theory& theory, const cli::GraphOverlay& overlay = {}) {
  return cli::graph_view(theory, models::theory_graph(theory), overlay);
}

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

inline std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

}  // namespace realist::test
