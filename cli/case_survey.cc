#include "cli/case_survey.h"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <unordered_set>
#include <variant>

#include "cli/batch_line.h"
#include "cli/case_set.h"
#include "cli/progress.h"
#include "cli/stops.h"
#include "cli/text_width.h"

namespace realist::cli {
namespace {

using models::CaseRecord;

constexpr std::size_t kBlockBytes = 128u << 10;
constexpr std::uint64_t kMegabyte = 1'000'000;

// The records of a block, read, in the order of its items.
struct ReadRecords {
  struct Read {
    std::variant<CaseRecord, models::RecordError> record;
    std::optional<models::Time> newest;
    std::size_t id_columns = 0;
  };
  std::vector<Read> records;
  void clear() { records.clear(); }
};

void read_block(CaseBlock& block, ReadRecords& out, const models::RecordLimits& limits) {
  for (const CaseBlock::Item& item : block.items) {
    if (!block.is_record(item)) continue;
    ReadRecords::Read& read = out.records.emplace_back();
    if (item.kind == CaseBlock::Kind::Built) read.record = std::move(block.built[item.index]);
    else read.record = models::case_from_json(block.text_of(item), limits);
    const auto* record = std::get_if<CaseRecord>(&read.record);
    if (record == nullptr) continue;
    read.newest = models::newest_date(*record);
    read.id_columns = display_width(record->id);
  }
}

// Reads once, and calls `take(read)` for each record that is taken, in order, until it gives false.
template <typename Take>
CaseCounts read_through(const CaseSource& source, Inputs& inputs, CaseGate& gate, CaseReport& report, Take take) {
  Progress progress("reading", "MB", inputs.total() / kMegabyte);
  const std::atomic<std::size_t> block_bytes = kBlockBytes;
  const auto deliver = [&](CaseBlock& block, ReadRecords& read) {
    std::size_t next = 0;
    for (const CaseBlock::Item& item : block.items) {
      if (!block.is_record(item)) {
        gate.pass_on(block, item);
      } else {
        ReadRecords::Read& one = read.records[next++];
        if (const auto* error = std::get_if<models::RecordError>(&one.record)) gate.refuse(block, item, *error);
        else if (gate.admit(block, item, std::get<CaseRecord>(one.record).id) && !take(one)) return false;
      }
      if (gate.stopped()) return false;
    }
    progress.advance_to(inputs.taken() / kMegabyte, report.tally.seen());
    return true;
  };
  BatchLine<ReadRecords> line(
      source.threads, [&](std::size_t, CaseBlock& block, ReadRecords& out) { read_block(block, out, source.limits); }, deliver);
  return feed_cases({source.paths, source.limits, source.mapping, inputs, report, block_bytes}, line);
}

// Ids that links lead to.
class Targets {
 public:
  explicit Targets(std::size_t most) : most_(most) {}
  void add_all(const CaseRecord& record) {
    for (const models::Link& link : record.links)
      for (const models::Link::Target& target : link.history)
        if (!target.id.empty()) ids_.insert(target.id);
    if (ids_.size() > most_)
      throw FileFailure(fmt::format("the links of the cases lead to more than {} different records; --limit-linked sets how many there may be", most_));
  }
  bool contains(const std::string& id) const { return ids_.contains(id); }
  // Those that are there, but were not kept: they stand before the link that leads to them.
  bool lack_one_of(const SeenIds& seen, const LinkedCases& kept) const {
    return std::any_of(ids_.begin(), ids_.end(), [&](const std::string& id) { return !kept.by_id().contains(id) && seen.contains(id); });
  }

 private:
  std::size_t most_;
  std::unordered_set<std::string> ids_;
};

// Surely no case of any of the theories, so there to be linked to.
bool is_no_case(const CaseRecord& record, const std::vector<models::Theory>& theories) {
  return std::none_of(theories.begin(), theories.end(), [&](const models::Theory& theory) {
    return theory.case_kind.empty() || is_case(record.kind, models::fold(theory.case_kind));
  });
}

}  // namespace

void LinkedCases::add(CaseRecord record) {
  if (records_.size() == most_)
    throw FileFailure(fmt::format("there are more than {} records that cases are linked to, or of another kind; they are held in memory, and "
                                  "--limit-linked sets how many there may be",
                                  most_));
  records_.push_back(std::move(record));
  by_id_.emplace(records_.back().id, &records_.back());
}

std::optional<models::Time> LinkedCases::newest() const {
  std::optional<models::Time> newest;
  for (const CaseRecord& record : records_) newest = newer(newest, models::newest_date(record));
  return newest;
}

void LinkedCases::add_ids(SeenIds& seen) const {
  const auto nowhere = std::make_shared<const std::string>();
  std::size_t line = 0;
  for (const CaseRecord& record : records_) seen.add(record.id, nowhere, ++line);
}

bool follows_links(const models::Theory& theory) {
  const std::string own = models::fold(theory.case_kind);
  return std::any_of(theory.propositions.begin(), theory.propositions.end(),
                     [&](const models::Proposition& p) { return !p.of.empty() && models::fold(p.of) != own; });
}

void read_linked(const CaseSource& source, LinkedCases& linked, CaseGate& gate, CaseReport& report) {
  Inputs inputs(source.paths);
  read_through(source, inputs, gate, report, [&](ReadRecords::Read& read) {
    linked.add(std::get<CaseRecord>(std::move(read.record)));
    return true;
  });
}

CaseSurvey survey_cases(const CaseSource& source, Inputs& inputs, CaseGate& gate, CaseReport& report,
                        const std::vector<models::Theory>& theories, LinkedCases* linked) {
  CaseSurvey survey;
  Targets targets(linked ? linked->most() : 0);
  const auto take = [&](ReadRecords::Read& read) {
    CaseRecord& record = std::get<CaseRecord>(read.record);
    survey.kinds.add(record.kind);
    survey.newest = newer(survey.newest, read.newest);
    survey.longest_id = std::max(survey.longest_id, read.id_columns);
    if (!linked) return true;
    targets.add_all(record);
    if (targets.contains(record.id) || is_no_case(record, theories)) linked->add(std::move(record));
    return true;
  };
  survey.skipped_files = read_through(source, inputs, gate, report, take).skipped_files;
  if (gate.stopped() || !linked || !targets.lack_one_of(gate.seen, *linked)) return survey;
  inputs.begin_again();
  CaseReport silent("", true);
  CaseGate again(silent, false);
  read_through(source, inputs, again, silent, [&](ReadRecords::Read& read) {
    CaseRecord& record = std::get<CaseRecord>(read.record);
    if (targets.contains(record.id) && !linked->by_id().contains(record.id)) linked->add(std::move(record));
    return true;
  });
  return survey;
}

CaseKinds survey_kinds(const CaseSource& source, Inputs& inputs) {
  CaseKinds kinds;
  CaseReport silent("", true);
  CaseGate gate(silent, false);
  read_through(source, inputs, gate, silent, [&](ReadRecords::Read& read) {
    kinds.add(std::get<CaseRecord>(read.record).kind);
    return !kinds.settled();
  });
  return kinds;
}

}  // namespace realist::cli
