import type { ProgramFacts } from '../../../model/programs/program-facts.ts';
import { textOf, type Value } from '../../../model/programs/value.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';

const variable =
  /LICEN[CS]E|LM_PROJECT|FLEXLM|RLM_|SENTINEL|LSFORCEHOST|LSHOST|TOKENSERVER|WLSACCESSID|WLSSECRET|CSMANAGER/i;
const server = /(?:^|[:;,])\d{2,5}@[\w.-]+|@[\w-]+\.[\w.-]+|^https?:\/\/|^[\w-]+(?:\.[\w-]+)+(?::\d+)?$/;
/** `27000@host`: how FlexNet names a server wherever it may stand. */
const port = /^\d{2,5}@[\w.-]+$/;
/** Behind `-c`, which means something else to most programs: `@host`, `27000@a:27000@b`. */
const bare = /^\d{0,5}@[\w.-]+(?:[:;,]\d{0,5}@[\w.-]+)*$/;
/** A web licence: keys with which the software asks its vendor at every start. */
const web = /^(?:CLOUDACCESSID|CLOUDKEY|CSAPIACCESSID|CSAPISECRET|GRB_WLS\w*|WLSACCESSID|WLSSECRET|WLSTOKEN)$/i;

/** A place that asks for a licence, in words that end a sentence. */
export interface LicenceServer {
  readonly message: string;
  readonly line: number;
}

/** What a variable says: the server that it names, or that it is a key of a web licence. */
export function judgeLicenceVariable(name: string, value: string): string | undefined {
  if (web.test(name.replace(/^GRB_/i, '')) && value !== '')
    return `${name} is of a licence that asks the vendor's web service`;
  return variable.test(name) && server.test(value) && !value.startsWith('/')
    ? `${name}=${value} names a licence server`
    : undefined;
}

/** What the text of a licence file says, with the line. */
export function judgeLicenceText(text: string): LicenceServer | undefined {
  const at = (index: number): number => text.slice(0, index).split('\n').length;
  const host =
    /^[ \t]*(?:SERVER|HOST)[ \t]+([\w.-]+)/m.exec(text) ??
    /^[ \t]*(?:TOKENSERVER|COMPUTESERVER)[ \t]*=[ \t]*(\S+)/m.exec(text);
  if (host !== null) return { message: `asks the server ${host[1] ?? ''}`, line: at(host.index) };
  const key = /^[ \t]*(?:WLSACCESSID|WLSSECRET|CLOUDACCESSID|CSAPIACCESSID)[ \t]*=/m.exec(text);
  if (key !== null) return { message: "asks the vendor's web service", line: at(key.index) };
  return /^[ \t]*USE_SERVER\b/m.test(text)
    ? { message: 'asks a server (USE_SERVER)', line: at(text.search(/^[ \t]*USE_SERVER\b/m)) }
    : undefined;
}

/** Whether a file is a licence by its name. */
export function isLicenceFile(path: string): boolean {
  return /\.(?:lic|licen[cs]e|dat)$/i.test(path) || /(?:^|\/)licen[cs]e[\w-]*(?:\.txt)?$/i.test(path);
}

/** What a command exports, is given, or writes into a licence file. */
export function judgeLicenceCommand(command: ShellCommand): LicenceServer | undefined {
  const { program, words, assignments, writes, line } = command;
  const pairs = [
    ...Object.entries(assignments),
    ...(/^(?:export|setenv|declare)$/.test(program)
      ? words.slice(1).map((word) => word.split(/=(.*)/s, 2) as [string, string?])
      : []),
  ];
  for (const [name, value = ''] of pairs) {
    const message = judgeLicenceVariable(name, value);
    if (message !== undefined) return { message, line };
  }
  if ([...writes, ...(program === 'tee' ? words.slice(1) : [])].some(isLicenceFile)) {
    const found = judgeLicenceText(words.slice(1).join('\n').replaceAll('\\n', '\n'));
    if (found !== undefined) return { message: `the licence that is written here ${found.message}`, line };
  }
  const address = words.find(
    (word, at) =>
      port.test(word) ||
      (/^-{1,2}licen[cs]e\w*$/.test(words[at - 1] ?? '') && server.test(word)) ||
      (words[at - 1] === '-c' && bare.test(word)),
  );
  return address === undefined
    ? undefined
    : { message: `${program} is told to ask the licence server ${address}`, line };
}

/** What a program sets for itself, or gives to the library that asks. */
export function judgeLicenceProgram(program: ProgramFacts): readonly LicenceServer[] {
  const set = program.variables.flatMap(({ name, value, line }) => {
    const message = judgeLicenceVariable(name, textOf(value) ?? '');
    return message === undefined ? [] : [{ message, line }];
  });
  const given = program.calls.flatMap(({ callee, positional, named, line }) => {
    if (!/(?:^|\.)(?:gurobipy\.)?Env$/.test(callee)) return [];
    const keys = [...positional, ...named.values()].flatMap(keysOf);
    const key = keys.find((name) => web.test(name) || /^TOKENSERVER$/i.test(name));
    return key === undefined ? [] : [{ message: `${callee} is given ${key}, of a licence that asks a server`, line }];
  });
  return [...set, ...given, ...program.commands.flatMap((command) => judgeLicenceCommand(command) ?? [])];
}

const keysOf = (value: Value): readonly string[] => (value.kind === 'table' ? [...value.entries.keys()] : []);
