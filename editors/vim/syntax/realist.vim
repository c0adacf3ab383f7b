" Theories of Realist. Each word of the language counts at the start of a line only.
if exists('b:current_syntax')
  finish
endif

syntax case ignore
syntax sync minlines=200

syntax match realistOpening "\%(^\s*\%(\[[^]]*\]\s*\)\?\)\@<=\%(only\s\+\%(if\|when\|once\)\|if\|once\|whenever\|when\)\>"
syntax match realistLabel "^\s*\zs\[[^]:]*\]\ze"
syntax match realistInlineThen "[,;]\?\s*\<then\>\ze\s" contains=realistComma
syntax match realistComma "[,;]" contained
syntax match realistClause "^\s*\zs\%(then\|and\|or\|unless\|because\|otherwise\)\>" nextgroup=realistRole skipwhite
syntax match realistRole "(\%(context\|resource\|reasoning\|mechanism\|outcome\))" contained
syntax match realistDash "^\s*\zs\%([-–—]\s*\)\+\ze\S"
syntax match realistList "\<\%(all\|any\|none\|at\s\+least\s\+\w\+\)\s\+of:"

syntax match realistHeader "^\s*\zs\%(theory\|version\|case\|author\|not applicable when\|default window\|default phase\|vocabulary\)\s*:"
syntax match realistHeader "^\s*\zs\%(events\|conflict\)\>[^:]*:"
syntax match realistInclude "^\s*\zsinclude\>" nextgroup=realistQuoted skipwhite
syntax match realistPhase "^\s*\zsphase\>[^:]*:" contains=realistPhaseName
syntax match realistPhaseName "\%(phase\s\+\)\@<=[^:]\+" contained
syntax match realistDeclaration "^\s*\zs\%(context\|resource\|reasoning\|mechanism\|outcome\)\>[^:()]*:" contains=realistShortName
syntax match realistShortName "\%(\%(context\|resource\|reasoning\|mechanism\|outcome\)\s\+\)\@<=[^:]\+" contained
syntax match realistProperty "^\s*\zs\%(also\|opposite\|level\|of\|actor\|membership\)\s*:"
syntax match realistNote "^\s*\zsnote\s*:.*$"

syntax region realistCondition matchgroup=realistObserved start="^\s*\zsobserved\s\+when\>" end="$" contains=realistQuoted,realistEvent,realistOperator,realistNumber,realistDate,realistMention
syntax match realistEvent '\<events\?\s\+\%("[^"]*"\|[[:alnum:]_.-]\+\)' contained contains=realistEventWord
syntax match realistEventWord "\<events\?\>" contained
syntax match realistMention "{[^}]*}" contained
syntax keyword realistOperator contained and or not no is one of known unknown judged at least most more less fewer than between within before after during in the last every from until to by where its attribute first latest average highest lowest sum number
syntax match realistOperator "\<contains\>" contained
syntax match realistNumber "\<\d\+\%(\.\d\+\)\?\>" contained
syntax match realistDate "\<\d\{4}-\d\d-\d\d\%(T[0-9:.+Z-]*\)\?\>"

syntax match realistExample "^\s*\zsexample\s*:.*$" contains=realistExampleWord
syntax match realistExampleWord "\<example\s*:" contained
syntax match realistFact "^\s*\zs\%(given\|as of\|expect\)\>"
syntax match realistVerdict "\%(^\s*expect\s.*\)\@<=\<\%(fired\|stalled\|pending\|blocked\|undetermined\|dormant\|presumed\)\>"

syntax match realistWindow "\<\%(within\|after\|throughout\)\s\+\%(\d\+\|an\?\|one\|two\|three\|four\|five\|six\|seven\|eight\|nine\|ten\|eleven\|twelve\)\s\+\%(second\|minute\|hour\|day\|week\|month\|year\)s\?\>"
syntax match realistWindow "\<between\s\+\w\+\%(\s\+\w\+\)\?\s\+and\s\+\w\+\s\+\%(second\|minute\|hour\|day\|week\|month\|year\)s\?\>"
syntax match realistWindow "\<on the same day\>\|\<at any time\>"
syntax match realistTag "[(\[][^()\[\]]*\<\%(evidence\%( from\)\?\|sources\?\|supported by\)\s*:[^()\[\]]*[)\]]"
syntax match realistQuoted "\"[^\"]*\"\|“[^”]*”"
syntax match realistComment "^\s*#.*$" contains=realistAllow,@Spell
syntax match realistAllow "#\s*allow:\s*[a-z/-]\+" contained

highlight default link realistOpening Conditional
highlight default link realistClause Statement
highlight default link realistInlineThen Statement
highlight default link realistRole StorageClass
highlight default link realistLabel Label
highlight default link realistDash Operator
highlight default link realistList Operator
highlight default link realistHeader PreProc
highlight default link realistInclude Include
highlight default link realistPhase PreProc
highlight default link realistPhaseName Identifier
highlight default link realistDeclaration Type
highlight default link realistShortName Identifier
highlight default link realistProperty Keyword
highlight default link realistObserved Keyword
highlight default link realistEvent Constant
highlight default link realistEventWord Keyword
highlight default link realistMention Identifier
highlight default link realistOperator Operator
highlight default link realistNumber Number
highlight default link realistDate Number
highlight default link realistExample Function
highlight default link realistExampleWord Keyword
highlight default link realistFact Keyword
highlight default link realistVerdict Boolean
highlight default link realistWindow Number
highlight default link realistTag SpecialComment
highlight default link realistQuoted String
highlight default link realistNote Comment
highlight default link realistComment Comment
highlight default link realistAllow Todo

let b:current_syntax = 'realist'
