import { readImageArchive } from '../../io/handover/read-image-archive.ts';
import { hashText } from '../../io/project/hash-text.ts';
import { kindOfPath } from '../../io/project/kind-of-path.ts';
import { refuseLinkedFile } from './refuse-links.ts';
import { tellSize } from './tell-size.ts';
import { readPlainFile } from '../../io/project/read-limited-file.ts';
import type { Environment } from '../../model/command.ts';
import type { ScanReport } from '../../model/handover/scan-report.ts';
import { parsePushedManifest } from '../../parse/handover/pushed-manifest.ts';
import { parseScanReport } from '../../parse/handover/scan-report.ts';
import { parseSoftwareList, type SoftwareList } from '../../parse/handover/software-list.ts';

/** Bytes; the report on an image with every package of a data scientist is about 30 MB. */
export const mostBytes = 256 * 1024 ** 2;

/** What a pipeline left of an image. Absent: the file is not there. */
export interface HandoverReports {
  readonly report?: ScanReport;
  readonly baseReport?: ScanReport;
  readonly software?: { readonly list: SoftwareList; readonly text: string };
  readonly pushed?: { readonly config: string; readonly digest: string; readonly text: string };
  readonly archived?: string;
}

/** Reads the reports in a folder. Throws a UserError where one of them is not what its name says. */
export async function readHandoverReports(
  folder: string,
  archive: string | undefined,
  environment: Environment,
): Promise<HandoverReports> {
  const read = async (name: string): Promise<{ readonly text: string; readonly place: string } | undefined> => {
    const place = `${folder}/${name}`;
    refuseLinkedFile(environment.cwd, place);
    if ((await kindOfPath(environment.cwd, place)) !== 'file') return undefined;
    return { text: new TextDecoder().decode(readPlainFile(environment.cwd, place, mostBytes)), place };
  };
  const image = await read('trivy-image.json');
  const base = await read('trivy-base.json');
  const software = await read('sbom.cdx.json');
  const manifest = await read('manifest.json');
  return {
    ...(image === undefined ? {} : { report: parseScanReport(image.text, image.place) }),
    ...(base === undefined ? {} : { baseReport: parseScanReport(base.text, base.place) }),
    ...(software === undefined
      ? {}
      : { software: { list: parseSoftwareList(software.text, software.place), text: software.text } }),
    ...(manifest === undefined
      ? {}
      : {
          pushed: {
            config: parsePushedManifest(manifest.text, manifest.place),
            digest: `sha256:${hashText(manifest.text)}`,
            text: manifest.text,
          },
        }),
    ...(archive === undefined ? {} : { archived: await readArchive(archive, environment) }),
  };
}

async function readArchive(archive: string, environment: Environment): Promise<string> {
  refuseLinkedFile(environment.cwd, archive);
  tellSize(archive, environment);
  return readImageArchive(environment.cwd, archive);
}
