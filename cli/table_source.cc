#include "cli/table_source.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace realist::cli {
namespace {

constexpr std::size_t kBlock = 64u << 10;

}  // namespace

std::size_t TableSource::read(char* into, std::size_t size) {
  while (!done_ && waiting() < std::min(size, kBlock)) step_or_break();
  if (broken_ && waiting() == 0) std::rethrow_exception(broken_);
  const std::size_t got = std::min(size, waiting());
  std::memcpy(into, text_.data() + at_, got);
  at_ += got;
  given_ += got;
  if (at_ < text_.size()) return got;
  text_.clear();
  at_ = 0;
  return got;
}

void TableSource::step_or_break() {
  try {
    done_ = !step();
  } catch (const SourceFailure&) {
    broken_ = std::current_exception();
    done_ = true;
  }
}

void TableSource::separate() {
  if (std::exchange(in_row_, true)) text_ += ',';
}

void TableSource::add_nothing() { separate(); }

void TableSource::add_field(std::string_view text) {
  separate();
  text_ += '"';
  for (std::size_t quote = text.find('"'); quote != std::string_view::npos; quote = text.find('"')) {
    text_ += text.substr(0, quote + 1);
    text_ += '"';
    text.remove_prefix(quote + 1);
  }
  text_ += text;
  text_ += '"';
}

void TableSource::end_row() {
  text_ += '\n';
  in_row_ = false;
}

}  // namespace realist::cli
