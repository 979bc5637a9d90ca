import type { Adoption } from '../../model/adopt/adoption.ts';
import type { PipelineView } from '../../model/render/view-pipeline.ts';
import type { AdoptedLanguage } from '../../model/adopt/surveyed-language.ts';
import { printRegistryPackages } from './print-registry-packages.ts';
import { printAliases } from './image/image-layout.ts';
import { modulePath, printModulePath } from './own-modules.ts';
import { printOwnPackages } from './own-packages.ts';
import { groupBy } from '../../shared/group-by.ts';
import { jsonWords } from './packages/json-words.ts';
import { sayPlainly } from './packages/hub-settings.ts';
import { printPackages } from './packages/print-packages.ts';
import { printCopied, printFurtherPackages, tailOf } from './copy/print-copied.ts';
import { folderInImage } from './project-folder.ts';
import { asStarted } from './start/words-of-command.ts';
import { printMounts } from './start/mounted-places.ts';
import { onOneLine } from './start/on-one-line.ts';

const blocks = {
  // Bounded, these three: they search a Dockerfile that was rendered here.
  packages:
    /(?:^# [^\n]*\n)*^COPY --chmod=0444 (?:requirements\.txt|environment\.yml) [^\n]*\n(?:RUN [^\n]*\n(?: {4}[^\n]*\n)*)/m,
  code: /^# executables-not-writable:.*\nCOPY --chmod=0555 .*\n/m,
  start: /^# starts-without-interaction:.*\nENTRYPOINT .*\n/m,
};

/**
 * The base's own Dockerfile, as it is rendered for an empty project, with what belongs to the repository in place of the starter: its lists
 * of packages, its files by name, its program. Where the repository's own Dockerfile was taken over, its lines stand in place of the base's
 * beginning. Throws where the template has other lines than are replaced here: a defect of ours.
 */
export function printAdoptedDockerfile(
  ofBase: string,
  adoption: Adoption,
  { accepted, language }: { readonly accepted: PipelineView['hadolintWaivers']; readonly language: AdoptedLanguage },
): string {
  return withAccepted(printFor(sayPlainly(ofBase, adoption), adoption, language), accepted);
}

/** What hadolint says and nobody can fix, for all lines of the file: in it, so that it needs no file of its own. */
function withAccepted(text: string, accepted: PipelineView['hadolintWaivers']): string {
  if (accepted.length === 0) return text;
  const [title = '', ...rest] = text.split('\n');
  return [
    title,
    ...accepted.map(({ id, reason }) => `# ${id} of hadolint: ${comment(reason)}`),
    `# hadolint global ignore=${accepted.map(({ id }) => id).join(',')}`,
    ...rest,
  ].join('\n');
}

function printFor(ofBase: string, adoption: Adoption, language: AdoptedLanguage): string {
  const { original, folder, mode } = adoption;
  const copy = original?.copy;
  const root = folderInImage(adoption);
  const withPackages =
    copy === undefined
      ? printInstalls(withHead(ofBase, adoption), adoption, language)
      : withoutInstalls(tailOf(ofBase), adoption, language);
  const withCode = replace(withPackages, blocks.code, () => printCode(adoption, userBefore(withPackages), language));
  const withLinks = replace(
    withCode,
    /^RUN mkdir (?:-p )?\/safe_data \/safe_outputs \/scratch\n/m,
    (line) => `${line}${printMounts(adoption)}`,
  );
  const plain = replace(withLinks, /^ {4}TRE_NETWORK_GUARD=1 \\\n/m, () => '', 'optional');
  if (mode === 'interactive')
    return plain
      .replaceAll('/app/start-session.sh', `${root}/${folder}/start-session.sh`)
      .replaceAll('PYTHONPATH=/app', `PYTHONPATH=${modulePath(adoption)}`);
  const placed =
    adoption.startScript === undefined
      ? plain
      : replace(plain, /^# A file that is named without a folder ends up.*\n/m, () => '');
  const started = replace(placed, blocks.start, () => printStart(adoption, language));
  return copy === undefined ? started : printCopied(ofBase, started, adoption);
}

function withHead(ofBase: string, { original, folder, program: { start } }: Adoption): string {
  const isEmpty = original?.installsNone === true;
  const from =
    original === undefined
      ? ''
      : `# ${isEmpty ? `Stands in place of ${original.path}, which` : `Takes over what ${original.path} installs; that file`} is not changed, and not used here.\n`;
  const head = `# Built from the folder above this one:  docker build --platform linux/amd64 --file ${folder}/Dockerfile .\n${from}`;
  const said = start[0] === 'sh' && start[1] === '-c' ? ofBase.replace('one program', 'programs') : ofBase;
  return replace(said, /^(# [^\n]*\n)/, (line) => line + head);
}

function printInstalls(text: string, adoption: Adoption, { adopt }: AdoptedLanguage): string {
  return adopt.script === undefined
    ? replace(text, blocks.packages, (block) => printPackages(block, adoption))
    : printRegistryPackages(text, adoption, { ...adopt, script: adopt.script });
}

/** What the lines of their Dockerfile do not install. */
function withoutInstalls(text: string, adoption: Adoption, { adopt }: AdoptedLanguage): string {
  if (adopt.script === undefined) return replace(text, blocks.packages, () => printFurtherPackages(adoption));
  return printRegistryPackages(text, adoption, { ...adopt, script: adopt.script }).replace(
    '# Nothing has to be installed:',
    '# Nothing more has to be installed:',
  );
}

function replace(
  text: string,
  pattern: RegExp,
  make: (found: string) => string,
  how: 'must' | 'optional' = 'must',
): string {
  const found = pattern.exec(text)?.[0];
  if (found === undefined) {
    if (how === 'optional') return text;
    throw new Error(`the base's Dockerfile has no lines like ${String(pattern)}`);
  }
  return text.replace(pattern, () => make(found));
}

/** The user in force where the code is copied; nothing for root. */
function userBefore(text: string): string | undefined {
  const before = text.slice(0, text.search(/^# executables-not-writable:/m));
  const user = [...before.matchAll(/^USER (.+)$/gm)].at(-1)?.[1];
  return user === 'root' ? undefined : user;
}

function printCode(adoption: Adoption, user: string | undefined, language: AdoptedLanguage): string {
  const { goesIn, folder, startScript, mode, packages, original } = adoption;
  const root = folderInImage(adoption);
  const installed = new Set([packages.list, ...packages.with]);
  const byFolder = groupBy(
    (original?.copy?.more ?? goesIn).filter((path) => !installed.has(path)),
    (path) => (path.endsWith('/') ? path : path.slice(0, path.lastIndexOf('/') + 1)),
  );
  const script = mode === 'interactive' ? 'start-session.sh' : startScript === undefined ? undefined : 'start.sh';
  const copies = [
    ...[...byFolder].map(([to, paths]) => `COPY ${jsonWords([...paths, `${root}/${to}`])}\n`),
    ...(script === undefined ? [] : [`COPY ${jsonWords([`${folder}/${script}`, `${root}/${folder}/`])}\n`]),
  ];
  // Their own lines may have given it to a user of theirs.
  const owner = original?.copy === undefined ? '' : `chown -R 0:0 ${root} && `;
  return [
    ...(copies.length === 0
      ? []
      : [
          '# Only what is named here is copied, so that nothing else gets in even where an engine does not know the ignore file.\n',
        ]),
    ...copies,
    ...(user === undefined || (adoption.aliases ?? []).length === 0 ? [] : ['USER root\n']),
    printAliases(adoption, root),
    '# executables-not-writable: owned by root; every user may read them, nobody may change them.\n',
    ...(user === undefined ? [] : ['USER root\n']),
    `RUN ${owner}chmod -R a+rX,go-w ${root}\n`,
    ...printOwnPackages(adoption, language, root),
    ...(user === undefined ? [] : [`USER ${user}\n`]),
  ].join('');
}

function printStart(adoption: Adoption, language: AdoptedLanguage): string {
  const { program, startScript, folder } = adoption;
  const { start, atRun } = program;
  const comments = atRun
    ? '# starts-without-interaction: the step and its arguments are given at each run (ces/arg-file.txt).\n'
    : start[0] === 'sh' && start[1] === '-c'
      ? '# starts-without-interaction: its programs, one after the other, are the container; it takes no arguments.\n'
      : '# starts-without-interaction: the program is the container; arguments after the image name are added to its own.\n';
  const root = folderInImage(adoption);
  const words = startScript === undefined ? inImage(start, root, language) : [`${root}/${folder}/start.sh`];
  return `${printModulePath(adoption, language)}${comments}ENTRYPOINT ${jsonWords(words)}\n`;
}

/** The words with paths of the repository as they are in the image. */
export function inImage(words: readonly string[], root: string, language: AdoptedLanguage): readonly string[] {
  const [first = '', ...rest] = asStarted(words, language);
  const program = first.startsWith('./') || first.includes('/') ? [`${root}/${first.replace(/^\.\//, '')}`] : [first];
  const script = rest.findIndex((word) => /\.(?:py|R|r|jl|sh|bash)$/.test(word) && !word.startsWith('-'));
  return [
    ...program,
    ...rest.map((word, index) =>
      index === script && !word.startsWith('/') ? `${root}/${word.replace(/^\.\//, '')}` : word,
    ),
  ];
}

/** Text of a repository in a comment: it must stay on its line. */
function comment(text: string): string {
  return onOneLine(text);
}
