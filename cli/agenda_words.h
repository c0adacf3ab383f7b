// A caseload's agenda in words: shared by every format it is written in. They say what is recorded, what goes together and what
// could be asked or done next, and blame nobody.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/caseload.h"
#include "models/theory.h"

namespace realist::cli {

// The last meeting: as asked for, else a week before. Throws UsageError where it is after the as-of instant.
models::Time last_meeting(const std::optional<models::Time>& since, const models::Time& as_of);

std::string section_title(engine::AgendaSection section, const engine::Agenda& agenda);  // "Newly stalled since 11 March 2026"

std::string case_name(std::string_view id);            // cut to 40 columns, control and direction marks made visible
std::string case_list(const engine::Agenda& agenda, const std::vector<std::size_t>& cases, std::size_t most);  // "TG-001, TG-014 and 3 more"

// The groups that items fall into, by the value of each case: those with the most that is due soon or newly stalled first, cases
// without a value last.
std::vector<std::string> groups_by_urgency(const engine::Agenda& agenda, const std::vector<std::string>& values);

// "by 20 March 2026, 2 days left (1 working day)", "since 11 March 2026", "on 12 March 2026"; "" without a date.
std::string when_words(const engine::AgendaItem& item);

// The labels of the statements that break there: "GATE-1, GATE-4".
std::string label_words(const models::Theory& theory, const engine::AgendaItem& item);

// The author's sentence and what has become of it: "“someone meets the participant at the gate on the same day”: not recorded by …".
std::string standing_words(const models::Theory& theory, const engine::Agenda& agenda, const engine::AgendaItem& item);

// "practitioner", "services (another service: outside the programme)", "nobody (outside anyone's control)"; "" where the theory does not say.
std::string actor_words(const engine::AgendaItem& item);

// Of items told by step: the step, or what stands in its way, with the statements: "“two sessions are held” (DOSE-1)".
std::string step_heading(const models::Theory& theory, const engine::AgendaItem& item);
bool of_one_step(const engine::AgendaItem& a, const engine::AgendaItem& b);  // told under one heading

// What would move it: "an event “gate meeting” on 1 May 2016"; "" where nothing was found or looked for.
std::string act_words(const engine::Agenda& agenda, const engine::AgendaItem& item);

// What else the same would move: labels; none where it moves this alone.
std::vector<std::string> also_moved(const models::Theory& theory, const engine::Agenda& agenda, const engine::AgendaItem& item);

// "Held back behind it: “…” and 2 more outcomes"; "" where nothing is.
std::string held_back_words(const models::Theory& theory, const engine::AgendaItem& item);

// "Another way to “…”: NEEDS-2, pending"; "" where there is none.
std::string route_words(const models::Theory& theory, const engine::Agenda& agenda, const engine::AgendaItem& item);

// "9 of 11 cases of practitioner P-03 …": what several stalls share, its steps, and what the record itself says of those days.
std::string cause_words(const engine::SharedCause& cause);
std::string step_words(const models::Theory& theory, const engine::SharedCause& cause, const engine::SharedStep& step);
std::string own_fact_words(const engine::OwnFact& fact);

// "whether the participant is isolated: it would settle 12 verdicts in 12 cases".
std::string question_words(const models::Theory& theory, const engine::AgendaQuestion& question);

}  // namespace realist::cli
