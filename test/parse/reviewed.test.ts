import { expect, test } from 'vitest';
import { splitChunks } from '../../src/parse/programs/chunks.ts';
import { startsProgram } from '../../src/parse/programs/starting-calls.ts';
import type { Call } from '../../src/model/programs/program-facts.ts';

test.each(['constructor', 'toString', '__proto__'])('no engine of a chunk is called %s', (name) => {
  expect(splitChunks(`\`\`\`{${name}}\nx\n\`\`\`\n`)).toEqual([]);
});

test.each(['constructor', 'toString', 'valueOf'])('no function that starts a program is called %s', (callee) => {
  expect(startsProgram({ callee } as Call)).toBe(false);
});
