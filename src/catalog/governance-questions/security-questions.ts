import type { GovernanceQuestion } from '../../model/checklist/governance-question.ts';

const chapter = 'Security';

/** What scanners and rights say. */
export const securityQuestions: readonly GovernanceQuestion[] = [
  {
    number: 16,
    title: 'Scan of the Dockerfile',
    restsOn: ['dockerfile'],
    chapter,
    force: 'may',
    answeredBy: 'run',
    who: 'project',
    rules: ['workflow-lints-dockerfile', 'workflow-scans-dockerfile'],
    question: 'Scan of the Dockerfile: tool, version, date, findings, and which are accepted and why?',
    proof: {
      by: 'pipeline',
      where:
        'hadolint.txt and trivy-dockerfile.txt among the reports of its run; accepted ones are in .hadolint.yaml and .trivyignore.yaml, each of which is there only where it has one',
    },
  },
  {
    number: 17,
    title: 'Scan of the image',
    restsOn: ['vulnerabilities'],
    chapter,
    force: 'may',
    answeredBy: 'run',
    who: 'project',
    rules: ['workflow-scans-image-before-push'],
    question:
      'Scan of the image: the same; how many findings come from the base, how many were added, how many have no fix?',
    proof: { by: 'pipeline', where: 'summary.html and assessment.json in the bundle of its run', part: 'assessment' },
  },
  {
    number: 18,
    title: 'Findings that can be reached',
    restsOn: ['vulnerabilities', 'command'],
    chapter,
    force: 'may',
    answeredBy: 'person',
    who: 'Information Governance',
    question: 'Can a critical or known-exploited finding be reached without a network? In plain words.',
  },
  {
    number: 19,
    title: 'Malware',
    chapter,
    force: 'may',
    answeredBy: 'person',
    who: 'project',
    question: 'Was the image scanned for malware?',
    known: () => 'not by the generated pipeline',
  },
  {
    number: 20,
    title: 'Secrets in layers or history',
    restsOn: ['files', 'environment'],
    chapter,
    answeredBy: 'run',
    who: 'project',
    rules: ['no-secrets'],
    question: 'Are there secrets, tokens or keys in layers or history?',
    proof: { by: 'pipeline', where: 'secrets counted in the summary of its run', part: 'secrets' },
  },
  {
    number: 21,
    title: 'Users and rights',
    restsOn: ['user', 'base'],
    chapter,
    force: 'should',
    answeredBy: 'run',
    who: 'project',
    rules: ['non-root-user', 'no-fixed-uid'],
    question:
      'As which user does it run under podman, apptainer and Kubernetes; does it need root, capabilities or devices?',
    proof: { by: 'rehearsal', where: 'rehearsal/evidence.json' },
    known: ({ answers, base }) =>
      `${base.user.uid === 0 && base.kind === 'interactive' ? 'starts as root' : 'needs no root'}; meant for ${answers.runtimes.join(', ')}${answers.gpu ? '; needs a GPU' : ''}`,
  },
  {
    number: 22,
    title: 'Executables cannot be changed',
    restsOn: ['files', 'dockerfile'],
    chapter,
    answeredBy: 'files',
    who: 'project',
    rules: ['executables-not-writable'],
    question: 'Are executables owned by root and not writable?',
  },
  {
    number: 23,
    title: 'Scanner pinned',
    chapter,
    answeredBy: 'files',
    who: 'project',
    rules: ['workflow-actions-pinned', 'workflow-known-bad-actions'],
    question: 'Is the scanner itself pinned, and not one of those hijacked in March 2026?',
  },
];
