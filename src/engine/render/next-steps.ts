import type { Answers } from '../../model/answers/answers.ts';
import type { Base } from '../../model/render/base.ts';
import { REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import { spellCommand } from '../../model/text/spell-commands.ts';
import { registrySecrets } from './registry-secrets.ts';
import { shellWord } from '../../shared/shell-word.ts';

/** One command to type next, with its reason in a clause. */
export interface NextStep {
  readonly command: string;
  readonly why: string;
}

/** What was at a project's place before it was made. */
export interface Surroundings {
  /** Path from the root of the repository; empty at the root, absent without a repository. */
  readonly folder?: string;
  /** Nothing else lies in the folder. */
  readonly isNew: boolean;
  /** The registry among the answers stands for one that nobody gave. */
  readonly lacksRegistry?: boolean;
  /** The project was there already: what came first then was done. */
  readonly isAgain?: boolean;
  /** How this program was started, as `Environment.program` has it. */
  readonly program?: string;
  /** Files of the project that were written now, relative to it. */
  readonly written?: readonly string[];
}

/** What a person does after `create`, in the order in which they do it. `destination` is a folder as they would type it. */
export function nextSteps(
  answers: Answers,
  base: Base,
  destination: string,
  where: Surroundings = { isNew: true },
): readonly NextStep[] {
  const { program, isAgain = false, written = [] } = where;
  if (isAgain && written.length === 0) return [];
  const spell = (command: string): string => spellCommand(command, program);
  const enter = destination === '.' ? [] : [{ command: `cd ${shellWord(destination)}`, why: 'the project' }];
  const pin = {
    command: spell('pin'),
    why: `the image has no digest yet (${answers.image}): look it up and write it into the Dockerfile`,
  };
  const fetch = {
    command: 'python3 models/fetch_models.py',
    why: 'download and hash the models, on a machine with a network',
  };
  const read = {
    command: 'less CHECKLIST.md',
    why: 'answer what only a person can, before Information Governance asks',
  };
  const look =
    where.folder === undefined
      ? []
      : [{ command: 'git diff', why: 'what changed, before you commit it; a new file shows in git status alone' }];
  return [
    ...enter,
    ...(isAgain ? look : []),
    ...(answers.image.includes('@sha256:') ? [] : [pin]),
    ...(answers.models.length === 0 || (isAgain && !written.includes('models/models.json')) ? [] : [fetch]),
    ...lockSteps(answers, isAgain && !written.includes(base.packageFile)),
    ...licenceSteps(answers, isAgain && !written.includes('Dockerfile')),
    { command: spell('check'), why: "what the TRE's guidance asks and how this project stands" },
    {
      command: spell('rehearse'),
      why: `build the image and ${base.kind === 'batch' ? 'run it' : 'open its session'} as the TRE will, with docker or podman; ./ces/run-local.sh only runs it`,
    },
    ...(isAgain ? [] : [read, ...publishStep(answers, where)]),
  ];
}

/** A lock that is named as the list of packages is the person's to bring. */
function lockSteps({ packages }: Answers, isSettled: boolean): readonly NextStep[] {
  const lock = packages.find((name) => name === 'renv.lock' || name === 'Manifest.toml');
  if (lock === undefined || isSettled) return [];
  const files = lock === 'renv.lock' ? lock : `Project.toml ${lock}`;
  return [{ command: `ls ${files}`, why: 'put it here if it is not: the image installs what it names' }];
}

/** Files of licences are the person's to bring too. */
function licenceSteps({ licences }: Answers, isSettled: boolean): readonly NextStep[] {
  if (licences.length === 0 || isSettled) return [];
  return [
    {
      command: `ls ${licences.map(shellWord).join(' ')}`,
      why: 'put them here if they are not: the image is built with them',
    },
  ];
}

/** What a pipeline needs before its first push. */
function askForSecrets(answers: Answers): string {
  const secrets = registrySecrets(answers);
  return secrets === undefined ? '' : `; first give it REGISTRY_USER and REGISTRY_TOKEN to push with, as ${secrets}`;
}

/** A file that was placed at the root of the repository, as git names it from a folder below. */
function toGitPath(path: string): string {
  return path.startsWith(REPOSITORY_PREFIX) ? `':/${path.slice(REPOSITORY_PREFIX.length)}'` : shellWord(path);
}

/** In a repository nothing is begun, and where other files lie about, data among them perhaps, git is told which files to take. */
function publishStep(
  answers: Answers,
  { folder, isNew, lacksRegistry, program, written = [] }: Surroundings,
): readonly NextStep[] {
  if (answers.ci === 'none') return [];
  if (folder !== undefined && folder !== '') {
    const add = `git add ${written.map(toGitPath).join(' ')}`;
    const others = 'these files and no others, which may be data; then commit';
    return answers.ci === 'gitlab'
      ? [
          {
            command: 'head -n 20 gitlab-ci.yml',
            why: `this is the folder ${folder} of a repository: add the job that stands there to the .gitlab-ci.yml at its root, which starts this pipeline, and give the job one of the stages that file lists, if it lists any`,
          },
          { command: add, why: others },
        ]
      : [
          {
            command: add,
            why: `${others}; the pipeline stands at the root of the repository, where GitHub reads it, and works in ${folder}${askForSecrets(answers)}`,
          },
        ];
  }
  const why =
    lacksRegistry !== true
      ? `push it: the pipeline scans the image and pushes it to ${answers.registry}${askForSecrets(answers)}`
      : `before you push it, name the registry, for ${answers.registry} stands for an answer that nobody gave: ${spellCommand('upgrade', program)} --set registry=${answers.ci === 'gitlab' ? 'git.ecdf.ed.ac.uk/GROUP/PROJECT' : 'ghcr.io/OWNER'}`;
  const add = isNew ? 'git add -A' : `git add ${written.map(toGitPath).join(' ')}`;
  const taken = isNew ? firstCommit : 'these files and no others, which may be data';
  if (folder !== undefined)
    return isNew
      ? [{ command: `${add} && ${commit}`, why }]
      : [
          { command: add, why: taken },
          { command: `${commit} && git push --set-upstream origin HEAD`, why },
        ];
  return beginRepository(answers, { isNew, add, taken, why });
}

/** The first commit, and the repository that it is pushed to. */
function beginRepository(
  { ci }: Answers,
  how: { readonly isNew: boolean; readonly add: string; readonly taken: string; readonly why: string },
): readonly NextStep[] {
  const { isNew, add, taken, why } = how;
  const host = ci === 'gitlab' ? 'GitLab' : 'GitHub';
  const first = isNew
    ? [{ command: `git init && ${add} && ${commit}`, why: taken }]
    : [
        { command: `git init && ${add}`, why: taken },
        { command: commit, why: firstCommit },
      ];
  return [
    ...first,
    {
      command: 'git remote add origin ADDRESS && git push --set-upstream origin HEAD',
      why: `ADDRESS is that of an empty repository which you made on ${host}; ${why}`,
    },
  ];
}

const commit = "git commit -m 'Start the container project'";
const firstCommit = 'the first commit, so that every change can be taken back';
