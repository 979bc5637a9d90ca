import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calmLines, InertOutput } from '../../../src/io/terminal/inert-output.ts';

function print(pieces: readonly string[], { colour = true, commands = false } = {}): string {
  let written = '';
  const output = new InertOutput((text) => (written += text), colour);
  for (const piece of pieces) output.put(piece, commands);
  return written;
}

const red = '\u001B[31mx\u001B[39m';

describe('what is printed', () => {
  it('is what was said, where it is plain', () => {
    const text = 'naïve – 日本 ✓ 👩‍🔬 👩🏽‍🔬 ⚠️ ❤️‍🔥 a::b # ##x\n\tindent\n';
    expect(print([text])).toBe(text);
  });

  it('keeps our colours, where there are any', () => {
    expect(print([red])).toBe(red);
    expect(print([red], { colour: false })).toBe(String.raw`\u001b[31mx\u001b[39m`);
    expect(print([red], { commands: true })).toBe(String.raw`\u001b[31mx\u001b[39m`);
  });

  it.each([
    ['moves the cursor', '\u001B[2A', String.raw`\u001b[2A`],
    ['hides text', '\u001B[8mx', String.raw`\u001b[8mx`],
    ['sets a title', '\u001B]0;x\u0007', String.raw`\u001b]0;x\u0007`],
    ['goes back in the line', 'fail\rpass', String.raw`fail\u000dpass`],
    ['is a control of eight bits', '\u009B2A', String.raw`\u009b2A`],
    ['turns the direction of writing', '\u202Etxt.exe', String.raw`\u202etxt.exe`],
    ['isolates', '\u2066x\u2069', String.raw`\u2066x\u2069`],
    ['ends a line', 'a\u2028b', String.raw`a\u2028b`],
    ['joins what is no picture', 'a\u200Db', String.raw`a\u200db`],
    ['asks for the coloured form of a letter', 'a\uFE0F', String.raw`a\ufe0f`],
    ...Array.from(
      '\u00AD\u034F\u115F\u1160\u17B4\u180B\u180E\u200B\u200C\u200D\u2060\u2061\u2064\u206A\u2800\u3164\uFE00\uFE0F\uFFA0\uFFF9\uFFFC\uFDD0\uFFFE\uFFFF',
      (character): [string, string, string] => [
        `shows nothing: ${character.charCodeAt(0).toString(16)}`,
        `gh${character}cr.io`,
        `gh\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}cr.io`,
      ],
    ),
    ['hides beyond the first plane', '\u{1D173}\u{E0100}', String.raw`\ud834\udd73\udb40\udd00`],
    ['hides in tags', '\u{E0041}', String.raw`\udb40\udc41`],
  ])('spells out what %s', (_, text, shown) => {
    expect(print([text])).toBe(shown);
  });

  it.each([
    ['::stop-commands::x', String.raw`\u003a:stop-commands::x`],
    ['a\n::error::x', `a\n${String.raw`\u003a:error::x`}`],
    ['  \t::set-output name=a::b', `  \t${String.raw`\u003a:set-output name=a::b`}`],
    ['x ##[group]y', String.raw`x \u0023#[group]y`],
    ['##vso[task.setvariable]', String.raw`\u0023#vso[task.setvariable]`],
    ['##teamcity[x]', String.raw`\u0023#teamcity[x]`],
    ['###[x', String.raw`#\u0023#[x`],
  ])('is no command to a runner: %j', (text, shown) => {
    expect(print([text])).toBe(shown);
  });

  it('is no command either when it comes in pieces', () => {
    expect(print(['a\n', ' ', '::error::x'])).toBe(`a\n ${String.raw`\u003a:error::x`}`);
    expect(print(['a', '::b'])).toBe('a::b');
    for (const pieces of [
      ['x ##', '[group]'],
      ['x #', '#[group]'],
    ])
      expect(print(pieces)).not.toContain('##[');
    for (const pieces of [
      [':', ':error::x'],
      ['\n:', ':error::x'],
      [' ', ':', ':x'],
    ])
      expect(print(pieces)).not.toMatch(/^\s*::/m);
  });

  it('lets our own commands through, and nothing else of them', () => {
    expect(print(['::error file=a::b\n'], { commands: true })).toBe('::error file=a::b\n');
    expect(print(['::error file=\u001B[2Aa::b'], { commands: true })).toBe(String.raw`::error file=\u001b[2Aa::b`);
  });

  it('means the same where it is JSON', () => {
    const nasty = fc
      .array(
        fc.constantFrom(
          '::',
          '##[',
          '\n',
          '\u001B[31m',
          '\u202E',
          '\\',
          '"',
          '\u0085',
          '\u{E0041}',
          'a',
          ' ',
          '##vso[',
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(nasty, fc.boolean(), (text, colour) => {
        const json = `${JSON.stringify({ [text]: [text] }, undefined, 2)}\n`;
        const shown = print([json], { colour });
        expect(JSON.parse(shown)).toEqual(JSON.parse(json));
        expect(shown).not.toMatch(/^\s*::|##(?:\[|vso\[)|[\u202E\u0085]/m);
      }),
    );
  });

  it('never holds what a terminal or a runner obeys', () => {
    const text = fc
      .array(
        fc.constantFrom(':', '::', '#', '##', '[', 'vso[', '\n', ' ', '\r', '\u001B', '[2J', '\u009B', '\u202E', 'a'),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(text), (pieces) => {
        const shown = print(pieces);
        expect(shown).not.toMatch(/^[ \t]*::|##(?:\[|vso\[)|[^\P{Cc}\n\t]|\u202E/mu);
      }),
    );
  });

  it('can be had as a text', () => {
    expect(calmLines('::a\n\u001B[1mb')).toBe(`${String.raw`\u003a:a`}\n${String.raw`\u001b[1mb`}`);
  });
});
