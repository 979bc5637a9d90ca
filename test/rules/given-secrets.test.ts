import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import rule from '../../src/rules/no-secrets.ts';
import { factsOf } from '../helpers/project.ts';

const judge = async (files: Readonly<Record<string, string>>): Promise<string | undefined> =>
  check(await factsOf(files), [rule]).results[0]?.verdict;
const run = (line: string): Promise<string | undefined> =>
  judge({ Dockerfile: `FROM docker.io/library/python:3.13\nRUN ${line}\n` });

test.each([
  'curl -u ada:Tr0ub4dor https://example.org/a -o /opt/a',
  'curl --user ada:Tr0ub4dor -O https://example.org/a',
  'curl -H "Authorization: Bearer a1b2c3d4e5" -O https://example.org/a',
  'wget --header="PRIVATE-TOKEN: a1b2c3d4e5" https://example.org/a',
  'wget --http-password=Tr0ub4dor https://example.org/a',
  'mysql -uroot -pTr0ub4dor -e "select 1"',
  'sshpass -p Tr0ub4dor scp ada@example.org:/a /opt/a',
  'docker login -u ada -p Tr0ub4dor ghcr.io',
  'skopeo copy --src-creds=ada:Tr0ub4dor docker://a dir:b',
  'smbclient -U ada%Tr0ub4dor //server/share -c "get a"',
  'redis-cli -a Tr0ub4dor ping',
  'unzip -P Tr0ub4dor /opt/data.zip',
  '7z x -pTr0ub4dor /opt/data.7z',
  'openssl enc -d -aes256 -pass pass:Tr0ub4dor -in a -out b',
  'openssl enc -d -aes256 -k Tr0ub4dor -in a -out b',
  'PGPASSWORD=Tr0ub4dor psql -h db -c "select 1"',
  'export API_TOKEN=a1b2c3d4e5 && python -m pip install x==1',
  'aws configure set aws_secret_access_key a1b2c3d4e5',
  'npm config set //registry.example.org/:_authToken=a1b2c3d4e5',
  'hf auth login --token a1b2c3d4e5',
])('a secret on the command line: %s', async (line) => {
  expect(await run(line)).toBe('fail');
});

test.each([
  'curl -u "$NAME:$PASSWORD" https://example.org/a -o /opt/a',
  'curl -u ada https://example.org/a -o /opt/a',
  'curl -H "Accept: application/json" -O https://example.org/a',
  'curl -H "Authorization: Bearer $(cat /run/secrets/token)" -O https://example.org/a',
  'mysql -p -e "select 1"',
  'mkdir -p /opt/a && docker --version',
  'sshpass -f /run/secrets/password scp ada@example.org:/a /opt/a',
  'unzip -P "$(cat /run/secrets/password)" /opt/data.zip',
  'openssl enc -d -aes256 -pass file:/run/secrets/password -in a -out b',
  'openssl enc -d -aes256 -pass env:PASSWORD -in a -out b',
  'PGPASSWORD="$(cat /run/secrets/password)" psql -h db',
  'TOKENIZERS_PARALLELISM=false python -m pip install x==1',
  'export MAX_TOKEN=512',
  'podman run -p 80:80 a',
  'hf auth login --token "$HF_TOKEN"',
  'zip -r a.zip /opt',
])('no secret on the command line: %s', async (line) => {
  expect(await run(line)).toBe('pass');
});

test('a secret on a command line of a script that the start reaches', async () => {
  const Dockerfile =
    'FROM docker.io/library/python:3.13\nCOPY start.sh main.py /opt/\nENTRYPOINT ["bash", "/opt/start.sh"]\n';
  const files = { Dockerfile, 'main.py': 'print(1)\n' };
  expect(await judge({ ...files, 'start.sh': 'curl -u ada:Tr0ub4dor http://127.0.0.1/a\n' })).toBe('fail');
  expect(await judge({ ...files, 'start.sh': 'curl -u "ada:$PASSWORD" http://127.0.0.1/a\n' })).toBe('pass');
});
