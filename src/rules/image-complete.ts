import { defineRule } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { joinUnknown, judge, notApplicable, onImages } from '../model/check/verdicts.ts';
import { startOf } from './shared/reach/judge-reached.ts';
import { findBrokenPrograms, findEmptyPrograms } from './shared/image/broken-programs.ts';
import { findGeneratedOnly } from './shared/image/generated-only.ts';
import { findInterpreter } from './shared/image/find-interpreter.ts';
import { findMissingCopies } from './shared/image/missing-copies.ts';
import { findUnstartable } from './shared/reach/absent-starters.ts';
import { findMissingStart } from './shared/image/missing-start.ts';
import { findWrongInstructions } from './shared/wrong-instructions.ts';
import { sayStart } from './shared/starts/say-start.ts';
import { findServersLacking, judgeTools } from './shared/commands/absent-tools.ts';
import { countOf } from '../shared/count-of.ts';

export default defineRule({
  kind: 'checked',
  id: 'image-complete',
  group: 'start',
  severity: 'error',
  force: 'must',
  summary: 'What is copied is there, what starts is in the image and can be read, and it is the work of the project',
  rationale:
    'The TRE runs the image and nothing else: there is no repository beside it. A file that COPY names and nobody has stops the build; a program that is not in the image stops the container at its start, after weeks of waiting for approval. What a pattern names may be nothing; what a pipeline makes before the build is not known. A start that cannot run, or is in a newer language than the base has, is found too.',
  source: testingGuide('Install and copy project code into container'),
  check: onImages((image, dockerfile, facts) => {
    const reach = facts.reach.get(dockerfile.path);
    const copies = findMissingCopies(dockerfile, facts);
    const start = findMissingStart(image, dockerfile, facts, reach);
    const interpreter = findInterpreter(image, dockerfile, reach);
    const generated = findGeneratedOnly(dockerfile, facts);
    const refused = findUnstartable(image, dockerfile, facts, reach);
    const findings = [
      ...copies.findings,
      ...findWrongInstructions(image, dockerfile, reach, facts),
      // What is started from a folder that was not copied follows from that.
      ...(copies.findings.length > 0 ? [] : start.findings),
      ...refused.findings,
      ...findServersLacking({ image, dockerfile, facts }),
      ...interpreter.findings,
      ...findBrokenPrograms(image, dockerfile.path, reach, facts),
      ...findEmptyPrograms(image, dockerfile.path, reach, facts),
      ...(generated === undefined ? [] : [generated]),
    ];
    if (findings.length > 0) return judge(findings, { text: '' });
    const open =
      joinUnknown([copies.open, start.open, interpreter.open, refused.open]) ?? judgeTools(image, dockerfile, facts);
    if (open !== undefined) return open;
    if (dockerfile.context.copied.length === 0 && reach?.startsProject !== true)
      return notApplicable('nothing of the project is copied into the image');
    const count = countOf(new Set(dockerfile.context.copied.map(({ path }) => path)).size, 'file');
    const { said, proof } = sayStart(image, dockerfile, reach, interpreter.isSought);
    const text = `COPY finds all that it names (${count})${said}`;
    return judge([], { text, location: startOf(image, dockerfile) }, proof);
  }),
  good: [
    {
      title: 'the program is copied to where it is started',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
        'src/main.py': 'print(1)\n',
      },
    },
  ],
  bad: [
    {
      title: 'a program that Python cannot read',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
        'main.py': 'def main(:\n    print(1)\n',
      },
    },
    {
      title: 'a file that COPY names is not there',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY helpers.py main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
        'main.py': 'print(1)\n',
      },
    },
    {
      title: 'the ignore file leaves it out',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
        '.dockerignore': '*\n!src/\n',
        'main.py': 'print(1)\n',
      },
    },
    {
      title: 'what runs the program is not in the image',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.jl /app/\nENTRYPOINT ["julia", "/app/main.jl"]\n',
        'main.jl': 'println(1)\n',
      },
    },
    {
      title: 'the program is not where it is started',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ["python", "/app/src/main.py"]\n',
        'src/main.py': 'print(1)\n',
      },
    },
    {
      title: 'only the starter of a new project, beside programs of one’s own',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
        'src/main.py': 'print(1)\n',
        '.tre-container/baseline.json':
          '{"version": "0.1.0", "files": {"src/main.py": {"ownership": "user", "text": ["print(1)", ""]}}}',
        'analysis/01-fit.R': 'summary(1)\n',
      },
    },
  ],
});
