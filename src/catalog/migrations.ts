import type { Migration } from '../model/answers/migration.ts';

/**
 * What each version changed in the projects of earlier ones: renamed or changed answers, moved files. In any order; they are applied by
 * version. A new question needs none: it is asked, or takes its default. Version 0.1.0 is the first, so there is nothing yet to migrate from.
 */
export const migrations: readonly Migration[] = [];
