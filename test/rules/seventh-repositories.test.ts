import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import absolutePath from '../../src/rules/starts-by-absolute-path.ts';
import authenticated from '../../src/rules/interactive-server-authenticated.ts';
import exposed from '../../src/rules/interactive-port-exposed.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import grouped from '../../src/rules/grouped-run.ts';
import home from '../../src/rules/nothing-in-home.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import pullable from '../../src/rules/registry-pullable.ts';
import secrets from '../../src/rules/no-secrets.ts';
import { factsOf } from '../helpers/project.ts';

/** What a seventh set of repositories showed, each with what looks like it. */
type Files = Readonly<Record<string, string>>;

const py = 'FROM docker.io/library/python:3.13-slim\n';
const r = 'FROM docker.io/rocker/r-ver:4.5.3\n';

const sourcing = (main: string, copy = 'COPY code main.R /\n'): Files => ({
  Dockerfile: `${r}${copy}ENTRYPOINT ["Rscript", "/main.R"]\n`,
  'main.R': `${main}\nwork()\n`,
  'code/R/work.R': 'work <- function() write.csv(1, "results/a.csv")\n',
});

test.each([
  ['a loop over a listed folder', 'for (f in list.files("R", full.names = TRUE)) source(f)', 'fail'],
  ['a loop over names of a folder', 'for (f in list.files("R")) source(file.path("R", f))', 'fail'],
  ['names that are put together', 'for (f in c(x, y)) source(paste0("R/", f))', 'fail'],
  ['lapply', 'invisible(lapply(list.files("R", pattern = "[.]R$", full.names = TRUE), source))', 'fail'],
  ['walk of what fs lists', 'purrr::walk(fs::dir_ls("R"), source)', 'fail'],
  ['a pattern', 'lapply(Sys.glob("R/*.R"), source)', 'fail'],
  ['a whole folder', 'R.utils::sourceDirectory("R")', 'fail'],
  ['files that are listed and read', 'x <- lapply(list.files("R", full.names = TRUE), readLines)', 'pass'],
  ['tables that are listed, beside a script', 'library(dplyr)\nx <- list.files("R", pattern = "csv")', 'pass'],
] as const)('scripts of R that are run by a list of them, %s: %s', async (_title, main, verdict) => {
  expect(check(await factsOf(sourcing(main)), [outputs]).results[0]?.verdict).toBe(verdict);
});

test('scripts of R are also found beside the one that lists them', async () => {
  const files = sourcing('for (f in list.files("R", full.names = TRUE)) source(f)', 'COPY . /\n');
  const { 'code/R/work.R': work = '', ...rest } = files;
  expect(check(await factsOf({ ...rest, 'R/work.R': work }), [outputs]).results[0]?.verdict).toBe('fail');
});

test.each([
  ['glue', 'write.csv(1, glue::glue("/results/{x}.csv"))', 'fail'],
  ['str_c', 'write.csv(1, stringr::str_c("/results/", x))', 'fail'],
  ['glue of a safe place', 'write.csv(1, glue::glue("/safe_outputs/{x}.csv"))', 'pass'],
] as const)('a path that is put together by %s', async (_title, main, verdict) => {
  const files = { Dockerfile: `${r}COPY main.R /\nENTRYPOINT ["Rscript", "/main.R"]\n`, 'main.R': `${main}\n` };
  expect(check(await factsOf(files), [outputs]).results[0]?.verdict).toBe(verdict);
});

test.each([
  ['pip alone, then packages', 'RUN pip install --upgrade pip\nRUN pip install pandas\n', 'pass'],
  ['pip with its tools', 'RUN python -m pip install -U pip setuptools wheel\nRUN pip install pandas\n', 'pass'],
  ['packages twice', 'RUN pip install numpy\nRUN pip install pandas\n', 'fail'],
  ['pip twice', 'RUN pip install -U pip\nRUN pip install --upgrade pip\n', 'fail'],
] as const)('RUNs of pip beside each other, %s: %s', async (_title, runs, verdict) => {
  expect(check(await factsOf({ Dockerfile: `${py}${runs}` }), [grouped]).results[0]?.verdict).toBe(verdict);
});

const kept = 'pip config set global.index-url "https://$(cat /run/secrets/TOKEN)@example.org"';
const mounted = (rest: string): Files => ({ Dockerfile: `${py}RUN --mount=type=secret,id=TOKEN ${rest}\n` });

test.each([
  ['copied', mounted('cp /run/secrets/TOKEN .token'), 'fail'],
  ['sent to a file', mounted('cat /run/secrets/TOKEN > /etc/token'), 'fail'],
  ['read', mounted('pip install --index-url "https://$(cat /run/secrets/TOKEN)@example.org" x==1'), 'pass'],
  ['written for every login', mounted('echo "export T=$(cat /run/secrets/TOKEN)" >> /etc/profile.d/t.sh'), 'fail'],
  ['written by tee', mounted('printf "T=%s" "$(cat /run/secrets/TOKEN)" | tee -a /etc/environment'), 'fail'],
  ['read by the shell itself', mounted('echo "T=$(</run/secrets/TOKEN)" > /opt/.Renviron'), 'fail'],
  ['written by a variable', mounted('T=$(cat /run/secrets/TOKEN) && echo "T=$T" > /app/.config'), 'fail'],
  ['exported and written', mounted('export T="$(cat /run/secrets/TOKEN)"; echo ${T} >> ~/.bashrc'), 'fail'],
  [
    'given as a variable and written',
    { Dockerfile: `${py}RUN --mount=type=secret,id=t,env=T echo $T > /app/t\n` },
    'fail',
  ],
  ['kept by pip', mounted(kept), 'fail'],
  ['kept by npm', mounted('npm config set //r/:_authToken $(cat /run/secrets/TOKEN)'), 'fail'],
  ['kept by git', mounted('git config --global url.https://$(cat /run/secrets/TOKEN)@g/.insteadOf https://g/'), 'fail'],
  ['given to one command by a variable', mounted('T=$(cat /run/secrets/TOKEN) ./fetch > /app/data.csv'), 'pass'],
  ['written where it does not stay', mounted('echo "T=$(cat /run/secrets/TOKEN)" > /run/t && ./fetch'), 'pass'],
  ['printed into another command', mounted('cat /run/secrets/TOKEN | base64 > /etc/tok'), 'fail'],
  [
    'mounted at a place of its own',
    { Dockerfile: `${py}RUN --mount=type=secret,id=t,target=/tok echo "T=$(cat /tok)" >> /etc/environment\n` },
    'fail',
  ],
  [
    'removed before it is written',
    mounted('rm -f /root/.netrc && echo "$(cat /run/secrets/TOKEN)" > /root/.netrc'),
    'fail',
  ],
  ['cut out of the file', mounted('head -n1 /run/secrets/TOKEN > /etc/tok'), 'fail'],
  ['read by a redirection', mounted('tr -d x < /run/secrets/TOKEN > /etc/tok'), 'fail'],
  ['made into something else', mounted('cat /run/secrets/TOKEN | sha256sum > /etc/tok.sha'), 'pass'],
  ['given to another program', mounted('echo "h = $(cat /run/secrets/TOKEN)" | curl -K - https://x.org > /f'), 'pass'],
  ['removed with all beside it', mounted('echo "$(cat /run/secrets/TOKEN)" > /t/x && ./fetch && rm -rf /t/*'), 'pass'],
  [
    'written into a mount of its own',
    {
      Dockerfile: `${py}RUN --mount=type=secret,id=TOKEN --mount=type=tmpfs,target=/m echo "$(cat /run/secrets/TOKEN)" > /m/x\n`,
    },
    'pass',
  ],
  ['all variables printed', { Dockerfile: `${py}RUN --mount=type=secret,id=t,env=T printenv T > /app/t\n` }, 'fail'],
  ['kept, another key taken back', mounted(`pip config unset global.trusted-host; ${kept}`), 'fail'],
  ['kept, and taken back before', mounted(`pip config unset global.index-url; ${kept}`), 'fail'],
  ['kept, and taken back', mounted(`${kept} && pip install x==1 && pip config unset global.index-url`), 'pass'],
  [
    'written and removed with its folder',
    mounted('echo "$(cat /run/secrets/TOKEN)" > /t/netrc && ./fetch && rm -rf /t'),
    'pass',
  ],
  [
    'written and removed',
    mounted('echo "$(cat /run/secrets/TOKEN)" > /root/.netrc && ./fetch && rm /root/.netrc'),
    'pass',
  ],
  [
    'kept by pip and undone',
    mounted(
      'pip config set global.index-url "https://$(cat /run/secrets/TOKEN)@e.org" && pip config unset global.index-url',
    ),
    'pass',
  ],
  ['read into a variable and written', mounted('read -r T < /run/secrets/TOKEN && echo "$T" > /root/.t'), 'fail'],
  ['left in what was cloned', mounted('git clone https://x:$(cat /run/secrets/TOKEN)@github.com/a/b /b'), 'fail'],
  [
    'cloned and removed after its install',
    mounted('git clone https://$(cat /run/secrets/TOKEN)@github.com/a/b /tmp/b && pip install /tmp/b && rm -rf /tmp/b'),
    'pass',
  ],
  [
    'given to one clone',
    mounted('git -c http.extraHeader="Authorization: Bearer $(cat /run/secrets/TOKEN)" clone https://github.com/a/b'),
    'pass',
  ],
  ['counted', mounted('grep -c . /run/secrets/TOKEN > /opt/count'), 'pass'],
  [
    'cloned without a trace',
    mounted('git clone https://x:$(cat /run/secrets/TOKEN)@github.com/a/b /b && rm -rf /b/.git'),
    'pass',
  ],
  ['copied and removed', mounted('cp /run/secrets/TOKEN .token && ./login && rm .token'), 'pass'],
  ['copied to a folder that only looks as if it were emptied', mounted('cp /run/secrets/TOKEN /tmp/token'), 'fail'],
] as const)('a secret of the build that is %s', async (_title, files, verdict) => {
  expect(check(await factsOf(files), [secrets]).results[0]?.verdict).toBe(verdict);
});

const julia = (path: string): Files => ({
  Dockerfile: `FROM docker.io/library/julia:1.12\nENV JULIA_DEPOT_PATH=${path}\nCOPY Project.toml /opt/\nRUN julia --project=/opt -e 'using Pkg; Pkg.instantiate()'\n`,
  'Project.toml': 'name = "x"\n',
});

test.each([
  ['":/opt/julia"', 'fail'],
  ['"/opt/julia"', 'pass'],
  ['"/opt/julia:"', 'pass'],
] as const)('a list of folders for packages, %s: %s', async (path, verdict) => {
  expect(check(await factsOf(julia(path)), [home]).results[0]?.verdict).toBe(verdict);
});

test.each([
  ['a drive of Windows', 'E:\\\\data\\\\x.csv', 'pass'],
  ['a home of Windows', 'C:\\\\Users\\\\me\\\\x.csv', 'fail'],
] as const)('a place of another machine is a home or none, %s: %s', async (_title, path, verdict) => {
  const files = {
    Dockerfile: `${py}COPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n`,
    'main.py': `x = open("${path}")\n`,
  };
  expect(check(await factsOf(files), [home]).results[0]?.verdict).toBe(verdict);
});

const pushing = (uses: string, inputs: string): Files => ({
  '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    steps:\n      - uses: ${uses}\n        with:\n${inputs
    .split('\n')
    .map((line) => `          ${line}\n`)
    .join('')}`,
});

test.each([
  ['to Docker Hub', pushing('elgohr/Publish-Docker-Github-Action@v5', 'name: me/x\ntags: "latest,1"'), 'fail'],
  ['to GitHub', pushing('elgohr/Publish-Docker-Github-Action@v5', 'name: me/x\nregistry: ghcr.io'), 'pass'],
  ['not', pushing('elgohr/Publish-Docker-Github-Action@v5', 'name: me/x\nno_push: "true"'), 'notApplicable'],
  [
    'by another action',
    pushing('mr-smithers-excellent/docker-build-push@v6', 'image: me/x\nregistry: docker.io'),
    'fail',
  ],
  [
    'by one that pushes what was built',
    pushing('redhat-actions/push-to-registry@v2', 'image: x\nregistry: ghcr.io/me'),
    'pass',
  ],
] as const)('an action of others that pushes, %s: %s', async (_title, files, verdict) => {
  expect(check(await factsOf(files), [pullable]).results[0]?.verdict).toBe(verdict);
});

const plumber = (code: string, api = 'library(plumber)\n'): Files => ({
  Dockerfile: `${r}COPY api.R /api.R\nEXPOSE 8000\nENTRYPOINT ["R", "-e", "${code}"]\n`,
  'api.R': api,
});

test.each([
  ['for all', plumber("plumber::plumb('/api.R')$run(host='0.0.0.0')"), 'fail', 'pass'],
  ['for all, by a name', plumber("pr <- plumber::plumb('api.R'); pr$run(host='0.0.0.0')"), 'fail', 'fail'],
  ['for all, by a pipe', plumber("plumber::pr('/api.R') |> plumber::pr_run(host='0.0.0.0')"), 'fail', 'pass'],
  ['for itself', plumber("plumber::plumb('/api.R')$run()"), 'unknown', 'pass'],
  [
    'with a filter that asks',
    plumber("plumber::plumb('/api.R')$run(host='0.0.0.0')", '#* @filter a\nfunction(req) req$HTTP_AUTHORIZATION\n'),
    'unknown',
    'pass',
  ],
] as const)('plumber %s', async (_title, files, asked, placed) => {
  const { results } = check(await factsOf(files), [authenticated, absolutePath]);
  expect(results.map(({ rule, verdict }) => [rule, verdict])).toEqual([
    ['interactive-server-authenticated', asked],
    ['starts-by-absolute-path', placed],
  ]);
});

const hidden = (install: string): Files => ({
  Dockerfile: `${r}RUN install2.r ${install}\nCOPY made/run.sh /app/\nCMD ["/app/run.sh"]\n`,
});

test.each([
  ['with a package that serves', 'plumber', 'unknown'],
  ['with none', 'dplyr', 'notApplicable'],
] as const)('a start that was not read, %s: %s', async (_title, install, verdict) => {
  const { results } = check(await factsOf(hidden(install)), [exposed, authenticated]);
  expect(results.map((each) => each.verdict)).toEqual([verdict, verdict]);
});

const guarded = (main: string): Files => ({
  Dockerfile: `${py}WORKDIR /app\nCOPY . /app\nENTRYPOINT ["python", "/app/main.py"]\n`,
  'main.py': main,
  'reader.py': 'def read(path):\n    return open(path).read()\nif __name__ == "__main__":\n    read("../codes.json")\n',
  'codes.json': '{}\n',
});

test.each([
  ['what another one gives it', 'from reader import read\nread("/app/codes.json")\n', 'pass'],
  ['what another one gives it wrong', 'from reader import read\nread("../codes.json")\n', 'fail'],
] as const)('a module with a main of its own reads %s: %s', async (_title, main, verdict) => {
  expect(check(await factsOf(guarded(main)), [filesInImage]).results[0]?.verdict).toBe(verdict);
});

const weights = (program: string): Files => ({
  Dockerfile: `${py}WORKDIR /app\nCOPY . /app\nENTRYPOINT ["python", "/app/main.py"]\n`,
  '.gitignore': 'model/model.h5\n',
  'main.py': `import keras\nmodel = keras.Model()\n${program}`,
  'model/notes.txt': 'x\n',
});

test.each([
  ['that git leaves out', 'model.load_weights("model/model.h5")\n', 'unknown'],
  ['that nobody has', 'model.load_weights("model/other.h5")\n', 'fail'],
] as const)('weights of a model %s: %s', async (_title, program, verdict) => {
  expect(check(await factsOf(weights(program)), [filesInImage]).results[0]?.verdict).toBe(verdict);
});
