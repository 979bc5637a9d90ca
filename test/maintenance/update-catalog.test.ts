import { cp, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newest } from '../../maintenance/update-actions.ts';
import { formatFindings, updateCatalog } from '../../maintenance/update-catalog.ts';
import { rewriteEntry } from '../../maintenance/rewrite-entry.ts';
import { pipelineTools } from '../../src/catalog/actions.ts';
import { bases } from '../../src/catalog/bases.ts';
import type { Base } from '../../src/model/render/base.ts';
import type { PipelineTools } from '../../src/model/check/pinned.ts';
import type { Registries, Resolution } from '../../src/model/pin/registry.ts';

const project = join(import.meta.dirname, '..', '..');
const fresh = `sha256:${'e'.repeat(64)}`;
const commit = 'f'.repeat(40);

async function copyCatalog(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'catalogue-'));
  await cp(join(project, 'src/catalog'), join(root, 'src/catalog'), { recursive: true });
  await cp(join(project, 'src/model'), join(root, 'src/model'), { recursive: true });
  return root;
}

/** A registry where every tag means `fresh`, but for the references in `failing`. */
function fakeRegistries(failing: string[] = []): Registries {
  return {
    resolve: async ({ image }): Promise<Resolution> => {
      const name = `${image.registry}/${image.repository}:${image.tag}`;
      if (failing.includes(name))
        return {
          failure: {
            kind: 'unknown-tag',
            host: image.registry,
            what: `${image.registry} has no such tag`,
            tags: ['4.5.2'],
          },
        };
      return { resolved: { digest: fresh, kind: 'index', created: new Map([[fresh, '2027-01-02']]) } };
    },
  };
}

/** Every repository has the version that is on record, and a newer one of the same major version. */
async function listTags(repository: string): Promise<ReadonlyMap<string, string>> {
  const known = Object.values(pipelineTools).flatMap((tool) =>
    'commit' in tool && tool.action === repository ? [[tool.version, tool.commit] as const] : [],
  );
  return new Map([...known, ['v7.99.0', commit], ['v8.99.0', commit], ['v9.0.0-rc.1', commit], ['v7', commit]]);
}

test('every digest and commit is brought up to date with day and proof, and the files are still the catalogue', async () => {
  const root = await copyCatalog();
  const findings = await updateCatalog({
    root,
    registries: fakeRegistries(),
    listTags,
    today: '2027-01-03',
  });
  expect(findings.problems).toEqual([]);
  const report = formatFindings(findings);
  for (const [name, base] of Object.entries(bases)) {
    const updated = (
      (await import(/* @vite-ignore */ join(root, `src/catalog/bases/${name}.ts`))) as Record<string, Base>
    )[name];
    expect(updated).toEqual({
      ...base,
      images: base.images.map((image) => ({
        ...image,
        digest: fresh,
        digestKind: 'index',
        seen: '2027-01-03',
        evidence: 'the registry itself, for this tag; the image was made on 2027-01-02',
      })),
    });
  }
  const { pipelineTools: tools } = (await import(/* @vite-ignore */ join(root, 'src/catalog/actions.ts'))) as {
    pipelineTools: PipelineTools;
  };
  expect(tools.checkout).toEqual({
    action: 'actions/checkout',
    version: 'v7.99.0',
    commit,
    seen: '2027-01-03',
    evidence: 'tag of the repository itself, by git ls-remote',
  });
  expect(tools.docker).toMatchObject({ digest: fresh, seen: '2027-01-03' });
  expect(tools.trivy).toEqual(pipelineTools.trivy);
  expect(report).toContain(
    `| actions/checkout | \`v7.0.1 ${pipelineTools.checkout.commit}\` | \`v7.99.0 ${commit}\` |  |`,
  );
  expect(report).toContain(
    `| nvcr.io/nvidia/rapidsai/notebooks:26.06-cuda12-py3.13 | none | \`${fresh}\` | made on 2027-01-02 |`,
  );
  expect(report).toContain('- actions/checkout has v8.99.0, of another major version');
});

test('a released tag that was moved stops at a person; an image that is gone too; the rest is updated', async () => {
  const root = await copyCatalog();
  const moved = async (repository: string) =>
    new Map([
      ...(await listTags(repository)),
      ...(repository === 'actions/checkout' ? [['v7.0.1', commit] as const] : []),
    ]);
  const findings = await updateCatalog({
    root,
    registries: fakeRegistries(['docker.io/rocker/rstudio:4.5.3']),
    listTags: moved,
    today: '2027-01-03',
  });
  expect(findings.problems).toHaveLength(2);
  const report = formatFindings(findings);
  expect(report).toContain(
    `- actions/checkout v7.0.1 was ${pipelineTools.checkout.commit} and is ${commit}: a released tag was moved.`,
  );
  expect(report).toContain(
    '- src/catalog/bases/rocker.ts: docker.io/rocker/rstudio:4.5.3: docker.io has no such tag\n  To fix: name a tag that exists, e.g. 4.5.2',
  );
  const text = await readFile(join(root, 'src/catalog/actions.ts'), 'utf8');
  expect(text).toContain(pipelineTools.checkout.commit);
  expect(text).not.toContain(pipelineTools.uploadArtifact.commit);
});

test('what is proven and stands still gives no difference', async () => {
  const text = "const x = [\n  {\n    reference: 'a.example/b:1',\n    note: 'n',\n  },\n  { reference: 'c' },\n];\n";
  const once = rewriteEntry(
    text,
    { field: 'reference', value: 'a.example/b:1' },
    { digest: 'sha256:1', seen: '2027-01-01', evidence: "somebody's \\ word" },
  );
  expect(once).toBe(
    text.replace(
      "b:1',\n",
      "b:1',\n    digest: 'sha256:1',\n    seen: '2027-01-01',\n    evidence: \"somebody's \\\\ word\",\n",
    ),
  );
  expect(
    rewriteEntry(
      once,
      { field: 'reference', value: 'a.example/b:1' },
      { digest: 'sha256:1', seen: '2027-01-01', evidence: "somebody's \\ word" },
    ),
  ).toBe(once);
  expect(() => rewriteEntry(text, { field: 'reference', value: 'none' }, {})).toThrow(
    "reference: 'none' is not in the catalogue file exactly once",
  );
});

test('the newest release is of the same major version, whatever the order; what is no release does not count', () => {
  const tags = new Map(['v7.9.0', 'v7.10.0', 'v7', 'v8.0.0-beta.1', 'v6.99.0', 'nightly'].map((tag) => [tag, commit]));
  expect(newest('v7.0.1', tags)).toEqual({ same: 'v7.10.0' });
  expect(newest('v6.0.0', tags)).toEqual({ same: 'v6.99.0', other: 'v7.10.0' });
  expect(newest('v9.0.0', tags)).toEqual({ same: 'v9.0.0' });
});
