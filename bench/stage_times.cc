#include "stage_times.h"

#include <algorithm>
#include <functional>
#include <memory>

#include "cli/case_cutter.h"
#include "cli/excerpt_reader.h"
#include "engine/facts.h"
#include "engine/tally.h"
#include "made_words.h"
#include "models/case_json.h"
#include "rules/read_theory.h"
#include "stopwatch.h"

namespace realist::bench {
namespace {

constexpr std::size_t kBlock = 1 << 18;  // as from a file
constexpr std::size_t kLongest = 64u << 20;

void cut(std::string_view ndjson, const std::function<void(std::string_view)>& take) {
  cli::CutHandlers handlers;
  handlers.on_record = [&](std::string_view record, const cli::CutPlace&) {
    take(record);
    return true;
  };
  handlers.on_long = [](std::string_view, const cli::CutPlace&, bool) { return true; };
  handlers.on_unclosed = [](const cli::CutPlace&) { return true; };
  const auto cutter = cli::make_cutter(cli::CaseLayout::Lines, handlers, kLongest);
  for (std::size_t at = 0; at < ndjson.size(); at += kBlock) cutter->feed(ndjson.substr(at, kBlock));
  cutter->end();
}

double quickest(int passes, const std::function<void()>& work) {
  double best = 0;
  for (int pass = 0; pass < passes; ++pass) {
    const Stopwatch watch;
    work();
    const double now = watch.processor();
    if (pass == 0 || now < best) best = now;
  }
  return best;
}

// The steps, each of them a longer way to go.
struct Steps {
  std::vector<std::string> names;
  std::function<void(int last)> go;  // up to that one, over all records
};

std::vector<StageTime> time_of(const Steps& steps, int passes) {
  std::vector<StageTime> stages;
  double before = 0;
  for (std::size_t i = 0; i < steps.names.size(); ++i) {
    const double now = quickest(passes, [&] { steps.go(static_cast<int>(i)); });
    stages.push_back({steps.names[i], std::max(0.0, now - before)});
    before = now;
  }
  return stages;
}

}  // namespace

std::vector<StageTime> stage_times(std::string_view theory, std::string_view ndjson, int passes) {
  const auto read = rules::read_theory_text(theory);
  const auto plan = engine::compile(read.theory);
  const models::Time as_of = *models::parse_time(kExportDay);
  engine::Judge judge(*plan);
  engine::Tally tally(*plan);
  engine::Facts facts;
  const engine::LinkedRecords linked;

  cli::ExcerptReader reader(*plan);
  const auto judge_bound = [&](int step, int last) {
    if (last >= step) engine::bind(*plan, as_of, facts);
    if (last >= step + 1) judge.count(facts, linked, tally);
  };
  const Steps fast{{"cutting", "reading an excerpt", "binding it", "judging and counting"}, [&](int last) {
    cut(ndjson, [&](std::string_view text) {
      if (last >= 1 && reader.read(text, facts.excerpt)) judge_bound(2, last);
    });
  }};
  const Steps careful{{"cutting, again", "careful reading", "its excerpt", "binding that", "judging that"}, [&](int last) {
    cut(ndjson, [&](std::string_view text) {
      if (last < 1) return;
      const auto result = models::case_from_json(text);
      const auto* record = std::get_if<models::CaseRecord>(&result);
      if (last < 2 || !record) return;
      engine::excerpt_of(*plan, *record, facts.excerpt);
      judge_bound(3, last);
    });
  }};
  std::vector<StageTime> stages = time_of(fast, passes);
  for (StageTime& stage : time_of(careful, passes)) stages.push_back(std::move(stage));
  return stages;
}

}  // namespace realist::bench
