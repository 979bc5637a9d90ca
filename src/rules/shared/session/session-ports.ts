import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { findServer } from '../../../model/rehearsal/session-server.ts';
import { allDockerfiles, type ProjectFacts } from '../../../model/sources/facts.ts';
import { linesOf } from '../lines-of.ts';
import { listStarts } from '../open-servers.ts';
import { portsCalled, portsGiven, type Listening } from './told-ports.ts';

const optionOfPort = /^--(?:(?:\w+App|server|www)[.-])?port(?:=(\d{1,5}))?$/;

/** What must name one and the same port: where the server listens, EXPOSE, and what `ces/opt-file.txt` publishes. */
export function findOtherPorts(image: FinalImage, dockerfile: DockerfileFacts, facts: ProjectFacts): Finding[] {
  // An image that nobody knows may expose more, and so may a variable.
  if (image.ports.some(({ unresolved }) => unresolved.length > 0) || (image.known === undefined && !image.from.scratch))
    return [];
  const server = findListening(image, dockerfile, facts);
  const exposed = [...image.ports.map(({ value }) => value), ...(image.known?.ports ?? []).map(String)];
  const [first] = image.ports;
  if (server !== undefined && first !== undefined && !exposed.some((range) => holds(range, server.port)))
    return [
      {
        message: `EXPOSE ${first.value}, and the server listens on ${String(server.port)} (${server.location.file}:${String(server.location.line)})`,
        location: { file: dockerfile.path, line: first.line },
        fix: `write one port in both: EXPOSE ${String(server.port)}`,
      },
    ];
  const open = server === undefined ? exposed : [String(server.port)];
  const published = open.length === 0 || !isOfRunFiles(dockerfile, facts) ? [] : listPublished(facts);
  const [other] = published;
  if (other === undefined || published.some(({ port }) => open.some((range) => holds(range, port)))) return [];
  return [
    {
      message: `the container's port ${String(other.port)} is published, and the session is on ${open.join(' ')}: nobody reaches it`,
      location: other.location,
      fix: `publish the port of the session: --publish=127.0.0.1:${String(open[0])}:${String(open[0])}`,
    },
  ];
}

/** Programs that pass on what they are asked, by whatever way they are started. */
const proxy =
  /(?:^|\/)(?:nginx|caddy|apache2(?:ctl)?|httpd|haproxy|traefik|envoy|lighttpd|socat|websockify|supervisord)$/;

/** Where the one server of the start listens, if an option, a call of its program or JUPYTER_PORT says so. */
function findListening(image: FinalImage, dockerfile: DockerfileFacts, facts: ProjectFacts): Listening | undefined {
  const starts = listStarts(image, dockerfile, facts);
  // What stands before the server has a port of its own.
  if (starts.some(({ program, words }) => words.slice(0, 3).some((word) => proxy.test(word)) || proxy.test(program)))
    return undefined;
  const servers = starts.filter((command) => findServer(command) !== undefined);
  const told = servers.flatMap(({ words, file, line }) =>
    words.flatMap((word, index): Listening[] => {
      const option = optionOfPort.exec(word);
      const port = option === null ? undefined : (option[1] ?? words[index + 1]);
      return port !== undefined && /^\d{1,5}$/.test(port) ? [{ port: Number(port), location: { file, line } }] : [];
    }),
  );
  const set = image.environment.get('JUPYTER_PORT');
  const isJupyter = servers.some((command) => /jupyter|notebook/.test(findServer(command)?.name ?? ''));
  if (told.length === 0 && isJupyter && set !== undefined && /^\d{1,5}$/.test(set.value))
    told.push({ port: Number(set.value), location: { file: dockerfile.path, line: lineOf('JUPYTER_PORT', set) } });
  if (told.length === 0 && servers.every((command) => findServer(command)?.name === 'streamlit')) {
    const given = portsGiven(starts, image, facts);
    told.push(...(given.length > 0 ? given : portsCalled(dockerfile, facts)));
  }
  return new Set(told.map(({ port }) => port)).size === 1 ? told[0] : undefined;
}

function lineOf(name: string, { instruction }: { readonly instruction: FinalImage['instructions'][number] }): number {
  return instruction.words.find(({ value }) => value.startsWith(`${name}=`))?.line ?? instruction.line;
}

/** What lies in `ces/` belongs to the project's own image, and not to a second one beside it. */
function isOfRunFiles({ path }: DockerfileFacts, facts: ProjectFacts): boolean {
  return allDockerfiles(facts).length === 1 || path === `${facts.home ?? ''}Dockerfile`;
}

/** The container's side of what the runner publishes. */
function listPublished({ byPath, home = '' }: ProjectFacts): readonly Listening[] {
  const file = `${home}ces/opt-file.txt`;
  return (linesOf(byPath.get(file)) ?? []).flatMap((line, index) => {
    const [, port] = /^\s*(?:--publish[=\s]|-p\s)\s*(?:\S*:)?(\d{1,5})(?:\/tcp)?\s*$/.exec(line) ?? [];
    return port === undefined ? [] : [{ port: Number(port), location: { file, line: index + 1 } }];
  });
}

/** `8000-8010/tcp` holds 8005. */
function holds(range: string, port: number): boolean {
  const [first = '', last = first] = (range.split('/')[0] ?? '').split('-');
  return port >= Number(first) && port <= Number(last);
}
