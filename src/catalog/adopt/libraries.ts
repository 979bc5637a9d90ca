/** Calls that import a package by the name that they are given first, and how such a name looks: spaCy's models are packages of Python. */
export const packageLoaders: ReadonlyMap<string, RegExp> = new Map([
  ['spacy.load', /^[a-z]{2,3}(?:_[a-z]+){2,3}$/],
  ['spacy.util.load_model', /^[a-z]{2,3}(?:_[a-z]+){2,3}$/],
]);

/** Python: the module that a program imports -> the package that brings it, where the names differ. */
export const pythonPackages: ReadonlyMap<string, string> = new Map(
  Object.entries({
    absl: 'absl-py',
    sklearn: 'scikit-learn',
    st_aggrid: 'streamlit-aggrid',
    skimage: 'scikit-image',
    cv2: 'opencv-python-headless',
    PIL: 'pillow',
    yaml: 'pyyaml',
    bs4: 'beautifulsoup4',
    bids: 'pybids',
    dateutil: 'python-dateutil',
    dotenv: 'python-dotenv',
    docx: 'python-docx',
    pptx: 'python-pptx',
    Bio: 'biopython',
    Levenshtein: 'levenshtein',
    MySQLdb: 'mysqlclient',
    OpenSSL: 'pyopenssl',
    SimpleITK: 'simpleitk',
    attr: 'attrs',
    community: 'python-louvain',
    fitz: 'pymupdf',
    git: 'gitpython',
    google: 'google-cloud',
    igraph: 'igraph',
    imblearn: 'imbalanced-learn',
    jose: 'python-jose',
    jscatter: 'jupyter-scatter',
    jwt: 'pyjwt',
    kerastuner: 'keras-tuner',
    leidenalg: 'leidenalg',
    lxml: 'lxml',
    magic: 'python-magic',
    mpl_toolkits: 'matplotlib',
    mutagen: 'mutagen',
    nacl: 'pynacl',
    odf: 'odfpy',
    OpenImageIO: 'openimageio',
    pkg_resources: 'setuptools',
    psycopg2: 'psycopg2-binary',
    pydicom: 'pydicom',
    pylab: 'matplotlib',
    rest_framework: 'djangorestframework',
    ruamel: 'ruamel.yaml',
    serial: 'pyserial',
    slugify: 'python-slugify',
    snappy: 'python-snappy',
    soundfile: 'soundfile',
    tables: 'tables',
    tensorboardX: 'tensorboardx',
    umap: 'umap-learn',
    usb: 'pyusb',
    websocket: 'websocket-client',
    xgb: 'xgboost',
    zmq: 'pyzmq',
    hydra: 'hydra-core',
    pytorch_lightning: 'pytorch-lightning',
    tokenize_rt: 'tokenize-rt',
    faiss: 'faiss-cpu',
    sksurv: 'scikit-survival',
    skbio: 'scikit-bio',
    skopt: 'scikit-optimize',
    pgmpy: 'pgmpy',
    nibabel: 'nibabel',
    medspacy: 'medspacy',
    dash_bootstrap_components: 'dash-bootstrap-components',
    dash_iconify: 'dash-iconify',
    Crypto: 'pycryptodome',
    OpenGL: 'pyopengl',
    cairo: 'pycairo',
    cpuinfo: 'py-cpuinfo',
    cx_Oracle: 'cx-oracle',
    dns: 'dnspython',
    ecgdetectors: 'py-ecg-detectors',
    ffmpeg: 'ffmpeg-python',
    github: 'pygithub',
    googleapiclient: 'google-api-python-client',
    ldap: 'python-ldap',
    mysql: 'mysql-connector-python',
    nrrd: 'pynrrd',
    openslide: 'openslide-python',
    osgeo: 'gdal',
    past: 'future',
    pywt: 'pywavelets',
    radiomics: 'pyradiomics',
    shapefile: 'pyshp',
    skfmm: 'scikit-fmm',
    sklearn_extra: 'scikit-learn-extra',
    sksparse: 'scikit-sparse',
    stan: 'pystan',
    whisper: 'openai-whisper',
    win32com: 'pywin32',
    allel: 'scikit-allel',
    ants: 'antspyx',
    grpc: 'grpcio',
    llama_cpp: 'llama-cpp-python',
    MeCab: 'mecab-python3',
    parselmouth: 'praat-parselmouth',
    pl_bolts: 'lightning-bolts',
    pycrfsuite: 'python-crfsuite',
    scvi: 'scvi-tools',
    skfda: 'scikit-fda',
    skmultilearn: 'scikit-multilearn',
    socks: 'pysocks',
    speech_recognition: 'speechrecognition',
    torchcrf: 'pytorch-crf',
  }),
);

/**
 * Python: modules by whose name pip installs nothing, though people write them into lists. Tried with pip on PyPI, 2026-11-27: no version at all, or a
 * package that only stops the build and says the other name (`sklearn` of the version 0.0 alone installs scikit-learn).
 */
export const modulesWithoutPackage: ReadonlyMap<string, string> = new Map(
  ['sklearn', 'skimage', 'cv2', 'PIL', 'yaml'].map((module) => [
    module.toLowerCase(),
    pythonPackages.get(module) ?? module,
  ]),
);

/** Databases and clouds by the package that talks to them: a TRE may not offer them. */
export const services: ReadonlyMap<string, string> = new Map(
  Object.entries({
    psycopg2: 'PostgreSQL',
    'psycopg2-binary': 'PostgreSQL',
    psycopg: 'PostgreSQL',
    asyncpg: 'PostgreSQL',
    pymysql: 'MySQL',
    mysqlclient: 'MySQL',
    pymssql: 'SQL Server',
    pyodbc: 'an ODBC database',
    sqlalchemy: 'a database',
    'cx-oracle': 'Oracle',
    oracledb: 'Oracle',
    pymongo: 'MongoDB',
    redis: 'Redis',
    boto3: 'AWS',
    s3fs: 'AWS S3',
    snowflake: 'Snowflake',
    'google-cloud': 'Google Cloud',
    azure: 'Azure',
    databricks: 'Databricks',
    wandb: 'Weights & Biases',
    openai: 'OpenAI',
    RPostgres: 'PostgreSQL',
    RPostgreSQL: 'PostgreSQL',
    RMySQL: 'MySQL',
    RMariaDB: 'MariaDB',
    odbc: 'an ODBC database',
    RODBC: 'an ODBC database',
    DatabaseConnector: 'an OMOP database',
    bigrquery: 'BigQuery',
    aws: 'AWS',
    'aws.s3': 'AWS S3',
    mongolite: 'MongoDB',
    LibPQ: 'PostgreSQL',
    ehrql: 'the OpenSAFELY database',
  }),
);

/** Modules that come with Python 3, of all versions in use. */
export const pythonStandard: ReadonlySet<string> = new Set(
  `__future__ __main__ _thread abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii binhex bisect builtins bz2
  cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall compression concurrent configparser contextlib contextvars copy copyreg
  crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput
  fnmatch formatter fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib
  inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc
  nis nntplib ntpath numbers opcode operator optparse os ossaudiodev parser pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile
  pstats pty pwd py_compile pyclbr pydoc queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd
  smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny
  tarfile telnetlib tempfile termios test textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing
  unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo`.split(
    /\s+/,
  ),
);

/** Packages that come with R, and R itself, which a DESCRIPTION names beside them. */
export const rStandard: ReadonlySet<string> = new Set(
  'R base compiler datasets graphics grDevices grid methods parallel splines stats stats4 tcltk tools utils'.split(' '),
);

/** Packages that come with Julia. */
export const juliaStandard: ReadonlySet<string> = new Set(
  `ArgTools Artifacts Base Base64 CRC32c Core Dates DelimitedFiles Distributed Downloads FileWatching Future InteractiveUtils LazyArtifacts LibCURL LibGit2 Libdl LinearAlgebra Logging
  Main Markdown Mmap NetworkOptions Pkg Printf Profile REPL Random SHA Serialization SharedArrays Sockets SparseArrays Statistics SuiteSparse TOML Tar Test UUIDs Unicode
  CompilerSupportLibraries_jll GMP_jll LLD_jll LLVMLibUnwind_jll LibCURL_jll LibGit2_jll LibSSH2_jll LibUV_jll LibUnwind_jll MPFR_jll MbedTLS_jll MozillaCACerts_jll OpenBLAS_jll OpenLibm_jll
  OpenSSL_jll PCRE2_jll SuiteSparse_jll Zlib_jll Zstd_jll dSFMT_jll libLLVM_jll libblastrampoline_jll nghttp2_jll p7zip_jll`.split(
    /\s+/,
  ),
);
