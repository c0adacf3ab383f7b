#include "engine/minimise.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace realist::engine {
namespace {

struct CubeHash {
  std::size_t operator()(const Cube& c) const {
    const std::uint64_t both = (std::uint64_t{c.care} << 32) | c.value;
    return static_cast<std::size_t>((both ^ (both >> 29)) * 0x9E3779B97F4A7C15u);
  }
};

using CubeSet = std::unordered_set<Cube, CubeHash>;

std::uint32_t all_conditions(unsigned conditions) { return (1u << conditions) - 1; }

// Small steps that may still be taken; throws itself when they are used up.
class Budget {
 public:
  explicit Budget(std::size_t steps) : left_(steps) {}
  void spend(std::size_t steps) {
    if (steps > left_) throw *this;
    left_ -= steps;
  }

 private:
  std::size_t left_;
};

std::vector<Cube> sorted(const CubeSet& cubes) {
  std::vector<Cube> list(cubes.begin(), cubes.end());
  std::sort(list.begin(), list.end());
  return list;
}

// One round of Quine's merging: cubes one condition larger, and into `primes` those that merge with none.
std::optional<CubeSet> merged_once(const CubeSet& cubes, CubeSet& primes, std::size_t room) {
  CubeSet larger;
  for (const Cube& cube : cubes) {
    bool merges = false;
    for (std::uint32_t rest = cube.care; rest != 0; rest &= rest - 1) {
      const std::uint32_t bit = rest & (~rest + 1);
      if (!cubes.contains({cube.care, cube.value ^ bit})) continue;
      merges = true;
      larger.insert({cube.care & ~bit, cube.value & ~bit});
      if (larger.size() > room) return std::nullopt;
    }
    if (!merges) primes.insert(cube);
  }
  return larger;
}

using Sets = std::vector<std::uint32_t>;

// The sets that contain no other one, each once.
Sets smallest(Sets sets, Budget& budget) {
  std::sort(sets.begin(), sets.end(), [](std::uint32_t a, std::uint32_t b) {
    return std::pair(std::popcount(a), a) < std::pair(std::popcount(b), b);
  });
  Sets kept;
  for (const std::uint32_t set : sets) {
    budget.spend(kept.size() + 1);
    if (std::none_of(kept.begin(), kept.end(), [&](std::uint32_t k) { return (k & set) == k; })) kept.push_back(set);
  }
  return kept;
}

// The smallest sets of conditions that meet every one of `sets` (Berge's multiplication).
Sets meeting_all(const Sets& sets, Budget& budget) {
  Sets met = {0};
  for (const std::uint32_t set : sets) {
    Sets hits, next;
    for (const std::uint32_t m : met) ((m & set) != 0 ? hits : next).push_back(m);
    Sets larger = hits;
    for (const std::uint32_t m : next)
      for (std::uint32_t rest = set; rest != 0; rest &= rest - 1) {
        budget.spend(hits.size() + 1);
        const std::uint32_t grown = m | (rest & (~rest + 1));
        if (std::none_of(hits.begin(), hits.end(), [&](std::uint32_t h) { return (h & grown) == h; })) larger.push_back(grown);
      }
    met = std::move(larger);
  }
  return met;
}

// --- covers ---

// For each row the products that cover it, rising.
using Chart = std::vector<std::vector<std::size_t>>;

Chart chart_of(const std::vector<std::uint32_t>& rows, const std::vector<Cube>& cubes) {
  Chart chart(rows.size());
  for (std::size_t c = 0; c < cubes.size(); ++c)
    for (std::size_t r = 0; r < rows.size(); ++r)
      if (cubes[c].covers(rows[r])) chart[r].push_back(c);
  return chart;
}

// Rows that are covered whenever another one is say nothing new. Saves time alone, so a chart too large for it stays.
void drop_dominated(Chart& chart) {
  std::size_t marks = 0;
  for (const auto& row : chart) marks += row.size();
  constexpr std::size_t kWorthwhile = 400'000'000;
  if (marks * chart.size() > kWorthwhile) return;
  std::sort(chart.begin(), chart.end(), [](const auto& a, const auto& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
  Chart kept;
  for (auto& row : chart)
    if (std::none_of(kept.begin(), kept.end(), [&](const auto& k) { return std::includes(row.begin(), row.end(), k.begin(), k.end()); }))
      kept.push_back(std::move(row));
  chart = std::move(kept);
}

// A part of a chart that shares no product with the rest, so that it can be solved alone; its products are numbered anew.
struct Group {
  Chart chart;
  std::vector<std::size_t> cubes;  // what each was before
};

std::vector<Group> groups_of(const Chart& chart, std::size_t cubes) {
  std::vector<std::size_t> parent(cubes);
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&](std::size_t c) {
    while (parent[c] != c) c = parent[c] = parent[parent[c]];
    return c;
  };
  for (const auto& row : chart)
    for (const std::size_t c : row) parent[root(c)] = root(row.front());
  std::vector<Group> groups;
  std::vector<std::size_t> group_of(cubes, cubes), number(cubes, cubes);
  for (const auto& row : chart) {
    std::size_t& at = group_of[root(row.front())];
    if (at == cubes) {
      at = groups.size();
      groups.emplace_back();
    }
    Group& group = groups[at];
    std::vector<std::size_t>& renumbered = group.chart.emplace_back();
    for (const std::size_t c : row) {
      if (number[c] == cubes) {
        number[c] = group.cubes.size();
        group.cubes.push_back(c);
      }
      renumbered.push_back(number[c]);
    }
  }
  return groups;
}

// Branch and bound over one group: the row with the fewest products left is branched on; a product tried is excluded from
// the later branches, so no model comes up twice.
class GroupSearch {
 public:
  GroupSearch(const Group& group, Which which, const MinimiseLimits& limits, std::size_t& steps)
      : group_(group), rows_(group.chart), which_(which), limits_(limits), steps_(steps), rows_of_(group.cubes.size()),
        excluded_(group.cubes.size(), 0), covered_(group.chart.size(), 0) {
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      marks_ += rows_[r].size();
      for (const std::size_t c : rows_[r]) rows_of_[c].push_back(r);
    }
    fewest_ = greedy();
  }

  Covers run() {
    search();
    if (!covers_.proved && covers_.models.empty()) covers_.models.push_back(greedy_model_);
    for (auto& model : covers_.models)
      for (std::size_t& c : model) c = group_.cubes[c];
    return std::move(covers_);
  }

 private:
  std::size_t greedy() {
    std::vector<char> done(rows_.size(), 0);
    for (std::size_t left = rows_.size(); left > 0;) {
      std::size_t best = 0, most = 0;
      for (std::size_t c = 0; c < rows_of_.size(); ++c) {
        const auto fresh = static_cast<std::size_t>(std::count_if(rows_of_[c].begin(), rows_of_[c].end(), [&](std::size_t r) { return !done[r]; }));
        if (fresh > most) {
          most = fresh;
          best = c;
        }
      }
      for (const std::size_t r : rows_of_[best]) done[r] = 1;
      left -= most;
      greedy_model_.push_back(best);
    }
    return greedy_model_.size();
  }

  // The open row with the fewest products left; rows_.size() where none is open. `dead` where one has none left.
  std::size_t tightest(bool& dead) const {
    std::size_t best = rows_.size(), fewest = static_cast<std::size_t>(-1);
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (covered_[r] != 0) continue;
      const std::size_t left = allowed(r);
      if (left == 0) dead = true;
      if (left < fewest) {
        fewest = left;
        best = r;
      }
    }
    return best;
  }

  std::size_t allowed(std::size_t row) const {
    return static_cast<std::size_t>(std::count_if(rows_[row].begin(), rows_[row].end(), [&](std::size_t c) { return excluded_[c] == 0; }));
  }

  // Open rows no two of which share a product: each needs one of its own.
  std::size_t needed_still() const {
    std::vector<char> used(rows_of_.size(), 0);
    std::size_t needed = 0;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (covered_[r] != 0 || std::any_of(rows_[r].begin(), rows_[r].end(), [&](std::size_t c) { return excluded_[c] == 0 && used[c]; })) continue;
      ++needed;
      for (const std::size_t c : rows_[r]) used[c] = 1;
    }
    return needed;
  }

  // Every product chosen must cover a row that no other chosen one covers; chosen products never lose rivals on the way down.
  bool redundant() const {
    return std::any_of(chosen_.begin(), chosen_.end(), [&](std::size_t c) {
      return std::none_of(rows_of_[c].begin(), rows_of_[c].end(), [&](std::size_t r) { return covered_[r] == 1; });
    });
  }

  bool hopeless() const {
    return which_ == Which::Fewest ? chosen_.size() + needed_still() > fewest_ : redundant();
  }

  void found() {
    if (which_ == Which::Fewest && chosen_.size() < fewest_) {
      fewest_ = chosen_.size();
      covers_.models.clear();
      covers_.all_listed = true;
    }
    if (covers_.models.size() < limits_.models) covers_.models.push_back(chosen_);
    else covers_.all_listed = false;
  }

  // False: stop altogether.
  bool search() {
    if (steps_ < marks_) return covers_.proved = false;
    steps_ -= marks_;
    if (hopeless()) return true;
    bool dead = false;
    const std::size_t row = tightest(dead);
    if (dead) return true;
    if (row == rows_.size()) {
      found();
      return covers_.all_listed || which_ == Which::Fewest;
    }
    std::vector<std::size_t> tried;
    bool going_on = true;
    for (const std::size_t c : rows_[row]) {
      if (excluded_[c] != 0) continue;
      choose(c);
      going_on = search();
      unchoose(c);
      if (!going_on) break;
      excluded_[c] = 1;
      tried.push_back(c);
    }
    for (const std::size_t c : tried) excluded_[c] = 0;
    return going_on;
  }

  void choose(std::size_t c) {
    chosen_.push_back(c);
    for (const std::size_t r : rows_of_[c]) ++covered_[r];
  }

  void unchoose(std::size_t c) {
    chosen_.pop_back();
    for (const std::size_t r : rows_of_[c]) --covered_[r];
  }

  const Group& group_;
  const Chart& rows_;
  Which which_;
  const MinimiseLimits& limits_;
  std::size_t& steps_;
  std::vector<std::vector<std::size_t>> rows_of_;
  std::vector<char> excluded_;
  std::vector<std::uint32_t> covered_;
  std::vector<std::size_t> chosen_, greedy_model_;
  std::size_t fewest_ = 0, marks_ = 0;
  Covers covers_;
};

// Every model so far with every one of a further group.
void combine(Covers& all, const Covers& group, std::size_t most) {
  std::vector<std::vector<std::size_t>> models;
  for (const auto& a : all.models)
    for (const auto& b : group.models) {
      if (models.size() >= most) {
        all.all_listed = false;
        break;
      }
      models.push_back(a);
      models.back().insert(models.back().end(), b.begin(), b.end());
    }
  all.models = std::move(models);
  all.all_listed = all.all_listed && group.all_listed;
  all.proved = all.proved && group.proved;
}

Cube between(const Cube& conservative, const Cube& parsimonious, std::uint32_t expected, std::uint32_t direction) {
  const std::uint32_t against = expected & (conservative.value ^ direction);
  const std::uint32_t care = parsimonious.care | (conservative.care & ~against);
  return {care, conservative.value & care};
}

}  // namespace

bool operator<(const Cube& a, const Cube& b) {
  const auto key = [](const Cube& c) { return std::tuple(std::popcount(c.care), ~c.care, ~c.value); };
  return key(a) < key(b);
}

std::optional<std::vector<Cube>> primes_of_rows(std::vector<std::uint32_t> rows, unsigned conditions, const MinimiseLimits& limits) {
  CubeSet cubes, primes;
  for (const std::uint32_t row : rows) cubes.insert({all_conditions(conditions), row});
  std::size_t room = limits.cubes;
  while (!cubes.empty()) {
    std::optional<CubeSet> larger = merged_once(cubes, primes, room);
    if (!larger) return std::nullopt;
    room -= larger->size();
    cubes = std::move(*larger);
  }
  return sorted(primes);
}

std::optional<std::vector<Cube>> primes_avoiding(const std::vector<std::uint32_t>& rows, const std::vector<std::uint32_t>& avoid,
                                                 const MinimiseLimits& limits) {
  CubeSet primes;
  Budget budget(limits.steps);
  try {
    for (const std::uint32_t row : rows) {
      // A product covering `row` avoids the others where it asks about a condition in which each differs.
      Sets differences;
      for (const std::uint32_t other : avoid) differences.push_back(row ^ other);
      for (const std::uint32_t care : meeting_all(smallest(std::move(differences), budget), budget)) primes.insert({care, row & care});
      if (primes.size() > limits.cubes) return std::nullopt;
    }
  } catch (const Budget&) {
    return std::nullopt;
  }
  return sorted(primes);
}

Covers covers_of(const std::vector<std::uint32_t>& rows, const std::vector<Cube>& cubes, Which which, const MinimiseLimits& limits) {
  Chart chart = chart_of(rows, cubes);
  drop_dominated(chart);
  Covers all;
  all.models = {{}};
  std::size_t steps = limits.steps;
  for (const Group& group : groups_of(chart, cubes.size()))
    combine(all, GroupSearch(group, which, limits, steps).run(), limits.models);
  for (auto& model : all.models) std::sort(model.begin(), model.end());
  std::sort(all.models.begin(), all.models.end());
  return all;
}

std::vector<Cube> between(const std::vector<Cube>& conservative, const std::vector<Cube>& parsimonious, std::uint32_t expected,
                          std::uint32_t direction) {
  CubeSet found;
  for (const Cube& c : conservative) {
    const bool contained = std::any_of(parsimonious.begin(), parsimonious.end(), [&](const Cube& p) { return p.contains(c); });
    if (!contained) found.insert(c);
    for (const Cube& p : parsimonious)
      if (p.contains(c)) found.insert(between(c, p, expected, direction));
  }
  const std::vector<Cube> all = sorted(found);
  std::vector<Cube> largest;
  for (const Cube& cube : all)
    if (std::none_of(all.begin(), all.end(), [&](const Cube& o) { return !(o == cube) && o.contains(cube); })) largest.push_back(cube);
  return largest;
}

}  // namespace realist::engine
