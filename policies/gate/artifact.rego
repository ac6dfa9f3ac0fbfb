# The artifact must be the one asked for, in the place and from the repository that the configuration names.
package safeguard.gate.artifact

import data.safeguard.gate.refs
import data.safeguard.gate.rule
import rego.v1

# METADATA
# title: The run belongs to the configured service
# description: The repository id of the run's token is the id the policy was chosen for. Names can be recycled, ids cannot.
# custom:
#   id: gate.artifact.service
#   phases: [before-publish, before-approval, before-deploy]
#   citation: ""
#   remedy: Run this from the service's own repository, or add the repository id under services in safeguard.yml.
verdicts contains rule.judge(rego.metadata.rule(), other_service, service)

# METADATA
# title: The run builds from an allowed ref
# description: The ref of the run is one of the service's source refs, and a listed branch holds the commit of a tag. Later phases read the ref from the signatures instead.
# custom:
#   id: gate.artifact.source
#   phases: [before-publish]
#   citation: ""
#   remedy: Build from one of the service's branches or tags in safeguard.yml, or add this one there; tag a commit that one of the branches holds, or merge it first.
verdicts contains rule.judge(rego.metadata.rule(), other_ref, source)

# METADATA
# title: The image lies in the configured registry repository
# description: The registry repository the manifest was read from is the service's own.
# custom:
#   id: gate.artifact.registry
#   phases: [before-publish, before-approval, before-deploy]
#   citation: ""
#   remedy: Push to and deploy from the registry repository named in safeguard.yml.
verdicts contains rule.judge(rego.metadata.rule(), other_registry, registry)

# METADATA
# title: The manifest has the digest asked for
# description: The bytes that were read were hashed again, and give the digest that is decided about.
# custom:
#   id: gate.artifact.digest
#   phases: [before-publish, before-approval, before-deploy]
#   citation: ""
#   remedy: Do not use this image. Find out why the registry or the build handed over other bytes, and build again.
verdicts contains rule.judge(rego.metadata.rule(), other_digest, digest)

# METADATA
# title: The image that was scanned is the whole image
# description: A single image, or an index of exactly one. A scanner looks at the first image of an index, so what else it lists was seen by nobody.
# custom:
#   id: gate.artifact.children
#   phases: [before-publish, before-approval, before-deploy]
#   citation: ""
#   remedy: Build, scan and deploy each platform's image by its own digest.
verdicts contains rule.judge(rego.metadata.rule(), strange_children, children)

# METADATA
# title: The image was built by the run that published it
# description: The signed provenance says that build-sign, or a listed direct workflow, built the image; or it was handed in by digest and the policy accepts that.
# custom:
#   id: gate.artifact.origin
#   phases: [before-publish, before-approval, before-deploy]
#   citation: ""
#   remedy: "Let build-sign build the image, or set prebuilt-images: allow for this service in safeguard.yml."
verdicts contains rule.judge(rego.metadata.rule(), other_origin, origin)

indexes := {
	"application/vnd.oci.image.index.v1+json",
	"application/vnd.docker.distribution.manifest.list.v2+json",
}

images := {
	"application/vnd.oci.image.manifest.v1+json",
	"application/vnd.docker.distribution.manifest.v2+json",
}

default service := ""

service := sprintf("%s of repository id %s, %s", [
	input.policy.service.name,
	input.run.repository_id,
	input.policy.service.repository,
]) if {
	input.run.repository_id == input.policy.service.repository_id
}

other_service contains sprintf("the run is of repository id %s, the policy of %s (%s)", [
	input.run.repository_id,
	input.policy.service.repository_id,
	input.policy.service.repository,
]) if {
	input.run.repository_id != input.policy.service.repository_id
}

default source := ""

source := sprintf("commit %s on %s", [input.run.commit, input.run.ref]) if {
	refs.accepts(input.policy.service.source_refs, input.run.ref)
	not needs_branch
}

source := sprintf("commit %s on %s, which %s holds", [input.run.commit, input.run.ref, rule.words(holders)]) if {
	refs.accepts(input.policy.service.source_refs, input.run.ref)
	needs_branch
	count(holders) > 0
}

# Anybody who may push a tag could release any commit; a branch is where it was reviewed.
needs_branch if {
	refs.is_tag(input.run.ref)
	count(refs.branches(input.policy.service.source_refs)) > 0
}

holders := {branch.ref |
	input.held_by.commit == input.run.commit
	some branch in input.held_by.branches
	branch.ref in refs.branches(input.policy.service.source_refs)
	branch.standing in {"identical", "behind"}
}

other_ref contains sprintf("commit %s is on none of %s", [input.run.commit, rule.words(refs.branches(input.policy.service.source_refs))]) if {
	needs_branch
	count(holders) == 0
}

other_ref contains sprintf("the run is on %s, allowed: %s", [input.run.ref, rule.words(input.policy.service.source_refs)]) if {
	not refs.accepts(input.policy.service.source_refs, input.run.ref)
}

default registry := ""

registry := sprintf("registry repository %s", [input.artifact.registry]) if {
	input.artifact.registry == input.policy.service.registry
}

other_registry contains sprintf("the image lies in %s, the service's registry repository is %s", [
	input.artifact.registry,
	input.policy.service.registry,
]) if {
	input.artifact.registry != input.policy.service.registry
}

default digest := ""

digest := sprintf("the manifest bytes have digest %s", [input.artifact.rehashed]) if {
	input.artifact.rehashed == input.artifact.digest
}

other_digest contains sprintf("asked for %s, the bytes have digest %s", [input.artifact.digest, input.artifact.rehashed]) if {
	input.artifact.rehashed != input.artifact.digest
}

default children := ""

children := "a single image" if {
	input.artifact.media_type in images
	count(input.artifact.children) == 0
}

children := sprintf("an index of %s", [concat(", ", input.artifact.children)]) if {
	input.artifact.media_type in indexes
	count(input.artifact.children) == 1
}

strange_children contains sprintf("%s is neither an image nor an index", [input.artifact.media_type]) if {
	not input.artifact.media_type in (images | indexes)
}

strange_children contains sprintf("the index lists %d images, and a scan looks at the first alone", [count(input.artifact.children)]) if {
	input.artifact.media_type in indexes
	count(input.artifact.children) != 1
}

strange_children contains sprintf("a single image cannot have %d children", [count(input.artifact.children)]) if {
	input.artifact.media_type in images
	count(input.artifact.children) > 0
}

default origin := ""

origin := "built by the run that published it" if input.artifact.origin == "build"

origin := "handed in by digest, which the policy accepts" if {
	input.artifact.origin == "prebuilt"
	input.policy.prebuilt_images == "allow"
}

other_origin contains "the image was handed in by digest, and the policy refuses prebuilt images" if {
	input.artifact.origin == "prebuilt"
	input.policy.prebuilt_images != "allow"
}

other_origin contains "no provenance says how the image came to be" if input.artifact.origin == "unknown"
