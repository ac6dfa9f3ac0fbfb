// Carries an auditor's earlier anchor on: what it trusted and the new one does not name has ended, and counts on for the time before.
// The new anchor is from the configuration of the day; only the auditor's own file can say what was trusted earlier.
import { Fault } from '../base/fault.ts';
import { toIso } from '../base/time.ts';
import type { Anchor, AnchorValidity, LedgerHead, LedgerPlace } from '../model/evidence.ts';
import type { EpochSeconds } from '../model/ids.ts';

/** Why and when a contract that is trusted no more has ended. */
export type Ending = { until: EpochSeconds; why: string };

type Contract = Anchor['contracts'][number];

/**
 * Both anchors merged. `endingOf` returns when and why a contract ended that the new anchor does not name, null when
 * that is unknown. Throws INPUT_INVALID for an older anchor that was printed later.
 */
export function mergeAnchors(old: Anchor, now: Anchor, endingOf: (contract: Contract) => Ending | null): Anchor {
  if (old.printed_at > now.printed_at) {
    const times = `the earlier anchor was printed at ${toIso(old.printed_at)}, and this one at ${toIso(now.printed_at)}`;
    throw new Fault('INPUT_INVALID', `merge: ${times}; expected one that was printed before`, {
      hint: 'Name the earlier anchor, and set the clock of this machine right: what ended when follows from these times.',
    });
  }
  const plain = { until: now.printed_at, why: 'it was not trusted any more when the next anchor was printed' };
  const merge = <T extends AnchorValidity>(
    before: readonly T[],
    after: readonly T[],
    nameOf: (one: T) => string,
    ends: Partial<Pick<Lists<T>, 'ending' | 'headsOf'>> = {},
  ) => mergeList({ before, after, nameOf, ending: () => null, headsOf: () => [], ...ends, plain, old });
  return {
    ...now,
    trusted_roots: merge(
      old.trusted_roots,
      now.trusted_roots,
      (root) => `${root.sha256} ${root.certificate_transparency}`,
    ),
    contracts: merge(old.contracts, now.contracts, (one) => [one.san, one.issuer, one.commit, one.part].join(' '), {
      ending: endingOf,
    }),
    keys: merge(
      old.keys,
      now.keys,
      (key) => `${key.spki_sha256} ${key.repository_id} ${key.service} ${key.part}`,
      // A key signs for one service, so no other ledger's head can cover what it signed.
      {
        headsOf: (key) =>
          (key.ended?.heads ?? old.ledger_heads).filter(
            (head) => head.repository_id === key.repository_id && head.service === key.service,
          ),
      },
    ),
    policies: merge(old.policies, now.policies, (policy) => policy.sha256),
    ledger_heads: [
      ...old.ledger_heads.filter((head) => !now.ledger_heads.some((newer) => placeOf(newer) === placeOf(head))),
      ...now.ledger_heads,
    ],
  };
}

/** One sentence for each key that ends without a ledger head: nothing it signed counts any more, and no later anchor can bring that back. */
export function uncoveredEnds(merged: Anchor): string[] {
  const ends = merged.keys.filter(({ ended }) => ended?.until === merged.printed_at && ended.heads.length === 0);
  return ends.map(
    ({ spki_sha256, repository_id, service, part }) =>
      `the ${part} key ${spki_sha256.slice(0, 12)} of ${service} of repository id ${repository_id} ends here, and the earlier anchor holds no head of its ledgers: nothing this key signed can be proven with the new anchor; keep the earlier one, and print an anchor with --store before a key is replaced`,
  );
}

function placeOf(head: LedgerPlace): string {
  return `${head.repository_id}/${head.service}/${head.environment}`;
}

type Lists<T> = {
  before: readonly T[];
  after: readonly T[];
  nameOf: (one: T) => string;
  ending: (one: T) => Ending | null;
  headsOf: (one: T) => LedgerHead[];
  plain: Ending;
  old: Anchor;
};

function mergeList<T extends AnchorValidity>({ before, after, nameOf, ending, headsOf, plain, old }: Lists<T>): T[] {
  const current = new Set(after.map(nameOf));
  const kept = before.map((one) => {
    const end = ending(one);
    const heads = headsOf(one);
    if (one.ended)
      return { ...one, ended: { ...one.ended, ...(end && end.until < one.ended.until ? end : {}), heads } };
    if (current.has(nameOf(one))) return one;
    return { ...one, ended: { ...(end ?? plain), heads } };
  });
  const open = new Set(kept.filter(({ ended }) => !ended).map(nameOf));
  const known = new Set(kept.map(nameOf));
  // What came back after it had ended counts from when it was last known to have ended: the time between stays closed.
  const added = after
    .filter((one) => !open.has(nameOf(one)))
    .map((one) => (known.has(nameOf(one)) ? { ...one, from: old.printed_at } : one));
  return [...kept, ...added];
}
