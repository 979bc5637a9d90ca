import { expect, test } from 'vitest';
import { nameStop } from '../../generators/name-failure.ts';

test('what Yeoman throws where a person stopped says so, with our exit code', () => {
  const error = Object.assign(new Error('User force closed the prompt with SIGINT'), { name: 'ExitPromptError' });
  nameStop(error);
  expect(error).toMatchObject({ message: 'Stopped; nothing was written.', code: 130 });
});

test('another error stays what it is', () => {
  const error = new Error('the disk is full');
  nameStop(error);
  expect(error).toMatchObject({ message: 'the disk is full' });
  expect(error).not.toHaveProperty('code');
});
