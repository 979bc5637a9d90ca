import type { ReachedProgram } from '../../../model/programs/reach.ts';
import { argumentOf, type Call } from '../../../model/programs/program-facts.ts';
import { choicesOf, startOf, type Value } from '../../../model/programs/value.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import type { Found } from './judge-reached.ts';

/** An address of another machine. */
const elsewhere = /^(?:https?|ftps?|sftp):\/\/(?!localhost\b|127\.|\[::1\]|0\.0\.0\.0)/;
/** Options that send what is named: of curl also by a letter, alone, last of several or with its value joined. */
const sending: ReadonlyMap<string, RegExp> = new Map([
  ['curl', /^(?:-(?!X)[fgikLnsSv#]{0,8}[dFT]|--(?:data(?:-\w+)?|json|form(?:-string)?|upload-file)(?:=|$))/],
  ['wget', /^--(?:post-(?:file|data)|body-(?:file|data))(?:=|$)/],
]);
const posting = /^(?:requests|httpx)\.(?:(?:Session|Client)\(\)\.)?(?:post|put|patch)$|^(?:RCurl::)?post(?:Form|URL)$/;

/** The method is said, and then the address. */
const asking = /^(?:requests|httpx)\.(?:(?:Session|Client)\(\)\.)?request$/;

const opening = /^urllib\.request\.(?:Request|urlopen)$/;

const fix =
  'take it out, or write what is to leave to /safe_outputs, from where it goes through the output checks of the TRE';

/** Where a program sends something to an address that stands in it: `curl -F file=@x https://...`, `requests.post("https://...")`. */
export function findUploads({ program }: ReachedProgram): readonly Found[] {
  return [
    ...program.commands.filter(uploads).map(({ program: name, line }) => ({ name, line })),
    ...[...program.calls.filter(posts), ...postsByPipe(program)].map(({ callee, line }) => ({ name: callee, line })),
  ].map(({ name, line }) => ({ message: `${name} sends data to a server elsewhere`, line, fix }));
}

const getting =
  /^(?:(?:requests|httpx)\.(?:(?:Session|Client)\(\)\.)?get|urllib\.request\.(?:Request|urlopen)|(?:httr::)?GET|(?:RCurl::)?getURL|(?:jsonlite::)?fromJSON)$/;
/** A service that answers, and gives no files out. */
const ofService = /^[^?]*(?:\/\/(?:api|rest|eutils|services?)[.-]|\/(?:api|rest)\/)|\?/;

/** Where a program asks a service elsewhere for what a value of its own names: the address tells it that value. */
export function findQuestions({ program }: ReachedProgram): readonly Found[] {
  return program.calls
    .filter((call) => getting.test(call.callee) && asks(call))
    .map(({ callee, line }) => ({
      message: `${callee} asks a service elsewhere for a value of the program's`,
      line,
      fix,
    }));
}

function asks(call: Call): boolean {
  const address = argumentOf(call, 0, ['url', 'txt']);
  if (!isTo(address)) return false;
  const given = call.named.get('params') ?? call.named.get('query');
  const told = given?.kind === 'table' ? [...given.entries.values()] : given?.kind === 'list' ? given.items : [given];
  return (
    told.some((value) => value !== undefined && isOpen(value)) ||
    choicesOf(address).some((value) => ofService.test(startOf(value)) && isOpen(value))
  );
}

/** A setting is no data of somebody's. */
function isOpen(value: Value): boolean {
  return choicesOf(value).some(
    (each) =>
      (each.kind === 'unknown' && each.why !== 'configuration') ||
      (each.kind === 'result' && !/env|conf|setting|token|key/i.test(each.of)) ||
      (each.kind === 'text' && each.parts.includes(undefined)),
  );
}

function uploads({ program, words }: ShellCommand): boolean {
  const options = words.slice(1);
  return (
    options.some((word) => sending.get(program)?.test(word) === true) &&
    options.some((word) => elsewhere.test(word.replace(/^--url=/, '')))
  );
}

const isTo = (value: Value | undefined): boolean => elsewhere.test(startOf(value));

function posts(call: Call): boolean {
  if (posting.test(call.callee)) return isTo(argumentOf(call, 0, ['url'])) || isTo(call.receiver);
  if (asking.test(call.callee))
    return /^(?:POST|PUT|PATCH)$/i.test(startOf(argumentOf(call, 0, ['method']))) && isTo(argumentOf(call, 1, ['url']));
  // What is given a body is a POST, whatever method is named.
  return opening.test(call.callee) && isTo(argumentOf(call, 0, ['url'])) && isGiven(argumentOf(call, 1, ['data']));
}

const isGiven = (value: Value | undefined): boolean =>
  value !== undefined && !(value.kind === 'constant' && value.value === null);

/** httr2 of R says the address and what is sent in two calls of one pipe: of a program that asks only elsewhere, each body goes there. */
function postsByPipe({ calls }: ReachedProgram['program']): readonly Call[] {
  const asked = calls.filter(({ callee }) => /^(?:httr2::)?request$/.test(callee));
  const isElsewhere = asked.length > 0 && asked.every((call) => isTo(argumentOf(call, 0, ['base_url'])));
  return isElsewhere
    ? calls.filter(({ callee }) => /^(?:httr2::)?req_body_(?:json|form|multipart|raw|file)$/.test(callee))
    : [];
}
