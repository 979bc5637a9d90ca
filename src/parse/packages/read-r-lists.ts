import type { PackageList } from '../../model/adopt/repository-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { readRequirements } from '../manifests/requirements.ts';
import { toRecord } from '../../shared/json-shapes.ts';

type Found = Omit<PackageList, 'path' | 'isSide'> | undefined;

/** `renv.lock`; its R version is read by {@link readRenvVersion}. */
export function readRenvLock(_path: string, text: string): Found {
  const packages = readJsonTable(text)['Packages'];
  if (typeof packages !== 'object' || packages === null) return undefined;
  const names = Object.keys(packages);
  return {
    language: 'r',
    installer: 'renv',
    packages: names.map((name) => ({ name, text: name, line: 1 })),
    locked: true,
    problems: [],
  };
}

export function readRenvVersion(text: string): string | undefined {
  const version = toRecord(readJsonTable(text)['R'])['Version'];
  return typeof version === 'string' ? version : undefined;
}

/** `DESCRIPTION` of a package or a compendium: Depends, Imports, LinkingTo, from where Remotes says; nothing where it names no package. */
export function readDescription(
  _path: string,
  text: string,
  _files: ReadonlyMap<string, ProjectFile>,
  isStandard: (language: 'r', name: string) => boolean,
): Found {
  const packages: PackageList['packages'][number][] = [];
  const remotes = new Map<string, string>();
  let field = '';
  text.split(/\r?\n/).forEach((line, index) => {
    const head = /^([A-Za-z][\w@/]*):(.*)$/.exec(line);
    field = head?.[1] ?? field;
    if (field === 'Remotes')
      for (const entry of (head?.[2] ?? line).split(',')) {
        const remote = /^\s*(?:github::)?([\w-]+\/([A-Za-z][\w.]*)(?:@[\w.-]+)?)\s*$/.exec(entry);
        if (remote !== null) remotes.set(remote[2] ?? '', remote[1] ?? '');
      }
    if (!/^(?:Depends|Imports|LinkingTo)$/.test(field)) return;
    for (const entry of (head?.[2] ?? line).split(',')) {
      const name = /^\s*([A-Za-z][\w.]*)/.exec(entry)?.[1];
      if (name !== undefined && !isStandard('r', name)) packages.push({ name, text: entry.trim(), line: index + 1 });
    }
  });
  if (packages.length === 0) return undefined;
  const placed = packages.map((each) => ({ ...each, text: remotes.get(each.name) ?? each.text }));
  return { language: 'r', installer: 'description', packages: placed, locked: false, problems: [] };
}

/** A script that installs packages: `install.R`, `packages.R`. */
export function readInstallScript(path: string, text: string): Found {
  if (!/install|library|require|pacman|renv|BiocManager|remotes/.test(text)) return undefined;
  const packages = readRequirements(path, text, 'r').packages.map(({ text: entry, line }) => ({
    name: entry.replace(/^.*\//, '').replace(/@.*/s, ''),
    text: entry,
    line,
  }));
  if (packages.length === 0) return undefined;
  return { language: 'r', installer: 'r-script', packages, locked: false, problems: [] };
}

function readJsonTable(text: string): Readonly<Record<string, unknown>> {
  try {
    return toRecord(JSON.parse(text));
  } catch {
    return {};
  }
}
