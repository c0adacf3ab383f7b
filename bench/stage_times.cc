#include "stage_times.h"

#include <algorithm>
#include <functional>
#include <memory>

#include "cli/case_cutter.h"
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

}  // namespace

std::vector<StageTime> stage_times(std::string_view theory, std::string_view ndjson, int passes) {
  const auto read = rules::read_theory_text(theory);
  const auto plan = engine::compile(read.theory);
  const models::Time as_of = *models::parse_time(kExportDay);
  engine::Judge judge(*plan);
  engine::Tally tally(*plan);
  engine::Facts facts;
  const engine::LinkedRecords linked;

  // Steps from the first to the last asked for.
  const auto up_to = [&](int last) {
    return quickest(passes, [&] {
      cut(ndjson, [&](std::string_view text) {
        if (last < 1) return;
        const auto result = models::case_from_json(text);
        const auto* record = std::get_if<models::CaseRecord>(&result);
        if (last < 2 || !record) return;
        engine::excerpt_of(*plan, *record, facts.excerpt);
        if (last < 3) return;
        engine::bind(*plan, as_of, facts);
        if (last < 4) return;
        judge.count(facts, linked, tally);
      });
    });
  };
  std::vector<StageTime> stages = {{"cutting", 0}, {"reading, careful", 0}, {"excerpt", 0}, {"binding", 0}, {"judging and counting", 0}};
  double before = 0;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const double now = up_to(static_cast<int>(i));
    stages[i].seconds = std::max(0.0, now - before);
    before = now;
  }
  return stages;
}

}  // namespace realist::bench
