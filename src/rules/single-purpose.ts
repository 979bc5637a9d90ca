import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { judge, onImages } from '../model/check/verdicts.ts';
import type { Subject } from './shared/dependencies/find-dependencies.ts';
import { listServers, sshServer } from './shared/installed-servers.ts';
import { findOtherServer } from './shared/session/beside-servers.ts';
import { findStarted } from './shared/session/started-together.ts';

export default defineRule({
  kind: 'checked',
  id: 'single-purpose',
  group: 'software',
  severity: 'warning',
  force: 'should',
  summary: 'The image is built for one purpose',
  rationale:
    'Those who approve an image must be able to say what it is for. One that carries several servers, or starts several, is a collection of tools; build one image for each job. A server of a list of packages counts beside that of the base, not beside one that the project starts: such lists hold what people work with elsewhere.',
  source: testingGuide('Choose a container base from DockerHub'),
  check: onImages((image, dockerfile, facts) => {
    const findings = [...findStarted(image, dockerfile, facts), ...findInstalled({ image, dockerfile, facts })];
    const start = image.entrypoint ?? image.cmd;
    return judge(findings, {
      text:
        start === undefined
          ? `${image.kind}: built on ${image.from.word.value} alone`
          : `${kindOf({ image, dockerfile, facts })}: no second server is known in what it installs; it starts ${start.text.slice(0, 60)}`,
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
      title: 'another server beside the one that is started',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY . /app\nRUN pip install -r /app/requirements.txt jupyterlab==4.4.0\nCMD ["streamlit", "run", "/app/main.py"]\n',
        'requirements.txt': 'streamlit==1.50.0\n',
        'main.py': 'import streamlit\n',
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

/** A server may be started without a port that is exposed. */
function kindOf(subject: Subject): string {
  return subject.image.kind === 'batch' && findOtherServer(subject, '') !== undefined ? 'a server' : subject.image.kind;
}

/** Servers that are installed beside one another, or beside the one that is started. */
function findInstalled(subject: Subject): readonly Finding[] {
  const { image } = subject;
  const found = listServers(subject);
  const inherited = image.known?.server?.name;
  const isStarted = (image.entrypoint ?? image.cmd) !== undefined;
  // Whatever the program of a batch image is, a way to log in is a second purpose. The shell of a base starts no SSH server either.
  const extra = [...(image.kind === 'batch' ? found : [])]
    .filter(([label]) => label !== 'JupyterLab' && label !== inherited)
    .filter(([label]) => isStarted || (label === sshServer && image.known !== undefined))
    .map(([label, { location }]) => ({
      message: `${label} is in an image that starts no session`,
      location,
      fix: 'leave it out, or build an image of its own for it',
    }));
  if (found.size > 1) {
    const message = `${[...found.keys()].join(' and ')} are in one image`;
    const last = [...found.values()].at(-1)?.location;
    const fix = 'keep the one that the project needs';
    return [...extra, { message, fix, ...(last === undefined ? {} : { location: last }) }];
  }
  const [only] = found;
  if (only === undefined) return extra;
  const [label, { location, isListed }] = only;
  if (isListed === true || label === inherited || extra.length > 0) return extra;
  const started = findOtherServer(subject, label);
  if (started === undefined) return [];
  const message = `${started} is started, and ${label} is installed beside it`;
  return [{ message, location, fix: `leave ${label} out, or build an image of its own for it` }];
}
