import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import type { BaseName } from '../../../src/model/answers/answers.ts';
import type { RehearsalEvidence } from '../../../src/model/rehearsal/evidence.ts';
import { makeRealUser, type RealUser } from './real-user.ts';
import { runTool } from './run-tool.ts';
import { makeAccount, type UserKind } from './user-account.ts';

const program = join(import.meta.dirname, '../../../dist/bin/tre-container.js');

/** Bases of the user `batch`; all others are of `sessions`. */
export const batchBases: readonly BaseName[] = ['python', 'pytorch', 'r', 'julia'];

/** What {@link RealUsers.held} gives where nothing is left. */
export const nothing = ['', '', '', '', ''];

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface RealUsers {
  readonly user: () => RealUser;
  /** Rehearses a project of this user's; with `when`, Ctrl-C follows once that was printed, after `pause` ms. */
  readonly rehearse: (folder: string, words: readonly string[], when?: string, pause?: number) => Promise<Ended>;
  readonly evidenceOf: (folder: string) => RehearsalEvidence;
  /** What this user's podman and temporary folder hold beside images with a name, and podman's own network. */
  readonly held: () => readonly string[];
  /** What every cell of the project that is generated for a base came to. */
  readonly rehearseBase: (base: BaseName) => Promise<{
    readonly said: string;
    readonly verdict: RehearsalEvidence['verdict'];
    readonly passed: number;
  }>;
}

/** A real user for all tests of a file. */
export function useRealUser(kind: UserKind): RealUsers {
  const standIns = inject('standIns');
  const top = mkdtempSync(join(tmpdir(), 'tre-real-user-'));
  let made: RealUser | undefined;
  const user = (): RealUser => {
    if (made === undefined) throw new Error('the user is made before the tests');
    return made;
  };
  beforeAll(async () => {
    const key = JSON.stringify([standIns, runTool('podman', ['--version'])]);
    made = makeRealUser(await makeAccount(inject('cache'), kind, key), process.env['CONTAINERS_REGISTRIES_CONF'] ?? '');
  });
  afterAll(async () => {
    await made?.remove();
    rmSync(top, { recursive: true, force: true });
  });
  const rehearse: RealUsers['rehearse'] = async (folder, words, when, pause = 0) => {
    const child = user().start(['rehearse', folder, '--engine', 'podman', ...words]);
    let [out, err, told] = ['', '', false];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      if (when === undefined || told || !err.includes(when)) return;
      told = true;
      setTimeout(() => child.kill('SIGINT'), pause);
    });
    return new Promise((resolve) => void child.once('close', (code) => resolve({ code, out, err })));
  };
  const held = (): readonly string[] => listHeld(user());
  const rehearseBase: RealUsers['rehearseBase'] = async (base) => {
    const folder = join(top, base);
    const words = [`base=${base}`, `image=${standIns[base].reference}`, 'ci=none'].flatMap((word) => ['--set', word]);
    runTool('node', [program, 'create', folder, ...words, '--defaults', '--quiet']);
    runTool('node', [program, 'pin', '--update', folder]);
    const own = user().bring(folder, base);
    const { out, err } = await rehearse(own, ['--all']);
    const { cells, verdict } = evidenceOf(own);
    return { said: `${err}\n${out}`, verdict, passed: cells.filter((cell) => cell.verdict === 'pass').length };
  };
  return { user, rehearse, evidenceOf, held, rehearseBase };
}

function evidenceOf(folder: string): RehearsalEvidence {
  return JSON.parse(readFileSync(join(folder, 'rehearsal/evidence.json'), 'utf8')) as RehearsalEvidence;
}

function listHeld(user: RealUser): readonly string[] {
  const networks = user.run('podman', ['network', 'ls', '--format', '{{.Name}}']).split('\n');
  return [
    user.run('podman', ['ps', '--all', '--quiet']),
    user.run('podman', ['volume', 'ls', '--quiet']),
    networks.filter((name) => name !== 'podman').join(),
    user.run('podman', ['images', '--quiet', '--filter', 'label=tre-container.rehearsal']),
    readdirSync(join(user.home, 'tmp'))
      .filter((name) => name.startsWith('containers-run-'))
      .join(),
  ];
}
