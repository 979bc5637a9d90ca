import type { Location } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { argumentOf, type Call } from '../../../model/programs/program-facts.ts';
import { textOf, type Value } from '../../../model/programs/value.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import { findServer } from '../../../model/rehearsal/session-server.ts';
import type { ProjectFacts, ProjectFile } from '../../../model/sources/facts.ts';
import { once } from '../once.ts';
import { isIdle } from '../reach/is-called.ts';
import type { StartedCommand } from './served-pages.ts';
import { calledAs, servedBy } from './serving-commands.ts';
import { withModules } from './web-servers.ts';

/** A port on which a server listens, and where that is said. */
export interface Listening {
  readonly port: number;
  readonly location: Location;
}

interface ServingCall {
  readonly callee: RegExp;
  /** The position of the port, if it has one. */
  readonly at?: number;
  readonly names: readonly string[];
  /** Where it listens if nobody says so, from the library's own documentation; absent where that is any free port. */
  readonly byDefault?: number;
  /** A variable that says it where the call does not. */
  readonly variable?: string;
  /** An argument that says it in another way. */
  readonly unless?: string;
}

const port = ['port'];
const calls: readonly ServingCall[] = [
  { callee: /^(?:flask|quart)\.\w+\(\)\.run$/, at: 1, names: port, byDefault: 5000 },
  { callee: /^flask_socketio\.SocketIO\(\)\.run$/, at: 2, names: port, byDefault: 5000 },
  { callee: /^uvicorn\.run$/, names: port, byDefault: 8000, unless: 'uds' },
  { callee: /^sanic\.\w+\(\)\.run$/, at: 1, names: port, byDefault: 8000, unless: 'sock' },
  { callee: /^waitress\.serve$/, names: port, byDefault: 8080, unless: 'listen' },
  { callee: /^bottle\.run$/, at: 3, names: port, byDefault: 8080 },
  { callee: /^bottle\.\w+\(\)\.run$/, names: port, byDefault: 8080 },
  { callee: /^aiohttp\.web\.run_app$/, names: port, byDefault: 8080, unless: 'path' },
  {
    callee: /^gradio\.(?:\w+\(\)\.)*(?:\w+\.)*launch$/,
    names: ['server_port'],
    byDefault: 7860,
    variable: 'GRADIO_SERVER_PORT',
  },
  { callee: /^panel\.(?:io\.server\.)?serve$/, at: 1, names: port },
  { callee: /^dash\.Dash\(\)\.run(?:_server)?$/, at: 1, names: port, byDefault: 8050, variable: 'PORT' },
  { callee: /^(?:plumber::)?(?:plumb|pr)\(\)\.run$/, at: 1, names: port },
  { callee: /^(?:plumber::)?pr_run$/, at: 2, names: port },
  { callee: /^(?:shiny::)?runApp$/, at: 1, names: port },
  { callee: /^(?:httpuv::)?(?:runServer|startServer)$/, at: 1, names: port },
  { callee: /^HTTP\.serve!?$/, at: 2, names: port },
  { callee: /^Genie\.up$/, at: 0, names: port },
  { callee: /^Dash\.run_server$/, at: 2, names: port, byDefault: 8050 },
  { callee: /^Oxygen\.serve(?:parallel)?$/, names: port, byDefault: 8080 },
];

/** The ports on which programs of the start say that they listen; nothing where one of them does not tell. */
export function portsCalled({ path }: DockerfileFacts, facts: ProjectFacts): readonly Listening[] {
  const reach = facts.reach.get(path);
  const found: Listening[] = [];
  for (const reached of reach?.programs ?? []) {
    if (reached.class !== 'started' || reach === undefined) continue;
    const { program, environment } = reached;
    for (const call of withModules(program)) {
      const known = calls.find(({ callee }) => callee.test(call.callee));
      if (known === undefined || isIdle(call.function, reached, reach)) continue;
      const number = portOf(call, known, environment) ?? portSet(call, reach);
      if (number === undefined) return [];
      found.push({ port: number, location: { file: program.path, line: call.line } });
    }
  }
  return found;
}

function portOf(call: Call, known: ServingCall, environment: ReadonlyMap<string, string>): number | undefined {
  const given = argumentOf(call, known.at, known.names);
  if (given !== undefined) return numberOf(given);
  if (call.spread || (known.unless !== undefined && call.named.has(known.unless))) return undefined;
  return known.variable !== undefined && environment.has(known.variable) ? undefined : known.byDefault;
}

/** The port of Shiny, which options of R say where the call does not. */
function portSet({ callee, named }: Call, reach: Reach): number | undefined {
  if (!/^(?:shiny::)?runApp$/.test(callee) || named.has('port')) return undefined;
  const values = once(reach, 'ports of Shiny', () =>
    reach.programs.flatMap(({ class: kind, program }) =>
      kind === 'started'
        ? program.calls.flatMap((call) =>
            /^(?:base::)?options$/.test(call.callee) ? (call.named.get('shiny.port') ?? []) : [],
          )
        : [],
    ),
  );
  const [only] = values;
  return values.length === 1 && only !== undefined ? numberOf(only) : undefined;
}

function numberOf(value: Value): number | undefined {
  if (value.kind === 'constant') return typeof value.value === 'number' ? value.value : undefined;
  const text = textOf(value) ?? '';
  return /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}

/** Options by which commands that serve are told a port, alone or behind an address. */
const options: ReadonlyMap<string, { readonly option: RegExp; readonly byDefault: number; readonly unless: RegExp }> =
  new Map([
    ['uvicorn', { option: /^--port(?:=(.*))?$/, byDefault: 8000, unless: /^--(?:uds|fd)\b/ }],
    ['gunicorn', { option: /^(?:-b|--bind=?)(.*)$/, byDefault: 8000, unless: /^(?:-c|--config)/ }],
    ['hypercorn', { option: /^(?:-b|--bind=?)(.*)$/, byDefault: 8000, unless: /^(?:-c|--config)/ }],
    ['flask', { option: /^(?:-p|--port=?)(.*)$/, byDefault: 5000, unless: /^--env-file\b/ }],
    ['streamlit', { option: /^--server\.port(?:=(.*))?$/, byDefault: 8501, unless: /^--global\.developmentMode\b/ }],
    ['fastapi', { option: /^--port(?:=(.*))?$/, byDefault: 8000, unless: /^--uds\b/ }],
  ]);
/** Variables and files of settings that say it to one of them. */
const variables = /\b(?:PORT|UVICORN_PORT|FLASK_RUN_PORT|GUNICORN_CMD_ARGS|STREAMLIT_SERVER_PORT)\b/;
const settings =
  /(?:^|[\s/>"'])(?:gunicorn\.conf\.py|hypercorn\.toml|\.flaskenv|\.env|\.streamlit\/config\.toml)(?=$|[\s"';&])/;

/** The ports that commands of the start are told; nothing where one of them may listen elsewhere. */
export function portsGiven(
  starts: readonly StartedCommand[],
  image: FinalImage,
  { files }: ProjectFacts,
): readonly Listening[] {
  // What the build writes, and what a script of the start sets, is in no list of files or variables.
  const isWritten = image.instructions.some(
    ({ keyword, text }) => /^(?:RUN|COPY|ADD)$/.test(keyword) && (settings.test(text) || text.includes('.streamlit')),
  );
  const environment = new Map([...image.environment].map(([name, { value }]) => [name, value]));
  const loaded = once(image, 'settings that scripts load', () => loadedNames(files, image.cmd?.text ?? ''));
  const found: Listening[] = [];
  for (const command of starts) {
    const known = options.get(servedBy(command, environment)?.name ?? findServer(command)?.name ?? '');
    if (known === undefined) continue;
    const number = portGiven(calledAs(command).slice(1), known.option);
    const { file, line } = command;
    if (number === undefined) {
      const isSaid = calledAs(command).some((word) => known.option.test(word) || known.unless.test(word));
      const isSet = [...environment.keys(), ...Object.keys(command.assignments)].some((name) => variables.test(name));
      const maySay = ({ path, text = '' }: ProjectFile): boolean =>
        settings.test(path) ||
        (variables.test(text) && (isScript(path, text) || loaded.has(path.slice(path.lastIndexOf('/') + 1))));
      if (isSaid || isSet || isWritten || files.some(maySay)) return [];
    }
    found.push({ port: number ?? known.byDefault, location: { file, line } });
  }
  return found;
}

/** A script, or what one loads: which of them the start comes to is not asked. */
function isScript(path: string, text: string): boolean {
  return /(?:\.(?:sh|bash|env)|(?:^|\/)\.?env(?:ironment)?)$/.test(path) || text.startsWith('#!');
}

/** What `. FILE` and `source FILE` load. */
const loading = /(?:^|[\s;&|"'(])(?:\.|source)[ \t]{1,9}["']?([^\s"';&|)]{1,200})/g;

/** Names of the files of settings that scripts load, as `. /app/settings` does. */
function loadedNames(files: readonly ProjectFile[], dockerfile: string): ReadonlySet<string> {
  const texts = [dockerfile, ...files.flatMap(({ path, text = '' }) => (isScript(path, text) ? [text] : []))];
  return new Set(
    texts.flatMap((text) => [...text.matchAll(loading)].map(([, path = '']) => path.slice(path.lastIndexOf('/') + 1))),
  );
}

/** The one port among the words of a command, if it is a number. */
function portGiven(words: readonly string[], option: RegExp): number | undefined {
  const told = words.flatMap((word, index) => {
    const found = option.exec(word);
    return found === null ? [] : [found[1] === undefined || found[1] === '' ? (words[index + 1] ?? '') : found[1]];
  });
  const [only = ''] = told.length === 1 ? told : [];
  const [, number] = /^(?:[^/\s]*:)?(\d{1,5})$/.exec(only) ?? [];
  return number === undefined ? undefined : Number(number);
}
