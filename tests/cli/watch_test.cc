// `--watch` as a person uses it: the program runs, files are saved in every way editors save them, and what it says is waited for.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "cli/check_watch.h"
#include "cli/file_watch.h"

extern char** environ;

namespace {

namespace fs = std::filesystem;
using namespace realist;

constexpr std::chrono::seconds kDeadline{60};  // for a machine that has much else to do

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "realist-watch-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() { fs::remove_all(path_); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  void save(const std::string& name, const std::string& text) const { std::ofstream(path_ / name, std::ios::binary) << text; }
  // As many editors do: a new file takes the place of the old one.
  void replace(const std::string& name, const std::string& text) const {
    save(name + "~", text);
    fs::rename(path_ / (name + "~"), path_ / name);
  }

 private:
  fs::path path_;
};

// The program, running in a folder, with what it says on standard output and standard error together.
class Program {
 public:
  Program(const Folder& folder, const std::vector<std::string>& arguments) {
    int ends[2];
    REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
    const std::string program = std::string(REALIST_PROGRAM_FOLDER) + "/realist";
    std::vector<char*> words{const_cast<char*>(program.c_str())};
    for (const std::string& word : arguments) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, folder.file("").c_str());
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
    REQUIRE(posix_spawn(&process_, program.c_str(), &actions, nullptr, words.data(), environ) == 0);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    output_ = ends[0];
  }
  ~Program() {
    if (process_ > 0) kill(process_, SIGKILL), waitpid(process_, nullptr, 0);
    close(output_);
  }

  // What has been said since the last time, up to and with `words`; fails where they do not come.
  std::string until(const std::string& words) {
    const auto end = std::chrono::steady_clock::now() + kDeadline;
    std::size_t at = 0;
    while ((at = said_.find(words)) == std::string::npos) {
      pollfd waiting{output_, POLLIN, 0};
      const bool ready = poll(&waiting, 1, 1'000) > 0;
      char block[4096];
      const ssize_t got = ready ? read(output_, block, sizeof block) : 0;
      if (got > 0) said_.append(block, static_cast<std::size_t>(got));
      INFO("waited for \"" << words << "\", and was told:\n" << said_);
      REQUIRE((!ready || got > 0));
      REQUIRE(std::chrono::steady_clock::now() < end);
    }
    std::string told = said_.substr(0, at + words.size());
    said_.erase(0, at + words.size());
    return told;
  }

  int interrupt() {
    kill(process_, SIGINT);
    int status = 0;
    waitpid(process_, &status, 0);
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t process_ = 0;
  int output_ = -1;
  std::string said_;
};

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::string kHead = "Theory: Gate\nCase: participant\nContext OUT: the participant is released\n  observed when event release\n"
                          "Resource MET: someone meets the participant\n  observed when event meeting\n";
const std::string kSound = kHead + "[G-1] If OUT then MET within 7 days\n";
const std::string kBroken = kHead + "[G-1] If OUT\n";
const std::string kCases = R"([{"case": "LATE", "kind": "participant", "events": [{"type": "release", "at": "2026-03-01"}, {"type": "meeting", "at": "2026-03-05"}]},
 {"case": "SOON", "kind": "participant", "events": [{"type": "release", "at": "2026-03-01"}, {"type": "meeting", "at": "2026-03-02"}]}])";

}  // namespace

TEST_CASE("check tells after each save what is gone and what is new, and ends with 0") {
  const Folder folder;
  folder.save("g.theory", kSound);
  Program program(folder, {"check", "--watch", "g.theory"});
  program.until("watching 1 file; Ctrl-C ends");
  folder.save("g.theory", kBroken);
  program.until("g.theory was saved: ");
  program.until(", 1 new\n");
  program.until("[syntax/missing-then]");
  program.until("1 error");
  folder.save("g.theory", "\n\n" + kBroken);  // the same message, two lines further down
  program.until("nothing new; 1 error");
  folder.save("g.theory", kSound);
  program.until("gone: g.theory:9:10: error: ");
  CHECK(program.interrupt() == 0);
}

TEST_CASE("a file put in the place of the old one is seen, and so is one that is taken away and comes back") {
  const Folder folder;
  folder.save("g.theory", kSound);
  Program program(folder, {"check", "--watch", "g.theory"});
  program.until("Ctrl-C ends");
  folder.replace("g.theory", kBroken);
  program.until("[syntax/missing-then]");
  fs::remove(folder.file("g.theory"));
  program.until("[file/unreadable]");
  folder.save("g.theory", kSound);
  program.until("gone: ");
}

TEST_CASE("included files are watched, also one that was not there at first") {
  const Folder folder;
  folder.save("g.theory", kSound + "Include \"more.theory\"\n");
  Program program(folder, {"check", "--watch", "g.theory"});
  CHECK(contains(program.until("watching 2 files"), "include/unreadable"));
  folder.save("more.theory", "[M-1] If the participant is released then the participant is safe\n");
  program.until("more.theory was saved: ");
  program.until("[include/unreadable]");
  folder.replace("more.theory", "[M-1] If the participant is released\n");
  program.until("more.theory was saved: ");
  program.until("[syntax/missing-then]");
}

TEST_CASE("half a file is not taken for the whole") {
  const Folder folder;
  folder.save("g.theory", kSound);
  Program program(folder, {"check", "--watch", "g.theory"});
  program.until("Ctrl-C ends");
  const int descriptor = open(folder.file("g.theory").c_str(), O_WRONLY | O_TRUNC);
  REQUIRE(write(descriptor, kBroken.data(), kBroken.size()) == static_cast<ssize_t>(kBroken.size()));
  std::this_thread::sleep_for(std::chrono::milliseconds(3 * cli::FileWatch::kQuiet));  // a slow writer
  const std::string rest = "then MET within 7 days\n\n[G-2] If MET then the participant is safe\n";
  REQUIRE(write(descriptor, rest.data(), rest.size()) == static_cast<ssize_t>(rest.size()));
  close(descriptor);
  CHECK_FALSE(contains(program.until("no errors"), "1 error"));
}

TEST_CASE("run tells which verdicts a save has changed, by statement, with counts and cases") {
  const Folder folder;
  folder.save("g.theory", kSound);
  folder.save("cases.json", kCases);
  Program program(folder, {"run", "--watch", "g.theory", "cases.json", "--as-of", "2026-04-01"});
  program.until("watching 2 files");
  folder.replace("g.theory", kHead + "[G-1] If OUT then MET within 3 days\n");
  program.until("g.theory was saved: 1 of 2 verdicts changed, in 1 of 2 cases");
  program.until("window of step 1: was “within 7 days”; is “within 3 days”");
  program.until("fired -> stalled, 1 case: LATE");
  folder.save("g.theory", kBroken);
  program.until("until they are mended, the verdicts stand that there were before");
  folder.save("g.theory", kSound);
  program.until("stalled -> fired, 1 case: LATE");  // from what there was before the mistake
  CHECK(program.interrupt() == 0);
}

TEST_CASE("run tells what other cases change") {
  const Folder folder;
  folder.save("g.theory", kSound);
  folder.save("cases.json", kCases);
  Program program(folder, {"run", "--watch", "g.theory", "cases.json"});
  program.until("watching 2 files");
  std::string cases = kCases;
  cases.replace(cases.find("2026-03-05"), 10, "2026-03-25");
  cases.replace(cases.find("SOON"), 4, "NEXT");
  folder.save("cases.json", cases);
  const std::string told = program.until("fired -> stalled, 1 case: LATE");
  CHECK(contains(told, "cases.json was saved: 1 of 1 verdict changed"));
  CHECK(contains(told, "judged as of 2026-03-25; it was 2026-03-05"));
  CHECK(contains(told, "1 case is new"));
  CHECK(contains(told, "1 case is gone"));
  folder.save("cases.json", "nothing of the kind");
  program.until("error: ");
  folder.save("cases.json", kCases);
  program.until("stalled -> fired");
}

TEST_CASE("a theory with errors can be watched from the beginning, and is judged once it is sound") {
  const Folder folder;
  folder.save("g.theory", kBroken);
  folder.save("cases.json", kCases);
  Program program(folder, {"run", "--watch", "g.theory", "cases.json", "--as-of", "2026-04-01"});
  program.until("Ctrl-C ends");
  folder.save("g.theory", kSound);
  program.until("G-1 ");
}

TEST_CASE("a new file in a watched folder is a change of the folder") {
  const Folder folder;
  fs::create_directory(folder.file("cases"));
  folder.save("cases/1.json", "{}");
  cli::FileWatch watch;
  watch.look_at({folder.file("cases")});
  folder.save("cases/2.json", "{}");
  CHECK(watch.wait() == std::vector<std::string>{folder.file("cases")});
}

TEST_CASE("what happens between two looks is not missed, and other files of the folder are no matter") {
  const Folder folder;
  folder.save("a", "1");
  folder.save("b", "1");
  cli::FileWatch watch;
  watch.look_at({folder.file("a")});
  folder.save("other", "1");
  folder.save("a", "22");
  watch.look_at({folder.file("a"), folder.file("b")});
  CHECK(watch.wait() == std::vector<std::string>{folder.file("a")});
}

TEST_CASE("messages are compared by what they say, as often as they say it") {
  const auto message = [](const char* words, std::uint32_t line) {
    models::Diagnostic d;
    d.code = "a/b";
    d.message = words;
    d.where.path = "x.theory";
    d.where.line = line;
    return d;
  };
  const std::vector<models::Diagnostic> before = {message("one", 1), message("two", 2), message("two", 3)};
  const std::vector<models::Diagnostic> after = {message("two", 9), message("three", 1)};
  const cli::MessageChanges changes = cli::message_changes(before, after);
  REQUIRE(changes.gone.size() == 2);
  CHECK(changes.gone[0].message == "one");
  CHECK(changes.gone[1].message == "two");
  REQUIRE(changes.added.size() == 1);
  CHECK(changes.added[0].message == "three");
}
