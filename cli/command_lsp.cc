// The language server on standard input and output. Three threads: one reads messages, one answers, one checks.
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/lsp/message_queue.h"
#include "cli/lsp/message_stream.h"
#include "cli/lsp/server.h"
#include "cli/output.h"
#include "cli/stops.h"

namespace realist::cli::lsp {
namespace {

Waiting parsed(std::variant<std::string, MessageFault> found) {
  if (const auto* fault = std::get_if<MessageFault>(&found)) return NoMessage{fault->sentence};
  Json json = Json::parse(std::get<std::string>(found), nullptr, false);
  if (json.is_discarded()) return NoMessage{"this is not JSON"};
  return ClientMessage{std::move(json)};
}

bool ends_all(const Waiting& next) {
  const auto* message = std::get_if<ClientMessage>(&next);
  return message != nullptr && member(message->json, "method") == "exit";
}

// Until `exit`, the end of the input or an interrupt.
void read_messages(MessageQueue& queue) {
  MessageStream stream;
  std::array<char, 64u << 10> block{};
  for (;;) {
    wait_to_read(0);
    const ssize_t got = read(0, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return;
    stream.add({block.data(), static_cast<std::size_t>(got)});
    while (auto found = stream.next()) {
      Waiting next = parsed(std::move(*found));
      const bool last = ends_all(next);
      queue.push(std::move(next));
      if (last) return;
    }
  }
}

// Does the newest task, and no other.
class Worker {
 public:
  Worker(MessageQueue& queue, const LspOptions& options)
      : queue_(queue), checker_(disk_access(options.limits.theory), options.limits), thread_([this] { work(); }) {}
  ~Worker() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
      newest_ = 0;
    }
    there_.notify_one();
    thread_.join();
  }

  void give(CheckTask task) {
    {
      const std::lock_guard lock(mutex_);
      newest_ = task.number;
      next_ = std::move(task);
    }
    there_.notify_one();
  }

 private:
  void work() {
    for (;;) {
      CheckTask task;
      {
        std::unique_lock lock(mutex_);
        there_.wait(lock, [this] { return stopped_ || next_.has_value(); });
        if (stopped_) return;
        task = std::move(*next_);
        next_.reset();
      }
      queue_.push(checker_.check(task, newest_));
    }
  }

  MessageQueue& queue_;
  TheoryChecker checker_;
  std::mutex mutex_;
  std::condition_variable there_;
  std::optional<CheckTask> next_;
  std::atomic<std::uint64_t> newest_ = 0;
  bool stopped_ = false;
  std::thread thread_;
};

struct Taking {
  Server& server;
  bool& ended;
  void operator()(const ClientMessage& message) const { server.take(message.json, message.cancelled); }
  void operator()(const NoMessage& fault) const { server.take_fault(fault.sentence); }
  void operator()(CheckOutcome& outcome) const { server.take_outcome(std::move(outcome)); }
  void operator()(const EndOfInput&) const { ended = true; }
};

// Answers until the end; a client that no longer listens is one, too.
void serve(Server& server, MessageQueue& queue) {
  try {
    for (bool ended = false; !server.finished() && !ended;) {
      Waiting next = queue.pop();
      std::visit(Taking{server, ended}, next);
    }
  } catch (const ReaderGone&) {
  } catch (const FileFailure&) {
  }
}

int run(const LspOptions& options) {
  MessageQueue queue;
  Output output("");
  Worker worker(queue, options);
  Server server(options, {[&](std::string_view body) {
                            output.write(framed(body));
                            output.flush();
                          },
                          [&](CheckTask task) { worker.give(std::move(task)); }, disk_access(options.limits.theory)});
  std::thread serving([&] { serve(server, queue); });
  try {
    read_messages(queue);
  } catch (const Interrupted&) {
  }
  queue.push(EndOfInput{});
  serving.join();
  return server.exit_status();
}

}  // namespace
}  // namespace realist::cli::lsp

namespace realist::cli {

int run_lsp(const LspOptions& options) { return lsp::run(options); }

}  // namespace realist::cli
