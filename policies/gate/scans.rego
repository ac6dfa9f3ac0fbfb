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
# description: Each tool is shown to have run to its end and to have looked at something (THREATS A1 to A5).
# custom:
#   id: gate.scans.proven
#   phases: [before-publish, before-approval, before-deploy]
#   citation: 45 CFR 164.308(a)(1)(ii)(A)
#   remedy: See the log of the named tool in its run folder, mend the cause and run the scan again.
verdicts contains rule.judge(rego.metadata.rule(), not_proven, proven)

# METADATA
# title: Every scan is of this target
# description: Image scans name the digest, source scans the commit that is built or, later, that the signatures prove (THREATS A12).
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
# title: No finding at or above the threshold is open
# description: Each such finding is covered by a valid exception; what the repository itself suppresses counts all the same (A14, A16).
# custom:
#   id: gate.scans.findings
#   phases: [before-publish, before-approval, before-deploy]
#   citation: 45 CFR 164.308(a)(1)(ii)(B)
#   remedy: Update the package or mend the code; or agree on an exception of at most 90 days between two people.
verdicts contains rule.judge(rego.metadata.rule(), open_findings, findings)

# METADATA
# title: No secret was found
# description: A secret of any severity denies, unless a valid exception covers it.
# custom:
#   id: gate.scans.secrets
#   phases: [before-publish, before-approval, before-deploy]
#   citation: 45 CFR 164.308(a)(5)(ii)(D)
#   remedy: Revoke the secret, remove it from the history and build again; except a false alarm by exact rule and path.
verdicts contains rule.judge(rego.metadata.rule(), open_secrets, secrets)

# METADATA
# title: No scan is a replay
# description: Results recorded earlier and handed in again are refused, unless the policy openly allows them.
# custom:
#   id: gate.scans.replayed
#   phases: [before-publish, before-approval, before-deploy]
#   citation: ""
#   remedy: Run the scanners in this run.
verdicts contains rule.judge(rego.metadata.rule(), replays, replayed)

# METADATA
# title: Every scan lists what it counts
# description: The summary was made for this threshold or a stricter one, and lists as many findings at or above it as it counts.
# custom:
#   id: gate.scans.consistent
#   phases: [before-publish, before-approval, before-deploy]
#   citation: ""
#   remedy: Scan and publish again with the configuration in force; a summary for a laxer threshold does not list enough.
verdicts contains rule.judge(rego.metadata.rule(), inconsistent, consistent)

kinds := {"source", "dependencies", "image", "infrastructure", "secrets"}

ranks := {"critical": 0, "high": 1, "medium": 2, "low": 3, "info": 4}

# Only what is known to be milder than the threshold is let through; an unknown severity is not in here (THREATS A11).
milder := {severity | some severity, rank in ranks; rank > ranks[input.policy.threshold]}

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
default commit := ""

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

# Seconds a run of this kind may be old. A kind that requires nothing has no limit of its own.
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

# Findings at or above the threshold, per scan.
blocking[i] := [finding |
	some finding in input.scans[i].findings
	not finding.severity in milder
] if {
	some i in counted
}

excused(finding) if {
	[finding.tool, finding.rule] in excepted_rules
	count(finding_keys(finding) & exceptions) > 0
}

finding_name(finding) := concat(" ", [finding.severity, finding.rule, finding["package"], finding.path])

# In the order of the bundle, because sorting thousands to print ten would cost more than everything else.
unexcused := [finding |
	some i, _ in input.scans
	some finding in blocking[i]
	not excused(finding)
]

excused_findings := [finding |
	some i, _ in input.scans
	some finding in blocking[i]
	excused(finding)
]

open_findings contains sprintf("%d at or above %s, first %s", [
	count(unexcused),
	input.policy.threshold,
	concat("; ", [finding_name(finding) | some finding in array.slice(unexcused, 0, 10)]),
]) if {
	count(unexcused) > 0
}

default findings := ""

findings := sprintf("none open at or above %s in %d scans; %d suppressed in the repository counted all the same; exceptions used: %s", [
	input.policy.threshold,
	count(counted),
	sum([input.scans[i].suppressed | some i in counted]),
	rule.words(used_exceptions(excused_findings)),
]) if {
	count(counted) > 0
	count(excused_findings) == sum([count(list) | some list in blocking])
}

is_secret(scan, finding) if "secrets" in {scan.kind, object.get(finding, "kind", "secrets")}

found_secrets := [finding |
	some i in counted
	some finding in input.scans[i].findings
	is_secret(input.scans[i], finding)
]

# A secrets scan counts every finding; one it does not list cannot be covered by an exception.
unlisted_secrets := sum([unlisted |
	some i in counted
	input.scans[i].kind == "secrets"
	unlisted := total(input.scans[i]) - count(input.scans[i].findings)
])

total(scan) := sum([number | some number in scan.counts])

open_secrets contains sprintf("%s at %s", [finding.rule, finding.path]) if {
	some finding in found_secrets
	not excused(finding)
}

open_secrets contains sprintf("%d secrets are counted but not listed", [unlisted_secrets]) if unlisted_secrets != 0

default secrets := ""

secrets := sprintf("none found; exceptions used: %s", [rule.words(used_exceptions(excused_secrets))]) if {
	secrets_scanned
	unlisted_secrets == 0
	count(excused_secrets) == count(found_secrets)
}

excused_secrets := [finding | some finding in found_secrets; excused(finding)]

secrets_scanned if {
	some i in counted
	input.scans[i].kind == "secrets"
}

secrets_scanned if excused_kinds.secrets

# Exceptions that hold now and here, by what they cover. Null stands for what an exception leaves open.
exceptions := {exception_key(exception) | some exception in valid_exceptions}

excepted_rules := {[exception.tool, exception.rule] | some exception in valid_exceptions}

exception_key(exception) := [
	exception.tool,
	exception.rule,
	object.get(exception, "package", null),
	object.get(exception, "path", null),
]

# A vulnerability is only covered together with its package.
finding_keys(finding) := {
	[finding.tool, finding.rule, finding["package"], null],
	[finding.tool, finding.rule, finding["package"], finding.path],
} if {
	finding["package"] != ""
} else := {[finding.tool, finding.rule, null, finding.path]}

# From 00:00 of its first day to 00:00 after a last day that is at most 90 days later.
longest_exception := 91 * day

valid_exceptions contains exception if {
	some exception in input.policy.exceptions
	exception.from_at <= input.time
	input.time < exception.until_at
	exception.until_at - exception.from_at <= longest_exception
	exception["requested-by"] != exception["approved-by"]
	object.get(exception, "digest", input.artifact.digest) == input.artifact.digest
	object.get(exception, "package", null) != ""
	object.get(exception, "path", null) != ""
}

used_exceptions(list) := {exception.id |
	keys := {key | some finding in list; some key in finding_keys(finding)}
	some exception in valid_exceptions
	exception_key(exception) in keys
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

blocking_count(scan) := sum([number | some severity, number in scan.counts; not severity in milder])

is_consistent(i) if {
	scan := input.scans[i]
	{severity | some severity, _ in scan.counts} == {severity | some severity, _ in ranks}
	ranks[scan.threshold] >= ranks[input.policy.threshold]
	blocking_count(scan) == count(blocking[i])
	every finding in scan.findings {
		finding.tool == scan.tool
	}
}

default consistent := ""

consistent := sprintf("%d scans list every finding at or above %s", [count(counted), input.policy.threshold]) if {
	count(counted) > 0
	every i in counted {
		is_consistent(i)
	}
}

inconsistent contains sprintf("%s counts %d and lists %d at or above %s; made for threshold %s", [
	label(input.scans[i]),
	blocking_count(input.scans[i]),
	count(blocking[i]),
	input.policy.threshold,
	input.scans[i].threshold,
]) if {
	some i in counted
	not is_consistent(i)
}
