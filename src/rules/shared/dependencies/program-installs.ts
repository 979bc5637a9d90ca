import type { Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import { argumentOf, type Call, isCallOf, type ProgramFacts } from '../../../model/programs/program-facts.ts';
import { choicesOf, textOf, type Value } from '../../../model/programs/value.ts';
import { describesArchive } from '../../../parse/placed/installed-r.ts';
import { spellInJulia } from '../../../catalog/software/julia-names.ts';
import { juliaStandard } from '../../../catalog/adopt/libraries.ts';
import { readJuliaTables } from '../../../parse/packages/read-julia-project.ts';
import { isFixedAddress, isFixedRef, isPinned } from '../../../parse/manifests/is-pinned.ts';
import { lineEnds } from '../../../parse/text/line-ends.ts';
import { once } from '../once.ts';
import type { Dependencies, Subject } from './find-dependencies.ts';
import { locateFile } from './locate-file.ts';
import { findJuliaProject } from '../julia/julia-project.ts';
import type { Named } from './package-lists.ts';
import { trimEnd } from '../../../shared/trim-end.ts';

const nothing: Dependencies = { named: [], locks: [], dated: [], missing: [] };

/** A repository as of a day. */
const day = /https?:\/\/(?:(?!https?:)\S)*\d{4}-\d{2}-\d{2}/;
export const isDated = (text: string): boolean => day.test(text);

/**
 * Whether CRAN is that of a day where no command says otherwise: the base fixes it and is itself fixed by a digest (the day that a tag of
 * Rocker means moves until the next version is out), or the Dockerfile names a dated repository.
 */
export function hasSnapshot({ image, dockerfile }: Subject): boolean {
  return (
    (image.known?.snapshot === true && image.from.image?.digest !== undefined) ||
    once(dockerfile, 'a dated repository', () => isDated(dockerfile.text))
  );
}

/** What a program that the build runs installs: R's and Julia's own installers. */
export function readProgramInstalls(
  program: ProgramFacts,
  run: Instruction | undefined,
  subject: Subject,
): Dependencies {
  const parts = program.calls.map((call) =>
    program.language === 'r'
      ? readR(call, program, { run, subject })
      : program.language === 'julia'
        ? readJulia(call, program, { run, subject })
        : nothing,
  );
  return {
    named: parts.flatMap(({ named }) => named),
    locks: parts.flatMap(({ locks }) => locks),
    dated: parts.flatMap(({ dated }) => dated),
    missing: parts.flatMap(({ missing }) => missing),
  };
}

interface Context {
  readonly run: Instruction | undefined;
  readonly subject: Subject;
}

/** Texts of an argument: one, those of a list, or of `c(...)`. */
function textsOf(value: Value | undefined): readonly string[] {
  return choicesOf(value).flatMap((each) =>
    each.kind === 'list' ? each.items.flatMap(textsOf) : (textOf(each) ?? []),
  );
}

/** Names that a function takes without quotes: `p_load(dplyr, "sf")`. */
const symbolsOf = ({ positional }: Call): readonly string[] =>
  positional.flatMap((value) => (value.kind === 'symbol' ? [value.name] : textsOf(value)));

const addressesOf = (value: Value | undefined): readonly string[] =>
  textsOf(value).filter((text) => text.includes('://'));

/** Repositories that the program sets for all that it installs. */
function addressesSet({ calls }: ProgramFacts): readonly string[] {
  return calls.flatMap((call) =>
    call.callee === 'options' ? addressesOf(argumentOf(call, undefined, ['repos'])) : [],
  );
}

const githubs = ['install_github', 'install_gitlab', 'install_bitbucket', 'install_git'];

function readR(call: Call, program: ProgramFacts, { run, subject }: Context): Dependencies {
  const is = (...names: readonly string[]): boolean =>
    names.some(
      (name) =>
        ['remotes', 'devtools', 'utils', 'BiocManager', 'pak', 'renv'].some((library) =>
          isCallOf(call, `${library}::${name}`, program),
        ) ||
        call.callee === name ||
        call.callee.endsWith(`::${name}`),
    );
  const name = (texts: readonly string[], isFixed: (text: string) => boolean): Dependencies => ({
    ...nothing,
    named: texts.map((text): Named => ({ text, file: program.path, line: call.line, pinned: isFixed(text) })),
  });
  const first = textsOf(call.positional[0] ?? argumentOf(call, undefined, ['pkgs', 'pkg', 'package', 'repo']));
  const given = addressesOf(argumentOf(call, 1, ['repos']));
  const repos = given.length > 0 ? given : addressesSet(program);
  const fixedByDay =
    repos.length > 0 ? repos.every(isDated) : hasSnapshot(subject) || program.texts.some(({ text }) => isDated(text));
  if (is('install.packages')) {
    const dated = fixedByDay ? [{ file: program.path, line: call.line }] : [];
    if (first.length === 0) return { ...refuseVersions({ ...nothing, named: findVersioned(program, call) }), dated };
    return refuseVersions(
      name(
        first.filter((text) => !/\.(?:tar\.gz|zip)$|^\//.test(text)),
        () => fixedByDay,
      ),
    );
  }
  if (
    is('biocLite') ||
    call.callee === 'BiocManager::install' ||
    (call.callee === 'install' && program.imports.some((each) => each.name === 'BiocManager'))
  )
    return name(first, (text) => isPinned(text, 'r') || hasRelease(call, subject));
  const ofRemotes = remoteInstall(call, is, subject, fixedByDay);
  if (ofRemotes !== undefined) return name(first, ofRemotes);
  if (is('p_install', 'p_load')) return name(symbolsOf(call), () => fixedByDay);
  if (is('pkg_install', 'pak'))
    return name(first, (text) => isPinned(text, 'r') || (!text.includes('/') && fixedByDay));
  if (is('restore')) return readLock(lockOf(call), call, program, { run, subject });
  if (is('install_deps', 'install_dev_deps', 'install_local') || call.callee === 'devtools::install')
    return readDescription(first[0] ?? '.', { run, subject }, fixedByDay);
  return nothing;
}

/** What one of the installers of remotes, devtools and pak asks of a name that has a version; nothing for another call. */
function remoteInstall(
  call: Call,
  is: (...names: readonly string[]) => boolean,
  subject: Subject,
  fixedByDay: boolean,
): ((text: string) => boolean) | undefined {
  if (is(...githubs)) {
    const ref = textOf(argumentOf(call, undefined, ['ref']));
    return (text) => isFixedRef(ref ?? /[@#](.+)/s.exec(text)?.[1] ?? '');
  }
  if (is('install_cran')) return () => fixedByDay;
  if (is('install_bioc')) return (text) => /^\d/.test(text) || isPinned(text, 'r') || hasRelease(call, subject);
  if (is('install_url', 'install_svn')) return isFixedAddress;
  const version = textOf(argumentOf(call, 1, ['version']));
  return is('install_version') ? () => fixedByDay || version?.startsWith('>') === false : undefined;
}

/** Bioconductor holds its packages to a release, which the call names, or the tag of its own image. */
function hasRelease(call: Call, { image }: Subject): boolean {
  const version = textOf(argumentOf(call, undefined, ['version']));
  if (version !== undefined) return /^\d/.test(version);
  const { canonicalRepository = '', tag = '' } = image.from.image ?? {};
  return /^bioconductor\/bioconductor(?:_\w+)?$/.test(canonicalRepository) && /^(?:RELEASE_)?\d+[._]\d+/.test(tag);
}

/** install.packages() knows names alone. */
function refuseVersions({ named, ...others }: Dependencies): Dependencies {
  const refused = 'is no name for install.packages(), which knows no versions: the build ends there';
  return { ...others, named: named.map((each) => (/^[\w.]+@/.test(each.text) ? { ...each, refused } : each)) };
}

/** Names with a version in a program that computes what it installs in its last such call, where no installer that knows versions is called. */
function findVersioned({ texts, calls, path: file }: ProgramFacts, call: Call): readonly Named[] {
  if (calls.findLast(({ callee }) => callee.endsWith('install.packages')) !== call) return [];
  if (calls.some(({ callee }) => /^(?:pak|renv)(?:::|$)|pkg_install$/.test(callee))) return [];
  return texts.flatMap(({ text, line }) =>
    /^[A-Za-z][\w.]*@\d[\w.-]*$/.test(text) ? [{ text, file, line, pinned: false }] : [],
  );
}

function readJulia(call: Call, program: ProgramFacts, { run, subject }: Context): Dependencies {
  if (call.callee === 'Pkg.instantiate') return readJuliaProject(call, program, { run, subject });
  if (!/^(?:Pkg\.add|(?:Pkg\.)?PackageSpec)$/.test(call.callee)) return nothing;
  const version = argumentOf(call, undefined, ['version', 'rev']);
  const texts = [...textsOf(call.positional[0]), ...textsOf(argumentOf(call, undefined, ['name', 'url']))];
  const isComputed = call.callee === 'Pkg.add' && texts.length === 0 && call.positional[0]?.kind === 'symbol';
  if (isComputed) {
    const missing = `${program.path} (line ${String(call.line)}, Pkg.add of a name that is put together)`;
    return { ...nothing, missing: [{ path: missing, location: { file: program.path, line: call.line } }] };
  }
  return {
    ...nothing,
    named: texts.map((text) => ({
      text,
      file: program.path,
      line: call.line,
      pinned: version !== undefined || isPinned(text, 'julia'),
      ...refuseSpelling(text),
    })),
  };
}

/** Julia compares names as they stand. */
function refuseSpelling(text: string): Pick<Named, 'refused'> {
  const spelt = spellInJulia(/^\w+(?=$|@)/.exec(text)?.[0] ?? '');
  return spelt === undefined
    ? {}
    : { refused: `is called ${spelt}, and Julia tells small letters from capitals: the build ends there` };
}

/** What the project names, and the Manifest beside it; where there is none, `[compat]` bounds the versions. */
function readJuliaProject(call: Call, program: ProgramFacts, { run, subject }: Context): Dependencies {
  const project = run === undefined ? undefined : findJuliaProject(call, program, run, subject);
  const text = project === undefined ? undefined : subject.facts.byPath.get(project)?.text;
  if (project === undefined || text === undefined) return readLock('Manifest.toml', call, program, { run, subject });
  const manifest = project.replace(/Project\.toml$/, 'Manifest.toml');
  const { copied, passed } = subject.dockerfile.context;
  const isLocked = [...copied, ...passed].some(({ path }) => path === manifest);
  const { deps, compat } = readJuliaTables(text);
  return {
    ...nothing,
    locks: isLocked ? [manifest] : [],
    named: [...deps]
      .filter(([name]) => !juliaStandard.has(name))
      .map(([name, line]) => ({ text: name, file: project, line, pinned: isLocked || compat.has(name) })),
  };
}

/** `renv::restore(lockfile = "/app/renv.lock")`, or of the project that is named, or worked in. */
function lockOf(call: Call): string {
  const project = textOf(argumentOf(call, 0, ['project']));
  const beside = project === undefined ? 'renv.lock' : `${trimEnd(project, '/')}/renv.lock`;
  return textOf(argumentOf(call, undefined, ['lockfile'])) ?? beside;
}

/** A lock that the call follows, or that it is not among what is copied. */
function readLock(name: string, call: Call, { path }: ProgramFacts, { run, subject }: Context): Dependencies {
  const found = run === undefined ? undefined : locateFile(name, run, subject);
  return found === undefined
    ? { ...nothing, missing: [{ path: name, location: { file: path, line: call.line } }] }
    : { ...nothing, locks: [found] };
}

/** Packages that a DESCRIPTION needs; it has lower bounds at most. */
function readDescription(folder: string, { run, subject }: Context, pinned: boolean): Dependencies {
  const textAt = (path: string): string | undefined => subject.facts.byPath.get(path)?.text;
  const found =
    (run === undefined ? undefined : locateFile(`${trimEnd(folder, '/')}/DESCRIPTION`, run, subject)) ??
    describesArchive(subject.dockerfile, textAt);
  const text = found === undefined ? undefined : subject.facts.byPath.get(found)?.text;
  if (found === undefined || text === undefined) return nothing;
  const endsBefore = lineEnds(text);
  const named = [...text.matchAll(/^(?:Imports|Depends|LinkingTo):[ \t]*([^]*?)(?=^\S|(?![^]))/gm)].flatMap((field) =>
    (field[1] ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '' && !/^R\b/.test(part))
      .map((part) => ({ text: part, file: found, line: 1 + endsBefore(field.index), pinned })),
  );
  return { ...nothing, named };
}
