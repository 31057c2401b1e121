" Colors for rule files. The language server knows more: what a name is, for example.
if exists('b:current_syntax')
  finish
endif

" Words that cannot be names.
syntax keyword flywheelDeclaration flywheel customer let score reward message program alert limit pause stage any test simulate
syntax keyword flywheelInclude use
syntax keyword flywheelStatement on after when rule resting capacity refers if then
syntax keyword flywheelAction move skip send give offer grant invite notify tag untag
syntax keyword flywheelOperator and or not where within since without between in is contains

" Words that mean something where they are, and may be names elsewhere.
syntax match flywheelDeclaration /^\s*\zs\(report\|balance\|experiment\|group\|assert\)\>\ze\s*\([[:alpha:]"]\|$\)/
syntax match flywheelStatement /\<\(on entering\|if leaking\|when full\|for each\|longest in stage\)\>/
syntax match flywheelOperator /\<\(at least\|at most\|more than\|fewer than\|exactly\|starts with\|ends with\|since last\|since entering\|in stage\|this calendar\|last calendar\|is known\|is missing\)\>/
syntax match flywheelOperator /\<\(tagged\|no\|an\|a\)\>\ze\s/
syntax match flywheelStatement /^\s*\zs\(given\|expect\( only\)\?\|later\|add\|take\|earn\|spend\)\>\ze\s/
syntax match flywheelType /\(:\s*\|\<with\s\+\k\+\s\+\|,\s*\k\+\s\+\)\@<=\(number\|money\|text\|date\|day\|count\|events\|yes\/no\|set of text\|one of\)\>/
syntax match flywheelSetting /^\s*\zs\(currency\|timezone\|start\|language\|show\|dates as\|times in\|numbers as\|missing as\|leave out when\)\>\ze\s/
syntax match flywheelOption /\<\(from table\|from\|default\|required\|ignoring case\|split\|key\|by\|with\|costs\|worth\|fades\|holdout\|budget\|once\|every time\|per\|only in\|kept for\|while\|aims for\|formerly\|except\)\>\ze\(\s\|$\)/
syntax match flywheelFunction /\<\(count\|sum\|average\|min\|max\|first\|last\|floor\|ceil\|round\|least\|greatest\|quintile\|rank\)\ze(/
syntax match flywheelFunction /\<\(anniversary\|year\|month\|day\|hour\|weekday\) of\>/
syntax match flywheelField /\<\k\+\ze:/
syntax match flywheelStage /\(\<stage\s\+\|\<\(move\|skip\) to\s\+\)\@<=\(from\>\)\@!\k\+/
syntax match flywheelBoolean /\<\(yes\|no\)\>\ze\s*\($\|,\|)\|;\)/

syntax match flywheelNumber /[$€£]\?\<\d[0-9_,.]*\d\>%\?\|[$€£]\?\<\d\>%\?/
syntax match flywheelUnit /\(\d\s\+\)\@<=\(minute\|hour\|day\|week\|month\|quarter\|year\)s\?\>/
syntax match flywheelDate /\<\d\{4}-\d\d\?-\d\d\?\([Tt][0-9A-Za-z:.+-]\+\)\?\>/
syntax match flywheelMark /≤\|≥\|≠\|<=\|>=\|!=\|[<>=+*;-]/
syntax region flywheelText start=/"/ skip=/\\./ end=/"/ oneline contains=flywheelEscape
syntax match flywheelEscape /\\./ contained
syntax match flywheelComment /#.*$/ contains=@Spell

highlight default link flywheelDeclaration Keyword
highlight default link flywheelInclude Include
highlight default link flywheelStatement Conditional
highlight default link flywheelAction Statement
highlight default link flywheelOperator Operator
highlight default link flywheelType Type
highlight default link flywheelSetting Keyword
highlight default link flywheelOption Keyword
highlight default link flywheelFunction Function
highlight default link flywheelField Identifier
highlight default link flywheelStage Structure
highlight default link flywheelBoolean Boolean
highlight default link flywheelNumber Number
highlight default link flywheelUnit Special
highlight default link flywheelDate Number
highlight default link flywheelMark Operator
highlight default link flywheelText String
highlight default link flywheelEscape SpecialChar
highlight default link flywheelComment Comment

let b:current_syntax = 'flywheel'
