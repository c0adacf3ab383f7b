// What waits to be done, in order, between the thread that reads messages, the one that works on them, and the checker.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "cli/lsp/theory_check.h"

namespace realist::cli::lsp {

struct NoMessage { std::string sentence; };  // bytes that were no message
struct EndOfInput {};

struct ClientMessage {
  nlohmann::ordered_json json;
  bool cancelled = false;  // a request that was taken back before its turn came
};

using Waiting = std::variant<ClientMessage, NoMessage, CheckOutcome, EndOfInput>;

class MessageQueue {
 public:
  // A `$/cancelRequest` marks the request it names, where that still waits, and goes no further.
  void push(Waiting next) {
    const std::lock_guard lock(mutex_);
    if (const auto* message = std::get_if<ClientMessage>(&next); message != nullptr && cancels(message->json)) return;
    waiting_.push_back(std::move(next));
    there_.notify_one();
  }
  // Waits.
  Waiting pop() {
    std::unique_lock lock(mutex_);
    there_.wait(lock, [&] { return !waiting_.empty(); });
    return take();
  }
  std::optional<Waiting> pop_if_any() {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty()) return std::nullopt;
    return take();
  }

 private:
  Waiting take() {
    Waiting first = std::move(waiting_.front());
    waiting_.pop_front();
    return first;
  }
  bool cancels(const nlohmann::ordered_json& message) {
    if (!message.is_object() || message.value("method", nlohmann::ordered_json()) != "$/cancelRequest") return false;
    const auto params = message.find("params");
    if (params == message.end() || !params->is_object() || !params->contains("id")) return true;
    for (Waiting& other : waiting_)
      if (auto* request = std::get_if<ClientMessage>(&other))
        if (request->json.is_object() && request->json.contains("method") && request->json.contains("id") && request->json["id"] == (*params)["id"])
          request->cancelled = true;
    return true;
  }

  std::mutex mutex_;
  std::condition_variable there_;
  std::deque<Waiting> waiting_;
};

}  // namespace realist::cli::lsp
