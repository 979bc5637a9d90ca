import type { DockerfileSurvey, PlaceFact, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import { resolveProgram } from '../../parse/adopt/resolve-program.ts';

/**
 * The program of the repository that a Dockerfile's ENTRYPOINT or CMD starts. Nothing where it starts a shell or a server, only prints
 * help, or where the script is the glue of another platform, which clones or installs when it is started.
 */
export function startOfImage(
  image: DockerfileSurvey,
  { programs, network }: RepositoryFacts,
): { readonly program: string; readonly words: readonly string[]; readonly line: number } | undefined {
  if (image.start === undefined || image.clones !== undefined) return undefined;
  const { words, line } = image.start;
  if (words.some((word) => /^(?:--help|-h|help|--version)$/.test(word))) return undefined;
  const folder = image.path.includes('/') ? [image.path.slice(0, image.path.lastIndexOf('/'))] : [];
  const paths = new Set(programs.map(({ path }) => path));
  const inContext = words.map((word) => (word.startsWith('/') && paths.has(word.slice(1)) ? word.slice(1) : word));
  const program =
    resolveProgram(inContext, paths, folder) ??
    resolveProgram(
      words.map((word) => (word.startsWith('/') ? word.slice(word.lastIndexOf('/') + 1) : word)),
      paths,
      folder,
    );
  if (program === undefined) return undefined;
  const isGlue = network.some(
    ({ what, location }) => location.file === program && /^(?:git|pip|conda|curl)\b/.test(what),
  );
  if (isGlue) return undefined;
  // Where the image puts the program is not where ours does.
  const name = program.slice(program.lastIndexOf('/') + 1);
  const isIt = (word: string): boolean =>
    word.startsWith('/')
      ? word.endsWith(`/${name}`)
      : !paths.has(word.replace(/^\.\//, '')) && program.endsWith(`/${word.replace(/^\.\//, '')}`);
  const here = words.map((word) => (isIt(word) ? program : word));
  const [first = '', ...rest] = here;
  return { program, words: first === program ? [`./${program}`, ...rest] : here, line };
}

/** Programs that other Dockerfiles of the repository start: it has several containers, and this becomes one of them. */
export function otherStarts(
  facts: RepositoryFacts,
  image: DockerfileSurvey | undefined,
  program: string,
): readonly string[] {
  return facts.dockerfiles
    .filter((each) => each !== image && !each.isWorkplace)
    .flatMap((each) => startOfImage(each, facts)?.program ?? [])
    .filter((path) => path !== program);
}

/** What is said of a server that a batch job would start, behind its name. No session that is written here has pages of R. */
export function neverEnds(server: string): string {
  const session = isOfR(server) ? '' : ', or --set mode=interactive for a session';
  return `which serves pages and never ends: no batch job. Name a program that ends${session}`;
}

/** Whether a clause about a server names one of R. */
export function isOfR(server: string): boolean {
  return /\b(?:Shiny|plumber)$/.test(server);
}

/** What serves pages until somebody stops it. */
const servers =
  /(?:^|[\s/])(streamlit|gradio|voila|panel|bokeh|flask|uvicorn|gunicorn|hypercorn|waitress-serve|shiny)(?:\s|$)/;

/** The server that a start begins with, also behind what runs it: `poetry run uvicorn app:app`. */
export function serverIn(words: readonly string[]): string | undefined {
  return servers.exec(words.slice(0, 3).join(' '))?.[1];
}

/** That what would be started is a server, a clause and its place: by the Dockerfile (`uvicorn app:app` names no program, and app.py alone ends), by the words of the start, or by what the program calls. */
export function findServer(
  { pages }: Pick<RepositoryFacts, 'pages'>,
  image: DockerfileSurvey | undefined,
  start: readonly string[],
): PlaceFact | undefined {
  const server = image?.start === undefined ? undefined : serverIn(image.start.words);
  if (image?.start !== undefined && server !== undefined)
    return { what: `${image.path} starts ${server}`, location: { file: image.path, line: image.start.line } };
  const used = pages.find(({ location }) => start.includes(location.file));
  return used === undefined
    ? undefined
    : { what: `${used.location.file} is a page of ${used.what}`, location: used.location };
}
