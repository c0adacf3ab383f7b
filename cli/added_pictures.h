// Pictures that other commands drew, put into a report's page: an XY plot, a forest, the curve of a sweep, a table of rivals.
#pragma once

#include <string>
#include <vector>

namespace realist::cli {

struct AddedPicture {
  std::string title, words;  // what the picture says of itself; the title is never empty
  std::string address;       // all of it, for an <img>: nothing in it can run or reach out
};

inline constexpr std::size_t kMostPictureBytes = 8u << 20;

// The SVG files, in order. Throws FileFailure where one cannot be read, UsageError where it is no SVG or too large.
std::vector<AddedPicture> added_pictures(const std::vector<std::string>& paths);

}  // namespace realist::cli
