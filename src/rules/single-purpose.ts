import type { FinalImage } from '../model/dockerfile/dockerfile-facts.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { judge, onImages } from '../model/check/verdicts.ts';
import { listServers } from './shared/installed-servers.ts';
import { findStarted } from './shared/session/started-together.ts';

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
  check: onImages((image, dockerfile, facts) => {
    const installed = findInstalled(image).map(({ line, ...finding }): Finding => ({
      ...finding,
      location: { file: dockerfile.path, line },
    }));
    const findings = [...findStarted(image, dockerfile, facts), ...installed];
    const start = image.entrypoint ?? image.cmd;
    return judge(findings, {
      text:
        start === undefined
          ? `${image.kind}: built on ${image.from.word.value} alone`
          : `${image.kind}: no second server is known in what it installs; it starts ${start.text.slice(0, 60)}`,
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

interface Found {
  readonly message: string;
  readonly line: number;
  readonly fix: string;
}

function findInstalled(image: FinalImage): Found[] {
  const found = listServers(image);
  const inherited = image.known?.server?.name;
  const isBatch = image.kind === 'batch' && (image.entrypoint ?? image.cmd) !== undefined;
  // Whatever the program of a batch image is, a way to log in is a second purpose.
  const extra = [...(isBatch ? found : [])]
    .filter(([label]) => label !== 'JupyterLab' && label !== inherited)
    .map(([label, line]) => ({
      message: `${label} is in an image for batch jobs`,
      line,
      fix: 'leave it out, or build an image of its own for it',
    }));
  if (found.size < 2) return extra;
  const message = `${[...found.keys()].join(' and ')} are in one image`;
  return [...extra, { message, line: Math.max(...found.values()), fix: 'keep the one that the project needs' }];
}
