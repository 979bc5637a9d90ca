import { joinPath } from '../../parse/packages/read-pip-list.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { dataFolders } from './survey-data.ts';

/** `![logo](a.png)`, `include_graphics("a.png")`, `include_graphics(here::here("a.png"))`, `<img src="a.png">`: what stands before the name. */
const before = /\]\(|include_graphics\(|src=/;
const first = /^(?:here::)?(?:here\()?["']?([\w./ -]{1,300})/;
const pictures: ReadonlySet<string> = new Set('png jpg jpeg gif svg pdf'.split(' '));

function namedIn(text: string): readonly string[] {
  const names = text
    .split(before)
    .slice(1)
    .map((part) => first.exec(part.slice(0, 320))?.[1]?.trim() ?? '');
  return names.filter((name) => pictures.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase()));
}

/** Pictures of the repository that documents include, which end in an error without: those of folders for results and data may be of people, and are none. */
export function findShown(files: readonly ProjectFile[]): readonly string[] {
  const there = new Set(files.map(({ path }) => path));
  const found = files.flatMap(({ path, text = '' }) =>
    /\.[rq]md$/i.test(path) ? namedIn(text).flatMap((name) => [joinPath(path, name), joinPath('', name)]) : [],
  );
  return [...new Set(found)].filter((path) => there.has(path) && !dataFolders.test(path));
}
