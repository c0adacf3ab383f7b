// Case sets: records from files, folders and standard input, one at a time, each with its place (docs/cli.md, "Cases").
//
// A case set is a list of paths: .json (one record, a list, {"cases": [...]}), .ndjson or .jsonl (one record a line), .csv, .tsv
// or .xlsx (a filled checklist: cli/case_csv.h; any other table: cli/case_table.h, as a mapping says), .xes (cli/xes_log.h), a
// query of a database (cli/query_address.h), files packed with gzip or zstd (.gz, .zst) or not, a folder of such files (read in the order of their names; folders inside are not entered), or "-"
// for standard input. What the name does not tell is told by the content, or by the mapping's `read as`. In {"cases": [...]}
// the list is found before any "case" of the same object.
//
// Memory: the longest record and its text, and the names of the records seen; never the file, but for a filled checklist,
// whose rows are held until its end, and a mapping's `rows: anywhere`.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/byte_source.h"
#include "cli/case_mapping.h"
#include "models/case_json.h"
#include "models/case_record.h"

namespace realist::cli {

// Line from 1, byte from 0, both in the unpacked text. `file` as the user would write it; "-" is shown "standard input".
struct CasePlace {
  std::shared_ptr<const std::string> file;
  std::size_t line = 1;
  std::size_t byte = 0;  // kNoByte (cli/csv_reader.h): of a table without a text, where the line is the row
};

std::string to_string(const CasePlace& place);  // "cases.ndjson:3"

// A record that was refused: the place of the fault itself, the JSON pointer to it, one sentence.
struct RejectedCase {
  CasePlace place;
  std::string path;
  std::string message;
};

std::string to_string(const RejectedCase& rejected);  // "cases.ndjson:3: byte 120, /events/0/at: there is no …"

// A file that cannot be read, or not to its end. The others are read all the same.
struct FileFault {
  std::string file;
  std::string message;
};

std::string to_string(const FileFault& fault);  // "cases.json.gz: the gzip data end too early; …"

struct CaseCounts {
  std::size_t files = 0;          // read or tried
  std::size_t read = 0;           // records given out
  std::size_t rejected = 0;
  std::size_t faults = 0;         // files not read, or not to their end
  std::size_t skipped_files = 0;  // in folders: no case files by their names
  std::size_t bytes = 0;          // unpacked
  bool stopped = false;           // a handler said to stop
};

// Called in the order of the records. Those that give a bool say whether to go on.
struct CaseHandlers {
  std::function<bool(models::CaseRecord record, const CasePlace& place)> on_case;
  std::function<bool(const RejectedCase&)> on_rejected;
  // The bytes of a rejected record just as they stand, after its `on_rejected` (a record beyond the limit: before it, in
  // pieces); `last` with the last piece. May be empty.
  std::function<void(std::string_view bytes, bool last)> keep_rejected;
  std::function<bool(const FileFault&)> on_fault;
  // After each block read; for progress. May be empty.
  std::function<void(const CaseCounts&)> on_progress;
  // What a reader of a table or a log took for granted, once a file, after its last record. May be empty.
  std::function<void(const std::string& file, const std::string& sentence)> on_note;

  // Opens a file; empty: open_source.
  std::function<std::unique_ptr<ByteSource>(const std::string& path, const SheetChoice& sheet)> open;
  // Where these two are given, `on_case` is not used: a JSON record is handed out as it stands, unread, one that a table or a
  // log gave with its rows, and neither counted nor looked at for ids that come twice.
  std::function<bool(std::string_view text, const CasePlace& place)> on_text;
  std::function<bool(models::CaseRecord record, const CasePlace& place, const std::string& rows)> on_built;
  // Before each piece of a record beyond the limit goes to `keep_rejected`. May be empty.
  std::function<void()> before_long;
};

// What is said of a JSON record, `text` at `place`, that could not be read.
RejectedCase rejected_text(std::string_view text, const CasePlace& place, const models::RecordError& error);

// What is said where there is a record of that id already: `place` "cases.ndjson:3".
std::string already_there(const std::string& id, const std::string& place);

// Reads a whole case set. Every record is given out, rejected or, where its file could not be read on, covered by a fault.
// Two records with one id: the second is rejected, whatever its kind, because links name records by their ids alone.
// Throws Interrupted where one has come, and FileFailure where the rows of a table would give cases by half. Otherwise never
// throws for what is in the files.
CaseCounts read_cases(const std::vector<std::string>& paths, const CaseHandlers& handlers, const models::RecordLimits& limits = {},
                      const CaseMapping& mapping = {});

// A set of cases small enough to be held, with everything that was wrong with it.
struct HeldCases {
  std::vector<models::CaseRecord> records;
  std::vector<CasePlace> places;  // one a record
  std::vector<RejectedCase> rejected;
  std::vector<FileFault> faults;
  std::vector<std::string> notes;
  CaseCounts counts;
};

HeldCases hold_cases(const std::vector<std::string>& paths, const models::RecordLimits& limits = {}, const CaseMapping& mapping = {});

// The fields of the first row of a table; empty where there is none.
std::vector<std::string> table_header(std::string_view beginning, bool whole);

// True for a name that says it holds cases: x.json, x.ndjson, x.jsonl, x.csv, x.tsv, x.xlsx, x.xes, each with .gz or .zst or neither; letters of any case.
bool is_case_path(std::string_view path);

}  // namespace realist::cli
