/**
 * Packages that others bring with them, which a program may import without a line of its own in a list. Beside `sameAs`: `check` takes these for installed,
 * `adopt` goes on writing a line for them. Of Python: what the newest releases on PyPI ask for without an extra (28 November 2026); of R: from knowledge.
 */
export const broughtBy: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    numpy:
      'tensorflow scikit-image statsmodels seaborn nibabel nilearn h5py opencv-python opencv-python-headless numba anndata scanpy geopandas streamlit gradio xgboost lightgbm shap monai transformers lifelines bokeh'.split(
        ' ',
      ),
    scipy: ['scikit-image', 'nilearn', 'xgboost', 'lightgbm', 'scanpy', 'lifelines'],
    pandas: ['streamlit', 'gradio', 'nilearn', 'lifelines', 'pingouin'],
    matplotlib: ['lifelines'],
    jinja2: ['flask', 'torch', 'altair', 'bokeh', 'nbconvert'],
    flask: ['dash'],
    plotly: ['dash'],
    nibabel: ['nilearn', 'nnunet', 'nnunetv2', 'dipy', 'nipype'],
    werkzeug: ['flask'],
    click: ['flask', 'uvicorn'],
    requests: ['streamlit'],
    torch: ['accelerate', 'peft'],
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
