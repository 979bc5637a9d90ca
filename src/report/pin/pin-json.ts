import type { Problem } from '../../model/errors.ts';
import type { pinSchema } from '../../model/pin/pin-schema.ts';
import { printJson } from '../terminal/print-json.ts';
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
  return printJson<typeof pinSchema>({ mode, written: written === 'yes', places, problems });
}
