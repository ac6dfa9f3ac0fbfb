// One page of a list of S3, as ours: every version and delete marker in one order, and where the list goes on.
import type { ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import { Fault } from '../../../base/fault.ts';
import { quoted } from '../../../base/text.ts';
import type { ObjectVersion } from '../../../model/ports.ts';

/** Where a list goes on, as S3 wants to hear it; empty at its beginning. */
export type Marker = { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined };

/** Where the list goes on after a page that was cut. Throws REMOTE_UNEXPECTED when it does not say. */
export function readMarker(page: ListObjectVersionsCommandOutput, uri: string, what: string): Marker {
  if (page.NextKeyMarker === undefined)
    throw new Fault('REMOTE_UNEXPECTED', `${uri} cut ${what} and does not say where it goes on`);
  return { KeyMarker: readKey(page, page.NextKeyMarker), VersionIdMarker: page.NextVersionIdMarker };
}

/** Versions and delete markers of a page in one order. The SDK hands them over apart, so within a key the latest comes first and then the time decides, in whole seconds. */
export function readPage(page: ListObjectVersionsCommandOutput): ObjectVersion[] {
  const rows = [
    ...(page.Versions ?? []).map((row) => readRow(page, { ...row, deleteMarker: false })),
    ...(page.DeleteMarkers ?? []).map((row) => readRow(page, { ...row, deleteMarker: true })),
  ];
  return rows.sort(compareRows).map(({ version }) => version);
}

type Row = { version: ObjectVersion; modified: number; sortKey: Buffer };
type Listed = NonNullable<ListObjectVersionsCommandOutput['Versions']>[number];

function readRow(page: ListObjectVersionsCommandOutput, listed: Listed & { deleteMarker: boolean }): Row {
  const { Key, VersionId, IsLatest, LastModified, Size = 0, deleteMarker } = listed;
  if (Key === undefined || VersionId === undefined)
    throw new Fault('REMOTE_UNEXPECTED', 'the store lists a version without key or version id');
  const key = readKey(page, Key);
  const version = { key, versionId: VersionId, size: Size, deleteMarker, latest: IsLatest === true };
  return { version, modified: LastModified?.getTime() ?? 0, sortKey: Buffer.from(key) };
}

function compareRows(a: Row, b: Row): number {
  return (
    Buffer.compare(a.sortKey, b.sortKey) ||
    Number(b.version.latest) - Number(a.version.latest) ||
    b.modified - a.modified
  );
}

/** Keys are asked for in URL form, because XML cannot hold every key that someone may plant; the answer says whether they are. */
function readKey({ EncodingType }: ListObjectVersionsCommandOutput, text: string): string {
  if (EncodingType !== 'url') return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new Fault('REMOTE_UNEXPECTED', `the store lists a key that is not in URL form: ${quoted(text)}`, {
      cause,
    });
  }
}
