// The language server: messages in, answers and notifications out (docs/editors.md). One thread; what takes time is handed out
// as a task and comes back as an outcome.
//
// Nothing in a message can bring it down: what is not understood is answered with an error of the protocol. It writes no file;
// edits are handed to the client, and only where they were asked for.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/editor_diagnostic.h"
#include "cli/lsp/theory_check.h"
#include "cli/lsp/values.h"
#include "cli/lsp/workspace.h"
#include "cli/options.h"
#include "models/diagnostic.h"
#include "rules/editing/lexicon.h"

namespace realist::cli::lsp {

class Server {
 public:
  struct Ports {
    std::function<void(std::string_view body)> send;
    std::function<void(CheckTask task)> check;
    FileAccess files;
  };
  Server(LspOptions options, Ports ports);

  // `cancelled`: a request that was taken back meanwhile.
  void take(const Json& message, bool cancelled = false);
  void take_fault(const std::string& sentence);
  void take_outcome(CheckOutcome outcome);

  bool finished() const { return finished_; }
  // As the protocol has it: 0 after `shutdown`, else 1.
  int exit_status() const { return shut_down_ ? 0 : 1; }

 private:
  using Answer = Json (Server::*)(const Json& params);
  using Notice = void (Server::*)(const Json& params);
  static const std::map<std::string, Answer, std::less<>>& requests();
  static const std::map<std::string, Notice, std::less<>>& notices();

  // Told of one file since its last check, at the places of its text as it is now.
  struct Told {
    std::vector<models::Diagnostic> messages;
    bool published = false;          // something of it is shown
  };

  // server.cc: the way of a message.
  void answer(const Json& id, const std::string& method, const Json& params);
  void notice(const std::string& method, const Json& params);
  void send(const Json& message);
  void reply(const Json& id, Json result);
  void refuse(const Json& id, int code, std::string_view sentence);
  void notify(std::string_view method, Json params);

  // server_life.cc
  Json initialize(const Json& params);
  Json shutdown(const Json& params);
  void initialized(const Json& params);
  void exit(const Json& params);
  void pass_over(const Json& params);
  void did_open(const Json& params);
  void did_change(const Json& params);
  void did_save(const Json& params);
  void did_close(const Json& params);
  void did_change_configuration(const Json& params);
  void did_change_watched_files(const Json& params);
  void did_change_folders(const Json& params);
  void take_settings(const Json& settings);
  Json capabilities() const;

  // server_check.cc: what is wrong with the files.
  void touch(const std::string& path);
  void check();
  void move_messages(const std::string& path, const ClientRange& range, std::string_view text);
  void note_typing(const std::string& path, const ClientRange& range, std::string_view text);
  void tell_own(const std::string& path);
  void publish(const std::string& path);
  void take_theory(const CheckedTheory& theory, const CheckOutcome& outcome);
  EditorMarks marks() const;

  // server_text.cc: what is asked of one text.
  Json formatting(const Json& params);
  Json document_symbol(const Json& params);
  Json code_action(const Json& params);
  Json fix_action(const models::Diagnostic& message) const;
  Json allow_action(const std::string& path, const models::Diagnostic& message) const;

  // server_names.cc
  struct Named {
    std::string path;
    std::shared_ptr<const rules::Lexicon> names;
    std::size_t spot = rules::Lexicon::kNothing;
  };
  Json completion(const Json& params);
  Json definition(const Json& params);
  Json references(const Json& params);
  Json document_highlight(const Json& params);
  Json prepare_rename(const Json& params);
  Json rename(const Json& params);
  Json focus(const Json& params);
  std::shared_ptr<const rules::Lexicon> lexicon(const std::string& path);
  std::shared_ptr<const rules::Lexicon> lexicon_over(const std::vector<std::string>& paths);
  Named name_at(const Json& params, bool everywhere);
  Json location(const rules::Lexicon& names, const rules::Spot& spot);
  bool reads_alike(const std::string& path, const std::map<std::string, SharedText>& after);

  // server_verdicts.cc
  Json hover(const Json& params);
  Json tokens_full(const Json& params);
  Json tokens_delta(const Json& params);
  Json tokens_range(const Json& params);
  Json code_lens(const Json& params);
  Json execute_command(const Json& params);
  Json run_one_example(const std::string& path, const std::string& title);
  std::vector<std::uint32_t> token_data(const std::string& path, std::uint32_t first, std::uint32_t last);

  std::string path_in(const Json& params) const;             // of textDocument
  const TextLines& lines_in(const Json& params, std::string& path);
  std::string uri_of(const std::string& path) const;
  models::Place place_in(const Json& params, const TextLines& lines) const;

  LspOptions options_;
  Ports ports_;
  mutable Workspace workspace_;
  CharacterUnit unit_ = CharacterUnit::Utf16;
  bool initialized_ = false, shut_down_ = false, finished_ = false;
  bool nested_symbols_ = false, versioned_edits_ = false, snippets_ = false, refreshes_lenses_ = false;
  std::uint64_t asked_ = 0;                                  // requests of the server's own
  std::vector<std::string> folders_;
  std::vector<std::string> data_;

  std::uint64_t tasks_ = 0;
  std::set<std::string> stale_;                              // roots to be checked
  std::map<std::string, Told> told_;                         // by path
  std::map<std::string, CheckedTheory> checked_;             // by root
  std::shared_ptr<const engine::DataVocabulary> words_;
  std::string data_fault_;
  struct Coloured {
    std::uint64_t number = 0;
    std::vector<std::uint32_t> data;
  };
  std::map<std::string, Coloured> coloured_;                 // the last answer, by path
  std::map<std::string, std::pair<std::uint64_t, std::shared_ptr<const rules::Lexicon>>> lexicons_;  // with the change they are of
  std::map<std::string, std::uint32_t> typing_;              // the line being written, by path
};

}  // namespace realist::cli::lsp
