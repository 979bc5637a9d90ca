import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { rehearse as run } from '../../helpers/call-commands.ts';
import { createEnvironment } from '../../../src/io/terminal/environment.ts';
import { openProject } from '../../../src/io/project/project-files.ts';
import type { ExitCode, Invocation } from '../../../src/model/command.ts';
import type { EvidenceCell, RehearsalEvidence } from '../../../src/model/rehearsal/evidence.ts';
import type { RunFinding } from '../../../src/model/rehearsal/rehearsal.ts';
import { tellNote } from '../../../src/report/terminal/tell-note.ts';

const validate = new Ajv2020({ allErrors: true, strict: false }).compile(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../schema/evidence.schema.json'), 'utf8')) as object,
);

/** What a rehearsal of a folder said. */
export interface Rehearsed {
  readonly code: ExitCode;
  /** Standard output and standard error, as a person sees them without colours. */
  readonly out: string;
  readonly err: string;
  readonly evidence: RehearsalEvidence;
  readonly cell: (id: string) => EvidenceCell;
}

/** Writes a project of these files into a new folder. */
export function makeProject(files: Readonly<Record<string, string>>): string {
  // The same last name for all of a worker: an image is named after its folder, so that the next one takes the name over.
  const name = `rehearsed-${process.env['VITEST_POOL_ID'] ?? '1'}`;
  const folder = join(mkdtempSync(join(tmpdir(), 'tre-project-')), name);
  mkdirSync(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Runs the command in this process, as `tre-container rehearse FOLDER ...` would. */
export async function rehearseFolder(folder: string, flags: Invocation['flags'] = {}): Promise<Rehearsed> {
  let out = '';
  let err = '';
  const environment = createEnvironment({ openProject, note: tellNote, cwd: folder });
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    colour: false,
    columns: 100,
  };
  const code = await run({ targets: [folder], flags }, { ...environment, terminal });
  const evidence = readEvidence(folder);
  const cell = (id: string): EvidenceCell => {
    const found = evidence.cells.find((each) => each.id === id);
    if (found === undefined) throw new Error(`no cell ${id} among ${evidence.cells.map((each) => each.id).join(', ')}`);
    return found;
  };
  return { code, out, err, evidence, cell };
}

/** The evidence in a project; throws when it does not meet the published schema. */
export function readEvidence(folder: string): RehearsalEvidence {
  const evidence: unknown = JSON.parse(readFileSync(join(folder, 'rehearsal/evidence.json'), 'utf8'));
  if (!validate(evidence)) throw new Error(`the evidence does not meet its schema: ${JSON.stringify(validate.errors)}`);
  return evidence as RehearsalEvidence;
}

/** Requirements that a cell broke, failures only. */
export function broken(findings: readonly RunFinding[]): readonly string[] {
  return findings.filter(({ level }) => level === 'failure').map(({ requirement }) => requirement);
}
