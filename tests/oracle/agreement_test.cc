// The engine and the reference say the same, on small theories exhaustively and on many random ones.
//
// REALIST_TRIALS multiplies the number of trials; REALIST_SEED gives another seed; REALIST_REPORT names a file to which every
// smallest counterexample is written.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>

#include "engine/facts.h"
#include "engine/judge.h"
#include "tests/oracle/account.h"
#include "tests/oracle/laws.h"
#include "tests/oracle/plain_trials.h"
#include "tests/oracle/reference.h"
#include "tests/oracle/small_theories.h"

namespace {

using namespace realist;

models::CaseResult by_engine(const models::Theory& theory, const models::CaseRecord& record, const engine::LinkedRecords& linked,
                             const models::Time& as_of) {
  return engine::judge(*engine::compile(theory), record, linked, as_of);
}

// Which facts a conflict has to touch to be flagged is not compared.
std::string without_conflict(std::string line) {
  for (std::size_t at; (at = line.find(" | conflict")) != std::string::npos;) line.erase(at, 11);
  return line;
}

std::string difference(const oracle::Trial& trial) {
  const auto engine = oracle::accounts(by_engine, trial), reference = oracle::accounts(oracle::reference_judge, trial);
  std::string out;
  for (std::size_t i = 0; i < std::max(engine.size(), reference.size()); ++i) {
    const std::string a = i < engine.size() ? engine[i] : "", b = i < reference.size() ? reference[i] : "";
    if (without_conflict(a) != without_conflict(b)) out += "engine:    " + a + "\nreference: " + b + "\n";
  }
  return out;
}

// At most a handful of counterexamples: enough to work on.
struct Report {
  std::size_t found = 0;
  template <typename Differs>
  void add(const oracle::Trial& trial, Differs differs) {
    if (++found > limit()) return;
    const oracle::Trial small = oracle::shrunk(trial, differs);
    const std::string text = difference(small) + oracle::to_text(small);
    WARN(text);
    if (const char* path = std::getenv("REALIST_REPORT")) std::ofstream(path, std::ios::app) << text << "\n";
  }
  static std::size_t limit() {
    const char* text = std::getenv("REALIST_LIMIT");
    return text ? static_cast<std::size_t>(std::atoi(text)) : 3;
  }
};

// The two were written apart; where the contract can be read in two ways both take the reading that CHOICES.md numbers.
TEST_CASE("engine and reference agree on small theories over undated records") {
  Report report;
  std::size_t count = 0;
  const std::size_t stride = oracle::trials(1) > 1 ? 1 : 61;
  oracle::each_small(stride, 0, [&](const oracle::Trial& trial) {
    ++count;
    auto differs = [](const oracle::Trial& t) { return !difference(t).empty(); };
    if (differs(trial)) report.add(trial, differs);
  });
  INFO(report.found << " of " << count);
  CHECK(report.found == 0);  // in no word
}

// What engine and reference say of one trial, verdict by verdict and, where both stall, stall by stall.
struct Compared {
  std::size_t verdicts = 0, differing_verdicts = 0;
  std::size_t stalls = 0, differing_stalls = 0;  // at another step, for another reason, of another kind

  bool differ() const { return differing_verdicts + differing_stalls > 0; }
  void add(const Compared& other) {
    verdicts += other.verdicts, differing_verdicts += other.differing_verdicts;
    stalls += other.stalls, differing_stalls += other.differing_stalls;
  }
};

Compared compared(const oracle::Trial& trial) {
  const models::CaseResult engine = oracle::judged(by_engine, trial);
  const models::CaseResult reference = oracle::judged(oracle::reference_judge, trial);
  Compared out;
  for (std::size_t i = 0; i < engine.statements.size(); ++i) {
    const models::StatementResult &a = engine.statements[i], &b = reference.statements.at(i);
    ++out.verdicts;
    out.differing_verdicts += a.verdict() != b.verdict();
    const auto &x = a.judging.stall, &y = b.judging.stall;
    if (!x || !y) continue;
    ++out.stalls;
    out.differing_stalls += x->step != y->step || x->kind != y->kind || x->reason != y->reason;
  }
  return out;
}

TEST_CASE("engine and reference agree on the verdicts of random theories and records") {
  const char* seed = std::getenv("REALIST_SEED");
  oracle::Random random(seed ? std::strtoull(seed, nullptr, 10) : 1);
  Report report;
  Compared all;
  const std::size_t count = oracle::trials(2000);
  auto differs = [](const oracle::Trial& t) { return compared(t).differ(); };
  for (std::size_t i = 0; i < count; ++i) {
    const oracle::Trial trial = oracle::draw(random);
    const Compared here = compared(trial);
    all.add(here);
    if (here.differ()) report.add(trial, differs);
  }
  WARN(all.differing_verdicts << " of " << all.verdicts << " verdicts differ, in " << report.found << " of " << count << " trials");
  WARN(all.differing_stalls << " of " << all.stalls << " stalls differ in step, kind or reason");
  CHECK(all.stalls > 0);
  CHECK(all.differing_stalls == 0);
  CHECK(all.differing_verdicts == 0);
}

// A statement's verdict alone, as it is in the whole result; what looks beyond the statement is left out of an outline.
std::string in_short(const models::StatementResult& statement) {
  models::Flags flags = statement.judging.flags;
  for (const models::Flag beyond : {models::Flag::Conflict, models::Flag::Opposed})
    if (flags.has(beyond)) flags.bits ^= static_cast<std::uint8_t>(1u << static_cast<unsigned>(beyond));
  std::string text = std::string(models::to_string(statement.verdict())) + " flags " + std::to_string(flags.bits);
  if (const auto& stall = statement.judging.stall)
    text += " step " + std::to_string(stall->step) + " kind " + std::to_string(static_cast<int>(stall->kind)) + " reason " +
            std::to_string(static_cast<int>(stall->reason));
  for (const std::uint32_t count : statement.occurrences) text += " " + std::to_string(count);
  return text;
}

std::string in_short(const engine::Outline& outline) {
  std::string text = std::string(models::to_string(outline.verdict)) + " flags " + std::to_string(outline.flags.bits);
  if (outline.verdict == models::Verdict::Stalled)
    text += " step " + std::to_string(outline.step) + " kind " + std::to_string(static_cast<int>(outline.kind)) + " reason " +
            std::to_string(static_cast<int>(outline.reason));
  for (const std::uint32_t count : outline.occurrences) text += " " + std::to_string(count);
  return text;
}

// Where the outlines of a trial and its whole result part.
std::string outline_difference(const oracle::Trial& trial) {
  const models::Theory theory = oracle::theory_of(trial.sketch);
  const auto plan = engine::compile(theory);
  engine::LinkedRecords linked;
  for (const models::CaseRecord& record : trial.linked) linked.emplace(record.id, &record);
  std::vector<engine::Outline> outlines;
  engine::Judge(*plan).outline(engine::bind(*plan, trial.record, trial.as_of), linked, outlines);
  const models::CaseResult whole = engine::judge(*plan, trial.record, linked, trial.as_of);
  std::string out;
  for (std::size_t i = 0; i < whole.statements.size(); ++i)
    if (const std::string a = in_short(outlines.at(i)), b = in_short(whole.statements[i]); a != b)
      out += theory.statements[i].label + "\n  outline: " + a + "\n  whole:   " + b + "\n";
  return out;
}

TEST_CASE("an outline gives the verdicts of the whole result") {
  const char* seed = std::getenv("REALIST_SEED");
  oracle::Random random(seed ? std::strtoull(seed, nullptr, 10) : 2);
  auto differs = [](const oracle::Trial& t) { return !outline_difference(t).empty(); };
  auto hold = [&](const oracle::Trial& trial) {
    if (!differs(trial)) return;
    const oracle::Trial small = oracle::shrunk(trial, differs);
    FAIL(outline_difference(small) << oracle::to_text(small));
  };
  for (std::size_t i = 0; i < oracle::trials(1000); ++i) hold(oracle::draw(random));
  std::map<models::Verdict, std::size_t> met;  // so that none of them goes untried
  for (std::size_t i = 0; i < oracle::trials(5000); ++i) {
    const oracle::Trial trial = oracle::draw_plain(random);
    hold(trial);
    for (const models::StatementResult& statement : oracle::judged(by_engine, trial).statements) ++met[statement.verdict()];
  }
  for (const models::Verdict verdict : models::kVerdicts) CHECK(met[verdict] > 100);
}

TEST_CASE("the engine gives what was worked out by hand") {
  oracle::check_worked(by_engine, {});
}

}  // namespace
