// Numbers for texts that come again and again.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace realist::cli {

// Gives every text a number, from 0 in the order of arrival. Looking up a text of up to 24 bytes is a few instructions: it is
// compared as three numbers.
//
// A text is looked up where it stands: 24 bytes from its beginning have to be readable, however short it is.
class Interner {
 public:
  static constexpr std::uint32_t kNew = UINT32_MAX;
  static constexpr std::size_t kWhole = 24;

  Interner() { clear(); }

  // kNew: not seen yet.
  std::uint32_t find(std::string_view text) const {
    const Bytes bytes(text);
    for (std::size_t i = bytes.hash() & mask_;; i = (i + 1) & mask_) {
      const Slot& slot = slots_[i];
      if (slot.bytes.is(bytes) && (text.size() <= kWhole || text == texts_[slot.number])) return slot.number;
      if (slot.number == kNew) return kNew;
    }
  }

  // For one that is new.
  std::uint32_t add(std::string_view text) {
    const auto number = static_cast<std::uint32_t>(texts_.size());
    texts_.emplace_back(text);
    bytes_ += text.size();
    if (texts_.size() * 4 > slots_.size()) grow();
    place({Bytes(text), number});
    return number;
  }

  const std::string& text(std::uint32_t number) const { return texts_[number]; }
  std::size_t size() const { return texts_.size(); }
  std::size_t bytes() const { return bytes_; }

  void clear() {
    texts_.clear();
    bytes_ = 0;
    slots_.assign(256, Slot{});
    mask_ = slots_.size() - 1;
  }

 private:
  static std::uint64_t eight(const char* at) {
    std::uint64_t bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    return bytes;
  }

  // Of a text so long, what of each eight bytes belongs to it.
  static constexpr auto kMasks = [] {
    std::array<std::array<std::uint64_t, 3>, kWhole + 1> masks{};
    for (std::size_t size = 0; size <= kWhole; ++size)
      for (std::size_t i = 0; i < size; ++i) masks[size][i / 8] |= std::uint64_t{0xFF} << (8 * (i % 8));
    return masks;
  }();

  // A text's first bytes and its length: all there is of one of up to 24. Worked out without a branch on the length, which
  // could seldom be foreseen.
  struct Bytes {
    std::uint64_t first = 0, second = 0, third = 0;
    std::uint64_t size = UINT64_MAX;  // of no text

    Bytes() = default;
    explicit Bytes(std::string_view text) : size(text.size()) {
      const auto& mask = kMasks[std::min<std::size_t>(size, kWhole)];
      first = eight(text.data()) & mask[0];
      second = eight(text.data() + 8) & mask[1];
      third = eight(text.data() + 16) & mask[2];
    }
    std::size_t hash() const {
      const std::uint64_t mixed = first * 0xD6E8FEB86659FD93u + second * 0x9E3779B97F4A7C15u + third * 0xC2B2AE3D27D4EB4Fu + size;
      return static_cast<std::size_t>((mixed ^ mixed >> 31) * 0xFF51AFD7ED558CCDu >> 40);
    }
    bool is(const Bytes& other) const {
      return ((first ^ other.first) | (second ^ other.second) | (third ^ other.third) | (size ^ other.size)) == 0;
    }
  };

  struct Slot {
    Bytes bytes;
    std::uint32_t number = kNew;
  };

  void place(const Slot& slot) {
    std::size_t i = slot.bytes.hash() & mask_;
    while (slots_[i].number != kNew) i = (i + 1) & mask_;
    slots_[i] = slot;
  }

  void grow() {
    std::vector<Slot> before(slots_.size() * 2);
    before.swap(slots_);
    mask_ = slots_.size() - 1;
    for (const Slot& slot : before)
      if (slot.number != kNew) place(slot);
  }

  std::deque<std::string> texts_;
  std::size_t bytes_ = 0;
  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
};

}  // namespace realist::cli
