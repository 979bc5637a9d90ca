import type { FoundAnswer, Migration } from '../model/answers/migration.ts';

/**
 * What each version changed in the projects of earlier ones: renamed or changed answers, moved files. In any order; they are applied by
 * version. A new question needs none: it is asked, or takes its default, or the project's files give it ({@link foundAnswers}).
 */
export const migrations: readonly Migration[] = [];

/** Answers that projects of 0.1.0 were not asked for: what they have by their files stays as it is. */
export const foundAnswers: readonly FoundAnswer[] = [
  {
    answer: 'offlineLoader',
    says: String.raw`\boffline_models\b`,
    besides: [
      'offline_models.py',
      'offline_models.R',
      'models/fetch_models.py',
      'tests/test_offline_models.py',
      'ces/run-local.sh',
    ],
  },
  { answer: 'preCommit', file: '.pre-commit-config.yaml' },
];

/** Files of 0.1.0 that are the person's now: no template has them any more, and programs read them where they are. */
export const releasedFiles: readonly string[] = ['ces/arg-file.txt', 'ces/env-file.txt', 'ces/opt-file-apptainer.txt'];
