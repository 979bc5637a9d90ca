import type { Answers } from '../../model/answers/answers.ts';
import type { Base } from '../../model/render/base.ts';

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
  /** How this program was started, as `Environment.program` has it. */
  readonly program?: string;
}

/** What a person does after `create`, in the order in which they do it. `destination` is a folder as they would type it. */
export function nextSteps(
  answers: Answers,
  base: Base,
  destination: string,
  where: Surroundings = { isNew: true },
): readonly NextStep[] {
  const { program = 'tre-container' } = where;
  const spell = (command: string): string =>
    /\byo tre-container$/.test(program) ? `${program}:${command}` : `${program} ${command}`;
  const enter = destination === '.' ? [] : [{ command: `cd ${shellWord(destination)}`, why: 'the project' }];
  const pin = {
    command: spell('pin'),
    why: `no digest is known for ${answers.image}: look it up and write it into the Dockerfile`,
  };
  const fetch = {
    command: 'python3 models/fetch_models.py',
    why: 'download and hash the models, on a machine with a network',
  };
  const publish = publishStep(answers, where);
  return [
    ...enter,
    ...(answers.image.includes('@sha256:') ? [] : [pin]),
    ...(answers.models.length === 0 ? [] : [fetch]),
    { command: spell('check'), why: "what the TRE's guidance asks and how this project stands" },
    {
      command: spell('rehearse'),
      why: `build the image and ${base.kind === 'batch' ? 'run it' : 'open its session'} as the TRE will, with docker or podman; ./ces/run-local.sh only runs it`,
    },
    { command: 'less CHECKLIST.md', why: 'answer what only a person can, before Information Governance asks' },
    ...publish,
  ];
}

const shellWord = (text: string): string =>
  /^[\w./~-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** In a repository nothing is begun, and where other files lie about, data among them perhaps, git is not told to take all that it finds. */
function publishStep(answers: Answers, { folder, isNew }: Surroundings): readonly NextStep[] {
  if (answers.ci === 'none') return [];
  if (folder !== undefined && folder !== '') {
    const look = 'see what git would take, add what is not data, and commit';
    return answers.ci === 'gitlab'
      ? [
          {
            command: 'head -n 20 gitlab-ci.yml',
            why: `this is the folder ${folder} of a repository: add the job that stands there to the .gitlab-ci.yml at its root, which starts this pipeline`,
          },
          { command: 'git status --short .', why: look },
        ]
      : [
          {
            command: `git status --short . ':/.github/workflows/container-${answers.name}.yml'`,
            why: `${look}; the pipeline stands at the root of the repository, where GitHub reads it, and works in ${folder}`,
          },
        ];
  }
  const why = `push it: the pipeline scans the image and pushes it to ${answers.registry}`;
  if (!isNew)
    return [
      {
        command: `${folder === undefined ? 'git init && ' : ''}git status --short`,
        why: 'see what git would take, add what is not data, and commit',
      },
      { command: 'git push', why },
    ];
  return [
    {
      command: `${folder === undefined ? 'git init && ' : ''}git add -A && git commit -m 'Start the container project'`,
      why,
    },
  ];
}
