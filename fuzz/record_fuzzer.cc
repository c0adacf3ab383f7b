// Any bytes are a record or an error inside the text; a record written and read back is the same.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/data_check.h"
#include "models/case_json.h"

using realist::models::CaseRecord;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto result = realist::models::case_from_json(text);
  if (const auto* error = std::get_if<realist::models::RecordError>(&result)) {
    if (error->byte > size || error->message.empty()) std::abort();
    return 0;
  }
  const auto& record = std::get<CaseRecord>(result);
  const std::string written = realist::models::case_to_json(record);
  const auto again = realist::models::case_from_json(written);
  if (!std::holds_alternative<CaseRecord>(again)) std::abort();
  if (realist::models::case_to_json(std::get<CaseRecord>(again)) != written) std::abort();
  realist::models::newest_date(record);
  realist::engine::DataVocabulary words;
  words.add(record);
  return 0;
}
