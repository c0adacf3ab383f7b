#include "annotated.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "rules/prose/statement.h"

namespace realist::tests {
namespace {

namespace fs = std::filesystem;
using rules::prose::Span;
using rules::prose::Statement;
using rules::prose::TagUse;
using rules::prose::Word;
using rules::prose::WordKind;

std::vector<std::string> cut(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::string part;
  for (std::istringstream stream(text); std::getline(stream, part, at);) parts.push_back(part);
  return parts;
}

std::vector<Span> spans(const std::string& text) {
  std::vector<Span> found;
  for (const std::string& one : cut(text, ',')) {
    const std::size_t dash = one.find('-');
    found.push_back({std::stoul(one.substr(0, dash)), std::stoul(one.substr(dash + 1))});
  }
  return found;
}

std::string hash_of(const std::string& bytes) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  char digits[17];
  for (int i = 0; i < 16; ++i) digits[i] = "0123456789abcdef"[(hash >> (60 - 4 * i)) & 15u];
  digits[16] = '\0';
  return digits;
}

Span around(const std::vector<Span>& spans) {
  Span all = spans.empty() ? Span{} : spans.front();
  for (const Span& span : spans) all = {std::min(all.begin, span.begin), std::max(all.end, span.end)};
  return all;
}

Span antecedent_of(const Statement& statement) {
  std::vector<Span> all;
  for (const auto& part : statement.antecedent) all.push_back(part.span);
  return around(all);
}

Span consequent_of(const Statement& statement) {
  std::vector<Span> all;
  for (const auto& step : statement.steps)
    for (const auto& part : step.parts) all.push_back(part.span);
  return around(all);
}

bool is_joint(const Word& word) { return word.is_one_of({"and", "or", "but", "then", "that", "so", "if"}); }

// The first and last byte of a span's words, conjunctions at its ends left out.
Span words_only(const Span& span, const std::vector<Word>& words) {
  Span found;
  for (const Word& word : words) {
    if (word.kind != WordKind::Word || word.span.begin < span.begin || word.span.end > span.end) continue;
    if (is_joint(word) && found.empty()) continue;
    if (found.empty()) found = word.span;
    if (!is_joint(word)) found.end = word.span.end;
  }
  return found.empty() ? span : found;
}

bool overlap(const Span& a, const Span& b) { return a.begin < b.end && b.begin < a.end; }

bool same(const Span& a, const Span& b, const std::vector<Word>& words) { return words_only(a, words) == words_only(b, words); }

// An antecedent of one word that points back ("so", "otherwise") is as good as none.
bool points_back(const Span& span, const std::string& text) {
  const std::string_view words = span.of(text);
  return words == "so" || words == "Otherwise" || words == "otherwise";
}

bool matches(const Annotation& annotation, const Statement& statement, const std::string& text) {
  const Span expected = around(annotation.antecedents), given = antecedent_of(statement);
  if (given.empty() || points_back(expected, text)) return overlap(around(annotation.consequents), consequent_of(statement));
  return overlap(expected, given);
}

bool split_right(const Annotation& annotation, const Statement& statement, const std::string& text, const std::vector<Word>& words) {
  const Span expected = around(annotation.antecedents), given = antecedent_of(statement);
  const bool antecedent = (points_back(expected, text) && (given.empty() || given == expected)) || same(expected, given, words);
  return antecedent && same(around(annotation.consequents), consequent_of(statement), words);
}

bool tag_right(const std::string& expected, const TagUse& use, const Annotation& annotation, const Statement& statement) {
  const bool one = annotation.consequents.size() == 1;
  const bool on_step = use.where == TagUse::Where::Step;
  if (expected == "O") return use.where == TagUse::Where::Outside;
  if (expected == "A") return use.where == TagUse::Where::Antecedent;
  if (expected == "S") return use.where == TagUse::Where::Statement || (one && on_step && statement.steps.size() == 1 && statement.steps[0].parts.size() == 1);
  const std::size_t number = static_cast<std::size_t>(expected[1] - '1');
  if (one && use.where == TagUse::Where::Statement) return true;
  return on_step && number < annotation.consequents.size() && overlap(annotation.consequents[number], statement.steps[use.step].parts[use.part].span) &&
         !overlap(annotation.consequents[number == 0 ? annotation.consequents.size() - 1 : 0], statement.steps[use.step].parts[use.part].span);
}

class Counter {
 public:
  Counter(const rules::prose::Sentence& sentence, std::string where) : sentence_(sentence), where_(std::move(where)), words_(rules::prose::words_of(sentence.text)), reading_(rules::prose::read_sentence(sentence.text)) {}

  void count(const std::vector<const Annotation*>& annotations, const std::vector<bool>& wanted, Figures& figures) {
    std::vector<bool> used(reading_.statements.size(), false);
    for (std::size_t i = 0; i < annotations.size(); ++i) {
      if (annotations[i]->kind == "none") continue;
      const auto statement = matching(*annotations[i], used);
      if (!wanted[i]) continue;
      ++figures.statements;
      if (!statement) figures.misses.push_back(where_ + " not found");
      else score(*annotations[i], reading_.statements[*statement], figures);
    }
    if (std::none_of(wanted.begin(), wanted.end(), [](bool one) { return one; })) return;
    ++figures.sentences;
    figures.given += reading_.statements.size();
    for (const bool one : used)
      if (!one) wrong(figures);
  }

  void count_unannotated(Figures& figures) {
    figures.given += reading_.statements.size();
    for (std::size_t i = 0; i < reading_.statements.size(); ++i) wrong(figures);
  }

 private:
  void wrong(Figures& figures) {
    ++figures.wrong;
    figures.misses.push_back(where_ + " no statement");
  }

  std::optional<std::size_t> matching(const Annotation& annotation, std::vector<bool>& used) {
    for (std::size_t i = 0; i < used.size(); ++i)
      if (!used[i] && matches(annotation, reading_.statements[i], sentence_.text)) {
        used[i] = true;
        return i;
      }
    return std::nullopt;
  }

  void score(const Annotation& annotation, const Statement& statement, Figures& figures) {
    ++figures.found;
    if (split_right(annotation, statement, sentence_.text, words_)) ++figures.split;
    else figures.misses.push_back(where_ + " split otherwise");
    for (std::size_t i = 0; i < annotation.tags.size() && i < statement.tags.size(); ++i) {
      ++figures.tags;
      if (tag_right(annotation.tags[i], statement.tags[i], annotation, statement)) ++figures.tags_right;
      else figures.misses.push_back(where_ + " tag " + std::to_string(i + 1));
    }
  }

  const rules::prose::Sentence& sentence_;
  std::string where_;
  std::vector<Word> words_;
  rules::prose::Reading reading_;
};

bool of_half(const std::string& source, std::uint32_t line, Scope::Half half) {
  return half == Scope::Half::Both || kept_apart(source, line) == (half == Scope::Half::Kept);
}

}  // namespace

std::vector<Annotation> read_annotations(const std::string& text) {
  std::vector<Annotation> all;
  for (const std::string& line : cut(text, '\n')) {
    std::vector<std::string> fields = cut(line, '\t');
    if (line.starts_with("#") || fields.size() < 5) continue;
    fields.resize(8);
    Annotation one{fields[0], static_cast<std::uint32_t>(std::stoul(fields[1])), static_cast<std::uint32_t>(std::stoul(fields[2])), fields[3], fields[4], {}, {}, {}, cut(fields[7], ',')};
    if (one.kind == "none") one.why = fields[5];
    else one.antecedents = spans(fields[5]), one.consequents = spans(fields[6]);
    all.push_back(std::move(one));
  }
  return all;
}

bool kept_apart(const std::string& source, std::uint32_t line) {
  std::uint32_t hash = 2166136261u;
  for (const char c : source + ":" + std::to_string(line)) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return (hash & 1u) != 0;
}

bool kept_apart(const Annotation& annotation) { return kept_apart(annotation.source, annotation.line); }

std::vector<rules::prose::Sentence> sentences_of(const std::string& folder, const std::string& source) {
  std::string path;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().filename().string().starts_with(source + "_")) path = entry.path().string();
  if (path.empty()) throw std::runtime_error("no source " + source + " in the folder");
  std::vector<rules::prose::Line> lines;
  std::ifstream stream(path, std::ios::binary);
  for (std::string text; std::getline(stream, text);) lines.push_back({static_cast<std::uint32_t>(lines.size() + 1), text});
  std::vector<rules::prose::Sentence> sentences;
  rules::prose::SentenceCutter cutter;
  rules::prose::for_each_passage(lines, [&](const rules::prose::Passage& passage) {
    for (auto& sentence : cutter.cut(passage)) sentences.push_back(std::move(sentence));
  });
  return sentences;
}

Figures figures(const std::vector<Annotation>& annotations, const std::vector<rules::prose::Sentence>& sentences, const std::string& source, const Scope& scope) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<const Annotation*>> by_place;
  for (const Annotation& annotation : annotations)
    if (annotation.source == source) by_place[{annotation.line, annotation.number}].push_back(&annotation);
  Figures figures;
  for (const rules::prose::Sentence& sentence : sentences) {
    if (!of_half(source, sentence.line, scope.half)) continue;
    Counter counter(sentence, source + ":" + std::to_string(sentence.line) + ":" + std::to_string(sentence.number));
    const auto found = by_place.find({sentence.line, sentence.number});
    if (found == by_place.end()) {
      counter.count_unannotated(figures);
      continue;
    }
    std::vector<bool> wanted;
    for (const Annotation* one : found->second) {
      if (one->hash != hash_of(sentence.text)) throw std::runtime_error(source + " is not the version that was annotated, line " + std::to_string(one->line));
      wanted.push_back(scope.kinds.empty() || one->kind == "none" || std::find(scope.kinds.begin(), scope.kinds.end(), one->kind) != scope.kinds.end());
    }
    counter.count(found->second, wanted, figures);
  }
  return figures;
}

}  // namespace realist::tests
