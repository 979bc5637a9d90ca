import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type Header, pack } from 'tar-stream';

/** A file of it. */
export interface RewrittenFile {
  write(chunk: Uint8Array): Promise<void>;
  end(): void;
}

/** An archive that is written again from what was read of another, and kept nowhere. */
export interface Rewriting {
  begin(header: Header): RewrittenFile;
  /** SHA-256 of the whole in hexadecimal. */
  digest(): Promise<string>;
}

/**
 * Writes as `pack` does: of a header only name, kind, size, time and whether it may be run; no owner, no rights beyond that, and none of the words by
 * which an archive tells one program something that another does not read. The original's digest again means that it has nothing of the kind.
 */
export function rewriteArchive(): Rewriting {
  const archive = pack();
  const hash = createHash('sha256');
  archive.on('data', (chunk) => hash.update(chunk as Uint8Array));
  const written = once(archive, 'end');
  // Whoever waits for it hears of a failure.
  written.catch(() => undefined);
  return {
    begin: ({ name, type, size, mtime, mode }) => {
      const file = archive.entry({
        name,
        mtime,
        // Of other kinds none is written by `pack`, and some would wait for bytes without an end: as a folder it is not what it was.
        type: type === 'file' ? 'file' : 'directory',
        size: type === 'file' ? size : 0,
        mode: (mode & 0o100) === 0 ? 0o644 : 0o755,
      });
      return {
        write: async (chunk) => {
          if (!file.write(chunk)) await once(file, 'drain');
        },
        end: () => void file.end(undefined),
      };
    },
    digest: async () => {
      archive.finalize();
      await written;
      return hash.digest('hex');
    },
  };
}
