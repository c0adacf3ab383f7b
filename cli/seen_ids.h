// The ids of the records read so far, with the place of each: which record is the second of its name.
//
// Ids that count on (C-0001, C-0002, … or 17, 18, …) in records that stand at even distances are kept as one run, whatever
// their number. Others take some 15 bytes each in a table. It knows an id by 72
// bits of its SHA-256: among a million such ids, two different ones are taken for one with a chance of 1 in 10,000 million.
// Runs are exact.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace realist::cli {

class SeenIds {
 public:
  struct Place {
    std::shared_ptr<const std::string> file;
    std::size_t line = 0;  // 0: not kept (past 4,000 million lines in all)
  };

  // Where the first record of that id stands, if there was one; else this one is remembered. `line` from 1.
  std::optional<Place> add(std::string_view id, const std::shared_ptr<const std::string>& file, std::size_t line);
  bool contains(std::string_view id) const { return find(id) != 0; }

 private:
  using Line = std::uint32_t;  // counted on through all files; 0: none, kUnknown: not kept
  static constexpr Line kUnknown = UINT32_MAX;

  struct Run {
    std::uint64_t count = 1;
    Line line = 0;
    Line stride = 0;  // lines from one to the next
  };
  using Runs = std::map<std::uint64_t, Run>;  // by their first number
  struct Series {
    Runs runs;
    std::uint64_t last = 0;  // the first number of the run that was added to last
  };

  // "C-0017" is number 17 of the series "C-" with four digits.
  struct Numbered {
    std::string series;
    std::uint64_t number = 0;
  };

  struct Entry {
    std::uint32_t high = 0, low = 0;  // of the id's hash
    Line line = 0;
  };
  struct Shard {
    std::vector<Entry> entries;
    std::size_t used = 0;
  };
  struct Key {
    std::uint32_t shard, high, low;
  };
  struct File {
    std::shared_ptr<const std::string> name;
    std::uint64_t before = 0;  // lines of the files before it
  };

  static std::optional<Numbered> numbered(std::string_view id);
  static Key key_of(std::string_view id);
  static std::size_t slot(const Shard& shard, const Key& key);
  static void grow(Shard& shard);

  Line find(std::string_view id) const;
  Line find(const Numbered& id) const;
  bool remember_in_run(const Numbered& id, Line line);
  void remember_in_table(const Key& key, Line line);
  Line line_of(const std::shared_ptr<const std::string>& file, std::size_t line);
  Place place_of(Line line) const;

  static constexpr std::size_t kShards = 256, kMostRuns = 16384;

  std::map<std::string, Series, std::less<>> series_;
  std::size_t runs_ = 0;
  std::array<Shard, kShards> shards_;
  bool table_used_ = false;
  std::vector<File> files_;
  std::unordered_map<const std::string*, std::size_t> file_at_;
  std::uint64_t most_lines_ = 0;  // the last line seen, through all files
};

}  // namespace realist::cli
