#include <fmt/core.h>

#include "cli/graph_text.h"
#include "cli/report.h"
#include "cli/report_parts.h"

namespace realist::cli {

std::string added_section(const Report& report) {
  if (report.added.empty()) return "";
  std::string body;
  for (const AddedPicture& picture : report.added) {
    body += fmt::format("<figure class=\"added\">\n<img src=\"{}\" alt=\"{}\">\n<figcaption>{}</figcaption>\n", picture.address, xml_text(picture.title), shown(picture.title));
    if (!picture.words.empty()) body += fmt::format("<details><summary>In words</summary><p>{}</p></details>\n", shown(picture.words));
    body += "</figure>\n";
  }
  return section("added", "Further pictures", body);
}

}  // namespace realist::cli
