import { once } from 'node:events';
import type { Printer, Progress } from '../../model/command.ts';
import type { Asker } from '../../model/ports.ts';
import { inert } from '../../model/text/inert.ts';
import { spellCommands } from '../../model/text/spell-commands.ts';
import { InertOutput } from './inert-output.ts';

/** Whether a person sits at both ends, and this is no pipeline. Only then may anything be asked. */
export function personIsThere(): boolean {
  // Standard output first: to open a standard input that is no terminal costs a short run two hundredths of its time.
  return process.stdout.isTTY && process.stdin.isTTY && isOff(process.env['CI']);
}

/** The process's own output. `asker` is given only where {@link personIsThere}; `program`: as `Environment.program` has it, for notes that name commands. */
export function openTerminal(asker?: Asker, program?: string): Printer {
  const out = new InertOutput((text) => process.stdout.write(text), takesColour(process.stdout));
  const err = new InertOutput(
    (text) => process.stderr.write(text),
    takesColour(process.stderr) || takesColour(process.stdout),
  );
  return {
    out: (text, how) => out.put(text, how === 'commands'),
    drained: async () => void (process.stdout.writableNeedDrain && (await once(process.stdout, 'drain'))),
    err: (text, how) => err.put(how === undefined ? spellCommands(text, program) : text),
    colour: takesColour(process.stdout),
    columns: process.stdout.columns ?? 80,
    ...(process.stdout.isTTY && process.stdout.columns > 0 ? { wrapAt: process.stdout.columns } : {}),
    reportAt:
      process.stdout.isTTY && process.stdout.columns > 0 ? process.stdout.columns : columnsOf(process.env['COLUMNS']),
    ...(asker === undefined
      ? {}
      : {
          asker: {
            ...asker,
            show: (text: string, how?: 'as it is') => out.put(how === undefined ? spellCommands(text, program) : text),
          },
        }),
    ...(process.stderr.isTTY ? { startProgress } : {}),
  };
}

/** Of a file or a pipe: as many as somebody says, or 80. */
function columnsOf(said = ''): number {
  return /^\d{1,4}$/.test(said) ? Number(said) : 80;
}

/** The library is loaded only where a bar is shown. */
async function startProgress(steps: number): Promise<Progress> {
  const { bars } = await import('./bar-library.ts');
  const bar = new bars.SingleBar(
    { format: '{bar} {value}/{total} {label}', stream: process.stderr, hideCursor: true, clearOnComplete: true },
    bars.Presets.shades_classic,
  );
  bar.start(steps, 0, { label: '' });
  return { step: (label) => bar.increment(1, { label: inert(label) }), stop: () => bar.stop() };
}

/** By the conventions of no-color.org and force-color.org. */
export function takesColour(stream: { readonly isTTY?: boolean }): boolean {
  if ((process.env['NO_COLOR'] ?? '') !== '') return false;
  if (!isOff(process.env['FORCE_COLOR'])) return true;
  return stream.isTTY === true && process.env['TERM'] !== 'dumb';
}

function isOff(value: string | undefined): boolean {
  return value === undefined || value === '' || value === '0' || value === 'false';
}
