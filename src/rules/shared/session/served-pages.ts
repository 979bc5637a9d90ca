import type { Finding, Location, Verdict } from '../../../model/check/rule.ts';
import { fail, pass, unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { KnownImage } from '../../../model/dockerfile/known-image.ts';
import type { Call } from '../../../model/programs/program-facts.ts';
import type { Value } from '../../../model/programs/value.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { isIdle } from '../reach/is-called.ts';

/** A command that the image starts, with the file that it stands in. */
export type StartedCommand = ShellCommand & { readonly file: string };

/** How nobody else reaches a server that has no login. */
export const behind =
  'put a server before it that asks, or accept the finding with the reason why nobody else reaches the port';

/** A call that starts a page for a browser. */
interface Page {
  readonly callee: RegExp;
  readonly name: string;
  /** The argument without which it asks nobody; none has a login of its own. */
  readonly login?: string;
  /** Arguments that switch its own login off, where they are false. */
  readonly switches?: readonly string[];
}

const pages: readonly Page[] = [
  { callee: /^gradio\.(?:\w+\(\)\.)*(?:\w+\.)*launch$/, name: 'Gradio', login: 'auth' },
  { callee: /^panel\.(?:io\.server\.)?serve$/, name: 'Panel', login: 'basic_auth' },
  // Dash has no login of its own; a wrapper such as dash-auth asks for one.
  { callee: /^dash\.Dash\(\)\.run(?:_server)?$/, name: 'Dash' },
  { callee: /^Pluto\.run$/, name: 'Pluto', switches: ['require_secret_for_access', 'require_secret_for_open_links'] },
];

/** The library whose pages a call serves. */
export function pageCalled({ callee }: Call): string | undefined {
  return pages.find((page) => page.callee.test(callee))?.name;
}

/** What lets everybody in: an argument that is missing, or one that switches the login off. */
function openBy(
  { login, switches }: Page,
  { named, spread }: Call,
): { readonly without?: string; readonly by?: string } | undefined {
  if (switches !== undefined) {
    const by = switches.find((name) => {
      const value = named.get(name);
      return value?.kind === 'constant' && value.value === false;
    });
    return by === undefined ? undefined : { by };
  }
  if (login === undefined) return {};
  return spread || named.has(login) ? undefined : { without: login };
}

/** What serves pages, with its port where that is written down. */
export interface Served {
  readonly name: string;
  readonly location: Location;
  readonly port?: number;
}

const withPort = (value: Value | undefined): Pick<Served, 'port'> =>
  value?.kind === 'constant' && typeof value.value === 'number' ? { port: value.value } : {};

/** The first program of the start that serves a page of a known library. */
export function findPage(
  { path }: DockerfileFacts,
  facts: ProjectFacts,
): (Served & { readonly asks: boolean }) | undefined {
  const reach = facts.reach.get(path);
  for (const reached of reach?.programs ?? [])
    for (const call of reached.class === 'started' ? reached.program.calls : []) {
      const page = pages.find(({ callee }) => callee.test(call.callee));
      if (page !== undefined && reach !== undefined && !isIdle(call.function, reached, reach))
        return {
          name: page.name,
          location: { file: reached.program.path, line: call.line },
          asks: openBy(page, call) === undefined && !call.spread,
          ...withPort(call.named.get('port') ?? call.named.get('server_port')),
        };
    }
  return undefined;
}

/** Programs of the start that serve a page to everybody. */
export function findOpenPages({ path }: DockerfileFacts, facts: ProjectFacts): Finding[] {
  const reach = facts.reach.get(path);
  return (reach?.programs ?? []).flatMap((reached) =>
    reach === undefined || reached.class === 'built' || reached.program.imports.some(({ name }) => name === 'dash_auth')
      ? []
      : reached.program.calls.flatMap((call) =>
          pages
            .filter(({ callee }) => callee.test(call.callee) && !isIdle(call.function, reached, reach))
            .flatMap((page) => {
              const open = openBy(page, call);
              return open === undefined
                ? []
                : [
                    {
                      message: `${page.name} asks nobody for a password`,
                      location: { file: reached.program.path, line: call.line },
                      fix: closeBy(open),
                    },
                  ];
            }),
        ),
  );
}

function closeBy({ without, by }: { readonly without?: string; readonly by?: string }): string {
  if (by !== undefined) return `leave out ${by}=false, and pass the secret to those who may come in`;
  if (without === undefined) return behind;
  return `pass ${without}= with a name and a password that come from the env-file, or accept the finding with the reason why nobody else reaches the port`;
}

/** The command of the start that serves an application of Shiny, if one does. */
export function findShiny(starts: readonly StartedCommand[]): Served | undefined {
  const found = starts.find(servesShiny);
  if (found === undefined) return undefined;
  const port = /\bport['"]?\s?=\s?(\d{1,5})\b/.exec(found.words.join(' '))?.[1];
  const location = { file: found.file, line: found.line };
  return { name: 'Shiny', location, ...(port === undefined ? {} : { port: Number(port) }) };
}

/** `R -e "shiny::runApp(...)"`: Shiny by itself has no login. */
export function servesShiny({ program, words }: ShellCommand): boolean {
  return (
    /^(?:R|Rscript|r)$/.test(program) &&
    words.some((word) => /\b(?:runApp|runShiny|run_app|run_shiny|shinyApp)\(/.test(word))
  );
}

/** Whether the port on which pages are served is exposed: by the base, since the Dockerfile exposes none. */
export function judgePage({ name, location, port }: Served, known: KnownImage | undefined): Verdict {
  const exposed = known?.ports ?? [];
  const list = exposed.join(', ');
  const other = known?.server?.name.startsWith(name) === false ? known.server.name : undefined;
  if (port !== undefined && exposed.includes(port))
    return pass(`the base image exposes port ${String(port)}`, location);
  // Where a server is started in the place of the base's own, the base's port is that other one's.
  if (port === undefined && exposed.length > 0 && other === undefined)
    return unknown(
      `${name} serves pages, and whether it does on the port of the base image (${list}), the files do not tell`,
      location,
    );
  const only =
    exposed.length > 0
      ? `only ${list} is exposed, by the base image${other === undefined ? '' : ` for ${other}`}`
      : 'no port is exposed';
  return fail({
    message: `${name} serves pages to a browser, and ${only}`,
    location,
    fix: `add EXPOSE ${port === undefined ? 'with the port that it listens on' : String(port)}`,
  });
}
