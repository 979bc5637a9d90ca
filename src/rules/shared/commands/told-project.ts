import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';

/** How a program that runs others in the environment of a project is told where that lies; no word of its command is the file that it looks for. */
export function tellProject(what: string, folder: string, { entrypoint, cmd }: FinalImage): string | undefined {
  const words = [entrypoint, cmd].flatMap((start) => start?.commands.flatMap((each) => each.words) ?? []);
  const ways: Readonly<Record<string, string>> = {
    uv: `write uv run --project ${folder}`,
    poetry: `write poetry --directory ${folder} run`,
    pdm: `write pdm run --project ${folder}`,
    pixi: `write pixi run --manifest-path ${folder}/${what}`,
    pipenv: `ENV PIPENV_PIPFILE=${folder}/${what}`,
  };
  const runner = words.map((word) => word.slice(word.lastIndexOf('/') + 1)).find((word) => Object.hasOwn(ways, word));
  if (runner === undefined || !/^(?:pyproject\.toml|pixi\.toml|Pipfile)$/.test(what)) return undefined;
  return `${ways[runner] ?? ''}, with ENV PYTHONPATH=${folder} where it starts modules of that folder`;
}
