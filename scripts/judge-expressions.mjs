import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { check } from 'recheck';
import { parseAst } from 'vitest/node';

// Judges the regular expressions of the source: whether their work can grow faster than the text that they read. Exit 1 if one does.
//
//   node scripts/judge-expressions.mjs               those that were not judged before
//   node scripts/judge-expressions.mjs --all         every one again
//   node scripts/judge-expressions.mjs --write       and writes down which are linear
//   node scripts/judge-expressions.mjs --from FILE   those of a JSON list of {source, flags}: built while the program ran
//
// What recheck cannot decide counts as super-linear. Where the text is bounded, a comment above the expression says `Bounded:` and why.
const root = resolve(import.meta.dirname, '..');
const list = join(root, 'test/security/linear-expressions.txt');
// The same verdict each time: one seed. By default recheck takes 15 steps a character for super-linear, which a long list of words needs.
const settings = { timeout: 60_000, randomSeed: 1, attackLimit: 20_000_000, attackTimeout: 20_000 };
const options = process.argv.slice(2);
const say = (line) => process.stdout.write(`${line}\n`);
const digest = ({ source, flags }) => createHash('sha256').update(`${source}/${flags}`).digest('hex').slice(0, 16);

/** Every literal, with the places where it stands. */
function findLiterals() {
  const found = new Map();
  for (const folder of ['src', 'bin', 'generators'])
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue;
      const file = join(folder, name).replaceAll('\\', '/');
      const text = readFileSync(join(root, file), 'utf8');
      const lines = text.split('\n');
      visit(parseAst(text, { lang: 'ts' }), ({ start, regex }) => {
        const line = text.slice(0, start).split('\n').length;
        const one = { source: regex.pattern, flags: regex.flags, places: [], isBounded: true };
        const entry = found.get(digest(one)) ?? one;
        entry.places.push(`${file}:${line}`);
        entry.isBounded &&= saysBounded(lines, line);
        found.set(digest(one), entry);
      });
    }
  return [...found.values()];
}

function visit(node, take) {
  if (node?.type === 'Literal' && node.regex) take(node);
  else if (typeof node === 'object' && node !== null) for (const child of Object.values(node)) visit(child, take);
}

/** Whether one of the lines above it, with no empty line between, begins a comment with the word. */
function saysBounded(lines, line) {
  for (let at = line - 1; at >= Math.max(0, line - 7) && lines[at]?.trim() !== ''; at -= 1)
    if (/^\s*\/\/ Bounded\b/.test(lines[at])) return true;
  return false;
}

async function findSuperLinear(expressions) {
  const worse = [];
  let next = 0;
  const work = async () => {
    while (next < expressions.length) {
      const one = expressions[next++];
      const { status, complexity, attack, error } = await check(one.source, one.flags, settings);
      if (status === 'safe') continue;
      const why = complexity?.summary ?? `not decided (${error?.kind ?? status})`;
      worse.push({ ...one, why, attack: attack?.pattern });
    }
  };
  await Promise.all([work(), work()]);
  return worse;
}

const from = options.indexOf('--from');
const known = new Set(readFileSync(list, { encoding: 'utf8', flag: 'a+' }).split('\n'));
const literals = from < 0 ? findLiterals() : JSON.parse(readFileSync(options[from + 1], 'utf8'));
const all = options.includes('--all');
const asked = literals.filter((one) => !one.isBounded && (all || !known.has(digest(one))));
const worse = await findSuperLinear(asked);
for (const { source, flags, places = ['built while the program ran'], why, attack } of worse)
  say(
    `${places.join(', ')}: /${source}/${flags} is ${why}${attack === undefined ? '' : `, on ${attack}`}. ` +
      'Write it so that no two neighbouring parts can take the same character, or read the text by hand; where its length is bounded, say so above: // Bounded: ...',
  );
if (options.includes('--write')) {
  const slow = new Set(worse.map(digest));
  const linear = literals.filter((one) => !one.isBounded && !slow.has(digest(one))).map(digest);
  writeFileSync(list, `${linear.toSorted().join('\n')}\n`);
}
say(`${asked.length} judged of ${literals.length}, ${literals.filter((one) => one.isBounded).length} bounded`);
process.exit(worse.length === 0 ? 0 : 1);
