import { execFileSync } from 'node:child_process';

/** Runs a program of the test equipment; throws with its output when it fails. */
export function runTool(
  program: string,
  words: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly directory?: string } = {},
): string {
  try {
    return execFileSync(program, words, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
      env: { ...process.env, ...options.env },
      cwd: options.directory,
    }).trim();
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string };
    throw new Error(
      `${program} ${words.join(' ').slice(0, 200)}: ${message.split('\n')[0]}\n${stdout.slice(-4000)}\n${stderr.slice(-4000)}`,
      { cause: error },
    );
  }
}
