import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadStream } from 'node:tty';

/** Milliseconds in which what was typed arrives. */
const arriving = 30;

function drop(piece: Buffer | string): void {
  if (String(piece).includes('\u0003')) process.kill(process.pid, 'SIGINT');
}

/** Throws away what a person typed before the first question was on the screen: it answers nothing that they had not seen. Ctrl-C still stops. */
export async function forgetTyped(input: ReadStream = process.stdin): Promise<void> {
  input.setRawMode(true);
  input.on('data', drop);
  input.resume();
  await sleep(arriving);
  input.pause();
  input.off('data', drop);
  input.setRawMode(false);
}
