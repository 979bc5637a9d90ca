/**
 * Packages that others bring with them, which a program may import without a line of its own in a list. Apart from `sameAs`: `check` takes it for installed,
 * `adopt` goes on writing a line for it. From what the packages ask for; not looked up for every version.
 */
export const broughtBy: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    numpy:
      'pandas scipy scikit-learn matplotlib torch xarray tensorflow keras scikit-image statsmodels seaborn nibabel nilearn h5py opencv-python opencv-python-headless numba anndata scanpy geopandas streamlit gradio xgboost lightgbm shap torchvision monai transformers lifelines bokeh'.split(
        ' ',
      ),
    scipy: 'scikit-learn statsmodels seaborn scikit-image nilearn xgboost lightgbm scanpy lifelines'.split(' '),
    pandas: 'ktrain seaborn statsmodels scanpy anndata geopandas streamlit gradio nilearn lifelines pingouin'.split(
      ' ',
    ),
    matplotlib: ['seaborn', 'scanpy', 'ktrain', 'lifelines'],
    jinja2: ['flask', 'torch', 'altair', 'bokeh', 'nbconvert'],
    werkzeug: ['flask'],
    click: ['flask', 'uvicorn'],
    requests: ['streamlit'],
    pyyaml: ['transformers', 'huggingface-hub'],
    pyarrow: ['streamlit'],
    typer: ['spacy'],
    srsly: ['spacy'],
    jsonlite: ['shiny', 'plumber', 'httr', 'rmarkdown', 'tidyverse'],
    htmltools: ['shiny', 'rmarkdown', 'htmlwidgets', 'DT'],
    scales: ['ggplot2'],
    broom: ['tidyverse'],
    cli: ['tidyverse'],
    glue: ['tidyverse'],
    httr: ['tidyverse'],
    rvest: ['tidyverse'],
    xml2: ['tidyverse'],
    hms: ['tidyverse'],
  }),
);
