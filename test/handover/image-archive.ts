import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';

/** Files of one layer by path; `null` takes the file of a lower layer away. */
export type Layer = Readonly<Record<string, string | null>>;

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

async function tar(files: Readonly<Record<string, Buffer | string>>): Promise<Buffer> {
  const archive = pack();
  for (const [name, contents] of Object.entries(files)) archive.entry({ name, mtime: new Date(0) }, contents);
  archive.finalize();
  return buffer(archive);
}

function whiteOut(layer: Layer): Record<string, string> {
  return Object.fromEntries(
    Object.entries(layer).map(([path, text]) =>
      text === null ? [path.replace(/[^/]*$/, (name) => `.wh.${name}`), ''] : [path, text],
    ),
  );
}

/** Writes a docker-archive of an image with these layers; gives its config digest, as engines print the image's id. */
export async function writeImageArchive(
  file: string,
  layers: readonly Layer[],
  config: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const tars = await Promise.all(layers.map((layer) => tar(whiteOut(layer))));
  const text = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    created: '2026-01-01T00:00:00Z',
    config,
    rootfs: { type: 'layers', diff_ids: tars.map((bytes) => `sha256:${sha256(bytes)}`) },
    history: layers.map((_, index) => ({ created: '2026-01-01T00:00:00Z', created_by: `RUN step ${String(index)}` })),
  });
  const id = sha256(text);
  const names = tars.map((bytes) => `${sha256(bytes)}.tar`);
  const manifest = JSON.stringify([{ Config: `${id}.json`, RepoTags: null, Layers: names }]);
  writeFileSync(
    file,
    await tar({
      [`${id}.json`]: text,
      ...Object.fromEntries(names.map((name, index) => [name, tars[index] ?? ''])),
      'manifest.json': manifest,
    }),
  );
  return `sha256:${id}`;
}

/** `/var/lib/dpkg/status` and the name of the system, as Debian 12 has them. */
export function debianPackages(packages: Readonly<Record<string, string>>): Layer {
  const status = Object.entries(packages).map(
    ([name, version]) =>
      `Package: ${name}\nStatus: install ok installed\nPriority: optional\nMaintainer: Nobody <nobody@example.org>\nArchitecture: amd64\nVersion: ${version}\nDescription: ${name}\n`,
  );
  return {
    'etc/os-release': 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12"\n',
    'etc/debian_version': '12.9\n',
    'var/lib/dpkg/status': `${status.join('\n')}\n`,
  };
}

/** One distribution as pip leaves it. */
export function pythonPackage(name: string, version: string, site = 'usr/local/lib/python3.13/site-packages'): Layer {
  return {
    [`${site}/${name.replaceAll('-', '_')}-${version}.dist-info/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
  };
}
