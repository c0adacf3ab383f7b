#include "cli/lsp/values.h"

#include <fmt/core.h>

#include <algorithm>

namespace realist::cli::lsp {
namespace {

const Json kNull;

[[noreturn]] void refuse(std::string_view name, std::string_view what) {
  throw RequestFailure(kInvalidParams, fmt::format("`{}` is missing or is no {}", name, what));
}

// Positions are what a client counted, and may be anything.
std::size_t count_in(const Json& json, std::string_view name) {
  const Json& value = member(json, name);
  if (!value.is_number_integer()) refuse(name, "whole number");
  if (value.is_number_unsigned()) return std::min<std::uint64_t>(value.get<std::uint64_t>(), UINT32_MAX);
  return 0;
}

ClientPosition position_of(const Json& json, std::string_view name) {
  if (!json.is_object()) refuse(name, "position");
  return {count_in(json, "line"), count_in(json, "character")};
}

}  // namespace

const Json& member(const Json& json, std::string_view name) {
  if (!json.is_object()) return kNull;
  const auto found = json.find(std::string(name));
  return found == json.end() ? kNull : *found;
}

const Json& member_at(const Json& json, std::initializer_list<std::string_view> path) {
  const Json* at = &json;
  for (const std::string_view name : path) at = &member(*at, name);
  return *at;
}

std::string string_in(const Json& json, std::string_view name) {
  const Json& value = member(json, name);
  if (!value.is_string()) refuse(name, "text");
  return value.get<std::string>();
}

std::int64_t integer_in(const Json& json, std::string_view name) {
  const Json& value = member(json, name);
  if (!value.is_number_integer()) refuse(name, "whole number");
  return value.get<std::int64_t>();
}

ClientPosition position_in(const Json& json, std::string_view name) { return position_of(member(json, name), name); }

ClientRange range_in(const Json& json, std::string_view name) {
  const Json& value = member(json, name);
  if (!value.is_object()) refuse(name, "range");
  ClientRange out{position_of(member(value, "start"), "start"), position_of(member(value, "end"), "end")};
  if (out.end < out.start) std::swap(out.start, out.end);
  return out;
}

Json to_json(const ClientPosition& position) { return {{"line", position.line}, {"character", position.character}}; }

Json to_json(const ClientRange& range) { return {{"start", to_json(range.start)}, {"end", to_json(range.end)}}; }

Json text_edit(const ClientRange& range, std::string_view text) { return {{"range", to_json(range)}, {"newText", text}}; }

std::vector<Json> edits_between(const TextLines& before, const std::string& after, CharacterUnit unit) {
  const std::string& old = before.text();
  if (old == after) return {};
  // Whole lines, so that no character and no CR LF is cut in two.
  std::size_t same = 0;
  const std::size_t shorter = std::min(old.size(), after.size());
  for (std::size_t at = 0; at < shorter && old[at] == after[at]; ++at)
    if (old[at] == '\n') same = at + 1;
  std::size_t tail = 0;
  for (std::size_t at = 0; at < shorter - same && old[old.size() - 1 - at] == after[after.size() - 1 - at]; ++at) {
    const bool begins_line = at + 1 == old.size() || old[old.size() - 2 - at] == '\n';
    const bool begins_new = at + 1 == after.size() || after[after.size() - 2 - at] == '\n';
    if (begins_line && begins_new) tail = at + 1;
  }
  const ClientRange range{before.position(same, unit), before.position(old.size() - tail, unit)};
  return {text_edit(range, std::string_view(after).substr(same, after.size() - same - tail))};
}

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace realist::cli::lsp
