// Stretches of a case set on their way from the reader to the threads that judge: cut, not yet read.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/case_input.h"
#include "cli/case_report.h"
#include "cli/inputs.h"
#include "models/case_record.h"

namespace realist::cli {

// Some of what the reader met, in its order, all records from one file.
struct CaseBlock {
  enum class Kind : std::uint8_t { Text, Built, Rejected, Fault, Note };

  struct Item {
    Kind kind = Kind::Text;
    std::size_t at = 0, size = 0;     // its text, or its rows, in `bytes`
    std::size_t line = 1, byte = 0;   // Text, Built: where it begins
    std::size_t index = 0;            // into the list of its kind
    bool keep = false;                // Rejected: its rows are to be kept (they may be empty)
  };

  std::shared_ptr<const std::string> file;
  std::string bytes;
  std::vector<Item> items;
  std::vector<models::CaseRecord> built;
  std::vector<RejectedCase> rejected;
  std::vector<FileFault> faults;
  std::vector<std::string> notes;

  std::string_view text_of(const Item& item) const { return std::string_view(bytes).substr(item.at, item.size); }
  CasePlace place_of(const Item& item) const { return {file, item.line, item.byte}; }
  bool is_record(const Item& item) const { return item.kind == Kind::Text || item.kind == Kind::Built; }
  void clear();  // keeps its memory, unless one record was uncommonly long

  static constexpr std::size_t kKeptBytes = 2u << 20;
};

// Who takes blocks. Used by the reader's thread alone.
class BlockSink {
 public:
  virtual ~BlockSink() = default;
  virtual CaseBlock& block() = 0;  // the one to be filled
  virtual bool submit() = 0;       // it is full; false: read no further
  virtual bool drain() = 0;        // hands it over, and waits until everything handed over is done with; likewise
};

struct CaseFeed {
  const std::vector<std::string>& paths;
  const models::RecordLimits& limits;
  const CaseMapping& mapping;
  Inputs& inputs;
  CaseReport& report;             // what is too long for a block goes there by itself; otherwise not touched
  const std::atomic<std::size_t>& block_bytes;
};

// Reads a case set into blocks until its end, or until the sink says to stop, and drains. Throws as `read_cases`. What is wrong is an
// item like any other.
CaseCounts feed_cases(const CaseFeed& feed, BlockSink& sink);

}  // namespace realist::cli
