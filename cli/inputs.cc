#include "cli/inputs.h"

#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>

#include "cli/interrupt.h"
#include "cli/query_address.h"

namespace realist::cli {
namespace {

namespace fs = std::filesystem;

// Bytes of a regular file, or of those in a folder; none for what has no size.
std::optional<std::uint64_t> size_of(const std::string& path) {
  std::error_code error;
  if (path == "-") {
    struct stat status {};
    return fstat(0, &status) == 0 && S_ISREG(status.st_mode) ? std::optional<std::uint64_t>(status.st_size) : std::nullopt;
  }
  if (!fs::is_directory(path, error)) {
    const auto size = fs::is_regular_file(path, error) ? fs::file_size(path, error) : 0;
    return size == 0 || error ? std::nullopt : std::optional<std::uint64_t>(size);
  }
  std::uint64_t sum = 0;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error))
    if (entry->is_regular_file(error)) sum += entry->file_size(error);
  return sum;
}

[[noreturn]] void no_room(const std::string& folder) {
  throw SourceFailure(fmt::format("it has to be read twice, and no copy of it could be kept in {}: {}; a file can be read twice as it is", folder,
                                  std::strerror(errno)));
}

void write_all(int descriptor, const char* from, std::size_t size, const std::string& folder) {
  while (size > 0) {
    const ssize_t written = write(descriptor, from, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) no_room(folder);
    from += written;
    size -= static_cast<std::size_t>(written);
  }
}

void copy_all(int from, int to, const std::string& folder) {
  std::array<char, 64u << 10> block{};
  for (;;) {
    wait_to_read(from);
    const ssize_t got = read(from, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw SourceFailure(std::strerror(errno));
    if (got == 0) return;
    write_all(to, block.data(), static_cast<std::size_t>(got), folder);
  }
}

// Everything that is to come from a descriptor, in a file that goes with the program.
int copy_of(int descriptor) {
  std::error_code error;
  const std::string folder = fs::temp_directory_path(error).string();
  std::string name = folder + "/realist-XXXXXX";
  const int copy = mkstemp(name.data());
  if (copy < 0) no_room(folder);
  unlink(name.c_str());
  try {
    copy_all(descriptor, copy, folder);
  } catch (...) {
    close(copy);
    throw;
  }
  return copy;
}

}  // namespace

Inputs::Inputs(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    const auto size = size_of(path);
    if (!size) {
      total_ = 0;
      return;
    }
    total_ += *size;
  }
}

Inputs::~Inputs() {
  for (const auto& [name, known] : known_)
    if (known.copy >= 0) close(known.copy);
}

void Inputs::begin_again() {
  opened_.clear();
  taken_ = 0;
}

std::unique_ptr<ByteSource> Inputs::open(const std::string& path, const SheetChoice& sheet) {
  if (is_query_address(path)) return open_source(path);
  OpenedFile file = opened(path, known_[{path, opened_[path]++}]);
  file.on_bytes = [this](std::size_t bytes) { taken_ += bytes; };
  return open_source(std::move(file), sheet);
}

OpenedFile Inputs::opened(const std::string& path, Known& known) {
  if (known.copy >= 0) {
    lseek(known.copy, 0, SEEK_SET);
    return {known.copy, false, "", UINT64_MAX, {}};
  }
  OpenedFile file{open_to_read(path), path != "-", path == "-" ? "" : path, UINT64_MAX, {}};
  struct stat status {};
  const bool regular = fstat(file.descriptor, &status) == 0 && S_ISREG(status.st_mode);
  if (regular && path != "-") {
    if (known.size == UINT64_MAX && status.st_size > 0) known.size = static_cast<std::uint64_t>(status.st_size);
    file.limit = known.size;
  } else if (kept_) {
    const int from = file.descriptor;
    known.copy = copy_of(from);
    if (file.owned) close(from);
    return opened(path, known);
  }
  return file;
}

}  // namespace realist::cli
