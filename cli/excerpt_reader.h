// Records read straight to what a theory asks of them: the fast way from a file to a judgement.
//
//   ExcerptReader reader(plan);
//   engine::Facts facts;
//   if (!reader.read(text, facts.excerpt)) { models::case_from_json(text) decides; engine::excerpt_of(plan, record, facts.excerpt) }
//   engine::bind(plan, as_of, facts);
//
// Both ways give the same excerpt. This one takes a record only where it is sure to read it exactly as the careful one would,
// and without a problem to be told: it looks at everything the careful one would refuse or find fault with, in parts the theory
// does not ask for as well, and leaves to it whatever is wrong, unusual (escapes in names or in what is asked for, numbers with
// an exponent) or so rare that it is not worth a second reader (see excerpt_reader.cc).
#pragma once

#include <memory>
#include <string_view>

#include "engine/excerpt.h"
#include "models/case_json.h"

namespace realist::cli {

// One a thread; it reads for one theory. Memory: some hundred KiB, and twice the longest record read.
class ExcerptReader {
 public:
  // So many readable bytes have to follow a record, whatever they are.
  static constexpr std::size_t kPadding = 64;

  explicit ExcerptReader(const engine::Plan& plan, const models::RecordLimits& limits = {});
  ~ExcerptReader();
  ExcerptReader(ExcerptReader&&) noexcept;

  // One record, without blanks around it. False: it is the careful reader's, and `excerpt` is not to be used. True: `excerpt`
  // holds it, on its own: it points neither into the text nor into the reader. No memory is asked for where records before
  // were as large and of the same kind. Cost: linear in the text.
  bool read(std::string_view record, engine::Excerpt& excerpt);

 private:
  class Reading;
  std::unique_ptr<Reading> reading_;
};

}  // namespace realist::cli
