import { describe, expect, it } from 'vitest';
import { copyDockerfile } from '../../../src/engine/adopt/copy/copy-dockerfile.ts';

const program = ['src/a.py', 'src/b.py', 'run.py'];
const others = ['data/cohort.csv', 'requirements.txt', 'notes.docx', 'table.csv', '.env'];

function copy(text: string, files: readonly string[] = []): ReturnType<typeof copyDockerfile> {
  return copyDockerfile({
    path: 'Dockerfile',
    text,
    files: [...program, ...others, ...files].toSorted(),
    goesIn: new Set([...program, ...files]),
    data: new Set(['data/cohort.csv', 'table.csv']),
    lists: new Set(['requirements.txt']),
  });
}

/** Its lines without comments; of a file that is not copied the reason. */
function lines(text: string, files?: readonly string[]): readonly string[] {
  const made = copy(text, files);
  return 'because' in made ? [made.because] : made.lines.filter((line) => line !== '' && !line.startsWith('#'));
}

const head = 'FROM docker.io/library/python:3.11-slim\nWORKDIR /app\n';

describe('a copy of the Dockerfile that is there', () => {
  it('keeps every line that nothing speaks against, comments and forms too', () => {
    const text = `${head}# mine\nRUN apt-get update && \\\n    # inside\n    apt-get install -y libgomp1\nENV  A=1 \\\n     B="two words"\nCOPY run.py  ./\nRUN <<EOF\necho 1\nEOF\nLABEL x=y`;
    expect(copy(text)).toMatchObject({ lines: text.split('\n'), root: '/app', edits: [], missing: [] });
  });

  it('gives each edit a comment that says why, and what stood there', () => {
    const made = copy('FROM --platform=linux/amd64 python:3.11\nCOPY run.py /code/\nUSER 1000\nCMD python run.py\n');
    expect('lines' in made ? made.lines.join('\n') : made)
      .toBe(`# base-image-qualified: the name in full. platform-amd64: the platform is named where the image is built.
# Was: FROM --platform=linux/amd64 python:3.11
FROM docker.io/library/python:3.11
COPY run.py /code/
# nothing-in-home: all is installed for every user, and the user stands at the end.
# Was: USER 1000
# starts-without-interaction: the start stands at the end.
# Was: CMD python run.py`);
    expect(made).toMatchObject({ image: 'docker.io/library/python:3.11', root: '/code', covered: new Set(['run.py']) });
  });

  it.each([
    ['all', 'COPY . .', ['COPY ["requirements.txt", "run.py", "/app/"]', 'COPY ["src/", "/app/src/"]']],
    [
      'all, into a folder',
      'ADD --chown=me . /app/x',
      ['COPY ["requirements.txt", "run.py", "/app/x/"]', 'COPY ["src/", "/app/x/src/"]'],
    ],
    ['a folder of the program', 'COPY src/ src/', ['COPY src/ src/']],
    ['a folder of data', 'COPY data/ data/', []],
    ['a table that is data', 'COPY run.py table.csv ./', ['COPY ["run.py", "/app/"]']],
    ['a pattern', 'COPY src/*.py ./src/', ['COPY src/*.py ./src/']],
    ['an owner', 'COPY --chown=me:me src ./src', ['COPY src ./src']],
    ['ADD of a file', 'ADD run.py /app/', ['COPY run.py /app/']],
    [
      'a list elsewhere',
      'COPY requirements.txt /tmp/requirements.txt',
      ['COPY requirements.txt /tmp/requirements.txt'],
    ],
    ['what is not there', 'COPY weights.pt ./', []],
    [
      'a stage',
      'COPY --from=docker.io/library/python:3.11-slim /etc/hostname /x',
      ['COPY --from=docker.io/library/python:3.11-slim /etc/hostname /x'],
    ],
    ['an address', 'ADD https://example.org/a.txt /x/', ['ADD https://example.org/a.txt /x/']],
  ])('copies by name: %s', (_name, line, expected) => {
    expect(lines(`${head}${line}\n`).slice(2)).toEqual(expected);
  });

  it('says what a COPY wants and the repository has not', () => {
    expect(copy(`${head}COPY weights.pt run.py ./\n`)).toMatchObject({ missing: [{ what: 'weights.pt', line: 3 }] });
  });

  it.each([
    ['ENV http_proxy=http://10.0.0.1:3128', []],
    ['ENV A=1 HTTPS_PROXY=http://10.0.0.1 B=2', ['ENV A=1 \\', '    B=2']],
    ['ENV API_TOKEN=abcdef', []],
    ['ARG http_proxy=http://10.0.0.1', []],
    ['ARG http_proxy', ['ARG http_proxy']],
    ['RUN pip install --user pandas && echo --user', ['RUN pip install pandas && echo']],
    [
      'RUN <<EOF\npip install --user pandas\nsystemctl --user status\nEOF',
      ['RUN <<EOF', 'pip install pandas', 'systemctl --user status', 'EOF'],
    ],
    ['RUN pip install \\\n    --user \\\n    pandas', ['RUN pip install \\', '    \\', '    pandas']],
    ['EXPOSE 80', []],
    ['MAINTAINER me', []],
    ['USER root', ['USER root']],
  ])('%s', (line, expected) => {
    const made = lines(`${head}COPY run.py .\n${line}\n`).slice(3);
    expect(made).toEqual(expected);
  });

  it.each([
    'ENV TOKENIZERS_PARALLELISM=false COMPASS_HOME=/opt/c',
    'ENV MAX_TOKENS=512',
    'ARG TOKENIZERS_VERSION=0.21',
  ])('keeps what only sounds like a secret: %s', (line) => {
    expect(lines(`${head}COPY run.py .\n${line}\n`)).toContain(line);
  });

  it('keeps the argument of a secret without its value', () => {
    const made = copy(`${head}COPY run.py .\nARG GITHUB_TOKEN=abcdef\n`);
    expect(JSON.stringify(made)).not.toContain('abcdef');
    expect(made).toMatchObject({ lines: expect.arrayContaining(['ARG GITHUB_TOKEN']) });
  });

  it('repeats no value of a secret or a proxy', () => {
    const made = copy(`${head}COPY run.py .\nENV API_TOKEN=abcdef\nENV https_proxy=http://me:pw@10.0.0.1\n`);
    expect(JSON.stringify(made)).not.toMatch(/abcdef|10\.0\.0\.1/);
  });

  it('moves what lies in a home directory, by its whole name only', () => {
    expect(
      copy('FROM python:3.11\nWORKDIR /root/app\nCOPY run.py .\nRUN ls /root/app /root/application /root/app/src\n'),
    ).toMatchObject({
      root: '/opt/project',
      lines: expect.arrayContaining(['WORKDIR /opt/project', 'RUN ls /opt/project /root/application /opt/project/src']),
    });
  });

  it('moves it also where it is named as seen from the WORKDIR', () => {
    const made = copy(
      'FROM python:3.11\nWORKDIR /root\nCOPY . /root/study\nRUN cd study && python study.py \\\n    && ls ./study/src "study/a" mystudy study.txt\nRUN ["ls", "study"]\nWORKDIR study\nRUN ls study\n',
    );
    expect(made).toMatchObject({
      root: '/opt/project',
      lines: expect.arrayContaining([
        'RUN cd /opt/project && python study.py \\',
        '    && ls /opt/project/src "/opt/project/a" mystudy study.txt',
        'RUN ["ls", "/opt/project"]',
        'WORKDIR /opt/project',
        'RUN ls study',
      ]),
    });
    expect(copy('FROM python:3.11\nWORKDIR /root\nCOPY run.py study/\nRUN ls\n')).toMatchObject({
      root: '/opt/project',
      lines: expect.arrayContaining(['COPY run.py /opt/project/']),
    });
  });

  it('leaves out a syntax line, which would make the build fetch a front end', () => {
    expect(copy(`# syntax=docker/dockerfile:1\n${head}COPY run.py .\n`)).toMatchObject({
      lines: [...head.trim().split('\n'), 'COPY run.py .'],
    });
  });

  it('is none of one that is built from the folder that it lies in', () => {
    const made = copyDockerfile({
      path: 'docker/Dockerfile',
      text: `${head}COPY install.R ./\n`,
      files: ['docker/Dockerfile', 'docker/install.R', ...program],
      goesIn: new Set(program),
      data: new Set(),
      lists: new Set(),
    });
    expect(made).toEqual({ because: 'it is built from docker/, and not from the root of the repository' });
  });

  it('copies nothing of the repository where a bind mount did', () => {
    expect(copy('FROM python:3.11\nRUN pip install pandas\n')).toMatchObject({
      root: '/opt/project',
      covered: new Set(),
      sent: [],
    });
  });

  it.each([
    ['FROM python\nCOPY run.py /app/\n', 'python is another image every week'],
    ['FROM python:latest\nCOPY run.py /app/\n', 'python:latest is another image every week'],
    ['ARG V\nFROM python:$V\nCOPY run.py /app/\n', 'which image it starts from is not known'],
    ['FROM python:3.12-alpine\nCOPY run.py /app/\n', 'it is built on Alpine, for which most packages have no builds'],
    ['FROM python:3.12\nSHELL ["bash", "-c"]\n', 'its line 2 sets a shell of its own'],
    ['FROM python:3.12\nCOPY src/ /app/\n', 'it puts files of the program elsewhere than they lie in the repository'],
    [
      'FROM python:3.12\nCOPY run.py /a/\nCOPY src/ /b/src/\n',
      'it puts files of the program elsewhere than they lie in the repository',
    ],
    [
      'FROM python:3.12\nCOPY run.py /app/main.py\n',
      'it puts files of the program elsewhere than they lie in the repository',
    ],
    ['FROM python:3.12\nCOPY run.py /\n', 'it puts the program into /, among other things'],
    ['FROM python:3.12\nCOPY run.py /usr/local/bin/\n', 'it puts the program into /usr/local/bin, among other things'],
    ['FROM python:3.12\nCOPY run.py /scratch/x/\n', 'it puts the program into /scratch/x, among other things'],
    ['FROM python:3.12\nCOPY ["run.py", "/my app/"]\n', 'it puts the program into /my app'],
    ['FROM python:3.12\nCOPY $X /app/\n', 'its line 2 copies by a variable'],
    ['FROM python:3.12\nCOPY --parents src /app/\n', 'its line 2 copies with --parents'],
    ['FROM python:3.12\nRUN --mount=target=/src pip install /src\n', 'its line 2 reads the build context by --mount'],
    [
      'FROM python:3.12 AS b\nCOPY . /app\nFROM python:3.12\nCOPY --from=b /app /app\n',
      'its last stage takes the program from another one',
    ],
    [
      'FROM python:3.12\nCOPPY run.py /app/\n',
      'its line 2: "COPPY" is not a Dockerfile instruction: did you mean COPY?',
    ],
    ['FROM python:3.12\nRUN echo \u0007\n', 'it holds control characters'],
    ['FROM python:3.12\nUSER a\u202Eb\n', 'marks that turn the direction of writing'],
    ['RUN echo\n', 'which image it starts from is not known'],
  ])('is none of %j', (text, because) => {
    const made = copy(text);
    expect('because' in made ? made.because : made.lines).toContain(because);
  });
});
