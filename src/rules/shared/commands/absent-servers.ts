import type { Finding } from '../../../model/check/rule.ts';
import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Unfollowed } from '../../../model/programs/reach.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { readInstall } from '../../../parse/shell/installs.ts';
import { findDependencies, type Subject } from '../dependencies/find-dependencies.ts';
import { isKnown, knownPackages } from '../image/known-packages.ts';

/** Programs of Python packages by whose names they are called, and that run a program of the project. */
const servers: ReadonlySet<string> = new Set(
  'gunicorn uvicorn hypercorn daphne celery flask streamlit voila panel bokeh chainlit marimo papermill jupyter jupyter-lab jupyter-notebook snakemake nextflow mlflow airflow luigid prefect dagster waitress-serve'.split(
    ' ',
  ),
);

/** Packages that bring none of them but by their own names, nor do those that they ask for (resolved by uv from PyPI, 30 November 2026, without extras). */
const plain: ReadonlySet<string> = new Set(
  `numpy pandas scipy scikit-learn matplotlib seaborn statsmodels plotly requests flask fastapi uvicorn gunicorn flask-cors flask-sqlalchemy
  django djangorestframework pydantic pydantic-settings python-multipart python-dotenv sqlalchemy psycopg2-binary pymysql redis boto3 jinja2
  pyyaml joblib pillow opencv-python opencv-python-headless scikit-image nibabel pydicom simpleitk lifelines xgboost lightgbm shap tqdm openpyxl
  xlsxwriter beautifulsoup4 lxml nltk httpx aiohttp werkzeug torch torchvision transformers keras networkx biopython pyarrow polars click rich
  pytest black flake8 mypy geopandas shapely h5py imageio pysam alembic bcrypt passlib python-jose pyjwt cryptography itsdangerous markupsafe
  loguru tabulate xlrd statsforecast pingouin umap-learn anndata nilearn pip setuptools wheel`
    .split(/\s+/)
    .map((name) => foldName(name)),
);

/** Packages that nobody lists by hand, so that a list which has them was made of all that was installed. */
const deep: ReadonlySet<string> = new Set(
  'six idna certifi charset-normalizer chardet urllib3 python-dateutil pytz zipp pyparsing kiwisolver cycler markupsafe threadpoolctl typing-extensions packaging importlib-metadata'
    .split(' ')
    .map((name) => foldName(name)),
);
/** So many of them no list has by chance. */
const enoughDeep = 3;

/** A server that the start, or a script of it, names to run a program of the project, and that no package is known to bring. */
export function findAbsentServer(subject: Subject): Pick<Unfollowed, 'what' | 'location'> | undefined {
  const { image, dockerfile, facts } = subject;
  const reach = facts.reach.get(dockerfile.path);
  const ofScripts = (reach?.programs ?? []).flatMap(({ class: kind, program }) =>
    kind === 'started' && program.language === 'shell'
      ? program.commands.map((command) => ({ ...command, file: program.path }))
      : [],
  );
  const started = [image.entrypoint, image.cmd].flatMap((start) =>
    (start?.commands ?? []).map((command) => ({ ...command, file: dockerfile.path })),
  );
  const server = [...started, ...ofScripts].find(
    ({ program, words: [first = ''] }) =>
      servers.has(program) && !first.includes('/') && !isKnown(program, knownPackages(subject)),
  );
  const isOwn = [...(reach?.places.keys() ?? [])].some((place) => place.endsWith(`/${server?.program ?? ''}`));
  return server === undefined || isOwn
    ? undefined
    : { what: server.program, location: { file: server.file, line: server.line } };
}

/** The same where every list was read, and none can bring it; `speaksOf`: whether something here names what may. */
export function findLackedServers(subject: Subject, absent: Pick<Unfollowed, 'what' | 'location'>): readonly Finding[] {
  if (!servers.has(absent.what) || !isWholeOfLists(subject)) return [];
  const base = subject.image.from.image?.text ?? 'the base';
  return [
    {
      message: `starts ${absent.what}, which ${base} does not have and nothing that the image installs brings`,
      location: absent.location,
      fix: `install ${absent.what} in a RUN, or add it to the list of packages`,
    },
  ];
}

/** Whether all that an image installs is known by its name, with what it brings: a list that was made of all that was there, a lock, or packages that bring no server. */
function isWholeOfLists(subject: Subject): boolean {
  const { image, dockerfile, facts } = subject;
  const reach = facts.reach.get(dockerfile.path);
  if (reach === undefined || reach.unseen.length > 0 || !installsByNames(image)) return false;
  if (reach.programs.some((each) => each.class === 'built' && each.program.path !== dockerfile.path)) return false;
  if (reach.unfollowed.some((each) => each.class === 'built')) return false;
  const { named, locks, missing, dated } = findDependencies(subject);
  if (locks.length === 0 && installsOwn(image)) return false;
  if (missing.length > 0 || dated.length > 0 || !locks.every(isRead(subject))) return false;
  const others = named.filter(({ text }) => !plain.has(foldName(bareName(text))) || /\[/.test(text));
  const isFrozen = others.every(({ text }) => /^[\w.-]+==[\w.+!-]+$/.test(text.trim()));
  const isDeep = named.filter(({ text }) => deep.has(foldName(bareName(text)))).length >= enoughDeep;
  return others.length === 0 || (isFrozen && isDeep);
}

/** What a project of its own asks for may be in no file that was read. */
function installsOwn({ instructions }: FinalImage): boolean {
  return instructions.some(
    ({ keyword, commands }) =>
      keyword === 'RUN' &&
      commands.some((command) => {
        const install = readInstall(command);
        return install !== undefined && (install.ownProject || install.projects.length > 0);
      }),
  );
}

/** Whether a lock is one that names each package that is installed. */
function isRead({ facts }: Subject): (path: string) => boolean {
  return (path) =>
    /(?:^|\/)(?:uv|poetry|pdm)\.lock$|(?:^|\/)Pipfile\.lock$/.test(path) && facts.byPath.get(path)?.text !== undefined;
}

const bareName = (text: string): string => /^[\w.-]+/.exec(text.trim())?.[0] ?? text;

/** Commands that bring no program of Python. */
const quiet =
  /^(?:mkdir|chmod|chown|rm|ln|useradd|adduser|groupadd|addgroup|usermod|echo|printf|test|\[|true|set|cd|export|sed|touch|find|cat|ls|mv|cp|update-ca-certificates|locale-gen|ldconfig)$/;

/** Whether each step of the build installs what it names, or nothing. */
function installsByNames({ instructions }: FinalImage): boolean {
  return instructions.every(({ keyword, commands, flags, words }) => {
    if (flags['from'] !== undefined) return false;
    if (keyword === 'ADD') return !words.some(({ value }) => /:\/\/|\.(?:tar|tgz|zip)/.test(value));
    if (keyword !== 'RUN') return true;
    return commands.every(
      (command) =>
        quiet.test(command.program) ||
        (/^(?:apt-get|apt|apk|pip3?|uv|poetry|pdm|pipenv)$/.test(command.program) &&
          !command.words.some((word) => /[$`]|:\/\//.test(word)) &&
          (readInstall(command) !== undefined || !command.words.includes('install'))),
    );
  });
}
