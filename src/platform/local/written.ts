// Writes to an open file until the file system has taken every byte: on a nearly full disk it may take fewer than it is given, and says so
// by a number alone.
import type { FileHandle } from 'node:fs/promises';

/** Writes all bytes, at a place in the file or where the last write ended. Throws when the file system takes none of them. */
export async function writeWhole(
  file: Pick<FileHandle, 'write'>,
  bytes: Uint8Array,
  at: number | null = null,
): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at === null ? null : at + done);
    if (bytesWritten < 1) throw new Error(`only ${done} of ${bytes.length} bytes were taken; the disk may be full`);
    done += bytesWritten;
  }
}
