/** Packages of Python that conda-forge has under another name than PyPI: pip's name -> conda's. */
export const condaNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'opencv-python': 'opencv',
    'opencv-python-headless': 'opencv',
    'psycopg2-binary': 'psycopg2',
    tables: 'pytables',
    torch: 'pytorch',
  }),
);
