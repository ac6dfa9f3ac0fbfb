package safeguard.gate.environment_test

import data.safeguard.gate.rule_test
import rego.v1

all := {sprintf("gate.environment.%s", [name]) |
	some name in ["belongs", "exists", "reviewers", "self_review", "admin_bypass", "wait_timer", "teams", "refs"]
}

unasked := {sprintf("gate.environment.%s", [name]) |
	some name in ["belongs", "starters", "wait_timer", "teams", "refs"]
}

test_cases if {
	count(rule_test.wrong([
		["approval", [["/environment", null]], all],
		["approval", [["/policy/environment", null]], unasked],
		["deploy", [["/policy/environment/refs", "protected"], ["/environment/refs", "protected"]], set()],
		["approval", [["/environment/name", "staging"]], {"gate.environment.belongs"}],
		["approval", [["/run/environment", "production"]], set()],
		["approval", [["/run/environment", "staging"]], {"gate.environment.belongs"}],
		["deploy", [["/run/environment", ""]], {"gate.environment.belongs"}],
		["deploy", [["/environment/exists", false]], {"gate.environment.exists"}],
		["deploy", [["/environment/reviewers", null]], {"gate.environment.reviewers"}],
		["deploy", [["/environment/reviewers", 0]], {"gate.environment.reviewers"}],
		["deploy", [["/environment/prevent_self_review", null]], {"gate.environment.self_review"}],
		["deploy", [["/environment/prevent_self_review", false]], {"gate.environment.self_review"}],
		["deploy", [["/environment/can_admins_bypass", null]], {"gate.environment.admin_bypass"}],
		["deploy", [["/environment/wait_minutes", 9]], {"gate.environment.wait_timer"}],
		["deploy", [["/environment/wait_minutes", null]], {"gate.environment.wait_timer"}],
		["deploy", [["/policy/environment/wait_minutes", 15]], set()],
		["deploy", [["/policy/environment/wait_minutes", 0], ["/environment/wait_minutes", null]], set()],
		["deploy", [["/environment/reviewer_teams", []]], {"gate.environment.teams"}],
		["deploy", [["/environment/reviewer_teams", null]], {"gate.environment.teams"}],
		["deploy", [["/policy/environment/reviewer_teams", []]], set()],
		["deploy", [["/environment/refs", "any"]], {"gate.environment.refs"}],
		["deploy", [["/environment/refs", "protected"]], {"gate.environment.refs"}],
		["deploy", [["/environment/refs", null]], {"gate.environment.refs"}],
		["deploy", [["/environment/selected_refs", null]], {"gate.environment.refs"}],
		["deploy", [["/environment/selected_refs", []]], {"gate.environment.refs"}],
		["deploy", [["/environment/selected_refs", ["refs/heads/main", "refs/heads/*"]]], {"gate.environment.refs"}],
		["deploy", [["/policy/environment/refs", "protected"]], {"gate.environment.refs"}],
		["deploy", [["/policy/environment/refs", "any"], ["/environment/refs", null]], set()],
		["deploy", [["/policy/environment/starters", ["9"]]], {"gate.environment.starters"}],
		["approval", [["/policy/environment/starters", null]], set()],
		["deploy", [["/environment/can_admins_bypass", true]], {"gate.environment.admin_bypass"}],
	])) == 0
}

test_a_field_that_github_does_not_give_has_its_own_words if {
	id := "gate.environment.admin_bypass"
	missing := rule_test.message("deploy", [["/environment/can_admins_bypass", null]], id)
	missing != rule_test.message("deploy", [["/environment/can_admins_bypass", true]], id)
}
