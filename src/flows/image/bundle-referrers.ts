// How a signed statement hangs on an image: the names that those who attach and those who look for it share.

/** Media type and artifact type of a Sigstore bundle as a referrer (SIGSTORE-STACK: what cosign reads). */
export const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** The annotation in which a referrer says what its bundle is about. */
export const predicateAnnotation = 'dev.sigstore.bundle.predicateType';
