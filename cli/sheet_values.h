// What the cells of a sheet mean: their places, and their numbers as the formats show them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace realist::cli {

enum class NumberKind { Number, Date, DateTime, TimeOfDay, Elapsed };

// What a number format shows: "dd/mm/yyyy" a date, "h:mm" a time of day, "[h]:mm" a length of time, "0.00" a number. Only
// its first section counts; quoted texts, colours and languages in it do not.
NumberKind kind_of_format(std::string_view code);

// The same of the formats every program knows by their numbers alone.
NumberKind kind_of_builtin_format(int number);

// A stored number as a text: 40, 0.5; 2016-05-01; 2016-05-01T10:30; 10:30; 26:15 (hours and minutes). Days count from the end
// of 1899, or, `since_1904`, from 1 January 1904; the 29 February 1900 that never was comes out as written. A date beyond
// the year 9999 or before the count begins comes out as its number. Nothing where it is no number.
std::optional<std::string> number_text(std::string_view stored, NumberKind kind, bool since_1904);

// Row and column, from 1 and from 0: "C7" is row 7, column 2.
struct CellPlace {
  std::size_t row = 0, column = 0;
};
std::optional<CellPlace> cell_place(std::string_view reference);
std::string column_letters(std::size_t column);

// What a spreadsheet shows in place of a value that a formula could not give ("#N/A", "#DIV/0!"), also in tables saved from one,
// and what is given out for a formula whose result is not stored.
bool is_cell_error(std::string_view text);
inline constexpr std::string_view kNotCalculated = "#not calculated";

// The text of a workbook, in which control characters stand as "_x000D_".
std::string unescaped(std::string_view text);

}  // namespace realist::cli
