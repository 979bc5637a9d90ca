import { bases as catalogued } from '../bases.ts';
import type { Base } from '../../model/render/base.ts';
import type { Questions } from '../../model/answers/question.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { correctDebianName } from './debian-names.ts';
import { modelId } from './hub-names.ts';
import { judgePackages } from './judge-packages.ts';
import { packageNotations } from './package-notations.ts';

/** A path below a folder: no leading slash or hyphen, no `..`, no character that a shell or a Dockerfile reads. */
const relativePath = '^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9_][A-Za-z0-9_.-]*$';
/** Official images of operating systems: nothing of a base is in them. */
const distributions =
  /^(?:docker\.io\/)?(?:library\/)?(?:almalinux|alpine|amazonlinux|archlinux|busybox|centos|clearlinux|debian|fedora|opensuse|oraclelinux|rockylinux|ubuntu)(?::|@|$)/;
/** What goes into the image. */
export const softwareQuestions = {
  base: {
    key: 'base',
    message: 'Base',
    help: 'The well-known image that the container starts from.',
    schema: { type: 'string', enum: Object.keys(catalogued) },
    defaultText: '`python`',
    default: () => 'python',
    choices: ({ bases }) => bases.map((base) => ({ value: base.name, label: base.label, help: base.help })),
  },
  packages: {
    key: 'packages',
    message: 'Language packages',
    help: "As the language's own tool writes them, with a version where you know one (pip: pandas==2.2.3; R: data.table@1.17.0; Julia: CSV@0.10.15; conda: pandas=2.2.3); a comma between two. Empty: only what the generated code needs.",
    schema: {
      type: 'array',
      uniqueItems: true,
      maxItems: 500,
      items: {
        type: 'string',
        pattern: '^[A-Za-z0-9_][\\x20-\\x7E]*$',
        maxLength: 300,
        description: "a package as the language's own tool writes it",
        examples: ['pandas==2.2.3'],
      },
    },
    defaultText: 'those that the starter code needs',
    default: ({ base }) => base.packages,
    validate: (packages, { base }) => judgePackages(packages, base),
    ofBase: true,
    outlives: (old, next) => packageNotations[old.packageTool] === packageNotations[next.packageTool],
  },
  models: {
    key: 'models',
    message: 'Models',
    help: 'Hugging Face models to load offline, OWNER/NAME@REVISION; a comma between two, empty for none.',
    schema: {
      type: 'array',
      maxItems: 50,
      items: {
        type: 'object',
        properties: {
          id: {
            type: 'string',
            pattern: modelId,
            description:
              'a model of the Hugging Face Hub as OWNER/NAME, as the address of its page has it today (the short names of earlier have an owner by now); data sets and spaces are none',
            examples: ['distilbert/distilbert-base-uncased'],
          },
          revision: {
            type: 'string',
            pattern: '^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9_./-]{0,98}[A-Za-z0-9])?$',
            description: 'a commit of 40 hexadecimal digits, or a branch or tag',
            examples: ['main'],
          },
          target: {
            type: 'string',
            pattern: relativePath,
            maxLength: 200,
            description: '`image` to bake the model into the image, or a folder below /safe_data',
            examples: ['models/bert'],
          },
        },
        required: ['id', 'revision'],
        additionalProperties: false,
      },
    },
    defaultText: 'none; one is asked for when the base is pytorch',
    default: () => [],
    asked: ({ base }) =>
      base.language.loaderFile === '' ? 'never' : base.modelExpected === true ? 'always' : 'details',
    validate: (models, { base }) => {
      if (models.length > 0 && base.language.loaderFile === '')
        return {
          what: `the offline loader is for Python and R, and there is none for ${base.language.label}`,
          fix: 'leave models out, bring their files to /safe_data, and open them there by their paths',
        };
      const twice = models.find((model, at) => models.findIndex((other) => other.id === model.id) !== at);
      return twice === undefined
        ? undefined
        : { what: `the model ${twice.id} is listed twice`, fix: 'leave one of the two out' };
    },
  },
  offlineLoader: {
    key: 'offlineLoader',
    message: 'Keep the offline loader without a model?',
    help: 'offline_models and models/ are there with a model; `true` keeps them where a program still imports the module.',
    schema: { type: 'boolean' },
    defaultText: '`true` where the last model goes and a program of yours imports the module, else `false`',
    default: () => false,
    asked: () => 'never',
  },
  image: {
    key: 'image',
    message: 'Base image',
    help: 'Full reference of the base image, with its registry, tag and, where known, digest.',
    schema: {
      type: 'string',
      format: 'image-reference',
      maxLength: 500,
      description: 'REGISTRY/REPOSITORY:TAG@sha256:DIGEST',
      examples: ['docker.io/library/python:3.13.16-slim-trixie'],
    },
    defaultText: 'the first that [bases](bases.md) lists for the base',
    default: ({ base }) => fullReference(base.images[0]),
    choices: ({ base }) =>
      base.images.map((image) => ({
        value: fullReference(image),
        label: image.reference,
        help:
          image.digest === undefined
            ? 'no digest is known yet: pin it before you build'
            : `digest seen ${image.seen ?? 'on an unknown day'}`,
      })),
    choicesAreOpen: true,
    validate: (image, { base }) => {
      const [first] = base.images;
      if (distributions.test(image))
        return {
          what: `${JSON.stringify(image)} is a bare distribution, without what the base ${base.name} brings`,
          fix: `take one of the base's images, e.g. ${first.reference}, and name Debian packages in systemPackages`,
        };
      if (!/^[^/.:]*[.:][^/]*\/|^localhost\//.test(image))
        return {
          what: `${JSON.stringify(image)} names no registry, so that engines may take it from different ones`,
          fix: `write it in full, e.g. docker.io/${image.includes('/') ? '' : 'library/'}${image.replace(/:latest$/, ':VERSION')}${image.endsWith(':latest') ? ' (latest is another image from day to day)' : ''}`,
        };
      if (!/:[^/:]+$/.test(image))
        return {
          what: `${JSON.stringify(image)} has neither tag nor digest, so that it changes without notice`,
          fix: `name a version, e.g. ${image}:1.2.3`,
        };
      if (base.repositories.some((name) => image.startsWith(`${name}:`)) && image.includes('alpine'))
        return {
          what: `${JSON.stringify(image)} stands on Alpine, which has no apt-get and no useradd, as the Dockerfile calls them`,
          fix: `take one that stands on Debian, e.g. ${first.reference}`,
        };
      return undefined;
    },
    // A tag without its digest, where the digest is known.
    complete: (image, { bases }) => {
      const known = bases.flatMap(({ images }) => images).find(({ reference }) => reference === image);
      return known === undefined ? image : fullReference(known);
    },
    asked: () => 'details',
    ofBase: true,
  },
  systemPackages: {
    key: 'systemPackages',
    message: 'System packages',
    help: 'Debian package names for apt-get; a comma between two, empty for none.',
    schema: {
      type: 'array',
      uniqueItems: true,
      maxItems: 200,
      items: {
        type: 'string',
        pattern: '^[a-z0-9][a-z0-9+.-]*[a-z0-9+](?:=[A-Za-z0-9.+:~-]+)?$',
        maxLength: 200,
        description: 'a Debian package name, with =VERSION if need be',
        examples: ['libgomp1'],
      },
    },
    defaultText: 'none',
    default: () => [],
    correct: correctDebianName,
    validate: (systemPackages, { answers, base }) => {
      const cloned = answers.packages?.find((entry) => entry.includes('git+https://'));
      if (
        cloned === undefined ||
        base.holds.includes('git') ||
        systemPackages.some((entry) => /^git(?:=|$)/.test(entry))
      )
        return undefined;
      return {
        what: `${cloned} is cloned when the image is built, and ${base.images[0].reference} brings no git`,
        atPrompt: `with git the list is ${[...systemPackages, 'git'].join(',')}`,
        fix: `give git in the same command: --set ${shellWord(`packages=${(answers.packages ?? []).join(',')}`)} --set systemPackages=${[...systemPackages, 'git'].join(',')}`,
      };
    },
    asked: () => 'details',
  },
  licences: {
    key: 'licences',
    message: 'Licence files',
    help: 'Files of the project that licensed software needs at run time; copied in at build.',
    schema: {
      type: 'array',
      uniqueItems: true,
      maxItems: 50,
      items: {
        type: 'string',
        pattern: relativePath,
        maxLength: 200,
        description: 'a path below the project folder, of letters, digits, dots, hyphens and underscores',
        examples: ['licences/stata.lic'],
      },
    },
    defaultText: 'none',
    default: () => [],
    asked: () => 'details',
  },
} satisfies Pick<Questions, 'base' | 'packages' | 'models' | 'offlineLoader' | 'image' | 'systemPackages' | 'licences'>;

function fullReference({ reference, digest }: Base['images'][number]): string {
  return digest === undefined ? reference : `${reference}@${digest}`;
}
