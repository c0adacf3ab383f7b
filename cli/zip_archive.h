// The parts of a ZIP file, unpacked a block at a time.
//
// A part that swells beyond measure is refused while it is unpacked, whatever the file says of its size: more than
// `kMostPartBytes`, or, past `kFreePartBytes`, more than `kMostRatio` times the bytes of the whole file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "cli/byte_source.h"

struct zip;
struct zip_file;

namespace realist::cli {

class ZipArchive {
 public:
  static constexpr std::uint64_t kMostPartBytes = 4ull << 30;
  static constexpr std::uint64_t kFreePartBytes = 16ull << 20;
  static constexpr std::uint64_t kMostRatio = 200;

  // A file by its path, or held whole: `bytes`. `what` it is called in messages. Throws SourceFailure where it is no sound ZIP
  // file.
  static std::unique_ptr<ZipArchive> of_file(const std::string& path, const std::string& what = "workbook");
  static std::unique_ptr<ZipArchive> of_bytes(std::string bytes, const std::string& what = "workbook");
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  bool has(const std::string& name) const;
  // Throws SourceFailure, then or while it is read: no such part, damage, a password, swelling. The archive outlives it.
  std::unique_ptr<ByteSource> part(const std::string& name) const;

 private:
  ZipArchive() = default;

  std::string bytes_, what_;
  zip* archive_ = nullptr;
  std::uint64_t size_ = 0;  // of the whole file
};

}  // namespace realist::cli
