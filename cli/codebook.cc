#include "cli/codebook.h"

#include <fmt/core.h>

#include <array>
#include <filesystem>
#include <utility>

#include "cli/codebook_entry.h"
#include "cli/csv_reader.h"
#include "cli/graph_text.h"
#include "cli/markdown_text.h"
#include "cli/result_words.h"
#include "cli/svg_sheet.h"
#include "models/sha256.h"

namespace realist::cli {
namespace {

using models::Level;
using models::Role;
using models::Theory;

constexpr std::size_t kLongestName = 250;  // what the programs that read codebooks take

constexpr std::array<std::optional<Role>, 6> kGroups = {Role::Context, Role::Resource, Role::Reasoning, Role::Mechanism, Role::Outcome, std::nullopt};

std::string_view heading(const std::optional<Role>& role) {
  if (!role) return "Not used";
  switch (*role) {
    case Role::Context: return "Contexts";
    case Role::Resource: return "Resources";
    case Role::Reasoning: return "Reasonings";
    case Role::Mechanism: return "Mechanisms";
    case Role::Outcome: return "Outcomes";
  }
  return "";
}

std::string role_words(const models::Proposition& proposition) {
  std::vector<std::string> words;
  for (const Role role : proposition.roles) words.emplace_back(models::to_string(role));
  return joined(words, ", ");
}

std::string level_word(const models::Proposition& proposition) {
  return proposition.level == Level::None ? "" : std::string(models::to_string(proposition.level));
}

// What there is to say of a proposition beside its phrase, each with its name; empty ones are left out.
std::vector<std::pair<std::string, std::string>> facts_of(const CodebookEntry& entry) {
  const models::Proposition& p = *entry.proposition;
  std::vector<std::pair<std::string, std::string>> facts = {
      {"Look for", look_for(p)},
      {"Short name", p.short_name},
      {"Also written", joined(p.also)},
      {"Opposite", joined(p.opposite)},
      {"Roles", p.roles.size() > 1 ? role_words(p) : ""},
      {"Level", level_word(p)},
      {"About", p.of},
      {"Who acts", p.actor},
      {"Used in", joined(entry.used_in, ", ")},
      {"Evidence", joined(entry.evidence)},
      {"Sources", joined(entry.sources)},
      {"Notes", joined(p.notes)},
  };
  std::erase_if(facts, [](const auto& fact) { return fact.second.empty(); });
  return facts;
}

std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

std::string section(const CodebookEntry& entry) {
  std::string text = fmt::format("\n### {}\n\n", markdown_text(entry.proposition->phrase));
  for (const auto& [name, words] : facts_of(entry)) text += fmt::format("- {}: {}\n", name, markdown_text(words));
  return text + fmt::format("- In the theory: {}, line {}\n", markdown_text(file_name(entry.file)), entry.proposition->place.line);
}

// Codes under their role, as XML.
class Qdc {
 public:
  explicit Qdc(const Theory& theory) : entries_(codebook_entries(theory)) {}

  std::string write() {
    out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"Realist\">\n  <Codes>\n";
    for (const auto& group : kGroups) write_group(group);
    out_ += "  </Codes>\n";
    write_sets();
    return out_ + "</CodeBook>\n";
  }

 private:
  void write_group(const std::optional<Role>& role) {
    bool open = false;
    for (const CodebookEntry& entry : entries_) {
      if (entry.role != role) continue;
      if (!open) open_group(role);
      open = true;
      write_code(entry);
    }
    if (open) out_ += "    </Code>\n";
  }

  void open_group(const std::optional<Role>& role) {
    const std::string_view name = heading(role);
    out_ += fmt::format("    <Code guid=\"{}\" name=\"{}\" isCodable=\"false\"{}>\n", guid_from(fmt::format("role {}", name)), name, colour(role));
    if (role) out_ += fmt::format("      <Description>{}</Description>\n", xml_text(look(*role).meaning));
  }

  static std::string colour(const std::optional<Role>& role) { return role ? fmt::format(" color=\"{}\"", look(*role).band) : ""; }

  void write_code(const CodebookEntry& entry) {
    std::string description = on_one_line(entry.proposition->phrase);
    for (const auto& [name, words] : facts_of(entry)) description += fmt::format("\n{}: {}", name, on_one_line(words));
    out_ += fmt::format("      <Code guid=\"{}\" name=\"{}\" isCodable=\"true\"{}>\n        <Description>{}</Description>\n      </Code>\n",
                        guid(*entry.proposition), xml_text(cut_text(on_one_line(entry.proposition->phrase), kLongestName)), colour(entry.role),
                        xml_text(description));
  }

  void write_sets() {
    std::string sets;
    for (const Level level : {Level::Individual, Level::Interpersonal, Level::Institutional, Level::Infrastructural}) sets += set_of(level);
    if (!sets.empty()) out_ += "  <Sets>\n" + sets + "  </Sets>\n";
  }

  std::string set_of(Level level) const {
    std::string members;
    for (const CodebookEntry& entry : entries_)
      if (entry.proposition->level == level) members += fmt::format("      <MemberCode guid=\"{}\"/>\n", guid(*entry.proposition));
    if (members.empty()) return "";
    const std::string_view name = models::to_string(level);
    return fmt::format("    <Set guid=\"{}\" name=\"Level: {}\">\n{}    </Set>\n", guid_from(fmt::format("level {}", name)), name, members);
  }

  static std::string guid(const models::Proposition& proposition) { return guid_from("proposition " + models::fold(proposition.phrase)); }

  std::vector<CodebookEntry> entries_;
  std::string out_;
};

}  // namespace

std::string codebook_markdown(const Theory& theory) {
  std::string page = fmt::format("# Codebook: {}\n\n", markdown_text(theory.name));
  if (!theory.version.empty()) page += fmt::format("Version {}. ", markdown_text(theory.version));
  page += "Made by `realist codebook`; changes belong in the theory.\n";
  const std::vector<CodebookEntry> entries = codebook_entries(theory);
  for (const auto& role : kGroups) {
    std::string sections;
    for (const CodebookEntry& entry : entries)
      if (entry.role == role) sections += section(entry);
    if (!sections.empty()) page += fmt::format("\n## {}\n", heading(role)) + sections;
  }
  return page;
}

std::string codebook_csv(const Theory& theory) {
  std::string table = "id,phrase,role,roles,level,of,actor,look_for,also,opposite,used_in,evidence,sources,notes,file,line\n";
  for (const CodebookEntry& entry : codebook_entries(theory)) {
    const models::Proposition& p = *entry.proposition;
    table += spreadsheet_row({p.id, p.phrase, entry.role ? std::string(models::to_string(*entry.role)) : "", role_words(p), level_word(p), p.of,
                              p.actor, look_for(p), joined(p.also), joined(p.opposite), joined(entry.used_in), joined(entry.evidence),
                              joined(entry.sources), joined(p.notes), file_name(entry.file), std::to_string(p.place.line)});
  }
  return table;
}

std::string codebook_qdc(const Theory& theory) { return Qdc(theory).write(); }

std::string guid_from(std::string_view text) {
  std::string hex = models::sha256(fmt::format("realist {}", text)).substr(0, 32);
  constexpr std::string_view kVariants = "89ab";
  hex[12] = '8';
  hex[16] = kVariants[static_cast<std::size_t>(hex[16] <= '9' ? hex[16] - '0' : hex[16] - 'a' + 10) & 3u];
  return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4), hex.substr(16, 4), hex.substr(20));
}

}  // namespace realist::cli
