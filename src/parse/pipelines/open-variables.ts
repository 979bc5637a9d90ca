import { replaceBetween } from '../../shared/replace-between.ts';
import { trimEnd } from '../../shared/trim-end.ts';

/** Variables that a text names and that have no value there: `vars.NAME`, `inputs.NAME`, `secrets.NAME` of expressions, a plain NAME of a shell or `env`. */
export function variablesIn(text: string): readonly string[] {
  const found: string[] = [];
  // An expression as one word, or as the file has it.
  const rest = replaceBetween(text, ['{{', '}}'], (inner) => {
    for (const [, context = '', name = ''] of inner.matchAll(expression)) {
      const plain = trimEnd(name, '_');
      found.push(context === 'env' ? plain : `${context.replace('github.event.', '')}.${plain}`);
    }
    return '';
  });
  // `%{tags}` stands for what docker/metadata-action makes.
  for (const [written, name = ''] of rest.matchAll(/[$%]\{?([A-Za-z_]\w*)/g))
    if (written !== '%{tags') found.push(name);
  return found;
}

const expression = /(?<![A-Za-z0-9.])(env|github\.event\.inputs|inputs|secrets|vars)\.([A-Za-z_][\w-]*)/g;

/** Variables of a shell, of GitHub, of GitLab and of CircleCI, which nobody has to set. */
const predefined =
  /^(?:CI$|CI_|GITHUB_|GITLAB_|RUNNER_|CIRCLE_|ACTIONS_|(?:HOME|HOSTNAME|LOGNAME|PATH|PWD|RANDOM|SECONDS|SHELL|TMPDIR|UID|USER)$)/;

/** Whether a variable has its value from no file: from the settings of a project, from whoever starts or calls the pipeline, or from nobody. */
export function isUnset(name: string, sets: ReadonlySet<string>): boolean {
  return /^(?:inputs|secrets|vars)\./.test(name) || (!predefined.test(name) && !sets.has(name));
}

/** Names that a pipeline, a script or a Makefile gives a value: `NAME=`, `NAME: value`, `for NAME in`, `read NAME`. `NAME=$NAME` hands on what is there. */
export function namesSet(text: string): readonly string[] {
  const found: string[] = [];
  for (const { 1: name = '', index, 0: whole } of text.matchAll(
    /(?<!\$\{|[\w$/.@-])([A-Za-z_]\w*)["']?[ \t]*(?:[?:+]?=|:(?=[ \t\n]))/g,
  )) {
    const value = text.slice(index + whole.length, index + whole.length + name.length + 20);
    const handed = value.trimStart().replace(/^["']?\$\{?(?:\{ *(?:env\.)?)?/, '');
    const handsOn =
      handed !== value.trimStart() && handed.startsWith(name) && !/^(?:\w|:?[-=])/.test(handed.slice(name.length));
    const before = text.slice(Math.max(0, index - 20), index);
    if (!handsOn && !/(?:--build-arg|--env|\s-e)[ \t=]+["']?$/.test(before)) found.push(name);
  }
  for (const [, name = ''] of text.matchAll(/\bfor[ \t]+([A-Za-z_]\w*)[ \t]+in\b/g)) found.push(name);
  for (const [, names = ''] of text.matchAll(/\b(?:read|mapfile|readarray)((?:[ \t]+[\w-]+)+)/g))
    found.push(
      ...names
        .trim()
        .split(/[ \t]+/)
        .filter((name) => !name.startsWith('-')),
    );
  return found;
}
