// The closed classes of English words that clauses are told by. Words come folded (words.h).
//
// No dictionary: modals, forms of be, have and do, and the ordinary verbs that programme prose is made of. What is not known
// is taken for a noun.
#pragma once

#include <string_view>

#include "rules/prose/words.h"

namespace realist::rules::prose {

bool is_modal(std::string_view word);              // can, could, won't, they'll
bool is_auxiliary(std::string_view word);          // a modal, is, has, doesn't
bool is_finite(std::string_view word);             // a modal, is, has, doesn't, helps
bool is_verb(std::string_view word);               // a finite one, or the bare form of a known one
bool is_plural(std::string_view word);             // children, offenders: by its ending
bool is_subject_pronoun(std::string_view word);    // they, you, it, this, there, someone
bool is_personal_pronoun(std::string_view word);   // those of them that nothing but a verb follows: they, you, it
bool is_determiner(std::string_view word);         // the, their, some, no
bool is_preposition(std::string_view word);
bool is_imperative(std::string_view word);         // discuss, make, avoid
bool is_adverb(std::string_view word);             // also, often, usually, those on -ly
bool is_negation(std::string_view word);           // not, cannot, doesn't, no, never
bool is_reporting(std::string_view word);          // say, suggests, found, showed
bool asks_whether(std::string_view word);          // after which "if" is "whether": see, ask, sure
bool opens_lightly(std::string_view word);         // but, also, however: before a clause, of no weight
bool is_weighing(std::string_view word);           // likely, effective, harder: what a condition is usually said of
bool is_said_in_passing(std::string_view word);    // if possible, if required
bool is_comparative(std::string_view word);        // more, higher: after "the"
bool is_time_noun(std::string_view word);          // time, stage, moment: "the time when"

}  // namespace realist::rules::prose
