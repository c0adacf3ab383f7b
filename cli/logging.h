// What the program says beside its results: always on standard error. The only users of spdlog are here.
#pragma once

#include <string_view>

namespace realist::cli {

enum class Loudness { Quiet, Normal, Verbose };

// Quiet: errors alone. Verbose: also what is read and how long it took.
void set_loudness(Loudness loudness);

void say_error(std::string_view sentence);    // "error: …"
void say_warning(std::string_view sentence);  // "warning: …"
void say_note(std::string_view sentence);     // "note: …"
void say_detail(std::string_view sentence);   // only where asked for

// Text that is laid out already (diagnostics, the last line of a run), as it is; not silenced.
void say(std::string_view text);

}  // namespace realist::cli
