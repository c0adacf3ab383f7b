// Which records of a reading are taken and which rejected, decided in the order of the input.
#pragma once

#include <string_view>

#include "cli/case_block.h"
#include "cli/case_report.h"
#include "cli/seen_ids.h"

namespace realist::cli {

class CaseGate {
 public:
  // `strict`: the first rejected record stops everything.
  CaseGate(CaseReport& report, bool strict) : report_(report), strict_(strict) {}

  // A record that is there already, before the first block: `add` says where.
  SeenIds seen;

  // False, and rejected, where there is a record of that id already.
  bool admit(const CaseBlock& block, const CaseBlock::Item& item, std::string_view id);
  // A JSON record that could not be read.
  void refuse(const CaseBlock& block, const CaseBlock::Item& item, const models::RecordError& error);
  // What is no record, but something the reader has to say.
  void pass_on(const CaseBlock& block, const CaseBlock::Item& item);

  bool stopped() const { return strict_ && report_.tally.rejected > 0; }

 private:
  void reject(const CaseBlock& block, const CaseBlock::Item& item, const RejectedCase& rejected);

  CaseReport& report_;
  bool strict_;
};

}  // namespace realist::cli
