// What of AWS's refusals may be repeated: codes and sentences that are known here, word by word. A server, or something in between, can
// put whatever we sent into its answer, and that must reach no log and no record.

const codes = new Set(
  `AccessDenied AccessDeniedException AccessControlListNotSupported AuthorizationHeaderMalformed AuthFailure BadDigest BadRequest
  BucketAlreadyExists BucketAlreadyOwnedByYou ConditionalRequestConflict CredentialsProviderError DependencyTimeout
  DependencyTimeoutException DisabledException EntityTooLarge EntityTooSmall ExpiredToken ExpiredTokenException Forbidden
  IDPCommunicationError IDPCommunicationErrorException IDPRejectedClaim IDPRejectedClaimException IllegalLocationConstraintException
  IncompleteBody IncompleteSignature IncompleteSignatureException InternalError InternalFailure InternalServerError InternalServiceError
  InvalidAccessKeyId InvalidAction InvalidArgument InvalidArnException InvalidBucketName InvalidBucketState InvalidClientTokenId
  InvalidDigest InvalidGrantTokenException InvalidIdentityToken InvalidIdentityTokenException InvalidKeyUsageException
  InvalidParameterException InvalidParameterValue InvalidPart InvalidRange InvalidRequest InvalidRetentionPeriod InvalidSecurity
  InvalidSignatureException InvalidStorageClass InvalidToken InvalidURI KMSAccessDeniedException KMSDisabledException
  KMSInternalException KMSInvalidStateException KMSKeyNotAccessibleFault KMSNotFoundException KMS.AccessDeniedException
  KMS.DisabledException KMS.InternalFailureException KMS.InvalidStateException KMS.NotFoundException KeyTooLongError
  KeyUnavailableException MalformedPolicyDocument MalformedPolicyDocumentException MalformedXML MethodNotAllowed MissingAction
  MissingAuthenticationToken MissingContentLength MissingParameter MissingSecurityHeader NoSuchBucket NoSuchBucketPolicy NoSuchKey
  NoSuchObjectLockConfiguration NoSuchUpload NoSuchVersion NotFound NotFoundException NotImplemented
  ObjectLockConfigurationNotFoundError OperationAborted OptInRequired PackedPolicyTooLarge PackedPolicyTooLargeException
  PermanentRedirect PreconditionFailed Redirect RegionDisabledException RepositoryNotFoundException RequestEntityTooLarge
  RequestExpired RequestThrottled RequestThrottledException RequestTimeout RequestTimeTooSkewed SSEKMSKeyAccessDenied ServerException
  ServiceUnavailable SignatureDoesNotMatch SlowDown TemporaryRedirect Throttling ThrottlingException TimeoutError TooManyRequests
  TooManyRequestsException UnauthorizedAccess UnknownEndpoint UnknownError UnknownOperationException UnrecognizedClientException
  UnsupportedArgument UnsupportedOperation UnsupportedOperationException ValidationError ValidationException
  AccountProblem AllAccessDisabled BandwidthLimitExceeded ImageNotFoundException IncorrectKeyException InvalidAddressingHeader
  InvalidCiphertextException InvalidHostHeader InvalidObjectState KmsException LayersNotFoundException LimitExceededException
  MaxMessageLengthExceeded NoSuchLifecycleConfiguration NotSignedUp PriorRequestNotComplete ProvisionedThroughputExceededException
  RepositoryPolicyNotFoundException RequestHeaderSectionTooLarge RequestLimitExceeded RestoreAlreadyInProgress
  ServerSideEncryptionConfigurationNotFoundError ThrottledException ThrottlingError TokenRefreshRequired UnexpectedContent
  XMinioInvalidObjectName XAmzContentChecksumMismatch XAmzContentSHA256Mismatch XMinioServerNotInitialized`.split(
    /\s+/,
  ),
);

/** AWS's code where it is a known one; '' otherwise. */
export function knownCode(code: string): string {
  return codes.has(code) ? code : '';
}

const sentences = [
  'Not authorized to perform sts:AssumeRoleWithWebIdentity',
  'No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com',
  'Incorrect token audience',
  'Token is expired',
  'Token must be issued in the future',
  'Could not load credentials from any providers',
  'Bucket is missing Object Lock Configuration',
  'Bucket is missing ObjectLockConfiguration',
  "Couldn't retrieve verification key from your identity provider",
  'The requested DurationSeconds exceeds the MaxSessionDuration set for this role',
  'The security token included in the request is expired',
  'The security token included in the request is invalid',
  'At least one of the pre-conditions you specified did not hold',
  'Please reduce your request rate',
] as const;

const actions = [
  ...['AssumeRoleWithWebIdentity', 'TagSession', 'SetSourceIdentity'].map((name) => `sts:${name}`),
  ...['Sign', 'GetPublicKey', 'GenerateDataKey', 'Decrypt', 'DescribeKey'].map((name) => `kms:${name}`),
  ...['GetAuthorizationToken', 'BatchGetImage', 'GetDownloadUrlForLayer', 'BatchCheckLayerAvailability'].map(
    (name) => `ecr:${name}`,
  ),
  ...['InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload', 'PutImage'].map((name) => `ecr:${name}`),
  ...['PutObject', 'PutObjectRetention', 'GetObject', 'GetObjectVersion', 'GetObjectRetention'].map(
    (name) => `s3:${name}`,
  ),
  ...['ListBucket', 'ListBucketVersions', 'GetBucketVersioning', 'GetBucketObjectLockConfiguration'].map(
    (name) => `s3:${name}`,
  ),
];
const causes = [
  'because no identity-based policy allows',
  'because no session policy allows',
  'because no resource-based policy allows',
  'because no permissions boundary allows',
  'with an explicit deny in a service control policy',
  'with an explicit deny in a resource-based policy',
  'with an explicit deny in an identity-based policy',
  'with an explicit deny in a session policy',
  'with an explicit deny in a permissions boundary',
];

/** What may be repeated of AWS's own text: a known sentence, or which known action was denied and by what kind of policy; '' otherwise. */
export function knownReason(text: string): string {
  const said = text.slice(0, 2000);
  const known = sentences.find((sentence) => said.startsWith(sentence));
  if (known !== undefined) return known;
  const action = actions.find((name) => `${said} `.includes(` is not authorized to perform: ${name} `));
  if (action === undefined) return '';
  const cause = causes.find((words) => said.includes(words));
  return `not authorized to perform ${action}${cause === undefined ? '' : ` ${cause}${cause.endsWith('allows') ? ' it' : ''}`}`;
}
