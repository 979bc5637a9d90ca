import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { offerDigest, resolveBaseImage } from '../../../src/commands/create/resolve-base-image.ts';
import { UserError } from '../../../src/model/errors.ts';
import { scriptedAsker } from '../../fakes/asker.ts';
import { create } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { answerFrom, findClosedPort, makeTwoPlatformImage, serve } from '../../io/registry/loopback-registry.ts';

const image = makeTwoPlatformImage('2026-01-02');
const name = 'nvcr.io/nvidia/rapidsai/notebooks:26.06-cuda12-py3.13';

/** An environment in which nvcr.io is a host on loopback. */
function mapTo(host: string): ReturnType<typeof catchEnvironment> {
  const file = join(mkdtempSync(join(tmpdir(), 'conf-')), 'registries.conf');
  writeFileSync(file, `[[registry]]\nprefix = "nvcr.io"\nlocation = "${host}"\ninsecure = true\n`);
  return { ...catchEnvironment(), variables: { CONTAINERS_REGISTRIES_CONF: file, HOME: tmpdir() } };
}

async function startRegistry(): Promise<string> {
  const { host } = await serve(
    answerFrom('nvidia/rapidsai/notebooks', new Map([['26.06-cuda12-py3.13', image.index]]), image.contents),
  );
  return host;
}

test('the digest of the tag is the one that the registry names', async () => {
  expect(await resolveBaseImage(name, mapTo(await startRegistry()))).toBe(`${name}@${image.index.digest}`);
});

test('an image that has a digest is asked of nobody', async () => {
  const pinned = `${name}@sha256:${'a'.repeat(64)}`;
  expect(await resolveBaseImage(pinned, mapTo(`127.0.0.1:${String(await findClosedPort())}`))).toBe(pinned);
});

test('an unknown tag is an error that names those that come near', async () => {
  await expect(resolveBaseImage(`${name}0`, mapTo(await startRegistry()))).rejects.toThrow(
    /26\.06-cuda12-py3\.130[^]*26\.06-cuda12-py3\.13\b/,
  );
});

test('without a network --resolve fails at once, and says what works without', async () => {
  const away = mapTo(`127.0.0.1:${String(await findClosedPort())}`);
  await expect(resolveBaseImage(name, away)).rejects.toThrow(UserError);
  await expect(resolveBaseImage(name, away)).rejects.toThrow(/works without a network/);
});

test('at the prompt the person decides, and an answer that the registry does not give stops nothing', async () => {
  const question = 'Ask the registry for the digest of the base image now?';
  const here = mapTo(await startRegistry());
  expect(await offerDigest(name, scriptedAsker({ [question]: [false] }).asker, here)).toBe(name);
  expect(await offerDigest(name, scriptedAsker({ [question]: [true] }).asker, here)).toBe(
    `${name}@${image.index.digest}`,
  );
  const away = mapTo(`127.0.0.1:${String(await findClosedPort())}`);
  expect(await offerDigest(name, scriptedAsker({ [question]: [true] }).asker, away)).toBe(name);
  expect(away.printed.err).toContain('made with the tag alone');
});

test('--resolve says where nothing was asked, since the digest is there already', async () => {
  const environment = catchEnvironment();
  const set = ['base=pytorch', 'name=c', 'project=nsh-2026-001', 'registry=ghcr.io/me'];
  const flags = { set, defaults: true, resolve: true };
  const target = join(mkdtempSync(join(tmpdir(), 'resolve-')), 'c');
  expect(await create({ targets: [target], flags }, environment)).toBe(0);
  expect(environment.printed.err).toContain('the registry was not asked: the base image has its digest already');
});

test('a person is asked once of an image: what was said at an answer that is changed afterwards stands', async () => {
  const question = 'Ask the registry for the digest of the base image now?';
  const away = mapTo(`127.0.0.1:${String(await findClosedPort())}`);
  const { asker } = scriptedAsker({ [question]: [true] });
  expect(await offerDigest(name, asker, away)).toBe(name);
  expect(await offerDigest(name, asker, away)).toBe(name);
});
