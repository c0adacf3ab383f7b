// What an HTML page carries inside itself: its content security policy names each style and script by its hash, and data for
// a script stand in it as JSON.
#pragma once

#include <string>
#include <string_view>

namespace realist::cli {

// "sha256-…", as a content security policy names a style or script that it lets through.
std::string policy_hash(std::string_view source);

// Bytes as an address that holds them: "data:image/svg+xml;base64,…". `type` is a media type.
std::string data_address(std::string_view type, std::string_view bytes);

// A JSON string with its quotes, fit to stand inside a <script>: every "<" is written as an escape, broken UTF-8 becomes
// U+FFFD. Linear.
std::string script_string(std::string_view text);

// The address of a case in a page, "#case=TG%2001": everything but letters and digits percent-encoded.
std::string address_part(std::string_view text);

}  // namespace realist::cli
