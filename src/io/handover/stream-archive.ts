import type { Extract } from 'tar-stream';
import { streamRegularFile } from '../files/read-regular-file.ts';

/** Bytes that are no file's: headers, and zeros after the last one. */
const mostBetween = 1024 * 1024;

/** An archive on its way through a reader of tar. */
export interface ArchiveStream {
  /** To be told the size of each file that the reader comes to: so much more is read. */
  readonly expect: (size: number) => void;
  readonly stop: () => void;
}

/**
 * Sends the bytes of an archive into `tar`, which ends with an error where there are more of them than its files and what stands between them: holes take
 * as long to read as anything, and an archive can end in a terabyte of them. Throws where it is no regular file; a link is not followed.
 */
export function streamArchive(
  path: string,
  tar: Extract,
  see: (bytes: Buffer) => void = () => undefined,
): ArchiveStream {
  let [read, expected] = [0, mostBetween];
  const source = streamRegularFile(path)
    .on('error', (error) => tar.destroy(error))
    .on('data', (chunk) => {
      const bytes = Buffer.from(chunk);
      see(bytes);
      read += bytes.length;
      if (read > expected) source.destroy(new Error('goes on after the end of its files'));
    });
  source.pipe(tar);
  return {
    expect: (size) => {
      expected += mostBetween + size;
    },
    stop: () => {
      source.destroy();
    },
  };
}
