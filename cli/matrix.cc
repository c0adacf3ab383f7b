#include "cli/matrix.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>

#include "cli/byte_source.h"
#include "cli/csv_reader.h"
#include "cli/stops.h"
#include "cli/suggest.h"
#include "cli/text_width.h"

namespace realist::cli {
namespace {

using models::Diagnostic;
using models::Mark;
using models::Severity;

constexpr std::size_t kMostTold = 20;
constexpr std::size_t kBlock = 1u << 16;

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

// Bytes [begin, end) of a cell in its row. A cell with line breaks in it ends where its first line does.
std::pair<std::size_t, std::size_t> cell_bytes(std::string_view row, std::size_t cell, char separator) {
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t at = 0, seen = 0; at <= row.size(); ++at) {
    if (at < row.size() && row[at] == '"') quoted = !quoted;
    if (at < row.size() && (quoted || row[at] != separator)) continue;
    if (seen == cell) return {begin, at};
    ++seen;
    begin = at + 1;
  }
  return {row.size(), row.size()};
}

class Problems {
 public:
  Problems(std::string path, char separator) : path_(std::move(path)), separator_(separator) {}

  void row(const MatrixRow& row, std::string code, std::string message, std::string help = {}) {
    add(std::move(code), std::move(message), mark(row, 0, row.text.size()), std::move(help));
  }
  void cell(const MatrixRow& row, std::size_t cell, std::string code, std::string message, std::string help = {}) {
    const auto [begin, end] = cell_bytes(row.text, cell, separator_);
    add(std::move(code), std::move(message), mark(row, begin, end), std::move(help));
  }
  void file(std::string code, std::string message, std::string help = {}) {
    Mark whole;
    whole.path = path_;
    add(std::move(code), std::move(message), std::move(whole), std::move(help));
  }
  void warn_next() { severity_ = Severity::Warning; }

  bool full() const { return all_.size() >= kMostTold; }
  std::vector<Diagnostic> take(Severity severity) {
    std::vector<Diagnostic> some;
    for (Diagnostic& d : all_)
      if (d.severity == severity) some.push_back(d);
    return some;
  }
  bool any() const {
    return std::any_of(all_.begin(), all_.end(), [](const Diagnostic& d) { return d.severity == Severity::Error; });
  }
  void stop_on_errors() {
    if (any()) throw MatrixFault{take(Severity::Error)};
  }

 private:
  Mark mark(const MatrixRow& row, std::size_t begin, std::size_t end) const {
    const std::string line = row.text.substr(0, row.text.find('\n'));
    Mark mark;
    mark.path = path_;
    mark.line = mark.end_line = static_cast<std::uint32_t>(row.line);
    mark.column = static_cast<std::uint32_t>(character_count(std::string_view(line).substr(0, std::min(begin, line.size()))) + 1);
    mark.end_column = static_cast<std::uint32_t>(character_count(std::string_view(line).substr(0, std::min(end, line.size()))) + 1);
    mark.text = line;
    return mark;
  }

  void add(std::string code, std::string message, Mark where, std::string help) {
    const Severity severity = std::exchange(severity_, Severity::Error);
    if (full()) return;
    Diagnostic d;
    d.severity = severity;
    d.code = std::move(code);
    d.message = std::move(message);
    d.where = std::move(where);
    d.help = std::move(help);
    all_.push_back(std::move(d));
  }

  std::string path_;
  char separator_;
  Severity severity_ = Severity::Error;
  std::vector<Diagnostic> all_;
};

struct RawRows {
  std::vector<MatrixRow> rows;
  char separator = ',';
  std::vector<std::pair<MatrixRow, std::string>> faults;
  bool too_many = false;
};

MatrixRow row_of(const CsvRow& row) {
  MatrixRow kept{row.line, std::string(row.text), {}};
  for (const std::string& field : row.fields) kept.cells.push_back(trimmed(from_spreadsheet(field)));
  return kept;
}

RawRows read_rows(const std::string& path) {
  RawRows raw;
  const auto take_row = [&](const CsvRow& row) {
    raw.rows.push_back(row_of(row));
    raw.too_many = raw.rows.size() > kMostCases + 1;
    return !raw.too_many;
  };
  const auto take_fault = [&](const CsvFault& fault) {
    raw.faults.push_back({{fault.line, std::string(fault.text.substr(0, fault.text.find('\n'))), {}}, fault.message});
    return raw.faults.size() < kMostTold;
  };
  CsvReader reader({take_row, take_fault});
  try {
    const auto source = open_source(path);
    std::string block(kBlock, '\0');
    bool going_on = true;
    for (std::size_t got = 0; going_on && (got = source->read(block.data(), block.size())) > 0;)
      going_on = reader.feed(std::string_view(block).substr(0, got));
    if (going_on) reader.end();
  } catch (const SourceFailure& failure) {
    throw FileFailure(fmt::format("{}: {}", path == "-" ? "standard input" : path, failure.what()));
  }
  raw.separator = reader.separator();
  return raw;
}

void check_heading(const MatrixRow& heading, Problems& problems) {
  std::map<std::string, std::size_t> first;
  for (std::size_t c = 0; c < heading.cells.size(); ++c) {
    const std::string& name = heading.cells[c];
    if (name.empty() && c > 0)
      problems.cell(heading, c, "matrix/no-heading", fmt::format("column {} has no name", c + 1), "name every column in the first row");
    else if (const auto [at, fresh] = first.emplace(name, c); !fresh && c > 0)
      problems.cell(heading, c, "matrix/repeated-heading", fmt::format("two columns are called \"{}\": columns {} and {}", name, at->second + 1, c + 1),
                    "give each column a name of its own");
  }
  if (heading.cells.size() < 2)
    problems.row(heading, "matrix/empty", "the first row names no condition", "the first column names the case, each further one a condition");
}

void check_rows(const Matrix& matrix, Problems& problems) {
  std::map<std::string, std::size_t> first;
  const std::size_t width = matrix.heading.cells.size();
  for (const MatrixRow& row : matrix.rows) {
    const std::string& name = row.cells.front();
    if (row.cells.size() != width)
      problems.row(row, "matrix/ragged-row", fmt::format("this row has {} fields, the first row has {}", row.cells.size(), width),
                   row.cells.size() > width ? "a field with a comma in it needs double quotes" : "an unknown value is an empty field, with its comma");
    else if (name.empty())
      problems.cell(row, 0, "matrix/no-case", "this row does not say which case it is", "the first column names the case");
    else if (const auto [at, fresh] = first.emplace(name, row.line); !fresh)
      problems.cell(row, 0, "matrix/repeated-case", fmt::format("the case \"{}\" was in line {} already", name, at->second), "one row a case");
  }
}

// A number as R and spreadsheets in English write it.
std::optional<double> number_of(const std::string& text) {
  const std::string_view digits = std::string_view(text).substr(text.starts_with('+') ? 1 : 0);
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::string number_help(const std::string& text) {
  if (text.find(',') != std::string::npos && number_of(std::string(text).replace(text.find(','), 1, ".")))
    return "write the decimal sign as a point";
  return "an unknown value is an empty field; a code for it is declared with --missing " + (text.find_first_of(" ,") == std::string::npos ? text : "CODE");
}

// One column as degrees.
class ColumnReader {
 public:
  ColumnReader(const Matrix& matrix, const MatrixOptions& options, Problems& problems) : matrix_(matrix), options_(options), problems_(problems) {}

  std::vector<engine::Degree> read(std::size_t column) {
    texts_ = {};
    outside_ = {};
    const std::string& name = matrix_.heading.cells[column + 1];
    const auto anchors = options_.calibrate.find(name);
    std::vector<engine::Degree> degrees;
    for (const MatrixRow& row : matrix_.rows)
      degrees.push_back(degree(row, column, anchors == options_.calibrate.end() ? nullptr : &anchors->second));
    tell(column, name);
    return degrees;
  }

 private:
  // Cells of one column with the same fault: the first is shown, the others are counted.
  struct Cells {
    const MatrixRow* first = nullptr;
    std::size_t count = 0;

    void add(const MatrixRow& row) {
      if (count++ == 0) first = &row;
    }
    std::string more() const { return count > 1 ? fmt::format(" (and {} more in this column)", count - 1) : ""; }
  };

  void tell(std::size_t column, const std::string& name) {
    const auto cell = [&](const Cells& cells) { return clipped(cells.first->cells[column + 1], 40); };
    if (texts_.count > 0)
      problems_.cell(*texts_.first, column + 1, "matrix/not-a-number",
                     fmt::format("\"{}\" is no number, and {} is a column of numbers{}", cell(texts_), name, texts_.more()), number_help(texts_.first->cells[column + 1]));
    if (outside_.count > 0)
      problems_.cell(*outside_.first, column + 1, "matrix/not-a-degree",
                     fmt::format("{} is no degree of {}: a degree lies from 0 to 1{}", cell(outside_), name, outside_.more()),
                     fmt::format("turn numbers into degrees with --calibrate {}=OUT,CROSSOVER,IN; a code for unknown is declared with --missing CODE", name));
  }

  engine::Degree degree(const MatrixRow& row, std::size_t column, const engine::Anchors* anchors) {
    const std::string& text = row.cells[column + 1];
    if (text.empty() || std::find(options_.missing.begin(), options_.missing.end(), text) != options_.missing.end()) return {};
    const std::optional<double> number = number_of(text);
    if (!number) texts_.add(row);
    else if (anchors) return engine::Degree::exactly(engine::calibrated(*number, *anchors, options_.log_odds));
    else if (*number >= 0 && *number <= 1) return engine::Degree::exactly(*number);
    else outside_.add(row);
    return {};
  }

  const Matrix& matrix_;
  const MatrixOptions& options_;
  Problems& problems_;
  Cells texts_, outside_;
};

std::optional<engine::Degree> only_degree(const std::vector<engine::Degree>& degrees) {
  std::optional<engine::Degree> only;
  for (const engine::Degree d : degrees) {
    if (!d.known()) continue;
    if (only && !(*only == d)) return std::nullopt;
    only = d;
  }
  return only;
}

void check_column(const Matrix& matrix, const engine::SetTable& table, std::size_t column, const UsedColumns& used, Problems& problems) {
  const std::string& name = table.conditions[column];
  const auto& degrees = table.columns[column];
  const bool is_outcome = column == used.outcome;
  if (std::none_of(degrees.begin(), degrees.end(), [](engine::Degree d) { return d.known(); })) {
    problems.cell(matrix.heading, column + 1, "matrix/nothing-known", fmt::format("no case has a value for {}", name), "leave it out of the expression or of --conditions");
  } else if (const auto only = only_degree(degrees)) {
    if (!is_outcome || !used.compared) problems.warn_next();
    problems.cell(matrix.heading, column + 1, "matrix/no-variance", fmt::format("{} is {:g} in every case where it is known", name, only->low),
                  is_outcome ? "without cases that differ in the outcome there is nothing to compare" : "it tells no case from another");
  } else if (!is_outcome && degrees == table.columns[used.outcome]) {
    problems.warn_next();
    problems.cell(matrix.heading, column + 1, "matrix/same-as-outcome", fmt::format("{} has the same value as {} in every case", name, table.conditions[used.outcome]),
                  "it explains nothing where it is the outcome under another name");
  }
}

}  // namespace

const std::vector<std::string_view>& matrix_codes() {
  static const std::vector<std::string_view> codes = {
      "matrix/bad-row", "matrix/empty", "matrix/no-case", "matrix/no-heading", "matrix/no-variance", "matrix/not-a-degree", "matrix/not-a-number",
      "matrix/nothing-known", "matrix/ragged-row", "matrix/repeated-case", "matrix/repeated-heading", "matrix/same-as-outcome", "matrix/too-many-cases"};
  return codes;
}

Matrix read_matrix(const std::string& path) {
  RawRows raw = read_rows(path);
  Problems problems(path, raw.separator);
  for (const auto& [row, message] : raw.faults) problems.row(row, "matrix/bad-row", message);
  if (raw.too_many)
    problems.file("matrix/too-many-cases", "the matrix has more than 10,000 cases", "split it, or take a sample");
  if (raw.rows.size() < 2 && !problems.any())
    problems.file("matrix/empty", raw.rows.empty() ? "the file holds no row" : "the file holds no case", "a first row with names, then one row a case");
  problems.stop_on_errors();
  Matrix matrix{path, raw.rows.front(), {raw.rows.begin() + 1, raw.rows.end()}, raw.separator};
  check_heading(matrix.heading, problems);
  check_rows(matrix, problems);
  problems.stop_on_errors();
  return matrix;
}

engine::SetTable table_of(const Matrix& matrix, const MatrixOptions& options, const UsedColumns& used, std::vector<Diagnostic>& warnings) {
  engine::SetTable table;
  table.conditions = matrix.columns();
  for (const auto& [name, anchors] : options.calibrate)
    if (std::find(table.conditions.begin(), table.conditions.end(), name) == table.conditions.end())
      throw UsageError(fmt::format("--calibrate {}: there is no column \"{}\"{}", name, name, did_you_mean(name, table.conditions)));
  for (const MatrixRow& row : matrix.rows) table.cases.push_back(row.cells.front());
  table.columns.assign(table.conditions.size(), std::vector<engine::Degree>(table.cases.size()));
  Problems problems(matrix.path, matrix.separator);
  ColumnReader reader(matrix, options, problems);
  std::set<std::size_t> columns(used.conditions.begin(), used.conditions.end());
  columns.insert(used.outcome);
  for (const std::size_t column : columns) table.columns[column] = reader.read(column);
  problems.stop_on_errors();
  for (const std::size_t column : columns) check_column(matrix, table, column, used, problems);
  problems.stop_on_errors();
  warnings = problems.take(Severity::Warning);
  return table;
}

std::optional<engine::Anchors> anchors_of(std::string_view text) {
  std::vector<double> numbers;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const auto number = number_of(trimmed(text.substr(at, end - at)));
    if (!number) return std::nullopt;
    numbers.push_back(*number);
    at = end + 1;
  }
  if (numbers.size() != 3) return std::nullopt;
  const engine::Anchors anchors{numbers[0], numbers[1], numbers[2]};
  return engine::sound(anchors) ? std::optional(anchors) : std::nullopt;
}

}  // namespace realist::cli
