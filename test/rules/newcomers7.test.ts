import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { RuleResult } from '../../src/model/check/check-report.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import execForm from '../../src/rules/exec-form.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import { factsOf } from '../helpers/project.ts';

async function firstFinding(rule: CheckedRule, files: Record<string, string>): Promise<RuleResult | undefined> {
  return check(await factsOf(files), [rule]).results[0];
}

describe('a file that a program names from its own folder on, above what was copied, is the project’s', () => {
  test.each([
    ['a.jl', 'println(read(joinpath(@__DIR__, "..", "config", "study.json"), String))\n', 'julia'],
    [
      'a.py',
      'import os\nopen(os.path.join(os.path.dirname(__file__), "..", "config", "study.json")).read()\n',
      'python',
    ],
    [
      'a.py',
      'from pathlib import Path\n(Path(__file__).parent.parent / "config" / "study.json").read_text()\n',
      'python',
    ],
  ])('%s: %s', async (name, text, program) => {
    const finding = await firstFinding(filesInImage, {
      Dockerfile: `FROM docker.io/library/${program}:1\nCOPY src/ /app/\nENTRYPOINT ["${program}", "/app/${name}"]\n`,
      [`src/${name}`]: text,
      'config/study.json': '{}',
    });
    expect(finding?.message).toContain('opens /config/study.json, and config/study.json is not in the image');
    expect(finding?.fix).toContain('COPY config/study.json to /config/study.json');
  });

  test('what the project lacks too is named as a person would, and is no mount of others', async () => {
    const finding = await firstFinding(filesInImage, {
      Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ["python", "/app/a.py"]\n',
      'src/a.py': 'import os\nopen(os.path.join(os.path.dirname(__file__), "..", "config", "study.json")).read()\n',
    });
    expect(finding?.message).toContain('reads /config/study.json, which neither the image nor the TRE has');
  });
});

describe('the shell form of one program is mended on bases that have an ENTRYPOINT too', () => {
  test.each([
    ['docker.io/library/julia:1.12.1', 'ENTRYPOINT julia /app/main.jl', '["julia", "/app/main.jl"]'],
    ['docker.io/library/julia:1.12.1', 'CMD julia /app/main.jl', '["julia", "/app/main.jl"]'],
    ['docker.io/rapidsai/notebooks:26.04-cuda13-py3.14', 'CMD python /app/main.py', '["python", "/app/main.py"]'],
  ])('%s %s', async (image, start, json) => {
    const finding = await firstFinding(execForm, { Dockerfile: `FROM ${image}\n${start}\n` });
    expect(finding?.edits?.map(({ text }) => text)).toEqual([json]);
  });

  test.each([
    // What the base's ENTRYPOINT takes as its own arguments would be others.
    ['docker.io/bitnami/unheard-of:1', 'CMD python /app/main.py'],
    ['docker.io/library/postgres:18', 'CMD postgres'],
    ['docker.io/library/julia:1.12.1', 'ENTRYPOINT ["/start"]\nCMD julia /app/main.jl'],
  ])('%s %s stays for a person', async (image, start) => {
    const finding = await firstFinding(execForm, { Dockerfile: `FROM ${image}\n${start}\n` });
    expect(finding?.edits).toBeUndefined();
  });
});
