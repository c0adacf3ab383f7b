#include "cli/output.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "cli/interrupt.h"
#include "cli/stops.h"

namespace realist::cli {
namespace {

constexpr std::size_t kBufferBytes = 64u << 10;

// A file under its final name would be seen half-written; a device or a pipe has no half.
bool is_special(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

// A symbolic link stays one: it is the file it leads to that is replaced.
std::string resolved(const std::string& path) {
  char* real = realpath(path.c_str(), nullptr);
  if (real == nullptr) return path;
  std::string result = real;
  std::free(real);
  return result;
}

void keep_permissions(const std::string& path, int descriptor) {
  struct stat status {};
  const mode_t mask = umask(0);
  umask(mask);
  const mode_t mode = stat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0666 & ~mask;
  (void)!fchmod(descriptor, mode);
}

// Whether what was written lies on the disk. What cannot be asked for that (a pipe, some network folders) has no say.
bool reached_disk(int descriptor) {
  while (fsync(descriptor) != 0)
    if (errno != EINTR) return errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;
  return true;
}

// The name, too, so that a power cut leaves the old file or the new one. A folder that may not be opened is left alone.
void settle_folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  (void)reached_disk(descriptor);
  close(descriptor);
}

}  // namespace

Output::Output(const std::string& path) : path_(path == "-" ? std::string() : path) {
  if (path_.empty()) return;
  if (is_special(path_)) {
    descriptor_ = open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor_ < 0) fail(errno);
    return;
  }
  temporary_ = resolved(path_) + ".XXXXXX";
  descriptor_ = mkstemp(temporary_.data());
  if (descriptor_ < 0) {
    temporary_.clear();
    fail(errno);
  }
  remove_on_interrupt(temporary_);
  keep_permissions(path_, descriptor_);
}

Output::~Output() {
  if (!path_.empty() && descriptor_ >= 0) close(descriptor_);
  if (temporary_.empty()) return;
  unlink(temporary_.c_str());
  remove_on_interrupt("");
}

void Output::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= kBufferBytes) flush();
}

void Output::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const int error = errno;
      buffer_.clear();
      fail(error);
    }
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

void Output::finish() {
  flush();
  if (path_.empty()) return;
  if (!temporary_.empty() && !reached_disk(descriptor_)) fail(errno);
  const int closed = close(descriptor_);
  descriptor_ = -1;
  if (closed != 0) fail(errno);
  if (temporary_.empty()) return;
  const std::string final_path = resolved(path_);
  if (std::rename(temporary_.c_str(), final_path.c_str()) != 0) fail(errno);
  settle_folder_of(final_path);
  temporary_.clear();
  remove_on_interrupt("");
}

void Output::fail(int error) const {
  if (error == EPIPE) throw ReaderGone{};
  const std::string name = path_.empty() ? "standard output" : path_;
  throw FileFailure(fmt::format("{} could not be written: {}", name, std::strerror(error)));
}

void write_file(const std::string& path, std::string_view text) {
  Output output(path);
  output.write(text);
  output.finish();
}

}  // namespace realist::cli
