import { condaNames } from '../adopt/conda-names.ts';
import { modulesWithoutPackage, pythonStandard } from '../adopt/libraries.ts';
import { spellInJulia } from '../software/julia-names.ts';
import { spellInR } from '../software/r-names.ts';
import type { PackageTool } from '../../model/render/base.ts';
import { packageName } from '../../model/text/package-name.ts';

interface Notation {
  readonly pattern: RegExp;
  /** How most entries look, where `pattern` is long: it takes nothing that `pattern` refuses. To ready the long one takes longer than to render a project. */
  readonly plain?: RegExp;
  /** The notation in words, for a person whose package was refused. */
  readonly rule: string;
  /** Of an entry that the pattern takes: there is no such package. */
  readonly isAbsent?: (entry: string) => boolean;
  /** Of an entry that the pattern takes: it comes with the language. */
  readonly isStandard?: (entry: string) => boolean;
  /** Files that list packages, which the pattern may take for the name of one. */
  readonly isFile?: RegExp;
  /** What a refused entry should have been, where that can be told. */
  readonly meant?: (entry: string) => string | undefined;
}

const version = '[A-Za-z0-9*][A-Za-z0-9.*+!_-]*';
const pipName = '[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?';
const pipExtras = '(?: ?\\[[A-Za-z0-9._-]+(?: ?, ?[A-Za-z0-9._-]+)*\\])?';
/**
 * As PEP 440 has it, with `.*` at the end; `1.1O.0` is none. No character can be taken in two ways (`-` before letters or before digits, `rc` whole),
 * since several versions may follow each other.
 */
const pipVersion =
  '(?:[Vv]?(?:[0-9]+!)?[0-9]+(?:\\.[0-9]+)*(?:-[0-9]+)?(?:[._-]?(?:[Aa][Ll][Pp][Hh][Aa]|[Aa]|[Bb][Ee][Tt][Aa]|[Bb]|[Pp][Rr][Ee][Vv][Ii][Ee][Ww]|[Pp][Rr][Ee]|[Rr]?[Cc]|[Pp][Oo][Ss][Tt]|[Rr][Ee][Vv]|[Rr](?![Cc])|[Dd][Ee][Vv])(?:[._-]?[0-9]+(?:-[0-9]+)?)?){0,3}(?:\\+[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*)?(?:\\.\\*)?)';
const pipVersions = `(?: ?(?:===|==|~=|!=|<=|>=|<|>) ?${pipVersion}(?: ?, ?(?:===|==|~=|!=|<=|>=|<|>) ?${pipVersion})*)?`;
const pipLink = ' ?@ ?(?:git\\+)?https://[A-Za-z0-9._~/@%+#&=-]+';
/** It compares, and what it compares with stands in quotation marks. */
const pipMarker = '(?: ?; ?(?=[^;]*["\'])(?=[^;]*(?:[<>=!~]| in ))[A-Za-z0-9_ .\'"()<>=!~]+)?';

/** `ruamel.yaml` is a package. */
const listFile = /^(?:[\w.-]+\.(?:txt|lock|toml|yml)|environment[\w.-]*\.yaml|requirements[\w.-]*\.in)$/i;

/** A module that comes with Python; one on a condition is for an older one. */
const isStandardModule = (entry: string): boolean =>
  !entry.includes(';') && pythonStandard.has(/^\w+(?=$|[ =<>!~])/.exec(entry)?.[0] ?? '');

/** Libraries of C that conda has under the name of a module of Python. */
const condaLibraries: ReadonlySet<string> = new Set(['readline', 'yaml', 'zlib']);

const conda: Notation = {
  isFile: listFile,
  pattern: new RegExp(
    `^(?:[A-Za-z0-9_.-]+::)?[A-Za-z0-9_][A-Za-z0-9_.-]*(?: ?(?:==|=|!=|~=|<=|>=|<|>) ?${version}(?:[,|](?:==|!=|~=|<=|>=|<|>)?${version})*(?:=[A-Za-z0-9_.*]+)?)?$`,
  ),
  rule: 'write a conda specification, e.g. pandas=2.2.3, conda-forge::lifelines or "numpy>=1.26,<2"; one that only git has stands in environment.yml below "- pip:", as NAME @ git+https://HOST/PATH@COMMIT',
  isAbsent: (entry) => modulesWithoutPackage.has(packageName(entry)) && !condaLibraries.has(packageName(entry)),
  isStandard: (entry) => isStandardModule(entry) && !condaLibraries.has(packageName(entry)),
  // As environments write it too.
  meant: (entry) => {
    const packaged = modulesWithoutPackage.get(packageName(entry));
    if (packaged !== undefined) return entry.replace(/^(?:[\w.-]+::)?[\w.-]+/, condaNames.get(packaged) ?? packaged);
    const [, name, exact] = /^([\w.:-]+) (\d[\w.*]*)$/.exec(entry) ?? [];
    return name === undefined ? undefined : `${name}=${exact ?? ''}`;
  },
};

const rName = '[A-Za-z][A-Za-z0-9.]*[A-Za-z0-9]';
const rVersion = '[0-9]+(?:[.-][0-9]+)*';
const onGithub = /^(?:github::|(?:git\+)?https:\/\/github\.com\/)?([\w-]+)\/([\w.-]+?)(?:\.git)?\/?(?:[@#]([\w.-]+))?$/;

/** A package of CRAN or Bioconductor, in one version or none. */
const inR = new RegExp(`^((?:bioc::)?)(${rName})((?:@${rVersion})?)$`);

/** As renv and remotes write them. */
const r: Notation = {
  isFile: /^(?!renv\.lock$)[\w.-]+\.(?:txt|lock|toml|ya?ml)$/i,
  pattern: new RegExp(
    `^(?:${rName}(?:@${rVersion})?|bioc::${rName}|[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]+@[0-9a-f]{40})$`,
  ),
  isAbsent: (entry) => spellInR(inR.exec(entry)?.[2] ?? '') !== undefined,
  rule: "write data.table for CRAN's package in the version of the image's day, data.table@1.17.0 for one version, bioc::DESeq2 for Bioconductor's, OWNER/REPOSITORY@COMMIT with all 40 digits for one on GitHub, or renv.lock for all that your lock file names, from GitLab and other places too; a package of your own lies as code in src/",
  meant: (entry) => {
    const [, source = '', written = '', exactly = ''] = inR.exec(entry) ?? [];
    const spelt = spellInR(written);
    if (spelt !== undefined) return `${source}${spelt}${exactly}`;
    const [, owner, repository, ref = ''] = onGithub.exec(entry) ?? [];
    if (repository !== undefined) return `${owner}/${repository}@${/^[0-9a-f]{40}$/.test(ref) ? ref : 'COMMIT'}`;
    // The release of Bioconductor goes with the image's R: no package of it has a version of its own.
    const [, ofBioconductor] = new RegExp(`^bioc::(?:[\\w.]+/)?(${rName})(?:@.*)?$`).exec(entry) ?? [];
    if (ofBioconductor !== undefined) return `bioc::${ofBioconductor}`;
    const [, archived, its] =
      new RegExp(`^https?://.*/(${rName})_(${rVersion})\\.(?:tar\\.gz|zip|tgz)$`).exec(entry) ?? [];
    if (archived !== undefined) return `${archived}@${its}`;
    const [, name, operator, exact] =
      new RegExp(`^(?:(?:cran|any|standard)::)?(${rName}) ?(?:\\(?(==?|@|[<>~]=?) ?v?(${rVersion})\\)?)?$`).exec(
        entry,
      ) ?? [];
    return name === undefined
      ? undefined
      : exact === undefined || /[<>~]/.test(operator ?? '')
        ? name
        : `${name}@${exact}`;
  },
};

const juliaName = '[A-Za-z][A-Za-z0-9_]*';
const juliaVersion = '[0-9]+(?:\\.[0-9]+){0,2}';

const julia: Notation = {
  pattern: new RegExp(
    `^(?:${juliaName}(?:@${juliaVersion})?|[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]+\\.jl@[0-9a-f]{40}|Manifest(?:-v\\d+\\.\\d+)?\\.toml)$`,
  ),
  rule: 'write a package of the General registry with its version, e.g. CSV@0.10.15, OWNER/Name.jl@COMMIT with all 40 digits for one on GitHub, or Manifest.toml for all that your project names',
  isAbsent: (entry) => spellInJulia(/^\w+(?=$|@)/.exec(entry)?.[0] ?? '') !== undefined,
  meant: (entry) => {
    const [, owner, repository = '', ref = ''] = onGithub.exec(entry) ?? [];
    if (owner !== undefined)
      return `${owner}/${repository.replace(/\.jl$/, '')}.jl@${/^[0-9a-f]{40}$/.test(ref) ? ref : 'COMMIT'}`;
    const [, written, exact] =
      new RegExp(`^(${juliaName})(?:\\.jl)?(?: ?[@=^~]=? ?v?(${juliaVersion}))?$`).exec(entry) ?? [];
    if (written === undefined) return undefined;
    const name = spellInJulia(written) ?? written;
    return exact === undefined ? name : `${name}@${exact}`;
  },
};

/** How each package tool writes one package. Options, paths and anything that could start a second line are left out on purpose. */
export const packageNotations: Readonly<Record<PackageTool, Notation>> = {
  pip: {
    isFile: listFile,
    pattern: new RegExp(`^${pipName}${pipExtras}(?:${pipLink}|${pipVersions})${pipMarker}$`),
    plain: /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?:(?:==|>=|<=|~=|!=)[0-9]+(?:\.[0-9]+)*)?$/,
    rule: 'write one requirement of pip, e.g. pandas==2.2.3, "numpy>=1.26,<2" or uvicorn[standard]==0.32.0',
    isAbsent: (entry) => modulesWithoutPackage.has(packageName(entry)),
    isStandard: isStandardModule,
    meant: (entry) => {
      const [, written = entry, exact] =
        /^([A-Za-z0-9][\w.-]*(?:\[[\w,-]+\])?)(?: ?[=@] ?| )v?(\d[\w.]*)$/.exec(entry) ?? [];
      const packaged = modulesWithoutPackage.get(packageName(written));
      const name = packaged === undefined ? written : written.replace(/^[\w.-]+/, packaged);
      if (exact !== undefined) return `${name}==${exact}`;
      if (packaged !== undefined) return /[ ;]/.test(name) ? undefined : name;
      const [, linked, commit] =
        /^git\+https:\/\/[^\s@]*?\/([A-Za-z0-9._-]+?)(?:\.git)?(?:@([\w.-]+))?$/.exec(entry) ?? [];
      if (linked === undefined) return undefined;
      return `${linked} @ ${commit === undefined ? `${entry}@COMMIT` : entry}`;
    },
  },
  'install2.r': r,
  Pkg: julia,
  conda,
  mamba: conda,
};

/** A command, or a line of a program, that was pasted. */
const pasted = /^(?:(?:python3? -m )?pip3? install|(?:conda|mamba|micromamba) install|import) (?:-{1,2}[\w-]+ ){0,9}/;

/** Entries that are each several packages with a blank or a semicolon between them, or a pasted command, and how they are written; nothing where one of them is something else. */
export function findSeveral(
  entries: readonly string[],
  isWritten: (entry: string) => boolean,
  meant: (entry: string) => string | undefined = () => undefined,
): { readonly what: string; readonly fix: string } | undefined {
  // A condition of pip that was not written as it reads it.
  if (entries.some((entry) => /; ?(?:python_|sys_platform|platform_|os_name|extra|implementation_)/.test(entry)))
    return undefined;
  const isPasted = entries.some((entry) => pasted.test(entry));
  const parts = entries.map((entry) =>
    entry
      .replace(pasted, '')
      .split(/[ ;]+/)
      .filter((part) => part !== ''),
  );
  // `numpy 1.26` is one.
  const nameOf = (part: string): string | undefined =>
    /^\d[\d.*]*$/.test(part) ? undefined : (meant(part) ?? (isWritten(part) ? part : undefined));
  const names = parts.map((each) => each.map(nameOf));
  const isKnown = names.every((each) => each.length > (isPasted ? 0 : 1) && !each.includes(undefined));
  if (!isKnown) return undefined;
  const all = names.flat();
  return {
    what: `${entries.map((entry) => JSON.stringify(entry)).join(', ')} ${isPasted ? 'is a command, and no package' : entries.length === 1 ? 'is more than one package' : 'are more than one package'}`,
    fix: all.length === 1 ? `write ${all.join('')}` : `write a comma between two: ${all.join(',')}`,
  };
}

/** What to write in the place of refused entries; nothing where that cannot be told. */
export function describeMeant(meant: readonly string[]): string | undefined {
  const entries = meant.map((entry) => JSON.stringify(entry)).join(', ');
  return meant.length === 0 ? undefined : `write ${entries}${askCommit(meant)}`;
}

/** How to come by the digits that stand for COMMIT. */
function askCommit(meant: readonly string[]): string {
  const [written] = meant.flatMap((each) => (each.endsWith('@COMMIT') ? each.slice(0, -'@COMMIT'.length) : []));
  if (written === undefined) return '';
  const at = written.indexOf('git+https:');
  const place = at < 0 ? `https://github.com/${written}` : written.slice(at + 'git+'.length);
  return `, with the 40 digits of a commit in the place of COMMIT: \`git ls-remote ${place} HEAD\` prints those of the newest`;
}
