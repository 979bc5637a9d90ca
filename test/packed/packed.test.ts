import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { install, nodeVersions, notRoot, readTree, type Installation, yoVersion } from './installation.ts';

const lines = Object.keys(nodeVersions) as readonly (keyof typeof nodeVersions)[];
const examples = readdirSync('examples').map((file) => resolve('examples', file));
let installed: Installation;

beforeAll(() => {
  installed = install();
});
afterAll(() => rmSync(installed.folder, { recursive: true }));

describe('the tarball', () => {
  test('holds what a user needs and nothing of the workshop', () => {
    const allowed =
      /^(?:dist|docs|examples|schema|templates)\/|^(?:CHANGELOG|CONTRIBUTING|README|SECURITY)\.md$|^LICENSE$|^package\.json$/;
    expect(installed.packed.filter((path) => !allowed.test(path))).toEqual([]);
    expect(installed.packed).toEqual(
      expect.arrayContaining([
        'dist/bin/tre-container.js',
        'dist/generators/app/index.js',
        'dist/src/library.d.ts',
        'dist/THIRD-PARTY-LICENCES.txt',
        'schema/answers.schema.json',
        'templates/dot-gitignore.ejs',
      ]),
    );
  });

  test('says its types in one file', () => {
    expect(installed.packed.filter((path) => path.endsWith('.d.ts'))).toEqual(['dist/src/library.d.ts']);
  });

  test('names the program by its digest, by which compiled code of another one is told', () => {
    const dist = join(installed.folder, 'node_modules/generator-tre-container/dist');
    const read = (path: string): string => readFileSync(join(dist, path), 'utf8');
    const digest = createHash('sha256')
      .update(`${read('bin/main.js')}${read('bin/main-rest.js')}`)
      .digest('hex');
    expect(read('bin/tre-container.js')).toContain(digest);
    const chunks = readdirSync(join(dist, 'chunks'));
    expect(chunks.filter((chunk) => read(`chunks/${chunk}`).includes(digest))).toHaveLength(1);
  });

  test('holds every template that the sources have', () => {
    const templates = readdirSync('templates', { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(installed.packed.filter((path) => path.startsWith('templates/'))).toEqual(templates.toSorted());
  });

  test('brings no package that only its making needs', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly dependencies: object };
    const present = readdirSync(join(installed.folder, 'node_modules'));
    expect(Object.keys(dependencies)).not.toContain('esbuild');
    expect(present).not.toContain('typescript');
    expect(present).not.toContain('esbuild');
  });
});

describe('yo', () => {
  test('finds exactly the generators that are meant', () => {
    const code = `import { createEnv } from 'yeoman-environment'; const env = createEnv(); await env.lookup(); console.log(JSON.stringify(Object.keys(env.getGeneratorsMeta())));`;
    const { out } = installed.run(installed.node('node20'), ['--input-type=module', '--eval', code]);
    const found = (JSON.parse(out) as readonly string[]).filter((name) => name.startsWith('tre-container')).toSorted();
    const meant = readdirSync('generators', { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `tre-container:${name}`);
    expect(found).toEqual(meant.toSorted());
  });

  test.each(lines)('makes the same project as the bin, byte for byte, on %s', (line) => {
    const [answers = ''] = examples.filter((file) => basename(file) === 'pytorch.yml');
    const [byYo, byBin] = [installed.fresh(), installed.fresh()];
    const yo = installed.run(installed.node(line), [
      ...installed.yo,
      'tre-container',
      '--destination-root',
      byYo,
      '--answers',
      answers,
    ]);
    // As root Yeoman is told that it is not, and then the state folder is somebody else's, which is said.
    const said = yo.err.replace(/^note: This run cannot be remembered outside the project[^\n]*\n/, '');
    expect([yo.code, said]).toEqual([0, '']);
    expect(installed.run(installed.node(line), [program(), byBin, '--answers', answers])).toMatchObject({
      code: 0,
      err: '',
    });
    const tree = readTree(byBin);
    expect(Object.keys(tree)).toContain('Dockerfile');
    expect(readTree(byYo)).toEqual(tree);
  });

  test('asks nothing without a terminal: every missing answer is named, exit 2, nothing written', () => {
    const folder = installed.fresh();
    const { code, err } = installed.run(installed.node('node20'), [
      ...installed.yo,
      'tre-container',
      '--destination-root',
      folder,
    ]);
    expect(code).toBe(2);
    expect(err).toContain('no answer for: base, name, description, project, registry, packages');
    expect(err).not.toContain('    at ');
    expect(readTree(folder)).toEqual({});
  });

  test('refuses what Yeoman would pass over', () => {
    const { code, err } = installed.run(installed.node('node20'), [
      ...installed.yo,
      'tre-container',
      '--default',
      '--answers',
    ]);
    expect(code).toBe(2);
    expect(err).toContain(
      '--default: is not an option here\n  To fix: did you mean --defaults?\n--answers: has no value',
    );
  });

  test('stops with exit 1 and touches nothing where a file is in the way', () => {
    const folder = installed.fresh();
    writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\n');
    const { code } = installed.run(installed.node('node20'), [
      ...installed.yo,
      'tre-container',
      '--destination-root',
      folder,
      '--defaults',
    ]);
    expect(code).toBe(1);
    expect(Object.keys(readTree(folder))).toEqual(['Dockerfile']);
  });
});

describe('the bin', () => {
  test.each(examples)('makes %s, and a second run changes nothing', (answers) => {
    const folder = installed.fresh();
    expect(installed.run(installed.bin, [folder, '--answers', answers])).toMatchObject({ code: 0, err: '' });
    const before = readTree(folder);
    const { code, out } = installed.run(installed.bin, [folder, '--answers', answers, '--json']);
    expect(code).toBe(0);
    const { files } = JSON.parse(out) as { readonly files: readonly { readonly action: string }[] };
    expect(new Set(files.map(({ action }) => action))).toEqual(new Set(['unchanged']));
    expect(readTree(folder)).toEqual(before);
  });

  test('makes the same bytes on every Node', () => {
    const trees = lines.map((line) => {
      const folder = installed.fresh();
      expect(installed.run(installed.node(line), [program(), folder, '--answers', examples[0] ?? ''])).toMatchObject({
        code: 0,
      });
      return readTree(folder);
    });
    expect(trees[1]).toEqual(trees[0]);
    expect(trees[2]).toEqual(trees[0]);
  });

  test('answers to both names, and needs no folder of its own for help', () => {
    expect(readdirSync(join(installed.folder, 'node_modules/.bin'))).toEqual(
      expect.arrayContaining(['generator-tre-container', 'tre-container']),
    );
    const { code, out } = installed.run(installed.bin, ['--help']);
    expect([code, out.split('\n', 1)[0]]).toEqual([0, 'Usage: tre-container [create] [DIR] [options]']);
  });

  test('without a container engine rehearse ends with exit 2 and says what to install, through yo as well', () => {
    const [folder, nowhere] = [installed.fresh(), installed.fresh()];
    expect(installed.run(installed.bin, [folder, '--defaults', '--quiet']).code).toBe(0);
    const before = readTree(folder);
    for (const [words, cwd] of [
      [[program(), 'rehearse', folder], nowhere],
      [[...installed.yo, 'tre-container:rehearse'], folder],
    ] as const) {
      const { code, out, err } = installed.run(installed.node('node20'), words, { cwd, env: { PATH: nowhere } });
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('no container engine answers here, so nothing was built or run');
      expect(err).toContain('docker: the program is not installed; podman: the program is not installed');
      expect(err).toContain('Debian and Ubuntu `sudo apt install podman` (or docker.io)');
      expect(err).toMatch(/Without one, `[^`]+ check` says|Without one, `yo tre-container:check` says/);
      expect(err).not.toContain('    at ');
    }
    expect(readTree(folder)).toEqual(before);
    expect(
      installed.run(installed.node('node20'), [program(), 'check', folder], { env: { PATH: nowhere } }).code,
    ).toBeLessThan(2);
  });

  test('npx runs it from the tarball and passes its exit code on', () => {
    const folder = installed.fresh();
    const npx = (arguments_: readonly string[]): ReturnType<Installation['run']> =>
      installed.run('npx', ['--yes', `file:${installed.tarball}`, ...arguments_], { cwd: folder });
    expect(npx(['project', '--defaults', '--quiet'])).toMatchObject({ code: 0, out: '' });
    expect(Object.keys(readTree(join(folder, 'project')))).toContain('Dockerfile');
    expect(npx(['other', '--set', 'nmae=x']).code).toBe(2);
  });

  test('npx brings Yeoman and the tarball, installing nothing, and says what to type next in the same way', () => {
    // Elsewhere, so that npx does not take what is installed above.
    const folder = mkdtempSync(join(tmpdir(), 'tre-npx-'));
    const { code, out } = installed.run(
      'npx',
      ['--yes', '-p', `yo@${yoVersion}`, '-p', installed.tarball, 'yo', 'tre-container', '--defaults'],
      { cwd: folder, env: notRoot },
    );
    expect(code).toBe(0);
    expect(Object.keys(readTree(folder))).toContain('Dockerfile');
    expect(out).toContain(`npx --yes -p yo@${yoVersion} -p ${installed.tarball} yo tre-container:check`);
    rmSync(folder, { recursive: true });
  });

  test('npx yo tre-container works where both are installed, and help is help', () => {
    const made = join(installed.folder, 'npx-yo');
    mkdirSync(made);
    const npx = (words: readonly string[]): ReturnType<Installation['run']> =>
      installed.run('npx', ['yo', 'tre-container', ...words], { cwd: made, env: notRoot });
    expect(npx(['help'])).toMatchObject({ code: 0, out: expect.stringContaining('Usage: yo tre-container') as string });
    expect(readTree(made)).toEqual({});
    expect(npx(['--defaults']).code).toBe(0);
    expect(Object.keys(readTree(made))).toContain('Dockerfile');
  });
});

const program = (): string =>
  resolve(installed.folder, 'node_modules/generator-tre-container/dist/bin/tre-container.js');

/** Sizes of the compiled code that is kept after these calls, bytes, by file. */
function keptAfter(...calls: readonly (readonly string[])[]): Readonly<Record<string, number>> {
  const cache = mkdtempSync(join(installed.folder, 'cache-'));
  for (const words of calls)
    installed.run('node', [program(), ...words], { cwd: cache, env: { XDG_CACHE_HOME: cache } });
  const folder = join(cache, 'generator-tre-container', 'compiled');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return Object.fromEntries(files.map((file) => [file, statSync(join(folder, file)).size]));
}
const makeIn = (folder: string, answers = examples[0] ?? ''): string[] => ['create', folder, '--answers', answers];

test('compiled code is kept after a command did its work, whatever was called before, and it is all of it', () => {
  const nothing = [['--version'], ['--help'], ['create', '--no-such-option'], [...makeIn('a'), '--dry-run']];
  expect(keptAfter(...nothing)).toEqual({});
  const whole = keptAfter(makeIn('a'))['create.bin'] ?? 0;
  expect(whole).toBeGreaterThan(500_000);
  const later = keptAfter(...nothing, makeIn('a'), ['--help'], makeIn('b'))['create.bin'] ?? 0;
  expect(Math.abs(later / whole - 1)).toBeLessThan(0.05);
});

test('a project of an example takes the start of the program alone, and one that was not judged before takes the rules too', () => {
  const taken = keptAfter(...examples.map((path, at) => makeIn(String(at), path)));
  expect(Object.keys(taken)).toEqual(['create.bin']);
  const other = keptAfter([...makeIn('a'), '--set', 'packages=requests==2.32.3', '--set', 'base=python']);
  expect(Object.keys(other).toSorted()).toEqual(['create-rest.bin', 'create.bin']);
  expect(other['create-rest.bin']).toBeGreaterThan(500_000);
});

/** Waits for each text and types what follows it. The second run of a command starts from compiled code. */
function type(
  folder: string,
  steps: readonly (readonly [awaited: string, typed: string])[],
  command: readonly string[],
): { readonly code: number; readonly shown: string; readonly left: readonly string[] } {
  const { out, err } = installed.run(
    'python3',
    [resolve('test/packed/type-at-terminal.py'), JSON.stringify(steps), ...command],
    { cwd: folder, env: { CI: '', XDG_CACHE_HOME: join(installed.folder, 'terminal-cache') } },
  );
  expect(err).toBe('');
  return JSON.parse(out) as ReturnType<typeof type>;
}

/** Runs a line of shell as root of a mount namespace of its own, where `$node` is the program. */
const mounted = (line: string): ReturnType<Installation['run']> => {
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  return installed.run('unshare', [...asRoot, '--mount', 'sh', '-ec', line], {
    cwd: installed.fresh(),
    env: { node: `${installed.node('node20')} ${program()}` },
  });
};

describe('a place that takes no project', () => {
  test('read-only: exit 2, says so, and nothing is there', () => {
    const { code, out, err } = mounted(
      'mkdir made; mount -t tmpfs -o ro tmpfs made; status=0; $node made --defaults --quiet || status=$?; ls -A made; exit $status',
    );
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^error \S*made: .*read-only/m);
    expect(err).toContain('Nothing was written.');
    expect(err).not.toContain('    at ');
  });

  test.each([16, 64, 120])('full after %d KiB: exit 2, says so, and nothing is left', (size) => {
    const { code, out, err } = mounted(
      `mkdir made; mount -t tmpfs -o size=${size}k tmpfs made; status=0; $node made --defaults --quiet || status=$?; ls -A made; exit $status`,
    );
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/no space|full/i);
    expect(err).toContain('Nothing was written');
    expect(err).not.toContain('    at ');
  });
});

describe('at a terminal', () => {
  const enter = '\r';
  const choices = [
    ['run a job', enter],
    ['PyTorch', enter],
  ] as const;

  test.each(['the first time', 'from compiled code'])(
    'Ctrl-C at a question ends with exit 130 and writes nothing: %s',
    () => {
      const folder = installed.fresh();
      for (const steps of [[['run a job', '\u0003']], [...choices, ['Project name', '\u0003']]] as const) {
        const { code, shown, left } = type(folder, steps, [installed.bin, 'made']);
        expect([code, left]).toEqual([130, []]);
        expect(shown).toContain('Stopped; nothing was written.');
      }
      expect(readTree(folder)).toEqual({});
    },
  );

  test.each([
    ['the bin', () => [installed.bin, 'made']],
    ['yo', () => [installed.node('node20'), ...installed.yo, 'tre-container', '--destination-root', 'made']],
  ] as const)('%s asks, shows its plan, and makes what the same answers make from a file', (_, command) => {
    const folder = installed.fresh();
    const answers = [
      'Project name',
      'Description',
      'Safe Haven project id',
      'Registry',
      'Language packages',
      'Take the defaults',
    ];
    // No prompt offers a value that would be somebody else's.
    const typed: Readonly<Record<string, string>> = {
      'Safe Haven project id': 'nsh-2024-001',
      Registry: 'ghcr.io/lung-study',
    };
    const { code, shown, left } = type(
      folder,
      [
        ...choices,
        ...answers.map((question) => [`? ${question}`, `${typed[question] ?? ''}${enter}`] as const),
        ['Write these files?', enter],
      ],
      command(),
    );
    expect({ code, left, shown }).toMatchObject({ code: 0, left: [] });
    expect(shown).toContain('Dockerfile');
    const [asked, given] = [readTree(join(folder, 'made')), join(folder, 'given', 'made')];
    expect(
      installed.run(installed.bin, [
        given,
        '--defaults',
        '--set',
        'base=python',
        '--set',
        'project=nsh-2024-001',
        '--set',
        'registry=ghcr.io/lung-study',
      ]),
    ).toMatchObject({ code: 0 });
    expect(withoutOrigin(asked)).toEqual(withoutOrigin(readTree(given)));
  });
});

/** Yo makes the folder before the generator starts, so that undo leaves it. */
function withoutOrigin(tree: ReturnType<typeof readTree>): ReturnType<typeof readTree> {
  const undo = '.tre-container/undo/manifest.json';
  return { ...tree, [undo]: (tree[undo] ?? '').replace(', in a new folder', '') };
}

describe('the library', () => {
  test("is imported by the package's name, with types", () => {
    const folder = installed.fresh();
    writeFileSync(
      join(folder, 'use.ts'),
      `
      import { create, UserError, type CreateResult } from 'generator-tre-container';
      const result: CreateResult = await create({ directory: 'made', defaults: true, answers: { base: 'rocker' } });
      console.log(result.files.length > 10, result.answers.port);
      await create({ directory: 'made', answers: { nmae: 'x' } }).catch((error: unknown) => console.log(error instanceof UserError, (error as UserError).problems.length > 0));
    `,
    );
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          module: 'nodenext',
          target: 'es2023',
          lib: ['es2023', 'dom'],
          types: [],
          strict: true,
          outDir: '.',
        },
        files: ['use.ts'],
      }),
    );
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
    expect(
      installed.run(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: folder }),
    ).toMatchObject({ code: 0, out: '' });
    expect(installed.run(installed.node('node20'), ['use.js'], { cwd: folder })).toMatchObject({
      code: 0,
      out: 'true 8787\ntrue true\n',
    });
  });
});
