import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { collectOutput, runProcess } from '../../../src/io/engine/container-engine-process.ts';
import { Cancelled } from '../../../src/model/errors.ts';

const shell = (text: string): readonly string[] => ['-c', text];

test('a program that is not there is code 127; exit codes and both outputs come through', async () => {
  expect((await runProcess('no-such-program-of-ours', [])).code).toBe(127);
  const end = await runProcess('sh', shell('echo out; echo err >&2; exit 3'));
  expect([end.code, end.out]).toEqual([3, 'out\n']);
  expect(end.log).toContain('err\n');
});

test('lines come one by one, whatever ends them', async () => {
  const lines: string[] = [];
  await runProcess('sh', shell(String.raw`printf 'a\nb\rc\r\n'`), { onLine: (line) => void lines.push(line) });
  expect(lines).toEqual(['a', 'b', 'c']);
});

test('lines of one output do not stand within those of the other', async () => {
  const lines: string[] = [];
  const text = String.raw`printf 'a'; sleep 0.2; printf 'b\n' >&2; sleep 0.2; printf 'c\r'; sleep 0.2; printf '\nd'`;
  const { log, length } = await runProcess('sh', shell(text), { onLine: (line) => void lines.push(line) });
  expect(lines).toEqual(['b', 'ac', 'd']);
  expect([log, length]).toEqual(['b\nac\r\nd', 7]);
});

test('a line that is longer than what is kept comes in pieces, which have all of it', async () => {
  const lines: string[] = [];
  const text = "printf 'head of it'; head -c 400000 /dev/zero | tr '\\0' x; echo tail of it; echo next";
  const { log } = await runProcess('sh', shell(text), { onLine: (line) => void lines.push(line) });
  expect(lines[0]).toMatch(/^head of itx{1000}/);
  expect(lines.at(-2)).toMatch(/x{1000}tail of it$/);
  expect([lines.at(-1), lines.join('').length > 400_000, log.length]).toEqual(['next', true, 65_536]);
});

test('one that was read enough of is ended, as if it had failed', async () => {
  const enough = new AbortController();
  const ending = { enough: enough.signal, onLine: () => enough.abort() };
  expect(await runProcess('sh', shell("trap '' TERM; echo a; sleep 1000"), ending)).toMatchObject({ code: 128 });
});

test('an abort ends the program and everything that it started', async () => {
  const controller = new AbortController();
  const running = runProcess('sh', shell('echo started; sleep 1000 & sleep 1000'), {
    signal: controller.signal,
    onLine: () => controller.abort(),
  });
  await expect(running).rejects.toBeInstanceOf(Cancelled);
  await expect(runProcess('sh', shell('exit 0'), { signal: controller.signal })).rejects.toBeInstanceOf(Cancelled);
});

test('stopped from below, a program sees its step fail and cleans up', async () => {
  const controller = new AbortController();
  const lines: string[] = [];
  const running = runProcess('sh', shell('echo started; sleep 1000 || echo cleaned up'), {
    signal: controller.signal,
    stopping: 'from below',
    onLine: (line) => {
      lines.push(line);
      controller.abort();
    },
  });
  await expect(running).rejects.toBeInstanceOf(Cancelled);
  expect(lines).toContain('cleaned up');
});

test('a program that does not end when it is told to is killed', async () => {
  const began = Date.now();
  const end = await runProcess('sh', ['-c', "trap '' TERM; while :; do sleep 1; done"], { atMost: 200 });
  expect(end).toMatchObject({ code: 128, timedOut: true });
  expect(Date.now() - began).toBeLessThan(20_000);
}, 30_000);

test('an output that comes in very many pieces is kept to its end without being copied for each', async () => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const collected = collectOutput({ stdout, stderr }, {});
  const line = `${'x'.repeat(40)}\n`;
  for (let at = 0; at < 300_000; at += 1) if (!stdout.write(line)) await once(stdout, 'drain');
  stdout.end('end');
  await once(stdout, 'end');
  const { out, log, length } = collected();
  expect([length, out.length, log.length]).toEqual([300_000 * line.length + 3, 1 << 20, 1 << 16]);
  expect([out.slice(-6), log.slice(-6)]).toEqual(['xx\nend', 'xx\nend']);
});
