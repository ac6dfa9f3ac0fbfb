# Scanners as gates. A scan counts when it is shown to have run, on this target, recently; silence is never a clean result.
package safeguard.gate.scans

import data.safeguard.gate.rule
import data.safeguard.gate.signatures
import rego.v1

# METADATA
# title: Every required scan is there
# description: Each kind of scan has a result of each required tool, or a stated reason why there is nothing to scan; SARIF never counts.
# custom:
#   id: gate.scans.required
#   phases: [before-publish, before-approval, before-deploy]
#   citation: 45 CFR 164.308(a)(1)(ii)(A)
#   remedy: Run the missing scanner, and hand in its run folder; after publishing, publish again so that its result is signed.
verdicts contains rule.judge(rego.metadata.rule(), not_required, required)

# METADATA
# title: Every scan is proven
# description: Each tool is shown to have run to its end and to have looked at something (threat A1 to A5).
# custom:
#   id: gate.scans.proven
#   phases: [before-publish, before-approval, before-deploy]
#   citation: 45 CFR 164.308(a)(1)(ii)(A)
#   remedy: See the log of the named tool in its run folder, mend the cause and run the scan again.
verdicts contains rule.judge(rego.metadata.rule(), not_proven, proven)

# METADATA
# title: Every scan is of this target
# description: Image scans name the digest, source scans the commit that is built or, later, that the signatures prove (threat A12).
# custom:
#   id: gate.scans.target
#   phases: [before-publish, before-approval, before-deploy]
#   citation: ""
#   remedy: Scan this digest and this commit; a result of another build cannot be handed in.
verdicts contains rule.judge(rego.metadata.rule(), off_target, target)

# METADATA
# title: Every scan is fresh
# description: The run is at most a day old when publishing, later as configured; its vulnerability database was fresh when it ran (A13).
# custom:
#   id: gate.scans.fresh
#   phases: [before-publish, before-approval, before-deploy]
#   citation: ""
#   remedy: Update the vulnerability database, run the scan again and publish again.
verdicts contains rule.judge(rego.metadata.rule(), stale, fresh)

# METADATA
# title: No scan is a replay
# description: Results recorded earlier and handed in again are refused, unless the policy openly allows them.
# custom:
#   id: gate.scans.replayed
#   phases: [before-publish, before-approval, before-deploy]
#   citation: ""
#   remedy: Run the scanners in this run.
verdicts contains rule.judge(rego.metadata.rule(), replays, replayed)

kinds := {"source", "dependencies", "image", "infrastructure", "secrets"}

day := 86400

label(scan) := signatures.scan_slot(scan)

# Indexes of the scans that count: when publishing all that were made, later the newest signed one of each kind and tool.
counted contains i if {
	input.phase == "before-publish"
	some i, _ in input.scans
}

counted contains i if {
	input.phase in rule.later_phases
	some i in signatures.signed_scans
	input.scans[i].finished_at == max(finished[label(input.scans[i])])
}

finished[label(input.scans[i])] contains input.scans[i].finished_at if some i in signatures.signed_scans

present contains label(input.scans[i]) if {
	some i in counted
	input.scans[i].tool != "sarif"
}

lacking := signatures.required_scans - present

excused_kinds[kind] := requirement.none if some kind, requirement in input.policy.scans

named_kinds contains kind if some kind, _ in excused_kinds

named_kinds contains kind if {
	some kind, requirement in input.policy.scans
	count(requirement.tools) > 0
}

default required := ""

required := sprintf("%s; nothing to scan: %s", [rule.words(signatures.required_scans), rule.words(excuses)]) if {
	count(lacking) == 0
	count(signatures.required_scans) > 0
	named_kinds == kinds
}

excuses contains sprintf("%s (%s)", [kind, reason]) if some kind, reason in excused_kinds

not_required contains sprintf("no %s", [name]) if some name in lacking

not_required contains sprintf("the policy does not say what %s requires", [kind]) if some kind in (kinds - named_kinds)

not_required contains "the policy requires no scan at all" if count(signatures.required_scans) == 0

default proven := ""

proven := sprintf("%d scans ran to their end", [count(counted)]) if {
	count(counted) > 0
	every i in counted {
		input.scans[i].proven == true
		input.scans[i].problem_code == ""
	}
}

not_proven contains sprintf("%s: %s %s", [label(scan), scan.problem_code, scan.problem]) if {
	some i in counted
	scan := input.scans[i]
	not is_proven(scan)
}

is_proven(scan) if {
	scan.proven == true
	scan.problem_code == ""
}

# The commit the source scans must be of.
commit := input.run.commit if input.phase == "before-publish"

commit := signatures.commit if input.phase in rule.later_phases

# Dependencies may be read from the source or from the image.
target_types := {
	"source": {"source"},
	"dependencies": {"source", "image"},
	"image": {"image"},
	"infrastructure": {"source"},
	"secrets": {"source"},
}

on_target(scan) if {
	scan.target.type == "image"
	"image" in target_types[scan.kind]
	scan.target.digest == input.artifact.digest
}

on_target(scan) if {
	scan.target.type == "source"
	"source" in target_types[scan.kind]
	scan.target.commit == commit
}

target_name(target) := target.digest if {
	target.type == "image"
} else := target.commit

default target := ""

target := sprintf("%s and commit %s", [input.artifact.digest, commit]) if {
	count(counted) > 0
	every i in counted {
		on_target(input.scans[i])
	}
}

off_target contains sprintf("%s is of %s, expected %s or commit '%s'", [
	label(scan),
	target_name(scan.target),
	input.artifact.digest,
	commit,
]) if {
	some i in counted
	scan := input.scans[i]
	not on_target(scan)
}

# Seconds a run of this kind may be old. A kind without a required scan has no limit.
max_age(kind) := min({day, input.policy.scans[kind].max_age_seconds}) if {
	input.phase == "before-publish"
} else := input.policy.scans[kind].max_age_seconds

is_fresh(scan) if {
	scan.started_at <= scan.finished_at
	scan.finished_at <= input.time + rule.skew
	young(scan)
	database_fresh(scan)
}

young(scan) if input.time - scan.finished_at <= max_age(scan.kind)

young(scan) if input.policy.scans[scan.kind].none

needs_database := {"image", "dependencies"}

database_fresh(scan) if {
	scan.database_at == null
	not scan.kind in needs_database
}

database_fresh(scan) if {
	scan.database_at <= scan.started_at + rule.skew
	scan.started_at - scan.database_at <= input.policy.scans[scan.kind].database_max_age_seconds
}

database_fresh(scan) if {
	scan.database_at != null
	input.policy.scans[scan.kind].none
}

database_name(scan) := "none" if {
	scan.database_at == null
} else := sprintf("%d", [scan.database_at])

default fresh := ""

fresh := sprintf("the oldest of %d scans finished at %d", [count(counted), min({input.scans[i].finished_at | some i in counted})]) if {
	count(counted) > 0
	every i in counted {
		is_fresh(input.scans[i])
	}
}

stale contains sprintf("%s ran from %d to %d with database %s, the decision is for %d", [
	label(scan),
	scan.started_at,
	scan.finished_at,
	database_name(scan),
	input.time,
]) if {
	some i in counted
	scan := input.scans[i]
	not is_fresh(scan)
}

default replayed := ""

replayed := "every scan was made in its own run" if {
	count(counted) > 0
	every i in counted {
		input.scans[i].replay == false
	}
}

replayed := sprintf("allowed by policy: %s", [rule.words(replay_names)]) if {
	input.policy.replayed_runs == "allow"
	count(replay_names) > 0
}

replay_names contains label(input.scans[i]) if {
	some i in counted
	input.scans[i].replay != false
}

replays contains sprintf("%s was recorded earlier", [name]) if {
	input.policy.replayed_runs != "allow"
	some name in replay_names
}
