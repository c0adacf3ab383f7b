#include "engine/sweep.h"

namespace realist::engine {

WindowLength length_of(const models::StepWindow& window) {
  if (window.throughout) return WindowLength::Throughout;
  if (window.throughout_phase) return WindowLength::None;
  if (window.latest) return WindowLength::Latest;
  if (window.same_day) return WindowLength::SameDay;
  return window.earliest ? WindowLength::Earliest : WindowLength::None;
}

models::Theory with_window(models::Theory theory, models::StatementIndex statement, std::uint32_t step, const models::Duration& length) {
  models::Step& changed = theory.statements[statement].steps[step - 1];
  models::StepWindow& window = changed.window;
  const std::string words = models::in_words(length);
  switch (length_of(window)) {
    case WindowLength::Throughout: window.throughout = length; window.text = "throughout " + words; break;
    case WindowLength::Earliest: window.earliest = length; window.text = "after " + words; break;
    case WindowLength::Latest:
    case WindowLength::SameDay:
    case WindowLength::None:
      window.same_day = false;
      window.latest = length;
      window.text = window.earliest ? "between " + models::in_words(*window.earliest) + " and " + words : "within " + words;
      break;
  }
  if (!window.written()) window.place = changed.place;  // what is written has a place
  return theory;
}

Sweep::Sweep(std::size_t statements, std::size_t cases, std::size_t values)
    : counts_(values, std::vector<VerdictCounts>(statements)), last_(cases, std::vector<models::Verdict>(statements)) {}

void Sweep::add(std::uint32_t value, std::uint32_t which, const std::vector<Outline>& outlines) {
  std::vector<models::Verdict>& last = last_[which];
  for (models::StatementIndex s = 0; s < outlines.size(); ++s) {
    const models::Verdict verdict = outlines[s].verdict;
    counts_[value][s].add(verdict);
    if (value != 0 && verdict != last[s]) flips_.push_back({which, s, value, last[s], verdict});
    last[s] = verdict;
  }
}

}  // namespace realist::engine
