import { type SocketCall, askSocket, handOn, handOnBoth, succeeded, textOf } from './ask-socket.ts';

/** Makes a call, and tells the exit code that docker's program would have. */
export type MakeCall = (call: SocketCall) => Promise<number>;

const container = /^[\da-f]{12,64}$/;
const image = /^\w[\w.:/@-]{0,255}$/;
const volume = /^\w[\w.-]{0,255}$/;

/** The calls whose words are known; nothing for any other, which docker's own program makes. */
export function readCall(words: readonly string[]): MakeCall | undefined {
  const [first = '', second = '', third = '', fourth = ''] = words;
  const names = words.slice(3);
  switch (words.slice(0, -1).join(' ')) {
    case 'wait':
      return container.test(second) ? (call) => waitForEnd(call, second) : undefined;
    case 'diff':
      return container.test(second) ? (call) => listChanges(call, second) : undefined;
    case 'logs':
      return container.test(second) ? (call) => readLogs(call, second) : undefined;
    case 'start --attach':
      return container.test(third) ? (call) => startAttached(call, third) : undefined;
    case 'cp -':
      return copyCall(third, (id, path) => (call) => copyIn(call, id, path));
    default:
  }
  if (first === 'cp' && words.length === 3 && third === '-')
    return copyCall(second, (id, path) => (call) => copyOut(call, id, path));
  if (first === 'rm' && second === '--force' && third === '--volumes')
    return removal(names, container, removedContainer);
  if (first === 'volume' && second === 'rm' && third === '--force') return removal(names, volume, removedVolume);
  if (first === 'kill' && second === '--signal' && /^[A-Z]+$/.test(third) && container.test(fourth))
    return (call) => done(call, 'POST', `/containers/${fourth}/kill?signal=${third}`);
  return inspection(words);
}

/** `inspect`, with or without a format. */
function inspection(words: readonly string[]): MakeCall | undefined {
  const place = words[0] === 'image' || words[0] === 'volume' ? words[0] : 'container';
  const [verb, ...given] = place === 'container' ? words : words.slice(1);
  if (verb !== 'inspect') return undefined;
  const rest = given[0] === '--type' && given[1] === 'container' ? given.slice(2) : given;
  const [format, name = ''] = rest[0] === '--format' ? rest.slice(1) : [undefined, ...rest];
  if (rest.length !== (format === undefined ? 1 : 3) || (format !== undefined && !isKnown(format))) return undefined;
  if (!{ container, image, volume }[place].test(name) || name.includes('..')) return undefined;
  const path = { container: `/containers/${name}/json`, image: `/images/${name}/json`, volume: `/volumes/${name}` };
  return async (call) => {
    const answer = await askSocket(call, 'GET', path[place]);
    if (!(await succeeded(answer, call.stderr))) return 1;
    const text = await textOf(answer);
    call.stdout.write(format === undefined ? `[${text}]\n` : `${fillFormat(format, JSON.parse(text))}\n`);
    return 0;
  };
}

const field = /\{\{(json )?((?:\.\w+)+)\}\}/g;

/** Whether a format asks for fields alone. */
function isKnown(format: string): boolean {
  return !format.replace(field, '').includes('{{');
}

/** A format of docker's program, filled from what the engine says. */
export function fillFormat(format: string, said: unknown): string {
  return format.replace(field, (_, asJson: string | undefined, path: string) => {
    const value = path
      .slice(1)
      .split('.')
      .reduce<unknown>((from, name) => (from as Readonly<Record<string, unknown>> | null | undefined)?.[name], said);
    return asJson === undefined ? String(value) : JSON.stringify(value ?? null);
  });
}

function copyCall(place: string, make: (id: string, path: string) => MakeCall): MakeCall | undefined {
  const colon = place.indexOf(':/');
  const id = place.slice(0, Math.max(0, colon));
  return container.test(id) ? make(id, encodeURIComponent(place.slice(colon + 1))) : undefined;
}

async function copyOut(call: SocketCall, id: string, path: string): Promise<number> {
  const answer = await askSocket(call, 'GET', `/containers/${id}/archive?path=${path}`);
  if (!(await succeeded(answer, call.stderr))) return 1;
  await handOn(answer, call.stdout, call.signal);
  return 0;
}

function copyIn(call: SocketCall, id: string, path: string): Promise<number> {
  return done(call, 'PUT', `/containers/${id}/archive?path=${path}&noOverwriteDirNonDir=true`);
}

/** A call that has nothing to say but whether it failed. */
async function done(call: SocketCall, method: string, path: string): Promise<number> {
  const answer = await askSocket(call, method, path);
  if (!(await succeeded(answer, call.stderr))) return 1;
  answer.resume();
  return 0;
}

const removedContainer = (id: string): string => `/containers/${id}?force=1&v=1`;
const removedVolume = (name: string): string => `/volumes/${name}?force=1`;

function removal(names: readonly string[], known: RegExp, path: (name: string) => string): MakeCall | undefined {
  if (names.length === 0 || !names.every((name) => known.test(name))) return undefined;
  return async (call) => Math.max(...(await Promise.all(names.map((name) => done(call, 'DELETE', path(name))))));
}

async function waitForEnd(call: SocketCall, id: string): Promise<number> {
  const answer = await askSocket(call, 'POST', `/containers/${id}/wait`);
  if (!(await succeeded(answer, call.stderr))) return 1;
  call.stdout.write(`${String(statusOf(await textOf(answer)))}\n`);
  return 0;
}

function statusOf(text: string): number {
  return (JSON.parse(text) as { readonly StatusCode: number }).StatusCode;
}

/** As the engine numbers them. */
const kinds = ['C', 'A', 'D'];

async function listChanges(call: SocketCall, id: string): Promise<number> {
  const answer = await askSocket(call, 'GET', `/containers/${id}/changes`);
  if (!(await succeeded(answer, call.stderr))) return 1;
  const changes = JSON.parse(await textOf(answer)) as readonly { Kind: number; Path: string }[] | null;
  for (const { Kind, Path } of changes ?? []) call.stdout.write(`${kinds[Kind] ?? ''} ${Path}\n`);
  return 0;
}

async function readLogs(call: SocketCall, id: string): Promise<number> {
  const hasTerminal = await askForTerminal(call, id);
  const answer = await askSocket(call, 'GET', `/containers/${id}/logs?stdout=1&stderr=1`);
  if (!(await succeeded(answer, call.stderr))) return 1;
  await (hasTerminal ? handOn(answer, call.stdout, call.signal) : handOnBoth(answer, call));
  return 0;
}

async function askForTerminal(call: SocketCall, id: string): Promise<boolean> {
  const text = await textOf(await askSocket(call, 'GET', `/containers/${id}/json`));
  return (JSON.parse(text) as { readonly Config?: { readonly Tty?: boolean } }).Config?.Tty === true;
}

/** Who reads and who waits are there before it is started, so that nothing of it is missed. */
async function startAttached(call: SocketCall, id: string): Promise<number> {
  const hasTerminal = await askForTerminal(call, id);
  const output = await askSocket(call, 'POST', `/containers/${id}/attach?stream=1&stdout=1&stderr=1`);
  if (!(await succeeded(output, call.stderr))) return 1;
  const end = await askSocket(call, 'POST', `/containers/${id}/wait?condition=next-exit`);
  const hasStarted = (await succeeded(end, call.stderr)) && (await done(call, 'POST', `/containers/${id}/start`)) === 0;
  if (!hasStarted) {
    output.destroy();
    end.destroy();
    return 1;
  }
  call.onBegun?.();
  const [status] = await Promise.all([
    textOf(end).then(statusOf),
    hasTerminal ? handOn(output, call.stdout, call.signal) : handOnBoth(output, call),
  ]);
  return status;
}
