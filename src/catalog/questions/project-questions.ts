import { findRegistryPlaceholder, isProjectPlaceholder, placeholders } from '../placeholders.ts';
import type { CiSystem } from '../../model/answers/answers.ts';
import type { Questions, QuestionContext } from '../../model/answers/question.ts';
import { trimEnd } from '../../shared/trim-end.ts';
import { whenPiped } from './when-piped.ts';

/** What shows nothing, turns the direction of writing, looks like a plain blank or is no character at all. */
const unseen =
  '\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}\\p{Default_Ignorable_Code_Point}\\p{Noncharacter_Code_Point}\\u2800\\uFFF9-\\uFFFC\\u{E0000}-\\u{E007F}';
/** What joins two pictures to one, or asks for the coloured form of a picture. */
const joiner =
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])\\u200D(?=\\p{Extended_Pictographic})|(?<=\\p{Extended_Pictographic})\\uFE0F';
/** Scripts in which two unseen characters decide how letters join, and so what a word is: Persian writes with them, and the scripts of India. */
const joining = [
  'Arab',
  'Syrc',
  'Mong',
  'Deva',
  'Beng',
  'Guru',
  'Gujr',
  'Orya',
  'Taml',
  'Telu',
  'Knda',
  'Mlym',
  'Sinh',
  'Khmr',
  'Mymr',
]
  .map((script) => `\\p{scx=${script}}`)
  .join('');
const betweenLetters = `(?<=[\\p{L}\\p{M}])(?<=[${joining}])[\\u200C\\u200D](?=[${joining}])(?=\\p{L})`;
/** One line of ordinary text, since an auditor must read what a machine reads. */
const lineCharacter = `(?: |[^${unseen}]|${joiner}|${betweenLetters})`;
const filledLine = `^(?!\\s)${lineCharacter}+(?<!\\s)$`;
const anyLine = `^(?!\\s)${lineCharacter}*(?<!\\s)$`;

const registryPath = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';

/** Who the project is: its names, where it lives, who answers for it. */
export const projectQuestions = {
  name: {
    key: 'name',
    message: 'Project name',
    help: 'Names the image and the project.',
    schema: {
      type: 'string',
      pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$',
      maxLength: 50,
      description: 'lower-case letters and digits with single hyphens between, 50 characters at most',
      examples: ['lung-ct-segmentation'],
    },
    defaultText: 'folder name, made valid',
    default: (context) => nameFromFolder(context.folder),
    correct: nameFromFolder,
  },
  description: {
    key: 'description',
    message: 'Description',
    help: "One line that says what the container does; it stands in the image's labels and in the checklist.",
    schema: {
      type: 'string',
      pattern: filledLine,
      maxLength: 200,
      description:
        'one line of 200 characters at most, without control characters, invisible ones or spaces at its ends',
      examples: ["Segments lung CT scans of the project's cohort"],
    },
    correct: withoutUnseen,
    defaultText: 'a sentence from the base',
    default: (context) => context.base.description,
  },
  project: {
    key: 'project',
    message: 'Safe Haven project id',
    help: 'The id that the Safe Haven gave your project; your research coordinator knows it. Not known yet: change-me, which check reports.',
    schema: {
      type: 'string',
      pattern: '^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$',
      maxLength: 63,
      description: 'letters and digits with hyphens, dots and underscores between, 63 characters at most',
      examples: ['nsh-2024-001'],
    },
    defaultText:
      'that of a project around it, else asked; with `--defaults` the placeholder `change-me`, which `check` fails',
    default: ({ around }) => textOf(around, 'project') ?? placeholders.project[0],
    isPlaceholder: isProjectPlaceholder,
  },
  registry: {
    key: 'registry',
    message: 'Registry that the image is pushed to',
    help: 'Without the image name; the TRE pulls only from ghcr.io and git.ecdf.ed.ac.uk. Not known yet: ghcr.io/change-me, which check reports.',
    schema: {
      type: 'string',
      pattern: `^(?:ghcr\\.io|git\\.ecdf\\.ed\\.ac\\.uk)(?:/${registryPath})+$`,
      maxLength: 200,
      description:
        'ghcr.io/OWNER or git.ecdf.ed.ac.uk/GROUP/PROJECT in lower case, without a port, since the TRE pulls from nowhere else',
      examples: ['ghcr.io/lung-study'],
    },
    // A pasted address, and capitals, which a registry's paths do not have.
    correct: (text) => {
      const given = text.trim().toLowerCase();
      const path = trimEnd(given.replace(/^https?:\/\//, ''), '/');
      // The address of a package names the image too.
      return given === path ? path : path.replace(/^(ghcr\.io\/[\w.-]+)\/.*/, '$1');
    },
    defaultText:
      'that of a project around it, `ghcr.io/OWNER` from the git remote, else asked; with `--defaults` the placeholder `ghcr.io/change-me`, which `check` fails',
    isPlaceholder: (value) => findRegistryPlaceholder(value) !== undefined,
    default: (context) => textOf(context.around, 'registry') ?? registryFromRemote(context),
  },
  ci: {
    key: 'ci',
    message: 'Pipeline that builds and scans the image',
    help: 'Lints, builds, scans before any push, and keeps the reports.',
    schema: { type: 'string', enum: ['github', 'gitlab', 'none'] },
    defaultText:
      'that of a project around it, else that of the host in the git remote, else `gitlab` where the registry is one of GitLab, and `github`',
    default: ({ around, answers, gitRemote }) =>
      (textOf(around, 'ci') ??
        pipelinesOf(gitRemote) ??
        (answers.registry?.startsWith('ghcr.io/') === false ? 'gitlab' : 'github')) as CiSystem,
    choices: () => [
      { value: 'github', label: 'GitHub Actions' },
      { value: 'gitlab', label: 'GitLab CI' },
      { value: 'none', label: 'none' },
    ],
    asked: () => 'details',
  },
  rehearse: {
    key: 'rehearse',
    message: 'Run the image as the TRE will, before it is published?',
    help: 'The pipeline rehearses what it built, without a network and as each user that the runtimes give, and keeps the record.',
    schema: { type: 'boolean' },
    defaultText: '`true`',
    default: () => true,
    asked: whenPiped,
  },
  upgradeCheck: {
    key: 'upgradeCheck',
    message: 'Look for a newer template every month?',
    help: 'GitHub: a workflow that opens a pull request when there is one, which a maintainer allows once. GitLab: a job that tells; you schedule it under Build, Pipeline schedules.',
    schema: { type: 'boolean' },
    defaultText: '`false`',
    default: () => false,
    asked: whenPiped,
  },
  preCommit: {
    key: 'preCommit',
    message: 'Check before each commit too?',
    help: 'Adds .pre-commit-config.yaml: hadolint, the check, and no large files or private keys.',
    schema: { type: 'boolean' },
    defaultText: '`false`',
    default: () => false,
    asked: () => 'details',
  },
  contact: {
    key: 'contact',
    message: 'Contact',
    help: 'Who answers for the image, with an address; empty leaves it open in the checklist.',
    schema: {
      type: 'string',
      pattern: anyLine,
      maxLength: 200,
      description:
        'one line of 200 characters at most, without control characters, invisible ones or spaces at its ends; may be empty',
      examples: ['Ada Lovelace <ada@example.org>'],
    },
    correct: withoutUnseen,
    defaultText: "git's user, else empty and flagged in the checklist",
    default: (context) =>
      textOf(context.around, 'contact') ??
      (new RegExp(anyLine, 'u').test(context.gitUser ?? '') ? (context.gitUser ?? '').slice(0, 200) : ''),
    asked: () => 'details',
  },
} satisfies Pick<
  Questions,
  'name' | 'description' | 'project' | 'registry' | 'ci' | 'rehearse' | 'upgradeCheck' | 'preCommit' | 'contact'
>;

/** The text as it looks: blanks of any kind are one, what shows nothing goes. */
function withoutUnseen(text: string): string {
  const blank = text.replaceAll(/[\s\p{Z}]+/gu, ' ');
  return blank.replaceAll(new RegExp(`(?! |${joiner}|${betweenLetters})[${unseen}]`, 'gu'), '').trim();
}

/** Letters lose their accents; whatever else is not a letter or digit becomes one hyphen. */
function nameFromFolder(folder: string): string {
  const plain = folder
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  const name = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-|-$/g, '');
  return name === '' ? 'tre-container' : name;
}

/** GitHub's remotes name the owner of `ghcr.io`; ECDF's GitLab keeps images under the repository itself. */
function registryFromRemote({ gitRemote }: QuestionContext): string {
  const match =
    /^(?:https:\/\/(?:[^@/]*@)?|ssh:\/\/git@|git@)(github\.com|git\.ecdf\.ed\.ac\.uk)(?::\d+)?[/:](.+?)(?:\.git)?\/?$/i.exec(
      gitRemote ?? '',
    );
  const [, host, path = ''] = match ?? [];
  const registry =
    host?.toLowerCase() === 'github.com' ? `ghcr.io/${path.split('/')[0] ?? ''}` : `git.ecdf.ed.ac.uk/${path}`;
  const valid = new RegExp(projectQuestions.registry.schema.pattern, 'u').test(registry.toLowerCase());
  return valid ? registry.toLowerCase() : placeholders.registry[0];
}

/** Whose pipelines start where a repository is pushed to; of another host nobody can tell. */
function pipelinesOf(gitRemote = ''): CiSystem | undefined {
  const host = /^(?:[a-z+]+:\/\/)?(?:[^@/\s]*@)?([\w.-]+)(?::\d+)?[/:]/i.exec(gitRemote)?.[1]?.toLowerCase() ?? '';
  if (/(?:^|\.)github\./.test(host)) return 'github';
  return /(?:^|\.)gitlab\.|^git\.ecdf\.ed\.ac\.uk$/.test(host) ? 'gitlab' : undefined;
}

/** An answer of the project around a new one. */
function textOf(around: QuestionContext['around'], key: string): string | undefined {
  const value = around?.[key];
  return typeof value === 'string' ? value : undefined;
}
