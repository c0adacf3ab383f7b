#include "engine/theory_edit.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace realist::engine {
namespace {

using models::Clause;
using models::kNone;
using models::Proposition;
using models::PropositionIndex;
using models::Statement;
using models::StatementIndex;
using models::Step;
using models::StepWindow;
using models::Theory;
using How = PartChange::How;
using Part = PartChange::Part;

constexpr std::size_t kMostPairs = 1'000'000;   // of statements compared by content; of steps aligned by it
constexpr double kLeastShared = 0.5;

bool alike(const std::string& a, const std::string& b) { return a == b || models::fold(a) == models::fold(b); }

// Which proposition of the later version is the earlier one's: by short name, else by phrase, else by another name.
class Namesakes {
 public:
  Namesakes(const Theory& before, const Theory& after) : after_(before.propositions.size(), kNone), before_(after.propositions.size(), kNone) {
    std::unordered_map<std::string, PropositionIndex> short_names, phrases, others;
    for (PropositionIndex p = 0; p < after.propositions.size(); ++p) {
      const Proposition& proposition = after.propositions[p];
      if (!proposition.short_name.empty()) short_names.emplace(models::fold(proposition.short_name), p);
      phrases.emplace(models::fold(proposition.phrase), p);
      for (const std::string& name : proposition.also) others.emplace(models::fold(name), p);
    }
    for (const auto pass : {0, 1, 2})
      for (PropositionIndex p = 0; p < before.propositions.size(); ++p) {
        const Proposition& proposition = before.propositions[p];
        if (after_[p] != kNone) continue;
        if (pass == 0) join(p, proposition.short_name, short_names);
        else join(p, proposition.phrase, pass == 1 ? phrases : others);
        if (pass != 2) continue;
        for (const std::string& name : proposition.also) join(p, name, phrases);
      }
  }

  PropositionIndex after(PropositionIndex before) const { return after_[before]; }
  bool is_new(PropositionIndex after) const { return before_[after] == kNone; }
  std::vector<PropositionIndex> take() { return std::move(after_); }

 private:
  void join(PropositionIndex p, const std::string& name, const std::unordered_map<std::string, PropositionIndex>& named) {
    if (name.empty() || after_[p] != kNone) return;
    const auto found = named.find(models::fold(name));
    if (found == named.end() || before_[found->second] != kNone) return;
    after_[p] = found->second;
    before_[found->second] = p;
  }

  std::vector<PropositionIndex> after_, before_;
};

// None: the same.
using Likeness = std::optional<How>;

Likeness worse(Likeness a, Likeness b) {
  if (!a || !b) return a ? a : b;
  return *a == How::Changed ? a : b;
}

std::string events_words(const models::EventsPolicy& events) {
  if (events.all_may_be_missing) return "may be missing";
  std::string words;
  for (const std::string& type : events.may_be_missing) words += (words.empty() ? "" : ", ") + type;
  return words.empty() ? "" : words + ": may be missing";
}

std::string pattern_words(const Theory& theory, const models::EventPattern& pattern) {
  std::string words = "event " + pattern.type;
  for (const models::FieldTest& test : pattern.where) {
    models::Condition field;
    field.kind = models::Condition::Kind::Attribute;
    field.field = test;
    words += " where " + models::dump(theory, field).substr(1);
  }
  return words;
}

std::string anchor_words(const Theory& theory, const models::Anchor& anchor) {
  using Kind = models::Anchor::Kind;
  if (anchor.kind == Kind::Attribute) return "attribute " + anchor.path;
  return (anchor.kind == Kind::LastEvent ? "last " : "") + pattern_words(theory, anchor.event);
}

std::string phase_words(const Theory& theory, const models::Phase& phase) {
  return "from " + anchor_words(theory, phase.from) + (phase.until ? " until " + anchor_words(theory, *phase.until) : "");
}

class Editing {
 public:
  Editing(const Theory& before, const Theory& after) : a_(before), b_(after), names_(before, after) {}

  TheoryEdit run() {
    match_by_label();
    match_by_content();
    list_statements();
    compare_propositions();
    compare_headers();
    edit_.proposition_after = names_.take();
    return std::move(edit_);
  }

 private:
  void match_by_label() {
    after_of_.assign(a_.statements.size(), kNone);
    before_of_.assign(b_.statements.size(), kNone);
    std::unordered_map<std::string, StatementIndex> labelled;
    for (StatementIndex s = 0; s < b_.statements.size(); ++s) labelled.emplace(b_.statements[s].label, s);
    for (StatementIndex s = 0; s < a_.statements.size(); ++s) {
      const auto found = labelled.find(a_.statements[s].label);
      if (found != labelled.end()) pair(s, found->second);
    }
  }

  void pair(StatementIndex before, StatementIndex after) {
    if (after_of_[before] != kNone || before_of_[after] != kNone) return;
    after_of_[before] = after;
    before_of_[after] = before;
  }

  // What a statement speaks of: the later version's propositions where they are its namesakes, and where they stand.
  std::vector<std::uint64_t> spoken_of(const Statement& statement, bool before) const {
    std::vector<std::uint64_t> all;
    const auto take = [&](const Clause& clause, std::uint64_t place) { gather(clause, place, before, all); };
    take(statement.antecedent, 0);
    for (const Step& step : statement.steps) take(step.clause, step.negated ? 2 : 1);
    for (const Clause& block : statement.unless) take(block, 3);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

  void gather(const Clause& clause, std::uint64_t place, bool before, std::vector<std::uint64_t>& all) const {
    if (clause.kind == Clause::Kind::Proposition) {
      const PropositionIndex same = before ? names_.after(clause.proposition) : clause.proposition;
      const std::uint64_t gone = before && same == kNone ? std::uint64_t{1} << 40 | clause.proposition : same;
      all.push_back(gone << 2 | place);
    }
    for (const Clause& part : clause.parts) gather(part, place, before, all);
  }

  static double shared(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    std::vector<std::uint64_t> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    const std::size_t all = a.size() + b.size() - both.size();
    return all == 0 ? 0 : static_cast<double>(both.size()) / static_cast<double>(all);
  }

  struct Left {
    StatementIndex statement;
    std::vector<std::uint64_t> spoken_of;
  };
  static std::vector<Left> left_over(const std::vector<StatementIndex>& partners) {
    std::vector<Left> left;
    for (StatementIndex s = 0; s < partners.size(); ++s)
      if (partners[s] == kNone) left.push_back({s, {}});
    return left;
  }

  void match_by_content() {
    match_the_same();
    std::vector<Left> left = left_over(after_of_), right = left_over(before_of_);
    if (left.size() * right.size() > kMostPairs) return;
    for (Left& one : left) one.spoken_of = spoken_of(a_.statements[one.statement], true);
    for (Left& one : right) one.spoken_of = spoken_of(b_.statements[one.statement], false);
    struct Pair {
      double share;
      StatementIndex before, after;
    };
    std::vector<Pair> pairs;
    for (const Left& one : left)
      for (const Left& other : right)
        if (const double share = shared(one.spoken_of, other.spoken_of); share >= kLeastShared) pairs.push_back({share, one.statement, other.statement});
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) { return x.share > y.share; });
    for (const Pair& found : pairs) pair(found.before, found.after);
  }

  void match_the_same() {
    std::unordered_map<std::string, std::vector<StatementIndex>> by_words;
    for (StatementIndex s = 0; s < b_.statements.size(); ++s)
      if (before_of_[s] == kNone) by_words[content(b_, b_.statements[s])].push_back(s);
    for (StatementIndex s = 0; s < a_.statements.size(); ++s) {
      if (after_of_[s] != kNone) continue;
      const auto found = by_words.find(content(a_, a_.statements[s]));
      if (found == by_words.end() || found->second.empty()) continue;
      pair(s, found->second.front());
      found->second.erase(found->second.begin());
    }
  }

  // All that bears on a verdict, but its label.
  static std::string content(const Theory& theory, const Statement& statement) {
    Statement bare = statement;
    bare.because.clear();
    bare.evidence.clear();
    bare.sources.clear();
    bare.notes.clear();
    return models::dump(theory, bare) + (statement.otherwise_of == kNone ? "" : " otherwise");
  }

  void list_statements() {
    for (StatementIndex s = 0; s < b_.statements.size(); ++s) {
      StatementMatch match{before_of_[s], s, {}, {}};
      if (match.both()) compare(match);
      edit_.statements.push_back(std::move(match));
    }
    for (StatementIndex s = 0; s < a_.statements.size(); ++s)
      if (after_of_[s] == kNone) edit_.statements.push_back({s, kNone, {}, {}});
  }

  void compare(StatementMatch& match) {
    const Statement &x = a_.statements[match.before], &y = b_.statements[match.after];
    const auto note = [&](Part part, How how, std::size_t before = 0, std::size_t after = 0) {
      match.changes.push_back({part, how, static_cast<std::uint32_t>(before), static_cast<std::uint32_t>(after)});
    };
    if (x.label != y.label && (x.label_written || y.label_written)) note(Part::Label, How::Changed);
    if (x.form != y.form) note(Part::Form, How::Changed);
    if (const Likeness how = likeness(x.antecedent, y.antecedent)) note(Part::Opening, *how);
    compare_steps(x, y, match);
    compare_blocks(x, y, match);
    if (!alike(x.because, y.because)) note(Part::Because, x.because.empty() ? How::Added : y.because.empty() ? How::Removed : How::Reworded);
    if (x.evidence != y.evidence || x.sources != y.sources) note(Part::Evidence, How::Changed);
  }

  // Built alike: the same, or in other words. A proposition of which only one version knows is one that was reworded.
  Likeness likeness(const Clause& x, const Clause& y) const {
    if (x.kind != y.kind || x.count != y.count || x.parts.size() != y.parts.size()) return How::Changed;
    if (x.kind == Clause::Kind::Proposition) {
      const PropositionIndex same = names_.after(x.proposition);
      if (same == y.proposition) return alike(x.text, y.text) ? Likeness() : How::Reworded;
      return same == kNone && names_.is_new(y.proposition) ? How::Reworded : How::Changed;
    }
    Likeness all;
    for (std::size_t i = 0; i < x.parts.size(); ++i) all = worse(all, likeness(x.parts[i], y.parts[i]));
    return all;
  }

  Likeness likeness(const Step& x, const Step& y) const {
    const bool built = x.negated == y.negated && x.previously == y.previously && x.at_any_time == y.at_any_time && x.from_because == y.from_because;
    return built ? likeness(x.clause, y.clause) : How::Changed;
  }

  void compare_steps(const Statement& x, const Statement& y, StatementMatch& match) {
    match.step_after = aligned(x, y);
    std::vector<std::uint8_t> met(y.steps.size());
    for (std::uint32_t i = 0; i < x.steps.size(); ++i) {
      const std::uint32_t j = match.step_after[i];
      if (j == 0) {
        match.changes.push_back({Part::Step, How::Removed, i + 1, 0});
        continue;
      }
      met[j - 1] = 1;
      const Step &one = x.steps[i], &other = y.steps[j - 1];
      if (const Likeness how = likeness(one, other)) match.changes.push_back({Part::Step, *how, i + 1, j});
      if (!alike(one.window.text, other.window.text)) {
        const How how = one.window.text.empty() ? How::Added : other.window.text.empty() ? How::Removed : How::Changed;
        match.changes.push_back({Part::Window, how, i + 1, j});
      }
      if (one.role != other.role) match.changes.push_back({Part::Role, How::Changed, i + 1, j});
    }
    for (std::uint32_t j = 0; j < y.steps.size(); ++j)
      if (met[j] == 0) match.changes.push_back({Part::Step, How::Added, 0, j + 1});
  }

  // The longest common run of steps that are the same; what stands between two of them on both sides is taken in turn.
  std::vector<std::uint32_t> aligned(const Statement& x, const Statement& y) const {
    const std::size_t n = x.steps.size(), m = y.steps.size();
    std::vector<std::uint32_t> to(n, 0);
    if (n * m > kMostPairs) {
      for (std::size_t i = 0; i < std::min(n, m); ++i) to[i] = static_cast<std::uint32_t>(i + 1);
      return to;
    }
    std::vector<std::vector<std::uint32_t>> longest(n + 1, std::vector<std::uint32_t>(m + 1, 0));
    std::vector<std::vector<std::uint8_t>> same(n, std::vector<std::uint8_t>(m, 0));
    for (std::size_t i = n; i-- > 0;)
      for (std::size_t j = m; j-- > 0;) {
        same[i][j] = !likeness(x.steps[i], y.steps[j]);
        longest[i][j] = same[i][j] ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
      }
    std::size_t i = 0, j = 0, gap_i = 0, gap_j = 0;
    const auto fill = [&](std::size_t end_i, std::size_t end_j) {
      for (; gap_i < end_i && gap_j < end_j; ++gap_i, ++gap_j) to[gap_i] = static_cast<std::uint32_t>(gap_j + 1);
    };
    while (i < n && j < m) {
      if (same[i][j] && longest[i][j] == longest[i + 1][j + 1] + 1) {
        fill(i, j);
        to[i] = static_cast<std::uint32_t>(j + 1);
        gap_i = ++i;
        gap_j = ++j;
      } else if (longest[i + 1][j] >= longest[i][j + 1]) {
        ++i;
      } else {
        ++j;
      }
    }
    fill(n, m);
    return to;
  }

  void compare_blocks(const Statement& x, const Statement& y, StatementMatch& match) {
    std::vector<std::uint8_t> met(y.unless.size());
    std::vector<std::uint32_t> gone;
    for (std::uint32_t i = 0; i < x.unless.size(); ++i) {
      std::uint32_t j = 0;
      while (j < y.unless.size() && (met[j] != 0 || likeness(x.unless[i], y.unless[j]))) ++j;
      if (j < y.unless.size()) met[j] = 1;
      else gone.push_back(i);
    }
    std::size_t next = 0;
    for (std::uint32_t j = 0; j < y.unless.size(); ++j) {
      if (met[j] != 0) continue;
      if (next >= gone.size()) {
        match.changes.push_back({Part::Unless, How::Added, 0, j + 1});
        continue;
      }
      const std::uint32_t i = gone[next++];
      match.changes.push_back({Part::Unless, *likeness(x.unless[i], y.unless[j]), i + 1, j + 1});
    }
    for (; next < gone.size(); ++next) match.changes.push_back({Part::Unless, How::Removed, gone[next] + 1, 0});
  }

  static std::string indicator_of(const Theory& theory, const Proposition& p) { return p.indicator ? models::dump(theory, *p.indicator) : ""; }

  void compare_propositions() {
    for (PropositionIndex p = 0; p < a_.propositions.size(); ++p) {
      const PropositionIndex q = names_.after(p);
      if (q == kNone) continue;
      const Proposition &x = a_.propositions[p], &y = b_.propositions[q];
      PropositionChange change{p, q};
      change.phrase = !alike(x.phrase, y.phrase);
      change.indicator = indicator_of(a_, x) != indicator_of(b_, y);
      change.role = x.declared_role != y.declared_role;
      change.of = !alike(x.of, y.of);
      change.names = x.also != y.also || x.opposite != y.opposite;
      change.membership = !alike(x.membership ? x.membership->text : "", y.membership ? y.membership->text : "");
      if (change.phrase || change.indicator || change.role || change.of || change.names || change.membership) edit_.propositions.push_back(change);
    }
  }

  void head(HeaderChange::What what, std::string name, std::string before, std::string after) {
    if (before != after) edit_.header.push_back({what, std::move(name), std::move(before), std::move(after)});
  }

  static std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : "; ") + text;
    return all;
  }

  void compare_headers() {
    using What = HeaderChange::What;
    const auto window = [](const Theory& theory) { return theory.default_window ? models::in_words(*theory.default_window) : std::string(); };
    head(What::CaseKind, "", a_.case_kind, b_.case_kind);
    head(What::DefaultWindow, "", window(a_), window(b_));
    head(What::NotApplicable, "", joined(a_.not_applicable_texts), joined(b_.not_applicable_texts));
    head(What::Events, "", events_words(a_.events), events_words(b_.events));
    for (const models::Phase& phase : b_.phases) head(What::Phase, phase.name, phase_named(a_, phase.name), phase_words(b_, phase));
    for (const models::Phase& phase : a_.phases)
      if (phase_named(b_, phase.name).empty()) head(What::Phase, phase.name, phase_words(a_, phase), "");
  }

  static std::string phase_named(const Theory& theory, const std::string& name) {
    for (const models::Phase& phase : theory.phases)
      if (alike(phase.name, name)) return phase_words(theory, phase);
    return "";
  }

  const Theory &a_, &b_;
  Namesakes names_;
  std::vector<StatementIndex> after_of_, before_of_;
  TheoryEdit edit_;
};

}  // namespace

bool StatementMatch::bears_on_verdicts() const {
  return std::any_of(changes.begin(), changes.end(), [](const PartChange& change) {
    return change.part != Part::Label && change.part != Part::Because && change.part != Part::Evidence;
  });
}

bool TheoryEdit::none() const {
  return header.empty() && propositions.empty() &&
         std::all_of(statements.begin(), statements.end(), [](const StatementMatch& match) { return match.both() && match.changes.empty(); });
}

TheoryEdit theory_edit(const Theory& before, const Theory& after) { return Editing(before, after).run(); }

}  // namespace realist::engine
