const sum = '1'.repeat(64);
const seen = {
  exitCode: 0,
  seconds: 2,
  timedOut: false,
  outOfMemory: false,
  network: 'sink',
  user: 'uid=0(root) gid=0(root)',
  attempts: [],
  outputs: [],
  outlived: [],
  dataRead: ['/safe_data/a.csv'],
};
/** One of its runs. */
export const cell = (id: string, verdict: string, more: object = {}): object => ({
  id,
  identity: id.startsWith('host-user') ? 'host-user' : 'root',
  data: 'read-only',
  rootFileSystem: 'read-only',
  ...(id === 'no-network' && { network: 'none' }),
  verdict,
  findings: [],
  ...(verdict !== 'notApplicable' && { observation: { ...seen, ...more } }),
});
/** What a finding looks like. */
export const hung = { requirement: 'ends-with-success', level: 'failure', message: 'hung', fix: 'end' };
/** Its image, which has what the project has. */
export const image = {
  reference: 'it:1',
  id: `sha256:${sum}`,
  digests: [],
  user: '',
  entrypoint: ['python3', '/app/main.py'],
  command: [],
  platform: 'linux/amd64',
  size: 1,
  largestLayers: [],
  copied: { same: 2, differing: [], removed: [], more: [], unplaced: [] },
};
const limits = { batchSeconds: 9, answerSeconds: 9, stopSeconds: 9, memory: 9, cpus: 1, fileSize: 9, rows: 9 };
/** The record of a rehearsal as `rehearse` writes it: of a project that was given data, and that two users may run. */
export const evidence = (verdict: string, more: object = {}): object => ({
  $schema: 'it',
  form: 3,
  tool: { name: 'generator-tre-container', version: '1.0.0' },
  date: '2026-11-28T08:00:00Z',
  verdict,
  kind: 'batch',
  scope: 'quick',
  identities: ['root', 'host-user'],
  overrides: [],
  inputs: { context: sum, files: { 'rehearsal/safe_data/a.csv': sum } },
  image,
  engine: { name: 'podman', version: '4.3.1', rootless: true },
  limits,
  findings: [],
  cells: [
    { ...cell('root:read-only', verdict), findings: verdict === 'fail' ? [hung] : [] },
    ...['host-user:read-only', 'no-network', 'writes'].map((id) => cell(id, verdict)),
  ],
  ...more,
});
