import { measureBundle } from '../../io/handover/hash-files.ts';
import type { Environment } from '../../model/command.ts';
import { printSize } from '../../shared/print-size.ts';

/** Bytes from which on reading takes seconds, and somebody waits. */
const saidFrom = 1e9;

/** Says that a large file, or the files of a folder, are being read. */
export function tellSize(name: string, { cwd, terminal }: Pick<Environment, 'cwd' | 'terminal'>): void {
  const bytes = measureBundle(cwd, name);
  if (bytes > saidFrom) terminal.err(`Reading ${printSize(bytes)} ...\n`);
}
