import { expect, test } from 'vitest';
import { render } from '../../../src/engine/render/render.ts';
import type { Artefact } from '../../../src/model/render/artefact.ts';
import type { View } from '../../../src/model/render/view.ts';

const view = { answers: { name: 'x', description: "it's" } } as unknown as View;
const renderOne = (template: string, artefact: Partial<Artefact> = {}): string => {
  const tree = render([{ path: 'a.sh', template: 'a.sh.ejs', ownership: 'shared', ...artefact }], view, (path) =>
    path === 'a.sh.ejs' ? template : `partial ${path} <%= view.answers.name %>`,
  );
  return tree.get('a.sh')?.text ?? '';
};

test('values are printed in the language of the output path', () => {
  expect(renderOne('echo <%= view.answers.description %>\n')).toBe(String.raw`echo 'it'\''s'` + '\n');
});

test('an include names a path below templates and sees the view', () => {
  expect(renderOne("<%- include('/parts/_p.ejs') %>")).toBe('partial parts/_p.ejs x');
});

test('an artefact whose condition does not hold is left out', () => {
  expect(
    render([{ path: 'a.sh', template: 'a.sh.ejs', ownership: 'user', when: () => false }], view, () => '').size,
  ).toBe(0);
});

test('a misspelt name fails and the message names the template', () => {
  expect(() => renderOne('<%= view.answers.nmae %>')).toThrow(/template a\.sh\.ejs: .*a template printed undefined/s);
});

test('an answer that is spelled like a template is still quoted', () => {
  const hostile = { answers: { name: '/b.ejs; rm' } } as unknown as View;
  expect(
    render(
      [{ path: 'b.sh', template: 'b.sh.ejs', ownership: 'shared' }],
      hostile,
      () => '<%= view.answers.name %>',
    ).get('b.sh')?.text,
  ).toBe("'/b.ejs; rm'");
});
