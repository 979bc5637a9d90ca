import type { PackageTool } from '../../model/render/base.ts';
import { foldName } from '../../shared/fold-name.ts';
import { readRequirements } from '../../parse/manifests/requirements.ts';
import { pipName } from '../../parse/packages/read-pip-list.ts';
import { nameInCode, namesOnLine, writtenInCode } from '../answers/split-list.ts';

/** A package as an answer or a line of a list names it. */
export interface NamedPackage {
  /** As its index compares names. */
  readonly name: string;
  /** As it stands there. */
  readonly written: string;
  /** What stands behind the name: `==2.2.3`, `>=1,<2`; empty where nothing does. */
  readonly versions: string;
  /** False for an address, a folder or another list, which no other tool takes as it stands. */
  readonly isPlain?: false;
}

/** A package as pip, conda, R or Julia name it; nothing for what is no plain name with versions, as an address. */
export function readPackage(text: string): NamedPackage | undefined {
  const written = text.trim();
  const [plain = ''] = written.split(';', 1);
  const channel = plain.indexOf('::');
  const named = channel < 0 ? plain : plain.slice(channel + 2);
  const called = /^[A-Za-z0-9_][\w.-]*/.exec(named)?.[0];
  if (called === undefined) return undefined;
  const behind = named.slice(called.length).replaceAll(' ', '');
  const versions = behind.startsWith('[') ? behind.slice(behind.indexOf(']') + 1) : behind;
  return versions === '' || /^(?:[=<>!~][\w.*+!,|<>=~-]*|@[\d.-]+)$/.test(versions)
    ? { name: foldName(called), written, versions }
    : undefined;
}

/** The packages of a list as it stands in its file: requirements of pip, an environment of conda, or a script of R or Julia. What names another list or an address is among them, as it stands. */
export function readListed(list: string, text: string): readonly NamedPackage[] {
  if (/\.(?:R|jl)$/.test(list))
    return text.split(/\r?\n/).flatMap((line) => {
      const code = (line.split(/\s#/, 1)[0] ?? '').trim();
      const names = namesOnLine(code, nameInCode);
      const several = names.length > 1 ? code.split(',') : [code];
      return names.map((name, at) => ({
        name,
        written: writtenInCode(several[at]?.trim() ?? '') ?? name,
        versions: '',
      }));
    });
  const isConda = /\.ya?ml$/.test(list);
  const lists = (text.match(namesList) ?? []).map((line) => line.trim().replace(/^- +/, ''));
  // The reader of the list gives `.` for `-e .`.
  const folders = new Set(lists.map((line) => line.replace(/^\S+[\s=]+/, '')));
  return [
    ...readRequirements(list, text, isConda ? 'conda' : 'pip').packages.flatMap(({ text: entry }) =>
      folders.has(entry) ? [] : readEntry(entry),
    ),
    ...lists.map((line) => asWritten(line)),
  ];
}

/** Another list, or a folder that is installed. */
const namesList =
  /^[ \t]{0,20}(?:- {1,4})?(?:(?:-[rc]|--requirement|--constraint)[ \t=]|(?:-e|--editable)[ \t=]+\.)[^\r\n#]{0,500}/gm;

/** One entry of a list or of an answer; one that is no plain name is taken as it stands. */
export function readEntry(entry: string): NamedPackage {
  const [plain = ''] = entry.split(/\s--/, 1);
  const spelt = plain
    .replace(/ ?\(([^()]{1,100})\)$/, '$1')
    // conda's `numpy 1.26`.
    .replace(/^([\w.:-]{1,100}) +(?=\d)/, '$1=');
  const read = readPackage(spelt);
  return read === undefined ? asWritten(plain.trim()) : { ...read, written: plain.trim() };
}

function asWritten(written: string): NamedPackage {
  return { name: pipName(written) ?? written, written, versions: '', isPlain: false };
}

/** The one version that a package is held to; nothing where several would do. */
export function exactVersion({ versions }: NamedPackage): string | undefined {
  return /^(?:===|==|=|@)([\w.!+-]+)$/.exec(versions)?.[1];
}

/** The release whose every patch will do: conda's `=1.21`, or `==1.21.*`; nothing for another range. */
function heldRelease({ versions }: NamedPackage): string | undefined {
  return /^={1,2}([\d.]+)\.\*$/.exec(versions)?.[1] ?? /^=(\d+(?:\.\d+)?)$/.exec(versions)?.[1];
}

/** Whether an entry says which version is meant: one, or the patches of one release. */
export function namesVersion(entry: NamedPackage): boolean {
  return exactVersion(entry) !== undefined || heldRelease(entry) !== undefined;
}

/** Whether two entries name the same version, however each tool writes it. */
export function hasSameVersion(one: NamedPackage, other: NamedPackage): boolean {
  const held = heldRelease(one);
  if (held !== undefined && held === heldRelease(other)) return true;
  const [a, b] = [exactVersion(one), exactVersion(other)];
  return a === undefined || b === undefined ? one.versions === other.versions : a === b;
}

/** A package of Python as the installer of another base names it; nothing for what cannot be written so. `names`: pip's name -> conda's. */
export function spellFor(
  tool: PackageTool,
  { name, versions, isPlain }: NamedPackage,
  names: ReadonlyMap<string, string>,
): string | undefined {
  const isConda = tool === 'conda' || tool === 'mamba';
  if (isPlain === false || (!isConda && tool !== 'pip')) return undefined;
  const other = isConda ? names.get(name) : [...names].find(([, each]) => each === name)?.[0];
  const called = other ?? name;
  const [, sign, version] = /^(===|==|=)([\w.!+-]+)(?:=.*)?$/.exec(versions) ?? [];
  const held = isConda ? /^==([\d.]+)\.\*$/.exec(versions)?.[1] : undefined;
  // conda's `=1.2.3` is read as that version alone, `=1.2` as all of its patches.
  if (held !== undefined && held.split('.').length < 3) return `${called}=${held}`;
  if (version === undefined) return `${called}${isConda ? versions : versions.replace(/^=(?=[\d.]+\*$)/, '==')}`;
  if (isConda) return `${called}=${version.split('+', 1)[0] ?? ''}`;
  // conda's `=1.21` is every 1.21.
  return `${called}==${version}${sign === '=' && version.split('.').length < 3 ? '.*' : ''}`;
}
