#include "cli/case_block.h"

namespace realist::cli {
namespace {

using Kind = CaseBlock::Kind;
using Item = CaseBlock::Item;

class Feeder {
 public:
  Feeder(const CaseFeed& feed, BlockSink& sink) : feed_(feed), sink_(sink) {}

  CaseHandlers handlers() {
    CaseHandlers h;
    h.open = [this](const std::string& path, const SheetChoice& sheet) { return feed_.inputs.open(path, sheet); };
    h.on_text = [this](std::string_view text, const CasePlace& place) { return add_record(Kind::Text, place, text, 0); };
    h.on_built = [this](models::CaseRecord record, const CasePlace& place, const std::string& rows) {
      CaseBlock& block = block_of(place);
      block.built.push_back(std::move(record));
      return add_record(Kind::Built, place, rows, block.built.size() - 1);
    };
    h.on_rejected = [this](const RejectedCase& rejected) { return add(Kind::Rejected, &CaseBlock::rejected, rejected); };
    h.before_long = [this] { going_on_ = sink_.drain(); long_ = true; };
    h.keep_rejected = [this](std::string_view bytes, bool last) { keep(bytes, last); };
    h.on_fault = [this](const FileFault& fault) { return add(Kind::Fault, &CaseBlock::faults, fault); };
    h.on_note = [this](const std::string&, const std::string& sentence) { add(Kind::Note, &CaseBlock::notes, sentence); };
    return h;
  }

 private:
  CaseBlock& block_of(const CasePlace& place) {
    if (sink_.block().file != place.file && sink_.block().file) going_on_ = sink_.submit() && going_on_;
    CaseBlock& block = sink_.block();
    block.file = place.file;
    return block;
  }

  bool add_record(Kind kind, const CasePlace& place, std::string_view text, std::size_t index) {
    CaseBlock& block = block_of(place);
    block.items.push_back({kind, block.bytes.size(), text.size(), place.line, place.byte, index, false});
    block.bytes += text;
    return submit_if_full();
  }

  // What is no record: beside its rows, which may come after it, it is small.
  template <typename What>
  bool add(Kind kind, std::vector<What> CaseBlock::* list, const What& what) {
    submit_if_full();
    CaseBlock& block = sink_.block();
    (block.*list).push_back(what);
    block.items.push_back({kind, block.bytes.size(), 0, 1, 0, (block.*list).size() - 1, false});
    return going_on_;
  }

  bool submit_if_full() {
    const CaseBlock& block = sink_.block();
    const bool full = block.bytes.size() + (block.items.size() - block.built.size()) * kItemBytes + block.built.size() * kBuiltBytes >= feed_.block_bytes;
    if (full) going_on_ = sink_.submit() && going_on_;
    return going_on_;
  }

  // The rows of what was rejected last, or a piece of a record that is longer than the limit.
  void keep(std::string_view bytes, bool last) {
    if (long_) {
      feed_.report.keep(bytes, last);
      long_ = false;
      return;
    }
    CaseBlock& block = sink_.block();
    block.bytes += bytes;
    block.items.back().size = bytes.size();
    block.items.back().keep = true;
  }

  static constexpr std::size_t kBuiltBytes = 2048, kItemBytes = 64;  // what a built record and another item count for, beside their texts

  const CaseFeed& feed_;
  BlockSink& sink_;
  bool going_on_ = true, long_ = false;
};

}  // namespace

void CaseBlock::clear() {
  file.reset();
  bytes.clear();
  if (bytes.capacity() > kKeptBytes) bytes.shrink_to_fit();
  items.clear();
  built.clear();
  rejected.clear();
  faults.clear();
  notes.clear();
}

CaseCounts feed_cases(const CaseFeed& feed, BlockSink& sink) {
  Feeder feeder(feed, sink);
  const CaseCounts counts = read_cases(feed.paths, feeder.handlers(), feed.limits, feed.mapping);
  sink.drain();
  return counts;
}

}  // namespace realist::cli
