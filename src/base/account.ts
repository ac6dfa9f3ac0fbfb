// How an account of GitHub is named to people: by login and id, and never a machine as if it were a person.
import { named } from './text.ts';

/** `ines (user 41003)`, `dependabot[bot] (bot 49699333)`: no person's login can hold a bracket. */
export function accountText(login: string, id: string): string {
  return `${named(login)} (${login.endsWith('[bot]') ? 'bot' : 'user'} ${id})`;
}
