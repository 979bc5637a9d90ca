import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const versions = { yo: '7.0.1', cookiecutter: '2.7.1', copier: '9.19.1' };
/** Kept between runs; remove it to install afresh. */
export const tools = process.env.BENCH_TOOLS ?? join(tmpdir(), 'tre-container-bench-tools');

/**
 * As root yo gives its rights away and can then no longer read its own files; told that it is not root, it runs as on any other machine.
 */
export const yoEnvironment =
  process.getuid?.() === 0 ? { NODE_OPTIONS: '--import=data:text/javascript,process.getuid=()=>1' } : {};

/**
 * Installs yo with this package's tarball, and beside it a generator that does nothing, `yo nothing`: what Yeoman itself takes.
 * @param {string} packageRoot
 * @returns {{ yo: string, version: string } | { reason: string }}
 */
export function installYo(packageRoot) {
  return attempt(() => {
    const folder = join(tools, 'yo');
    mkdirSync(folder, { recursive: true });
    const [{ filename }] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
        cwd: packageRoot,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    if (!existsSync(join(folder, 'package.json'))) writeFileSync(join(folder, 'package.json'), '{"private": true}\n');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', `yo@${versions.yo}`, join(folder, filename)], {
      cwd: folder,
      stdio: 'ignore',
    });
    write(
      join(folder, 'node_modules', 'generator-nothing', 'package.json'),
      '{"name": "generator-nothing", "version": "1.0.0", "type": "module", "keywords": ["yeoman-generator"]}\n',
    );
    write(
      join(folder, 'node_modules', 'generator-nothing', 'generators', 'app', 'index.js'),
      "import Generator from 'yeoman-generator';\nexport default class extends Generator { writing() {} }\n",
    );
    return { yo: join(folder, 'node_modules', 'yo', 'lib', 'cli.js'), version: versions.yo };
  });
}

/**
 * Installs cookiecutter and copier, each with a template of the files of `example`.
 * @param {string} example a generated project
 * @returns {{ cases: import('./measure.mjs').Case[], files: number } | { reason: string }}
 */
export function installPythonRivals(example) {
  return attempt(() => {
    const venv = join(tools, 'venv');
    if (!existsSync(join(venv, 'bin', 'pip'))) execFileSync('python3', ['-m', 'venv', venv], { stdio: 'ignore' });
    execFileSync(
      join(venv, 'bin', 'pip'),
      [
        'install',
        '--quiet',
        '--disable-pip-version-check',
        `cookiecutter==${versions.cookiecutter}`,
        `copier==${versions.copier}`,
      ],
      { stdio: 'ignore' },
    );
    const files = listFiles(example);
    const cookie = join(tools, 'cookiecutter-template');
    const copier = join(tools, 'copier-template');
    for (const folder of [cookie, copier]) rmSync(folder, { recursive: true, force: true });
    write(join(cookie, 'cookiecutter.json'), '{"name": "lung-ct"}\n');
    write(join(copier, 'copier.yml'), 'name:\n  type: str\n  default: lung-ct\n');
    for (const path of files) {
      const text = readFileSync(join(example, path), 'utf8');
      write(join(cookie, '{{cookiecutter.name}}', path), raw('{{ cookiecutter.name }}', text));
      write(join(copier, `${path}.jinja`), raw('{{ name }}', text));
    }
    const home = { HOME: join(tools, 'home') };
    return {
      files: files.length,
      cases: [
        {
          name: `cookiecutter ${versions.cookiecutter}`,
          command: join(venv, 'bin', 'cookiecutter'),
          arguments_: (folder) => ['--no-input', '--output-dir', folder, cookie],
          env: home,
        },
        {
          name: `copier ${versions.copier}`,
          command: join(venv, 'bin', 'copier'),
          arguments_: (folder) => ['copy', '--defaults', '--quiet', copier, folder],
          env: home,
        },
      ],
    };
  });
}

/**
 * One variable is filled in; the rest of the text is kept from the template language.
 * @param {string} variable
 * @param {string} text
 */
export function raw(variable, text) {
  return `# ${variable}\n{% raw %}${text.replaceAll('{% endraw %}', '')}{% endraw %}`;
}

/**
 * @param {string} path
 * @param {string} text
 */
export function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
export function listFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
}

/**
 * @template T
 * @param {() => T} install
 * @returns {T | { reason: string }}
 */
export function attempt(install) {
  try {
    return install();
  } catch (error) {
    return { reason: String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? '' };
  }
}
