#include "cli/options.h"

#include <catch2/catch.hpp>

namespace {

using namespace realist::cli;

template <typename Options>
Options parsed(const std::vector<std::string>& arguments) {
  const auto result = parse_options(arguments);
  REQUIRE(std::holds_alternative<ParsedOptions>(result));
  return std::get<Options>(std::get<ParsedOptions>(result).command);
}

Finished finished(const std::vector<std::string>& arguments) {
  const auto result = parse_options(arguments);
  REQUIRE(std::holds_alternative<Finished>(result));
  return std::get<Finished>(result);
}

}  // namespace

TEST_CASE("paths of run are sorted into theories and cases by their endings") {
  const auto run = parsed<RunOptions>({"run", "cases.ndjson", "a.theory", "-", "b.md", "more.json.gz"});
  CHECK(run.theories == std::vector<std::string>{"a.theory", "b.md"});
  CHECK(run.cases == std::vector<std::string>{"cases.ndjson", "-", "more.json.gz"});
  CHECK(run.format == RunFormat::Table);
  CHECK_FALSE(run.as_of.has_value());
}

TEST_CASE("run takes its options") {
  const auto run = parsed<RunOptions>({"run", "a.theory", "c.json", "--format", "csv", "--with", "links.site,attributes.age", "--as-of",
                                       "2016-06-01", "--strict", "--rejects", "r.txt", "-o", "x.csv", "--min-rate", "80"});
  CHECK(run.format == RunFormat::Csv);
  CHECK(run.with == std::vector<std::string>{"links.site", "attributes.age"});
  CHECK(realist::models::to_string(*run.as_of) == "2016-06-01");
  CHECK(run.strict);
  CHECK(run.rejects == "r.txt");
  CHECK(run.output == "x.csv");
  CHECK(run.min_rate == 80.0);
}

TEST_CASE("a path after --with is not taken for a column") {
  const auto run = parsed<RunOptions>({"run", "--format", "csv", "--with", "kind", "a.theory", "c.json"});
  CHECK(run.with == std::vector<std::string>{"kind"});
  CHECK(run.theories.size() == 1);
}

TEST_CASE("the word of why that is no path is what to explain") {
  const auto why = parsed<WhyOptions>({"why", "a.theory", "c.json", "--case", "SW-014", "GATE-2"});
  CHECK(why.case_id == "SW-014");
  CHECK(why.subject == "GATE-2");
  CHECK(why.cases == std::vector<std::string>{"c.json"});
  CHECK(parsed<WhyOptions>({"why", "a.theory", "c.json", "--case", "A", "the participant listens"}).subject == "the participant listens");
  CHECK(finished({"why", "a.theory", "c.json", "--case", "A", "two", "words"}).status == 2);
  CHECK(finished({"why", "a.theory", "c.json"}).status == 2);
}

TEST_CASE("graph takes its cases after --case or --cohort") {
  const auto one = parsed<GraphOptions>({"graph", "a.theory", "--case", "SW-014", "c.json", "-o", "x.svg"});
  CHECK(one.case_id == "SW-014");
  CHECK(one.cases == std::vector<std::string>{"c.json"});
  const auto all = parsed<GraphOptions>({"graph", "a.theory", "--cohort", "c.json", "-o", "x.mmd"});
  CHECK(all.cohort);
  CHECK(all.format == GraphFormat::Mermaid);
  CHECK(finished({"graph", "a.theory", "c.json"}).status == 2);
  CHECK(finished({"graph", "a.theory", "-o", "x.png"}).status == 2);
}

TEST_CASE("check takes theories on either side of its data") {
  const auto check = parsed<CheckOptions>({"check", "--data", "c.json", "a.theory"});
  CHECK(check.theories == std::vector<std::string>{"a.theory"});
  CHECK(check.cases == std::vector<std::string>{"c.json"});
}

TEST_CASE("a limit is a number, or a size with its unit") {
  CHECK(parsed<CheckOptions>({"check", "a.theory", "--limit-text", "16MiB"}).limits.theory.text_bytes == 16u << 20);
  CHECK(parsed<CheckOptions>({"check", "a.theory", "--limit-text", "2 KiB"}).limits.theory.text_bytes == 2048);
  CHECK(parsed<RunOptions>({"run", "a.theory", "c.json", "--limit-events", "5"}).limits.record.events == 5);
  CHECK(finished({"check", "a.theory", "--limit-text", "3 potatoes"}).status == 2);
  CHECK(finished({"check", "a.theory", "--limit-text", "-1"}).status == 2);
  CHECK(finished({"check", "a.theory", "--limit-text", "99999999999999999999"}).status == 2);
}

TEST_CASE("every limit reaches its place") {
  const auto run = parsed<RunOptions>({"run", "a.theory", "c.json", "--limit-text", "1", "--limit-statements", "2", "--limit-phrase", "3",
                                       "--limit-include-depth", "4", "--limit-condition-depth", "5", "--limit-record", "6",
                                       "--limit-json-depth", "7", "--limit-events", "8"});
  CHECK(run.limits.theory.text_bytes == 1);
  CHECK(run.limits.theory.statements == 2);
  CHECK(run.limits.theory.phrase_characters == 3);
  CHECK(run.limits.theory.include_depth == 4);
  CHECK(run.limits.theory.condition_depth == 5);
  CHECK(run.limits.record.bytes == 6);
  CHECK(run.limits.record.depth == 7);
  CHECK(run.limits.record.events == 8);
}

TEST_CASE("every command takes a theory's limits, and those that read cases a record's") {
  CHECK(parsed<FmtOptions>({"fmt", "a.theory", "--limit-statements", "2"}).limits.theory.statements == 2);
  CHECK(parsed<TestOptions>({"test", "a.theory", "--limit-statements", "2"}).limits.theory.statements == 2);
  CHECK(parsed<WhyOptions>({"why", "a.theory", "c.json", "--case", "A", "--limit-events", "2"}).limits.record.events == 2);
  CHECK(parsed<GraphOptions>({"graph", "a.theory", "--limit-events", "2"}).limits.record.events == 2);
}

TEST_CASE("how much is said is an option of every command") {
  const auto loudness = [](const std::vector<std::string>& arguments) { return std::get<ParsedOptions>(parse_options(arguments)).loudness; };
  CHECK(loudness({"explain"}) == Loudness::Normal);
  CHECK(loudness({"explain", "--quiet"}) == Loudness::Quiet);
  CHECK(loudness({"new", "-q", "x"}) == Loudness::Quiet);
  CHECK(loudness({"check", "--verbose", "a.theory"}) == Loudness::Verbose);
  CHECK(loudness({"run", "a.theory", "c.json", "-v"}) == Loudness::Verbose);
}

TEST_CASE("fmt and why take their options") {
  const auto fmt = parsed<FmtOptions>({"fmt", "--check", "--label", "a.theory", "--output", "b.theory"});
  CHECK(fmt.check);
  CHECK(fmt.label);
  CHECK(fmt.output == "b.theory");
  CHECK(finished({"fmt", "a.theory", "b.theory", "-o", "c.theory"}).status == 2);
  const auto why = parsed<WhyOptions>({"why", "a.theory", "c.json", "--case", "A", "--full", "--format", "json"});
  CHECK(why.full);
  CHECK(why.format == WhyFormat::Json);
}

TEST_CASE("what is not known is answered with what was probably meant") {
  CHECK(finished({"chek", "a.theory"}).text.find("did you mean check?") != std::string::npos);
  CHECK(finished({"check", "--fromat", "json", "a.theory"}).text.find("did you mean --format?") != std::string::npos);
  CHECK(finished({"run", "a.theory", "c.json", "--format", "tabel"}).text.find("did you mean table?") != std::string::npos);
  CHECK(finished({"run", "a.theory", "c.json", "--as-of", "30 February"}).text.find("--as-of") != std::string::npos);
}

TEST_CASE("help and version end with status 0, and help of every command has an example") {
  CHECK(finished({"--version"}).status == 0);
  CHECK(finished({"--help"}).status == 0);
  for (const char* command : {"new", "check", "fmt", "graph", "run", "why", "test", "explain"}) {
    const Finished help = finished({command, "--help"});
    INFO(help.text);
    CHECK(help.status == 0);
    CHECK(help.text.find(std::string("realist ") + command) != std::string::npos);
    CHECK(help.text.find("Examples:") != std::string::npos);
  }
}

TEST_CASE("help fits into 80 columns") {
  for (const char* command : {"new", "check", "fmt", "graph", "run", "why", "test", "explain"}) {
    const std::string help = finished({command, "--help"}).text;
    std::size_t begin = 0;
    for (std::size_t end = help.find('\n'); end != std::string::npos; begin = end + 1, end = help.find('\n', begin)) {
      INFO(help.substr(begin, end - begin));
      CHECK(end - begin <= 80);
    }
  }
}
