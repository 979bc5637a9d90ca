import { expect, test } from 'vitest';
import { makeNetworks } from '../../../src/io/engine/container-engine-network.ts';
import type { EngineSession } from '../../../src/io/engine/container-engine-session.ts';
import type { ProcessEnd } from '../../../src/io/engine/container-engine-process.ts';

const watchers = {
  images: ['docker.io/evil/base:1', 'localhost/study:rehearsal'],
  knownRepositories: ['docker.io/library/debian', 'docker.io/rocker/r-ver'],
};
const listed = [
  'sha256:e\tevil/base',
  'sha256:s\tlocalhost/study',
  'sha256:n\t<none>',
  'sha256:d\tdebian',
  'sha256:r\tdocker.io/rocker/r-ver',
];

const end = (code: number, out = ''): ProcessEnd => ({ code, out, log: out, length: 0 });

/** An engine on another machine: nothing here can enter its networks. `works`: images whose Perl can be the sink. */
function elsewhere(works: readonly string[]): {
  session: EngineSession;
  tried: string[];
  calls: (readonly string[])[];
} {
  const tried: string[] = [];
  const calls: (readonly string[])[] = [];
  const log = ['ready\t1\t1\t1\t1\t1'];
  const run = async (words: readonly string[]): Promise<ProcessEnd> => {
    calls.push(words);
    const image = words[words.indexOf('perl') + 1] ?? '';
    if (words[0] === 'images') return end(0, listed.join('\n'));
    if (words[0] === 'image') return end(0, 'sha256:x');
    if (words[0] === 'logs') return end(0, log.join('\n'));
    if (words[0] === 'inspect') return end(0, '2147483647');
    if (words.includes('--rm')) log.push(`probe\t${words.at(-1) ?? ''}\t9`);
    if (!words.includes('--detach') || words.includes('sh')) return end(0, 'holder');
    tried.push(image);
    return works.includes(image) ? end(0, 'sink') : end(127);
  };
  const session = {
    facts: {
      name: 'docker',
      version: '1',
      rootless: false,
      highestId: 1,
      enforces: ['memory', 'cpus', 'pids'],
      memory: 1,
      cpus: 1,
    },
    label: 'x=y',
    run,
  } as unknown as EngineSession;
  return { session, tried, calls };
}

test('an image of a known publisher watches before any other, and is believed', async () => {
  const { session, tried } = elsewhere(['sha256:r', 'docker.io/evil/base:1']);
  const network = await makeNetworks(session).take(watchers);
  expect(tried).toEqual(['sha256:d', 'sha256:r']);
  expect(network?.isTrusted).toBe(true);
});

test('where only the project’s own image can, it watches and is not believed', async () => {
  const { session, tried } = elsewhere(['docker.io/evil/base:1']);
  const network = await makeNetworks(session).take(watchers);
  expect(tried).toEqual(['sha256:d', 'sha256:r', 'docker.io/evil/base:1']);
  expect(network?.isTrusted).toBe(false);
});

test('a base of a known publisher is one', async () => {
  const base = 'docker.io/library/debian:12@sha256:1';
  const { session, tried } = elsewhere([base]);
  const network = await makeNetworks(session).take({ ...watchers, images: [base] });
  expect([tried, network?.isTrusted]).toEqual([[base], true]);
});

test('what watches has no right but those that it needs, and little of the machine; who asks beside it has none', async () => {
  const { session, calls } = elsewhere(['sha256:d']);
  const network = await makeNetworks(session).take(watchers);
  const started = calls.filter(([word]) => word === 'run');
  const [sinks, others] = [true, false].map((isSink) =>
    started.filter((words) => words.includes('--cap-add') === isSink),
  );
  expect([sinks?.length, (others?.length ?? 0) > 0]).toEqual([1, true]);
  for (const words of started) {
    const text = words.join(' ');
    expect(text).toContain('--read-only --cap-drop ALL --security-opt no-new-privileges --memory 128m --cpus 1');
    expect(text).toMatch(/--pids-limit 32 .*--label x=y|--label x=y .*--pids-limit 32/);
    expect(text).not.toMatch(/--privileged|--volume|--mount|--network (?:host|bridge)/);
  }
  expect(sinks?.[0]?.flatMap((word, at, all) => (all[at - 1] === '--cap-add' ? [word] : []))).toEqual([
    'NET_ADMIN',
    'NET_RAW',
    'NET_BIND_SERVICE',
  ]);
  await network?.listening();
  expect(calls.at(-1)?.slice(0, 4)).toEqual(['exec', '--user', '65534:65534', 'sink']);
});
