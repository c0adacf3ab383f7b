// What the reader of prose makes of sentences: each shows one thing that published text does. All of them are made up.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "rules/prose/draft.h"
#include "rules/prose/markdown_lines.h"
#include "rules/prose/sentences.h"
#include "rules/prose/statement.h"
#include "rules/read_theory.h"
#include "rules/format.h"

namespace {

using namespace realist::rules;
using namespace realist::rules::prose;

std::vector<std::string> sentences(const std::string& text) {
  std::vector<std::string> found;
  SentenceCutter cutter;
  for_each_passage(text_lines(text), [&](const Passage& passage) {
    for (const Sentence& sentence : cutter.cut(passage)) found.push_back(sentence.text);
  });
  return found;
}

// "if: A & A -> B & B -> C"
std::string told(const std::string& sentence) {
  const Reading reading = read_sentence(sentence);
  const std::vector<Word> words = words_of(sentence);
  std::string all;
  for (const Statement& statement : reading.statements) {
    all += (all.empty() ? "" : " | ") + std::string(to_string(statement.marker)) + ": ";
    for (std::size_t i = 0; i < statement.antecedent.size(); ++i) all += (i == 0 ? "" : " & ") + phrase_of(sentence, statement.antecedent[i], words);
    for (const Step& step : statement.steps)
      for (std::size_t i = 0; i < step.parts.size(); ++i) all += (i == 0 ? " -> " : " & ") + phrase_of(sentence, step.parts[i], words);
  }
  return all;
}

LookAlike why_left_out(const std::string& sentence) {
  const Reading reading = read_sentence(sentence);
  INFO(sentence);
  CHECK(reading.statements.empty());
  REQUIRE(reading.left_out.size() == 1);
  return reading.left_out.front().why;
}

Statement only_statement(const std::string& sentence) {
  const Reading reading = read_sentence(sentence);
  INFO(sentence);
  REQUIRE(reading.statements.size() == 1);
  return reading.statements.front();
}

Draft draft_of(const std::string& text) {
  Draft draft;
  SentenceCutter cutter;
  for_each_passage(text_lines(text), [&](const Passage& passage) {
    for (const Sentence& sentence : cutter.cut(passage)) draft.add("notes.txt", sentence, read_sentence(sentence.text));
  });
  return draft;
}

}  // namespace

TEST_CASE("sentences end where readers end them") {
  CHECK(sentences("It works, e.g. in towns. It rained.  Then it stopped!") == std::vector<std::string>{"It works, e.g. in towns.", "It rained.", "Then it stopped!"});
  CHECK(sentences("They bring food, tents, etc. All of it helps.") == std::vector<std::string>{"They bring food, tents, etc.", "All of it helps."});
  CHECK(sentences("It raised outcomes.3 For example, more came.1,2 Few left.") == std::vector<std::string>{"It raised outcomes.3", "For example, more came.1,2", "Few left."});
  CHECK(sentences("A call helps (see Fig. 2. It shows why). Dr. May agrees with J. Smith.") == std::vector<std::string>{"A call helps (see Fig. 2. It shows why).", "Dr. May agrees with J. Smith."});
  CHECK(sentences("1. The garden opens at 9.30 each day. \u2018Come in.\u2019 They do.") == std::vector<std::string>{"1. The garden opens at 9.30 each day.", "\u2018Come in.\u2019", "They do."});
  CHECK(sentences("Come\u00a0early.\u00a0Leave late.") == std::vector<std::string>{"Come\u00a0early.", "Leave late."});
}

TEST_CASE("a sentence goes on across lines and page breaks, and tells its first line") {
  SentenceCutter cutter;
  std::vector<Sentence> found;
  for_each_passage(text_lines("Growing food together is a way to talk about what\n\n\nmatters at home. It is slow.\n\nA heading\nIt grows."), [&](const Passage& passage) {
    for (Sentence& sentence : cutter.cut(passage)) found.push_back(std::move(sentence));
  });
  REQUIRE(found.size() == 4);
  CHECK(found[0].text == "Growing food together is a way to talk about what matters at home.");
  CHECK(found[0].line == 1);
  CHECK(found[0].last_line == 4);
  CHECK(found[1].line == 4);
  CHECK(found[1].number == 1);
  CHECK(found[2].text == "A heading");
  CHECK(found[3].line == 7);
}

TEST_CASE("an antecedent and its consequent are told apart by then, by a comma, or by the order") {
  CHECK(told("If the leader rings, then people come.") == "if: the leader rings -> people come");
  CHECK(told("If the leader rings then people will come.") == "if: the leader rings -> people will come");
  CHECK(told("If the leader rings on the day, people will come.") == "if: the leader rings on the day -> people will come");
  CHECK(told("People will come if the leader rings.") == "if: the leader rings -> people will come");
  CHECK(told("If the leader rings, writes or calls round, which takes time, people will come.") == "if: the leader rings, writes or calls round, which takes time -> people will come");
  CHECK(told("If they are late they will miss the bus.") == "if: they are late -> they will miss the bus");
}

TEST_CASE("several conditions, several steps and several consequents") {
  CHECK(told("If the hall is warm, and if tea is made, then people stay and their children play.") == "if: the hall is warm & tea is made -> people stay & their children play");
  CHECK(told("If the hall is warm; then people stay; then they talk.") == "if: the hall is warm -> people stay -> they talk");
  CHECK(told("If it rains then the group stays in, and if it is dry then the group works.") == "if: it rains -> the group stays in | if: it is dry -> the group works");
}

TEST_CASE("other words that open a condition") {
  CHECK(told("Once the gate is open, the group can begin.") == "once: the gate is open -> the group can begin");
  CHECK(told("When working in the rain, leaders should bring coats.") == "when: working in the rain -> leaders should bring coats");
  CHECK(told("Nobody will come unless there is a bus.") == "unless: there is a bus -> nobody will come");
  CHECK(told("Digging is fine as long as the ground is soft.") == "as long as: the ground is soft -> Digging is fine");
  CHECK(told("The work can only begin once the gate is open.") == "only: the gate is open -> the work can only begin");
  CHECK(told("The more people dig, the better they sleep.") == "the more: the more people dig -> the better they sleep");
  CHECK(told("Because the ground is hard, people may tire quickly.") == "because: the ground is hard -> people may tire quickly");
  CHECK(told("Digging is more effective when the ground is soft.") == "when: the ground is soft -> Digging is more effective");
  CHECK(told("Tools are shared by a helper who stays on, then work on the beds can go on.") == "then: Tools are shared by a helper who stays on -> work on the beds can go on");
}

TEST_CASE("what stands before a statement is no part of it, and names who says so") {
  const Statement focus = only_statement("In one of our evening groups we found that if tea is made, then people stay.");
  CHECK(focus.attributed_to == "one of our evening groups");
  CHECK(only_statement("Gardeners say that if tea is made, people stay.").attributed_to == "Gardeners");
  CHECK(only_statement("It is clear that if tea is made, people stay.").attributed_to.empty());
  CHECK(told("For example, if tea is made, people stay.") == "if: tea is made -> people stay");
  CHECK(told("This is because if tea is made, then people will stay.") == "if: tea is made -> people will stay");
  CHECK(told("But again, if tea is made, then people stay.") == "if: tea is made -> people stay");
}

TEST_CASE("what only looks like a statement is left out, and said why") {
  CHECK(why_left_out("Would people come if there was a bus?") == LookAlike::Question);
  CHECK(why_left_out("Ring them to find out if anything came up.") == LookAlike::Whether);
  CHECK(why_left_out("Ring them in advance (or on the day if possible).") == LookAlike::InPassing);
  CHECK(why_left_out("It stops even if nobody helps.") == LookAlike::EvenIf);
  CHECK(why_left_out("The team wrote a list of If/then sentences.") == LookAlike::TalkAbout);
  CHECK(why_left_out("It gives them the chance to ring you if they need help.") == LookAlike::Offer);
  CHECK(why_left_out("They stopped because of the rain.") == LookAlike::NounReason);
  CHECK(why_left_out("Sunday is a time when people rest.") == LookAlike::Time);
  CHECK(why_left_out("They planted and then watered the beds.") == LookAlike::Order);
  CHECK(why_left_out("When the hall was closed in June, the group was moved.") == LookAlike::Story);
  CHECK(why_left_out("This was because the hall was cold.") == LookAlike::PointsBack);
}

TEST_CASE("evidence goes to the clause it stands after, and one tag at the end to the whole statement") {
  using Where = TagUse::Where;
  const Statement two = only_statement("If tea is made, then people stay (evidence: diary) and their children play (evidence: 2 case studies).");
  REQUIRE(two.tags.size() == 2);
  CHECK((two.tags[0].where == Where::Step && two.tags[0].part == 0));
  CHECK((two.tags[1].where == Where::Step && two.tags[1].part == 1));
  const Statement one = only_statement("If tea is made, then people stay (evidence: diary).");
  REQUIRE(one.tags.size() == 1);
  CHECK(one.tags[0].where == Where::Statement);
  const Statement before = only_statement("If a person has asked for a lift (evidence: diary) then the leader will bring them.");
  REQUIRE(before.tags.size() == 1);
  CHECK(before.tags[0].where == Where::Antecedent);
  const Statement outside = only_statement("Sheds are useful (evidence: diary), though it is worth knowing that if a shed is locked this may annoy people (evidence: log); you should keep a key (evidence: rota).");
  REQUIRE(outside.tags.size() == 3);
  CHECK(outside.tags[0].where == Where::Outside);
  CHECK(outside.tags[1].where != Where::Outside);
  CHECK(outside.tags[2].where == Where::Outside);
}

TEST_CASE("strength, denial, times and of whom it is said are kept beside the claim") {
  const Statement statement = only_statement("If some people can dig, then they may not stay and are more likely to leave within two weeks.");
  const Part& step = statement.steps.at(0).parts.at(0);
  REQUIRE(step.strength.size() == 2);
  CHECK(step.strength[0].strength == Strength::Possibility);
  CHECK(step.strength[1].strength == Strength::Tendency);
  CHECK(step.negative);
  REQUIRE(step.window.has_value());
  CHECK(step.window->text == "within two weeks");
  CHECK(statement.antecedent.at(0).strength.empty());
  CHECK_FALSE(statement.antecedent.at(0).negative);
  CHECK(statement.population == "some people");
}

TEST_CASE("a draft is a theory without errors that stays as it is when it is laid out") {
  const Draft draft = draft_of(
      "If tea is made, then people stay (evidence: diary) and their children play (evidence: 2 case studies).\n"
      "If someone is shouted at unless they sing, they don\u2019t come back within 2 weeks.\n"
      "Otherwise they stay away.\n"
      "The work can only begin once the gate is open.\n"
      "If a leader says \u201cdig, then rest\u201d, people will dig; and rest.\n"
      "If tea is made, then people stay (evidence: interviews) and their children play (evidence: 2 case studies).\n");
  const std::string theory = draft.theory("Draft from notes.txt");
  const ReadResult read = read_theory_text(theory);
  INFO(theory);
  CHECK(read.ok());
  CHECK(format(theory, "draft.theory") == theory);
  CHECK(draft.counts().again == 1);
  CHECK(draft.counts().comments == 1);
  CHECK(theory.find("(source: \"notes.txt\", line 6)") != std::string::npos);
  CHECK(theory.find("opposite: they don\u2019t come back") != std::string::npos);
  REQUIRE_FALSE(read.theory.statements.empty());
  CHECK(read.theory.statements.front().label == "NOTES-1");
}

TEST_CASE("words of the language inside a phrase do not become the language's") {
  const Draft draft = draft_of("If people are told because nobody asked, and if they leave, then at any time of day the group can begin before event release.\n");
  const ReadResult read = read_theory_text(draft.theory("x"));
  CHECK(read.ok());
  REQUIRE(read.theory.statements.size() == 1);
  CHECK(read.theory.statements.front().because.empty());
  CHECK(read.theory.statements.front().steps.size() == 1);
  CHECK_FALSE(read.theory.statements.front().steps.front().at_any_time);
}

TEST_CASE("Markdown gives its prose, with the lines it stands in") {
  const std::vector<Line> lines = markdown_lines("# If headings\n```theory\nIf a then b\n```\n- **If** tea is [made](x.md), people stay.\n");
  REQUIRE(lines.size() == 5);
  CHECK(lines[0].text.empty());
  CHECK(lines[2].text.empty());
  CHECK(lines[4].number == 5);
  CHECK(lines[4].text == "\u2022 If tea is made, people stay.");
}
