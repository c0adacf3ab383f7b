#include "cli/report.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/inline_source.h"
#include "cli/report_html.h"
#include "cli/report_markdown.h"
#include "cli/report_parts.h"
#include "models/case_json.h"
#include "rules/read_theory.h"

namespace realist::cli {
namespace {

using models::Verdict;

models::Theory theory_of(std::string_view text) {
  rules::ReadResult result = rules::read_theory_text(text);
  REQUIRE(result.ok());
  return std::move(result.theory);
}

CaseSet set_of(const std::vector<std::string>& records) {
  CaseSet set;
  for (const std::string& text : records) {
    auto read = models::case_from_json(text);
    REQUIRE(std::holds_alternative<models::CaseRecord>(read));
    set.records.push_back(std::get<models::CaseRecord>(std::move(read)));
  }
  for (const models::CaseRecord& record : set.records) set.by_id.emplace(record.id, &record);
  set.tally.read = records.size();
  return set;
}

models::Time day(const char* text) { return *models::parse_time(text); }

Report report_of(const models::Theory& theory, const CaseSet& set, bool redact = false) { return make_report(theory, set, {day("2016-06-01"), day("2016-05-25"), {}, redact}); }

constexpr std::string_view kVisits = R"(Theory: Visits
Version: 2
Context RELEASED: the participant is released
  observed when event release
Resource GATE: someone meets the participant at the gate
  observed when event "gate meeting"
Outcome HOME: the participant has a home
  observed when event tenancy
[V-1] If RELEASED
then GATE on the same day
then HOME within 8 weeks
)";

std::string record(const std::string& id, const std::string& events, const std::string& more = "") {
  return R"({"case": ")" + id + R"(", "events": [)" + events + "]" + more + "}";
}

const std::string kRelease = R"({"type": "release", "at": "2016-05-01"})";
const std::string kMet = R"(, {"type": "gate meeting", "at": "2016-05-01"})";
const std::string kMetLate = R"(, {"type": "gate meeting", "at": "2016-05-03"})";
const std::string kHome = R"(, {"type": "tenancy", "at": "2016-05-20"})";

nlohmann::json data_in(const std::string& html, const std::string& id) {
  const std::string opening = "<script type=\"application/json\" id=\"" + id + "\">";
  const std::size_t begin = html.find(opening) + opening.size();
  REQUIRE(begin != std::string::npos);
  return nlohmann::json::parse(html.substr(begin, html.find("</script>", begin) - begin));
}

std::size_t count_of(const std::string& text, const std::string& words) {
  std::size_t count = 0;
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("a funnel counts who reached each step, who went on, and what became of the others") {
  const models::Theory theory = theory_of(kVisits);
  // Two come home, one was met late, one was met and is waited for (until 26 June), one was never released.
  const CaseSet set = set_of({record("1", kRelease + kMet + kHome), record("2", kRelease + kMet + kHome), record("3", kRelease + kMetLate),
                              record("4", kRelease + kMet), record("5", "")});
  const Report report = report_of(theory, set);
  const std::vector<FunnelStep>& steps = report.funnel.statements.at(0);
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].reached() == 4);
  CHECK(steps[0].passed == 3);
  CHECK(steps[0].stalled == 1);
  CHECK(steps[1].reached() == 3);
  CHECK(steps[1].passed == 2);
  CHECK(steps[1].pending == 1);
  CHECK(report.cases_with[static_cast<std::size_t>(Verdict::Dormant)] == 1);
  const auto places = stopping_places(report);
  REQUIRE(places.size() == 1);
  CHECK(places[0].step == 1);
  CHECK(places[0].stalled == 1);
  CHECK(places[0].reached == 4);
  CHECK(places[0].why == "not delivered: 1 late");
}

TEST_CASE("the same inputs give the same page, byte for byte") {
  const models::Theory theory = theory_of(kVisits);
  const CaseSet set = set_of({record("1", kRelease + kMet), record("2", kRelease)});
  CHECK(report_html(report_of(theory, set)) == report_html(report_of(theory, set)));
  CHECK(report_html(report_of(theory, set)) != report_html(report_of(theory, set_of({record("1", kRelease + kMet), record("3", kRelease)}))));
}

TEST_CASE("the page's data give each case its verdicts and for every statement a why that names it") {
  const models::Theory theory = theory_of(kVisits);
  const std::string html = report_html(report_of(theory, set_of({record("1", kRelease + kMet + kHome), record("2", kRelease + kMetLate)})));
  const nlohmann::json overview = data_in(html, "overview-data"), cases = data_in(html, "case-data");
  CHECK(overview["ids"] == nlohmann::json({"1", "2"}));
  CHECK(overview["answers"] == nlohmann::json({"0", "1"}));  // fired, stalled: by models::Verdict
  CHECK(overview["asOf"] == 16953);                          // 2016-06-01, counted from 1970-01-01
  REQUIRE(cases["cases"].size() == 2);
  const nlohmann::json& why = cases["whys"][cases["cases"][1]["why"][0].get<std::size_t>()];
  CHECK(cases["texts"][why[1].get<std::size_t>()] == "V-1: stalled at step 1 of 2 (not delivered)");
  // Its one window: from the release on 1 May (day 16922) to the end of that day, stalled.
  CHECK(cases["cases"][1]["windows"] == nlohmann::json::parse("[[0,1,16922,16922,1]]"));
}

TEST_CASE("nothing in a record or a theory becomes markup") {
  const std::string evil = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\\u202E\\\" '{{script}}";
  const models::Theory theory = theory_of("Theory: T <script>alert(3)</script>\nVersion: <b>9</b>\n[V-1] If the \"<i>x</i>\" participant & co is released\nthen the <u>end</u> comes {{style}}\n"
                                          "note: <a href=javascript:alert(4)>note</a>\n(source: \"<b>\", line 3)\n");
  const CaseSet set = set_of({R"({"case": ")" + evil + R"(", "links": {"<b>site</b>": ")" + evil + R"("}, "events": [{"type": ")" + evil + R"(", "at": "2016-05-01", "by": ")" + evil +
                              R"("}], "judgements": [{"about": "the <u>end</u> comes {{style}}", "value": "no", "quote": ")" + evil + R"("}],
                              "pauses": [{"from": "2016-05-01", "reason": ")" + evil + R"("}], "closed": {"at": "2016-05-30", "reason": ")" + evil + R"("}})"});
  const std::string html = report_html(report_of(theory, set));
  CHECK(html.find("<img") == std::string::npos);
  CHECK(html.find("<script>alert") == std::string::npos);
  CHECK(html.find("<b>site") == std::string::npos);
  CHECK(html.find("<u>end") == std::string::npos);
  CHECK(html.find("<a href=javascript") == std::string::npos);
  CHECK(html.find("<b>9</b>") == std::string::npos);
  CHECK(count_of(html, "<script") == 3);    // two of data, one of code
  CHECK(count_of(html, "</script>") == 3);
  CHECK(data_in(html, "overview-data")["ids"][0] == std::get<models::CaseRecord>(models::case_from_json(R"({"case": ")" + evil + R"("})")).id);
}

TEST_CASE("asked for, the agenda is told by groups, the most urgent first and cases without one last") {
  const models::Theory theory = theory_of(kVisits);
  const auto of_site = [](const std::string& id, const std::string& site, const std::string& met) {
    return R"({"case": ")" + id + R"(", "links": {)" + site + R"(}, "events": [{"type": "release", "at": "2016-05-30"})" + met + "]}";
  };
  // Released two days ago: not met is newly stalled; met is due a home in eight weeks, which is not soon.
  const CaseSet set = set_of({of_site("1", R"("site": "calm")", R"(, {"type": "gate meeting", "at": "2016-05-30"})"), of_site("2", R"("site": "busy")", ""), of_site("3", "", ""),
                              of_site("4", R"("site": "busy")", ""), R"({"case": "5", "links": {"site": "calm"}, "events": [{"type": "release", "at": "2016-04-01"}]})"});
  const std::string html = report_html(make_report(theory, set, {day("2016-06-01"), day("2016-05-25"), {{WithColumn::Kind::Link, "site", "links.site"}}}));
  const std::size_t busy = html.find("<h3><bdi>site</bdi> <bdi>busy</bdi></h3>"), calm = html.find("<h3><bdi>site</bdi> <bdi>calm</bdi></h3>"),
                    none = html.find("<h3><bdi>site</bdi> not recorded</h3>");
  REQUIRE(none != std::string::npos);
  CHECK(busy < calm);
  CHECK(calm < none);
}

TEST_CASE("there is a page for no cases, for nothing but unknowns, for no stall, and for an id of ten thousand characters") {
  const models::Theory theory = theory_of(kVisits);
  const std::string none = report_html(report_of(theory, set_of({})));
  CHECK(none.find("No record is a case of this theory") != std::string::npos);
  CHECK(data_in(none, "overview-data")["ids"].empty());

  const Report unknown = report_of(theory, set_of({record("1", "", R"(, "may_be_missing": true)")}));
  CHECK(unknown.cases_with[static_cast<std::size_t>(Verdict::Undetermined)] == 1);
  CHECK(report_html(unknown).find("In no case did a statement stall.") != std::string::npos);

  const std::string id(10'000, 'x');
  const std::string html = report_html(report_of(theory, set_of({record(id, kRelease)})));
  CHECK(data_in(html, "overview-data")["ids"][0] == id);
}

TEST_CASE("people's own words are left out on asking, and verdicts stay what they are") {
  const models::Theory theory = theory_of(R"(Theory: Words
Context SEEN: the participant is seen
  observed when event session where setting is prison
Outcome HEARD: the participant feels heard
  observed when judged yes
[W-1] If SEEN then HEARD
)");
  const CaseSet set = set_of({R"({"case": "C-7", "links": {"practitioner": "P-1"},
    "events": [{"type": "session", "at": "2016-05-01", "setting": "prison", "by": "Anna Example", "source": "blue folder"},
               {"type": "session", "at": "2016-05-02", "setting": "kitchen table", "by": "P-1"}],
    "judgements": [{"about": "HEARD", "value": "no", "at": "2016-05-03", "basis": "reported", "quote": "nobody asked me", "source": "diary"}],
    "pauses": [{"from": "2016-05-10", "to": "2016-05-12", "reason": "a quarrel"}]})",
                              R"({"case": "P-1", "kind": "practitioner"})"});
  const std::string whole = report_html(report_of(theory, set)), redacted = report_html(report_of(theory, set, true));
  for (const char* words : {"nobody asked me", "Anna Example", "blue folder", "kitchen table", "diary", "a quarrel"}) {
    INFO(words);
    CHECK(whole.find(words) != std::string::npos);
    CHECK(redacted.find(words) == std::string::npos);
  }
  for (const char* words : {"by P-1", "setting prison", "judged no on 3 May 2016"}) {
    INFO(words);
    CHECK(redacted.find(words) != std::string::npos);
  }
  CHECK(data_in(whole, "overview-data")["answers"] == data_in(redacted, "overview-data")["answers"]);
}

TEST_CASE("a policy hash is the base64 of the SHA-256, as others have it") {
  CHECK(policy_hash("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");     // of nothing
  CHECK(policy_hash("abc") == "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");  // FIPS 180-4, first example
}

TEST_CASE("a text for a script has no opening of a tag, and reads back as it was") {
  const std::string text = "a<b \"c\" \\ \n\t é 😀 \x01";
  const std::string json = script_string(text);
  CHECK(json.find('<') == std::string::npos);
  CHECK(nlohmann::json::parse(json) == text);
  CHECK(nlohmann::json::parse(script_string("broken \xff here")) == "broken \uFFFD here");
}

TEST_CASE("shares are counts, with what they are in a hundred from twenty on") {
  CHECK(share_words(3, 12) == "3 of 12");
  CHECK(share_words(5, 20) == "5 of 20 (25%)");
}

TEST_CASE("in Markdown nothing of a record is taken for markup either") {
  const models::Theory theory = theory_of(kVisits);
  const std::string text = report_markdown(report_of(theory, set_of({record("<b>|x|</b>", kRelease)})));
  CHECK(text.find("<b>") == std::string::npos);
  CHECK(text.find("not recorded by 1 May 2016, 31 days over on 1 June 2016") != std::string::npos);
}

}  // namespace realist::cli
