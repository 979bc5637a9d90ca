import fs from 'node:fs';

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;

/**
 * Opens a regular file, and nothing else: what was looked at a moment ago may be a pipe by now, which would be waited for, or a link to elsewhere. To be
 * given a path whose links were followed. Throws where it is no regular file.
 */
export function openRegularFile(path: string): number {
  // Windows has neither.
  const handle = fs.openSync(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  if (fs.fstatSync(handle).isFile()) return handle;
  fs.closeSync(handle);
  throw new Error('is no regular file any more');
}

/** The bytes of a regular file, as of {@link openRegularFile}, as they pass: as many as it had when it was opened. */
export function streamRegularFile(path: string): fs.ReadStream {
  const fd = openRegularFile(path);
  const { size } = fs.fstatSync(fd);
  // A file of the kernel has no size, and yet bytes.
  return fs.createReadStream(path, { fd, highWaterMark: 1024 * 1024, ...(size > 0 && { start: 0, end: size - 1 }) });
}

/** Bytes of a regular file, as of {@link openRegularFile}. */
export function readRegularFile(path: string): Buffer {
  const handle = openRegularFile(path);
  try {
    return fs.readFileSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}
