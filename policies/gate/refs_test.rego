package safeguard.gate.refs_test

import data.safeguard.gate.refs
import rego.v1

entries := ["refs/heads/main", "refs/tags/v*", "refs/tags/release-*.*"]

test_exact_and_by_pattern if {
	every ref in ["refs/heads/main", "refs/tags/v1.2.0", "refs/tags/v", "refs/tags/release-1.2"] {
		refs.accepts(entries, ref)
	}
}

test_nothing_else if {
	every ref in [
		"",
		"refs/heads/Main",
		"refs/tags/V1",
		"refs/tags/v1/x",
		"refs/tags/v*",
		"refs/tags/v1\n",
		"refs/tags/release-1",
		"refs/tags/release-",
	] {
		not refs.accepts(entries, ref)
	}
}

test_branches_and_tags if {
	refs.branches(entries) == {"refs/heads/main"}
	refs.is_tag("refs/tags/v1")
	not refs.is_tag("refs/heads/main")
}
