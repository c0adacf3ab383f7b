// How the reader of prose does on the annotated sentences: docs/extract.md has the figures, this prints them again.
//   REALIST_SOURCES=FOLDER extract_figures [--kept] [--misses]
// Without --kept only the half that rules were developed on is looked at. Ends with 77 where REALIST_SOURCES is not given.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "annotated.h"

namespace {

using realist::tests::Figures;
using realist::tests::Scope;

std::string share(std::size_t some, std::size_t all) {
  const std::size_t tenths = all == 0 ? 0 : (some * 2000 + all) / (2 * all);
  return std::to_string(some) + " of " + std::to_string(all) + " (" + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %)";
}

Figures added(Figures a, const Figures& b) {
  a.statements += b.statements, a.found += b.found, a.given += b.given, a.wrong += b.wrong, a.split += b.split;
  a.tags += b.tags, a.tags_right += b.tags_right, a.sentences += b.sentences;
  a.misses.insert(a.misses.end(), b.misses.begin(), b.misses.end());
  return a;
}

void print(const std::string& title, const Figures& f) {
  std::cout << title << "\n  found " << share(f.found, f.statements) << "\n  false " << share(f.wrong, f.given) << "\n  split " << share(f.split, f.found) << "\n  tags  " << share(f.tags_right, f.tags) << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  const char* folder = std::getenv("REALIST_SOURCES");
  if (folder == nullptr) {
    std::cerr << "REALIST_SOURCES names no folder with the annotated sources: nothing is measured\n";
    return 77;
  }
  bool kept = false, misses = false;
  for (int i = 1; i < argc; ++i) kept = kept || std::string(argv[i]) == "--kept", misses = misses || std::string(argv[i]) == "--misses";
  std::ifstream stream(REALIST_SOURCE_DIR "/tests/prose/annotations.tsv", std::ios::binary);
  const auto annotations = realist::tests::read_annotations({std::istreambuf_iterator<char>(stream), {}});
  const Scope::Half half = kept ? Scope::Half::Kept : Scope::Half::Developed;
  std::cout << (kept ? "the half kept apart" : "the half developed on") << "\n";
  Figures all;
  for (const std::string source : {"002", "003"}) {
    const auto sentences = realist::tests::sentences_of(folder, source);
    const std::vector<std::string> conditional = {"if", "opening-when"};
    print(source + ", conditional sentences (if, unless, once, then, the more, otherwise, an opening when)", realist::tests::figures(annotations, sentences, source, {source, conditional, half}));
    const Figures every = realist::tests::figures(annotations, sentences, source, {source, {}, half});
    print(source + ", with inner when and because", every);
    all = added(all, every);
  }
  print("both", all);
  if (misses)
    for (const std::string& miss : all.misses) std::cout << miss << "\n";
}
