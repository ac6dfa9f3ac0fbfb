// The opening manifest of a deploy, and the proof that it is locked: what changes production asks for that proof by its type.
import type { EvidenceSet } from '../../evidence/limits.ts';
import type { ManifestEntry } from '../../model/evidence.ts';
import type { Sha256 } from '../../model/ids.ts';
import { type WriteDeps, writeEvidence } from './write.ts';

/** Proof that decision, intent and opening manifest of a deploy are locked; nothing but locking them makes one. */
export class LockedOpening {
  readonly #manifestSha256: Sha256;

  private constructor(manifestSha256: Sha256) {
    this.#manifestSha256 = manifestSha256;
  }

  /** Locks the set and the manifest that lists it and the intent. Throws what `writeEvidence` throws. */
  static async lock(deps: WriteDeps, opening: EvidenceSet, intent: ManifestEntry): Promise<LockedOpening> {
    const written = await writeEvidence(deps, { ...opening, extraEntries: [intent] });
    return new LockedOpening(written.manifestSha256);
  }

  /** SHA-256 of the opening manifest's bytes. */
  get manifestSha256(): Sha256 {
    return this.#manifestSha256;
  }
}
