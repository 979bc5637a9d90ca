import { defineRule, type Finding } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { judge, notApplicable, onImages, unknown } from '../model/check/verdicts.ts';

const dataEndings = new Set([
  'csv',
  'tsv',
  'psv',
  'xls',
  'xlsx',
  'xlsb',
  'ods',
  'parquet',
  'feather',
  'arrow',
  'orc',
  'avro',
  'sav',
  'zsav',
  'por',
  'dta',
  'sas7bdat',
  'xpt',
  'rds',
  'rda',
  'rdata',
  'h5',
  'hdf5',
  'h5ad',
  'loom',
  'mat',
  'nii',
  'dcm',
  'dicom',
  'mgz',
  'vcf',
  'bcf',
  'bam',
  'cram',
  'sam',
  'fastq',
  'fq',
  'bed',
  'bim',
  'fam',
  'pgen',
  'bgen',
  'sqlite',
  'sqlite3',
  'db',
  'duckdb',
  'mdb',
  'accdb',
  'npy',
  'npz',
  'jsonl',
  'ndjson',
  'shp',
  'gpkg',
]);
const compressed = new Set(['gz', 'bz2', 'xz', 'zst', 'zip']);

/** Whether a path is a data file's by its ending, compressed or not. */
function isDataFile(path: string): boolean {
  const [last = '', before = ''] = path.toLowerCase().split('.').slice(1).toReversed();
  return dataEndings.has(last) || (compressed.has(last) && dataEndings.has(before));
}

export default defineRule({
  kind: 'checked',
  id: 'no-data-files',
  group: 'directories',
  severity: 'error',
  force: 'must',
  summary: 'No data file is copied into the image',
  rationale:
    'Images leave the project on their way through registries and caches, and are kept by people who may not see the data. Data reaches the program through the /safe_data mount.',
  source: buildGuide('1.1'),
  check: onImages((image, dockerfile, facts) => {
    const findings: Finding[] = [];
    const { copied, missing } = dockerfile.context;
    for (const { path, instruction } of [...copied, ...missing]) {
      if (isDataFile(path))
        findings.push({
          message: `${instruction.keyword} puts the data file ${path} into the image`,
          location: { file: dockerfile.path, line: instruction.line },
          fix: `add ${path} to .dockerignore, or copy less; read it from /safe_data at run time`,
        });
    }
    for (const instruction of image.instructions) {
      const urls = [
        ...instruction.words.slice(0, instruction.keyword === 'ADD' ? -1 : 0).map((word) => word.value),
        ...instruction.commands
          .filter(({ program }) => /^(?:curl|wget|aria2c)$/.test(program))
          .flatMap(({ words }) => words),
      ];
      for (const url of urls)
        if (/^https?:/.test(url) && isDataFile(url.split('?')[0] ?? ''))
          findings.push({
            message: `${instruction.keyword} fetches the data file ${url}`,
            location: { file: dockerfile.path, line: instruction.line },
            fix: 'stage it in the project data and read it from /safe_data',
          });
    }
    // A single file is told by its name even where it is not there yet; what a folder holds is not.
    const absent = missing.find(({ path, isStarted }) => !/\.\w+$/.test(path) && isStarted !== true);
    if (findings.length === 0 && absent !== undefined)
      return unknown(`what "${absent.path}" holds could not be looked at: there is no such file or folder here`, {
        file: dockerfile.path,
        line: absent.instruction.line,
      });
    if (findings.length === 0 && facts.incomplete !== undefined && copied.length > 0) return unknown(facts.incomplete);
    const copies = image.instructions.filter(({ keyword }) => keyword === 'COPY' || keyword === 'ADD');
    if (findings.length === 0 && copies.length === 0) return notApplicable('nothing is copied into the image');
    return judge(findings, {
      text: `${String(copied.length + missing.length)} files are copied, none is a data file by its name`,
      location: { file: dockerfile.path, line: copies[0]?.line ?? image.stage.line },
    });
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
