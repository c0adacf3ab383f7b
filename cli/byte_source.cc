#include "cli/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <vector>

#include "cli/interrupt.h"
#include "cli/query_address.h"
#include "cli/xlsx_source.h"

namespace realist::cli {
namespace {

constexpr std::size_t kBlock = 128u << 10;

std::string reason(int error) {
  switch (error) {
    case ENOENT: return "there is no such file or folder";
    case EACCES: return "it may not be read by you";
    case EISDIR: return "it is a folder, not a file";
    default: return std::strerror(error);
  }
}

class FileSource : public ByteSource {
 public:
  explicit FileSource(OpenedFile file) : file_(std::move(file)) {
    watched_ = file_.owned && fstat(file_.descriptor, &at_first_) == 0 && S_ISREG(at_first_.st_mode);
  }
  ~FileSource() override {
    if (file_.owned) close(file_.descriptor);
  }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  std::size_t read(char* into, std::size_t size) override {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, file_.limit));
    if (wanted == 0) return taken(0);
    for (;;) {
      wait_to_read(file_.descriptor);
      const ssize_t got = ::read(file_.descriptor, into, wanted);
      if (got >= 0) return taken(static_cast<std::size_t>(got));
      if (errno != EINTR) throw SourceFailure(reason(errno));
    }
  }

 private:
  std::size_t taken(std::size_t got) {
    if (got == 0) stop_if_changed();
    if (file_.limit != UINT64_MAX) file_.limit -= got;
    if (file_.on_bytes) file_.on_bytes(got);
    return got;
  }

  // What somebody writes while it is read may end in half a record, or hold two halves of different ones.
  void stop_if_changed() const {
    struct stat now {};
    if (!watched_ || fstat(file_.descriptor, &now) != 0) return;
    const bool same = now.st_size == at_first_.st_size && now.st_mtim.tv_sec == at_first_.st_mtim.tv_sec && now.st_mtim.tv_nsec == at_first_.st_mtim.tv_nsec;
    if (!same) throw SourceFailure("it was written to while it was read; read it again once it is whole");
  }

  OpenedFile file_;
  bool watched_ = false;
  struct stat at_first_ {};
};

// Lets the first bytes be looked at before they are read.
class PeekedSource : public ByteSource {
 public:
  explicit PeekedSource(std::unique_ptr<ByteSource> inner) : inner_(std::move(inner)) {}

  std::string_view peek(std::size_t size) {
    while (head_.size() < size) {
      char block[16];
      const std::size_t got = inner_->read(block, std::min(sizeof block, size - head_.size()));
      if (got == 0) break;
      head_.append(block, got);
    }
    return head_;
  }

  std::size_t read(char* into, std::size_t size) override {
    if (at_ == head_.size()) return inner_->read(into, size);
    const std::size_t got = std::min(size, head_.size() - at_);
    std::memcpy(into, head_.data() + at_, got);
    at_ += got;
    return got;
  }

 private:
  std::unique_ptr<ByteSource> inner_;
  std::string head_;
  std::size_t at_ = 0;
};

class GzipSource : public ByteSource {
 public:
  explicit GzipSource(std::unique_ptr<ByteSource> inner) : inner_(std::move(inner)), packed_(kBlock) {
    constexpr int kGzipOnly = 15 + 16;
    if (inflateInit2(&stream_, kGzipOnly) != Z_OK) throw std::bad_alloc();
  }
  ~GzipSource() override { inflateEnd(&stream_); }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

  std::size_t read(char* into, std::size_t size) override {
    stream_.next_out = reinterpret_cast<Bytef*>(into);
    stream_.avail_out = static_cast<uInt>(size);
    while (stream_.avail_out == size && !finished_) step();
    return size - stream_.avail_out;
  }

 private:
  void step() {
    if (stream_.avail_in == 0) refill();
    if (stream_.avail_in == 0) {
      if (!between_parts_) throw SourceFailure("the gzip data end too early; the file was probably cut off");
      finished_ = true;
      return;
    }
    if (between_parts_) begin_part();
    if (finished_) return;
    const int status = inflate(&stream_, Z_NO_FLUSH);
    if (status == Z_STREAM_END) between_parts_ = true;
    else if (status != Z_OK && status != Z_BUF_ERROR) throw SourceFailure("the gzip data are damaged");
  }

  // Files are sometimes filled up with zero bytes after the last part.
  void begin_part() {
    while (stream_.avail_in > 0 && *stream_.next_in == 0 && parts_ > 0) {
      ++stream_.next_in;
      --stream_.avail_in;
    }
    if (stream_.avail_in == 0) return refill_or_finish();
    if (parts_++ > 0) inflateReset(&stream_);
    between_parts_ = false;
  }

  void refill_or_finish() {
    refill();
    if (stream_.avail_in == 0) finished_ = true;
    else begin_part();
  }

  void refill() {
    stream_.next_in = reinterpret_cast<Bytef*>(packed_.data());
    stream_.avail_in = static_cast<uInt>(inner_->read(packed_.data(), packed_.size()));
  }

  std::unique_ptr<ByteSource> inner_;
  std::vector<char> packed_;
  z_stream stream_{};
  std::size_t parts_ = 0;
  bool between_parts_ = true, finished_ = false;
};

class ZstdSource : public ByteSource {
 public:
  explicit ZstdSource(std::unique_ptr<ByteSource> inner) : inner_(std::move(inner)), packed_(kBlock), stream_(ZSTD_createDStream()) {
    if (stream_ == nullptr) throw std::bad_alloc();
  }
  ~ZstdSource() override { ZSTD_freeDStream(stream_); }
  ZstdSource(const ZstdSource&) = delete;
  ZstdSource& operator=(const ZstdSource&) = delete;

  std::size_t read(char* into, std::size_t size) override {
    ZSTD_outBuffer out{into, size, 0};
    while (out.pos == 0) {
      if (in_.pos == in_.size && !more_to_write_) in_ = {packed_.data(), inner_->read(packed_.data(), packed_.size()), 0};
      if (in_.size == 0 && !more_to_write_) {
        if (open_) throw SourceFailure("the zstd data end too early; the file was probably cut off");
        return 0;
      }
      const std::size_t left = ZSTD_decompressStream(stream_, &out, &in_);
      if (ZSTD_isError(left)) throw SourceFailure("the zstd data are damaged");
      open_ = left != 0;
      more_to_write_ = out.pos == size;
    }
    return out.pos;
  }

 private:
  std::unique_ptr<ByteSource> inner_;
  std::vector<char> packed_;
  ZSTD_DStream* stream_;
  ZSTD_inBuffer in_{nullptr, 0, 0};
  bool open_ = false, more_to_write_ = false;
};

std::unique_ptr<PeekedSource> peeked(std::unique_ptr<ByteSource> source) {
  return std::make_unique<PeekedSource>(std::move(source));
}

}  // namespace

int open_to_read(const std::string& path) {
  if (path == "-") return 0;
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw SourceFailure(reason(errno));
  return descriptor;
}

std::unique_ptr<ByteSource> open_source(OpenedFile file, const SheetChoice& sheet) {
  bool packed = true;
  const std::string path = file.path;
  auto source = peeked(std::make_unique<FileSource>(std::move(file)));
  const std::string_view first = source->peek(4);
  if (first.starts_with("\x1F\x8B")) source = peeked(std::make_unique<GzipSource>(std::move(source)));
  else if (first.starts_with("\x28\xB5\x2F\xFD")) source = peeked(std::make_unique<ZstdSource>(std::move(source)));
  else packed = false;
  if (is_workbook(source->peek(8))) return open_workbook(packed ? "" : path, std::move(source), sheet);
  const std::string_view text = source->peek(2);
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) throw SourceFailure("it is text in UTF-16; save it as UTF-8");
  return source;
}

std::unique_ptr<ByteSource> open_source(const std::string& path, const SheetChoice& sheet) {
  if (is_query_address(path)) return open_query(path);
  const bool owned = path != "-";
  return open_source(OpenedFile{open_to_read(path), owned, owned ? path : "", UINT64_MAX, {}}, sheet);
}

}  // namespace realist::cli
