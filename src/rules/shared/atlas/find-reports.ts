import type { Finding, Location } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { showWay } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { addVariable, librariesOf } from './libraries-of.ts';
import { switchOf, usesOf } from './uses-of.ts';
import { lateOf, switchesOf, valueOf } from './value-of.ts';

/** Libraries that look for a newer version or report their use by themselves, once each; those of which `said` has the variable were named already. */
export function findReports(
  image: FinalImage,
  dockerfile: DockerfileFacts,
  facts: ProjectFacts,
  said: ReadonlySet<string>,
): readonly Finding[] {
  const found = new Map<string, Finding>();
  const uses = usesOf(dockerfile, facts);
  for (const { entry, trigger, answer, what, location, reached } of uses) {
    if (trigger.effect !== 'reports' || answer !== 'yes' || reached.class === 'built') continue;
    const setting = switchOf(entry, trigger);
    if (setting === undefined || found.has(setting.name) || said.has(setting.name)) continue;
    const message = `${what} ${trigger.does} (${showWay(reached.way, location)}), and ${setting.name} is ${lateOf(setting.name, dockerfile, facts) ?? 'not set'}`;
    found.set(setting.name, {
      message,
      location: placeFor(image, dockerfile),
      ...addVariable(setting, image, dockerfile.path),
    });
  }
  const used = new Set(uses.map(({ entry }) => entry.name));
  // A tool that is installed is there to be started, by whatever starts it.
  for (const { entry, written, location } of librariesOf(dockerfile, facts)) {
    if (entry.language !== 'program' || used.has(entry.name)) continue;
    const trigger = entry.triggers.find(({ on, effect }) => on === 'start' && effect === 'reports');
    if (trigger === undefined) continue;
    for (const { setting, is } of switchesOf(entry)) {
      const given = valueOf(setting.name, image, dockerfile, facts);
      if (found.has(setting.name) || given?.open !== undefined || is.test(given?.value ?? '')) continue;
      found.set(setting.name, {
        message: `${written} is installed (${location.file}:${String(location.line ?? 1)}) and ${trigger.does}, and ${setting.name} is ${given === undefined ? 'not set' : `"${given.value}"`}`,
        location: placeFor(image, dockerfile),
        ...addVariable(setting, image, dockerfile.path),
      });
    }
  }
  return [...found.values()];
}

/** Where a variable would be set in an image. */
export function placeFor(image: FinalImage, { path }: DockerfileFacts): Location {
  const last = image.instructions.findLast(({ keyword }) => keyword === 'ENV');
  return { file: path, line: last?.line ?? image.stage.line };
}
