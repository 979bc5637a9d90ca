import { spawn } from 'node:child_process';

/** What a process did. */
export interface Done {
  /** Exit status; undefined when it was stopped because its time was over. */
  readonly status: number | undefined;
  readonly stdout: string;
  /** Both streams, for messages. */
  readonly output: string;
  readonly milliseconds: number;
}

interface Options {
  readonly cwd?: string;
  /** Added to this process's own environment. */
  readonly variables?: Readonly<Record<string, string>>;
  /** After this time the process and its children are stopped. */
  readonly milliseconds?: number;
}

/** Runs a command to its end or to the end of its time. A command that does not exist has status 127. */
export async function run(
  command: string,
  args: readonly string[],
  { cwd, variables, milliseconds = 60_000 }: Options = {},
): Promise<Done> {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let stdout = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  let over = false;
  const timer = setTimeout(() => {
    over = true;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, milliseconds);
  const status = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 1));
  });
  clearTimeout(timer);
  return { status: over ? undefined : status, stdout, output, milliseconds: performance.now() - started };
}
