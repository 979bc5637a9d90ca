import { expect, test } from 'vitest';
import type { ProcessEnd, ProcessOptions } from '../../../../src/io/engine/container-engine-process.ts';
import { boundCalls, type EngineSession } from '../../../../src/io/engine/container-engine-session.ts';
import { followOutput } from '../../../../src/io/engine/run/follow-output.ts';
import { cutOff } from '../../../../src/model/rehearsal/container-engine.ts';

const say = (text: string, { onLine }: ProcessOptions = {}, end = 0): ProcessEnd => {
  for (const line of text.split('\n')) onLine?.(line);
  return { code: end, out: text, log: text.slice(-(1 << 16)), length: text.length };
};

/** An engine that hands on `printed` while it runs, and keeps `kept` of it. */
function engineOf(printed: string, kept: string, code = 0, startedAt = '2026-11-29T10:00:00Z'): EngineSession {
  const runProgram: EngineSession['runProgram'] = async (_, [word], options) =>
    word === 'start' ? say(printed, options, code) : say(word === 'inspect' ? startedAt : kept, options);
  const session: Pick<EngineSession, 'facts' | 'run' | 'ask' | 'begin' | 'runProgram'> = {
    facts: { name: 'docker' } as EngineSession['facts'],
    runProgram,
    ...boundCalls('docker', runProgram, {}),
  };
  return session as EngineSession;
}

const isFailure = (line: string): boolean => line === 'failed';
const much = `${'x'.repeat(99)}\n`.repeat(200_000);

async function read(engine: EngineSession, exitCode = 0): Promise<string> {
  const output = followOutput(engine, '7a');
  expect(await output.start(isFailure)).toBeUndefined();
  return output.read(exitCode);
}

test('what the engine let go of was read while it was printed', async () => {
  const log = await read(engineOf(`before\nfailed\nbecause\n${much}last`, 'last'));
  expect(log).toMatch(/^before\nfailed\nbecause\nx{99}\n/);
  expect(log.endsWith('last')).toBe(true);
  expect(log.length).toBeLessThan(80_000);
});

test('a line that tells something is kept as far as it goes', async () => {
  const output = followOutput(engineOf(`${'x'.repeat(5000)}failed\n${much}`, ''), '7a');
  await output.start((line) => line.endsWith('failed'));
  expect(await output.read(0)).toMatch(/^\n?x{5000}failed\n/);
});

test('what the engine kept counts where more of it came so than the other way', async () => {
  expect(await read(engineOf('', 'a\nfailed\nb'))).toBe('a\nfailed\nb');
});

test('an output that may have been read in part says so', async () => {
  expect((await read(engineOf('a', 'a', 1))).split('\n', 1)).toEqual([cutOff]);
  expect((await read(engineOf('', `a\n${much}`))).split('\n', 1)).toEqual([cutOff]);
  expect((await read(engineOf(`${'failed\n'.repeat(1000)}${much}`, ''))).split('\n', 1)).toEqual([cutOff]);
  expect(await read(engineOf('a', 'a', 3), 3)).toBe('a');
});

test("a container that did not start is told of in the engine's words", async () => {
  const output = followOutput(engineOf('exec: "x": not found\n', '', 127, '0001-01-01T00:00:00Z'), '7a');
  expect(await output.start()).toBe('exec: "x": not found');
});
