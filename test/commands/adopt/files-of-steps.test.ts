import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnyCall, adopt, check } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-steps-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function start(run: AnyCall, target: string, flags: Readonly<Record<string, unknown>>): Promise<string> {
  const environment = catchEnvironment();
  const code = await run({ targets: [target], flags } as never, environment).catch((error: unknown) => String(error));
  return `${String(code)}\n${environment.printed.out}${environment.printed.err}`;
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const pipeline = (file: string): string =>
  `library(targets)\nlist(\n  ${file},\n  tar_target(d, readr::read_csv(file)),\n  tar_target(out, readr::write_csv(d, "output/m.csv"))\n)\n`;

describe('the file that a step of targets watches', () => {
  it.each([
    'tar_target(file, "data/cohort.csv", format = "file")',
    'tar_target(name = file, command = here::here("data", "cohort.csv"), format = "file_fast")',
    'tarchetypes::tar_file(file, "data/cohort.csv")',
    'tarchetypes::tar_file_read(file, "data/cohort.csv", read = readr::read_csv(!!.x))',
    'tarchetypes::tar_files_input(file, c("data/cohort.csv", "data/codes.csv"))',
  ])('is read: it is linked, told, and missed where it is not: %s', async (step) => {
    write({ '_targets.R': pipeline(step) });
    expect(await start(adopt, folder, { survey: true })).toMatch(/data\/cohort\.csv is\s+read/);
    expect(await start(adopt, folder, { defaults: true })).toMatch(/^0\n/);
    expect(readFileSync(join(folder, 'tre/README.md'), 'utf8')).toContain('| found in data/ |');
    expect(await start(check, join(folder, 'tre'), {})).not.toContain('cohort.csv');
    const script = readFileSync(join(folder, 'tre/start.sh'), 'utf8');
    writeFileSync(join(folder, 'tre/start.sh'), script.replace('for folder in data;', 'for folder in other;'));
    expect(await start(check, join(folder, 'tre'), {})).toMatch(/_targets\.R:3\s+reads data\/cohort\.csv/);
  });

  it('is none where the command computes something else', async () => {
    write({ '_targets.R': pipeline('tar_target(file, "data/cohort.csv")') });
    await start(adopt, folder, { defaults: true });
    expect(readFileSync(join(folder, 'tre/README.md'), 'utf8')).not.toContain('| found in data/ |');
  });
});

describe('a pipeline of targets', () => {
  it.each(['Run `targets::tar_make()`.\n', '```r\ntargets::tar_make()\n```\n'])(
    'is one program, also where the README calls what starts it: %s',
    async (readme) => {
      write({ '_targets.R': pipeline('tar_target(file, "data/cohort.csv", format = "file")'), 'README.md': readme });
      const survey = await start(adopt, folder, { survey: true });
      expect(survey).toContain("starts     Rscript -e 'targets::tar_make()'");
      expect(survey).not.toMatch(/or _targets\.R|--set program=/);
      expect(await start(adopt, folder, { defaults: true })).toMatch(/^0\n/);
    },
  );
});
