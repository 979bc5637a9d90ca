import { describe, expect, test } from 'vitest';
import noRuntimeDownload from '../../src/rules/no-runtime-download.ts';
import { check } from '../../src/engine/check/check.ts';
import { factsOf } from '../helpers/project.ts';

const from = 'FROM docker.io/library/python:3.13\nWORKDIR /opt\nCOPY . .\n';
const julia = 'FROM docker.io/library/julia:1.12\nCOPY main.jl /opt/\nCMD ["julia", "/opt/main.jl"]\n';

type Files = Readonly<Record<string, string>>;

/** A start that leads to a download through a language that is not parsed, and the same kind of start without one. */
const found: readonly (readonly [string, Files])[] = [
  [
    'a target that another one needs, in a recipe of several lines',
    {
      Dockerfile: `${from}CMD ["make", "-C", "/opt", "run"]\n`,
      Makefile: 'PY := python\nrun: deps main.py\n\t$(PY) main.py\ndeps:\n\t@$(PY) -m pip install \\\n\t  pandas\n',
      'main.py': 'print(1)\n',
    },
  ],
  [
    'the first target, which is no special one',
    {
      Dockerfile: `${from}CMD make\n`,
      Makefile: '.PHONY: all\nall:\n\tpython get.py\n',
      'get.py': 'import requests\nrequests.get("https://example.org/a")\n',
    },
  ],
  [
    'a script of an included rule',
    {
      Dockerfile: `${from}ENTRYPOINT ["snakemake", "--cores", "1"]\n`,
      'workflow/Snakefile': 'include: "rules/a.smk"\n',
      'workflow/rules/a.smk': 'rule a:\n    output: "x"\n    script: "../scripts/a.py"\n',
      'workflow/scripts/a.py': 'import nltk\nnltk.download("punkt")\n',
    },
  ],
  [
    'a shell text of several lines',
    {
      Dockerfile: `${from}CMD ["snakemake", "-s", "a.smk"]\n`,
      'a.smk': 'rule a:\n    shell:\n        """\n        set -e\n        wget {params.url}\n        """\n',
    },
  ],
  [
    'the script of a process',
    {
      Dockerfile: `${from}ENV NXF_OFFLINE=true\nCMD ["nextflow", "run", "main.nf"]\n`,
      'main.nf': 'process A {\n  script:\n  """\n  pip install pandas\n  """\n}\n',
    },
  ],
  [
    'a function in a file beside it',
    {
      Dockerfile: `${from}ENTRYPOINT ["matlab", "-batch", "main"]\n`,
      'main.m': "url = 'https://example.org/a.csv';\nhelper(url);\n",
      'helper.m': 'function helper(u)\n  d = webread(u);\nend\n',
    },
  ],
  ['a text that is run', { Dockerfile: `${from}CMD ["octave", "--eval", "pkg install -forge statistics"]\n` }],
  [
    'a command with its prefixes, in a further do-file',
    {
      Dockerfile: `${from}CMD ["stata-mp", "-b", "do", "main.do"]\n`,
      'main.do': 'clear all\ndo "sub/b.do"\n',
      'sub/b.do': 'cap qui ssc install estout, replace\n',
    },
  ],
  [
    'an address as the file of a command',
    {
      Dockerfile: `${from}CMD ["stata", "-b", "do", "main"]\n`,
      'main.do': 'import delimited ///\n  "https://example.org/a.csv", clear // a table\n',
    },
  ],
  [
    'what a file of its own folder says',
    {
      Dockerfile:
        'FROM docker.io/library/python:3.13\nCOPY a.conf /etc/supervisor/conf.d/\nCMD ["supervisord", "-n"]\n',
      'a.conf': '[program:a]\ndirectory=/opt\ncommand=pip install -r r.txt\n',
    },
  ],
  [
    'what an included file says',
    {
      Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY etc /etc/\nCMD ["supervisord", "-c", "/etc/s.conf"]\n',
      'etc/s.conf': '[supervisord]\nnodaemon=true\n[include]\nfiles = /etc/programs/*.ini\n',
      'etc/programs/a.ini': '[program:a]\nenvironment=A="1",B="2"\ncommand=uv run python /opt/main.py\n',
    },
  ],
  ['a command of Pkg', { Dockerfile: julia, 'main.jl': 'using Pkg\nPkg.pkg"add JSON"\n' }],
  ['several of them', { Dockerfile: julia, 'main.jl': 'using Pkg\npkg"""\nactivate .\nadd A\n"""\n' }],
  ['a function that is imported by its name', { Dockerfile: julia, 'main.jl': 'import Pkg: add\nadd("JSON")\n' }],
  ['a module by another name', { Dockerfile: julia, 'main.jl': 'import Pkg as P\nP.add("JSON")\n' }],
];

const quiet: readonly (readonly [string, string, Files])[] = [
  [
    'a target that is not asked for',
    'pass',
    {
      Dockerfile: `${from}CMD make\n`,
      Makefile: 'all:\n\tpython main.py\nfetch:\n\tcurl https://example.org\n',
      'main.py': 'print(1)\n',
    },
  ],
  [
    'what a comment says',
    'unknown',
    {
      Dockerfile: `${from}CMD ["octave", "a.m"]\n`,
      'a.m': "%{\nwebread('https://a.b')\n%}\nx = y'; % websave('x', 'https://a.b')\n",
    },
  ],
  [
    'packages and tables of the image',
    'unknown',
    {
      Dockerfile: `${from}CMD ["stata", "-b", "do", "main"]\n`,
      'main.do':
        'use "/safe_data/a.dta", clear // https://example.org\nnet install x, from("/opt/ado")\n/* ssc install y\n*/\n* ssc install z\n',
    },
  ],
  [
    'a program that is not started by itself',
    'pass',
    {
      Dockerfile:
        'FROM docker.io/library/python:3.13\nCOPY a.conf a.py /etc/\nCMD ["supervisord", "-c", "/etc/a.conf"]\n',
      'a.conf': '[program:a]\ncommand=python /etc/a.py\n[program:b]\ncommand=pip install x\nautostart=false\n',
      'a.py': 'print(1)\n',
    },
  ],
  [
    'tools that a script looks up',
    'pass',
    {
      Dockerfile: `${from}CMD ["./run.sh"]\n`,
      'run.sh':
        '#!/bin/bash\ndeclare -a tools=(pip "uv run" curl)\nfor t in "${tools[@]}"; do\n  if ! command -v "$t" >/dev/null; then echo "no $t"; fi\ndone\nhash wget || type wget\n',
    },
  ],
  ['another text with a prefix', 'pass', { Dockerfile: julia, 'main.jl': 'using Pkg\npkg"activate ."\nx = r"add"\n' }],
];

async function judge(files: Files): Promise<string | undefined> {
  return check(await factsOf(files), [noRuntimeDownload]).results[0]?.verdict;
}

describe('a program in a language that is not parsed', () => {
  test.each(found)('shows a download: %s', async (_, files) => {
    expect(await judge(files)).toBe('fail');
  });

  test.each(quiet)('shows none: %s', async (_, verdict, files) => {
    expect(await judge(files)).toBe(verdict);
  });

  test('is looked at in counted work, whatever it holds', async () => {
    const hostile = {
      'a.do': `${'/* '.repeat(200_000)}\n${'qui '.repeat(100_000)}\n${'`" '.repeat(100_000)}`,
      'a.m': `${'a...\n'.repeat(100_000)}${'f('.repeat(100_000)}\n${"'".repeat(99_999)}`,
      Snakefile: `${'shell: '.repeat(10_000)}${'shell:"""\n'.repeat(30_000)}`,
      Makefile: `a:\n${'\ta\\\n'.repeat(100_000)}`,
    };
    for (const [name, start] of [
      ['a.do', '["stata", "do", "a.do"]'],
      ['a.m', '["octave", "a.m"]'],
      ['Snakefile', '["snakemake"]'],
      ['Makefile', '["make"]'],
    ] as const)
      expect(await judge({ Dockerfile: `${from}CMD ${start}\n`, [name]: hostile[name] })).toBe('unknown');
  });
});
