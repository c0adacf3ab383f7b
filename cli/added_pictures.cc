#include "cli/added_pictures.h"

#include <fmt/core.h>

#include <array>
#include <filesystem>
#include <string_view>
#include <utility>

#include "cli/inline_source.h"
#include "cli/stops.h"
#include "cli/theory_files.h"

namespace realist::cli {
namespace {

// What stands between the first <name …> and its end, as text.
std::string element_text(std::string_view svg, std::string_view name) {
  const std::size_t begin = svg.find(fmt::format("<{}", name));
  if (begin == std::string_view::npos) return "";
  const std::size_t open = svg.find('>', begin), close = svg.find(fmt::format("</{}>", name), begin);
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return "";
  std::string text(svg.substr(open + 1, close - open - 1));
  constexpr std::array<std::pair<std::string_view, char>, 5> kSigns = {{{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&amp;", '&'}}};
  for (const auto& [written, sign] : kSigns)
    for (std::size_t at = text.find(written); at != std::string::npos; at = text.find(written, at + 1)) text.replace(at, written.size(), 1, sign);
  return text;
}

AddedPicture added_picture(const std::string& path) {
  const rules::FileText file = read_file_text(path, kMostPictureBytes);
  if (!file.text) throw FileFailure(fmt::format("--picture {}: {}", path, file.error));
  if (file.text->size() > kMostPictureBytes) throw UsageError(fmt::format("--picture {}: it has more than {} MiB", path, kMostPictureBytes >> 20));
  if (file.text->find("<svg") == std::string::npos) throw UsageError(fmt::format("--picture {}: this is no SVG; give a file that realist fit, patterns, sweep, rivals or graph wrote", path));
  std::string title = element_text(*file.text, "title");
  if (title.empty()) title = std::filesystem::path(path).stem().string();
  return {std::move(title), element_text(*file.text, "desc"), data_address("image/svg+xml", *file.text)};
}

}  // namespace

std::vector<AddedPicture> added_pictures(const std::vector<std::string>& paths) {
  std::vector<AddedPicture> pictures;
  for (const std::string& path : paths) pictures.push_back(added_picture(path));
  return pictures;
}

}  // namespace realist::cli
