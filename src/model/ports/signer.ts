// Signing as the flows see it, and the repository that vouches for whom a signature is checked against.

/** What a TUF repository vouches for, its metadata checked. */
export interface TrustRepository {
  /** The bytes of one file, undefined where the repository does not list it. Throws TRUST_ROOT_UNVERIFIED. */
  target(name: string): Promise<Uint8Array | undefined>;
}

/** Makes Sigstore bundles (v0.3, DSSE). One certificate serves a whole job. */
export interface BundleSigner {
  /** Signs a statement's exact bytes and returns the bundle's JSON bytes. Throws SIGN_FAILED. */
  sign(statement: Uint8Array): Promise<Uint8Array>;
  /** Certificate identity or key; what a decision prints as `identity`. */
  readonly identity: 'certificate' | 'key';
}
