#include "models/verdict.h"

namespace realist::models {
namespace {

template <typename Enum, std::size_t N>
std::string_view word(const std::string_view (&words)[N], Enum value) {
  return words[static_cast<std::size_t>(value)];
}

constexpr std::string_view kVerdictWords[] = {"fired", "stalled", "pending", "blocked", "undetermined", "dormant"};
constexpr std::string_view kStateWords[] = {"holds",  "presumed", "unobserved", "refuted", "late",    "too few",
                                            "early",  "closed",   "overdue",    "open",    "unknown", "not reached"};
constexpr std::string_view kKindWords[] = {"context not met", "not delivered", "no response", "not triggered",
                                           "no outcome", "happened all the same", "without"};
constexpr std::string_view kFlagWords[] = {"presumed", "conflict", "despite", "maybe blocked",
                                           "not applicable", "bypassed", "opposed", "by date only"};
constexpr std::string_view kTruthWords[] = {"false", "unknown", "true", "both"};
constexpr std::string_view kReadingWords[] = {"", "expected", "late", "missing", "unexplained",
                                              "contradicted", "opposed", "open", "unknown"};
constexpr std::string_view kPropositionVerdictWords[] = {"", "fired", "stalled", "presumed", "pending",
                                                         "blocked", "undetermined", "dormant"};

}  // namespace

std::string_view to_string(Verdict verdict) { return word(kVerdictWords, verdict); }
std::string_view to_string(StepState state) { return word(kStateWords, state); }
std::string_view to_string(StallKind kind) { return word(kKindWords, kind); }
std::string_view to_string(Flag flag) { return word(kFlagWords, flag); }
std::string_view to_string(Truth truth) { return word(kTruthWords, truth); }
std::string_view to_string(Reading reading) { return word(kReadingWords, reading); }
std::string_view to_string(PropositionVerdict verdict) { return word(kPropositionVerdictWords, verdict); }

}  // namespace realist::models
