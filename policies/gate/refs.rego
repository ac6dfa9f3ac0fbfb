# Which refs a service may be built from, as src/model/source-refs.ts says it too. Git allows no "*" in the name of a ref, so an
# entry that holds one is a pattern and nothing else.
package safeguard.gate.refs

import rego.v1

accepts(entries, ref) if {
	named(ref)
	ref in entries
}

# "*" stands for any characters but "/", or for none.
accepts(entries, ref) if {
	named(ref)
	some pattern in entries
	contains(pattern, "*")
	wanted := split(pattern, "/")
	got := split(ref, "/")
	count(wanted) == count(got)
	every at, part in wanted {
		fits(part, got[at])
	}
}

is_tag(ref) if startswith(ref, "refs/tags/")

branches(entries) := {entry | some entry in entries; startswith(entry, "refs/heads/")}

# Blanks and control characters are in no name of git's.
named(ref) if {
	ref != ""
	not contains(ref, "*")
	not regex.match(`[\x00-\x20\x7f]`, ref)
}

fits(pattern, part) if pattern == part

fits(pattern, part) if {
	parts := split(pattern, "*")
	count(parts) in {2, 3}
	last := parts[count(parts) - 1]
	startswith(part, parts[0])
	endswith(part, last)
	length := (count(part) - count(parts[0])) - count(last)
	length >= 0
	inside(parts, substring(part, count(parts[0]), length))
}

inside(parts, _) if count(parts) == 2

inside(parts, between) if {
	count(parts) == 3
	contains(between, parts[1])
}
