// A bit for each case of a block: sets of up to 256 cases, on which what holds of many cases is worked out at once.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace realist::engine {

inline constexpr unsigned kLanes = 256;  // cases of a block

struct alignas(32) Plane {
  std::array<std::uint64_t, kLanes / 64> words{};

  static Plane first(unsigned lanes) {  // the first so many cases
    Plane out;
    for (unsigned lane = 0; lane < lanes; ++lane) out.set(lane);
    return out;
  }
  void set(unsigned lane) { words[lane / 64] |= std::uint64_t{1} << (lane % 64); }
  void set(unsigned lane, bool on) { words[lane / 64] |= std::uint64_t{on} << (lane % 64); }
  bool has(unsigned lane) const { return words[lane / 64] >> (lane % 64) & 1; }
  bool any() const { return (words[0] | words[1] | words[2] | words[3]) != 0; }
  std::uint32_t count() const {
    int n = 0;
    for (const std::uint64_t word : words) n += std::popcount(word);
    return static_cast<std::uint32_t>(n);
  }
  // Calls `see(lane)` for each case of the set.
  template <typename See>
  void each(See see) const {
    for (unsigned word = 0; word < words.size(); ++word)
      for (std::uint64_t left = words[word]; left != 0; left &= left - 1) see(word * 64 + static_cast<unsigned>(std::countr_zero(left)));
  }

  Plane& operator|=(const Plane& other) {
    for (std::size_t i = 0; i < words.size(); ++i) words[i] |= other.words[i];
    return *this;
  }
  Plane& operator&=(const Plane& other) {
    for (std::size_t i = 0; i < words.size(); ++i) words[i] &= other.words[i];
    return *this;
  }
  friend Plane operator|(Plane a, const Plane& b) { return a |= b; }
  friend Plane operator&(Plane a, const Plane& b) { return a &= b; }
  friend Plane operator~(Plane a) {
    for (std::uint64_t& word : a.words) word = ~word;
    return a;
  }
  friend Plane operator-(Plane a, const Plane& b) {  // without those of the other
    for (std::size_t i = 0; i < a.words.size(); ++i) a.words[i] &= ~b.words[i];
    return a;
  }
  friend bool operator==(const Plane&, const Plane&) = default;
};

}  // namespace realist::engine
