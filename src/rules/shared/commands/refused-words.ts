import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';

/** Instructions that BuildKit takes with no word behind them. */
const mayBeBare: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'FROM', 'SHELL', 'COPY', 'ADD']);

/** Instructions that BuildKit refuses when it reads the file, before it builds anything. */
export function findRefusedWords({ path, instructions }: DockerfileFacts): readonly Finding[] {
  return instructions.flatMap((instruction) => {
    const what = whyRefused(instruction);
    return what === undefined
      ? []
      : [
          {
            message: `${instruction.keyword} ${what}: the image does not build`,
            location: { file: path, line: instruction.line },
            fix: 'docker build stops here; complete the line, or take it out',
          },
        ];
  });
}

function whyRefused({ keyword, text, form, words, flags }: Instruction): string | undefined {
  const said = text.trim();
  // What is no instruction at all is told as such.
  if (!/^[A-Z]+$/i.test(keyword)) return undefined;
  if (said === '' && !mayBeBare.has(keyword)) return 'has no word behind it';
  if ((keyword === 'COPY' || keyword === 'ADD') && words.length < 2 && !text.includes('<<'))
    return 'names no place to copy to: it needs two words at least';
  if (keyword === 'SHELL' && (form !== 'json' || words.length === 0)) return 'takes a list of JSON with a word in it';
  if ((keyword === 'ENV' || keyword === 'LABEL') && /^[^\s=]+$/.test(said)) return `gives ${said} no value`;
  if (keyword === 'ONBUILD' && /^(?:FROM|MAINTAINER|ONBUILD)\b/i.test(said))
    return `may not hold ${said.split(/\s/, 1)[0] ?? ''}`;
  if (keyword === 'HEALTHCHECK' && /^CMD$/i.test(said)) return 'CMD has no command behind it';
  if (keyword === 'RUN' && isOther(flags['network'], /^(?:default|none|host)$/))
    return `has --network=${flags['network'] ?? ''}, which is default, none or host`;
  if (keyword === 'RUN' && isOther(flags['security'], /^(?:sandbox|insecure)$/))
    return `has --security=${flags['security'] ?? ''}, which is sandbox or insecure`;
  const name = keyword === 'FROM' ? /\sAS\s+(\S+)$/i.exec(said)?.[1] : undefined;
  if (name !== undefined && !/^[a-z][a-z0-9_.-]*$/i.test(name))
    return `calls its stage ${name}: a name begins with a letter and has letters, digits, ".", "_" and "-"`;
  return undefined;
}

const signals: ReadonlySet<string> = new Set(
  'ABRT ALRM CONT HUP INT KILL PIPE QUIT RTMIN+3 STOP TERM USR1 USR2 WINCH'.split(' '),
);

const isOther = (value: string | undefined, known: RegExp): boolean =>
  value !== undefined && !value.includes('$') && !known.test(value);

/** Whether a word is read only while the image is built, and is none that the instruction is known to take: a port, a mode, a signal, a kind of mount. */
export function hasOddWords({ instructions }: DockerfileFacts): boolean {
  return instructions.some(({ keyword, words, flags, text }) => {
    if (text.includes('$')) return false;
    if (keyword === 'EXPOSE') return words.some(({ value }) => !/^\d+(?:-\d+)?(?:\/(?:tcp|udp|sctp))?$/i.test(value));
    if (keyword === 'STOPSIGNAL')
      return !/^\d+$/.test(text.trim()) && !signals.has(text.trim().replace(/^SIG/i, '').toUpperCase());
    if (keyword === 'ENV' || keyword === 'LABEL') return /=(?:"[^"\\]*|'[^']*)$/.test(text.trim());
    if (keyword === 'COPY' || keyword === 'ADD') return isOther(flags['chmod'], /^(?:[0-7]{3,4}|[ugoa,+=rwxXst-]+)$/);
    return (flags['mount'] ?? '')
      .split('\n')
      .some((mount) => isOther(/\btype=([^,\s]+)/.exec(mount)?.[1], /^(?:bind|cache|tmpfs|secret|ssh)$/));
  });
}
