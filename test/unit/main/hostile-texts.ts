// Texts that try to become commands, markup or terminal control; built from parts, so that every combination is there.

const names = [
  'set-output name=verdict',
  'add-mask',
  'add-path',
  'save-state name=a',
  'add-matcher',
  'error',
  'group',
  'stop-commands',
];
const starts = [
  '',
  ' ',
  '\t',
  '\u00a0',
  '\u2003',
  '\u3000',
  '\u0085',
  '\ufeff',
  '\u200b',
  '\r',
  '\n',
  '\r\n',
  'text ',
  'x\u2028',
  '\u001b[2K',
  '\u202e',
  '`',
  '```\n',
  ':',
  '#',
  '%0A',
  '%25',
];
const shapes = [
  (name: string) => `::${name}::x`,
  (name: string) => `##[${name}]x`,
  (name: string) => `:::${name}::x`,
  (name: string) => `###[${name}]x`,
  (name: string) => `::${name}::x\n::${name}::y`,
  (name: string) => `#\u200b#[${name}]x`,
  (name: string) => `##[${name}`,
  (name: string) => `:%3A${name}::x`,
];
const markup = [
  '<img src=x onerror=alert(1)>',
  '</details><script>x</script>',
  '[a](javascript:x)',
  '![a](http://127.0.0.1/x)',
  '`` ` `` <b>',
  '\u0000\u0007\u0008\u007f\u009b31m',
  `${'A'.repeat(1_000_000)}\n::add-mask::x`,
  `${' '.repeat(3000)}::add-mask::x`,
  '\u2066\u2069\u061c',
  '\u00ad\u180e\u3164\u115f\u1160\uffa0\u034f\ufe0f',
  '\u{e0041}\u{e007f}\u{e0100}\ue000\u{100000}\ufff9',
  '\ud800 \udc00',
  'www.evil.example/x a@b.example @octocat #12',
  `${'`'.repeat(300)}\n${'`'.repeat(300)}`,
];

/** About 1,400 texts. */
export const hostileTexts: readonly string[] = [
  ...starts.flatMap((start) => shapes.flatMap((shape) => names.map((name) => `${start}${shape(name)}`))),
  ...markup,
];
