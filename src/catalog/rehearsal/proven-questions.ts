import type { ProvenQuestion } from '../../model/rehearsal/proven-question.ts';

/** By number of the question: those whose proof is a rehearsal. */
export const provenQuestions: Readonly<Record<number, ProvenQuestion>> = {
  21: {
    requirements: ['any-identity', 'starts-by-itself'],
    beside: 'no device was given, and no capability but what the base itself needs',
  },
  24: { requirements: ['no-network'] },
  27: { requirements: ['port-answers', 'asks-for-credential'] },
  29: {
    requirements: ['writes-to-mounts', 'leaves-output'],
    ofOtherData: 'what it reads of other data than those of the rehearsal was not seen',
  },
  31: { requirements: ['writes-to-mounts'], open: 'whether it fails safely when /scratch is full was not tried' },
  36: {
    requirements: ['starts-by-itself', 'no-interaction', 'ends-with-success', 'fits-limits', 'stops-when-told'],
    unseen:
      'how much memory and how many processors it takes was not measured, and rows were counted of CSV, TSV and JSON lines alone; how each program that it starts itself ended shows only where it prints so or memory ran out',
  },
};
