import type { Problem } from '../../model/errors.ts';
import type { PinResult } from './pin-text.ts';

/** The result for programs: one JSON document with full digests. `problems` are those that the exit code 2 stands for. */
export function formatPinJson({ mode, written, entries }: PinResult, problems: readonly Problem[]): string {
  const places = entries.map(({ place, ...rest }) => ({
    file: place.file,
    line: place.line,
    kind: place.kind,
    text: place.text,
    ...rest,
  }));
  return `${JSON.stringify({ mode, written: written === 'yes', places, problems }, undefined, 2)}\n`;
}
