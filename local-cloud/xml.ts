// The few XML shapes that AWS's query and REST protocols need. It writes elements and reads flat ones; it is no XML parser.

/** An element tree: a leaf is text, an object holds children by name, an array repeats its name. */
export type Xml = string | number | boolean | { [name: string]: Xml | Xml[] | undefined };

/** Elements as text, with `&`, `<`, `>` and control characters escaped. */
export function writeXml(tree: { [name: string]: Xml | Xml[] | undefined }): string {
  return Object.entries(tree)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : value === undefined ? [] : [value]).map((one) => [name, one] as const),
    )
    .map(
      ([name, one]) =>
        `<${name}>${typeof one === 'object' ? writeXml(one) : escapeXml(String(one))}</${name.split(' ')[0]}>`,
    )
    .join('');
}

/** Text of the first element of that name without children, or undefined. */
export function readXml(document: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(document)?.[1];
}

function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold as they are
  return text.replace(/[&<>"\u0000-\u001f]/g, (character) => `&#${character.charCodeAt(0)};`);
}
