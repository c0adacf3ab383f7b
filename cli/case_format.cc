#include "cli/case_format.h"

#include <fmt/core.h>

#include "cli/stops.h"

namespace realist::cli {
namespace {

constexpr std::size_t kMostHeld = 1u << 30;  // bytes of rows, `rows: anywhere`

}  // namespace

std::variant<models::CaseRecord, models::RecordError> checked_record(models::CaseRecord&& record, const models::RecordLimits& limits) {
  if (models::is_plain(record, limits)) return std::move(record);
  return models::case_from_json(models::case_to_json(record), limits);
}

bool CaseGroups::add(const std::string& id, std::size_t line, std::size_t byte, std::string_view text, const Add& add) {
  const CsvPlace place{file_, line, byte};
  if (!open(id, place)) return false;
  keep_row(*current_, text);
  try {
    if (!current_->wrong) add(current_->record);
  } catch (const CellFault& fault) {
    current_->wrong.emplace(place, fault);
  }
  return true;
}

bool CaseGroups::add_broken(const std::optional<std::string>& id, std::size_t line, std::size_t byte, std::string_view text, CellFault fault) {
  const CsvPlace place{file_, line, byte};
  if (id) {
    if (!open(*id, place)) return false;
    keep_row(*current_, text);
    if (!current_->wrong) current_->wrong.emplace(place, std::move(fault));
    return true;
  }
  const bool first = current_ == nullptr;
  fault.message += "; the row may belong to this case";
  if (!first && !current_->wrong) current_->wrong.emplace(place, fault);
  if (!first) keep_row(*current_, text);
  if (first) stray_ = text;
  before_next_.emplace(place, std::move(fault));
  return true;
}

// Makes `current_` the case with that id.
bool CaseGroups::open(const std::string& id, const CsvPlace& place) {
  if (current_ != nullptr && current_->record.id == id) {
    before_next_.reset();
    return true;
  }
  if (anywhere_) {
    const auto [known, fresh] = at_.try_emplace(id, parts_.size());
    if (fresh) parts_.push_back({{}, place, {}, {}});
    current_ = &parts_[known->second];
  } else {
    const auto [known, fresh] = begun_.try_emplace(id, place.line);
    if (!fresh)
      throw FileFailure(fmt::format("{}:{}: the rows of the case \"{}\" do not stand together: they begin on line {}, and other cases come between. "
                                    "Sort the file by its cases, or say --map rows=anywhere, which holds the whole file in memory",
                                    *file_, place.line, id, known->second));
    if (!parts_.empty()) {
      Part whole = std::move(parts_.front());
      parts_.clear();
      if (!give(std::move(whole))) return false;
    }
    parts_.push_back({{}, place, {}, {}});
    current_ = &parts_.front();
  }
  current_->record.id = id;
  if (before_next_ && !current_->wrong) current_->wrong = before_next_;
  if (!stray_.empty()) keep_row(*current_, std::exchange(stray_, {}));
  before_next_.reset();
  return true;
}

void CaseGroups::keep_row(Part& part, std::string_view text) {
  if (part.rows.size() + text.size() > limits_.bytes) {
    if (!part.wrong) part.wrong.emplace(part.place, CellFault{"", fmt::format("the rows of the case are longer than {} bytes", limits_.bytes)});
    return;
  }
  held_ += text.size() + 1;
  if (anywhere_ && held_ > kMostHeld)
    throw FileFailure(fmt::format("{}: with rows=anywhere at most 1 GiB of rows is held; sort the file by its cases", *file_));
  part.rows += '\n';
  part.rows += text;
}

bool CaseGroups::give(Part part) {
  try {
    if (!part.wrong && finish_) finish_(part.record);
  } catch (const CellFault& fault) {
    part.wrong.emplace(part.place, fault);
  }
  if (part.wrong) return reject(part);
  auto result = checked_record(std::move(part.record), limits_);
  if (const auto* error = std::get_if<models::RecordError>(&result)) {
    part.wrong.emplace(part.place, CellFault{"", error->path.empty() ? error->message : error->path + ": " + error->message});
    return reject(part);
  }
  return handlers_.on_case({std::get<models::CaseRecord>(std::move(result)), part.place, header_ + part.rows});
}

bool CaseGroups::reject(const Part& part) {
  const auto& [place, fault] = *part.wrong;
  const std::string whose = part.record.id.empty() ? "" : fmt::format("case \"{}\": ", part.record.id);
  return handlers_.on_rejected({place, fault.column, whose + fault.message, header_ + part.rows});
}

bool CaseGroups::end(const Add& finish) {
  if (finish) finish_ = finish;
  current_ = nullptr;
  std::vector<Part> parts = std::exchange(parts_, {});
  if (parts.empty() && before_next_) {  // nobody's row, and no case at all
    Part alone;
    alone.wrong = before_next_;
    alone.rows = "\n" + stray_;
    return reject(alone);
  }
  for (Part& part : parts)
    if (!give(std::move(part))) return false;
  return true;
}

bool CaseGroups::cut_off() {
  for (Part& part : parts_)
    if (!part.wrong) part.wrong.emplace(part.place, CellFault{"", "the file breaks off, and rows of this case may be lost"});
  return end(nullptr);
}

}  // namespace realist::cli
