import { spawn } from 'node:child_process';
import { neutralFolder } from '../git/run-git.ts';
import type { Credentials } from './find-credentials.ts';

/**
 * Asks `docker-credential-NAME get` for the credentials of a server, as docker and podman do.
 * Nothing when it has none; `missing` when there is no such program or it fails. What it prints is never shown.
 */
export async function runCredentialHelper(
  name: string,
  server: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Credentials | 'missing' | undefined> {
  if (!/^[\w.-]+$/.test(name)) return 'missing';
  const answer = await run(`docker-credential-${name}`, server, variables);
  if (answer === undefined) return 'missing';
  if (answer.status !== 0) return /credentials not found/i.test(answer.output) ? undefined : 'missing';
  try {
    const { Username: username, Secret: secret } = JSON.parse(answer.output) as Record<string, unknown>;
    if (typeof username !== 'string' || typeof secret !== 'string' || secret === '') return undefined;
    return username === '<token>' ? { identityToken: secret } : { username, password: secret };
  } catch {
    return 'missing';
  }
}

function run(
  program: string,
  input: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<{ status: number | null; output: string } | undefined> {
  return new Promise((resolve) => {
    // A helper may open a window and ask: it gets half a minute.
    const child = spawn(program, ['get'], {
      env: variables,
      // Not where the command was called from: Windows looks for programs in the current folder first.
      cwd: neutralFolder(),
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    // By a timer of our own: that of `spawn` goes on, and holds the process, where there is no such program.
    const timer = setTimeout(() => child.kill(), 30_000);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < 65_536) output += text;
    });
    child.on('error', () => (clearTimeout(timer), resolve(undefined)));
    child.on('close', (status) => (clearTimeout(timer), resolve({ status, output })));
    // A helper that ends without reading its input closes the pipe: its status says the rest.
    child.stdin.on('error', () => undefined).end(`${input}\n`);
  });
}
