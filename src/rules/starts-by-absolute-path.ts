import { defineRule, type Finding, type TextEdit } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { judge, notApplicable, onImages, unknown, withOpen } from '../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage } from '../model/dockerfile/dockerfile-facts.ts';
import { showWay, type NamedByFolder } from '../model/programs/reach.ts';
import { isBrokenList } from '../model/dockerfile/broken-list.ts';
import { findImpossibleStarts } from './shared/starts/impossible-starts.ts';
import { tellProject } from './shared/commands/told-project.ts';
import { missedStarts, startsByFolder } from './shared/reach/missed-starts.ts';
import { apptainerOptions as optionFile, folderOfApptainer } from './shared/undone/undone-workdir.ts';

const from = 'FROM docker.io/library/python:3.13\n';
const main = { 'main.py': 'print(1)\n' };

export default defineRule({
  kind: 'checked',
  id: 'starts-by-absolute-path',
  group: 'start',
  severity: 'warning',
  force: 'should',
  isMust: ({ runtimes }) => runtimes?.includes('apptainer') === true,
  rehearsed: true,
  summary: 'What the image starts is named by its absolute path',
  rationale:
    "Apptainer ignores WORKDIR and starts the program in the folder of whoever starts it, so that a program named relative to WORKDIR is not found there. A must where the project is run with apptainer. The start of the base's own is left as it is, also of one that nobody knows.",
  source: testingGuide('Test the container for TRE use'),
  check: onImages((image, dockerfile, facts) => {
    const reach = facts.reach.get(dockerfile.path);
    const start = image.entrypoint ?? image.cmd;
    const location = { file: dockerfile.path, line: start?.line ?? image.stage.line };
    if (start === undefined && reach?.start === undefined)
      return notApplicable(`there is no ENTRYPOINT and no CMD: what ${image.from.word.value} starts is left as it is`);
    if (reach?.start === undefined)
      return unknown(`what ${image.from.word.value} starts with ${start?.text ?? ''} cannot be seen here`, location);
    const given = folderOfApptainer(facts);
    const findings = startsByFolder(reach)
      .filter(({ folder }) => given === undefined || folder !== given.folder)
      .map((named) => describe(named, image, dockerfile));
    const missed = missedStarts(reach).filter((each) => each.class === 'started' && each.isInstalled !== true);
    const hidden = missed.find(({ what }) => what.includes('$'));
    const open =
      hidden === undefined
        ? undefined
        : unknown(`${showWay(hidden.way)} starts ${hidden.what}, which ${hidden.why}`, hidden.location);
    if (given !== undefined && startsByFolder(reach).length > 0)
      return withOpen(judge(findings, { text: `--pwd ${given.folder}`, location: { file: given.file } }, 'file'), open);
    const [unread] = missed;
    const isHopeless =
      (start !== undefined && isBrokenList(start)) || findImpossibleStarts(image, dockerfile, reach).length > 0;
    const judged = judge(
      findings,
      {
        text: `${reach.start.text.slice(0, 80)} ${unread === undefined ? 'needs no WORKDIR' : `names no relative path; what ${unread.what} starts in turn was not read`}`,
        location,
      },
      unread === undefined && !isHopeless ? 'file' : 'none-found',
    );
    return withOpen(judged, open);
  }),
  good: [
    {
      title: 'an absolute path',
      files: { ...main, Dockerfile: `${from}WORKDIR /app\nCOPY main.py .\nCMD ["python", "/app/main.py"]\n` },
    },
    {
      title: 'a shell that goes there first',
      files: { ...main, Dockerfile: `${from}COPY main.py /app/\nCMD cd /app && exec python main.py\n` },
    },
    {
      title: 'apptainer is told where',
      files: {
        ...main,
        [optionFile]: '--pwd /app\n',
        Dockerfile: `${from}WORKDIR /app\nCOPY main.py .\nCMD ["python", "main.py"]\n`,
      },
    },
  ],
  bad: [
    {
      title: 'a program beside WORKDIR',
      files: { ...main, Dockerfile: `${from}WORKDIR /app\nCOPY main.py .\nCMD ["python", "main.py"]\n` },
    },
    {
      title: 'a module of the working directory',
      files: { ...main, Dockerfile: `${from}WORKDIR /app\nCOPY main.py .\nCMD ["python", "-m", "main"]\n` },
    },
  ],
});

function describe(named: NamedByFolder, image: FinalImage, dockerfile: DockerfileFacts): Finding {
  const { what, place, folder, isModule, way, location } = named;
  const where = folder === undefined ? 'the working directory' : `the working directory ${folder}`;
  const edits = place === undefined ? [] : editsOf(what, place, image, dockerfile);
  const path =
    tellProject(what, folder ?? 'FOLDER', image) ??
    (isModule === true ? `ENV PYTHONPATH=${folder ?? 'FOLDER'}` : `write ${place ?? `the absolute path of ${what}`}`);
  return {
    message: `${showWay(way)} finds ${what} only in ${where}, and apptainer starts elsewhere`,
    location,
    fix: `${path}, or give apptainer --pwd ${folder ?? 'FOLDER'} in ${optionFile}`,
    ...(edits.length === 0 ? {} : { edits }),
  };
}

/** A word of ENTRYPOINT or CMD as JSON becomes the path of the same file. */
function editsOf(what: string, place: string, { entrypoint, cmd }: FinalImage, { path }: DockerfileFacts): TextEdit[] {
  return [entrypoint, cmd]
    .filter((start) => start?.form === 'json')
    .flatMap((start) => start?.words ?? [])
    .filter(({ text }) => text === what)
    .map(({ start, end }) => ({ file: path, start, end, text: JSON.stringify(place) }));
}
