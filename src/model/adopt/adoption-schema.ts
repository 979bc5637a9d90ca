const text = { type: 'string', maxLength: 40_000, pattern: '^\\P{Cc}*$' } as const;
const texts = { type: 'array', maxItems: 5000, items: text } as const;
const path = { type: 'string', maxLength: 40_000, format: 'repository-path' } as const;
const paths = { type: 'array', maxItems: 5000, items: path } as const;
const flag = { type: 'boolean' } as const;

const packages = {
  type: 'object',
  required: ['tool', 'with', 'lines', 'from', 'ofBase'],
  properties: {
    // A list of the repository that is installed as it is; absent where all are in `packages.txt`.
    list: path,
    tool: { enum: ['pip', 'conda', 'r', 'julia'] },
    // Further files that the list names.
    with: paths,
    // The list has hashes, so that pip refuses lines without in the same call.
    hasHashes: { const: true },
    // Lines of `packages.txt`; in R and Julia packages in the notation of `create`, a lock's name among them.
    lines: { type: 'array', maxItems: 5000, items: { type: 'string', maxLength: 40_000, pattern: '^[^\\r]*$' } },
    // Where those lines come from, in a clause.
    from: text,
    // A repository that a lock names and that answers only where it was written: the image's is asked in its place.
    ownRepository: text,
    // Packages of the list that the base brings in a build of its own, and that are therefore not installed again.
    ofBase: texts,
  },
} as const;

/** What `ces/arg-file.txt` has to give at each run, with FILE:LINE that asks for it; absent where the start has all, and in records of before. */
const needs = {
  type: 'array',
  maxItems: 50,
  items: {
    type: 'object',
    required: ['name', 'at'],
    properties: {
      name: { type: 'string', pattern: '^(?:--?)?[A-Za-z][\\w-]{0,60}$' },
      // Its other names.
      also: { type: 'array', maxItems: 10, items: { type: 'string', pattern: '^--?[A-Za-z][\\w-]{0,60}$' } },
      at: text,
      // As a script of the repository has it.
      value: { type: 'string', maxLength: 300, pattern: '^[\\w@%+:,./-]+$' },
      choices: { type: 'array', maxItems: 20, items: { type: 'string', pattern: '^[\\w.-]{1,40}$' } },
    },
  },
} as const;

/** The Dockerfile that was there with the edits that the TRE asks for; what the TRE asks for beside that is appended when it is rendered. */
const copy = {
  type: 'object',
  required: ['lines', 'image', 'root', 'more'],
  properties: {
    lines: {
      type: 'array',
      maxItems: 5000,
      items: { type: 'string', maxLength: 40_000, pattern: '^(?:\\t|\\P{Cc})*$' },
    },
    // What its last FROM of another image names: `answers.image` stands in its place.
    image: text,
    // Where it puts the repository's files.
    root: { type: 'string', maxLength: 500, pattern: '^(?:/[\\w.+-]+)+$' },
    // What its lines do not copy of `goesIn`.
    more: paths,
  },
} as const;

/**
 * The record of an adopted repository as it travels by git. Nothing in it may name a place outside of the repository, or bring a line end
 * into a file that is made from it; `repository-path`: relative to its root, without `..`; a folder may end with a slash.
 */
export const adoptionSchema = {
  type: 'object',
  required: ['context', 'folder', 'mode', 'program', 'packages', 'goesIn', 'links', 'toDo', 'reasons'],
  properties: {
    // The build context as seen from the folder: always the folder above, and no other value is accepted.
    context: { const: '..' },
    folder: { type: 'string', maxLength: 100, pattern: '^tre(?:-[a-z0-9]+)*$', description: 'tre or tre-NAME' },
    mode: { enum: ['batch', 'interactive'] },
    // Words that start it; of a step that is decided at each run (`atRun`: `ces/arg-file.txt` names it) only the interpreter.
    program: { type: 'object', required: ['start', 'atRun'], properties: { start: texts, atRun: flag, needs } },
    packages,
    goesIn: paths,
    // Folders of the project that stand for `/safe_data`, and names that stand for places below `/safe_outputs`. `results`: what is written
    // below the former and kept, `...` for what a program computes of a name; absent in records of before. `folders`: those that the repository
    // has below the latter, and that the program therefore finds; absent where there is none. `files`: data that are read by their bare names
    // where the program starts; absent where there is none. `above`: folders that it names by a way up from the folder where it starts, as
    // they are seen from the root; absent where there is none.
    links: {
      type: 'object',
      required: ['data', 'outputs'],
      properties: {
        data: paths,
        outputs: paths,
        results: texts,
        folders: paths,
        files: paths,
        above: {
          type: 'object',
          required: ['data', 'outputs'],
          properties: { data: paths, outputs: paths, folders: paths },
        },
      },
    },
    // Folders at the root of the image, as other platforms have them, that lead to those of the TRE, or to the project; `at`: what names
    // them. Absent where there is none.
    mounts: {
      type: 'array',
      maxItems: 100,
      items: {
        type: 'object',
        required: ['place', 'to', 'at'],
        properties: {
          place: { type: 'string', maxLength: 300, pattern: '^(?:/(?!\\.)[\\w.+-]+)+$' },
          to: {
            type: 'string',
            maxLength: 400,
            pattern: '^/(?:safe_data|safe_outputs|opt/project)(?:/(?!\\.)[\\w.+-]+)?$',
          },
          at: text,
        },
      },
    },
    // Names that files and folders of the project have in the image beside their own, since the Dockerfile that was there lays them out so;
    // absent where there is none.
    aliases: {
      type: 'array',
      maxItems: 100,
      items: { type: 'object', required: ['place', 'target'], properties: { place: path, target: path } },
    },
    // Folders below the root from which programs import modules of the project: PYTHONPATH names them; absent where none is needed.
    importRoots: paths,
    // Folders that the copy of a session gets, since notebooks write to them and the image lacks them; absent where there is none.
    made: paths,
    // Nothing that is started imports a module of the project: PYTHONPATH names no folder. Absent where something does, or may.
    noModules: { const: true },
    // No list, program or Dockerfile names a library of Hugging Face: its variables are not set. Absent where one does, or may.
    noHub: { const: true },
    // Packages that the repository itself is, and that are installed from their folder (absent: the root); absent where none is.
    ownPackages: {
      type: 'array',
      maxItems: 100,
      items: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string', pattern: '^[A-Za-z][\\w.]{0,200}$' }, folder: path },
      },
    },
    // Why a start script is needed; absent where the program is started itself.
    startScript: text,
    // The folder of the project in which the start script starts it; absent: the root.
    startFolder: path,
    notebook: text,
    // The Dockerfile that was there, with the SHA-256 of its text.
    original: {
      type: 'object',
      required: ['path', 'sha256', 'notTaken'],
      properties: {
        path,
        sha256: text,
        // What of it is not in `Dockerfile`; of a copy the edits.
        notTaken: texts,
        // Its lines install no package of a language; absent where they do, or may.
        installsNone: { const: true },
        // Why there is no copy of it, as a clause; absent where there is one.
        newBecause: text,
        copy,
      },
    },
    // The image that was proposed, without its digest: where the answers name another one, a person chose that. Absent in records of before.
    image: text,
    // What only a person can settle, as it stands in the folder's README; `place`: FILE:LINE in the repository.
    toDo: {
      type: 'array',
      maxItems: 5000,
      items: { type: 'object', required: ['id', 'text'], properties: { id: text, text, place: text } },
    },
    // Why, a line each, for the README.
    reasons: { type: 'object', maxProperties: 5000, additionalProperties: text },
  },
} as const;
