#include "cli/graph_fold.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "cli/graph_extract.h"
#include "cli/graph_text.h"
#include "cli/plain_words.h"
#include "cli/stops.h"
#include "cli/suggest.h"
#include "engine/work_phases.h"
#include "models/proposition_uses.h"

namespace realist::cli {
namespace {

using models::StatementIndex;
using models::Theory;

constexpr std::size_t kOpen = GraphFolding::kOpen;

// The parts that a theory could be folded into one way, and the part of each statement.
struct Division {
  std::vector<std::string> names, also;  // also: another name by which a part may be asked for; empty: none
  std::vector<std::size_t> part_of;      // by statement, or kOpen
};

Division by_file(const Theory& theory) {
  Division division;
  const std::filesystem::path folder = theory.files.empty() ? "" : std::filesystem::path(theory.files.front().path).parent_path();
  for (const models::SourceFile& file : theory.files) {
    const std::filesystem::path path = std::filesystem::path(file.path).lexically_proximate(folder);
    division.names.push_back((path.parent_path() / path.stem()).string());
    division.also.push_back(path.string());
  }
  for (const models::Statement& statement : theory.statements)
    division.part_of.push_back(statement.place.file < theory.files.size() ? statement.place.file : kOpen);
  return division;
}

Division by_phase(const Theory& theory) {
  Division division;
  for (const models::Phase& phase : theory.phases) division.names.push_back(phase.name);
  division.also.resize(division.names.size());
  const auto phases = engine::work_phases(theory);
  for (const models::Statement& statement : theory.statements) {
    std::size_t part = kOpen;
    for (const models::PropositionIndex p : models::propositions_of(statement.steps.front().clause))
      if (part == kOpen && !phases[p].empty()) part = *phases[p].begin();
    division.part_of.push_back(part);
  }
  return division;
}

bool is_name(const Division& division, std::size_t part, const std::string& wanted) {
  return models::fold(division.names[part]) == wanted || (!division.also[part].empty() && models::fold(division.also[part]) == wanted);
}

class Folder {
 public:
  Folder(const Theory& theory, const GraphSelection& selection)
      : selection_(selection), files_(by_file(theory)), phases_(by_phase(theory)) {
    folding_.part_of.assign(theory.statements.size(), kOpen);
  }

  void fold(const std::string& wanted) {
    const std::string word = models::fold(wanted);
    if (word == "files") return fold_all(files_, "the theory is in one file, so there is nothing to fold by file");
    if (word == "phases") return fold_all(phases_, "the theory has no phases to fold by");
    bool found = false;
    for (const Division* division : {&files_, &phases_})
      for (std::size_t part = 0; part < division->names.size() && !found; ++part)
        if (is_name(*division, part, word)) found = true, fold_part(*division, part);
    if (!found) throw UsageError(fmt::format("--fold {}: the theory has no file and no phase of that name{}", wanted, did_you_mean(wanted, names())));
  }

  // Parts in the order of their first statements, those of one statement left open.
  GraphFolding take() {
    std::vector<std::size_t> size(folding_.names.size(), 0);
    for (const std::size_t part : folding_.part_of)
      if (part != kOpen) ++size[part];
    GraphFolding out;
    std::map<std::size_t, std::size_t> place;
    for (const std::size_t part : folding_.part_of) {
      if (part == kOpen || size[part] < 2) {
        out.part_of.push_back(kOpen);
        continue;
      }
      const auto [at, added] = place.try_emplace(part, out.names.size());
      if (added) out.names.push_back(folding_.names[part]);
      out.part_of.push_back(at->second);
    }
    return out;
  }

 private:
  std::vector<std::string> names() const {
    std::vector<std::string> names = {"files", "phases"};
    for (const Division* division : {&files_, &phases_}) names.insert(names.end(), division->names.begin(), division->names.end());
    return names;
  }

  void fold_all(const Division& division, const char* nothing) {
    const std::set<std::size_t> used(division.part_of.begin(), division.part_of.end());
    if (used.size() < 2) throw UsageError(fmt::format("--fold: {}", nothing));
    for (std::size_t part = 0; part < division.names.size(); ++part) fold_part(division, part);
  }

  void fold_part(const Division& division, std::size_t part) {
    const std::size_t number = folding_.names.size();
    folding_.names.push_back(division.names[part]);
    for (std::size_t s = 0; s < division.part_of.size(); ++s)
      if (division.part_of[s] == part && folding_.part_of[s] == kOpen && !in_focus(s)) folding_.part_of[s] = number;
  }

  bool in_focus(std::size_t statement) const { return !selection_.whole() && selection_.statements[statement]; }

  const GraphSelection& selection_;
  Division files_, phases_;
  GraphFolding folding_;
};

// Which boxes a part is joined to, and whether every link that a line stands for says "not".
using Ends = std::map<std::size_t, bool>;

void join(Ends& ends, std::size_t node, bool negated) {
  const auto [end, added] = ends.try_emplace(node, negated);
  if (!added) end->second = end->second && negated;
}

void join_inputs(const GraphView& view, const std::vector<GraphInput>& inputs, bool block, Ends& ends) {
  for (const GraphInput& input : inputs) {
    if (!input.is_gate) join(ends, input.index, input.negated != block);
    else join_inputs(view, view.gates[input.index].inputs, input.negated != block, ends);
  }
}

struct FoldedPart {
  std::vector<std::size_t> drawn;  // places in the list of drawn statements
  Ends from, to;
  std::size_t inside = 0;          // propositions that stand in no other statement
};

class Folding {
 public:
  Folding(const GraphView& view, const GraphFolding& folding, const GraphSelection& selection, const GraphOverlay& overlay)
      : view_(view), folding_(folding), selection_(selection), overlay_(overlay), drawn_(drawn_statements(view)),
        parts_(folding.names.size()), owner_(view.nodes.size(), kNobody) {}

  GraphView fold() {
    for (std::size_t i = 0; i < drawn_.size(); ++i) place(i);
    for (FoldedPart& part : parts_) join_part(part);
    const Numbers nodes = shown_nodes();
    ViewExtract extract(view_, nodes);
    for (const std::size_t i : open_) extract.add(drawn_[i]);
    GraphView out = extract.take();
    for (std::size_t part = 0; part < parts_.size(); ++part) out.plates.push_back(plate(part, extract));
    take_texts(view_, out);
    out.subtitle += fmt::format(" · {} folded into {}", count_words(statements_, "statement", "statements"), count_words(parts_.size(), "box", "boxes"));
    return out;
  }

 private:
  static constexpr std::size_t kNobody = SIZE_MAX, kEverybody = SIZE_MAX - 1, kOpenOwner = SIZE_MAX - 2;

  void place(std::size_t i) {
    const StatementIndex statement = drawn_[i].statement;
    const std::size_t part = folding_.part_of[statement];
    if (part == kOpen && !selection_.shows_statement(statement)) return;
    if (part == kOpen) open_.push_back(i);
    else parts_[part].drawn.push_back(i), ++statements_;
    for (const std::size_t node : drawn_[i].nodes) own(node, part == kOpen ? kOpenOwner : part);
  }

  void own(std::size_t node, std::size_t who) {
    std::size_t& owner = owner_[node];
    owner = owner == kNobody || owner == who ? who : kEverybody;
  }

  void join_part(FoldedPart& part) {
    for (const std::size_t i : part.drawn)
      for (const std::size_t p : drawn_[i].plates) {
        const GraphPlate& plate = view_.plates[p];
        join_inputs(view_, plate.inputs, plate.kind == models::LinkKind::Blocks, part.from);
        for (const models::LinkEnd& end : plate.outputs) join(part.to, end.proposition, end.negated);
      }
  }

  Numbers shown_nodes() {
    Numbers nodes;
    for (std::size_t node = 0; node < owner_.size(); ++node) {
      if (owner_[node] < parts_.size()) ++parts_[owner_[node]].inside;
      else if (owner_[node] == kEverybody || owner_[node] == kOpenOwner || asked_for(node)) nodes.push_back(node);
    }
    return nodes;
  }

  // In no statement that is drawn: shown where it would be without folding.
  bool asked_for(std::size_t node) const {
    return owner_[node] == kNobody && selection_.shows_proposition(view_.nodes[node].proposition);
  }

  bool is_shown(std::size_t node) const { return owner_[node] >= parts_.size(); }

  GraphPlate plate(std::size_t number, const ViewExtract& extract) const {
    const FoldedPart& part = parts_[number];
    GraphPlate plate;
    plate.id = fmt::format("f{}", number + 1);
    plate.statement = drawn_[part.drawn.front()].statement;
    plate.folded = part.drawn.size();
    plate.label = on_one_line(folding_.names[number]);
    plate.number = count_words(part.drawn.size(), "statement", "statements");
    plate.words = {count_words(part.inside, "proposition inside", "propositions inside")};
    for (const auto& [node, negated] : part.from)
      if (is_shown(node)) plate.inputs.push_back({false, extract.place_of(node), negated});
    for (const auto& [node, negated] : part.to)
      if (is_shown(node)) plate.outputs.push_back({static_cast<models::PropositionIndex>(extract.place_of(node)), negated});
    for (const std::size_t i : part.drawn) plate.detail += (plate.detail.empty() ? "" : ", ") + label_of(drawn_[i]);
    plate.detail = plate.label + ": " + plate.detail;
    add_verdicts(part, plate);
    return plate;
  }

  const std::string& label_of(const DrawnStatement& drawn) const {
    const auto named = std::find_if(drawn.plates.begin(), drawn.plates.end(),
                                    [&](std::size_t p) { return view_.plates[p].kind != models::LinkKind::Blocks; });
    return view_.plates[named == drawn.plates.end() ? drawn.plates.front() : *named].label;
  }

  void add_verdicts(const FoldedPart& part, GraphPlate& plate) const {
    std::array<std::uint32_t, 6> counts{};
    if (const auto* result = std::get_if<models::CaseResult>(&overlay_)) {
      for (const std::size_t i : part.drawn) ++counts[static_cast<std::size_t>(result->statements[drawn_[i].statement].verdict())];
      for (const models::Verdict verdict : models::kVerdicts)
        if (const auto n = counts[static_cast<std::size_t>(verdict)]; n != 0)
          plate.marks.push_back({sign_of(verdict), fmt::format("{} {}", n, models::to_string(verdict))});
    }
    if (const auto* tally = std::get_if<CohortTally>(&overlay_); tally && !tally->statements.empty()) {
      for (const std::size_t i : part.drawn)
        for (std::size_t v = 0; v < counts.size(); ++v) counts[v] += tally->statements[drawn_[i].statement].verdicts[v];
      plate.share = fired_share(counts);
    }
  }

  const GraphView& view_;
  const GraphFolding& folding_;
  const GraphSelection& selection_;
  const GraphOverlay& overlay_;
  std::vector<DrawnStatement> drawn_;
  std::vector<FoldedPart> parts_;
  std::vector<std::size_t> owner_;  // by box
  std::vector<std::size_t> open_;
  std::size_t statements_ = 0;
};

}  // namespace

GraphFolding folding_of(const Theory& theory, const std::vector<std::string>& wanted, const GraphSelection& selection) {
  if (wanted.empty()) return {};
  Folder folder(theory, selection);
  for (const std::string& word : wanted) folder.fold(word);
  return folder.take();
}

GraphView folded(const GraphView& view, const GraphFolding& folding, const GraphSelection& selection, const GraphOverlay& overlay) {
  if (folding.names.empty()) return focused(view, selection);
  return Folding(view, folding, selection, overlay).fold();
}

}  // namespace realist::cli
