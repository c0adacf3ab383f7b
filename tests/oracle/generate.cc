#include "tests/oracle/generate.h"

#include <algorithm>
#include <stdexcept>

#include "models/case_json.h"
#include "rules/condition_grammar.h"

namespace realist::oracle {

using models::CaseRecord;
using models::Clause;
using models::Duration;
using models::Event;
using models::Form;
using models::Judgement;
using models::kNone;
using models::PropositionIndex;
using models::Role;
using models::Step;
using models::StepWindow;
using models::Time;
using models::Unit;
using models::Value;

// --- Sketch to theory --------------------------------------------------------------------------------------------

namespace {

PropositionIndex index_of(const Sketch& sketch, const std::string& name) {
  for (PropositionIndex i = 0; i < sketch.propositions.size(); ++i)
    if (sketch.propositions[i].name == name) return i;
  throw std::invalid_argument("no proposition " + name);
}

models::Place somewhere() { return {0, 1, 1, 1, 2}; }

models::Condition condition_of(const Sketch& sketch, const std::string& text, PropositionIndex about) {
  auto parsed = rules::parse_condition(text, rules::PositionMap(0, 1, 1));
  if (!parsed.value) throw std::invalid_argument("not a condition: " + text);
  if (!parsed.mentions.phases.empty() && sketch.phase_from.empty()) throw std::invalid_argument("no phase");
  std::vector<rules::ResolvedProposition> propositions;
  for (const auto& mention : parsed.mentions.propositions) propositions.push_back({index_of(sketch, mention.text), false});
  rules::resolve_mentions(*parsed.value, propositions, std::vector<models::PhaseIndex>(parsed.mentions.phases.size(), 0), about);
  return *parsed.value;
}

Clause proposition_clause(const Sketch& sketch, const std::string& name) {
  Clause c;
  c.kind = Clause::Kind::Proposition;
  c.proposition = index_of(sketch, name);
  c.text = name;
  c.place = somewhere();
  return c;
}

Clause to_clause(const Sketch& sketch, const ClauseSketch& from) {
  Clause all;
  all.kind = from.kind;
  all.count = from.count;
  if (from.kind == Clause::Kind::AtLeast && from.count > from.parts.size()) throw std::invalid_argument("more asked for than listed");
  for (const auto& part : from.parts) {
    Clause c = proposition_clause(sketch, part.name);
    if (part.negated) {
      Clause outer;
      outer.kind = Clause::Kind::Not;
      outer.parts = {c};
      c = outer;
    }
    all.parts.push_back(c);
  }
  return all.parts.size() == 1 && (from.kind == Clause::Kind::All || from.kind == Clause::Kind::Any) ? all.parts[0] : all;
}

Step to_step(const Sketch& sketch, const StepSketch& from) {
  Step step;
  step.clause = to_clause(sketch, from.clause);
  step.negated = from.negated;
  if (step.clause.kind == Clause::Kind::Not) {  // `then not B` is the step's own `not`
    const Clause inner = step.clause.parts[0];
    step.clause = inner;
    step.negated = !step.negated;
  }
  step.previously = from.previously;
  step.at_any_time = from.at_any_time;
  step.role = sketch.propositions[index_of(sketch, from.clause.parts[0].name)].role;
  step.window = from.window;
  if (from.window.phase != kNone && sketch.phase_from.empty()) throw std::invalid_argument("no phase");
  if (!from.window.text.empty()) step.window.place = somewhere();
  step.place = somewhere();
  return step;
}

}  // namespace

models::Theory theory_of(const Sketch& sketch) {
  models::Theory theory;
  theory.name = "theory";
  theory.case_kind = "participant";
  if (!sketch.phase_from.empty()) {
    models::Phase phase;
    phase.name = "inside";
    phase.from = *rules::parse_anchor(sketch.phase_from, rules::PositionMap(0, 1, 1)).value;
    if (!sketch.phase_until.empty()) phase.until = *rules::parse_anchor(sketch.phase_until, rules::PositionMap(0, 1, 1)).value;
    theory.phases.push_back(phase);
  }
  for (PropositionIndex i = 0; i < sketch.propositions.size(); ++i) {
    const PropositionSketch& from = sketch.propositions[i];
    models::Proposition p;
    p.id = p.short_name = from.name;
    p.phrase = from.name + " comes about";
    p.declared_role = from.role;
    p.roles = {from.role};
    p.of = from.of;
    p.observed_when = from.indicator;
    p.declared = true;
    p.place = somewhere();
    if (!from.indicator.empty()) p.indicator = condition_of(sketch, from.indicator, i);
    theory.propositions.push_back(p);
  }
  for (const StatementSketch& from : sketch.statements) {
    models::Statement s;
    s.label = from.label;
    s.label_written = true;
    s.form = from.form;
    s.place = somewhere();
    if (from.form == Form::OnlyIf) {  // kept turned round
      s.antecedent = to_clause(sketch, from.steps[0].clause);
      StepSketch previously{from.antecedent, false, true, false, from.steps[0].window};
      s.steps.push_back(to_step(sketch, previously));
    } else {
      s.antecedent = to_clause(sketch, from.antecedent);
      for (const StepSketch& step : from.steps) s.steps.push_back(to_step(sketch, step));
    }
    for (const std::string& name : from.unless) s.unless.push_back(proposition_clause(sketch, name));
    theory.statements.push_back(s);
    if (from.otherwise.empty()) continue;
    models::Statement other;
    other.label = from.label + "/otherwise";
    other.label_written = true;
    other.antecedent = s.antecedent;
    other.otherwise_of = static_cast<models::StatementIndex>(theory.statements.size() - 1);
    other.place = somewhere();
    for (const StepSketch& step : from.otherwise) other.steps.push_back(to_step(sketch, step));
    theory.statements.push_back(other);
  }
  // What is outcome in one statement and context in the next is the joint of a ripple and shows both.
  const std::function<void(const Clause&, Role)> joint = [&](const Clause& c, Role place) {
    for (const Clause& part : c.parts) joint(part, place);
    if (c.kind != Clause::Kind::Proposition) return;
    models::Proposition& p = theory.propositions[c.proposition];
    const Role declared = p.declared_role.value();
    const bool both = (declared == Role::Outcome && place == Role::Context) || (declared == Role::Context && place == Role::Outcome);
    if (both) p.roles = {Role::Context, Role::Outcome};
  };
  for (const models::Statement& s : theory.statements) {
    const bool only_if = s.form == Form::OnlyIf;
    joint(s.antecedent, only_if ? Role::Outcome : Role::Context);
    for (const Clause& u : s.unless) joint(u, Role::Context);
    for (std::size_t k = 0; k < s.steps.size(); ++k)
      joint(s.steps[k].clause, only_if ? Role::Context : k + 1 == s.steps.size() ? Role::Outcome : Role::Mechanism);
  }
  if (!sketch.not_applicable.empty()) {
    theory.not_applicable.push_back(condition_of(sketch, sketch.not_applicable, kNone));
    theory.not_applicable_texts.push_back(sketch.not_applicable);
  }
  if (!sketch.default_window.empty()) theory.default_window = rules::parse_duration(sketch.default_window);
  if (!sketch.may_be_missing.empty()) theory.events.may_be_missing.push_back(sketch.may_be_missing);
  return theory;
}

// --- Sketch to text ----------------------------------------------------------------------------------------------

namespace {

std::string words(const ClauseSketch& clause, const std::string& tail) {
  const std::string word = clause.kind == Clause::Kind::Any ? " or " : " and ";
  std::string out;
  if (clause.kind == Clause::Kind::None || clause.kind == Clause::Kind::AtLeast) {
    out = clause.kind == Clause::Kind::None ? "none of:" : "at least " + std::to_string(clause.count) + " of:";
    for (const auto& part : clause.parts) out += std::string("\n- ") + (part.negated ? "not " : "") + part.name;
    return out + tail;
  }
  for (const auto& part : clause.parts) out += (out.empty() ? "" : word) + (part.negated ? "not " : "") + part.name;
  return out + tail;
}

std::string words(const StepSketch& step) {
  std::string out = step.previously ? "previously " : "";
  if (step.negated) out += "not ";
  std::string tail = step.window.text.empty() ? "" : " " + step.window.text;
  if (step.at_any_time) tail = " at any time";
  return out + words(step.clause, tail);
}

std::string_view role_word(Role role) {
  static constexpr std::string_view kWords[] = {"Context", "Resource", "Reasoning", "Mechanism", "Outcome"};
  return kWords[static_cast<std::size_t>(role)];
}

}  // namespace

std::string to_text(const Sketch& sketch) {
  std::string out = "Case: participant\n";
  if (!sketch.phase_from.empty())
    out += "Phase inside: from " + sketch.phase_from + (sketch.phase_until.empty() ? "" : " until " + sketch.phase_until) + "\n";
  if (!sketch.not_applicable.empty()) out += "Not applicable when: " + sketch.not_applicable + "\n";
  if (!sketch.default_window.empty()) out += "Default window: " + sketch.default_window + "\n";
  if (!sketch.may_be_missing.empty()) out += "Events " + sketch.may_be_missing + ": may be missing\n";
  for (const PropositionSketch& p : sketch.propositions) {
    out += "\n" + std::string(role_word(p.role)) + " " + p.name + ": " + p.name + " comes about\n";
    if (!p.of.empty()) out += "  of: " + p.of + "\n";
    if (!p.indicator.empty()) out += "  observed when " + p.indicator + "\n";
  }
  for (const StatementSketch& s : sketch.statements) {
    const std::string_view form = s.form == Form::If ? "If " : s.form == Form::Whenever ? "Whenever " : "Only if ";
    out += "\n[" + s.label + "] " + std::string(form) + words(s.antecedent, "") + "\n";
    for (const StepSketch& step : s.steps) out += "then " + words(step) + "\n";
    for (const std::string& name : s.unless) out += "unless " + name + "\n";
    for (std::size_t i = 0; i < s.otherwise.size(); ++i) out += (i == 0 ? "otherwise " : "then ") + words(s.otherwise[i]) + "\n";
  }
  return out;
}

std::string to_text(const Trial& trial) {
  std::string out = "--- theory\n" + to_text(trial.sketch) + "--- record\n" + models::case_to_json(trial.record) + "\n";
  for (const CaseRecord& r : trial.linked) out += models::case_to_json(r) + "\n";
  return out + "--- as of " + models::to_string(trial.as_of) + "\n";
}

// --- Text to sketch ----------------------------------------------------------------------------------------------

namespace {

std::vector<std::string> split(const std::string& text, const std::string& by) {
  std::vector<std::string> out;
  std::size_t at = 0;
  for (std::size_t next; (next = text.find(by, at)) != std::string::npos; at = next + by.size()) out.push_back(text.substr(at, next - at));
  out.push_back(text.substr(at));
  return out;
}

bool take_prefix(std::string& text, const std::string& prefix) {
  if (!text.starts_with(prefix)) return false;
  text.erase(0, prefix.size());
  return true;
}

}  // namespace

ClauseSketch clause_of(const std::string& written) {
  std::string text = written;
  ClauseSketch out;
  std::string by = " and ";
  if (take_prefix(text, "none of ")) {
    out.kind = Clause::Kind::None;
    by = ", ";
  } else if (take_prefix(text, "at least ")) {
    out.kind = Clause::Kind::AtLeast;
    out.count = static_cast<std::uint32_t>(text[0] - '0');
    text.erase(0, text.find(" of ") + 4);
    by = ", ";
  } else if (text.find(" or ") != std::string::npos) {
    out.kind = Clause::Kind::Any;
    by = " or ";
  }
  for (std::string part : split(text, by)) {
    const bool negated = take_prefix(part, "not ");
    out.parts.push_back({part, negated});
  }
  return out;
}

StepSketch step_of(const std::string& written) {
  std::string text = written;
  StepSketch out;
  out.previously = take_prefix(text, "previously ");
  out.negated = take_prefix(text, "not ");
  StepWindow& w = out.window;
  for (const std::string opening : {" within ", " after ", " between ", " on the same day", " throughout ", " during ", " before ", " at any time"}) {
    const std::size_t at = text.find(opening);
    if (at == std::string::npos) continue;
    w.text = text.substr(at + 1);
    text.erase(at);
    const std::string rest = w.text.size() > opening.size() - 1 ? w.text.substr(opening.size() - 1) : "";
    if (opening == " within ") w.latest = rules::parse_duration(rest);
    if (opening == " after ") w.earliest = rules::parse_duration(rest);
    if (opening == " on the same day") w.same_day = true;
    if (opening == " at any time") out.at_any_time = true, w.text.clear();
    if (opening == " between ") {
      const auto parts = split(rest, " and ");
      w.latest = rules::parse_duration(parts[1]);
      w.earliest = Duration{std::stoll(parts[0]), w.latest->unit};
    }
    if (opening == " throughout ") {
      w.throughout = rules::parse_duration(rest);
      if (!w.throughout) w.throughout_phase = true, w.phase = 0;
    }
    if (opening == " during ") w.bound = StepWindow::Bound::DuringPhase, w.phase = 0;
    if (opening == " before ") {
      if (rest.starts_with("event ")) {
        w.bound = StepWindow::Bound::BeforeEvent;
        w.event = *rules::parse_event_pattern(rest, rules::PositionMap(0, 1, 1)).value;
      } else {
        w.bound = StepWindow::Bound::BeforeAttribute;
        w.path = rest.substr(std::string("attribute ").size());
      }
    }
    break;
  }
  out.clause = clause_of(text);
  return out;
}

Sketch sketch_of(const std::string& text) {
  Sketch out;
  StatementSketch* statement = nullptr;
  std::string pending;  // a clause whose parts may follow on `- ` lines
  std::function<void(const std::string&)> use;
  const auto flush = [&] {
    if (use) use(pending);
    use = nullptr;
  };
  const auto clause = [&](std::string words, std::function<void(const std::string&)> then) {
    flush();
    if (words.ends_with(" of:")) words.pop_back();
    pending = words;
    use = std::move(then);
  };
  for (std::string line : split(text, "\n")) {
    while (line.starts_with(' ')) line.erase(0, 1);
    if (line.empty()) continue;
    if (take_prefix(line, "- ")) {
      pending += (pending.ends_with(" of") ? " " : ", ") + line;
      continue;
    }
    flush();
    if (line.starts_with("Case: ") || line.starts_with("#")) continue;
    if (take_prefix(line, "Phase inside: from ")) {
      const auto parts = split(line, " until ");
      out.phase_from = parts[0];
      if (parts.size() > 1) out.phase_until = parts[1];
    } else if (take_prefix(line, "Not applicable when: ")) {
      out.not_applicable = line;
    } else if (take_prefix(line, "Default window: ")) {
      out.default_window = line;
    } else if (take_prefix(line, "Events ")) {
      out.may_be_missing = line.substr(0, line.find(':'));
    } else if (take_prefix(line, "observed when ")) {
      out.propositions.back().indicator = line;
    } else if (take_prefix(line, "of: ")) {
      out.propositions.back().of = line;
    } else if (line.starts_with('[')) {
      out.statements.emplace_back();
      statement = &out.statements.back();
      statement->label = line.substr(1, line.find(']') - 1);
      line.erase(0, line.find(']') + 2);
      statement->form = take_prefix(line, "If ") ? Form::If : take_prefix(line, "Whenever ") ? Form::Whenever : Form::OnlyIf;
      take_prefix(line, "Only if ");
      clause(line, [statement](const std::string& words) { statement->antecedent = clause_of(words); });
    } else if (take_prefix(line, "then ")) {
      clause(line, [statement](const std::string& words) {
        (statement->otherwise.empty() ? statement->steps : statement->otherwise).push_back(step_of(words));
      });
    } else if (take_prefix(line, "otherwise ")) {
      clause(line, [statement](const std::string& words) { statement->otherwise.push_back(step_of(words)); });
    } else if (take_prefix(line, "unless ")) {
      statement->unless.push_back(line);
    } else {
      const std::size_t blank = line.find(' '), colon = line.find(':');
      PropositionSketch p;
      for (const Role role : models::kRoles)
        if (role_word(role) == line.substr(0, blank)) p.role = role;
      p.name = line.substr(blank + 1, colon - blank - 1);
      out.propositions.push_back(p);
    }
  }
  flush();
  return out;
}

Time time_of(const std::string& words) { return models::parse_time("2016-" + words).value(); }

CaseRecord record_of(const std::string& id, const std::string& words) {
  CaseRecord out;
  out.id = id;
  const auto value_of = [](const std::string& text) {
    if (text == "yes" || text == "no") return Value{text == "yes"};
    if (text == "unknown") return Value{};
    if (text[0] >= '0' && text[0] <= '9' && text.find('-') == std::string::npos) return Value{std::stod(text)};
    return Value{text};
  };
  const auto time = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(time_of(text)); };
  for (std::string word : split(words, " ")) {
    if (word.empty()) continue;
    const std::size_t at = word.find('@');
    const std::string when = at == std::string::npos ? "" : word.substr(at + 1);
    const std::string what = word.substr(0, at);
    const std::size_t is = what.find('=');
    if (what[0] == '?') {
      out.may_be_missing.push_back(what.substr(1));
      out.may_be_missing_given = true;
    } else if (what == "open") {
      out.opened = time(when);
    } else if (what == "closed") {
      out.closed = time(when);
    } else if (what == "pause") {
      const auto ends = split(when, "..");
      out.pauses.push_back({time_of(ends[0]), ends.size() > 1 ? time(ends[1]) : std::nullopt, ""});
    } else if (what[0] == '&') {
      out.links.push_back({what.substr(1, is - 1), {{what.substr(is + 1), time(when)}}});
    } else if (what[0] == '.') {
      const std::string path = what.substr(1, is - 1);
      if (out.attributes.empty() || out.attributes.back().path != path) out.attributes.push_back({path, {}});
      out.attributes.back().history.push_back({value_of(what.substr(is + 1)), time(when), ""});
    } else if (is != std::string::npos) {
      Judgement j;
      j.about = what.substr(0, is);
      j.value = value_of(what.substr(is + 1));
      const auto times = split(when, "<");
      j.at = time(times[0]);
      if (times.size() > 1) j.since = time(times[1]);
      out.judgements.push_back(j);
    } else {
      Event e;
      e.type = what;
      const std::size_t brace = when.find('{');
      e.at = time(when.substr(0, brace));
      if (brace != std::string::npos)
        for (const std::string& field : split(when.substr(brace + 1, when.size() - brace - 2), ",")) {
          const auto parts = split(field, ":");
          e.fields.push_back({parts[0], value_of(parts[1])});
        }
      out.events.push_back(e);
    }
  }
  return out;
}

// --- Random ------------------------------------------------------------------------------------------------------

namespace {

struct Dice {
  Random& random;
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random() % n); }  // the same on every platform
  bool chance(std::size_t percent) { return below(100) < percent; }
  template <typename T>
  const T& one_of(const std::vector<T>& list) { return list[below(list.size())]; }
};

constexpr std::int64_t kFirstDay = 16922;  // 2016-05-01

std::string date_text(Dice& dice) { return models::date_string(Time{(kFirstDay + static_cast<std::int64_t>(dice.below(30))) * models::kDay}); }

std::string event_word(Dice& dice) { return dice.one_of<std::string>({"x", "y", "z"}); }

std::string pattern(Dice& dice) {
  std::string out = "event " + event_word(dice);
  if (dice.chance(20)) out += dice.one_of<std::string>({" where k is u", " where n > 2", " where k is not v", " where who is this case"});
  return out;
}

std::string few(Dice& dice) { return dice.one_of<std::string>({"1 day", "2 days", "3 days", "5 days", "1 week", "12 hours", "36 hours", "1 month"}); }

std::string leaf(Dice& dice, const Sketch& sketch, bool its) {
  switch (dice.below(its ? 22 : 21)) {
    case 0: case 1: case 2: return pattern(dice);
    case 3: return "at least 2 events " + event_word(dice);
    case 4: return "no " + pattern(dice);
    case 5: return "no event " + event_word(dice) + " in the last " + few(dice);
    case 6: return "event " + event_word(dice) + " in the last " + few(dice);
    case 7: return "event " + event_word(dice) + " within " + few(dice) + " of event " + event_word(dice);
    case 8: return "event " + event_word(dice) + " within " + few(dice) + " after event " + event_word(dice);
    case 9: return "event " + event_word(dice) + " before event " + event_word(dice);
    case 10: return "event " + event_word(dice) + " between 2 and 5 days after event " + event_word(dice);
    case 11: return "no event " + event_word(dice) + " within " + few(dice) + " of event " + event_word(dice);
    case 12: return "event " + event_word(dice) + " between 2016-05-05 and 2016-05-14";
    case 13: return dice.chance(50) ? "at least 1 event " + event_word(dice) + " every " + few(dice) : "latest n of event x > 2";
    case 14: return dice.chance(50) ? "latest n of event x < first n of event x" : "days from event x to first event y <= 3";
    case 15: case 16: return dice.one_of<std::string>({"a is u", "b > 3", "b is known", "a is one of u, v", "a is not u"});
    case 17: return sketch.phase_from.empty() ? "a is u" : "event " + event_word(dice) + " during inside";
    case 18: return "event " + event_word(dice) + " within " + few(dice) + " after attribute d";
    case 19: case 20:
      return sketch.propositions.empty() ? "a is v" : "{" + dice.one_of(sketch.propositions).name + "}";
    default: return "its k is u";
  }
}

std::string indicator(Dice& dice, const Sketch& sketch) {
  const std::size_t kind = dice.below(20);
  if (kind < 3) return "";
  if (kind == 3) return "event " + event_word(dice);
  if (kind == 4) return "judged yes";
  if (kind == 5) return dice.one_of<std::string>({"judged at least partly", "judged at least 4", "judged yes in the last 6 days", "judged yes by p"});
  if (kind < 15) return leaf(dice, sketch, false);
  if (kind == 15) return leaf(dice, sketch, false) + " and " + leaf(dice, sketch, false);
  if (kind == 16) return leaf(dice, sketch, false) + " or " + leaf(dice, sketch, false);
  if (kind == 17) return "not (" + leaf(dice, sketch, false) + ")";
  if (kind == 18) return "at least 2 of ((" + leaf(dice, sketch, false) + "), (" + leaf(dice, sketch, false) + "), (" + leaf(dice, sketch, false) + "))";
  return pattern(dice) + " and a is u";
}

ClauseSketch join(Dice& dice, const Sketch& sketch, bool step) {
  ClauseSketch out;
  const std::size_t size = dice.chance(70) ? 1 : dice.chance(70) ? 2 : 3;
  std::vector<std::string> names;
  for (const PropositionSketch& p : sketch.propositions) names.push_back(p.name);
  for (std::size_t i = 0; i < size && !names.empty(); ++i) {
    const std::size_t pick = dice.below(names.size());
    out.parts.push_back({names[pick], dice.chance(15) && (i > 0 || (size == 1 && !step))});
    names.erase(names.begin() + static_cast<std::ptrdiff_t>(pick));
  }
  if (out.parts.size() < 2) return out;
  const std::size_t kind = dice.below(10);
  out.kind = kind < 6 ? Clause::Kind::All : kind < 8 ? Clause::Kind::Any : kind < 9 ? Clause::Kind::AtLeast : Clause::Kind::None;
  out.count = out.parts.size() > 2 ? 2 : 1;
  return out;
}

StepSketch step(Dice& dice, const Sketch& sketch) {
  StepSketch out;
  static const std::vector<std::string> kWindows = {
      " within 3 days", " within 1 week", " within 12 hours", " within 5 days", " on the same day", " after 2 days",
      " between 2 and 6 days", " throughout 5 days", " before event z", " before attribute d", " during inside", " throughout inside"};
  if (dice.chance(55)) {
    std::string window = dice.one_of(kWindows);
    if (sketch.phase_from.empty() && window.ends_with("inside")) window = " within 3 days";
    out = step_of("A" + window);
  }
  out.clause = join(dice, sketch, true);
  out.negated = dice.chance(10);
  if (dice.chance(7)) {
    out.previously = true;
    if (!out.window.latest || dice.chance(50)) out.window = {};
  } else if (dice.chance(5)) {
    out.at_any_time = true;
    out.window = {};
  }
  return out;
}

Time moment(Dice& dice, int clock) {
  Time t;
  t.local = (kFirstDay + static_cast<std::int64_t>(dice.below(30))) * models::kDay;
  t.day = true;
  const bool whole = clock == 0 || dice.chance(50);
  if (whole) return t;
  t.day = false;
  t.local += static_cast<std::int64_t>(dice.below(4) * 6) * models::kHour;
  if (clock == 2) t.offset = 60;
  return t;
}

std::optional<Time> maybe_moment(Dice& dice, int clock, std::size_t undated) {
  if (dice.chance(undated)) return std::nullopt;
  return moment(dice, clock);
}

Value word_value(Dice& dice) {
  const std::size_t kind = dice.below(12);
  if (kind == 0) return {};
  return Value{std::string(kind < 6 ? "u" : kind < 10 ? "v" : "w")};
}

void fill(Dice& dice, CaseRecord& record, const std::vector<std::string>& about, int clock, std::size_t undated) {
  for (std::size_t n = 1 + dice.below(7); n-- > 0;) {
    Event e;
    e.type = event_word(dice);
    e.at = maybe_moment(dice, clock, undated);
    if (dice.chance(40)) e.fields.push_back({"k", word_value(dice)});
    if (dice.chance(40)) e.fields.push_back({"n", Value{static_cast<double>(dice.below(6))}});
    if (dice.chance(10)) e.fields.push_back({"who", Value{std::string("C-1")}});
    record.events.push_back(e);
  }
  for (std::size_t n = dice.below(5); n-- > 0;) {
    Judgement j;
    j.about = dice.one_of(about);
    const std::size_t kind = dice.below(12);
    if (kind < 5) j.value = Value{true};
    else if (kind < 9) j.value = Value{false};
    else if (kind < 10) j.value = Value{std::string("partly")};
    else if (kind < 11) j.value = Value{static_cast<double>(dice.below(6))};
    j.at = maybe_moment(dice, clock, undated + 10);
    if (dice.chance(20)) j.since = moment(dice, clock);
    if (j.since && j.at && models::compare(j.at->start(), j.since->start()) < 0) std::swap(*j.since, *j.at);
    if (dice.chance(30)) j.by = "p";
    record.judgements.push_back(j);
  }
  if (dice.chance(70)) {
    models::Attribute a{"a", {}};
    for (std::size_t n = 1 + dice.below(2); n-- > 0;) a.history.push_back({word_value(dice), maybe_moment(dice, clock, 40), ""});
    record.attributes.push_back(a);
  }
  if (dice.chance(40)) record.attributes.push_back({"b", {{Value{static_cast<double>(dice.below(7))}, maybe_moment(dice, clock, 50), ""}}});
  if (dice.chance(40)) record.attributes.push_back({"d", {{Value{date_text(dice)}, maybe_moment(dice, clock, 60), ""}}});
}

}  // namespace

Trial draw(Random& random) {
  Dice dice{random};
  Trial trial;
  Sketch& sketch = trial.sketch;
  if (dice.chance(40)) {
    sketch.phase_from = "event " + event_word(dice);
    if (dice.chance(70)) sketch.phase_until = "event " + event_word(dice);
  }
  if (dice.chance(10)) sketch.not_applicable = pattern(dice);
  if (dice.chance(35)) sketch.default_window = dice.one_of<std::string>({"5 days", "10 days", "24 hours"});
  if (dice.chance(8)) sketch.may_be_missing = event_word(dice);
  const std::size_t count = 2 + dice.below(5);
  for (std::size_t i = 0; i < count; ++i) {
    PropositionSketch p;
    p.name = std::string(1, static_cast<char>('A' + i));
    p.role = models::kRoles[dice.below(5)];
    p.indicator = indicator(dice, sketch);
    if (dice.chance(8)) p.of = "practitioner";
    sketch.propositions.push_back(p);
  }
  for (std::size_t n = 1 + dice.below(4); n-- > 0;) {
    StatementSketch s;
    s.label = "S" + std::to_string(n + 1);
    const std::size_t form = dice.below(10);
    s.form = form < 7 ? Form::If : form < 9 ? Form::Whenever : Form::OnlyIf;
    s.antecedent = join(dice, sketch, false);
    const std::size_t steps = s.form == Form::OnlyIf ? 1 : 1 + dice.below(3);
    for (std::size_t k = 0; k < steps; ++k) s.steps.push_back(step(dice, sketch));
    if (s.form == Form::OnlyIf) {
      StepSketch& only = s.steps[0];
      only.negated = only.previously = only.at_any_time = false;
      if (!only.window.latest || only.window.earliest) only.window = {};
    }
    if (dice.chance(25)) s.unless.push_back(dice.one_of(sketch.propositions).name);
    if (dice.chance(10) && s.form == Form::If) s.otherwise.push_back(step(dice, sketch));
    sketch.statements.push_back(s);
  }
  // A bound by something the theory does not know is a part of the phrase.
  const auto knows = [&](const std::string& words) {
    return std::any_of(sketch.propositions.begin(), sketch.propositions.end(),
                       [&](const PropositionSketch& p) { return p.indicator.find(words) != std::string::npos; });
  };
  const bool knows_z = knows("event z") || knows("events z"), knows_d = knows("attribute d");
  for (StatementSketch& s : sketch.statements)
    for (auto* steps : {&s.steps, &s.otherwise})
      for (StepSketch& one : *steps)
        if ((one.window.text == "before event z" && !knows_z) || (one.window.text == "before attribute d" && !knows_d)) one.window = {};
  const int clock = static_cast<int>(dice.below(3));  // days alone; instants too; instants with an offset too
  std::vector<std::string> about;
  for (const PropositionSketch& p : sketch.propositions) about.push_back(p.name);
  CaseRecord& record = trial.record;
  record.id = "C-1";
  record.kind = "participant";
  fill(dice, record, about, clock, 10);
  if (dice.chance(8)) record.may_be_missing.push_back(event_word(dice));
  record.may_be_missing_given = !record.may_be_missing.empty();
  if (dice.chance(12)) {
    models::Pause pause;
    pause.from = moment(dice, 0);
    if (dice.chance(70)) pause.to = models::shifted(pause.from, {static_cast<std::int64_t>(dice.below(6)), Unit::Day});
    record.pauses.push_back(pause);
  }
  if (dice.chance(30)) record.opened = Time{kFirstDay * models::kDay, Time::kNoOffset, true};
  if (dice.chance(25)) record.closed = moment(dice, 0);
  if (dice.chance(60)) {
    record.links.push_back({"practitioner", {{"P-1", maybe_moment(dice, clock, 80)}}});
    CaseRecord other;
    other.id = "P-1";
    other.kind = "practitioner";
    fill(dice, other, about, clock, 10);
    trial.linked.push_back(other);
  }
  trial.as_of = Time{(kFirstDay + 10 + static_cast<std::int64_t>(dice.below(35))) * models::kDay, Time::kNoOffset, true};
  if (clock != 0 && dice.chance(30)) {
    trial.as_of.day = false;
    trial.as_of.local += 12 * models::kHour;
    if (clock == 2) trial.as_of.offset = 60;
  }
  return trial;
}

// --- Shrinking ---------------------------------------------------------------------------------------------------

namespace {

// Every trial that is this one with one thing left out or made plainer.
std::vector<std::function<void(Trial&)>> simpler(const Trial& trial) {
  std::vector<std::function<void(Trial&)>> out;
  const Sketch& sketch = trial.sketch;
  const auto drop = [&out](auto list, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i)
      out.push_back([list, i](Trial& t) {
        auto& from = list(t);
        from.erase(from.begin() + static_cast<std::ptrdiff_t>(i));
      });
  };
  drop([](Trial& t) -> auto& { return t.sketch.statements; }, sketch.statements.size());
  drop([](Trial& t) -> auto& { return t.record.events; }, trial.record.events.size());
  drop([](Trial& t) -> auto& { return t.record.judgements; }, trial.record.judgements.size());
  drop([](Trial& t) -> auto& { return t.record.attributes; }, trial.record.attributes.size());
  drop([](Trial& t) -> auto& { return t.record.pauses; }, trial.record.pauses.size());
  drop([](Trial& t) -> auto& { return t.record.links; }, trial.record.links.size());
  drop([](Trial& t) -> auto& { return t.record.may_be_missing; }, trial.record.may_be_missing.size());
  drop([](Trial& t) -> auto& { return t.linked; }, trial.linked.size());
  for (std::size_t i = 0; i < trial.linked.size(); ++i) {
    drop([i](Trial& t) -> auto& { return t.linked[i].events; }, trial.linked[i].events.size());
    drop([i](Trial& t) -> auto& { return t.linked[i].judgements; }, trial.linked[i].judgements.size());
    drop([i](Trial& t) -> auto& { return t.linked[i].attributes; }, trial.linked[i].attributes.size());
  }
  for (std::size_t i = 0; i < sketch.statements.size(); ++i) {
    const StatementSketch& s = sketch.statements[i];
    if (s.steps.size() > 1) drop([i](Trial& t) -> auto& { return t.sketch.statements[i].steps; }, s.steps.size());
    drop([i](Trial& t) -> auto& { return t.sketch.statements[i].unless; }, s.unless.size());
    drop([i](Trial& t) -> auto& { return t.sketch.statements[i].otherwise; }, s.otherwise.size());
    if (s.antecedent.parts.size() > 1)
      drop([i](Trial& t) -> auto& { return t.sketch.statements[i].antecedent.parts; }, s.antecedent.parts.size());
    for (std::size_t k = 0; k < s.steps.size(); ++k) {
      if (s.steps[k].clause.parts.size() > 1)
        drop([i, k](Trial& t) -> auto& { return t.sketch.statements[i].steps[k].clause.parts; }, s.steps[k].clause.parts.size());
      if (!s.steps[k].window.text.empty()) out.push_back([i, k](Trial& t) { t.sketch.statements[i].steps[k].window = {}; });
      if (s.steps[k].negated) out.push_back([i, k](Trial& t) { t.sketch.statements[i].steps[k].negated = false; });
      if (s.steps[k].at_any_time) out.push_back([i, k](Trial& t) { t.sketch.statements[i].steps[k].at_any_time = false; });
    }
    if (s.form != Form::If) out.push_back([i](Trial& t) { t.sketch.statements[i].form = Form::If; });
  }
  for (std::size_t i = 0; i < sketch.propositions.size(); ++i) {
    out.push_back([i](Trial& t) { t.sketch.propositions.erase(t.sketch.propositions.begin() + static_cast<std::ptrdiff_t>(i)); });
    const PropositionSketch& p = sketch.propositions[i];
    if (!p.of.empty()) out.push_back([i](Trial& t) { t.sketch.propositions[i].of.clear(); });
    if (!p.indicator.empty()) out.push_back([i](Trial& t) { t.sketch.propositions[i].indicator.clear(); });
    for (const char* plain : {"event x", "event y", "judged yes"})
      if (p.indicator.size() > std::string(plain).size()) out.push_back([i, plain](Trial& t) { t.sketch.propositions[i].indicator = plain; });
    for (const std::string& by : {std::string(" and "), std::string(" or ")})
      for (const std::string& part : split(p.indicator, by))
        if (part != p.indicator) out.push_back([i, part](Trial& t) { t.sketch.propositions[i].indicator = part; });
    if (p.indicator.starts_with("not (")) {
      const std::string inner = p.indicator.substr(5, p.indicator.size() - 6);
      out.push_back([i, inner](Trial& t) { t.sketch.propositions[i].indicator = inner; });
    }
  }
  const auto clear = [&out](auto field, bool set) {
    if (set) out.push_back([field](Trial& t) { field(t) = {}; });
  };
  clear([](Trial& t) -> auto& { return t.sketch.not_applicable; }, !sketch.not_applicable.empty());
  clear([](Trial& t) -> auto& { return t.sketch.default_window; }, !sketch.default_window.empty());
  clear([](Trial& t) -> auto& { return t.sketch.may_be_missing; }, !sketch.may_be_missing.empty());
  clear([](Trial& t) -> auto& { return t.sketch.phase_until; }, !sketch.phase_until.empty());
  clear([](Trial& t) -> auto& { return t.sketch.phase_from; }, !sketch.phase_from.empty() && sketch.phase_until.empty());
  clear([](Trial& t) -> auto& { return t.record.opened; }, trial.record.opened.has_value());
  clear([](Trial& t) -> auto& { return t.record.closed; }, trial.record.closed.has_value());
  for (std::size_t i = 0; i < trial.record.events.size(); ++i) {
    const Event& e = trial.record.events[i];
    clear([i](Trial& t) -> auto& { return t.record.events[i].fields; }, !e.fields.empty());
    if (e.at && !e.at->day) out.push_back([i](Trial& t) { t.record.events[i].at = Time{models::day_start(*t.record.events[i].at).local, Time::kNoOffset, true}; });
  }
  for (std::size_t i = 0; i < trial.record.judgements.size(); ++i) {
    const Judgement& j = trial.record.judgements[i];
    clear([i](Trial& t) -> auto& { return t.record.judgements[i].since; }, j.since.has_value());
    clear([i](Trial& t) -> auto& { return t.record.judgements[i].by; }, !j.by.empty());
    if (j.at && !j.at->day) out.push_back([i](Trial& t) { t.record.judgements[i].at = Time{models::day_start(*t.record.judgements[i].at).local, Time::kNoOffset, true}; });
  }
  if (!trial.as_of.day) out.push_back([](Trial& t) { t.as_of = Time{models::day_start(t.as_of).local, Time::kNoOffset, true}; });
  return out;
}

}  // namespace

Trial shrunk(Trial trial, const std::function<bool(const Trial&)>& fails) {
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (const auto& simplify : simpler(trial)) {
      Trial next = trial;
      simplify(next);
      try {
        if (!fails(next)) continue;
      } catch (const std::exception&) {  // left out something another part names
        continue;
      }
      trial = next;
      smaller = true;
      break;
    }
  }
  return trial;
}

}  // namespace realist::oracle
