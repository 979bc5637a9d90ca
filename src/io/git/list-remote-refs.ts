import { execFile } from 'node:child_process';
import type { RefFailure } from '../../model/check/action-tags.ts';
import { neutralFolder, noRepository } from './run-git.ts';

/**
 * Asks a GitHub repository (`owner/name`) for its refs by `git ls-remote`: commits by full name of the ref, those of annotated
 * tags under `...^{}`. `patterns` are refs, or patterns of refs. Nothing is asked of a person.
 */
export function listRemoteRefs(
  repository: string,
  patterns: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Map<string, string> | RefFailure> {
  // From a folder of the system's and outside every repository: the configuration of whatever folder the command was called from could send
  // the request elsewhere, or to a program. No terminal, no window and no helper may ask for a password: a public repository needs none.
  const env = {
    ...variables,
    ...noRepository(),
    // Whoever rewrites github.com to another protocol in their own configuration can say so in their own environment.
    GIT_ALLOW_PROTOCOL: variables['GIT_ALLOW_PROTOCOL'] ?? 'https',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GCM_INTERACTIVE: 'never',
    LC_ALL: 'C',
  };
  return new Promise((resolve) => {
    execFile(
      'git',
      ['ls-remote', '--', `https://github.com/${repository}`, ...patterns],
      { cwd: neutralFolder(), env, timeout: 20_000, maxBuffer: 8 * 1024 * 1024, windowsHide: true },
      (error, out, errors) => {
        if (error === null) resolve(readListing(out));
        else resolve(describeFailure(String(error.code), error.killed === true, errors));
      },
    );
  });
}

function readListing(out: string): Map<string, string> {
  const lines = out.split('\n').map((line) => /^([0-9a-f]{40})\t(.+)$/.exec(line));
  return new Map(lines.flatMap((found) => (found === null ? [] : [[found[2] ?? '', found[1] ?? '']])));
}

function describeFailure(code: string, isLate: boolean, errors: string): RefFailure {
  if (code === 'ENOENT')
    return { kind: 'no git', failed: 'git is not installed, and actions are looked up with it', fix: 'install git' };
  if (isLate) return { kind: 'unreachable', failed: 'github.com does not answer' };
  if (
    /could not resolve|failed to connect|couldn't connect|network is unreachable|connection (?:refused|timed out)|connect tunnel failed/i.test(
      errors,
    )
  )
    return { kind: 'unreachable', failed: 'github.com cannot be reached' };
  if (
    /could not read username|authentication failed|repository not found|repository '[^']*' not found|does not (?:appear to be a git repository|exist)/i.test(
      errors,
    )
  )
    return {
      kind: 'denied',
      failed: 'github.com has no such public repository',
      fix: 'check the name; pin an action of a private repository by hand',
    };
  if (/transport '[^']*' not allowed/.test(errors))
    return {
      kind: 'failing',
      failed: 'your git configuration rewrites https://github.com to another protocol, and only https is used',
      fix: 'allow it for this command: GIT_ALLOW_PROTOCOL=https:ssh',
    };
  return { kind: 'failing', failed: 'git ls-remote fails', fix: 'run git ls-remote on the repository to see why' };
}
