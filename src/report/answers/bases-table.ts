import type { Base } from '../../model/render/base.ts';

/** The table of bases for the README, in GitHub's Markdown, without a line end at its end. */
export function formatBasesTable(bases: readonly Base[]): string {
  const rows = bases.map((base) => {
    const images = base.images.map(
      ({ reference, digest, seen }) =>
        `\`${reference}\` ${digest === undefined ? '(no digest known)' : `(digest seen ${seen ?? ''})`}`,
    );
    const port = base.port === undefined ? '' : `, port ${String(base.port)}`;
    return `| \`${base.name}\` | ${base.kind}${port} | ${images.join('<br>')} | \`${base.packageFile}\` | ${base.runtimes.join(', ')} |`;
  });
  return [
    '| base | kind | images, the first is the default | packages in | runs under |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
