// Reads the few DER values a signing certificate carries. It must never accept two encodings of one value.

/**
 * The content of the one DER element that has this tag and fills the bytes exactly, undefined for anything else. Lengths are
 * definite and in their shortest form (X.690 section 10.1), up to 65,535 bytes.
 */
export function readElement(bytes: Uint8Array, tag: number): Uint8Array | undefined {
  for (const size of [2, 3, 4]) {
    const header = headerOf(tag, bytes.length - size);
    if (header.length === size && header.every((byte, index) => bytes[index] === byte)) return bytes.subarray(size);
  }
  return undefined;
}

/** The text of such an element, undefined when its content is not strict UTF-8. */
export function readText(bytes: Uint8Array, tag: number): string | undefined {
  const content = readElement(bytes, tag);
  if (!content) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

function headerOf(tag: number, length: number): number[] {
  if (length < 0x80) return [tag, length];
  return length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
}
