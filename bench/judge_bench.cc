// How many cases a second one core judges, records already read:
// realist_judge_bench [statements] [events] [cases] [records] [made].
//
// `made`: the theory and the cases of realist_make_cohort instead (made_theory.h, made_cohort.h).
//
// The records are judged over and over. A hundred stay in the processor's cache, as a record just read does; of a thousand
// each has to come from memory.
// The theory is made here: outcomes that become the next context, windows of days, cadences, blocks, a third of the
// statements never activated, as in a real caseload. One run prints a line a size, and the ratios that matter.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include <sys/resource.h>

#include "engine/facts.h"
#include "engine/judge.h"
#include "engine/tally.h"
#include "made_cohort.h"
#include "made_theory.h"
#include "made_words.h"
#include "models/case_json.h"
#include "rules/read_theory.h"

namespace {

using namespace realist;

constexpr int kTypes = 25;

std::string theory_text(int statements) {
  std::string text = "Theory: bench\nCase: participant\nDefault window: 28 days\n\n";
  for (int t = 0; t < kTypes; ++t)
    text += "Context E" + std::to_string(t) + ": event number " + std::to_string(t) + " took place\n  observed when event kind" +
            std::to_string(t) + "\n";
  for (int a = 0; a < 10; ++a)
    text += "Context A" + std::to_string(a) + ": attribute number " + std::to_string(a) + " is as hoped\n  observed when a" +
            std::to_string(a) + " is yes\n";
  for (int j = 0; j < 10; ++j)
    text += "Reasoning J" + std::to_string(j) + ": person feels better in way " + std::to_string(j) + "\n";
  text += "Outcome STEADY: the person keeps coming\n  observed when at least 1 event kind3 every 14 days\n\n";
  for (int s = 0; s < statements; ++s) {
    const std::string label = "[S-" + std::to_string(s) + "] ";
    auto e = [&](int k) { return "E" + std::to_string((s * 7 + k * 3) % kTypes); };
    switch (s % 5) {
      case 0: text += label + "If " + e(0) + "\nthen " + e(1) + " within 14 days\nthen " + e(2) + "\n\n"; break;
      case 1: text += label + "If A" + std::to_string(s % 10) + "\nand " + e(0) + "\nthen " + e(1) + " within 7 days\nunless " + e(3) + "\n\n"; break;
      case 2: text += label + "If " + e(0) + "\nthen J" + std::to_string(s % 10) + "\nthen " + e(2) + " within 4 weeks\n\n"; break;
      case 3: text += label + "If J" + std::to_string(s % 10) + "\nand A" + std::to_string((s + 3) % 10) + "\nthen " + e(1) + "\n\n"; break;
      default: text += label + "If " + e(0) + "\nthen not " + e(1) + " within 10 days\n\n"; break;
    }
  }
  return text;
}

models::CaseRecord make_record(int id, int events, std::mt19937& random) {
  models::CaseRecord record;
  record.id = "C-" + std::to_string(id);
  const models::Time day = *models::parse_time("2016-01-01");
  for (int i = 0; i < events; ++i) {
    models::Event event;
    event.type = "kind" + std::to_string(random() % kTypes);
    event.at = models::shifted(day, {static_cast<std::int64_t>(random() % 200), models::Unit::Day});
    record.events.push_back(event);
  }
  for (int a = 0; a < 10; ++a)
    if (random() % 3 != 0) record.attributes.push_back({"a" + std::to_string(a), {{{random() % 2 == 0}, std::nullopt, ""}}});
  for (int j = 0; j < 5; ++j) {
    models::Judgement judgement;
    judgement.about = "person feels better in way " + std::to_string(random() % 10);
    judgement.value = {random() % 2 == 0};
    judgement.at = models::shifted(day, {static_cast<std::int64_t>(random() % 200), models::Unit::Day});
    record.judgements.push_back(judgement);
  }
  return record;
}

struct Figure {
  double seconds_per_case = 0;
  double seconds_to_count = 0;
  long resident_kib = 0;
  long counts[6] = {};
  engine::Judge::Work work;
};

struct Work {
  models::Theory theory;
  std::vector<models::CaseRecord> records;
  models::Time as_of;
};

models::Theory read(const std::string& text) {
  rules::ReadResult read = rules::read_theory_text(text);
  if (read.ok()) return std::move(read.theory);
  std::fprintf(stderr, "%s\n", read.diagnostics.front().message.c_str());
  std::exit(1);
}

Work own_work(int statements, int events, int record_count) {
  Work work{read(theory_text(statements)), {}, *models::parse_time("2016-08-01")};
  std::mt19937 random(7);
  for (int i = 0; i < record_count; ++i) work.records.push_back(make_record(i, events, random));
  return work;
}

Work made_work(int statements, int record_count) {
  bench::TheoryShape shape;
  shape.statements = static_cast<unsigned>(statements);
  Work work{read(bench::made_theory(shape)), {}, *models::parse_time(bench::kExportDay)};
  for (int i = 0; i < record_count; ++i) {
    std::string text;
    bench::append_case({}, static_cast<std::uint64_t>(i + 1), text);
    if (!text.empty() && text.back() == '\n') text.pop_back();
    auto parsed = models::case_from_json(text);
    if (auto* record = std::get_if<models::CaseRecord>(&parsed)) work.records.push_back(std::move(*record));
  }
  return work;
}

Figure measure(const Work& work, int cases) {
  const auto plan = engine::compile(work.theory);
  std::vector<engine::Facts> facts;
  for (const models::CaseRecord& record : work.records) facts.push_back(engine::bind(*plan, record, work.as_of));
  engine::Judge judge(*plan);
  std::vector<engine::Outline> outlines;
  const engine::LinkedRecords linked;
  Figure figure;
  for (const engine::Facts& f : facts) judge.outline(f, linked, outlines);  // memory settles
  const std::clock_t start = std::clock();  // of this process: a second and core
  for (int i = 0; i < cases; ++i) {
    judge.outline(facts[i % facts.size()], linked, outlines);
    for (const engine::Outline& outline : outlines) ++figure.counts[static_cast<int>(outline.verdict)];
  }
  figure.seconds_per_case = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / cases;
  figure.work = judge.work();
  engine::Tally tally(*plan);
  judge.count(facts[0], linked, tally);
  const std::clock_t again = std::clock();
  for (int i = 0; i < cases; ++i) judge.count(facts[i % facts.size()], linked, tally);
  figure.seconds_to_count = static_cast<double>(std::clock() - again) / CLOCKS_PER_SEC / cases;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  figure.resident_kib = usage.ru_maxrss;
  return figure;
}

void print(const char* name, const Figure& f) {
  const auto all = static_cast<double>(f.work.dormant + f.work.plain + f.work.walked);
  std::printf("%-22s outlines %8.0f cases/s %6.2f us/case, counted %8.0f cases/s %6.2f us/case %8ld KiB   fired %ld stalled %ld pending %ld blocked %ld undetermined %ld dormant %ld"
              "   skipped %.0f %% plain %.0f %% walked %.1f %%\n",
              name, 1 / f.seconds_per_case, 1e6 * f.seconds_per_case, 1 / f.seconds_to_count, 1e6 * f.seconds_to_count, f.resident_kib, f.counts[0], f.counts[1], f.counts[2], f.counts[3],
              f.counts[4], f.counts[5], 100 * static_cast<double>(f.work.dormant) / all, 100 * static_cast<double>(f.work.plain) / all,
              100 * static_cast<double>(f.work.walked) / all);
}

}  // namespace

int main(int argc, char** argv) {
  const int statements = argc > 1 ? std::atoi(argv[1]) : 50;
  const int events = argc > 2 ? std::atoi(argv[2]) : 20;
  const int cases = argc > 3 ? std::atoi(argv[3]) : 100'000;
  const int records = argc > 4 ? std::atoi(argv[4]) : 100;
  if (argc > 5 && std::string(argv[5]) == "made") {
    print("made", measure(made_work(statements, records), cases));
    return 0;
  }
  const Figure base = measure(own_work(statements, events, records), cases);
  print("as asked", base);
  const Figure wide = measure(own_work(2 * statements, events, records), cases / 2);
  print("twice the statements", wide);
  const Figure deep = measure(own_work(statements, 2 * events, records), cases / 2);
  print("twice the events", deep);
  std::printf("time, twice the statements: %.2f; twice the events: %.2f\n", wide.seconds_per_case / base.seconds_per_case,
              deep.seconds_per_case / base.seconds_per_case);
}
