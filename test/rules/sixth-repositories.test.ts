import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import accelerator from '../../src/rules/accelerator-fits.ts';
import dataFiles from '../../src/rules/no-data-files.ts';
import authenticated from '../../src/rules/interactive-server-authenticated.ts';
import exposed from '../../src/rules/interactive-port-exposed.ts';
import dependencies from '../../src/rules/dependencies-pinned.ts';
import leftovers from '../../src/rules/package-lists-removed.ts';
import rights from '../../src/rules/executables-not-writable.ts';
import home from '../../src/rules/nothing-in-home.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import purpose from '../../src/rules/single-purpose.ts';
import interaction from '../../src/rules/starts-without-interaction.ts';
import recommends from '../../src/rules/no-recommends.ts';
import pages from '../../src/rules/pages-self-contained.ts';
import grouped from '../../src/rules/grouped-run.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import { factsOf } from '../helpers/project.ts';

/** What a sixth set of repositories showed, each with what looks like it. */
type Files = Readonly<Record<string, string>>;

const py = 'FROM docker.io/library/python:3.13-slim\n';
const tool: Files = {
  'pyproject.toml': '[project]\nname = "tool"\nversion = "1"\n[project.scripts]\ntool = "tool.run:main"\n',
  'tool/__init__.py': '',
  'tool/run.py': 'def main():\n    open("/results/a.txt", "w")\n',
};
const setup = 'FROM docker.io/library/python:3.13-slim\nCOPY scripts/ /tmp/scripts/\n';
const scripts: Files = { 'scripts/setup.sh': 'set -e\necho x > /etc/locale.gen\n' };

const copying = (path: string): Files => ({ Dockerfile: `${py}COPY . /opt/app\n`, [path]: '' });

test.each([
  ['data_for_release.zip', 'fail'],
  ['patients.7z', 'fail'],
  ['data/all.tar.gz', 'fail'],
  ['supplement.zip', 'unknown'],
  ['everything.tar', 'unknown'],
  ['dplyr_1.1.4.tar.gz', 'pass'],
  ['numpy-2.1.0.zip', 'pass'],
  ['src.zip', 'pass'],
  ['v1.2.tar.gz', 'unknown'],
  ['notes.txt.gz', 'pass'],
] as const)('an archive that is copied, %s: %s', async (path, verdict) => {
  expect(check(await factsOf(copying(path)), [dataFiles]).results[0]?.verdict).toBe(verdict);
});

const app = (main: string, end = 'ENTRYPOINT ["python", "/app/main.py"]\n'): Files => ({
  Dockerfile: `${py}RUN pip install flask gunicorn\nWORKDIR /app\nCOPY main.py /app/\n${end}`,
  'main.py': main,
});
const flask = 'from flask import Flask\napp = Flask(__name__)\n';
const serve = `${flask}if __name__ == "__main__":\n    app.run(host="0.0.0.0", port=8080)\n`;

test.each([
  ['Flask for all', app(serve), 'fail', 'fail'],
  ['Flask for itself', app(`${flask}app.run()\n`), 'notApplicable', 'notApplicable'],
  ['Flask where a variable says', app(`${flask}import sys\napp.run(host=sys.argv[1])\n`), 'unknown', 'unknown'],
  ['Flask with a library that asks', app(`from flask_login import LoginManager\n${serve}`), 'fail', 'unknown'],
  ['gunicorn for all', app(flask, 'CMD ["gunicorn", "--bind", "0.0.0.0:8000", "main:app"]\n'), 'fail', 'fail'],
  ['gunicorn for itself', app(flask, 'CMD ["gunicorn", "main:app"]\n'), 'fail', 'notApplicable'],
  [
    'gunicorn with EXPOSE',
    app(flask, 'EXPOSE 8000\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "main:app"]\n'),
    'pass',
    'fail',
  ],
  ['uvicorn for all', app(flask, 'CMD uvicorn main:app --host 0.0.0.0\n'), 'fail', 'fail'],
  ['flask run by its variable', app(flask, 'ENV FLASK_RUN_HOST=0.0.0.0\nCMD ["flask", "run"]\n'), 'fail', 'fail'],
  ['flask run for itself', app(flask, 'CMD ["flask", "run"]\n'), 'fail', 'notApplicable'],
  [
    'an option above the variable',
    app(flask, 'ENV FLASK_RUN_HOST=0.0.0.0\nCMD ["flask", "run", "--host", "127.0.0.1"]\n'),
    'fail',
    'notApplicable',
  ],
  ['fastapi run', app(flask, 'CMD ["fastapi", "run", "main.py"]\n'), 'fail', 'fail'],
  ['fastapi dev', app(flask, 'CMD ["fastapi", "dev", "main.py"]\n'), 'notApplicable', 'notApplicable'],
  [
    'fastapi run for itself',
    app(flask, 'CMD ["fastapi", "run", "main.py", "--host=127.0.0.1"]\n'),
    'fail',
    'notApplicable',
  ],
  ['the server of Python', app(flask, 'CMD ["python", "-m", "http.server", "8000"]\n'), 'fail', 'fail'],
  [
    'the server of Python for itself',
    app(flask, 'CMD ["python", "-m", "http.server", "-b", "127.0.0.1"]\n'),
    'fail',
    'notApplicable',
  ],
  [
    'uvicorn as a module',
    app(flask, 'CMD ["python", "-m", "uvicorn", "main:app", "--host", "0.0.0.0"]\n'),
    'fail',
    'fail',
  ],
  ['Django for all', app(flask, 'CMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]\n'), 'fail', 'fail'],
  ['Django for itself', app(flask, 'CMD ["python", "manage.py", "runserver", "8000"]\n'), 'fail', 'notApplicable'],
  ['Django by its module', app(flask, 'CMD ["python", "-m", "django", "runserver", "0.0.0.0:8000"]\n'), 'fail', 'fail'],
  [
    'a function that nothing calls',
    app(`${flask}def serve():\n    app.run(host="0.0.0.0")\nprint(1)\n`),
    'notApplicable',
    'notApplicable',
  ],
  [
    'a run of something else',
    app('import click\nx = click.X()\nx.run(host="0.0.0.0")\n'),
    'notApplicable',
    'notApplicable',
  ],
] as const)('a server of a network, %s', async (_title, files, port, login) => {
  const facts = await factsOf(files);
  expect([exposed, authenticated].map((rule) => check(facts, [rule]).results[0]?.verdict)).toEqual([port, login]);
});

const lists = { 'a/list.txt': 'numpy==2.1.0\n', 'b/list.txt': 'scipy>=1\n' };
const description = 'Package: x\nVersion: 1.0\nImports: dplyr\n';
test.each([
  [
    'the later of two lists in one place',
    dependencies,
    'fail',
    {
      Dockerfile: `${py}COPY a/list.txt /tmp/\nRUN pip install -r /tmp/list.txt\nCOPY b/list.txt /tmp/\nRUN pip install -r /tmp/list.txt\n`,
      ...lists,
    },
  ],
  [
    'the earlier one alone',
    dependencies,
    'pass',
    {
      Dockerfile: `${py}COPY a/list.txt /tmp/\nRUN pip install -r /tmp/list.txt\nCOPY b/list.txt /tmp/\n`,
      ...lists,
    },
  ],
  [
    'the list at the top, and not one of its name in docs',
    dependencies,
    'pass',
    {
      Dockerfile: `${py}COPY . /code\nWORKDIR /code\nRUN pip install -r list.txt\n`,
      'docs/list.txt': 'sphinx\n',
      'list.txt': 'numpy==2.1.0\n',
    },
  ],
  [
    'the needs of a package of R',
    dependencies,
    'fail',
    {
      Dockerfile: `FROM docker.io/library/r-base:4.5.3\nCOPY . /p\nWORKDIR /p\nRUN Rscript -e 'devtools::install_dev_deps(".")'\n`,
      DESCRIPTION: description,
    },
  ],
  [
    'apk update',
    leftovers,
    'fail',
    { Dockerfile: 'FROM docker.io/library/alpine:3.22\nRUN apk update && apk add --no-cache git\n' },
  ],
  [
    'apk add alone',
    leftovers,
    'pass',
    { Dockerfile: 'FROM docker.io/library/alpine:3.22\nRUN apk add --no-cache git\n' },
  ],
  [
    'a list of another stage is given away',
    rights,
    'pass',
    {
      Dockerfile: `${py.replace('\n', ' AS b\n')}FROM docker.io/library/python:3.13-slim\nCOPY --chown=app --from=b /x/list.txt /app/\n`,
    },
  ],
  [
    'a program of another stage is given away',
    rights,
    'fail',
    {
      Dockerfile: `${py.replace('\n', ' AS b\n')}FROM docker.io/library/python:3.13-slim\nCOPY --chown=app --from=b /x/tool /app/\n`,
    },
  ],
  [
    'how R compiles',
    home,
    'pass',
    {
      Dockerfile: `${py}RUN mkdir -p ~/.R && echo "MAKEFLAGS = -j" > ~/.R/Makevars\nCOPY a.py /opt/\nCMD ["python", "/opt/a.py"]\n`,
      'a.py': 'print(1)\n',
    },
  ],
  [
    'what is written into another command is no file',
    outputs,
    'pass',
    { Dockerfile: `${py}COPY a.sh /opt/\nCMD ["bash", "/opt/a.sh"]\n`, 'a.sh': 'echo x 2> >(grep -v y >&2)\n' },
  ],
  [
    'a name that is joined with its folder',
    outputs,
    'pass',
    {
      Dockerfile: `${py}COPY a.py /opt/\nWORKDIR /opt\nCMD ["python", "/opt/a.py"]\n`,
      'a.py': 'import os\ndef f():\n    x = "t.csv"\n    x = os.path.join("/safe_outputs", x)\n    open(x, "w")\nf()\n',
    },
  ],
  [
    'a name that is joined only where somebody asks',
    outputs,
    'fail',
    {
      Dockerfile: `${py}COPY a.py /opt/\nWORKDIR /opt\nCMD ["python", "/opt/a.py"]\n`,
      'a.py':
        'import os, sys\ndef f():\n    x = "t.csv"\n    if len(sys.argv) > 1:\n        x = os.path.join("/safe_outputs", x)\n    open(x, "w")\nf()\n',
    },
  ],
  [
    'a name that is used before it is joined',
    outputs,
    'fail',
    {
      Dockerfile: `${py}COPY a.py /opt/\nWORKDIR /opt\nCMD ["python", "/opt/a.py"]\n`,
      'a.py':
        'import os\ndef f():\n    x = "t.csv"\n    open(x, "w")\n    x = os.path.join("/safe_outputs", x)\n    open(x, "w")\nf()\n',
    },
  ],
] as const)('%s', async (_title, rule, verdict, files) => {
  expect(check(await factsOf(files), [rule]).results[0]?.verdict).toBe(verdict);
});

test.each([
  [
    'a console script by its path',
    outputs,
    'fail',
    {
      Dockerfile: `${py}COPY . /code\nWORKDIR /code\nRUN pip3 --no-cache-dir install .\nENTRYPOINT ["/usr/local/bin/tool"]\n`,
      ...tool,
    },
  ],
  [
    'a console script in a virtual environment by its path',
    outputs,
    'fail',
    {
      Dockerfile: `${py}COPY . /code\nRUN python -m venv /opt/v && /opt/v/bin/pip install /code\nENTRYPOINT ["/opt/v/bin/tool"]\n`,
      ...tool,
    },
  ],
  [
    'another program at such a path',
    outputs,
    'unknown',
    {
      Dockerfile: `${py}COPY . /code\nWORKDIR /code\nRUN pip install .\nENTRYPOINT ["/usr/local/bin/other"]\n`,
      ...tool,
    },
  ],
  [
    'a script that a RUN runs is started by nobody else',
    outputs,
    'unknown',
    { Dockerfile: `${setup}RUN bash /tmp/scripts/setup.sh\nCMD ["bash"]\n`, ...scripts },
  ],
  [
    'the same with another one beside it',
    outputs,
    'fail',
    {
      Dockerfile: `${setup}RUN bash /tmp/scripts/setup.sh\nCMD ["bash"]\n`,
      ...scripts,
      'scripts/work.sh': 'echo x > /results.txt\n',
    },
  ],
  [
    'a script that a later RUN takes away',
    outputs,
    'unknown',
    { Dockerfile: `${setup}RUN rm -rf /tmp/*\nCMD ["bash"]\n`, 'scripts/work.sh': 'echo x > /results.txt\n' },
  ],
  [
    'one of two that a RUN takes away',
    outputs,
    'fail',
    {
      Dockerfile: `${setup}RUN rm /tmp/scripts/setup.sh\nCMD ["bash"]\n`,
      ...scripts,
      'scripts/work.sh': 'echo x > /results.txt\n',
    },
  ],
] as const)('%s', async (_title, rule, verdict, files) => {
  expect(check(await factsOf(files), [rule]).results[0]?.verdict).toBe(verdict);
});

const main = (text: string, more = ''): Files => ({
  Dockerfile: `${py}${more}COPY a.py /opt/\nCMD ["python", "/opt/a.py"]\n`,
  'a.py': text,
});

test.each([
  [
    'a folder of another platform that is handed to a library',
    filesInImage,
    'unknown',
    main('from pathlib import Path\nimport reader\nreader.load(folder=Path("/input/images"))\n'),
  ],
  [
    'one that the image has',
    filesInImage,
    'pass',
    main('import reader\nreader.load(folder="/input")\n', 'COPY a.py /input/\n'),
  ],
  ['one that is written', filesInImage, 'pass', main('import reader\nreader.save("/output/x")\n')],
  [
    'cron beside the program',
    purpose,
    'fail',
    { Dockerfile: `${py}COPY a.py /opt/\nCMD service cron start && python /opt/a.py\n`, 'a.py': '' },
  ],
  [
    'a folder before the program',
    purpose,
    'pass',
    { Dockerfile: `${py}COPY a.py /opt/\nCMD mkdir -p x && python /opt/a.py\n`, 'a.py': '' },
  ],
  [
    'an atlas that the build fetches and copies on',
    home,
    'pass',
    {
      Dockerfile: `${py}RUN pip install nilearn\nCOPY a.py b.py /opt/\nWORKDIR /opt\nRUN python -c "import b; b.get()"\nCMD ["python", "/opt/a.py"]\n`,
      'a.py': 'print(1)\n',
      'b.py':
        'import shutil\nfrom nilearn import datasets\ndef get():\n    f = datasets.fetch_atlas_basc_multiscale_2015().scale122\n    shutil.copy(f, "/opt/atlas.nii.gz")\n',
    },
  ],
  [
    'an atlas that the build fetches and leaves',
    home,
    'fail',
    {
      Dockerfile: `${py}RUN pip install nilearn\nCOPY a.py b.py /opt/\nWORKDIR /opt\nRUN python -c "import b; b.get()"\nCMD ["python", "/opt/a.py"]\n`,
      'a.py': 'print(1)\n',
      'b.py':
        'from nilearn import datasets\ndef get():\n    return datasets.fetch_atlas_basc_multiscale_2015().scale122\n',
    },
  ],
  [
    'a folder given away after the code in it was installed and deleted',
    rights,
    'pass',
    {
      Dockerfile: `${py}COPY . /home/u/src/\nRUN pip install /home/u/src && rm -r /home/u/src\nRUN chown u /home/u\n`,
      'a.py': '',
    },
  ],
  [
    'a folder given away with the code in it',
    rights,
    'fail',
    { Dockerfile: `${py}COPY . /home/u/src/\nRUN pip install /home/u/src\nRUN chown u /home/u\n`, 'a.py': '' },
  ],
  ["Windows' list of pictures", dataFiles, 'pass', { Dockerfile: `${py}COPY . /opt/\n`, 'x/Thumbs.db': '' }],
] as const)('%s', async (_title, rule, verdict, given) => {
  expect(check(await factsOf(given), [rule]).results[0]?.verdict).toBe(verdict);
});

const homeOfRoot = (user: string): Files => ({
  Dockerfile: `${py}ARG RUNAS\nENV HOME=/root\nCOPY a.py /opt/\nUSER ${user}\nCMD ["python", "/opt/a.py"]\n`,
  'a.py': 'print(1)\n',
});
const script = (text: string): Files => ({
  Dockerfile: `${py}COPY a.sh /opt/\nCMD ["bash", "/opt/a.sh"]\n`,
  'a.sh': text,
});
const eager = (options: string): Files => ({
  Dockerfile: `${py}COPY setup.py list.txt /p/\nRUN pip install -r /p/list.txt && pip install ${options} /p\n`,
  'setup.py': 'from setuptools import setup\nsetup(name="x", install_requires=["pandas>=1"])\n',
  'list.txt': 'pandas==1.5.3\n',
});
const debian = (text: string): Files => ({
  Dockerfile: 'FROM docker.io/library/debian:trixie-slim\nCOPY a.sh /tmp/\nRUN sh /tmp/a.sh\n',
  'a.sh': text,
});

test.each([
  ['HOME of root for somebody', home, 'fail', homeOfRoot('app')],
  ['HOME of root for nobody knows whom', home, 'unknown', homeOfRoot('${RUNAS}')],
  ['a script that does without a file', filesInImage, 'pass', script('cat /data/x.txt 2>/dev/null || true\n')],
  ['a script that needs it', filesInImage, 'fail', script('cat /data/x.txt\necho x || true\n')],
  ['an upgrade of what is named', dependencies, 'pass', eager('-U')],
  ['an upgrade of all that is needed', dependencies, 'fail', eager('-U --upgrade-strategy eager')],
  [
    'a setting of apt in a script of the build',
    recommends,
    'pass',
    debian('echo "APT::Install-Recommends \\"false\\";" > /etc/apt/apt.conf.d/9\napt-get install -y git\n'),
  ],
  ['no setting there', recommends, 'fail', debian('apt-get install -y git\n')],
] as const)('%s', async (_title, rule, verdict, given) => {
  expect(check(await factsOf(given), [rule]).results[0]?.verdict).toBe(verdict);
});

test.each([
  ['my-base', 'docker build -t my-base:latest base\n', 'notApplicable'],
  ['my-base', 'cd base && docker build --tag my-base .\n', 'notApplicable'],
  ['other', 'docker build -t my-base base\n', 'fail'],
  ['my-base', 'docker build -t my-base .\n', 'fail'],
])('an image that %s starts from, built by %s', async (from, build, verdict) => {
  const facts = await factsOf({
    Dockerfile: `FROM ${from}\nCOPY a.py /opt/\nCMD ["python", "/opt/a.py"]\n`,
    'a.py': 'print(1)\n',
    'base/Dockerfile': `${py}RUN pip install pandas==2.0.0\n`,
    'build.sh': build,
  });
  const { results } = check(facts, [interaction]);
  expect(results.find(({ location }) => location?.file === 'base/Dockerfile')?.verdict ?? 'notApplicable').toBe(
    verdict,
  );
});

const page = (head: string, more = 'COPY templates/ /app/templates/\n'): Files => ({
  Dockerfile: `${py}RUN pip install flask\nCOPY main.py /app/\n${more}CMD ["python", "/app/main.py"]\n`,
  'main.py':
    'from flask import Flask, render_template\napp = Flask(__name__)\n@app.route("/")\ndef f():\n    return render_template("a.html")\napp.run()\n',
  'templates/a.html': `<html><head>\n${head}</head></html>`,
});
const cdn = '<script\n src="https://cdn.example.org/a.js"></script>\n';
const lab = (more: string, files: Files = {}): Files => ({
  Dockerfile: `FROM quay.io/jupyter/scipy-notebook:2026-10-05\nEXPOSE 8888\n${more}CMD ["jupyter", "lab", "--config=etc/jupyter_config.py"]\n`,
  ...files,
});

test.each([
  ['a template that fetches a script', pages, 'fail', page(cdn)],
  ['a style', pages, 'fail', page('<link rel="stylesheet" href="//cdn.example.org/a.css">\n')],
  ['a template with scripts of its own', pages, 'pass', page('<script src="/static/a.js"></script>\n')],
  [
    'a link that nobody follows by itself',
    pages,
    'pass',
    page('<a href="https://example.org">x</a><link rel="canonical" href="https://example.org">\n'),
  ],
  ['a template that is not copied', pages, 'pass', page(cdn, '')],
  ['settings that nothing copies', authenticated, 'unknown', lab('')],
  [
    'settings that are copied',
    authenticated,
    'pass',
    lab('COPY etc/ /etc/x/\n', { 'etc/jupyter_config.py': 'c = get_config()\n' }),
  ],
  [
    'settings that open it',
    authenticated,
    'fail',
    lab('COPY etc/ /etc/x/\n', { 'etc/jupyter_config.py': "c.NotebookApp.token = ''\n" }),
  ],
  [
    'a folder for results is given away',
    rights,
    'pass',
    { Dockerfile: `${py}COPY a.py /app/\nRUN mkdir /output && chown app /output\n`, 'a.py': '' },
  ],
  [
    'a folder of code that was made before',
    rights,
    'fail',
    { Dockerfile: `${py}RUN mkdir /app\nCOPY a.py /app/\nRUN chown app /app\n`, 'a.py': '' },
  ],
  [
    'a folder that holds nothing is given away, and the program lies elsewhere',
    rights,
    'pass',
    { Dockerfile: `${py}COPY a.py /x/\nRUN mkdir /app && chown app /app\n`, 'a.py': '' },
  ],
] as const)('%s', async (_title, rule, verdict, given) => {
  expect(check(await factsOf(given), [rule]).results[0]?.verdict).toBe(verdict);
});

const runs = (...lines: readonly string[]): Files => ({
  Dockerfile: `FROM docker.io/library/python:3.13-slim\n${lines.map((line) => `RUN ${line}\n`).join('')}`,
});
const torch = 'pip install torch --index-url https://download.pytorch.org/whl/cpu';

test.each([
  ['pip twice', 'fail', runs('pip install numpy', 'pip install scipy')],
  ['pip from two indexes', 'pass', runs(torch, 'pip install scipy')],
  ['pip twice from one other index', 'fail', runs(torch, torch)],
  ['apt twice', 'fail', runs('apt-get update && apt-get install -y git', 'apt-get update && apt-get install -y gcc')],
  [
    'apt from a source that the first adds',
    'pass',
    runs(
      'apt-get update && apt-get install -y gnupg && echo "deb https://x.org ./" > /etc/apt/sources.list.d/x.list',
      'apt-get update && apt-get install -y x',
    ),
  ],
] as const)('related commands, %s', async (_title, verdict, given) => {
  expect(check(await factsOf(given), [grouped]).results[0]?.verdict).toBe(verdict);
});

test.each([
  ['torchvision>=0.10', ['pass', 'unknown']],
  ['monai>=0.8.0', ['pass', 'unknown']],
  ['torchvision==0.21.0', ['pass']],
  ['torch', ['pass']],
  ['pandas>=2', ['pass']],
])('a base with CUDA 12, and %s: %j', async (line, verdicts) => {
  const given = {
    Dockerfile:
      'FROM docker.io/pytorch/pytorch:2.6.0-cuda12.6-cudnn9-runtime\nCOPY requirements.txt /\nRUN pip install -r /requirements.txt\n',
    'requirements.txt': `${line}\n`,
  };
  expect(check(await factsOf(given), [accelerator]).results.map(({ verdict }) => verdict)).toEqual(verdicts);
});
