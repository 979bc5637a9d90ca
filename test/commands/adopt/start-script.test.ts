import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findOtherScripts } from '../../../src/commands/rehearsal/compare-start-script.ts';
import { readRehearsedProject } from '../../../src/commands/rehearsal/read-rehearsed-project.ts';
import { openProject } from '../../../src/io/project/project-files.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { adopt } from '../../helpers/call-commands.ts';

test("the start script that adopt wrote is this program's own, until somebody edits it", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'adopt-'));
  try {
    writeFileSync(join(folder, 'main.py'), 'open("/safe_outputs/a.txt", "w").write("a")\n');
    const environment = catchEnvironment();
    const flags = { defaults: true, set: ['project=eidf999', 'registry=ghcr.io/me', 'program=main.py'] };
    expect(await adopt({ targets: [folder], flags }, environment)).toBe(0);
    const others = async (): Promise<readonly string[]> =>
      findOtherScripts(
        await readRehearsedProject(openProject(join(folder, 'tre')), undefined, environment),
        environment,
      );
    expect(await others()).toEqual([]);
    appendFileSync(join(folder, 'tre/ces/run.sh'), 'echo more\n');
    expect(await others()).toEqual(['ces/run.sh']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
