// A phrase looked at word by word, as far as short lists of plain English words carry. The lists leave out what may be
// either (“needs”, “plans”, “calls” are verbs or nouns): what is not sure is not told.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace realist::rules {

struct PhraseWord {
  std::string text;                // in small letters, without signs at its ends
  std::size_t begin = 0, end = 0;  // bytes of the phrase, signs included
};

std::vector<PhraseWord> phrase_words(std::string_view phrase);

bool is_determiner(std::string_view word);      // the, a, their, someone, …: what a clause's subject can open with
bool is_subordinator(std::string_view word);    // that, what, which, who, if, because, …
bool is_finite_verb(std::string_view word);     // is, has, feels, knows, …: never a noun
bool is_giver(std::string_view word);           // practitioner, worker, staff, programme, …: who offers a resource
bool is_giving(std::string_view word);          // meets, visits, offers, sends, …: what they do with it
bool is_given(std::string_view word);           // offered, held, delivered, …
bool is_place(std::string_view word);           // prison, hospital, community, …

}  // namespace realist::rules
