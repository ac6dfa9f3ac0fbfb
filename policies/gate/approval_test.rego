package safeguard.gate.approval_test

import data.safeguard.gate.rule_test
import rego.v1

unapproved := {"gate.approval.given", "gate.approval.allowed", "gate.approval.four_eyes"}

rejection := {"user_id": "2002", "login": "finn", "state": "rejected", "environments": ["production"], "observed_at": 1}

first := [
	["/ledger/head", ""],
	["/ledger/next_seq", 0],
	["/ledger/last_success", null],
	["/ledger/last_other_success", null],
	["/handed_over/ledger_head", ""],
	["/authors/since_commit", ""],
]

commit := "cccccccccccccccccccccccccccccccccccccccc"

# The commit that succeeded last is deployed again, and its authors are those since the success of another one.
again := [
	["/ledger/last_success/commit", commit],
	["/authors/since_commit", "ffffffffffffffffffffffffffffffffffffffff"],
]

test_cases if {
	count(rule_test.wrong([
		["deploy", [["/approvals", null]], unapproved],
		["deploy", [["/approvals", []]], unapproved],
		["deploy", [["/approvals/0/environments", ["staging"]]], unapproved],
		["deploy", [["/approvals/-", rejection]], {"gate.approval.given"}],
		["deploy", [["/approvals/0/user_id", "2003"]], {"gate.approval.allowed"}],
		["deploy", [["/authors", null]], {"gate.approval.four_eyes", "gate.approval.authors"}],
		["deploy", [["/authors/complete", false]], {"gate.approval.four_eyes"}],
		["deploy", [["/authors/people/1/user_id", "2001"]], {"gate.approval.four_eyes"}],
		["deploy", [["/authors/people/1/user_id", null]], {"gate.approval.four_eyes"}],
		["deploy", [["/run/actor_id", "2001"]], {
			"gate.approval.four_eyes",
			"gate.approval.authors",
			"gate.environment.starters",
		}],
		["deploy", [["/authors/since_commit", ""]], {"gate.approval.authors"}],
		["deploy", [["/authors/until_commit", ""]], {"gate.approval.authors"}],
		["deploy", [["/authors/people/0/roles", ["committer"]]], {"gate.approval.authors"}],
		["deploy", [["/authors/problem", "GitHub cut the list"]], {"gate.approval.four_eyes"}],
		["deploy", first, set()],
		["deploy", again, set()],
		["deploy", array.concat(again, [["/authors/since_commit", commit]]), {"gate.approval.authors"}],
		["deploy", array.concat(again, [["/ledger/last_other_success", null]]), {"gate.approval.authors"}],
		["deploy", array.concat(again, [["/ledger/last_other_success", null], ["/authors/since_commit", ""]]), set()],
		["deploy", [["/run/run_attempt", 2]], {"gate.approval.first_attempt"}],
		["approval", [["/deploy_jobs", null]], {"gate.approval.one_job"}],
		["deploy", [["/deploy_jobs", null]], {"gate.approval.one_job"}],
		["approval", [["/deploy_jobs/complete", false]], {"gate.approval.one_job"}],
		["approval", [["/deploy_jobs/count", 0]], set()],
		["approval", [["/deploy_jobs/count", 1]], set()],
		["approval", [["/deploy_jobs/count", 2]], {"gate.approval.one_job"}],
		["deploy", [["/deploy_jobs/count", 0]], {"gate.approval.one_job"}],
		["deploy", [["/deploy_jobs/count", 2]], {"gate.approval.one_job"}],
		["deploy", [["/run/source", "local"]], {"gate.approval.run"}],
		["deploy", [["/run/runner_environment", ""]], {"gate.approval.run"}],
	])) == 0
}

test_an_unknown_author_is_named_with_the_commit_and_the_line_to_add if {
	changes := [["/authors/people/1/user_id", null], ["/authors/people/1/mapped_by", `"carol@old.example"`]]
	said := rule_test.message("deploy", changes, "gate.approval.four_eyes")
	contains(said, "carol")
	contains(said, "cccccccccccccccccccccccccccccccccccccccc")
	contains(said, "people in safeguard.yml")
	contains(said, `emails: ["carol@old.example"]`)
}

test_an_unknown_author_without_a_commit_is_named_too if {
	changes := [["/authors/people/1/user_id", null], ["/authors/people/1/commit", ""]]
	contains(rule_test.message("deploy", changes, "gate.approval.four_eyes"), "(co-author);")
}
