// Describes what changed between two trusted roots, and which servers a Sigstore instance names for signing, for the
// person who updates the pinned file. It decides nothing; whether a root may be trusted is decided in trusted-root.ts.
import * as z from 'zod';
import { sha256Hex } from '../base/digest.ts';
import { textOf } from '../base/fault.ts';
import { parseJsonBytes } from '../base/json-text.ts';
import { placed, quoted } from '../base/text.ts';

/** Most characters that are shown of an address. */
const longestAddress = 200;

const limits = { maxBytes: 4 * 1024 * 1024, maxDepth: 16 };

const Validity = z.looseObject({ start: z.string().optional(), end: z.string().nullish() });
const Log = z.looseObject({
  baseUrl: z.string(),
  publicKey: z.looseObject({ rawBytes: z.string(), validFor: Validity.optional() }),
});
const Authority = z.looseObject({
  uri: z.string().optional(),
  certChain: z.looseObject({ certificates: z.array(z.looseObject({ rawBytes: z.string() })) }),
  validFor: Validity.optional(),
});
const Root = z.looseObject({
  tlogs: z.array(Log).default([]),
  ctlogs: z.array(Log).default([]),
  certificateAuthorities: z.array(Authority).default([]),
  timestampAuthorities: z.array(Authority).default([]),
});

/** One trusted key or chain: its title for people, its identity, and when it is valid. */
type Trusted = { title: string; identity: string; from: string; until: string };

/**
 * One sentence for each key or chain that was added, removed, or has another validity; empty without changes. `before`
 * is null for a first file.
 */
export function describeRootChanges(before: Uint8Array | null, after: Uint8Array): string[] {
  const [old, now] = [before === null ? [] : readTrusted(before), readTrusted(after)];
  const find = (list: readonly Trusted[], { identity }: Trusted) => list.find((other) => other.identity === identity);
  return [
    ...now.filter((one) => !find(old, one)).map((one) => `Added: ${one.title}, valid ${spanOf(one)}.`),
    ...old.filter((one) => !find(now, one)).map((one) => `Removed: ${one.title}, which was valid ${spanOf(one)}.`),
    ...now.flatMap((one) => {
      const other = find(old, one);
      return other && spanOf(other) !== spanOf(one)
        ? [`Changed: ${one.title} is valid ${spanOf(one)}, before it was ${spanOf(other)}.`]
        : [];
    }),
  ];
}

function spanOf({ from, until }: Trusted): string {
  return `${from === '' ? '' : `from ${from} `}${until === '' ? 'without an end' : `until ${until}`}`;
}

function readTrusted(bytes: Uint8Array): Trusted[] {
  const root = Root.parse(parseJsonBytes(bytes, limits));
  return [
    ...root.tlogs.map((log) => trustedLog('transparency log', log)),
    ...root.ctlogs.map((log) => trustedLog('certificate transparency log', log)),
    ...root.certificateAuthorities.map((authority) => trustedChain('certificate authority', authority)),
    ...root.timestampAuthorities.map((authority) => trustedChain('timestamp authority', authority)),
  ];
}

function trustedLog(kind: string, { baseUrl, publicKey }: z.infer<typeof Log>): Trusted {
  return trusted(kind, baseUrl, publicKey.rawBytes, publicKey.validFor);
}

function trustedChain(kind: string, { uri = '', certChain, validFor }: z.infer<typeof Authority>): Trusted {
  return trusted(kind, uri, certChain.certificates.map(({ rawBytes }) => rawBytes).join(), validFor);
}

function trusted(kind: string, place: string, content: string, validFor: z.infer<typeof Validity> = {}): Trusted {
  const sha256 = sha256Hex(Buffer.from(content));
  return {
    title: `${kind} ${addressText(place)} (${sha256.slice(0, 12)})`,
    identity: `${kind} ${place} ${sha256}`,
    from: timeText(validFor.start ?? ''),
    until: timeText(validFor.end ?? ''),
  };
}

/** The signer of the repository chooses these words: an address or a time is printed unchanged, a sentence in quotes. */
function addressText(text: string): string {
  return text.length <= longestAddress ? placed(text) : quoted(text, longestAddress);
}

function timeText(text: string): string {
  return /^[0-9TZ:.+-]{0,40}$/.test(text) ? text : quoted(text, 40);
}

const Service = z.looseObject({ url: z.string(), majorApiVersion: z.int(), validFor: Validity.optional() });
const SigningConfig = z.looseObject({
  mediaType: z.literal('application/vnd.dev.sigstore.signingconfig.v0.2+json'),
  caUrls: z.array(Service).default([]),
  rekorTlogUrls: z.array(Service).default([]),
  tsaUrls: z.array(Service).default([]),
});

/** The services of the same instance in safeguard.yml. */
export type ConfiguredServices = {
  fulcio: string;
  rekor: string;
  'rekor-version': 'v1' | 'v2';
  'timestamp-authority': string;
};

/**
 * The differences between an instance's signing configuration (media type v0.2) and safeguard.yml, one sentence for
 * each service; `at` is the time in ISO form for which a service must be valid. An unreadable configuration is a
 * sentence too.
 */
export function compareServices(signingConfig: Uint8Array, configured: ConfiguredServices, at: string): string[] {
  const read = readSigningConfig(signingConfig);
  if (typeof read === 'string') return [read];
  const rekor = { url: configured.rekor, version: configured['rekor-version'] === 'v1' ? 1 : 2 };
  return [
    ...difference('fulcio', read.caUrls, { url: configured.fulcio }, at),
    ...difference('rekor', read.rekorTlogUrls, rekor, at),
    ...difference('timestamp-authority', read.tsaUrls, { url: configured['timestamp-authority'] }, at),
  ];
}

function readSigningConfig(bytes: Uint8Array): z.infer<typeof SigningConfig> | string {
  try {
    return SigningConfig.parse(parseJsonBytes(bytes, limits));
  } catch (error) {
    return `The instance's signing configuration cannot be read: ${quoted(error instanceof z.ZodError ? z.prettifyError(error) : textOf(error), 200)}.`;
  }
}

/** Most servers of one kind that are shown. */
const mostNamed = 10;

function difference(
  name: string,
  services: readonly z.infer<typeof Service>[],
  configured: { url: string; version?: number },
  at: string,
): string[] {
  const current = services.filter(({ validFor }) => isCurrent(validFor, at));
  const same = current.some(
    ({ url, majorApiVersion }) =>
      sameAddress(url, configured.url) && (configured.version ?? majorApiVersion) === majorApiVersion,
  );
  if (same) return [];
  const named = current.map(
    ({ url, majorApiVersion }) =>
      `${addressText(url)}${configured.version === undefined ? '' : ` with rekor-version v${majorApiVersion}`}`,
  );
  const shown = [
    ...named.slice(0, mostNamed),
    ...(named.length > mostNamed ? [`${named.length - mostNamed} more`] : []),
  ];
  const version = configured.version === undefined ? '' : ` with rekor-version v${configured.version}`;
  return [
    `signing.${name} in safeguard.yml is ${configured.url}${version}; the instance now names ${shown.length > 0 ? shown.join(' or ') : 'none'}.`,
  ];
}

function isCurrent(validFor: z.infer<typeof Validity> = {}, at: string): boolean {
  const [start, end] = [Date.parse(validFor.start ?? ''), Date.parse(validFor.end ?? '')];
  const time = Date.parse(at);
  return !(start > time) && !(end < time);
}

function sameAddress(one: string, other: string): boolean {
  const plain = (text: string) => text.replace(/\/{1,8}$/, '');
  return plain(one) === plain(other);
}
