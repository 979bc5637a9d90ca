import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';
import { readClone } from '../../src/parse/shell/clones.ts';
import dependenciesPinned from '../../src/rules/dependencies-pinned.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import noDataFiles from '../../src/rules/no-data-files.ts';
import treDirectoriesEmpty from '../../src/rules/tre-directories-empty.ts';

async function judged(rule: CheckedRule, dockerfile: string, files: Record<string, string> = {}): Promise<string> {
  const verdict = rule.check(await factsOf({ Dockerfile: dockerfile, ...files }));
  return verdict.verdict === 'fail' ? verdict.findings.map(({ message }) => message).join('\n') : verdict.verdict;
}

const python = 'FROM docker.io/library/python:3.13\n';

const after = (command: string): Promise<string> =>
  judged(noDataFiles, `${python}COPY main.py /app/\nRUN ${command}\nCMD ["python", "/app/main.py"]\n`, {
    'main.py': 'print(1)\n',
  });

test.each([
  'aws s3 cp --region eu-west-1 --recursive s3://b/data /opt/ref',
  'aws --no-sign-request s3 cp s3://b/data.csv /opt/ref.csv',
  'aws --profile p s3 sync --exclude "*.log" s3://b/data /opt/ref',
  'aws s3 cp $SOURCE /opt/ref',
  'aws s3api get-object --bucket b --key data.csv /opt/ref.csv',
  'gcloud storage cp -r gs://b/x /opt/x',
  'gcloud --project p storage rsync gs://b/x /opt/x',
  'gsutil -o GSUtil:parallel_process_count=1 -m cp -r gs://b/x /opt/x',
  'rclone copy remote:data /opt/ref',
  'rclone --config /etc/r.conf sync remote:data /opt/ref',
  'rclone copy :s3:bucket/data /opt/ref',
  'azcopy copy "https://a.blob.core.windows.net/c?sv=1" /opt/c --recursive',
  's5cmd --no-sign-request cp "s3://b/*" /opt/',
  'python -m dvc pull',
  'python3 -m awscli s3 cp s3://b/a /opt/a',
  'uvx --from dvc-s3 dvc pull',
  'dvc --cd /app pull',
  'git -C /app lfs pull',
])('%s brings what nobody looked at', async (command) => {
  expect(await after(command)).toBe('unknown');
});

test.each([
  'aws s3 cp /opt/log.txt s3://b/log.txt',
  'aws s3 cp $LOG s3://b/log.txt',
  'aws s3 mv s3://b/a s3://b/c',
  'aws s3 ls s3://b',
  'aws configure set default.region eu-west-1',
  'gcloud storage cp /opt/x gs://b/x',
  'gcloud config set project p',
  'rclone copy /opt/ref remote:data',
  'rclone config create remote s3',
  'rclone copy --help',
  'dvc init',
  'python -m dvc --version',
  'uvx ruff check /app',
])('%s brings nothing', async (command) => {
  expect(await after(command)).toBe('pass');
});

test('a script that the build runs is read for it too, and what signs an address is not shown', async () => {
  const files = { 'get.sh': 'set -e\naws s3 sync --quiet s3://b/data /opt/ref\n', 'main.py': 'print(1)\n' };
  const start = 'COPY . /app/\nRUN bash /app/get.sh\nCMD ["python", "/app/main.py"]\n';
  expect(await judged(noDataFiles, `${python}${start}`, files)).toBe('unknown');
  // Nothing runs it at the build.
  expect(await judged(noDataFiles, `${python}${start.replace(/^RUN.*\n/m, '')}`, files)).toBe('pass');
  const signed = `${python}RUN azcopy copy "https://a.blob.core.windows.net/c?sig=hidden" /opt/c\n`;
  expect(JSON.stringify(noDataFiles.check(await factsOf({ Dockerfile: signed })))).not.toContain('hidden');
});

test('work that a build clones is unknown however it is cloned, and wherever it is started from', async () => {
  const clone = 'RUN git clone https://github.com/a/b /work/b\n';
  for (const text of [
    `${clone}CMD cd /work/b && python3 main.py\n`,
    `${clone}CMD ["sh", "-c", "cd /work/b && python3 main.py"]\n`,
    'RUN gh repo clone a/b /app\nWORKDIR /app\nCMD ["python", "/app/main.py"]\n',
    'RUN git -C /app clone --recurse-submodules --config x=y https://github.com/a/b\nCMD ["python", "/app/b/main.py"]\n',
    'WORKDIR /app\nRUN hg clone https://example.org/b\nCMD ["python", "/app/b/main.py"]\n',
    'RUN svn export -q https://example.org/svn/b/trunk /app/b\nCMD ["python", "/app/b/main.py"]\n',
  ]) {
    expect(await judged(noDataFiles, python + text)).toBe('unknown');
    expect(await judged(imageComplete, python + text)).toBe('unknown');
  }
  const script = { 'run.sh': 'cd /work/b\npython main.py\n' };
  expect(await judged(noDataFiles, `${python}${clone}COPY run.sh /\nCMD ["bash", "/run.sh"]\n`, script)).toBe(
    'unknown',
  );
});

test('what is cloned to be built lies elsewhere, and a start that no clone brings is still missing', async () => {
  const main = { 'main.py': 'print(1)\n' };
  const start = 'COPY main.py /app/\nCMD ["python", "/app/main.py"]\n';
  const tool = 'RUN git -C /opt clone https://github.com/a/b && make -C /opt/b install\n';
  expect(await judged(noDataFiles, python + tool + start, main)).toBe('pass');
  const absent = 'RUN git -C /opt status\nCMD ["python", "/app/b/main.py"]\n';
  expect(await judged(imageComplete, python + absent)).toContain('/app/b/main.py, which nothing puts');
});

test('a clone into a directory of the TRE, and one of no fixed state, are found in each form', async () => {
  const into = `${python}RUN git -C /safe_data clone https://github.com/a/b\n`;
  expect(await judged(treDirectoriesEmpty, into)).toContain('/safe_data');
  expect(await judged(treDirectoriesEmpty, into.replaceAll('/safe_data', '/opt'))).not.toContain('/opt');
  const open = `${python}RUN gh repo clone a/b /opt/b\n`;
  expect(await judged(dependenciesPinned, open)).toContain('a/b');
  expect(await judged(dependenciesPinned, open.replace('/opt/b', '/opt/b -- --branch v1.2'))).toBe('pass');
});

test.each([
  ['git clone --depth 1 -b v1 https://x.org/a/b.git', 'https://x.org/a/b.git', 'b'],
  ['git -c http.proxy=x -C /a -C b clone git@x.org:a/b', 'git@x.org:a/b', '/a/b/b'],
  ['git clone --config clone=x --recurse-submodules https://x.org/a/b/ c', 'https://x.org/a/b/', 'c'],
  ['git clone -- https://x.org/a/b /c', 'https://x.org/a/b', '/c'],
  ['git lfs clone https://x.org/a/b', 'https://x.org/a/b', 'b'],
  ['gh repo clone a/b -- --depth 1', 'a/b', 'b'],
  ['svn co -r 12 https://x.org/svn/trunk code', 'https://x.org/svn/trunk', 'code'],
])('%s is read', (text, address, folder) => {
  const words = text.split(' ');
  expect(readClone({ program: words[0] ?? '', words })).toMatchObject({ address, folder });
});

test.each(['git status', 'git -C clone status', 'git commit -m clone', 'git clone', 'gh repo view a/b', 'svn info x'])(
  '%s clones nothing',
  (text) => {
    const words = text.split(' ');
    expect(readClone({ program: words[0] ?? '', words })).toBeUndefined();
  },
);
