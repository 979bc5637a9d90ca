import type { JobFacts, ManifestNode } from '../../model/sources/source-facts.ts';
import { readYaml } from '../text/located-yaml.ts';

/** Kubernetes Jobs of a file. A file that is not YAML gives one entry that says why. */
export function readJobs(path: string, text: string): JobFacts[] {
  const read = readYaml(text);
  if ('problem' in read)
    return [
      { path, manifest: { entries: new Map(), items: [], line: read.problem.line ?? 1 }, unread: read.problem.reason },
    ];
  const ofKind = (kind: string): readonly ManifestNode[] =>
    read.documents.filter((document) => document.entries.get('kind')?.text === kind);
  const claims = ofKind('PersistentVolumeClaim');
  return ofKind('Job').map((manifest, index) => ({ path, manifest, claims: index === 0 ? claims : [] }));
}
