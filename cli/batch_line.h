// Blocks of cases worked on by several threads and handed on in their order.
//
// The reader's thread fills a block and submits it; any thread works on it; when all blocks before it are delivered, it is
// delivered. There are twice as many blocks as threads, so memory is bounded whatever the input; where none is free the
// reader lends a hand. With one thread everything happens in the reader's, block by block.
//
// What a thread throws ends the line and is thrown again in the reader's thread.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "cli/case_block.h"

namespace realist::cli {

// `Result`: what work leaves for delivery; default-constructed, with a `clear()` that may keep its memory.
template <typename Result>
class BatchLine : public BlockSink {
 public:
  using Work = std::function<void(std::size_t worker, CaseBlock&, Result&)>;  // at the same time on several threads
  using Deliver = std::function<bool(CaseBlock&, Result&)>;  // one at a time, in order; false: nothing after it is wanted

  BatchLine(std::size_t threads, Work work, Deliver deliver) : work_(std::move(work)), deliver_(std::move(deliver)) {
    for (std::size_t i = 0; i < (threads > 1 ? 2 * threads : 1); ++i) free_.push_back(std::make_unique<Batch>());
    for (std::size_t worker = 1; worker < threads; ++worker) threads_.emplace_back([this, worker] { run(worker); });
  }

  ~BatchLine() override {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    to_do_.notify_all();
    threads_.clear();  // joined
  }

  BatchLine(const BatchLine&) = delete;
  BatchLine& operator=(const BatchLine&) = delete;

  CaseBlock& block() override {
    if (!filling_) filling_ = take_free();
    return filling_->block;
  }

  bool submit() override {
    if (filling_ && !filling_->block.items.empty()) {
      {
        const std::lock_guard lock(mutex_);
        waiting_.emplace_back(submitted_++, std::move(filling_));
      }
      to_do_.notify_one();
    }
    if (threads_.empty()) help();
    const std::lock_guard lock(mutex_);
    rethrow();
    return !stopped_;
  }

  bool drain() override {
    submit();
    while (help()) {
    }
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return delivered_ == submitted_ || failure_; });
    rethrow();
    return !stopped_;
  }

 private:
  struct Batch {
    CaseBlock block;
    Result result;
  };
  using Owned = std::unique_ptr<Batch>;
  using Numbered = std::pair<std::uint64_t, Owned>;

  Owned take_free() {
    for (;;) {
      {
        std::unique_lock lock(mutex_);
        done_.wait(lock, [this] { return !free_.empty() || !waiting_.empty() || failure_; });
        rethrow();
        if (!free_.empty()) {
          Owned batch = std::move(free_.back());
          free_.pop_back();
          return batch;
        }
      }
      help();
    }
  }

  // Works on the next block that waits for it; false where there is none.
  bool help() {
    Numbered next;
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.empty()) return false;
      next = std::move(waiting_.front());
      waiting_.pop_front();
    }
    work_on(0, std::move(next));
    return true;
  }

  void run(std::size_t worker) {
    for (;;) {
      Numbered next;
      {
        std::unique_lock lock(mutex_);
        to_do_.wait(lock, [this] { return !waiting_.empty() || ending_; });
        if (ending_) return;
        next = std::move(waiting_.front());
        waiting_.pop_front();
      }
      work_on(worker, std::move(next));
    }
  }

  void work_on(std::size_t worker, Numbered next) {
    bool wanted = true;
    {
      const std::lock_guard lock(mutex_);
      wanted = !stopped_;
    }
    try {
      if (wanted) work_(worker, next.second->block, next.second->result);
    } catch (...) {
      fail();
    }
    hand_on(std::move(next));
  }

  // The thread that ends the wait for a block delivers it, and all those after it that are done.
  void hand_on(Numbered done) {
    std::unique_lock lock(mutex_);
    worked_.insert(std::move(done));
    if (delivering_) return;
    delivering_ = true;
    while (!worked_.empty() && worked_.begin()->first == delivered_) {
      Owned batch = std::move(worked_.extract(worked_.begin()).mapped());
      const bool wanted = !stopped_;
      lock.unlock();
      if (wanted && !deliver_one(*batch)) stop();
      batch->block.clear();
      batch->result.clear();
      lock.lock();
      free_.push_back(std::move(batch));
      ++delivered_;
      done_.notify_all();
    }
    delivering_ = false;
  }

  bool deliver_one(Batch& batch) {
    try {
      return deliver_(batch.block, batch.result);
    } catch (...) {
      fail();
      return false;
    }
  }

  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }

  void fail() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    if (!failure_) failure_ = std::current_exception();
    done_.notify_all();
  }

  void rethrow() {
    if (failure_) std::rethrow_exception(failure_);
  }

  Work work_;
  Deliver deliver_;
  std::mutex mutex_;
  std::condition_variable to_do_;  // a block waits, or there will be none
  std::condition_variable done_;   // a block was delivered
  std::vector<Owned> free_;
  Owned filling_;                  // the reader's
  std::deque<Numbered> waiting_;
  std::map<std::uint64_t, Owned> worked_;
  std::uint64_t submitted_ = 0, delivered_ = 0;
  bool delivering_ = false, stopped_ = false, ending_ = false;
  std::exception_ptr failure_;
  std::vector<std::jthread> threads_;
};

}  // namespace realist::cli
