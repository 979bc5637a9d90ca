import type { Answers } from '../../model/answers/answers.ts';
import type { Base } from '../../model/render/base.ts';

/** One command to type next, with its reason in a clause. */
export interface NextStep {
  readonly command: string;
  readonly why: string;
}

/** What a person does after `create`, in the order in which they do it. `destination` is a folder as they would type it. */
export function nextSteps(answers: Answers, base: Base, destination: string): readonly NextStep[] {
  const enter = destination === '.' ? [] : [{ command: `cd ${shellWord(destination)}`, why: 'the project' }];
  const pin = {
    command: 'npx generator-tre-container pin',
    why: `no digest is known for ${answers.image}: look it up and write it into the Dockerfile`,
  };
  const fetch = {
    command: 'python3 models/fetch_models.py',
    why: 'download and hash the models, on a machine with a network',
  };
  const publish = {
    command: "git init && git add -A && git commit -m 'Start the container project'",
    why: `push it: the pipeline scans the image and pushes it to ${answers.registry}`,
  };
  return [
    ...enter,
    ...(answers.image.includes('@sha256:') ? [] : [pin]),
    ...(answers.models.length === 0 ? [] : [fetch]),
    { command: 'npx generator-tre-container check', why: "what the TRE's guidance asks and how this project stands" },
    {
      command: 'npx generator-tre-container rehearse',
      why: `build the image and ${base.kind === 'batch' ? 'run it' : 'open its session'} as the TRE will, with docker or podman; ./ces/run-local.sh only runs it`,
    },
    { command: 'less CHECKLIST.md', why: 'answer what only a person can, before Information Governance asks' },
    ...(answers.ci === 'none' ? [] : [publish]),
  ];
}

const shellWord = (text: string): string =>
  /^[\w./~-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
