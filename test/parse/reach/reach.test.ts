import { describe, expect, it } from 'vitest';
import { showWay, type Reach } from '../../../src/model/programs/reach.ts';
import { factsOf } from '../../helpers/project.ts';
import { showCall } from '../../helpers/programs.ts';

const from = 'FROM docker.io/library/python:3.13\n';

async function reachOf(dockerfile: string, files: Readonly<Record<string, string>> = {}): Promise<Reach> {
  const facts = await factsOf({ Dockerfile: dockerfile, ...files });
  const reach = facts.reach.get('Dockerfile');
  if (reach === undefined) throw new Error('there is no reach');
  return reach;
}

/** What an image starts whose start script has these lines, beside `part/main.py` below /app. */
async function reachOfScript(lines: string): Promise<Reach> {
  return reachOf(`${from}COPY src/ /app/\nWORKDIR /scratch\nENTRYPOINT ["/app/start.sh"]\n`, {
    'src/start.sh': `#!/bin/sh\n${lines}\n`,
    'src/part/main.py': 'x()\n',
  });
}

/** Programs by class, each with the way to it. */
function programs(reach: Reach): readonly string[] {
  return reach.programs.map(
    ({ class: kind, way, program }) => `${kind} ${program.language} ${showWay(way, { file: program.path })}`,
  );
}

function misses(reach: Reach): readonly string[] {
  return reach.unfollowed.map(({ what, why }) => `${what} ${why}`);
}

describe('what an image starts', () => {
  it('is followed through imports, with the way', async () => {
    const reach = await reachOf(`${from}WORKDIR /opt\nCOPY app ./app\nENTRYPOINT ["python", "-m", "app.web"]\n`, {
      'app/__init__.py': '',
      'app/web.py': 'import os\nfrom app import asr\n',
      'app/asr.py': 'x()\n',
      'app/other.py': 'y()\n',
    });
    expect(programs(reach)).toEqual([
      'started shell ENTRYPOINT -> Dockerfile',
      'started python ENTRYPOINT -> app/web.py',
      'started python ENTRYPOINT -> app/web.py:2 -> app/__init__.py',
      'started python ENTRYPOINT -> app/web.py:2 -> app/asr.py',
    ]);
    expect(reach.notReached).toEqual(['app/other.py']);
    expect(reach.startsProject).toBe(true);
  });

  it('is followed into a folder that a script copied before it works there', async () => {
    for (const script of [
      'work=/scratch/w\ncp -R /app "$work/app"\ncd "$work/app"\npython part/main.py',
      'mkdir /scratch/w\ncp -a /app/. /scratch/w/\ncd /scratch/w/part\npython main.py',
      'cp -r /app /scratch/\npython /scratch/app/part/main.py',
      'work=$(mktemp -d)\ncp -R /app "$work"\ncd "$work"\nexec python part/main.py',
    ])
      expect(programs(await reachOfScript(script))).toEqual([
        'started shell ENTRYPOINT -> Dockerfile',
        'started shell ENTRYPOINT -> src/start.sh',
        expect.stringMatching(/^started python ENTRYPOINT -> src\/start\.sh:\d -> src\/part\/main\.py$/),
      ]);
    for (const script of [
      'python /scratch/app/part/main.py\ncp -R /app /scratch/app',
      'cp /app/start.sh /scratch/w\npython /scratch/w/part/main.py',
      'cp -R /app /scratch/app\npython /scratch/other/part/main.py',
    ])
      expect(misses(await reachOfScript(script))).toEqual([
        expect.stringContaining('part/main.py is not among the files'),
      ]);
  });

  it.each([
    ['CMD python /opt/main.py'],
    ['CMD ["python3", "-u", "/opt/main.py", "--x"]'],
    ['CMD exec tini -- env A=1 timeout 60 python /opt/main.py'],
    ['ENTRYPOINT ["python"]\nCMD ["/opt/main.py"]'],
    ['WORKDIR /opt\nENTRYPOINT ["uv", "run", "python", "main.py"]'],
    ['WORKDIR /opt\nCMD ["uvicorn", "main:app", "--host", "0.0.0.0"]'],
    ['WORKDIR /opt\nCMD ["streamlit", "run", "main.py"]'],
    ['CMD cd /opt && python main.py'],
    ['CMD ["sh", "-c", "cd /opt; exec python main.py"]'],
    ['CMD ["torchrun", "--nproc-per-node", "1", "/opt/main.py"]'],
    ['ENV APP=/opt/main.py\nCMD python $APP'],
    ['ENV PYTHONPATH=/opt\nCMD ["python", "-m", "main"]'],
    ['RUN mv /opt/main.py /usr/local/bin/tool\nCMD ["tool"]'],
    ['RUN mkdir /x && cp -r /opt /x/\nCMD ["python", "/x/opt/main.py"]'],
  ])('is found: %s', async (start) => {
    const reach = await reachOf(`${from}COPY main.py /opt/\n${start}\n`, {
      'main.py': '#!/usr/bin/env python3\nx()\n',
    });
    expect(programs(reach).filter((each) => each.endsWith('main.py'))).toHaveLength(1);
    expect(misses(reach)).toEqual([]);
  });

  it('is followed through scripts, their arguments and what they export', async () => {
    const reach = await reachOf(
      `${from}ENV A=image\nCOPY run.sh main.py lib.sh /opt/\nENTRYPOINT ["/opt/run.sh"]\nCMD ["python", "/opt/main.py", "--model", "small"]\n`,
      {
        'run.sh': '#!/bin/bash\nset -e\nexport B=script\n. /opt/lib.sh\nexec "$@"\n',
        'lib.sh': 'curl -O https://x\n',
        'main.py':
          'import os, argparse\np = argparse.ArgumentParser()\np.add_argument("--model", default="big")\na = p.parse_args()\nf(os.environ["A"], os.getenv("B"), os.getenv("C", "d"), a.model)\n',
      },
    );
    const main = reach.programs.find(({ program }) => program.path === 'main.py');
    expect(main?.program.calls.map(showCall)).toContain('f("image", "script", "d", "small")');
    expect(programs(reach)).toContain('started shell ENTRYPOINT -> run.sh:4 -> lib.sh');
  });

  it('is found through a console script of the project', async () => {
    const reach = await reachOf(`${from}WORKDIR /src\nCOPY . .\nRUN pip install .\nENTRYPOINT ["tool", "run"]\n`, {
      'pyproject.toml': '[project]\nname = "pkg"\n[project.scripts]\ntool = "pkg.cli:main"\n',
      'src/pkg/__init__.py': '',
      'src/pkg/cli.py': 'def main(): x()\n',
    });
    expect(programs(reach)).toContain('started python ENTRYPOINT -> pyproject.toml:4 -> src/pkg/cli.py');
  });

  it('of a supervisor is followed a limited number of times, and the rest is said', async () => {
    const sections = Array.from({ length: 300 }, (_, at) => `[program:p${String(at)}]\ncommand=python /opt/main.py\n`);
    const facts = await factsOf({
      Dockerfile: `${from}COPY s.conf main.py /opt/\nCMD ["supervisord", "-c", "/opt/s.conf"]\n`,
      's.conf': sections.join(''),
      'main.py': '',
    });
    const missed = facts.reach.get('Dockerfile')?.unfollowed.map(({ what, why }) => `${what} ${why}`);
    expect(missed).toEqual(['/opt/s.conf starts 300 programs, of which 200 are followed']);
  });

  it('is found in another stage, in a text of the Dockerfile, through supervisord, and in a job', async () => {
    const staged = await reachOf(
      `${from.trim()} AS build\nCOPY src /src\nRUN cp -r /src /out\n${from}COPY --from=build /out /app\nCMD ["python", "/app/main.py"]\n`,
      { 'src/main.py': 'x()\n' },
    );
    expect(programs(staged)).toContain('started python CMD -> src/main.py');
    const inline = await reachOf(`${from}CMD ["python", "-c", "import a; a.b()"]\n`);
    expect(inline.programs.flatMap(({ program }) => program.calls.map(showCall))).toEqual(['a.b()']);
    const heredoc = await reachOf(
      `${from}COPY <<EOF /opt/main.py\nx()\ny(\n 1)\nEOF\nCMD ["python", "/opt/main.py"]\n`,
    );
    expect(heredoc.programs.flatMap(({ program }) => program.calls.map((call) => [showCall(call), call.line]))).toEqual(
      [
        ['x()', 3],
        ['y(1)', 4],
      ],
    );
    const supervised = await reachOf(
      `${from}COPY s.conf /etc/\nCOPY main.py /opt/\nCMD ["supervisord", "-c", "/etc/s.conf"]\n`,
      { 's.conf': '[program:x]\ncommand=python /opt/main.py\n', 'main.py': '' },
    );
    expect(programs(supervised)).toContain('started python CMD -> s.conf:2 -> main.py');
    const job = await reachOf(`${from}COPY main.py /opt/\nCMD ["bash"]\n`, {
      'main.py': '',
      'job.yaml':
        'kind: Job\nspec:\n  template:\n    spec:\n      containers:\n        - command: ["python"]\n          args: ["/opt/main.py"]\n',
    });
    expect(programs(job)).toContain('started python job.yaml:6 -> main.py');
  });

  it('is said to be unknown where it cannot be followed', async () => {
    const cases: readonly (readonly [string, string, Readonly<Record<string, string>>?])[] = [
      ['CMD ["python", "/opt/gone.py"]', '/opt/gone.py is not among the files that are copied into the image'],
      [
        'COPY Snakefile /opt/\nCMD ["snakemake", "-j1"]',
        '/Snakefile is not among the files that are copied into the image',
        { Snakefile: '' },
      ],
      [
        'RUN git clone https://x.org/o/r.git /r\nCMD ["python", "/r/main.py"]',
        '/r/main.py is cloned while the image is built (https://x.org/o/r.git)',
      ],
      ['COPY a.pl /opt/\nCMD ["/opt/a.pl"]', 'a.pl is Perl, which is not read', { 'a.pl': '' }],
      ['CMD python $SCRIPT', 'python $SCRIPT is named by a variable'],
      ['CMD ["mytool"]', 'mytool is a program of the image, which was not read'],
    ];
    for (const [lines, expected, files] of cases)
      expect(misses(await reachOf(`${from}${lines}\n`, files))).toEqual([expected]);
  });
});

describe('a script that another one runs by its path in the image', () => {
  it.each([
    ['r', 'main.R', 'source("/opt/app/more.R")\n', 'more.R', 'Rscript'],
    ['r', 'main.R', 'source(file.path("/opt/app", "more.R"))\n', 'more.R', 'Rscript'],
    ['julia', 'main.jl', 'include("/opt/app/more.jl")\n', 'more.jl', 'julia'],
    ['julia', 'main.jl', 'include(joinpath("/opt/app", "more.jl"))\n', 'more.jl', 'julia'],
  ])('is followed: %s %s %s', async (language, main, text, more, program) => {
    const dockerfile = `${from}WORKDIR /opt/app\nCOPY ${main} ${more} ./\nENTRYPOINT ["${program}", "/opt/app/${main}"]\n`;
    const reach = await reachOf(dockerfile, { [main]: text, [more]: 'x <- 1\n' });
    expect(programs(reach)).toContain(`started ${language} ENTRYPOINT -> ${main}:1 -> ${more}`);
  });

  it('is said to be unknown where the image has no such file', async () => {
    const reach = await reachOf(`${from}COPY main.R /opt/\nENTRYPOINT ["Rscript", "/opt/main.R"]\n`, {
      'main.R': 'source("/safe_data/more.R")\n',
    });
    expect(misses(reach).join()).toContain('/safe_data/more.R');
  });
});

describe('what could be started', () => {
  it('is every copied script where a shell is started, tests left out', async () => {
    const reach = await reachOf(`${from}COPY . /opt\nCMD ["bash"]\n`, {
      'a.py': '',
      'tests/b.py': '',
      'c.sh': '',
      'd.txt': '',
    });
    expect(programs(reach).slice(1)).toEqual([
      'could python somebody who starts it -> a.py',
      'could shell somebody who starts it -> c.sh',
    ]);
    expect(reach.startsProject).toBe(false);
  });

  it('is what a dynamic import may load', async () => {
    const reach = await reachOf(`${from}COPY . /opt\nCMD ["python", "/opt/app/main.py"]\n`, {
      'app/main.py': 'import importlib\nimportlib.import_module(x)\n',
      'app/plug.py': '',
    });
    expect(programs(reach)).toContain('could python CMD -> app/main.py:2 -> app/plug.py');
  });
});

it('says what runs while the image is built', async () => {
  const reach = await reachOf(
    `${from}COPY get.py /tmp/\nRUN HF_HOME=/opt/hf python /tmp/get.py && python -c "import x; x.y()"\nRUN python <<EOF\nz()\nEOF\nCMD ["python", "-c", "1"]\n`,
    { 'get.py': 'import os\nf(os.environ["HF_HOME"])\n' },
  );
  const built = reach.programs.filter((each) => each.class === 'built');
  expect(
    built.flatMap(({ program, way }) =>
      program.calls.map((call) => `${showWay(way)} ${program.path}:${String(call.line)} ${showCall(call)}`),
    ),
  ).toEqual([
    'RUN in line 3 get.py:2 f("/opt/hf")',
    'RUN in line 3 Dockerfile:3 x.y()',
    'RUN in line 4 Dockerfile:5 z()',
  ]);
});

it('leaves out what stands below __main__ of a module that is only imported', async () => {
  const reach = await reachOf(`${from}COPY . /opt\nCMD ["python", "/opt/a.py"]\n`, {
    'a.py': 'import b\nif __name__ == "__main__":\n  x()\n',
    'b.py': 'y()\nif __name__ == "__main__":\n  z()\n',
  });
  expect(reach.programs.flatMap(({ program }) => program.calls.map(showCall))).toEqual(['x()', 'y()']);
});

it('knows where a program lies', async () => {
  const reach = await reachOf(`${from}COPY . /opt/app/\nCMD ["python", "/opt/app/a.py"]\n`, {
    'a.py': 'from pathlib import Path\nfrom lib.b import D\nf(Path(__file__).parent / "x", D)\n',
    'lib/b.py': 'import os\nD = os.path.dirname(os.path.abspath(__file__))\n',
  });
  expect(reach.programs.flatMap(({ program }) => program.calls.map(showCall))).toContain(
    'f("/opt/app/x", "/opt/app/lib")',
  );
});

describe('what is found only in the working directory', () => {
  const files = {
    'main.py': '',
    'run.sh': 'python main.py\n',
    'moves.sh': 'cd "$(dirname "$0")"\npython main.py\n',
    'conf.yml': '',
    'server.js': '',
    'pkg/__init__.py': '',
    Makefile: 'all:\n\ttrue\n',
    'ces/job.yaml':
      'kind: Job\nspec:\n  template:\n    spec:\n      containers:\n        - command: [python, main.py]\n',
  };

  it.each([
    ['CMD ["python", "main.py"]', 'main.py /app/main.py'],
    ['CMD python -u main.py', 'main.py /app/main.py'],
    ['ENTRYPOINT ["python"]\nCMD ["main.py"]', 'main.py /app/main.py'],
    ['CMD ["./run.sh"]', './run.sh /app/run.sh', 'main.py /app/main.py'],
    ['CMD ["/app/run.sh"]', 'main.py /app/main.py'],
    ['CMD ["python", "-m", "pkg"]', 'pkg -'],
    ['CMD ["uvicorn", "main:app"]', 'main -'],
    ['CMD ["node", "server.js"]', 'server.js /app/server.js'],
    ['CMD ["tool", "--config=conf.yml"]', 'conf.yml /app/conf.yml'],
    ['CMD ["make"]', 'Makefile /app/Makefile'],
    ['CMD ["sh", "-c", "cd sub; ./x.sh"]', './x.sh -'],
  ])('%s', async (start, ...expected) => {
    const { byFolder } = await reachOf(`${from}WORKDIR /app\nCOPY . .\n${start}\n`, files);
    expect(byFolder.map(({ what, place = '-' }) => `${what} ${place}`)).toEqual(expected);
    expect(byFolder[0]?.location.line).toBeGreaterThan(0);
  });

  it.each([
    ['CMD ["python", "/app/main.py", "--out", "conf"]'],
    ['CMD cd /app && python main.py'],
    ['CMD ["/app/moves.sh"]'],
    ['ENV PYTHONPATH=/app\nCMD ["python", "-m", "pkg"]'],
    ['CMD ["uvicorn", "--app-dir", "/app", "main:app"]'],
    ['CMD ["make", "-C", "/app"]'],
    ['RUN python main.py\nCMD ["true"]'],
  ])('nothing of %s', async (start) => {
    const { byFolder } = await reachOf(`${from}WORKDIR /app\nCOPY . .\n${start}\n`, files);
    expect(byFolder).toEqual([]);
  });
});
