import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { check } from '../../src/engine/check/check.ts';
import { parseDockerfile } from '../../src/parse/dockerfile/dockerfile.ts';
import { readYaml } from '../../src/parse/text/located-yaml.ts';
import { factsOf } from '../helpers/project.ts';

/** Of what `npm run test:upgrade` tries, a tenth is tried in `npm test`: other texts each time, by a seed that is printed. */
const share = Number(process.env['FUZZ_SHARE'] ?? 0.1);
const startOfRuns = Number(process.env['FUZZ_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));
console.log(`FUZZ_SEED=${String(startOfRuns)} FUZZ_SHARE=${String(share)}`);
const runs = (whole: number): { readonly numRuns: number; readonly seed: number } => ({
  numRuns: Math.ceil(whole * share),
  seed: startOfRuns,
});

const seed = `# syntax=docker/dockerfile:1
# escape=\\
ARG BASE=docker.io/library/python:3.13
FROM --platform=linux/amd64 \${BASE} AS build
SHELL ["/bin/bash", "-c"]
ENV A="b c" D=\${A:-x} \\
    # a comment
    E='f'
RUN --mount=type=cache,target=/x apt-get update && \\

    apt-get install -y git # note
RUN <<-EOF
\tset -e
\tcurl "$(echo $A)" | sh
\tEOF
COPY <<"ONE" <<TWO /dst/
$A
ONE
b
TWO
FROM build
COPY --from=build --chown=a:b ["x y", "/z"]
ADD https://example.org/x.tar.gz /
ONBUILD RUN <<EOF
pip install --user x
EOF
HEALTHCHECK --interval=1s CMD curl localhost
EXPOSE 80/tcp $PORT
USER 1000:\${GID}
WORKDIR /home/app
LABEL a=b "c d"=e
VOLUME ["/data"]
ENTRYPOINT exec python -c 'print(1)'
CMD ["a", "b\\n"]
`;

const pieces = fc.constantFrom(
  '\\',
  '`',
  '"',
  "'",
  '<<EOF',
  '<<-',
  '\n',
  '\r\n',
  '\r',
  '\t',
  ' ',
  '$',
  '${',
  '}',
  '$(',
  ')',
  '(',
  '[',
  ']',
  '#',
  '# escape=`\n',
  '\uFEFF',
  '\0',
  '\u2028',
  '=',
  '--',
  '&&',
  '||',
  ';',
  '|',
  '>',
  'FROM ',
  'RUN ',
  'ONBUILD ',
  'COPY ',
  '🐳',
  'case x in',
  '{',
  '!',
  '*',
  '/'.repeat(300),
);

const mutation = fc.tuple(
  fc.constantFrom('insert', 'delete', 'double', 'swap'),
  fc.nat({ max: seed.length }),
  fc.nat({ max: 60 }),
  pieces,
);

function mutate(text: string, changes: readonly (readonly [string, number, number, string])[]): string {
  let result = text;
  for (const [kind, at, length, piece] of changes) {
    const [before, middle, after] = [result.slice(0, at), result.slice(at, at + length), result.slice(at + length)];
    result =
      {
        insert: before + piece + middle + after,
        delete: before + after,
        double: before + middle + middle + after,
        swap: after + middle + before,
      }[kind] ?? result;
  }
  return result;
}

function countLines(text: string): number {
  return text.split('\n').length;
}

/** Everything that has a place has it in the file, and inside its instruction. */
function findMisplaced(text: string): string[] {
  const { instructions, problems } = parseDockerfile('Dockerfile', text);
  const last = countLines(text);
  const wrong = problems.filter(({ line }) => line < 1 || line > last).map(({ what }) => what);
  for (const { keyword, line, endLine, start, end, words, commands } of instructions) {
    if (!(line >= 1 && line <= endLine && endLine <= last && start >= 0 && start <= end && end <= text.length))
      wrong.push(`${keyword} ${String(line)}-${String(endLine)} ${String(start)}-${String(end)}`);
    for (const word of words)
      if (
        !(
          word.start >= start &&
          word.start <= word.end &&
          word.end <= text.length &&
          word.line >= line &&
          word.line <= endLine
        )
      )
        wrong.push(`${keyword}: word ${word.text}`);
    for (const command of commands)
      if (!(command.line >= line && command.line <= endLine))
        wrong.push(`${keyword}: command ${command.program} ${String(command.line)}`);
  }
  return wrong;
}

test('mutated Dockerfiles: every place lies in the file', () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 8 }), (changes) => {
      expect(findMisplaced(mutate(seed, changes))).toEqual([]);
    }),
    runs(10_000),
  );
}, 240_000);

test('some of them through every rule: a verdict of each, no rule breaks, no finding outside the file', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 8 }), async (changes) => {
      const text = mutate(seed, changes);
      const { results } = check(await factsOf({ Dockerfile: text }), rules);
      expect(new Set(results.map(({ rule }) => rule)).size).toBe(rules.length);
      expect(
        results.filter(
          ({ reason, location }) =>
            reason?.includes('the rule itself failed') === true || (location?.line ?? 1) > countLines(text),
        ),
      ).toEqual([]);
    }),
    runs(1_000),
  );
}, 240_000);

test('binary noise as text: no crash, every place in the file', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
      expect(findMisplaced(Buffer.from(bytes).toString('latin1'))).toEqual([]);
    }),
    runs(2_000),
  );
});

test('a workflow of noise is YAML or a problem', () => {
  const noise = fc.array(
    fc.constantFrom(
      'a: ',
      '- ',
      '&a ',
      '*a',
      '<<: ',
      '|\n ',
      '>',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      '\n',
      '  ',
      '\t',
      '#',
      '? ',
      '!x ',
      '---\n',
      '...',
      ': ',
      '%YAML 9\n',
      '\0',
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(noise, (words) => {
      const read = readYaml(words.join(''));
      expect('problem' in read ? read.problem.reason : 'documents').not.toBe('');
    }),
    runs(2_000),
  );
});

test.each([
  ['a line of a megabyte', `FROM a\nRUN echo ${'x '.repeat(500_000)}\n`],
  ['quotes without end', `FROM a\nRUN echo ${'"a '.repeat(50_000)}\n`],
  ['nested substitutions', `FROM a\nRUN ${'$('.repeat(20_000)}\n`],
  ['many heredocs', `FROM a\nRUN ${'<<A '.repeat(5_000)}\n${'x\n'.repeat(50_000)}`],
  ['many continuations', `FROM a\nRUN x ${'\\\n'.repeat(100_000)}`],
  ['many instructions', `FROM a\n${'ENV A=$A\n'.repeat(20_000)}`],
  [
    'many stages',
    Array.from({ length: 3_000 }, (_, index) => `FROM s${String(index)} AS s${String(index + 1)}\n`).join(''),
  ],
  ['many variables', `FROM a\nENV ${'A=$B '.repeat(20_000)}\n`],
  ['a deep JSON array', `FROM a\nCMD ${'['.repeat(100_000)}\n`],
])('%s is read within the time of a test', (_title, text) => {
  expect(findMisplaced(text)).toEqual([]);
});
