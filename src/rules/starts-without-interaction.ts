import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import type { ShellCommand } from '../model/sources/source-facts.ts';
import { fail, judge, notApplicable, onImages, unknown } from '../model/check/verdicts.ts';

/** Programs that wait for a person when they get no file to run. */
const prompts = /^(?:bash|sh|dash|zsh|fish|python|ipython|pypy|R|julia|octave|node|irb|ghci|mysql|psql|sqlite3)$/;
const defaultPrompts =
  /^docker\.io\/(?:library\/(?:python|r-base|julia|node|ruby|golang|rust|perl|php|debian|ubuntu|alpine)|pytorch\/pytorch|rocker\/r-ver|nvidia\/cuda|continuumio\/\w+)$/;

export default defineRule({
  kind: 'checked',
  rehearsed: true,
  id: 'starts-without-interaction',
  group: 'start',
  severity: 'error',
  force: 'must',
  summary: 'A batch image starts its program by itself and asks nobody',
  rationale:
    'A batch job has no terminal in the TRE. An image that starts a shell or a prompt ends at once or waits until it is stopped.',
  source: testingGuide('Install and copy project code into container'),
  check: onImages((image, dockerfile, facts) => {
    if (image.kind === 'interactive') return notApplicable(`the image is interactive: ${image.kindReason}`);
    const start = image.entrypoint ?? image.cmd;
    const name = `${image.from.image?.canonicalRegistry ?? ''}/${image.from.image?.canonicalRepository ?? ''}`;
    const fix = 'end with ENTRYPOINT ["python", "/opt/app/main.py"] or the like';
    if (start === undefined) {
      const location = { file: dockerfile.path, line: image.stage.line };
      if (image.from.scratch || image.base !== undefined || defaultPrompts.test(name))
        return fail({
          message: 'there is no ENTRYPOINT and no CMD, so the container starts no program of the project',
          location,
          fix,
        });
      return unknown('there is no ENTRYPOINT and no CMD; what the base image starts cannot be seen here', location);
    }
    const findings: Finding[] = [];
    const commands = [
      ...(image.entrypoint?.commands ?? []),
      ...(image.entrypoint?.form === 'shell' ? [] : (image.cmd?.commands ?? [])),
    ];
    const whole =
      image.entrypoint?.form === 'json' && image.cmd?.form === 'json'
        ? join(
            image.entrypoint.commands,
            image.cmd.words.map((word) => word.value),
          )
        : commands;
    for (const command of whole)
      if (idles(command))
        findings.push({
          message: `starts ${command.words.join(' ').slice(0, 60)}, which does nothing and never ends`,
          location: { file: dockerfile.path, line: command.line },
          fix,
        });
    for (const command of whole)
      if (waits(command))
        findings.push({
          message: `starts ${command.words.join(' ').slice(0, 60)}, which waits for a person`,
          location: { file: dockerfile.path, line: command.line },
          fix,
        });
    for (const source of facts.sources.filter((candidate) => dockerfile.context.runtime.has(candidate.path))) {
      for (const { code, line } of source.lines)
        if (
          source.language === 'python'
            ? /(?:^|[^\w.])(?:input|(?:getpass\.)?getpass|breakpoint|(?:i?pdb)\.set_trace|(?:click|typer)\.(?:prompt|confirm))\(/.test(
                code,
              )
            : source.language === 'r' && /\breadline\(|readLines\(\s*["']stdin["']/.test(code)
        )
          findings.push({
            message: 'asks for input',
            location: { file: source.path, line },
            fix: 'read it from a file on /safe_data or from an argument',
          });
      for (const command of source.commands)
        if (command.program === 'read' && command.words.some((word) => /^-\w*p/.test(word)))
          findings.push({
            message: 'asks for input',
            location: { file: source.path, line: command.line },
            fix: 'read it from a file on /safe_data or from an argument',
          });
    }
    return judge(findings, {
      text: `starts ${start.text.slice(0, 80)}`,
      location: { file: dockerfile.path, line: start.line },
    });
  }),
  good: [
    {
      title: 'a program',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nENTRYPOINT ["python", "/opt/app/main.py"]\n' },
    },
    {
      title: 'ENTRYPOINT and CMD together',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nENTRYPOINT ["python"]\nCMD ["/opt/app/main.py"]\n' },
    },
  ],
  bad: [
    { title: 'nothing to start', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\n' } },
    { title: 'a shell', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCMD ["/bin/bash"]\n' } },
    {
      title: 'a container that is only kept open',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCMD ["tail", "-f", "/dev/null"]\n' },
    },
    {
      title: 'a question',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n',
        'main.py': 'name = input("Your name? ")\n',
      },
    },
  ],
});

/** Keeps a container open for `docker exec`, which the TRE does not offer. */
function idles({ program, words }: ShellCommand): boolean {
  return (program === 'sleep' && words.includes('infinity')) || (program === 'tail' && words.includes('/dev/null'));
}

function waits({ program, words }: ShellCommand): boolean {
  if (!prompts.test(program)) return false;
  const rest = words.slice(1);
  if (rest.some((word) => /^(?:-i|--interactive)$/.test(word))) return true;
  return !rest.some(
    (word) => !word.startsWith('-') || /^-\w*[ecmf]/.test(word) || /^--(?:file|version|help)/.test(word),
  );
}

/** CMD in JSON form is what ENTRYPOINT gets as arguments. */
function join(commands: readonly ShellCommand[], rest: readonly string[]): ShellCommand[] {
  return commands.map((command, index) => (index === 0 ? { ...command, words: [...command.words, ...rest] } : command));
}
