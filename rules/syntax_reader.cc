#include "rules/syntax_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "rules/characters.h"
#include "rules/statement_builder.h"
#include "rules/stray_text.h"

namespace realist::rules {
namespace {

class ItemReader {
 public:
  ItemReader(const RowItem& rows, const KnownNames& names, const Limits& limits, Reporter& reporter)
      : rows_(rows.rows), names_(names), limits_(limits), reporter_(reporter) {}

  void read(Item& item) {
    const Row& row = rows_.front();
    switch (row.start.kind) {
      case RowKind::Header: item.content = read_header(row); break;
      case RowKind::Include: item.content = IncludeSyntax{row.text, row.keyword}; break;
      case RowKind::Declaration: item.content = read_declaration(); break;
      case RowKind::Statement: item.content = build_statement(rows_, names_, limits_, reporter_); return;
      case RowKind::Phase: item.content = read_phase(row); break;
      case RowKind::Example: item.content = read_example(); return;
      default: break;
    }
    if (row.start.kind != RowKind::Declaration) report_others();
  }

 private:
  HeaderSyntax read_header(const Row& row) const { return {row.start.header, row.name, row.text, row.keyword}; }
  DeclarationSyntax read_declaration();
  DeclarationLine declaration_line(const Row& row, bool& broken);
  PhaseSyntax read_phase(const Row& row);
  ExampleSyntax read_example();
  // Rows that stand under an item that has none.
  void report_others() {
    for (std::size_t i = 1; i < rows_.size(); ++i)
      if (rows_[i].start.kind == RowKind::Plain) report_stray_text(rows_[i].text, reporter_);
  }

  const std::vector<Row>& rows_;
  const KnownNames& names_;
  const Limits& limits_;
  Reporter& reporter_;
};

DeclarationLine ItemReader::declaration_line(const Row& row, bool& broken) {
  DeclarationLine line;
  line.lead = row.lead;
  line.keyword = row.keyword;
  line.value = row.text;
  line.kind = row.start.kind == RowKind::Note ? DeclarationLine::Kind::Note : row.start.line;
  if (row.text.empty()) {
    broken = true;
    reporter_.report("syntax/empty-clause", row.keyword, "no words follow here", "say it after the colon, or leave the line out");
  }
  return line;
}

DeclarationSyntax ItemReader::read_declaration() {
  const Row& first = rows_.front();
  DeclarationSyntax out;
  out.role = first.start.role;
  out.keyword = first.keyword;
  out.broken = first.guessed;
  if (!first.name.empty()) out.short_name = first.name;
  Segment phrase = cut_tags(first.text);
  out.phrase = std::move(phrase.words);
  out.tags = std::move(phrase.tags);
  if (out.phrase.empty()) {
    out.broken = true;
    reporter_.report("syntax/no-phrase", first.keyword, "this declaration has no phrase",
                     "say after the colon what it is, for example: Context: the participant has a home");
  } else if (count_characters(out.phrase.text) > limits_.phrase_characters) {
    out.broken = true;
    reporter_.report("syntax/phrase-too-long", out.phrase.place(0, 1),
                     "this phrase is longer than the limit of " + std::to_string(limits_.phrase_characters) + " characters",
                     "say it in fewer words");
    out.phrase = out.phrase.part(0, cut(out.phrase.text, 80).size());
  }
  if (!phrase.after_tag.empty())
    reporter_.report("syntax/text-after-tag", phrase.after_tag.place(), "these words stand after a tag",
                     "give them a line of their own with `note:`");
  for (std::size_t i = 1; i < rows_.size(); ++i) {
    const Row& row = rows_[i];
    if (row.guessed || row.start.misplaced || row.start.bare) out.broken = true;
    if (row.start.misplaced || row.start.bare) continue;
    if (row.start.kind == RowKind::Plain) {
      report_stray_text(row.text, reporter_);
    } else if (row.start.kind == RowKind::Tag) {
      Text rest;
      auto tags = read_tags(row.text, rest);
      for (Tag& tag : tags) {
        DeclarationLine line;
        line.kind = DeclarationLine::Kind::Tag;
        if (&tag == &tags.front()) line.lead = row.lead;
        line.value = tag.text;
        line.keyword = row.keyword;
        line.tag = std::move(tag);
        out.lines.push_back(std::move(line));
      }
    } else {
      out.lines.push_back(declaration_line(row, out.broken));
    }
  }
  return out;
}

// Phase NAME: from ANCHOR [until ANCHOR]
PhaseSyntax ItemReader::read_phase(const Row& row) {
  PhaseSyntax out;
  out.name = row.name;
  out.keyword = row.keyword;
  const std::string plain = plain_of(row.text.text);
  if (out.name.empty() || (!is_quoted(out.name.text) && out.name.text.find(' ') != std::string::npos)) {
    out.broken = true;
    reporter_.report("phase/no-name", out.name.empty() ? row.keyword : out.name.place(), "a phase needs a name of one word, or one in double quotes",
                     "write for example: Phase community: from event release until event ending");
  }
  const bool from = begins_with_word(plain, "from");
  if (!from) {
    out.broken = true;
    reporter_.report("phase/missing-from", row.text.empty() ? row.keyword : row.text.place(),
                     "this phase does not say from when it runs",
                     "write for example: Phase community: from event release until event ending");
    return out;
  }
  std::size_t until = std::string::npos;
  bool quoted = false;
  for (std::size_t at = 4; at < plain.size() && until == std::string::npos; ++at) {
    if (plain[at] == '"') quoted = !quoted;
    const bool begins = plain[at - 1] == ' ' || plain[at - 1] == '\1';
    if (!quoted && begins && begins_with_word(std::string_view(plain).substr(at), "until")) until = at;
  }
  out.from = row.text.part(4, std::min(until, plain.size()));
  if (until != std::string::npos) out.until = row.text.part(until + 5, plain.size());
  return out;
}

ExampleSyntax ItemReader::read_example() {
  ExampleSyntax out;
  out.title = rows_.front().text;
  out.keyword = rows_.front().keyword;
  auto last = ExampleLine::Kind::Given;
  for (std::size_t i = 1; i < rows_.size(); ++i) {
    const Row& row = rows_[i];
    if (row.start.misplaced) continue;
    ExampleLine line;
    line.lead = row.lead;
    line.text = row.text;
    line.keyword = row.keyword;
    switch (row.start.kind) {
      case RowKind::Given: line.kind = ExampleLine::Kind::Given; break;
      case RowKind::AsOf: line.kind = ExampleLine::Kind::AsOf; break;
      case RowKind::Expect: line.kind = ExampleLine::Kind::Expect; break;
      case RowKind::And:
        line.kind = last == ExampleLine::Kind::AsOf ? ExampleLine::Kind::Given : last;
        line.continued = true;
        break;
      default:
        reporter_.report("example/unknown-line", row.text.place(), "a line of an example opens with none of these words",
                         "open it with Given, And, As of or Expect");
        continue;
    }
    last = line.kind;
    out.lines.push_back(std::move(line));
  }
  return out;
}

// A then-line below stray text is part of the same sentence.
void read_stray(const RowItem& rows, Reporter& reporter) {
  for (const Row& row : rows.rows)
    if (row.start.kind == RowKind::Plain && !row.start.misplaced && !row.guessed) report_stray_text(row.text, reporter);
}

}  // namespace

bool needs_names(const RowItem& rows) {
  return rows.kind == RowItem::Kind::Rows && !rows.rows.empty() && rows.rows.front().start.kind == RowKind::Statement;
}

Item read_item(RowItem& given, const SourceText& source, const KnownNames& names, const Limits& limits,
               Reporter& reporter) {
  const RowItem rows = std::move(given);
  Item item;
  item.raw = source.lines(rows.first_line, rows.last_line);
  const std::string_view last = source.line(rows.last_line);
  item.place = {source.file(), rows.first_line + 1, 1, rows.last_line + 1, source.column(rows.last_line, last.size())};
  if (rows.kind == RowItem::Kind::Prose) {
    item.lead = rows.lead;
    item.content = Prose{};
    return item;
  }
  item.lead = rows.rows.front().lead;
  if (rows.kind == RowItem::Kind::Stray) {
    read_stray(rows, reporter);
    return item;
  }
  ItemReader(rows, names, limits, reporter).read(item);
  return item;
}

}  // namespace realist::rules
