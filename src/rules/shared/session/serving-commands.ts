import type { ShellCommand } from '../../../model/sources/source-facts.ts';

/** Where a server listens that a command starts; `unknown` where the files do not tell. */
export type Listens = 'own' | 'others' | 'unknown';

interface ServingCommand {
  /** The word after the program without which it does not serve: `run` of `flask run`. */
  readonly word?: string;
  /** Where it listens if nobody says so. */
  readonly byDefault: 'own' | 'others';
  /** The option that says it, with its value in the first group where both are one word. */
  readonly option?: RegExp;
  /** It is said by a word without a name, `0.0.0.0:8000`; a port alone says nothing. */
  readonly byWord?: true;
  /** A variable of the image that says it where no option does. */
  readonly variable?: string;
  /** A variable of the image that lets it listen to everybody where it is set. */
  readonly opens?: string;
  /** A file of settings can say it. */
  readonly settings?: RegExp;
}

const bind = /^(?:-b|--bind)(?:=(.*))?$/;
const host = /^--host(?:=(.*))?$/;
/** Each program's word for where it listens is from its own documentation. */
const commands: ReadonlyMap<string, ServingCommand> = new Map<string, ServingCommand>([
  ['gunicorn', { byDefault: 'own', option: bind, opens: 'PORT', settings: /^(?:-c|--config)\b/ }],
  ['uvicorn', { byDefault: 'own', option: host, variable: 'UVICORN_HOST' }],
  ['hypercorn', { byDefault: 'own', option: bind, settings: /^(?:-c|--config)\b/ }],
  ['daphne', { byDefault: 'own', option: /^(?:-b|--bind)(?:=(.*))?$/ }],
  ['waitress-serve', { byDefault: 'others', option: /^--(?:host|listen)(?:=(.*))?$/ }],
  ['flask', { word: 'run', byDefault: 'own', option: /^(?:-h|--host)(?:=(.*))?$/, variable: 'FLASK_RUN_HOST' }],
  ['fastapi', { word: 'run', byDefault: 'others', option: host }],
  ['http.server', { byDefault: 'others', option: bind }],
  ['django-admin', { word: 'runserver', byDefault: 'own', byWord: true }],
  ['manage.py', { word: 'runserver', byDefault: 'own', byWord: true }],
]);
/** Modules that serve as the command of another name does. */
const modules: ReadonlyMap<string, string> = new Map([
  ['django', 'django-admin'],
  ['waitress', 'waitress-serve'],
]);

const ownAddress = /^(?:localhost|127\.|::1|\[::1\]|unix:)/;
/** True for an address at which only the same machine or container hears. */
export const isOwnAddress = (address: string): boolean => ownAddress.test(address);

/** The host of an address: of `0.0.0.0:$PORT` it is known, whatever the port. */
const hostOf = (address: string): string => address.replace(/:(?:\d+|\$\w+|\$\{[^{}]*\})$/, '');

/** The server that a command starts, and who hears it; nothing for a command that serves nothing. */
export function servedBy(
  command: ShellCommand,
  environment: ReadonlyMap<string, string>,
): { readonly name: string; readonly listens: Listens } | undefined {
  const [called = '', ...words] = calledAs(command);
  const name = modules.get(called) ?? called;
  const known = commands.get(name);
  if (known === undefined || (known.word !== undefined && !words.includes(known.word))) return undefined;
  const told = addressesIn(words, known);
  const variable =
    known.variable === undefined ? undefined : (command.assignments[known.variable] ?? environment.get(known.variable));
  if (told.length === 0 && variable !== undefined) told.push(variable);
  if (told.length > 0)
    return {
      name,
      listens: told.every(isOwnAddress)
        ? 'own'
        : told.some((each) => hostOf(each).includes('$'))
          ? 'unknown'
          : 'others',
    };
  if (known.opens !== undefined && environment.has(known.opens)) return { name, listens: 'others' };
  return { name, listens: words.some((word) => known.settings?.test(word)) ? 'unknown' : known.byDefault };
}

/** `python -m uvicorn x` is `uvicorn x`, `python manage.py x` is `manage.py x`. */
export function calledAs({ program, words }: ShellCommand): readonly string[] {
  const [, ...rest] = words;
  if (!/^python[\d.]*$/.test(program)) return [program, ...rest];
  const module = rest.indexOf('-m');
  const first = rest.findIndex((word) => !word.startsWith('-'));
  const [name = '', ...more] =
    module >= 0 && module < first ? rest.slice(module + 1) : first < 0 ? [] : rest.slice(first);
  return [name.slice(name.lastIndexOf('/') + 1), ...more];
}

function addressesIn(words: readonly string[], { option, byWord, word: after }: ServingCommand): string[] {
  if (byWord === true)
    return words
      .slice(words.indexOf(after ?? '') + 1)
      .filter((word) => !word.startsWith('-') && !/^\d+$/.test(word))
      .slice(0, 1);
  return words.flatMap((word, index) => {
    const found = option?.exec(word) ?? null;
    return found === null ? [] : [found[1] ?? words[index + 1] ?? ''];
  });
}
