import type { GovernanceQuestion } from '../../model/checklist/governance-question.ts';

const network = 'Network and telemetry';
const data = 'Data';
const models = 'Models';
const licences = 'Licences';
const running = 'Running and outputs';

/** What happens inside the TRE. */
export const runningQuestions: readonly GovernanceQuestion[] = [
  {
    number: 24,
    title: 'Runs without a network',
    restsOn: ['command', 'packages', 'files'],
    chapter: network,
    force: 'must',
    answeredBy: 'run',
    who: 'project',
    question: 'Proof that it runs with no network, and what tried to connect.',
    proof: { by: 'rehearsal', where: 'rehearsal/evidence.json' },
  },
  {
    number: 25,
    title: 'Telemetry and licence servers',
    restsOn: ['packages', 'environment'],
    chapter: network,
    force: 'must',
    answeredBy: 'person',
    who: 'project',
    rules: ['no-licence-server', 'offline-variables-set'],
    question: 'Telemetry or licence servers: which, and how are they kept off?',
    known: () => 'the telemetry switches of the known libraries are off in the Dockerfile',
  },
  {
    number: 26,
    title: 'Proxy',
    restsOn: ['environment', 'command'],
    chapter: network,
    answeredBy: 'person',
    who: 'Information Governance',
    question: 'Is a proxy needed, to which hosts, approved by whom?',
    known: () => 'none at run time',
  },
  {
    number: 27,
    title: 'Ports and password',
    restsOn: ['ports', 'command', 'environment'],
    chapter: network,
    answeredBy: 'run',
    who: 'project',
    rules: ['interactive-port-exposed', 'interactive-server-authenticated'],
    question: 'Which ports are opened, on which address, and how is the password set?',
    proof: { by: 'rehearsal', where: 'rehearsal/evidence.json' },
    known: ({ answers }) =>
      answers.port === undefined
        ? 'no port: it is a batch container'
        : `port ${answers.port}; the password comes from the environment file at start`,
  },
  {
    number: 28,
    title: 'Data in the image',
    restsOn: ['files', 'dockerfile'],
    chapter: data,
    force: 'must',
    answeredBy: 'person',
    who: 'project',
    sameAs: 'data-in-image-agreed',
    rules: ['no-data-files'],
    question: 'Is any data in the image, and under what agreement?',
    known: () => 'no data file is copied in; .dockerignore lets only named files into the build',
  },
  {
    number: 29,
    title: 'What is read and written',
    restsOn: ['files', 'command'],
    chapter: data,
    force: 'should',
    answeredBy: 'run',
    who: 'project',
    rules: ['outputs-in-safe-directories'],
    question:
      'What is read from /safe_data, is read-only enough, and is anything written outside /safe_outputs and /scratch?',
    proof: { by: 'rehearsal', where: 'rehearsal/evidence.json' },
  },
  {
    number: 30,
    title: 'Information that identifies people',
    restsOn: ['files', 'models'],
    chapter: data,
    answeredBy: 'person',
    who: 'Information Governance',
    question:
      'Does it bring in information that makes people easier to identify (linkage files, gazetteers, embeddings)?',
  },
  {
    number: 31,
    title: 'Temporary files',
    restsOn: ['files', 'environment'],
    chapter: data,
    force: 'should',
    answeredBy: 'run',
    who: 'project',
    rules: ['temp-on-scratch'],
    question: 'Are temporary files only in /scratch, and does it fail safely when that is full?',
    proof: { by: 'rehearsal', where: 'rehearsal/evidence.json' },
  },
  {
    number: 32,
    title: 'Each model',
    restsOn: ['models'],
    chapter: models,
    answeredBy: 'person',
    who: 'project',
    rules: ['models-staged', 'no-runtime-download'],
    question:
      'Each model: name, revision, hash, licence, size, what it was trained on, where it is staged, approved by whom?',
    known: ({ answers }) =>
      answers.models.length === 0 ? 'no model' : `${answers.models.length} listed under Models below`,
  },
  {
    number: 33,
    title: 'Models that are programs',
    restsOn: ['models'],
    chapter: models,
    answeredBy: 'person',
    who: 'project',
    rules: ['models-staged', 'no-runtime-download'],
    question: 'Does a model come as pickle or with code of its own?',
    known: ({ answers }) =>
      answers.models.length === 0
        ? 'no model'
        : 'models/fetch_models.py refuses both unless models/models.json says why it is allowed',
  },
  {
    number: 34,
    title: 'Models that leave',
    restsOn: ['models', 'files'],
    chapter: models,
    answeredBy: 'person',
    who: 'principal investigator',
    question: 'Will a trained model leave, and how is its disclosure risk assessed?',
  },
  {
    number: 35,
    title: 'Licences',
    restsOn: ['packages', 'files'],
    chapter: licences,
    force: 'must',
    answeredBy: 'person',
    who: 'project',
    sameAs: 'licences-allowed',
    question: 'Licence of each component; may commercial software run in a container, and is its licence file there?',
    known: ({ answers }) =>
      answers.licences.length === 0
        ? 'no licence file is copied in'
        : `copied in at build: ${answers.licences.join(', ')}`,
  },
  {
    number: 36,
    title: 'Command and resources',
    restsOn: ['command', 'environment'],
    chapter: running,
    force: 'must',
    answeredBy: 'run',
    who: 'project',
    rules: ['starts-without-interaction'],
    question: 'Exact command, arguments, environment and mounts; time, processors, memory, size of the image?',
    proof: { by: 'rehearsal', where: 'the scripts in ces/, and rehearsal/evidence.json' },
  },
  {
    number: 37,
    title: 'Expected outputs',
    restsOn: ['files'],
    chapter: running,
    answeredBy: 'person',
    who: 'principal investigator',
    question: 'Expected outputs: names, types, sizes, rows; which disclosure control is applied?',
  },
  {
    number: 38,
    title: "Tested on the TRE's machine",
    chapter: running,
    force: 'should',
    answeredBy: 'person',
    who: 'project',
    question: "Was it tested on the TRE's own test machine? Date and result.",
  },
  {
    number: 39,
    title: 'Who updates it',
    restsOn: ['project'],
    chapter: running,
    answeredBy: 'person',
    who: 'project',
    question: 'Who updates it, how often, and how is a new version approved?',
    known: ({ answers }) =>
      answers.upgradeCheck && answers.ci !== 'none' ? 'the pipeline looks for a newer template every month' : undefined,
  },
  {
    number: 40,
    title: 'When it is removed',
    restsOn: ['project'],
    chapter: running,
    answeredBy: 'person',
    who: 'project',
    question: 'When is it removed?',
  },
];
