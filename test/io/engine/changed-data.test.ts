import { pack } from 'tar-stream';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { compareData, findCopies, readMarks, type DataMarks } from '../../../src/io/engine/changed-data.ts';

type File = readonly [name: string, content?: string, second?: number, mode?: number];

/** As an engine's `cp` hands it out: folders end in a slash. */
async function archiveOf(...files: readonly File[]): Promise<Buffer> {
  const archive = pack();
  for (const [name, content = '', second = 1, mode = 0o644] of files)
    archive.entry(
      { name, type: name.endsWith('/') ? 'directory' : 'file', mode, mtime: new Date(second * 1000) },
      content,
    );
  archive.finalize();
  return buffer(archive);
}

async function marksOf(...files: readonly File[]): Promise<DataMarks | undefined> {
  return readMarks(Readable.from([await archiveOf(...files)]));
}

const data: readonly File[] = [['./'], ['a.csv', '1,2\n'], ['d/'], ['d/b.csv', 'x']];

test('nothing changed, whichever engine tells it', async () => {
  const docker = data.map(([name, ...rest]): File => [`safe_data/${name.replace('./', '')}`, ...rest]);
  expect(compareData(await marksOf(...data), await marksOf(...docker))).toEqual([]);
});

test.each<readonly [string, readonly File[], readonly string[]]>([
  ['a new file', [['./', '', 9], ...data.slice(1), ['log', 'a\n']], ['/safe_data/log']],
  ['one that is gone', [['./'], ['a.csv', '1,2\n'], ['d/', '', 9]], ['/safe_data/d/b.csv']],
  ['one that grew', [['./'], ['a.csv', '1,2\n3\n', 9], ...data.slice(2)], ['/safe_data/a.csv']],
  ['one of the same size', [['./'], ['a.csv', '3,4\n', 9], ...data.slice(2)], ['/safe_data/a.csv']],
  ['one of the same size within the same second', [['./'], ['a.csv', '3,4\n'], ...data.slice(2)], ['/safe_data/a.csv']],
  ['one that more may read', [['./'], ['a.csv', '1,2\n', 1, 0o666], ...data.slice(2)], ['/safe_data/a.csv']],
  ['a file that came and went', [['./'], ['a.csv', '1,2\n'], ['d/', '', 9], ['d/b.csv', 'x']], ['/safe_data/d']],
])('%s is seen', async (_, after, changed) => {
  expect(compareData(await marksOf(...data), await marksOf(...after))).toEqual(changed);
});

test('what cannot be read may have changed', async () => {
  expect(compareData(await marksOf(...data), undefined)).toEqual(['/safe_data']);
  expect(compareData(undefined, await marksOf(...data))).toEqual(['/safe_data']);
});

test("an output that is a file of the data, byte for byte, is named with it; an empty one is nobody's", async () => {
  const outputs = await readMarks(
    Readable.from([await archiveOf(['./'], ['copy.csv', '1,2\n', 9], ['e', ''])]),
    '/safe_outputs',
  );
  expect(findCopies(await marksOf(...data, ['empty', '']), outputs)).toEqual(['copy.csv (/safe_data/a.csv)']);
  expect(findCopies(undefined, outputs)).toEqual([]);
});
