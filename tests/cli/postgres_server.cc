#include "postgres_server.h"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <vector>

namespace realist::tests {
namespace {

namespace fs = std::filesystem;

std::string programs() {
  std::string newest;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", error))
    if (fs::exists(entry.path() / "bin/initdb")) newest = std::max(newest, (entry.path() / "bin").string());
  if (newest.empty()) throw std::runtime_error("there is no PostgreSQL here; scripts/install-dependencies installs it");
  return newest;
}

// PostgreSQL refuses to run as root.
void step_down() {
  if (geteuid() != 0) return;
  const passwd* user = getpwnam("postgres");
  if (user == nullptr) user = getpwnam("nobody");
  if (user == nullptr || setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0) _exit(126);
}

// With both outputs into `output`, a descriptor.
pid_t begin(const std::vector<std::string>& words, int output) {
  const pid_t parent = getpid(), child = fork();
  if (child != 0) return child;
  step_down();
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (getppid() != parent) _exit(125);
  dup2(output, 1);
  dup2(output, 2);
  if (chdir("/") != 0) _exit(124);
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(arguments[0], arguments.data());
  _exit(127);
}

std::string text_of(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

PostgresServer::PostgresServer() : programs_(programs()) {
  std::string name = (fs::temp_directory_path() / "realist-pg-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = name;
  chmod(folder_.c_str(), 0777);
  make_data();
  start();
}

PostgresServer::~PostgresServer() {
  stop();
  std::error_code error;
  fs::remove_all(folder_, error);
}

void PostgresServer::make_data() {
  const std::string log = folder_ + "/initdb.log";
  const int output = open(log.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0666);
  const pid_t child = begin({programs_ + "/initdb", "-D", folder_ + "/data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"}, output);
  close(output);
  int status = 0;
  if (waitpid(child, &status, 0) != child || status != 0) throw std::runtime_error("no database could be made: " + text_of(log));
  std::ofstream(folder_ + "/hba.conf") << "local all tester trust\nlocal all all scram-sha-256\n";
  chmod((folder_ + "/hba.conf").c_str(), 0644);
}

void PostgresServer::start() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  server_ = begin({programs_ + "/postgres", "-D", folder_ + "/data", "-c", "listen_addresses=", "-k", folder_, "-c", "hba_file=" + folder_ + "/hba.conf",
                   "-c", "fsync=off", "-c", "timezone=Europe/London", "-c", "log_timezone=UTC", "-c", "shared_buffers=8MB", "-c", "max_connections=8", "-c", "logging_collector=off"},
                  ends[1]);
  close(ends[1]);
  std::string said;
  char block[256];
  while (said.find("ready to accept connections") == std::string::npos) {
    const ssize_t got = read(ends[0], block, sizeof block);
    if (got <= 0) {
      close(ends[0]);
      throw std::runtime_error("the database did not start: " + said);
    }
    said.append(block, static_cast<std::size_t>(got));
  }
  log_ = ends[0];  // kept open: what it says later needs a reader
}

void PostgresServer::run(const std::string& statements) const {
  PGconn* connection = PQconnectdb(("host=" + folder_ + " user=tester dbname=postgres").c_str());
  PGresult* result = PQexec(connection, statements.c_str());
  const ExecStatusType status = PQresultStatus(result);
  const std::string said = PQerrorMessage(connection);
  PQclear(result);
  PQfinish(connection);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(said);
}

std::string PostgresServer::query(const std::string& text, const std::string& user) const {
  return "postgresql://" + user + "@/postgres?host=" + folder_ + "&query=" + text;
}

void PostgresServer::stop() {
  if (server_ <= 0) return;
  kill(server_, SIGQUIT);
  waitpid(server_, nullptr, 0);
  server_ = -1;
  close(log_);
}

}  // namespace realist::tests
