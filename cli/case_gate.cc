#include "cli/case_gate.h"

#include <string>

namespace realist::cli {

using Item = CaseBlock::Item;
using Kind = CaseBlock::Kind;

bool CaseGate::admit(const CaseBlock& block, const Item& item, std::string_view id) {
  const auto before = seen.add(id, block.file, item.line);
  if (!before) {
    ++report_.tally.read;
    return true;
  }
  const std::string place = before->line == 0 ? "" : to_string(CasePlace{before->file, before->line, 0});
  const std::string sentence = already_there(std::string(id), place);
  reject(block, item, {block.place_of(item), item.kind == Kind::Text ? "/case" : "case", sentence});
  return false;
}

void CaseGate::refuse(const CaseBlock& block, const Item& item, const models::RecordError& error) {
  reject(block, item, rejected_text(block.text_of(item), block.place_of(item), error));
}

void CaseGate::reject(const CaseBlock& block, const Item& item, const RejectedCase& rejected) {
  report_.rejected(rejected);
  if (item.kind == Kind::Text || item.size > 0) report_.keep(block.text_of(item), true);
}

void CaseGate::pass_on(const CaseBlock& block, const Item& item) {
  if (item.kind == Kind::Rejected) {
    report_.rejected(block.rejected[item.index]);
    if (item.keep) report_.keep(block.text_of(item), true);
  }
  if (item.kind == Kind::Fault) report_.fault(block.faults[item.index]);
  if (item.kind == Kind::Note) report_.note(block.notes[item.index]);
}

}  // namespace realist::cli
