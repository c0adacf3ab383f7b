#include "cli/stops.h"
#include "engine/judge.h"
namespace realist::engine {
std::shared_ptr<const Plan> compile(const models::Theory&) { throw cli::UsageError("judging is not built yet"); }
}  // namespace realist::engine
