import { describe, expect, test } from 'vitest';
import { bases } from '../../src/catalog/bases.ts';
import { knownImages } from '../../src/catalog/images.ts';
import { forcedFindings } from '../../src/catalog/forced-findings.ts';
import { rules } from '../../src/rules/index.ts';
import { check } from '../../src/engine/check/check.ts';
import { loadAtlas } from '../../src/commands/check/load-atlas.ts';
import { loadSyntax } from '../../src/io/programs/load-syntax.ts';
import { isProjectPlaceholder } from '../../src/catalog/placeholders.ts';
import { parseProject } from '../../src/parse/project/project.ts';
import { formatStateFile } from '../../src/parse/records/state-file.ts';
import { listVariants, readVariant, renderAnswers, withLicences } from '../helpers/golden.ts';

const ruleOf = (text: string): string => text.split(':')[0] ?? '';

describe.each(listVariants())('fresh output of %s', (variant) => {
  test('has no failure and nothing unknown, but for what its base forces', async () => {
    const answers = await readVariant(variant);
    const tree = await renderAnswers(answers);
    const record = formatStateFile(undefined, { version: '0.0.0', answers: { ...answers } });
    const texts = { ...withLicences(tree, answers), '.yo-rc.json': record };
    const files = Object.entries(texts).map(([path, text]) => ({
      path,
      text,
      size: Buffer.byteLength(text),
      executable: tree.get(path)?.executable ?? false,
    }));
    const { results, waiverProblems } = check(
      await parseProject(files, { bases: Object.values(bases), images: knownImages, loadSyntax, loadAtlas }),
      rules,
    );
    const list = (...verdicts: string[]): string[] =>
      results
        .filter(({ verdict }) => verdicts.includes(verdict))
        .map(({ rule, message, reason }) => `${rule}: ${reason ?? message}`);
    expect(list('unknown')).toEqual([]);
    // No public record of a RAPIDS digest is known, so its images are pinned by the user.
    expect(list('fail').map(ruleOf)).toEqual([
      ...(answers.image.includes('@sha256:') ? [] : ['base-image-pinned']),
      ...(isProjectPlaceholder(answers.project) ? ['registry-pullable', 'project-named'] : []),
    ]);
    expect(list('waived').map(ruleOf)).toEqual(
      [...bases[answers.base].forced, ...forcedFindings].filter(({ tool }) => tool === 'check').map(({ id }) => id),
    );
    expect(waiverProblems).toEqual([]);
    expect(results.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(30);
  });
});
