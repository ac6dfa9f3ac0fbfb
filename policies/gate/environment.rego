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
