#include "cli/zip_archive.h"

#include <fmt/core.h>
#include <zip.h>

#include <filesystem>

namespace realist::cli {
namespace {

std::string damaged(const std::string& what) { return fmt::format("the {} (a ZIP file) is damaged or was cut off", what); }

class ZipPart : public ByteSource {
 public:
  ZipPart(zip_file* file, std::string name, std::string what, std::uint64_t archive_size) : file_(file), name_(std::move(name)), what_(std::move(what)), archive_size_(archive_size) {}
  ~ZipPart() override { zip_fclose(file_); }
  ZipPart(const ZipPart&) = delete;
  ZipPart& operator=(const ZipPart&) = delete;

  std::size_t read(char* into, std::size_t size) override {
    const zip_int64_t got = zip_fread(file_, into, size);
    if (got < 0) throw SourceFailure(fmt::format("{} (in its part {})", damaged(what_), name_));
    read_ += static_cast<std::uint64_t>(got);
    if (read_ > ZipArchive::kMostPartBytes)
      throw SourceFailure(fmt::format("its part {} unpacks to more than {} GiB", name_, ZipArchive::kMostPartBytes >> 30));
    if (read_ > ZipArchive::kFreePartBytes && read_ > ZipArchive::kMostRatio * archive_size_)
      throw SourceFailure(fmt::format("its part {} unpacks to more than {} times the size of the file; that is no usual {}, and it is not read", name_, ZipArchive::kMostRatio, what_));
    return static_cast<std::size_t>(got);
  }

 private:
  zip_file* file_;
  std::string name_, what_;
  std::uint64_t archive_size_, read_ = 0;
};

}  // namespace

std::unique_ptr<ZipArchive> ZipArchive::of_file(const std::string& path, const std::string& what) {
  std::unique_ptr<ZipArchive> opened(new ZipArchive);
  opened->what_ = what;
  std::error_code error;
  opened->size_ = std::filesystem::file_size(path, error);
  int code = 0;
  opened->archive_ = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (opened->archive_ == nullptr) throw SourceFailure(damaged(what));
  return opened;
}

std::unique_ptr<ZipArchive> ZipArchive::of_bytes(std::string bytes, const std::string& what) {
  std::unique_ptr<ZipArchive> opened(new ZipArchive);
  opened->what_ = what;
  opened->bytes_ = std::move(bytes);
  opened->size_ = opened->bytes_.size();
  zip_source_t* source = zip_source_buffer_create(opened->bytes_.data(), opened->bytes_.size(), 0, nullptr);
  if (source == nullptr) throw std::bad_alloc();
  opened->archive_ = zip_open_from_source(source, ZIP_RDONLY, nullptr);
  if (opened->archive_ != nullptr) return opened;
  zip_source_free(source);
  throw SourceFailure(damaged(what));
}

ZipArchive::~ZipArchive() {
  if (archive_ != nullptr) zip_discard(archive_);
}

bool ZipArchive::has(const std::string& name) const { return zip_name_locate(archive_, name.c_str(), 0) >= 0; }

std::unique_ptr<ByteSource> ZipArchive::part(const std::string& name) const {
  const zip_int64_t at = zip_name_locate(archive_, name.c_str(), 0);
  if (at < 0) throw SourceFailure(fmt::format("the {} has no part {}", what_, name));
  zip_stat_t about;
  if (zip_stat_index(archive_, static_cast<zip_uint64_t>(at), 0, &about) == 0 && (about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE)
    throw SourceFailure("it is protected by a password; save it without one");
  zip_file* file = zip_fopen_index(archive_, static_cast<zip_uint64_t>(at), 0);
  if (file == nullptr) throw SourceFailure(fmt::format("{} (in its part {})", damaged(what_), name));
  return std::make_unique<ZipPart>(file, name, what_, size_);
}

}  // namespace realist::cli
