// A token of the configured service, for the tests of this part. Not a test.
import { Claims } from '../../../src/model/identity.ts';

/** Claims of clinic-api's build at v1.2.0 of the contract, with fields replaced; undefined removes a field. */
export function claimsOf(changes: Readonly<Record<string, unknown>> = {}): Claims {
  return Claims.parse({
    iss: 'https://token.actions.githubusercontent.com',
    aud: 'sts.amazonaws.com',
    sub: 'repo:acme/clinic-api:ref:refs/heads/main',
    repository: 'acme/clinic-api',
    repository_id: '4711',
    repository_owner: 'acme',
    repository_owner_id: '2222',
    repository_visibility: 'private',
    ref: 'refs/heads/main',
    sha: 'ab'.repeat(20),
    event_name: 'push',
    actor: 'ada',
    actor_id: '501',
    workflow: 'release',
    workflow_ref: 'acme/clinic-api/.github/workflows/release.yml@refs/heads/main',
    job_workflow_ref: 'acme/compliance-workflows/.github/workflows/build-sign.yml@refs/tags/v1.2.0',
    job_workflow_sha: '12'.repeat(20),
    run_id: '9001',
    run_number: '12',
    run_attempt: '1',
    runner_environment: 'github-hosted',
    jti: 'token',
    exp: 1_800_000_000,
    ...changes,
  });
}

/** Claims of the deploy job in production. */
export function deployClaims(changes: Readonly<Record<string, unknown>> = {}): Claims {
  return claimsOf({
    sub: 'repo:acme/clinic-api:environment:production',
    environment: 'production',
    event_name: 'workflow_dispatch',
    job_workflow_ref: 'acme/compliance-workflows/.github/workflows/deploy-prod.yml@refs/tags/v1.2.0',
    ...changes,
  });
}
