/** Files of a project by path. */
type Files = Readonly<Record<string, string>>;

const S = (text: string, times: number): string => text.repeat(times);
const DF =
  'FROM docker.io/library/python:3.13\nRUN mkdir /safe_data /safe_outputs /scratch\nCOPY . /opt/app/\nCMD ["python","/opt/app/main.py"]\n';
const py = (text: string): Files => ({ Dockerfile: DF, 'main.py': text });
const yml = (text: string): Files => ({ Dockerfile: DF, '.github/workflows/c.yml': text });

/** Small inputs that made `check` of the first version slow, or fall over, by growing sizes. */
export const smallInputs: Readonly<
  Record<string, { readonly sizes: readonly number[]; readonly f: (size: number) => Files }>
> = {
  // exponential
  'py-default-opt-exp': { sizes: [22, 25, 28], f: (n) => py(`p.add_argument("--out${S('_a', n)}\nx default\n`) },
  'py-default-opt-natural': {
    sizes: [8, 14, 18, 20],
    f: (n) => py(`p.add_argument("--output${S('_a', n)}", required=True)\nq.add_argument("--x", default=1)\n`),
  },
  'gitlab-extends-exp': {
    sizes: [3, 4, 5, 6],
    f: (n) => ({
      Dockerfile: DF,
      '.gitlab-ci.yml': `.a:\n  extends: [${Array(n).fill('.a').join(', ')}]\n  script: [x]\njob:\n  extends: .a\n  script: [y]\n`,
    }),
  },
  'dockerignore-starstar': {
    sizes: [4, 6, 8],
    f: (n) => ({ Dockerfile: DF, '.dockerignore': `${S('**/', n)}zz*q\n`, [S('a/', 60) + 'f']: 'x' }),
  },
  'dockerignore-star-a': {
    sizes: [4, 5, 6, 7],
    f: (n) => ({ Dockerfile: DF, '.dockerignore': `${S('*a', n)}*b\n`, [S('a', 240)]: 'x' }),
  },
  'workflow-expr-cubic': {
    sizes: [500, 1000, 2000],
    f: (n) =>
      yml(`on: push\nenv:\n  A: "\${{${S(' ', n)}x"\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: echo\n`),
  },
  // quadratic
  'df-trailing-blanks': { sizes: [20000, 40000, 80000], f: (n) => ({ Dockerfile: `${DF}RUN a${S(' ', n)}x\n` }) },
  'df-directive': { sizes: [10000, 20000, 40000], f: (n) => ({ Dockerfile: `#a=x${S(' ', n)}y\n${DF}` }) },
  'py-from_pretrained': { sizes: [20000, 40000, 80000], f: (n) => py(`m.from_pretrained("${S('a', n)}\n`) },
  'py-save-blanks': { sizes: [10000, 20000, 40000], f: (n) => py(`save(,${S(' ', n)}x\n`) },
  'py-out-dir': { sizes: [1000, 2000, 4000], f: (n) => py(`a${S('_out_dir', n)}\n`) },
  'conda-item': {
    sizes: [10000, 20000, 40000],
    f: (n) => ({ Dockerfile: DF, 'environment.yml': `dependencies:\n- a${S(' ', n)}x\n` }),
  },
  'workflow-run-lines': {
    sizes: [20000, 40000, 80000],
    f: (n) => yml(`on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n${S('          a\n', n)}`),
  },
  'df-heredoc-lines': {
    sizes: [20000, 40000, 80000],
    f: (n) => ({ Dockerfile: `${DF}RUN <<EOF\n${S('a\n', n)}EOF\n` }),
  },
  'df-stage-chain': {
    sizes: [2500, 5000, 10000, 20000],
    f: (n) => ({
      Dockerfile:
        'FROM docker.io/library/python:3.13 AS a0\n' +
        Array.from({ length: n }, (_, i) => `FROM a${i} AS a${i + 1}\n`).join(''),
    }),
  },
  'df-chpasswd': { sizes: [2000, 4000, 8000], f: (n) => ({ Dockerfile: `${DF}RUN ${S('chpasswd;', n)}\n` }) },
  'df-copies': {
    sizes: [2000, 4000, 8000],
    f: (n) => ({
      Dockerfile: DF + S('COPY a /b\n', n),
      ...Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`d/f${i}`, 'x'])),
    }),
  },
  'df-waiver-blanks': {
    sizes: [10000, 20000, 40000],
    f: (n) => ({ Dockerfile: `${DF}# tre-container ignore=a --${S(' ', n)}\nRUN x\n` }),
  },
  'df-waivers-many': {
    sizes: [2000, 4000, 8000],
    f: (n) => ({ Dockerfile: DF + S('# tre-container ignore=exec-form -- r\nRUN x\n', n) }),
  },
  'py-const-blowup': {
    sizes: [1000, 2000, 4000],
    f: (n) => py(`N = "${S('a', n * 100)}"\npip = 1\n${S('f(N)\n', n * 20)}`),
  },
  'nb-lines': {
    sizes: [5000, 10000, 20000],
    f: (n) => ({
      Dockerfile: DF,
      'x.ipynb': `{"cells":[{"cell_type":"code","source":[${Array(n).fill('"\\u0061\\n"').join(',')}]}]}`,
    }),
  },
  'manifest-models': {
    sizes: [2000, 4000, 8000],
    f: (n) => ({
      Dockerfile: DF,
      'models/models.json': `{"models":[\n${Array.from({ length: n }, (_, i) => `{"name":"m${i}","files":[]}`).join(',\n')}]}`,
    }),
  },
  'waiver-rule-long': {
    sizes: [20000, 40000, 80000],
    f: (n) => ({
      Dockerfile: DF,
      '.tre-container.yml': `waivers:\n- rule: ${S('a', n)}\n  reason: x\n  by: y\n  date: 2026-01-01\n`,
    }),
  },
  'yaml-deep-flow': { sizes: [2000, 8000, 100000], f: (n) => yml(`on: push\njobs: ${S('[', n)}\n`) },
  'yaml-deep-dash': { sizes: [500, 2000, 8000], f: (n) => yml(`a:\n ${S('- ', n)}\n`) },
  'yaml-needs-chain': {
    sizes: [500, 2000, 8000],
    f: (n) =>
      yml(`on: push\njobs:\n${Array.from({ length: n }, (_, i) => `  j${i}:\n    needs: j${i + 1}\n`).join('')}`),
  },
  'yaml-alias-bomb': {
    sizes: [5, 9, 20],
    f: (n) =>
      yml(
        `a0: &a0 [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: n }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i},*a${i},*a${i},*a${i},*a${i},*a${i},*a${i},*a${i},*a${i}]\n`).join('')}jobs: *a${n}\n`,
      ),
  },
  'yaml-self-alias': { sizes: [1], f: () => yml(`jobs: &a\n  x: *a\n`) },
  'yaml-quoted': { sizes: [50000, 100000, 200000], f: (n) => yml(`a: "${S('\\\n', n)}\n`) },
  'yaml-many-keys': {
    sizes: [5000, 10000, 20000],
    f: (n) => yml(`on: push\njobs:\n${Array.from({ length: n }, (_, i) => `  j${i}: {}\n`).join('')}`),
  },
  'shell-subst-nest': { sizes: [5000, 10000, 20000], f: (n) => ({ Dockerfile: `${DF}RUN ${S('$(', n)}\n` }) },
  'shell-backticks': { sizes: [5000, 10000, 20000], f: (n) => ({ Dockerfile: `${DF}RUN ${S('`a` ', n)}\n` }) },
  'shell-sq-subst': { sizes: [5000, 10000, 20000], f: (n) => ({ Dockerfile: `${DF}RUN ${S("$(a'b') ", n)}\n` }) },
  'shell-heredocs': { sizes: [2000, 4000, 8000], f: (n) => ({ Dockerfile: DF, 'x.sh': S('cat <<A\nx\n', n) }) },
  'shell-heredoc-marks': {
    sizes: [2000, 4000, 8000],
    f: (n) => ({ Dockerfile: `${DF}RUN ${S('<<A ', n)}\n${S('A\n', n)}` }),
  },
  'shell-assign': { sizes: [5000, 10000, 20000], f: (n) => ({ Dockerfile: DF, 'x.sh': S('a="$a$a"\n', n) }) },
  'shell-assign-long': {
    sizes: [20000, 40000, 80000],
    f: (n) => ({ Dockerfile: DF, 'x.sh': `export ${S('a', n)}\n${S('export ', n / 8)}` }),
  },
  'req-blanks': {
    sizes: [20000, 40000, 80000],
    f: (n) => ({ Dockerfile: DF, 'requirements.txt': `a ==${S(' ', n)}x #\n${S('a\\\n', n)}` }),
  },
  'env-grow': {
    sizes: [100, 1000, 4000],
    f: (n) => ({ Dockerfile: 'FROM docker.io/library/python:3.13\nENV A=aaaaaaaaaa\n' + S('ENV A=$A$A\n', n) }),
  },
  'env-many': {
    sizes: [2000, 4000, 8000],
    f: (n) => ({
      Dockerfile:
        'FROM docker.io/library/python:3.13\n' + Array.from({ length: n }, (_, i) => `ENV A${i}=b\nRUN a\n`).join(''),
    }),
  },
  'secret-text': { sizes: [20000, 40000, 80000], f: (n) => ({ Dockerfile: `${DF}RUN ${S('a://b:', n)}\n` }) },
  'json-exec': {
    sizes: [5000, 10000, 20000],
    f: (n) => ({ Dockerfile: `FROM docker.io/library/python:3.13\nCMD [${Array(n).fill('"a"').join(',')}]\n` }),
  },
  'sh-c-nest': {
    sizes: [5, 8, 12],
    f: (n) => {
      let s = 'x';
      for (let i = 0; i < n; i++) s = `sh -c ${JSON.stringify(s)}`;
      return { Dockerfile: `${DF}RUN ${s}\n` };
    },
  },
  'uv-run-many': { sizes: [2000, 4000, 8000], f: (n) => ({ Dockerfile: `${DF}RUN ${S('uv run a && ', n)}b\n` }) },
  'r-save': { sizes: [5000, 10000, 20000], f: (n) => ({ Dockerfile: DF, 'a.R': `save(${S(',', n)}\n` }) },
  'py-weights': { sizes: [5000, 10000, 20000], f: (n) => py(`weights = ${S('a.', n)}\n`) },
  'py-models': { sizes: [5000, 10000, 20000], f: (n) => py(`${S('models.a(', n)}\npretrained\n`) },
  'py-many-lines': { sizes: [10000, 20000, 40000], f: (n) => py(S('requests.get(\n', n) + 'x = "https://"\n') },
  'sources-many': {
    sizes: [500, 1000, 2000],
    f: (n) => ({
      Dockerfile: DF,
      ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`d/f${i}.py`, 'import torch\nopen("/x","w")\n'])),
    }),
  },
};
