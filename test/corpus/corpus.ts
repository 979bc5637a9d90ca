import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { isDockerfile } from '../../src/parse/project/dockerfile-names.ts';

/** Go modules whose archives hold Dockerfiles that nobody here wrote: builders' own test cases, scanners' fixtures, real projects. */
const modules = [
  'github.com/moby/buildkit@v0.34.2',
  'github.com/openshift/imagebuilder@v1.2.22',
  'github.com/docker/buildx@v0.38.2',
  'github.com/moby/moby/v2@v2.0.0-beta.24',
  'github.com/Checkmarx/kics/v2@v2.2.0',
  'github.com/anchore/syft@v1.57.0',
  'github.com/anchore/grype@v0.121.2',
  'github.com/kubeflow/training-operator@v1.8.1',
  'k8s.io/kubernetes@v1.37.2',
] as const;

/** A Dockerfile of the corpus. */
export interface CorpusFile {
  /** `module@version/path`, the same on every machine. */
  readonly name: string;
  /** Where it is on this one. */
  readonly path: string;
}

/** Downloads the modules through Go's own client, which keeps them, and lists their Dockerfiles by name. */
export function listCorpus(): readonly CorpusFile[] {
  const printed = execFileSync('go', ['mod', 'download', '-json', ...modules], {
    cwd: tmpdir(),
    encoding: 'utf8',
    maxBuffer: 1024 ** 2,
    env: { ...process.env, GOFLAGS: '-mod=mod' },
  });
  const found = printed
    .split(/(?<=^\})\n/m)
    .filter((text) => text.trim() !== '')
    .map((text) => JSON.parse(text) as { readonly Path: string; readonly Version: string; readonly Dir: string });
  return found
    .flatMap(({ Path, Version, Dir }) =>
      readdirSync(Dir, { recursive: true, withFileTypes: true })
        .filter(
          (entry) =>
            entry.isFile() &&
            (isDockerfile(entry.name) || /^dockerfile|\.dockerfile$/i.test(entry.name)) &&
            !/\.(?:go|rego|dockerignore|md|ya?ml|json)$/.test(entry.name),
        )
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => ({ path, name: `${Path}@${Version}/${relative(Dir, path)}` })),
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
