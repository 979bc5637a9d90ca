import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchEnvironment } from '../../fakes/environment.ts';
import { adopt } from '../../helpers/call-commands.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-pages-'));
  execFileSync('git', ['init', '--quiet', folder]);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function start(flags: Readonly<Record<string, boolean | readonly string[]>>): Promise<string> {
  const environment = catchEnvironment();
  const code = await adopt({ targets: [folder], flags: { defaults: true, ...flags } }, environment).catch(
    (error: unknown) => String(error),
  );
  return `${String(code)}\n${environment.printed.out}${environment.printed.err}`;
}

function write(program: string, readme = 'Run it:\n\n```\nstreamlit run app.py\n```\n'): void {
  writeFileSync(join(folder, 'app.py'), program);
  writeFileSync(join(folder, 'README.md'), readme);
}

const page = 'import streamlit as st\nst.write("x")\n';

test('why a page is asked is said beside the question, with what makes a session of it', async () => {
  write(page);
  const said = await start({});
  expect(said).toMatch(/^1\n/);
  expect(said).toMatch(/app\.py is a page of streamlit, which serves pages and never ends: .*--set mode=interactive/);
});

test('as a session it opens JupyterLab, and the page says that it is not what opens', async () => {
  write(page);
  const said = await start({ set: ['mode=interactive'] });
  expect(said).toMatch(/^0\n/);
  expect(said).toContain('the session opens JupyterLab and starts no page');
  const readme = readFileSync(join(folder, 'tre/README.md'), 'utf8');
  expect(readme).toMatch(/^\| base \| .* \| you asked for a session \|$/m);
  expect(readme).toMatch(/^\| starts \| jupyter lab \|/m);
  expect(readme).toContain('A notebook that it opens: `npx generator-tre-container adopt --set program=FILE`');
});

test('a program that a session would not start is refused', async () => {
  write(page);
  expect(await start({ set: ['mode=interactive', 'program=app.py'] })).toContain(
    'a session opens JupyterLab, and starts no program',
  );
});

test('a page that a person names for a batch job is a to-do', async () => {
  write(page);
  expect(await start({ set: ['program=app.py'] })).toMatch(/a batch job is over when its program ends: start what/);
});

test('a program that only takes settings from a web application is no page', async () => {
  write('from flask import Flask\napp = Flask("x")\nwith app.app_context():\n    print(1)\n', 'Run `python app.py`.\n');
  expect(await start({})).toMatch(/^0\n/);
});

/** Two pages, the second of which Streamlit adds to the first, and settings with a secret beside them. */
function writeSite(): void {
  write(page, 'Run it:\n\n```\nstreamlit run app.py\n```\nand `streamlit run pages/1_More.py`\n');
  for (const each of ['pages', '.streamlit']) mkdirSync(join(folder, each));
  writeFileSync(join(folder, 'pages/1_More.py'), page);
  writeFileSync(join(folder, 'requirements.txt'), 'streamlit==1.50.0\n');
  writeFileSync(join(folder, '.streamlit/config.toml'), '[server]\nport = 8600\n');
  writeFileSync(join(folder, '.streamlit/secrets.toml'), 'token = "x"\n');
}

test('pages are never started one after the other: the first does not end', async () => {
  writeSite();
  expect(await start({ survey: true })).not.toMatch(/app\.py &&/);
});

test('a page that Streamlit adds to another is no program of its own', async () => {
  writeSite();
  write(page);
  expect(await start({ survey: true })).not.toMatch(/programs can be started|or pages\//);
});

test('the settings of its pages go in, and what is secret stays out', async () => {
  writeSite();
  const out = await start({ survey: true, json: true });
  const { proposal } = JSON.parse(out.slice(out.indexOf('{'))) as {
    readonly proposal: { readonly goesIn: readonly string[]; readonly staysOut: readonly string[] };
  };
  expect(proposal.goesIn).toContain('.streamlit/config.toml');
  expect(proposal.staysOut).toContain('.streamlit/secrets.toml');
});

test('the survey of an adopted repository shows the session that was chosen', async () => {
  writeSite();
  expect(await start({ set: ['mode=interactive'] })).toMatch(/^0\n/);
  const said = await start({ survey: true });
  expect(said).toMatch(/runs as .*a session .*decided when tre\/ was written/);
  expect(said).toMatch(/base .*jupyter .*decided when tre\/ was written/);
  expect(said).not.toContain('--set mode=');
});

test('the page shows the start that is run, without what the image says already', async () => {
  mkdirSync(join(folder, 'scripts'));
  writeFileSync(join(folder, 'Project.toml'), '[deps]\n');
  writeFileSync(join(folder, 'scripts/fit.jl'), 'println(1)\n');
  writeFileSync(join(folder, 'README.md'), 'Run it:\n\n```\njulia --project=. scripts/fit.jl\n```\n');
  expect(await start({})).toMatch(/^0\n/);
  expect(readFileSync(join(folder, 'tre/Dockerfile'), 'utf8')).toContain('["julia", "/opt/project/scripts/fit.jl"]');
  expect(readFileSync(join(folder, 'tre/README.md'), 'utf8')).toMatch(/^\| starts \| julia scripts\/fit\.jl \|/m);
});
