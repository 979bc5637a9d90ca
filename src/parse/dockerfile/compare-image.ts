import type { DockerfileFacts, FinalImage, Instruction, Setting } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ImageFacts } from '../../model/rehearsal/container-image.ts';
import { makesAnother } from './deciding-arguments.ts';

/**
 * What an image that was built elsewhere has otherwise than its Dockerfile gives by default, in words that end a sentence: values of ARG that its
 * history names, steps that are none of its, its start, its user. Of an ARG that leaves no trace in the image nobody knows what it was. Empty where nothing differs.
 * `given`: `NAME=value` that its label says it was built with; `dockerfile` is read with them.
 */
export function compareImage(
  image: ImageFacts,
  dockerfile: DockerfileFacts,
  given: readonly string[] = [],
): readonly string[] {
  const { final } = dockerfile;
  if (final === undefined) return [];
  return [
    ...compareValues(image, dockerfile, final, given),
    ...compareSteps(image, final),
    ...compareStart(image, final),
  ].map(
    (what) =>
      `--image named an image in which ${what}: build it with no other --build-arg, --target or --file, or rehearse without --image`,
  );
}

function compareValues(
  image: ImageFacts,
  dockerfile: DockerfileFacts,
  final: FinalImage,
  given: readonly string[],
): readonly string[] {
  const runs = final.instructions.filter(({ keyword }) => keyword === 'RUN').length;
  // Newest first: what is older is the base's.
  const builtWith = (image.builtWith ?? []).slice(0, runs);
  const stages = new Set(final.stage.lineage);
  const lines = dockerfile.instructions.filter(({ keyword }) => keyword === 'ARG');
  return lines.flatMap((line) => {
    const names = line.words.map(({ value }) => value.split('=', 1)[0] ?? '');
    const deciding = names.filter((name) => makesAnother(name, dockerfile));
    if (stages.has(line.stage))
      return deciding.flatMap((name) => compareValue(name, line, { dockerfile, given, builtWith }));
    // A stage that is only copied from, or the name of a base.
    return deciding
      .filter((name) => line.stage !== -1 || isInFrom(dockerfile, name))
      .filter((name) => !given.some((each) => each.startsWith(`${name}=`)))
      .map((name) => `the value of ARG ${name} (${dockerfile.path}:${String(line.line)}) cannot be seen`);
  });
}

function isInFrom({ instructions }: DockerfileFacts, name: string): boolean {
  return instructions.some(({ keyword, text }) => keyword === 'FROM' && text.includes('$') && text.includes(name));
}

interface Compared {
  readonly dockerfile: DockerfileFacts;
  readonly given: readonly string[];
  readonly builtWith: readonly string[];
}

/** `|2 MAIN=gpu TAG=1 /bin/sh -c …` of the history. */
function compareValue(
  name: string,
  line: Instruction,
  { dockerfile, given: told, builtWith }: Compared,
): readonly string[] {
  const asked = told.filter((each) => each.startsWith(`${name}=`)).map((value) => ({ value, unresolved: [] }));
  const presets =
    asked.length > 0
      ? asked
      : dockerfile.instructions
          .filter(({ keyword, stage }) => keyword === 'ARG' && (stage === line.stage || stage === -1))
          .flatMap(({ words }) => words)
          .filter(({ value }) => value.startsWith(`${name}=`));
  if (presets.some(({ unresolved }) => unresolved.length > 0)) return [`the value of ARG ${name} cannot be compared`];
  const given = builtWith.flatMap((text) => {
    const at = text.indexOf(` ${name}=`);
    return at < 0 ? [] : [text.slice(at + 1)];
  });
  const isUsed = dockerfile.instructions.some(
    ({ keyword, stage, line: at }) => keyword === 'RUN' && stage === line.stage && at > line.line,
  );
  // What a RUN was given stands in the history, unless it is the Dockerfile's own.
  if (given.length === 0 && asked.length > 0 && isUsed) return [`no step had the asked value of ARG ${name}`];
  const isDefault = (text: string): boolean => presets.some(({ value }) => `${text} `.startsWith(`${value} `));
  const other = given.find((text) => !isDefault(text));
  return other === undefined
    ? []
    : [`ARG ${name} was ${JSON.stringify(other.slice(name.length + 1).split(' ', 1)[0])}`];
}

/**
 * Docker's builders, podman and buildah write one step for each instruction, and a label of the command line last. What somebody put into the image
 * afterwards (`docker commit`) is a step more, and an image that was made flat has too few.
 */
function compareSteps({ steps }: ImageFacts, { instructions }: FinalImage): readonly string[] {
  if (steps === undefined) return [];
  const made = withoutLastLabels(
    steps.map((text) => ({ text, keyword: keywordOf(text) })).filter(({ keyword }) => keyword !== 'ONBUILD'),
  );
  for (const [at, { keyword, text, form, line }] of withoutLastLabels(instructions.toReversed()).entries()) {
    const step = made[at];
    if (step === undefined) return ['the history has fewer steps than the Dockerfile'];
    const [word = ''] = keyword === 'RUN' && form === 'shell' ? (/^[\w./-]{1,100}/.exec(text) ?? []) : [];
    if (step.keyword !== keyword || !step.text.includes(word))
      return [
        `a step of the history (${JSON.stringify(step.text.slice(0, 60))}) is not what the Dockerfile does (line ${String(line)}: ${keyword})`,
      ];
  }
  return [];
}

function withoutLastLabels<T extends { readonly keyword: string }>(newestFirst: readonly T[]): readonly T[] {
  const at = newestFirst.findIndex(({ keyword }) => keyword !== 'LABEL');
  return at === -1 ? [] : newestFirst.slice(at);
}

/** `/bin/sh -c #(nop) COPY …`, `COPY … # buildkit`; what has neither form is a RUN. */
function keywordOf(step: string): string {
  const [, named] = /^[^#]{0,200}#\(nop\) {0,3}([A-Z]{3,20})/.exec(step) ?? /^([A-Z]{3,20}) /.exec(step) ?? [];
  return named ?? 'RUN';
}

function compareStart(
  image: ImageFacts,
  { entrypoint, cmd, user, workdir, environment }: FinalImage,
): readonly string[] {
  const own = new Map(image.environment.map((pair) => [pair.split('=', 1)[0] ?? '', pair]));
  const variables = [...environment].filter(
    ([name, each]) => isPlain(each) && (own.get(name) ?? `${name}=${each.value}`) !== `${name}=${each.value}`,
  );
  // Where a Dockerfile names an entry point, the CMD of its base goes.
  const isAdded = entrypoint !== undefined && cmd === undefined && image.command.length > 0;
  const unsaid = [...own.keys()].filter((name) => deciding.test(name) && !environment.has(name));
  return [
    ...(isAdded ? ['CMD is another one'] : []),
    ...(unsaid.length === 0 ? [] : [`${unsaid.join(', ')} of ENV is set, which the Dockerfile does not`]),
    ...(startOf(entrypoint) === undefined || startOf(entrypoint) === JSON.stringify(image.entrypoint)
      ? []
      : ['ENTRYPOINT is another one']),
    ...(startOf(cmd) === undefined || startOf(cmd) === JSON.stringify(image.command) ? [] : ['CMD is another one']),
    ...(isPlain(user) && user.value !== image.user ? ['USER is another one'] : []),
    ...(isPlain(workdir) && isOtherFolder(workdir.value, image.workingDirectory) ? ['WORKDIR is another one'] : []),
    ...(variables.length === 0 ? [] : [`${variables.map(([name]) => name).join(', ')} of ENV is another one`]),
  ];
}

/** Variables by which another file than the program's own runs at its start, and that plain bases leave alone. */
const deciding =
  /^(?:LD_PRELOAD|LD_AUDIT|PYTHON(?:PATH|STARTUP|HOME)|BASH_ENV|R_(?:PROFILE|ENVIRON)(?:_USER)?|PERL5(?:LIB|OPT)|NODE_OPTIONS|RUBYOPT|JAVA_TOOL_OPTIONS|JULIA_LOAD_PATH)$/;

/** Quotes and backslashes are the builder's to read. */
const isPlain = (setting: Setting | undefined): setting is Setting =>
  setting !== undefined && setting.unresolved.length === 0 && !/["'\\]/.test(setting.value);

const isOtherFolder = (own: string, found: string | undefined): boolean =>
  found !== undefined && own.startsWith('/') && own.replace(/\/$/, '') !== found.replace(/\/$/, '');

/** Only the form of JSON says in which words an engine keeps it. */
function startOf(instruction: Instruction | undefined): string | undefined {
  return instruction?.form === 'json' ? JSON.stringify(instruction.words.map(({ text }) => text)) : undefined;
}
