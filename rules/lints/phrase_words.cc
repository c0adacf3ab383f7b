#include "rules/lints/phrase_words.h"

#include <algorithm>

#include "rules/characters.h"

namespace realist::rules {
namespace {

// Each list sorted.
constexpr std::string_view kDeterminers[] = {"a", "an", "any", "every", "everybody", "everyone", "he", "her", "his", "it", "no", "nobody", "participants", "practitioners",
                                             "services", "she", "somebody", "someone", "staff", "the", "their", "they"};
constexpr std::string_view kSubordinators[] = {"although", "as", "because", "before", "between", "both", "either", "how", "if", "once", "since", "so", "than", "that",
                                               "though", "unless", "until", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why"};
constexpr std::string_view kFiniteVerbs[] = {
    "accepts", "agrees", "are", "arrives", "attends", "avoids", "becomes", "begins", "believes", "brings", "came", "can", "cannot", "chooses", "comes", "completes",
    "continues", "develops", "discloses", "does", "engages", "explains", "feels", "felt", "finds", "gets", "gives", "goes", "had", "has", "have", "hears", "is", "joins",
    "keeps", "knew", "knows", "learns", "listens", "loses", "makes", "meets", "opens", "provides", "reads", "receives", "refuses", "remains", "says", "seems", "sees",
    "sends", "sits", "sleeps", "speaks", "stops", "takes", "tells", "thinks", "understands", "wants", "was", "were", "will", "writes"};
constexpr std::string_view kGivers[] = {"caseworker", "clinician", "coach", "facilitator", "facilitators", "intervention", "manager", "mentor", "nurse", "nurses", "officer",
                                        "practitioner", "practitioners", "programme", "provider", "service", "services", "staff", "supervisor", "supervisors", "team",
                                        "teacher", "teachers", "therapist", "tutor", "worker", "workers"};
constexpr std::string_view kGiving[] = {"arranges", "calls", "delivers", "gives", "hands", "holds", "meets", "offers", "organises", "organizes", "phones", "provides", "runs",
                                        "sends", "teaches", "trains", "visits", "writes"};
constexpr std::string_view kGiven[] = {"arranged", "carried", "delivered", "given", "held", "offered", "organised", "organized", "provided", "run", "sent", "taught"};
constexpr std::string_view kPlaces[] = {"area",   "areas",  "cities",  "city",   "clinic",  "clinics", "college", "colleges", "community", "hospital", "hospitals",  "hostel",
                                        "hostels", "jail",   "jails",   "office", "prison",  "prisons", "region",  "school",   "schools",   "site",     "sites",      "surgery",
                                        "town",   "towns",  "village", "villages", "ward",   "wards"};

template <std::size_t N>
bool in(const std::string_view (&list)[N], std::string_view word) {
  return std::binary_search(std::begin(list), std::end(list), word);
}

}  // namespace

std::vector<PhraseWord> phrase_words(std::string_view phrase) {
  std::vector<PhraseWord> out;
  for (std::size_t at = 0; at < phrase.size();) {
    const std::size_t blank = blank_at_start(phrase.substr(at));
    if (blank != 0) {
      at += blank;
      continue;
    }
    PhraseWord word{{}, at, at};
    while (word.end < phrase.size() && blank_at_start(phrase.substr(word.end)) == 0) ++word.end;
    std::string_view text = phrase.substr(word.begin, word.end - word.begin);
    while (!text.empty() && is_ascii(text.front()) && !is_plain_word_byte(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_ascii(text.back()) && !is_plain_word_byte(text.back())) text.remove_suffix(1);
    for (const char c : text) word.text += lower_ascii(c);
    at = word.end;
    out.push_back(std::move(word));
  }
  return out;
}

bool is_determiner(std::string_view word) { return in(kDeterminers, word); }
bool is_subordinator(std::string_view word) { return in(kSubordinators, word); }
bool is_finite_verb(std::string_view word) { return in(kFiniteVerbs, word); }
bool is_giver(std::string_view word) { return in(kGivers, word); }
bool is_giving(std::string_view word) { return in(kGiving, word); }
bool is_given(std::string_view word) { return in(kGiven, word); }
bool is_place(std::string_view word) { return in(kPlaces, word); }

}  // namespace realist::rules
