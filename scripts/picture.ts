// Draws docs/refusal.svg, the picture of the README, from what the demonstration really prints when an author approves: nothing
// in it is written by hand. `npm run picture` runs the demonstration; the picture changes only when a message does.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const columns = 104;
const lineHeight = 21;
const margin = 24;

/** Where the picture lies. */
export const picturePath = fileURLToPath(new URL('../docs/refusal.svg', import.meta.url));

/** The three lines of a refusal as the demonstration prints them: what was tried, the rule with its reason, and the remedy. */
export type Refusal = { title: string; reason: string; remedy: string };

/** The first refusal of a rule in the demonstration's output. Throws where there is none. */
export function findRefusal(output: string, rule: string): Refusal {
  const lines = output.split('\n').map((line) => line.trim());
  const at = lines.findIndex((line) => line.startsWith(`denied ${rule}:`));
  const [title, reason, remedy] = lines.slice(Math.max(at - 1, 0), at + 2);
  if (at < 1 || !title || !reason || !remedy) throw new Error(`the demonstration shows no refusal by ${rule}`);
  return { title: title.replace(/^✗ /, ''), reason, remedy };
}

/** A refusal as an SVG that looks like a terminal. */
export function drawRefusal({ title, reason, remedy }: Refusal): string {
  const rows = [
    ...wrap(`✗ ${title}`, columns).map((text) => ({ text, fill: '#ff7b72' })),
    ...wrap(reason, columns).map((text) => ({ text, fill: '#e6edf3' })),
    ...wrap(remedy, columns).map((text) => ({ text, fill: '#7ee787' })),
  ];
  const width = columns * 8.5 + 2 * margin;
  const height = rows.length * lineHeight + 2 * margin;
  const texts = rows.map(({ text, fill }, index) => {
    const y = margin + (index + 1) * lineHeight - 6;
    return `  <text x="${margin}" y="${y}" fill="${fill}">${escapeXml(text)}</text>\n`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
  <title id="title">${escapeXml(`${title}. ${reason}. ${remedy}`)}</title>
  <rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
  <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">
${texts.join('')}  </g>
</svg>
`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

if (import.meta.main) {
  const demo = spawnSync(process.execPath, ['demo/demo.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (demo.status !== 0) throw new Error(`the demonstration ended with exit code ${demo.status}:\n${demo.stderr}`);
  writeFileSync(picturePath, drawRefusal(findRefusal(demo.stdout, 'gate.approval.four_eyes')));
}
