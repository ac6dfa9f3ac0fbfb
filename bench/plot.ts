// Draws one small plot as SVG: lines over two logarithmic axes, where equal ratios have equal lengths. No script, no font, no color
// that depends on a theme.

/** Named lines of [x, y] points, all above zero. */
export type Plot = {
  x: string;
  y: string;
  lines: readonly { name: string; points: readonly (readonly [number, number])[] }[];
};

const size = { width: 640, height: 360, left: 64, right: 170, top: 16, bottom: 48 };
const colors = ['#0b62a8', '#c2410c', '#4d7c0f', '#7e22ce', '#0f766e', '#a16207'];

/** The SVG document. */
export function drawPlot(plot: Plot): string {
  const points = plot.lines.flatMap((line) => line.points);
  const x = scale(
    points.map(([value]) => value),
    size.left,
    size.width - size.right,
  );
  const y = scale(
    points.map(([, value]) => value),
    size.height - size.bottom,
    size.top,
  );
  const [right, bottom] = [size.width - size.right, size.height - size.bottom];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(plot.y)} by ${escaped(plot.x)}</title>`,
    `<rect width="${size.width}" height="${size.height}" fill="#fff"/>`,
    ...x.ticks.map((tick) => {
      const at = x.place(tick);
      return `<path d="M${at} ${size.top}V${bottom}" stroke="#ddd"/>${text(at, bottom + 16, tickName(tick), 'middle')}`;
    }),
    ...y.ticks.map((tick) => {
      const at = y.place(tick);
      return `<path d="M${size.left} ${at}H${right}" stroke="#ddd"/>${text(size.left - 6, at + 4, tickName(tick), 'end')}`;
    }),
    ...plot.lines.map((line, index) => drawLine(line, index, x.place, y.place)),
    text((size.left + right) / 2, size.height - 10, plot.x, 'middle'),
    `<text transform="translate(16 ${(size.top + bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(plot.y)}</text>`,
    '</svg>\n',
  ].join('\n');
}

type Place = (value: number) => number;

function drawLine(line: Plot['lines'][number], index: number, x: Place, y: Place): string {
  const color = colors[index % colors.length] ?? '#000';
  const places = line.points.map(([a, b]) => [x(a), y(b)] as const);
  const path = places.map(([a, b], at) => `${at === 0 ? 'M' : 'L'}${a} ${b}`).join('');
  const dots = places.map(([a, b]) => `<circle cx="${a}" cy="${b}" r="3" fill="${color}"/>`).join('');
  const legend = size.width - size.right + 16;
  const row = size.top + 12 + index * 18;
  const mark = `<circle cx="${legend}" cy="${row - 4}" r="4" fill="${color}"/>`;
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="2"/>${dots}${mark}${text(legend + 10, row, line.name, 'start')}`;
}

/** A logarithmic axis from one round value to another, with a tick at 1, 2 and 5 of each decade where there is room. */
function scale(values: readonly number[], from: number, to: number): { ticks: number[]; place: Place } {
  const [low, high] = [Math.min(...values) * 0.9, Math.max(...values) * 1.1];
  const span = Math.log10(high / low);
  const steps = span > 2.5 ? [1] : [1, 2, 5];
  const decades = Array.from({ length: 12 }, (_, index) => 10 ** (index - 4));
  const ticks = decades
    .flatMap((decade) => steps.map((step) => step * decade))
    .filter((tick) => tick >= low && tick <= high);
  const place = (value: number) => Math.round((from + ((to - from) * Math.log10(value / low)) / span) * 10) / 10;
  return { ticks, place };
}

function tickName(tick: number): string {
  return tick >= 1000 ? `${tick / 1000}k` : String(Number(tick.toPrecision(2)));
}

function text(x: number, y: number, content: string, anchor: string): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
