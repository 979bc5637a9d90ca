import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { type AnyCall, adopt, check } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-beside-'));
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

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

/** A program whose module finds the data by where it lies itself, and that writes beside itself. */
const files = {
  'study/run.py':
    'from pathlib import Path\nimport reading\nROOT = Path(__file__).resolve().parent.parent\n(ROOT / "results" / "a.csv").write_text(reading.rows())\n',
  'study/reading.py':
    'from pathlib import Path\ndef rows():\n    return (Path(__file__).resolve().parent.parent / "data" / "cohort.csv").read_text()\n',
};

test('a document in a folder is rendered into that folder of the copy, from where it is kept; check tells where it is not', async () => {
  write({ 'docs/paper.Rmd': '---\noutput: html_document\n---\n\n```{r}\nprint(1)\n```\n', 'install.R': '' });
  await start(adopt, folder, { defaults: true, set: ['program=docs/paper.Rmd'] });
  expect(read('tre/start.sh')).toContain("find './docs' -type f");
  const lost = 'writes docs/paper.* to /scratch';
  expect(await start(check, join(folder, 'tre'), {})).not.toContain(lost);
  writeFileSync(join(folder, 'tre/start.sh'), read('tre/start.sh').replace(/^find '.\/docs'.*\n/m, ''));
  expect(await start(check, join(folder, 'tre'), {})).toContain(lost);
});

describe('data beside the own file of a program', () => {
  it('are no finding of a document, which is worked in its folder of the copy, where they are linked there', async () => {
    write({
      'main.R':
        'd <- read.csv("Data/asthma.csv")\nprint(d)\nrmarkdown::render("report/report.Rmd", output_dir = "report")\n',
      'report/report.Rmd': '---\noutput: html_document\n---\n\n```{r}\nprint(read.csv("../Data/asthma.csv"))\n```\n',
    });
    await start(adopt, folder, { defaults: true, set: ['program=main.R'] });
    expect(await start(check, join(folder, 'tre'), {})).not.toContain('asthma.csv');
    writeFileSync(
      join(folder, 'tre/start.sh'),
      read('tre/start.sh').replace('for folder in Data;', 'for folder in other;'),
    );
    expect(await start(check, join(folder, 'tre'), {})).toContain('report/report.Rmd:6');
  });

  it('are linked where only a document in a folder reads them, and what it writes above its folder is kept', async () => {
    write({
      'main.R': 'rmarkdown::render("report/report.Rmd", output_dir = "out")\n',
      'report/report.Rmd':
        '---\noutput: html_document\n---\n\n```{r}\nd <- read.csv("../Data/asthma.csv")\nwrite.csv(d, "../tables/m.csv")\nreadRDS("model.rds")\n```\n',
    });
    const survey = await start(adopt, folder, { survey: true });
    expect(survey).toContain('Data/asthma.csv is read, and is not in the repository');
    expect(survey).toContain('report/model.rds is read, and is not in the repository');
    await start(adopt, folder, { defaults: true });
    expect(read('tre/start.sh')).toContain('for folder in Data report; do');
    expect(read('tre/start.sh')).toContain('for folder in out tables; do');
    expect(read('tre/start.sh')).not.toContain("report.Rmd'");
    expect(read('tre/README.md')).toContain('| found in Data/, report/ |');
    const checked = await start(check, join(folder, 'tre'), {});
    expect(checked).not.toMatch(/report\.Rmd:[678]/);
    writeFileSync(join(folder, 'tre/start.sh'), read('tre/start.sh').replace('in Data report;', 'in other;'));
    const without = await start(check, join(folder, 'tre'), {});
    expect(without).toMatch(/report\.Rmd:6\s+reads \.\.\/Data\/asthma\.csv relative to \/scratch\/work\/report/);
  });

  it.each([
    'knitr::opts_knit$set(root.dir = here::here())\nread.csv("Data/asthma.csv")',
    'read.csv(here::here("Data", "asthma.csv"))',
  ])('are seen from the root where a document says so: %s', async (code) => {
    write({
      'main.R': 'rmarkdown::render("report/report.Rmd", output_dir = "/safe_outputs")\n',
      'report/report.Rmd': `---\noutput: html_document\n---\n\n\`\`\`{r}\n${code}\n\`\`\`\n`,
    });
    await start(adopt, folder, { defaults: true });
    expect(read('tre/start.sh')).toContain('for folder in Data; do');
  });

  it('are linked where a program reads them in its own folder', async () => {
    write({
      'src/run.py':
        'from pathlib import Path\nHERE = Path(__file__).parent\nrows = (HERE / "cohort.csv").read_text() + (HERE / "codes.csv").read_text()\nopen("/safe_outputs/a.csv", "w").write(rows)\n',
      'src/codes.csv': 'a\n',
    });
    expect(await start(adopt, folder, { survey: true })).toContain('src/cohort.csv is read, and is not in the rep');
    await start(adopt, folder, { defaults: true });
    expect(read('tre/start.sh')).toContain('for folder in src; do');
    expect(await start(check, join(folder, 'tre'), {})).not.toContain('cohort.csv');
  });

  it('are found in the copy on /scratch, and what is written there is kept', async () => {
    write(files);
    expect(await start(adopt, folder, { defaults: true, set: ['program=study/run.py'] })).toMatch(/^0\n/);
    const root = mkdtempSync(join(tmpdir(), 'adopt-run-'));
    for (const name of ['safe_data', 'safe_outputs', 'scratch', 'project/study'])
      mkdirSync(join(root, name), { recursive: true });
    for (const name of Object.keys(files)) writeFileSync(join(root, 'project', name), read(name));
    writeFileSync(join(root, 'safe_data/cohort.csv'), 'id\n1\n');
    const script = read('tre/start.sh')
      .replaceAll(/\/(safe_data|safe_outputs|scratch)\b/g, `${root}/$1`)
      .replaceAll('/opt/project', `${root}/project`);
    writeFileSync(join(root, 'start.sh'), script.replace('\npython ', '\npython3 '));
    execFileSync('sh', [join(root, 'start.sh')], { env: { ...process.env, PYTHONPATH: `${root}/project` } });
    expect(readFileSync(join(root, 'safe_outputs/results/a.csv'), 'utf8')).toBe('id\n1\n');
    rmSync(root, { recursive: true });
  });

  it('are no finding where they are linked there, and one where the program is started where it lies in the image', async () => {
    write(files);
    await start(adopt, folder, { defaults: true, set: ['program=study/run.py'] });
    const finding = 'study/reading.py:3  reads /opt/project/data/cohort.csv, which neither the image nor the TRE has';
    const script = read('tre/start.sh');
    expect(await start(check, join(folder, 'tre'), {})).not.toContain('cohort.csv');
    writeFileSync(
      join(folder, 'tre/start.sh'),
      script.replace('python study/run.py', 'python /opt/project/study/run.py'),
    );
    expect(await start(check, join(folder, 'tre'), {})).toContain(finding);
    writeFileSync(join(folder, 'tre/start.sh'), script.replace('for folder in data;', 'for folder in other;'));
    expect(await start(check, join(folder, 'tre'), {})).toContain(finding);
  });

  it('are one in an image whose build names another file of that folder of the image', async () => {
    write({
      Dockerfile:
        'FROM docker.io/library/python:3.13.5-slim\nCOPY requirements.txt run.py /opt/project/\nRUN pip install --no-cache-dir -r /opt/project/requirements.txt\nENTRYPOINT ["python", "/opt/project/run.py"]\n',
      'requirements.txt': 'numpy==2.2.3\n',
      'run.py': 'from pathlib import Path\nprint(open(Path(__file__).parent / "data" / "cohort.csv").read())\n',
    });
    const finding = 'reads /opt/project/data/cohort.csv, which neither the image nor the TRE has';
    expect(await start(check, folder, {})).toContain(finding);
    const made = read('Dockerfile').replace('ENTRYPOINT', 'RUN make-data /opt/project/data\nENTRYPOINT');
    writeFileSync(join(folder, 'Dockerfile'), made);
    expect(await start(check, folder, {})).not.toContain(finding);
  });
});
