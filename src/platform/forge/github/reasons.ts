// What of GitHub's refusals may be repeated, word by word: a server, or something in between, can put whatever we sent into its answer.

/** GitHub's sentences that help and are repeated; whatever else stands in a body may be what we sent. */
export const githubReasons = [
  'Not Found',
  'Bad credentials',
  'Requires authentication',
  'Resource not accessible by integration',
  'Resource not accessible by personal access token',
  'Resource protected by organization SAML enforcement',
  'Must have admin rights to Repository',
  'API rate limit exceeded',
  'You have exceeded a secondary rate limit',
  'No commit found for SHA',
  'Although you appear to have the correct authorization credentials, the organization has an IP allow list enabled',
  'Repository access blocked',
  'Sorry. Your account was suspended',
  'Git Repository is empty',
  'Validation Failed',
  'Server Error',
] as const;
