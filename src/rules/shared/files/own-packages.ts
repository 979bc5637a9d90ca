import type { ReachedProgram } from '../../../model/programs/reach.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { once } from '../once.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';

/** What may install a package of R from its folder or its repository, or loads it from there. */
const mayBringR =
  /\bINSTALL\b|\binstall(?:_local|_github|_gitlab|_git|_url|_bitbucket|_svn)?\s?\(|\bpak\b|\brenv\b|\bpackrat\b|\bload_all\b|\bloadNamespace\b|\.tar\.gz\b|\brepos\s?=\s?NULL\b|\bmake\b|\blib\.loc\b|\.libPaths\b|R_LIBS|site-library|installGithub|installDeps|installRub|build\.r\b/;

/**
 * The DESCRIPTION of the project's own package of R that a program loads and nothing brings: no line of the build or of a program that is started installs
 * it, and all that these run was read. Nothing where another base, list or program may bring it.
 */
export function findOwnInR(module: string, { program }: ReachedProgram, subject: Subject): string | undefined {
  if (program.language !== 'r') return undefined;
  const { image, facts } = subject;
  const packages = once(facts, 'its own packages of R', () => {
    const described = facts.files.flatMap(({ path, text = '' }) => {
      const name = /(?:^|\/)DESCRIPTION$/.test(path) ? /^Package:[ \t]*([A-Za-z][\w.]*)/m.exec(text)?.[1] : undefined;
      return name === undefined ? [] : [[name, path] as const];
    });
    return new Map(described);
  });
  const path = packages.get(module);
  return path === undefined || once(image, 'what may bring its own package of R', () => mayBring(subject))
    ? undefined
    : path;
}

function mayBring({ image, dockerfile, facts }: Subject): boolean {
  const reach = facts.reach.get(dockerfile.path);
  return (
    image.known === undefined ||
    facts.incomplete !== undefined ||
    reach === undefined ||
    reach.unseen.length > 0 ||
    reach.unfollowed.some(({ isInstalled }) => isInstalled !== true) ||
    dockerfile.context.missing.length > 0 ||
    dockerfile.instructions.some(
      ({ keyword, text, flags, commands, heredocs }) =>
        (keyword === 'COPY' && flags['from'] !== undefined && image.stage.lineage.length < dockerfile.stages.length) ||
        keyword === 'ADD' ||
        (keyword === 'ENV' && mayBringR.test(text)) ||
        (keyword === 'RUN' &&
          (mayBringR.test(text) ||
            heredocs.some((each) => mayBringR.test(each.text)) ||
            commands.some(({ program }) => bringers.has(program)))),
    ) ||
    reach.programs.some(({ program: { path } }) => mayBringR.test(facts.byPath.get(path)?.text ?? ''))
  );
}

/** Programs of a build that may bring any file. */
const bringers = new Set('git curl wget tar unzip cp mv ln bash sh'.split(' '));

/** A line by which a pyproject.toml, setup.cfg or setup.py gives the project its name. */
const projectName = /^name *= *["']?([A-Za-z0-9][\w.-]*)/;

function nameIn(text: string): string {
  for (const line of text.split('\n')) {
    const name = projectName.exec(line.trim())?.[1];
    if (name !== undefined) return name;
  }
  return '';
}

/** Whether a module of Python is the project's own package, as its settings name it. */
export function isOwnInPython(module: string, { facts }: Pick<Subject, 'facts'>): boolean {
  const names = once(facts, 'its own packages of Python', () => {
    const described = facts.files.filter(({ path }) => /(?:^|\/)(?:pyproject\.toml|setup\.(?:cfg|py))$/.test(path));
    return new Set(described.flatMap(({ text = '' }) => foldName(nameIn(text))));
  });
  return names.has(foldName(module));
}
