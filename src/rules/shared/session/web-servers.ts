import type { Location, Verdict } from '../../../model/check/rule.ts';
import { fail, unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { argumentOf, type Call, type ProgramFacts } from '../../../model/programs/program-facts.ts';
import { choicesOf, textOf, type Value } from '../../../model/programs/value.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { isIdle } from '../reach/is-called.ts';
import { isOwnAddress, servedBy } from './serving-commands.ts';

/** A program of the start that answers requests of a network, such as an interface for other programs. */
export interface WebServer {
  readonly name: string;
  readonly location: Location;
  /** It listens to other machines, to its own alone, or where it does the files do not tell. */
  readonly hears: 'others' | 'own' | 'unknown';
  /** Something of its programs may ask who is there: a library for logging in, or a call. */
  readonly login?: string;
}

/** Calls that serve, where they are told the address, and what it is by default. */
const calls: readonly (readonly [RegExp, number | undefined, 'all' | 'own'])[] = [
  [/^(?:flask|quart|sanic|bottle)\.\w+\(\)\.run$/, 0, 'own'],
  [/^flask_socketio\.SocketIO\(\)\.run$/, 1, 'own'],
  [/^(?:uvicorn|hypercorn|bottle)\.run$/, undefined, 'own'],
  [/^waitress\.serve$/, undefined, 'all'],
  [/^aiohttp\.web\.run_app$/, undefined, 'all'],
  [/^(?:plumber::)?(?:plumb|pr)\(\)\.run$/, 0, 'own'],
  [/^(?:plumber::)?pr_run$/, 1, 'own'],
  [/^(?:shiny::)?runApp$/, 3, 'own'],
  // Printed, as Rscript does with what stands by itself, it runs.
  [/^(?:shiny::)?shinyApp(?:Dir|File)?$/, undefined, 'own'],
  [/^(?:httpuv::)?(?:runServer|startServer)$/, 0, 'all'],
  [/^(?:HTTP\.(?:serve|listen)!?|Genie\.up|Dash\.run_server)$/, 1, 'own'],
  [/^Oxygen\.serve(?:parallel)?$/, undefined, 'own'],
];
/** Libraries that ask who is there. */
const logins =
  /^(?:flask_(?:login|httpauth|basicauth|security|jwt_extended|dance|oidc|appbuilder)|fastapi_(?:users|login)|fastapi\.security|starlette\.authentication|aiohttp_(?:security|basicauth)|authlib|oauthlib|django\.contrib\.auth)(?:\.|$)/;

/** The first program of the start that answers other machines, if one does. */
export function findWebServer({ path }: DockerfileFacts, facts: ProjectFacts): WebServer | undefined {
  const reach = facts.reach.get(path);
  const started = (reach?.programs ?? []).filter(({ class: kind }) => kind === 'started');
  const login =
    started.flatMap(({ program }) => program.imports).find(({ name }) => logins.test(name))?.name ??
    started.flatMap(({ program }) => program.calls).find(asks)?.callee ??
    // A filter of plumber reads what a request says of itself.
    started
      .flatMap(({ program }) => [...program.names])
      .find((name) => /^HTTP_(?:AUTHORIZATION|X_API_KEY)$/.test(name));
  const settings = started.flatMap(({ program }) =>
    program.calls.filter(({ callee }) => /^(?:base::)?options$/.test(callee)),
  );
  for (const reached of started) {
    const { program, environment } = reached;
    const found = [
      ...withModules(program)
        .filter((call) => reach !== undefined && !isIdle(call.function, reached, reach))
        .flatMap((call) => ofCall(call, settings) ?? []),
      ...(program.language === 'shell' ? program.commands.flatMap((each) => ofCommand(each, environment) ?? []) : []),
    ];
    const [first] = found;
    if (first === undefined) continue;
    const { name, hears, line } = first;
    return { name, hears, location: { file: program.path, line }, ...(login === undefined ? {} : { login }) };
  }
  return undefined;
}

/** A call by which programs look at who sends a request, or turn it away, without a library for that. */
function asks({ callee, positional, named }: Call): boolean {
  if (/(?:^|\.)compare_digest$/.test(callee)) return true;
  const [first] = positional;
  if (/(?:^|\.)headers\.get$/.test(callee)) return /authorization|key|secret|token/i.test(textOf(first) ?? '');
  const status = named.get('status_code') ?? first;
  return (
    /(?:^|\.)(?:abort|HTTPException)$/.test(callee) &&
    status?.kind === 'constant' &&
    (status.value === 401 || status.value === 403)
  );
}

/** A server that ENTRYPOINT or CMD names and that listens to its own machine alone, as `uvicorn` does if nobody says otherwise. */
export function findQuietServer({ entrypoint, cmd, environment }: FinalImage, file: string): WebServer | undefined {
  const values = new Map([...environment].map(([name, { value }]) => [name, value]));
  for (const command of [entrypoint, cmd].flatMap((start) => start?.commands ?? [])) {
    const served = servedBy(command, values);
    if (served?.listens === 'own') return { name: served.name, hears: 'own', location: { file, line: command.line } };
  }
  return undefined;
}

type Heard = Pick<WebServer, 'name' | 'hears'> & { readonly line: number };

/** `settings`: calls of R's `options`, which say where Shiny listens if the call does not. */
function ofCall(call: Call, settings: readonly Call[]): Heard | undefined {
  const known = calls.find(([callee]) => callee.test(call.callee));
  if (known === undefined) return undefined;
  const ofShiny = nameOf(call.callee) === 'Shiny' ? settings.map(({ named }) => named.get('shiny.host')) : [];
  // `HTTP.serve("0.0.0.0", 8080) do request`: the function that answers stands first otherwise.
  const isBlock = known[1] === 1 && call.callee.startsWith('HTTP.') && call.positional[0]?.kind === 'text';
  const host = argumentOf(call, isBlock ? 0 : known[1], ['host']) ?? ofShiny.find((value) => value !== undefined);
  const name = nameOf(call.callee);
  const hears = host === undefined && !call.spread ? hearsBy(known[2]) : hearsAt(host);
  return hears === undefined ? undefined : { name, hears, line: call.line };
}

/** Of Julia, what `using` brings without its module's name. */
const exported: readonly (readonly [string, RegExp])[] = [
  ['Oxygen', /^serve(?:parallel)?$/],
  ['Genie', /^up$/],
  ['Dash', /^run_server$/],
];

/** Calls of a program, those of functions that Julia knows without their module, and `run` of plumber, by their whole name. */
export function withModules({ language, imports, calls: all }: ProgramFacts): readonly Call[] {
  // Of whatever object `run` is said to be, what was read of a file with routes is what serves them.
  if (language === 'r' && all.some(({ callee }) => /^(?:plumber::)?(?:plumb|pr)$/.test(callee)))
    return all.map((call) =>
      call.callee === '?.run' && (call.named.has('port') || call.named.has('host'))
        ? { ...call, callee: 'plumber::plumb().run' }
        : call,
    );
  const brought = language === 'julia' ? exported.filter(([name]) => imports.some((each) => each.name === name)) : [];
  if (brought.length === 0) return all;
  return all.map((call) => {
    const module = brought.find(([, callee]) => callee.test(call.callee))?.[0];
    return module === undefined ? call : { ...call, callee: `${module}.${call.callee}` };
  });
}

function nameOf(callee: string): string {
  const [library = ''] = callee.split('.');
  if (library === 'flask') return 'Flask';
  if (/^(?:plumber::)?(?:plumb|pr)/.test(library)) return 'plumber';
  return /(?:runApp|shinyApp(?:Dir|File)?)$/.test(library) ? 'Shiny' : library;
}

/** The server that a call starts, wherever it listens. */
export function serverCalled({ callee }: Call): string | undefined {
  return calls.some(([known]) => known.test(callee)) ? nameOf(callee) : undefined;
}

function ofCommand(command: ShellCommand, environment: ReadonlyMap<string, string>): Heard | undefined {
  const served = servedBy(command, environment);
  if (served === undefined || served.listens === 'own') return undefined;
  return { name: served.name, hears: served.listens, line: command.line };
}

const hearsBy = (byDefault: 'all' | 'own'): WebServer['hears'] | undefined =>
  byDefault === 'all' ? 'others' : undefined;

function hearsAt(host: Value | undefined): WebServer['hears'] | undefined {
  const choices = choicesOf(host).map((each) =>
    // Julia has it as a constant of Sockets.
    each.kind === 'symbol' && /^(?:Sockets\.)?localhost$/.test(each.name) ? '127.0.0.1' : textOf(each),
  );
  if (choices.length === 0 || choices.includes(undefined)) return 'unknown';
  return choices.every((each) => isOwnAddress(each ?? '')) ? undefined : 'others';
}

/** Of a server that is told where to listen while it runs. */
export const adviseAddress =
  'write the address into the call, "127.0.0.1" where only this container is to reach it, or accept this with the reason in .tre-container.yml';

/** An interface for other programs, which everybody on the host reaches too. */
export function judgeWebServer(server: WebServer | undefined): Verdict | undefined {
  if (server === undefined) return undefined;
  const { name, location, hears, login } = server;
  if (login !== undefined)
    return unknown(
      `${name} answers requests, and ${login} is there to ask who sends them: whether each is asked, the files do not tell`,
      location,
    );
  if (hears === 'unknown')
    return unknown(`${name} answers requests, and where it listens the files do not tell`, location, adviseAddress);
  return fail({
    message: `${name} answers whoever reaches its port, and nothing of its programs asks for a password`,
    location,
    fix: 'put a server before it that asks, let it listen on 127.0.0.1 alone and expose no port, or accept the finding with the reason why nobody else reaches the port',
  });
}
