// Says whether this Node can run the program, before anything fails in a way that looks like a defect.

/** True below 24.15, the oldest release that has all we use. */
export function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 24 || (major === 24 && minor < 15);
}
