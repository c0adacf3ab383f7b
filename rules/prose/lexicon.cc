#include "rules/prose/lexicon.h"

#include <algorithm>
#include <array>
#include <string>

namespace realist::rules::prose {
namespace {

using Text = std::string_view;

template <std::size_t N>
bool among(const std::array<Text, N>& sorted, Text word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

template <std::size_t N>
constexpr std::array<Text, N> sorted(std::array<Text, N> words) {
  std::sort(words.begin(), words.end());
  return words;
}

constexpr auto kModals = sorted(std::to_array<Text>({"can", "could", "may", "might", "will", "would", "shall", "should", "must", "cannot", "ought"}));
constexpr auto kAuxiliaries = sorted(std::to_array<Text>({"is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "am", "it's", "that's", "there's", "they're", "you're", "we're",
                                                           "i'm", "he's", "she's", "they've", "you've", "we've", "i've"}));
constexpr auto kVerbs = sorted(std::to_array<Text>({
    "accept", "access", "achieve", "act", "address", "adhere", "adopt", "affect", "agree", "allow", "answer", "appear", "appreciate", "approach", "arrange", "articulate", "ask", "attend", "avoid", "become",
    "begin", "believe", "benefit", "break", "bring", "build", "call", "care", "carry", "cause", "change", "choose", "come", "commit", "comply", "confirm", "consent", "consider", "contact", "continue",
    "contribute", "cope", "cost", "create", "decide", "decrease", "depend", "desist", "develop", "disclose", "discuss", "emerge", "emphasise", "emphasize", "enable", "encourage", "end", "engage",
    "ensure", "enter", "establish", "expect", "experience", "explain", "explore", "express", "facilitate", "fail", "fall", "feel", "find", "focus", "follow", "form", "foster", "gain", "get", "give", "go", "grow",
    "happen", "help", "hold", "identify", "improve", "include", "increase", "influence", "interfere", "involve", "keep", "know", "lack", "lead", "learn", "leave", "listen", "live", "lose", "maintain", "make", "mean", "meet",
    "miss", "motivate", "move", "need", "notice", "occur", "offer", "open", "participate", "perceive", "plan", "play", "prefer", "prepare", "prevent", "produce", "promote", "prove", "provide", "reach", "realise", "realize", "receive",
    "recognise", "recognize", "reduce", "refer", "reflect", "refuse", "reinforce", "relapse", "relate", "remain", "remember", "remind", "reoffend", "require", "resist", "respond", "result", "return", "reveal", "reward", "risk", "rise", "say", "see",
    "seem", "set", "share", "show", "sign", "speak", "stand", "start", "stay", "stop", "strengthen", "struggle", "succeed", "suggest", "suit", "support", "take", "talk", "tell", "tend", "think", "trust", "try", "turn",
    "understand", "use", "value", "visit", "wait", "want", "weaken", "wish", "work", "worry", "write", "read", "ring", "send", "pay", "buy", "eat", "drink", "sleep", "sit", "run", "walk", "drive", "teach", "spend", "sell", "join", "count", "matter", "affirm", "perform", "apply", "appeal", "argue", "assume", "exist", "hope", "hurt", "like", "love", "manage", "pass", "persist", "report", "save", "serve", "treat", "withdraw", "win"}));
constexpr auto kPasts = sorted(std::to_array<Text>({"became", "began", "broke", "brought", "built", "came", "chose", "fell", "felt", "found", "gave", "got", "grew", "kept", "knew", "led", "left", "lost", "made", "meant", "met", "said", "saw", "seemed", "stood",
                                                     "spoke", "took", "taught", "thought", "told", "tended", "went", "worked", "wanted", "helped", "needed", "showed", "used", "turned", "resisted"}));
constexpr auto kPersonal = sorted(std::to_array<Text>({"i", "you", "he", "she", "it", "we", "they", "there"}));
constexpr auto kPronouns = sorted(std::to_array<Text>({"i", "you", "he", "she", "it", "we", "they", "there", "this", "that", "these", "those", "someone", "somebody", "anyone", "everyone", "everybody", "nobody", "nothing",
                                                        "something", "anything", "everything", "people", "one", "who"}));
constexpr auto kDeterminers = sorted(std::to_array<Text>({"the", "a", "an", "this", "that", "these", "those", "their", "your", "our", "his", "her", "its", "my", "some", "any", "no", "many", "most", "more", "much", "few",
                                                           "all", "each", "every", "both", "another", "other", "such", "what", "either", "neither", "several", "fewer", "less"}));
constexpr auto kPrepositions = sorted(std::to_array<Text>({"about", "after", "against", "along", "among", "around", "as", "at", "before", "between", "beyond", "by", "despite", "during", "for", "from", "in", "into", "like", "of", "off", "on", "onto",
                                                            "out", "outside", "over", "per", "rather", "than", "through", "throughout", "to", "toward", "towards", "under", "until", "up", "upon", "via", "with", "within", "without"}));
constexpr auto kImperatives = sorted(std::to_array<Text>({"agree", "aim", "allow", "arrange", "ask", "avoid", "be", "build", "call", "check", "consider", "discuss", "do", "don't", "encourage", "ensure", "explain", "explore", "find", "focus", "give", "help", "inform",
                                                           "invite", "keep", "let", "listen", "look", "make", "meet", "never", "note", "offer", "plan", "provide", "refer", "remember", "remind", "say", "seek", "send", "set", "show", "speak", "start", "stop", "support", "take",
                                                           "talk", "tell", "try", "use", "visit", "wait", "work", "write"}));
constexpr auto kAdverbs = sorted(std::to_array<Text>({"again", "almost", "also", "always", "even", "ever", "first", "hence", "indeed", "instead", "just", "never", "not", "now", "often", "only", "perhaps", "quite", "rather", "so", "sometimes", "soon", "still", "then",
                                                       "therefore", "thus", "too", "very", "well", "yet"}));
constexpr auto kNotAdverbs = sorted(std::to_array<Text>({"family", "only", "early", "friendly", "likely", "unlikely", "supply", "reply", "apply", "rely", "imply", "comply", "daily", "weekly", "assembly", "lonely"}));
constexpr auto kNegations = sorted(std::to_array<Text>({"not", "no", "never", "cannot", "none", "neither", "nobody", "nothing"}));
constexpr auto kReporting = sorted(std::to_array<Text>({
    "argue", "argued", "argues", "aware", "believe", "believed", "believes", "clear", "conclude", "concluded", "concludes", "demonstrate", "demonstrated", "demonstrates", "evident", "fear", "feel", "felt", "find", "finding", "findings", "finds", "found",
    "frightened", "indicate", "indicated", "indicates", "know", "known", "knowing", "knows", "mean", "means", "mind", "note", "noted", "notes", "observe", "observed", "remember", "report", "reported", "reports", "reveal", "revealed", "reveals", "said", "say", "says", "saying", "see",
    "seen", "show", "showed", "shown", "shows", "state", "stated", "states", "stress", "stressed", "suggest", "suggested", "suggesting", "suggests", "think", "thought", "told", "tells", "true", "warn", "warned", "afraid", "hypothesis", "recognise", "recognised", "acknowledge", "acknowledged", "out"}));
constexpr auto kWhether = sorted(std::to_array<Text>({"ask", "asked", "asking", "asks", "assess", "check", "checked", "checking", "certain", "clarify", "consider", "decide", "decided", "deciding", "determine", "determines", "determining", "considering", "recognising", "recognizing", "discover", "establish", "explore", "find", "finding", "found",
                                                       "know", "knowing", "known", "knows", "learn", "see", "seeing", "sure", "unsure", "tell", "test", "wonder", "wondered", "wondering", "wonders", "uncertain", "unclear", "question", "matter", "doubt"}));
constexpr auto kLight = sorted(std::to_array<Text>({"but", "and", "also", "again", "however", "so", "or", "yet", "then", "thus", "hence", "therefore", "indeed", "moreover", "furthermore", "additionally", "similarly", "likewise", "conversely", "equally", "for",
                                                     "example", "instance", "e.g", "i.e", "eg", "ie", "that", "in", "addition", "turn", "particular", "general", "other", "words", "contrast", "of", "course", "finally", "lastly", "first", "firstly", "second", "secondly", "third",
                                                     "thirdly", "because", "as", "well", "besides", "nevertheless", "nonetheless", "still", "clearly", "obviously", "importantly", "ideally", "perhaps", "maybe", "though", "although", "historically", "typically", "generally", "usually", "otherwise",
                                                     "on", "the", "contrary", "hand"}));
constexpr auto kTimeNouns = sorted(std::to_array<Text>({"time", "times", "point", "points", "stage", "stages", "moment", "moments", "hours", "hour", "day", "days", "week", "weeks", "month", "months", "year", "years", "situation", "situations", "occasion", "occasions", "period", "periods",
                                                         "case", "cases", "order", "instance", "instances", "circumstances", "phase", "problem", "including", "especially", "i.e", "e.g", "are", "is", "was"}));

constexpr auto kWeighing = sorted(std::to_array<Text>({"acceptable", "appropriate", "beneficial", "benefit", "best", "better", "difficult", "easier", "effective", "greater", "greatest", "harder", "helpful", "higher", "important", "likely", "lower", "necessary", "only", "possible",
                                                        "successful", "unlikely", "useful", "valuable", "worse", "begin", "begins", "occur", "occurs", "should", "must", "shouldn't", "improves", "increases", "reduces", "fails", "fail", "succeed", "succeeds"}));
constexpr auto kPassing = sorted(std::to_array<Text>({"possible", "appropriate", "necessary", "needed", "required", "desired", "relevant", "applicable", "available", "any", "anything", "ever", "belated", "involved", "wanted", "preferred", "present", "indicated", "practicable",
                                                       "feasible", "subject", "at", "requested", "suitable", "need", "wished", "asked"}));
constexpr auto kComparatives = sorted(std::to_array<Text>({"more", "less", "fewer", "higher", "lower", "greater", "better", "worse", "longer", "shorter", "stronger", "weaker", "larger", "smaller", "earlier", "later", "sooner", "closer", "easier", "harder", "deeper", "wider"}));

// The verb that `word` is the third person of, without its ending; empty: none.
Text without_s(Text word) {
  if (word.size() < 4 || !word.ends_with("s") || word.ends_with("ss")) return {};
  return word.substr(0, word.size() - 1);
}

bool is_third_person(Text word) {
  const Text stem = without_s(word);
  if (stem.empty()) return false;
  if (among(kVerbs, stem)) return true;
  if (stem.ends_with("e") && among(kVerbs, stem.substr(0, stem.size() - 1))) return true;
  return stem.ends_with("ie") && among(kVerbs, std::string(stem.substr(0, stem.size() - 2)) + "y");
}

}  // namespace

bool is_modal(std::string_view word) {
  if (among(kModals, word) || word.ends_with("'ll") || word.ends_with("'d")) return true;
  return word == "can't" || word == "won't" || word == "couldn't" || word == "wouldn't" || word == "shouldn't" || word == "mustn't" || word == "mightn't";
}

bool is_auxiliary(std::string_view word) { return is_modal(word) || among(kAuxiliaries, word) || word.ends_with("n't"); }

bool is_finite(std::string_view word) {
  return is_auxiliary(word) || is_third_person(word) || among(kPasts, word);
}

bool is_verb(std::string_view word) { return is_finite(word) || among(kVerbs, word); }
bool is_plural(std::string_view word) {
  if (word == "people" || word == "men" || word == "women" || word == "children" || word == "who" || word == "these" || word == "those") return true;
  return word.size() > 3 && word.ends_with("s") && !word.ends_with("ss") && !word.ends_with("'s") && !word.ends_with("us") && !word.ends_with("is");
}
bool is_weighing(std::string_view word) { return among(kWeighing, word); }
bool is_said_in_passing(std::string_view word) { return among(kPassing, word); }
bool is_comparative(std::string_view word) { return among(kComparatives, word); }
bool is_subject_pronoun(std::string_view word) { return among(kPronouns, word); }
bool is_personal_pronoun(std::string_view word) { return among(kPersonal, word) || word.ends_with("'ll") || word.ends_with("'re"); }
bool is_determiner(std::string_view word) { return among(kDeterminers, word); }
bool is_preposition(std::string_view word) { return among(kPrepositions, word); }
bool is_imperative(std::string_view word) { return among(kImperatives, word); }
bool is_adverb(std::string_view word) { return among(kAdverbs, word) || (word.size() > 4 && word.ends_with("ly") && !among(kNotAdverbs, word)); }
bool is_negation(std::string_view word) { return among(kNegations, word) || word.ends_with("n't"); }
bool is_reporting(std::string_view word) { return among(kReporting, word); }
bool asks_whether(std::string_view word) { return among(kWhether, word); }
bool opens_lightly(std::string_view word) { return among(kLight, word); }
bool is_time_noun(std::string_view word) { return among(kTimeNouns, word); }

}  // namespace realist::rules::prose
