// A store that lives in memory, for tests and for trying things out. It keeps the rules of S3 Object Lock (create if absent, versions,
// delete markers, locks that only grow) and must never be offered where evidence counts: it ends with the process.
import { Fault } from '../../../../src/base/fault.ts';
import type { Clock, ObjectVersion, PutResult, Store, StoredObject, StoreFacts } from '../../../../src/model/ports.ts';

/** One version as held; tests alter these rows to play an attacker who has the disk. */
export type MemoryRow = StoredObject & { deleteMarker: boolean };

/** What the pretended bucket allows. */
export type MemoryOptions = {
  name?: string;
  clock: Clock;
  locks?: boolean;
  versioned?: boolean;
  defaultMode?: StoreFacts['defaultMode'];
};

/** A Store in memory. Throws STORE_FAILED where S3 would refuse. */
export class MemoryStore implements Store {
  readonly uri: string;
  /** Rows of each key, newest first. */
  readonly rows = new Map<string, MemoryRow[]>();
  private readonly options: Required<MemoryOptions>;
  private count = 0;

  constructor(options: MemoryOptions) {
    const locks = options.locks ?? true;
    this.options = { name: 'store', locks, versioned: true, defaultMode: locks ? 'COMPLIANCE' : '', ...options };
    this.uri = `memory:${this.options.name}`;
  }

  async facts(): Promise<StoreFacts> {
    const { versioned, locks, defaultMode, clock } = this.options;
    return { uri: this.uri, versioned, locks, defaultMode, serverTime: clock.now() };
  }

  async create(key: string, bytes: Uint8Array, retainUntil: number): Promise<PutResult> {
    const latest = this.rows.get(key)?.[0];
    if (latest && !latest.deleteMarker) return resultOf(latest, 'exists');
    return resultOf(this.put(key, bytes, this.options.locks ? retainUntil : 0), 'created');
  }

  /** A PUT without a condition: adds a version on top, as S3 does even on locked keys. */
  put(key: string, bytes: Uint8Array, retainUntil: number): MemoryRow {
    const mode = retainUntil > 0 ? 'COMPLIANCE' : '';
    return this.push({ key, versionId: '', bytes: bytes.slice(), mode, retainUntil, deleteMarker: false });
  }

  /** A DELETE without a version id: adds a delete marker, as S3 does even on locked keys. */
  hide(key: string): void {
    this.push({ key, versionId: '', bytes: new Uint8Array(), mode: '', retainUntil: 0, deleteMarker: true });
  }

  private push(row: MemoryRow): MemoryRow {
    const versioned = { ...row, versionId: `v${++this.count}` };
    this.rows.set(row.key, [versioned, ...(this.rows.get(row.key) ?? [])]);
    return versioned;
  }

  async extend(key: string, versionId: string, retainUntil: number): Promise<void> {
    const row = this.find(key, versionId);
    if (!row || row.deleteMarker) throw new Fault('STORE_FAILED', `${key} has no version ${versionId} to lock`);
    if (retainUntil < row.retainUntil) throw new Fault('STORE_FAILED', `the lock of ${key} cannot be shortened`);
    if (this.options.locks) Object.assign(row, { mode: 'COMPLIANCE', retainUntil });
  }

  async read(key: string, versionId?: string): Promise<StoredObject | undefined> {
    const row = this.find(key, versionId);
    if (!row || row.deleteMarker) return undefined;
    return { key, versionId: row.versionId, bytes: row.bytes.slice(), mode: row.mode, retainUntil: row.retainUntil };
  }

  async versions(key: string): Promise<ObjectVersion[]> {
    return (this.rows.get(key) ?? []).map((row, index) => ({
      key,
      versionId: row.versionId,
      size: row.bytes.length,
      deleteMarker: row.deleteMarker,
      latest: index === 0,
    }));
  }

  async list(prefix: string): Promise<ObjectVersion[]> {
    const keys = [...this.rows.keys()].filter((key) => key.startsWith(prefix)).toSorted();
    return (await Promise.all(keys.map((key) => this.versions(key)))).flat();
  }

  private find(key: string, versionId?: string): MemoryRow | undefined {
    const rows = this.rows.get(key) ?? [];
    return versionId === undefined ? rows[0] : rows.find((row) => row.versionId === versionId);
  }
}

function resultOf(row: MemoryRow, outcome: PutResult['outcome']): PutResult {
  return { outcome, versionId: row.versionId, mode: row.mode, retainUntil: row.retainUntil };
}
