import type { RuleResult } from '../../model/check/check-report.ts';
import { groupBy } from '../../shared/group-by.ts';
import type { Gathered } from './gather-failures.ts';

/** One finding of several that one edit mends: of the lines that are added to a file, and of the words that name an image. The order stays. */
export function joinGathered(said: readonly Gathered[]): readonly Gathered[] {
  return [...groupBy(said, (each) => subjectOf(each)).values()].map(([first, ...others]) => {
    if (others.length === 0) return first;
    const all = [first, ...others];
    return isAdded(first.result) ? joinAdded(all, first) : joinNames(all, first);
  });
}

/** What a line more in the Dockerfile fixes. */
export function isAdded({ fix = '' }: Pick<RuleResult, 'fix'>): boolean {
  return fix.startsWith(adding);
}

const adding = 'add the line: ';
/** What a finding speaks of, where it begins with that in quotes. */
const subject = /^"[^"]+" /;

function subjectOf(gathered: Gathered): unknown {
  const { result, more } = gathered;
  const { file, line } = result.location ?? {};
  if (isAdded(result)) return `added ${file ?? ''}`;
  const [named] = subject.exec(result.message) ?? [];
  return named === undefined ? gathered : JSON.stringify([named, file, line, more, result.force]);
}

function joinAdded(said: readonly Gathered[], first: Gathered): Gathered {
  const messages = said.map(({ result, more }) => {
    const name = / (\w+) is not set$/.exec(result.message)?.[1];
    const before = name === undefined ? '' : result.message.slice(0, -`${name} is not set`.length);
    const head = before.endsWith(', but ') ? before : undefined;
    const mark = result.force === first.result.force ? '' : ' (should)';
    return { head, name, text: `${result.message}${more}${mark}` };
  });
  // `transformers is used, but A is not set; transformers is used, but B is not set`
  const once = [...groupBy(messages, ({ head, text }) => head ?? text).values()].map(([one, ...others]) =>
    others.length === 0
      ? one.text
      : `${one.head ?? ''}${[one, ...others].map(({ name }) => name).join(' and ')} are not set`,
  );
  const lines = said.map(({ result: { fix = '' } }) => fix.slice(adding.length));
  const set = lines.filter(isSetting).map((line) => line.slice('ENV '.length));
  const added = [
    ...new Set([...lines.filter((line) => !isSetting(line)), ...(set.length === 0 ? [] : [`ENV ${set.join(' ')}`])]),
  ];
  const fix =
    added.length === 1
      ? `${adding}${added[0] ?? ''}`
      : `add the lines ${added.map((line) => `\`${line}\``).join(' and ')}`;
  return { result: { ...first.result, message: once.join('; '), fix, rule: rulesOf(said) }, more: '' };
}

const isSetting = (line: string): boolean =>
  line.startsWith('ENV ') &&
  line
    .split(' ')
    .slice(1)
    .every((word) => /^\w+=./.test(word));

function joinNames(said: readonly Gathered[], first: Gathered): Gathered {
  const [named = ''] = subject.exec(first.result.message) ?? [];
  const parts = said.map(({ result: { message } }) => message.slice(named.length));
  const message = `${named}${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
  const fix = inOrder(said.flatMap(({ result }) => result.fix ?? [])).join(', then ');
  return { result: { ...first.result, message, fix, rule: rulesOf(said) }, more: first.more };
}

/** What names a release of an image, or its digest, does what other fixes ask; the digest comes last, since it is that of the name before it. */
function inOrder(fixes: readonly string[]): readonly string[] {
  const names = fixes.filter((fix) => {
    const written = /^write (\S+)$/.exec(fix)?.[1];
    const repository = written?.slice(
      0,
      (written.indexOf(':', written.lastIndexOf('/')) + 1 || written.length + 1) - 1,
    );
    return (
      !isPin(fix) &&
      (repository === undefined || fixes.every((other) => other === fix || !other.includes(`${repository}:`)))
    );
  });
  return names.some((fix) => fix.includes('@sha256:')) ? names : [...names, ...fixes.filter(isPin)];
}

/** However the command was started, and whatever folder it names. */
const isPin = (fix: string): boolean =>
  fix.startsWith('run `') && fix.slice(5, fix.indexOf('`', 5)).split(/[ :]/).includes('pin');

function rulesOf(said: readonly Gathered[]): string {
  return [...new Set(said.map(({ result }) => result.rule))].join(', ');
}
