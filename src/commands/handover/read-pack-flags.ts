import { UserError } from '../../model/errors.ts';
import type { PackInvocation } from './pack-definition.ts';

const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** What `pack` was told. */
export interface PackFlags {
  readonly tag: string | undefined;
  readonly reports: string;
  readonly vex: string | undefined;
  readonly kev: string | undefined;
  /** A file with the image itself. */
  readonly image: string | undefined;
  /** Address of the pipeline's run; empty where none was given. */
  readonly run: string;
  readonly previous: string | undefined;
  readonly output: string;
  /** Nobody named it, nor where the reports are. */
  readonly isOwnOutput: boolean;
  readonly isOwnReports: boolean;
  readonly isDraft: boolean;
  readonly isArchive: boolean;
}

/** Reads them. Throws a UserError for a tag or an address that is none. */
export function readPackFlags({ flags }: PackInvocation, folder: string): PackFlags {
  const within = (name: string): string => (folder === '.' ? name : `${folder}/${name}`);
  const tag = flags['tag'];
  if (tag !== undefined && !tagPattern.test(tag))
    throw new UserError({
      what: `"${tag}" is no tag of an image`,
      where: '--tag',
      fix: 'letters, digits, dots, hyphens and underscores, e.g. --tag 1.0',
    });
  return {
    reports: flags['reports'] ?? within('reports'),
    output: flags['output'] ?? within('handover'),
    isOwnOutput: flags['output'] === undefined,
    isOwnReports: flags['reports'] === undefined,
    isDraft: flags['draft'] === true,
    isArchive: flags['archive'] === true,
    tag,
    vex: flags['vex'],
    kev: flags['kev'],
    image: flags['image-archive'],
    run: readRun(flags['run']),
    previous: flags['previous'],
  };
}

function readRun(page: string | undefined): string {
  if (page !== undefined && !/^https?:\/\/[\w.-]+(?::\d+)?\/[\w./%~+@:-]*$/.test(page))
    throw new UserError({
      what: `"${page}" is no address of a pipeline's run`,
      where: '--run',
      fix: 'give the address of its page, beginning with http',
    });
  return page ?? '';
}
