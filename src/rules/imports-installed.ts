import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { combine, judge, onImages } from '../model/check/verdicts.ts';
import { findAskingInstalls, judgeAskingInstalls } from './shared/image/asking-installs.ts';
import { judgeInterpreter } from './shared/image/find-interpreter.ts';
import { judgeEnvironment } from './shared/image/other-environments.ts';
import { judgeMisspeltPackages } from './shared/commands/misspelt-packages.ts';
import { findUnbrought } from './shared/commands/lacking-pandoc.ts';
import { findRefusedCommands, judgeOpenCommands } from './shared/commands/managed-python.ts';
import { findForbiddenInstalls, findListless } from './shared/dependencies/forbidden-installs.ts';
import { findAbsentSources } from './shared/dependencies/absent-sources.ts';
import { findRefusedPython } from './shared/dependencies/refused-python.ts';
import { findUncloned } from './shared/dependencies/uncloned-packages.ts';
import { findRefusedPackages } from './shared/image/refused-packages.ts';
import { describeUnfollowed, findUninstalled, judgeOpenImports } from './shared/image/open-imports.ts';
import { findUnreachable } from './shared/files/unreachable-modules.ts';
import { describeUnread, startOf } from './shared/reach/judge-reached.ts';
import { judgeNothingRead } from './shared/reach/nothing-read.ts';

export default defineRule({
  kind: 'checked',
  id: 'imports-installed',
  group: 'software',
  severity: 'warning',
  force: 'should',
  summary: 'What a started program imports is installed in the image, and every install goes through',
  rationale:
    'In the TRE nothing can be installed any more: a package that is missing ends the program at its first line. A list that once was complete and lacks what a later import needs is the most common reason. Where nothing of the project is started, its programs are looked at as if somebody started them. Not asked for is what a program imports on a condition or tries. A package of the project itself is there where something installs it, or Python is told where to look. What another package brings is known of the most common ones alone, and whether a repository still has one is not.',
  source: testingGuide('Install and copy project code into container'),
  check: onImages((image, dockerfile, facts) => {
    const subject = { image, dockerfile, facts };
    const findings: Finding[] = [
      ...findForbiddenInstalls(image, dockerfile),
      ...findListless(image, dockerfile),
      ...findAskingInstalls(image, dockerfile),
      ...findRefusedPackages(subject),
      ...findUncloned(subject),
      ...findAbsentSources(subject),
      ...findRefusedPython(subject),
      ...findRefusedCommands(subject),
      ...findUnbrought(subject),
    ];
    const reach = facts.reach.get(dockerfile.path);
    const programs = (reach?.programs ?? []).filter((each) => each.class !== 'built');
    const { slips, ...uninstalled } = findUninstalled(programs, subject);
    findings.push(...uninstalled.findings);
    const meant = judgeMisspeltPackages(subject, programs, slips) ?? judgeOpenCommands(subject);
    const told = [...judgeOpenImports(uninstalled, findings), ...(meant === undefined ? [] : [meant])];
    if (told.length > 0) return combine(told, '');
    if (!programs.some(({ program }) => program.language !== 'shell')) return judgeNothingRead(subject, reach);
    const unread = programs.map(describeUnread).find((verdict) => verdict !== undefined);
    const notAsked = describeUnfollowed(programs, subject);
    const text = `every import${notAsked === '' ? '' : ' that is seen to run'} is installed by its name, or comes with the base or the language${notAsked}`;
    return (
      unread ??
      judgeInterpreter(subject) ??
      judgeEnvironment(subject) ??
      judgeAskingInstalls(image, dockerfile) ??
      findUnreachable(subject) ??
      judge([], { text, location: startOf(image, dockerfile) })
    );
  }),
  good: [
    {
      title: 'each import is in the list',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY requirements.txt main.py /app/\nRUN pip install -r /app/requirements.txt\nENV PIP_NO_INDEX=1\nENTRYPOINT ["python", "/app/main.py"]\n',
        'requirements.txt': 'pandas==3.0.6\nscikit-learn==1.8.0\n',
        'main.py': 'import json\nimport numpy\nimport pandas\nfrom sklearn import tree\n',
      },
    },
  ],
  bad: [
    {
      title: 'nothing is installed',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
        'main.py': 'import pandas\n',
      },
    },
    {
      title: 'a lock that lacks it',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nWORKDIR /app\nCOPY pyproject.toml uv.lock main.py ./\nRUN pip install uv==0.9.5 && uv sync --frozen\nENTRYPOINT ["python", "/app/main.py"]\n',
        'pyproject.toml': '[project]\nname = "x"\ndependencies = ["pandas"]\n',
        'uv.lock':
          'version = 1\n\n[[package]]\nname = "pandas"\nversion = "3.0.6"\n\n[[package]]\nname = "numpy"\nversion = "2.4.0"\n',
        'main.py': 'import pandas\nimport lifelines\n',
      },
    },
    {
      title: 'a line that pip cannot read',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY requirements.txt main.py /app/\nRUN pip install -r /app/requirements.txt\nENTRYPOINT ["python", "/app/main.py"]\n',
        'requirements.txt': 'pandas===\n',
        'main.py': 'import pandas\n',
      },
    },
    {
      title: 'a version for install.packages(), which knows none',
      files: {
        Dockerfile:
          'FROM docker.io/rocker/r-ver:4.5.3\nCOPY install_packages.R main.R /app/\nRUN Rscript /app/install_packages.R\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
        'install_packages.R': 'packages <- c("survival@3.5-7")\ninstall.packages(packages)\n',
        'main.R': 'library(survival)\n',
      },
    },
    {
      title: 'below a variable that forbids it',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nENV PIP_NO_INDEX=1\nRUN pip install pandas==3.0.6\nCOPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
        'main.py': 'import pandas\n',
      },
    },
  ],
});
