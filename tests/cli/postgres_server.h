// A PostgreSQL of the test's own: from the programs Debian installs, in a folder of its own, reached through a socket in that
// folder alone, so that it meets no other server; gone with the object, or with the test should that crash.
#pragma once

#include <sys/types.h>

#include <string>

namespace realist::tests {

class PostgresServer {
 public:
  // Throws std::runtime_error where it cannot be started, with what it said.
  PostgresServer();
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // Runs statements as the owner, who needs no password. Throws std::runtime_error where one fails.
  void run(const std::string& statements) const;
  // "postgresql://tester@/postgres?host=...&query=..."; with another user, who needs a password.
  std::string query(const std::string& text, const std::string& user = "tester") const;
  // At once, without a word to anybody.
  void stop();

 private:
  void make_data();
  void start();

  std::string folder_, programs_;
  pid_t server_ = -1;
  int log_ = -1;
};

}  // namespace realist::tests
