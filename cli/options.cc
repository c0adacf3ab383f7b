#include "cli/options.h"

#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <sstream>

#include "cli/exit_status.h"
#include "cli/option_parts.h"
#include "cli/stops.h"
#include "cli/suggest.h"

namespace realist::cli {
namespace {

constexpr std::string_view kVersion = "realist " REALIST_VERSION;

void add_loudness(CLI::App* app, Parsed& parsed) {
  app->add_flag("-q,--quiet", parsed.quiet, "say nothing on standard error but errors");
  app->add_flag("-v,--verbose", parsed.verbose, "say also what is read and how far the work is");
}

std::unique_ptr<Parser> make_parser() {
  auto parser = std::make_unique<Parser>();
  Parser& p = *parser;
  p.app.set_version_flag("--version", std::string(kVersion), "Print the version and exit");
  p.app.set_help_flag("-h,--help", "Print this help and exit");
  p.app.option_defaults()->always_capture_default(false);
  p.app.require_subcommand(1);
  p.app.footer("realist COMMAND --help tells more about each command.\n");
  p.commands = {add_new(p), add_check(p), add_fmt(p), add_graph(p), add_run(p), add_merge(p), add_why(p), add_caseload(p), add_diff(p), add_test(p), add_convert(p), add_report(p), add_patterns(p), add_refine(p), add_checklist(p), add_codebook(p), add_index(p),
                add_fit(p), add_truth_table(p), add_minimise(p), add_impact(p), add_sweep(p), add_rivals(p), add_extract(p), add_explain(p), add_lsp(p)};
  for (const Command& command : p.commands) {
    command.app->set_help_flag("-h,--help", "Print this help and exit");
    add_loudness(command.app, p.parsed);
  }
  return parser;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

std::vector<std::string> command_names(const Parser& p) {
  std::vector<std::string> names;
  for (const Command& command : p.commands) names.push_back(command.app->get_name());
  return names;
}

const Command* command_given(const Parser& p) {
  for (const Command& command : p.commands)
    if (command.app->parsed()) return &command;
  return nullptr;
}

Finished usage(const std::string& sentence, const Command* command) {
  const std::string more = command ? fmt::format("realist {} --help", command->app->get_name()) : "realist --help";
  return {kUsage, fmt::format("error: {}\nSee {}.\n", sentence, more)};
}

Finished unknown_word(const Parser& p, const Command* command, const std::string& word) {
  if (!word.empty() && word.front() == '-' && word != "-") {
    const std::string name = word.substr(0, word.find('='));
    const std::vector<std::string> known = option_names(command ? *command->app : p.app);
    return usage(fmt::format("there is no option {}{}", name, did_you_mean(name, known)), command);
  }
  if (command) return usage(fmt::format("\"{}\" is one word too many", word), command);
  return usage(fmt::format("there is no command \"{}\"{}", word, did_you_mean(word, command_names(p))), nullptr);
}

std::string program_help(const Parser& p);

Finished wrong_usage(const Parser& p, const CLI::ParseError& error, const std::vector<std::string>& arguments) {
  const Command* command = command_given(p);
  const std::vector<std::string> extras = p.app.remaining(true);
  const auto option = std::find_if(extras.begin(), extras.end(), [](const std::string& e) { return e.starts_with('-') && e != "-"; });
  if (option != extras.end()) return unknown_word(p, command, *option);
  if (!extras.empty()) return unknown_word(p, command, extras.front());
  if (!command && arguments.empty()) return {kUsage, program_help(p)};
  return usage(error.what(), command);
}

constexpr std::size_t kHelpColumns = 80, kHelpIndent = 26;

// Words from column `indent` on, the first line begun already at `column`.
std::string wrapped(const std::string& text, std::size_t indent, std::size_t column) {
  std::string out;
  std::istringstream words(text);
  bool first = true;
  for (std::string word; words >> word; first = false) {
    if (!first && column + 1 + word.size() > kHelpColumns) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out + "\n";
}

std::string help_entry(const std::string& left, const std::string& description) {
  if (left.size() + 2 > kHelpIndent) return left + "\n" + std::string(kHelpIndent, ' ') + wrapped(description, kHelpIndent, kHelpIndent);
  return left + std::string(kHelpIndent - left.size(), ' ') + wrapped(description, kHelpIndent, kHelpIndent);
}

std::string option_entry(const CLI::Option& option) {
  std::string left = "  " + option.get_name(false, true);
  std::replace(left.begin(), left.end(), ',', ' ');
  if (!option.get_type_name().empty() && option.get_items_expected_max() > 0) {
    std::string type = option.get_type_name();
    std::replace(type.begin(), type.end(), ' ', '_');
    left += " " + type;
  }
  const std::string fallback = option.get_default_str();
  return help_entry(left, option.get_description() + (fallback.empty() ? "" : fmt::format(" [default: {}]", fallback)));
}

std::string help_options(const CLI::App& app, const std::string& group) {
  std::string text;
  for (const CLI::Option* option : app.get_options())
    if (!option->get_positional() && option->get_group() == group) text += option_entry(*option);
  return text.empty() ? "" : fmt::format("\n{}:\n{}", group, text);
}

std::string command_help(const Command& command) {
  const CLI::App& app = *command.app;
  std::string usage, what;
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) continue;
    usage += " " + option->get_name(true);
    what += help_entry("  " + option->get_name(true), option->get_description());
  }
  return fmt::format("realist {}{} [OPTIONS]\n\n{}\n{}", app.get_name(), usage, wrapped(app.get_description(), 0, 0), what) +
         help_options(app, "Options") + help_options(app, "Limits") + "\n" + app.get_footer();
}

std::string program_help(const Parser& p) {
  std::string text = "realist COMMAND [OPTIONS]\n\n" + wrapped(p.app.get_description(), 0, 0) + "\nCommands:\n";
  for (const Command& command : p.commands)
    text += fmt::format("  {:<13}{}", command.app->get_name(), wrapped(command.app->get_description(), 15, 15));
  return text + help_options(p.app, "Options") + "\n" + p.app.get_footer();
}

Loudness loudness(const Parsed& parsed) {
  return parsed.quiet ? Loudness::Quiet : parsed.verbose ? Loudness::Verbose : Loudness::Normal;
}

}  // namespace

std::variant<ParsedOptions, Finished> parse_options(const std::vector<std::string>& arguments) {
  const std::unique_ptr<Parser> parser = make_parser();
  try {
    // A first word that is no command is said before anything that follows it.
    if (!arguments.empty() && !arguments.front().starts_with('-')) {
      const std::vector<std::string> names = command_names(*parser);
      if (std::find(names.begin(), names.end(), arguments.front()) == names.end())
        return unknown_word(*parser, nullptr, arguments.front());
    }
    parser->app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    const Command* command = command_given(*parser);
    try {
      return ParsedOptions{command->finish(), loudness(parser->parsed)};
    } catch (const UsageError& error) {
      return usage(error.what(), command);
    }
  } catch (const CLI::CallForHelp&) {
    const Command* command = command_given(*parser);
    return Finished{kDone, command ? command_help(*command) : program_help(*parser)};
  } catch (const CLI::CallForVersion&) {
    return Finished{kDone, std::string(kVersion) + "\n"};
  } catch (const CLI::ParseError& error) {
    return wrong_usage(*parser, error, arguments);
  }
}

std::vector<std::string> all_options() {
  const std::unique_ptr<Parser> parser = make_parser();
  std::vector<std::string> all;
  for (const std::string& name : option_names(parser->app)) all.push_back(name);
  for (const Command& command : parser->commands)
    for (const std::string& name : option_names(*command.app)) all.push_back(command.app->get_name() + " " + name);
  return all;
}

}  // namespace realist::cli
