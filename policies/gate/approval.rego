# A named person who had no hand in the change must have approved this run. What is unknown about a person means no.
package safeguard.gate.approval

import data.safeguard.gate.rule
import data.safeguard.gate.signatures
import rego.v1

# METADATA
# title: Somebody approved
# description: At least one review of this run approved this environment, and none rejected it.
# custom:
#   id: gate.approval.given
#   phases: [before-deploy]
#   citation: 45 CFR 164.308(a)(3)(ii)(A)
#   remedy: Let a reviewer of the environment approve this run. After a rejection, start a new run.
verdicts contains rule.judge(rego.metadata.rule(), not_given, given)

# METADATA
# title: The approver is allowed to approve
# description: Everybody who approved is listed, by numeric id, as an approver of this environment.
# custom:
#   id: gate.approval.allowed
#   phases: [before-deploy]
#   citation: 45 CFR 164.308(a)(4)(ii)(B)
#   remedy: Let a listed approver approve a new run, or add the person's numeric id to the approvers in safeguard.yml.
verdicts contains rule.judge(rego.metadata.rule(), not_allowed, allowed)

# METADATA
# title: The approver is not an author
# description: Nobody who approved wrote, committed, proposed or started what is deployed; authors nobody can name deny (threat D6).
# custom:
#   id: gate.approval.four_eyes
#   phases: [before-deploy]
#   citation: 45 CFR 164.308(a)(3)(ii)(A)
#   remedy: Let somebody without a hand in these commits approve; map an unknown author's e-mail under people in safeguard.yml.
verdicts contains rule.judge(rego.metadata.rule(), not_four_eyes, four_eyes)

# METADATA
# title: The authors are of exactly what is deployed
# description: They were collected from the last success of another commit to the commit that the signatures prove, and include who runs this.
# custom:
#   id: gate.approval.authors
#   phases: [before-deploy]
#   citation: 45 CFR 164.308(a)(3)(ii)(A)
#   remedy: Start a new run; if another deploy came in between, its commit is where the authors begin.
verdicts contains rule.judge(rego.metadata.rule(), off_range, range)

# METADATA
# title: The run is in its first attempt
# description: GitHub's approvals name no attempt, so an approval counts in the first one only (threats B11, D7).
# custom:
#   id: gate.approval.first_attempt
#   phases: [before-deploy]
#   citation: ""
#   remedy: Start a new run instead of running this one again.
verdicts contains rule.judge(rego.metadata.rule(), again, first_attempt)

# METADATA
# title: One approval is for one deploy
# description: At most one job of this run is a contract's deploy job, because a review names the run and the environment but no job (threat D7).
# custom:
#   id: gate.approval.one_job
#   phases: [before-approval, before-deploy]
#   citation: 45 CFR 164.308(a)(3)(ii)(A)
#   remedy: Let the caller call deploy-prod.yml once per run, name no other job deploy, and keep the names of its jobs below 78 characters; then start a new run.
verdicts contains rule.judge(rego.metadata.rule(), many_jobs, one_job)

# METADATA
# title: The run is proven by a token
# description: Who runs this, where and on what kind of runner was read from GitHub's OIDC token.
# custom:
#   id: gate.approval.run
#   phases: [before-deploy]
#   citation: 45 CFR 164.312(d)
#   remedy: Deploy from the contract's job with id-token write permission; a developer's machine cannot deploy.
verdicts contains rule.judge(rego.metadata.rule(), unproven, run)

# Reviews of this environment only; a run may be reviewed for others too.
reviews[review.state] contains review if {
	some review in input.approvals
	input.policy.environment.name in review.environments
}

approvers[review.user_id] contains review.login if some review in reviews.approved

person(id, logins) := sprintf("%s (id %s)", [rule.words(logins), id])

people contains person(id, logins) if some id, logins in approvers

not_given contains "the approvals of the run were not read" if input.approvals == null

not_given contains "nobody approved this environment in this run" if {
	input.approvals != null
	count(approvers) == 0
}

not_given contains sprintf("%s (id %s) rejected", [review.login, review.user_id]) if some review in reviews.rejected

default given := ""

given := sprintf("approved by %s", [rule.words(people)]) if count(approvers) > 0

default allowed := ""

allowed := sprintf("%s may approve %s", [rule.words(people), input.policy.environment.name]) if {
	count(approvers) > 0
	every id, _ in approvers {
		id in input.policy.environment.approvers
	}
}

not_allowed contains sprintf("%s is not among the approvers: %s", [
	person(id, logins),
	rule.words(input.policy.environment.approvers),
]) if {
	some id, logins in approvers
	not id in input.policy.environment.approvers
}

authors := {person.user_id | some person in input.authors.people} | {input.run.actor_id}

default four_eyes := ""

four_eyes := sprintf("%s is none of the %d authors", [rule.words(people), count(authors)]) if {
	input.authors.complete == true
	input.authors.problem == ""
	every author in input.authors.people {
		is_string(author.user_id)
	}
	count(approvers) > 0
	count({id | some id, _ in approvers} & authors) == 0
}

not_four_eyes contains "the authors were not collected" if input.authors == null

not_four_eyes contains "the list of authors is not complete" if {
	input.authors.complete == false
	input.authors.problem == ""
}

not_four_eyes contains input.authors.problem if input.authors.problem != ""

not_four_eyes contains sprintf("%s is an author: %s of %s", [
	person(author.user_id, approvers[author.user_id]),
	rule.words(author.roles),
	rule.words({place | some place in {author.commit, "this run"}; place != ""}),
]) if {
	some author in input.authors.people
	approvers[author.user_id]
}

not_four_eyes contains sprintf("%s started this run", [person(input.run.actor_id, approvers[input.run.actor_id])]) if {
	approvers[input.run.actor_id]
}

not_four_eyes contains sprintf(
	"nobody knows the account of %s (%s%s); add a line under people in safeguard.yml that says whose it is: - {id: '<numeric id>', login: '<login>', emails: [%s]}",
	[rule.quoted(author.label), rule.words(author.roles), of_commit(author), author.mapped_by],
) if {
	some author in input.authors.people
	author.user_id == null
}

of_commit(author) := sprintf(" of %s", [author.commit]) if {
	author.commit != ""
} else := ""

# Authors begin at the last success of another commit: one commit deployed again, or a second image of it, has the same authors.
default redeployed := false

redeployed if input.ledger.last_success.commit == signatures.commit

default since := ""

since := input.ledger.last_success.commit if not redeployed

since := input.ledger.last_other_success.commit if redeployed

default range := ""

range := sprintf("%s to %s", [since, input.authors.until_commit]) if {
	since != ""
	in_range
}

range := sprintf("first deploy in %s: commit %s and its pull requests", [input.ledger.store, input.authors.until_commit]) if {
	since == ""
	not redeployed
	in_range
}

range := sprintf("no other commit succeeded in %s: commit %s and its pull requests", [input.ledger.store, input.authors.until_commit]) if {
	since == ""
	redeployed
	in_range
}

in_range if {
	input.ledger.readable == true
	input.authors.since_commit == since
	input.authors.until_commit == signatures.commit
	some person in input.authors.people
	person.user_id == input.run.actor_id
	"run-actor" in person.roles
}

off_range contains "the authors were not collected" if input.authors == null

off_range contains sprintf("authors since '%s', the last success of another commit was of '%s'", [input.authors.since_commit, since]) if {
	input.authors.since_commit != since
}

off_range contains sprintf("authors until %s, the image is of commit %s", [input.authors.until_commit, signatures.commit]) if {
	input.authors.until_commit != signatures.commit
}

default first_attempt := ""

first_attempt := sprintf("first attempt of run %s", [input.run.run_id]) if input.run.run_attempt == 1

again contains sprintf("this is attempt %d of run %s", [input.run.run_attempt, input.run.run_id]) if {
	input.run.run_attempt != 1
}

# Before the approval the deploy job may not exist yet; the job that deploys must find itself in the list, or the list hides jobs.
expected_jobs := {"before-approval": {0, 1}, "before-deploy": {1}}

default one_job := ""

one_job := sprintf("jobs of run %s named deploy: %d", [input.run.run_id, input.deploy_jobs.count]) if {
	input.deploy_jobs.complete == true
	input.deploy_jobs.count in expected_jobs[input.phase]
}

many_jobs contains "the jobs of this run were not read" if input.deploy_jobs == null

many_jobs contains sprintf("the list of the jobs of run %s is not complete, or GitHub shortened a name in it", [input.run.run_id]) if {
	input.deploy_jobs.complete == false
}

many_jobs contains sprintf("run %s has %d jobs named deploy, expected one; one click would approve them all", [
	input.run.run_id,
	input.deploy_jobs.count,
]) if {
	input.deploy_jobs.count > 1
}

many_jobs contains sprintf("the list of the jobs of run %s lacks the job that deploys", [input.run.run_id]) if {
	input.phase == "before-deploy"
	input.deploy_jobs.count == 0
}

runners := {"github-hosted", "self-hosted"}

default run := ""

run := sprintf("%s (id %s) by a token, on a %s runner", [input.run.actor, input.run.actor_id, input.run.runner_environment]) if {
	input.run.source == "token"
	input.run.runner_environment in runners
}

unproven contains sprintf("the run was described by a source called '%s', not by a token", [input.run.source]) if {
	input.run.source != "token"
}

unproven contains sprintf("the token names runner '%s'", [input.run.runner_environment]) if {
	not input.run.runner_environment in runners
}
