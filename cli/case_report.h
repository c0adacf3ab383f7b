// What is said of a case set while it is read: rejected records and unreadable files, in the order of the input.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "cli/case_input.h"
#include "cli/output.h"

namespace realist::cli {

// What became of the records so far. Files: not read, or not to their end.
struct CaseTally {
  std::size_t read = 0, rejected = 0, unread_files = 0;
  std::size_t seen() const { return read + rejected; }
  friend bool operator==(const CaseTally&, const CaseTally&) = default;
};

class CaseReport {
 public:
  // `rejects`: file that keeps rejected records byte for byte, each ended by a line break; empty: none. `silent`: nothing is
  // said or kept, because it was already.
  explicit CaseReport(const std::string& rejects, bool silent = false);

  void rejected(const RejectedCase& rejected);
  void keep(std::string_view bytes, bool last);
  void fault(const FileFault& fault);
  void note(const std::string& sentence);

  // After everything was read: says what is left to say. Throws FileFailure where a file could not be read and there is not
  // one record.
  void finish(std::size_t skipped_files);

  CaseTally tally;  // `rejected` and `unread_files` are counted here, `read` by the caller

 private:
  bool silent_;
  std::optional<Output> rejects_;
  std::string first_fault_;
};

// "2 of 14 records rejected", said last; nothing where none was. Gives `status`, kRejected where some were, kFailed where a
// file could not be read.
int finished_with(const CaseTally& tally, int status);

}  // namespace realist::cli
