#include "cli/case_input.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <optional>

#include "cli/case_csv.h"
#include "cli/case_cutter.h"
#include "cli/case_table.h"
#include "cli/csv_reader.h"
#include "cli/interrupt.h"
#include "cli/query_address.h"
#include "cli/redcap_table.h"
#include "cli/text_width.h"
#include "cli/xlsx_source.h"

namespace realist::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = 256u << 10;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

// The name without its packing: "cases.json.gz" is "cases.json".
std::string unpacked_name(std::string_view path) {
  std::string name = lower(path);
  for (const std::string_view ending : {".gz", ".zst", ".zstd"})
    if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  return name;
}

std::optional<CaseLayout> layout_by_name(std::string_view path) {
  const std::string name = unpacked_name(path);
  if (name.ends_with(".ndjson") || name.ends_with(".jsonl")) return CaseLayout::Lines;
  if (name.ends_with(".json")) return CaseLayout::Document;
  return std::nullopt;
}

bool is_table(std::string_view path) {
  if (is_query_address(path)) return true;
  const std::string name = unpacked_name(path);
  return name.ends_with(".csv") || name.ends_with(".tsv") || is_workbook_name(name);
}

bool is_log(std::string_view path) { return unpacked_name(path).ends_with(".xes"); }

bool has_column(const std::vector<std::string>& header, std::string_view name) {
  return std::any_of(header.begin(), header.end(), [&](const std::string& column) { return lower(column) == name; });
}


std::string shown(const std::string& path) {
  if (is_query_address(path)) return shown_address(path);
  return path == "-" ? "standard input" : path;
}

std::string with_thousands(std::size_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

// Files to read in a folder, by name.
struct Listing {
  std::vector<std::string> files;
  std::size_t skipped = 0;
  std::string error;
};

Listing list_folder(const std::string& folder) {
  Listing listing;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    const std::string path = entry->path().string();
    // What only seems to be a file (a link to nothing, say) is tried and reported; folders and devices are passed by.
    const bool other = fs::exists(path, ignored) && !fs::is_regular_file(path, ignored);
    if (is_case_path(path) && !other) listing.files.push_back(path);
    else ++listing.skipped;
  }
  if (error) listing.error = "it cannot be listed: " + error.message();
  else if (listing.files.empty()) listing.error = "the folder holds no case files (.json, .ndjson, .jsonl, .csv, .tsv, .xlsx or .xes, plain or packed as .gz or .zst)";
  std::sort(listing.files.begin(), listing.files.end());
  return listing;
}

class CaseSetReader {
 public:
  CaseSetReader(const CaseHandlers& handlers, const models::RecordLimits& limits, const CaseMapping& mapping)
      : handlers_(handlers), limits_(limits), mapping_(mapping),
        foreign_{{[this](CsvCase found) { return give(std::move(found.record), place_of(found.place), found.rows); },
                  [this](const CsvRejected& found) { return reject(found); },
                  [this](const std::string& file, const std::string& message) { fault(file, message); }},
                 [this](const std::string& sentence) { if (handlers_.on_note) handlers_.on_note(*file_, sentence); }},
        checklists_(foreign_, limits) {}

  CaseCounts read(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      if (counts_.stopped) break;
      std::error_code error;
      if (path != "-" && fs::is_directory(path, error)) read_folder(path);
      else read_file(path);
    }
    if (!counts_.stopped) counts_.stopped = !checklists_.give_linked();
    return counts_;
  }

 private:
  void read_folder(const std::string& folder) {
    const Listing listing = list_folder(folder);
    counts_.skipped_files += listing.skipped;
    for (const std::string& file : listing.files)
      if (!counts_.stopped) read_file(file);
    if (!listing.error.empty()) fault(folder, listing.error);
  }

  void read_file(const std::string& path) {
    ++counts_.files;
    path_ = path;
    file_ = std::make_shared<const std::string>(shown(path));
    try {
      const auto source = handlers_.open ? handlers_.open(path, mapping_.sheet) : open_source(path, mapping_.sheet);
      if (is_table(path) || source->gives_rows()) read_table(*source);
      else if (is_log(path)) read_foreign(*source, CaseShape::Xes, "", false);
      else if (mapping_.shape && !layout_by_name(path)) read_foreign(*source, *mapping_.shape, "", false);
      else read_source(*source, layout_by_name(path));
      if (const std::string note = source->note(); !note.empty() && handlers_.on_note) handlers_.on_note(*file_, *file_ + ": " + note);
    } catch (const SourceFailure& failure) {
      fault(*file_, failure.what());
    }
  }

  void read_source(ByteSource& source, std::optional<CaseLayout> layout) {
    std::string head;
    bool whole = false;
    while (!whole && head.size() <= limits_.bytes && (blank(head) || (!layout && !two_lines(head)))) whole = !read_block(source, head);
    if (whole && blank(head)) return fault(*file_, "there is nothing in it");
    if (!layout && first_sign(head) == '<') return read_foreign(source, CaseShape::Xes, head, whole);
    if (!layout && looks_like_table(head)) return read_table(source, head, whole);
    const CutHandlers handlers{[this](std::string_view text, const CutPlace& at) { return take(text, at); },
                               [this](std::string_view piece, const CutPlace& at, bool last) { return take_long(piece, at, last); },
                               [this](const CutPlace& at) { return take_unclosed(at); }};
    const auto cutter = make_cutter(layout ? *layout : layout_of(head, whole), handlers, limits_.bytes);
    counts_.stopped = !feed_all(source, *cutter, head, whole);
  }

  // A filled checklist, or a table as the mapping or its own header has it.
  void read_table(ByteSource& source, std::string head = "", bool whole = false) {
    if (mapping_.shape) return read_foreign(source, *mapping_.shape, head, whole);
    while (!whole && head.size() <= limits_.bytes && table_header(head, false).empty()) whole = !read_block(source, head);
    const std::vector<std::string> header = table_header(head, whole);
    if (!mapping_.columns.empty() && !(is_redcap_header(header) && !names_case())) return read_foreign(source, CaseShape::Events, head, whole);
    if (header.empty() || has_column(header, "item")) return read_checklist(source, head, whole);
    if (is_plain_event_header(header)) return read_foreign(source, CaseShape::Events, head, whole);
    if (is_redcap_header(header) || has_column(header, "complete?")) return read_foreign(source, CaseShape::Redcap, head, whole);
    fault(*file_, "what its columns are is not known: they are not those of a filled checklist (case, item, name, value, date), nor case, event and at. " + guess_advice());
  }

  // Columns that an export of REDCap has no use for.
  bool names_case() const {
    return std::any_of(mapping_.columns.begin(), mapping_.columns.end(), [](const ColumnUse& use) { return use.role == ColumnRole::Case || (use.role == ColumnRole::Event && use.name.empty()); });
  }

  // The next two commands, ready to be typed where the name allows it.
  std::string guess_advice() const {
    const std::string& path = *file_;
    const bool plain = path_ == path && path.find_first_of(" '\"$\\`&?*()[]") == std::string::npos;
    const std::string map = plain ? fs::path(unpacked_name(path)).stem().string() + ".map" : "columns.map";
    return "`realist convert " + (plain ? path : "FILE") + " --guess -o " + map + "` writes down how they may be read; look it over, and give it here with --map " + map;
  }

  void read_foreign(ByteSource& source, CaseShape shape, std::string block, bool whole) {
    const auto format = make_case_format(shape, file_, mapping_, foreign_, limits_);
    if (source.gives_rows()) format->count_rows();
    bool going_on = true;
    try {
      if (!block.empty()) going_on = format->feed(block);
      while (going_on && !whole) {
        block.clear();
        whole = !read_block(source, block);
        going_on = format->feed(block);
      }
    } catch (const SourceFailure&) {
      counts_.stopped = !format->cut_off() || counts_.stopped;
      throw;
    }
    counts_.stopped = !(going_on && format->end()) || counts_.stopped;
  }

  void read_checklist(ByteSource& source, std::string block, bool whole) {
    checklists_.begin(file_, source.gives_rows());
    bool going_on = checklists_.feed(block);
    block.clear();
    try {
      while (going_on && !whole && read_block(source, block)) {
        going_on = checklists_.feed(block);
        block.clear();
      }
    } catch (const SourceFailure& failure) {
      throw SourceFailure(std::string(failure.what()) + "; a checklist is read whole or not at all");
    }
    counts_.stopped = !(going_on && checklists_.end()) || counts_.stopped;
  }

  static CasePlace place_of(const CsvPlace& place) { return {place.file, place.line, place.byte}; }

  // False where a handler said to stop. What had been read of a record when the source failed is rejected with the rest.
  bool feed_all(ByteSource& source, CaseCutter& cutter, std::string& block, bool whole) {
    if (!cutter.feed(block)) return false;
    broken_off_ = false;
    try {
      while (!whole) {
        block.clear();
        whole = !read_block(source, block);
        if (!cutter.feed(block)) return false;
      }
    } catch (const SourceFailure&) {
      broken_off_ = true;
      cutter.end();
      throw;
    }
    return cutter.end();
  }

  static char first_sign(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::size_t at = text.find_first_not_of(" \t\r\n");
    return at == std::string_view::npos ? '\0' : text[at];
  }

  // No JSON, and a first line with commas or the like.
  static bool looks_like_table(std::string_view head) {
    const char first = first_sign(head);
    return first != '{' && first != '[' && table_header(head, true).size() > 1;
  }

  static bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

  static bool two_lines(std::string_view head) {
    const std::size_t first = head.find('\n', std::min(head.find_first_not_of(" \t\r\n"), head.size()));
    return first != std::string_view::npos && first + 1 < head.size();
  }

  // Appends a block; false at the end.
  bool read_block(ByteSource& source, std::string& text) {
    stop_if_interrupted([&] { return std::to_string(counts_.read) + " records were read"; });
    const std::size_t before = text.size();
    text.resize(before + kBlock);
    std::size_t got = 0;
    try {
      got = source.read(text.data() + before, kBlock);
    } catch (...) {
      text.resize(before);
      throw;
    }
    text.resize(before + got);
    counts_.bytes += got;
    if (handlers_.on_progress) handlers_.on_progress(counts_);
    return got > 0;
  }

  bool take(std::string_view text, const CutPlace& at) {
    if (handlers_.on_text) return handlers_.on_text(text, {file_, at.line, at.byte});
    auto result = models::case_from_json(text, limits_);
    if (const auto* error = std::get_if<models::RecordError>(&result)) return reject(text, at, *error);
    auto& record = std::get<models::CaseRecord>(result);
    const CasePlace place{file_, at.line, at.byte};
    if (const auto twice = seen_before(record.id, place)) return reject(text, at, {*twice, "/case", 0});
    ++counts_.read;
    return handlers_.on_case(std::move(record), place);
  }

  // What is to be said where there is a record of that name already.
  std::optional<std::string> seen_before(const std::string& id, const CasePlace& place) {
    const auto [first, fresh] = seen_.try_emplace(id, place);
    if (fresh) return std::nullopt;
    return already_there(id, to_string(first->second));
  }

  // From a table or a log. `rows` is what its text is, where that is known.
  bool give(models::CaseRecord record, const CasePlace& place, const std::string& rows) {
    if (handlers_.on_built) return handlers_.on_built(std::move(record), place, rows);
    if (const auto twice = seen_before(record.id, place)) {
      ++counts_.rejected;
      const bool go_on = handlers_.on_rejected({place, "case", *twice});
      if (handlers_.keep_rejected && !rows.empty()) handlers_.keep_rejected(rows, true);
      return go_on;
    }
    ++counts_.read;
    return handlers_.on_case(std::move(record), place);
  }

  bool reject(const CsvRejected& found) {
    ++counts_.rejected;
    const bool go_on = handlers_.on_rejected({place_of(found.place), found.column.empty() ? "" : "column " + found.column, found.message});
    if (handlers_.keep_rejected) handlers_.keep_rejected(found.rows, true);
    return go_on;
  }

  bool reject(std::string_view text, const CutPlace& at, const models::RecordError& error) {
    ++counts_.rejected;
    const bool go_on = handlers_.on_rejected(rejected_text(text, {file_, at.line, at.byte}, error));
    if (handlers_.keep_rejected) handlers_.keep_rejected(text, true);
    return go_on;
  }

  bool take_long(std::string_view piece, const CutPlace& at, bool last) {
    if (handlers_.before_long) handlers_.before_long();
    if (handlers_.keep_rejected) handlers_.keep_rejected(piece, last);
    if (!last) return true;
    ++counts_.rejected;
    return handlers_.on_rejected({{file_, at.line, at.byte}, "", "the record is longer than " + with_thousands(limits_.bytes) + " bytes"});
  }

  bool take_unclosed(const CutPlace& at) {
    if (broken_off_) return true;
    fault(*file_, "the list of cases that begins on line " + std::to_string(at.line) +
                      " has no closing bracket; the file was probably cut off");
    return !counts_.stopped;
  }

  void fault(const std::string& file, const std::string& message) {
    ++counts_.faults;
    if (!handlers_.on_fault({file, message})) counts_.stopped = true;
  }

  const CaseHandlers& handlers_;
  const models::RecordLimits& limits_;
  const CaseMapping& mapping_;
  FormatHandlers foreign_;
  CaseCounts counts_;
  std::string path_;
  std::shared_ptr<const std::string> file_;
  std::unordered_map<std::string, CasePlace> seen_;
  CaseCsv checklists_;
  bool broken_off_ = false;  // the source failed; that is said once
};

}  // namespace

std::string to_string(const CasePlace& place) { return *place.file + ':' + std::to_string(place.line); }

std::string to_string(const RejectedCase& rejected) {
  const bool has_byte = rejected.place.byte != kNoByte;
  const std::string within = (has_byte ? "byte " + std::to_string(rejected.place.byte) : "") + (has_byte && !rejected.path.empty() ? ", " : "") + rejected.path;
  return to_string(rejected.place) + for_display((within.empty() ? "" : ": " + within) + ": " + rejected.message);
}

RejectedCase rejected_text(std::string_view text, const CasePlace& place, const models::RecordError& error) {
  const auto fault = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), fault, '\n'));
  return {{place.file, place.line + lines, place.byte + error.byte}, error.path, error.message};
}

std::string already_there(const std::string& id, const std::string& place) {
  return "there is a record \"" + id + "\" already" + (place.empty() ? "" : ", at " + place);
}

std::string to_string(const FileFault& fault) { return fault.file + ": " + fault.message; }

CaseCounts read_cases(const std::vector<std::string>& paths, const CaseHandlers& handlers, const models::RecordLimits& limits,
                      const CaseMapping& mapping) {
  return CaseSetReader(handlers, limits, mapping).read(paths);
}

HeldCases hold_cases(const std::vector<std::string>& paths, const models::RecordLimits& limits, const CaseMapping& mapping) {
  HeldCases held;
  CaseHandlers handlers;
  handlers.on_case = [&](models::CaseRecord record, const CasePlace& place) {
    held.records.push_back(std::move(record));
    held.places.push_back(place);
    return true;
  };
  handlers.on_rejected = [&](const RejectedCase& rejected) { return held.rejected.push_back(rejected), true; };
  handlers.on_fault = [&](const FileFault& fault) { return held.faults.push_back(fault), true; };
  handlers.on_note = [&](const std::string&, const std::string& sentence) { held.notes.push_back(sentence); };
  held.counts = read_cases(paths, handlers, limits, mapping);
  return held;
}

bool is_case_path(std::string_view path) { return layout_by_name(path).has_value() || is_table(path) || is_log(path); }

std::vector<std::string> table_header(std::string_view beginning, bool whole) {
  std::vector<std::string> header;
  CsvReader reader({[&](const CsvRow& row) { return header = row.fields, false; }, [](const CsvFault&) { return false; }});
  if (reader.feed(beginning) && whole) reader.end();
  return header;
}

}  // namespace realist::cli
