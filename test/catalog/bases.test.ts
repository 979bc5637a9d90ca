import { describe, expect, test } from 'vitest';
import { bases } from '../../src/catalog/bases.ts';
import { parseImageReference } from '../../src/parse/dockerfile/image-reference.ts';

describe.each(Object.entries(bases))('base %s', (name, base) => {
  test('is listed under its own name and offers at least two images', () => {
    expect(base.name).toBe(name);
    expect(base.images.length).toBeGreaterThanOrEqual(2);
  });

  test.each(base.images.map((image) => [image.reference, image] as const))(
    '%s is fully qualified, and a digest has its proof',
    (reference, image) => {
      const parsed = parseImageReference(image.digest === undefined ? reference : `${reference}@${image.digest}`);
      expect(parsed).toMatchObject({ registry: expect.any(String), tag: expect.any(String) });
      const proven = /^(?:index|single-platform|not stated) \| \d{4}-\d\d-\d\d \| .{9,}$/.test(
        [image.digestKind, image.seen, image.evidence].join(' | '),
      );
      const unproven = [image.digestKind, image.seen, image.evidence].every((part) => part === undefined);
      expect(image.digest === undefined ? unproven : proven).toBe(true);
    },
  );

  test('counts the repositories of its own images', () => {
    for (const image of base.images)
      expect(base.repositories).toContain(image.reference.slice(0, image.reference.lastIndexOf(':')));
  });

  test('has a port when a person connects to it, and a reason for each runtime that it cannot use', () => {
    expect(base.port !== undefined).toBe(base.kind === 'interactive');
    expect([...base.runtimes, ...Object.keys(base.unsupportedRuntimes)].toSorted()).toEqual([
      'apptainer',
      'kubernetes',
      'podman',
    ]);
  });
});
