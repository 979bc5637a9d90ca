import type { RehearsedProject } from '../../src/commands/rehearsal/read-rehearsed-project.ts';
import type { CellContainer, CellRequest, ContainerEngine } from '../../src/model/rehearsal/container-engine.ts';
import type { ImageFacts } from '../../src/model/rehearsal/container-image.ts';

/** An image of the fake engine: a batch job without an interesting past. */
export const fakeImage: ImageFacts = {
  reference: 'localhost/x:rehearsal',
  id: `sha256:${'1'.repeat(64)}`,
  digests: [`sha256:${'2'.repeat(64)}`],
  user: 'tre',
  entrypoint: ['python3', '/app/main.py'],
  command: [],
  environment: [],
  onBuild: [],
  ports: [],
  platform: 'linux/amd64',
  size: 120_000_000,
  largestLayers: [{ size: 100_000_000, madeBy: 'ADD root.tar /' }],
};

/** What a fake container does, cell by cell. */
export type Script = (request: CellRequest) => Partial<CellContainer>;

/** An engine that runs nothing: each container follows the script. Notes what was asked of it. */
export function fakeEngine(
  script: Script = () => ({}),
  contents: Readonly<Record<string, readonly string[]>> = { '/safe_data': [], '/safe_outputs': [], '/scratch': [] },
): ContainerEngine & { readonly requests: CellRequest[]; readonly removed: CellRequest[] } {
  const requests: CellRequest[] = [];
  const removed: CellRequest[] = [];
  return {
    requests,
    removed,
    facts: {
      name: 'podman',
      version: '5.0',
      rootless: true,
      highestId: 65_535,
      enforces: ['memory'],
      memory: 8e9,
      cpus: 4,
    },
    findBuilder: async () => 'podman',
    build: async () => undefined,
    inspectImage: async () => fakeImage,
    listFiles: async (_, paths) =>
      new Map(
        paths.map((path) => [
          path,
          contents[path]?.map((name) => ({ path: name, type: 'file', size: 2_000_000, uid: 0, mode: 0o644 })),
        ]),
      ),
    digestContents: async () => new Map(),
    removeImage: async () => true,
    createCell: async (request) => {
      requests.push(request);
      return {
        network: () => (request.network === 'none' ? 'counts' : 'sink'),
        isBlindToIpv6: false,
        unrouted: () => (request.network === 'none' ? 0 : undefined),
        loopback: () => undefined,
        listening: async () => [],
        canAsk: true,
        start: async () => undefined,
        waitForEnd: async () => true,
        state: async () => ({ running: false, exitCode: 0, seconds: 1.23, outOfMemory: false }),
        ask: async ({ paths }) => paths.map(() => undefined),
        signal: async () => undefined,
        log: async () => 'done\n',
        attempts: async () => [],
        changes: async () => [],
        changedData: async () => [],
        leftOnHost: async () => [],
        leftOnScratch: async () => [],
        copiedData: async () => [],
        outputs: async () => [{ path: 'summary.csv', type: 'file', size: 9, uid: 1, mode: 0o644, rows: 1 }],
        given: async () => [],
        dataRead: async () => ['/safe_data/measurements.csv'],
        user: async () => 'uid=1(x)',
        ...script(request),
        remove: async () => void removed.push(request),
      };
    },
    whyNothingStarts: async () => undefined,
    newSecret: () => 'hunter2',
    removeLeftovers: async () => 0,
    dispose: async () => [],
  };
}

/** An engine whose image has all that a project's build copies, as the project has it. */
export function engineHolding(project: RehearsedProject): ContainerEngine {
  const { dockerfile, builtSo } = project;
  const facts = builtSo?.facts ?? dockerfile?.facts;
  const { placed = [] } = (facts === undefined ? undefined : project.expect?.(facts, '')) ?? {};
  const held = new Map(placed.map(({ places, digest }) => [places.at(-1) ?? '', digest]));
  return { ...fakeEngine(), digestContents: async () => held };
}
