import { defineRule, type Finding, type Location, type Verdict } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { combine, joinUnknown, judge, notApplicable, onImages, unknown } from '../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../model/sources/facts.ts';
import { countOf } from '../shared/count-of.ts';
import { groupBy } from '../shared/group-by.ts';
import { findBrought, takesData } from './shared/data/data-files.ts';
import { describeCopy } from './shared/data/describe-copy.ts';
import { judgeCopied, judgeWritten } from './shared/data/placed-data.ts';
import { describeKept } from './shared/data/saved-outputs.ts';
import { acceptedPlaces } from './shared/data/accepted-places.ts';
import { judgeUnsure } from './shared/data/unsure-files.ts';

const id = 'no-data-files';

const brings = ({ keyword }: Instruction): boolean => keyword === 'COPY' || keyword === 'ADD';

/** Why what is copied was not seen as a whole, or that nothing is. */
function findUnseen(
  image: FinalImage,
  dockerfile: DockerfileFacts,
  { incomplete, files }: ProjectFacts,
): Verdict | undefined {
  const { copied, missing } = dockerfile.context;
  const location = (line: number): Location => ({ file: dockerfile.path, line });
  // A single file is told by its name even where it is not there yet; what a folder holds is not.
  const absent = missing.find(({ path, isStarted }) => !/\.\w+$/.test(path) && isStarted !== true);
  if (absent !== undefined) {
    const isHere = files.some(({ path }) => path.startsWith(`${absent.path.replace(/\/$/, '')}/`));
    return unknown(
      `what "${absent.path}" holds could not be looked at: ${isHere ? '.dockerignore leaves it out' : 'there is no such file or folder here'}`,
      location(absent.instruction.line),
    );
  }
  const foreign = image.instructions.find((each) => takesData(each, dockerfile));
  if (foreign !== undefined)
    return unknown(
      `${foreign.keyword} takes ${foreign.words[0]?.value ?? ''} from another image, and what lies there is not among the files`,
      location(foreign.line),
    );
  if (incomplete !== undefined && copied.length > 0) return unknown(incomplete);
  return image.instructions.some(brings) ? undefined : notApplicable('nothing is copied into the image');
}

export default defineRule({
  kind: 'checked',
  id,
  group: 'directories',
  severity: 'error',
  force: 'must',
  summary: 'No data file is copied into the image',
  rationale:
    'Images leave the project on their way through registries and caches, and are kept by people who may not see the data. Data reaches the program through the /safe_data mount. Tables, sequences, databases and the formats of imaging count by their endings, also where they are public or made up: a waiver accepts one. Pickles, archives and pictures (.png, .jpg) count where their name or folder says data; models, documents such as .docx and .pdf, and what a page shows, such as a logo, do not. A notebook that keeps what its cells showed is unknown: that may be of people. What a clone brings at build is not seen: where the image works in it, or a tool that fetches data ran, it is unknown.',
  source: buildGuide('1.1'),
  check: onImages((image, dockerfile, facts) => {
    const { copied, missing } = dockerfile.context;
    const location = (line: number): Location => ({ file: dockerfile.path, line });
    const judged = judgeCopied([...copied, ...missing], dockerfile.path, facts);
    const data = judged.filter(({ kind }) => kind === 'data');
    // What a waiver names, a file or a folder, is a finding of its own, there: no other file is accepted with it.
    const accepted = acceptedPlaces(facts.waivers, id);
    const findings: Finding[] = [
      ...[...groupBy(data, ({ path, instruction }) => accepted(path) ?? instruction).values()].map(
        ([{ path, instruction }, ...others]) => ({
          ...describeCopy(instruction, [path, ...others.map((each) => each.path)], dockerfile, facts.home),
          location: accepted(path) !== undefined ? { file: path } : location(instruction.line),
        }),
      ),
      ...image.instructions.flatMap((instruction) => findBrought(instruction, dockerfile.path)),
    ];
    const perhaps = judged.filter(({ kind }) => kind === 'unsure');
    const unsure = judgeUnsure(perhaps, accepted, dockerfile, facts);
    const rest = judge(findings, {
      text: `${countOf(judged.length, 'file')} ${judged.length === 1 ? 'is' : 'are'} copied, none is a data file by its name or first lines${describeKept(facts.files, new Set(copied.map(({ path }) => path)))}`,
      location: location(image.instructions.find(brings)?.line ?? image.stage.line),
    });
    const unseen = joinUnknown([unsure.open, judgeWritten(image, dockerfile, facts)]);
    const open = unseen ?? findUnseen(image, dockerfile, facts);
    // Files are different ones, so that no finding, and no waiver of one, speaks for the others.
    const shown = open === undefined ? [rest] : findings.length === 0 ? [open] : [rest, open];
    return combine([...unsure.accepted, ...shown], '');
  }),
  good: [
    {
      title: 'code only',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src /opt/app\n', 'src/main.py': 'print(1)\n' },
    },
    {
      title: 'data that is left out of the context',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY . /opt/app\n',
        '.dockerignore': 'data\n',
        'data/patients.csv': 'id\n',
        'main.py': 'print(1)\n',
      },
    },
  ],
  bad: [
    {
      title: 'by name',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY patients.csv /data/\n', 'patients.csv': 'id\n' },
    },
    {
      title: 'with everything else',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY . /opt/app\n',
        'data/scan.nii.gz': 'x',
        'main.py': 'print(1)\n',
      },
    },
    {
      title: 'from an address',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN wget https://example.org/cohort.parquet\n' },
    },
  ],
});
