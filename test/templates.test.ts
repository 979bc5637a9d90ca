import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ejs from 'ejs';
import { describe, expect, test } from 'vitest';
import { goldenFolder, listVariants, readVariant, renderAnswers } from './helpers/golden.ts';

const root = join(goldenFolder, '..', '..', 'templates');
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => !entry.isDirectory())
  .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
const templates = files.filter((file) => file.endsWith('.ejs'));

const path = String.raw`[a-z]\w*(?:\.[a-z]\w*)*`;
/** All that a template may do: print, decide by a flag, walk a list, include. No call, no comparison, no operator. */
const allowed = new RegExp(
  String.raw`^<%(?:= ${path} %>|_ if \(${path}\) \{ _%>|_ \} else \{ _%>|_ for \(const [a-z]\w* of ${path}\) \{ _%>|_ \} _?%>|- include\('(/[\w./-]+\.ejs)'\) -?%>)$`,
);

describe.each(templates)('template %s', (file) => {
  const source = readFileSync(join(root, file), 'utf8');
  const tags = source.match(/<%[\s\S]*?(?:%>|$)/g) ?? [];

  test('only prints, decides by flags, walks lists and includes', () => {
    expect(tags.filter((tag) => !allowed.test(tag))).toEqual([]);
  });

  test('compiles, and what it includes is there', () => {
    expect(() =>
      ejs.compile(source, {
        filename: `/${file}`,
        strict: true,
        destructuredLocals: ['view'],
        includer: () => ({ template: '' }),
      }),
    ).not.toThrow();
    expect(
      tags.flatMap((tag) => allowed.exec(tag)?.[1] ?? []).filter((included) => !files.includes(included.slice(1))),
    ).toEqual([]);
  });
});

test('the scan finds what is not allowed', () => {
  for (const tag of [
    '<%- view.x %>',
    '<%= view.x() %>',
    '<%_ if (!view.x) { _%>',
    '<%_ if (view.x && view.y) { _%>',
    '<%_ if (view.x === 1) { _%>',
    '<% view.x %>',
    '<%= `a` %>',
    "<%- include('/x.ejs', { view }) -%>",
  ])
    expect(allowed.test(tag)).toBe(false);
});

test('every template is used by some variant', async () => {
  const used = new Set<string>();
  for (const variant of listVariants())
    await renderAnswers(await readVariant(variant), (template) => used.add(template));
  // What a bundle is made from is no file of a project; and no base forces a finding of our own rules today.
  const others = /^handover\/|^\.tre-container\.yml\.ejs$/;
  expect(files.filter((file) => !used.has(file) && !others.test(file))).toEqual([]);
});
