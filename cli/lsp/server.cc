#include "cli/lsp/server.h"

#include <fmt/core.h>

#include <utility>

#include "cli/file_uri.h"

namespace realist::cli::lsp {

Server::Server(LspOptions options, Ports ports)
    : options_(std::move(options)), ports_(std::move(ports)), workspace_(ports_.files, options_.limits.theory), data_(options_.cases) {}

const std::map<std::string, Server::Answer, std::less<>>& Server::requests() {
  static const std::map<std::string, Answer, std::less<>> kRequests = {
      {"initialize", &Server::initialize},
      {"shutdown", &Server::shutdown},
      {"textDocument/formatting", &Server::formatting},
      {"textDocument/documentSymbol", &Server::document_symbol},
      {"textDocument/codeAction", &Server::code_action},
      {"textDocument/completion", &Server::completion},
      {"textDocument/hover", &Server::hover},
      {"textDocument/definition", &Server::definition},
      {"textDocument/references", &Server::references},
      {"textDocument/documentHighlight", &Server::document_highlight},
      {"textDocument/prepareRename", &Server::prepare_rename},
      {"textDocument/rename", &Server::rename},
      {"textDocument/semanticTokens/full", &Server::tokens_full},
      {"textDocument/semanticTokens/full/delta", &Server::tokens_delta},
      {"textDocument/semanticTokens/range", &Server::tokens_range},
      {"textDocument/codeLens", &Server::code_lens},
      {"workspace/executeCommand", &Server::execute_command},
      {"realist/focus", &Server::focus},
  };
  return kRequests;
}

const std::map<std::string, Server::Notice, std::less<>>& Server::notices() {
  static const std::map<std::string, Notice, std::less<>> kNotices = {
      {"initialized", &Server::initialized},
      {"exit", &Server::exit},
      {"textDocument/didOpen", &Server::did_open},
      {"textDocument/didChange", &Server::did_change},
      {"textDocument/didSave", &Server::did_save},
      {"textDocument/didClose", &Server::did_close},
      {"workspace/didChangeConfiguration", &Server::did_change_configuration},
      {"workspace/didChangeWatchedFiles", &Server::did_change_watched_files},
      {"workspace/didChangeWorkspaceFolders", &Server::did_change_folders},
      {"textDocument/willSave", &Server::pass_over},
      {"$/setTrace", &Server::pass_over},
      {"$/cancelRequest", &Server::pass_over},
  };
  return kNotices;
}

void Server::send(const Json& message) { ports_.send(dumped(message)); }

void Server::reply(const Json& id, Json result) { send({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}}); }

void Server::refuse(const Json& id, int code, std::string_view sentence) {
  send({{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", sentence}}}});
}

void Server::notify(std::string_view method, Json params) { send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}}); }

void Server::take_fault(const std::string& sentence) { refuse(nullptr, kParseError, sentence); }

void Server::take(const Json& message, bool cancelled) {
  if (message.is_array()) return refuse(nullptr, kInvalidRequest, "messages come one at a time here, not in a list");
  const Json& id = member(message, "id");
  const Json& method = member(message, "method");
  const bool has_id = id.is_string() || id.is_number();
  if (!method.is_string()) {
    // A reply to something the server asked needs no answer.
    if (message.is_object() && (message.contains("result") || message.contains("error"))) return;
    return refuse(has_id ? id : Json(), kInvalidRequest, "a message needs a `method`");
  }
  if (message.contains("id") && !has_id) return refuse(nullptr, kInvalidRequest, "the `id` of a request is a number or a text");
  if (!has_id) return notice(method.get<std::string>(), member(message, "params"));
  if (cancelled) return refuse(id, kRequestCancelled, "the request was taken back");
  answer(id, method.get<std::string>(), member(message, "params"));
}

void Server::answer(const Json& id, const std::string& method, const Json& params) {
  const auto found = requests().find(method);
  const bool starts = method == "initialize";
  if (shut_down_) return refuse(id, kInvalidRequest, "the server is shutting down");
  if (!initialized_ && !starts) return refuse(id, kNotInitialized, "`initialize` comes first");
  if (initialized_ && starts) return refuse(id, kInvalidRequest, "`initialize` was sent already");
  if (found == requests().end()) return refuse(id, kMethodNotFound, fmt::format("there is no method `{}` here", method));
  try {
    reply(id, (this->*found->second)(params));
  } catch (const RequestFailure& failure) {
    refuse(id, failure.code, failure.what());
  } catch (const std::exception& failure) {
    refuse(id, kInternalError, failure.what());
  }
}

void Server::notice(const std::string& method, const Json& params) {
  if (method != "exit" && (!initialized_ || shut_down_)) return;
  const auto found = notices().find(method);
  if (found == notices().end()) return;
  try {
    (this->*found->second)(params);
  } catch (const std::exception&) {
    // A notification has no answer; one that cannot be understood changes nothing.
  }
}

// --- What is the same for all requests -------------------------------------------------------------------------------

std::string Server::path_in(const Json& params) const {
  const std::string uri = string_in(member(params, "textDocument"), "uri");
  return path_of_uri(uri).value_or(uri);
}

const TextLines& Server::lines_in(const Json& params, std::string& path) {
  path = path_in(params);
  const TextLines* lines = workspace_.lines(path);
  if (lines == nullptr) throw RequestFailure(kRequestFailed, "this file is not open");
  return *lines;
}

std::string Server::uri_of(const std::string& path) const {
  std::string uri = workspace_.uri(path);
  if (!uri.empty()) return uri;
  return path.starts_with('/') ? file_uri(path) : path;
}

models::Place Server::place_in(const Json& params, const TextLines& lines) const {
  return lines.place(position_in(params, "position"), unit_);
}

}  // namespace realist::cli::lsp
