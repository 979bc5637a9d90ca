import { expect, test } from 'vitest';
import imageComplete from '../../src/rules/image-complete.ts';
import { factsOf } from '../helpers/project.ts';

const suggested = async (run: string): Promise<string> => {
  const verdict = imageComplete.check(
    await factsOf({
      Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY src/ /app/\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
      'src/R/io.R': 'options(digits = 4)\nread_one <- function(path) read.csv(path)\n',
      'src/analysis/run.R': run,
    }),
  );
  return JSON.stringify(verdict);
};

test('what another program sources is not suggested as the start', async () => {
  const said = await suggested('source("/app/R/io.R")\nprint(read_one("/safe_data/a.csv"))\n');
  expect(said).toContain('/app/analysis/run.R');
  expect(said).not.toContain('io.R in its place');
  expect(said).not.toContain('"/app/R/io.R"');
});

test('what nothing sources is', async () => {
  expect(await suggested('print(1)\n')).toContain('io.R');
});

async function started(ending: string, files: Readonly<Record<string, string>>): Promise<string> {
  const start = ending === 'py' ? 'python' : 'Rscript';
  const Dockerfile = `FROM docker.io/rocker/r-ver:4.5.3\nCOPY src/ /app/\nENTRYPOINT ["${start}", "/app/main.${ending}"]\n`;
  return JSON.stringify(imageComplete.check(await factsOf({ Dockerfile, ...files })));
}

test('neither what only defines functions nor what another program imports is, however near its name', async () => {
  const inR = await started('R', { 'src/mai.R': 'f <- function() 1\n', 'src/zz.R': 'print(1)\n' });
  expect(inR).not.toContain('mai.R');
  expect(inR).toContain('/app/zz.R');
  const other = { 'src/zz.py': 'import mai\nprint(mai.x)\n' };
  const inPython = await started('py', { 'src/mai.py': 'x = 1\nprint(x)\n', ...other });
  expect(inPython).not.toContain('mai.py');
  expect(inPython).toContain('/app/zz.py');
  const own = 'if __name__ == "__main__":\n    print(1)\n';
  expect(await started('py', { 'src/mai.py': own, ...other })).toContain('/app/mai.py');
});
