// `realist codebook`: for each proposition of a theory what to look for, how it is observed, where it is used and what it
// rests on, for people who code interviews and notes.
#pragma once

#include <string>
#include <string_view>

#include "models/theory.h"

namespace realist::cli {

// A page: by role, in the theory's order.
std::string codebook_markdown(const models::Theory& theory);

// id,phrase,role,roles,level,of,actor,look_for,also,opposite,used_in,evidence,sources,notes,file,line; several values in a
// field joined with "; ".
std::string codebook_csv(const models::Theory& theory);

// REFI-QDA codebook exchange 1.0 (a .qdc file: NVivo, ATLAS.ti, MAXQDA, QualCoder and others read it). One code a role, not
// itself for coding, with the role's colour in the picture of the theory; under it one code a proposition, named by its
// phrase (cut at 250 characters), everything else in its description; one set a level. A code keeps its GUID as long as its
// phrase says the same, in every version of every theory.
std::string codebook_qdc(const models::Theory& theory);

// A GUID made from a text: the same text, the same GUID (RFC 9562, version 8, from the text's SHA-256).
std::string guid_from(std::string_view text);

}  // namespace realist::cli
