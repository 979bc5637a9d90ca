import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { amd64, arm64, makeImage, makeIndex, type Content } from '../io/registry/loopback-registry.ts';

const run = promisify(execFile);

/** A registry that runs, on a port of its own. */
export interface RunningRegistry {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  stop(): Promise<void>;
}

/** Starts Debian's docker-registry; `more` is added to its configuration (YAML). Fails where the package is not installed. */
export async function startDockerRegistry(folder: string, more = '', tls = ''): Promise<RunningRegistry> {
  const config = join(folder, 'config.yml');
  await writeFile(
    config,
    `version: 0.1\nlog: { level: info, formatter: json }\nstorage: { filesystem: { rootdirectory: "${folder}/data" } }\nhttp:\n  addr: 127.0.0.1:0\n  secret: only-for-this-test\n${tls}${more}`,
  );
  const child = spawn('docker-registry', ['serve', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  const host = await readAddress(child);
  return {
    host,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    child.once('error', () =>
      reject(new Error('docker-registry does not start: apt-get install docker-registry skopeo')),
    );
    child.once('exit', (code) => reject(new Error(`docker-registry ended with ${String(code)}:\n${log}`)));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      const found = /listening on (127\.0\.0\.1:\d+)/.exec(log)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
}

/** What a stand-in image is: its name, the day it was made, and whether it has an index. */
export interface StandIn {
  /** `registry/repository:tag` */
  readonly reference: string;
  readonly kind: 'index' | 'single-platform';
  readonly made: string;
}

/** An image of two layers of nothing, laid out as files (OCI image layout), for skopeo to copy. */
async function writeLayout(folder: string, { kind, made }: StandIn): Promise<void> {
  const blobs = join(folder, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  const images = [amd64, arm64]
    .slice(0, kind === 'index' ? 2 : 1)
    .map((platform) => ({ platform, ...makeImage(platform, `${made}T12:00:00Z`) }));
  const index = makeIndex(images);
  const top: Content = kind === 'index' ? index : (images[0]?.manifest ?? index);
  for (const content of [...images.flatMap(({ manifest, config }) => [manifest, config]), top])
    await writeFile(join(blobs, content.digest.slice('sha256:'.length)), content.bytes);
  await writeFile(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  await writeFile(
    join(folder, 'index.json'),
    JSON.stringify({
      schemaVersion: 2,
      manifests: [
        {
          mediaType: top.type,
          digest: top.digest,
          size: top.bytes.length,
          annotations: { 'org.opencontainers.image.ref.name': 'it' },
        },
      ],
    }),
  );
}

/** Pushes stand-ins with skopeo, each below the name of its real registry: `HOST/docker.io/library/python:3.13`. Options are skopeo's. */
export async function pushStandIns(
  host: string,
  images: readonly StandIn[],
  ...options: readonly string[]
): Promise<void> {
  for (const image of images) {
    const folder = await mkdtemp(join(tmpdir(), 'layout-'));
    await writeLayout(folder, image);
    await run('skopeo', [
      'copy',
      '--quiet',
      '--all',
      '--dest-tls-verify=false',
      ...options,
      `oci:${folder}:it`,
      `docker://${host}/${image.reference}`,
    ]);
    await rm(folder, { recursive: true });
  }
}

/** What skopeo says the digest of a tag is: of the raw bytes that the registry serves. */
export async function inspectDigest(host: string, reference: string): Promise<string> {
  const { stdout } = await run('skopeo', ['inspect', '--raw', '--tls-verify=false', `docker://${host}/${reference}`], {
    encoding: 'buffer',
  });
  return `sha256:${createHash('sha256').update(stdout).digest('hex')}`;
}

/** A registries.conf under which the real names lead to `host`. */
export async function writeRegistriesConf(host: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'conf-')), 'registries.conf');
  await writeFile(
    path,
    ['docker.io', 'quay.io', 'nvcr.io', 'ghcr.io']
      .map((name) => `[[registry]]\nprefix = "${name}"\nlocation = "${host}/${name}"\ninsecure = true\n`)
      .join('\n'),
  );
  return path;
}
