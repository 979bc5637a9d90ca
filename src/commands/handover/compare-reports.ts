import { assess } from '../../engine/assess/assess.ts';
import { findForeignBase } from '../../engine/handover/find-foreign-base.ts';
import { hoursApart } from '../../io/handover/hours-apart.ts';
import type { Environment } from '../../model/command.ts';
import type { Assessment } from '../../model/handover/assessment.ts';
import { parseExploitedList } from '../../parse/handover/exploited-list.ts';
import { parseOpenVex } from '../../parse/handover/open-vex.ts';
import { type HandoverReports, mostBytes } from './read-handover-reports.ts';

/** Text of a file that a person named. */
export async function readText(file: string, environment: Environment): Promise<string> {
  return new TextDecoder().decode(await environment.readFile(file, mostBytes));
}

/** The image beside its base; nothing where the image was not scanned. `today`: ISO 8601 date. */
export async function compareReports(
  { report, baseReport }: HandoverReports,
  how: {
    readonly vex: string | undefined;
    readonly flags: { readonly vex: string | undefined; readonly kev: string | undefined };
    /** Full name of the base, as the Dockerfile has it; empty where that is not known. */
    readonly base: string;
    readonly today: string;
  },
  environment: Environment,
): Promise<Assessment | undefined> {
  if (report === undefined) return undefined;
  const apart = baseReport === undefined ? undefined : hoursApart(report.createdAt, baseReport.createdAt);
  const foreign = baseReport === undefined ? undefined : findForeignBase(baseReport, how.base);
  const { kev, vex } = how.flags;
  const exploited = kev === undefined ? undefined : parseExploitedList(await readText(kev, environment), kev);
  const statements = how.vex === undefined ? [] : parseOpenVex(how.vex, vex ?? '').statements;
  return assess({
    image: report,
    ...(baseReport === undefined ? {} : { base: baseReport }),
    ...(foreign === undefined ? {} : { doubts: [foreign] }),
    ...(apart === undefined ? {} : { hoursApart: apart }),
    acceptances: statements.flatMap(({ acceptance }) => acceptance ?? []),
    today: how.today,
    ...(exploited === undefined ? {} : { exploited }),
  });
}
