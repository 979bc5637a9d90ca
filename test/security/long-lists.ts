import { head } from './nasty-texts.ts';

type Files = Readonly<Record<string, string>>;

const list = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('');
const files = (count: number, make: (index: number) => readonly [string, string]): Files =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => make(index)));
const run = (text: string): Files => ({ Dockerfile: `${head}RUN ${text}\n` });
const python = (text: string): Files => ({ Dockerfile: head, 'main.py': text });
const script = (language: string, name: string, text: string): Files => ({
  Dockerfile: head.replace('"python","/opt/app/main.py"', `"${language}","/opt/app/${name}"`),
  [name]: text,
});
const workflow = (jobs: string): Files => ({ Dockerfile: head, '.github/workflows/c.yml': `on: push\njobs:\n${jobs}` });

/** What a project can have many of, each with a name of its own and most of them leading to the next, by how many there are. */
export const longLists: Readonly<Record<string, (count: number) => Files>> = {
  'words of pip': (n) => run(`pip install ${list(n, (i) => `a${i}==1 `)}`),
  'words of apt-get': (n) => run(`apt-get install -y ${list(n, (i) => `a${i} `)}`),
  'words of conda': (n) => run(`conda install -y ${list(n, (i) => `a${i}=1 `)}`),
  'words of npm': (n) => run(`npm install ${list(n, (i) => `a${i} `)}`),
  'words of uv': (n) => run(`uv pip install ${list(n, (i) => `a${i} `)}`),
  'words of R': (n) => run(`R -e 'install.packages(c(${list(n, (i) => `"a${i}",`)}"b"))'`),
  'words of install2.r': (n) => run(`install2.r ${list(n, (i) => `a${i} `)}`),
  'words of julia': (n) => run(`julia -e 'using Pkg; Pkg.add([${list(n, (i) => `"a${i}",`)}"b"])'`),
  'words of mkdir': (n) => run(`mkdir ${list(n, (i) => `/a${i} `)}`),
  'words of rm': (n) => run(`rm -rf ${list(n, (i) => `/a${i} `)}`),
  'words of chown': (n) => run(`chown -R 1 ${list(n, (i) => `/a${i} `)}`),
  'words of cp': (n) => run(`cp ${list(n, (i) => `/a${i} `)} /b`),
  'words of export': (n) => run(`export ${list(n, (i) => `A${i}=$A${i - 1} `)}`),
  'words of curl': (n) => run(`curl ${list(n, (i) => `https://a/${i} `)}`),
  'words of useradd': (n) => run(`useradd ${list(n, (i) => `-G a${i} `)}b`),
  'words of python': (n) => run(`python ${list(n, (i) => `a${i}.py `)}`),
  'commands of a RUN': (n) => run(list(n, (i) => `a${i} && `) + 'b'),
  'users of a RUN': (n) => run(list(n, (i) => `useradd a${i} && `) + 'b'),
  'folders of a RUN': (n) => run(list(n, (i) => `mkdir /a${i} && cp /a${i - 1}/x /a${i}/x && `) + 'b'),
  'variables of a RUN': (n) => run(list(n, (i) => `A${i}=$A${i - 1} && `) + 'b'),
  'mounts of a RUN': (n) => run(`${list(n, (i) => `--mount=type=cache,target=/a${i} `)}b`),
  'RUNs that copy': (n) => ({ Dockerfile: head + list(n, (i) => `RUN cp /a${i} /a${i + 1}\n`) }),
  'RUNs that install': (n) => ({
    Dockerfile: `${head}${list(n, (i) => `RUN apt-get install -y python3-a${i} b${i}\n`)}COPY requirements.txt /a/\nRUN pip install -r requirements.txt\n`,
    'requirements.txt': 'a==1\n',
  }),
  'RUNs that start a program': (n) => ({
    Dockerfile: head + list(n, (i) => `RUN python /opt/app/m${i}.py\n`),
    ...files(n, (i) => [`m${i}.py`, 'print(1)\n']),
  }),
  'words of ENV': (n) => ({ Dockerfile: `${head}ENV ${list(n, (i) => `A${i}=$A${i - 1} `)}\n` }),
  'lines of ENV': (n) => ({ Dockerfile: head + list(n, (i) => `ENV A${i}=$A${i - 1}\n`) }),
  'lines of ARG': (n) => ({ Dockerfile: list(n, (i) => `ARG A${i}=$A${i - 1}\n`) + head }),
  'words of COPY': (n) => ({
    Dockerfile: `${head}COPY ${list(n, (i) => `m${i}.py `)}/b/\n`,
    ...files(n, (i) => [`m${i}.py`, '']),
  }),
  'places of one file': (n) => ({
    Dockerfile: `${head}${list(n, (i) => `COPY main.py /a${i}/\n`)}CMD ["python", "main.py"]\n`,
    'main.py': 'import pandas\n',
  }),
  'lines of COPY': (n) => ({
    Dockerfile: head + list(n, (i) => `COPY m${i}.py /b/m${i}.py\n`),
    ...files(n, (i) => [`m${i}.py`, '']),
  }),
  'words of CMD': (n) => ({ Dockerfile: `${head}CMD [${list(n, (i) => `"a${i}",`)}"b"]\n` }),
  'ports of EXPOSE': (n) => ({ Dockerfile: `${head}EXPOSE ${list(n, (i) => `${i} `)}\n` }),
  'words of LABEL': (n) => ({ Dockerfile: `${head}LABEL ${list(n, (i) => `a${i}=b `)}\n` }),
  'words of VOLUME': (n) => ({ Dockerfile: `${head}VOLUME ${list(n, (i) => `/a${i} `)}\n` }),
  'lines of WORKDIR': (n) => ({ Dockerfile: head + list(n, (i) => `WORKDIR a${i % 7}\n`) }),
  'stages that copy from each other': (n) => ({
    Dockerfile: `${list(n, (i) => `FROM a:1 AS s${i}\nCOPY --from=s${i - 1} / /\n`)}FROM a:1\nCOPY --from=s${n - 1} / /\n`,
  }),
  'stages that start from each other': (n) => ({
    Dockerfile: `FROM a:1 AS s0\n${list(n, (i) => `FROM s${i} AS s${i + 1}\nRUN a\n`)}`,
  }),
  'stages that copy named files': (n) => ({
    Dockerfile: `FROM a:1 AS s0\nRUN touch /x\n${list(n, (i) => `FROM a:1 AS s${i + 1}\nCOPY --from=s${i} /x /x\n`)}`,
  }),
  'files of the context': (n) => ({ Dockerfile: head, ...files(n, (i) => [`m${i}.py`, 'print(1)\n']) }),
  'folders of the context': (n) => ({ Dockerfile: head, ...files(n, (i) => [`a${i}/b/m.py`, 'print(1)\n']) }),
  'lines of .dockerignore': (n) => ({
    Dockerfile: head,
    '.dockerignore': list(n, (i) => `a${i}\n!b${i}\n`),
    ...files(9, (i) => [`a${i}`, '']),
  }),
  'lines of requirements.txt': (n) => ({ Dockerfile: head, 'requirements.txt': list(n, (i) => `a${i}==1\n`) }),
  'lists that name each other': (n) => ({
    Dockerfile: `${head}RUN pip install -r /opt/app/r0.txt\n`,
    ...files(n, (i) => [`r${i}.txt`, `-r r${i + 1}.txt\na${i}\n`]),
  }),
  'lines of environment.yml': (n) => ({
    Dockerfile: `${head}RUN conda env create -f /opt/app/environment.yml\n`,
    'environment.yml': `dependencies:\n${list(n, (i) => `- a${i}=1\n`)}`,
  }),
  'packages of a lock': (n) => ({
    Dockerfile: `${head}RUN uv sync\n`,
    'pyproject.toml': '[project]\nname = "a"\n',
    'uv.lock': list(n, (i) => `[[package]]\nname = "nvidia-a${i}-cu12"\nversion = "1"\n`),
  }),
  'dependencies of a project': (n) => ({
    ...python('import a1\n'),
    'pyproject.toml': `[project]\nname = "x"\ndependencies = [${list(n, (i) => `"a${i}",`)}]\n`,
  }),
  'dependencies of a project that is installed': (n) => ({
    Dockerfile: `${head}COPY pyproject.toml /a/\nRUN cd /a && pip install .\n`,
    'pyproject.toml': `[project]\nname = "x"\ndependencies = [\n${list(n, (i) => `"a${i}",\n`)}]\n`,
  }),
  'console scripts of a project': (n) => ({
    Dockerfile: `${head}COPY pyproject.toml /a/\nRUN cd /a && pip install .\n`,
    'pyproject.toml': `[project]\nname = "x"\n[project.scripts]\n${list(n, (i) => `s${i} = "main:f${i}"\n`)}`,
  }),
  'programs of supervisord': (n) => ({
    Dockerfile: head.replace('"python","/opt/app/main.py"', '"supervisord","-c","/opt/app/s.conf"'),
    's.conf': list(n, (i) => `[program:p${i}]\ncommand=python3 /opt/app/main.py ${i}\n`),
    'main.py': 'print(1)\n',
  }),
  'imports of a program': (n) => python(list(n, (i) => `import a${i}\n`)),
  'programs that import each other': (n) => ({
    ...python('import m0\n'),
    ...files(n, (i) => [`m${i}.py`, `import m${i + 1}\n`]),
  }),
  'imports of many modules': (n) => ({
    ...python(list(n, (i) => `import m${i}, b${i}\n`)),
    ...files(n, (i) => [`m${i}.py`, 'x = 1\n']),
  }),
  'imports that only a folder explains': (n) => ({
    ...python(list(n, (i) => `from a.b${i} import c${i}\n`)),
    ...files(n, (i) => [`p/a/b${i}.py`, 'x = 1\n']),
  }),
  'modules that take all of the next': (n) => ({
    ...python('from m0 import *\nopen(x)\n'),
    ...files(n, (i) => [`m${i}.py`, `from m${i + 1} import *\ny${i} = 1\n`]),
  }),
  'modules that take all of each other': (n) => ({
    ...python('from m0 import *\nopen(x)\n'),
    ...files(Math.ceil(Math.sqrt(n)), (i) => [
      `m${i}.py`,
      `${list(Math.ceil(Math.sqrt(n)), (k) => `from m${k} import *\n`)}open(y${i})\n`,
    ]),
  }),
  'modules that bring a name by two ways each': (n) => ({
    ...python('from m0 import x\nopen(x)\n'),
    ...files(n, (i) => [`m${i}.py`, `from m${i + 1} import x\nfrom k${i + 1} import x\n`]),
    ...files(n, (i) => [`k${i}.py`, `from m${i + 1} import x\nfrom k${i + 1} import x\n`]),
  }),
  'lines of a README that go on': (n) => ({
    ...python(''),
    'README.md': `\`\`\`sh\n${list(n, () => '$ python main.py --a \\\n')}\`\`\`\n`,
  }),
  'lines of a README': (n) => ({
    ...python(''),
    'README.md': `\`\`\`sh\n${list(n, (i) => `python m${i}.py --a\n`)}\`\`\`\n`,
    ...files(n, (i) => [`m${i}.py`, 'x = 1\n']),
  }),
  'values that lead to each other': (n) =>
    python(`x0 = "/a"\n${list(n, (i) => `x${i + 1} = x${i}\n`)}open(x${n}, "w")\n`),
  'lists that hold the next one twice': (n) =>
    python(`${list(n, (i) => `d${i} = [d${i + 1}, d${i + 1}]\n`)}d${n} = "/x"\nfor k in d${n - 40}:\n    open(k)\n`),
  'tables that hold the next one twice': (n) =>
    python(`${list(n, (i) => `d${i} = {"a": d${i + 1}, "b": d${i + 1}}\n`)}d${n} = "/x"\nopen(d${n - 40}["a"])\n`),
  'vectors that hold the next one twice': (n) =>
    script(
      'Rscript',
      'x.R',
      `${list(n, (i) => `x${i} <- c(x${i + 1}, x${i + 1})\n`)}x${n} <- "/a"\nlapply(x${n - 40}, source)\n`,
    ),
  'values that grow': (n) => python(`x = "/a"\n${list(n, () => 'x = x + "a"\n')}open(x, "w")\n`),
  'functions that call each other': (n) => python(`${list(n, (i) => `def f${i}(p):\n    f${i + 1}(p)\n`)}f0("/x")\n`),
  'calls of one function': (n) => python(`def f(p):\n    open(p, "w")\n${list(n, (i) => `f("/a${i}")\n`)}`),
  'classes of a program': (n) =>
    python(list(n, (i) => `class A${i}(A${i - 1}):\n    def f(self):\n        open(self.p)\n`)),
  'entries of a table': (n) =>
    python(`t = {${list(n, (i) => `"a${i}": "https://a/${i}",`)}}\nfor x in t:\n    open(t[x])\n`),
  'files that are opened': (n) => python(list(n, (i) => `open("/a${i}", "w")\n`)),
  'models that are loaded': (n) =>
    python(`from transformers import pipeline\n${list(n, (i) => `pipeline("a", model="a/${i}")\n`)}`),
  'arguments of a program': (n) =>
    python(
      `import argparse\np = argparse.ArgumentParser()\n${list(n, (i) => `p.add_argument("--a${i}", default="/a${i}")\n`)}a = p.parse_args()\n`,
    ),
  'environment of a program': (n) =>
    python(`import os\n${list(n, (i) => `os.environ["A${i}"] = os.environ["A${i - 1}"]\n`)}`),
  'libraries of R': (n) =>
    script(
      'Rscript',
      'x.R',
      list(n, (i) => `library(a${i})\n`),
    ),
  'functions of R': (n) =>
    script('Rscript', 'x.R', `${list(n, (i) => `f${i} <- function(p) f${i + 1}(p)\n`)}f0("/x")\n`),
  'values of R': (n) =>
    script('Rscript', 'x.R', `x0 <- "/a"\n${list(n, (i) => `x${i + 1} <- paste0(x${i}, "a")\n`)}saveRDS(1, x${n})\n`),
  'scripts of R that name each other': (n) => ({
    ...script('Rscript', 'x.R', 'source("m0.R")\n'),
    ...files(n, (i) => [`m${i}.R`, `source("m${i + 1}.R")\n`]),
  }),
  'libraries of Julia': (n) =>
    script(
      'julia',
      'x.jl',
      list(n, (i) => `using A${i}\n`),
    ),
  'functions of Julia': (n) => script('julia', 'x.jl', `${list(n, (i) => `f${i}(p) = f${i + 1}(p)\n`)}f0("/x")\n`),
  'commands of a script': (n) =>
    script(
      'sh',
      'x.sh',
      list(n, (i) => `cp /a${i} /a${i + 1}\n`),
    ),
  'programs that a script starts and nobody has': (n) =>
    script(
      'sh',
      'x.sh',
      list(n, (i) => `/a/x${i}\n`),
    ),
  'variables of a script': (n) =>
    script('sh', 'x.sh', `A0=/a\n${list(n, (i) => `A${i + 1}=$A${i}\n`)}echo x > $A${n}\n`),
  'functions of a script': (n) => script('sh', 'x.sh', `${list(n, (i) => `f${i}() { f${i + 1}; }\n`)}f0\n`),
  'scripts that start each other': (n) => ({
    ...script('sh', 'x.sh', 'sh /opt/app/s0.sh\n'),
    ...files(n, (i) => [`s${i}.sh`, `sh /opt/app/s${i + 1}.sh\n`]),
  }),
  'cells of a notebook': (n) => ({
    Dockerfile: `${head}RUN jupyter nbconvert --execute /opt/app/x.ipynb\n`,
    'x.ipynb': JSON.stringify({
      cells: Array.from({ length: n }, (_, i) => ({ cell_type: 'code', source: [`x${i} = ${i}\n`] })),
    }),
  }),
  'jobs of a workflow': (n) =>
    workflow(
      list(n, (i) => `  j${i}:\n    runs-on: x\n    needs: [j${i + 1}]\n    steps:\n      - run: docker build .\n`),
    ),
  'steps of a job': (n) =>
    workflow(`  a:\n    runs-on: x\n    steps:\n${list(n, (i) => `      - run: docker push ghcr.io/a/b:${i}\n`)}`),
  'steps that run an action': (n) =>
    workflow(
      `  a:\n    runs-on: x\n    steps:\n${list(n, (i) => `      - uses: a/b${i}@v1\n        with: { file: Dockerfile }\n`)}`,
    ),
  'values of a workflow': (n) =>
    workflow(
      `  a:\n    runs-on: x\n    env:\n${list(n, (i) => `      A${i}: \${{ env.A${i - 1} }}\n`)}    steps:\n      - run: echo $A${n - 1}\n`,
    ),
  'values of a matrix': (n) =>
    workflow(
      `  a:\n    runs-on: x\n    strategy:\n      matrix:\n        v: [${list(n, (i) => `${i},`)}]\n    steps:\n      - run: docker build -f \${{ matrix.v }} .\n`,
    ),
  'jobs of GitLab': (n) => ({
    Dockerfile: head,
    '.gitlab-ci.yml': list(
      n,
      (i) => `j${i}:\n  extends: j${i + 1}\n  needs: [j${i + 1}]\n  script: [docker build .]\n`,
    ),
  }),
  'lines of a script of GitLab': (n) => ({
    Dockerfile: head,
    '.gitlab-ci.yml': `a:\n  script:\n${list(n, (i) => `    - docker push a/b:${i}\n`)}`,
  }),
  pipelines: (n) => ({
    Dockerfile: head,
    ...files(n, (i) => [
      `.github/workflows/c${i}.yml`,
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: docker build .\n`,
    ]),
  }),
  waivers: (n) => ({
    Dockerfile: head,
    '.tre-container.yml': `waivers:\n${list(n, (i) => `- rule: no-data-files\n  path: a${i}.csv\n  reason: x\n  by: y\n  date: 2026-01-01\n`)}`,
    ...files(n, (i) => [`a${i}.csv`, 'a,b\n']),
  }),
  'data files': (n) => ({ Dockerfile: head, ...files(n, (i) => [`a${i}.csv`, 'a,b\n']) }),
  secrets: (n) => ({
    Dockerfile: head,
    ...files(n, (i) => [`a${i}.py`, `key = "AKIA${String(i).padStart(16, 'A')}"\n`]),
  }),
  'models of a project': (n) => ({
    Dockerfile: head,
    'models/models.json': JSON.stringify({
      models: Array.from({ length: n }, (_, i) => ({
        name: `a${i}`,
        source: `a/${i}`,
        path: `models/a${i}`,
        files: [],
      })),
    }),
  }),
  'containers of a job': (n) => ({
    Dockerfile: head,
    'ces/job.yaml': `apiVersion: batch/v1\nkind: Job\nmetadata: { name: a }\nspec:\n  template:\n    spec:\n      containers:\n${list(n, (i) => `        - name: a${i}\n          image: a/b:${i}\n          args: [m${i}.py]\n`)}`,
  }),
  'documents of a job': (n) => ({
    Dockerfile: head,
    'ces/job.yaml': list(
      n,
      (i) =>
        `---\napiVersion: batch/v1\nkind: Job\nmetadata: { name: a${i} }\nspec: { template: { spec: { containers: [{ name: a, image: b }] } } }\n`,
    ),
  }),
  'recipes of make': (n) => ({
    ...workflow('  a:\n    runs-on: x\n    steps:\n      - run: make t0\n'),
    Makefile: list(n, (i) => `t${i}: t${i + 1}\n\tdocker build .\n`),
  }),
  'recipes that start each other': (n) => ({
    Dockerfile: `${head}RUN make a${n - 1}\n`,
    Makefile: list(n, (i) => `a${i}: a${i - 1}\n\tmake a${i - 1}\n`),
  }),
  'recipes of just': (n) => ({
    ...workflow('  a:\n    runs-on: x\n    steps:\n      - run: just t0\n'),
    justfile: list(n, (i) => `t${i}: t${i + 1}\n    docker build .\n`),
  }),
  'workflows that call each other': (n) =>
    files(n, (i) => [
      `.github/workflows/r${i}.yml`,
      `on: workflow_call\njobs:\n  a:\n    uses: ./.github/workflows/r${i + 1}.yml\n  b:\n    uses: ./.github/workflows/r${(i * 3) % n}.yml\n`,
    ]),
  'files that GitLab includes': (n) => ({
    '.gitlab-ci.yml': `include:\n${list(n, (i) => `  - local: ci/f${i}.yml\n`)}`,
    ...files(n, (i) => [`ci/f${i}.yml`, `j${i}:\n  script: [docker build .]\n`]),
  }),
  'files of compose that extend each other': (n) => ({
    Dockerfile: head,
    ...files(n, (i) => [
      `c/compose.${i}.yml`,
      `services:\n  a:\n    extends: { file: compose.${i + 1}.yml, service: a }\n`,
    ]),
  }),
  'commands with a slip': (n) => ({ Dockerfile: head + list(n, (i) => `RUN instal a${i}\n`) }),
  'options of a run': (n) => ({
    Dockerfile: head,
    'ces/opt-file.txt': list(n, (i) => `--mount type=bind,src=/a${i},dst=/b\n`),
  }),
  Dockerfiles: (n) => files(n, (i) => [`d${i}/Dockerfile`, head]),
  'options of a Python program': (n) =>
    python(
      `import argparse\np = argparse.ArgumentParser()\n${list(n, (i) => `p.add_argument("--a${i}")\n`)}a = p.parse_args()\n${list(n, (i) => `open(a.a${i})\n`)}`,
    ),
  'assignments to one attribute': (n) =>
    python(`class A:\n  def f(self):\n${list(n, (i) => `    self.x = "a${i}"\n    open(self.x)\n`)}`),
  'options of click': (n) =>
    python(
      `import click\n${list(n, (i) => `@click.option("--a${i}")\n`)}def f(${list(n, (i) => `a${i}, `)}):\n${list(n, (i) => `  open(a${i})\n`)}f()\n`,
    ),
  'options of an R program': (n) =>
    script(
      'Rscript',
      'main.R',
      `library(optparse)\no <- list(${list(n, (i) => `make_option("--a${i}"), `)}1)\np <- parse_args(OptionParser(option_list = o))\n${list(n, (i) => `read.csv(p$a${i})\n`)}`,
    ),
  'variables that stand for each other where they are not set': (n) =>
    python(
      `import os\nA0 = "x"\n${list(n, (i) => `A${i + 1} = os.getenv("V${i}", A${i})\n`)}${list(n, () => `open(A${n})\n`)}`,
    ),
  'texts of R that are parsed': (n) =>
    script(
      'Rscript',
      'main.R',
      list(n, (i) => `eval(parse(text = "${i}"))\nget("f${i}")(1)\n`),
    ),
  'decorators and second names of functions': (n) =>
    python(
      `import os\nf0 = os.system\n${list(n, (i) => `f${i + 1} = f${i}\n@f${i}\ndef g${i}(): pass\n`)}f${n}("x")\n`,
    ),
  'classes of a library, one below the other': (n) =>
    python(
      `import a.b\nclass C0(a.b): pass\n${list(n, (i) => `class C${i + 1}(C${i}): pass\n`)}${list(n, (i) => `C${i}().x()\n`)}`,
    ),
  'second names of Julia': (n) =>
    script('julia', 'main.jl', `f0 = g\n${list(n, (i) => `f${i + 1} = f${i}\n`)}f${n}(1)\n`),
  'substitutions in indexes': (n) =>
    script(
      'bash',
      'main.sh',
      list(n, (i) => `a[$(x${i})]=1\n`),
    ),
  'files that a program of the build writes': (n) => ({
    Dockerfile: `${head}RUN python /opt/app/b.py\n`,
    'b.py': list(n, (i) => `open("/opt/app/m${i}.py", "w")\n`),
  }),
  'RUNs that mount data': (n) => ({
    Dockerfile: head + list(n, (i) => `RUN --mount=type=bind,target=/m cp -r /m/d${i} /x\n`),
    ...files(n, (i) => [`d/${i}.csv`, 'a,b\n1,2\n']),
  }),
  'RUNs that write tables': (n) => run(`${list(n, (i) => `echo x > /a${i}.csv && rm /b${i} && `)}true`),
};
