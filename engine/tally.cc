#include "engine/tally.h"

#include "engine/tally_counts.h"

namespace realist::engine {

Tally::Tally(const Plan& plan) : counts_(std::make_unique<Counts>(plan)) {}
Tally::~Tally() = default;
Tally::Tally(Tally&&) noexcept = default;

CohortSummary Tally::summary() const { return counts_->rest; }

}  // namespace realist::engine
