import type { GovernanceQuestion } from '../../model/checklist/governance-question.ts';

const chapter = 'Provenance and supply chain';

/** Where everything comes from. */
export const supplyQuestions: readonly GovernanceQuestion[] = [
  {
    number: 8,
    title: 'Base image',
    restsOn: ['base'],
    chapter,
    force: 'should',
    answeredBy: 'files',
    who: 'project',
    rules: ['base-image-qualified', 'base-image-pinned', 'base-image-well-known'],
    question: 'Which base image, by full name and digest, and why this one and no generic system?',
    shows: ['base-image-pinned', 'base-image-well-known'],
  },
  {
    number: 9,
    title: 'Repute of the base',
    restsOn: ['base'],
    chapter,
    answeredBy: 'person',
    who: 'Information Governance',
    rules: ['base-image-well-known'],
    question: 'Is the base from a source of good repute?',
    saidOnce: true,
  },
  {
    number: 10,
    title: 'Where it was built',
    chapter,
    force: 'should',
    answeredBy: 'run',
    who: 'project',
    question: 'Repository, commit, pipeline run, image digest and tags; where is the build log?',
    proof: { by: 'pipeline', where: 'first sheet of summary.html in the bundle of its run', part: 'run' },
    known: ({ answers, adopted }) =>
      `image ${answers.registry}/${answers.name}, tagged by ${adopted === undefined ? 'version' : 'branch'} and commit`,
  },
  {
    number: 11,
    title: 'What was added',
    restsOn: ['packages'],
    chapter,
    force: 'should',
    answeredBy: 'run',
    who: 'project',
    rules: ['dependencies-pinned'],
    question: 'What was added: system and language packages, with versions, hashes and sources?',
    proof: { by: 'pipeline', where: 'sbom.cdx.json in the bundle of its run', part: 'sbom' },
    known: ({ base, adopted }) => {
      const files = adopted?.packageFiles ?? [base.packageFile];
      return files.length === 0
        ? 'no package of the language is installed; system packages stand in the Dockerfile'
        : `packages of the language stand in ${files.join(', ')}, system packages${adopted === undefined ? '' : ', if any,'} in the Dockerfile`;
    },
  },
  {
    number: 12,
    title: 'Nothing fetched from a moving place',
    restsOn: ['dockerfile'],
    chapter,
    answeredBy: 'files',
    who: 'project',
    rules: ['dependencies-pinned'],
    question: 'Does an installation step fetch from an address or branch that is not fixed?',
    shows: ['dependencies-pinned'],
  },
  {
    number: 13,
    title: 'Registry',
    restsOn: ['project'],
    chapter,
    force: 'must',
    answeredBy: 'files',
    who: 'project',
    rules: ['registry-pullable'],
    question: 'Is the registry one that the TRE pulls from?',
    shows: ['registry-pullable'],
  },
  {
    number: 14,
    title: 'Signature',
    chapter,
    force: 'may',
    answeredBy: 'person',
    who: 'project',
    question: 'Is the image signed, with provenance and its list of contents attached?',
    known: () => 'not signed; the list of contents (SBOM) is a file of the pipeline run',
  },
  {
    number: 15,
    title: 'A rebuild gives the same',
    chapter,
    force: 'may',
    answeredBy: 'run',
    who: 'project',
    question: 'Does a rebuild from the recorded inputs give the same packages?',
    proof: { by: 'pipeline', where: 'sbom.cdx.json in the bundles of two runs of the same commit' },
  },
];
