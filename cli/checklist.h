// A checklist: what to record of a case so that a theory can be judged on it, in the order of the work (docs/cli.md,
// "realist checklist"). What to record is the engine's word (engine/recording.h); here it is put into words and rows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/theory.h"

namespace realist::cli {

// One thing to record, in words.
struct ChecklistItem {
  std::string kind;                   // of record: "participant"; "" where the theory names none
  std::string item;                   // "event", "attribute", "judgement", "link", "opened", "closed", "pause"
  std::string name;                   // event's type, attribute's path, phrase, link's kind; "" for opened, closed, pause
  bool repeats = false;               // one line for each time
  std::string answers;                // what may be written: "yes, partly, no"
  struct Detail {
    std::string name;
    std::string value;                // filled in already: "this case"; else ""
    std::string answers;              // "prison, community"
  };
  std::vector<Detail> details;
  std::vector<std::string> due;       // "within 14 days, after: the participant is released (DOSE-2)"
  std::vector<std::string> asked_for; // phrases it is evidence for
};

struct ChecklistGroup {
  std::string actor;                  // whose work it is about; "" where nobody is named
  std::vector<ChecklistItem> items;
};

struct ChecklistPart {
  std::string title;                  // "The case", a phase's name, "At any time"
  std::vector<ChecklistGroup> groups; // in the order in which an actor first comes up
};

// The case itself with its dates and links first, then the phases, then what belongs to none.
std::vector<ChecklistPart> checklist_of(const models::Theory& theory);

// What an item is called on a page: its name, "When the case was opened", "Which practitioner".
std::string item_title(const ChecklistItem& item);

// The first few of some texts, with how many more there are: a theory asks for some things a hundred times over.
std::string some_of(const std::vector<std::string>& texts, const std::string& between);

// `case_id` "": to be filled in. The page stands alone: no script, nothing fetched, its one style named by its hash.
std::string checklist_html(const models::Theory& theory, const std::string& case_id);
std::string checklist_markdown(const models::Theory& theory, const std::string& case_id);

// One row an item, with empty columns to be filled; `case_csv.h` reads it back.
std::string checklist_csv(const models::Theory& theory, const std::string& case_id);

}  // namespace realist::cli
