import type { Location } from '../check/rule.ts';
import type { SurveyLanguage } from './repository-facts.ts';

/** What none of the bases is for, as data: languages, a framework for servers, two languages in one image. */
export interface StopSigns {
  /** Languages that no base is for, by the ending of their files. */
  readonly foreign: readonly { readonly name: string; readonly pattern: RegExp; readonly needsLicence?: true }[];
  /** A framework for servers that are made of files with certain names. */
  readonly server: {
    /** What its images are called in the table of families. */
    readonly family: 'shiny';
    readonly language: SurveyLanguage;
    readonly file: RegExp;
    readonly text: RegExp;
    /** Programs of a server, which are no analysis. */
    readonly program: RegExp;
    readonly what: string;
    readonly instead: string;
    /** Where the image of a Dockerfile shows it, and no file. */
    readonly otherwise: string;
  };
  /** Two languages of which one starts the other: an image would need both. */
  readonly pairs: readonly LanguagePair[];
}

/** Two languages, and by what one sees that a file uses both. */
export interface LanguagePair {
  readonly first: SurveyLanguage;
  readonly second: SurveyLanguage;
  readonly bridges: readonly { readonly path: RegExp; readonly texts: readonly RegExp[] }[];
  readonly instead: string;
}

/** Why no base fits, and what would. */
export interface StopSign {
  readonly kind: 'licence' | 'language' | 'workflow' | 'platform' | 'two-languages' | 'web' | 'shiny';
  readonly what: string;
  /** One sentence: what would fit. */
  readonly instead: string;
  readonly location: Location;
}
