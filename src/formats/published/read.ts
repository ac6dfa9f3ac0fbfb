// Notes of what a publication attached, of every version.
import type * as z from 'zod';
import { type FormatReading, formatOf, versionOf } from '../format.ts';
import { PublishedNote } from './v1.ts';

const note = formatOf({ 'safeguard.published/v1': versionOf(PublishedNote, (old) => old) });

/** A note from its bytes. Never throws. */
export function readPublishedNote(bytes: Uint8Array): FormatReading<unknown, z.output<typeof PublishedNote>> {
  return note.readBytes(bytes);
}
