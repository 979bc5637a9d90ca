/**
 * Python: packages whose module has their name, as pip compares names. Each is among the 15,000 that were fetched most from PyPI in 2026. Of a module
 * that stands neither here nor in `pythonPackages` nobody knows which package brings it: by its name there may be somebody else's.
 */
export const sameNames: ReadonlySet<string> = new Set(
  `accelerate aiohttp albumentations altair anndata arviz bertopic bokeh boto3 cachetools captum catboost category-encoders causalml chardet click cloudpickle cmdstanpy
  cobra colorama control cvxpy cython dash dask datasets datashader deap deepdiff diffusers dill django dowhy dtreeviz duckdb econml einops elasticsearch eli5 emcee fabric
  fastapi fastparquet feature-engine filelock fiona flair flask flax folium formulaic fsspec ftfy gcsfs gensim geopandas gradio graphviz great-tables h5py hdbscan holidays
  holoviews httpx humanize hvplot hyperopt hypothesis imageio interpret ipykernel ipywidgets jax jellyfish jinja2 joblib jupyterlab keras kornia lifelines lightgbm lime
  loguru markdown matplotlib missingno mlflow mne modin monai multiprocess nbconvert nbformat neo4j netcdf4 networkx neurokit2 nilearn nltk notebook numba numpy numpyro
  omegaconf openpyxl optax optuna oracledb orjson ortools pandarallel pandas pandera panel papermill paramiko patsy pdfplumber peft pingouin pint plotly plotnine pmdarima
  polars prophet psutil psycopg pulp pyarrow pydantic pydot pyedflib pyfaidx pymc pymongo pymysql pyodbc pypdf pyproj pyreadr pyreadstat pysam pyspark pytest pytz rapidfuzz
  rasterio ray recordlinkage redis regex requests rich rpy2 s3fs scanpy scikit-posthocs scipy seaborn sentence-transformers shap shapely shiny simplejson sktime spacy
  splink sqlalchemy stanza statsmodels streamlit swifter sympy tabpfn tabulate tenacity tensorflow tensorflow-probability termcolor textblob tifffile timm tokenizers toml
  torch torchaudio torchio torchmetrics torchvision tqdm transformers tslearn typer tzdata ujson uncertainties unidecode wandb wfdb xarray xgboost xlrd xlsxwriter xmltodict
  zarr`.split(/\s+/),
);

/** Python: packages of which each release goes with one release of another, and breaks with the next. */
export const companions: ReadonlyMap<string, string> = new Map([
  ['torchvision', 'torch'],
  ['torchaudio', 'torch'],
]);
