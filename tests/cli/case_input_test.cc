#include "cli/case_input.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "cli/byte_source.h"
#include "cli/case_cutter.h"

namespace realist::cli {
namespace {

namespace fs = std::filesystem;

// A folder of its own for one test.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "realist-test-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string put(const std::string& name, std::string_view text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

std::string gzip(std::string_view text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string zstd(std::string_view text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
  return packed;
}

std::vector<std::string> ids(const HeldCases& held) {
  std::vector<std::string> out;
  for (const auto& record : held.records) out.push_back(record.id);
  return out;
}

using Ids = std::vector<std::string>;

// Text that packs badly, so that cutting a packed file cuts the text too.
std::string many_lines(int count) {
  std::string text;
  unsigned noise = 1;
  for (int i = 0; i < count; ++i) {
    noise = noise * 1664525u + 1013904223u;
    text += "{\"case\": \"C" + std::to_string(i) + "\", \"attributes\": {\"noise\": " + std::to_string(noise) + "}}\n";
  }
  return text;
}

}  // namespace

TEST_CASE("the layouts of case files give the same records") {
  const Folder folder;
  const std::string a = R"({"case": "A", "attributes": {"text": "} ] \" {"}})", b = R"({"case": "B"})";
  struct Row { std::string name, text; };
  const Row row = GENERATE_COPY(values<Row>({
      {"list.json", "[" + a + "," + b + "]"},
      {"pretty.json", "[\n  " + a + ",\n  " + b + "\n]\n"},
      {"cases.json", "{\"version\": {\"x\": [1]}, \"cases\": [" + a + ", " + b + "], \"by\": \"us\"}"},
      {"cases-spread.json", "{\n\"cases\":\n[\n" + a + "\n,\n" + b + "\n]\n}\n"},
      {"one-after-another.json", a + "\n" + b},
      {"lines.ndjson", a + "\n" + b + "\n"},
      {"lines.jsonl", "\n" + a + "\r\n\r\n   \n" + b},
      {"LINES.NDJSON", a + "\n" + b},
      {"mark.ndjson", "\xEF\xBB\xBF" + a + "\n" + b},
      {"mark.json", "\xEF\xBB\xBF[" + a + "," + b + "]"},
      {"unnamed-list", "[" + a + "," + b + "]"},
      {"unnamed-lines", a + "\n" + b},
      {"unnamed-cases", "{\"cases\": [" + a + "," + b + "]}"},
      {"packed.json.gz", gzip("[" + a + "," + b + "]")},
      {"packed.ndjson.gz", gzip(a + "\n") + gzip(b + "\n")},
      {"packed.jsonl.zst", zstd(a + "\n" + b)},
      {"packed-in-parts.jsonl.zst", zstd(a + "\n") + zstd(b)},
      {"packed-unnamed", zstd("[" + a + "," + b + "]")},
      {"padded.ndjson.gz", gzip(a + "\n" + b) + std::string(600, '\0')},
  }));
  CAPTURE(row.name);
  const HeldCases held = hold_cases({folder.put(row.name, row.text)});
  CHECK(ids(held) == Ids{"A", "B"});
  CHECK(held.rejected.empty());
  CHECK(held.faults.empty());
  CHECK(held.counts.read == 2);
}

TEST_CASE("one record alone is a case set") {
  const Folder folder;
  CHECK(ids(hold_cases({folder.put("a.json", "{\n  \"case\": \"A\",\n  \"attributes\": {\"cases\": [1]}\n}\n")})) == Ids{"A"});
  CHECK(ids(hold_cases({folder.put("b.json", R"({"case": "B", "cases": [{"case": "inner"}]})")})) == Ids{"B"});
  CHECK(ids(hold_cases({folder.put("c", "{\n  \"case\": \"C\"\n}")})) == Ids{"C"});
}

TEST_CASE("every record knows its file, line and byte") {
  const Folder folder;
  const std::string file = folder.put("x.json", "[\n{\"case\": \"A\"},\n  {\"case\": \"B\"}]");
  const HeldCases held = hold_cases({file});
  REQUIRE(held.places.size() == 2);
  CHECK(*held.places[0].file == file);
  CHECK(held.places[0].line == 2);
  CHECK(held.places[0].byte == 2);
  CHECK(held.places[1].line == 3);
  CHECK(held.places[1].byte == 19);
  CHECK(to_string(held.places[1]) == file + ":3");
}

TEST_CASE("a bad record is rejected alone, with the place of the fault") {
  const Folder folder;
  const std::string text = "{\"case\": \"A\"}\n{\"case\": \"B\", \"opened\": \"2016-02-30\"}\nnonsense\n{\"case\": \"C\"\n{\"case\": \"D\"}\n";
  const std::string file = folder.put("x.ndjson", text);
  const HeldCases held = hold_cases({file});
  CHECK(ids(held) == Ids{"A", "D"});
  REQUIRE(held.rejected.size() == 3);
  CHECK(to_string(held.rejected[0]) ==
        file + ":2: byte " + std::to_string(text.find("\"2016-02-30")) + ", /opened: \"2016-02-30\" is not a date: there is no 30 February in 2016");
  CHECK(held.rejected[1].place.line == 3);
  CHECK(held.rejected[1].place.byte == text.find("nonsense"));
  CHECK(held.rejected[2].place.line == 4);
  CHECK(held.counts.rejected == 3);
}

TEST_CASE("what a record holds cannot steer the terminal of who reads the message") {
  const Folder folder;
  const HeldCases held = hold_cases({folder.put("x.json", R"({"case": "A", "opened": "\u001b[31mred\n"})")});
  REQUIRE(held.rejected.size() == 1);
  CHECK(to_string(held.rejected[0]).find("\"\uFFFD[31mred\uFFFD\"") != std::string::npos);
}

TEST_CASE("in a list, too, a bad record is rejected alone") {
  const Folder folder;
  const std::string text = "[{\"case\": \"A\"},\n{\"case\": \"B\",\n \"x\" 1},\n7, \"word\", null,\n{\"case\": \"C\"}]";
  const HeldCases held = hold_cases({folder.put("x.json", text)});
  CHECK(ids(held) == Ids{"A", "C"});
  REQUIRE(held.rejected.size() == 4);
  CHECK(held.rejected[0].place.line == 3);
  CHECK(held.rejected[0].place.byte == text.find("1},"));
  CHECK(held.rejected[1].message == "a record has to be an object in braces; here it is a number");
  CHECK(held.rejected[2].message == "a record has to be an object in braces; here it is text");
}

TEST_CASE("a missing quote or stray bracket spoils one record") {
  const Folder folder;
  const HeldCases quote = hold_cases({folder.put("q.json", "[{\"case\": \"A\n},\n{\"case\": \"B\"}]")});
  CHECK(ids(quote) == Ids{"B"});
  CHECK(quote.rejected.size() == 1);
  const HeldCases stray = hold_cases({folder.put("s.json", "[}, {\"case\": \"B\"}]")});
  CHECK(ids(stray) == Ids{"B"});
  CHECK(stray.rejected.size() == 1);
}

TEST_CASE("rejected records are kept byte for byte") {
  const Folder folder;
  const std::string bad_line = "{\"case\": \"\xFF\x01\",  }", bad_item = "{\"kind\":\n1}";
  const std::vector<std::string> paths = {folder.put("a.ndjson", "{\"case\": \"A\"}\n" + bad_line + "\n"),
                                          folder.put("b.json", "[ " + bad_item + " ,{\"case\": \"B\"}]")};
  std::vector<std::string> kept{""};
  CaseHandlers handlers;
  handlers.on_case = [](models::CaseRecord, const CasePlace&) { return true; };
  handlers.on_rejected = [](const RejectedCase&) { return true; };
  handlers.on_fault = [](const FileFault&) { return true; };
  handlers.keep_rejected = [&](std::string_view bytes, bool last) {
    kept.back() += bytes;
    if (last) kept.emplace_back();
  };
  read_cases(paths, handlers);
  CHECK(kept == std::vector<std::string>{bad_line, bad_item, ""});
}

TEST_CASE("a handler can stop at the first rejected record") {
  const Folder folder;
  const std::string file = folder.put("x.ndjson", "{\"case\": \"A\"}\n{\n{\"case\": \"B\"}\n");
  std::size_t read = 0;
  CaseHandlers handlers;
  handlers.on_case = [&](models::CaseRecord, const CasePlace&) { return ++read > 0; };
  handlers.on_rejected = [](const RejectedCase&) { return false; };
  handlers.on_fault = [](const FileFault&) { return true; };
  const CaseCounts counts = read_cases({file, file}, handlers);
  CHECK(counts.stopped);
  CHECK(read == 1);
  CHECK(counts.rejected == 1);
  CHECK(counts.files == 1);
}

TEST_CASE("two records with one id: the second is rejected and the first named") {
  const Folder folder;
  const std::string first = folder.put("a.ndjson", "{\"case\": \"A\"}\n{\"case\": \"B\"}\n"), second = folder.put("b.json", "[{\"case\": \"B\", \"kind\": \"site\"}]");
  const HeldCases held = hold_cases({first, second});
  CHECK(ids(held) == Ids{"A", "B"});
  REQUIRE(held.rejected.size() == 1);
  CHECK(*held.rejected[0].place.file == second);
  CHECK(held.rejected[0].path == "/case");
  CHECK(held.rejected[0].message == "there is a record \"B\" already, at " + first + ":2");
}

TEST_CASE("a record longer than the limit is rejected in pieces and the next one read") {
  const Folder folder;
  const std::string longer = "{\"case\": \"L\", \"text\": \"" + std::string(700'000, 'x') + "\"}";
  const std::string text = GENERATE_COPY(values<std::string>({"{\"case\": \"A\"}\n" + longer + "\n{\"case\": \"B\"}\n",
                                                              "[{\"case\": \"A\"}," + longer + ",{\"case\": \"B\"}]"}));
  models::RecordLimits limits;
  limits.bytes = 1000;
  std::string kept;
  std::size_t largest = 0, read = 0;
  std::vector<RejectedCase> rejected;
  CaseHandlers handlers;
  handlers.on_case = [&](models::CaseRecord, const CasePlace&) { return ++read > 0; };
  handlers.on_rejected = [&](const RejectedCase& r) { return rejected.push_back(r), true; };
  handlers.on_fault = [](const FileFault&) { return true; };
  handlers.keep_rejected = [&](std::string_view bytes, bool) {
    kept += bytes;
    largest = std::max(largest, bytes.size());
  };
  read_cases({folder.put(text.starts_with('[') ? "x.json" : "x.ndjson", text)}, handlers, limits);
  CHECK(read == 2);
  REQUIRE(rejected.size() == 1);
  CHECK(rejected[0].message == "the record is longer than 1,000 bytes");
  CHECK(kept == longer);
  CHECK(largest <= 256u << 10);
}

TEST_CASE("a folder is read in the order of names, one bad file among good ones") {
  const Folder folder;
  folder.put("c.json", "{\"case\": \"C\"}");
  folder.put("a.ndjson", "{\"case\": \"A\"}");
  folder.put("b.json", std::string("\x7F" "ELF\0\x01\n\xFF", 8));
  folder.put("d.json", "");
  folder.put("e.json.gz", "no gzip at all {");
  folder.put("README.txt", "not a case");
  fs::create_directory(fs::path(folder.path()) / "inner.json");
  fs::create_symlink("nowhere", fs::path(folder.path()) / "f.json");
  const HeldCases held = hold_cases({folder.path()});
  CHECK(ids(held) == Ids{"A", "C"});
  REQUIRE(held.rejected.size() == 2);
  CHECK(held.rejected[0].message == "byte 0x7F cannot stand here; this is not JSON");
  CHECK(held.rejected[1].message.find("the word \"no\" cannot stand here") == 0);
  REQUIRE(held.faults.size() == 2);
  CHECK(held.faults[0].message == "there is nothing in it");
  CHECK(held.faults[1].message == "there is no such file or folder");
  CHECK(held.counts.files == 6);
  CHECK(held.counts.skipped_files == 2);
  CHECK(held.counts.faults == 2);
}

TEST_CASE("files that cannot be read say why, and the others are read") {
  const Folder folder, empty;
  const std::string good = folder.put("good.json", "{\"case\": \"A\"}");
  struct Row { std::string path, message; };
  const std::vector<Row> rows = {
      {folder.path() + "/none.json", "there is no such file or folder"},
      {folder.put("empty.ndjson", ""), "there is nothing in it"},
      {folder.put("blank.json", " \n\n"), "there is nothing in it"},
      {folder.put("wide.json", std::string("\xFF\xFE{\0", 4)), "it is text in UTF-16; save it as UTF-8"},
      {empty.path(), "the folder holds no case files (.json, .ndjson, .jsonl, .csv, .tsv, .xlsx or .xes, plain or packed as .gz or .zst)"},
      {folder.put("broken.gz", std::string("\x1F\x8B\x08\0garbage garbage", 18)), "the gzip data are damaged"},
      {folder.put("broken.zst", "\x28\xB5\x2F\xFD garbage garbage"), "the zstd data are damaged"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    const HeldCases held = hold_cases({row.path, good});
    CHECK(ids(held) == Ids{"A"});
    REQUIRE(held.faults.size() == 1);
    CHECK(to_string(held.faults[0]) == row.path + ": " + row.message);
  }
}

TEST_CASE("a file that may not be read says so") {
  if (geteuid() == 0) return;  // nothing is closed to root
  const Folder folder;
  const std::string file = folder.put("x.json", "{}");
  chmod(file.c_str(), 0);
  CHECK(hold_cases({file}).faults.at(0).message == "it may not be read by you");
}

TEST_CASE("packed data that end too early give the records before the end and a fault") {
  const Folder folder;
  const std::string text = many_lines(2000);
  struct Row { std::string name, packed, message; };
  const Row row = GENERATE_COPY(values<Row>({
      {"x.ndjson.gz", gzip(text), "the gzip data end too early; the file was probably cut off"},
      {"x.ndjson.zst", zstd(text), "the zstd data end too early; the file was probably cut off"},
  }));
  CAPTURE(row.name);
  const HeldCases whole = hold_cases({folder.put(row.name, row.packed)});
  CHECK(whole.records.size() == 2000);
  CHECK(whole.faults.empty());
  const HeldCases cut = hold_cases({folder.put(row.name, row.packed.substr(0, row.packed.size() - 20))});
  REQUIRE(cut.faults.size() == 1);
  CHECK(cut.faults[0].message == row.message);
  CHECK(cut.records.size() < 2000);
  CHECK(cut.counts.rejected <= 1);
}

TEST_CASE("a list that is not closed is a fault, and its records are read") {
  const Folder folder;
  const HeldCases between = hold_cases({folder.put("x.json", "\n[{\"case\": \"A\"},")});
  CHECK(ids(between) == Ids{"A"});
  REQUIRE(between.faults.size() == 1);
  CHECK(between.faults[0].message ==
        "the list of cases that begins on line 2 has no closing bracket; the file was probably cut off");
  const HeldCases inside = hold_cases({folder.put("y.json", "[{\"case\": \"A\"},{\"case\"")});
  CHECK(inside.faults.empty());
  REQUIRE(inside.rejected.size() == 1);
  CHECK(inside.rejected[0].message == "the text ends in the middle of the record");
}

TEST_CASE("what stands after the records is rejected, not passed over") {
  const Folder folder;
  const HeldCases held = hold_cases({folder.put("x.json", "[{\"case\": \"A\"}]\nrubbish\nmore\n{\"case\": \"B\"}\n")});
  CHECK(ids(held) == Ids{"A", "B"});
  REQUIRE(held.rejected.size() == 1);
  CHECK(held.rejected[0].place.line == 2);
}

TEST_CASE("an unnamed text is taken for what it looks like") {
  CHECK(layout_of("{\"case\": \"A\"}\n{\"case\"", false) == CaseLayout::Lines);
  CHECK(layout_of("{\"case\": \"A\"}", true) == CaseLayout::Lines);
  CHECK(layout_of("{\"case\": \"A\n{\"case\": \"B\"}\n", true) == CaseLayout::Lines);  // the first line is broken
  CHECK(layout_of("{\n\"case\": \"A\"}", true) == CaseLayout::Document);
  CHECK(layout_of("  [", true) == CaseLayout::Document);
  CHECK(layout_of("{\"cases\": [{\"case\": \"A\"}]}\n", true) == CaseLayout::Document);
  CHECK(layout_of("{\"cases\": []}", true) == CaseLayout::Document);
}

TEST_CASE("where blocks are cut changes nothing") {
  const std::string texts[] = {
      "{\"cases\": [{\"case\": \"A\", \"t\": \"\\\\\\\"]\"}, 7, {\"x\": [{}]}], \"cases\": [\"b\"]} junk\n[{\"case\": \"C\"}]",
      "{\"case\": 1}\n\n  \n{\"case\": 2}\r\nbad line\n{\"case\": 3}", "[{\"case\": \"A\n}, 1, }", "[[1, [2]], {}"};
  const bool held = rc::check([&] {
    const std::string text = *rc::gen::elementOf(std::vector<std::string>(std::begin(texts), std::end(texts)));
    const CaseLayout layout = *rc::gen::element(CaseLayout::Lines, CaseLayout::Document);
    const auto limit = *rc::gen::element<std::size_t>(1000, 12);
    auto cut = [&](const std::vector<std::string>& blocks) {
      std::string seen;
      const CutHandlers handlers{
          [&](std::string_view record, const CutPlace& at) {
            seen += std::to_string(at.line) + '/' + std::to_string(at.byte) + ' ' + std::string(record) + '|';
            return true;
          },
          [&](std::string_view piece, const CutPlace& at, bool last) {
            seen += piece;
            if (last) seen += "~" + std::to_string(at.line) + '/' + std::to_string(at.byte) + '|';
            return true;
          },
          [&](const CutPlace& at) { return seen += "unclosed " + std::to_string(at.byte), true; }};
      const auto cutter = make_cutter(layout, handlers, limit);
      for (const std::string& block : blocks) cutter->feed(block);
      cutter->end();
      return seen;
    };
    std::vector<std::string> blocks;
    for (std::size_t at = 0; at < text.size();) {
      const auto size = static_cast<std::size_t>(*rc::gen::inRange(1, 9));
      blocks.push_back(text.substr(at, size));
      at += size;
    }
    RC_ASSERT(cut(blocks) == cut({text}));
  });
  CHECK(held);
}

TEST_CASE("the shipped cases are read whole, without a problem") {
  std::size_t folders = 0;
  for (const auto& theory : fs::directory_iterator(fs::path(REALIST_SOURCE_DIR) / "theories")) {
    if (!fs::is_directory(theory.path() / "cases")) continue;
    ++folders;
    const HeldCases held = hold_cases({(theory.path() / "cases").string()});
    CHECK(held.counts.read > 0);
    for (const RejectedCase& rejected : held.rejected) FAIL_CHECK(to_string(rejected));
    for (const FileFault& fault : held.faults) FAIL_CHECK(to_string(fault));
    for (const auto& record : held.records)
      for (const models::Problem& problem : record.problems) FAIL_CHECK(record.id + problem.path + ": " + problem.message);
  }
  CHECK(folders >= 2);
}

TEST_CASE("a file that is written to while it is read is a fault, not a smaller file") {
  const Folder folder;
  const std::string path = folder.put("grow.csv", "case,event,at\nA,release,2016-05-01\nB,release,2016-05-01\n");
  const auto source = open_source(path);
  char block[16];
  REQUIRE(source->read(block, sizeof block) > 0);
  std::ofstream(path, std::ios::app) << "B,gate meet";
  std::string failure = "none";
  try {
    while (source->read(block, sizeof block) > 0) {
    }
  } catch (const SourceFailure& changed) {
    failure = changed.what();
  }
  CHECK(failure == "it was written to while it was read; read it again once it is whole");
}

TEST_CASE("names of case files") {
  CHECK(is_case_path("a/b.json"));
  CHECK(is_case_path("B.JSONL.GZ"));
  CHECK(is_case_path("x.ndjson.zst"));
  CHECK(is_case_path("Visits.XLSX"));
  CHECK_FALSE(is_case_path("x.theory"));
  CHECK_FALSE(is_case_path("x.gz"));
  CHECK_FALSE(is_case_path("json"));
}

}  // namespace realist::cli
