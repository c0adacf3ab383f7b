#include "engine/set_expression.h"

#include <algorithm>
#include <set>
#include <utility>

namespace realist::engine {
namespace {

using Kind = SetExpression::Kind;

constexpr std::size_t kLongest = 10'000, kDeepest = 64;

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || (static_cast<unsigned char>(c) & 0x80u) != 0;
}

// Takes apart one text. A fault is thrown inside and given out as a value by the functions below.
class Reader {
 public:
  Reader(std::string_view text, NameLookup lookup) : text_(text), lookup_(std::move(lookup)) {
    if (text.size() > kLongest) fail(0, "the expression is longer than 10,000 characters");
  }

  SetClaim claim() {
    SetClaim claim;
    claim.left = sum(0);
    claim.arrow = arrow();
    claim.outcome = outcome();
    return claim;
  }

  SetExpression outcome() {
    blanks();
    if (!take("~")) return end(name());
    return end({Kind::Not, 0, {name()}});
  }

 private:
  [[noreturn]] void fail(std::size_t at, std::string message, std::string unknown = {}) const {
    throw ExpressionFault{at, std::move(message), std::move(unknown)};
  }

  void blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
  }

  bool take(std::string_view sign) {
    blanks();
    if (!text_.substr(at_).starts_with(sign)) return false;
    at_ += sign.size();
    return true;
  }

  Arrow arrow() {
    for (const std::string_view sign : {"<->", "<=>"})
      if (take(sign)) return Arrow::Both;
    for (const std::string_view sign : {"->", "=>"})
      if (take(sign)) return Arrow::Enough;
    for (const std::string_view sign : {"<-", "<="})
      if (take(sign)) return Arrow::Needed;
    if (at_ < text_.size()) fail(at_, text_[at_] == ')' ? "this bracket closes none that is open" : "here an operator is missing: * (and), + (or) or ->");
    fail(at_, "the outcome is missing: write -> and the outcome behind the expression, as in \"A*~B + C -> Y\"");
  }

  SetExpression end(SetExpression e) {
    blanks();
    if (at_ < text_.size()) fail(at_, "behind the outcome nothing may follow; the outcome is one name, or ~ and a name");
    return e;
  }

  SetExpression joined(Kind kind, std::vector<SetExpression> parts) const {
    if (parts.size() == 1) return std::move(parts.front());
    return {kind, 0, std::move(parts)};
  }

  SetExpression sum(std::size_t depth) {
    std::vector<SetExpression> parts = {product(depth)};
    while (take("+")) parts.push_back(product(depth));
    return joined(Kind::Or, std::move(parts));
  }

  SetExpression product(std::size_t depth) {
    std::vector<SetExpression> parts = {factor(depth)};
    while (take("*")) parts.push_back(factor(depth));
    return joined(Kind::And, std::move(parts));
  }

  SetExpression factor(std::size_t depth) {
    blanks();
    if (depth > kDeepest) fail(at_, "the brackets are nested more than 64 deep");
    if (take("~")) return {Kind::Not, 0, {factor(depth + 1)}};
    const std::size_t open = at_;
    if (!take("(")) return name();
    SetExpression inner = sum(depth + 1);
    if (!take(")")) fail(open, "this bracket is never closed");
    return inner;
  }

  SetExpression name() {
    blanks();
    const std::size_t begin = at_;
    const std::string found = take("\"") ? quoted(begin) : plain();
    if (found.empty()) fail(begin, "here a condition is missing; its name needs double quotes where it holds more than letters, digits, _ and .");
    const std::optional<std::size_t> condition = lookup_(found);
    if (!condition) fail(begin, "there is no condition \"" + found + "\"", found);
    return {Kind::Condition, *condition, {}};
  }

  std::string quoted(std::size_t begin) {
    const std::size_t close = text_.find('"', at_);
    if (close == std::string_view::npos) fail(begin, "this quote is never closed");
    const std::string found(text_.substr(at_, close - at_));
    at_ = close + 1;
    return found;
  }

  std::string plain() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name_byte(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::string_view text_;
  NameLookup lookup_;
  std::size_t at_ = 0;
};

NameLookup exactly(const std::vector<std::string>& names) {
  return [&names](const std::string& name) {
    const auto at = std::find(names.begin(), names.end(), name);
    return at == names.end() ? std::nullopt : std::optional<std::size_t>(static_cast<std::size_t>(at - names.begin()));
  };
}

// A product: conditions asked for with and without "not", each sorted.
struct Product {
  std::set<std::size_t> present, absent;

  bool contradictory() const {
    return std::any_of(present.begin(), present.end(), [&](std::size_t c) { return absent.contains(c); });
  }
  // True where every case of `other` is one of this.
  bool contains(const Product& other) const {
    return std::includes(other.present.begin(), other.present.end(), present.begin(), present.end()) &&
           std::includes(other.absent.begin(), other.absent.end(), absent.begin(), absent.end());
  }
};

using Products = std::vector<Product>;

struct TooMany {};

void add(Products& products, Product product, std::size_t limit) {
  if (product.contradictory()) return;
  if (std::any_of(products.begin(), products.end(), [&](const Product& p) { return p.contains(product); })) return;
  std::erase_if(products, [&](const Product& p) { return product.contains(p); });
  products.push_back(std::move(product));
  if (products.size() > limit) throw TooMany{};
}

Product merged(Product a, const Product& b) {
  a.present.insert(b.present.begin(), b.present.end());
  a.absent.insert(b.absent.begin(), b.absent.end());
  return a;
}

Products products_of(const SetExpression& e, bool negate, std::size_t limit);

Products products_of_parts(const std::vector<SetExpression>& parts, bool all, bool negate, std::size_t limit) {
  Products products = all ? Products{Product{}} : Products{};
  for (const SetExpression& part : parts) {
    const Products of_part = products_of(part, negate, limit);
    Products next = all ? Products{} : std::move(products);
    if (all) {
      for (const Product& a : products)
        for (const Product& b : of_part) add(next, merged(a, b), limit);
    } else {
      for (const Product& b : of_part) add(next, b, limit);
    }
    products = std::move(next);
  }
  return products;
}

Products products_of(const SetExpression& e, bool negate, std::size_t limit) {
  switch (e.kind) {
    case Kind::Condition: {
      Product product;
      (negate ? product.absent : product.present).insert(e.condition);
      return {product};
    }
    case Kind::Not: return products_of(e.parts.front(), !negate, limit);
    case Kind::And: return products_of_parts(e.parts, !negate, negate, limit);
    case Kind::Or: return products_of_parts(e.parts, negate, negate, limit);
  }
  return {};
}

SetExpression expression_of(const Product& product) {
  SetExpression e{Kind::And, 0, {}};
  std::set<std::size_t> all = product.present;
  all.insert(product.absent.begin(), product.absent.end());
  for (const std::size_t c : all) {
    SetExpression condition{Kind::Condition, c, {}};
    e.parts.push_back(product.present.contains(c) ? condition : SetExpression{Kind::Not, 0, {condition}});
  }
  return e.parts.size() == 1 ? e.parts.front() : e;
}

void collect(const SetExpression& e, std::set<std::size_t>& into) {
  if (e.kind == Kind::Condition) into.insert(e.condition);
  for (const SetExpression& part : e.parts) collect(part, into);
}

}  // namespace

std::variant<SetClaim, ExpressionFault> read_claim(std::string_view text, const std::vector<std::string>& names) { return read_claim(text, exactly(names)); }

std::variant<SetClaim, ExpressionFault> read_claim(std::string_view text, const NameLookup& lookup) {
  try {
    return Reader(text, lookup).claim();
  } catch (const ExpressionFault& fault) {
    return fault;
  }
}

std::variant<SetExpression, ExpressionFault> read_outcome(std::string_view text, const std::vector<std::string>& names) {
  try {
    return Reader(text, exactly(names)).outcome();
  } catch (const ExpressionFault& fault) {
    return fault;
  }
}

std::vector<SetExpression> summands(const SetExpression& e) {
  return e.kind == Kind::Or ? e.parts : std::vector<SetExpression>{e};
}

std::vector<std::size_t> conditions_in(const SetExpression& e) {
  std::set<std::size_t> all;
  collect(e, all);
  return {all.begin(), all.end()};
}

std::optional<SetExpression> multiplied_out(const SetExpression& e, std::size_t limit) {
  try {
    SetExpression sum{Kind::Or, 0, {}};
    for (const Product& product : products_of(e, false, limit)) sum.parts.push_back(expression_of(product));
    if (sum.parts.size() == 1) return sum.parts.front();
    return sum;
  } catch (const TooMany&) {
    return std::nullopt;
  }
}

std::string name_text(const std::string& name) {
  const bool is_plain = !name.empty() && std::all_of(name.begin(), name.end(), is_name_byte);
  return is_plain ? name : '"' + name + '"';
}

std::string expression_text(const SetExpression& e, const std::vector<std::string>& names) {
  if (e.kind == Kind::Condition) return name_text(names[e.condition]);
  const auto part_text = [&](const SetExpression& part) {
    const bool bracket = (part.kind == Kind::Or || (part.kind == Kind::And && e.kind == Kind::Not)) && part.parts.size() > 1;
    return bracket ? "(" + expression_text(part, names) + ")" : expression_text(part, names);
  };
  if (e.kind == Kind::Not) return "~" + part_text(e.parts.front());
  std::string text;
  for (const SetExpression& part : e.parts)
    text += (text.empty() ? "" : e.kind == Kind::And ? "*" : " + ") + part_text(part);
  if (text.empty()) return e.kind == Kind::And ? "(always)" : "(never)";
  return text;
}

}  // namespace realist::engine
