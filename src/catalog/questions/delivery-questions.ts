import type { Questions } from '../../model/answers/question.ts';
import { ownPackages } from '../own-packages.ts';
import { whenPiped } from './when-piped.ts';

/** What the project's pipeline and hooks run of this program, and from where. */
export const deliveryQuestions = {
  generator: {
    key: 'generator',
    message: 'Where the pipeline and the hooks get this program',
    help: "A name on the npm registry, at the version that the project has; or one build of it, for a fork or a place of your institution's: git+https://HOST/PATH#COMMIT or https://HOST/PATH.tgz#sha512-CHECKSUM.",
    schema: {
      type: 'string',
      pattern:
        '^(?:(?:@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*|git\\+https://[A-Za-z0-9.-]+(?::\\d+)?(?:/[A-Za-z0-9._~-]+)+#[0-9a-f]{40}|https://[A-Za-z0-9.-]+(?::\\d+)?(?:/[A-Za-z0-9._~%@+-]+)+#sha512-[A-Za-z0-9+/]{86}==)$',
      maxLength: 300,
      description:
        "a package's name, git+https://HOST/PATH#COMMIT with all 40 digits, or https://HOST/PATH.tgz#sha512-CHECKSUM, since nothing else says which program is meant",
      examples: ['tre-container'],
    },
    defaultText: '`tre-container`',
    default: () => ownPackages.checker,
    validate: (value, { answers }) =>
      answers.ci === 'gitlab' && value.startsWith('git+')
        ? {
            what: "GitLab's jobs run in Node's own image, which has no git",
            fix: "name a package of the registry or a tarball's URL with its sha512",
          }
        : undefined,
    asked: whenPiped,
  },
} satisfies Pick<Questions, 'generator'>;
