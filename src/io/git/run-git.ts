import { join, parse } from 'node:path';

/** Milliseconds: a configuration or a working tree on a dead network drive must not hold up a run. */
const patience = 3000;
/** Bytes of an answer that is read. */
const most = 16 * 1024 * 1024;

/** What a git process is given beside its words. */
export interface GitCall {
  /** Text for its standard input. */
  readonly input?: string;
  /** Its working tree; without one it sees no repository at all. */
  readonly repository?: string;
}

/**
 * Runs git so that nothing in a project takes part, and gives its output; nothing where there is no git, or it fails or is late.
 * It starts in a folder of the system's, since Windows looks for programs in the current folder first. A repository is named by `-C`; then
 * no monitor, hook or transport that its configuration names may run, and a folder that only looks like a repository (bare, inside a working
 * tree) is not taken for one. The words must be those of a command that runs no filter: it must not read files of the working tree.
 */
export async function runGit(
  words: readonly string[],
  { input, repository }: GitCall = {},
): Promise<string | undefined> {
  const { execFile } = await import('node:child_process');
  const inside = repository === undefined ? [] : ['-C', repository, ...shutOut];
  const env = { ...process.env, ...safeVariables, ...(repository === undefined ? noRepository() : {}) };
  return new Promise((resolve) => {
    const options = {
      cwd: neutralFolder(),
      env,
      encoding: 'utf8',
      timeout: patience,
      maxBuffer: most,
      windowsHide: true,
    } as const;
    const child = execFile('git', [...inside, ...words], options, (error, out) =>
      resolve(error === null ? out : undefined),
    );
    child.stdin?.on('error', () => undefined).end(input ?? '');
  });
}

/** Settings that a repository's own configuration could use to start a program, overruled. */
const shutOut = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'safe.bareRepository=explicit',
  '-c',
  'core.sshCommand=false',
];

/** No transport at all, above all no `ext::`, to fetch what a partial clone left out; and nothing that waits for a person. */
const safeVariables = {
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_LAZY_FETCH: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
};

/** Below a file there can be no folder, so that git finds no repository whatever lies around. */
export function noRepository(): { readonly GIT_DIR: string } {
  return { GIT_DIR: join(process.execPath, 'none') };
}

/** A folder in which nobody but the system's owner can put a program or a repository. */
export function neutralFolder(): string {
  return parse(process.execPath).root;
}
