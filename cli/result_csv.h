// Results as CSV (docs/cli.md, "run --format csv"): one row per case and statement, RFC 4180 quoting, lines end with LF.
//
// Fields are the record's and the theory's own bytes: nothing is put before a leading =, +, - or @, so that what is read
// back is what was written. Several values in one field are joined with "; ".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/judge.h"
#include "models/case_record.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::cli {

// A further column: "attributes.housing.status", "links.site", "kind", "opened", "closed.at", "closed.reason".
struct WithColumn {
  enum class Kind { Attribute, Link, Field };
  Kind kind = Kind::Field;
  std::string name;     // path, kind of link, or field
  std::string heading;  // as asked for
};

// Throws UsageError, naming the option, where a column is none of these.
std::vector<WithColumn> with_columns(const std::vector<std::string>& paths, std::string_view option = "--with");

// The value as known at `as_of`: the latest dated at or before it, else the undated one. Empty: unknown.
std::string with_value(const WithColumn& column, const models::CaseRecord& record, const models::Time& as_of);

std::string csv_header(const std::vector<WithColumn>& with);

// All the rows of one result.
std::string csv_rows(const models::Theory& theory, const models::CaseResult& result, const models::CaseRecord& record,
                     const std::vector<WithColumn>& with);

// `run --format verdicts`: case,statement,verdict,step,kind,reason, straight from outlines. The last three of stalled ones alone.
class VerdictRows {
 public:
  explicit VerdictRows(const models::Theory& theory);
  static std::string header();
  // The rows of one case: an outline a statement, in the theory's order.
  void add(std::string& text, std::string_view case_id, const std::vector<engine::Outline>& outlines) const;

 private:
  std::vector<std::string> statements_;  // their fields, between commas
};

// Quoted where it holds a comma, a quote or a line end; else as it is.
std::string csv_field(const std::string& text);

// Fields with commas between them and a line end after them.
std::string csv_row(const std::vector<std::string>& fields);

}  // namespace realist::cli
