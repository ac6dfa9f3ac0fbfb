// Manifest files of every version, as today's code knows them.
import type { ManifestFile as LiveFile } from '../../model/evidence.ts';
import { type FormatReading, formatOf, versionOf } from '../format.ts';
import { ManifestFile } from './v1.ts';

const file = formatOf({ 'safeguard.manifest/v1': versionOf(ManifestFile, (old): LiveFile => old) });

/** A manifest file from its bytes. Never throws. */
export function readManifestFile(bytes: Uint8Array): FormatReading<unknown, LiveFile> {
  return file.readBytes(bytes);
}
