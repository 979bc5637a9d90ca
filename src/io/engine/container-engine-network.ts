import type { NetworkObserver } from '../../model/rehearsal/rehearsal.ts';
import type { EngineSession } from './container-engine-session.ts';
import { httpProbe, networkSink, probeAddress, sinkHost } from './network-sink.ts';

/** The network of one cell: a helper container's, with the sink in it, or none at all. */
export interface CellNetwork {
  /** Value of `--network`. */
  readonly word: string;
  readonly observer: NetworkObserver;
  /** The helper container; absent where the image cannot run it. */
  readonly container?: string;
  /** A raw HTTP answer; empty when there was none. */
  ask(session: EngineSession, from: 'outside' | 'loopback', port: number, path: string): Promise<string>;
  /** Lines that the sink printed so far. */
  read(session: EngineSession): Promise<readonly string[]>;
  close(): Promise<void>;
}

const capabilities = ['NET_ADMIN', 'NET_RAW', 'NET_BIND_SERVICE'];

/**
 * Starts the sink in a container made from the image under test, so that nothing has to be pulled. Where the image has no Perl
 * or the engine grants no capabilities, the cell has no network at all and only the program's own output tells of attempts.
 */
export async function openNetwork(session: EngineSession, image: string): Promise<CellNetwork> {
  const words = [
    'run',
    '--detach',
    '--label',
    session.label,
    '--network',
    'none',
    '--hostname',
    sinkHost,
    '--user',
    '0:0',
    '--cap-drop',
    'ALL',
  ];
  const granted = capabilities.flatMap((name) => ['--cap-add', name]);
  const started = await session.run([
    ...words,
    ...granted,
    '--entrypoint',
    'perl',
    image,
    '-e',
    networkSink,
    sinkHost,
    probeAddress,
  ]);
  const id = started.out.trim().split('\n').at(-1) ?? '';
  const ready = started.code === 0 ? await waitUntilReady(session, id) : undefined;
  if (ready === undefined) {
    if (id !== '') await session.run(['rm', '--force', id]);
    return { word: 'none', observer: 'log', ask: async () => '', read: async () => [], close: async () => undefined };
  }
  const [routed, reads] = ready;
  return {
    word: `container:${id}`,
    observer: routed && reads ? 'sink' : 'names',
    container: id,
    ask: async (engine, from, port, path) =>
      (
        await engine.run([
          'exec',
          id,
          'perl',
          '-e',
          httpProbe,
          routed && from === 'outside' ? probeAddress : '127.0.0.1',
          String(port),
          path,
        ])
      ).out,
    read: async (engine) => (await engine.run(['logs', id])).out.split('\n'),
    close: async () => void (await session.run(['rm', '--force', id])),
  };
}

async function waitUntilReady(session: EngineSession, id: string): Promise<readonly boolean[] | undefined> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const log = await session.run(['logs', id]);
    const ready = log.out.split('\n').find((line) => line.startsWith('ready\t'));
    if (ready !== undefined)
      return ready
        .split('\t')
        .slice(1)
        .map((word) => word === '1');
    if ((await session.run(['inspect', '--format', '{{.State.Running}}', id])).out.trim() !== 'true') return undefined;
    await new Promise((resolve) => void setTimeout(resolve, 100));
  }
  return undefined;
}
