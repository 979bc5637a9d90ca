import { spawnSync } from 'node:child_process';
import { inject } from 'vitest';

/** What a program said, and how it ended. */
export interface ToolRun {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs a tool in a folder, with the pinned tools first in PATH and nothing of the machine's own settings that changes what they say.
 * Throws when the tool could not be started: a missing tool is no clean result.
 */
export function runTool(
  folder: string,
  tool: string,
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): ToolRun {
  const run = spawnSync(tool, words, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { HOME: process.env['HOME'], LANG: 'C.UTF-8', PATH: inject('toolPath'), NO_COLOR: '1', ...variables },
  });
  if (run.error !== undefined) throw run.error;
  return { status: run.status ?? 128, out: run.stdout, err: run.stderr };
}

/** What a tool found, as `status 0` and nothing else when it is content. */
export function verdictOf({ status, out, err }: ToolRun): string {
  return [`status ${status}`, out.trim(), err.trim()].filter((part) => part !== '').join('\n');
}
