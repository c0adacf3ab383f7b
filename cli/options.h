// The command line as plain values: one struct a command. CLI11 stays in option_parts.h and the options_*.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/logging.h"
#include "cli/matrix.h"
#include "engine/truth_table.h"
#include "models/case_json.h"
#include "models/time.h"
#include "rules/read_theory.h"

namespace realist::cli {

struct Limits {
  rules::Limits theory;
  models::RecordLimits record;
};

enum class MessageFormat { Text, Json, Lsp };

struct NewOptions {
  std::string folder;
};

struct CheckOptions {
  std::vector<std::string> theories;
  std::vector<std::string> cases;  // of --data; empty: the theory alone
  MessageFormat format = MessageFormat::Text;
  std::string output;
  std::vector<std::string> map;  // how tables and logs are read: files, or "what=which"
  bool watch = false;            // again after each save, until an interrupt
  bool every = false;            // each note of the linter in its place, not two lines for each kind
  bool fix = false;              // make the safe fixes first
  bool scorecard = false;        // instead of the messages
  Limits limits;
};

struct FmtOptions {
  std::vector<std::string> theories;
  bool check = false;   // change nothing, name the files that would change
  bool label = false;   // write labels into statements that have none
  std::string output;   // instead of the file itself; one theory only
  Limits limits;
};

enum class GraphPicture { Map, Lanes, Table };
enum class GraphFormat { Svg, Dot, Mermaid, GraphMl, Json, Html, Markdown, Csv };

struct GraphOptions {
  std::string theory;
  GraphPicture picture = GraphPicture::Map;
  std::string focus;              // a statement's label or a proposition's phrase; empty: the whole theory
  std::size_t depth = 2;          // statements away from it
  std::vector<std::string> fold;  // "files", "phases", or the names of some of them
  std::vector<std::string> cases;
  std::string case_id;  // verdicts of one case on the picture; empty: none
  bool cohort = false;  // shares of all the cases on it
  std::optional<models::Time> as_of;
  GraphFormat format = GraphFormat::Svg;  // from --format, else the ending of `output`
  std::string output;                     // empty: standard output
  std::vector<std::string> map;  // how tables and logs are read: files, or "what=which"
  Limits limits;
};

enum class RunFormat { Table, Ndjson, Csv, Verdicts, Summary, SummaryJson };

struct RunOptions {
  std::vector<std::string> theories;
  std::vector<std::string> cases;
  std::optional<models::Time> as_of;  // none: the newest date in the cases
  RunFormat format = RunFormat::Table;
  bool results = true;                // false: `partial` is written, and nothing else
  std::string partial;                // file for a summary that `merge` takes; empty: none
  std::vector<std::string> linked;    // files of the records that cases are linked to; empty: they are among the cases
  std::size_t most_linked = 1'000'000;
  std::size_t threads = 1;
  std::vector<std::string> with;      // further columns of csv: links.site, attributes.age
  std::string output;
  std::string rejects;                // file that keeps rejected records byte for byte
  bool strict = false;                // stop at the first rejected record
  std::optional<double> min_rate;     // percent; a statement below it is a finding
  bool watch = false;                 // again after each save, until an interrupt
  std::vector<std::string> map;  // how tables and logs are read: files, or "what=which"
  Limits limits;
};

struct MergeOptions {
  std::vector<std::string> parts;
  RunFormat format = RunFormat::Summary;  // or SummaryJson
  std::string output;
  Limits limits;
};

enum class WhyFormat { Text, Json };

struct WhyOptions {
  std::string theory;
  std::vector<std::string> cases;
  std::string case_id;
  std::string subject;  // a statement's label or a proposition's phrase; empty: everything that needs attention
  bool full = false;
  WhyFormat format = WhyFormat::Text;
  std::optional<models::Time> as_of;
  std::string output;
  std::vector<std::string> map;  // how tables and logs are read: files, or "what=which"
  Limits limits;
};

enum class CaseloadFormat { Text, Json, Csv };

struct CaseloadOptions {
  std::string theory;
  std::vector<std::string> cases;
  std::optional<models::Time> as_of;
  std::optional<models::Time> since;  // the last meeting; none: a week before `as_of`
  std::int64_t days_ahead = 14;
  std::string by;                     // "links.practitioner"; empty: not grouped
  bool full = false;
  CaseloadFormat format = CaseloadFormat::Text;  // from --format, else the ending of `output`
  std::string output;
  std::vector<std::string> map;
  Limits limits;
};

struct DiffOptions {
  std::string theory;
  std::vector<std::string> inputs;
  std::vector<std::string> cases;         // two ids, or one with two dates
  std::vector<models::Time> at;           // two, or none: both cases as of `as_of`
  std::optional<models::Time> as_of;
  bool json = false;
  std::string output;
  std::vector<std::string> map;
  Limits limits;
};

struct ImpactOptions {
  std::vector<std::string> theories;      // the earlier version and the later, or with `git` the later alone
  std::string git;                        // revision of the earlier version; empty: none
  std::vector<std::string> cases;
  std::optional<models::Time> as_of;
  std::vector<std::string> fail_if;       // cli/shift_limit.h
  bool full = false;
  CaseloadFormat format = CaseloadFormat::Text;  // from --format, else the ending of `output`
  std::string output;
  std::vector<std::string> map;
  Limits limits;
};

enum class SweepFormat { Text, Json, Csv, Svg };

struct SweepOptions {
  std::string theory;
  std::vector<std::string> cases;
  std::vector<std::string> sweeps;        // cli/sweep_choice.h
  std::optional<models::Time> as_of;
  bool full = false;
  SweepFormat format = SweepFormat::Text;  // from --format, else the ending of `output`
  std::string output;
  std::vector<std::string> map;
  Limits limits;
};

struct RivalsOptions {
  std::vector<std::string> theories;      // two or more
  std::vector<std::string> cases;
  std::string outcome;                    // a phrase that all of them know
  std::optional<models::Time> as_of;
  bool full = false;
  SweepFormat format = SweepFormat::Text;
  std::string output;
  std::vector<std::string> map;
  Limits limits;
};

struct TestOptions {
  std::vector<std::string> theories;
  std::vector<std::string> cases;  // looked at with `coverage`
  bool coverage = false;
  Limits limits;
};

enum class ChecklistFormat { Html, Markdown, Csv };

struct ChecklistOptions {
  std::string theory;
  std::string case_id;              // written into the rows; empty: left to be filled
  std::vector<std::string> read;    // filled checklists to be turned into records; empty: a checklist is made
  ChecklistFormat format = ChecklistFormat::Markdown;  // from --format, else the ending of `output`
  std::string output;
  Limits limits;
};

struct ConvertOptions {
  std::vector<std::string> inputs;
  std::vector<std::string> map;
  bool guess = false;   // write a mapping instead of records; one table only
  std::string output;
  std::string rejects;
  bool strict = false;
  Limits limits;
};

enum class CodebookFormat { Markdown, Csv, Qdc };

struct CodebookOptions {
  std::string theory;
  CodebookFormat format = CodebookFormat::Markdown;  // likewise
  std::string output;
  Limits limits;
};

enum class IndexFormat { Markdown, Csv, Json };

struct IndexOptions {
  std::vector<std::string> theories;
  std::string source;  // of this document alone; empty: of all
  IndexFormat format = IndexFormat::Markdown;  // likewise
  std::string output;
  Limits limits;
};

enum class SetFormat { Text, Json, Csv, Svg, Matrix };

// Of a matrix, or of a theory over its cases.
struct FitOptions {
  MatrixOptions matrix;         // its path is empty where a theory is fitted
  std::string theory;
  std::vector<std::string> cases;
  std::optional<models::Time> as_of;  // none: the newest date in the cases
  std::vector<std::string> map;       // how tables and logs are read: files, or "what=which"
  Limits limits;
  std::string expression;       // "A*~B + C -> Y"; of a theory also a statement's label, or empty
  bool multiplied_out = false;  // brackets multiplied out first
  bool adjusted = false;        // the adjusted measures as well
  SetFormat format = SetFormat::Text;
  std::string output;
};

struct TruthTableOptions {
  MatrixOptions matrix;
  std::string outcome;                  // "Y" or "~Y"
  std::vector<std::string> conditions;  // empty: all columns but the outcome
  engine::TruthTableChoices choices;
  bool complete = false;                // remainders too
  SetFormat format = SetFormat::Text;
  std::string output;
};

struct MinimiseOptions {
  TruthTableOptions table;
  std::optional<engine::SolutionKind> solution;  // none: all that can be given
  std::vector<std::string> dir_exp;
  bool all_models = false;              // every irredundant one, not the shortest alone
};

enum class ReportFormat { Html, Markdown, Docx };

struct ReportOptions {
  std::string theory;
  std::vector<std::string> cases;
  std::optional<models::Time> as_of;  // none: the newest date in the cases
  std::optional<models::Time> since;  // the last meeting; none: a week before
  std::vector<std::string> by;        // what cases are grouped by: links.site, attributes.ward; none: every kind of link
  std::string redact;                 // "quotes": people's own words left out; empty: nothing
  std::vector<std::string> pictures;  // SVG files to put into the page
  ReportFormat format = ReportFormat::Html;  // from --format, else the ending of `output`
  std::string output;
  std::vector<std::string> map;  // how tables and logs are read: files, or "what=which"
  Limits limits;
};

enum class PatternFormat { Text, Json, Csv, Forest, Funnel };

struct PatternsOptions {
  std::string theory;
  std::vector<std::string> cases;
  std::optional<models::Time> as_of;  // none: the newest date in the cases
  std::vector<std::string> by;        // paths or conditions
  PatternFormat format = PatternFormat::Text;  // from --format, else the ending of `output`: .svg is the forest
  std::string output;
  std::size_t threads = 1;
  std::vector<std::string> map;
  Limits limits;
};

struct RefineOptions {
  std::string theory;
  std::vector<std::string> cases;
  std::optional<models::Time> as_of;
  std::uint64_t seed = 1;
  std::size_t shuffles = 999;
  double chance = 0.05;               // what comes about by chance oftener is not offered
  std::size_t most = 5;               // contexts offered
  bool json = false;
  std::string output;
  std::size_t threads = 1;
  std::vector<std::string> map;
  Limits limits;
};

enum class ExtractFormat { Theory, Json };

struct ExtractOptions {
  std::vector<std::string> documents;
  ExtractFormat format = ExtractFormat::Theory;  // from --format, else the ending of `output`
  std::string output;
  std::size_t text_bytes = 16u << 20;            // of one document
};

struct ExplainOptions {
  std::string code;  // empty: list them all
};

struct LspOptions {
  std::vector<std::string> cases;  // beside those the editor names
  Limits limits;
};

using CommandOptions = std::variant<NewOptions, CheckOptions, FmtOptions, GraphOptions, RunOptions, MergeOptions, WhyOptions, CaseloadOptions, DiffOptions, ImpactOptions, SweepOptions, RivalsOptions,
                                    TestOptions, ConvertOptions, ChecklistOptions, CodebookOptions, IndexOptions, FitOptions, TruthTableOptions, MinimiseOptions, ReportOptions, PatternsOptions, RefineOptions, ExtractOptions, ExplainOptions, LspOptions>;

struct ParsedOptions {
  CommandOptions command;
  Loudness loudness = Loudness::Normal;
};

// A command line that ends here: --help, --version (status 0, text for standard output) or wrong usage (status 2, text for
// standard error).
struct Finished {
  int status = 0;
  std::string text;
};

std::variant<ParsedOptions, Finished> parse_options(const std::vector<std::string>& arguments);

// Every option of every command as "run --as-of", for the tests that hold documentation to them.
std::vector<std::string> all_options();

}  // namespace realist::cli
