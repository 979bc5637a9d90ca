import type { FinalImage, Instruction } from '../model/dockerfile/dockerfile-facts.ts';
import { isBrokenList, mendList } from '../model/dockerfile/broken-list.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import { judge, notApplicable, onImages } from '../model/check/verdicts.ts';

/** What only a shell knows. */
const builtins =
  /^(?:exec|cd|source|\.|:|export|set|unset|ulimit|umask|eval|trap|wait|command|type|alias|read|if|for|while|until|case|time|function|builtin|shift|return|exit)(?:\s|$)/;

export default defineRule({
  kind: 'checked',
  id: 'exec-form',
  group: 'start',
  severity: 'note',
  force: 'may',
  summary: 'ENTRYPOINT and CMD are written as JSON',
  rationale:
    'In the other form a shell stands between the runtime and the program: the program gets no signal when the job is stopped, and ENTRYPOINT gets no argument, so neither `ces-run --arg-file` nor CMD reaches it.',
  source: {
    document: 'Dockerfile reference',
    heading: 'Shell and exec form',
    link: 'https://docs.docker.com/reference/dockerfile/#shell-and-exec-form',
  },
  check: onImages((image, dockerfile) => {
    const starts = [image.entrypoint, image.cmd].filter((start) => start !== undefined);
    const [first] = starts;
    if (first === undefined) return notApplicable('there is no ENTRYPOINT and no CMD');
    const findings: Finding[] = starts
      .filter((start) => start.form === 'shell' && start.text !== '')
      .map((start) => {
        const json = isAlone(start, image) ? asJson(start) : undefined;
        const location = { file: dockerfile.path, line: start.line };
        const word = start.words[0];
        if (isBrokenList(start))
          return {
            message: `${start.keyword} is no list of JSON, and so runs through a shell`,
            location,
            fix: mendList(start),
          };
        if (json === undefined || word === undefined)
          return {
            message: `${start.keyword} runs through a shell`,
            location,
            fix: 'put the shell text into a script and start that, or put exec before the program',
          };
        return {
          message: `${start.keyword} runs through a shell`,
          location,
          fix: `write ${start.keyword} ${json}`,
          edits: [{ file: dockerfile.path, start: word.start, end: word.end, text: json }],
        };
      });
    return judge(
      findings,
      {
        text: `${first.keyword} ${first.text.slice(0, 80)}`,
        location: { file: dockerfile.path, line: first.line },
      },
      'file',
    );
  }),
  good: [
    {
      title: 'JSON',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nENTRYPOINT ["python", "/opt/app/main.py"]\n' },
    },
  ],
  bad: [
    {
      title: 'one program',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nENTRYPOINT python /opt/app/main.py\n' },
    },
    {
      title: 'a shell text',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCMD cd /opt/app && python main.py\n' },
    },
  ],
});

/** Only its own form changes: no CMD becomes an argument of ENTRYPOINT, and the shell that goes is the one that every system has. */
function isAlone(start: Instruction, { base, entrypoint, cmd, known, instructions }: FinalImage): boolean {
  if (instructions.some(({ keyword }) => keyword === 'SHELL') || known?.shell !== true) return false;
  // An ENTRYPOINT takes the base's away, and its CMD with it. Some look for their own program in CMD, as that of postgres; those of the product's bases run either form.
  const isPassed = known.entrypoint.length === 0 || (known.passes === 'exec' && base !== undefined);
  return start.keyword === 'CMD' ? entrypoint === undefined && isPassed : cmd === undefined;
}

/** JSON of one plain program on one line; nothing where a shell does anything. */
function asJson(start: Instruction): string | undefined {
  const text = start.text.trim().replace(/^exec\s+/, '');
  if (builtins.test(text)) return undefined;
  if (/["'\\$`;|&<>(){}*?~#=!\n[\]]/.test(start.text) || start.line !== start.endLine) return undefined;
  return `[${text
    .split(/\s+/)
    .map((word) => JSON.stringify(word))
    .join(', ')}]`;
}
