import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Newest releases of the lines that package.json's `engines` promises; from the npm packages that the package `node` installs. */
export const nodeVersions = { node20: '20.20.2', node22: '22.23.3', node24: '24.21.0' } as const;
export const yoVersion = '7.0.1';

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The packed tarball in a project of its own, beside yo and three Nodes. */
export interface Installation {
  readonly folder: string;
  readonly tarball: string;
  /** Paths in the tarball, sorted. */
  readonly packed: readonly string[];
  /** A new, empty folder. */
  readonly fresh: () => string;
  readonly run: (
    command: string,
    arguments_: readonly string[],
    options?: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
  ) => Outcome;
  readonly node: (line: keyof typeof nodeVersions) => string;
  /** Arguments that run yo under a Node. */
  readonly yo: readonly string[];
  readonly bin: string;
}

/** As root yo gives its rights away and can then no longer read its own files; told that it is not root, it runs as for any other user. */
export const notRoot =
  process.getuid?.() === 0 ? { NODE_OPTIONS: '--import=data:text/javascript,process.getuid=()=>1' } : {};

/** Packs what `npm run build` built and installs it beside yo and these Nodes. Throws when any step fails: nothing is skipped. */
export function install(lines: readonly (keyof typeof nodeVersions)[] = ['node20', 'node22', 'node24']): Installation {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tre-packed-')));
  const npm = (arguments_: readonly string[], cwd = folder): string =>
    execFileSync('npm', arguments_, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const [pack] = JSON.parse(
    npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], process.cwd()),
  ) as readonly [{ readonly filename: string; readonly files: readonly { readonly path: string }[] }];
  const tarball = join(folder, pack.filename);
  writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}\n');
  const nodes = lines.map((line) => `${line}@npm:node-${process.platform}-${process.arch}@${nodeVersions[line]}`);
  npm(['install', '--no-audit', '--no-fund', tarball, `yo@${yoVersion}`, ...nodes]);
  mkdirSync(join(folder, 'home'));
  const env = { ...process.env, CI: '1', HOME: join(folder, 'home'), NO_UPDATE_NOTIFIER: '1' };
  return {
    folder,
    tarball,
    packed: pack.files.map(({ path }) => path).toSorted(),
    fresh: () => mkdtempSync(join(folder, 'work-')),
    run: (command, arguments_, options = {}) => {
      const { status, stdout, stderr, error } = spawnSync(command, arguments_, {
        cwd: options.cwd ?? folder,
        env: { ...env, ...options.env },
        encoding: 'utf8',
        input: '',
      });
      if (error !== undefined) throw error;
      return { code: status, out: stdout, err: stderr };
    },
    node: (line) => join(folder, 'node_modules', line, 'bin', 'node'),
    yo: [
      ...(Object.keys(notRoot).length === 0 ? [] : [notRoot.NODE_OPTIONS ?? '']),
      resolve(folder, 'node_modules/yo/lib/cli.js'),
    ],
    bin: join(folder, 'node_modules/.bin/generator-tre-container'),
  };
}

/** Every file below a folder as `mode text`. */
export function readTree(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(
    paths
      .toSorted()
      .map((path) => [
        path,
        `${(statSync(join(folder, path)).mode & 0o777).toString(8)} ${readFileSync(join(folder, path), 'utf8')}`,
      ]),
  );
}
