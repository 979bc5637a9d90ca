import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnyCall, adopt } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-written-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const starting = (command: string): string => `# Study\n\n\`\`\`sh\n${command}\n\`\`\`\n`;
const r = 'args <- commandArgs(trailingOnly = TRUE)\n';

test.each<readonly [string, string, string]>([
  [
    'main.R',
    `source("R/f.R")\n${r}d <- read.csv(args[1])\nwrite.csv(f(d), args[2], row.names = FALSE)\n`,
    'Rscript main.R',
  ],
  [
    'main.R',
    `${r}infile <- args[[1]]; outfile <- args[[2]]\ndata.table::fwrite(data.table::fread(infile), outfile)\n`,
    'Rscript main.R',
  ],
  ['main.R', 'd <- read.csv(commandArgs(TRUE)[1])\nsaveRDS(d, file = commandArgs(TRUE)[2])\n', 'Rscript main.R'],
  ['main.py', 'import sys\nimport pandas as pd\npd.read_csv(sys.argv[1]).to_csv(sys.argv[2])\n', 'python main.py'],
  [
    'main.py',
    'import argparse\nimport pandas as pd\np = argparse.ArgumentParser()\np.add_argument("table")\np.add_argument("to")\na = p.parse_args()\npd.read_csv(a.table).to_csv(a.to)\n',
    'python main.py',
  ],
])('an argument by its place to which a program writes is kept: %s, %s', async (path, text, command) => {
  for (const place of ['made/n.csv', 'results/n.csv']) {
    rmSync(join(folder, 'tre'), { recursive: true, force: true });
    const files = {
      [path]: text,
      'R/f.R': 'f <- function(d) head(d, 1)\n',
      'README.md': starting(`${command} input/cohort.csv ${place}`),
    };
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const environment = catchEnvironment();
    const set = ['project=nsh-9', 'registry=ghcr.io/jo', 'ci=none'];
    await (adopt as AnyCall)({ targets: [folder], flags: { defaults: true, set } } as never, environment);
    const page = readFileSync(join(folder, 'tre/README.md'), 'utf8');
    expect(page).toContain('| found in input/ |');
    expect(page).toMatch(new RegExp(`kept in /safe_outputs \\| [^|]*${place.slice(0, place.indexOf('/'))}/`));
  }
});

test('a folder that is called after results is kept also where nobody sees which argument is written', async () => {
  writeFileSync(
    join(folder, 'main.R'),
    'source(Sys.getenv("STEPS"))\na <- docopt::docopt(doc)\nwrite.csv(read.csv(a$x), a$y)\n',
  );
  writeFileSync(join(folder, 'README.md'), starting('Rscript main.R input/cohort.csv output/n.csv'));
  const set = ['project=nsh-9', 'registry=ghcr.io/jo', 'ci=none'];
  await (adopt as AnyCall)({ targets: [folder], flags: { defaults: true, set } } as never, catchEnvironment());
  expect(readFileSync(join(folder, 'tre/README.md'), 'utf8')).toMatch(/kept in \/safe_outputs \| [^|]*output\//);
});
