import {
  lengthOfName,
  mostListedFiles,
  mostListedNames,
  mostReadBytes,
} from '../../../model/rehearsal/container-image.ts';
import type { Observation, RunFinding } from '../../../model/rehearsal/rehearsal.ts';
import { printSize } from '../../../shared/print-size.ts';

/** What of the outputs was not looked at, since there is too much of it. */
export function judgeListing(outputs: Observation['outputs']): readonly RunFinding[] {
  const files = outputs.filter(({ type }) => type === 'file');
  return [
    ...(outputs.length >= mostListedFiles
      ? [
          say(
            `it left ${String(mostListedFiles)} files or more in /safe_outputs, and no further ones were looked at`,
            'leave fewer: outputs are checked by people before they may leave',
          ),
        ]
      : []),
    ...(outputs.reduce((sum, file) => sum + lengthOfName(file), 0) > mostListedNames
      ? [
          say(
            `the names of what it left in /safe_outputs are longer than ${String(mostListedNames)} characters, and no further files were looked at`,
            'leave fewer files, in folders of shorter names: outputs are checked by people before they may leave',
          ),
        ]
      : []),
    ...(files.reduce((sum, { size }) => sum + size, 0) > mostReadBytes
      ? [
          say(
            `the results claim more than ${printSize(mostReadBytes)} (${files.toSorted((a, b) => b.size - a.size)[0]?.path ?? ''}), and no further ones were looked at`,
            'leave less: a file of holes has its whole size when it is copied out',
          ),
        ]
      : []),
  ];
}

function say(message: string, fix: string): RunFinding {
  return { requirement: 'fits-limits', level: 'warning', message, fix };
}
