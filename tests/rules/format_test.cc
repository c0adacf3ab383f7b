// The one layout: what it looks like, that it settles at once, and that it changes nothing but looks.
#include "rules/format.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <rapidcheck.h>
#include <string>
#include <vector>

#include "models/theory.h"

namespace {

using namespace realist;
namespace fs = std::filesystem;

std::string formatted(const std::string& text, const std::string& path = "theory.theory") { return rules::format(text, path); }

// Everything of a theory that a verdict could hang on, without places.
std::string meaning(const std::string& text, const std::string& path = "theory.theory") {
  const models::Theory t = rules::read_theory_text(text, path).theory;
  std::string out = t.name + '|' + t.version + '|' + t.case_kind + '|' + (t.strict_vocabulary ? "strict" : "") + '\n';
  for (const std::string& author : t.authors) out += author + '\n';
  if (t.default_window) out += models::to_string(*t.default_window) + '\n';
  for (const models::PhaseIndex phase : t.default_phases) out += "by default " + std::to_string(phase) + '\n';
  for (const std::string& type : t.events.may_be_missing) out += "may be missing " + type + '\n';
  for (const models::Phase& phase : t.phases)
    out += phase.name + ' ' + phase.from.event.type + ' ' + (phase.until ? phase.until->event.type : "") + '\n';
  for (const models::Proposition& p : t.propositions) {
    out += p.id + '|' + models::fold(p.phrase) + '|' + p.short_name + '|' + p.of + '|' + p.actor;
    for (models::Role role : p.roles) out += ' ' + std::string(models::to_string(role));
    for (const std::string& also : p.also) out += " also " + also;
    for (const std::string& opposite : p.opposite) out += " opposite " + opposite;
    for (const models::Evidence& e : p.evidence) out += " evidence " + std::to_string(e.count) + ' ' + e.source;
    if (p.indicator) out += " when " + models::dump(t, *p.indicator);
    if (p.membership) out += " membership " + p.membership->text;
    out += '\n';
  }
  for (const models::Statement& s : t.statements) {
    out += s.label + ' ' + models::dump(t, s) + " because " + s.because;
    for (const models::Evidence& e : s.evidence) out += " evidence " + std::to_string(e.count) + ' ' + e.source;
    for (const models::SourceReference& r : s.sources) out += " source " + r.document + ' ' + std::to_string(r.line);
    for (const std::string& note : s.notes) out += " note " + note;
    out += '\n';
  }
  for (const models::Condition& c : t.not_applicable) out += "not applicable " + models::dump(t, c) + '\n';
  for (const models::Clause& c : t.not_applicable_phrases) out += "not applicable " + models::dump(t, c) + '\n';
  for (const models::Example& e : t.examples) out += e.title + ' ' + std::to_string(e.expectations.size()) + '\n';
  return out;
}

std::vector<std::string> errors_of(const std::string& text, const std::string& path = "theory.theory") {
  std::vector<std::string> out;
  for (const auto& d : rules::read_theory_text(text, path).diagnostics)
    if (d.severity == models::Severity::Error) out.push_back(d.code);
  std::sort(out.begin(), out.end());
  return out;
}

struct Row {
  const char *written, *wanted;
};

TEST_CASE("statements: each part on a line, whatever the author's layout") {
  const Row rows[] = {
      {"IF a man waits, THEN somebody comes.", "If a man waits\nthen somebody comes\n"},
      {"[A-1]\nIf a man waits\n\n\n   then somebody comes  within 2 days\n",
       "[A-1] If a man waits\nthen somebody comes within 2 days\n"},
      {"If a man waits; and it rains, and if he is alone then not he goes; unless he left; because nobody\n  told him (evidence: "
       "a, 2 case studies)",
       "If a man waits\nand it rains\nand if he is alone\nthen not he goes\nunless he left\nbecause nobody\n  told him\n"
       "(evidence: a, 2 case studies)\n"},
      {"once a man waits\nthen (Resource) somebody comes\nthen previously he called at any time\n",
       "Once a man waits\nthen (resource) somebody comes\nthen previously he called at any time\n"},
      {"If all of:\n  - a man waits\n  - any of:\n    -- it rains\n    -- it snows\nthen somebody comes",
       "If all of:\n- a man waits\n- any of:\n- - it rains\n- - it snows\nthen somebody comes\n"},
      {"If a man waits\nthen somebody comes\notherwise nobody\nthen he leaves\n",
       "If a man waits\nthen somebody comes\notherwise nobody\nthen he leaves\n"},
      {"If a man says \u201Cwait, then\u201D (evidence: x) then he\u00A0waits",
       "If a man says \u201Cwait, then\u201D (evidence: x)\nthen he\u00A0waits\n"},
      {"If a man waits (a while (evidence: trial)) then he leaves", "If a man waits (a while) (evidence: trial)\nthen he leaves\n"},
      {"If a man waits (a while (evidence: trial) or more) then he leaves",
       "If a man waits (a while (evidence: trial) or more)\nthen he leaves\n"},
  };
  for (const Row& row : rows) {
    INFO(row.written);
    CHECK(formatted(row.written) == row.wanted);
  }
}

TEST_CASE("declarations, header lines, phases and examples") {
  const Row rows[] = {
      {"theory:  X\n\nversion: 1\nIf a then b", "Theory: X\n\nVersion: 1\n\nIf a\nthen b\n"},
      {"CONTEXT C1:a man waits\nalso: waiting\n\n    observed WHEN event wait\n     and event rain\nlevel: individual\n",
       "Context C1: a man waits\n  also: waiting\n  observed when event wait\n    and event rain\n  level: individual\n"},
      {"phase p:  from event a until   event b\nPhase q: from event b\nIf a then b",
       "Phase p: from event a until event b\nPhase q: from event b\n\nIf a\nthen b\n"},
      {"If a then b\nExample: one\ngiven event a on 2016-05-01\nand event b on 2016-05-02\nas of 2016-06-01\nexpect \"b\" fired\n",
       "If a\nthen b\n\nExample: one\n  Given event a on 2016-05-01\n  And event b on 2016-05-02\n  As of 2016-06-01\n"
       "  Expect \"b\" fired\n"},
      {"Events session, contact:   may be missing\nIf a then b", "Events session, contact: may be missing\n\nIf a\nthen b\n"},
  };
  for (const Row& row : rows) {
    INFO(row.written);
    CHECK(formatted(row.written) == row.wanted);
  }
}

TEST_CASE("comments stay where they are") {
  CHECK(formatted("# top\n\n\n# second\nIf a\n   # inside\nthen b\n# behind\n\n\n# before c\nIf c then d\n\n# end\n") ==
        "# top\n\n# second\nIf a\n# inside\nthen b\n# behind\n\n# before c\nIf c\nthen d\n\n# end\n");
  CHECK(formatted("# only a comment") == "# only a comment\n");
}

TEST_CASE("what cannot be understood is kept byte for byte, and spoils nothing beside it") {
  CHECK(formatted("If   a man waits\n  and nothing follows  \n\nif b then c") ==
        "If   a man waits\n  and nothing follows  \n\nIf b\nthen c\n");
  const std::string broken = "If a \xFF then b";
  CHECK(formatted(broken) == broken);
  CHECK(formatted("") == "");
}

TEST_CASE("of a Markdown theory only the fences change") {
  CHECK(formatted("# Title\n\nIf   prose,  then not theory.\n\n```theory\n\nif a then b\n\n\nif c then d\n```\n* more\n```\nif x\n```\n",
                  "x.md") ==
        "# Title\n\nIf   prose,  then not theory.\n\n```theory\nIf a\nthen b\n\nIf c\nthen d\n```\n* more\n```\nif x\n```\n");
}

TEST_CASE("line ends stay what they were") {
  CHECK(formatted("if a\r\nthen b\r\n") == "If a\r\nthen b\r\n");
  CHECK(formatted("# a\r\n```theory\r\nif a then b\r\n```\r\nend", "x.md") == "# a\r\n```theory\r\nIf a\r\nthen b\r\n```\r\nend");
}

TEST_CASE("labels are written in where asked for, and the theory keeps them") {
  const std::string text = "If a man waits then somebody comes\n\n[B] If b then c\n";
  const models::Theory before = rules::read_theory_text(text).theory;
  REQUIRE(before.statements.size() == 2);
  const std::string labelled = rules::format(text, "x.theory", {true});
  CHECK(labelled == '[' + before.statements[0].label + "] If a man waits\nthen somebody comes\n\n[B] If b\nthen c\n");
  CHECK(rules::read_theory_text(labelled).theory.statements[0].label == before.statements[0].label);
  CHECK(rules::format(labelled, "x.theory", {true}) == labelled);
}

// ---- Properties -----------------------------------------------------------------------------------------------------

rc::Gen<std::string> words() {
  return rc::gen::element<std::string>("the man waits", "somebody comes", "it rains and snows", "C1", "he says \"wait, then go\"",
                                       "he\u00A0is \u201Cready\u201D", "needs (such as food) are met", "a\n  broken line",
                                       "not he leaves", "trust e.g. in staff grows", "caf\u00E9 \u2013 open");
}

rc::Gen<std::string> tag() {
  return rc::gen::element<std::string>("", "", " (evidence: pilot trial)", " [evidence: a, 2 case studies]",
                                       " (source: \"002\", line 88)", " (evidence: a) (source: \"002\", lines 3-4)", " (men only; evidence: c; source: \"003\")");
}

rc::Gen<std::string> step() {
  return rc::gen::map(
      rc::gen::tuple(rc::gen::element<std::string>("\nthen ", "\n  THEN ", ", then ", " then ", "\n\nthen (resource) ", "\nthen not ",
                                                   "\nthen previously "),
                     words(),
                     rc::gen::element<std::string>("", "", " within 14 days", " on the same day", " at any time",
                                                   " between 2 and 6 weeks", " after 2 days within a week", "\nand it snows", "; or it hails"),
                     tag()),
      [](const auto& p) { return std::get<0>(p) + std::get<1>(p) + std::get<2>(p) + std::get<3>(p); });
}

rc::Gen<std::string> statement() {
  return rc::gen::map(
      rc::gen::tuple(rc::gen::element<std::string>("", "[S-1] ", "[S-2]\n", "# remark\n\n", "# remark\n[S-3]"),
                     rc::gen::element<std::string>("If ", "whenever ", "Once   ", "If all of:\n- ", "Only if "), words(), tag(),
                     rc::gen::container<std::vector<std::string>>(step()),
                     rc::gen::element<std::string>("", "\nunless he left", "; unless he left", "\n# why\nbecause of trust",
                                                   "\nnote: a note\n  over lines", "\notherwise nobody\nthen he leaves", ".")),
      [](const auto& p) {
        std::string out = std::get<0>(p) + std::get<1>(p) + std::get<2>(p) + std::get<3>(p);
        for (const std::string& s : std::get<4>(p)) out += s;
        return out + std::get<5>(p);
      });
}

rc::Gen<std::string> other_item() {
  return rc::gen::element<std::string>("Context C1: the man waits\n also: waiting\n MEMBERSHIP : out 1,crossover 2 , in 3\nobserved when minutes > 2 and event wait\n  # c\n  and event rain",
                                       "Outcome: somebody comes (evidence: x)", "# a comment\n\n\n# another", "Theory: t", "version: 1",
                                       "Phase p: from event a until event b", "stray words here", "thn a", "Default window: 28 days", "Default phase: p", "Conflict A-1, B-2: how often",
                                       "Example: e\ngiven event wait on 2016-05-01\nexpect S-1 fired", "- a list line", "\n\n");
}

rc::Gen<std::string> theory() {
  return rc::gen::map(rc::gen::container<std::vector<std::pair<std::string, std::string>>>(
                          rc::gen::pair(rc::gen::oneOf(statement(), statement(), other_item()),
                                        rc::gen::element<std::string>("\n", "\n\n", "\n\n\n", "\r\n"))),
                      [](const auto& items) {
                        std::string out;
                        for (const auto& [item, end] : items) out += item + end;
                        return out;
                      });
}

TEST_CASE("formatting settles at once, keeps the meaning and the errors, over generated theories") {
  const bool held = rc::check([] {
    const std::string text = *theory();
    const std::string once = formatted(text);
    RC_ASSERT(formatted(once) == once);
    RC_ASSERT(errors_of(once) == errors_of(text));
    if (errors_of(text).empty()) RC_ASSERT(meaning(once) == meaning(text));
  });
  CHECK(held);
}

// Statements that are right, each with a label of its own: `@` stands for its number.
rc::Gen<std::string> sound_statement() {
  return rc::gen::map(
      rc::gen::tuple(rc::gen::element<std::string>("", "[S-@] ", "# remark\n\n[S-@]", "# remark @\n"),
                     rc::gen::element<std::string>("If ", "whenever ", "Once   ", "If not ", "If all of:\n- it is @\n- ",
                                                   "when at least 1 of:\n- any of:\n-- it is @\n  -- "),
                     words(), tag(), rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(step())),
                     rc::gen::element<std::string>("", "\nunless he left", "; unless he left", "\n# why\nbecause of trust @",
                                                   "\nnote: a note\n  over lines", "\notherwise nobody\nthen he leaves",
                                                   "\n(evidence: z)\nnote: @", "\nunless all of:\n- he left\n- not it rained")),
      [](const auto& p) {
        std::string out = std::get<0>(p) + std::get<1>(p) + std::get<2>(p) + std::get<3>(p);
        for (const std::string& s : std::get<4>(p)) out += s;
        return out + std::get<5>(p);
      });
}

std::string numbered(const std::vector<std::string>& items) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (char c : items[i]) c == '@' ? void(out += std::to_string(i)) : out.push_back(c);
    out += i % 3 == 0 ? "\n" : "\n\n";
  }
  return out;
}

TEST_CASE("formatting keeps the meaning of theories without errors") {
  const bool held = rc::check([] {
    const auto items = *rc::gen::resize(8, rc::gen::container<std::vector<std::string>>(sound_statement()));
    const std::string text = "Context C1: the man waits\n  observed when event wait\nPhase p: from event a\n\n" + numbered(items);
    RC_ASSERT(errors_of(text).empty());
    const std::string once = formatted(text);
    RC_ASSERT(formatted(once) == once);
    RC_ASSERT(meaning(once) == meaning(text));
    const std::string labelled = rules::format(text, "theory.theory", {true});
    RC_ASSERT(rules::format(labelled, "theory.theory", {true}) == labelled);
    RC_ASSERT(meaning(labelled) == meaning(text));
  });
  CHECK(held);
}

TEST_CASE("formatting settles at once and keeps the errors, over any lines") {
  const auto line = rc::gen::element<std::string>(
      "If a", "then b", "and c", "or d", "- e", "-- f", "If all of:", "unless g", "because h", "otherwise i", "note: j",
      "(evidence: k)", "# l", "", "", "plain m", "Context C1: n", "  also: o", "observed when event p", "Example: q", "Given event r",
      "Expect s fired", "Theory: t", "[U] If v then w", "Phase x: from event y", "then", "\"", "(", "If a then b.", "Include \"z\"",
      "then b within 2 days (evidence: c; source: \"d\")", "at least 2 of:", "Outcome:", "[", "\u00A0\u201C");
  const bool held = rc::check([&] {
    std::string text;
    for (const std::string& l : *rc::gen::container<std::vector<std::string>>(line)) text += l + '\n';
    const std::string once = formatted(text);
    RC_ASSERT(formatted(once) == once);
    RC_ASSERT(errors_of(once) == errors_of(text));
  });
  CHECK(held);
}

TEST_CASE("every theory in the project keeps its meaning when formatted") {
  std::size_t seen = 0;
  for (const char* folder : {"theories", "cli", "docs", "tests"}) {
    if (!fs::exists(fs::path(REALIST_SOURCE_DIR) / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(REALIST_SOURCE_DIR) / folder)) {
      const std::string path = entry.path().string();
      if (entry.path().extension() != ".theory") continue;
      std::ifstream in(path, std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(in), {}};
      INFO(path);
      const std::string once = formatted(text, path);
      CHECK(formatted(once, path) == once);
      CHECK(errors_of(once, path) == errors_of(text, path));
      if (errors_of(text, path).empty()) CHECK(meaning(once, path) == meaning(text, path));
      ++seen;
    }
  }
  CHECK(seen > 0);
}

}  // namespace
