import { expect, test } from 'vitest';
import { findPlaces } from '../../../src/engine/survey/places/survey-places.ts';
import { loadSyntax } from '../../../src/io/programs/load-syntax.ts';
import { readPrograms } from '../../../src/parse/programs/read-programs.ts';

async function placesOf(
  path: string,
  ...lines: readonly string[]
): Promise<{ readonly reads: readonly string[]; readonly writes: readonly string[] }> {
  const text = `${lines.join('\n')}\n`;
  const programs = await readPrograms([{ path, text, size: text.length, executable: false }], loadSyntax);
  const { reads, writes } = findPlaces([...programs.values()].flat(), new Set());
  const show = (places: typeof reads): readonly string[] => places.map(({ own, what }) => own ?? what);
  return { reads: show(reads), writes: show(writes) };
}

test('what a method of a path reads or writes is the path', async () => {
  const found = await placesOf(
    'run.py',
    'from pathlib import Path',
    'OUT = Path("results")',
    'HERE = Path(__file__).resolve().parent',
    '(OUT / "a.txt").write_text(Path("data/b.txt").read_text())',
    'OUT.joinpath("c.bin").write_bytes(b"")',
    'with (OUT / "d.txt").open("w") as file: file.write("note.txt")',
    'with Path("raw/e.txt").open() as file: file.read()',
    'with (HERE / "logs" / "f.txt").open(mode="a") as file: pass',
    '(OUT / "made").mkdir()',
  );
  expect(found).toEqual({
    reads: ['data/b.txt', 'raw/e.txt'],
    writes: ['results/a.txt', 'results/c.bin', 'results/d.txt', 'logs/f.txt'],
  });
});

test('of a folder whose files are read the folder is a place', async () => {
  const found = await placesOf(
    'run.py',
    'import glob, os',
    'from pathlib import Path',
    'glob.glob("a/*.csv"); os.listdir("b"); list(Path("c").iterdir()); list((Path(__file__).parent / "d").glob("*"))',
  );
  expect(found.reads).toEqual(['a/', 'b/', 'c/', 'd/']);
  expect((await placesOf('run.R', 'list.files("raw", pattern = "csv")')).reads).toEqual(['raw/']);
});

test('an attribute that was set in another line leads to its place, to each where one of several is chosen', async () => {
  const found = await placesOf(
    'src/load.py',
    'import os',
    'HERE = os.path.dirname(os.path.realpath(__file__))',
    'class Loader:',
    '    def __init__(self, country):',
    '        if country == "a":',
    '            self.file = os.path.join(HERE, "../data", "a.json")',
    '        else:',
    '            self.file = os.path.join(HERE, "../data", "b.json")',
    '        self.out = "results"',
    '    def read(self):',
    '        return open(self.file).read()',
    '    def write(self, table):',
    '        table.to_csv(self.out + "/table.csv")',
  );
  expect(found).toEqual({ reads: ['data/a.json', 'data/b.json'], writes: ['results/table.csv'] });
});

test('what pipes of R and Julia end in is written, what they begin with is read', async () => {
  const r = await placesOf(
    'run.R',
    'read_csv("data/a.csv") |> mutate(b = 1) |> write_csv("out/b.csv")',
    '"raw/c.csv" %>% read_csv() %>% saveRDS(., file = "out/c.rds")',
    'cat("done", file = "log/d.txt")',
  );
  expect(r).toEqual({ reads: ['data/a.csv', 'raw/c.csv'], writes: ['out/b.csv', 'out/c.rds', 'log/d.txt'] });
  const julia = await placesOf('run.jl', '"data/a.csv" |> CSV.File |> DataFrame', 'df |> CSV.write("out/b.csv")');
  expect(julia).toEqual({ reads: ['data/a.csv'], writes: ['out/b.csv'] });
});

test('what is made for the program alone, and what only tells where it lies, is no result', async () => {
  const found = await placesOf(
    'run.py',
    'import os, tempfile, sqlite3',
    'os.makedirs("results", exist_ok=True); tempfile.mkdtemp(dir="tmp/x"); sqlite3.connect("data/study.db")',
  );
  expect(found).toEqual({ reads: ['data/study.db'], writes: [] });
});

test('the name of a model that goes with what is saved is no place, and the folder is', async () => {
  const found = await placesOf(
    'run.py',
    'from bertopic import BERTopic',
    'model = BERTopic()',
    'embedding = "sentence-transformers/all-MiniLM-L6-v2"',
    'model.save("topics", serialization="safetensors", save_embedding_model=embedding)',
    'model.save(the_path(), save_embedding_model=embedding)',
    'chart.save(fp="out/chart.html")',
  );
  expect(found.writes).toEqual(['topics/', 'out/chart.html']);
});

test('what is asked of an answer asks no network, whatever the request was', async () => {
  const text = 'import requests\nn = requests.head("https://example.org/a").headers.get("Content-Length")\n';
  const programs = await readPrograms([{ path: 'a.py', text, size: text.length, executable: false }], loadSyntax);
  const { network } = findPlaces([...programs.values()].flat(), new Set());
  expect(network.map(({ what }) => what)).toEqual(['requests.head']);
});
