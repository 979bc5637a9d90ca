import type { PackageList, PlaceFact } from '../../model/adopt/repository-facts.ts';
import { readRequirements } from '../manifests/requirements.ts';
import { pipName } from './read-pip-list.ts';

/** An environment of conda's; its items of pip too. */
export function readConda(path: string, text: string): Omit<PackageList, 'path' | 'isSide'> | undefined {
  if (!/^dependencies[ \t]*:/m.test(text) || /^(?:apiVersion|jobs|services|on)[ \t]*:/m.test(text)) return undefined;
  const entries = readRequirements(path, text, 'conda').packages;
  const packages = entries.flatMap(({ text: entry, line }) => {
    const name = /^(?:[\w./-]+::?)?([\w.-]+)/.exec(entry)?.[1];
    const isAddress = /^(?:git\+|https?:)/.test(entry);
    const found = isAddress ? pipName(entry) : name?.toLowerCase().replaceAll('_', '-');
    return found === undefined ? [] : [{ name: found, text: entry, line }];
  });
  const problems: PlaceFact[] = [];
  const built = entries.find(({ text: entry }) => /^[\w.-]+=[\w.]+=[\w.]+$/.test(entry));
  if (built !== undefined)
    problems.push({
      what: `an export with builds (${built.text}), which only fits the system it was made on`,
      location: { file: path, line: built.line },
    });
  text.split('\n').forEach((line, index) => {
    if (/^prefix[ \t]*:/.test(line))
      problems.push({
        what: 'prefix: names a folder of the machine that it was exported on',
        location: { file: path, line: index + 1 },
      });
  });
  const isR = packages.some(({ name }) => name === 'r-base') && !packages.some(({ name }) => name === 'python');
  return {
    language: isR ? 'r' : 'python',
    installer: 'conda',
    packages: isR
      ? packages.map((each) => ({ ...each, name: each.name.replace(/^(?:r|bioconductor)-/, '') }))
      : packages,
    locked: entries.length > 0 && entries.every(({ pinned }) => pinned),
    problems,
  };
}
