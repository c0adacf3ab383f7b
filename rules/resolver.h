// Syntax trees to a theory: names looked up, roles worked out, statements that stand turned round put right.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/theory.h"
#include "rules/condition_grammar.h"
#include "rules/foretold.h"
#include "rules/label_table.h"
#include "rules/name_table.h"
#include "rules/near_phrases.h"
#include "rules/reporter.h"
#include "rules/statement_grammar.h"
#include "rules/syntax_tree.h"

namespace realist::rules {

// An item in the order the theory is read in: includes stand where they are included.
struct OrderedItem {
  bool main = true;                 // of the file asked for: its header lines count
  const Item* item = nullptr;       // declarations, phases, headers, examples; nothing for a statement not yet read
  std::function<Item()> statement;  // reads a statement, once the names are known
};

class Resolver {
 public:
  Resolver(models::Theory& theory, const Limits& limits, Reporter& reporter)
      : theory_(theory), limits_(limits), reporter_(reporter) {}

  // `names` is filled with what the theory declares before the first statement is read. Call once.
  void resolve(const std::vector<OrderedItem>& items, KnownNames& names);

 private:
  // An indicator, or a condition of `Not applicable when:`, whose mentions are looked up when all names are known.
  struct Pending {
    models::PropositionIndex about = models::kNone;
    models::Condition condition;
    Mentions mentions;
    std::string text;
  };

  void read_header(const HeaderSyntax& header);
  bool first_of_its_kind(const HeaderSyntax& header);
  void read_events(const HeaderSyntax& header);
  void read_not_applicable(const HeaderSyntax& header);
  void read_phase(const PhaseSyntax& phase);

  void declare(const DeclarationSyntax& declaration);
  void add_name(const Text& words, models::PropositionIndex index, bool opposite, bool short_name);
  void read_line(const DeclarationLine& line, models::PropositionIndex index);
  void read_level(const DeclarationLine& line, models::Proposition& proposition);
  void read_indicator(const DeclarationLine& line, models::PropositionIndex index);
  void collect_names(KnownNames& names) const;

  void read_statement(Item item);
  void read_otherwise(const OtherwiseSyntax& otherwise, models::StatementIndex of);
  void read_label(const Text& label, models::Statement& statement);
  bool turn_round(const StatementSyntax& syntax, models::Statement& statement);
  void add_steps(const std::vector<StepSyntax>& steps, models::Statement& statement);
  void add_because(const std::vector<BecauseSyntax>& because, models::Statement& statement);
  void add_tags(const std::vector<Tag>& tags, models::Statement& statement);
  void add_clause_sources(const ClauseSyntax& clause, models::Statement& statement);
  void warn_wide_not(const StepSyntax& syntax, const models::Clause& clause);
  models::Step step_of(const StepSyntax& syntax);
  models::StepWindow window_of(const StepSyntax& syntax);
  void add_window_part(const WindowPart& part, models::StepWindow& window);

  models::Clause clause_of(const ClauseSyntax& syntax);
  models::Clause phrase_of(const Text& phrase, bool negated);
  std::optional<models::Clause> joined_names(const Text& phrase, bool first_negated);
  models::Clause leaf(const Text& phrase, std::string_view words, models::PropositionIndex index, bool opposite);
  models::PropositionIndex new_proposition(const Text& phrase, std::string words, const std::string& folded);

  void report_its(const Mentions& mentions);
  void report_problems(const std::vector<ConditionProblem>& problems);
  models::PhaseIndex phase_named(const Text& words);
  void report_unknown_phase(std::string_view code, const std::string& name, const models::Place& place);
  void read_default_phases();
  void resolve_condition(Pending& pending);
  void find_cycles();
  void work_out_roles();
  void add_roles(const models::Clause& clause, models::Role role, bool tagged);
  struct Near {
    const Name* written;
    const Name* meant;
    std::string words;                   // the ones meant
    NearPhrase::Kind kind;
  };
  std::vector<std::pair<std::string_view, const Name*>> names_in_order() const;
  std::vector<Near> near_names() const;
  void warn_near_misses();
  void report_undeclared(const std::vector<Near>& nears);
  std::vector<std::string> short_names() const;
  void warn_repetitions();
  void warn_its_without_occurrence();
  void show_rivals(const LabelTable& labels);
  void show_conflict(const HeaderSyntax& header, const LabelTable& known);
  std::string label_at(const StepAt& at) const { return theory_.statements[at.statement].label; }
  const models::Place& place_of(const StepAt& at) const { return theory_.statements[at.statement].steps[at.step].place; }
  void show_rival(std::string_view code, const StepAt& one, const std::vector<StepAt>& others, std::string message, std::string help);
  void give_ids();

  models::Theory& theory_;
  const Limits& limits_;
  Reporter& reporter_;
  NameTable names_;
  std::vector<const HeaderSyntax*> headers_, default_phases_, conflicts_;
  std::vector<Pending> indicators_, not_applicable_;
  std::vector<const HeaderSyntax*> not_applicable_phrases_;
  std::unordered_map<std::string, models::Place> labels_;
  std::unordered_map<std::string, models::PhaseIndex> phases_;
  std::vector<std::pair<models::StatementIndex, std::vector<std::optional<models::Role>>>> step_roles_;
  std::size_t declared_ = 0;             // propositions that are declared: the first ones
  std::string unread_;                   // folded text of what could not be read
  bool too_many_ = false;
};

}  // namespace realist::rules
