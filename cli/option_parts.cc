#include "cli/option_parts.h"

#include <array>
#include <filesystem>
#include <system_error>

#include "cli/query_address.h"
#include "cli/suggest.h"

namespace realist::cli {

namespace {

bool looks_like_cases(const std::string& path) {
  constexpr std::array<std::string_view, 10> kEndings = {".json", ".ndjson", ".jsonl", ".csv", ".tsv", ".xlsx", ".xlsm", ".xes", ".gz", ".zst"};
  std::error_code error;
  return path == "-" || is_query_address(path) || path.ends_with('/') || std::filesystem::exists(path, error) ||
         std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return path.ends_with(ending); });
}

}  // namespace

Sorted sort_paths(const std::vector<std::string>& paths) {
  Sorted sorted;
  for (const std::string& path : paths)
    (is_theory_path(path) ? sorted.theories : looks_like_cases(path) ? sorted.cases : sorted.others).push_back(path);
  // Standard input is the cases, or, where no theory is named, the theory.
  const auto input = std::find(sorted.cases.begin(), sorted.cases.end(), "-");
  if (sorted.theories.empty() && input != sorted.cases.end()) {
    sorted.theories.push_back(*input);
    sorted.cases.erase(input);
  }
  return sorted;
}

std::string one_theory(const std::vector<std::string>& theories) {
  if (theories.empty()) throw UsageError("which theory? Give a file that ends in .theory or .md");
  if (theories.size() > 1) throw UsageError(fmt::format("this command takes one theory; {} were given", theories.size()));
  return theories.front();
}

std::vector<std::string> some_theories(const std::vector<std::string>& theories) {
  if (theories.empty()) throw UsageError("which theory? Give at least one file that ends in .theory or .md");
  return theories;
}

std::vector<std::string> some_cases(std::vector<std::string> cases, const std::vector<std::string>& others) {
  cases.insert(cases.end(), others.begin(), others.end());
  if (cases.empty()) throw UsageError("which cases? Give a .json or .ndjson file, a folder of them, or - for standard input");
  return cases;
}

std::optional<models::Time> time_given(const std::string& text, std::string_view option) {
  if (text.empty()) return std::nullopt;
  const auto time = models::parse_time(text);
  if (!time) throw UsageError(fmt::format("{} {}: this is no date; write it like 2016-06-01 or 2016-06-01T17:00", option, text));
  return time;
}

std::optional<models::Time> as_of_time(const std::string& text) { return time_given(text, "--as-of"); }

void check_watched(const std::vector<std::string>& inputs, const std::string& output, bool for_programs) {
  if (std::find(inputs.begin(), inputs.end(), "-") != inputs.end()) throw UsageError("--watch looks at files; standard input is read once");
  if (!output.empty() && output != "-") throw UsageError("--watch tells what changes, on standard output; it goes without -o");
  if (for_programs) throw UsageError("--watch tells a person what changes; it goes without a --format for programs");
}

CLI::Validator one_of(std::vector<std::string> words) {
  return CLI::Validator(
      [words](std::string& word) -> std::string {
        if (std::find(words.begin(), words.end(), word) != words.end()) return {};
        return fmt::format("\"{}\" is none of {}{}", word, CLI::detail::join(words, ", "),
                           did_you_mean(word, words));
      },
      "");
}

void add_examples(CLI::App* app, std::string_view examples) { app->footer(fmt::format("Examples:\n{}", examples)); }

void add_map(CLI::App* app, std::vector<std::string>& map) {
  app->add_option("--map", map, "how tables and logs are read: a mapping file, or one of its lines as WHAT=WHICH; may be given several times")
      ->allow_extra_args(false)->type_name("MAP");
}

void add_output(CLI::App* app, std::string& output) {
  app->add_option("-o,--output", output, "write to FILE instead of standard output; it appears whole or not at all")
      ->type_name("FILE");
}

void add_as_of(CLI::App* app, Parsed& parsed) {
  app->add_option("--as-of", parsed.as_of,
                  "judge as things stood on that day (its end) or at that instant; default: the newest date in the cases")
      ->type_name("DATE");
}

namespace {

// "16MiB", "2 KiB", "100000": a number of bytes or things as plain digits, or what is wrong with it.
std::string expand_size(std::string& text) {
  static const std::map<std::string, int> kUnits = {{"", 0}, {"b", 0}, {"kib", 10}, {"mib", 20}, {"gib", 30}};
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  std::string unit = text.substr(digits);
  std::erase(unit, ' ');
  std::transform(unit.begin(), unit.end(), unit.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto known = kUnits.find(unit);
  constexpr std::size_t kMostDigits = 9;
  if (digits == 0 || digits > kMostDigits || known == kUnits.end())
    return fmt::format("\"{}\" is no size; write a number such as 100000, or 64KiB, 16MiB, 1GiB", text);
  text = std::to_string(std::stoull(text.substr(0, digits)) << known->second);
  return "";
}

}  // namespace

void add_size(CLI::App* app, const std::string& name, std::size_t& value, const std::string& description) {
  app->add_option(name, value, description)
      ->transform(CLI::Validator(expand_size, ""))
      ->type_name("N")
      ->default_str(std::to_string(value))
      ->group("Limits");
}

void add_theory_limits(CLI::App* app, rules::Limits& limits) {
  add_size(app, "--limit-text", limits.text_bytes, "bytes of one theory file; 16MiB will do as well");
  add_size(app, "--limit-statements", limits.statements, "statements in a theory");
  add_size(app, "--limit-phrase", limits.phrase_characters, "characters in a phrase");
  add_size(app, "--limit-include-depth", limits.include_depth, "files including one another");
  add_size(app, "--limit-condition-depth", limits.condition_depth, "nested parts of a condition");
}

void add_record_limits(CLI::App* app, models::RecordLimits& limits) {
  add_size(app, "--limit-record", limits.bytes, "bytes of one case record; 64MiB will do as well");
  add_size(app, "--limit-json-depth", limits.depth, "nested parts of one case record");
  add_size(app, "--limit-events", limits.events, "events in one case record");
}

void add_limits(CLI::App* app, Limits& limits) {
  add_theory_limits(app, limits.theory);
  add_record_limits(app, limits.record);
}

void add_paths(CLI::App* app, Parsed& parsed, const std::string& name, const std::string& description) {
  app->add_option(name, parsed.paths, description)->type_name("");
}

void add_format(CLI::App* app, std::string& format, const std::vector<std::string>& words, const std::string& description,
                const std::string& fallback) {
  app->add_option("--format", format, description)->check(one_of(words))->default_str(fallback)->type_name(CLI::detail::join(words, "|"));
}

std::string or_default(const std::string& word, const std::string& fallback) { return word.empty() ? fallback : word; }

}  // namespace realist::cli
