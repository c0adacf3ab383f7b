// Any bytes are taken for what a client sends: read to their end, each request answered once, and with JSON.
//
// Inputs are messages without headers, a line each (so that they are easily mutated); a line that begins with `!` is raw bytes
// for the stream. Checks are done at once; there are no files.
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/lsp/message_stream.h"
#include "cli/lsp/server.h"

namespace {

using namespace realist::cli;
using lsp::Json;

void must(bool held) {
  if (!held) std::abort();
}

bool is_request(const Json& message) {
  const Json& id = lsp::member(message, "id");
  return lsp::member(message, "method").is_string() && (id.is_string() || id.is_number());
}

class Client {
 public:
  Client() : checker_(lsp::no_access(), {}), server_({}, {[this](std::string_view body) { take(body); }, [this](lsp::CheckTask task) { tasks_.push_back(std::move(task)); }, lsp::no_access()}) {
    say(R"({"id":0,"method":"initialize","params":{"capabilities":{}}})");
    say(R"({"method":"initialized","params":{}})");
  }

  void say(std::string_view line) {
    if (server_.finished()) return;
    if (line.starts_with('!')) {
      stream_.add(line.substr(1));
    } else {
      stream_.add(lsp::framed(line));
    }
    while (auto found = stream_.next()) {
      if (const auto* fault = std::get_if<lsp::MessageFault>(&*found)) {
        server_.take_fault(fault->sentence);
        continue;
      }
      const Json message = Json::parse(std::get<std::string>(*found), nullptr, false);
      if (message.is_discarded()) {
        server_.take_fault("no JSON");
        continue;
      }
      const std::size_t before = replies_;
      server_.take(message);
      must(!is_request(message) || replies_ == before + 1);
      check();
    }
  }

 private:
  void take(std::string_view body) {
    const Json message = Json::parse(body, nullptr, false);
    must(message.is_object() && message["jsonrpc"] == "2.0");
    if (!message.contains("method")) ++replies_;
    must(message.contains("method") || message.contains("result") != message.contains("error"));
  }
  void check() {
    for (; !tasks_.empty(); tasks_.clear()) {
      std::atomic<std::uint64_t> newest = tasks_.back().number;
      server_.take_outcome(checker_.check(tasks_.back(), newest));
    }
  }

  std::vector<lsp::CheckTask> tasks_;
  lsp::TheoryChecker checker_;
  lsp::MessageStream stream_;
  lsp::Server server_;
  std::size_t replies_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  Client client;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    client.say(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return 0;
}
