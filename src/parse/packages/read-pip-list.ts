import type { PackageList, PlaceFact } from '../../model/adopt/repository-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { readRequirements } from '../manifests/requirements.ts';
import { foldName } from '../../shared/fold-name.ts';

/** A list of pip's, with the lists that its `-r` lines name. */
export function readPip(
  path: string,
  text: string,
  files: ReadonlyMap<string, ProjectFile>,
): Omit<PackageList, 'path' | 'isSide'> | undefined {
  const packages: PackageList['packages'][number][] = [];
  const problems: PlaceFact[] = [];
  let locked = true;
  const visited = new Set<string>();
  const visit = (file: string, content: string): void => {
    if (visited.has(file) || visited.size > 50) return;
    visited.add(file);
    for (const { text: entry, line, pinned } of readRequirements(file, content, 'pip').packages) {
      const name = pipName(entry);
      if (name !== undefined) packages.push({ name, text: entry, line });
      locked &&= pinned;
      const what = pipProblem(entry);
      if (what !== undefined) problems.push({ what, location: { file, line } });
    }
    for (const [, other = ''] of content.matchAll(/^[ \t]*(?:-r|--requirement)[ \t=]+([^\s#]+)/gm)) {
      const place = joinPath(file, other);
      const next = files.get(place)?.text;
      if (next !== undefined) visit(place, next);
      else problems.push({ what: `names ${other}, which is not in the repository`, location: { file } });
    }
  };
  visit(path, text);
  // A text that only happens to have the name, such as a list of what users must bring.
  if (packages.length === 0 && !/^\s*(?:-|#|$)/.test(text)) return undefined;
  return { language: 'python', installer: 'pip', packages, locked: locked && packages.length > 0, problems };
}

/** `y` of `git+https://example.org/x/y.git@v1`. */
function lastOfAddress(address: string): string | undefined {
  const [path = ''] = address.replace(/^(?:\w+\+)?\w+:\/\/[^/]*\//, '').split(/[@#]/, 1);
  return /^[\w.-]+$/.exec(path.slice(path.lastIndexOf('/') + 1).replace(/\.git$/, ''))?.[0];
}

/** The package's name in one spelling: lower case, hyphens. Nothing for a path. */
export function pipName(requirement: string): string | undefined {
  const named = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\]\s*)?(?:[=<>!~;@ ]|$)/.exec(requirement)?.[1];
  const fromAddress = /#egg=([\w.-]+)/.exec(requirement)?.[1] ?? lastOfAddress(requirement);
  const name = named ?? (/^(?:git\+|https?:|git:)/.test(requirement) ? fromAddress : undefined);
  return name === undefined ? undefined : foldName(name);
}

/** Why a requirement cannot be had anywhere but where it was written. */
function pipProblem(entry: string): string | undefined {
  const local = /==\s*[\w.]+\+(?!cu\d|cpu)([\w.]+)/.exec(entry)?.[1];
  if (local !== undefined) return `${entry.trim()}: the local version +${local} is on no public index`;
  if (/^\.{0,2}(?:\/|$)|^\.\[/.test(entry))
    return `${entry.trim()}: a folder of the repository, which is not there yet when packages are installed`;
  if (/git:\/\//.test(entry)) return `${entry.trim()}: git:// is switched off at GitHub; write git+https://`;
  if (/@\s*file:\/\//.test(entry)) return `${entry.trim()}: a path of the machine that the list was written on`;
  if (/^(?:appnope|pywin32|pywinpty)\b/.test(entry)) return `${entry.trim()}: not for Linux`;
  if (/git\+/.test(entry) && !/@[0-9a-f]{7,40}/.test(entry)) return `${entry.trim()}: a repository without a commit`;
  return undefined;
}

/** `../b.txt` as seen from a file. */
export function joinPath(from: string, to: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of to.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
