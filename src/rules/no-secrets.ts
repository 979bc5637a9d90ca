import type { FinalImage } from '../model/dockerfile/dockerfile-facts.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import type { ShellCommand } from '../model/sources/source-facts.ts';
import { judge, onImages, unknown } from '../model/check/verdicts.ts';

const name =
  /(?:^|_)(?:password|passwd|pword|pass|secret|token|api_?key|access_?key|secret_?key|private_?key|credentials?)(?:_|$)/i;
/** Names that only sound like a secret: the place of one, or a switch. */
const harmless =
  /(?:_FILE|_PATH|_DIR|_URL|_URI|_TTL|_EXPIR\w*|_LENGTH|_LIMIT|_TYPE|_HEADER|_NAME)$|^(?:DISABLE|ENABLE|USE|NO|HF_HUB_DISABLE|MAX|MIN|NUM)_|PUBLIC/i;
const secretFile =
  /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|\.env(?!\.(?:example|sample|template))(?:\.[\w-]+)?|\.netrc|\.npmrc|\.pypirc|\.git-credentials|\.Renviron|credentials|kubeconfig|[\w.-]+\.(?:pem|key|p12|pfx|jks|kdbx|keystore))$|(?:^|\/)\.(?:ssh|aws|gnupg|kube|docker)\//;
const secretText =
  /AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,}|\bhf_[A-Za-z]{34}\b|glpat-[\w-]{20}|xox[abprs]-[\w-]{10,}|AIza[\w-]{35}|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/;
const inAddress = /\b[a-z]+:\/\/[^\s/:@$"']+:[^\s/@$"'{%]{3,}@[\w.-]+/;

export default defineRule({
  kind: 'checked',
  id: 'no-secrets',
  group: 'image',
  severity: 'error',
  force: 'should',
  summary: 'No password, token or key is in the image or its history',
  rationale:
    'Whoever may pull the image can read every layer, every ENV and every ARG of it, also what a later layer deletes. A secret that the program needs comes through the env-file; one that the build needs through RUN --mount=type=secret.',
  source: {
    document: 'Docker documentation',
    heading: 'Build secrets',
    link: 'https://docs.docker.com/build/building/secrets/',
  },
  check: onImages((image, dockerfile, facts) => {
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
      const text = facts.byPath.get(path)?.text;
      // Certificates and public keys have these endings too; what they hold tells.
      const isPublic = /\.(?:pem|key)$/.test(path) && text !== undefined && !text.includes('PRIVATE KEY');
      if (!secretFile.test(path) || reported.has(path) || isPublic) continue;
      reported.add(path);
      add(`${path} is copied`, dockerfile.path, instruction.line);
    }
    const texts = [
      { path: dockerfile.path, text: dockerfile.text },
      ...dockerfile.context.copied.flatMap(({ path }) => facts.byPath.get(path) ?? []),
    ];
    for (const { path, text } of texts) {
      const at = text?.search(secretText) ?? -1;
      if (text === undefined || at < 0 || reported.has(path)) continue;
      reported.add(path);
      add('holds what looks like a key or token', path, text.slice(0, at).split('\n').length);
    }
    for (const { commands } of image.instructions)
      for (const { line } of commands.filter((command) => setsPassword(command, commands)))
        add('a password is set here', dockerfile.path, line);
    for (const instruction of image.instructions)
      if (inAddress.test(instruction.text))
        add(`${instruction.keyword} has a password in an address`, dockerfile.path, instruction.line);
    if (findings.length === 0 && facts.incomplete !== undefined && dockerfile.context.copied.length > 0)
      return unknown(facts.incomplete);
    const unread = texts.filter(({ text }) => text === undefined).length;
    return judge(findings, {
      text: `no secret by name or form in the Dockerfile and ${String(dockerfile.context.copied.length)} copied files${unread === 0 ? '' : `, of ${String(unread)} of which only the name was looked at`}`,
      location: { file: dockerfile.path, line: image.stage.line },
    });
  }),
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

/** `echo user:password | chpasswd`, unless the password is a variable that the build does not know. */
function setsPassword({ program, words, pipeline }: ShellCommand, all: readonly ShellCommand[]): boolean {
  if (program === 'useradd' || program === 'usermod')
    return words.some((word, index) => /^(?:-p|--password)$/.test(words[index - 1] ?? '') && !word.includes('$('));
  return (
    program === 'chpasswd' &&
    all.some(
      (source) =>
        source.pipeline === pipeline &&
        /^(?:echo|printf)$/.test(source.program) &&
        source.words.some((word) => /^[\w.-]+:[^$\s]+$/.test(word)),
    )
  );
}

function findVariables(image: FinalImage, file: string): Finding[] {
  return image.instructions.flatMap((instruction) =>
    instruction.keyword !== 'ENV' && instruction.keyword !== 'ARG'
      ? []
      : instruction.words.flatMap((word) => {
          const [variable = '', ...rest] = word.text.split('=');
          const value = rest.join('=');
          const isEmpty =
            instruction.keyword === 'ENV' &&
            (value === '' || /^(?:true|false|0|1|none)$/i.test(value) || value.startsWith('/'));
          if (!name.test(variable) || harmless.test(variable) || isEmpty) return [];
          return [
            {
              message: `${instruction.keyword} ${variable} keeps a secret in the image's history`,
              location: { file, line: word.line },
              fix:
                instruction.keyword === 'ARG'
                  ? `use RUN --mount=type=secret,id=${variable.toLowerCase()}`
                  : 'pass it in the env-file when the container is started',
            },
          ];
        }),
  );
}
