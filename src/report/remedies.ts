// What to do about a finding that denies, as data and as a sentence. It advises and never decides.
import { placed } from '../base/text.ts';
import { type FindingRow, placeOf } from './rows.ts';

/** Raise or replace a package, revoke a secret, or change what is at a place. */
export type Remedy =
  | { do: 'raise'; package: string; to: string }
  | { do: 'replace'; package: string }
  | { do: 'revoke'; place: string }
  | { do: 'change'; place: string };

/** The remedy of one row: the fixed version where one is known, else the place to change. */
export function remedyOf({ finding }: FindingRow): Remedy {
  const { kind, package: name, fixed } = finding;
  if (name !== '') return fixed === '' ? { do: 'replace', package: name } : { do: 'raise', package: name, to: fixed };
  return { do: kind === 'secrets' ? 'revoke' : 'change', place: placeOf(finding) };
}

/** The remedy as a sentence; `name` makes a stranger's word safe for where it will stand. */
export function remedyText(remedy: Remedy, name: (text: string) => string = placed): string {
  switch (remedy.do) {
    case 'raise':
      return `raise ${name(remedy.package)} to ${name(remedy.to)}`;
    case 'replace':
      return `no fixed version of ${name(remedy.package)} is known: remove or replace it`;
    case 'revoke':
      return `revoke the secret${at(remedy.place, name)} and take it out of the history`;
    case 'change':
      return remedy.place === '' ? 'change what the rule names; it says no place' : `change ${name(remedy.place)}`;
  }
}

function at(place: string, name: (text: string) => string): string {
  return place === '' ? '' : ` at ${name(place)}`;
}
