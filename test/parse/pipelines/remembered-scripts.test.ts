import { expect, test } from 'vitest';
import { readRemembered } from '../../../src/parse/pipelines/remembered-scripts.ts';
import { readShell } from '../../../src/parse/shell/shell.ts';
import { readYaml, type LocatedNode } from '../../../src/parse/text/located-yaml.ts';

const script =
  'cd app\ncat <<EOF | docker push "$IMAGE:$TAG"\n$IMAGE\nEOF\nfor x in a b; do echo "$x $IMAGE" > out; done\n';

function nodeAfter(lines: number): LocatedNode {
  const block = script.replaceAll(/^(?=.)/gm, '  ');
  const read = readYaml(`${'#\n'.repeat(lines)}run: |\n${block}`);
  const node = 'problem' in read ? undefined : read.documents[0]?.entries.get('run');
  if (node === undefined) throw new Error('the script was not found');
  return node;
}

test('a script that was read before gives what reading it gives, in its own lines and with its own values', () => {
  const values: Record<string, string>[] = [
    { IMAGE: 'a/b' },
    { IMAGE: 'a/b', TAG: '1' },
    {},
    { IMAGE: 'c/d' },
    { x: 'y', IMAGE: 'a/b' },
  ];
  for (const lines of [0, 7, 2, 7]) {
    for (const known of values) {
      const lookup = (name: string): string | undefined => known[name];
      const node = nodeAfter(lines);
      const text = node.text ?? '';
      expect(readRemembered(text, node, lookup)).toEqual(readShell(text, node.lineAt, lookup, true));
    }
  }
});

test('more scripts than are kept are read as well', () => {
  const node = nodeAfter(1);
  for (let number = 0; number < 500; number += 1) {
    const text = `echo ${String(number)}\n`;
    expect(readRemembered(text, { ...node, text }, () => undefined)[0]?.words).toEqual(['echo', String(number)]);
  }
  expect(readRemembered(script, node, () => undefined)).toEqual(readShell(script, node.lineAt, () => undefined, true));
});
