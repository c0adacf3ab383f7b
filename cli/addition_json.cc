#include "cli/addition_json.h"

#include <nlohmann/json.hpp>

#include "cli/result_json.h"

namespace realist::cli {
namespace {

using Json = nlohmann::ordered_json;
using engine::Addition;
using models::Time;

void put_time(Json& json, const char* key, const std::optional<Time>& time) {
  if (time) json[key] = models::to_string(*time);
}

// Dotted paths become objects again, as a record has them.
void put_path(Json& json, const std::string& path, Json value) {
  const std::size_t dot = path.find('.');
  const bool object = !json.contains(path.substr(0, dot)) || json[path.substr(0, dot)].is_object();
  if (dot == std::string::npos || !object) json[path] = std::move(value);
  else put_path(json[path.substr(0, dot)], path.substr(dot + 1), std::move(value));
}

Json event_json(const models::Event& event) {
  Json json = {{"type", event.type}};
  put_time(json, "at", event.at);
  for (const auto& [path, value] : event.fields) put_path(json, path, value_to_json(value));
  return json;
}

Json judged_value(const models::Value& value) {
  if (const bool* truth = std::get_if<bool>(&value.data)) return *truth ? "yes" : "no";
  return value_to_json(value);
}

Json judgement_json(const models::Judgement& judgement) {
  Json json = {{"about", judgement.about}, {"value", judged_value(judgement.value)}};
  put_time(json, "at", judgement.at);
  if (!judgement.by.empty()) json["by"] = judgement.by;
  return json;
}

}  // namespace

Json addition_to_json(const Addition& addition) {
  Json json;
  switch (addition.kind) {
    case Addition::Kind::Event: json["event"] = event_json(addition.event); break;
    case Addition::Kind::Judgement: json["judgement"] = judgement_json(addition.judgement); break;
    case Addition::Kind::Attribute: {
      const models::DatedValue& value = addition.attribute.history.front();
      json["attribute"] = {{"path", addition.attribute.path}, {"value", value_to_json(value.value)}};
      put_time(json["attribute"], "at", value.at);
      break;
    }
    case Addition::Kind::Link: json["link"] = {{addition.link.kind, addition.link.history.front().id}}; break;
  }
  if (!addition.value_words.empty()) json["or"] = addition.value_words;
  put_time(json, "from", addition.from);
  if (!addition.record.empty()) json["record"] = addition.record;
  return json;
}

}  // namespace realist::cli
