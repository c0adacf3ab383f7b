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
  std::size_t left() const { return left_; }

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
  std::vector<char> used(cubes, 0);
  for (const auto& row : chart)
    for (const std::size_t c : row) used[c] = 1;
  // Numbered in their order, so that rows stay sorted.
  std::vector<Group> groups;
  std::vector<std::size_t> group_of(cubes, cubes), number(cubes, 0);
  for (std::size_t c = 0; c < cubes; ++c) {
    if (!used[c]) continue;
    std::size_t& at = group_of[root(c)];
    if (at == cubes) {
      at = groups.size();
      groups.emplace_back();
    }
    number[c] = groups[at].cubes.size();
    groups[at].cubes.push_back(c);
  }
  for (const auto& row : chart) {
    std::vector<std::size_t>& renumbered = groups[group_of[root(row.front())]].chart.emplace_back();
    for (const std::size_t c : row) renumbered.push_back(number[c]);
  }
  return groups;
}

std::size_t cubes_in(const Chart& chart) {
  std::size_t cubes = 0;
  for (const auto& row : chart) cubes = std::max(cubes, row.empty() ? 0 : row.back() + 1);
  return cubes;
}

Chart without_rows_of(const Chart& chart, std::size_t c) {
  Chart rest;
  for (const auto& row : chart)
    if (!std::binary_search(row.begin(), row.end(), c)) rest.push_back(row);
  return rest;
}

void take_out(Chart& chart, std::size_t c) {
  for (auto& row : chart) std::erase(row, c);
}

// Rows no two of which share a product: each needs one of its own. Short rows come first.
std::size_t needed_at_least(const Chart& chart) {
  std::vector<char> used(cubes_in(chart), 0);
  std::size_t needed = 0;
  for (const auto& row : chart) {
    if (std::any_of(row.begin(), row.end(), [&](std::size_t c) { return used[c] != 0; })) continue;
    ++needed;
    for (const std::size_t c : row) used[c] = 1;
  }
  return needed;
}

// How few products cover a chart; the products themselves do not matter, so one that covers no more than another may go.
class FewestSearch {
 public:
  explicit FewestSearch(Budget& budget) : budget_(budget) {}

  // None where it takes more than `most`.
  std::optional<std::size_t> solve(Chart chart, std::size_t most) {
    std::size_t taken = 0;
    if (!reduce(chart, taken) || taken > most) return std::nullopt;
    for (const Group& group : groups_of(chart, cubes_in(chart))) {
      const auto some = branch(group.chart, most - taken);
      if (!some) return std::nullopt;
      taken += *some;
    }
    return taken;
  }

 private:
  // Dominated rows and products go, products that alone cover a row are taken, until nothing changes. False: a row is left
  // that nothing covers.
  bool reduce(Chart& chart, std::size_t& taken) {
    for (;;) {
      spend_on(chart);
      drop_dominated(chart);
      if (chart.empty()) return true;
      if (chart.front().empty()) return false;
      const std::size_t before = taken;
      while (!chart.empty() && chart.front().size() == 1) {
        chart = without_rows_of(chart, chart.front().front());
        ++taken;
      }
      if (!drop_dominated_products(chart) && taken == before) return true;
    }
  }

  void spend_on(const Chart& chart) {
    std::size_t marks = 1;
    for (const auto& row : chart) marks += row.size();
    budget_.spend(marks * (chart.size() / 4 + 1));
  }

  // A product is dropped for another one of its shortest row that covers all it covers.
  bool drop_dominated_products(Chart& chart) {
    const std::size_t cubes = cubes_in(chart);
    std::vector<std::vector<std::size_t>> rows_of(cubes);
    for (std::size_t r = 0; r < chart.size(); ++r)
      for (const std::size_t c : chart[r]) rows_of[c].push_back(r);
    std::vector<char> dropped(cubes, 0);
    bool any = false;
    for (std::size_t c = 0; c < cubes; ++c) {
      if (rows_of[c].empty()) continue;
      const auto& rivals = chart[rows_of[c].front()];
      budget_.spend(rivals.size() * rows_of[c].size());
      dropped[c] = std::any_of(rivals.begin(), rivals.end(), [&](std::size_t o) {
        return o != c && !dropped[o] && std::includes(rows_of[o].begin(), rows_of[o].end(), rows_of[c].begin(), rows_of[c].end());
      });
      any = any || dropped[c];
    }
    if (any)
      for (auto& row : chart) std::erase_if(row, [&](std::size_t c) { return dropped[c] != 0; });
    return any;
  }

  std::optional<std::size_t> branch(const Chart& chart, std::size_t most) {
    const std::size_t least = needed_at_least(chart);
    if (least > most) return std::nullopt;
    std::optional<std::size_t> best;
    Chart left = chart;
    for (const std::size_t c : chart.front()) {
      const std::size_t bound = best ? *best - 1 : most;
      if (bound == 0) break;
      if (const auto some = solve(without_rows_of(left, c), bound - 1)) best = *some + 1;
      if (best && *best == least) break;
      take_out(left, c);
    }
    return best;
  }

  Budget& budget_;
};

using Model = std::vector<std::size_t>;

// The models of a part of a chart.
struct PartModels {
  std::vector<Model> models;
  bool all_listed = true;
};

// The models of one group of rows. A row is branched on: each of its products in turn is taken, and those tried before are
// taken out of every row, so that no model comes up twice. What is left falls apart into smaller groups, which are solved
// alone. Under Which::Fewest it is known beforehand how few products do, so no branch is followed in vain, and the search
// ends once there are more models than are to be listed.
class GroupSearch {
 public:
  GroupSearch(Which which, std::size_t most_models, std::size_t steps) : which_(which), most_(most_models), budget_(steps) {}

  Covers run(const Group& group) {
    const Model greedy = greedy_model(group.chart, group.cubes.size());
    Covers covers;
    try {
      PartModels found = solve(group.chart, greedy.size());
      covers.models = std::move(found.models);
      covers.all_listed = found.all_listed;
    } catch (const Budget&) {
      covers.proved = covers.all_listed = false;
    }
    if (covers.models.empty()) covers.models.push_back(greedy);
    for (Model& model : covers.models)
      for (std::size_t& c : model) c = group.cubes[c];
    return covers;
  }

  std::size_t steps_left() const { return budget_.left(); }

 private:
  static Model greedy_model(const Chart& chart, std::size_t cubes) {
    Model model;
    std::vector<char> done(chart.size(), 0);
    for (;;) {
      std::vector<std::size_t> fresh(cubes, 0);
      for (std::size_t r = 0; r < chart.size(); ++r)
        for (const std::size_t c : chart[r]) fresh[c] += done[r] ? 0 : 1;
      const auto best = static_cast<std::size_t>(std::max_element(fresh.begin(), fresh.end()) - fresh.begin());
      if (fresh[best] == 0) return without_spare(std::move(model), chart);
      for (std::size_t r = 0; r < chart.size(); ++r)
        if (std::binary_search(chart[r].begin(), chart[r].end(), best)) done[r] = 1;
      model.push_back(best);
    }
  }

  static bool covers_row(const Model& model, const std::vector<std::size_t>& row) {
    return std::any_of(model.begin(), model.end(), [&](std::size_t c) { return std::binary_search(row.begin(), row.end(), c); });
  }

  static Model without_spare(Model model, const Chart& chart) {
    for (std::size_t at = 0; at < model.size();) {
      Model fewer = model;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(at));
      if (std::all_of(chart.begin(), chart.end(), [&](const auto& row) { return covers_row(fewer, row); })) model = std::move(fewer);
      else ++at;
    }
    return model;
  }

  void spend_on(const Chart& chart) {
    std::size_t marks = 1;
    for (const auto& row : chart) marks += row.size();
    budget_.spend(marks * (chart.size() / 4 + 1));
  }

  bool bounded() const { return which_ == Which::Fewest; }

  // Under Which::Fewest the models of at most `most` products, and those are all of the smallest size.
  PartModels solve(Chart chart, std::size_t most) {
    spend_on(chart);
    drop_dominated(chart);
    PartModels all{{{}}, true};
    if (chart.empty()) return all;
    if (chart.front().empty()) return {};
    const std::vector<Group> groups = groups_of(chart, cubes_in(chart));
    std::vector<std::size_t> sizes(groups.size(), 0);
    for (std::size_t g = 0; bounded() && g < groups.size(); ++g) {
      const auto fewest = FewestSearch(budget_).solve(groups[g].chart, most);
      if (!fewest) return {};
      sizes[g] = *fewest;
      most -= *fewest;
    }
    for (std::size_t g = 0; g < groups.size(); ++g) {
      PartModels some = solve_connected(groups[g].chart, sizes[g]);
      for (Model& model : some.models)
        for (std::size_t& c : model) c = groups[g].cubes[c];
      join(all, some);
    }
    return all;
  }

  PartModels solve_connected(const Chart& chart, std::size_t size) {
    PartModels found;
    Chart left = chart;
    for (const std::size_t c : chart.front()) {
      take(found, solve(without_rows_of(left, c), size - 1), c, left);
      if (!found.all_listed && found.models.size() >= most_) break;
      take_out(left, c);
    }
    return found;
  }

  // Models of the rows without `c`, each with `c` added.
  void take(PartModels& found, const PartModels& some, std::size_t c, const Chart& chart) {
    found.all_listed = found.all_listed && some.all_listed;
    for (const Model& model : some.models) {
      if (!bounded() && !needs(chart, model, c)) continue;
      if (found.models.size() >= most_) {
        found.all_listed = false;
        return;
      }
      budget_.spend(model.size() + 1);
      found.models.push_back(model);
      found.models.back().push_back(c);
    }
  }

  // True where `c` covers a row that `model` does not.
  bool needs(const Chart& chart, const Model& model, std::size_t c) {
    budget_.spend(chart.size() * (model.size() + 1));
    return std::any_of(chart.begin(), chart.end(),
                       [&](const auto& row) { return std::binary_search(row.begin(), row.end(), c) && !covers_row(model, row); });
  }

  void join(PartModels& all, const PartModels& some) {
    std::vector<Model> models;
    for (const Model& a : all.models)
      for (const Model& b : some.models) {
        if (models.size() >= most_) {
          all.all_listed = false;
          break;
        }
        budget_.spend(a.size() + b.size() + 1);
        models.push_back(a);
        models.back().insert(models.back().end(), b.begin(), b.end());
      }
    all.models = std::move(models);
    all.all_listed = all.all_listed && some.all_listed;
  }

  Which which_;
  std::size_t most_;
  Budget budget_;
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
  std::vector<Group> groups = groups_of(chart, cubes.size());
  // Small ones first: what they do not use is left to the large ones.
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.chart.size() < b.chart.size(); });
  std::size_t steps = limits.steps;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::size_t share = steps / (groups.size() - g);
    GroupSearch search(which, limits.models, share);
    combine(all, search.run(groups[g]), limits.models);
    steps -= share - search.steps_left();
  }
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
