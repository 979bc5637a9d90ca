import type { AdoptedLanguage } from '../../../model/adopt/surveyed-language.ts';
import { condaVersions } from '../conda-versions.ts';
import { pythonPackages, pythonStandard } from '../libraries.ts';
import { newestPython } from '../newest-python.ts';

/** What people name most in lists of packages of research, and whose module is called as they are. */
const usualPackages: readonly string[] =
  `aiohttp altair anndata arviz astropy beautifulsoup4 biopython black bokeh catboost category-encoders click cvxpy dash dask dateparser datasets django duckdb fastapi fastparquet
  feature-engine fiona flask gensim geopandas gradio h5py httpx hydra-core hyperopt imageio imbalanced-learn ipykernel ipython ipywidgets jinja2 joblib jsonschema jupyter jupyterlab keras
  librosa lifelines lightgbm lightning loguru lxml matplotlib medspacy mlflow mne monai nbconvert networkx nibabel nilearn nltk notebook numba numpy numpyro odfpy omegaconf openpyxl
  optuna pandas pandera papermill patsy peft pingouin plotly plotnine polars poetry prefect presidio-analyzer prophet psutil psycopg psycopg2 pyarrow pydantic pydicom pyjanitor pymc pymongo pymysql
  pyod pyproj pyreadstat pysam pyspark pytest python-dateutil pytorch-lightning pytz rasterio regex reportlab requests rich ruptures scanpy scikit-image scikit-learn scikit-survival scipy
  scispacy seaborn sentence-transformers sentencepiece setuptools shap shapely simpleitk sktime snakemake spacy sqlalchemy statsmodels streamlit sympy tables tabulate tensorboard tensorflow
  timm tokenizers torch torchaudio torchio torchmetrics torchvision tqdm transformers tslearn typer umap-learn uvicorn wandb wheel xarray xgboost xlrd xlsxwriter xlwt yellowbrick zarr`.split(
    /\s+/,
  );

/** Python, as repositories have it. */
export const python: AdoptedLanguage = {
  name: 'python',
  label: 'Python',
  start: ['python', '{path}'],
  scripts: ['py'],
  entry: { by: 'calls', moreThan: 2 },
  besides: /(?:^|\/)(?:__init__|setup|conftest|noxfile|sitecustomize|conf)\.py$/,
  inDocuments: { sign: /^[ \t]*```\{python/m, unless: /^[ \t]*```\{r/m },
  imports: {
    separator: '.',
    standard: pythonStandard,
    ownFiles: true,
    packages: pythonPackages,
    usual: usualPackages,
    language: 'python',
  },
  modules: {
    mark: '__init__.py',
    start: '__main__.py',
    files: ['{name}.py', '{name}/__init__.py'],
    variable: 'PYTHONPATH',
  },
  adopt: {
    tools: ['pip', 'conda'],
    ownList: 'packages.txt',
    takesDockerfile: true,
    conda: condaVersions,
    bounds: {
      major: 3,
      latest: 13,
      packages: newestPython,
      condition: /\bpython_(?:full_)?version\s{0,9}(?:<=?|==|~=)\s{0,9}["']3\./,
    },
  },
};
