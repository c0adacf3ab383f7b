#include "cli/report_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cli/inline_source.h"
#include "cli/plain_words.h"
#include "cli/result_words.h"
#include "engine/phase_spans.h"
#include "engine/recording.h"

namespace realist::cli {
namespace {

using models::CaseRecord;
using models::FactEvidence;
using models::StepResult;
using models::StepState;
using models::Time;
using models::Verdict;

// Lines as the page's script reads them: see LINE_KINDS in cli/report/case.js.
class LineList final : public Lines {
 public:
  explicit LineList(TextTable& texts) : texts_(texts) {}

  void blank() override { gap_ = !json_.empty(); }
  void heading(std::string_view text) override { put(kHeading, text, 0); }
  std::string take() { return "[" + std::move(json_) + "]"; }

 private:
  static constexpr unsigned kHeading = 7, kGap = 8;

  void put_line(std::string_view text, std::size_t indent, std::size_t) override {
    if (!text.empty()) put(0, text, indent);
  }
  void put_marked(Mark mark, std::string_view text, std::size_t indent) override { put(1 + static_cast<unsigned>(mark), text, indent); }
  void put(unsigned kind, std::string_view text, std::size_t indent) {
    if (gap_) fmt::format_to(std::back_inserter(json_), ",{},{}", kGap, texts_.number(""));
    gap_ = false;
    fmt::format_to(std::back_inserter(json_), "{}{},{}", json_.empty() ? "" : ",", kind + 10 * (indent / 2), texts_.number(std::string(text)));
  }

  TextTable& texts_;
  std::string json_;
  bool gap_ = false;
};

// `"name":[…]`, and nothing where the list is empty.
void put_list(std::string& json, std::string_view name, const std::vector<std::string>& parts) {
  if (!parts.empty()) fmt::format_to(std::back_inserter(json), "{}\"{}\":[{}]", json.size() > 1 ? "," : "", name, fmt::join(parts, ","));
}

void put_day(std::string& json, std::string_view name, const std::optional<Time>& time) {
  if (time) fmt::format_to(std::back_inserter(json), "{}\"{}\":{}", json.size() > 1 ? "," : "", name, day_number(*time));
}

std::string day_or_null(const std::optional<Time>& time) { return time ? std::to_string(day_number(*time)) : "null"; }

const models::Value* field_of(const models::Event& event, std::string_view path) {
  for (const auto& [name, value] : event.fields)
    if (name == path) return &value;
  return nullptr;
}

std::string field_text(const models::Event& event, std::string_view path) {
  const models::Value* value = field_of(event, path);
  return value ? models::to_string(*value) : "";
}

class Packing {
 public:
  Packing(const WhyQuestion& question, const AskedFacts& asked, ReportTexts& texts)
      : q_(question), asked_(asked), texts_(texts), end_(question.result.as_of.end()) {}

  std::string json() {
    std::string json = "{";
    put_day(json, "opened", visible(q_.record.opened) ? q_.record.opened : std::nullopt);
    put_day(json, "closed", q_.record.closed && visible(q_.record.closed) ? q_.record.closed : std::nullopt);
    put_list(json, "facts", facts());
    put_list(json, "events", events());
    put_list(json, "pauses", pauses());
    put_list(json, "phases", phases());
    put_list(json, "windows", windows());
    put_list(json, "problems", problems());
    put_list(json, "why", whys());
    return json + "}";
  }

 private:
  std::uint32_t text(std::string words) { return texts_.texts.number(std::move(words)); }
  bool visible(const std::optional<Time>& at) const { return !at || models::at_or_before(*at, end_); }

  std::string fact(std::string name, std::string value) { return fmt::format("[{},{}]", text(std::move(name)), text(std::move(value))); }

  std::vector<std::string> facts() {
    std::vector<std::string> list;
    if (q_.record.opened && visible(q_.record.opened)) list.push_back(fact("opened", date_words(*q_.record.opened)));
    if (q_.record.closed && visible(q_.record.closed))
      list.push_back(fact("closed", date_words(*q_.record.closed) + (q_.record.closed_reason.empty() ? "" : ": " + q_.record.closed_reason)));
    for (const models::Link& link : q_.record.links) add_link(link, list);
    for (const models::Attribute& attribute : q_.record.attributes)
      if (std::find(asked_.attributes.begin(), asked_.attributes.end(), models::fold(attribute.path)) != asked_.attributes.end()) add_attribute(attribute, list);
    return list;
  }

  void add_link(const models::Link& link, std::vector<std::string>& list) {
    std::vector<std::string> words;
    for (const models::Link::Target& target : link.history)
      if (visible(target.at)) words.push_back(target.id + (target.at ? " since " + date_words(*target.at) : ""));
    if (!words.empty()) list.push_back(fact(link.kind, joined(words, ", ")));
  }

  void add_attribute(const models::Attribute& attribute, std::vector<std::string>& list) {
    std::vector<std::string> words;
    for (const models::DatedValue& value : attribute.history)
      if (visible(value.at) && !value.value.is_null()) words.push_back(models::to_string(value.value) + (value.at ? " since " + date_words(*value.at) : ""));
    if (!words.empty()) list.push_back(fact(attribute.path, joined(words, ", ")));
  }

  // Events and judgements, by date, those without one last.
  std::vector<std::string> events() {
    struct Row {
      std::optional<Time> at;
      std::string json;
    };
    std::vector<Row> rows;
    for (const models::Event& event : q_.record.events)
      if (visible(event.at)) rows.push_back({event.at, event_json(event)});
    for (const models::Judgement& judgement : q_.record.judgements) {
      const std::optional<Time>& at = judgement.at ? judgement.at : judgement.since;
      if (visible(at)) rows.push_back({at, judgement_json(judgement, at)});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
      if (!a.at || !b.at) return a.at.has_value() && !b.at.has_value();
      return a.at->start().local < b.at->start().local;
    });
    std::vector<std::string> list;
    for (Row& row : rows) list.push_back(std::move(row.json));
    return list;
  }

  std::string event_json(const models::Event& event) {
    FactEvidence fact;
    fact.name = event.type;
    fact.at = event.at;
    fact.by = field_text(event, "by");
    fact.source = field_text(event, "source");
    std::vector<std::string> values;
    if (const auto asked = asked_.fields.find(models::fold(event.type)); asked != asked_.fields.end())
      for (const std::string& path : asked->second)
        if (const models::Value* value = field_of(event, path); value && path != "by" && path != "source") values.push_back(path + " " + models::to_string(*value));
    const std::string words = fact_words(fact, false) + (values.empty() ? "" : ": " + joined(values, ", "));
    return fmt::format("[{},{},{}]", day_or_null(event.at), text(event.type), text(words));
  }

  std::string judgement_json(const models::Judgement& judgement, const std::optional<Time>& at) {
    FactEvidence fact;
    fact.kind = FactEvidence::Kind::Judgement;
    fact.value = judgement.value;
    fact.at = at;
    fact.by = judgement.by, fact.basis = judgement.basis, fact.source = judgement.source, fact.quote = judgement.quote;
    return fmt::format("[{},{},{},1]", day_or_null(at), text("judged"), text("“" + judgement.about + "” " + fact_words(fact, true)));
  }

  std::vector<std::string> pauses() {
    std::vector<std::string> list;
    for (const models::Pause& pause : q_.record.pauses)
      if (visible(pause.from)) list.push_back(fmt::format("[{},{},{}]", day_number(pause.from), day_or_null(pause.to), text(pause.reason)));
    return list;
  }

  std::vector<std::string> phases() {
    std::vector<std::string> list;
    const WhyQuestion& judged = q_.as_recorded ? *q_.as_recorded : q_;
    for (const engine::PhaseSpan& span : engine::phase_spans(q_.plan, judged.record, judged.linked, q_.result.as_of))
      list.push_back(fmt::format("[{},{},{}]", day_number(span.from), day_or_null(span.until), text(q_.theory.phases[span.phase].name)));
    return list;
  }

  // Steps that had a day by which they were due: what is open first, then what stalled, each by that day.
  struct Window {
    models::StatementIndex statement = 0;
    std::uint32_t step = 0;
    std::optional<Time> from;
    Time due;
    Verdict verdict = Verdict::Fired;
  };

  static std::optional<Verdict> answer_of(const StepResult& step, const models::Judging& judging) {
    if (step.state == StepState::Holds) return Verdict::Fired;
    if (step.state == StepState::Open) return judging.verdict == Verdict::Blocked ? Verdict::Blocked : Verdict::Pending;
    if (step.state == StepState::Unknown) return Verdict::Undetermined;
    if (step.state >= StepState::Refuted && step.state <= StepState::Overdue) return judging.verdict == Verdict::Blocked ? Verdict::Blocked : Verdict::Stalled;
    return std::nullopt;
  }

  static std::optional<Time> begin_of(const models::Judging& judging, std::size_t i) {
    if (judging.steps[i].earliest) return judging.steps[i].earliest;
    while (i-- > 0)
      if (judging.steps[i].at) return judging.steps[i].at;
    return judging.activated;
  }

  std::vector<Window> gathered() const {
    std::vector<Window> windows;
    for (const models::StatementResult& result : q_.result.statements)
      for (std::size_t i = 0; i < result.judging.steps.size(); ++i) {
        const StepResult& step = result.judging.steps[i];
        const std::optional<Verdict> verdict = step.due ? answer_of(step, result.judging) : std::nullopt;
        if (verdict) windows.push_back({result.statement, step.step, begin_of(result.judging, i), *step.due, *verdict});
      }
    return windows;
  }

  std::vector<std::string> windows() const {
    constexpr std::array kOrder = {4, 1, 0, 3, 2, 5};  // by models::Verdict: pending, stalled, undetermined, blocked, fired
    std::vector<Window> windows = gathered();
    std::stable_sort(windows.begin(), windows.end(), [&](const Window& a, const Window& b) {
      const int x = kOrder[static_cast<std::size_t>(a.verdict)], y = kOrder[static_cast<std::size_t>(b.verdict)];
      return x != y ? x < y : a.due.local < b.due.local;
    });
    std::vector<std::string> list;
    for (const Window& w : windows)
      list.push_back(fmt::format("[{},{},{},{},{}]", w.statement, w.step, day_or_null(w.from), day_number(w.due), static_cast<unsigned>(w.verdict)));
    return list;
  }

  std::vector<std::string> problems() {
    std::vector<std::string> list;
    for (const models::Problem& problem : q_.result.problems) list.push_back(std::to_string(text(problem.path + ": " + problem.message)));
    return list;
  }

  std::vector<std::string> whys() {
    std::vector<std::string> list;
    for (models::StatementIndex s = 0; s < q_.result.statements.size(); ++s) {
      LineList lines(texts_.texts);
      tell_statement(q_, s, lines);
      list.push_back(std::to_string(texts_.whys.number(lines.take())));
    }
    return list;
  }

  const WhyQuestion& q_;
  const AskedFacts& asked_;
  ReportTexts& texts_;
  Time end_;
};

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

}  // namespace

std::uint32_t TextTable::number(std::string text) {
  const auto [entry, added] = numbers_.try_emplace(std::move(text), static_cast<std::uint32_t>(order_.size()));
  if (added) order_.push_back(&entry->first);
  return entry->second;
}

AskedFacts::AskedFacts(const models::Theory& theory) {
  for (const engine::RecordingPart& part : engine::what_to_record(theory))
    for (const engine::RecordingItem& item : part.items) {
      if (item.kind == engine::RecordingItem::Kind::Attribute) add_once(attributes, models::fold(item.name));
      if (item.kind != engine::RecordingItem::Kind::Event) continue;
      for (const engine::AskedField& field : item.fields) add_once(fields[models::fold(item.name)], field.path);
    }
}

std::int64_t day_number(const Time& time) {
  const std::int64_t local = time.local;
  return local >= 0 ? local / models::kDay : -((models::kDay - 1 - local) / models::kDay);
}

std::string packed_case(const WhyQuestion& question, const AskedFacts& asked, ReportTexts& texts) { return Packing(question, asked, texts).json(); }

}  // namespace realist::cli
