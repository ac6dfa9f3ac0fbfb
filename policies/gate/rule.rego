# How every rule of the gate gives its verdict. Only this file decides what counts as an allow; undefined never does.
package safeguard.gate.rule

import rego.v1

# The three phases; anything else is not a phase, and then no rule may excuse itself as not applicable.
phases := {"before-publish", "before-approval", "before-deploy"}

later_phases := {"before-approval", "before-deploy"}

# A clock may be this many seconds ahead of ours before its time counts as lying in the future (threat B5).
skew := 300

# An allow needs both halves: a proof in words, and no problem. A rule whose proof is undefined hands in "" and is denied.
judge(annotation, problems, proof) := verdict(annotation, "not_applicable", not_now(annotation), "") if {
	input.phase in phases
	not input.phase in annotation.custom.phases
} else := verdict(annotation, "allow", proof, "") if {
	input.phase in annotation.custom.phases
	count(problems) == 0
	proof != ""
} else := verdict(annotation, "deny", reason(annotation, problems), annotation.custom.remedy)

verdict(annotation, word, message, remedy) := {
	"id": annotation.custom.id,
	"verdict": word,
	"message": message,
	"citation": annotation.custom.citation,
	"remedy": remedy,
}

not_now(annotation) := concat("", ["applies ", concat(" and ", annotation.custom.phases)])

reason(annotation, problems) := some_of(problems) if {
	count(problems) > 0
} else := concat("", ["not shown: ", annotation.title])

# The first ten of a set of sentences, and how many more there are.
some_of(sentences) := concat("; ", sort(sentences)) if {
	count(sentences) <= 10
} else := sprintf("%s; and %d more", [concat("; ", array.slice(sort(sentences), 0, 10)), count(sentences) - 10])

# Words for a sentence, sorted because a set has no order: the first twenty and how many more; an empty set reads "none".
words(items) := concat(", ", sort(items)) if {
	count(items) > 0
	count(items) <= 20
} else := sprintf("%s and %d more", [concat(", ", array.slice(sort(items), 0, 20)), count(items) - 20]) if {
	count(items) > 20
} else := "none"

# An untrusted text inside one of our sentences: in quotes that it cannot end, and cut, so that our own words stay visible.
quoted(text) := sprintf("\"%s\"", [unquoted(text)]) if {
	count(text) <= 100
} else := sprintf("\"%s…\"", [unquoted(substring(text, 0, 99))])

# Both as in src/base/text.ts: what looks like a double quote, and what looks like half of one.
double_quotes := `\x{0022}\x{00ab}\x{00bb}\x{02ba}\x{02dd}\x{02ee}\x{02f5}\x{02f6}\x{05f4}\x{1cd3}\x{201c}-\x{201f}\x{2033}\x{2034}\x{2036}\x{2037}\x{2057}\x{275d}\x{275e}\x{2760}\x{276e}\x{276f}\x{2e42}\x{3003}\x{301d}-\x{301f}\x{309b}\x{ff02}\x{ff9e}\x{1f676}-\x{1f678}`

single_quotes := `\x{0027}\x{0060}\x{00b4}\x{02b9}\x{02bb}-\x{02bf}\x{02c8}\x{02ca}\x{02cb}\x{02f4}\x{0374}\x{0384}\x{055a}\x{055b}\x{055d}\x{05f3}\x{07f4}\x{07f5}\x{1fbd}\x{1fbf}\x{1fef}\x{1ffd}\x{1ffe}\x{2018}-\x{201b}\x{2032}\x{2035}\x{2039}\x{203a}\x{275b}\x{275c}\x{275f}\x{a78b}\x{a78c}\x{ff07}\x{ff40}`

a_double_quote := concat("", [`[`, double_quotes, `]`])

a_quote_part := concat("", [`[`, double_quotes, single_quotes, `\p{M}]`])

a_double_quote_made := concat("", [`[`, double_quotes, `\p{M}]|[`, single_quotes, `]{2}`])

# Plain text is unchanged. Otherwise no combining mark stands alone, and every double quote or pair that looks like one becomes a single quote.
unquoted(text) := text if {
	not regex.match(a_double_quote_made, text)
} else := concat("", [shown(characters, i) | some i, _ in characters]) if {
	characters := split(text, "")
}

shown(characters, i) := "" if {
	regex.match(a_quote_part, characters[i])
	follows_quote(characters, i)
} else := "'" if {
	regex.match(a_double_quote, characters[i])
} else := characters[i]

follows_quote(characters, i) if regex.match(a_quote_part, characters[i - 1])

follows_quote(characters, i) if {
	regex.match(`\p{M}`, characters[i])
	not letter_before(characters, i)
}

letter_before(characters, i) if characters[i - 1] != " "
