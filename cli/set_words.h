// Sets in words and figures, shared by `fit`, `truth-table` and `minimise`.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "cli/matrix.h"
#include "engine/set_fit.h"
#include "engine/truth_table.h"

namespace realist::cli {

std::string degree_words(engine::Degree degree);       // "0.81", "1", "not known"
std::string figure_words(const engine::Figure& figure); // "0.812"; "not defined" is the longest
// The same, with the number of cases it rests on where that is not `cases`: "0.333 (6)".
std::string figure_words(const engine::Figure& figure, std::size_t cases);
std::string degree_field(engine::Degree degree);       // as CSV has it: in full, empty where not known
std::string number_field(double number);               // in full: read back, it is the same number

nlohmann::ordered_json figure_json(const engine::Figure& figure);       // {"value": 0.812 or null, "cases": 18}
nlohmann::ordered_json measures_json(const engine::SetMeasures& m);
nlohmann::ordered_json calibration_json(const MatrixOptions& options);  // {} where nothing was calibrated

// "Calibrated with log odds of 3: DEV 400, 550, 900 (out, crossover, in); …"; "" where nothing was.
std::string calibration_words(const MatrixOptions& options);

// "A, B and C"
std::string listed(const std::vector<std::string>& words);
std::string case_names(const engine::SetTable& table, const std::vector<std::size_t>& cases);  // "A, B, C"

// A right-aligned table of figures under a heading, its first column left-aligned and cut to fit 80 columns.
class FigureTable {
 public:
  explicit FigureTable(std::vector<std::string> heading) : rows_{std::move(heading)} {}
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

// Prints warnings of a matrix on standard error.
void say_warnings(const std::vector<models::Diagnostic>& warnings);
// Prints its errors and gives the exit status.
int say_fault(const MatrixFault& fault);

// The exit status of a command on a matrix, whose faults are said.
template <typename Command>
int with_matrix_faults(Command command) {
  try {
    return command();
  } catch (const MatrixFault& fault) {
    return say_fault(fault);
  }
}

// The positions of named columns. Throws UsageError, with what was probably meant.
std::size_t column_called(const std::vector<std::string>& columns, const std::string& name, const std::string& option);

// What is wrong with an expression, as the sentence of a UsageError.
std::string fault_words(const std::string& text, const engine::ExpressionFault& fault, const std::vector<std::string>& columns);

}  // namespace realist::cli
