import { isUnder, resolvePath } from '../model/dockerfile/container-path.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { judge, notApplicable, onImages } from '../model/check/verdicts.ts';

/** Where programs are meant to write. */
const writable = [
  '/scratch',
  '/safe_data',
  '/safe_outputs',
  '/tmp',
  '/var',
  '/run',
  '/home',
  '/root',
  '/srv',
  '/data',
  '/opt/models',
  '/etc',
];
/** Texts and settings: whoever changes them changes no program. */
const noProgram = /\.(?:md|txt|rst|json|ya?ml|toml|ini|cfg|conf|xml|html|css|csv|tsv|png|jpe?g|svg|pdf|pem|crt|lic)$/i;
const opens =
  /^(?:0?[0-7]?[0-7][2367][2367]|0?[0-7]?[0-7][0-7][2367]|[ugoa]*[ao][ugoa]*[+=][rxXst]*w[rwxXst]*|\+[rxXst]*w[rwxXst]*)$/;

export default defineRule({
  kind: 'checked',
  id: 'executables-not-writable',
  group: 'identity',
  severity: 'warning',
  force: 'should',
  summary: 'Code in the image belongs to root and cannot be changed by who runs it',
  rationale:
    'A program that can change its own code can be made to run something else, and what ran can no longer be told from the image. Leave code to root, readable by all.',
  source: buildGuide('1.1'),
  check: onImages((image, dockerfile) => {
    const findings: Finding[] = [];
    let seen = 0;
    const add = (message: string, line: number): void => {
      findings.push({
        message,
        location: { file: dockerfile.path, line },
        fix: 'leave it owned by root with mode 755 or 555, and write to /scratch',
      });
    };
    for (const instruction of image.instructions) {
      const { keyword, flags, line, words, workdir, user } = instruction;
      if (keyword === 'COPY' || keyword === 'ADD') {
        const target = resolvePath(words.at(-1)?.value ?? '', workdir ?? image.base?.user.home);
        if (writable.some((place) => isUnder(target, place))) continue;
        seen += 1;
        const { chown: owner = 'root', chmod: mode = '' } = flags;
        const files = dockerfile.context.copied.filter((copied) => copied.instruction === instruction);
        if (files.length > 0 && files.every(({ path }) => noProgram.test(path))) continue;
        if (!/^(?:root|0)(?::|$)/.test(owner)) add(`--chown=${owner} lets ${owner} change ${target}`, line);
        if (opens.test(mode)) add(`--chmod=${mode} lets everybody change ${target}`, line);
      }
      for (const command of keyword === 'RUN' ? instruction.commands : []) {
        const [first = '', ...paths] = command.words
          .slice(1)
          .filter((word) => !/^-[A-Za-z]*$|^--/.test(word) || /^-?\d/.test(word));
        const places = paths
          .map((path) => resolvePath(path, workdir))
          .filter((path) => /^\/\w/.test(path) && !writable.some((place) => isUnder(path, place)));
        if (command.program === 'chmod' && opens.test(first) && places.length > 0)
          add(`chmod ${first} lets everybody change ${places.join(' ')}`, command.line);
        if (command.program === 'chown' && !/^(?:root|0)(?::|$)|^:/.test(first) && places.length > 0 && user !== first)
          add(`chown ${first} lets ${first} change ${places.join(' ')}`, command.line);
        seen += /^(?:chmod|chown)$/.test(command.program) ? 1 : 0;
      }
    }
    if (seen === 0) return notApplicable('no code is copied into the image');
    return judge(findings, {
      text: 'what is copied stays with root and is not made writable',
      location: {
        file: dockerfile.path,
        line: image.instructions.find(({ keyword }) => keyword === 'COPY')?.line ?? image.stage.line,
      },
    });
  }),
  good: [
    {
      title: 'read-only code, and settings of the user',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY --chmod=555 app.py /opt/app/\nCOPY --chown=app settings.yml /opt/app/\nRUN mkdir /scratch && chmod 1777 /scratch\n',
        'settings.yml': 'a: 1\n',
      },
    },
  ],
  bad: [
    {
      title: 'given to the user',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY --chown=app:app . /opt/app\n' },
    },
    {
      title: 'writable by all',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY app.py /opt/app/\nRUN chmod -R 777 /opt/app\n' },
    },
    {
      title: 'given away later',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY app.py /app/\nRUN useradd app && chown -R app:app /app\n',
      },
    },
  ],
});
