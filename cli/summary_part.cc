#include "cli/summary_part.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/stops.h"
#include "cli/theory_files.h"
#include "models/sha256.h"

namespace realist::cli {
namespace {

using engine::CohortSummary;
using engine::StatementSummary;
using nlohmann::json;

constexpr std::string_view kBegin = "realist-part 1 ";
constexpr std::size_t kChecksumSize = 64, kMostBytes = 256u << 20;
constexpr std::size_t kHashDigits = 16;

// Counts by something, as pairs: keys of JSON objects can only be texts.
template <typename Key>
json pairs(const std::map<Key, std::uint64_t>& counts) {
  json list = json::array();
  for (const auto& [key, count] : counts) list.push_back({key, count});
  return list;
}

template <typename Key>
std::map<Key, std::uint64_t> pairs_from(const json& list) {
  std::map<Key, std::uint64_t> counts;
  for (const json& pair : list) counts[pair.at(0).get<Key>()] += pair.at(1).get<std::uint64_t>();
  return counts;
}

json to_json(const StatementSummary& statement) {
  json stalls = json::array(), missing = json::array();
  for (const auto& [place, count] : statement.stalls)
    stalls.push_back({place.step, place.proposition, static_cast<unsigned>(place.kind), static_cast<unsigned>(place.reason), count.cases,
                      count.occurrences, pairs(count.records)});
  for (const auto& [fact, count] : statement.missing) missing.push_back({static_cast<unsigned>(fact.kind), fact.name, count});
  return {{"cases", statement.cases.counts},     {"occurrences", statement.occurrences.counts}, {"fired_presumed", statement.fired_presumed},
          {"stalls", stalls},                    {"blocks", pairs(statement.blocks)},           {"missing", missing},
          {"held_back_by", pairs(statement.held_back_by)}, {"flags", statement.flags}};
}

// A word among so many; thrown away with the whole part where it is none of them.
template <typename Enum>
Enum word_from(const json& number, Enum last) {
  const auto n = number.get<unsigned>();
  if (n > static_cast<unsigned>(last)) throw std::out_of_range("no such word");
  return static_cast<Enum>(n);
}

StatementSummary statement_from(const json& j) {
  StatementSummary statement;
  j.at("cases").get_to(statement.cases.counts);
  j.at("occurrences").get_to(statement.occurrences.counts);
  j.at("fired_presumed").get_to(statement.fired_presumed);
  j.at("flags").get_to(statement.flags);
  for (const json& s : j.at("stalls")) {
    const engine::StallPlace place{s.at(0).get<std::uint32_t>(), s.at(1).get<models::PropositionIndex>(),
                                   word_from(s.at(2), models::StallKind::Without), word_from(s.at(3), models::StepState::NotReached)};
    statement.stalls[place] = {s.at(4).get<std::uint64_t>(), s.at(5).get<std::uint64_t>(), pairs_from<std::string>(s.at(6))};
  }
  for (const json& m : j.at("missing"))
    statement.missing[{word_from(m.at(0), models::MissingFact::Kind::DateOf), m.at(1).get<std::string>(), {}}] = m.at(2).get<std::uint64_t>();
  statement.blocks = pairs_from<std::string>(j.at("blocks"));
  statement.held_back_by = pairs_from<models::StatementIndex>(j.at("held_back_by"));
  return statement;
}

json to_json(const CohortSummary& summary) {
  json statements = json::array(), propositions = json::array();
  for (const StatementSummary& statement : summary.statements) statements.push_back(to_json(statement));
  for (const engine::PropositionSummary& p : summary.propositions) propositions.push_back({p.verdicts, p.readings});
  return {{"cases", summary.cases}, {"with_problems", summary.with_problems}, {"statements", statements}, {"propositions", propositions}};
}

CohortSummary summary_from(const json& j) {
  CohortSummary summary;
  j.at("cases").get_to(summary.cases);
  j.at("with_problems").get_to(summary.with_problems);
  for (const json& statement : j.at("statements")) summary.statements.push_back(statement_from(statement));
  for (const json& p : j.at("propositions")) {
    engine::PropositionSummary& proposition = summary.propositions.emplace_back();
    p.at(0).get_to(proposition.verdicts);
    p.at(1).get_to(proposition.readings);
  }
  return summary;
}

json to_json(const PartTheory& theory) {
  json files = json::array();
  for (const PartTheory::File& file : theory.files) files.push_back({{"path", file.path}, {"text", file.text}});
  return {{"path", theory.path}, {"sha256", theory.sha256}, {"files", files}, {"summary", to_json(theory.summary)}};
}

PartTheory part_theory_from(const json& j) {
  PartTheory theory;
  j.at("path").get_to(theory.path);
  j.at("sha256").get_to(theory.sha256);
  for (const json& file : j.at("files")) theory.files.push_back({file.at("path").get<std::string>(), file.at("text").get<std::string>()});
  theory.summary = summary_from(j.at("summary"));
  return theory;
}

std::string hex(const IdSample& ids) {
  std::string text;
  for (const std::uint64_t hash : ids.hashes()) text += fmt::format("{:016x}", hash);
  return text;
}

std::uint64_t number_of(std::string_view hex) {
  std::uint64_t number = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), number, 16);
  return number;
}

IdSample ids_from(const std::string& hex) {
  IdSample ids;
  for (std::size_t at = 0; at + kHashDigits <= hex.size(); at += kHashDigits) ids.add_hash(number_of(std::string_view(hex).substr(at, kHashDigits)));
  return ids;
}

SummaryPart part_from(const json& j) {
  SummaryPart part;
  j.at("version").get_to(part.version);
  if (part.version != REALIST_VERSION) return part;  // the rest may be laid out otherwise
  j.at("as_of").get_to(part.as_of);
  for (const json& theory : j.at("theories")) part.theories.push_back(part_theory_from(theory));
  const json& records = j.at("records");
  part.tally = {records.at("read").get<std::size_t>(), records.at("rejected").get<std::size_t>(), records.at("unread_files").get<std::size_t>()};
  j.at("inputs").get_to(part.inputs);
  part.ids = ids_from(j.at("ids").get<std::string>());
  return part;
}

// Indices lead somewhere.
bool fits(const StatementSummary& statement, const models::Theory& theory, const models::Statement& written) {
  return std::all_of(statement.stalls.begin(), statement.stalls.end(), [&](const auto& stall) {
           const auto& place = stall.first;
           return place.step >= 1 && place.step <= written.steps.size() && (place.proposition == models::kNone || place.proposition < theory.propositions.size());
         }) &&
         std::all_of(statement.held_back_by.begin(), statement.held_back_by.end(),
                     [&](const auto& other) { return other.first < theory.statements.size(); });
}

bool fits(const CohortSummary& summary, const models::Theory& theory) {
  if (summary.statements.size() != theory.statements.size() || summary.propositions.size() != theory.propositions.size()) return false;
  for (std::size_t i = 0; i < theory.statements.size(); ++i)
    if (!fits(summary.statements[i], theory, theory.statements[i])) return false;
  return true;
}

[[noreturn]] void refuse(const std::string& path, const std::string& sentence) { throw FileFailure(fmt::format("{}: {}", path, sentence)); }

}  // namespace

void IdSample::add(std::string_view id) {
  const std::string digest = models::sha256(id);
  add_hash(number_of(std::string_view(digest).substr(0, kHashDigits)));
}

void IdSample::add_hash(std::uint64_t hash) {
  if (hashes_.size() == kMost && hash >= *hashes_.rbegin()) return;
  hashes_.insert(hash);
  if (hashes_.size() > kMost) hashes_.erase(std::prev(hashes_.end()));
}

bool IdSample::shares_with(const IdSample& other) const {
  return std::any_of(hashes_.begin(), hashes_.end(), [&](std::uint64_t hash) { return other.hashes_.contains(hash); });
}

std::string to_text(const SummaryPart& part) {
  json theories = json::array();
  for (const PartTheory& theory : part.theories) theories.push_back(to_json(theory));
  const json whole = {{"version", REALIST_VERSION},
                      {"as_of", part.as_of},
                      {"theories", theories},
                      {"records", {{"read", part.tally.read}, {"rejected", part.tally.rejected}, {"unread_files", part.tally.unread_files}}},
                      {"inputs", part.inputs},
                      {"ids", hex(part.ids)}};
  const std::string text = whole.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
  return fmt::format("{}{}\n{}", kBegin, models::sha256(text), text);
}

SummaryPart read_part(const std::string& path) {
  const rules::FileText file = read_file_text(path, kMostBytes);
  if (!file.text) refuse(path, file.error);
  const std::string_view text = *file.text;
  const std::size_t begin = kBegin.size() + kChecksumSize + 1;
  if (!text.starts_with(kBegin)) refuse(path, "this is no part that realist run --partial wrote");
  if (text.size() < begin || text[begin - 1] != '\n' || models::sha256(text.substr(begin)) != text.substr(kBegin.size(), kChecksumSize))
    refuse(path, "the part is damaged: its bytes are not those that were written");
  SummaryPart part;
  try {
    part = part_from(json::parse(text.substr(begin)));
  } catch (const std::exception&) {
    refuse(path, "the part cannot be understood, though its bytes are as they were written");
  }
  if (part.version != REALIST_VERSION)
    refuse(path, fmt::format("the part was written by version {}, and this is version {}; run that shard again", part.version, REALIST_VERSION));
  part.checksum = text.substr(kBegin.size(), kChecksumSize);
  return part;
}

models::Theory theory_of(const PartTheory& part, const std::string& path, const rules::Limits& limits) {
  const auto read = [&](const std::string& wanted) -> rules::FileText {
    for (const PartTheory::File& file : part.files)
      if (file.path == wanted) return {file.text, ""};
    return {std::nullopt, "it is not in the part"};
  };
  rules::ReadResult result = rules::read_theory(part.path, read, limits);
  if (!result.ok() || result.theory.sha256 != part.sha256 || !fits(part.summary, result.theory))
    refuse(path, "the counts are not those of the theory that is kept with them");
  return std::move(result.theory);
}

}  // namespace realist::cli
