# What the scans found. Every finding at or above the threshold counts, even a suppressed one, except for exceptions that two people
# agreed on for a time.
package safeguard.gate.scans

import data.safeguard.gate.rule
import rego.v1

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
# title: Every scan lists what it counts
# description: The summary was made for this threshold or a stricter one, and lists as many findings at or above it as it counts.
# custom:
#   id: gate.scans.consistent
#   phases: [before-publish, before-approval, before-deploy]
#   citation: ""
#   remedy: Scan and publish again with the configuration in force; a summary for a laxer threshold does not list enough.
verdicts contains rule.judge(rego.metadata.rule(), inconsistent, consistent)

ranks := {"critical": 0, "high": 1, "medium": 2, "low": 3, "info": 4}

# Only what is known to be milder than the threshold is let through; an unknown severity is not in here (threat A11).
milder := {severity | some severity, rank in ranks; rank > ranks[input.policy.threshold]}

# Findings at or above the threshold, per scan.
blocking[i] := [finding |
	some finding in input.scans[i].findings
	not finding.severity in milder
] if {
	some i in counted
}

# Brackets look a set up by hash; "in" would compare every exception with every finding.
excused(finding) if {
	some id in finding_ids(finding)
	excepted_rules[[finding.tool, id]]
	count(finding_keys(finding) & exceptions) > 0
}

# Databases name one vulnerability by several ids, and an exception for any of them covers it. Only a vulnerability of a package has
# other ids, and one in SARIF, which names no packages; a value that is not a list, or an id that is not text, covers nothing.
finding_ids(finding) := {finding.rule} | {id | some id in finding.aliases; is_string(id)} if {
	may_have_aliases(finding)
	is_array(finding.aliases)
} else := {finding.rule}

may_have_aliases(finding) if finding["package"] != ""

may_have_aliases(finding) if finding.tool == "sarif"

finding_name(finding) := concat(" ", [finding.severity, rule.quoted(concat(" ", [finding.rule, finding["package"], finding.path]))])

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

is_secret(scan, _) if scan.kind == "secrets"

is_secret(_, finding) if finding.kind == "secrets"

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

open_secrets contains sprintf("%s at %s", [finding.rule, rule.quoted(finding.path)]) if {
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
finding_keys(finding) := {key |
	some id in finding_ids(finding)
	some path in [null, finding.path]
	key := [finding.tool, id, finding["package"], path]
} if {
	finding["package"] != ""
} else := {[finding.tool, id, null, finding.path] | some id in finding_ids(finding)}

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
	keys[exception_key(exception)]
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
