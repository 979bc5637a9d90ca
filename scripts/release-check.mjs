import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

// `npm run release:check -- VERSION`: all of a release that can be done without publishing, into build/release. Every problem is named at once. Without
// a version, as CI runs it, what only a release needs (a day in the changelog, an address of the repository) is named and stops nothing.
const root = resolve(import.meta.dirname, '..');
const out = join(root, 'build', 'release');
const [wanted] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const problems = [];
const open = [];
const run = (program, words, cwd = root) =>
  execFileSync(program, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/** The part of the changelog about a version, with what stands behind its number. */
function readNotes(version) {
  const text = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  const heading = new RegExp(`^## ${version.replaceAll('.', String.raw`\.`)}(?: \\(([^)]+)\\))?$`, 'm').exec(text);
  if (heading === null) return undefined;
  const rest = text.slice(heading.index + heading[0].length);
  const end = /^## /m.exec(rest);
  return { day: heading[1] ?? '', notes: rest.slice(0, end?.index).trim() };
}

const version = wanted ?? manifest.version;
if (wanted !== undefined && wanted !== manifest.version)
  problems.push(`package.json has version ${manifest.version}: npm version ${wanted} --no-git-tag-version`);
const section = readNotes(version);
if (section === undefined) problems.push(`CHANGELOG.md has no section "## ${version}"`);
else if (section.notes === '') problems.push(`the section ${version} of CHANGELOG.md is empty`);
else if (!/^\d{4}-\d\d-\d\d$/.test(section.day))
  open.push(`CHANGELOG.md says "${section.day}" of ${version}: write the day, as in "## ${version} (2026-11-30)"`);

// One place says where the repository is; the rest follows from it, and a fork changes that alone.
const address = /^https:\/\/github\.com\/([\w-]+\/[\w.-]+)$/.exec(manifest.homepage ?? '')?.[1];
if (address === undefined)
  open.push('package.json: homepage must be https://github.com/OWNER/REPOSITORY of this repository');
else {
  const follows = { repository: `github:${address}`, bugs: `https://github.com/${address}/issues` };
  for (const [key, value] of Object.entries(follows))
    if (manifest[key] !== value) problems.push(`package.json: ${key} must be ${value}, as homepage is`);
  if (address.startsWith('OWNER/'))
    open.push('package.json: write the owner of the repository for OWNER in homepage, repository and bugs');
  else if (process.env.GITHUB_REPOSITORY !== undefined && process.env.GITHUB_REPOSITORY !== address)
    problems.push(`package.json: homepage names ${address}, and this is ${process.env.GITHUB_REPOSITORY}`);
}
if (readFileSync(join(root, '.github/CODEOWNERS'), 'utf8').includes('@OWNER'))
  open.push('.github/CODEOWNERS: write who reviews for @OWNER');
if (wanted !== undefined && run('git', ['status', '--porcelain']) !== '')
  problems.push('there are changes that are not committed: what is published must be a commit');

if (!existsSync(join(root, 'dist', 'bin', 'main.js'))) run('npm', ['run', 'build']);
run('node', ['scripts/build-checker.mjs']);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

/** Packs a folder, and holds what is in the tarball against what must and must not be there. */
function pack(folder, needed, name) {
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', out], folder));
  const paths = packed.files.map(({ path }) => path);
  for (const path of needed) if (!paths.includes(path)) problems.push(`the package ${packed.name} lacks ${path}`);
  for (const path of paths)
    if (/^(?:test|src|node_modules|\.git|\.github|\.env)(?:\/|$)/.test(path))
      problems.push(`the package ${packed.name} holds ${path}`);
  if (packed.name !== name || packed.version !== manifest.version)
    problems.push(`the package is ${packed.name}@${packed.version} and not ${name}@${manifest.version}`);
  run('npm', [
    'publish',
    '--dry-run',
    '--ignore-scripts',
    '--access',
    'public',
    '--tag',
    'check',
    join(out, packed.filename),
  ]);
  return packed.filename;
}
const always = [
  'package.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'dist/bin/main.js',
  'dist/bin/main-rest.js',
  'dist/bin/tre-container.js',
  'dist/THIRD-PARTY-LICENCES.txt',
];
const checker = JSON.parse(readFileSync(join(root, 'build/checker/package.json'), 'utf8'));
const files = [
  pack(root, [...always, 'dist/generators/app/index.js', 'schema/answers.schema.json'], 'generator-tre-container'),
  pack(join(root, 'build', 'checker'), always, checker.name),
];
for (const key of ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies', 'scripts'])
  if (checker[key] !== undefined) problems.push(`the package ${checker.name} has ${key}, and must come alone`);

writeFileSync(join(out, 'sbom.cdx.json'), run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev']));
run('tar', ['--create', '--gzip', '--file', join(out, 'dist.tar.gz'), 'dist']);
writeFileSync(join(out, 'notes.md'), `${section?.notes ?? ''}\n`);
const sums = [...files, 'sbom.cdx.json', 'dist.tar.gz', 'notes.md'].map((file) => {
  const digest = createHash('sha256')
    .update(readFileSync(join(out, file)))
    .digest('hex');
  return `${digest}  ${file}\n`;
});
writeFileSync(join(out, 'SHA256SUMS'), sums.join(''));

const stopping = wanted === undefined ? problems : [...problems, ...open];
for (const line of stopping) process.stderr.write(`error ${line}\n`);
if (wanted === undefined) for (const line of open) process.stderr.write(`before a release: ${line}\n`);
process.stdout.write(`build/release: ${readdirSync(out).join(', ')}\n`);
process.exitCode = stopping.length === 0 ? 0 : 1;
