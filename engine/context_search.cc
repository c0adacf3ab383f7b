#include "engine/context_search.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "engine/minimise.h"

namespace realist::engine {
namespace {

using Bits = std::vector<std::uint64_t>;

void put(Bits& bits, std::size_t i) { bits[i / 64] |= std::uint64_t{1} << (i % 64); }

std::size_t count_both(const Bits& a, const Bits& b) {
  std::size_t count = 0;
  for (std::size_t w = 0; w < a.size(); ++w) count += static_cast<std::size_t>(std::popcount(a[w] & b[w]));
  return count;
}

std::size_t count_of(const Bits& bits) { return count_both(bits, bits); }

// SplitMix64 (Steele, Lea and Flood 2014): every platform gives the same numbers.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t n) {  // each as likely as the others
    const std::uint64_t bound = n, uneven = (0 - bound) % bound;
    std::uint64_t drawn = next();
    while (drawn < uneven) drawn = next();
    return static_cast<std::size_t>(drawn % bound);
  }

 private:
  std::uint64_t state_;
};

// n ln n for whole numbers: all that G is made of.
double n_ln_n(std::size_t n) { return n < 2 ? 0 : static_cast<double>(n) * std::log(static_cast<double>(n)); }

class Logs {
 public:
  explicit Logs(std::size_t most) {
    for (std::size_t n = 0; n <= most; ++n) table_.push_back(n_ln_n(n));
  }
  double ratio(std::size_t fired_in, std::size_t in, std::size_t fired, std::size_t all) const {
    const double cells = table_[fired_in] + table_[in - fired_in] + table_[fired - fired_in] + table_[all - in - (fired - fired_in)];
    return 2 * (cells - table_[in] - table_[all - in] - table_[fired] - table_[all - fired] + table_[all]);
  }

 private:
  std::vector<double> table_;
};

struct Scored {
  std::vector<ContextPart> parts;
  double score = 0;
};

// One table, ready to be searched again and again with other verdicts.
class Searching {
 public:
  Searching(const ContextTable& table, std::size_t which, const SearchChoices& choices)
      : which_(which), cases_(table.fired.size()), smallest_(std::max<std::size_t>(1, choices.smallest)), logs_(cases_), fired_(table.fired),
        random_(choices.seed * 0x9E3779B97F4A7C15u + which) {
    for (const auto& values : table.columns) columns_.push_back(column_of(values));
    const auto fired = static_cast<std::size_t>(std::count(fired_.begin(), fired_.end(), 1));
    worth_it_ = fired >= smallest_ && cases_ - fired >= smallest_;
  }

  bool worth_it() const { return worth_it_; }
  std::size_t which() const { return which_; }
  std::size_t looked_at() const { return looked_at_; }

  void shuffle() {
    for (std::size_t i = cases_; i > 1; --i) std::swap(fired_[i - 1], fired_[random_.below(i)]);
  }

  // Every context looked at is shown.
  template <typename See>
  void search(See see) {
    Bits fired((cases_ + 63) / 64);
    for (std::size_t i = 0; i < cases_; ++i)
      if (fired_[i]) put(fired, i);
    looked_at_ = 0;
    std::vector<std::pair<double, std::size_t>> best;  // by score
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const auto score = score_of(columns_[c], fired);
      if (!score) continue;
      ++looked_at_;
      see(Scored{{{c, true}}, *score});
      best.emplace_back(-*score, c);
    }
    std::sort(best.begin(), best.end());
    best.resize(std::min(best.size(), kJoined));
    if (best.size() > 1) join(best, fired, see);
  }

 private:
  struct Column {
    Bits so, known;
    std::size_t in = 0, all = 0;
  };

  Column column_of(const std::vector<std::int8_t>& values) const {
    Column column;
    column.so.resize((cases_ + 63) / 64);
    column.known = column.so;
    for (std::size_t i = 0; i < cases_; ++i) {
      if (values[i] >= 0) put(column.known, i);
      if (values[i] > 0) put(column.so, i);
    }
    column.in = count_of(column.so);
    column.all = count_of(column.known);
    return column;
  }

  std::optional<double> score_of(const Column& column, const Bits& fired) const {
    if (column.in < smallest_ || column.all - column.in < smallest_) return std::nullopt;
    return logs_.ratio(count_both(column.so, fired), column.in, count_both(column.known, fired), column.all);
  }

  // The configurations of the most telling columns, those that fire more often against those that fire less often.
  template <typename See>
  void join(const std::vector<std::pair<double, std::size_t>>& best, const Bits& fired, See& see) {
    const auto n = static_cast<unsigned>(best.size());
    std::vector<Share> rows(std::size_t{1} << n);
    Share all;
    for (std::size_t i = 0; i < cases_; ++i) {
      const bool yes = fired[i / 64] >> (i % 64) & 1;
      all.part += yes, ++all.whole;
      if (const auto row = row_of(best, n, i)) rows[*row].part += yes, ++rows[*row].whole;
    }
    std::vector<std::uint32_t> more, less;
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
      const std::uint64_t here = rows[row].part * all.whole, over_all = all.part * rows[row].whole;
      if (here > over_all) more.push_back(row);
      if (here < over_all) less.push_back(row);
    }
    show_products(best, n, more, less, fired, see);
    show_products(best, n, less, more, fired, see);
  }

  std::optional<std::uint32_t> row_of(const std::vector<std::pair<double, std::size_t>>& best, unsigned n, std::size_t i) const {
    std::uint32_t row = 0;
    for (unsigned c = 0; c < n; ++c) {
      const Column& column = columns_[best[c].second];
      if (!(column.known[i / 64] >> (i % 64) & 1)) return std::nullopt;
      if (column.so[i / 64] >> (i % 64) & 1) row |= condition_bit(c, n);
    }
    return row;
  }

  template <typename See>
  void show_products(const std::vector<std::pair<double, std::size_t>>& best, unsigned n, const std::vector<std::uint32_t>& rows,
                     const std::vector<std::uint32_t>& avoid, const Bits& fired, See& see) {
    const auto cubes = primes_avoiding(rows, avoid);
    if (!cubes) return;
    for (const Cube& cube : *cubes) {
      if (std::popcount(cube.care) < 2) continue;  // alone, it was looked at
      std::vector<ContextPart> parts;
      for (unsigned c = 0; c < n; ++c)
        if (cube.care & condition_bit(c, n)) parts.push_back({best[c].second, (cube.value & condition_bit(c, n)) != 0});
      std::sort(parts.begin(), parts.end(), [](const ContextPart& a, const ContextPart& b) { return a.column < b.column; });
      const Column all = joined(parts);
      const auto ratio = score_of(all, fired);
      if (!ratio) continue;
      ++looked_at_;
      const double price = std::log(static_cast<double>(all.all));
      if (std::any_of(parts.begin(), parts.end(), [&](const ContextPart& part) { return gain(all, columns_[part.column], fired) < price; })) continue;
      const double score = *ratio - price * static_cast<double>(parts.size() - 1);
      see(Scored{std::move(parts), score});
    }
  }

  // How much more a context tells than one of its conditions, over the cases of which both are known.
  double gain(const Column& context, const Column& part, const Bits& fired) const {
    Bits known = context.known, fired_known = fired;
    for (std::size_t w = 0; w < known.size(); ++w) fired_known[w] &= known[w] &= part.known[w];
    const std::size_t all = count_of(known), all_fired = count_of(fired_known);
    const auto ratio = [&](const Column& column) { return logs_.ratio(count_both(column.so, fired_known), count_both(column.so, known), all_fired, all); };
    return ratio(context) - ratio(part);
  }

  Column joined(const std::vector<ContextPart>& parts) const {
    Column out;
    Bits outside((cases_ + 63) / 64);
    out.so.assign(outside.size(), ~std::uint64_t{0});
    for (const ContextPart& part : parts) {
      const Column& column = columns_[part.column];
      for (std::size_t w = 0; w < outside.size(); ++w) {
        const std::uint64_t so = column.so[w], not_so = column.known[w] & ~so;
        out.so[w] &= part.so ? so : not_so;
        outside[w] |= part.so ? not_so : so;
      }
    }
    out.known = out.so;
    for (std::size_t w = 0; w < outside.size(); ++w) out.known[w] |= outside[w];
    out.in = count_of(out.so);
    out.all = count_of(out.known);
    return out;
  }

  std::size_t which_, cases_, smallest_;
  Logs logs_;
  std::vector<std::uint8_t> fired_;
  std::vector<Column> columns_;
  Random random_;
  bool worth_it_ = false;
  std::size_t looked_at_ = 0;
};

FoundContext found(const ContextTable& table, std::size_t which, const Scored& scored) {
  FoundContext out;
  out.table = which;
  out.parts = scored.parts;
  out.score = scored.score;
  const std::vector<std::int8_t> members = members_of(table, out.parts);
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i] < 0) {
      ++out.unknown;
      continue;
    }
    Share& side = members[i] > 0 ? out.inside : out.outside;
    side.part += table.fired[i], ++side.whole;
  }
  return out;
}

bool share_a_column(const FoundContext& a, const FoundContext& b) {
  return a.table == b.table && std::any_of(a.parts.begin(), a.parts.end(), [&](const ContextPart& p) {
           return std::any_of(b.parts.begin(), b.parts.end(), [&](const ContextPart& q) { return p.column == q.column; });
         });
}

bool before(const FoundContext& a, const FoundContext& b) {
  if (a.score != b.score) return a.score > b.score;
  if (a.table != b.table) return a.table < b.table;
  return std::lexicographical_compare(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(), [](const ContextPart& p, const ContextPart& q) {
    return p.column != q.column ? p.column < q.column : p.so < q.so;
  });
}

// Rounding aside: sums of the same terms in another order.
constexpr double kAlike = 1e-9;

}  // namespace

double likelihood_ratio(Share inside, Share outside) {
  const std::size_t fired = inside.part + outside.part, all = inside.whole + outside.whole;
  return all == 0 ? 0 : Logs(all).ratio(inside.part, inside.whole, fired, all);
}

std::vector<std::int8_t> members_of(const ContextTable& table, const std::vector<ContextPart>& parts) {
  std::vector<std::int8_t> members(table.fired.size(), 1);
  for (std::size_t i = 0; i < members.size(); ++i)
    for (const ContextPart& part : parts) {
      const std::int8_t value = table.columns[part.column][i];
      const std::int8_t so = value < 0 ? std::int8_t{-1} : std::int8_t{(value > 0) == part.so};
      if (so == 0 || members[i] == 0) members[i] = 0;
      else if (so < 0) members[i] = -1;
    }
  return members;
}

ContextSearch search_contexts(const std::vector<ContextTable>& tables, const SearchChoices& choices) {
  std::vector<Searching> searches;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    Searching search(tables[t], t, choices);
    if (search.worth_it()) searches.push_back(std::move(search));
  }
  ContextSearch out;
  out.tables = searches.size();
  std::vector<FoundContext> all;
  for (Searching& search : searches) {
    search.search([&](const Scored& scored) { all.push_back(found(tables[search.which()], search.which(), scored)); });
    out.contexts += search.looked_at();
  }
  std::sort(all.begin(), all.end(), before);
  std::vector<std::size_t> as_good(all.size(), 1);  // the records as they are count as one of the shuffles
  for (std::size_t b = 0; b < choices.shuffles && !all.empty(); ++b) {
    double best = std::numeric_limits<double>::lowest();
    for (Searching& search : searches) {
      search.shuffle();
      search.search([&](const Scored& scored) { best = std::max(best, scored.score); });
    }
    for (std::size_t i = all.size(); i-- > 0 && all[i].score <= best + kAlike;) ++as_good[i];
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    FoundContext& context = all[i];
    context.chance = static_cast<double>(as_good[i]) / static_cast<double>(choices.shuffles + 1);
    if (i == 0) out.least_chance = context.chance;
    if (context.chance > choices.chance) break;
    if (std::none_of(out.found.begin(), out.found.end(), [&](const FoundContext& other) { return share_a_column(other, context); }))
      out.found.push_back(std::move(context));
  }
  return out;
}

}  // namespace realist::engine
