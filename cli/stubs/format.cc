#include "rules/format.h"
namespace realist::rules {
std::string format(std::string_view text, const std::string&, const FormatOptions&, const Limits&) { return std::string(text); }
}  // namespace realist::rules
