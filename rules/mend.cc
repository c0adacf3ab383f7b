#include "rules/mend.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "rules/characters.h"

namespace realist::rules {
namespace {

using Texts = std::map<std::string, std::string>;

struct Replacement {
  std::size_t begin = 0, end = 0;  // bytes
  std::string_view words;
};

// Where lines begin and end, as SourceText counts them.
class LineTable {
 public:
  explicit LineTable(std::string_view text) : text_(text) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    std::size_t begin = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    for (std::size_t at = begin; at <= text.size(); ++at) {
      if (at < text.size() && text[at] != '\n' && text[at] != '\r') continue;
      lines_.emplace_back(begin, at);
      if (at + 1 < text.size() && text[at] == '\r' && text[at + 1] == '\n') ++at;
      begin = at + 1;
    }
  }

  // The byte of a character, both counted from 1; the line's end past it.
  std::size_t byte_at(std::uint32_t line, std::uint32_t column) const {
    if (line == 0 || line > lines_.size()) return text_.size();
    auto [at, end] = lines_[line - 1];
    for (std::uint32_t seen = 1; seen < column && at < end; ++seen) at += character_at_start(text_.substr(at));
    return std::min(at, end);
  }

 private:
  std::string_view text_;
  std::vector<std::pair<std::size_t, std::size_t>> lines_;
};

auto begin_of(const models::Mark& mark) { return std::tie(mark.line, mark.column); }
auto end_of(const models::Mark& mark) { return std::tie(mark.end_line, mark.end_column); }

// Touching ones too: which is to stand first would be a guess.
bool meet(const models::Edit& a, const models::Edit& b) {
  return a.where.path == b.where.path && begin_of(a.where) <= end_of(b.where) && begin_of(b.where) <= end_of(a.where);
}

bool is_free(const models::Fix& fix, const std::vector<models::Edit>& taken) {
  return std::none_of(fix.edits.begin(), fix.edits.end(), [&](const models::Edit& edit) {
    return std::any_of(taken.begin(), taken.end(), [&](const models::Edit& other) { return meet(edit, other); });
  });
}

// The fixes of one round, by file. Messages come in order of place, so that only the last edits of a file can meet the next.
std::map<std::string, std::vector<models::Edit>> choose(const std::vector<models::Diagnostic>& diagnostics, std::vector<models::Diagnostic>& done) {
  constexpr std::size_t kLookBack = 16;
  std::map<std::string, std::vector<models::Edit>> chosen;
  std::vector<models::Edit> taken;
  for (const models::Diagnostic& d : diagnostics) {
    if (!d.fix || !d.fix->safe) continue;
    const std::vector<models::Edit> near(taken.end() - static_cast<std::ptrdiff_t>(std::min(kLookBack, taken.size())), taken.end());
    if (!is_free(*d.fix, d.fix->edits.size() > 1 ? taken : near)) continue;
    for (const models::Edit& edit : d.fix->edits) {
      chosen[edit.where.path].push_back(edit);
      taken.push_back(edit);
    }
    done.push_back(d);
  }
  return chosen;
}

std::optional<std::string> found(const Texts& texts, const std::string& path) {
  const auto at = texts.find(path);
  return at == texts.end() ? std::nullopt : std::optional(at->second);
}

}  // namespace

std::string with_edits(std::string_view text, std::vector<models::Edit> edits) {
  const LineTable lines(text);
  std::vector<Replacement> all;
  for (const models::Edit& edit : edits)
    all.push_back({lines.byte_at(edit.where.line, edit.where.column), lines.byte_at(edit.where.end_line, edit.where.end_column), edit.replacement});
  std::stable_sort(all.begin(), all.end(), [](const Replacement& a, const Replacement& b) { return a.begin < b.begin; });
  std::string out;
  std::size_t at = 0;
  for (const Replacement& replacement : all) {
    out += text.substr(at, replacement.begin - at);
    out += replacement.words;
    at = std::max(at, replacement.end);
  }
  return out + std::string(text.substr(at));
}

Mended mend(const std::string& path, const Texts& texts, const ReadFile& read_file, const Limits& limits) {
  Texts now = texts;
  const ReadFile from_texts = [&](const std::string& wanted) {
    auto text = found(now, wanted);
    return text ? FileText{std::move(text), {}} : read_file(wanted);
  };
  Mended out;
  for (std::size_t round = 0; round < kMostRounds; ++round) {
    const ReadResult read = check_theory(path, from_texts, limits);
    out.sound = read.ok();
    if (!out.sound) return {{}, {}, false};
    const auto chosen = choose(read.diagnostics, out.done);
    if (chosen.empty()) break;
    for (const auto& [file, edits] : chosen) {
      if (now.count(file) == 0) return {{}, {}, false};  // not among what was read: nothing to write to
      now[file] = with_edits(now[file], edits);
    }
  }
  for (auto& [file, text] : now)
    if (text != texts.at(file)) out.changed.emplace(file, std::move(text));
  return out;
}

}  // namespace realist::rules
