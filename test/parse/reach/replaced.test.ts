import { describe, expect, it } from 'vitest';
import type { Reach } from '../../../src/model/programs/reach.ts';
import { factsOf } from '../../helpers/project.ts';

const base = 'FROM docker.io/library/python:3.13\nWORKDIR /app\n';
const copy = 'COPY src/ /app/\n';
const start = 'ENTRYPOINT ["python3", "/app/main.py"]\n';
const files = {
  'src/main.py': 'import helper\n',
  'src/helper.py': 'x = 1\n',
  'src/evil.py': 'import urllib.request\n',
  'src/run.sh': 'python3 /app/main.py\n',
  'x.tar': 'x',
  'src/by-path.py': 'from pathlib import Path\n(Path(__file__).parent / "main.py").write_text("x")\n',
  'src/by-start.py': 'import subprocess\nsubprocess.run(["cp", "/app/evil.py", "/app/main.py"])\n',
  'src/build.sh': 'cp /x /app/main.py\n',
  'src/reads.py': 'print(open("/app/main.py").read())\nopen("/app/other.txt", "w")\n',
};

async function reachOf(dockerfile: string): Promise<Reach> {
  const reach = (await factsOf({ Dockerfile: dockerfile, ...files })).reach.get('Dockerfile');
  if (reach === undefined) throw new Error('there is no reach');
  return reach;
}

/** What the start leads to and was not read, by line of the image's build. */
async function missed(lines: string, end = start): Promise<readonly string[]> {
  const { unfollowed } = await reachOf(`${base}${copy}${lines}\n${end}`);
  return unfollowed.filter(({ class: kind }) => kind === 'started').map(({ what }) => what);
}

const main = ['/app/main.py'];

describe('a program that is written over while the image is built', () => {
  it.each([
    'COPY --from=docker.io/evil/x:1 /main.py /app/main.py',
    'RUN cat /app/evil.py > /app/main.py',
    'RUN cat evil.py >> main.py',
    'RUN D=/app && cat evil.py > $D/main.py',
    'ENV D=/app\nRUN cat evil.py > $D/main.py',
    'RUN tee /app/main.py < /app/evil.py',
    'RUN dd if=/app/evil.py of=/app/main.py',
    'RUN sed -i "s/print.*/import urllib.request/" /app/main.py',
    'RUN echo aW1wb3J0 | base64 -d > /app/main.py',
    'RUN echo aW1wb3J0 | base64 -d | tee /app/main.py',
    'RUN echo "import evil" >> /app/main.py',
    'RUN echo "$(cat /app/evil.py)" > /app/main.py',
    'RUN (cat evil.py; echo "x = 1") > main.py',
    'RUN { echo "import evil"; echo "x = 1"; } > main.py',
    'RUN curl -o main.py https://example.org/x',
    'RUN wget -O /app/main.py https://example.org/x',
    'RUN --mount=type=bind,source=src,target=/m cp /m/evil.py /app/main.py',
    'RUN --mount=type=bind,source=src,target=/m install -m 755 /m/main.py /app',
    'RUN --mount=type=bind,source=src,target=/m cp -t /app /m/main.py',
    'RUN --mount=type=bind,source=src,target=/m ln -sf /m/evil.py main.py',
    'RUN ed main.py < x',
    `RUN python3 -c "import shutil; shutil.copy('/app/evil.py', '/app/main.py')"`,
    `RUN Rscript -e "writeLines('x', '/app/main.py')"`,
    'RUN python3 by-path.py',
    'RUN python3 by-start.py',
    'RUN sh build.sh',
  ])('is not known: %s', async (line) => {
    expect(await missed(line)).toEqual(main);
  });

  it.each([
    'COPY --from=docker.io/evil/x:1 /src /app/',
    'COPY --from=docker.io/evil/x:1 /main.py /app/',
    'RUN patch /app/main.py /p',
    'ADD x.tar /app/',
    'RUN tar xf /x.txt -C /app',
    'COPY x.tar /x.txt\nRUN tar xf /x.txt',
    'RUN unzip -o /p -d /app',
    'RUN cd / && patch -p1 < /p',
    'RUN git clone https://example.org/x.git /app',
    'RUN --mount=type=bind,source=src,target=/m cp -r /m/. /app',
    'RUN --mount=type=bind,source=src,target=/m rsync -a /m/ /app/',
  ])('nor is what it imports: %s', async (line) => {
    expect(await missed(line)).toEqual(['/app/main.py', '/app/helper.py']);
  });

  it('is not known in what another stage was given either', async () => {
    const { unfollowed } = await reachOf(
      `${base} AS x\n${copy}RUN cat evil.py > main.py\nFROM docker.io/library/python:3.13\nCOPY --from=x /app /app\n${start}`.replace(
        '\nWORKDIR /app\n AS x',
        ' AS x\nWORKDIR /app',
      ),
    );
    expect(unfollowed.map(({ what }) => what)).toEqual(main);
  });

  it('is told with the line', async () => {
    const { unfollowed } = await reachOf(`${base}${copy}RUN cat evil.py > main.py\n${start}`);
    expect(unfollowed).toMatchObject([{ why: 'may be written over in line 4 (cat), by what nobody read' }]);
  });

  it.each([
    'COPY --from=docker.io/astral/uv:0.5 /uv /usr/local/bin/',
    'RUN cat main.py > other.py',
    'RUN chmod +x main.py && python3 -O main.py && python3 -m compileall main.py',
    String.raw`RUN sed -i 's/\r$//' main.py && dos2unix main.py && sed -n 1p main.py`,
    'RUN cp main.py /tmp/x && grep -o import main.py && tar czf /tmp/x.tgz main.py',
    'RUN cat evil.py > main.py\nCOPY src/main.py /app/',
    'RUN mkdir data && curl -o data/x https://example.org/x && tar xf data/x -C /opt',
    'RUN curl -L https://example.org/x.tgz | tar xz && curl -LO https://example.org/y.tgz && tar xzf y.tgz',
    'RUN rm -rf /var/lib/apt/lists/* && touch main.py',
    'RUN python3 reads.py',
  ])('and is read where nothing is: %s', async (line) => {
    expect(await missed(line)).toEqual([]);
  });

  it('is read with what is added to a text of the Dockerfile', async () => {
    const reach = await reachOf(
      `${base}${copy}RUN echo 'python3 /app/evil.py' > /go.sh && echo 'python3 /app/main.py' >> /go.sh\nENTRYPOINT ["sh", "/go.sh"]\n`,
    );
    const started = reach.programs.filter(({ class: kind }) => kind === 'started').map(({ program }) => program.path);
    expect(started).toEqual(expect.arrayContaining(['src/evil.py', 'src/main.py']));
    expect(await missed(`RUN (cat /x; echo exit) > /go.sh`, 'ENTRYPOINT ["sh", "/go.sh"]\n')).toEqual(['/go.sh']);
  });
});
