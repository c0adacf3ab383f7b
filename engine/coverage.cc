#include "engine/coverage.h"

namespace realist::engine {

void Coverage::add(const models::CaseResult& result) {
  for (const models::PropositionResult& proposition : result.propositions) {
    Seen& seen = seen_[proposition.proposition];
    switch (proposition.observed) {
      case models::Truth::True: ++seen.yes; break;
      case models::Truth::False: ++seen.no; break;
      default: ++seen.unknown; break;
    }
  }
}

}  // namespace realist::engine
