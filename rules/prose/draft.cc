#include "rules/prose/draft.h"

#include <algorithm>

#include "models/theory.h"
#include "rules/characters.h"
#include "rules/format.h"
#include "rules/prose/draft_text.h"
#include "rules/read_theory.h"

namespace realist::rules::prose {
namespace {

constexpr std::size_t kLongestStem = 16, kMostLeftOutKept = 100'000;

// "Handbook, 2nd edition.docx" → "HANDBOOK-2ND".
std::string stem_of(const std::string& document) {
  std::string stem;
  for (const char c : document.substr(0, document.rfind('.'))) {
    const char low = lower_ascii(c);
    if (is_digit(c)) stem += c;
    else if (low >= 'a' && low <= 'z') stem += static_cast<char>(low - 32);
    else if (!stem.empty() && stem.back() != '-') stem += '-';
    if (stem.size() == kLongestStem) break;
  }
  while (stem.ends_with('-')) stem.pop_back();
  return stem.empty() ? "DRAFT" : stem;
}

std::string place_of(const std::string& document, const Sentence& sentence) {
  const std::string lines = sentence.line == sentence.last_line ? "line " + std::to_string(sentence.line) : "lines " + std::to_string(sentence.line) + "-" + std::to_string(sentence.last_line);
  return document + ", " + lines;
}

std::string source_line(const std::string& document, const Sentence& sentence) {
  std::string name = document;
  std::erase_if(name, [](char c) { return c == '"' || c == '(' || c == ')' || c == '[' || c == ']'; });
  const bool one = sentence.line == sentence.last_line;
  return "(source: \"" + name + "\", " + (one ? "line " + std::to_string(sentence.line) : "lines " + std::to_string(sentence.line) + "-" + std::to_string(sentence.last_line)) + ")";
}

std::string words_of_all(const Sentence& sentence, const Statement& statement) {
  const Phrases phrases = phrases_of(sentence, statement);
  std::string all(to_string(statement.marker));
  for (const std::string& phrase : phrases.antecedent) all += "\n" + models::fold(phrase);
  for (const auto& step : phrases.steps)
    for (const std::string& phrase : step) all += "\nthen " + models::fold(phrase);
  return all;
}

std::string joined(const std::vector<std::string>& lines, std::string_view before, std::string_view after = "") {
  std::string text;
  for (const std::string& line : lines) text.append(before).append(line).append(after).append("\n");
  return text;
}

std::string as_comments(const std::string& text) {
  std::string lines = "# ";
  for (const char c : text) c == '\n' ? lines += "\n# " : lines += c;
  return lines;
}

}  // namespace

std::string_view to_string(Written written) {
  constexpr std::array<std::string_view, 4> kNames = {"statement", "marked", "comment", "again"};
  return kNames.at(static_cast<std::size_t>(written));
}

void Draft::add(const std::string& document, const Sentence& sentence, Reading reading) {
  ++counts_.sentences;
  for (const LeftOut& one : reading.left_out) {
    ++counts_.left_out[one.why];
    if (left_out_.size() < kMostLeftOutKept) left_out_.push_back({document, sentence, one});
  }
  for (Statement& statement : reading.statements) add_statement(document, sentence, std::move(statement));
}

std::string Draft::label_for(const std::string& document, std::uint32_t line) {
  auto& stem = label_stems_[document];
  if (stem.empty()) {
    stem = stem_of(document);
    const auto taken = [&](const std::string& wanted) { return std::count_if(label_stems_.begin(), label_stems_.end(), [&](const auto& one) { return one.first != document && one.second == wanted; }) > 0; };
    for (std::size_t i = 2; taken(stem); ++i) stem = stem_of(document) + "-" + std::to_string(i) + "-";
  }
  const std::string label = stem + "-" + std::to_string(line);
  const std::size_t times = ++labels_[label];
  return times == 1 ? label : label + "-" + std::to_string(times);
}

void Draft::add_again(std::size_t first, const DraftStatement& again) {
  Item& item = items_[first];
  item.sources.push_back(source_line(again.document, again.sentence));
  for (const std::string& tag : statement_evidence(again.sentence, again.statement))
    if (std::none_of(item.evidence.begin(), item.evidence.end(), [&](const std::string& one) { return models::fold(one) == models::fold(tag); })) item.evidence.push_back(tag);
}

void Draft::add_statement(const std::string& document, const Sentence& sentence, Statement statement) {
  DraftStatement found{document, sentence, std::move(statement), {}, {}, Written::Whole};
  const auto [known, fresh] = by_words_.try_emplace(words_of_all(sentence, found.statement), items_.size());
  if (!fresh && !items_[known->second].comment) {
    found.written = Written::Again;
    found.label_of_first = statements_[first_[known->second]].label;
    add_again(known->second, found);
    ++counts_.again;
    statements_.push_back(std::move(found));
    return;
  }
  Item item;
  StatementLines lines;
  if (found.statement.whole()) {
    found.label = label_for(document, sentence.line);
    lines = lines_of(sentence, found.statement, found.label);
  }
  item.comment = lines.text.empty();
  if (item.comment) found.label.clear();
  found.written = item.comment ? Written::Comment : found.statement.doubts.empty() ? Written::Whole : Written::Marked;
  for (const Doubt doubt : found.statement.doubts) item.comments.push_back("To look at: " + std::string(to_string(doubt)) + ".");
  if (item.comment) {
    if (item.comments.empty()) item.comments.push_back("To look at: it cannot be written as a statement as it stands.");
    item.comments.push_back(place_of(document, sentence) + ": " + on_one_line(sentence.text));
  }
  item.text = lines.text;
  item.opposites = lines.opposites;
  item.evidence = statement_evidence(sentence, found.statement);
  item.sources.push_back(source_line(document, sentence));
  item.notes = notes_of(sentence, found.statement);
  ++(item.comment ? counts_.comments : counts_.statements);
  if (found.written == Written::Marked) ++counts_.marked;
  known->second = items_.size();
  items_.push_back(std::move(item));
  first_.push_back(statements_.size());
  statements_.push_back(std::move(found));
}

std::string Draft::text_of(const Item& item) const {
  if (item.comment) return joined(item.comments, "# ");
  return joined(item.comments, "# ") + item.text + "\n" + joined(item.evidence, "(", ")") + joined(item.sources, "") + joined(item.notes, "note: ");
}

std::string Draft::all_items(const std::vector<bool>& as_comment) const {
  std::string text;
  for (std::size_t i = 0; i < items_.size(); ++i) text += "\n" + (as_comment[i] ? as_comments(text_of(items_[i])) + "\n" : text_of(items_[i]));
  return text;
}

std::string Draft::theory(const std::string& title) const {
  const std::string head = "Theory: " + on_one_line(title) + "\nVersion: draft\n\n# Statements found by rule in the documents' own words. Each is to be read against its source before it counts.\n";
  std::map<std::string, std::string> opposites;  // by the positive phrase
  for (const Item& item : items_)
    for (const std::string& one : item.opposites) opposites.try_emplace(models::fold(one.substr(one.find(": ") + 2, one.find('\n') - one.find(": ") - 2)), one);
  std::string declarations;
  for (const auto& [phrase, text] : opposites) declarations += "\n" + text + "\n";
  const std::vector<bool> none(items_.size(), false);
  const std::string items = all_items(none);
  // What each is by itself, all are together, but for declarations that meet: then they go without.
  for (const std::string& text : {head + items + declarations, head + items})
    if (read_theory_text(text).ok()) return format(text, "draft.theory");
  return format(head + all_items(std::vector<bool>(items_.size(), true)), "draft.theory");
}

}  // namespace realist::rules::prose
