// The static parts of a report's page, each a <section> of its own; they can be read with scripts off.
#pragma once

#include <string>
#include <string_view>

#include "cli/report.h"

namespace realist::cli {

// Escaped for HTML, in <bdi> so that the direction of its letters stays inside.
std::string shown(std::string_view text);

// A part of the page under its heading; `title` and `body` are HTML.
std::string section(std::string_view id, std::string_view title, std::string_view body);

std::string verdict_chip(models::Verdict verdict, std::string_view words);  // its sign and words on its colour
std::string case_link(const std::string& id);
std::string case_link(const std::string& id, const std::string& label, std::string_view words);  // leads to that statement
std::string_view verdict_meaning(models::Verdict verdict);  // a sentence for the key

// "5 of 12", and from 20 on with what that is in a hundred: "12 of 24 (50%)".
std::string share_words(std::uint64_t part, std::uint64_t whole);

std::string glance_section(const Report& report);
std::string agenda_section(const Report& report);  // report_agenda.cc
std::string funnel_section(const Report& report);
std::string groups_section(const Report& report);  // report_groups.cc; "" where --by asked for none
std::string picture_section(const Report& report);
std::string added_section(const Report& report);   // report_added.cc; "" where no picture was added
std::string theory_section(const Report& report);
std::string evidence_section(const Report& report);
std::string problems_section(const Report& report);
std::string about_section(const Report& report);

// Where most cases stop: for both formats, the most first; a stall's kind and reason with how many.
struct StoppingPlace {
  models::StatementIndex statement = 0;
  std::uint32_t step = 0;                  // from 1
  std::uint64_t stalled = 0, reached = 0;  // cases, of a `Whenever` occurrences
  std::string why;                         // "not delivered: 3 overdue, 2 late"
};
std::vector<StoppingPlace> stopping_places(const Report& report);

// "a realist review; 2 case studies", "document 002, line 85".
std::string evidence_words(const std::vector<models::Evidence>& evidence);
std::string source_words(const std::vector<models::SourceReference>& sources);

}  // namespace realist::cli
