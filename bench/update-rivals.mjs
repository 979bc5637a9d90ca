import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, listFiles, raw, tools, write } from './rivals.mjs';

const versions = { copier: '9.19.1', cruft: '2.16.0' };

/**
 * Installs copier and cruft, each with a template in git at two versions, and a project of the first one with an edit of its own.
 * @param {string} example a generated project, whose files the templates have
 * @returns {{ cases: import('./measure.mjs').Case[] } | { reason: string }}
 */
export function installUpdateRivals(example) {
  return attempt(() => {
    const venv = join(tools, 'venv-update');
    if (!existsSync(join(venv, 'bin', 'pip'))) execFileSync('python3', ['-m', 'venv', venv], { stdio: 'ignore' });
    execFileSync(
      join(venv, 'bin', 'pip'),
      [
        'install',
        '--quiet',
        '--disable-pip-version-check',
        `copier==${versions.copier}`,
        `cruft==${versions.cruft}`,
        'setuptools<80',
      ],
      { stdio: 'ignore' },
    );
    const home = join(tools, 'home-update');
    mkdirSync(home, { recursive: true });
    const env = {
      HOME: home,
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@b',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@b',
    };
    const run = (/** @type {string} */ cwd, /** @type {string} */ command, /** @type {string[]} */ ...arguments_) =>
      execFileSync(command, arguments_, { cwd, env: { ...process.env, ...env }, stdio: 'ignore' });

    const copierTemplate = makeTemplate(
      'copier-update',
      example,
      run,
      (path) => `${path}.jinja`,
      {
        'copier.yml': 'name:\n  type: str\n  default: lung-ct\n',
        '{{ _copier_conf.answers_file }}.jinja': '{{ _copier_answers|to_nice_yaml }}\n',
      },
      '{{ name }}',
    );
    const copierProject = fresh('copier-project');
    run(
      tools,
      join(venv, 'bin', 'copier'),
      'copy',
      '--defaults',
      '--quiet',
      '--vcs-ref',
      'v1.0.0',
      copierTemplate,
      copierProject,
    );
    commit(copierProject, run);

    const cruftTemplate = makeTemplate(
      'cruft-update',
      example,
      run,
      (path) => join('{{cookiecutter.name}}', path),
      { 'cookiecutter.json': '{"name": "lung-ct"}\n' },
      '{{ cookiecutter.name }}',
    );
    const cruftParent = fresh('cruft-project');
    mkdirSync(cruftParent);
    run(cruftParent, join(venv, 'bin', 'cruft'), 'create', '--no-input', '--checkout', 'v1.0.0', cruftTemplate);
    commit(join(cruftParent, 'lung-ct'), run);

    return {
      cases: [
        {
          name: `copier ${versions.copier} update`,
          command: join(venv, 'bin', 'copier'),
          arguments_: () => ['update', '--defaults', '--quiet'],
          prepare: (folder) => cpSync(copierProject, folder, { recursive: true }),
          env,
        },
        {
          name: `cruft ${versions.cruft} update`,
          command: join(venv, 'bin', 'cruft'),
          arguments_: () => ['update', '--skip-apply-ask'],
          prepare: (folder) => cpSync(join(cruftParent, 'lung-ct'), folder, { recursive: true }),
          env,
        },
      ],
    };
  });
}

/** @param {string} name */
function fresh(name) {
  const folder = join(tools, name);
  rmSync(folder, { recursive: true, force: true });
  return folder;
}

/**
 * @param {string} name
 * @param {string} example
 * @param {(cwd: string, command: string, ...arguments_: string[]) => unknown} run
 * @param {(path: string) => string} place
 * @param {Record<string, string>} settings
 * @param {string} variable
 */
function makeTemplate(name, example, run, place, settings, variable) {
  const folder = fresh(name);
  for (const [path, text] of Object.entries(settings)) write(join(folder, path), text);
  for (const path of listFiles(example))
    write(join(folder, place(path)), raw(variable, readFileSync(join(example, path), 'utf8')));
  run(folder, 'git', 'init', '-q');
  for (const version of ['v1.0.0', 'v2.0.0']) {
    if (version === 'v2.0.0') {
      const dockerfile = join(folder, place('Dockerfile'));
      write(dockerfile, readFileSync(dockerfile, 'utf8').replace('USER tre', 'USER old'));
      write(join(folder, place('new.txt')), raw(variable, 'new\n'));
    }
    run(folder, 'git', 'add', '-A');
    run(folder, 'git', 'commit', '-qm', version);
    run(folder, 'git', 'tag', version);
  }
  return folder;
}

/**
 * @param {string} project
 * @param {(cwd: string, command: string, ...arguments_: string[]) => unknown} run
 */
function commit(project, run) {
  const dockerfile = join(project, 'Dockerfile');
  write(dockerfile, `# mine\n${readFileSync(dockerfile, 'utf8')}`);
  run(project, 'git', 'init', '-q');
  run(project, 'git', 'add', '-A');
  run(project, 'git', 'commit', '-qm', 'start');
}
