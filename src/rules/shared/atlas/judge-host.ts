import type { Argument, Trigger } from '../../../model/atlas/atlas-entry.ts';
import { argumentOf, type Call } from '../../../model/programs/program-facts.ts';
import { choicesOf, type Value } from '../../../model/programs/value.ts';
import { combine, judgeAsking, type Answer, type Holds } from './judge-form.ts';

/** What stands for a part of a text that nobody knows. */
const hole = '\0';
/** Schemes of what lies on a disk, with what a driver is called behind it (`sqlite+aiosqlite`). */
const local = /^(?:file|sqlite\d?|duckdb|access|jdbc:(?:sqlite|h2|duckdb|derby))(?:[+:]|$)/i;
/** The machine that a connection string names: `host=db.nhs.uk dbname=x`, `Driver={...};Server=tcp:db.nhs.uk,1433;`. */
const inString = /(?:^|[\s;])(?:host(?:addr|name)?|server(?:name)?|data source|addr(?:ess)?)\s*=\s*([^\s;]*)/i;

/** Whether what the call is given makes it ask for a network. */
export function judgeTrigger(call: Call, { on, argument, onlyShown }: Trigger, holds: Holds): Answer {
  if (argument === undefined || on === 'always') return 'yes';
  if (on !== 'host') return judgeAsking(call, argument, on === 'default', holds);
  const answer = judgeHost(call, argument);
  return answer === 'unknown' && onlyShown === true ? 'no' : answer;
}

/** Whether the argument of a call names another machine: by its name or number, in an address, or in a connection string. */
function judgeHost(call: Call, argument: Argument): Answer {
  const value = argumentOf(call, argument.at, argument.names);
  if (value === undefined) return call.spread ? 'unknown' : 'no';
  return combine(choicesOf(value).map(judgeValue));
}

function judgeValue(value: Value): Answer {
  if (value.kind === 'unknown') return 'unknown';
  if (value.kind === 'list') {
    const answers = value.items.map((item) => combine(choicesOf(item).map(judgeValue)));
    return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
  }
  // What a call gives may be an address; a socket or an engine was judged where it was made.
  if (value.kind === 'result')
    return /ur[il]|dsn|host|addr|str(?:ing)?$|get$|conf|setting/i.test(value.of) ? 'unknown' : 'no';
  if (value.kind !== 'text') return 'no';
  // A variable that is empty while nobody sets it (`Sys.getenv("DB_HOST")`) is asked for to be set.
  if (value.variable !== undefined && value.parts.every((part) => part === '')) return 'unknown';
  return judgeText(value.parts.map((part) => (typeof part === 'string' ? part : hole)).join(''));
}

function judgeText(text: string): Answer {
  const address = /^([\w+.:-]{0,40}):\/\/(.*)$/s.exec(text);
  if (address !== null) return judgeAddress(address[1] ?? '', address[2] ?? '');
  const named = inString.exec(text)?.[1];
  if (named !== undefined) return judgeName(named.replace(/^["'{]?(?:tcp:|np:)?/i, ''));
  if (/\bdsn\s*=/i.test(text)) return 'unknown';
  // Of a connection string that names no machine, drivers ask this one; of a list of settings they do not.
  if (/[\s;=]/.test(text)) return text.includes(hole) ? 'unknown' : 'no';
  return judgeName(text);
}

function judgeAddress(scheme: string, rest: string): Answer {
  if (local.test(scheme)) return 'no';
  const authority = rest.replace(/[/?#].*$/s, '');
  return judgeName(authority.slice(authority.lastIndexOf('@') + 1));
}

/** A name or number of a machine, with what may follow: `:1521/XE`, `,1433`, `\SQLEXPRESS`. */
function judgeName(text: string): Answer {
  const name = /^\[[\da-f:]*\]|^[^:/,\\"'}]*/i.exec(text)?.[0] ?? '';
  if (name.includes(hole)) return 'unknown';
  if (name === '' || /^(?:localhost|\.|\(local\)|\(localdb\)|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])$/i.test(name))
    return 'no';
  return /^(?:\[[\da-f:]+\]|[\w-]+(?:\.[\w-]+)*\.?)$/i.test(name) ? 'yes' : 'no';
}

/** Whether all addresses among the words of a command are of files or of this machine. */
export function isLocal(words: readonly string[]): boolean {
  const addresses = words.filter((word) => /^[a-z]+:\/\//i.test(word));
  return (
    addresses.length > 0 &&
    addresses.every((word) => /^(?:file:|[a-z]+:\/\/(?:localhost|127\.|\[::1\]|0\.0\.0\.0))/i.test(word))
  );
}
