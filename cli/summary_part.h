// The counts of one run as a file, to be put together with those of other runs (`realist run --partial`, `realist merge`).
//
// "realist-part 1 CHECKSUM", a line of its own, then JSON: what was judged (the theories with their texts, so that a part
// stands by itself), as of when, by which version, from which files, the counts, and a sample of the cases' ids.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/case_report.h"
#include "engine/summary.h"
#include "models/theory.h"
#include "rules/read_theory.h"

namespace realist::cli {

// The 4,096 smallest hashes of some ids: all of them where there are no more. Two samples that share a hash share an id; two
// that share one id in a hundred share some forty hashes, as long as one is not many times as large as the other.
class IdSample {
 public:
  static constexpr std::size_t kMost = 4096;

  void add(std::string_view id);
  void add_hash(std::uint64_t hash);
  bool shares_with(const IdSample& other) const;
  const std::set<std::uint64_t>& hashes() const { return hashes_; }
  friend bool operator==(const IdSample&, const IdSample&) = default;

 private:
  std::set<std::uint64_t> hashes_;
};

struct PartTheory {
  struct File {
    std::string path, text;
  };
  std::string path, sha256;
  std::vector<File> files;
  engine::CohortSummary summary;
};

struct SummaryPart {
  std::string version;               // of the program; filled in by `to_text`
  std::string as_of;                 // as it was given
  std::vector<PartTheory> theories;
  CaseTally tally;
  std::vector<std::string> inputs;   // as they were given
  IdSample ids;                      // of the cases judged
  std::string checksum;              // of a part that was read
};

std::string to_text(const SummaryPart& part);

// A part from its file. Throws FileFailure, with the file, where it cannot be read, is no part, is damaged, or was written by
// another version.
SummaryPart read_part(const std::string& path);

// The theory of a part, read again from its texts. Throws FileFailure where it is not what was judged, or where the counts
// are not those of such a theory. `path`: of the part, for the message.
models::Theory theory_of(const PartTheory& part, const std::string& path, const rules::Limits& limits);

}  // namespace realist::cli
