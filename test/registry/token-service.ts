import { execFile } from 'node:child_process';
import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serve, end, type Seen } from '../io/registry/loopback-registry.ts';

const run = promisify(execFile);
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Makes a key and a certificate of its own for `name` in a folder: `key.pem`, `cert.pem`. */
export async function makeCertificate(folder: string, name: string): Promise<void> {
  const names = `subjectAltName=DNS:${name},IP:127.0.0.1`;
  await run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
    '-keyout',
    join(folder, 'key.pem'),
    '-out',
    join(folder, 'cert.pem'),
    '-subj',
    `/CN=${name}`,
    '-addext',
    names,
  ]);
}

/** A token service as registries know them: signs what the scope asks for, to anybody for `public/*`, else to who shows `basic`. */
export async function startTokenService(folder: string, basic: string): Promise<{ realm: string; seen: Seen[] }> {
  const key = createPrivateKey(await readFile(join(folder, 'key.pem')));
  const certificate = new X509Certificate(await readFile(join(folder, 'cert.pem'))).raw.toString('base64');
  const { host, seen } = await serve((request, response) => {
    const url = new URL(request.url ?? '', 'http://service');
    const [, name = '', actions = ''] = /^repository:(.+):(.+)$/.exec(url.searchParams.get('scope') ?? '') ?? [];
    if (request.headers.authorization !== undefined && request.headers.authorization !== basic)
      return end(response, 401, '{}');
    const allowed = name.startsWith('public/') || request.headers.authorization === basic;
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: 'test issuer',
      sub: 'x',
      aud: url.searchParams.get('service'),
      exp: now + 60,
      nbf: now - 5,
      iat: now,
      jti: String(seen.length),
      access: allowed ? [{ type: 'repository', name, actions: actions.split(',') }] : [],
    };
    const text = `${encode({ typ: 'JWT', alg: 'ES256', x5c: [certificate] })}.${encode(claims)}`;
    const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
    end(response, 200, JSON.stringify({ token: `${text}.${signature}` }));
  });
  return { realm: `http://${host}/token`, seen };
}
