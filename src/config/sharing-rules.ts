// What two places of the file must not share: a key with two uses would let one signature pass for another's, a role in two places would
// let one job do what only the other may.
import type { Cursor } from './cursor.ts';
import { breachAt, environmentsOf, type Rule, repeatedTexts, servicesOf } from './rule.ts';

function signingKeys(root: Cursor): Cursor[] {
  return servicesOf(root).flatMap((service) => [service.at('keys', 'build'), service.at('keys', 'deploy')]);
}

/** One key per service and contract, and none of them encrypts. */
const checkKeysUnique: Rule = (root) => {
  const keys = signingKeys(root);
  const store = root.at('store', 'kms-key');
  const encrypting = keys.map((key) => key.at('id')).filter(({ text }) => text !== '' && text === store.text);
  return [
    ...repeatedTexts(
      keys.map((key) => key.at('spki-sha256')),
      'key',
    ),
    ...repeatedTexts(
      keys.map((key) => key.at('id')),
      'key id',
    ),
    ...encrypting.map((id) => breachAt(id, 'the key also encrypts the bucket', 'a key for signing alone')),
  ];
};

/** KMS signs in the region of a key, which is where signing.region sends the request. */
const checkKeyRegion: Rule = (root) => {
  const region = root.at('signing', 'region').text;
  const ids = signingKeys(root).map((key) => key.at('id'));
  return ids
    .filter(({ text }) => region !== '' && text.startsWith('arn:') && text.split(':')[3] !== region)
    .map((id) => breachAt(id, `the key is in ${id.text.split(':')[3]}`, `a key in ${region}, as signing.region says`));
};

/** Roles named by convention differ by themselves; those given by ARN must not be one another. */
const checkRolesUnique: Rule = (root) =>
  repeatedTexts(
    [...servicesOf(root), ...environmentsOf(root)].flatMap((owner) => owner.at('roles').members()),
    'role',
  );

/** The rules of what must not be shared. */
export const sharingRules = {
  'keys-unique': checkKeysUnique,
  'key-region': checkKeyRegion,
  'role-unique': checkRolesUnique,
} as const satisfies Record<string, Rule>;
