import { defineRule, type Finding } from '../model/check/rule.ts';
import { combine, judge, onImages, unknown, withOpen } from '../model/check/verdicts.ts';
import { judgeHanded } from './shared/session/handed-secrets.ts';
import { findScriptSecrets } from './shared/secrets/given-secrets.ts';
import { doubtUnread, holdsData } from './shared/secrets/unread-files.ts';
import { countOf } from '../shared/count-of.ts';
import {
  findInInstructions,
  findSecret,
  findVariables,
  holdsNone,
  isPublicPart,
  secretFile,
} from './shared/secrets/secrets.ts';

const judgeImages = onImages((image, dockerfile, facts) => {
  const findings: Finding[] = [...findVariables(image, dockerfile.path)];
  const add = (message: string, file: string, line: number): void => {
    findings.push({
      message,
      location: { file, line },
      fix: 'take it out, change it where it is used, and pass it in the env-file or with RUN --mount=type=secret',
    });
  };
  const reported = new Set<string>();
  for (const { path, instruction } of dockerfile.context.copied) {
    if (!secretFile.test(path) || reported.has(path) || isPublicPart(path, facts.byPath.get(path)?.text)) continue;
    reported.add(path);
    add(`${path} is copied`, dockerfile.path, instruction.line);
  }
  const copied = new Set(dockerfile.context.copied.map(({ path }) => path));
  copied.delete(dockerfile.path);
  const texts = [
    { path: dockerfile.path, text: dockerfile.text },
    ...[...copied].flatMap((path) => facts.byPath.get(path) ?? []),
  ];
  for (const { path, text } of texts) {
    const found = text === undefined || reported.has(path) ? undefined : findSecret(path, text);
    if (found === undefined) continue;
    reported.add(path);
    add(found.message, path, found.line);
  }
  for (const { message, line } of findInInstructions(image)) add(message, dockerfile.path, line);
  for (const { path, line } of findScriptSecrets(facts.reach.get(dockerfile.path)))
    if (!reported.has(path)) add('a secret is given here as a text', path, line);
  const unread = texts.flatMap(({ path, text }) => (text !== undefined || holdsNone.test(path) ? [] : [path]));
  const unopened = unread.filter(holdsData).length;
  const open =
    facts.incomplete !== undefined && dockerfile.context.copied.length > 0
      ? unknown(facts.incomplete)
      : doubtUnread(
          unread.filter((path) => !holdsData(path)),
          dockerfile,
          facts,
        );
  const judged = judge(findings, {
    text: `no secret by name or form in the Dockerfile and ${String(dockerfile.context.copied.length)} copied files${unopened === 0 ? '' : `, of which ${countOf(unopened, 'file')} of data ${unopened === 1 ? 'was' : 'were'} not opened`}`,
    location: { file: dockerfile.path, line: image.stage.line },
  });
  return withOpen(judged, open);
});

export default defineRule({
  kind: 'checked',
  id: 'no-secrets',
  group: 'image',
  severity: 'error',
  force: 'should',
  summary: 'No password, token or key is in the image, its history or the files of its start',
  rationale:
    'Whoever may pull the image can read every layer, every ENV and every ARG of it, also what a later layer deletes. The files of ces/ go wherever the repository goes. A secret that the program needs is written to the env-file where it is started, and not committed; one that the build needs through RUN --mount=type=secret.',
  source: {
    document: 'Docker documentation',
    heading: 'Build secrets',
    link: 'https://docs.docker.com/build/building/secrets/',
  },
  check: (facts) => combine([judgeHanded(facts), judgeImages(facts)], 'there is no Dockerfile'),
  good: [
    {
      title: 'a secret that only the build sees',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nENV PASSWORD_FILE=/run/secrets/password\nRUN --mount=type=secret,id=token pip install pandas==3.0.6\n',
      },
    },
  ],
  bad: [
    { title: 'in ENV', files: { Dockerfile: 'FROM docker.io/rocker/rstudio:4.5.3\nENV PASSWORD=rstudio\n' } },
    {
      title: 'as a build argument',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nARG GITHUB_TOKEN\nRUN git clone https://$GITHUB_TOKEN@github.com/org/private\n',
      },
    },
    {
      title: 'in the env-file of the project',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\n', 'ces/env-file.txt': 'API_TOKEN=a1b2c3d4e5f6\n' },
    },
    {
      title: 'of a user',
      files: { Dockerfile: `FROM docker.io/library/python:3.13\nRUN useradd app && echo 'app:secret' | chpasswd\n` },
    },
    {
      title: 'in a copied file',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY . /opt/app\n',
        '.env': 'DB=1\n',
        'main.py': 'print(1)\n',
      },
    },
  ],
});
