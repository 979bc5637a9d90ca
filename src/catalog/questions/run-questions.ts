import { tre } from '../tre.ts';
import type { Questions } from '../../model/answers/question.ts';

const known: readonly string[] = ['podman', 'apptainer', 'kubernetes'];

/** How the container runs in the TRE. */
export const runQuestions = {
  gpu: {
    key: 'gpu',
    message: 'Needs a GPU?',
    help: 'Adds --gpu to the run commands and a GPU limit to the Kubernetes job.',
    schema: { type: 'boolean' },
    defaultText: 'by base',
    default: (context) => context.base.gpu,
    asked: () => 'details',
    ofBase: true,
  },
  runtimes: {
    key: 'runtimes',
    message: 'Runtimes',
    help: "How you will run it in the TRE; each gets the files that ces-run, the TRE's command for containers, starts it with.",
    schema: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: { type: 'string', enum: known },
    },
    defaultText: 'what the base supports',
    default: (context) => context.base.runtimes,
    choices: (context) => context.base.runtimes.map((runtime) => ({ value: runtime, label: runtime })),
    validate: (runtimes, { base, adopted }) => {
      // A name of no runtime is told by itself.
      const refused = runtimes.find((runtime) => known.includes(runtime) && !base.runtimes.includes(runtime));
      if (refused === undefined) return undefined;
      const reason = base.unsupportedRuntimes[refused] ?? 'it has not been made to work there.';
      return {
        what: `the base ${base.name} cannot run on ${refused}: ${reason}`,
        fix: `leave ${refused} out (${base.name} runs on ${base.runtimes.join(', ')})${adopted === true ? '' : ', or choose another base'}`,
      };
    },
    asked: () => 'details',
  },
  port: {
    key: 'port',
    message: 'Port',
    help: 'TCP port on which the session is reached.',
    schema: {
      type: 'integer',
      minimum: 1024,
      maximum: 65535,
      description: 'a whole number from 1024 to 65535, since ports below 1024 need root',
      examples: [8888],
    },
    defaultText: 'by base (8787, 8888); interactive only',
    default: (context) => context.base.port,
    when: ({ base }) => base.kind === 'interactive' || `${base.name} is a batch base and presents no port`,
    instead: ({ adopted, base, bases }) => {
      const sessions = bases.filter(({ kind }) => kind === 'interactive');
      if (adopted !== true)
        return `leave it out; a base with a session has one: ${sessions.map(({ name }) => `--set base=${name}`).join(' or ')}`;
      const isSurveyed = sessions.some(
        ({ language, proposed }) => language.name === base.language.name && proposed.families.length > 0,
      );
      const anew = "for a session, in the repository's own folder: tre-container adopt --set mode=interactive";
      return `leave it out; ${isSurveyed ? anew : "for a session adopt writes nothing in this language: start it in the folder's Dockerfile, with its port in EXPOSE, and upgrades keep your lines"}`;
    },
    asked: () => 'details',
    ofBase: true,
  },
  imageProxy: {
    key: 'imageProxy',
    message: 'Image proxy of the GPU cluster',
    help: 'Host and port through which Kubernetes jobs pull; your Safe Haven names it.',
    schema: {
      type: 'string',
      pattern:
        '^[a-z0-9]+(?:[.-][a-z0-9]+)*(?::(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?$',
      maxLength: 200,
      description: 'a host name in lower case with an optional port',
      examples: [tre.imageProxy.host],
    },
    defaultText: `\`${tre.imageProxy.host}\``,
    default: ({ around }) => (typeof around?.['imageProxy'] === 'string' ? around['imageProxy'] : tre.imageProxy.host),
    asked: ({ answers }) => (answers.runtimes?.includes('kubernetes') === true ? 'details' : 'never'),
  },
} satisfies Pick<Questions, 'gpu' | 'runtimes' | 'port' | 'imageProxy'>;
