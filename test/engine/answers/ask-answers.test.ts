import { expect, test } from 'vitest';
import { questions } from '../../../src/catalog/questions.ts';
import type { AnswerInputs } from '../../../src/engine/answers/answer-inputs.ts';
import { askAgain, askInTurn } from '../../../src/engine/answers/ask-answers.ts';
import type { Supply } from '../../../src/engine/answers/resolve-answers.ts';
import { StepBack } from '../../../src/model/errors.ts';
import { scriptedAsker } from '../../fakes/asker.ts';
import { fakeBases } from '../../fakes/bases.ts';

const inputs: AnswerInputs = { questions, bases: fakeBases, surroundings: { folder: 'lung' }, given: [] };
const asIs = (supply: Supply): Supply => supply;
const noDetails = 'Take the defaults for the rest?';

test('batch or interactive comes first, then the bases of that kind, then only what matters', async () => {
  const { asker, seen } = scriptedAsker({ 'What will the container do?': ['interactive'] });
  const answers = await askInTurn(inputs, asker, asIs);
  expect(answers).toMatchObject({ base: 'rocker', port: 8787, packages: ['data.table'] });
  expect(seen.map(({ message }) => message)).toEqual([
    'What will the container do?',
    'Base',
    'Project name',
    'Description',
    'Safe Haven project id',
    'Registry that the image is pushed to',
    'Language packages',
    noDetails,
  ]);
  expect(seen[1]?.choices).toEqual(['rocker']);
});

test('pytorch is asked for its models, in a short notation', async () => {
  const { asker } = scriptedAsker({ Base: ['pytorch'], Models: ['distilbert/base@main:image, openai/whisper'] });
  const answers = await askInTurn(inputs, asker, asIs);
  expect(answers.models).toEqual([
    { id: 'distilbert/base', revision: 'main', target: 'image' },
    { id: 'openai/whisper', revision: 'main' },
  ]);
});

test('a person who wants the details is asked for those that matter', async () => {
  const { asker, seen } = scriptedAsker({
    [noDetails]: [false],
    Runtimes: [['podman']],
    'Pipeline that builds and scans the image': ['none'],
  });
  const answers = await askInTurn(inputs, asker, asIs);
  expect(answers).toMatchObject({ runtimes: ['podman'], ci: 'none' });
  const messages = seen.map(({ message }) => message);
  expect(messages.slice(messages.indexOf(noDetails) + 1)).toEqual([
    'Models',
    'Base image',
    'Documents to render',
    'System packages',
    'Licence files',
    'Needs a GPU?',
    'Runtimes',
    'Pipeline that builds and scans the image',
    'Check before each commit too?',
    'Contact',
  ]);
});

test('an answer is checked at once, in words that mend it', async () => {
  const { asker, seen } = scriptedAsker({
    'Project name': ['Lung CT', ' lung-ct '],
    'Language packages': ['-r evil.txt', 'numpy>=1.26,<2, pandas'],
  });
  const answers = await askInTurn(inputs, asker, asIs);
  expect(answers).toMatchObject({ name: 'lung-ct', packages: ['numpy>=1.26,<2', 'pandas'] });
  expect(seen.flatMap(({ refused }) => refused)).toEqual([
    '"Lung CT" is not allowed: did you mean lung-ct? It takes lower-case letters and digits with single hyphens between, 50 characters at most',
    '"-r evil.txt" is not allowed: write a package as the language\'s own tool writes it, e.g. pandas==2.2.3',
  ]);
});

test('a default that does not go with an answer is asked for, and loses no answer', async () => {
  const cloned = `tools @ git+https://github.com/me/tools@${'a'.repeat(40)}`;
  const { asker, seen } = scriptedAsker({ 'Language packages': [cloned], 'System packages': ['', 'git'] });
  const answers = await askInTurn(inputs, asker, asIs);
  expect(answers).toMatchObject({ packages: [cloned], systemPackages: ['git'] });
  const asked = seen.find(({ message }) => message === 'System packages');
  expect(asked?.refused).toEqual([expect.stringMatching(/brings no git: with git the list is git$/)]);
});

test('another answer at the summary asks for what goes with it no more', async () => {
  const cloned = `tools @ git+https://github.com/me/tools@${'a'.repeat(40)}`;
  const answers = await askInTurn(inputs, scriptedAsker({}).asker, asIs);
  const { asker } = scriptedAsker({ 'Language packages': [cloned], 'System packages': ['git'] });
  expect(await askAgain(inputs, asker, { answers, key: 'packages', adapt: asIs })).toMatchObject({
    packages: [cloned],
    systemPackages: ['git'],
  });
});

test('another image than the proposed ones may be typed, and an earlier one is offered', async () => {
  const earlier = { base: 'python', image: 'docker.io/library/python:3.11' };
  const offered = scriptedAsker({ 'Leave the rest as it is?': [false] });
  expect(await askInTurn({ ...inputs, earlier }, offered.asker, asIs)).toMatchObject(earlier);
  expect(offered.seen.find(({ message }) => message === 'Base image')?.choices?.[0]).toBe(earlier.image);
});

test('earlier answers are what is offered, and given ones are not asked for', async () => {
  const { asker, seen } = scriptedAsker({});
  const answers = await askInTurn(
    {
      ...inputs,
      earlier: { base: 'rocker', name: 'old', project: 'nsh-9' },
      given: [{ answers: { name: 'new' }, where: () => '' }],
    },
    asker,
    asIs,
  );
  expect(answers).toMatchObject({ base: 'rocker', name: 'new', project: 'nsh-9' });
  expect(seen.map(({ message }) => message)).not.toContain('Project name');
  expect(seen[0]?.initial).toBe('interactive');
});

test('a person is not asked in vain when something given is wrong', async () => {
  const { asker, seen } = scriptedAsker({});
  await expect(
    askInTurn({ ...inputs, given: [{ answers: { nmae: 'x' }, where: () => '--set nmae' }] }, asker, asIs),
  ).rejects.toThrow('did you mean name?');
  expect(seen).toEqual([]);
});

test('a person may go back, as far as they like, and finds what they had said', async () => {
  const { asker, seen } = scriptedAsker({
    'Project name': ['lung-ct', 'lung-mr'],
    Description: [new StepBack(), 'of the lung'],
    [noDetails]: [true],
  });
  const answers = await askInTurn(inputs, asker, asIs);
  expect(answers).toMatchObject({ name: 'lung-mr', description: 'of the lung' });
  const names = seen.filter(({ message }) => message === 'Project name');
  expect(names.map(({ initial }) => initial)).toEqual(['lung', 'lung-ct']);
  expect(seen.filter(({ message }) => message === 'What will the container do?')).toHaveLength(1);
  expect(seen[0]?.back).toBe(false);
  expect(seen[1]?.back).toBe(true);
});

test('going back from the base asks first what the container will do', async () => {
  const { asker, seen } = scriptedAsker({
    'What will the container do?': ['interactive', 'batch'],
    Base: [new StepBack(), 'python'],
  });
  expect(await askInTurn(inputs, asker, asIs)).toMatchObject({ base: 'python' });
  expect(seen.slice(0, 4).map(({ message }) => message)).toEqual([
    'What will the container do?',
    'Base',
    'What will the container do?',
    'Base',
  ]);
});

test('one answer may be changed at the end; what goes together with it stands, what does not is asked or takes its default', async () => {
  const first = await askInTurn(inputs, scriptedAsker({ 'Project name': ['lung-ct'] }).asker, asIs);
  const { asker, seen } = scriptedAsker({ 'Project name': ['lung-mr'] });
  expect(await askAgain(inputs, asker, { answers: first, key: 'name', adapt: asIs })).toEqual({
    ...first,
    name: 'lung-mr',
  });
  expect(seen.map(({ message }) => message)).toEqual(['Project name']);
  const other = scriptedAsker({ 'What will the container do?': ['interactive'] });
  expect(await askAgain(inputs, other.asker, { answers: first, key: 'base', adapt: asIs })).toMatchObject({
    base: 'rocker',
    name: 'lung-ct',
    port: 8787,
  });
  expect(other.seen.map(({ message }) => message)).toContain('Language packages');
});

test('what is not known yet has a word that stands for it, which a step back offers again', async () => {
  const { asker, seen } = scriptedAsker({
    'Safe Haven project id': ['', 'change-me', 'change-me'],
    'Registry that the image is pushed to': ['', new StepBack(), 'ghcr.io/change-me'],
    [noDetails]: [true],
  });
  await askInTurn(inputs, asker, asIs);
  const asked = seen.filter(({ message }) => message === 'Safe Haven project id');
  expect(asked.map(({ initial }) => initial)).toEqual(['', 'change-me']);
  expect(asked[0]?.refused).toEqual(['Not known yet? Write change-me']);
  const registry = seen.find(({ message }) => message === 'Registry that the image is pushed to');
  expect(registry?.refused).toEqual(['Not known yet? Write ghcr.io/change-me']);
});

test('of an image that nobody has typed yet nothing is said to be wrong', async () => {
  const { asker } = scriptedAsker({
    'Take the defaults for the rest?': [false],
    'Base image': ['\n', 'docker.io/library/python:3.11'],
  });
  const helps: string[] = [];
  const heard = {
    ...asker,
    text: (async (question) => (helps.push(question.help), asker.text(question))) as typeof asker.text,
  };
  await askInTurn(inputs, heard, asIs);
  expect(helps).toContainEqual(expect.stringMatching(/^Full reference of the base image/));
});
