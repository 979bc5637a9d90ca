import type { Cache } from '../../../model/atlas/atlas-entry.ts';
import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import { argumentOf } from '../../../model/programs/program-facts.ts';
import { choicesOf, startOf } from '../../../model/programs/value.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { Use } from './find-uses.ts';
import { usesOf } from './uses-of.ts';

const home = /^(?:~|\$\{?HOME\b|\/root(?:\/|$)|\/home\/)/;

/** What libraries fetch while the image is built into a cache below the home directory, where nothing moves it; by the lines of its RUN instructions. */
export function findCachedAtBuild(
  dockerfile: DockerfileFacts,
  facts: ProjectFacts,
  lines: ReadonlySet<number>,
): readonly Finding[] {
  return usesOf(dockerfile, facts).flatMap((use) => {
    const { entry, trigger, answer, what, reached, location } = use;
    if (reached.class !== 'built' || answer !== 'yes' || entry.language === 'program') return [];
    if (!lines.has(reached.way[0]?.location.line ?? 0)) return [];
    const cache = entry.caches?.find(
      ({ place, needed }) => place.startsWith('~/') && (trigger.effect === 'fetches' || needed === true),
    );
    if (cache === undefined || isMoved(cache, use) || isTakenOut(use)) return [];
    const [variable] = cache.movedBy;
    return [
      {
        message: `${what} ${trigger.does} into ${cache.place}, which is not there in the TRE`,
        location,
        fix:
          variable === undefined
            ? `${entry.stage.inside} (check --explain ${entry.name})`
            : `set ${variable} to a folder below /opt before it, readable by everybody`,
      },
    ];
  });
}

/** What the same function copies on is needed where it was copied to. */
function isTakenOut({ reached: { program }, call }: Use): boolean {
  return (
    call !== undefined &&
    program.calls.some(
      ({ callee, function: within, line }) =>
        within === call.function &&
        line >= call.line &&
        /^shutil\.(?:copy\w*|move)$|^file\.(?:copy|rename)$/.test(callee),
    )
  );
}

/** A variable, an argument or a setting names a place outside of home; one that nobody can read is taken for such. */
function isMoved({ movedBy, argument, setting }: Cache, { reached, call }: Use): boolean {
  const { environment, program } = reached;
  const own = new Map(program.variables.map(({ name, value }) => [name, startOf(value)]));
  const values = [...movedBy, 'HOME'].flatMap((name) => environment.get(name) ?? own.get(name) ?? []);
  if (values.some((value) => value !== '' && !home.test(value))) return true;
  if (setting !== undefined && program.texts.some(({ text }) => text.includes(setting))) return true;
  const given =
    argument === undefined || call === undefined ? undefined : argumentOf(call, argument.at, argument.names);
  return choicesOf(given).some((value) => !home.test(startOf(value)));
}
