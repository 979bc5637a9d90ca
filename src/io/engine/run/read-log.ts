import { cutOff } from '../../../model/rehearsal/container-engine.ts';
import type { EngineSession } from '../container-engine-session.ts';

/** Bytes of output that the engine keeps of a container; it lets go of the older ones by files of this size. */
export const keptLog = 10_000_000;
/** Of what is kept for `readLog`, the lines that follow one which tells something. */
const following = 30;
const mostLines = 600;
const mostOfLine = 2000;
/** What {@link EngineSession.run} gives of a log: its end. */
const endOfLog = 1 << 16;

/**
 * The end of a container's output, and before it those lines of all the rest that tell something, each with some that follow. Where the engine may have let go
 * of the beginning, the first line says so.
 */
export async function readLog(
  session: EngineSession,
  id: string,
  isTelling: (line: string) => boolean = () => false,
): Promise<string> {
  const told: { readonly line: string; readonly at: number }[] = [];
  let read = 0;
  let left = 0;
  const onLine = (line: string): void => {
    if (isTelling(line)) left = following;
    if (left > 0 && told.length < mostLines) told.push({ line: line.slice(0, mostOfLine), at: read });
    left -= 1;
    read += line.length + 1;
  };
  const { log } = await session.run(['logs', id], { onLine });
  // What the end has is not said twice.
  const before = told.filter(({ at, line }) => at + line.length < read - endOfLog).map(({ line }) => line);
  return [...(read >= keptLog ? [cutOff] : []), ...before, log].join('\n');
}
