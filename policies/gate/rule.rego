# How every rule of the gate speaks. Here, and only here, is decided what may be called an allow: undefined never is.
package safeguard.gate.rule

import rego.v1

# The three phases; anything else is not a phase, and then no rule may excuse itself as not applicable.
phases := {"before-publish", "before-approval", "before-deploy"}

later_phases := {"before-approval", "before-deploy"}

# A clock may be this many seconds ahead of ours before its time counts as lying in the future (THREATS B5).
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

# Words for a sentence, sorted because a set has no order of its own: the first twenty and how many more; no words read "none".
words(items) := concat(", ", sort(items)) if {
	count(items) > 0
	count(items) <= 20
} else := sprintf("%s and %d more", [concat(", ", array.slice(sort(items), 0, 20)), count(items) - 20]) if {
	count(items) > 20
} else := "none"

# What a stranger may say inside a sentence of ours: in quotes that nothing within ends, and cut, so that our own words stay in sight.
quoted(text) := sprintf("\"%s\"", [replace(text, "\"", "'")]) if {
	count(text) <= 100
} else := sprintf("\"%s…\"", [replace(substring(text, 0, 99), "\"", "'")])
