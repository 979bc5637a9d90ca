import type { ProgramFacts } from '../../../model/programs/program-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { attachedIn } from './call-names.ts';

/** The text of a file of the project. */
export type TextOf = (path: string) => string | undefined;

/** The programs that one application of Shiny consists of, which share a session without sourcing one another. */
const part = /^(.*?)(?:(?:app|global|server|ui)|R\/[^/]+)\.[rR]$/;

/** What R reads when a session begins. */
const profile = /(?:^|\/)\.?Rprofile(?:\.site)?$/;

/**
 * What `library()` attaches in a session of R, by the path of each of its programs: a script that another one sources, or a part of an application,
 * calls by the bare name what only the other one has attached.
 */
export function sessionPackages(
  { programs, places }: Reach,
  textOf: TextOf,
): (program: ProgramFacts) => readonly string[] {
  const scripts = programs.flatMap(({ program }) => (program.language === 'r' ? [program] : []));
  const sessions = new Sessions();
  for (const { path, imports } of scripts) {
    for (const { files, name } of imports)
      // `source("/app/setup.R")` names its place in the image.
      for (const file of [...files, places.get(name) ?? path]) sessions.join(path, file);
    const [, folder] = part.exec(path) ?? [];
    if (folder !== undefined) sessions.join(path, `${folder}\0`);
  }
  const packages = new Map(
    [...groupBy(scripts, ({ path }) => sessions.of(path))].map(([session, all]) => [
      session,
      [...new Set([...all.flatMap((program) => [...attachedIn(program)]), ...namespacesOf(all, textOf)])],
    ]),
  );
  // What a profile attaches every session has.
  const always = scripts.filter(({ path }) => profile.test(path)).flatMap((program) => [...attachedIn(program)]);
  return ({ path, language }) => (language === 'r' ? [...(packages.get(sessions.of(path)) ?? []), ...always] : []);
}

/** The packages whose functions a package of the project takes by their bare names: `importFrom(clusterProfiler, enrichKEGG)` in its NAMESPACE. */
function namespacesOf(scripts: readonly ProgramFacts[], textOf: TextOf): readonly string[] {
  const folders = new Set(scripts.flatMap(({ path }) => /^(.*?)R\/[^/]+\.[rR]$/.exec(path)?.[1] ?? []));
  return [...folders].flatMap((folder) =>
    [...(textOf(`${folder}NAMESPACE`) ?? '').matchAll(/^[ \t]*import(From)?\(([^()\n]{0,2000})\)/gm)].flatMap(
      ([, from, inner = '']) => {
        const names = inner.split(',').map((each) => each.replaceAll(/["'\s]/g, ''));
        return from === undefined ? names : names.slice(0, 1);
      },
    ),
  );
}

/** Names that belong together. */
class Sessions {
  private readonly above = new Map<string, string>();

  join(one: string, other: string): void {
    const [first, second] = [this.of(one), this.of(other)];
    if (first !== second) this.above.set(first, second);
  }

  of(name: string): string {
    let top = name;
    for (let next = this.above.get(top); next !== undefined; next = this.above.get(top)) {
      const further = this.above.get(next);
      // Each way that is gone is made shorter, so that long chains cost little.
      if (further !== undefined) this.above.set(top, further);
      top = next;
    }
    return top;
  }
}
