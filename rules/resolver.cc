#include "rules/resolver.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "models/nearest.h"
#include "rules/characters.h"
#include "rules/differing_conditions.h"
#include "rules/example_reader.h"
#include "rules/joined_names.h"
#include "rules/keywords.h"
#include "rules/labels.h"
#include "rules/membership_reader.h"
#include "rules/near_phrases.h"
#include "rules/opposed_statements.h"

namespace realist::rules {
namespace {

using models::Clause;
using models::kNone;
using models::Role;

PositionMap map_of(const Text& text) {
  if (text.pieces.empty()) return PositionMap(text.file, 1, 1);
  PositionMap map(text.file, text.pieces[0].line, text.pieces[0].column);
  for (std::size_t i = 1; i < text.pieces.size(); ++i) map.add(text.pieces[i].offset, text.pieces[i].line, text.pieces[i].column);
  return map;
}

std::string bare(const Text& text) { return std::string(trimmed(unquoted(text.text))); }

Clause negation(Clause clause) {
  if (clause.kind == Clause::Kind::Not) return std::move(clause.parts.front());
  Clause out;
  out.kind = Clause::Kind::Not;
  out.place = clause.place;
  out.parts.push_back(std::move(clause));
  return out;
}

std::string quoted(std::string_view words) { return "“" + std::string(cut(words, 120)) + "”"; }

// --- The words of a step, on one line --------------------------------------------------------------------------------

std::string words_of(const ClauseSyntax& clause) {
  const std::string negation_word = clause.negated ? "not " : "";
  if (clause.kind == ClauseSyntax::Kind::Phrase) return negation_word + clause.phrase.text;
  std::string out = negation_word;
  if (clause.listed) {
    switch (clause.kind) {
      case ClauseSyntax::Kind::Any: out += "any of: "; break;
      case ClauseSyntax::Kind::None: out += "none of: "; break;
      case ClauseSyntax::Kind::AtLeast: out += "at least " + std::to_string(clause.count) + " of: "; break;
      default: out += "all of: ";
    }
  }
  const std::string_view between = clause.listed ? "; " : clause.kind == ClauseSyntax::Kind::Any ? " or " : " and ";
  for (std::size_t i = 0; i < clause.parts.size(); ++i) {
    if (i != 0) out += between;
    out += words_of(clause.parts[i]);
  }
  return out;
}

std::string words_of(const StepSyntax& step) {
  std::string out;
  if (step.negated) out += "not ";
  if (step.previously) out += "previously ";
  out += words_of(step.clause);
  if (!step.window_text.empty()) out += " " + step.window_text.text;
  else if (step.at_any_time) out += " at any time";
  return out;
}

// --- Names a condition speaks of -------------------------------------------------------------------------------------

struct NameCollector {
  KnownNames& names;

  void take(const models::EventPattern& event) {
    if (!event.type.empty()) names.events.insert(models::fold(event.type));
  }
  void take_path(const std::string& path) {
    if (!path.empty()) names.attributes.insert(models::fold(path));
  }
  void take(const models::Anchor& anchor) {
    take(anchor.event);
    take_path(anchor.path);
  }
  void take(const models::NumberTerm& term) {
    take(term.event);
    if (term.kind == models::NumberTerm::Kind::Attribute) take_path(term.path);
    take(term.window.anchor);
    take(term.from);
    take(term.to);
  }
  void take(const models::Condition& condition) {
    for (const auto& part : condition.parts) take(part);
    take(condition.event);
    if (condition.kind == models::Condition::Kind::Attribute) take_path(condition.field.path);
    take(condition.window.anchor);
    take(condition.left);
    take(condition.right);
    take(condition.right2);
  }
};

}  // namespace

// --- Order of work ---------------------------------------------------------------------------------------------------

void Resolver::resolve(const std::vector<OrderedItem>& items, KnownNames& names) {
  for (const OrderedItem& ordered : items)
    if (ordered.item != nullptr)
      if (const auto* declaration = std::get_if<DeclarationSyntax>(&ordered.item->content)) declare(*declaration);
  declared_ = theory_.propositions.size();
  // Propositions are large: room for them all at once costs nothing until it is used, moving them does.
  constexpr std::size_t kMostRoom = 50'000, kPhrasesOfItem = 3;
  theory_.propositions.reserve(declared_ + std::min(kMostRoom, kPhrasesOfItem * items.size()));
  for (const OrderedItem& ordered : items) {
    if (ordered.item == nullptr) continue;
    if (const auto* phase = std::get_if<PhaseSyntax>(&ordered.item->content)) read_phase(*phase);
    if (const auto* header = std::get_if<HeaderSyntax>(&ordered.item->content); header && (ordered.main || header->kind == HeaderSyntax::Kind::DefaultPhase))
      read_header(*header);
  }
  read_default_phases();
  collect_names(names);
  theory_.statements.reserve(static_cast<std::size_t>(
      std::count_if(items.begin(), items.end(), [](const OrderedItem& ordered) { return bool(ordered.statement); })));
  for (const OrderedItem& ordered : items)
    if (ordered.statement) read_statement(ordered.statement());
  for (const HeaderSyntax* header : not_applicable_phrases_) {
    theory_.not_applicable_phrases.push_back(phrase_of(header->value, false));
  }
  for (Pending& pending : indicators_) {
    resolve_condition(pending);
    theory_.propositions[pending.about].indicator = std::move(pending.condition);
  }
  for (Pending& pending : not_applicable_) {
    resolve_condition(pending);
    theory_.not_applicable.push_back(std::move(pending.condition));
    theory_.not_applicable_texts.push_back(pending.text);
  }
  for (const HeaderSyntax* header : not_applicable_phrases_) theory_.not_applicable_texts.push_back(header->value.text);
  find_cycles();
  check_memberships(theory_, reporter_);
  work_out_roles();
  warn_near_misses();
  give_ids();
  make_labels(theory_);
  warn_repetitions();
  warn_its_without_occurrence();
  for (const OrderedItem& ordered : items)
    if (ordered.item != nullptr && std::holds_alternative<Unread>(ordered.item->content)) unread_ += models::fold(ordered.item->raw) + "\n";
  const LabelTable labels(theory_);
  show_rivals(labels);
  for (const OrderedItem& ordered : items)
    if (ordered.item != nullptr)
      if (const auto* example = std::get_if<ExampleSyntax>(&ordered.item->content))
        theory_.examples.push_back(read_example(*example, theory_, names_, labels, unread_, reporter_));
}

// --- Header lines ----------------------------------------------------------------------------------------------------

bool Resolver::first_of_its_kind(const HeaderSyntax& header) {
  using Kind = HeaderSyntax::Kind;
  if (header.kind == Kind::Author || header.kind == Kind::NotApplicable || header.kind == Kind::Events ||
      header.kind == Kind::Conflict)
    return true;
  for (const HeaderSyntax* other : headers_) {
    if (other->kind != header.kind || other->keyword.file != header.keyword.file) continue;
    auto& message = reporter_.report("header/repeated", header.keyword, "this line stands a second time",
                                     "keep the one that is meant");
    reporter_.relate(message, other->keyword, "the first one");
    return false;
  }
  headers_.push_back(&header);
  return true;
}

void Resolver::read_header(const HeaderSyntax& header) {
  using Kind = HeaderSyntax::Kind;
  if (!first_of_its_kind(header)) return;
  if (header.value.empty()) {
    reporter_.report("header/missing-value", header.keyword, "nothing follows the colon", "say it after the colon, or leave the line out");
    return;
  }
  switch (header.kind) {
    case Kind::Theory: theory_.name = bare(header.value); break;
    case Kind::Version: theory_.version = bare(header.value); break;
    case Kind::Case: theory_.case_kind = bare(header.value); break;
    case Kind::Author: theory_.authors.push_back(bare(header.value)); break;
    case Kind::Events: read_events(header); break;
    case Kind::NotApplicable: read_not_applicable(header); break;
    case Kind::DefaultWindow:
      theory_.default_window = parse_duration(header.value.text);
      if (!theory_.default_window)
        reporter_.report("header/bad-value", header.value.place(), quoted(header.value.text) + " is not a length of time",
                         "write for example: Default window: 28 days");
      break;
    case Kind::DefaultPhase: default_phases_.push_back(&header); break;  // when all phases are known
    case Kind::Conflict: conflicts_.push_back(&header); break;           // when all statements are
    case Kind::Vocabulary: {
      const std::string value = models::fold(header.value.text);
      theory_.strict_vocabulary = value == "strict";
      if (value == "strict" || value == "open") break;
      auto& message = reporter_.report("header/bad-value", header.value.place(), quoted(header.value.text) + " is no kind of vocabulary",
                                       "write: Vocabulary: strict");
      if (models::near_miss(value, "strict")) reporter_.fix(message, "write: strict", header.value.place(), "strict");
    }
  }
}

void Resolver::read_default_phases() {
  for (const HeaderSyntax* header : default_phases_) {
    const models::PhaseIndex phase = phase_named(header->value);
    if (phase == kNone) {
      report_unknown_phase("header/bad-value", bare(header->value), header->value.place());
      continue;
    }
    theory_.default_phases.resize(theory_.files.size(), kNone);
    theory_.default_phases[header->keyword.file] = phase;
  }
}

void Resolver::read_events(const HeaderSyntax& header) {
  const std::string value = models::fold(header.value.text);
  if (value != "may be missing" && value != "complete") {
    reporter_.report("header/bad-value", header.value.place(), quoted(header.value.text) + " says nothing known about events",
                     "write `Events: complete`, `Events: may be missing` or `Events session, contact: may be missing`");
    return;
  }
  if (value == "complete") return;
  if (header.subject.empty()) {
    theory_.events.all_may_be_missing = true;
    return;
  }
  std::size_t begin = 0;
  bool in_quotes = false;
  const std::string plain = plain_of(header.subject.text);
  for (std::size_t at = 0; at <= plain.size(); ++at) {
    if (at < plain.size() && plain[at] == '"') in_quotes = !in_quotes;
    if (at < plain.size() && (plain[at] != ',' || in_quotes)) continue;
    const Text name = header.subject.part(begin, at);
    if (!name.empty()) theory_.events.may_be_missing.push_back(bare(name));
    begin = at + 1;
  }
}

// A phrase where it is a declared one, or reads like a phrase and is no condition.
void Resolver::read_not_applicable(const HeaderSyntax& header) {
  const Text& value = header.value;
  if (names_.find(unquoted(value.text)) != nullptr) return not_applicable_phrases_.push_back(&header);
  auto parsed = parse_condition(value.text, map_of(value), limits_.condition_depth);
  if (!parsed.value && !looks_like_condition(value.text)) return not_applicable_phrases_.push_back(&header);
  report_problems(parsed.problems);
  if (!parsed.value) return;
  for (const models::Place& judged : parsed.mentions.judged)
    reporter_.report("condition/judged-elsewhere", judged, "`judged` stands here without a proposition it could be about",
                     "name the proposition in braces, for example: {the participant has moved away}");
  report_its(parsed.mentions);
  not_applicable_.push_back({kNone, std::move(*parsed.value), std::move(parsed.mentions), value.text});
}

void Resolver::report_its(const Mentions& mentions) {
  for (const models::Place& its : mentions.its)
    reporter_.report("condition/its-elsewhere", its, "`its` stands here where no occurrence of an event is being judged",
                     "say which event is meant, or put the test into the indicator of a proposition");
}

void Resolver::read_phase(const PhaseSyntax& phase) {
  if (phase.broken) return;
  models::Phase out;
  out.name = bare(phase.name);
  out.place = phase.name.place();
  const auto index = static_cast<models::PhaseIndex>(theory_.phases.size());
  const auto [at, is_new] = phases_.try_emplace(models::fold(out.name), index);
  if (!is_new) {
    auto& message = reporter_.report("phase/repeated", out.place, "there is a phase of this name already", "give one of them another name");
    reporter_.relate(message, theory_.phases[at->second].place, "the first one");
    return;
  }
  auto from = parse_anchor(phase.from.text, map_of(phase.from));
  report_problems(from.problems);
  report_its(from.mentions);
  if (from.value) out.from = std::move(*from.value);
  if (phase.until) {
    auto until = parse_anchor(phase.until->text, map_of(*phase.until));
    report_problems(until.problems);
    report_its(until.mentions);
    out.until = std::move(until.value);
  }
  theory_.phases.push_back(std::move(out));
}

// --- Declarations ----------------------------------------------------------------------------------------------------

void Resolver::add_name(const Text& words, models::PropositionIndex index, bool opposite, bool short_name) {
  const std::string folded = models::fold(unquoted(words.text));
  if (folded.empty()) return;
  const Name* other = names_.add(folded, {index, opposite, short_name, true, words.place()});
  if (other == nullptr || (other->index == index && other->opposite == opposite)) return;
  auto& message = reporter_.report("vocabulary/repeated", words.place(),
                                   quoted(unquoted(words.text)) + (other->index == index ? " names this proposition and its opposite"
                                                                                         : " names another proposition already"),
                                   "keep one declaration, and name the other differently");
  reporter_.relate(message, other->place, "declared here first");
}

void Resolver::declare(const DeclarationSyntax& declaration) {
  if (declaration.phrase.empty()) return;
  const auto index = static_cast<models::PropositionIndex>(theory_.propositions.size());
  models::Proposition proposition;
  proposition.phrase = bare(declaration.phrase);
  proposition.declared = true;
  proposition.declared_role = declaration.role;
  proposition.place = declaration.phrase.place();
  for (const Tag& tag : declaration.tags) {
    proposition.evidence.insert(proposition.evidence.end(), tag.evidence.begin(), tag.evidence.end());
    if (tag.kind == Tag::Kind::Source) proposition.sources.push_back(tag.source);
  }
  theory_.propositions.push_back(std::move(proposition));
  add_name(declaration.phrase, index, false, false);
  if (declaration.short_name) {
    const Text& name = *declaration.short_name;
    const bool one_word = name.text.find_first_of(" \t\"") == std::string::npos && name.text.find("\u00A0") == std::string::npos;
    if (!one_word)
      reporter_.report("vocabulary/not-one-word", name.place(), quoted(name.text) + " is not one word",
                       "a short name is one word, such as GATE; the phrase itself comes after the colon");
    theory_.propositions[index].short_name = name.text;
    add_name(name, index, false, true);
  }
  std::vector<const DeclarationLine*> seen;
  for (const DeclarationLine& line : declaration.lines) {
    using Kind = DeclarationLine::Kind;
    const bool once = line.kind == Kind::Level || line.kind == Kind::Of || line.kind == Kind::Actor || line.kind == Kind::ObservedWhen || line.kind == Kind::Membership;
    const auto before = std::find_if(seen.begin(), seen.end(), [&](const DeclarationLine* l) { return l->kind == line.kind; });
    if (once && before != seen.end()) {
      auto& message = reporter_.report("vocabulary/repeated-line", line.keyword, "this line stands a second time here",
                                       "keep the one that is meant; conditions are joined with `and` or `or`");
      reporter_.relate(message, (*before)->keyword, "the first one");
      continue;
    }
    seen.push_back(&line);
    read_line(line, index);
  }
}

void Resolver::read_line(const DeclarationLine& line, models::PropositionIndex index) {
  models::Proposition& proposition = theory_.propositions[index];
  if (line.value.empty()) return;
  switch (line.kind) {
    case DeclarationLine::Kind::Also:
      proposition.also.push_back(bare(line.value));
      return add_name(line.value, index, false, false);
    case DeclarationLine::Kind::Opposite:
      proposition.opposite.push_back(bare(line.value));
      return add_name(line.value, index, true, false);
    case DeclarationLine::Kind::Level: return read_level(line, proposition);
    case DeclarationLine::Kind::Of: proposition.of = bare(line.value); return;
    case DeclarationLine::Kind::Actor: proposition.actor = bare(line.value); return;
    case DeclarationLine::Kind::Note: proposition.notes.push_back(line.value.text); return;
    case DeclarationLine::Kind::ObservedWhen: return read_indicator(line, index);
    case DeclarationLine::Kind::Membership: proposition.membership = read_membership(line.value, reporter_); return;
    case DeclarationLine::Kind::Tag:
      proposition.evidence.insert(proposition.evidence.end(), line.tag->evidence.begin(), line.tag->evidence.end());
      if (line.tag->kind == Tag::Kind::Source) proposition.sources.push_back(line.tag->source);
  }
}

void Resolver::read_level(const DeclarationLine& line, models::Proposition& proposition) {
  static const std::vector<std::string> words = {"individual", "interpersonal", "institutional", "infrastructural"};
  const std::string value = models::fold(line.value.text);
  const auto found = std::find(words.begin(), words.end(), value);
  if (found != words.end()) {
    proposition.level = static_cast<models::Level>(found - words.begin() + 1);
    return;
  }
  auto& message = reporter_.report("vocabulary/unknown-level", line.value.place(), quoted(line.value.text) + " is no level",
                                   "the levels are individual, interpersonal, institutional and infrastructural");
  if (const std::size_t near = models::nearest(value, words); near < words.size())
    reporter_.fix(message, "write: " + words[near], line.value.place(), words[near]);
}

void Resolver::read_indicator(const DeclarationLine& line, models::PropositionIndex index) {
  theory_.propositions[index].observed_when = line.value.text;
  auto parsed = parse_condition(line.value.text, map_of(line.value), limits_.condition_depth);
  report_problems(parsed.problems);
  if (parsed.value) indicators_.push_back({index, std::move(*parsed.value), std::move(parsed.mentions), {}});
}

void Resolver::collect_names(KnownNames& names) const {
  for (const auto& [folded, name] : names_.all()) names.propositions.insert(folded);
  for (const auto& [folded, index] : phases_) names.phases.insert(folded);
  NameCollector collector{names};
  for (const Pending& pending : indicators_) collector.take(pending.condition);
  for (const Pending& pending : not_applicable_) collector.take(pending.condition);
  for (const models::Phase& phase : theory_.phases) {
    collector.take(phase.from);
    if (phase.until) collector.take(*phase.until);
  }
  for (const std::string& event : theory_.events.may_be_missing) names.events.insert(models::fold(event));
}

void Resolver::report_problems(const std::vector<ConditionProblem>& problems) {
  for (const ConditionProblem& problem : problems) {
    auto& message = reporter_.report(problem.code, problem.place, problem.message, problem.help);
    message.notes = problem.notes;
    if (problem.fix) reporter_.fix(message, problem.fix->title, problem.fix->place, problem.fix->replacement);
  }
}

// --- Phrases ---------------------------------------------------------------------------------------------------------

Clause Resolver::leaf(const Text& phrase, std::string_view words, models::PropositionIndex index, bool opposite) {
  Clause out;
  out.proposition = index;
  out.text = words;
  out.place = phrase.place();
  return opposite ? negation(std::move(out)) : out;
}

models::PropositionIndex Resolver::new_proposition(const Text& phrase, std::string words, const std::string& folded) {
  const auto index = static_cast<models::PropositionIndex>(theory_.propositions.size());
  models::Proposition proposition;
  proposition.phrase = std::move(words);
  proposition.place = phrase.place();
  // Doubling would hold three times as many for a moment.
  auto& all = theory_.propositions;
  if (all.size() == all.capacity()) all.reserve(all.size() + all.size() / 4 + 64);
  all.push_back(std::move(proposition));
  names_.add(folded, {index, false, false, false, phrase.place()});
  return index;
}

// `negated`: a `not` stands before it, which in a line of names joined is the first one's.
Clause Resolver::phrase_of(const Text& phrase, bool negated) {
  const bool in_quotes = is_quoted(phrase.text);
  std::string words = bare(phrase);
  std::string folded = models::fold(words);
  const auto signed_leaf = [&](models::PropositionIndex index, bool opposite) {
    Clause out = leaf(phrase, words, index, opposite);
    return negated ? negation(std::move(out)) : out;
  };
  if (const Name* name = names_.find_folded(folded)) return signed_leaf(name->index, name->opposite);
  if (!in_quotes)
    if (auto joined = joined_names(phrase, negated)) return std::move(*joined);
  return signed_leaf(new_proposition(phrase, words, folded), false);
}

// "C1 and not C2": declared names joined. Nothing where any part is something else.
std::optional<Clause> Resolver::joined_names(const Text& phrase, bool first_negated) {
  if (declared_ == 0) return std::nullopt;
  const auto declared = [&](std::string_view words) {
    const Name* name = names_.find(words);
    return name != nullptr && name->declared ? name : nullptr;
  };
  const JoinedNames joined = find_joined_names(phrase, [&](std::string_view words) { return declared(words) != nullptr; });
  if (joined.names.empty()) {
    const JoinedName *short_name = nullptr, *unknown = nullptr;
    for (const JoinedName& part : joined.parts)
      (part.known && declared(unquoted(part.words.text))->short_name ? short_name : unknown) = &part;
    if (short_name != nullptr && unknown != nullptr)
      reporter_.report("vocabulary/partly-declared", unknown->words.place(),
                       quoted(unknown->words.text) + " is not declared, so all of " + quoted(phrase.text) + " is taken as one phrase",
                       "declare it, or put the clauses on lines of their own that open with `and` or `or`");
    return std::nullopt;
  }
  Clause out;
  out.place = phrase.place();
  bool any = false, all = false;
  for (const JoinedName& found : joined.names) {
    const bool first = &found == &joined.names.front();
    if (!first) (found.after_or ? any : all) = true;
    const Name& name = *declared(unquoted(found.words.text));
    Clause part = leaf(found.words, unquoted(found.words.text), name.index, name.opposite);
    const bool negated = found.negated != (first && first_negated);
    out.parts.push_back(negated ? negation(std::move(part)) : std::move(part));
  }
  if (any && all)
    reporter_.report("syntax/mixed-and-or", phrase.place(), "`and` and `or` are mixed here, which can be read in two ways",
                     "write the one you mean as a list, with all of: and any of:");
  out.kind = any ? Clause::Kind::Any : Clause::Kind::All;
  return out;
}

Clause Resolver::clause_of(const ClauseSyntax& syntax) {
  Clause out;
  if (syntax.kind == ClauseSyntax::Kind::Phrase) {
    out = phrase_of(syntax.phrase, syntax.negated);
  } else {
    switch (syntax.kind) {
      case ClauseSyntax::Kind::Any: out.kind = Clause::Kind::Any; break;
      case ClauseSyntax::Kind::None: out.kind = Clause::Kind::None; break;
      case ClauseSyntax::Kind::AtLeast: out.kind = Clause::Kind::AtLeast; break;
      default: out.kind = Clause::Kind::All;
    }
    out.count = syntax.count;
    out.place = syntax.place;
    for (const ClauseSyntax& part : syntax.parts) out.parts.push_back(clause_of(part));
    if (syntax.negated) out = negation(std::move(out));
  }
  for (const Tag& tag : syntax.tags) out.evidence.insert(out.evidence.end(), tag.evidence.begin(), tag.evidence.end());
  return out;
}

// --- Statements ------------------------------------------------------------------------------------------------------

void Resolver::add_window_part(const WindowPart& part, models::StepWindow& window) {
  using Kind = WindowPart::Kind;
  using Bound = models::StepWindow::Bound;
  const bool bounds = part.kind == Kind::BeforeEvent || part.kind == Kind::BeforeAttribute || part.kind == Kind::BeforeName ||
                      part.kind == Kind::During || part.kind == Kind::ThroughoutPhase;
  if (bounds && window.bound != Bound::None) {
    reporter_.report("window/two-windows", part.text.place(), "this step is bound by something else already",
                     "keep one of the two; write two statements where both matter");
    return;
  }
  switch (part.kind) {
    case Kind::Within: window.latest = part.high; break;
    case Kind::After: window.earliest = part.low; break;
    case Kind::Between: window.earliest = part.low, window.latest = part.high; break;
    case Kind::SameDay: window.same_day = true; break;
    case Kind::ThroughoutFor: window.throughout = part.high; break;
    case Kind::BeforeAttribute:
      window.bound = Bound::BeforeAttribute;
      window.path = bare(part.name);
      break;
    case Kind::BeforeEvent: {
      auto parsed = parse_event_pattern(part.name.text, map_of(part.name));
      report_problems(parsed.problems);
      window.bound = Bound::BeforeEvent;
      if (parsed.value) window.event = std::move(*parsed.value);
      break;
    }
    case Kind::BeforeName:
      if (const Name* name = names_.find(unquoted(part.name.text))) {
        window.bound = Bound::BeforeProposition;
        window.proposition = name->index;
      }
      break;
    case Kind::During:
    case Kind::ThroughoutPhase:
      window.throughout_phase = part.kind == Kind::ThroughoutPhase;
      if (part.kind == Kind::During) window.bound = Bound::DuringPhase;
      window.phase = phase_named(part.name);
  }
}

models::StepWindow Resolver::window_of(const StepSyntax& syntax) {
  models::StepWindow window;
  if (syntax.window.empty()) return window;
  window.text = syntax.window_text.text;
  window.place = syntax.window_text.place();
  for (const WindowPart& part : syntax.window) add_window_part(part, window);
  return window;
}

namespace {

void gather_evidence(const ClauseSyntax& clause, std::vector<models::Evidence>& out) {
  for (const ClauseSyntax& part : clause.parts) gather_evidence(part, out);
  for (const Tag& tag : clause.tags) out.insert(out.end(), tag.evidence.begin(), tag.evidence.end());
}

}  // namespace

// `then not B and C` on one line: the step's `not` covers both, where a reader may take it for the first one's.
void Resolver::warn_wide_not(const StepSyntax& syntax, const Clause& clause) {
  const bool joined = clause.kind == Clause::Kind::All || clause.kind == Clause::Kind::Any;
  if (!syntax.negated || syntax.clause.kind != ClauseSyntax::Kind::Phrase || !joined) return;
  const bool any = clause.kind == Clause::Kind::Any;
  reporter_.report("syntax/wide-not", syntax.clause.phrase.place(),
                   any ? "the `not` before it covers the whole step: none of these will come about"
                       : "the `not` before it covers the whole step: these will not all come about together, one of them may",
                   any ? "if that is meant, say so with `then none of:` and a list; if `not` belongs to the first alone, put that one last: `then B or not A`"
                       : "if none of them will, write `then none of:` and a list; if `not` belongs to the first alone, put that one last: `then B and not A`");
}

models::Step Resolver::step_of(const StepSyntax& syntax) {
  models::Step step;
  step.clause = clause_of(syntax.clause);
  step.negated = syntax.negated;
  warn_wide_not(syntax, step.clause);
  // An opposite alone is a negated step.
  const bool single = step.clause.kind == Clause::Kind::Not && step.clause.parts.front().kind == Clause::Kind::Proposition;
  if (single) {
    auto evidence = std::move(step.clause.evidence);
    step.clause = negation(std::move(step.clause));
    step.clause.evidence = std::move(evidence);
    step.negated = !step.negated;
  }
  step.previously = syntax.previously;
  step.at_any_time = syntax.at_any_time;
  step.window = window_of(syntax);
  gather_evidence(syntax.clause, step.evidence);
  step.text = words_of(syntax);
  step.place = syntax.place;
  return step;
}

void Resolver::add_tags(const std::vector<Tag>& tags, models::Statement& statement) {
  for (const Tag& tag : tags) {
    statement.evidence.insert(statement.evidence.end(), tag.evidence.begin(), tag.evidence.end());
    if (tag.kind == Tag::Kind::Source && !tag.source.document.empty()) statement.sources.push_back(tag.source);
  }
}

void Resolver::add_clause_sources(const ClauseSyntax& clause, models::Statement& statement) {
  for (const ClauseSyntax& part : clause.parts) add_clause_sources(part, statement);
  for (const Tag& tag : clause.tags)
    if (tag.kind == Tag::Kind::Source && !tag.source.document.empty()) statement.sources.push_back(tag.source);
}

void Resolver::add_steps(const std::vector<StepSyntax>& steps, models::Statement& statement) {
  for (const StepSyntax& step : steps) {
    add_clause_sources(step.clause, statement);
    statement.steps.push_back(step_of(step));
    step_roles_.back().second.push_back(step.role);
  }
}

// With one `then` the reason is the mechanism between; in a longer chain it stays words.
void Resolver::add_because(const std::vector<BecauseSyntax>& because, models::Statement& statement) {
  if (because.empty()) return;
  const ClauseSyntax& clause = because.front().clause;
  statement.because = words_of(clause);
  add_clause_sources(clause, statement);
  gather_evidence(clause, statement.evidence);
  if (statement.steps.size() != 1 || statement.form == models::Form::OnlyIf || statement.because.empty()) return;
  models::Step step;
  step.from_because = true;
  step.clause = clause_of(clause);
  if (step.clause.kind == Clause::Kind::Not) {
    step.clause = negation(std::move(step.clause));
    step.negated = true;
  }
  step.text = statement.because;
  step.place = clause.place;
  gather_evidence(clause, step.evidence);
  statement.steps.insert(statement.steps.begin(), std::move(step));
  auto& roles = step_roles_.back().second;
  roles.insert(roles.begin(), std::nullopt);
}

void Resolver::read_label(const Text& label, models::Statement& statement) {
  statement.label = bare(label);
  statement.label_written = true;
  std::string mended = statement.label;
  std::replace_if(mended.begin(), mended.end(), [](char c) { return c == ' ' || c == '\t' || c == '/'; }, '-');
  if (statement.label.empty() || mended != statement.label) {
    auto& message = reporter_.report("label/not-a-label", label.empty() ? statement.place : label.place(),
                                     statement.label.empty() ? "this label is empty" : "a label is one word without a slash",
                                     "write for example: [GATE-1]");
    if (!statement.label.empty()) reporter_.fix(message, "write: " + mended, label.place(), mended);
    if (statement.label.empty()) statement.label_written = false;
    return;
  }
  const auto [at, is_new] = labels_.try_emplace(models::fold(statement.label), label.place());
  if (is_new) return;
  auto& message = reporter_.report("label/repeated", label.place(), "another statement has the label " + statement.label + " already",
                                   "give one of them another label");
  reporter_.relate(message, at->second, "the first one");
}

// "Only if A then B" is judged as "Whenever B then previously A", with the roles as written.
bool Resolver::turn_round(const StatementSyntax& syntax, models::Statement& statement) {
  if (syntax.steps.size() != 1) {
    reporter_.report("syntax/only-if-steps", syntax.steps[1].keyword, "an `Only if` statement has one `then`",
                     "write the next step as a statement of its own, beginning with If or Whenever");
    return false;
  }
  if (syntax.steps.front().negated) {
    reporter_.report("syntax/only-if-not", syntax.steps.front().place, "an `Only if` statement says what is needed for something to happen, not for it not to",
                     "turn it into a statement that begins with If");
    return false;
  }
  models::Step outcome = step_of(syntax.steps.front());
  models::Step needed;
  needed.clause = std::move(statement.antecedent);
  needed.text = words_of(syntax.antecedent);
  needed.place = syntax.antecedent.place;
  needed.previously = true;
  needed.window = std::move(outcome.window);
  gather_evidence(syntax.antecedent, needed.evidence);
  add_clause_sources(syntax.steps.front().clause, statement);
  statement.antecedent = std::move(outcome.clause);
  if (outcome.negated) statement.antecedent = negation(std::move(statement.antecedent));
  statement.steps.push_back(std::move(needed));
  step_roles_.back().second.push_back(std::nullopt);
  return true;
}

void Resolver::read_statement(Item item) {
  const auto* syntax = std::get_if<StatementSyntax>(&item.content);
  if (syntax == nullptr || too_many_) return;
  if (theory_.statements.size() >= limits_.statements) {
    too_many_ = true;
    reporter_.report("syntax/too-many-statements", item.place, "the theory has more than " + std::to_string(limits_.statements) + " statements",
                     "cut it into several theories");
    return;
  }
  models::Statement statement;
  statement.place = item.place;
  if (syntax->label) read_label(*syntax->label, statement);
  if (syntax->broken || syntax->steps.empty()) {
    unread_ += models::fold(item.raw) + "\n";
    return;
  }
  const auto index = static_cast<models::StatementIndex>(theory_.statements.size());
  step_roles_.push_back({index, {}});
  statement.form = form_of(syntax->opening);
  statement.text = std::move(item.raw);
  statement.antecedent = clause_of(syntax->antecedent);
  add_clause_sources(syntax->antecedent, statement);
  if (statement.form == models::Form::OnlyIf) {
    if (!turn_round(*syntax, statement)) {
      unread_ += models::fold(statement.text) + "\n";
      return step_roles_.pop_back();
    }
  } else {
    add_steps(syntax->steps, statement);
  }
  for (const UnlessSyntax& block : syntax->unless) {
    add_clause_sources(block.clause, statement);
    statement.unless.push_back(clause_of(block.clause));
  }
  add_because(syntax->because, statement);
  add_tags(syntax->tags, statement);
  for (const NoteSyntax& note : syntax->notes) statement.notes.push_back(note.text.text);
  theory_.statements.push_back(std::move(statement));
  if (syntax->otherwise) read_otherwise(*syntax->otherwise, index);
}

void Resolver::read_otherwise(const OtherwiseSyntax& otherwise, models::StatementIndex of) {
  models::Statement statement;
  const auto index = static_cast<models::StatementIndex>(theory_.statements.size());
  step_roles_.push_back({index, {}});
  const models::Statement& main = theory_.statements[of];
  statement.form = main.form == models::Form::OnlyIf ? models::Form::If : main.form;
  statement.antecedent = main.form == models::Form::OnlyIf ? main.steps.front().clause : main.antecedent;
  statement.otherwise_of = of;
  statement.text = main.text;
  statement.place = main.place;
  add_steps(otherwise.steps, statement);
  for (const UnlessSyntax& block : otherwise.unless) statement.unless.push_back(clause_of(block.clause));
  add_because(otherwise.because, statement);
  add_tags(otherwise.tags, statement);
  for (const NoteSyntax& note : otherwise.notes) statement.notes.push_back(note.text.text);
  theory_.statements.push_back(std::move(statement));
}

// --- Conditions ------------------------------------------------------------------------------------------------------

models::PhaseIndex Resolver::phase_named(const Text& words) {
  const auto found = phases_.find(models::fold(unquoted(words.text)));
  return found == phases_.end() ? kNone : found->second;
}

void Resolver::report_unknown_phase(std::string_view code, const std::string& name, const models::Place& place) {
  std::vector<std::string> known;
  for (const models::Phase& phase : theory_.phases) known.push_back(phase.name);
  auto& message = reporter_.report(std::string(code), place, "there is no phase named " + quoted(name),
                                   "declare it, for example: Phase " + name + ": from event release");
  const std::size_t near = models::nearest(name, known);
  if (near >= known.size()) return;
  message.help = "did you mean " + known[near] + "?";
  reporter_.fix(message, "write: " + known[near], place, known[near]);
}

std::vector<std::string> Resolver::short_names() const {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < declared_; ++i)
    if (!theory_.propositions[i].short_name.empty()) out.push_back(theory_.propositions[i].short_name);
  return out;
}

void Resolver::resolve_condition(Pending& pending) {
  std::vector<ResolvedProposition> propositions;
  for (const Mention& mention : pending.mentions.propositions) {
    const std::string folded = models::fold(unquoted(mention.text));
    if (const Name* name = names_.find_folded(folded)) {
      propositions.push_back({name->index, name->opposite});
      continue;
    }
    Text words;
    words.text = mention.text;
    words.file = mention.place.file;
    words.pieces.push_back({0, mention.place.line, mention.place.column});
    const bool one_word = folded.find(' ') == std::string::npos;
    if (one_word) {
      const std::vector<std::string> known = reporter_.full() ? std::vector<std::string>{} : short_names();
      auto& message = reporter_.report("condition/unknown-proposition", mention.place, "there is no proposition named " + quoted(mention.text),
                                       "declare it, or write the phrase it stands for");
      if (const std::size_t near = models::nearest(mention.text, known); near < known.size()) {
        message.help = "did you mean " + known[near] + "?";
        reporter_.fix(message, "write: " + known[near], mention.place, known[near]);
      }
      propositions.push_back({kNone, false});
      continue;
    }
    propositions.push_back({new_proposition(words, std::string(unquoted(mention.text)), folded), false});
  }
  std::vector<models::PhaseIndex> phases;
  for (const Mention& mention : pending.mentions.phases) {
    const auto found = phases_.find(models::fold(unquoted(mention.text)));
    phases.push_back(found == phases_.end() ? kNone : found->second);
    if (found != phases_.end()) continue;
    report_unknown_phase("condition/unknown-phase", mention.text, mention.place);
  }
  resolve_mentions(pending.condition, propositions, phases, pending.about);
}

namespace {

void mentioned(const models::Condition& condition, std::vector<models::PropositionIndex>& out) {
  for (const auto& part : condition.parts) mentioned(part, out);
  if (condition.kind == models::Condition::Kind::Proposition && condition.proposition != kNone) out.push_back(condition.proposition);
}

}  // namespace

// Indicators that refer to each other in a ring; each ring is reported once, at its first member in reading order.
void Resolver::find_cycles() {
  const std::size_t count = theory_.propositions.size();
  std::vector<std::vector<models::PropositionIndex>> next(count);
  for (std::size_t i = 0; i < count; ++i)
    if (theory_.propositions[i].indicator) mentioned(*theory_.propositions[i].indicator, next[i]);
  enum State : char { New, Open, Done };
  std::vector<char> state(count, New);
  std::vector<std::pair<models::PropositionIndex, std::size_t>> path;
  for (models::PropositionIndex root = 0; root < count; ++root) {
    if (state[root] != New) continue;
    path.emplace_back(root, 0);
    state[root] = Open;
    while (!path.empty()) {
      auto& [at, edge] = path.back();
      if (edge == next[at].size()) {
        state[at] = Done;
        path.pop_back();
        continue;
      }
      const models::PropositionIndex to = next[at][edge++];
      if (state[to] == New) {
        state[to] = Open;
        path.emplace_back(to, 0);
      } else if (state[to] == Open) {
        const auto begin = std::find_if(path.begin(), path.end(), [&](const auto& entry) { return entry.first == to; });
        std::string ring;
        for (auto entry = begin; entry != path.end(); ++entry) ring += quoted(theory_.propositions[entry->first].phrase) + " → ";
        auto& message = reporter_.report("condition/self-reference", theory_.propositions[to].place,
                                         "the indicator of this proposition refers back to itself: " + ring + quoted(theory_.propositions[to].phrase),
                                         "let one of them be observed by something else");
        for (auto entry = begin + 1; entry != path.end(); ++entry)
          reporter_.relate(message, theory_.propositions[entry->first].place, "by way of this one");
        theory_.propositions[path.back().first].indicator.reset();
      }
    }
  }
}

// --- Roles -----------------------------------------------------------------------------------------------------------

void Resolver::add_roles(const Clause& clause, Role role, bool tagged) {
  for (const Clause& part : clause.parts) add_roles(part, role, tagged);
  if (clause.kind != Clause::Kind::Proposition || clause.proposition == kNone) return;
  models::Proposition& proposition = theory_.propositions[clause.proposition];
  // A declared role stands whatever the place; but what is outcome here and context there is a joint and shows both.
  const bool joint = (proposition.declared_role == Role::Outcome && role == Role::Context) ||
                     (proposition.declared_role == Role::Context && role == Role::Outcome);
  if (proposition.declared_role && !tagged && !joint) return;
  proposition.roles.push_back(role);
}

namespace {

models::PropositionIndex first_proposition(const Clause& clause) {
  const Clause* at = &clause;
  while (at->kind != Clause::Kind::Proposition && !at->parts.empty()) at = &at->parts.front();
  return at->proposition;
}

}  // namespace

void Resolver::work_out_roles() {
  for (models::Proposition& proposition : theory_.propositions)
    if (proposition.declared_role) proposition.roles.push_back(*proposition.declared_role);
  for (const auto& [index, tags] : step_roles_) {
    models::Statement& statement = theory_.statements[index];
    const bool only_if = statement.form == models::Form::OnlyIf;
    add_roles(statement.antecedent, only_if ? Role::Outcome : Role::Context, false);
    for (const Clause& block : statement.unless) add_roles(block, Role::Context, false);
    for (std::size_t i = 0; i < statement.steps.size(); ++i) {
      models::Step& step = statement.steps[i];
      const bool last = i + 1 == statement.steps.size();
      const Role by_place = only_if ? Role::Context : last ? Role::Outcome : Role::Mechanism;
      const auto first = first_proposition(step.clause);
      const auto declared = first == kNone ? std::nullopt : theory_.propositions[first].declared_role;
      step.role = tags[i] ? *tags[i] : declared ? *declared : by_place;
      add_roles(step.clause, tags[i] ? *tags[i] : by_place, tags[i].has_value());
    }
  }
  for (const Clause& clause : theory_.not_applicable_phrases) add_roles(clause, Role::Context, false);
  for (models::Proposition& proposition : theory_.propositions) {
    auto& roles = proposition.roles;
    if (roles.empty()) roles.push_back(Role::Context);
    std::sort(roles.begin(), roles.end());
    roles.erase(std::unique(roles.begin(), roles.end()), roles.end());
  }
}

// --- Warnings --------------------------------------------------------------------------------------------------------

// Names in the order in which the earlier one is taken as the right one: declared ones first.
std::vector<std::pair<std::string_view, const Name*>> Resolver::names_in_order() const {
  std::vector<std::pair<std::string_view, const Name*>> names;
  names.reserve(names_.all().size());
  for (const auto& [folded, name] : names_.all()) names.emplace_back(folded, &name);
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
    if (a.second->declared != b.second->declared) return a.second->declared;
    return std::tie(a.second->place, a.first) < std::tie(b.second->place, b.first);
  });
  return names;
}

// The name that each undeclared one nearly is, and how.
std::vector<Resolver::Near> Resolver::near_names() const {
  const auto names = names_in_order();
  std::vector<std::string_view> folded;
  std::vector<std::string> short_names;
  std::vector<std::size_t> group;
  std::vector<const Name*> short_name_of;
  for (const auto& [text, name] : names) {
    folded.push_back(text);
    group.push_back(name->index);
    if (!name->short_name) continue;
    short_names.push_back(theory_.propositions[name->index].short_name);
    short_name_of.push_back(name);
  }
  std::vector<Near> out;
  for (const NearPhrase& near : find_near_phrases(folded, group)) {
    const Name& later = *names[near.later].second;
    if (later.declared) continue;
    const Name& earlier = *names[near.earlier].second;
    const models::Proposition& meant = theory_.propositions[earlier.index];
    const bool phrase = models::fold(meant.phrase) == names[near.earlier].first;
    out.push_back({&later, &earlier, phrase ? meant.phrase : earlier.short_name ? meant.short_name : std::string(names[near.earlier].first), near.kind});
  }
  constexpr std::size_t kMost = 100;  // one-word phrases compared with every short name
  std::size_t compared = 0;
  for (const auto& [text, name] : names) {
    if (name->declared || text.find(' ') != std::string_view::npos || short_names.empty() || ++compared > kMost) continue;
    const std::size_t at = models::nearest(text, short_names);
    if (at < short_names.size()) out.push_back({name, short_name_of[at], short_names[at], NearPhrase::Kind::Spelling});
  }
  return out;
}

void Resolver::warn_near_misses() {
  const auto nears = near_names();
  if (theory_.strict_vocabulary) return report_undeclared(nears);
  for (const Near& near : nears) {
    const std::string_view how = near.kind == NearPhrase::Kind::Order     ? "has the same words in another order as "
                                 : near.kind == NearPhrase::Kind::Article ? "is, but for small words and signs, "
                                                                          : "is nearly ";
    auto& message = reporter_.report("vocabulary/near-miss", near.written->place,
                                     quoted(theory_.propositions[near.written->index].phrase) + " " + std::string(how) +
                                         quoted(near.words) + " and is taken as another proposition",
                                     "write both alike, or declare both where they are meant to differ");
    reporter_.relate(message, near.meant->place, "written so here");
    reporter_.fix(message, "write: " + near.words, near.written->place, near.words);
    if (message.fix) message.fix->safe = near.kind == NearPhrase::Kind::Article;
  }
}

void Resolver::report_undeclared(const std::vector<Near>& nears) {
  std::unordered_map<const Name*, const Near*> meant;
  for (const Near& near : nears)
    if (near.meant->declared) meant.try_emplace(near.written, &near);
  for (const auto& [folded, name] : names_in_order()) {
    if (name->declared) continue;
    const std::string& words = theory_.propositions[name->index].phrase;
    const auto& roles = theory_.propositions[name->index].roles;
    std::string role(models::to_string(roles.empty() ? models::Role::Context : roles.front()));
    role[0] = static_cast<char>(role[0] - 'a' + 'A');
    auto& message = reporter_.report("vocabulary/undeclared", name->place, quoted(words) + " is not declared, and the vocabulary is strict",
                                     "declare it, for example: " + role + ": " + words);
    const auto near = meant.find(name);
    if (near == meant.end()) continue;
    message.help = "did you mean " + quoted(near->second->words) + "?";
    reporter_.relate(message, near->second->meant->place, "declared here");
    reporter_.fix(message, "write: " + near->second->words, name->place, near->second->words);
  }
}

namespace {

// The same for statements that mean the same: the names in it and the signs of its steps.
class Likeness {
 public:
  explicit Likeness(const models::Theory& theory) {
    names_.reserve(theory.propositions.size());
    for (const models::Proposition& p : theory.propositions)
      names_.push_back(std::hash<std::string>{}(p.short_name.empty() ? p.phrase : p.short_name));
  }

  std::size_t of(const models::Statement& statement) const {
    std::size_t out = static_cast<std::size_t>(statement.form);
    add(statement.antecedent, out);
    for (const models::Step& step : statement.steps) {
      mix(step.negated, out);
      add(step.clause, out);
    }
    for (const Clause& block : statement.unless) add(block, out);
    return out;
  }

 private:
  static void mix(std::size_t value, std::size_t& out) { out = (out ^ value) * 0x9E3779B97F4A7C15U; }
  void add(const Clause& clause, std::size_t& out) const {
    if (clause.kind == Clause::Kind::Proposition && clause.proposition < names_.size()) mix(names_[clause.proposition], out);
    for (const Clause& part : clause.parts) add(part, out);
  }

  std::vector<std::size_t> names_;
};

}  // namespace

// Only statements that are alike are worth being put into words.
namespace {

bool looks_at_its(const models::EventPattern& event) {
  return std::any_of(event.where.begin(), event.where.end(), [](const models::FieldTest& test) {
    return std::any_of(test.operands.begin(), test.operands.end(), [](const models::Operand& o) { return o.kind == models::Operand::Kind::ItsField; });
  });
}

bool looks_at_its(const models::Condition& condition) {
  return condition.kind == models::Condition::Kind::ItsField || looks_at_its(condition.event) ||
         std::any_of(condition.parts.begin(), condition.parts.end(), [](const models::Condition& part) { return looks_at_its(part); });
}

// The first proposition of a clause that is looked for with `its`.
models::PropositionIndex with_its(const models::Clause& clause, const std::vector<bool>& looks) {
  if (clause.kind == models::Clause::Kind::Proposition) return looks[clause.proposition] ? clause.proposition : kNone;
  for (const models::Clause& part : clause.parts)
    if (const auto found = with_its(part, looks); found != kNone) return found;
  return kNone;
}

}  // namespace

// Where a statement is judged once, no occurrence stands before it that `its FIELD` could be a field of.
void Resolver::warn_its_without_occurrence() {
  std::vector<bool> looks(theory_.propositions.size());
  for (std::size_t p = 0; p < declared_; ++p)
    looks[p] = theory_.propositions[p].indicator && looks_at_its(*theory_.propositions[p].indicator);
  if (std::find(looks.begin(), looks.end(), true) == looks.end()) return;
  for (const models::Statement& statement : theory_.statements) {
    if (statement.form != models::Form::If) continue;
    const auto warn = [&](const models::Clause& clause, const models::Place& place) {
      const auto found = with_its(clause, looks);
      if (found == kNone) return;
      auto& message = reporter_.report("condition/its-without-occurrence", place.known() ? place : statement.place,
                                       "what is looked for here speaks of `its` occurrence, and this statement is judged once, not at each occurrence",
                                       "open the statement with Whenever, so that each occurrence is judged by its own fields");
      reporter_.relate(message, theory_.propositions[found].place, "looked for with `its`");
    };
    warn(statement.antecedent, statement.antecedent.place);
    for (const models::Step& step : statement.steps) warn(step.clause, step.clause.place.known() ? step.clause.place : step.place);
    for (const models::Clause& block : statement.unless) warn(block, block.place);
  }
}

void Resolver::warn_repetitions() {
  const Likeness likeness(theory_);
  std::vector<std::size_t> likenesses;
  std::unordered_map<std::size_t, std::size_t> count;
  likenesses.reserve(theory_.statements.size());
  count.reserve(theory_.statements.size());
  for (const models::Statement& statement : theory_.statements) ++count[likenesses.emplace_back(likeness.of(statement))];
  std::unordered_map<std::string, models::StatementIndex> seen;
  for (models::StatementIndex i = 0; i < theory_.statements.size(); ++i) {
    models::Statement& statement = theory_.statements[i];
    if (statement.otherwise_of != kNone || count[likenesses[i]] < 2) continue;
    const auto [at, is_new] = seen.try_emplace(meaning(theory_, statement), i);
    if (is_new) continue;
    auto& message = reporter_.report("statement/repeated", statement.place, "this statement says the same as " + theory_.statements[at->second].label,
                                     "keep one of them, with the evidence of both");
    reporter_.relate(message, theory_.statements[at->second].place, "the first one");
  }
}

namespace {

// What has to be so for both of two statements to be set off; "" where either asks for one thing or another.
std::string shared_context(const models::Theory& theory, models::StatementIndex one, models::StatementIndex other) {
  constexpr std::size_t kMostShown = 6;
  if (!is_conjunction(theory.statements[one].antecedent) || !is_conjunction(theory.statements[other].antecedent)) return {};
  std::vector<Literal> needs = needs_of(theory.statements[one]);
  for (const Literal& need : needs_of(theory.statements[other]))
    if (std::find(needs.begin(), needs.end(), need) == needs.end()) needs.push_back(need);
  if (needs.empty() || needs.size() > kMostShown) return {};
  std::string out = "a case sets both off where";
  for (const Literal& need : needs) out += "\n" + std::string(need.negated ? "not " : "") + theory.propositions[need.proposition].phrase;
  return out;
}

}  // namespace

void Resolver::show_rival(std::string_view code, const StepAt& one, const std::vector<StepAt>& others, std::string message, std::string help) {
  constexpr std::size_t kMostShown = 3;
  auto& out = reporter_.report(code, place_of(one), std::move(message), std::move(help));
  if (code == "statement/opposed")
    if (std::string context = shared_context(theory_, one.statement, others.front().statement); !context.empty()) out.notes.push_back(std::move(context));
  for (std::size_t i = 0; i < std::min(others.size(), kMostShown); ++i) reporter_.relate(out, place_of(others[i]), label_at(others[i]));
  if (others.size() > kMostShown) out.notes.push_back("others that say so: " + std::to_string(others.size() - kMostShown));
}

// Statements that the author keeps as a conflict, in so many words.
void Resolver::show_conflict(const HeaderSyntax& header, const LabelTable& known) {
  if (reporter_.full()) return;
  std::vector<const models::Statement*> sides;
  std::string names;
  const std::string plain = plain_of(header.subject.text);
  for (std::size_t begin = 0, comma = 0; begin <= plain.size(); begin = comma + 1) {
    comma = std::min(plain.find(',', begin), plain.size());
    const Text label = header.subject.part(begin, comma);
    const models::StatementIndex found = known.find(label.text);
    if (found == models::kNone) {
      if (unread_.find(models::fold("[" + label.text)) != std::string::npos) return;  // it is there, and has its own message
      std::vector<std::string> labels;
      for (const models::Statement& statement : theory_.statements) labels.push_back(statement.label);
      auto& message = reporter_.report("header/bad-value", label.place(), "no statement is labelled " + quoted(label.text),
                                       "name the labels of statements of this theory, with commas between them");
      if (const std::size_t near = models::nearest(label.text, labels); near < labels.size()) message.help = "did you mean " + labels[near] + "?";
      return;
    }
    sides.push_back(&theory_.statements[found]);
    names += (sides.size() == 1 ? "" : comma == plain.size() ? " and " : ", ") + sides.back()->label;
  }
  auto& out = reporter_.report("statement/conflict", header.subject.place(), names + " are kept as a conflict: " + bare(header.value),
                               "nothing is to be done: a case that sets them off shows what each says");
  for (const models::Statement* side : sides) reporter_.relate(out, side->place, side->label);
}

void Resolver::show_rivals(const LabelTable& labels) {
  for (const HeaderSyntax* header : conflicts_) show_conflict(*header, labels);
  for (const Opposition& found : find_oppositions(theory_))
    show_rival("statement/opposed", found.against, found.with,
               label_at(found.against) + " says that this will not happen, " + label_at(found.with.front()) + " says that it will",
               "where both are meant, keep both: a case that sets both off shows it; else let one of them stand down, with `unless`");
  for (const LooserStatement& found : find_looser_statements(theory_))
    show_rival("statement/looser", found.looser, found.stricter,
               label_at(found.looser) + " expects this wherever " + label_at(found.stricter.front()) + " does, and asks for less",
               "where both are meant, keep both: a case in which they part shows it; else drop the one that is not");
  for (const NeededAndEnough& found : find_needed_and_enough(theory_))
    show_rival("statement/needed-and-enough", found.needed, found.enough,
               label_at(found.needed) + " says that this is needed, " + label_at(found.enough.front()) + " says that it is enough",
               "where both are meant, keep both; else keep the one that the source says");
}

void Resolver::give_ids() {
  constexpr std::size_t kMostWords = 12;
  std::unordered_set<std::string> taken;
  taken.reserve(theory_.propositions.size());
  for (models::Proposition& proposition : theory_.propositions) {
    if (proposition.short_name.empty()) continue;
    proposition.id = proposition.short_name;
    taken.insert(proposition.id);
  }
  std::unordered_map<std::string, std::size_t> count;
  for (models::Proposition& proposition : theory_.propositions) {
    if (!proposition.id.empty()) continue;
    const std::string base = slug(proposition.phrase, kMostWords);
    proposition.id = base;
    while (!taken.insert(proposition.id).second) proposition.id = base + "-" + std::to_string(++count[base] + 1);
  }
}

}  // namespace realist::rules
