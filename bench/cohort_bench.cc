// From a file of cases to counts and verdicts, held against simdjson's own parsing of the same bytes: see README.md here.
#include <stdlib.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <CLI/CLI.hpp>

#include "event_log.h"
#include "made_cohort.h"
#include "made_theory.h"
#include "made_words.h"
#include "parse_speed.h"
#include "program_run.h"
#include "stage_times.h"

namespace {

using namespace realist::bench;
namespace fs = std::filesystem;

struct Asked {
  std::string realist;
  unsigned cases = 20'000;
  int passes = 3;
  std::vector<unsigned> statements = {50, 200, 1'000};
  std::vector<std::string> formats = {"verdicts", "csv", "ndjson"};
  std::vector<std::string> parts;
};

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "realist-bench-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the cohorts");
    path_ = name;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string keep(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }

 private:
  fs::path path_;
};

std::string cohort_text(const CohortShape& shape, unsigned cases) {
  std::string text;
  for (unsigned i = 1; i <= cases; ++i) append_case(shape, i, text);
  return text;
}

std::string theory_text(unsigned statements) {
  TheoryShape shape;
  shape.statements = statements;
  return made_theory(shape);
}

// One cohort on disk with what simdjson makes of it.
struct Cohort {
  std::string path;
  double megabytes = 0, records = 0;
  ParseSpeed parsed;
  double p() const { return records / parsed.seconds; }  // records a second
};

class Bench {
 public:
  explicit Bench(Asked asked) : asked_(std::move(asked)) {}

  int run() {
    std::printf("%s; %u cases, the quickest of %d passes; processor time unless it says clock\n", simdjson_in_use().c_str(), asked_.cases, asked_.passes);
    const std::array<std::pair<const char*, void (Bench::*)()>, 9> parts = {{
        {"parse", &Bench::parse}, {"counts", &Bench::counts}, {"cases", &Bench::cases}, {"verdicts", &Bench::verdicts}, {"layouts", &Bench::layouts},
        {"events", &Bench::events}, {"threads", &Bench::threads}, {"stages", &Bench::stages}, {"log", &Bench::log}}};
    for (const auto& [name, part] : parts) {
      if (!asked_.parts.empty() && std::find(asked_.parts.begin(), asked_.parts.end(), name) == asked_.parts.end()) continue;
      std::printf("\n");
      (this->*part)();
      std::fflush(stdout);
    }
    return failed_ ? 1 : 0;
  }

 private:
  Cohort cohort(const CohortShape& shape, unsigned cases) {
    std::string text = cohort_text(shape, cases);
    return on_disk("cohort-" + std::to_string(made_++) + ".ndjson", text, cases);
  }

  Cohort on_disk(const std::string& name, std::string& text, unsigned cases) {
    Cohort made{folder_.keep(name, text), static_cast<double>(text.size()) / 1e6, static_cast<double>(cases), {}};
    made.parsed = parse_many_speed(text, false, asked_.passes + 2);
    if (made.parsed.documents != cases || made.parsed.faults) failed_ = true;
    return made;
  }

  const Cohort& usual() {
    if (usual_.path.empty()) usual_ = cohort({}, asked_.cases);
    return usual_;
  }

  std::string theory(unsigned statements) {
    return folder_.keep("made-" + std::to_string(statements) + ".theory", theory_text(statements));
  }

  ProgramRun judge(const std::string& theory, const std::string& cases, const std::string& format, unsigned threads = 1) {
    std::vector<std::string> words = {asked_.realist, "run", theory, cases, "--as-of", std::string(kExportDay), "--format", format, "-q"};
    if (threads_known_) words.insert(words.end(), {"--threads", std::to_string(threads)});
    ProgramRun run = run_program(words, asked_.passes, threads > 1);
    if (!run.done && threads_known_ && threads == 1) {  // a program that has no such option yet
      threads_known_ = false;
      return judge(theory, cases, format);
    }
    failed_ = failed_ || !run.done;
    return run;
  }

  void line(const std::string& what, const Cohort& cohort, const ProgramRun& run) {
    if (!run.done) {
      std::printf("%-44s could not be run\n", what.c_str());
      return;
    }
    const double speed = cohort.records / run.processor;
    std::printf("%-44s %9.0f records/s %7.1f MB/s  %5.3f P  %6.1f MB resident  %6.2f s, clock %6.2f s\n", what.c_str(), speed,
                cohort.megabytes / run.processor, speed / cohort.p(), static_cast<double>(run.resident_kib) / 1024, run.processor, run.wall);
  }

  void parse() {
    for (const auto& [name, layout] : kLayouts) {
      CohortShape shape;
      shape.layout = layout;
      std::string text = cohort_text(shape, asked_.cases);
      const Cohort made = on_disk(std::string("p-") + name, text, asked_.cases);
      std::printf("P, parse_many, %-29s %9.0f records/s %7.1f MB/s  (%.2f kB a record)\n", name, made.p(), made.megabytes / made.parsed.seconds,
                  1e3 * made.megabytes / made.records);
      if (layout != KeyLayout::Usual) continue;
      const ParseSpeed two = parse_many_speed(text, true, asked_.passes);
      std::printf("   with its second thread, by the clock %13.0f records/s\n", made.records / two.wall);
    }
  }

  void counts() {
    std::map<unsigned, double> speed;
    for (const unsigned n : asked_.statements) {
      const ProgramRun run = judge(theory(n), usual().path, "summary");
      line("file to counts, " + std::to_string(n) + " statements", usual(), run);
      speed[n] = run.processor;
    }
    if (speed.size() > 1 && speed.rbegin()->second > 0)
      std::printf("   %u against %u statements: %.2f of the speed\n", speed.rbegin()->first, speed.begin()->first,
                  speed.begin()->second / speed.rbegin()->second);
  }

  void cases() {
    for (const unsigned times : {1u, 2u, 4u}) {
      const Cohort more = cohort({}, asked_.cases * times);
      line(std::to_string(asked_.cases * times) + " cases, 50 statements", more, judge(theory(50), more.path, "summary"));
    }
  }

  void verdicts() {
    for (const std::string& format : asked_.formats)
      line("file to every verdict, " + format + ", 200 statements", usual(), judge(theory(200), usual().path, format));
  }

  void layouts() {
    double first = 0;
    for (const auto& [name, layout] : kLayouts) {
      CohortShape shape;
      shape.layout = layout;
      const Cohort made = cohort(shape, asked_.cases);
      const ProgramRun run = judge(theory(200), made.path, "summary");
      line(std::string("file to counts, 200 statements, ") + name, made, run);
      if (first == 0) first = run.processor;
      else std::printf("   %.2f of the speed of the usual layout\n", first / run.processor);
    }
  }

  void events() {
    for (const auto& [low, high] : {std::pair{10u, 20u}, {25u, 35u}, {50u, 60u}, {100u, 120u}}) {
      CohortShape shape;
      shape.fewest_events = low;
      shape.most_events = high;
      const Cohort made = cohort(shape, asked_.cases);
      line(std::to_string(low) + " to " + std::to_string(high) + " events a case, 200 statements", made, judge(theory(200), made.path, "summary"));
    }
  }

  void threads() {
    const ProgramRun one = judge(theory(200), usual().path, "summary", 1);
    if (!threads_known_) {
      std::printf("threads: this program has no --threads\n");
      return;
    }
    const ProgramRun two = judge(theory(200), usual().path, "summary", 2);
    line("one thread", usual(), one);
    line("two threads", usual(), two);
    if (two.done) std::printf("   two threads: %.2f times as quick by the clock\n", one.wall / two.wall);
  }

  void stages() {
    std::string text = cohort_text({}, asked_.cases);
    const ParseSpeed parsed = parse_many_speed(text, false, asked_.passes);
    std::printf("%-44s %9.2f µs a record\n", "simdjson parse_many", 1e6 * parsed.seconds / asked_.cases);
    for (const StageTime& stage : stage_times(theory_text(200), text, asked_.passes))
      std::printf("%-44s %9.2f µs a record  %6.2f times P's\n", stage.name.c_str(), 1e6 * stage.seconds / asked_.cases, stage.seconds / parsed.seconds);
  }

  void log() {
    const LogShape shape;
    std::string text = event_log(shape);
    const Cohort made = on_disk("log.ndjson", text, static_cast<unsigned>(shape.cases));
    const std::string about = folder_.keep("log.theory", event_log_theory());
    line("event log, 262,000 events, six statements", made, judge(about, made.path, "summary"));
    const std::string xes = folder_.keep("log.xes", event_log_xes(shape));
    line("the same from XES", made, judge(about, xes, "summary"));
  }

  static constexpr std::array<std::pair<const char*, KeyLayout>, 3> kLayouts = {
      {{"usual", KeyLayout::Usual}, {"spaced", KeyLayout::Spaced}, {"shuffled", KeyLayout::Shuffled}}};

  Asked asked_;
  Folder folder_;
  Cohort usual_;
  int made_ = 0;
  bool threads_known_ = true, failed_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  CLI::App app("Cases from file to counts and verdicts, as ratios to simdjson's parse_many over the same bytes (P).");
  Asked asked;
  asked.realist = (fs::path(argv[0]).parent_path() / "../cli/realist").string();
  app.add_option("--realist", asked.realist, "the program to measure")->capture_default_str()->check(CLI::ExistingFile);
  app.add_option("--cases", asked.cases)->capture_default_str()->check(CLI::PositiveNumber);
  app.add_option("--passes", asked.passes, "the quickest of so many counts")->capture_default_str()->check(CLI::PositiveNumber);
  app.add_option("--statements", asked.statements)->delimiter(',')->capture_default_str();
  app.add_option("--formats", asked.formats, "for every verdict written")->delimiter(',')->capture_default_str();
  app.add_option("--only", asked.parts, "some of: parse, counts, cases, verdicts, layouts, events, threads, stages, log")->delimiter(',');
  CLI11_PARSE(app, argc, argv);
  try {
    return Bench(asked).run();
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return 1;
  }
}
