import { byCuda, rapidsLibraries } from '../software/rapids-libraries.ts';

/** Of R: the names under which a package also comes, and what brings it. */
export const sameAsInR: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ggplot2: ['tidyverse'],
    dplyr: ['tidyverse'],
    tidyr: ['tidyverse'],
    readr: ['tidyverse'],
    purrr: ['tidyverse'],
    tibble: ['tidyverse'],
    stringr: ['tidyverse'],
    forcats: ['tidyverse'],
    lubridate: ['tidyverse'],
    magrittr: ['tidyverse', 'dplyr'],
    rlang: ['tidyverse', 'dplyr'],
    readxl: ['tidyverse'],
    haven: ['tidyverse'],
    knitr: ['rmarkdown', 'quarto'],
  }),
);

/** Packages that a package of another name installs too, so that a list need not name them. */
export const sameAsInPython: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'opencv-python-headless': ['opencv-python', 'opencv-contrib-python', 'opencv-contrib-python-headless', 'opencv'],
    'psycopg2-binary': ['psycopg2'],
    // A name that several packages share.
    azure: [
      'azure-batch',
      'azure-core',
      'azure-identity',
      'azure-keyvault',
      'azure-storage-blob',
      'azure-storage-file',
    ],
    pillow: ['pil', 'torchvision', 'matplotlib', 'scikit-image'],
    numpy: ['pandas', 'scipy', 'scikit-learn', 'matplotlib', 'torchvision', 'xarray'],
    'python-dateutil': ['pandas', 'matplotlib'],
    scipy: ['scikit-learn', 'statsmodels'],
    joblib: ['scikit-learn'],
    'typing-extensions': ['pydantic', 'fastapi', 'sqlalchemy', 'torch', 'tensorflow'],
    pydantic: ['fastapi', 'langchain', 'openai', 'spacy'],
    starlette: ['fastapi'],
    'scikit-learn': ['ktrain', 'umap-learn', 'imbalanced-learn', 'scanpy'],
    pandas: ['ktrain', 'seaborn', 'statsmodels', 'scanpy', 'anndata', 'geopandas'],
    matplotlib: ['seaborn', 'scanpy', 'ktrain'],
    soundfile: ['pysoundfile', 'librosa'],
    torch: ['pytorch', 'torchvision', 'pytorch-lightning', 'sentence-transformers', 'timm', 'nnunetv2'],
    'pytorch-lightning': ['lightning'],
    setuptools: ['pip'],
    traitlets: ['ipywidgets', 'notebook', 'jupyterlab', 'ipython'],
    ipython: ['ipykernel', 'notebook', 'jupyterlab', 'jupyter', 'ipywidgets'],
    'faiss-cpu': ['faiss-gpu', 'faiss'],
    tables: ['pytables'],
    rdkit: ['rdkit-pypi'],
    levenshtein: ['python-levenshtein'],
    'ruamel.yaml': ['ruamel-yaml'],
    ...Object.fromEntries(rapidsLibraries.map((library) => [library, byCuda(library)])),
  }),
);

/** Those of both languages. */
export const sameAs: ReadonlyMap<string, readonly string[]> = new Map([...sameAsInPython, ...sameAsInR]);
