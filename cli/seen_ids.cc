#include "cli/seen_ids.h"

#include <algorithm>
#include <charconv>

#include "models/sha256.h"

namespace realist::cli {
namespace {

constexpr std::size_t kMostDigits = 18;

std::uint32_t hex_word(std::string_view hex) {
  std::uint32_t word = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), word, 16);
  return word;
}

}  // namespace

std::optional<SeenIds::Numbered> SeenIds::numbered(std::string_view id) {
  const std::size_t last = id.find_last_not_of("0123456789");
  const std::size_t begin = last == std::string_view::npos ? 0 : last + 1;
  const std::size_t digits = id.size() - begin;
  if (digits == 0 || digits > kMostDigits) return std::nullopt;
  Numbered found{std::string(id.substr(0, begin)), 0};
  found.series += static_cast<char>(digits);
  std::from_chars(id.data() + begin, id.data() + id.size(), found.number);
  return found;
}

SeenIds::Key SeenIds::key_of(std::string_view id) {
  const std::string hex = models::sha256(id);
  const std::string_view digits = hex;
  return {hex_word(digits.substr(0, 2)), hex_word(digits.substr(2, 8)), hex_word(digits.substr(10, 8))};
}

// Where the key's entry is, or the empty one it would take.
std::size_t SeenIds::slot(const Shard& shard, const Key& key) {
  const std::size_t size = shard.entries.size();
  std::size_t at = static_cast<std::size_t>(std::uint64_t{key.high} * size >> 32);
  for (;; at = at + 1 == size ? 0 : at + 1) {
    const Entry& entry = shard.entries[at];
    if (entry.line == 0 || (entry.high == key.high && entry.low == key.low)) return at;
  }
}

void SeenIds::grow(Shard& shard) {
  std::vector<Entry> before = std::move(shard.entries);
  shard.entries.assign(before.size() + before.size() / 4 + 16, {});
  for (const Entry& entry : before)
    if (entry.line != 0) shard.entries[slot(shard, {0, entry.high, entry.low})] = entry;
}

SeenIds::Line SeenIds::find(const Numbered& id) const {
  const auto series = series_.find(id.series);
  if (series == series_.end()) return 0;
  auto after = series->second.runs.upper_bound(id.number);
  if (after == series->second.runs.begin()) return 0;
  const auto& [first, run] = *std::prev(after);
  if (id.number - first >= run.count) return 0;
  return run.line == kUnknown ? kUnknown : run.line + static_cast<Line>(id.number - first) * run.stride;
}

SeenIds::Line SeenIds::find(std::string_view id) const {
  if (const auto number = numbered(id))
    if (const Line line = find(*number); line != 0) return line;
  if (!table_used_) return 0;
  const Key key = key_of(id);
  const Shard& shard = shards_[key.shard];
  return shard.entries.empty() ? 0 : shard.entries[slot(shard, key)].line;
}

// The id is not there yet. False where it goes on with no run and there are too many of them already.
bool SeenIds::remember_in_run(const Numbered& id, Line line) {
  const auto series = series_.find(id.series);
  if (series != series_.end()) {
    Run& run = series->second.runs.at(series->second.last);
    const bool next = id.number == series->second.last + run.count && line != kUnknown && run.line != kUnknown && line > run.line;
    if (next && run.count == 1) run.stride = line - run.line;
    if (next && std::uint64_t{run.line} + run.count * run.stride == line) return ++run.count, true;
  }
  if (runs_ >= kMostRuns) return false;
  Series& own = series_[id.series];
  own.last = id.number;
  own.runs[id.number] = {1, line, 0};
  ++runs_;
  return true;
}

void SeenIds::remember_in_table(const Key& key, Line line) {
  table_used_ = true;
  Shard& shard = shards_[key.shard];
  if ((shard.used + 1) * 10 > shard.entries.size() * 9) grow(shard);
  ++shard.used;
  shard.entries[slot(shard, key)] = {key.high, key.low, line};
}

SeenIds::Line SeenIds::line_of(const std::shared_ptr<const std::string>& file, std::size_t line) {
  const auto [known, fresh] = file_at_.try_emplace(file.get(), files_.size());
  if (fresh) files_.push_back({file, most_lines_});
  const std::uint64_t through_all = files_[known->second].before + line;
  const std::size_t next = known->second + 1;
  if (next < files_.size() && through_all > files_[next].before) return kUnknown;  // it would be taken for a line of the next file
  most_lines_ = std::max(most_lines_, through_all);
  return through_all >= kUnknown ? kUnknown : static_cast<Line>(through_all);
}

SeenIds::Place SeenIds::place_of(Line line) const {
  if (line == kUnknown) return {};
  const auto after = std::partition_point(files_.begin(), files_.end(), [&](const File& file) { return file.before < line; });
  const File& file = *std::prev(after);
  return {file.name, static_cast<std::size_t>(line - file.before)};
}

std::optional<SeenIds::Place> SeenIds::add(std::string_view id, const std::shared_ptr<const std::string>& file, std::size_t line) {
  if (const Line before = find(id); before != 0) return place_of(before);
  const Line own = line_of(file, line);
  const auto number = numbered(id);
  if (!number || !remember_in_run(*number, own)) remember_in_table(key_of(id), own);
  return std::nullopt;
}

}  // namespace realist::cli
