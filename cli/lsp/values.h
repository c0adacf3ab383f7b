// The protocol's values: what comes is taken apart with care, what goes is put together here.
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "cli/lsp/text_lines.h"

namespace realist::cli::lsp {

using Json = nlohmann::ordered_json;

// A request that cannot be answered; `code` is the protocol's.
struct RequestFailure : std::runtime_error {
  RequestFailure(int with, const std::string& sentence) : std::runtime_error(sentence), code(with) {}
  int code;
};
inline constexpr int kParseError = -32700, kInvalidRequest = -32600, kMethodNotFound = -32601, kInvalidParams = -32602,
                     kInternalError = -32603, kNotInitialized = -32002, kRequestCancelled = -32800, kContentModified = -32801,
                     kRequestFailed = -32803;

// A member of an object, an element along a path of them; null where it is not there.
const Json& member(const Json& json, std::string_view name);
const Json& member_at(const Json& json, std::initializer_list<std::string_view> path);

// Each throws RequestFailure(kInvalidParams), naming `what`, where the value is something else.
std::string string_in(const Json& json, std::string_view name);
std::int64_t integer_in(const Json& json, std::string_view name);
ClientPosition position_in(const Json& json, std::string_view name);
ClientRange range_in(const Json& json, std::string_view name);

Json to_json(const ClientPosition& position);
Json to_json(const ClientRange& range);
Json text_edit(const ClientRange& range, std::string_view text);

// What makes `after` of `before`: the lines that differ, replaced once. Empty where nothing does.
std::vector<Json> edits_between(const TextLines& before, const std::string& after, CharacterUnit unit);

// Any bytes, as text of the protocol.
std::string dumped(const Json& json);

}  // namespace realist::cli::lsp
