import type { GovernanceQuestion } from '../../model/checklist/governance-question.ts';

const chapter = 'Provenance and supply chain';

/** Where everything comes from. */
export const supplyQuestions: readonly GovernanceQuestion[] = [
  {
    number: 8,
    chapter,
    force: 'should',
    answeredBy: 'files',
    who: 'project',
    rules: ['base-image-qualified', 'base-image-pinned', 'base-image-well-known'],
    question: 'Which base image, by full name and digest, and why this one and no generic system?',
    known: ({ answers, base }) => `${answers.image}, an application base (${base.label}, ${base.source})`,
  },
  {
    number: 9,
    chapter,
    answeredBy: 'person',
    who: 'Information Governance',
    question: 'Is the base from a source of good repute?',
    known: ({ base }) => `published by its own project, see ${base.source}`,
  },
  {
    number: 10,
    chapter,
    force: 'should',
    answeredBy: 'run',
    who: 'project',
    question: 'Repository, commit, pipeline run, image digest and tags: can the build log be seen?',
    proof: { by: 'pipeline', where: 'summary of the pipeline run that pushed the image' },
    known: ({ answers }) => `image ${answers.registry}/${answers.name}, tagged by version and commit`,
  },
  {
    number: 11,
    chapter,
    force: 'should',
    answeredBy: 'run',
    who: 'project',
    rules: ['dependencies-pinned'],
    question: 'What was added: system and language packages, with versions, hashes and sources?',
    proof: { by: 'pipeline', where: 'sbom.cdx.json of the pipeline run' },
    known: ({ answers, base }) =>
      `packages of the language in ${base.packageFile}: ${answers.packages.length}; system packages in the Dockerfile: ${answers.systemPackages.length}`,
  },
  {
    number: 12,
    chapter,
    answeredBy: 'files',
    who: 'project',
    rules: ['dependencies-pinned'],
    question: 'Does an installation step fetch from an address or branch that is not fixed?',
  },
  {
    number: 13,
    chapter,
    force: 'must',
    answeredBy: 'files',
    who: 'project',
    rules: ['registry-pullable'],
    question: 'Is the registry one that the TRE pulls from?',
    known: ({ answers }) => answers.registry,
  },
  {
    number: 14,
    chapter,
    force: 'may',
    answeredBy: 'person',
    who: 'project',
    question: 'Is the image signed, with provenance and its list of contents attached?',
    known: () => 'not signed; the list of contents (SBOM) is a file of the pipeline run',
  },
  {
    number: 15,
    chapter,
    force: 'may',
    answeredBy: 'run',
    who: 'project',
    question: 'Does a rebuild from the recorded inputs give the same packages?',
    proof: { by: 'pipeline', where: 'sbom.cdx.json of two runs of the same commit' },
  },
];
