import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { findServer } from '../model/rehearsal/session-server.ts';
import { judge, onImages } from '../model/check/verdicts.ts';

const supervisors = /^(?:supervisord|runsvdir|circusd|pm2-runtime|honcho|foreman)$/;
const servers: readonly (readonly [string, RegExp])[] = [
  ['JupyterLab', /^(?:jupyterlab|notebook|jupyter|jupyterhub)(?:[=<>~[].*)?$/],
  ['RStudio Server', /^rstudio-server/],
  ['code-server', /^(?:code-server|openvscode-server)/],
  ['Shiny Server', /^shiny-server/],
  ['a remote desktop', /^(?:tigervnc[\w-]*|tightvncserver|novnc|xrdp|turbovnc)$/],
  ['an SSH server', /^openssh-server$/],
];

export default defineRule({
  kind: 'checked',
  id: 'single-purpose',
  group: 'software',
  severity: 'warning',
  force: 'should',
  summary: 'The image is built for one purpose',
  rationale:
    'Those who approve an image must be able to say what it is for. One that carries several servers, or starts several, is a collection of tools; build one image for each job.',
  source: testingGuide('Choose a container base from DockerHub'),
  check: onImages((image, dockerfile) => {
    const findings: Finding[] = [];
    for (const { program, line } of [image.entrypoint, image.cmd].flatMap((start) => start?.commands ?? [])) {
      if (supervisors.test(program))
        findings.push({
          message: `${program} starts several programs`,
          location: { file: dockerfile.path, line },
          fix: 'start one program; make a second image for the other',
        });
    }
    const found = new Map<string, number>();
    const inherited = image.known?.server?.name;
    if (inherited !== undefined) found.set(inherited, image.from.word.line);
    for (const { keyword, commands } of image.instructions) {
      for (const { words, line } of keyword === 'RUN' ? commands : []) {
        if (!words.includes('install') && !words.includes('add')) continue;
        for (const [label, pattern] of servers)
          if (
            words.some((word) => pattern.test(word)) &&
            label !== inherited &&
            !(label === 'JupyterLab' && image.known?.user.home === '/home/rapids')
          )
            found.set(label, line);
      }
    }
    const started = [image.entrypoint, image.cmd].flatMap((start) => start?.commands ?? []);
    const first = started.map(findServer).find((server) => server !== undefined)?.name;
    const other = started.find((command) => ![first, undefined].includes(findServer(command)?.name));
    if (other !== undefined)
      findings.push({
        message: `${first ?? ''} and ${other.program} are started together`,
        location: { file: dockerfile.path, line: other.line },
        fix: 'start one program; make a second image for the other',
      });
    // Whatever the program of a batch image is, a way to log in is a second purpose.
    if (image.kind === 'batch' && (image.entrypoint ?? image.cmd) !== undefined)
      for (const label of found.keys())
        if (label !== 'JupyterLab' && label !== inherited)
          findings.push({
            message: `${label} is in an image for batch jobs`,
            location: { file: dockerfile.path, line: found.get(label) ?? 1 },
            fix: 'leave it out, or build an image of its own for it',
          });
    const names = [...found.keys()];
    const [, second] = [...found.values()];
    if (second !== undefined)
      findings.push({
        message: `${names.join(' and ')} are in one image`,
        location: { file: dockerfile.path, line: Math.max(...found.values()) },
        fix: 'keep the one that the project needs',
      });
    const start = image.entrypoint ?? image.cmd;
    return judge(findings, {
      text:
        start === undefined
          ? `built on ${image.from.word.value} alone`
          : `no second server is known in what it installs; it starts ${start.text.slice(0, 60)}`,
      location: { file: dockerfile.path, line: start?.line ?? image.stage.line },
    });
  }),
  good: [
    {
      title: 'one job',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nRUN pip install pandas==3.0.6\nENTRYPOINT ["python", "/opt/app/main.py"]\n',
      },
    },
  ],
  bad: [
    {
      title: 'two servers',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nRUN pip install jupyterlab && apt-get install -y rstudio-server\n',
      },
    },
    {
      title: 'a way to log in beside the program',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nRUN apt-get update && apt-get install -y openssh-server && rm -rf /var/lib/apt/lists/*\nENTRYPOINT ["python", "/opt/app/main.py"]\n',
      },
    },
    { title: 'a supervisor', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCMD ["supervisord", "-n"]\n' } },
  ],
});
