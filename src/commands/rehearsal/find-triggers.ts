import { bases } from '../../catalog/bases.ts';
import { knownImages } from '../../catalog/images.ts';
import type { ContainerEngine } from '../../model/rehearsal/container-engine.ts';
import type { RehearsedProject } from './read-rehearsed-project.ts';
import { shellWord } from '../../shared/shell-word.ts';

/** Stages that are looked at; a build has a few. */
const most = 50;

/**
 * What a build took by the ONBUILD of the images that it started from, which no file of the project tells: in words, each a reason why nothing is proved.
 * An image of a known publisher that the engine does not have (its builder keeps it) is taken to have none; any other is unknown.
 */
export async function findTriggers(
  engine: ContainerEngine,
  { dockerfile }: RehearsedProject,
): Promise<readonly string[]> {
  const vouched = new Set([...Object.values(bases), ...knownImages].flatMap(({ repositories }) => repositories));
  const froms = (dockerfile?.facts.stages ?? [])
    .map(({ from }) => from)
    .filter(({ stage, scratch }) => stage === undefined && !scratch);
  const seen = new Set<string>();
  const said: string[] = [];
  for (const { word, image } of froms.slice(0, most)) {
    if (seen.has(word.value)) continue;
    seen.add(word.value);
    const found = (await engine.inspectImage(word.value, 'without layers'))?.onBuild;
    const isVouched = image !== undefined && vouched.has(`${image.canonicalRegistry}/${image.canonicalRepository}`);
    if (found === undefined && !isVouched)
      said.push(
        `${engine.facts.name} does not have ${word.value}, so that nobody can tell what its ONBUILD takes into the image${image === undefined ? '' : `: ${engine.facts.name} pull ${shellWord(word.value)}`}`,
      );
    if (found !== undefined && found.length > 0)
      said.push(
        `${word.value} has ONBUILD (${found.join('; ').slice(0, 200)}), which takes what no line of the Dockerfile names`,
      );
  }
  if (froms.length > most) said.push(`the Dockerfile starts from more than ${String(most)} images`);
  return said;
}
