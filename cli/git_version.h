// A theory as it stood at an earlier revision of the git repository it is kept in: git is asked, and only reads.
#pragma once

#include <cstddef>
#include <string>

#include "rules/read_theory.h"

namespace realist::cli {

class GitVersion {
 public:
  // `path`: a file in a repository. Throws FileFailure where git is not installed, the file is in no repository or was not
  // there at that revision, UsageError where there is no such revision. No hook is run and nothing is fetched.
  GitVersion(const std::string& path, const std::string& revision);

  // The file as it stood, and what it includes: paths as rules::ReadFile has them.
  rules::FileText read(const std::string& path, std::size_t limit) const;

  // "HEAD~2 (1a2b3c4, 2026-11-02)"
  const std::string& name() const { return name_; }

 private:
  std::string folder_;   // of the theory
  std::string commit_;   // its full hash
  std::string name_;
};

}  // namespace realist::cli
