import type { JobFacts, ManifestNode } from '../../model/sources/source-facts.ts';
import { readYaml } from '../text/located-yaml.ts';

/** Kubernetes Jobs of a file, those that a CronJob makes included. A file that is not YAML gives one entry that says why. */
export function readJobs(path: string, text: string): JobFacts[] {
  const read = readYaml(text);
  if ('problem' in read)
    return [
      { path, manifest: { entries: new Map(), items: [], line: read.problem.line ?? 1 }, unread: read.problem.reason },
    ];
  const ofKind = (kind: string): readonly ManifestNode[] =>
    read.documents.filter((document) => document.entries.get('kind')?.text === kind);
  const claims = ofKind('PersistentVolumeClaim');
  // A CronJob holds the job that it makes, and names it itself.
  const scheduled = ofKind('CronJob').flatMap((each) => each.entries.get('spec')?.entries.get('jobTemplate') ?? []);
  return [
    ...ofKind('Job').map((manifest) => ({ manifest })),
    ...scheduled.map((manifest) => ({ manifest, isScheduled: true })),
  ].map((each, index) => ({ path, ...each, claims: index === 0 ? claims : [] }));
}
