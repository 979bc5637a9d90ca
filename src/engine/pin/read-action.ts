import type { ActionPlace, OpenPlace } from '../../model/pin/pin.ts';

/** The value of a `uses:` with its surroundings. */
export interface WrittenAction {
  readonly file: string;
  readonly line: number;
  readonly value: string;
  /** Where the value stands, without quotes. */
  readonly at: number;
  readonly text: string;
  /** Offset behind the value, quotes included. */
  readonly after: number;
}

const remote = /^([A-Za-z0-9][A-Za-z0-9-]{0,38}\/[\w.-]{1,100})((?:\/[^@\s]+)?)@([^\s@]+)$/;
// A tag or a branch that `git ls-remote` can be asked for: neither an option nor a pattern.
const askable = /^\w[\w./+-]{0,199}$/;

/** Reads `owner/name[/path]@ref`; nothing for an action of the project itself. `docker://` is an image. */
export function readAction(
  written: WrittenAction,
): ActionPlace | OpenPlace | { readonly kind: 'docker'; readonly at: number; readonly name: string } | undefined {
  const { file, line, value, at } = written;
  if (/^\.{1,2}\//.test(value)) return undefined;
  const docker = /^docker:\/\//.exec(value)?.[0].length;
  if (docker !== undefined) return { kind: 'docker', at: at + docker, name: value.slice(docker) };
  const [, repository = '', , ref = ''] = remote.exec(value) ?? [];
  if (repository === '' || !askable.test(ref))
    return { kind: 'open', file, line, text: value, reason: 'it is no action of the form owner/name@ref' };
  const common = {
    kind: 'action',
    file,
    line,
    text: value,
    repository,
    refAt: { start: at + value.length - ref.length, end: at + value.length },
  } as const;
  const rest = written.text.slice(written.after).split('\n', 1)[0] ?? '';
  const noted = readNotedVersion(rest);
  if (/^[0-9a-f]{40}$/.test(ref)) return { ...common, commit: ref, ...(noted === undefined ? {} : { ref: noted }) };
  // In `{ uses: a/b@v1, with: ... }` a comment would swallow the rest of the line.
  const hasRoom = /^\s*(?:#|$)/.test(rest);
  return { ...common, ref, ...(noted === ref || !hasRoom ? {} : { commentAt: written.after }) };
}

/** The version in a comment behind the value: `# v4.1.0`, `# tag=v4.1.0`, `# main`. */
function readNotedVersion(rest: string): string | undefined {
  const [, word = ''] = /^[ \t]+#\s*(?:tag=)?(\S+)/.exec(rest) ?? [];
  return /^v?\d[\w.+-]*$|^(?:main|master)$/.test(word) ? word : undefined;
}
