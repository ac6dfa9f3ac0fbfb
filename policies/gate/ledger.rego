# The ledger gives deploys their order. A ledger that is unreadable, broken or still open stops the next deploy.
package safeguard.gate.ledger

import data.safeguard.gate.rule
import rego.v1

# METADATA
# title: The ledger can be read
# description: The store was listed successfully; a first deploy is only believed after that, and the store is named.
# custom:
#   id: gate.ledger.readable
#   phases: [before-approval, before-deploy]
#   citation: 45 CFR 164.312(b)
#   remedy: Let the recorder role list and read the ledger of this service, and check the store's name in safeguard.yml.
verdicts contains rule.judge(rego.metadata.rule(), unreadable, readable)

# METADATA
# title: The ledger is an unbroken chain
# description: Every result names the one before it by digest, without gap or fork.
# custom:
#   id: gate.ledger.chain
#   phases: [before-approval, before-deploy]
#   citation: 45 CFR 164.312(b)
#   remedy: Treat the store as altered. Name the entry to whoever guards the bucket; do not deploy until it is explained.
verdicts contains rule.judge(rego.metadata.rule(), broken, chain)

# METADATA
# title: No earlier deploy is still open
# description: Every intent has a result. An open one is a deploy that runs, or one that ended without a word.
# custom:
#   id: gate.ledger.open_intent
#   phases: [before-approval, before-deploy]
#   citation: 45 CFR 164.312(b)
#   remedy: Wait for the other deploy to end. If it never will, start deploy-prod with reconcile and reason; the same people approve that.
verdicts contains rule.judge(rego.metadata.rule(), open, closed)

unreadable contains unread if input.ledger == null

broken contains unread if input.ledger == null

open contains unread if input.ledger == null

unread := "the ledger was not read"

default readable := ""

readable := sprintf("%s was listed; the next deploy is number %d", [input.ledger.store, input.ledger.next_seq]) if {
	input.ledger.readable == true
	input.ledger.store != ""
}

unreadable contains sprintf("the ledger in %s cannot be read", [input.ledger.store]) if input.ledger.readable == false

default chain := ""

chain := sprintf("the last result is sha256:%s", [input.ledger.head]) if {
	input.ledger.problem == ""
	input.ledger.head != ""
	input.ledger.next_seq > 0
}

chain := sprintf("no deploy yet in %s", [input.ledger.store]) if {
	input.ledger.problem == ""
	input.ledger.head == ""
	input.ledger.last_success == null
	first
}

# Before the first result there is at most the first intent.
first if input.ledger.next_seq == 0

first if {
	input.ledger.next_seq == 1
	input.ledger.open_intent.seq == 0
}

broken contains input.ledger.problem if input.ledger.problem != ""

default closed := ""

closed := "no open intent" if {
	input.ledger.readable == true
	input.ledger.open_intent == null
}

open contains sprintf("deploy %s by %s (id %s) has an intent without a result, for %s", [
	intent.deploy_id,
	rule.quoted(intent.actor),
	intent.actor_id,
	intent.digest,
]) if {
	intent := input.ledger.open_intent
	intent != null
}
