import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adopt, type AnyCall, check, upgrade } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-packages-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function start(run: AnyCall, target: string, flags: Readonly<Record<string, unknown>>): Promise<string> {
  const environment = catchEnvironment();
  await run({ targets: [target], flags } as never, environment);
  return environment.printed.out + environment.printed.err;
}

async function adopted(files: Readonly<Record<string, string>>): Promise<(path: string) => string> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  await start(adopt, folder, { defaults: true });
  return (path) => readFileSync(join(folder, 'tre', path), 'utf8');
}

const study: Readonly<Record<string, string>> = {
  DESCRIPTION: 'Package: mypkg\nVersion: 0.1\nImports:\n    dplyr,\n    readr\n',
  NAMESPACE: 'export(f)\n',
  'R/f.R': 'f <- function(x) x\n',
  'inst/codes/icd_codes.csv': 'code\nC34\n',
  'man/f.Rd': '\\name{f}\n',
  'analysis/run.R':
    'library(mypkg)\nlibrary(dplyr)\nx <- readr::read_csv("/safe_data/a.csv")\nreadr::write_csv(f(x), "/safe_outputs/b.csv")\nprint(1)\n',
};

describe('a repository that is a package in R, which its programs load by name', () => {
  it('is installed from its files, and asked for at no index', async () => {
    const read = await adopted(study);
    const script = read('install_packages.R');
    expect(script).toContain('"dplyr"');
    expect(script).not.toContain('"mypkg"');
    const dockerfile = read('Dockerfile');
    const [copies = '', installs] = dockerfile.split('RUN R CMD INSTALL --no-docs --clean /opt/project\n');
    expect(installs).toMatch(/^USER tre$/m);
    for (const path of ['DESCRIPTION', 'NAMESPACE', 'R/', 'inst/']) expect(copies).toContain(`"${path}"`);
    expect(read('README.md')).not.toContain('mypkg');
    expect(await start(check, join(folder, 'tre'), {})).not.toMatch(/imports-installed|files-in-image|mypkg/);
    // Rendered again from the record, it is the same.
    expect(await start(upgrade, join(folder, 'tre'), { 'dry-run': true })).toMatch(/up to date|nothing to/i);
  });

  it('is a to-do where a file that only a tool writes is not in the repository', async () => {
    const { NAMESPACE: _, ...others } = study;
    const read = await adopted(others);
    expect(read('Dockerfile')).not.toContain('R CMD INSTALL');
    expect(read('install_packages.R')).not.toContain('"mypkg"');
    expect(read('README.md')).toContain(
      'mypkg is your own package (DESCRIPTION), and is not installed, since NAMESPACE is not in the repository',
    );
  });

  it('may lie in a folder, and what may be data about people in it stays out and is said', async () => {
    const moved = Object.entries(study).map(([path, text]) => [
      path.startsWith('analysis/') ? path : `pkg/${path}`,
      text,
    ]);
    const read = await adopted({
      ...Object.fromEntries(moved),
      'pkg/data/cohort.rda': 'x',
      'all.R': 'source("analysis/run.R")\nprint(1)\nprint(2)\n',
    });
    expect(read('Dockerfile')).toContain('RUN R CMD INSTALL --no-docs --clean /opt/project/pkg\n');
    expect(read('Dockerfile')).not.toContain('cohort');
    expect(read('README.md')).toContain('pkg/data/cohort.rda: part of your package mypkg, and left out of the image');
  });

  it('is left alone where no program loads it', async () => {
    const read = await adopted({ ...study, 'analysis/run.R': 'source("R/f.R")\nprint(f(1))\nprint(2)\n' });
    expect(read('Dockerfile')).not.toContain('R CMD INSTALL');
  });

  it('is left to a Dockerfile that installs it, and whose lines are kept', async () => {
    for (const line of ['R CMD INSTALL .', `Rscript -e 'devtools::install(".")'`]) {
      const read = await adopted({
        ...study,
        Dockerfile: `FROM rocker/tidyverse:4.4.1\nWORKDIR /work\nCOPY . .\nRUN ${line}\nCMD ["Rscript", "analysis/run.R"]\n`,
      });
      const dockerfile = read('Dockerfile');
      expect(dockerfile.split('RUN ').filter((each) => each.startsWith(line))).toHaveLength(1);
      expect(dockerfile).not.toContain('R CMD INSTALL --no-docs');
      rmSync(join(folder, 'tre'), { recursive: true });
    }
  });

  it('asks CRAN for no package that DESCRIPTION takes from GitHub', async () => {
    const commit = 'a'.repeat(40);
    const read = await adopted({
      ...study,
      DESCRIPTION: `Package: mypkg\nImports:\n    dplyr,\n    theirs,\n    fixed\nRemotes: somebody/theirs,\n    github::other/fixed@${commit}\n`,
    });
    const script = read('install_packages.R');
    expect(script).not.toContain('"theirs"');
    expect(script).toContain(`remotes::install_github("other/fixed", ref = "${commit}"`);
    expect(read('README.md')).toContain('somebody/theirs is not installed, since it names no commit');
  });

  it('says that versions which Nix holds are not taken over', async () => {
    const read = await adopted({
      'flake.nix': '{ outputs = { nixpkgs, ... }: { r = with pkgs.rPackages; [ dplyr readr ]; }; }\n',
      'run.R': 'library(dplyr)\nx <- readr::read_csv("/safe_data/a.csv")\nprint(x)\n',
    });
    expect(read('README.md')).toMatch(/Nix installs nothing in the bases: .*\(flake\.nix/);
  });
});
