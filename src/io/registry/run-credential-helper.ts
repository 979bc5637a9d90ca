import { spawn } from 'node:child_process';
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
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: 30_000,
      windowsHide: true,
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < 65_536) output += text;
    });
    child.on('error', () => resolve(undefined));
    child.on('close', (status) => resolve({ status, output }));
    // A helper that ends without reading its input closes the pipe: its status says the rest.
    child.stdin.on('error', () => undefined).end(`${input}\n`);
  });
}
