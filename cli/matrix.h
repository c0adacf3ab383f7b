// A case-by-condition matrix from a CSV file: the first row names the columns, the first column the cases, an empty cell is
// unknown, and so is a cell that holds one of the declared missing codes.
//
// Nothing is dropped or guessed at: what is wrong is told with its place, all of it in one go, and then nothing is computed.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/degree.h"
#include "engine/set_fit.h"
#include "models/diagnostic.h"

namespace realist::cli {

// How a matrix is to be read.
struct MatrixOptions {
  std::string path;                                  // "-": standard input
  std::vector<std::string> missing;                  // codes that mean unknown, compared as text after trimming blanks
  std::map<std::string, engine::Anchors> calibrate;  // by column
  engine::LogOdds log_odds = engine::LogOdds::Three;
};

constexpr std::size_t kMostCases = 10'000;

struct MatrixRow {
  std::size_t line = 1;
  std::string text;                // as it stands
  std::vector<std::string> cells;  // trimmed; the first is the case
};

// The text of a matrix whose shape is sound: every row as long as the first, names and cases each there and once.
struct Matrix {
  std::string path;
  MatrixRow heading;
  std::vector<MatrixRow> rows;
  char separator = ',';
  std::vector<std::string> columns() const { return {heading.cells.begin() + 1, heading.cells.end()}; }
};

// Thrown where a matrix cannot be used: its errors are to be printed, status kFailed.
struct MatrixFault {
  std::vector<models::Diagnostic> diagnostics;
};

// Every code the functions below can give, for the tests.
const std::vector<std::string_view>& matrix_codes();

// Throws FileFailure where the file cannot be read, MatrixFault where its shape is unsound.
Matrix read_matrix(const std::string& path);

struct UsedColumns {
  std::vector<std::size_t> conditions;  // positions in Matrix::columns()
  std::size_t outcome = 0;
  bool compared = false;                // rows with and without the outcome are to be told apart: it must differ between cases
};

// The table with the columns in use as degrees; the others stay unknown. Warnings are added to `warnings`; throws MatrixFault,
// and UsageError for a calibration of a column that is not there.
engine::SetTable table_of(const Matrix& matrix, const MatrixOptions& options, const UsedColumns& used, std::vector<models::Diagnostic>& warnings);

// "400,550,900" as anchors; none where it is no three numbers that rise or fall.
std::optional<engine::Anchors> anchors_of(std::string_view text);

}  // namespace realist::cli
