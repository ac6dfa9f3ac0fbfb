// Anchors of every version, as today's code knows them. Auditors keep such files for years.
import type { Anchor } from '../../model/evidence.ts';
import { type FormatReading, formatOf, versionOf } from '../format.ts';
import { Anchor as AnchorV2 } from './v2.ts';

const anchor = formatOf({ 'safeguard.anchor/v2': versionOf(AnchorV2, (old): Anchor => old) });

/** An anchor from its JSON. Never throws. */
export function readAnchorValue(json: unknown): FormatReading<unknown, Anchor> {
  return anchor.readValue(json);
}
