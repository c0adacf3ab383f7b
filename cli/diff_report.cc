#include "cli/diff_report.h"

#include <fmt/core.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "cli/agenda_words.h"
#include "cli/plain_words.h"
#include "cli/result_json.h"
#include "cli/result_words.h"
#include "cli/why_words.h"

namespace realist::cli {
namespace {

using Json = nlohmann::ordered_json;
using engine::Difference;
using models::Judging;
using models::StatementResult;
using models::Theory;
using models::Verdict;
using At = Difference::At;

constexpr std::size_t kFacts = 3;

std::string quoted(const std::string& text) { return "“" + text + "”"; }

bool one_case(const DiffQuery& q) { return q.a.record.id == q.b.record.id; }

std::string side_name(const DiffQuery& q, const DiffSide& side) {
  return one_case(q) ? date_words(side.result.as_of) : case_name(side.record.id);
}

class DiffPage {
 public:
  explicit DiffPage(const DiffQuery& query) : q_(query), theory_(query.theory), page_(query.style) {}

  std::string text() {
    title();
    bool first = true, others = false, following = false;
    for (const Difference& difference : q_.differences) {
      const bool follows = !difference.follows.empty();
      if (first) page_.heading(one_case(q_) ? "What changed first" : "What split them");
      else if (follows && !following) page_.heading("What follows from another difference");
      else if (!follows && !others) page_.heading("Where else they differ");
      others |= !first && !follows;
      following |= follows;
      first = false;
      tell(difference);
    }
    const std::size_t same = theory_.statements.size() - q_.differences.size();
    page_.blank();
    if (q_.differences.empty()) page_.line("Nothing differs: every statement has come to the same.");
    else page_.line(fmt::format("{} came to the same in both.", count_words(same, "statement", "statements")));
    return page_.text();
  }

 private:
  void title() {
    const std::string name = theory_.name.empty() ? "" : ", " + theory_.name + (theory_.version.empty() ? "" : " " + theory_.version);
    const std::string cases = one_case(q_) ? fmt::format("Case {} as of {} and as of {}", case_name(q_.a.record.id), date_words(q_.a.result.as_of), date_words(q_.b.result.as_of))
                                           : fmt::format("Cases {} and {} as of {}", case_name(q_.a.record.id), case_name(q_.b.record.id), date_words(q_.a.result.as_of));
    page_.line(cases + name, 0, 2);
  }

  const StatementResult& of(const DiffSide& side, const Difference& difference) const { return side.result.statements[difference.statement]; }

  void tell(const Difference& difference) {
    const models::Statement& statement = theory_.statements[difference.statement];
    const Verdict a = of(q_.a, difference).verdict(), b = of(q_.b, difference).verdict();
    const std::string verdicts = a == b ? fmt::format("{} in both", models::to_string(a))
                                        : fmt::format("{}: {}; {}: {}", side_name(q_, q_.a), models::to_string(a), side_name(q_, q_.b), models::to_string(b));
    page_.line(fmt::format("{}, {}", statement.label, verdicts), 2, 2);
    page_.line(place(difference, statement), 4, 2);
    side(q_.a, difference);
    side(q_.b, difference);
    if (difference.follows.empty()) return;
    std::vector<std::string> labels;
    for (const models::StatementIndex s : difference.follows) labels.push_back(theory_.statements[s].label);
    page_.line("as " + joined(labels, ", ") + (labels.size() == 1 ? " does" : " do"), 4, 2);
  }

  std::string place(const Difference& difference, const models::Statement& statement) const {
    const std::string phrase = difference.proposition == models::kNone ? "" : quoted(phrase_of(theory_, difference.proposition));
    switch (difference.at) {
      case At::Opening: return "they part at what it opens with" + (phrase.empty() ? ":" : ", " + phrase + ":");
      case At::Block: return "they part at what stands in the way" + (phrase.empty() ? ":" : ", " + phrase + ":");
      case At::Times: return "they part in how often:";
      case At::Step: break;
    }
    const std::string words = quoted(written_words(theory_, statement.steps[difference.step - 1]));
    return statement.steps.size() == 1 ? "they part at " + words + ":" : fmt::format("they part at step {} of {}, {}:", difference.step, statement.steps.size(), words);
  }

  void side(const DiffSide& side, const Difference& difference) {
    page_.line(side_name(q_, side) + ": " + standing(side, difference), 4, 4);
    for (const std::string& fact : facts(side, difference)) page_.line(fact, 8, 2);
  }

  std::string standing(const DiffSide& side, const Difference& difference) const {
    const Told told{theory_, side.record, side.result};
    const StatementResult& result = of(side, difference);
    const models::Statement& statement = theory_.statements[difference.statement];
    if (difference.at == At::Times) return brief(told, result);
    const bool reached = difference.at == At::Step && result.judging.steps.size() >= difference.step;
    if (reached) return step_words(told, statement.steps[difference.step - 1], result.judging.steps[difference.step - 1], result.judging);
    if (difference.at == At::Opening && !result.judging.steps.empty())
      return result.judging.activated ? "came to hold on " + date_words(*result.judging.activated) : "holds, without a date";
    if (difference.at == At::Block && result.verdict() != Verdict::Blocked) return "nothing of it recorded in time";
    return verdict_sentence(told, result, result.judging);
  }

  std::vector<std::string> facts(const DiffSide& side, const Difference& difference) const {
    const StatementResult& result = of(side, difference);
    const std::vector<models::FactEvidence>* evidence = &result.failed_evidence;
    if (difference.at == At::Step && result.judging.steps.size() >= difference.step) evidence = &result.judging.steps[difference.step - 1].evidence;
    else if (difference.at == At::Opening && !result.judging.steps.empty()) evidence = &result.judging.antecedent_evidence;
    else if (difference.at == At::Block && result.judging.blocked_by) evidence = &result.judging.blocked_by->evidence;
    std::vector<std::string> words;
    if (difference.at == At::Times) return words;
    for (std::size_t i = 0; i < std::min(kFacts, evidence->size()); ++i) words.push_back(fact_words((*evidence)[i], false));
    if (evidence->size() > kFacts) words.push_back(fmt::format("and {} more", evidence->size() - kFacts));
    return words;
  }

  const DiffQuery& q_;
  const Theory& theory_;
  Page page_;
};

const char* place_word(At at) {
  switch (at) {
    case At::Opening: return "opening";
    case At::Step: return "step";
    case At::Block: return "block";
    case At::Times: return "times";
  }
  return "";
}

Json side_json(const DiffSide& side) { return {{"case", side.record.id}, {"as_of", models::to_string(side.result.as_of)}}; }

Json difference_json(const DiffQuery& q, const Difference& difference) {
  Json json = {{"statement", q.theory.statements[difference.statement].label}, {"at", place_word(difference.at)}};
  if (difference.step != 0) json["step"] = difference.step;
  if (difference.proposition != models::kNone) json["proposition"] = phrase_of(q.theory, difference.proposition);
  if (difference.day) json["day"] = *difference.day;
  for (const models::StatementIndex s : difference.follows) json["follows"].push_back(q.theory.statements[s].label);
  json["a"] = statement_to_json(q.theory, q.a.result.statements[difference.statement]);
  json["b"] = statement_to_json(q.theory, q.b.result.statements[difference.statement]);
  return json;
}

}  // namespace

std::string diff_text(const DiffQuery& query) { return DiffPage(query).text(); }

std::string diff_json(const DiffQuery& query) {
  Json json = {{"theory", theory_to_json(query.theory)}, {"a", side_json(query.a)}, {"b", side_json(query.b)}, {"differences", Json::array()}};
  for (const Difference& difference : query.differences) json["differences"].push_back(difference_json(query, difference));
  json["same"] = query.theory.statements.size() - query.differences.size();
  return dumped(json, 2) + "\n";
}

}  // namespace realist::cli
