/** Pieces that readers begin something at, look for the end of, or go back over. */
export const pieces = [
  ' ',
  '\t',
  'a',
  '_a',
  'a.',
  'a ',
  '"',
  "'",
  '`',
  '\\',
  '\\\n',
  '\n',
  '#',
  '# ',
  '$',
  '$(',
  '${',
  '${{ ',
  '(',
  '[',
  '{',
  '<<A ',
  '<<A\n',
  '- ',
  '-- ',
  '--a=',
  '=',
  ':',
  '::',
  '/',
  '//',
  '*',
  '**/',
  '!',
  '|',
  '&&',
  ';',
  ',',
  'a,',
  'a=',
  'a: ',
  '"a",',
  'FROM ',
  'RUN a\n',
  'COPY a /b\n',
  'ENV A=$A\n',
  'curl x;',
  'pip install a\n',
  'import a\n',
  'open("/x","w")\n',
  'f(',
  'http://',
  'a://b:',
  'echo $((',
  'if a; then\n',
  'case a in\n',
  'def f():\n ',
  'for i in a:\n ',
  'print(1)\n',
  'f"{',
];

/** Commands of a RUN that rules ask something, most of them about the other commands. */
export const commands = [
  'apt-get install -y a;',
  'pip install a;',
  'conda install a;',
  'uv sync;',
  'npm ci;',
  'poetry install;',
  "R -e 'install.packages(1)';",
  'curl https://sh.rustup.rs | sh;',
  'wget http://a/b;',
  'git clone https://a/b;',
  'rm -rf /a;',
  'export A=b;',
  'mkdir /a;',
  'cd a;',
  'chmod 777 /a;',
  'chown a /a;',
  'ln -s a b;',
  'tar xf a;',
  'useradd a;',
  'echo a:b | chpasswd;',
  'gcc a.c;',
  'python a.py;',
  'bash -c "a";',
  'jupyter lab;',
  'sudo a;',
  'apt-get purge -y gcc;',
];

/** Instructions of a Dockerfile, of every kind. */
export const instructions = [
  'RUN pip install a\n',
  'RUN apt-get install -y a\n',
  'RUN rm -rf /a\n',
  'RUN mkdir /a\n',
  'RUN chmod 777 /a\n',
  'RUN useradd a\n',
  'RUN export A=b\n',
  'RUN --mount=type=cache,target=/a a\n',
  'COPY --chown=a a /root/b\n',
  'COPY --from=a a b\n',
  'ADD https://a/b /c\n',
  'ENV A=b\n',
  'ARG A=b\n',
  'USER a\n',
  'WORKDIR a\n',
  'VOLUME /a\n',
  'EXPOSE 1\n',
  'LABEL a=b\n',
  'SHELL ["a"]\n',
  'CMD ["a"]\n',
  'HEALTHCHECK CMD a\n',
  'ONBUILD RUN a\n',
  'FROM docker.io/library/python:3.13 AS a\n',
  'FROM a\n',
  'FROM a AS s%\nCOPY --from=s^ / /\n',
  'FROM s^ AS s%\nRUN a\n',
  'COPY a% /b%\n',
  'ENV A%=$A^\n',
  'ARG A%=$A^\n',
  'RUN useradd a%\nUSER a^\n',
];

/** Words of a long command. */
export const words = ['a ', 'a==% ', 'a@b/% ', '-a ', '--a=% ', '-r a% ', '/a/% ', 'a=% ', '"a b" ', "-e 'a(%)' "];

/** Lines of a program of Python that name one another. */
export const lines = [
  'def f%():\n f^()\n',
  'a%=a^\n',
  'import m%\n',
  'from m% import a as b%\n',
  'class A%(A^): pass\n',
  'from .......... import a%\n',
];

/** The same of R, with what its grammar looks for the end of. */
export const linesOfR = [
  'library(a%)\n',
  'f% <- function() f^()\n',
  'source("a%.R")\n',
  'r"---(',
  'a%::b()\n',
  'x$a%()\n',
];

/** The same of Julia. */
export const linesOfJulia = ['@a ', 'using A%\n', 'include("a%.jl")\n', 'f%() = f^()\n', 'begin ', 'A%.b()\n'];

/** Commands of a script. */
export const linesOfShell = [
  'python3 -c "import a%" && ',
  'cp a% b%\n',
  'ln -s /a% b%\n',
  'env ',
  'sudo nice ',
  '. ./a%.sh\n',
  'export A%=$A^\n',
  'f%() { f^; }\n',
];

/** A piece many times over: `%` is the number of each, `^` that of the one before. */
export function repeatPiece(piece: string, times: number): string {
  if (!/[%^]/.test(piece)) return piece.repeat(times);
  return Array.from({ length: times }, (_, at) =>
    piece.replaceAll('%', String(at)).replaceAll('^', String(at - 1)),
  ).join('');
}

const longCommands = [
  'pip install',
  'apt-get install -y',
  'apk add',
  'conda install',
  'mamba create',
  'uv pip install',
  'npm install',
  'install2.r',
  'Rscript',
  'julia',
  'python',
  'rm -rf',
  'mkdir',
  'chown a',
  'chmod 777',
  'curl',
  'git clone',
  'useradd',
  'export',
  'echo',
];

/** A Dockerfile that starts a program of Python. */
export const head =
  'FROM docker.io/library/python:3.13\nRUN mkdir /safe_data /safe_outputs /scratch\nCOPY . /opt/app/\nCMD ["python","/opt/app/main.py"]\n';

const inWorkflow = (command: string): Readonly<Record<string, string>> => ({
  Dockerfile: head,
  '.github/workflows/c.yml': `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ${command}\n`,
});

/** Where a text may stand: what is put around it. */
export const places: Readonly<Record<string, (text: string) => Readonly<Record<string, string>>>> = {
  'a RUN': (text) => ({ Dockerfile: `${head}RUN ${text}\n` }),
  'long commands': (text) => ({
    Dockerfile: `${head}${longCommands.map((command) => `RUN ${command} ${text}\n`).join('')}`,
  }),
  'a Dockerfile': (text) => ({ Dockerfile: head + text }),
  'the top of a Dockerfile': (text) => ({ Dockerfile: `# ${text}\n${head}` }),
  'a heredoc': (text) => ({ Dockerfile: `${head}RUN <<EOF\n${text}\nEOF\n` }),
  '.dockerignore': (text) => ({ Dockerfile: head, '.dockerignore': text, [`${'a/'.repeat(60)}f`]: '' }),
  'a step of a workflow': (text) => ({
    Dockerfile: head,
    '.github/workflows/c.yml': `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n${text
      .split('\n')
      .map((line) => `          ${line}`)
      .join('\n')}\n`,
  }),
  'a value of a workflow': (text) => ({
    Dockerfile: head,
    '.github/workflows/c.yml': `on: push\nenv:\n  A: ${JSON.stringify(text)}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: echo\n`,
  }),
  'a workflow': (text) => ({ Dockerfile: head, '.github/workflows/c.yml': text }),
  'a pipeline of GitLab': (text) => ({
    Dockerfile: head,
    '.gitlab-ci.yml': `a:\n  script:\n    - ${JSON.stringify(text)}\n`,
  }),
  'requirements.txt': (text) => ({ Dockerfile: head, 'requirements.txt': text }),
  'environment.yml': (text) => ({ Dockerfile: head, 'environment.yml': `dependencies:\n- ${text}\n` }),
  'install.R': (text) => ({ Dockerfile: head, 'install.R': text }),
  'a program of Python': (text) => ({ Dockerfile: head, 'main.py': text }),
  'a script': (text) => ({
    Dockerfile: head.replace('"python","/opt/app/main.py"', '"sh","/opt/app/x.sh"'),
    'x.sh': text,
  }),
  'a waiver': (text) => ({ Dockerfile: `${head}# tre-container ignore=a -- ${text}\nRUN x\n` }),
  '.tre-container.yml': (text) => ({
    Dockerfile: head,
    '.tre-container.yml': `waivers:\n- rule: ${JSON.stringify(text)}\n  reason: x\n  by: y\n  date: 2026-01-01\n`,
  }),
  'models.json': (text) => ({
    Dockerfile: head,
    'models/models.json': JSON.stringify({ models: [{ name: text, files: [] }] }),
  }),
  'a program of R': (text) => ({
    Dockerfile: head.replace('"python","/opt/app/main.py"', '"Rscript","/opt/app/main.R"'),
    'main.R': text,
  }),
  'a program of Julia': (text) => ({
    Dockerfile: head.replace('"python","/opt/app/main.py"', '"julia","/opt/app/main.jl"'),
    'main.jl': text,
  }),
  'a Makefile': (text) => ({ ...inWorkflow('make a'), Makefile: `a:\n\techo\n${text}` }),
  'a justfile': (text) => ({ ...inWorkflow('just a'), justfile: `a:\n    echo\n${text}` }),
  'options of a run': (text) => ({ Dockerfile: head, 'ces/opt-file.txt': text, 'ces/opt-file-apptainer.txt': text }),
  'README.md': (text) => ({ Dockerfile: head, 'README.md': text }),
  'compose.yml': (text) => ({
    Dockerfile: head,
    'compose.yml': `services:\n  a:\n    build: ${JSON.stringify(text)}\n`,
  }),
  'a job of Kubernetes': (text) => ({
    Dockerfile: head,
    'ces/job.yaml': `kind: Job\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          args: [${JSON.stringify(text)}]\n`,
  }),
  'a notebook': (text) => ({
    Dockerfile: head,
    'x.ipynb': JSON.stringify({ cells: [{ cell_type: 'code', source: text.split(/(?<=\n)/) }] }),
  }),
};
