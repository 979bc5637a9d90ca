import type { Questions } from '../../model/answers/question.ts';
import type { Base } from '../../model/render/base.ts';
import { nameQuarto, quartoChecksums, quartoReleases, readQuarto } from '../software/quarto.ts';

/** Documents that the container renders, and with what. */
export const documentQuestions = {
  documents: {
    key: 'documents',
    message: 'Documents to render',
    help: 'Quarto documents in src/, rendered to /safe_outputs by the container; a comma between two, empty for none.',
    schema: {
      type: 'array',
      uniqueItems: true,
      maxItems: 50,
      items: {
        type: 'string',
        pattern: '^(?!src/)(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9][A-Za-z0-9_.-]*\\.qmd$',
        maxLength: 200,
        description:
          'a path below src/ that ends in .qmd, of letters, digits, dots, hyphens and underscores, without src/ itself',
        examples: ['paper.qmd'],
      },
    },
    defaultText: 'none; only `python`, `r` and `jupyter`',
    default: () => [],
    correct: (text) => text.trim().replace(/^(?:\.\/)?src\/+/, ''),
    asked: ({ base }) => (base.documentPackages === undefined ? 'never' : 'details'),
    validate: (documents, { base, bases, adopted }) => {
      if (documents.length > 0 && base.documentPackages === undefined)
        return {
          what: `documents are not rendered on the base ${base.name}`,
          fix:
            adopted === true
              ? 'leave documents out'
              : `choose another base (${listBases(bases)}), or leave documents out`,
        };
      const twice = documents.find((path, at) => documents.findIndex((other) => nameOf(other) === nameOf(path)) < at);
      return twice === undefined
        ? undefined
        : {
            what: `two documents are called ${nameOf(twice)}, so that one would be written over the other in /safe_outputs`,
            fix: 'give one of them another name',
          };
    },
    ofBase: true,
    outlives: (_old, next) => next.documentPackages !== undefined,
  },
  quarto: {
    key: 'quarto',
    message: 'Quarto',
    help: 'The release that renders the documents, by version and checksum of its archive for Linux on x86-64.',
    schema: {
      type: 'string',
      pattern: '^[0-9]{1,4}(?:\\.[0-9]{1,6}){1,3}(?:@sha256:[0-9a-f]{64})?$',
      description: 'a version that the catalogue knows, or VERSION@sha256:CHECKSUM',
      examples: [nameQuarto(quartoReleases[0])],
    },
    defaultText: 'the newest that the catalogue knows; only with `documents`',
    default: ({ answers }) => ((answers.documents ?? []).length > 0 ? nameQuarto(quartoReleases[0]) : undefined),
    choices: () =>
      quartoReleases.map((release) => ({
        value: nameQuarto(release),
        label: release.version,
        help: `checksum seen ${release.seen}`,
      })),
    choicesAreOpen: true,
    when: ({ answers, adopted }) =>
      (answers.documents ?? []).length > 0 ||
      `there are no documents to render${adopted === true ? '' : ': name them with --set documents=paper.qmd'}`,
    validate: (answer) =>
      readQuarto(answer) === undefined
        ? {
            what: `no checksum of Quarto ${answer} is known here`,
            fix: `take that of quarto-${answer}-linux-amd64.tar.gz from ${quartoChecksums(answer)} and write ${answer}@sha256:CHECKSUM, or choose ${quartoReleases.map(({ version }) => version).join(' or ')}`,
          }
        : undefined,
    asked: () => 'details',
  },
} satisfies Pick<Questions, 'documents' | 'quarto'>;

/** File names that differ only in capitals are one on some disks. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

function listBases(bases: readonly Base[]): string {
  return bases
    .filter(({ documentPackages }) => documentPackages !== undefined)
    .map(({ name }) => name)
    .join(', ');
}
