import { PassThrough } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { expect, test, vi } from 'vitest';
import { forgetTyped } from '../../../src/io/terminal/forget-typed.ts';

test('what was typed before the first question is thrown away, what comes after it is not', async () => {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), { setRawMode: (mode: boolean) => void modes.push(mode) });
  input.write('\r\r');
  await forgetTyped(input as unknown as ReadStream);
  expect(modes).toEqual([true, false]);
  input.write('n');
  expect(String(input.read())).toBe('n');
});

test('Ctrl-C still stops', async () => {
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  const input = Object.assign(new PassThrough(), { setRawMode: () => undefined });
  input.write('\u0003');
  await forgetTyped(input as unknown as ReadStream);
  expect(kill).toHaveBeenCalledWith(process.pid, 'SIGINT');
  kill.mockRestore();
});
