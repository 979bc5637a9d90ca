import type { FromSchema } from '../../shared/from-schema.ts';
import type { adoptionSchema } from './adoption-schema.ts';

/**
 * What was decided when a repository was adopted: recorded in the folder's `.yo-rc.json` beside the answers, so that an upgrade renders the
 * same again. Plain JSON; every path is relative to the repository's root, which is the build context. Its schema says what each key means.
 */
export type Adoption = FromSchema<typeof adoptionSchema>;

/** Something that only a person can settle, as it stands in the adopted folder's README. */
export type AdoptionToDo = Adoption['toDo'][number];
