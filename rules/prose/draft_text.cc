#include "rules/prose/draft_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "models/theory.h"
#include "rules/characters.h"
#include "rules/read_theory.h"

namespace realist::rules::prose {
namespace {

std::string opening(const Statement& statement, std::string_view sentence) {
  const std::string_view word = statement.marker_span.of(sentence);
  const bool whenever = begins_with_word(word, "whenever");
  switch (statement.marker) {
    case Marker::When: return whenever ? "Whenever" : "When";
    case Marker::Once: return "Once";
    case Marker::Only: return begins_with_word(word, "once") ? "Only once" : begins_with_word(word, "when") ? "Only when" : "Only if";
    case Marker::Unless: return "If not";
    default: return "If";
  }
}

// What stands between the brackets of a tag, fit for the language: no brackets, no line ends.
std::string tag_text(std::string_view text) {
  std::string tag = on_one_line(text);
  std::erase_if(tag, [](char c) { return c == '(' || c == ')' || c == '[' || c == ']' || c == '"'; });
  return tag;
}

std::string quoted(const std::string& phrase) {
  std::string inside;
  for (std::size_t at = 0; at < phrase.size();) {
    const std::size_t quote = any_quote_at_start(std::string_view(phrase).substr(at));
    inside += quote > 0 ? std::string("'") : phrase.substr(at, 1);
    at += quote > 0 ? quote : 1;
  }
  return "\"" + inside + "\"";
}

std::string written(const std::string& phrase, bool in_quotes) { return in_quotes ? quoted(phrase) : phrase; }

std::string step_tags(const Sentence& sentence, const Statement& statement, TagUse::Where where, std::size_t step, std::size_t part) {
  std::string tags;
  for (const TagUse& use : statement.tags)
    if (use.where == where && use.step == step && use.part == part) tags += " (" + tag_text(use.span.of(sentence.text)) + ")";
  return tags;
}

std::string lines(const Sentence& sentence, const Statement& statement, const Phrases& phrases, const std::string& label, bool in_quotes) {
  std::string text = "[" + label + "] " + opening(statement, sentence.text);
  for (std::size_t i = 0; i < phrases.antecedent.size(); ++i)
    text += (i == 0 ? " " : "\nand ") + written(phrases.antecedent[i], in_quotes) + step_tags(sentence, statement, TagUse::Where::Antecedent, 0, i);
  for (std::size_t s = 0; s < phrases.steps.size(); ++s)
    for (std::size_t p = 0; p < phrases.steps[s].size(); ++p) {
      const auto& window = statement.steps[s].parts[p].window;
      const bool last = p + 1 == phrases.steps[s].size();  // a window covers its step
      text += (p == 0 ? "\nthen " : "\nand ") + written(phrases.steps[s][p], in_quotes) + (window && last ? " " + window->text : "") + step_tags(sentence, statement, TagUse::Where::Step, s, p);
    }
  return text;
}

void gather(const models::Clause& clause, std::vector<std::string>& texts) {
  if (clause.kind == models::Clause::Kind::Proposition) texts.push_back(clause.text);
  for (const models::Clause& part : clause.parts) gather(part, texts);
}

bool says(const models::Clause& clause, const std::vector<std::string>& phrases) {
  std::vector<std::string> texts;
  gather(clause, texts);
  return std::equal(texts.begin(), texts.end(), phrases.begin(), phrases.end(), [](const std::string& a, const std::string& b) {
    return models::fold(a) == models::fold(b) || models::fold(a) == models::fold(quoted(b).substr(1, quoted(b).size() - 2));
  });
}

bool reads_as_meant(const std::string& text, const Statement& statement, const Phrases& phrases) {
  const ReadResult read = read_theory_text(text + "\n");
  if (!read.ok() || read.theory.statements.size() != 1) return false;
  if (std::any_of(read.diagnostics.begin(), read.diagnostics.end(), [](const models::Diagnostic& d) { return d.severity != models::Severity::Note && (d.code.starts_with("syntax/") || d.code.starts_with("window/")); })) return false;
  const models::Statement& got = read.theory.statements.front();
  if (got.steps.size() != phrases.steps.size() || !got.unless.empty() || !got.because.empty()) return false;
  const bool only = statement.marker == Marker::Only;
  if (only) return got.form == models::Form::OnlyIf && says(got.antecedent, phrases.steps.front()) && says(got.steps.front().clause, phrases.antecedent);
  for (std::size_t s = 0; s < phrases.steps.size(); ++s)
    if (!says(got.steps[s].clause, phrases.steps[s]) || got.steps[s].negated || got.steps[s].previously || got.steps[s].window.written() != statement.steps[s].parts.back().window.has_value()) return false;
  return says(got.antecedent, phrases.antecedent);
}

// A declaration that makes the phrase the negation of another. An Only or an Unless turns round by itself.
void add_opposites(StatementLines& found, const Statement& statement, const Phrases& phrases) {
  if (statement.marker == Marker::Only || statement.marker == Marker::Unless) return;
  const auto add = [&](const std::string& role, const Part& part, const std::string& phrase) {
    const std::string positive = part.negative ? turned_round(phrase) : std::string();
    if (!positive.empty()) found.opposites.push_back(role + ": " + positive + "\n  opposite: " + phrase);
  };
  for (std::size_t i = 0; i < phrases.antecedent.size(); ++i) add("Context", statement.antecedent[i], phrases.antecedent[i]);
  for (std::size_t s = 0; s < phrases.steps.size(); ++s)
    for (std::size_t p = 0; p < phrases.steps[s].size(); ++p) add(s + 1 == phrases.steps.size() ? "Outcome" : "Mechanism", statement.steps[s].parts[p], phrases.steps[s][p]);
}

struct Turn {
  std::string_view denied, plain;
};
constexpr auto kTurns = std::to_array<Turn>({{"won't", "will"}, {"can't", "can"}, {"cannot", "can"}, {"doesn't", "does"}, {"didn't", "did"}, {"isn't", "is"}, {"aren't", "are"}, {"wasn't", "was"}, {"weren't", "were"},
                                             {"hasn't", "has"}, {"haven't", "have"}, {"hadn't", "had"}, {"wouldn't", "would"}, {"couldn't", "could"}, {"shouldn't", "should"}});

}  // namespace

std::string on_one_line(std::string_view text) {
  std::string line;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t blank = text[at] == '\n' || text[at] == '\r' ? 1 : blank_at_start(text.substr(at));
    if (blank == 0) line += text[at];
    else if (!line.empty() && line.back() != ' ') line += ' ';
    at += blank == 0 ? 1 : blank;
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

Phrases phrases_of(const Sentence& sentence, const Statement& statement) {
  const std::vector<Word> words = words_of(sentence.text);
  Phrases phrases;
  for (const Part& part : statement.antecedent) phrases.antecedent.push_back(phrase_of(sentence.text, part, words));
  for (const Step& step : statement.steps) {
    phrases.steps.emplace_back();
    for (const Part& part : step.parts) phrases.steps.back().push_back(phrase_of(sentence.text, part, words));
  }
  return phrases;
}

std::string turned_round(std::string_view phrase) {
  const std::vector<Word> words = words_of(phrase);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].is("not") && i > 0 && words[i].span.begin > 0) return std::string(phrase.substr(0, words[i - 1].span.end)) + std::string(phrase.substr(words[i].span.end));
    // "do not come", "don't come": "come".
    const bool plain_do = words[i].is("do") && i + 1 < words.size() && words[i + 1].is("not");
    if ((plain_do || words[i].is("don't")) && i > 0) {
      std::string_view rest = phrase.substr(words[i + plain_do].span.end);
      return std::string(phrase.substr(0, words[i].span.begin)) + std::string(trimmed(rest));
    }
    for (const Turn& turn : kTurns)
      if (words[i].is(turn.denied)) return std::string(phrase.substr(0, words[i].span.begin)) + std::string(turn.plain) + std::string(phrase.substr(words[i].span.end));
  }
  return {};
}

StatementLines lines_of(const Sentence& sentence, const Statement& statement, const std::string& label) {
  const Phrases phrases = phrases_of(sentence, statement);
  StatementLines found;
  for (const bool in_quotes : {false, true}) {
    const std::string text = lines(sentence, statement, phrases, label, in_quotes);
    if (!reads_as_meant(text, statement, phrases)) continue;
    found.text = text;
    if (!in_quotes) add_opposites(found, statement, phrases);
    return found;
  }
  return found;
}

std::vector<std::string> statement_evidence(const Sentence& sentence, const Statement& statement) {
  std::vector<std::string> tags;
  std::string all;
  for (const TagUse& use : statement.tags)
    if (use.where == TagUse::Where::Statement) tags.push_back(tag_text(use.span.of(sentence.text))), all += models::fold(tags.back());
  const std::string who = tag_text(statement.attributed_to);
  std::string last = models::fold(who);
  last = last.substr(last.rfind(' ') == std::string::npos ? 0 : last.rfind(' ') + 1);
  if (last.ends_with("s")) last.pop_back();
  if (!who.empty() && all.find(last) == std::string::npos) tags.push_back("evidence: " + who);
  return tags;
}

std::vector<std::string> notes_of(const Sentence& sentence, const Statement& statement) {
  std::vector<std::string> notes = {"as written: " + on_one_line(sentence.text)};
  std::string strengths, times;
  const auto add = [](std::string& list, const std::string& item) { list += (list.empty() ? "" : "; ") + item; };
  for (const Step& step : statement.steps)
    for (const Part& part : step.parts)
      for (const StrengthWord& word : part.strength) add(strengths, on_one_line(word.span.of(sentence.text)) + " (" + std::string(to_string(word.strength)) + ")");
  const auto add_times = [&](const Part& part) {
    for (const Span& time : part.times) add(times, on_one_line(time.of(sentence.text)));
  };
  for (const Part& part : statement.antecedent) add_times(part);
  for (const Step& step : statement.steps)
    for (const Part& part : step.parts) add_times(part);
  if (!strengths.empty()) notes.push_back("put as: " + strengths);
  if (!times.empty()) notes.push_back("times named: " + times);
  if (!statement.population.empty()) notes.push_back("said of \"" + on_one_line(statement.population) + "\":"  + " who they are is not said");
  if (!statement.attribution.empty()) notes.push_back("said so: " + on_one_line(statement.attribution.of(sentence.text)));
  for (const TagUse& use : statement.tags)
    if (use.where == TagUse::Where::Step && use.step + 1 == statement.steps.size() && use.part + 1 == statement.steps.back().parts.size() && (use.part > 0 || statement.tags.size() > 1))
      notes.push_back("of the last clause alone: " + tag_text(use.span.of(sentence.text)));
  return notes;
}

}  // namespace realist::rules::prose
