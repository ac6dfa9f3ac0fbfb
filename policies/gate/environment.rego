# The deployment environment must be the configured one and protected. GitHub creates a missing one silently, unprotected.
package safeguard.gate.environment

import data.safeguard.gate.rule
import rego.v1

# METADATA
# title: The environment belongs to this service
# description: Policy, GitHub's answer and, in the deploying job, the token all name the same environment.
# custom:
#   id: gate.environment.belongs
#   phases: [before-approval, before-deploy]
#   citation: ""
#   remedy: Add the environment to the service in safeguard.yml, and name the same one in the caller.
verdicts contains rule.judge(rego.metadata.rule(), foreign, belongs)

# METADATA
# title: The environment exists
# description: GitHub knows the environment. It would otherwise be created without any protection when the job starts.
# custom:
#   id: gate.environment.exists
#   phases: [before-approval, before-deploy]
#   citation: ""
#   remedy: Create the environment in the repository's settings, with required reviewers, before running again.
verdicts contains rule.judge(rego.metadata.rule(), absent, exists)

# METADATA
# title: The environment has required reviewers
# description: At least one reviewer must click before a job of this environment starts.
# custom:
#   id: gate.environment.reviewers
#   phases: [before-approval, before-deploy]
#   citation: 45 CFR 164.308(a)(3)(ii)(A)
#   remedy: Add required reviewers to the environment. Private repositories have them on GitHub Enterprise only; see docs/limits.md.
verdicts contains rule.judge(rego.metadata.rule(), without_reviewers, reviewers)

# METADATA
# title: Nobody can review a run they started
# description: Prevent self-review is switched on for the environment.
# custom:
#   id: gate.environment.self_review
#   phases: [before-approval, before-deploy]
#   citation: 45 CFR 164.308(a)(3)(ii)(A)
#   remedy: Switch on "Prevent self-review" in the environment's settings.
verdicts contains rule.judge(rego.metadata.rule(), self_reviewed, self_review)

# METADATA
# title: Administrators cannot bypass the reviewers
# description: The environment does not allow administrators to bypass its protection rules.
# custom:
#   id: gate.environment.admin_bypass
#   phases: [before-approval, before-deploy]
#   citation: 45 CFR 164.308(a)(3)(ii)(A)
#   remedy: Switch off "Allow administrators to bypass configured protection rules" in the environment's settings.
verdicts contains rule.judge(rego.metadata.rule(), bypassable, admin_bypass)

# METADATA
# title: The environment waits as long as it has to
# description: The wait timer of the environment in GitHub is at least the one in safeguard.yml.
# custom:
#   id: gate.environment.wait_timer
#   phases: [before-approval, before-deploy]
#   citation: ""
#   remedy: Raise the wait timer in the environment's settings, or lower wait-minutes in safeguard.yml.
verdicts contains rule.judge(rego.metadata.rule(), hasty, wait_timer)

# METADATA
# title: The teams that have to review are among the reviewers
# description: Every team of reviewer-teams is a required reviewer of the environment. Whose click counts says approvers alone.
# custom:
#   id: gate.environment.teams
#   phases: [before-approval, before-deploy]
#   citation: 45 CFR 164.308(a)(3)(ii)(A)
#   remedy: Add the teams to the environment's required reviewers, or take them from reviewer-teams in safeguard.yml.
verdicts contains rule.judge(rego.metadata.rule(), without_teams, teams)

# METADATA
# title: The environment limits the refs that may deploy
# description: GitHub lets jobs of the environment run from protected branches, or from selected refs that are all of this service.
# custom:
#   id: gate.environment.refs
#   phases: [before-approval, before-deploy]
#   citation: ""
#   remedy: Set "Deployment branches and tags" in the environment's settings to what safeguard.yml says under refs.
verdicts contains rule.judge(rego.metadata.rule(), unlimited, limited)

# METADATA
# title: The run was started by somebody who may
# description: Where safeguard.yml names starters of the environment, the actor of the run is one of them.
# custom:
#   id: gate.environment.starters
#   phases: [before-approval, before-deploy]
#   citation: 45 CFR 164.308(a)(4)(ii)(B)
#   remedy: Let one of the starters start a new run, or add this person to starters in safeguard.yml.
verdicts contains rule.judge(rego.metadata.rule(), uninvited, invited)

# The job that verifies before the approval must not name the environment, or it would itself need an approval.
token_environments := {"before-approval": {"", input.policy.environment.name}, "before-deploy": {input.policy.environment.name}}

default belongs := ""

belongs := sprintf("environment %s", [input.policy.environment.name]) if {
	input.policy.environment.name != ""
	input.environment.name == input.policy.environment.name
	input.run.environment in token_environments[input.phase]
}

foreign contains "the policy names no environment" if input.policy.environment == null

foreign contains sprintf("GitHub described environment %s, the policy is for %s", [
	input.environment.name,
	input.policy.environment.name,
]) if {
	input.environment.name != input.policy.environment.name
}

foreign contains sprintf("the job runs in environment '%s', expected %s", [
	input.run.environment,
	input.policy.environment.name,
]) if {
	not input.run.environment in token_environments[input.phase]
}

absent contains unread if input.environment == null

without_reviewers contains unread if input.environment == null

self_reviewed contains unread if input.environment == null

bypassable contains unread if input.environment == null

hasty contains unread if {
	input.environment == null
	input.policy.environment.wait_minutes != 0
}

without_teams contains unread if {
	input.environment == null
	input.policy.environment.reviewer_teams != []
}

unlimited contains unread if {
	input.environment == null
	input.policy.environment.refs != "any"
}

unread := "the environment was not read from GitHub"

default exists := ""

exists := sprintf("GitHub knows environment %s", [input.environment.name]) if input.environment.exists == true

absent contains sprintf("GitHub knows no environment %s", [input.environment.name]) if input.environment.exists == false

default reviewers := ""

reviewers := sprintf("%d required reviewers", [input.environment.reviewers]) if input.environment.reviewers > 0

without_reviewers contains "GitHub did not give the number of reviewers" if input.environment.reviewers == null

without_reviewers contains "the environment has no required reviewer" if input.environment.reviewers == 0

default self_review := ""

self_review := "self-review is prevented" if input.environment.prevent_self_review == true

self_reviewed contains "GitHub did not say whether self-review is prevented" if {
	input.environment.prevent_self_review == null
}

self_reviewed contains "who starts a run may approve it" if input.environment.prevent_self_review == false

default admin_bypass := ""

admin_bypass := "administrators cannot bypass" if input.environment.can_admins_bypass == false

bypassable contains "GitHub did not give the field can_admins_bypass" if input.environment.can_admins_bypass == null

bypassable contains "administrators may bypass the reviewers" if input.environment.can_admins_bypass == true

default wait_timer := ""

wait_timer := "no wait timer is asked for" if input.policy.environment.wait_minutes == 0

wait_timer := sprintf("it waits %d minutes, at least %d are asked for", [
	input.environment.wait_minutes,
	input.policy.environment.wait_minutes,
]) if {
	input.policy.environment.wait_minutes > 0
	input.environment.wait_minutes >= input.policy.environment.wait_minutes
}

hasty contains "GitHub did not give the wait timer" if {
	input.policy.environment.wait_minutes != 0
	input.environment.wait_minutes == null
}

hasty contains sprintf("it waits %d minutes, expected at least %d", [
	input.environment.wait_minutes,
	input.policy.environment.wait_minutes,
]) if {
	is_number(input.environment.wait_minutes)
	input.environment.wait_minutes < input.policy.environment.wait_minutes
}

default teams := ""

teams := "no team is asked for" if input.policy.environment.reviewer_teams == []

teams := sprintf("teams asked for: %s", [rule.words(asked_teams)]) if {
	count(asked_teams) > 0
	count(asked_teams - {team | some team in input.environment.reviewer_teams}) == 0
}

asked_teams := {team | some team in input.policy.environment.reviewer_teams}

without_teams contains "GitHub did not give the reviewers" if {
	count(asked_teams) > 0
	input.environment.reviewer_teams == null
}

without_teams contains sprintf("team %s is no required reviewer", [team]) if {
	some team in asked_teams
	not team in input.environment.reviewer_teams
}

default limited := ""

limited := "no limit is asked for" if input.policy.environment.refs == "any"

limited := "protected branches alone may deploy" if {
	input.policy.environment.refs == "protected"
	input.environment.refs == "protected"
}

limited := sprintf("selected refs alone may deploy: %s", [rule.words({ref | some ref in input.environment.selected_refs})]) if {
	input.policy.environment.refs == "selected"
	input.environment.refs == "selected"
	count(input.environment.selected_refs) > 0
	every ref in input.environment.selected_refs {
		listed_ref(ref)
	}
}

unlimited contains sprintf("GitHub says %s, expected %s", [words_of(input.environment.refs), input.policy.environment.refs]) if {
	input.policy.environment.refs in {"protected", "selected"}
	input.environment.refs != input.policy.environment.refs
}

unlimited contains "GitHub did not list every selected ref" if {
	input.policy.environment.refs == "selected"
	input.environment.selected_refs == null
}

unlimited contains sprintf("%s may deploy, and is no ref of the service", [rule.quoted(ref)]) if {
	input.policy.environment.refs == "selected"
	some ref in input.environment.selected_refs
	not listed_ref(ref)
}

# GitHub's pattern for the same tags is the service's own, word for word; a wider one is none of it.
listed_ref(ref) if ref in input.policy.service.source_refs

words_of(refs) := "nothing of them" if {
	refs == null
} else := refs

default invited := ""

invited := "anybody may start who can start the workflow" if input.policy.environment.starters == null

invited := sprintf("%s (id %s) may start", [input.run.actor, input.run.actor_id]) if {
	input.run.actor_id in input.policy.environment.starters
}

uninvited contains sprintf("%s (id %s) started the run; starters: %s", [
	rule.quoted(input.run.actor),
	input.run.actor_id,
	rule.words({id | some id in input.policy.environment.starters}),
]) if {
	is_array(input.policy.environment.starters)
	not input.run.actor_id in input.policy.environment.starters
}
