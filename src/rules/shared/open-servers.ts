import { fetchedTo, isFetch } from './fetches.ts';
import type { Finding, Location } from '../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../model/dockerfile/dockerfile-facts.ts';
import { findServer } from '../../model/rehearsal/session-server.ts';
import type { ProjectFacts } from '../../model/sources/facts.ts';
import { isOpenOption, settingsFile } from './session/open-settings.ts';
import { behind, findPage, findShiny, servesShiny, type Served, type StartedCommand } from './session/served-pages.ts';

const fix = 'leave it out, and pass the password or token in the env-file';

/** Commands of the start, and of the scripts that it reaches. */
export function listStarts(
  image: FinalImage,
  { path, context }: DockerfileFacts,
  facts: ProjectFacts,
): readonly StartedCommand[] {
  const known = new Set([path, ...facts.sources.map((source) => source.path)]);
  return [
    ...[image.entrypoint, image.cmd]
      .flatMap((start) => start?.commands ?? [])
      .map((command) => ({ ...command, file: path })),
    // Of a supervisor's configuration, or of a program that starts others.
    ...(facts.reach.get(path)?.programs ?? [])
      .filter(({ class: kind, program }) => kind === 'started' && !known.has(program.path))
      .flatMap(({ program }) => program.commands.map((command) => ({ ...command, file: program.path }))),
    ...facts.sources
      .filter((source) => context.runtime.has(source.path))
      .flatMap((source) => source.commands.map((command) => ({ ...command, file: source.path }))),
  ];
}

/** What serves pages to people. A server that a script starts, such as JupyterLab, is taken for the one that the port of the base is for. */
export function findServed(image: FinalImage, dockerfile: DockerfileFacts, facts: ProjectFacts): Served | undefined {
  const page = findPage(dockerfile, facts);
  if (page !== undefined) return page;
  const scripted = findScriptedServer(dockerfile, facts);
  const [port] = image.known?.ports ?? [];
  if (scripted !== undefined) return { ...scripted, ...(port === undefined ? {} : { port }) };
  return findShiny(listStarts(image, dockerfile, facts));
}

/** Options that switch authentication off. */
export function findOpenOptions(starts: readonly StartedCommand[]): Finding[] {
  return starts.flatMap(({ words, line, file }) => {
    const found = words.find((word, index) => isOpenOption(word) || (word === '--auth' && words[index + 1] === 'none'));
    return found === undefined ? [] : [{ message: `${found} lets everybody in`, location: { file, line }, fix }];
  });
}

/** The same in an array of a script that starts a server (`options=(--IdentityProvider.token=)`), which no command shows. */
export function findOpenWords({ path }: DockerfileFacts, facts: ProjectFacts): Finding[] {
  return (facts.reach.get(path)?.programs ?? []).flatMap(({ program, class: kind }) => {
    const text = facts.byPath.get(program.path)?.text;
    const starts = program.commands.some((command) => findServer(command) !== undefined);
    if (kind !== 'started' || program.language !== 'shell' || text === undefined || !starts) return [];
    const said = new Set(program.commands.flatMap(({ words }) => words));
    return text.split('\n').flatMap((written, index) =>
      (/^\s*(?:\w+\+?=\(|["']?--)/.test(written) ? written : '')
        .split(/[\s()]+/)
        .map((word) => word.replaceAll(/^["']|["']$/g, ''))
        .filter((word, at, all) => all.indexOf(word) === at && !said.has(word) && isOpenOption(word))
        .map((word) => ({
          message: `${word} lets everybody in`,
          location: { file: program.path, line: index + 1 },
          fix,
        })),
    );
  });
}

/** Servers that ask nobody, of the base image or started by the project. */
export function findOpenServers(
  image: FinalImage,
  { path }: DockerfileFacts,
  starts: readonly StartedCommand[],
): Finding[] {
  const inherited = image.cmd === undefined && image.entrypoint === undefined ? image.known?.server : undefined;
  const jupyter = 'add CMD ["jupyter", "lab", "--ip=0.0.0.0", "--no-browser"] and pass JUPYTER_TOKEN in the env-file';
  const bare = starts.find((command) => findServer(command)?.asks === false || servesShiny(command));
  return [
    ...(inherited?.asks === false
      ? [
          {
            message: `the base image starts ${inherited.name} without a password or token`,
            location: { file: path, line: image.from.word.line },
            fix: inherited.name === 'JupyterLab' ? jupyter : behind,
          },
        ]
      : []),
    ...(bare === undefined
      ? []
      : [
          {
            message: `${servesShiny(bare) ? 'Shiny' : bare.program} asks nobody for a password`,
            location: { file: bare.file, line: bare.line },
            fix: behind,
          },
        ]),
  ];
}

/** A server that a script of the start starts: `exec jupyter lab` in start.sh. */
export function findScriptedServer(
  { path }: DockerfileFacts,
  facts: ProjectFacts,
): { readonly name: string; readonly location: Location } | undefined {
  for (const { program, class: kind } of facts.reach.get(path)?.programs ?? [])
    for (const command of kind === 'started' && program.language === 'shell' ? program.commands : []) {
      const server = findServer(command);
      if (server !== undefined) return { name: server.name, location: { file: program.path, line: command.line } };
    }
  return undefined;
}

/** A file of settings that Jupyter is told to read and that nothing copies: it comes with the base, or when the container is started. */
export function findUnseenSettings(
  starts: readonly StartedCommand[],
  { context }: DockerfileFacts,
): { readonly name: string; readonly file: string; readonly line: number } | undefined {
  for (const command of starts) {
    if (!/jupyter|notebook/.test(findServer(command)?.name ?? '')) continue;
    const { words, file, line } = command;
    const name = words.flatMap((word, at) => {
      const found = /^--config(?:=(.+))?$/.exec(word);
      return found === null ? [] : [found[1] ?? words[at + 1] ?? ''];
    })[0];
    const base = name?.slice(name.lastIndexOf('/') + 1) ?? '';
    if (name !== undefined && base !== '' && !context.copied.some(({ path }) => path.endsWith(base)))
      return { name, file, line };
  }
  return undefined;
}

/** A RUN that fetches the settings of a server, which nobody has seen. */
export function findFetchedSettings({
  instructions,
}: FinalImage): { readonly file: string; readonly line: number } | undefined {
  return instructions
    .flatMap(({ keyword, commands }) => (keyword === 'RUN' ? commands.filter(isFetch) : []))
    .flatMap((command) => fetchedTo(command).map((file) => ({ file, line: command.line })))
    .find(({ file }) => settingsFile.test(file));
}
