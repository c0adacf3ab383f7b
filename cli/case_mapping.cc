#include "cli/case_mapping.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <utility>

#include "cli/stops.h"
#include "cli/suggest.h"
#include "cli/theory_files.h"
#include "models/theory.h"

namespace realist::cli {
namespace {

using models::fold;

constexpr std::size_t kMostBytes = 1u << 20;

struct RoleWord {
  std::string_view word;
  ColumnRole role;
  bool named;  // a name may follow
};

// The longer of two that begin alike comes first.
constexpr std::array<RoleWord, 15> kRoles = {{{"closed reason", ColumnRole::ClosedReason, false}, {"judged at", ColumnRole::JudgedAt, false},
                                              {"judged by", ColumnRole::JudgedBy, false}, {"case", ColumnRole::Case, false},
                                              {"kind", ColumnRole::Kind, false}, {"event", ColumnRole::Event, true},
                                              {"at", ColumnRole::At, false}, {"time", ColumnRole::Time, false},
                                              {"field", ColumnRole::Field, true}, {"attribute", ColumnRole::Attribute, true},
                                              {"link", ColumnRole::Link, true}, {"judgement", ColumnRole::Judgement, true},
                                              {"opened", ColumnRole::Opened, false}, {"closed", ColumnRole::Closed, false},
                                              {"ignore", ColumnRole::Ignore, false}}};

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  return begin == std::string_view::npos ? "" : std::string(text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1));
}

std::vector<std::string> listed(std::string_view text) {
  std::vector<std::string> items;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    if (std::string item = trimmed(text.substr(at, end - at)); !item.empty()) items.push_back(std::move(item));
    at = end + 1;
  }
  return items;
}

// One line: what is said, of what, and where.
struct Said {
  std::string what, which, place;
  bool one = false;  // on its own: it takes the place of what a file says of the same
};

[[noreturn]] void wrong(const Said& said, const std::string& message) { throw UsageError(fmt::format("{}: {}", said.place, message)); }

template <typename Value>
Value one_of(const Said& said, const std::vector<std::pair<std::string, Value>>& choices) {
  std::vector<std::string> words;
  for (const auto& [word, value] : choices) {
    if (fold(said.which) == word) return value;
    words.push_back(word);
  }
  wrong(said, fmt::format("\"{}: {}\": it has to be one of {}{}", said.what, said.which, fmt::join(words, ", "), did_you_mean(said.which, words)));
}

void set_time_zone(CaseMapping& mapping, const Said& said) {
  const auto time = models::parse_time("2000-01-01T12:00" + said.which);
  if (!time || !time->has_offset()) wrong(said, fmt::format("\"{}\" is no time zone; write the hours and minutes it is ahead of UTC, such as +01:00, or Z for UTC", said.which));
  mapping.time_zone = said.which;
}

void set_dates(CaseMapping& mapping, const Said& said) {
  const auto layout = layout_from(said.which);
  if (!layout) wrong(said, fmt::format("\"{}\" is no layout of dates; write it with DD, MM and YYYY, such as DD/MM/YYYY", said.which));
  mapping.dates = *layout;
}

void set_may_be_missing(CaseMapping& mapping, const Said& said) {
  const std::string word = fold(said.which);
  mapping.all_may_be_missing = word == "all";
  mapping.may_be_missing = word == "all" || word == "none" ? std::vector<std::string>() : listed(said.which);
}

void set_header_row(CaseMapping& mapping, const Said& said) {
  constexpr std::size_t kMostRows = 1u << 20;
  std::size_t row = 0;
  const auto read = std::from_chars(said.which.data(), said.which.data() + said.which.size(), row);
  if (read.ec != std::errc{} || read.ptr != said.which.data() + said.which.size() || row == 0 || row > kMostRows)
    wrong(said, fmt::format("\"{}\" is no row of a sheet; write its number, such as 3", said.which));
  mapping.sheet.header_row = row;
}

using Setting = std::function<void(CaseMapping&, const Said&)>;

const std::vector<std::pair<std::string, Setting>>& settings() {
  static const std::vector<std::pair<std::string, Setting>> kSettings = {
      {"read as", [](CaseMapping& m, const Said& s) {
         m.shape = one_of<CaseShape>(s, {{"events", CaseShape::Events}, {"wide", CaseShape::Wide}, {"redcap", CaseShape::Redcap}, {"xes", CaseShape::Xes}});
       }},
      {"others", [](CaseMapping& m, const Said& s) {
         m.others = one_of<OtherColumns>(s, {{"fields", OtherColumns::Fields}, {"attributes", OtherColumns::Attributes}, {"ignored", OtherColumns::Ignored}});
       }},
      {"missing codes", [](CaseMapping& m, const Said& s) { m.missing_codes = listed(s.which); }},
      {"yes codes", [](CaseMapping& m, const Said& s) { m.yes_codes = listed(s.which); }},
      {"no codes", [](CaseMapping& m, const Said& s) { m.no_codes = listed(s.which); }},
      {"dates", set_dates},
      {"time zone", set_time_zone},
      {"times", [](CaseMapping& m, const Said& s) { m.days_only = one_of<bool>(s, {{"as written", false}, {"days", true}}); }},
      {"may be missing", set_may_be_missing},
      {"rows", [](CaseMapping& m, const Said& s) { m.rows_anywhere = one_of<bool>(s, {{"together", false}, {"anywhere", true}}); }},
      {"encoding", [](CaseMapping& m, const Said& s) { m.windows_1252 = one_of<bool>(s, {{"utf-8", false}, {"windows-1252", true}}); }},
      {"sheet", [](CaseMapping& m, const Said& s) { m.sheet.name = s.which; }},
      {"header row", set_header_row},
      {"record kind", [](CaseMapping& m, const Said& s) { m.record_kind = s.which; }},
      {"dictionary", [](CaseMapping& m, const Said& s) { m.dictionary = s.which; }},
      {"event map", [](CaseMapping& m, const Said& s) { m.event_map = s.which; }},
      {"attribute forms", [](CaseMapping& m, const Said& s) { m.attribute_forms = listed(s.which); }},
      {"choices", [](CaseMapping& m, const Said& s) { m.choices = one_of<Choices>(s, {{"codes", Choices::Codes}, {"labels", Choices::Labels}}); }},
      {"event keys", [](CaseMapping& m, const Said& s) { m.event_keys = listed(s.which); }},
      {"lifecycle", [](CaseMapping& m, const Said& s) { m.lifecycle = s.which; }}};
  return kSettings;
}

std::vector<std::string> all_words() {
  std::vector<std::string> words;
  for (const RoleWord& role : kRoles) words.emplace_back(role.word);
  for (const auto& [word, set] : settings()) words.push_back(word);
  words.emplace_back("date of");
  return words;
}

bool add_setting(CaseMapping& mapping, const Said& said) {
  for (const auto& [word, set] : settings())
    if (fold(said.what) == word) return set(mapping, said), true;
  constexpr std::string_view kDateOf = "date of ";
  if (!fold(said.what).starts_with(kDateOf)) return false;
  mapping.form_dates.emplace_back(trimmed(std::string_view(said.what).substr(kDateOf.size())), said.which);
  return true;
}

// One column at most has it.
bool is_single(const RoleWord& role) { return !role.named && role.role != ColumnRole::Ignore; }

bool add_column(CaseMapping& mapping, const Said& said) {
  const std::string folded = fold(said.what);
  for (const RoleWord& role : kRoles) {
    const bool alone = folded == role.word;
    if (!alone && !(role.named && folded.starts_with(std::string(role.word) + " "))) continue;
    const std::string name = alone ? "" : trimmed(std::string_view(said.what).substr(role.word.size()));
    if (role.role == ColumnRole::Link && alone) wrong(said, fmt::format("which kind of record does \"{}\" link to? Write it as: link practitioner: {}", said.which, said.which));
    if (said.one) {
      const bool single = is_single(role) || role.role == ColumnRole::Event;
      std::erase_if(mapping.columns, [&](const ColumnUse& known) {
        return known.column == said.which || (known.role == role.role && fold(known.name) == fold(name) && (single || !name.empty()));
      });
    }
    for (const ColumnUse& known : mapping.columns)
      if (known.column == said.which) wrong(said, fmt::format("the column \"{}\" has its use already, at {}", said.which, known.place));
    mapping.columns.push_back({role.role, name, said.which, said.place});
    return true;
  }
  return false;
}

void add(CaseMapping& mapping, const Said& said) {
  mapping.given = true;
  if (said.what.empty() || said.which.empty()) wrong(said, "a line of a mapping is written \"what: which\", for example \"case: participant_id\"");
  if (!add_setting(mapping, said) && !add_column(mapping, said))
    wrong(said, fmt::format("a mapping knows no \"{}\"{}", said.what, did_you_mean(said.what, all_words())));
}

// Files that a mapping names are looked for beside it.
std::string beside(const std::string& mapping, const std::string& file) {
  const std::size_t slash = mapping.rfind('/');
  return file.starts_with('/') || slash == std::string::npos ? file : mapping.substr(0, slash + 1) + file;
}

void add_file(CaseMapping& mapping, const std::string& path) {
  const rules::FileText file = read_file_text(path, kMostBytes);
  if (!file.text) throw FileFailure(fmt::format("the mapping {} could not be read: {}", path, file.error));
  const std::string dictionary = std::exchange(mapping.dictionary, ""), event_map = std::exchange(mapping.event_map, "");
  add_to_mapping(mapping, *file.text, path);
  mapping.dictionary = mapping.dictionary.empty() ? dictionary : beside(path, mapping.dictionary);
  mapping.event_map = mapping.event_map.empty() ? event_map : beside(path, mapping.event_map);
}

}  // namespace

void add_to_mapping(CaseMapping& mapping, std::string_view text, const std::string& name) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::size_t line = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view whole = text.substr(at, end - at);
    at = end + 1;
    ++line;
    const std::string said = trimmed(whole);
    if (said.empty() || said.front() == '#') continue;
    const std::size_t colon = said.find(':');
    add(mapping, {trimmed(std::string_view(said).substr(0, colon)), colon == std::string::npos ? "" : trimmed(std::string_view(said).substr(colon + 1)), fmt::format("{}:{}", name, line), false});
  }
}

CaseMapping mapping_from(const std::vector<std::string>& words) {
  CaseMapping mapping;
  for (const std::string& word : words) {
    const std::size_t sign = word.find('=');
    if (sign == std::string::npos) add_file(mapping, word);
    else add(mapping, {trimmed(std::string_view(word).substr(0, sign)), trimmed(std::string_view(word).substr(sign + 1)), fmt::format("--map \"{}\"", word), true});
  }
  return mapping;
}

std::string judged_as(const CaseMapping& mapping, const std::string& cell) {
  const auto among = [&](const std::vector<std::string>& codes) { return std::find(codes.begin(), codes.end(), cell) != codes.end(); };
  return among(mapping.yes_codes) ? "yes" : among(mapping.no_codes) ? "no" : cell;
}

std::string_view to_string(ColumnRole role) {
  return std::find_if(kRoles.begin(), kRoles.end(), [&](const RoleWord& word) { return word.role == role; })->word;
}

}  // namespace realist::cli
