import { bases } from '../../catalog/bases.ts';
import { knownImages } from '../../catalog/images.ts';
import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ContainerEngine } from '../../model/rehearsal/container-engine.ts';
import type { RehearsedProject } from './read-rehearsed-project.ts';
import { shellWord } from '../../shared/shell-word.ts';

/** Ways of podman and buildah to name an image that is none of a registry: https://github.com/containers/image/blob/main/docs/containers-transports.5.md */
const transport =
  /^(?:containers-storage|dir|docker|docker-archive|docker-daemon|oci|oci-archive|ostree|sif|tarball|atomic):/;

/** Stages that are looked at; a build has a few. */
const most = 50;

/**
 * What a build took by the ONBUILD of the images that it started from, or from an archive, which no file of the project tells: in words, each a reason why nothing is proved.
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
    const found = (await engine.inspectImage(word.value))?.onBuild;
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
  said.push(...describeNamesOfBuilder(dockerfile?.facts));
  for (const { text, error, line } of dockerfile?.facts.copiedImages ?? [])
    if (error !== undefined || transport.test(text))
      said.push(
        `${dockerfile?.path ?? 'the Dockerfile'}:${String(line)} takes files from ${text}, which is no image of a registry: what it holds can change without a trace (unpack it into the project, and COPY from there)`,
      );
  if (froms.length > most) said.push(`the Dockerfile starts from more than ${String(most)} images`);
  return said;
}

/** What builders set themselves, one before the default that a file gives, another after it. */
const builders = /^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)$/;

/** COPY and ADD whose files depend on a variable that the Dockerfile does not set: one builder fills it in otherwise than another, and than we. */
function describeNamesOfBuilder(facts: DockerfileFacts | undefined): readonly string[] {
  const set = new Set<string>();
  const said: string[] = [];
  for (const { keyword, flags, words, line } of facts?.instructions ?? []) {
    if (keyword === 'ENV' || keyword === 'ARG')
      for (const { value, unresolved } of words) {
        const [name = '', ...rest] = value.split('=');
        const isKnown =
          unresolved.length === 0 && (builders.test(name) ? rest.length === 0 : rest.length > 0 || set.has(name));
        if (isKnown) set.add(name);
        else set.delete(name);
      }
    if ((keyword !== 'COPY' && keyword !== 'ADD') || flags['from'] !== undefined) continue;
    const names = words
      .slice(0, -1)
      .flatMap(({ text }) => [...text.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name));
    const [unknown] = names.filter((name) => !set.has(name));
    if (unknown !== undefined)
      said.push(
        `${facts?.path ?? 'the Dockerfile'}:${String(line)} takes files by the variable ${unknown}, which the builder fills in and no line of the Dockerfile does (write the name, or ARG ${unknown}=... above it)`,
      );
  }
  return said;
}
