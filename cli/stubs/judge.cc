#include "cli/stops.h"
#include "engine/judge.h"
namespace realist::engine {
models::CaseResult judge(const Plan&, const models::CaseRecord&, const LinkedRecords&, const models::Time&) {
  throw cli::UsageError("judging is not built yet");
}
}  // namespace realist::engine
