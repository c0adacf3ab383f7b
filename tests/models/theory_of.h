// A theory from a short notation, for tests that need a theory but not the language:
//   "S1: a & !b -> (resource) c [within 14 days] -> !d ; unless e ; because f"
// `&` joins with and, `|` with or, `!` negates, `<-` before a step makes it a `previously` one, ` = whenever` and
// ` = only if` after the label set the form. Roles come from the place, as in the language.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/theory.h"

namespace realist::test {

class TheoryOf {
 public:
  models::Theory read(const std::vector<std::string>& lines) {
    theory_.name = "a small theory";
    theory_.files = {{"small.theory", std::string(64, 'a')}};
    theory_.sha256 = std::string(64, 'b');
    for (const std::string& line : lines) add(line);
    for (models::Proposition& p : theory_.propositions) {
      std::sort(p.roles.begin(), p.roles.end());
      p.roles.erase(std::unique(p.roles.begin(), p.roles.end()), p.roles.end());
    }
    return std::move(theory_);
  }

 private:
  using Strings = std::vector<std::string>;

  static std::string trim(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == text.npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
  }

  static Strings split(std::string_view text, std::string_view by) {
    Strings parts;
    for (;;) {
      const auto at = text.find(by);
      parts.push_back(trim(text.substr(0, at)));
      if (at == text.npos) return parts;
      text.remove_prefix(at + by.size());
    }
  }

  models::PropositionIndex proposition(const std::string& phrase, models::Role role) {
    const auto [found, added] = index_.try_emplace(phrase, static_cast<models::PropositionIndex>(index_.size()));
    const models::PropositionIndex index = found->second;
    if (added) {
      theory_.propositions.push_back({});
      theory_.propositions.back().phrase = phrase;
      theory_.propositions.back().id = "p" + std::to_string(index + 1);
      theory_.propositions.back().place = {0, line_, 1, line_, 2};
    }
    theory_.propositions[index].roles.push_back(role);
    return index;
  }

  models::Clause clause(const std::string& text, models::Role role) {
    for (const auto& [sign, kind] : {std::pair{" & ", models::Clause::Kind::All}, {" | ", models::Clause::Kind::Any}}) {
      const Strings parts = split(text, sign);
      if (parts.size() == 1) continue;
      models::Clause out{kind};
      for (const std::string& part : parts) out.parts.push_back(clause(part, role));
      return out;
    }
    if (text.starts_with("!")) return {models::Clause::Kind::Not, models::kNone, 0, {clause(trim(text.substr(1)), role)}};
    models::Clause out;
    out.proposition = proposition(text, role);
    out.text = text;
    return out;
  }

  models::Step step(std::string text, models::Role role) {
    models::Step out;
    if (const auto at = text.find(" ["); at != text.npos) {
      out.window.text = text.substr(at + 2, text.size() - at - 3);
      out.window.latest = models::Duration{14, models::Unit::Day};
      out.window.place = {0, line_, 1, line_, 2};
      text = trim(text.substr(0, at));
    }
    for (models::Role tagged : models::kRoles) {
      const std::string tag = "(" + std::string(models::to_string(tagged)) + ")";
      if (text.starts_with(tag)) role = tagged, text = trim(text.substr(tag.size()));
    }
    if (text.starts_with("<-")) out.previously = true, text = trim(text.substr(2));
    if (text.starts_with("!")) out.negated = true, text = trim(text.substr(1));
    out.role = role;
    out.text = text;
    out.clause = clause(text, role);
    return out;
  }

  void add(const std::string& line) {
    ++line_;
    models::Statement out;
    out.text = line;
    out.place = {0, line_, 1, line_, 2};
    const auto colon = line.find(':');
    const Strings head = split(line.substr(0, colon), " = ");
    out.label = head[0];
    out.label_written = true;
    if (head.size() > 1) out.form = head[1] == "whenever" ? models::Form::Whenever : models::Form::OnlyIf;
    const Strings parts = split(line.substr(colon + 1), " ; ");
    Strings chain = split(parts[0], " -> ");
    if (out.form == models::Form::OnlyIf) {
      out.antecedent = clause(chain[1], models::Role::Outcome);
      out.steps = {step("<- " + chain[0], models::Role::Context)};
    } else {
      out.antecedent = clause(chain[0], models::Role::Context);
      for (std::size_t i = 1; i < chain.size(); ++i)
        out.steps.push_back(step(chain[i], i + 1 == chain.size() ? models::Role::Outcome : models::Role::Mechanism));
    }
    for (std::size_t i = 1; i < parts.size(); ++i) {
      if (parts[i].starts_with("unless ")) out.unless.push_back(clause(parts[i].substr(7), models::Role::Context));
      if (parts[i].starts_with("because ")) out.because = parts[i].substr(8);
      if (parts[i].starts_with("otherwise of ")) out.otherwise_of = models::find_statement(theory_, parts[i].substr(13));
    }
    theory_.statements.push_back(std::move(out));
  }

  models::Theory theory_;
  std::unordered_map<std::string, models::PropositionIndex> index_;
  std::uint32_t line_ = 0;
};

inline models::Theory theory_of(const std::vector<std::string>& lines) { return TheoryOf().read(lines); }

}  // namespace realist::test
