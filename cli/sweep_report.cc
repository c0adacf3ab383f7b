#include "cli/sweep_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "cli/agenda_words.h"
#include "cli/membership_sweep.h"
#include "cli/plain_words.h"
#include "cli/result_csv.h"
#include "cli/result_json.h"
#include "cli/result_words.h"
#include "cli/set_words.h"

namespace realist::cli {
namespace {

using Json = nlohmann::ordered_json;
using engine::Datum;
using engine::DatumChange;
using engine::Flip;
using engine::Hanging;
using engine::VerdictCounts;
using models::StatementIndex;
using models::Verdict;

constexpr std::size_t kTold = 12;   // cases of a part, without --full

const char* change_word(DatumChange change) {
  constexpr const char* kWords[] = {"left out", "turned round", "a day earlier", "a day later"};
  return kWords[static_cast<std::size_t>(change)];
}

const char* kind_word(Datum::Kind kind) {
  constexpr const char* kWords[] = {"event", "attribute", "judgement"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string datum_words(const engine::DatumName& name) {
  return name.kind == Datum::Kind::Judgement ? "judgement on “" + name.name + "”" : fmt::format("{} {}", kind_word(name.kind), name.name);
}

std::optional<models::Time> date_of(const models::CaseRecord& record, const Datum& datum) {
  switch (datum.kind) {
    case Datum::Kind::Event: return record.events[datum.index].at;
    case Datum::Kind::Attribute: return record.attributes[datum.index].history[datum.entry].at;
    case Datum::Kind::Judgement: return record.judgements[datum.index].at;
  }
  return std::nullopt;
}

// "stalled up to 4 days, fired from 5 days": all the flips of one case and statement.
std::string flips_words(const SweepPart& part, const std::vector<const Flip*>& flips) {
  std::vector<std::string> words;
  const auto& values = part.choice.values;
  for (std::size_t i = 0; i <= flips.size(); ++i) {
    const Verdict verdict = i == flips.size() ? flips.back()->after : flips[i]->before;
    const std::string from = i == 0 ? "" : " from " + models::in_words(values[flips[i - 1]->value]);
    const std::string to = i == flips.size() || i != 0 ? "" : " up to " + models::in_words(values[flips[i]->value - 1]);
    words.push_back(std::string(models::to_string(verdict)) + from + to);
  }
  return joined(words, ", ");
}

using CaseFlips = std::map<std::uint32_t, std::vector<const Flip*>>;
CaseFlips flips_of(const SweepPart& part, StatementIndex statement) {
  CaseFlips all;
  for (const Flip& flip : part.sweep.flips())
    if (flip.statement == statement) all[flip.which].push_back(&flip);
  return all;
}

class SweepPage {
 public:
  explicit SweepPage(const SweepQuery& query) : q_(query), page_(query.style) {}

  std::string text() {
    page_.line("Sweep: " + q_.theory.name + (q_.theory.version.empty() ? "" : " " + q_.theory.version), 0, 2);
    page_.line(fmt::format("{} as of {}", count_words(q_.cases.size(), "case", "cases"), date_words(q_.as_of)), 2, 2);
    for (const SweepPart& part : q_.parts) {
      switch (part.choice.kind) {
        case SweepChoice::Kind::Window: tell_window(part); break;
        case SweepChoice::Kind::Membership: tell_membership(part); break;
        case SweepChoice::Kind::Data: tell_data(part); break;
      }
    }
    text_ += page_.text();
    while (text_.ends_with("\n\n")) text_.pop_back();
    return text_;
  }

 private:
  // A table stands as it is laid out, with a blank line after it.
  void rows(const std::string& table) {
    text_ += page_.text();
    page_ = Page(q_.style);
    for (std::size_t at = 0; at < table.size();) {
      const std::size_t end = std::min(table.find('\n', at), table.size());
      text_ += "  " + table.substr(at, end - at) + "\n";
      at = end + 1;
    }
    text_ += "\n";
  }

  void tell_window(const SweepPart& part) {
    page_.heading(capital(window_title(q_.theory, part.choice)));
    const std::vector<StatementIndex> changed = changed_statements(part);
    for (const StatementIndex s : changed) tell_statement(part, s);
    if (changed.size() == 1 && flips_of(part, changed.front()).empty()) page_.line("No verdict depends on it within these values.", 2, 2);
  }

  static std::string capital(std::string text) {
    text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text;
  }

  void tell_statement(const SweepPart& part, StatementIndex s) {
    const CaseFlips flips = flips_of(part, s);
    page_.blank();
    page_.line(s == part.choice.statement ? q_.theory.statements[s].label : q_.theory.statements[s].label + ", which depends on it", 2, 2);
    rows(table(part, s));
    if (flips.empty()) return;
    page_.line(fmt::format("{} to another verdict:", flips.size() == 1 ? "1 case comes" : fmt::format("{} cases come", flips.size())), 2, 2);
    std::size_t told = 0;
    for (const auto& [which, list] : flips) {
      if (!q_.full && told == kTold) break;
      page_.line(fmt::format("{}: {}", case_name(q_.cases[which]->id), flips_words(part, list)), 4, 2);
      ++told;
    }
    if (told < flips.size()) page_.line(fmt::format("and {} more: --full tells them", flips.size() - told), 4, 2);
  }

  std::string table(const SweepPart& part, StatementIndex s) const {
    std::vector<Verdict> columns;
    for (const Verdict verdict : models::kVerdicts)
      for (std::size_t v = 0; v < part.choice.values.size(); ++v)
        if (part.sweep.counts(s, v)[verdict] != 0) {
          columns.push_back(verdict);
          break;
        }
    std::vector<std::string> heading = {"length"};
    for (const Verdict verdict : columns) heading.emplace_back(models::to_string(verdict));
    FigureTable table(heading);
    const std::size_t written = written_value(q_.theory, part.choice);
    for (std::size_t v = 0; v < part.choice.values.size(); ++v) {
      std::vector<std::string> row = {models::in_words(part.choice.values[v]) + (v == written ? " (as written)" : "")};
      for (const Verdict verdict : columns) row.push_back(std::to_string(part.sweep.counts(s, v)[verdict]));
      table.row(std::move(row));
    }
    return table.text();
  }

  void tell_membership(const SweepPart& part) {
    page_.heading(capital(membership_title(q_.theory, part.choice.membership)));
    page_.line("Verdicts never look at degrees, so they are the same at every value. What changes is how well statements fit, of which realist fit tells more.", 2, 2);
    if (part.memberships.claims().empty()) page_.line("No statement as a whole rests on its degree.", 2, 2);
    for (const engine::ClaimSweep& claim : part.memberships.claims()) tell_claim(part.choice.membership, claim);
  }

  void tell_claim(const MembershipChoice& choice, const engine::ClaimSweep& claim) {
    page_.blank();
    page_.line(fmt::format("{}: {} {} {}", q_.theory.statements[claim.statement].label, engine::expression_text(claim.claim.left, claim.conditions), claim.needed() ? "<-" : "->",
                           engine::expression_text(claim.claim.outcome, claim.conditions)), 2, 2);
    rows(membership_table(q_.theory, choice, claim));
    const std::vector<std::string> flips = kind_flips(q_, choice, claim);
    if (flips.empty()) page_.line("No case comes to be of another kind within these values.", 2, 2);
    else page_.line(fmt::format("{} to be of another kind:", flips.size() == 1 ? "1 case comes" : fmt::format("{} cases come", flips.size())), 2, 2);
    const std::size_t told = q_.full ? flips.size() : std::min(flips.size(), kTold);
    for (std::size_t i = 0; i < told; ++i) page_.line(flips[i], 4, 2);
    if (told < flips.size()) page_.line(fmt::format("and {} more: --full tells them", flips.size() - told), 4, 2);
  }

  void tell_data(const SweepPart& part) {
    page_.heading("On how many facts the verdicts hang");
    page_.line(fmt::format("{} left out, one at a time; then turned from yes to no, or moved by a day. Facts of other records stay as they are.",
                           count_words(part.stability.tried(), "fact", "facts")), 2, 2);
    page_.blank();
    FigureTable table({"statement", "cases", "steady", "by a change", "hang on 1 fact", "2 facts", "3 or more"});
    for (StatementIndex s = 0; s < q_.theory.statements.size(); ++s) {
      const engine::StatementStability& one = part.stability.statements()[s];
      const auto by = [&](std::size_t facts) { return facts < one.by_data.size() ? one.by_data[facts] : 0; };
      const std::uint64_t hanging = one.hanging.total(), changeable = one.changeable.total();
      table.row({q_.theory.statements[s].label, std::to_string(one.verdicts.total()), std::to_string(one.verdicts.total() - hanging - changeable), std::to_string(changeable),
                 std::to_string(by(1)), std::to_string(by(2)), std::to_string(hanging - by(1) - by(2))});
    }
    rows(table.text());
    tell_kinds(part);
    tell_hanging(part);
  }

  // Which kinds of fact turn the most verdicts where they are left out.
  void tell_kinds(const SweepPart& part) {
    std::map<engine::DatumName, std::pair<std::size_t, std::set<std::uint32_t>>> kinds;
    for (const Hanging& hanging : part.stability.hanging()) {
      if (hanging.change != DatumChange::LeftOut) continue;
      auto& [verdicts, cases] = kinds[engine::name_of(*q_.cases[hanging.which], hanging.datum)];
      ++verdicts;
      cases.insert(hanging.which);
    }
    std::vector<std::tuple<std::size_t, std::size_t, engine::DatumName>> order;
    for (const auto& [name, counts] : kinds) order.emplace_back(counts.first, counts.second.size(), name);
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return std::get<0>(a) > std::get<0>(b); });
    if (order.empty()) return;
    page_.heading("Facts that verdicts hang on");
    for (std::size_t i = 0; i < order.size() && (q_.full || i < kTold); ++i)
      page_.line(fmt::format("{}: {} in {}", datum_words(std::get<2>(order[i])), count_words(std::get<0>(order[i]), "verdict", "verdicts"),
                             count_words(std::get<1>(order[i]), "case", "cases")), 2, 2);
    if (!q_.full && order.size() > kTold) page_.line(fmt::format("and {} kinds more: --full tells them", order.size() - kTold), 2, 2);
  }

  void tell_hanging(const SweepPart& part) {
    const auto& all = part.stability.hanging();
    if (all.empty()) return;
    page_.heading("Verdicts that one fact would turn");
    std::size_t told = 0;
    for (const Hanging& hanging : all) {
      if (!q_.full && told == kTold) break;
      const models::CaseRecord& record = *q_.cases[hanging.which];
      page_.line(fmt::format("{}, {}: {}; with {}{} {}: {}", case_name(record.id), q_.theory.statements[hanging.statement].label, models::to_string(hanging.is),
                             datum_words(engine::name_of(record, hanging.datum)), on_date(date_of(record, hanging.datum)), change_word(hanging.change),
                             models::to_string(hanging.would_be)), 2, 4);
      ++told;
    }
    if (told < all.size()) page_.line(fmt::format("and {} more: --full tells them, --format csv lists them", all.size() - told), 2, 2);
  }

  const SweepQuery& q_;
  std::string text_;   // before the page
  Page page_;
};

Json counts_json(const VerdictCounts& counts) {
  Json json = Json::object();
  for (const Verdict verdict : models::kVerdicts) json[std::string(models::to_string(verdict))] = counts[verdict];
  return json;
}

Json window_json(const SweepQuery& q, const SweepPart& part) {
  Json json = {{"sweep", part.choice.words}, {"statement", q.theory.statements[part.choice.statement].label}, {"step", part.choice.step}};
  if (!part.choice.written.empty()) json["written"] = part.choice.written;
  json["statements"] = Json::array();
  for (const StatementIndex s : changed_statements(part)) {
    Json one = {{"statement", q.theory.statements[s].label}, {"values", Json::array()}, {"flips", Json::array()}};
    for (std::size_t v = 0; v < part.choice.values.size(); ++v)
      one["values"].push_back({{"value", models::to_string(part.choice.values[v])}, {"counts", counts_json(part.sweep.counts(s, v))}});
    for (const auto& [which, flips] : flips_of(part, s))
      for (const Flip* flip : flips)
        one["flips"].push_back({{"case", q.cases[which]->id}, {"from", models::to_string(part.choice.values[flip->value])},
                                {"before", models::to_string(flip->before)}, {"after", models::to_string(flip->after)}});
    json["statements"].push_back(std::move(one));
  }
  return json;
}

Json data_json(const SweepQuery& q, const SweepPart& part) {
  Json json = {{"sweep", part.choice.words}, {"facts", part.stability.tried()}, {"statements", Json::array()}, {"hanging", Json::array()}};
  for (StatementIndex s = 0; s < q.theory.statements.size(); ++s) {
    const engine::StatementStability& one = part.stability.statements()[s];
    json["statements"].push_back({{"statement", q.theory.statements[s].label}, {"verdicts", counts_json(one.verdicts)}, {"hanging", counts_json(one.hanging)},
                                  {"turned_by_a_change", counts_json(one.changeable)}, {"by_facts", one.by_data}});
  }
  for (const Hanging& hanging : part.stability.hanging()) {
    const models::CaseRecord& record = *q.cases[hanging.which];
    const engine::DatumName name = engine::name_of(record, hanging.datum);
    Json one = {{"case", record.id}, {"statement", q.theory.statements[hanging.statement].label}, {"fact", kind_word(name.kind)}, {"name", name.name},
                {"index", hanging.datum.index}};
    if (const auto at = date_of(record, hanging.datum)) one["at"] = models::to_string(*at);
    one["change"] = change_word(hanging.change);
    one["verdict"] = models::to_string(hanging.is);
    one["would_be"] = models::to_string(hanging.would_be);
    json["hanging"].push_back(std::move(one));
  }
  return json;
}

Json part_json(const SweepQuery& query, const SweepPart& part) {
  switch (part.choice.kind) {
    case SweepChoice::Kind::Window: return window_json(query, part);
    case SweepChoice::Kind::Membership: return membership_json(query, part);
    case SweepChoice::Kind::Data: return data_json(query, part);
  }
  return {};
}

std::string data_csv(const SweepQuery& q, const SweepPart& part) {
  std::string text = csv_row({"case", "statement", "verdict", "fact", "name", "at", "change", "would_be"});
  for (const Hanging& hanging : part.stability.hanging()) {
    const models::CaseRecord& record = *q.cases[hanging.which];
    const engine::DatumName name = engine::name_of(record, hanging.datum);
    const auto at = date_of(record, hanging.datum);
    text += csv_row({record.id, q.theory.statements[hanging.statement].label, std::string(models::to_string(hanging.is)), kind_word(name.kind), name.name,
                     at ? models::to_string(*at) : "", change_word(hanging.change), std::string(models::to_string(hanging.would_be))});
  }
  return text;
}

}  // namespace

std::string window_title(const models::Theory& theory, const SweepChoice& choice) {
  const models::Statement& statement = theory.statements[choice.statement];
  return fmt::format("window of step {} of {}, “{}”{}", choice.step, statement.label, written_words(theory, statement.steps[choice.step - 1]),
                     choice.written.empty() ? ", which has none" : "");
}

std::vector<StatementIndex> changed_statements(const SweepPart& part) {
  std::set<StatementIndex> changed;
  for (const Flip& flip : part.sweep.flips()) changed.insert(flip.statement);
  changed.erase(part.choice.statement);
  std::vector<StatementIndex> all = {part.choice.statement};
  all.insert(all.end(), changed.begin(), changed.end());
  return all;
}

std::string sweep_text(const SweepQuery& query) { return SweepPage(query).text(); }

std::string sweep_json(const SweepQuery& query) {
  Json json = {{"theory", theory_to_json(query.theory)}, {"as_of", models::to_string(query.as_of)}, {"cases", query.cases.size()}, {"sweeps", Json::array()}};
  for (const SweepPart& part : query.parts) json["sweeps"].push_back(part_json(query, part));
  return dumped(json, 2) + "\n";
}

std::string sweep_csv(const SweepQuery& query) {
  if (query.parts.front().choice.kind == SweepChoice::Kind::Data) return data_csv(query, query.parts.front());
  if (query.parts.front().choice.kind == SweepChoice::Kind::Membership) return membership_csv(query);
  std::string text = csv_row({"sweep", "value", "statement", "fired", "stalled", "pending", "blocked", "undetermined", "dormant"});
  for (const SweepPart& part : query.parts)
    for (const StatementIndex s : changed_statements(part))
      for (std::size_t v = 0; v < part.choice.values.size(); ++v) {
        std::vector<std::string> row = {part.choice.words, models::to_string(part.choice.values[v]), query.theory.statements[s].label};
        for (const Verdict verdict : models::kVerdicts) row.push_back(std::to_string(part.sweep.counts(s, v)[verdict]));
        text += csv_row(row);
      }
  return text;
}

}  // namespace realist::cli
