#include "cli/case_csv.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "cli/suggest.h"
#include "models/theory.h"

namespace realist::cli {
namespace {

using models::CaseRecord;
using models::fold;
using models::Time;

enum Column : std::size_t { kCase, kKind, kRecord, kItem, kName, kValue, kDate, kBy, kSource, kDetails, kColumnCount };
constexpr std::array<std::string_view, kColumnCount> kColumns = {"case", "kind", "record", "item", "name", "value", "date", "by", "source", "details"};
constexpr std::array<std::string_view, 7> kItems = {"event", "attribute", "judgement", "link", "opened", "closed", "pause"};

using Details = std::vector<std::pair<std::string, std::string>>;

struct Row {
  std::array<std::string, kColumnCount> cells;
  CsvPlace place;
  std::string text;
  const std::string& operator[](Column column) const { return cells[column]; }
};

// What is wrong with a cell.
struct WrongCell {
  Column column;
  std::string message;
};

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos ? "" : std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

// "setting=prison; note=\"a; b\"": names and values; a value in quotes may hold semicolons, a quote in it is written twice.
class DetailReader {
 public:
  explicit DetailReader(std::string_view text) : text_(text) {}

  Details read() {
    Details details;
    while (at_ < text_.size()) {
      const std::string name = trimmed(until("=;"));
      if (at_ == text_.size() || text_[at_] == ';') {
        if (!name.empty()) throw WrongCell{kDetails, fmt::format("\"{}\" has no value; details are written like setting=prison; attended=yes", name)};
        ++at_;
        continue;
      }
      ++at_;
      if (name.empty()) throw WrongCell{kDetails, "there is a value without a name; details are written like setting=prison; attended=yes"};
      details.emplace_back(name, value());
    }
    return details;
  }

 private:
  std::string_view until(std::string_view signs) {
    const std::size_t begin = at_;
    at_ = std::min(text_.find_first_of(signs, at_), text_.size());
    return text_.substr(begin, at_ - begin);
  }

  std::string value() {
    at_ = std::min(text_.find_first_not_of(' ', at_), text_.size());
    if (at_ < text_.size() && text_[at_] == '"') return quoted();
    const std::string plain = trimmed(until(";"));
    ++at_;
    return plain;
  }

  std::string quoted() {
    std::string value;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '"') value += text_[at_];
      else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') value += text_[++at_];
      else break;
    }
    if (at_ == text_.size()) throw WrongCell{kDetails, "a quote is never closed"};
    ++at_;
    if (!trimmed(until(";")).empty()) throw WrongCell{kDetails, "after a closing quote comes a semicolon or the end"};
    ++at_;
    return value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<Time> date_in(const std::string& text, Column column) {
  if (text.empty()) return std::nullopt;
  const auto time = models::parse_time(text);
  if (!time) throw WrongCell{column, fmt::format("\"{}\" is no date; write it like 2016-05-01 or 2016-05-01T10:00", text)};
  return time;
}

// Texts are kept as texts: the engine takes one that is a number, or yes or no, for that. "[a, b]" is a list.
models::Value value_in(const std::string& text) {
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') return {text};
  std::vector<models::Value> items;
  const std::string_view inside = std::string_view(text).substr(1, text.size() - 2);
  for (std::size_t at = 0; at <= inside.size();) {
    const std::size_t end = std::min(inside.find(',', at), inside.size());
    if (const std::string item = trimmed(inside.substr(at, end - at)); !item.empty()) items.push_back({item});
    at = end + 1;
  }
  return {std::move(items)};
}

template <typename Entries, typename Key>
auto& entry(Entries& entries, Key key, const std::string& name) {
  for (auto& known : entries)
    if (key(known) == name) return known;
  auto& fresh = entries.emplace_back();
  key(fresh) = name;
  return fresh;
}

// One record, put together row by row.
class Builder {
 public:
  CaseRecord record;
  CsvPlace place;

  // `case_id`: of the case whose row it is; `links`: that case's own.
  void add(const Row& row, const std::string& case_id, const std::map<std::string, std::vector<std::string>>& links) {
    case_id_ = case_id;
    links_ = &links;
    details_ = DetailReader(row[kDetails]).read();
    const std::string item = fold(row[kItem]);
    if (item == "event") event(row);
    else if (item == "attribute") attribute(row);
    else if (item == "judgement") judgement(row);
    else if (item == "link") link(row);
    else if (item == "opened") opened(row);
    else if (item == "closed") closed(row);
    else if (item == "pause") pause(row);
    else throw WrongCell{kItem, fmt::format("\"{}\" is none of event, attribute, judgement, link, opened, closed, pause{}", row[kItem], near(row[kItem]))};
  }

  // Events of which no row says anything are not known to have happened or not, nor are those the file does not ask for.
  CaseRecord finished() {
    record.may_be_missing_given = record.all_may_be_missing = true;
    for (const auto& [type, answer] : answers_)
      if (answer.given && !answer.unknown) record.complete_events.push_back(answer.type);
    return std::move(record);
  }

 private:
  static std::string near(const std::string& word) { return did_you_mean(word, {kItems.begin(), kItems.end()}); }

  static const std::string& named(const Row& row, const char* what) {
    if (row[kName].empty()) throw WrongCell{kName, fmt::format("the name of the {} is missing", what)};
    return row[kName];
  }

  // "this case", "this practitioner": the id it stands for.
  std::string meant(const std::string& text) const {
    if (!fold(text).starts_with("this ")) return text;
    const std::string what = fold(text).substr(5);
    if (what == "case") return case_id_;
    const auto link = links_->find(what);
    return link != links_->end() && link->second.size() == 1 ? link->second.front() : text;
  }

  bool has_details() const {
    return std::any_of(details_.begin(), details_.end(), [](const auto& d) { return !d.second.empty() && !fold(d.second).starts_with("this "); });
  }

  void event(const Row& row) {
    const std::string& type = named(row, "event");
    Answer& answer = answers_[fold(type)];
    if (answer.type.empty()) answer.type = type;
    const std::string word = fold(row[kValue]);
    if (word == "no" || word == "false") {
      if (!row[kDate].empty()) throw WrongCell{kDate, "an event that did not happen has no date"};
      answer.given = true;
      return;
    }
    const bool happened = word == "yes" || word == "true";
    if (word == "unknown") answer.unknown = true;
    else if (!word.empty() && !happened) throw WrongCell{kValue, fmt::format("\"{}\" is no answer to whether an event happened; write yes, no or unknown", row[kValue])};
    if (!happened && (word == "unknown" || (row[kDate].empty() && !has_details()))) return;
    answer.given = true;
    models::Event event{type, date_in(row[kDate], kDate), {}};
    if (!row[kBy].empty()) event.fields.emplace_back("by", models::Value{row[kBy]});
    for (const auto& [name, value] : details_) field(event, name, value);
    if (!row[kSource].empty()) event.fields.emplace_back("source", models::Value{row[kSource]});
    if (!is_there(event)) record.events.push_back(std::move(event));
  }

  void field(models::Event& event, const std::string& name, const std::string& value) const {
    if (value.empty()) return;
    for (const char* taken : {"type", "at", "by", "source"})
      if (fold(name) == taken && (fold(name) == "type" || fold(name) == "at" || std::any_of(event.fields.begin(), event.fields.end(), [&](const auto& f) { return f.first == taken; })))
        throw WrongCell{kDetails, fmt::format("\"{}\" has a column of its own", name)};
    for (const auto& [known, other] : event.fields)
      if (known == name) throw WrongCell{kDetails, fmt::format("\"{}\" is said twice", name)};
    event.fields.emplace_back(name, value_in(meant(value)));
  }

  // The same event told in the rows of two cases is one.
  bool is_there(const models::Event& event) const {
    return shared && std::any_of(record.events.begin(), record.events.end(), [&](const models::Event& known) {
      return fold(known.type) == fold(event.type) && known.at == event.at && known.fields == event.fields;
    });
  }

  void attribute(const Row& row) {
    const std::string& path = named(row, "attribute");
    const auto at = date_in(row[kDate], kDate);
    if (row[kValue].empty()) return unfilled(row);
    auto& history = entry(record.attributes, [](auto& a) -> std::string& { return a.path; }, path).history;
    const models::DatedValue value{value_in(meant(row[kValue])), at, row[kSource]};
    const bool known = std::any_of(history.begin(), history.end(), [&](const models::DatedValue& v) { return v.value == value.value && v.at == value.at; });
    if (!known) history.push_back(value);
  }

  void judgement(const Row& row) {
    models::Judgement judgement;
    judgement.about = named(row, "judgement (the phrase)");
    judgement.at = date_in(row[kDate], kDate);
    if (row[kValue].empty()) return unfilled(row);
    judgement.value = {row[kValue]};
    judgement.by = row[kBy];
    judgement.source = row[kSource];
    for (const auto& [name, value] : details_) {
      if (value.empty()) continue;
      if (fold(name) == "basis") judgement.basis = value;
      else if (fold(name) == "quote") judgement.quote = value;
      else if (fold(name) == "since") judgement.since = date_in(value, kDetails);
      else throw WrongCell{kDetails, fmt::format("a judgement has no \"{}\"; it can have basis, since and quote", name)};
    }
    record.judgements.push_back(std::move(judgement));
  }

  void link(const Row& row) {
    const std::string& kind = named(row, "link");
    const auto at = date_in(row[kDate], kDate);
    if (row[kValue].empty()) return unfilled(row);
    auto& history = entry(record.links, [](auto& l) -> std::string& { return l.kind; }, kind).history;
    const bool known = std::any_of(history.begin(), history.end(), [&](const models::Link::Target& t) { return t.id == row[kValue] && t.at == at; });
    if (!known) history.push_back({row[kValue], at});
  }

  void opened(const Row& row) {
    if (!row[kValue].empty()) throw WrongCell{kValue, "when the case was opened stands in the column date"};
    if (const auto at = date_in(row[kDate], kDate)) record.opened = at;
  }

  void closed(const Row& row) {
    const auto at = date_in(row[kDate], kDate);
    if (!at) return unfilled(row);
    record.closed = at;
    record.closed_reason = row[kValue];
  }

  void pause(const Row& row) {
    models::Pause pause;
    const auto from = date_in(row[kDate], kDate);
    if (!from) return unfilled(row);
    pause.from = *from;
    for (const auto& [name, value] : details_) {
      if (value.empty()) continue;
      if (fold(name) == "to") pause.to = date_in(value, kDetails);
      else if (fold(name) == "reason") pause.reason = value;
      else throw WrongCell{kDetails, fmt::format("a pause has no \"{}\"; it can have to and reason", name)};
    }
    record.pauses.push_back(std::move(pause));
  }

  // A row without its answer: nothing else may stand in it, or something was forgotten.
  void unfilled(const Row& row) const {
    const bool dated = !row[kDate].empty();
    if (dated) throw WrongCell{kValue, "there is a date, but no value"};
    if (!row[kValue].empty() || has_details()) throw WrongCell{kDate, "the date is missing"};
  }

  struct Answer {
    std::string type;
    bool given = false, unknown = false;
  };
  std::map<std::string, Answer> answers_;
  Details details_;
  std::string case_id_;
  const std::map<std::string, std::vector<std::string>>* links_ = nullptr;

 public:
  bool shared = false;  // a record that cases are linked to
};

bool is_filled(const Row& row) {
  if (!row[kValue].empty() || !row[kDate].empty() || !row[kBy].empty() || !row[kSource].empty()) return true;
  const Details details = DetailReader(row[kDetails]).read();
  return std::any_of(details.begin(), details.end(), [](const auto& d) { return !d.second.empty() && !fold(d.second).starts_with("this "); });
}

}  // namespace

struct CaseCsv::State {
  Handlers handlers;
  models::RecordLimits limits;
  std::shared_ptr<const std::string> file;
  std::optional<CsvReader> reader;
  std::string header_text;
  std::vector<std::size_t> column_of;        // by position in a row; kColumnCount: passed over
  bool unusable = false, stopped = false;
  std::vector<std::pair<std::string, std::vector<Row>>> cases;  // of the file at hand, by id, in order
  std::map<std::string, std::size_t> case_at;
  std::map<std::string, std::pair<CsvPlace, std::string>> broken;  // by case: a row that is no CSV
  std::string last_case;
  std::vector<std::unique_ptr<Builder>> linked;  // in the order of their first rows
  std::map<std::string, Builder*> linked_by_id;

  bool row(const CsvRow& csv) {
    if (unusable) return true;
    if (column_of.empty()) return header(csv);
    if (csv.fields.size() != column_of.size()) return wrong(csv.line, csv.byte, csv.text, fmt::format("the row has {} fields, the header has {}", csv.fields.size(), column_of.size()));
    Row row;
    row.place = {file, csv.line, csv.byte};
    row.text = csv.text;
    for (std::size_t i = 0; i < column_of.size(); ++i)
      if (column_of[i] != kColumnCount) row.cells[column_of[i]] = trimmed(from_spreadsheet(csv.fields[i]));
    if (std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return cell.empty(); })) return true;
    if (!row[kCase].empty()) last_case = row[kCase];
    rows_of(last_case).push_back(std::move(row));
    return true;
  }

  std::vector<Row>& rows_of(const std::string& id) {
    const auto [known, fresh] = case_at.try_emplace(id, cases.size());
    if (fresh) cases.emplace_back(id, std::vector<Row>());
    return cases[known->second].second;
  }

  bool header(const CsvRow& csv) {
    header_text = csv.text;
    std::array<bool, kColumnCount> there{};
    for (const std::string& field : csv.fields) {
      const auto known = std::find(kColumns.begin(), kColumns.end(), fold(from_spreadsheet(field)));
      const auto column = static_cast<std::size_t>(known - kColumns.begin());
      if (column != kColumnCount && there[column]) return no_checklist(fmt::format("the column \"{}\" stands in its first line twice", *known));
      if (column != kColumnCount) there[column] = true;
      column_of.push_back(column);
    }
    for (const Column needed : {kCase, kItem, kName, kValue, kDate})
      if (!there[needed])
        return no_checklist(fmt::format("this is no filled checklist: its first line has no column \"{}\"{}", kColumns[needed], did_you_mean(kColumns[needed], csv.fields)));
    return true;
  }

  bool no_checklist(std::string message) {
    unusable = true;
    handlers.on_fault(*file, std::move(message));
    return true;
  }

  // A row that cannot be read belongs to the case of the row above it.
  bool wrong(std::size_t line, std::size_t byte, std::string_view text, std::string message) {
    if (column_of.empty()) return unusable ? true : no_checklist(fmt::format("line {}: {}", line, message));
    broken.try_emplace(last_case, CsvPlace{file, line, byte}, std::move(message));
    Row row;
    row.place = {file, line, byte};
    row.text = text;
    rows_of(last_case).push_back(std::move(row));
    return true;
  }

  bool reject(const std::string& id, const CsvPlace& place, std::string column, std::string message) {
    std::string rows = header_text;
    for (const Row& row : rows_of(id)) rows += "\n" + row.text;
    return handlers.on_rejected({place, std::move(column), std::move(message), std::move(rows)});
  }

  bool give_all() {
    for (auto& [id, rows] : cases)
      if (!give(id, rows)) return false;
    return true;
  }

  bool give(const std::string& id, const std::vector<Row>& rows) {
    if (const auto found = broken.find(id); found != broken.end()) return reject(id, found->second.first, "", found->second.second);
    const Row* at = &rows.front();
    try {
      if (id.empty()) return give_without_id(rows);
      const std::string own_kind = rows.front()[kKind];
      Builder own;
      own.record.id = id;
      own.record.kind = own_kind;
      own.place = rows.front().place;
      const auto links = links_of(rows, own_kind, id);
      std::vector<std::pair<const Row*, std::string>> foreign;  // with the record's id
      for (const Row& row : rows) {
        at = &row;
        if (is_own(row, own_kind, id)) own.add(row, id, links);
        else if (const std::string other = record_of(row, links); !other.empty()) foreign.emplace_back(&row, other);
      }
      if (!add_linked(foreign, id, links, at)) return true;
      return checked(std::move(own));
    } catch (const WrongCell& cell) {
      return reject(id, at->place, std::string(kColumns[cell.column]), cell.message);
    }
  }

  bool give_without_id(const std::vector<Row>& rows) {
    for (const Row& row : rows)
      if (is_filled(row)) return reject("", row.place, "case", "the case's id is missing, here and in the rows above");
    return true;
  }

  static bool is_own(const Row& row, const std::string& own_kind, const std::string& id) {
    if (!row[kRecord].empty()) return row[kRecord] == id;
    return row[kKind].empty() || fold(row[kKind]) == fold(own_kind);
  }

  // By kind, folded: what the case's own rows link it to.
  static std::map<std::string, std::vector<std::string>> links_of(const std::vector<Row>& rows, const std::string& own_kind, const std::string& id) {
    std::map<std::string, std::vector<std::string>> links;
    for (const Row& row : rows) {
      if (fold(row[kItem]) != "link" || row[kValue].empty() || !is_own(row, own_kind, id)) continue;
      auto& of_kind = links[fold(row[kName])];
      if (std::find(of_kind.begin(), of_kind.end(), row[kValue]) == of_kind.end()) of_kind.push_back(row[kValue]);
    }
    return links;
  }

  // The id of the record a row belongs in that is not the case's own; "" for a row that says nothing and names none.
  static std::string record_of(const Row& row, const std::map<std::string, std::vector<std::string>>& links) {
    if (row[kKind].empty()) throw WrongCell{kKind, fmt::format("of which kind is the record {}?", row[kRecord])};
    if (!row[kRecord].empty()) return row[kRecord];
    const auto link = links.find(fold(row[kKind]));
    if (link != links.end() && link->second.size() == 1) return link->second.front();
    if (!is_filled(row)) return "";
    if (link != links.end()) throw WrongCell{kRecord, fmt::format("the case is linked to more than one {}; write the id of the one that is meant", row[kKind])};
    throw WrongCell{kRecord, fmt::format("which {0} is it? Fill in the row \"link {0}\", or write its id here", row[kKind])};
  }

  // First into copies, so that a wrong cell leaves nothing behind.
  bool add_linked(const std::vector<std::pair<const Row*, std::string>>& rows, const std::string& case_id,
                  const std::map<std::string, std::vector<std::string>>& links, const Row*& at) {
    std::map<std::string, Builder> changed;
    std::vector<std::string> order;
    for (const auto& [row, id] : rows) {
      at = row;
      auto found = changed.find(id);
      if (found == changed.end()) {
        const auto known = linked_by_id.find(id);
        found = changed.emplace(id, known != linked_by_id.end() ? *known->second : fresh(id, *row)).first;
        order.push_back(id);
      }
      if (fold(found->second.record.kind) != fold((*row)[kKind]))
        throw WrongCell{kKind, fmt::format("the record {} is a {} elsewhere", id, found->second.record.kind)};
      found->second.add(*row, case_id, links);
    }
    for (const std::string& id : order) keep(id, std::move(changed.at(id)));
    return true;
  }

  static Builder fresh(const std::string& id, const Row& row) {
    Builder builder;
    builder.record.id = id;
    builder.record.kind = row[kKind];
    builder.place = row.place;
    builder.shared = true;
    return builder;
  }

  void keep(const std::string& id, Builder builder) {
    const auto known = linked_by_id.find(id);
    if (known != linked_by_id.end()) {
      *known->second = std::move(builder);
      return;
    }
    linked.push_back(std::make_unique<Builder>(std::move(builder)));
    linked_by_id[id] = linked.back().get();
  }

  // The rules every record is held to are those of its JSON form.
  bool checked(Builder builder) {
    const CsvPlace place = builder.place;
    auto result = models::case_from_json(models::case_to_json(builder.finished()), limits);
    if (const auto* error = std::get_if<models::RecordError>(&result)) return handlers.on_rejected({place, error->path, error->message, ""});
    return handlers.on_case({std::get<CaseRecord>(std::move(result)), place, ""});
  }
};

CaseCsv::CaseCsv(Handlers handlers, const models::RecordLimits& limits) : state_(std::make_unique<State>()) {
  state_->handlers = std::move(handlers);
  state_->limits = limits;
}

CaseCsv::~CaseCsv() = default;

void CaseCsv::begin(std::shared_ptr<const std::string> file, bool rows) {
  State& s = *state_;
  s.file = std::move(file);
  s.header_text.clear();
  s.column_of.clear();
  s.cases.clear();
  s.case_at.clear();
  s.broken.clear();
  s.last_case.clear();
  s.unusable = false;
  s.reader.emplace(CsvHandlers{[&s](const CsvRow& row) { return s.row(row); },
                               [&s](const CsvFault& fault) { return s.wrong(fault.line, fault.byte, fault.text, fault.message); }});
  if (rows) s.reader->count_rows();
}

bool CaseCsv::feed(std::string_view block) { return state_->reader->feed(block); }

bool CaseCsv::end() {
  if (!state_->reader->end()) return false;
  if (state_->column_of.empty() && !state_->unusable) state_->no_checklist("there is nothing in it");
  return state_->unusable || state_->give_all();
}

bool CaseCsv::give_linked() {
  for (auto& builder : state_->linked)
    if (!state_->checked(std::move(*builder))) return false;
  state_->linked.clear();
  state_->linked_by_id.clear();
  return true;
}

}  // namespace realist::cli
