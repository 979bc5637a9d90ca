import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bases } from '../../../src/catalog/bases.ts';
import type { BaseName } from '../../../src/model/answers/answers.ts';
import { runTool } from './run-tool.ts';
import { buildQuarto, documentBases, quartoReference } from './build-quarto.ts';
import type { Equipment } from './start-engine.ts';

const sources = join(import.meta.dirname, '..', 'standins');
const certificates = '/etc/ssl/certs/ca-certificates.crt';

/** Digest of each base's stand-in in the registry, by the base's name. */
export type StandIns = Readonly<Record<BaseName, { readonly reference: string; readonly digest: string }>>;

/** Builds the stand-ins, pushes each under the real name of its base's first image, and says its digest. What is in the cache is not built again. */
export async function buildStandIns(cache: string, { registry, variables }: Equipment): Promise<StandIns> {
  const buildah = (...words: readonly string[]): string => runTool('buildah', words, { env: variables });
  const mark = join(cache, `stand-ins-${fingerprint(readdirSync(sources, { recursive: true, encoding: 'utf8' }))}`);
  if (!existsSync(mark)) {
    buildDebian(cache, buildah);
    for (const name of ['python', 'pytorch', 'r', 'julia', 'rocker', 'conda', 'jupyter', 'rapids']) {
      console.log(`Building the stand-in ${name}`);
      buildah('build', '--layers', '--format', 'docker', '--tag', `localhost/standin/${name}`, join(sources, name));
    }
    buildQuarto(buildah);
    const push = (name: string, reference: string): string =>
      buildah(
        'push',
        '--quiet',
        '--tls-verify=false',
        '--format',
        'v2s2',
        `localhost/standin/${name}`,
        `docker://${registry}/${reference}`,
      );
    for (const { name, images } of Object.values(bases)) push(name, images[0].reference);
    for (const name of keysOf(documentBases)) push(`${name}-quarto`, quartoReference(name));
    writeFileSync(mark, '');
  }
  const entries = await Promise.all(
    Object.values(bases).map(
      async ({ name, images }) =>
        [name, { reference: images[0].reference, digest: await digestOf(registry, images[0].reference) }] as const,
    ),
  );
  return Object.fromEntries(entries) as unknown as StandIns;
}

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(record) as K[];
}

/** Debian 13 from the mirror that this machine itself uses, with this machine's certificates and pip settings. */
function buildDebian(cache: string, buildah: (...words: readonly string[]) => string): void {
  const mark = join(
    cache,
    `debian-${fingerprint(readdirSync(join(sources, 'debian')).map((name) => join('debian', name)))}`,
  );
  if (existsSync(mark)) return;
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-debian-'));
  try {
    console.log("Building the stand-ins' Debian");
    const mirror =
      /^(?:URIs: *|deb (?:\[[^\]]*\] )?)(https?:\S+\/debian\/?)(?:\s|$)/m.exec(readSources())?.[1] ??
      'http://deb.debian.org/debian';
    runTool('debootstrap', [
      '--variant=minbase',
      '--include=python3,python3-pip,ca-certificates',
      'trixie',
      join(folder, 'root'),
      mirror,
    ]);
    runTool('tar', [
      '--directory',
      join(folder, 'root'),
      ...[
        'var/cache/apt/*',
        'var/lib/apt/lists/*',
        'usr/share/info/*',
        'usr/share/locale/*',
        'usr/share/man/*',
        'dev/*',
      ].map((path) => `--exclude=./${path}`),
      '-cf',
      join(folder, 'root.tar'),
      '.',
    ]);
    copyFileSync(certificates, join(folder, 'ca-certificates.crt'));
    writeFileSync(join(folder, 'pip.conf'), pipSettings());
    for (const name of ['retries.conf', 'docker-clean', 'slim'])
      copyFileSync(join(sources, 'debian', name), join(folder, name));
    buildah(
      'build',
      '--format',
      'docker',
      '--tag',
      'localhost/standin/debian',
      '--file',
      join(sources, 'debian', 'Dockerfile'),
      folder,
    );
    writeFileSync(mark, '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readSources(): string {
  const folder = '/etc/apt/sources.list.d';
  const files = [
    '/etc/apt/sources.list',
    ...(existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.startsWith('debian'))
          .map((name) => join(folder, name))
      : []),
  ];
  return files
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

/** The host's way to the package index: only the settings that say where it is and how it is trusted. */
function pipSettings(): string {
  const wanted = new Set([
    'index-url',
    'extra-index-url',
    'trusted-host',
    'proxy',
    'timeout',
    'default-timeout',
    'retries',
  ]);
  const settings = new Map<string, string>([['cert', certificates]]);
  for (const [, key = '', value = ''] of runTool('pip', ['config', 'list']).matchAll(/^[^.\n]+\.([\w-]+)='(.*)'$/gm))
    if (wanted.has(key)) settings.set(key, value);
  return `[global]\n${[...settings].map(([key, value]) => `${key} = ${value}\n`).join('')}`;
}

/** Of all that decides what stand-ins of these files hold and how they are named. */
function fingerprint(paths: readonly string[]): string {
  const hash = createHash('sha256').update(readFileSync(certificates)).update(pipSettings());
  for (const path of paths.toSorted())
    if (/\/[^/]+$/.test(path)) hash.update(path).update(readFileSync(join(sources, path)));
  for (const { images } of Object.values(bases)) hash.update(images[0].reference);
  return hash.digest('hex').slice(0, 16);
}

async function digestOf(registry: string, reference: string): Promise<string> {
  const at = reference.lastIndexOf(':');
  const answer = await fetch(`http://${registry}/v2/${reference.slice(0, at)}/manifests/${reference.slice(at + 1)}`, {
    method: 'HEAD',
    headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
  });
  const digest = answer.headers.get('docker-content-digest');
  if (digest === null) throw new Error(`the registry has no ${reference}: ${answer.status}`);
  return digest;
}
