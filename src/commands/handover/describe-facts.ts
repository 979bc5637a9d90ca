import { collectFacts } from '../../engine/handover/collect-facts.ts';
import { hashText } from '../../io/project/hash-text.ts';
import type { Assessment } from '../../model/handover/assessment.ts';
import type { HandoverFacts } from '../../model/handover/facts.ts';
import type { HandoverProject } from './read-handover-project.ts';
import type { HandoverReports } from './read-handover-reports.ts';

/** What answers rest on, from the project, the reports on its image and the assessment. */
export function describeFacts(
  { about, imageName, baseReference, dockerfile, copied, modelEntries }: HandoverProject,
  { report, software, baseReport }: HandoverReports,
  assessment: Assessment | undefined,
): HandoverFacts {
  const start = report?.configuration;
  const found = (assessment?.findings ?? []).filter(({ origin }) => origin !== 'fixed');
  return collectFacts(
    {
      project: [
        `name ${about.name}`,
        `purpose ${about.description}`,
        `project ${about.safeHavenProject}`,
        `contact ${about.contact}`,
        `kind ${about.kind}`,
        `image ${imageName}`,
      ],
      base: [baseReference, ...(baseReport === undefined ? [] : [`configuration ${baseReport.imageId}`])],
      dockerfile: [`${dockerfile.path} sha256:${dockerfile.sha256}`],
      packages: software?.list.packages ?? [],
      files: copied,
      command:
        start === undefined
          ? []
          : [...start.entrypoint, ...start.command, ...(start.workdir === '' ? [] : [`(in ${start.workdir})`])],
      user: start === undefined ? [] : [start.user === '' ? 'root' : start.user],
      ports: start?.ports ?? [],
      environment: start?.environment ?? [],
      models: modelEntries,
      vulnerabilities: found.map(
        ({ id, package: name, installedVersion, origin }) => `${id} in ${name} ${installedVersion} (${origin})`,
      ),
    },
    hashText,
  );
}
