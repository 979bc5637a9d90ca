import type { DockerfileFacts, Instruction } from '../../model/dockerfile/dockerfile-facts.ts';

/** Ways of podman and buildah to name an image that is none of a registry: https://github.com/containers/image/blob/main/docs/containers-transports.5.md */
const transport =
  /^(?:containers-storage|dir|docker|docker-archive|docker-daemon|oci|oci-archive|ostree|sif|tarball|atomic):/;

/** Files that a build takes and no reading of the project can name, in words that end a sentence: those of an archive, and those that only the builder can name. */
export function describeUnseenSources(facts: DockerfileFacts): readonly string[] {
  const archives = facts.copiedImages
    .filter(({ text, error }) => error !== undefined || transport.test(text))
    .map(
      ({ text, line }) =>
        `${facts.path}:${String(line)} takes files from ${text}, which is no image of a registry: what it holds can change without a trace (unpack it into the project, and COPY from there)`,
    );
  const settings = findSettings(facts);
  const named = facts.instructions.flatMap((instruction) => {
    const { keyword, flags, line } = instruction;
    const takes = (keyword === 'COPY' || keyword === 'ADD') && flags['from'] === undefined;
    const lineage = facts.stages[instruction.stage]?.lineage ?? [];
    const isSet = (name: string): boolean =>
      lineage.some((stage) => (settings.get(`${String(stage)} ${name}`) ?? line) < line);
    const name = takes ? findUnset(instruction, isSet) : undefined;
    return name === undefined
      ? []
      : [
          `${facts.path}:${String(line)} takes files by the variable ${name}, which the builder fills in and no line of the Dockerfile does (write the name, or ARG ${name}=... above it)`,
        ];
  });
  return [...archives, ...named];
}

/** By stage and name of a variable: the first line that gives it a value which is known. */
function findSettings({ instructions }: DockerfileFacts): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { keyword, words, stage, line } of instructions)
    if (keyword === 'ENV' || keyword === 'ARG')
      for (const { value, unresolved } of words) {
        const key = `${String(stage)} ${value.slice(0, Math.max(0, value.indexOf('=')))}`;
        if (unresolved.length === 0 && !first.has(key)) first.set(key, line);
      }
  return first;
}

/** The first variable in the sources of an instruction whose value its stage does not give. */
function findUnset({ words }: Instruction, isSet: (name: string) => boolean): string | undefined {
  for (const { text, unresolved } of words.slice(0, -1)) {
    if (unresolved[0] !== undefined) return unresolved[0];
    // `${NAME:+x}` is nothing where NAME is not set, and a builder may have set it: PATH, HOME.
    for (const [, name = ''] of text.matchAll(/\$\{(\w+):?[-+]/g)) if (!isSet(name)) return name;
  }
  return undefined;
}
