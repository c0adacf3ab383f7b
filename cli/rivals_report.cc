#include "cli/rivals_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/addition_json.h"
#include "cli/agenda_words.h"
#include "cli/graph_text.h"
#include "cli/plain_words.h"
#include "cli/result_csv.h"
#include "cli/result_json.h"
#include "cli/result_words.h"
#include "cli/svg_sheet.h"
#include "cli/text_width.h"
#include "engine/intervals.h"

namespace realist::cli {
namespace {

using Json = nlohmann::ordered_json;
using engine::Expects;
using engine::OutcomeSeen;
using engine::RivalCase;
using engine::RivalScore;
using engine::RivalView;
using engine::Separating;
using engine::Stance;

constexpr std::size_t kTold = 12, kRows = 40, kLetters = 26;

// A, B, … Z, 27, 28: a short name for a column.
std::string letter(std::size_t theory) { return theory < kLetters ? std::string(1, static_cast<char>('A' + theory)) : std::to_string(theory + 1); }

std::string_view mark_sign_in(Lines::Mark mark, bool ascii) {
  if (!ascii) return mark_sign(mark);
  return mark == Lines::Mark::Yes ? "+" : mark == Lines::Mark::No ? "x" : "-";
}

std::string_view sign_of(Stance stance, bool ascii) {
  switch (stance) {
    case Stance::Explains: return mark_sign_in(Lines::Mark::Yes, ascii);
    case Stance::Against: return mark_sign_in(Lines::Mark::No, ascii);
    case Stance::Unexplained: return "o";
    case Stance::Silent: return mark_sign_in(Lines::Mark::NotReached, ascii);
    case Stance::Unknown: return "?";
  }
  return "";
}

const char* expects_word(Expects expects) {
  constexpr const char* kWords[] = {"expected", "expected not to come", "the way to it broke", "does not apply", "expected and not", "not known"};
  return kWords[static_cast<std::size_t>(expects)];
}

std::string interval_words(const RivalScore& score) {
  const auto interval = engine::wilson({score.right(), score.cases()});
  return interval ? fmt::format("{:.0f}% to {:.0f}%", interval->low * 100, interval->high * 100) : "not defined";
}

class RivalsPage {
 public:
  explicit RivalsPage(const RivalsQuery& query) : q_(query), page_(query.style) {}

  std::string text() {
    title();
    tell_table();
    tell_scores();
    tell_apart();
    tell_nobody();
    tell_facts();
    return page_.text();
  }

 private:
  std::size_t count(OutcomeSeen seen) const {
    return static_cast<std::size_t>(std::count_if(q_.found.begin(), q_.found.end(), [&](const RivalCase& c) { return c.seen == seen; }));
  }

  void title() {
    page_.line(fmt::format("Rivals about “{}”", q_.outcome), 0, 2);
    std::string counts;
    for (const OutcomeSeen seen : {OutcomeSeen::With, OutcomeSeen::Without, OutcomeSeen::SoFarWithout, OutcomeSeen::Unknown, OutcomeSeen::Disputed})
      if (const std::size_t n = count(seen)) counts += fmt::format("{}{} {}", counts.empty() ? ": " : ", ", n, seen_word(seen));
    page_.line(fmt::format("{} as of {}{}", count_words(q_.cases.size(), "case", "cases"), date_words(q_.as_of), counts), 2, 2);
    for (std::size_t t = 0; t < q_.theories.size(); ++t) page_.line(fmt::format("{}: {}", letter(t), theory_name(q_.theories[t])), 2, 3);
  }

  std::string signs(const RivalCase& found) const {
    std::string row;
    for (std::size_t t = 0; t < found.views.size(); ++t)
      row += fmt::format("{}{} {}", t == 0 ? "" : ", ", letter(t), sign_of(found.views[t].stance, q_.style.ascii));
    return row;
  }

  void tell_table() {
    page_.heading("Who explains which case");
    std::size_t told = 0;
    for (std::size_t i = 0; i < q_.cases.size(); ++i) {
      if (!q_.full && told == kRows) break;
      page_.line(fmt::format("{}, {}: {}", case_name(q_.cases[i]->id), seen_word(q_.found[i].seen), signs(q_.found[i])), 2, 4);
      ++told;
    }
    if (told < q_.cases.size()) page_.line(fmt::format("and {} more: --full tells them", q_.cases.size() - told), 2, 2);
    page_.blank();
    page_.line(fmt::format("{} explains it; {} counts against it: expected otherwise, or late; o the outcome came, and not by this theory; {} no outcome, and it does not apply; ? not known",
                           sign_of(Stance::Explains, q_.style.ascii), sign_of(Stance::Against, q_.style.ascii), sign_of(Stance::Silent, q_.style.ascii)), 2, 2);
  }

  void tell_score(const std::string& name, const RivalScore& score, bool null) {
    page_.line(fmt::format("{}: right in {} of {} ({})", name, score.right(), score.cases(), interval_words(score)), 2, 4);
    page_.line(fmt::format("with it {} of {}, without {} of {}{}", score.with_right, score.with, score.without_right, score.without,
                           null ? "" : fmt::format("; explained {}; against the null theory {} better, {} worse", score.explained, score.better, score.worse)), 6, 2);
  }

  void tell_scores() {
    page_.heading("Scores");
    const std::uint64_t n = q_.scores.null.cases();
    page_.line(fmt::format("Over the {} that all of them can be held to: the outcome is settled, and no theory leaves open what it expects.", count_words(n, "case", "cases")), 2, 2);
    if (n == 0) return page_.line("There is none, so there is no score.", 2, 2);
    for (std::size_t t = 0; t < q_.theories.size(); ++t) tell_score(letter(t), q_.scores.theories[t], false);
    tell_score(fmt::format("null theory, which says of every case that it {}", q_.scores.null_expects ? "comes" : "does not come"), q_.scores.null, true);
    page_.line("In brackets the 95% interval (Wilson 1927). Right is: expected, and it came in time; or not expected, and it did not come.", 2, 2);
    if (n < engine::kFewCases) page_.line(fmt::format("Fewer than {} cases: read the cases, not the scores.", engine::kFewCases), 2, 2);
  }

  void tell_views(std::size_t which) {
    page_.line(fmt::format("{}, {}", case_name(q_.cases[which]->id), seen_word(q_.found[which].seen)), 2, 2);
    for (std::size_t t = 0; t < q_.theories.size(); ++t) {
      const RivalView& view = q_.found[which].views[t];
      const std::string& why = q_.why[which][t];
      page_.line(fmt::format("{} {}{}", letter(t), stance_word(view.stance), why.empty() ? "" : ": " + why), 4, 4);
    }
  }

  template <typename Which>
  void tell_cases(const std::string& heading, const std::string& none, Which which) {
    page_.heading(heading);
    std::size_t all = 0;
    for (std::size_t i = 0; i < q_.cases.size(); ++i)
      if (which(q_.found[i]) && (all++ < kTold || q_.full)) tell_views(i);
    if (all == 0) page_.line(none, 2, 2);
    if (!q_.full && all > kTold) page_.line(fmt::format("and {} more: --full tells them", all - kTold), 2, 2);
  }

  void tell_apart() {
    tell_cases("Cases that tell them apart", "None: in no case does one explain what another was wrong about.", [](const RivalCase& c) { return c.tells_apart(); });
  }

  void tell_nobody() {
    tell_cases("Cases that nobody explains", "None.", [](const RivalCase& c) { return c.nobody_explains(); });
  }

  std::string expectation_words(const std::vector<Expects>& expects) const {
    std::vector<std::string> words;
    for (std::size_t t = 0; t < expects.size(); ++t) words.push_back(fmt::format("{} {}", letter(t), expects_word(expects[t])));
    return joined(words, ", ");
  }

  void tell_facts() {
    page_.heading("What to find out next");
    if (q_.separating.empty()) page_.line("No single fact that is not recorded would part them further.", 2, 2);
    const std::size_t told = q_.full ? q_.separating.size() : std::min(kTold, q_.separating.size());
    for (std::size_t i = 0; i < told; ++i) tell(q_.separating[i]);
    if (told < q_.separating.size()) page_.line(fmt::format("and {} more: --full tells them", q_.separating.size() - told), 2, 2);
    if (!q_.searched_all) page_.line("Not every case was looked at: there are too many that cannot be told.", 2, 2);
    if (!q_.separating.empty()) page_.line("Each answer was tried on a copy of the record. It says what to ask, not what to write down.", 2, 2);
  }

  void tell(const Separating& one) {
    const std::string name = case_name(q_.cases[one.which]->id);
    if (one.the_outcome) {
      page_.line(fmt::format("{}: whether “{}”. It parts {} already", name, q_.outcome, count_words(one.parted, "pair", "pairs")), 2, 2);
      return;
    }
    page_.line(fmt::format("{}: {}. It parts {}", name, missing_words(q_.theories[one.theory], one.fact, &q_.theories[one.theory].statements[one.statement]),
                           one.parted == one.may_part ? count_words(one.parted, "pair", "pairs") + ", whatever the answer"
                                                      : fmt::format("{} to {}, by the answer", one.parted, count_words(one.may_part, "pair", "pairs"))), 2, 2);
    for (const Separating::Answer& answer : one.answers) page_.line(fmt::format("{}: {}", answer_words(answer.addition), expectation_words(answer.expects)), 6, 2);
  }

  const RivalsQuery& q_;
  Page page_;
};

Json score_json(const RivalScore& score) {
  Json json = {{"right", score.right()}, {"cases", score.cases()}, {"with", score.with}, {"with_right", score.with_right}, {"without", score.without},
               {"without_right", score.without_right}};
  if (const auto interval = engine::wilson({score.right(), score.cases()})) json["interval"] = {interval->low, interval->high};
  return json;
}

Json separating_json(const RivalsQuery& q, const Separating& one) {
  Json json = {{"case", q.cases[one.which]->id}, {"parts", one.parted}, {"may_part", one.may_part}};
  if (one.the_outcome) {
    json["outcome"] = q.outcome;
    return json;
  }
  json["missing"] = missing_to_json({one.fact}).front();
  json["answers"] = Json::array();
  for (const Separating::Answer& answer : one.answers) {
    Json expects = Json::array();
    for (const Expects e : answer.expects) expects.push_back(expects_word(e));
    json["answers"].push_back({{"addition", addition_to_json(answer.addition)}, {"expects", std::move(expects)}});
  }
  return json;
}

// The table as a picture: a row a case, a column a theory.
class RivalTable {
 public:
  explicit RivalTable(const RivalsQuery& query) : q_(query), width_(std::max(560.0, kLeft + kCell * static_cast<double>(query.theories.size()) + kMargin)) {}

  std::string draw() {
    double y = kMargin + sheet_.lines(wrap_text(fmt::format("Who explains “{}”", q_.outcome), width_ - 2 * kMargin, 17, 3, true), kMargin, kMargin - 8, 17, "font-weight=\"bold\" fill=\"#0f172a\"");
    for (std::size_t t = 0; t < q_.theories.size(); ++t)
      y += sheet_.lines(wrap_text(fmt::format("{}  {}", letter(t), theory_name(q_.theories[t])), width_ - 2 * kMargin, 13, 2), kMargin, y - 4, 13, "fill=\"#334155\"");
    y += 28;
    for (std::size_t t = 0; t < q_.theories.size(); ++t) sheet_.text(across(t), y, 14, letter(t), "text-anchor=\"middle\" font-weight=\"bold\" fill=\"#0f172a\"");
    sheet_.text(kMargin, y, 12, "case, and whether it came", "fill=\"#475569\"");
    y += 10;
    for (const std::size_t i : order()) y = put_row(i, y);
    y = put_scores(y + 8);
    return whole(put_legend(y + 18) + kMargin);
  }

 private:
  static constexpr double kMargin = 26, kLeft = 290, kCell = 56, kRow = 24;

  double across(std::size_t theory) const { return kLeft + kCell * (static_cast<double>(theory) + 0.5); }

  // Those that tell the theories apart on top, then those that nobody explains.
  std::vector<std::size_t> order() const {
    std::vector<std::size_t> all(q_.cases.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    const auto rank = [&](std::size_t i) {
      const RivalCase& one = q_.found[i];
      return one.tells_apart() ? 0 : one.nobody_explains() ? 1 : one.settled() ? 2 : 3;
    };
    std::stable_sort(all.begin(), all.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
    if (!q_.full && all.size() > kMostRows) all.resize(kMostRows);
    return all;
  }
  static constexpr std::size_t kMostRows = 200;

  static MarkSign mark(Stance stance) {
    switch (stance) {
      case Stance::Explains: return MarkSign::Good;
      case Stance::Against: return MarkSign::Stopped;
      case Stance::Unexplained: return MarkSign::Blocked;
      case Stance::Silent: return MarkSign::Idle;
      case Stance::Unknown: return MarkSign::Unknown;
    }
    return MarkSign::Idle;
  }

  double put_row(std::size_t which, double y) {
    const RivalCase& one = q_.found[which];
    if (one.tells_apart()) sheet_.put("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"#eef4f8\"/>\n", kMargin - 8, y, width_ - 2 * kMargin + 16, kRow);
    sheet_.text(kMargin, y + 16, 13, cut_text(q_.cases[which]->id, 20), "fill=\"#0f172a\"");
    sheet_.text(kLeft - 10, y + 16, 12, seen_word(one.seen), "text-anchor=\"end\" fill=\"#475569\"");
    for (std::size_t t = 0; t < one.views.size(); ++t) {
      sheet_.add("<g>");
      sheet_.detail(q_.why[which][t]);
      sheet_.sign(mark(one.views[t].stance), across(t), y + kRow / 2);
      sheet_.add("</g>\n");
    }
    return y + kRow;
  }

  double put_scores(double y) {
    sheet_.put("<path d=\"M{:.1f} {:.1f} L{:.1f} {:.1f}\" stroke=\"#94a3b8\"/>\n", kMargin, y, width_ - kMargin, y);
    const RivalScore& null = q_.scores.null;
    if (null.cases() == 0) return y;
    sheet_.text(kMargin, y + 20, 12, fmt::format("right, of {}; null theory {}", count_words(null.cases(), "case", "cases"), null.right()), "fill=\"#475569\"");
    for (std::size_t t = 0; t < q_.theories.size(); ++t) sheet_.text(across(t), y + 20, 14, std::to_string(q_.scores.theories[t].right()), "text-anchor=\"middle\" fill=\"#0f172a\"");
    return y + 24;
  }

  double put_legend(double y) {
    const std::pair<Stance, const char*> meanings[] = {{Stance::Explains, "explains it: expected it and it came, or says why it did not"},
                                                       {Stance::Against, "counts against it: expected otherwise, or late"},
                                                       {Stance::Unexplained, "the outcome came, and not by this theory"},
                                                       {Stance::Silent, "no outcome, and the theory does not apply"},
                                                       {Stance::Unknown, "not known: of the theory, or of the outcome"}};
    for (const auto& [stance, words] : meanings) {
      sheet_.sign(mark(stance), kMargin + 6, y + 6);
      sheet_.text(kMargin + 22, y + 10, 12, words, "fill=\"#334155\"");
      y += 20;
    }
    sheet_.text(kMargin, y + 10, 12, "A tinted row tells the theories apart.", "fill=\"#334155\"");
    return y + 14;
  }

  std::string whole(double height) {
    SvgSheet page;
    page.put("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" role=\"img\" aria-labelledby=\"title\" "
             "font-family=\"'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\">\n", width_, height);
    page.put("<title id=\"title\">{}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n", xml_text("Who explains “" + q_.outcome + "”: cases by theories"));
    page.add(sheet_.take());
    page.put("</svg>\n");
    return page.take();
  }

  const RivalsQuery& q_;
  double width_;
  SvgSheet sheet_;
};

}  // namespace

const char* seen_word(OutcomeSeen seen) {
  constexpr const char* kWords[] = {"with it", "without it", "without it so far", "not known", "disputed"};
  return kWords[static_cast<std::size_t>(seen)];
}

const char* stance_word(Stance stance) {
  constexpr const char* kWords[] = {"explains", "counts against", "unexplained", "does not apply", "not known"};
  return kWords[static_cast<std::size_t>(stance)];
}

std::string theory_name(const models::Theory& theory) { return theory.version.empty() ? theory.name : theory.name + " " + theory.version; }

std::string rivals_text(const RivalsQuery& query) { return RivalsPage(query).text(); }

std::string rivals_svg(const RivalsQuery& query) { return RivalTable(query).draw(); }

std::string rivals_json(const RivalsQuery& query) {
  Json json = {{"outcome", query.outcome}, {"as_of", models::to_string(query.as_of)}, {"theories", Json::array()}, {"null", score_json(query.scores.null)}, {"cases", Json::array()},
               {"separating", Json::array()}};
  json["null"]["expects"] = query.scores.null_expects;
  for (std::size_t t = 0; t < query.theories.size(); ++t) {
    Json theory = theory_to_json(query.theories[t]);
    const RivalScore& score = query.scores.theories[t];
    theory["score"] = score_json(score);
    theory["score"]["explained"] = score.explained;
    theory["score"]["better_than_null"] = score.better;
    theory["score"]["worse_than_null"] = score.worse;
    json["theories"].push_back(std::move(theory));
  }
  for (std::size_t i = 0; i < query.cases.size(); ++i) {
    const RivalCase& found = query.found[i];
    Json one = {{"case", query.cases[i]->id}, {"outcome", seen_word(found.seen)}, {"tells_apart", found.tells_apart()}, {"nobody_explains", found.nobody_explains()}, {"views", Json::array()}};
    for (std::size_t t = 0; t < found.views.size(); ++t) {
      const RivalView& view = found.views[t];
      Json side = {{"stance", stance_word(view.stance)}, {"expects", expects_word(view.expects)}};
      if (view.statement != models::kNone) side["statement"] = query.theories[t].statements[view.statement].label;
      if (!query.why[i][t].empty()) side["why"] = query.why[i][t];
      one["views"].push_back(std::move(side));
    }
    json["cases"].push_back(std::move(one));
  }
  for (const Separating& one : query.separating) json["separating"].push_back(separating_json(query, one));
  return dumped(json, 2) + "\n";
}

std::string rivals_csv(const RivalsQuery& query) {
  std::string text = csv_row({"case", "outcome", "theory", "stance", "expects", "statement", "why", "tells_apart"});
  for (std::size_t i = 0; i < query.cases.size(); ++i)
    for (std::size_t t = 0; t < query.theories.size(); ++t) {
      const RivalView& view = query.found[i].views[t];
      text += csv_row({query.cases[i]->id, seen_word(query.found[i].seen), theory_name(query.theories[t]), stance_word(view.stance), expects_word(view.expects),
                       view.statement == models::kNone ? "" : query.theories[t].statements[view.statement].label, query.why[i][t], query.found[i].tells_apart() ? "yes" : "no"});
    }
  return text;
}

}  // namespace realist::cli
